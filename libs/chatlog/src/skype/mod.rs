//! Skype, and Teams Free which took its conversations over: `messages.json`,
//! alone or in the `.tar` that people still hold. Files of 1 GB are usual, so
//! it is read record by record, twice: first the conversations and the calls,
//! whose beginning and end are two records, then everything.
//!
//! What the file tells: points in time, who the account's owner is, edits and
//! deletions (that, not what), calls with their length. What it does not: what
//! was edited or deleted, and anything before about April 2017.

mod content;
mod marks;
mod message;

use crate::channel::{Channel, Guess, Sure};
use crate::item::{Conversation, Owner, Participant};
use crate::json::{Event, Value, parse, scan};
use crate::out::{Answers, Format, Head, Out, Source};
use crate::{Message, Note, Reason};
use message::CallRecord;
use std::collections::HashMap;
use std::io;
use std::ops::Range;

/// `messages.json`
#[derive(Debug)]
pub(crate) struct Json;

const WAY: [&str; 2] = ["conversations", "MessageList"];
/// More calls than this are not joined; each record is then its own message.
const MOST_CALLS: usize = 200_000;

impl Format for Json {
    fn channel(&self) -> Channel {
        Channel::Skype
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        let text = head.text();
        let has = |name: &str| text.contains(name);
        let object = text.trim_start().starts_with('{');
        let list = has("\"MessageList\"") || has("\"threadProperties\"");
        let sure = match (has("\"conversations\""), list, has("\"userId\"")) {
            (true, true, _) => Sure::Certain,
            (true, false, true) => Sure::Likely,
            _ => return None,
        };
        // The form of Teams Free's own export is not confirmed: its threads
        // have other names, and that is all that tells it apart.
        let teams = has("@unq.gbl.spaces") || has("teams.live.com");
        object.then(|| Guess {
            channel: if teams {
                Channel::TeamsFree
            } else {
                Channel::Skype
            },
            platform: None,
            variant: "json".to_owned(),
            order: None,
            sure,
            settle: Vec::new(),
        })
    }

    fn read(
        &self,
        source: &mut dyn Source,
        _guess: &Guess,
        _answers: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        let mut survey = Survey::default();
        scan(source.open()?, &WAY, &mut |event| {
            survey.take(event);
            Ok(())
        })?;
        let mut reading = Reading {
            survey: &survey,
            conversation: 0,
            told: HashMap::new(),
            record: 0,
        };
        scan(source.open()?, &WAY, &mut |event| reading.take(event, out))
    }
}

/// What the first pass gathers.
#[derive(Debug, Default)]
struct Survey {
    owner: Option<String>,
    conversations: Vec<Conversation>,
    calls: Vec<Call>,
    /// By the number of the record: which call it tells of.
    records: HashMap<u64, usize>,
    by_id: HashMap<String, usize>,
    /// The last call without an id, and whether it waits for its other end.
    waiting: Option<usize>,
    record: u64,
}

/// One call, told by one or more records.
#[derive(Debug, Default)]
struct Call {
    best: CallRecord,
    places: Vec<Range<u64>>,
}

impl Survey {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Enter(1) => {
                self.conversations.push(Conversation::default());
                self.by_id.clear();
                self.waiting = None;
            }
            Event::Field(0, "userId", raw) => {
                self.owner = parse(raw).and_then(|v| v.text().map(str::to_owned));
            }
            Event::Field(1, name, raw) => {
                if let (Some(one), Some(value)) = (self.conversations.last_mut(), parse(raw)) {
                    about(one, name, &value);
                }
            }
            Event::Record(range, raw) => {
                self.record += 1;
                if memchr::memmem::find(raw, b"Event/Call").is_some() {
                    self.call(range, raw);
                }
            }
            _ => {}
        }
    }

    fn call(&mut self, range: Range<u64>, raw: &[u8]) {
        let Some(value) = parse(raw) else { return };
        let Some(record) = message::call_record(&value) else {
            return;
        };
        if self.calls.len() >= MOST_CALLS {
            return;
        }
        let place = match &record.id {
            Some(id) => self.by_id.get(id).copied(),
            None => self.waiting.filter(|place| {
                let other = self.calls.get(*place).map(|call| &call.best);
                other.is_some_and(|other| other.pairs_with(&record))
            }),
        };
        let place = place.unwrap_or_else(|| {
            self.calls.push(Call::default());
            self.calls.len() - 1
        });
        self.records.insert(self.record, place);
        match &record.id {
            Some(id) => {
                self.by_id.insert(id.clone(), place);
            }
            None => self.waiting = (self.waiting != Some(place)).then_some(place),
        }
        if let Some(call) = self.calls.get_mut(place) {
            call.places.push(range);
            call.best.join(record);
        }
    }
}

fn about(one: &mut Conversation, name: &str, value: &Value) {
    let text = || value.text().map(str::to_owned);
    match name {
        "id" => {
            one.id = text().unwrap_or_default();
            one.group.get_or_insert(one.id.starts_with("19:"));
        }
        "displayName" => one.title = text().or(one.title.take()),
        "threadProperties" => {
            let topic = value.get("topic").and_then(Value::text);
            one.title = topic.map(str::to_owned).or(one.title.take());
            let members = value.get("members").and_then(Value::text);
            let members = members.and_then(|inner| parse(inner.as_bytes()));
            one.participants = members
                .iter()
                .flat_map(Value::items)
                .filter_map(|id| id.text())
                .map(|id| Participant {
                    ids: vec![id.to_owned()],
                    ..Participant::default()
                })
                .collect();
        }
        _ => {}
    }
}

/// The second pass.
struct Reading<'a> {
    survey: &'a Survey,
    conversation: usize,
    /// Calls that were told already, and in which message.
    told: HashMap<usize, u64>,
    record: u64,
}

impl Reading<'_> {
    fn take(&mut self, event: Event<'_>, out: &mut Out<'_>) -> io::Result<()> {
        match event {
            Event::Enter(1) => {
                self.conversation += 1;
                self.announce(out)
            }
            Event::Record(range, raw) => {
                self.record += 1;
                self.record(range, raw, out)
            }
            Event::Broken(range, reason, raw) => out.problem_at(range, 0, reason, raw),
            _ => Ok(()),
        }
    }

    fn here(&self) -> Option<&Conversation> {
        self.survey
            .conversations
            .get(self.conversation.checked_sub(1)?)
    }

    fn announce(&self, out: &mut Out<'_>) -> io::Result<()> {
        let Some(mut one) = self.here().cloned() else {
            return Ok(());
        };
        for person in &mut one.participants {
            let own = self
                .survey
                .owner
                .as_ref()
                .map(|owner| person.ids.contains(owner));
            person.owner = match own {
                Some(true) => Owner::Proved,
                Some(false) => Owner::No,
                None => Owner::Unknown,
            };
        }
        out.conversation(one)
    }

    fn record(&mut self, range: Range<u64>, raw: &[u8], out: &mut Out<'_>) -> io::Result<()> {
        let call = self.survey.records.get(&self.record);
        let call = call.and_then(|place| Some((*place, self.survey.calls.get(*place)?)));
        if let Some((place, _)) = call
            && let Some(ordinal) = self.told.get(&place)
        {
            out.frame_to(range.start, None)?;
            return out.frame_to(range.end, Some(*ordinal));
        }
        let Some(value) = parse(raw) else {
            return out.problem(range.start, 0, Reason::Malformed, raw);
        };
        let best = call.map(|(_, call)| &call.best);
        let made = message::made(value, self.survey.owner.as_deref(), best);
        let Some(message) = made else {
            return out.problem(range.start, 0, Reason::Incomplete, raw);
        };
        let mut message = Message {
            bytes: range.clone(),
            ..message
        };
        message.more.conversation = self.here().map(|one| one.id.clone());
        if let Some((_, call)) = call
            && call.places.len() > 1
        {
            let others = call.places.iter().filter(|place| **place != range);
            message.notes.push(Note::Joined {
                others: others.cloned().collect(),
            });
        }
        let ordinal = out.message(message)?;
        if let Some((place, _)) = call {
            self.told.insert(place, ordinal);
        }
        Ok(())
    }
}
