//! B12, B13, B14: local, far, and dear.
//!
//! Whether a call is local, the bill alone cannot say: an outgoing one goes by
//! where the phone was, an incoming one by the phone's own area. So B12 asks.

use super::finding::{Check, Evidence, Finding, Severity, both, later};
use super::look::{Look, asks_local, charged, phone, when};
use crate::bill::{Direction, Kind, Row, Service, Zone};
use crate::money::Money;
use crate::number::{Class, E164, Number};
use crate::plan::Reach;
use crate::rate::Rated;
use crate::words::{Lang, money};

/// B12: charged where nothing should be, or far and free.
pub(super) fn local(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, row, rated) in look.usage().filter(|(_, row, _)| row.service == Service::Voice) {
        if asks_local(row, rated) {
            found.push(ask(look, at, row, rated));
        }
    }
    if look.plan.policy.voice_known_local_only {
        found.extend(far_and_free(look));
    }
    found
}

/// Nothing in a place's name says the phone was elsewhere.
fn no_place(row: &Row) -> bool {
    row.place_from.as_deref().is_none_or(|place| place.trim().is_empty())
}

fn ask(look: &Look<'_>, at: usize, row: &Row, rated: &Rated) -> Finding {
    let billed = row.charges.amount().unwrap_or_default();
    let (moment, other) = (when(row), look.shown(row.other));
    let place = row.place_from.as_deref().unwrap_or_default().trim().to_owned();
    let from = |l: Lang| match (place.is_empty(), l) {
        (true, Lang::En) => " The bill prints no place.".to_owned(),
        (true, Lang::Fr) => " La facture n’indique pas de lieu.".to_owned(),
        (false, Lang::En) => format!(" The bill says the phone was in {place}."),
        (false, Lang::Fr) => format!(" La facture dit que le téléphone était à {place}."),
    };
    let what = if row.direction == Some(Direction::In) {
        both!(|l| "{moment}, call from {other}: billed at {billed}. Incoming calls cost nothing at home; away from home each of them is long distance.{from}",
            "{moment}, appel de {other}\u{a0}: facturé {billed}. Les appels entrants ne coûtent rien chez soi; ailleurs, chacun est un interurbain.{from}"; billed = money(billed, l), from = from(l))
    } else {
        both!(|l| "{moment}, call to {other}: billed at {billed}. We expected a local call: the number is one of our own area.{from}",
            "{moment}, appel à {other}\u{a0}: facturé {billed}. Nous attendions un appel local\u{a0}: le numéro est de notre région.{from}"; billed = money(billed, l), from = from(l))
    };
    let close = both!(|_l| "Was the phone away from home then? If so, say where, and note it in the case notes. If not, ask the carrier for the money back.",
        "Le téléphone était-il ailleurs à ce moment? Si oui, dites où et notez-le dans le dossier. Sinon, demandez un remboursement au fournisseur.");
    Finding::new(Check::B12, Severity::Explain, what).rows([at]).line(row.line).clause(look.rule(rated)).also(Evidence::Numbers).also_if(no_place(row), Evidence::NoPlace).stake(billed).close(close)
}

/// No money is wrong; the organisation's own rule may be.
fn far_and_free(look: &Look<'_>) -> Vec<Finding> {
    let far = |row: &Row, rated: &Rated| {
        row.service == Service::Voice && row.direction == Some(Direction::Out) && matches!(rated.reach, Reach::National | Reach::Us) && rated.zone != Zone::UnitedStates && row.charges.amount() == Some(Money::ZERO)
    };
    look.by_line(far).into_iter().map(|(line, rows)| {
        let (number, many) = (phone(line, Lang::En), rows.len());
        let without = rows.iter().filter_map(|at| look.row(*at)).any(no_place);
        let what = both!(|_l| "{number}: {many} calls to numbers of other areas cost nothing. No money is wrong; our own rule is to call known local numbers.", "{number}\u{a0}: {many} appels vers d’autres régions n’ont rien coûté. L’argent est juste; notre règle est d’appeler des numéros locaux connus.");
        let close = both!(|_l| "Nothing to ask the carrier. Talk about it if it happens often.", "Rien à demander au fournisseur. Parlez-en si cela arrive souvent.");
        Finding::new(Check::B12, Severity::Policy, what).rows(rows).line(line).also(Evidence::Numbers).also_if(without, Evidence::NoPlace).close(close)
    })
    .collect()
}

/// The other countries that share +1, by name.
const NEIGHBOURS: [(&str, &str, &str); 23] = [
    ("AG", "Antigua and Barbuda", "Antigua-et-Barbuda"), ("AI", "Anguilla", "Anguilla"), ("AS", "American Samoa", "Samoa américaines"), ("BB", "Barbados", "Barbade"),
    ("BM", "Bermuda", "Bermudes"), ("BS", "Bahamas", "Bahamas"), ("DM", "Dominica", "Dominique"), ("DO", "Dominican Republic", "République dominicaine"),
    ("GD", "Grenada", "Grenade"), ("GU", "Guam", "Guam"), ("JM", "Jamaica", "Jamaïque"), ("KN", "Saint Kitts and Nevis", "Saint-Kitts-et-Nevis"),
    ("KY", "Cayman Islands", "Îles Caïmans"), ("LC", "Saint Lucia", "Sainte-Lucie"), ("MP", "Northern Mariana Islands", "Îles Mariannes du Nord"), ("MS", "Montserrat", "Montserrat"),
    ("PR", "Puerto Rico", "Porto Rico"), ("SX", "Sint Maarten", "Saint-Martin (partie néerlandaise)"), ("TC", "Turks and Caicos", "Îles Turques-et-Caïques"), ("TT", "Trinidad and Tobago", "Trinité-et-Tobago"),
    ("VC", "Saint Vincent", "Saint-Vincent-et-les-Grenadines"), ("VG", "British Virgin Islands", "Îles Vierges britanniques"), ("VI", "Virgin Islands (US)", "Îles Vierges américaines"),
];

fn country(number: Option<Number>, lang: Lang) -> String {
    let code = number.and_then(Number::country).map(|c| c.to_string()).unwrap_or_default();
    let named = NEIGHBOURS.iter().find(|(c, ..)| *c == code).map(|(_, en, fr)| if lang == Lang::En { *en } else { *fr });
    named.map_or(code.clone(), str::to_owned)
}

/// B13: numbers of other countries; those that look like home first of all.
pub(super) fn abroad(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let far = |(_, _, rated): &(usize, &Row, &Rated)| matches!(rated.reach, Reach::International | Reach::UsTerritory);
    for (at, row, _) in look.usage().filter(far) {
        let (moment, other, billed) = (when(row), look.shown(row.other), row.charges.amount().unwrap_or_default());
        let number = row.other;
        let hidden = row.other.and_then(Number::e164).is_some_and(|n| n.nanp().is_some());
        let what = if hidden {
            later!(|l| "{moment}: {other} is a number of {country}, billed at {billed}. It looks like any long distance number and costs like a call across the sea.", "{moment}\u{a0}: {other} est un numéro de ce pays\u{a0}: {country}; facturé {billed}. Il ressemble à un interurbain et coûte comme un appel outre-mer."; billed = money(billed, l), country = country(number, l))
        } else {
            later!(|l| "{moment}: {other} is a number of another country ({country}), billed at {billed}.", "{moment}\u{a0}: {other} est un numéro d’un autre pays ({country}), facturé {billed}."; billed = money(billed, l), country = country(number, l))
        };
        let close = both!(|_l| "Ask who needed it and why, and note it in the case notes. A calling card or a call over the internet may cost less.", "Demandez qui en avait besoin et pourquoi, et notez-le dans le dossier. Une carte d’appel ou un appel par internet peut coûter moins.");
        let severity = if billed > Money::ZERO { Severity::Explain } else { Severity::Info };
        found.push(Finding::new(Check::B13, severity, what).rows([at]).line(row.line).also(Evidence::Numbers).stake(billed).close(close));
    }
    found
}

/// Words carriers use for what others sell through the bill.
const SOLD_BY_OTHERS: [&str; 18] = [
    "premium", "third party", "third-party", "ringtone", "ring tone", "download", "subscription text", "game", "jackpot", "contest", "event", "content purchase", "surtaxé", "tiers", "sonnerie", "téléchargement", "concours", "contenu",
];

fn sold_by_others(row: &Row) -> bool {
    let fee = matches!(row.kind, Kind::OneTime | Kind::Recurring) || (row.kind == Kind::Usage && row.service == Service::Other);
    let words = row.description.as_deref().unwrap_or_default().to_lowercase();
    fee && !words.is_empty() && SOLD_BY_OTHERS.iter().any(|part| words.contains(part))
}

/// B14: 900 and 976, texts and items that cost extra.
pub(super) fn premium(look: &Look<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, (row, rated)) in look.bill.rows.iter().zip(&look.rated).enumerate() {
        let dear = row.kind == Kind::Usage && (matches!(rated.reach, Reach::Premium | Reach::ShortCodePremium) || dear_text(row));
        let sold = sold_by_others(row) && charged(row).is_some();
        if !dear && !sold {
            continue;
        }
        let billed = row.charges.amount().unwrap_or_default();
        let name = if dear { look.shown(row.other).to_string() } else { row.description.as_deref().unwrap_or_default().to_owned() };
        let moment = when(row);
        let what = both!(|l| "{moment} {name}: a service that costs extra, billed at {billed}.", "{moment} {name}\u{a0}: un service surtaxé, facturé {billed}."; billed = money(billed, l));
        let close = both!(|_l| "Ask who wanted it. Ask the carrier to block such services on all our phones, and to pay back what nobody ordered.", "Demandez qui l’a voulu. Demandez au fournisseur de bloquer ces services sur tous nos téléphones et de rembourser ce que personne n’a commandé.");
        let severity = if billed > Money::ZERO { Severity::Explain } else { Severity::Info };
        found.push(Finding::new(Check::B14, severity, what).rows([at]).line(row.line).also_if(dear, Evidence::Numbers).stake(billed).close(close));
    }
    found
}

/// A text service that charged.
fn dear_text(row: &Row) -> bool {
    matches!(row.service, Service::Sms | Service::Mms) && row.other.is_some_and(|n| n.class() == Class::TextService) && charged(row).is_some()
}

/// A letter that asks the carrier to block services that cost extra.
#[must_use]
pub fn block_request(lines: &[E164], account: &str, lang: Lang) -> String {
    let list = lines.iter().map(|l| l.plain()).collect::<Vec<_>>().join("\n");
    match lang {
        Lang::En => format!("Account {account}\n\nPlease block calls to 900 and 976 numbers, premium text messages, and purchases charged to the bill on these phones:\n\n{list}\n\nPlease confirm in writing, and say from which day the block holds."),
        Lang::Fr => format!("Compte {account}\n\nVeuillez bloquer les appels aux numéros 900 et 976, les messages texte surtaxés et les achats portés à la facture pour ces téléphones\u{a0}:\n\n{list}\n\nVeuillez confirmer par écrit et indiquer à partir de quel jour le blocage s’applique."),
    }
}
