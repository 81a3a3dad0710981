//! What follows the semicolons.

use jiff::civil::Date;

use super::check;
use super::complaint::{Complaint, Expected};
use super::cursor::Cursor;
use crate::lang::{Lang, MONTHS_EN, MONTHS_FR};
use crate::print::long_date;
use crate::rule::{Form, Modifiers};
use crate::vocabulary::Category;

pub(crate) fn modifiers(cursor: &mut Cursor<'_>, form: &Form) -> Result<Modifiers, Complaint> {
    let mut all = Modifiers::default();
    while cursor.eat(";") {
        modifier(cursor, form, &mut all)?;
    }
    Ok(all)
}

fn modifier(cursor: &mut Cursor<'_>, form: &Form, all: &mut Modifiers) -> Result<(), Complaint> {
    let found = cursor.found();
    let lang = cursor.lang;
    let said_before;
    let mut fits = true;
    if cursor.eat(lang.pick("responsible", "responsable")) {
        cursor.need(":", ":")?;
        said_before = all.responsible.replace(role(cursor, form)?).is_some();
    } else if cursor.eat(lang.pick("inform", "informer")) {
        let role = role(cursor, form)?;
        said_before = all.inform.contains(&role);
        all.inform.push(role);
    } else if cursor.eat(lang.pick("warn", "avertir")) {
        said_before = all.warn.replace(super::span(cursor)?).is_some();
        cursor.need("before", "avant")?;
        fits = !matches!(form, Form::Before { .. });
    } else if cursor.eat(lang.pick("grace", "tolérance")) {
        said_before = all.grace.replace(super::span(cursor)?).is_some();
        fits = matches!(form, Form::Only { .. } | Form::Standing { .. });
    } else if cursor.eat(lang.pick("first by", "d'abord au plus tard le")) {
        said_before = all.first_by.replace(date(cursor)?).is_some();
        fits = matches!(form, Form::Every { .. } | Form::Once { .. });
    } else if cursor.eat(lang.pick("except while", "sauf pendant")) {
        let state = check::exception(cursor, form)?;
        said_before = all.except.contains(&state);
        all.except.push(state);
    } else if let Some((before, fit)) = strict(cursor, form, all)? {
        (said_before, fits) = (before, fit);
    } else {
        return Err(cursor.complain(Expected::Modifier));
    }
    if said_before {
        return Err(cursor.complain_at(found, Expected::Once));
    }
    if fits {
        Ok(())
    } else {
        Err(cursor.complain_at(found, Expected::FitModifier))
    }
}

/// How exactly the record must show it: whether that was said before, and whether the
/// form can use it.
fn strict(
    cursor: &mut Cursor<'_>,
    form: &Form,
    all: &mut Modifiers,
) -> Result<Option<(bool, bool)>, Complaint> {
    let lang = cursor.lang;
    let said_before;
    let fits;
    if cursor.eat(lang.pick("on a fixed schedule", "à dates fixes")) {
        said_before = std::mem::replace(&mut all.fixed, true);
        fits = matches!(form, Form::Every { .. });
    } else if cursor.eat(lang.pick("carry over", "reprendre la dernière fois")) {
        said_before = std::mem::replace(&mut all.carry, true);
        fits = matches!(form, Form::Every { .. });
    } else if cursor.eat_any(lang.pick(
        &["one record each", "each"],
        &["une inscription chacun", "chacun"],
    )) {
        said_before = std::mem::replace(&mut all.each, true);
        fits = matches!(form, Form::Within { .. }) && form.trigger().is_some();
    } else if cursor.eat_any(lang.pick(
        &["on record first", "permission must be on record first"],
        &[
            "inscrit d'abord",
            "la permission doit être inscrite d'abord",
        ],
    )) {
        said_before = std::mem::replace(&mut all.first, true);
        fits = matches!(form, Form::Before { .. });
    } else if cursor.eat(lang.pick("counts if recorded within", "compte si inscrit dans")) {
        if lang == Lang::Fr {
            cursor.eat_any(&["les", "l'"]);
        }
        said_before = all.recorded.replace(super::span(cursor)?).is_some();
        fits = form.acts().is_some();
    } else if cursor.eat(lang.pick("stale after", "périmé après")) {
        said_before = all.stale.replace(super::span(cursor)?).is_some();
        fits = matches!(form, Form::Standing { .. });
    } else if cursor.eat_any(lang.pick(
        &["checked every"][..],
        &["vérifié tous les", "vérifié toutes les"],
    )) {
        said_before = all.checked.replace(super::span(cursor)?).is_some();
        fits = check::has_inventory(cursor.vocabulary, form);
    } else if cursor.eat(lang.pick("owed from", "dû dès")) {
        let found = cursor.found();
        let part = cursor.number().filter(|part| (1..=100).contains(part));
        let Some(part) = part else {
            return Err(cursor.complain_at(found, Expected::Percent));
        };
        cursor.need("percent of the period", "pour cent de la période")?;
        said_before = all.part.replace(part).is_some();
        fits = matches!(form, Form::Once { .. });
    } else {
        return Ok(None);
    }
    Ok(Some((said_before, fits)))
}

fn role(cursor: &mut Cursor<'_>, form: &Form) -> Result<crate::rule::Name, Complaint> {
    let found = cursor.found();
    let role = cursor.need_phrase(Category::Role)?;
    check::role(cursor, found, &role, form)?;
    Ok(role)
}

/// `31 December 2026`, `December 31, 2026`, `31 décembre 2026`, `1er mai 2027` or `2026-12-31`.
fn date(cursor: &mut Cursor<'_>) -> Result<Date, Complaint> {
    let found = cursor.found();
    let date = match cursor.lang {
        Lang::En => english_or_iso(cursor),
        Lang::Fr => day_first(cursor, &MONTHS_FR),
    };
    let Some((year, month, day)) = date else {
        return Err(cursor.complain(Expected::Date));
    };
    let small = |number: u32| i8::try_from(number).ok();
    let date = small(month)
        .zip(small(day))
        .zip(i16::try_from(year).ok())
        .and_then(|((month, day), year)| Date::new(year, month, day).ok());
    date.ok_or_else(|| {
        let mut complaint = cursor.complain_at(found, Expected::Date);
        complaint.suggestions = last_of(year, month)
            .map(|last| long_date(last, cursor.lang))
            .into_iter()
            .collect();
        complaint
    })
}

/// The last day of a month, for whoever wrote a day that it does not have.
fn last_of(year: u32, month: u32) -> Option<Date> {
    let (year, month) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?);
    Some(Date::new(year, month, 1).ok()?.last_of_month())
}

fn english_or_iso(cursor: &mut Cursor<'_>) -> Option<(u32, u32, u32)> {
    if let Some(month) = month(cursor, &MONTHS_EN) {
        let day = cursor.number()?;
        cursor.eat(",");
        return Some((cursor.number()?, month, day));
    }
    day_first(cursor, &MONTHS_EN)
}

fn day_first(cursor: &mut Cursor<'_>, months: &[&str; 12]) -> Option<(u32, u32, u32)> {
    let first = cursor.number()?;
    if first > 31 {
        cursor.eat("-").then_some(())?;
        let month = cursor.number()?;
        cursor.eat("-").then_some(())?;
        return Some((first, month, cursor.number()?));
    }
    if first == 1 {
        cursor.eat("er");
    }
    let month = month(cursor, months)?;
    Some((cursor.number()?, month, first))
}

fn month(cursor: &mut Cursor<'_>, months: &[&str; 12]) -> Option<u32> {
    let place = months.iter().position(|month| cursor.eat(month))?;
    u32::try_from(place + 1).ok()
}
