//! Why, in a sentence with its figures, in English and French.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::clocks::{Basis, ClockFinding};
use super::decision::{By, Decision, Evidence, Outcome};
use super::encounters::Class;
use super::hand::Style;
use super::odds::Identity;
use crate::words::Lang;

impl Lang {
    fn of(self, en: impl Into<String>, fr: impl Into<String>) -> String {
        match self {
            Self::En => en.into(),
            Self::Fr => fr.into(),
        }
    }
}

/// Says what was decided about a contact and what it rests on. `zone`: where the organisation's days are.
#[must_use]
pub fn explain(decision: &Decision, lang: Lang, zone: &TimeZone) -> String {
    let what = contact(decision, lang, zone);
    let mut text = match (decision.by, decision.outcome) {
        (By::Person, Outcome::Recorded(_) | Outcome::CoveredBy(_)) => {
            lang.of(format!("Somebody here said that {what} belongs to this record."), format!("Quelqu’un d’ici a dit que {what} va avec cette note."))
        }
        (By::Person, Outcome::Unrecorded) => {
            lang.of(format!("Somebody here said that nobody wrote down {what}."), format!("Quelqu’un d’ici a dit que personne n’a noté {what}."))
        }
        (By::Person, Outcome::NothingOwed) => lang.of(
            format!("Somebody here said that {what} was not a contact: no record is needed."),
            format!("Quelqu’un d’ici a dit que {what} n’était pas un contact\u{a0}: aucune note n’est requise."),
        ),
        (By::Figures, Outcome::Recorded(_)) => {
            let why = decision.evidence.as_ref().map(|e| reasons(e, lang)).unwrap_or_default();
            let head = lang.of(format!("{what} is what this record is about"), format!("cette note parle de {what}"));
            lang.of(format!("{head}: {why}."), format!("{head}\u{a0}: {why}."))
        }
        (By::Figures, Outcome::CoveredBy(_)) => lang.of(
            format!("{what} came within minutes of another with the same person; that one’s record covers both, as is usual here."),
            format!("{what} a eu lieu à quelques minutes d’un autre contact avec la même personne; la note de celui-ci couvre les deux, comme d’habitude ici."),
        ),
        (By::Figures, Outcome::Unrecorded) => unrecorded(decision, &what, lang),
        (By::Figures, Outcome::NothingOwed) => lang.of(
            format!("No record is needed for {what}: nobody was spoken to."),
            format!("Aucune note n’est requise pour {what}\u{a0}: personne n’a été joint."),
        ),
    };
    if decision.by == By::Figures && decision.outcome != Outcome::NothingOwed {
        text.push(' ');
        text.push_str(&sure(decision, lang));
    }
    if decision.ahead != 0 {
        text.push(' ');
        text.push_str(&lang.of(
            format!("(Its list’s clock is {}.)", ahead(decision.ahead, lang)),
            format!("(L’horloge de sa liste est {}.)", ahead(decision.ahead, lang)),
        ));
    }
    capital(&text)
}

/// Says what was found out about a source's clock, and why it is believed.
#[must_use]
pub fn explain_clock(finding: &ClockFinding, lang: Lang) -> String {
    let (fit, shown, all) = (finding.fitting, finding.fitting_as_shown, finding.compared);
    let by = ahead(finding.ahead, lang);
    match finding.basis {
        Basis::Said => lang.of(format!("Somebody said that this clock is {by}."), format!("Quelqu’un a dit que cette horloge est {by}.")),
        Basis::Agrees => lang.of(
            format!("This clock agrees with the records: {fit} of {all} are within a quarter of an hour of a contact."),
            format!("Cette horloge concorde avec les notes\u{a0}: {fit} sur {all} sont à moins d’un quart d’heure d’un contact."),
        ),
        Basis::Estimated => lang.of(
            format!("This clock is {by}: read so, {fit} of {all} records are within a quarter of an hour of a contact; as shown, {shown}. Perhaps another time zone, or summer time."),
            format!("Cette horloge est {by}\u{a0}: ainsi lue, {fit} notes sur {all} sont à moins d’un quart d’heure d’un contact; telle quelle, {shown}. Peut-être un autre fuseau, ou l’heure d’été."),
        ),
        Basis::TooFew => lang.of(
            format!("There are too few records with a time ({all}) to check this clock. It is read as shown."),
            format!("Il y a trop peu de notes avec une heure ({all}) pour vérifier cette horloge. Elle est lue telle quelle."),
        ),
        Basis::Unclear => lang.of(
            format!("This clock does not fit the records well as shown ({shown} of {all}), and no other reading clearly fits better. Please check the time zone of the file."),
            format!("Cette horloge concorde mal avec les notes ({shown} sur {all}), et aucune autre lecture ne convient nettement mieux. Veuillez vérifier le fuseau du fichier."),
        ),
    }
}

fn unrecorded(decision: &Decision, what: &str, lang: Lang) -> String {
    let nearest = match &decision.evidence {
        None => lang.of("No record of this person is near it.", "Aucune note au sujet de cette personne n’en est proche."),
        Some(e) if e.too_early => lang.of(
            "The nearest record was written down before it began.",
            "La note la plus proche a été écrite avant qu’il commence.",
        ),
        Some(e) => {
            let far = apart(e, lang);
            lang.of(
                format!("The nearest record ({far}) fits another contact better."),
                format!("La note la plus proche ({far}) convient mieux à un autre contact."),
            )
        }
    };
    let head = lang.of(format!("Nobody seems to have written down {what}."), format!("Personne ne semble avoir noté {what}."));
    format!("{head} {nearest}")
}

fn reasons(e: &Evidence, lang: Lang) -> String {
    let mut list = vec![match e.identity {
        Identity::Written => lang.of("the number is the one in the record", "le numéro est celui de la note"),
        Identity::OnFile => lang.of("the number is on the client’s file", "le numéro est au dossier de la personne"),
        Identity::OtherOnFile => lang.of("the number is another one of the same client", "le numéro est un autre de la même personne"),
        Identity::Hidden => lang.of("the number was hidden, but the time and the worker fit", "le numéro était masqué, mais l’heure et l’intervenant concordent"),
    }];
    list.push(apart(e, lang));
    if let Some(habit) = e.style.and_then(|s| habit(s, e, lang)) {
        list.push(habit);
    }
    if let Some((spoken, noted)) = e.lengths {
        list.push(lang.of(format!("{spoken} min spoken, {noted} min noted"), format!("{spoken}\u{a0}min au téléphone, {noted}\u{a0}min notées")));
    }
    let no = |what: Option<bool>, en: &str, fr: &str| (what == Some(false)).then(|| lang.of(en, fr));
    list.extend(no(e.author, "though somebody else wrote it", "bien que quelqu’un d’autre l’ait écrite"));
    list.extend(no(e.direction, "though it says the other one called", "bien qu’elle dise que l’autre a appelé"));
    list.extend(no(e.channel, "though it names another channel", "bien qu’elle nomme un autre moyen"));
    list.join(", ")
}

/// How far the record's time is from the contact's.
fn apart(e: &Evidence, lang: Lang) -> String {
    match (e.apart, e.days) {
        (None, 0) => lang.of("the same day", "le même jour"),
        (None, 1) => lang.of("dated the day after", "datée du lendemain"),
        (None, -1) => lang.of("dated the day before", "datée de la veille"),
        (None, days) => lang.of(format!("dated {} days apart", days.abs()), format!("datée à {} jours d’écart", days.abs())),
        (Some(0), _) => lang.of("at the same minute", "à la même minute"),
        (Some(minutes), _) => {
            let long = span(minutes.unsigned_abs());
            if minutes > 0 {
                lang.of(format!("{long} later"), format!("{long} plus tard"))
            } else {
                lang.of(format!("{long} earlier"), format!("{long} plus tôt"))
            }
        }
    }
}

fn habit(style: Style, e: &Evidence, lang: Lang) -> Option<String> {
    let minutes = e.apart?.abs();
    let rounded = |en: &str, fr: &str| {
        (minutes > 0).then(|| lang.of(format!("as when times are rounded to {en}"), format!("comme quand l’heure est arrondie {fr}")))
    };
    match style {
        Style::Exact => None,
        Style::Five => rounded("five minutes", "aux cinq minutes"),
        Style::Quarter => rounded("the quarter hour", "au quart d’heure"),
        Style::Half => rounded("the half hour", "à la demi-heure"),
        Style::Hour => rounded("the hour", "à l’heure"),
        Style::Late => Some(lang.of("as when the time is that of writing", "comme quand l’heure est celle de l’écriture")),
    }
}

/// `25 min`, `3 h 10 min`.
fn span(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m}\u{a0}min"),
        (h, 0) => format!("{h}\u{a0}h"),
        (h, m) => format!("{h}\u{a0}h\u{a0}{m}\u{a0}min"),
    }
}

fn ahead(minutes: i32, lang: Lang) -> String {
    let long = span(u64::from(minutes.unsigned_abs()));
    if minutes < 0 {
        lang.of(format!("{long} behind"), format!("en retard de {long}"))
    } else {
        lang.of(format!("{long} ahead"), format!("en avance de {long}"))
    }
}

fn in_hundred(share: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
    let whole = (share.clamp(0.0, 1.0) * 100.0).round() as u32;
    whole.clamp(1, 99)
}

fn sure(decision: &Decision, lang: Lang) -> String {
    let n = in_hundred(decision.probability);
    let mut text = lang.of(format!("Sure: {n} in 100."), format!("Certitude\u{a0}: {n} sur 100."));
    if decision.review
        && let Some((_, share)) = decision.next
        && share > 0.01
    {
        let n = in_hundred(share);
        text.push(' ');
        text.push_str(&lang.of(format!("Another record may fit too: {n} in 100."), format!("Une autre note pourrait convenir\u{a0}: {n} sur 100.")));
    }
    if decision.review {
        text.push(' ');
        text.push_str(&lang.of("Please look.", "Veuillez vérifier."));
    }
    text
}

const MONTHS: [(&str, &str); 12] = [
    ("January", "janvier"),
    ("February", "février"),
    ("March", "mars"),
    ("April", "avril"),
    ("May", "mai"),
    ("June", "juin"),
    ("July", "juillet"),
    ("August", "août"),
    ("September", "septembre"),
    ("October", "octobre"),
    ("November", "novembre"),
    ("December", "décembre"),
];

/// `the call of 3 March at 14:05`.
fn contact(decision: &Decision, lang: Lang, zone: &TimeZone) -> String {
    let began = zone.to_datetime(Timestamp::from_second(decision.began).unwrap_or(Timestamp::UNIX_EPOCH));
    let month = usize::try_from(began.month() - 1).ok().and_then(|m| MONTHS.get(m)).copied().unwrap_or_default();
    let (day, hour, minute) = (began.day(), began.hour(), began.minute());
    let many = decision.together;
    let (en, fr) = match decision.class {
        Class::Talk => ("the call".to_owned(), "l’appel".to_owned()),
        Class::Session if many == 1 => ("the message".to_owned(), "le message".to_owned()),
        Class::Session => (format!("the exchange of {many} messages"), format!("l’échange de {many} messages")),
        Class::Attempt if many == 1 => ("the attempt to call".to_owned(), "la tentative d’appel".to_owned()),
        Class::Attempt => (format!("the {many} attempts to call"), format!("les {many} tentatives d’appel")),
        Class::Voicemail => ("the voicemail".to_owned(), "la messagerie vocale".to_owned()),
    };
    let du = if day == 1 { "1er".to_owned() } else { day.to_string() };
    lang.of(
        format!("{en} of {day} {} at {hour}:{minute:02}", month.0),
        format!("{fr} du {du}\u{a0}{} à {hour}\u{a0}h\u{a0}{minute:02}", month.1),
    )
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
