//! From the file of a profile to one that can be used, or the line that cannot.

use super::file::{self, DirectionWord, KindWord, Many, OfWord, Order, ZoneWord};
use super::{BadProfile, Column, Fact, FactKind, Meaning, Of, Profile, Recognise, Table, Total, When};
use crate::bill::{Direction, Kind, Service, Zone};
use crate::read::dates::Form;
use crate::read::pattern::Pattern;
use crate::check::both;
use crate::read::values::Mark;
use crate::tomls;
use crate::words::{Lang, Said};

/// The file, and where in it something stands.
struct Source<'a>(&'a str);

impl Source<'_> {
    fn bad(&self, near: &str, message: &Said) -> BadProfile {
        let line = self.0.lines().position(|line| line.contains(near)).map_or(0, |at| at + 1);
        BadProfile { line, column: 0, message: message.en().into_owned(), french: message.fr().into_owned() }
    }

    fn patterns(&self, texts: &Many) -> Result<Vec<Pattern>, BadProfile> {
        texts.0.iter().map(|text| Pattern::parse(text).map_err(|bad| self.bad(text, &Said::both(|lang| bad.said(lang))))).collect()
    }

    fn forms(&self, texts: &Many) -> Result<Vec<Form>, BadProfile> {
        let form = |text: &String| Form::parse(text).ok_or_else(|| self.bad(text, &both!(|_l| "“{text}”: a day or time is written with %Y %y %m %b %d %H %I %M %S %p and %a", "«\u{a0}{text}\u{a0}»\u{a0}: un jour ou une heure s’écrit avec %Y %y %m %b %d %H %I %M %S %p et %a")));
        texts.0.iter().map(form).collect()
    }
}

pub(super) fn profile(text: &str) -> Result<Profile, BadProfile> {
    let file: file::File = toml::from_str(text).map_err(|error| refused(text, &error))?;
    let source = Source(text);
    if file.format != 1 {
        return Err(source.bad("format", &both!(|_l| "this program reads profiles with format = 1", "ce programme lit les profils avec format = 1")));
    }
    let head = file.profile;
    let plain = !head.id.is_empty() && head.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !plain {
        return Err(source.bad("id", &both!(|_l| "an id has lower-case letters, digits and hyphens, like my-carrier", "un id a des petites lettres, des chiffres et des traits d’union, comme mon-fournisseur")));
    }
    if file.table.is_empty() {
        return Err(BadProfile { line: 0, column: 0, message: "a profile needs at least one [[table]]".into(), french: "il faut au moins un [[table]] dans un profil".into() });
    }
    if let Some(name) = head.zone.as_ref().filter(|name| !tomls::is_zone(name)) {
        return Err(source.bad(name, &both!(|_l| "“{name}” is no time zone: write the city it is named after, like America/Toronto", "«\u{a0}{name}\u{a0}» n’est pas un fuseau horaire\u{a0}: écrivez la ville dont il porte le nom, comme America/Toronto")));
    }
    let tables = file.table.into_iter().map(|table| one_table(&source, table)).collect::<Result<Vec<_>, _>>()?;
    let totals = file.total.into_iter().map(|total| one_total(&source, total)).collect::<Result<Vec<_>, _>>()?;
    Ok(Profile {
        delimiter: delimiter(&source, file.file.delimiter.as_deref())?,
        decimal: decimal(&source, file.file.decimal.as_deref())?,
        encoding: encoding(&source, file.file.encoding)?,
        sheet: file.file.sheet,
        quotes: file.file.quotes.unwrap_or(true),
        skip: source.patterns(&file.file.skip)?,
        dates: source.forms(&file.dates.date)?,
        times: source.forms(&file.dates.time)?,
        day_first: match file.dates.order {
            Some(Order::DayFirst) => Some(true),
            Some(Order::MonthFirst) => Some(false),
            Some(Order::Auto) | None => None,
        },
        bill: facts(&source, &file.bill)?,
        recognise: Recognise { header_has: file.recognise.header_has.0, text_has: file.recognise.text_has.0 },
        tables,
        totals,
        id: head.id,
        name: head.name,
        carrier: head.carrier,
        source: head.source,
        made_up: head.made_up,
        currency: head.currency.unwrap_or_else(|| "CAD".into()),
        country_code: head.country_code,
        zone: head.zone,
        files: head.files,
    })
}

/// What the TOML reader refuses, with its place and the nearest known word.
fn refused(text: &str, error: &toml::de::Error) -> BadProfile {
    let tomls::Refused { line, column, what, suggestion } = tomls::refused(text, error);
    let said = |lang| format!("{}{}", what.in_lang(lang), tomls::did_you_mean(suggestion.as_deref(), lang));
    BadProfile { line, column, message: said(Lang::En), french: said(Lang::Fr) }
}

fn delimiter(source: &Source<'_>, word: Option<&str>) -> Result<Option<u8>, BadProfile> {
    match word {
        None | Some("auto") => Ok(None),
        Some("tab" | "\t") => Ok(Some(b'\t')),
        Some("," | ";" | "|") => Ok(word.and_then(|word| word.bytes().next())),
        Some(_) => Err(source.bad("delimiter", &both!(|_l| "a delimiter is one of , ; | tab and auto", "un séparateur est l’un de , ; | tab et auto"))),
    }
}

fn decimal(source: &Source<'_>, word: Option<&str>) -> Result<Option<Mark>, BadProfile> {
    match word {
        None | Some("auto") => Ok(None),
        Some(".") => Ok(Some(Mark::Point)),
        Some(",") => Ok(Some(Mark::Comma)),
        Some(_) => Err(source.bad("decimal", &both!(|_l| "a decimal mark is a point, a comma or auto", "un signe décimal est un point, une virgule ou auto"))),
    }
}

fn encoding(source: &Source<'_>, word: Option<String>) -> Result<Option<String>, BadProfile> {
    match word.as_deref() {
        None | Some("auto") => Ok(None),
        Some(name) if encoding_rs::Encoding::for_label(name.as_bytes()).is_some() => Ok(word),
        Some(_) => Err(source.bad("encoding", &both!(|_l| "an encoding is auto, utf-8, utf-16le, utf-16be, windows-1252, or another name browsers know", "un encodage est auto, utf-8, utf-16le, utf-16be, windows-1252, ou un autre nom que les navigateurs connaissent"))),
    }
}

fn facts(source: &Source<'_>, written: &file::Facts) -> Result<Vec<Fact>, BadProfile> {
    let all = [
        (FactKind::Account, &written.account, "account"),
        (FactKind::Invoice, &written.invoice, "invoice"),
        (FactKind::BillDate, &written.bill_date, "date"),
        (FactKind::Period, &written.period, "from"),
        (FactKind::Line, &written.line, "line"),
        (FactKind::Page, &written.page, "page"),
    ];
    let mut facts = Vec::new();
    for (what, texts, needs) in all {
        for text in source.patterns(texts)? {
            if !text.takes(needs) {
                return Err(source.bad(text.as_str(), &both!(|_l| "this line must name its value: {{{needs}}}", "cette ligne doit nommer sa valeur\u{a0}: {{{needs}}}")));
            }
            facts.push(Fact { what, text });
        }
    }
    Ok(facts)
}

fn one_table(source: &Source<'_>, table: file::Table) -> Result<Table, BadProfile> {
    let (kind, service) = kind(table.kind);
    let when = table.when.into_iter().map(|when| one_when(source, when)).collect::<Result<Vec<_>, _>>()?;
    let name = table.id.unwrap_or_else(|| format!("{:?}", table.kind).to_lowercase());
    let table = Table {
        name,
        kind,
        service,
        note: table.kind == KindWord::Note,
        direction: table.direction.map(direction),
        heading: source.patterns(&table.heading)?,
        row: source.patterns(&table.row)?,
        first_cell: table.first_cell,
        header_lines: table.header_lines.unwrap_or(1).clamp(1, 3),
        wraps: table.wraps,
        whole_account: table.whole_account,
        columns: table.columns.each(),
        optional: table.optional,
        blank: table.may_be_blank,
        group: table.group,
        join: table.join,
        when,
        only: only(source, table.only)?,
    };
    if table.columns.is_empty() && table.row.is_empty() {
        return Err(source.bad("[[table]]", &both!(|_l| "the table “{name}” needs [table.columns], or row", "le tableau «\u{a0}{name}\u{a0}» a besoin de [table.columns], ou de row"; name = &table.name)));
    }
    Ok(table)
}

fn only(source: &Source<'_>, only: Vec<file::Only>) -> Result<Vec<(Column, Vec<Pattern>)>, BadProfile> {
    only.into_iter().map(|only| Ok((only.column, source.patterns(&only.is)?))).collect()
}

fn one_when(source: &Source<'_>, when: file::When) -> Result<When, BadProfile> {
    let then = Meaning {
        direction: when.direction.map(direction),
        kind: when.kind.map(kind),
        roaming: when.roaming,
        forwarded: when.forwarded,
        zone: when.zone.map(|zone| match zone {
            ZoneWord::Canada => Zone::Canada,
            ZoneWord::UnitedStates => Zone::UnitedStates,
            ZoneWord::International => Zone::International,
        }),
        not_a_place: when.direction.is_some() || when.forwarded.is_some(),
    };
    Ok(When { column: when.column, is: source.patterns(&when.is)?, then })
}

fn one_total(source: &Source<'_>, total: file::Total) -> Result<Total, BadProfile> {
    let text = source.patterns(&total.text)?;
    let columns = total.columns.each();
    let counted = ["amount", "airtime", "long_distance", "minutes", "kilobytes", "rows"];
    if let Some(text) = text.iter().find(|text| !counted.iter().any(|name| text.takes(name))) {
        return Err(source.bad(text.as_str(), &both!(|_l| "a total must name what is summed: {{amount}}, {{airtime}}, {{long_distance}}, {{minutes}}, {{kilobytes}} or {{rows}}", "un total doit nommer ce qu’il additionne\u{a0}: {{amount}}, {{airtime}}, {{long_distance}}, {{minutes}}, {{kilobytes}} ou {{rows}}")));
    }
    if text.is_empty() && columns.is_empty() {
        return Err(source.bad("[[total]]", &both!(|_l| "a total needs text, or [total.columns]", "un total a besoin de text, ou de [total.columns]")));
    }
    let of_kind = total.kind.map(|word| kind(word).0);
    let of = match (total.of.unwrap_or(OfWord::Section), of_kind) {
        (OfWord::Section, _) => Of::Section,
        (OfWord::Line, None) => Of::Line,
        (OfWord::Line, Some(kind)) => Of::LineKind(kind),
        (OfWord::Kind, Some(kind)) => Of::Kind(kind),
        (OfWord::Kind, None) => return Err(source.bad("of = \"kind\"", &both!(|_l| "of = \"kind\" needs kind = … beside it", "of = \"kind\" a besoin de kind = … à côté"))),
        (OfWord::Bill, _) => Of::Bill,
    };
    let when = only(source, total.only)?;
    Ok(Total { of, text, first_cell: total.first_cell, only: when, columns, group: total.group, required: total.required })
}

const fn direction(word: DirectionWord) -> Direction {
    match word {
        DirectionWord::In => Direction::In,
        DirectionWord::Out => Direction::Out,
    }
}

const fn kind(word: KindWord) -> (Kind, Service) {
    match word {
        KindWord::Voice => (Kind::Usage, Service::Voice),
        KindWord::Text => (Kind::Usage, Service::Sms),
        KindWord::Picture => (Kind::Usage, Service::Mms),
        KindWord::Data => (Kind::Usage, Service::Data),
        KindWord::Usage => (Kind::Usage, Service::Other),
        KindWord::Recurring | KindWord::Note => (Kind::Recurring, Service::Other),
        KindWord::Partial => (Kind::Partial, Service::Other),
        KindWord::OneTime => (Kind::OneTime, Service::Other),
        KindWord::Credit => (Kind::Credit, Service::Other),
        KindWord::Tax => (Kind::Tax, Service::Other),
    }
}
