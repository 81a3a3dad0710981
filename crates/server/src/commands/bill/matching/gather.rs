//! Files into what matching takes; the names people gave things are kept beside the numbers they get here.

use std::collections::HashMap;

use base::Failure;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use telecom::bill::{Direction as Way, Kind as RowKind, Row, Service};
use telecom::check::{Assignment, Finding, Severity, sound};
use telecom::lists::{self, ClientLine, ContactKind, ContactLine, RecordLine, RecordWhen, Word, WordLine};
use telecom::matching::{
    Channel, Client, ClientId, Clock, Contact, ContactId, Direction, Kind, Peer, Record, RecordId, Says, Settings, Source, SourceId, Verdict, When, WorkerId,
};
use telecom::number::{Class, Number};
use telecom::words::Lang;
use telecom::{Bill, E164};

use super::Match;
use crate::commands::bill::{check, list};

/// Everything that is matched, and what it is called.
pub(super) struct Gathered {
    pub contacts: Vec<Contact>,
    pub records: Vec<Record>,
    pub sources: Vec<Source>,
    pub clients: Vec<Client>,
    pub verdicts: Vec<Verdict>,
    pub settings: Settings,
    /// For each contact, by its id.
    pub shown: Vec<Shown>,
    /// For each record, by its id.
    pub record_names: Vec<String>,
    /// For each source, by its id.
    pub source_names: Vec<String>,
    /// Rows of the bill that are no contacts: no call or message, or with a service number.
    pub left_out: usize,
    /// Calls and messages of the bill without a day or a time: nobody can say whether they were written down.
    pub undated: usize,
    /// The bill, and what of it was not read or does not add up.
    pub reading: Option<(Bill, Vec<Finding>)>,
}

impl Gathered {
    /// Whether the bill lacks something, so that no answer about all of it can be given.
    pub(super) fn unsound(&self) -> bool {
        self.reading.iter().flat_map(|(_, findings)| findings).any(|finding| finding.severity == Severity::Error)
    }
}

/// What a contact is called.
pub(super) struct Shown {
    pub id: String,
    pub phone: Option<E164>,
    /// Whole where a client or a record has it; else its last digits.
    pub number: String,
}

/// Texts that are numbered as they come.
#[derive(Default)]
struct Names(HashMap<String, u32>);

impl Names {
    fn number(&mut self, text: &str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(text.trim().to_lowercase()).or_insert(next)
    }

    fn listed(&self) -> Vec<String> {
        let mut all: Vec<(&String, &u32)> = self.0.iter().collect();
        all.sort_by_key(|(_, number)| **number);
        all.into_iter().map(|(text, _)| text.clone()).collect()
    }
}

/// Names of workers, clients, ways to speak, and lists.
#[derive(Default)]
struct Known {
    people: Names,
    clients: Names,
    channels: Names,
    sources: Names,
}

/// # Errors
/// When a file cannot be read, or no zone is known.
pub(super) fn all(asked: &Match, lang: Lang) -> Result<Gathered, Failure> {
    let (lines, bill) = contacts(asked, lang)?;
    let records = list::read(&asked.records, lang, lists::records)?;
    let clients = asked.clients.as_deref().map(|path| list::read(path, lang, lists::clients)).transpose()?.unwrap_or_default();
    let held = asked.held.as_deref().map(|path| list::read(path, lang, lists::held)).transpose()?;
    let words = asked.words.as_deref().map(|path| list::read(path, lang, lists::words)).transpose()?.unwrap_or_default();
    let zone = zone(asked, bill.as_ref(), lang)?;
    let mut known = Known::default();
    let ids: HashMap<String, u64> = lines.iter().zip(0..).map(|(line, id)| (line.id.clone(), id)).collect();
    let record_ids: HashMap<String, u64> = records.iter().zip(0..).map(|(line, id)| (line.id.clone(), id)).collect();
    let verdicts = verdicts(&words, &ids, &record_ids, lang)?;
    let contacts = lines.iter().zip(0..).map(|(line, id)| contact(line, id, held.as_deref(), &zone, &mut known)).collect();
    let clients = clients_of(&clients, &mut known);
    let made: Vec<Record> = records.iter().zip(0..).map(|(line, id)| record(line, id, &zone, &mut known)).collect();
    let seen: std::collections::HashSet<E164> = clients.iter().flat_map(|client| &client.peers).copied().chain(made.iter().filter_map(|record| record.peer)).filter_map(|peer| if let Peer::Number(number) = peer { Some(number) } else { None }).collect();
    let shown = lines.iter().map(|line| Shown { id: line.id.clone(), phone: line.phone, number: number(line.number, &seen) }).collect();
    let settings = Settings { attempts_count: asked.attempts, ..Settings::new(zone) };
    let used = bill.as_ref().map_or(0, |bill| bill.rows.iter().filter(|row| row.kind == RowKind::Usage).count());
    let undated = bill.as_ref().map_or(0, |bill| bill.rows.iter().filter(|row| is_contact(row) && (row.date.is_none() || row.time.is_none())).count());
    let bill_given = bill.is_some();
    let reading = bill.map(|bill| {
        let told = sound(&bill).findings.into_iter().filter(|finding| finding.severity > Severity::Info).collect();
        (bill, told)
    });
    Ok(Gathered {
        sources: sources(&lines, asked.clock, bill_given, &mut known),
        source_names: known.sources.listed(),
        record_names: records.into_iter().map(|record| record.id).collect(),
        contacts,
        records: made,
        clients,
        verdicts,
        settings,
        shown,
        left_out: used.saturating_sub(lines.len() + undated),
        undated,
        reading,
    })
}

/// The contacts, and the bill they are from unless they are a list of ours.
fn contacts(asked: &Match, lang: Lang) -> Result<(Vec<ContactLine>, Option<Bill>), Failure> {
    let path = &asked.contacts;
    let toml = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    if toml || (csv && lists::is_contacts(&list::opened(path, lang)?)) {
        return Ok((list::read(path, lang, lists::contacts)?, None));
    }
    let bill = check::any(path, asked.profile.as_deref(), asked.known.given(), lang)?;
    if let Some(problem) = bill.problems.iter().find(|problem| matches!(problem.code.as_ref(), "year-unknown" | "order-unclear")) {
        let (what, why) = if lang == Lang::En { ("reading the days", "--period 2025-03-01..2025-03-31, or --dates") } else { ("lecture des jours", "--period 2025-03-01..2025-03-31, ou --dates") };
        return Err(Failure::broken(what, format!("{}: {} ({why})", path.display(), telecom::read::said(problem, lang))));
    }
    let lines = bill.rows.iter().filter_map(of_row).collect();
    Ok((lines, Some(bill)))
}

/// Whether a row is a call or a message with a person.
fn is_contact(row: &Row) -> bool {
    let person = !matches!(row.other.map(Number::class), Some(Class::Emergency | Class::Crisis | Class::Community | Class::Directory | Class::Carrier | Class::TextService));
    row.kind == RowKind::Usage && person && matches!(row.service, Service::Voice | Service::Sms | Service::Mms)
}

/// A row of a bill as a contact; none when it is neither call nor message, prints no time, or is with a service.
fn of_row(row: &Row) -> Option<ContactLine> {
    let (kind, channel) = match row.service {
        Service::Sms | Service::Mms => (ContactKind::Message, "text"),
        _ => (ContactKind::Call, "call"),
    };
    let kind = if row.other.map(Number::class) == Some(Class::Star) { ContactKind::Voicemail } else { kind };
    if !is_contact(row) {
        return None;
    }
    Some(ContactLine {
        id: if row.at.page == 0 { row.at.row.to_string() } else { format!("{}.{}", row.at.page, row.at.row) },
        at: row.date?.to_datetime(row.time?.time),
        kind,
        number: row.other.and_then(Number::e164),
        phone: row.line,
        seconds: row.used.seconds.or(row.used.minutes.and_then(|minutes| minutes.checked_mul(60))),
        minutes_only: row.used.seconds.is_none(),
        direction: row.direction.map(|way| if way == Way::In { Direction::In } else { Direction::Out }),
        answered: None,
        channel: Some(channel.to_owned()),
        source: None,
    })
}

fn zone(asked: &Match, bill: Option<&Bill>, lang: Lang) -> Result<TimeZone, Failure> {
    let what = if lang == Lang::En { "reading the times" } else { "lecture des heures" };
    let Some(name) = asked.zone.as_deref().or_else(|| bill.and_then(|bill| bill.zone.as_deref())) else {
        return Err(Failure::broken(what, match lang {
            Lang::En => "nothing says which time zone they are in. Add --zone America/Toronto, or the one it is",
            Lang::Fr => "rien ne dit dans quel fuseau elles sont. Ajoutez --zone America/Toronto, ou celui qu’il faut",
        }));
    };
    TimeZone::get(name).map_err(|_| {
        Failure::broken(what, match lang {
            Lang::En => format!("“{name}” is no time zone. Write it as America/Toronto"),
            Lang::Fr => format!("«\u{a0}{name}\u{a0}» n’est pas un fuseau. Écrivez-le comme America/Toronto"),
        })
    })
}

/// The moment a clock on the wall showed; of an hour that was twice the earlier, of one that never was the one after.
fn moment(zone: &TimeZone, at: DateTime) -> jiff::Timestamp {
    zone.to_ambiguous_timestamp(at).compatible().unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

fn contact(line: &ContactLine, id: u64, held: Option<&[Assignment]>, zone: &TimeZone, known: &mut Known) -> Contact {
    let kind = match line.kind {
        ContactKind::Call => Kind::Call { seconds: line.seconds, answered: line.answered },
        ContactKind::Message => Kind::Message,
        ContactKind::Voicemail => Kind::Voicemail,
    };
    let usual = if line.kind == ContactKind::Message { "text" } else { "call" };
    let mut workers: Vec<WorkerId> = held.into_iter().flatten().filter(|held| Some(held.line) == line.phone && held.at(line.at)).map(|held| WorkerId(known.people.number(&held.who))).collect();
    workers.sort_unstable();
    workers.dedup();
    Contact {
        id: ContactId(id),
        source: SourceId(known.sources.number(line.source.as_deref().unwrap_or(SOLE))),
        at: moment(zone, line.at),
        kind,
        peer: line.number.map(Peer::Number),
        workers,
        direction: line.direction,
        channel: channel(line.channel.as_deref().unwrap_or(usual), known),
    }
}

/// The list that contacts are of when none is named.
const SOLE: &str = "contacts";

/// Words for one way to speak are one way.
fn channel(name: &str, known: &mut Known) -> Channel {
    let plain = name.trim().to_lowercase();
    let one = match plain.as_str() {
        "call" | "phone" | "telephone" | "voice" | "appel" | "téléphone" => "call",
        "text" | "sms" | "mms" | "texto" | "message" => "text",
        other => other,
    };
    Channel(u16::try_from(known.channels.number(one)).unwrap_or(u16::MAX))
}

fn record(line: &RecordLine, id: u64, zone: &TimeZone, known: &mut Known) -> Record {
    Record {
        id: RecordId(id),
        author: line.who.as_deref().map(|who| WorkerId(known.people.number(who))),
        client: line.client.as_deref().map(|client| ClientId(known.clients.number(client))),
        peer: line.number.map(Peer::Number),
        when: match line.at {
            RecordWhen::At(at) => When::At(moment(zone, at)),
            RecordWhen::Day(day) => When::Day(day),
        },
        written: line.written.map(|at| moment(zone, at)),
        minutes: line.minutes,
        direction: line.direction,
        channel: line.channel.as_deref().map(|name| channel(name, known)),
        reached: line.reached,
    }
}

fn clients_of(lines: &[ClientLine], known: &mut Known) -> Vec<Client> {
    let mut clients: Vec<Client> = Vec::new();
    for line in lines {
        let id = ClientId(known.clients.number(&line.client));
        let at = clients.iter().position(|client| client.id == id).unwrap_or_else(|| {
            clients.push(Client { id, peers: Vec::new() });
            clients.len() - 1
        });
        if let Some(client) = clients.get_mut(at) {
            client.peers.push(Peer::Number(line.number));
        }
    }
    clients
}

fn sources(lines: &[ContactLine], clock: Option<i32>, bill: bool, known: &mut Known) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for line in lines {
        let id = SourceId(known.sources.number(line.source.as_deref().unwrap_or(SOLE)));
        let increment = if line.minutes_only && line.kind == ContactKind::Call { 60 } else { 1 };
        match sources.iter_mut().find(|source| source.id == id) {
            Some(source) => source.increment = source.increment.max(increment),
            None => sources.push(Source { id, clock: clock.map_or(Clock::Estimate, Clock::Ahead), minutes_only: bill, increment, rings: bill }),
        }
    }
    sources
}

fn verdicts(words: &[WordLine], contacts: &HashMap<String, u64>, records: &HashMap<String, u64>, lang: Lang) -> Result<Vec<Verdict>, Failure> {
    let strange = |kind: [&str; 2], id: &str| match lang {
        Lang::En => Failure::broken("reading what was said", format!("there is no {} “{id}” in the lists", kind[0])),
        Lang::Fr => Failure::broken("lecture de ce qui a été dit", format!("il n’y a pas {} «\u{a0}{id}\u{a0}» dans les listes", kind[1])),
    };
    let one = |(line, order): (&WordLine, u64)| -> Result<Verdict, Failure> {
        let contact = contacts.get(&line.contact).copied().ok_or_else(|| strange(["contact", "de contact"], &line.contact))?;
        let record = || {
            let id = line.record.as_deref().unwrap_or_default();
            records.get(id).copied().map(RecordId).ok_or_else(|| strange(["record", "de note"], id))
        };
        let says = match line.says {
            Word::Together => Says::Together(record()?),
            Word::Apart => Says::Apart(record()?),
            Word::Never => Says::NeverRecorded,
            Word::NotAContact => Says::NotAContact,
        };
        Ok(Verdict { order, contact: ContactId(contact), says })
    };
    words.iter().zip(0..).map(one).collect()
}

fn number(number: Option<E164>, seen: &std::collections::HashSet<E164>) -> String {
    number.map_or_else(String::new, |full| if seen.contains(&full) { full.plain() } else { Number::E164(full).hidden() })
}
