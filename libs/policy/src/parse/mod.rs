//! Reads a line, English or French, into a rule.
//!
//! The first word chooses the form, so a complaint never comes from the wrong
//! one; vocabulary phrases are read longest first.

mod check;
mod complaint;
pub(crate) mod cursor;
mod foreign;
mod modifiers;
mod suggest;

pub use complaint::{Complaint, Expected, Found};

use crate::lang::Lang;
use crate::rule::{Acts, Each, Form, Name, Period, Rule, Span, Trigger, Unit};
use crate::vocabulary::{Category, French, Vocabulary};
use cursor::Cursor;

/// The longest span a rule may say, in its own unit.
const MOST: u32 = 10_000;

/// Reads one rule.
///
/// Blanks of any width, curly apostrophes, capitals and a final full stop make
/// no difference.
///
/// # Errors
/// The [`Complaint`] says where, what was expected, and what to write instead.
pub fn parse(line: &str, lang: Lang, vocabulary: &Vocabulary) -> Result<Rule, Complaint> {
    read(line, lang, vocabulary).map_err(|complaint| sharpen(complaint, line, vocabulary))
}

fn read(line: &str, lang: Lang, vocabulary: &Vocabulary) -> Result<Rule, Complaint> {
    let mut cursor = Cursor::new(line, lang, vocabulary);
    let form = form(&mut cursor)?;
    check::form(&form, &mut cursor)?;
    let modifiers = modifiers::modifiers(&mut cursor, &form)?;
    cursor.eat(".");
    if !cursor.done() {
        return Err(cursor.complain(Expected::End));
    }
    Ok(Rule { form, modifiers })
}

/// A word with several meanings is the real complaint, wherever it stopped us; so is
/// one of the other language.
fn sharpen(mut complaint: Complaint, line: &str, vocabulary: &Vocabulary) -> Complaint {
    let lang = complaint.lang;
    let found = &complaint.found.text;
    let by = lang.pick("by ", "d'ici ");
    let found = found.strip_prefix(by).unwrap_or(found);
    if let Some(choices) = suggest::unclear(found, lang, vocabulary.french()) {
        complaint.expected = Expected::OneMeaning;
        complaint.suggestions = choices;
    } else if let Some(choices) = suggest::uncounted(&complaint) {
        complaint.expected = Expected::OneMeaning;
        complaint.suggestions = choices;
    } else if let Ok(rule) = read(line, lang.other(), vocabulary) {
        complaint.expected = Expected::Language;
        complaint.suggestions = vec![rule.text(lang, vocabulary)];
    } else if complaint.suggestions.is_empty()
        && let Some(here) = foreign::translated(found, lang, vocabulary)
    {
        complaint.expected = Expected::Language;
        complaint.suggestions = vec![here];
    }
    complaint
}

fn form(cursor: &mut Cursor<'_>) -> Result<Form, Complaint> {
    let en = cursor.lang == Lang::En;
    let begins = |cursor: &mut Cursor<'_>, en_words: &[&str], fr_words: &[&str]| {
        cursor.eat_any(if en { en_words } else { fr_words })
    };
    if begins(cursor, &["every"], &["tous les", "toutes les"]) {
        every(cursor)
    } else if begins(cursor, &["once each calendar"], &["une fois par"]) {
        once(cursor)
    } else if begins(cursor, &["within"], &["dans"]) {
        within(cursor)
    } else if let Some(span) = immediately(cursor) {
        following(cursor, span)
    } else if begins(cursor, &["before"], &["avant"]) {
        before(cursor)
    } else if begins(cursor, &["only"], &["seulement"]) {
        only(cursor)
    } else if begins(cursor, &["always"], &["toujours"]) {
        standing(cursor, true)
    } else if begins(cursor, &["never"], &["jamais"]) {
        standing(cursor, false)
    } else {
        Err(cursor.complain(Expected::Form))
    }
}

fn every(cursor: &mut Cursor<'_>) -> Result<Form, Complaint> {
    let span = span(cursor)?;
    cursor.need(":", ":")?;
    let acts = acts(cursor)?;
    cursor.need(",", ",")?;
    cursor.need("for each", "pour chaque")?;
    Ok(Form::Every {
        span,
        acts,
        each: each(cursor)?,
    })
}

fn once(cursor: &mut Cursor<'_>) -> Result<Form, Complaint> {
    let periods = [
        (Period::Week, "week", "semaine civile"),
        (Period::Month, "month", "mois civil"),
        (Period::Quarter, "quarter", "trimestre civil"),
        (Period::Year, "year", "année civile"),
    ];
    let lang = cursor.lang;
    let period = periods
        .iter()
        .find(|(_, en, fr)| cursor.eat(lang.pick(en, fr)))
        .map(|(period, ..)| *period);
    let Some(period) = period else {
        return Err(cursor.complain(Expected::Keyword(lang.pick("year", "année civile"))));
    };
    cursor.need(":", ":")?;
    let acts = acts(cursor)?;
    cursor.need(",", ",")?;
    cursor.need("for each", "pour chaque")?;
    Ok(Form::Once {
        period,
        acts,
        each: each(cursor)?,
    })
}

fn within(cursor: &mut Cursor<'_>) -> Result<Form, Complaint> {
    if cursor.lang == Lang::Fr {
        cursor.eat_any(&["les", "l'"]);
    }
    let span = span(cursor)?;
    cursor.need("of", "suivant")?;
    following(cursor, span)
}

/// How soon `immediately after` is, if that comes next and the policy says what it means.
fn immediately(cursor: &mut Cursor<'_>) -> Option<Span> {
    let span = cursor.vocabulary.immediately()?;
    let words = cursor.lang.pick("immediately after", "immédiatement après");
    cursor.eat(words).then_some(span)
}

fn following(cursor: &mut Cursor<'_>, span: Span) -> Result<Form, Complaint> {
    let of = match miss(cursor)? {
        Some(rule) => Trigger::Miss(rule),
        None => Trigger::Deed(noun(cursor)?),
    };
    cursor.need(":", ":")?;
    Ok(Form::Within {
        span,
        of,
        acts: acts(cursor)?,
    })
}

fn noun(cursor: &mut Cursor<'_>) -> Result<Name, Complaint> {
    match (cursor.lang, cursor.phrase(Category::Noun)) {
        (_, Some(name)) => Ok(name),
        (Lang::Fr, None) => Err(cursor.complain(Expected::Phrase(Category::Noun))),
        (Lang::En, None) => {
            let found = cursor.found();
            cursor.eat_any(&["an", "a", "the"]);
            cursor.need_phrase(Category::Noun).map_err(|complaint| {
                let miss = cursor.complain_at(found, Expected::Keyword("a miss of"));
                let none = complaint.suggestions.is_empty() && !miss.suggestions.is_empty();
                if none { miss } else { complaint }
            })
        }
    }
}

/// `a miss of [passcode-age]`, if that comes next: the id of another rule.
fn miss(cursor: &mut Cursor<'_>) -> Result<Option<Name>, Complaint> {
    let words: &[&str] = cursor.lang.pick(
        &["a miss of", "the miss of"],
        &["un manquement à", "le manquement à"],
    );
    if !cursor.eat_any(words) {
        return Ok(None);
    }
    cursor.need("[", "[")?;
    let Some(id) = cursor.id() else {
        return Err(cursor.complain(Expected::RuleId));
    };
    cursor.need("]", "]")?;
    Ok(Some(id))
}

fn before(cursor: &mut Cursor<'_>) -> Result<Form, Complaint> {
    let what = cursor.need_phrase(Category::Clause)?;
    cursor.need(":", ":")?;
    let acts = acts(cursor)?;
    let mut valid = None;
    let mut one_use = false;
    if cursor.eat("(") {
        cursor.need("valid", "valable")?;
        valid = Some(span(cursor)?);
        if cursor.eat(",") {
            cursor.need("one use", "un usage")?;
            one_use = true;
        }
        cursor.need(")", ")")?;
    }
    Ok(Form::Before {
        what,
        acts,
        valid,
        one_use,
    })
}

fn only(cursor: &mut Cursor<'_>) -> Result<Form, Complaint> {
    let set = cursor.need_phrase(Category::Set)?;
    let relation = cursor.need_phrase(Category::Relation)?;
    cursor.need("each", "chaque")?;
    Ok(Form::Only {
        set,
        relation,
        each: each(cursor)?,
    })
}

fn standing(cursor: &mut Cursor<'_>, always: bool) -> Result<Form, Complaint> {
    let state = cursor.need_phrase(Category::State)?;
    cursor.need("on each", "sur chaque")?;
    Ok(Form::Standing {
        always,
        state,
        each: each(cursor)?,
    })
}

fn each(cursor: &mut Cursor<'_>) -> Result<Each, Complaint> {
    let subject = cursor.need_phrase(Category::Subject)?;
    Ok(Each {
        subject,
        state: cursor.phrase(Category::State),
    })
}

fn acts(cursor: &mut Cursor<'_>) -> Result<Acts, Complaint> {
    let mut done = vec![cursor.need_phrase(Category::Done)?];
    while cursor.eat(cursor.lang.pick("and", "et")) {
        done.push(cursor.need_phrase(Category::Done)?);
    }
    let by = if cursor.eat(cursor.lang.pick("by", "par")) {
        Some(cursor.need_phrase(Category::Role)?)
    } else {
        None
    };
    Ok(Acts { done, by })
}

pub(crate) fn span(cursor: &mut Cursor<'_>) -> Result<Span, Complaint> {
    let found = cursor.found();
    let count = cursor.number().filter(|count| (1..=MOST).contains(count));
    let Some(count) = count else {
        return Err(cursor.complain_at(found, Expected::Number));
    };
    let (many, one) = match cursor.vocabulary.french() {
        French::Canada => ("jours ouvrable", "jour ouvrable"),
        French::Europe => ("jours ouvré", "jour ouvré"),
    };
    let units: &[(Unit, &str, &str)] = &[
        (Unit::Minutes, "minute", "minute"),
        (Unit::Hours, "hour", "heure"),
        (Unit::WorkingDays, "working day", many),
        (Unit::WorkingDays, "working day", one),
        (Unit::Days, "day", "jour"),
        (Unit::Weeks, "week", "semaine"),
        (Unit::Months, "month", "mois"),
        (Unit::Years, "year", "année"),
        (Unit::Years, "year", "an"),
    ];
    let lang = cursor.lang;
    for (unit, en, fr) in units {
        let one = lang.pick(*en, *fr);
        // “mois” is one and many.
        let many = if one.ends_with('s') {
            one.to_owned()
        } else {
            format!("{one}s")
        };
        let read = [many.as_str(), one]
            .into_iter()
            .find(|word| cursor.eat(word));
        if let Some(read) = read {
            cursor.read_unit(read);
            return reject_other_days(cursor, found, Span { count, unit: *unit });
        }
    }
    Err(cursor.complain(Expected::Unit))
}

/// `3 jours ouvrés` reads as days followed by a word that is not ours; elsewhere so
/// does `3 jours ouvrables`.
fn reject_other_days(cursor: &mut Cursor<'_>, found: Found, span: Span) -> Result<Span, Complaint> {
    let (ours, others) = match cursor.vocabulary.french() {
        French::Canada => ("ouvrables", ["ouvrés", "ouvré"]),
        French::Europe => ("ouvrés", ["ouvrables", "ouvrable"]),
    };
    let strange = span.unit == Unit::Days
        && cursor.lang == Lang::Fr
        && (cursor.eat_any(&others) || cursor.eat("de travail"));
    if !strange {
        return Ok(span);
    }
    let mut complaint = cursor.complain_at(found, Expected::OneMeaning);
    complaint.suggestions = vec![
        format!("{} jours {ours}", span.count),
        format!("{} jours", span.count),
    ];
    Err(complaint)
}
