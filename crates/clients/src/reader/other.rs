//! The child's side for every file that is not the text of WhatsApp: Messenger, Viber, Skype,
//! text messages, mail, tables, meetings, databases of phones.
//!
//! Such a file may hold many conversations. Only the one that was asked for is handed
//! out (`share`): what others said is no business of this client's file.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Cursor, Write};

use chatlog::whatsapp::{Chat, Choices, Sender, Survey};
use chatlog::{Answers, Direction, Entry, Head, Item, Kind, Message, Notice, Role, SNIFF_BYTES, Stop, Unread, Whole};

use super::child::{Answer, Out, outside};
use super::share::{Parts, Share, who};
use super::wire::{Line, Look, Pass, Request, Tally, Thread, When, Why};

/// So many conversations of a file are listed.
const MOST_THREADS: usize = 500;
/// So many names.
const MOST_NAMES: usize = 1000;
/// So many things a person is told of the file.
const MOST_NOTICES: usize = 40;

/// Whether a file, by its beginning, is of another form than the text of WhatsApp.
pub(super) fn is_other(head: &[u8]) -> bool {
    let head = Head { bytes: head, whole: head.len() < SNIFF_BYTES, name: "", beside: &[] };
    let packed = head.bytes.starts_with(&[0x1F, 0x8B]) || head.bytes.get(257..262) == Some(b"ustar") || head.bytes.starts_with(&[0xFF, 0xFE]) || head.bytes.starts_with(&[0xFE, 0xFF]);
    let text = |variant: &str, channel| variant == "text" && channel == chatlog::Channel::WhatsApp;
    packed || chatlog::recognise(&head).first().is_some_and(|guess| !text(&guess.variant, guess.channel))
}

pub(super) fn answer<W: Write>(request: &Request, bytes: &[u8], out: &mut Out<W>) -> Answer {
    let mut choices = request.choices.clone();
    choices.order = choices.orders.values().next().copied().or(choices.order);
    let answers = Answers { choices, outside: outside(request), ..Answers::default() };
    let mut seen = Seen { thread: request.thread.clone(), ..Seen::default() };
    // As it was when the questions were asked: nobody had said yet who the owner is.
    let unsaid = Answers { choices: Choices { owner: None, ..answers.choices.clone() }, ..answers.clone() };
    if let Err(stop) = read(bytes, &unsaid, |item| {
        seen.take(&item);
        Ok(())
    }) {
        return refused(stop);
    }
    let thread = request.thread.clone();
    let look = match seen.look(thread.as_deref()) {
        Some(look) => look,
        None => return Ok(Err(Why::Unread(Unread::NoMessages))),
    };
    let mut tally = Tally::default();
    tally.looked(&look);
    out.say(&Line::Look(Box::new(look)))?;
    if request.pass == Pass::Survey {
        return Ok(Ok(tally.report()));
    }
    let share = Share { alone: seen.threads.len() <= 1, parts: seen.parts, ours: seen.ours, thread: thread.as_deref(), owner: answers.choices.owner.as_deref() };
    let mut garbled = None;
    let handed = read(bytes, &answers, |item| {
        let line = match share.of(item) {
            Some(Item::Entry(entry)) => Line::Entry(Box::new(entry)),
            Some(item) => Line::Beside(Box::new(item)),
            None => return Ok(()),
        };
        let counted = match &line {
            Line::Entry(entry) => tally.add(entry),
            Line::Beside(item) => tally.beside(item),
            _ => Ok(()),
        };
        if let Err(why) = counted {
            garbled = Some(why);
            return Err(io::ErrorKind::InvalidData.into());
        }
        out.say(&line)
    });
    match (garbled, handed) {
        (Some(why), _) => Ok(Err(why)),
        (None, Err(stop)) => refused(stop),
        (None, Ok(())) => Ok(Ok(tally.report())),
    }
}

fn read(bytes: &[u8], answers: &Answers, mut take: impl FnMut(Item) -> io::Result<()>) -> Result<(), Stop> {
    let mut sink = |item| take(item);
    chatlog::read(&mut Whole(Cursor::new(bytes)), "", answers, &mut sink)
}

fn refused(stop: Stop) -> Answer {
    match stop {
        Stop::Unread(reason) => Ok(Err(Why::Unread(reason))),
        Stop::Archive(refusal) => Ok(Err(Why::Archive(refusal))),
        // Nobody named columns here.
        Stop::Columns(_) => Ok(Err(Why::Unread(Unread::Columns))),
        Stop::Backup(refusal) => Ok(Err(Why::Backup(refusal))),
        Stop::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(error),
        Stop::Io(error) => Ok(Err(Why::Archive(error.into()))),
    }
}

/// What one conversation shows at a first look.
#[derive(Default)]
struct Talk {
    title: Option<String>,
    messages: u64,
    names: BTreeMap<String, (u64, u64)>,
    undirected: bool,
    first: Option<When>,
    last: Option<When>,
}

/// The first look at a file: no message is kept.
#[derive(Default)]
struct Seen {
    channel: Option<chatlog::Channel>,
    files: u64,
    threads: BTreeMap<String, Talk>,
    order: Option<chatlog::whatsapp::OrderDecision>,
    printed: Option<String>,
    /// The layer that is being read.
    layer: usize,
    parts: Parts,
    notices: Vec<Notice>,
    /// The conversation that was asked for, and the places of its messages.
    thread: Option<String>,
    ours: HashSet<u64>,
}

impl Seen {
    fn take(&mut self, item: &Item) {
        match item {
            Item::Layer(layer) => {
                self.layer = layer.layer;
                self.parts.layer(layer);
                self.files += u64::from(layer.role == Role::Beside);
                self.channel = self.channel.or(layer.guess.as_ref().map(|guess| guess.channel));
            }
            Item::Conversation(one) => {
                self.parts.begins(self.layer, &one.id);
                let names: Vec<&str> = one.participants.iter().filter_map(|person| person.name.as_deref().or(person.ids.first().map(String::as_str))).take(5).collect();
                let title = one.title.clone().unwrap_or_else(|| names.join(", "));
                if let Some(talk) = self.talk(&one.id) {
                    talk.title = talk.title.take().or(Some(title));
                }
            }
            // How dates are read is asked where it is open, and shows in the days where it is not.
            Item::Notice(Notice::DateOrder { decision, .. }) if decision.order().is_none() => self.order = Some(decision.clone()),
            Item::Notice(Notice::DateOrder { .. }) => {}
            Item::Notice(notice) if self.notices.len() < MOST_NOTICES && !self.notices.contains(notice) => self.notices.push(notice.clone()),
            Item::Entry(Entry::Message(message)) => {
                self.parts.message(message);
                self.message(message);
            }
            _ => {}
        }
    }

    fn talk(&mut self, id: &str) -> Option<&mut Talk> {
        if self.threads.len() >= MOST_THREADS && !self.threads.contains_key(id) {
            return None;
        }
        Some(self.threads.entry(id.to_owned()).or_default())
    }

    fn message(&mut self, message: &Message) {
        let id = self.parts.conversation_of(message).to_owned();
        if self.thread.as_ref() == Some(&id) {
            self.ours.insert(message.ordinal);
        }
        self.printed.get_or_insert_with(|| message.wall.clone());
        let Some(talk) = self.talk(&id) else { return };
        let system = matches!(message.kind, Kind::System { .. });
        talk.messages += 1;
        talk.undirected |= !system && message.direction == Direction::Unknown;
        if let Some(when) = When::of(message) {
            talk.first = Some(talk.first.map_or(when, |first| first.min(when)));
            talk.last = Some(talk.last.map_or(when, |last| last.max(when)));
        }
        let Some(name) = who(message).filter(|_| message.direction != Direction::Out || !system) else { return };
        if talk.names.len() < MOST_NAMES || talk.names.contains_key(name) {
            let counts = talk.names.entry(name.to_owned()).or_default();
            *counts = (counts.0 + 1, counts.1 + u64::from(system));
        }
    }

    /// What is asked; of the chosen conversation, or of all. None when nobody said anything.
    fn look(&mut self, thread: Option<&str>) -> Option<Look> {
        self.threads.retain(|_, talk| talk.messages > 0);
        let channel = self.channel.unwrap_or(chatlog::Channel::Table);
        if self.threads.is_empty() {
            return None;
        }
        let talks: Vec<&Talk> = self.threads.iter().filter(|(id, _)| thread.is_none_or(|thread| thread == id.as_str())).map(|(_, talk)| talk).collect();
        let mut names: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for (name, counts) in talks.iter().flat_map(|talk| &talk.names) {
            let all = names.entry(name.as_str()).or_default();
            *all = (all.0 + counts.0, all.1 + counts.1);
        }
        let two = talks.len() == 1 && names.len() <= 2;
        let senders = names.into_iter().map(|(name, (messages, system))| Sender { name: name.to_owned(), messages, system, doubtful: false });
        let survey = Survey { senders: senders.collect(), all_senders_known: true, chat: if two { Chat::OneToOne } else { Chat::default() }, ..Survey::default() };
        let title = |(id, talk): (&String, &Talk)| {
            let spoken = || talk.names.keys().take(5).cloned().collect::<Vec<_>>().join(", ");
            let title = talk.title.clone().filter(|title| !title.is_empty()).unwrap_or_else(spoken);
            Thread { id: id.clone(), title: if title.is_empty() { id.clone() } else { title }, messages: talk.messages, first: talk.first, last: talk.last }
        };
        Some(Look {
            survey,
            files: self.files,
            channel: Some(channel),
            threads: self.threads.iter().map(title).collect(),
            owner_known: !talks.iter().any(|talk| talk.undirected),
            order: self.order.clone(),
            printed: self.printed.clone().unwrap_or_default(),
            notices: self.notices.clone(),
        })
    }
}
