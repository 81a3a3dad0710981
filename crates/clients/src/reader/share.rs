//! What of a file comes into one client's file: the conversation that was asked for, every
//! Problem that is surely its own, and of every other Problem the place and the reason.
//!
//! A Problem has no conversation of its own: nobody understood it. Where it stands in a file
//! that holds one conversation only it is that one's; else its words may be another person's,
//! and are left out. That there is one is always told.

use std::collections::{BTreeMap, HashSet};

use chatlog::{Channel, Direction, Entry, Frame, Item, Kind, Layer, Message, Problem, Reason, Role};

/// Whose the messages of a layer are.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Whose {
    One(String),
    Several,
}

/// A layer, as far as it says whose its Problems are.
#[derive(Debug)]
struct Part {
    /// Its messages are one conversation's by the form of the file, however many are understood.
    single: bool,
    /// It is read for messages; else it is a container, or a file beside them.
    talk: bool,
    /// The conversation of a chat in a file of its own, whose messages do not name it.
    own: Option<String>,
    whose: Option<Whose>,
}

/// What was seen of the layers of a file.
#[derive(Debug, Default)]
pub(super) struct Parts(BTreeMap<usize, Part>);

impl Parts {
    pub(super) fn layer(&mut self, layer: &Layer) {
        let single = layer.guess.as_ref().is_some_and(|guess| matches!(guess.channel, Channel::Messenger | Channel::WhatsApp) && layer.form == chatlog::Form::Plain);
        self.0.insert(layer.layer, Part { single, talk: layer.role == Role::Conversation, own: None, whose: None });
    }

    /// A conversation begins in a layer.
    pub(super) fn begins(&mut self, layer: usize, id: &str) {
        if let Some(part) = self.0.get_mut(&layer).filter(|part| part.single) {
            part.own = Some(id.to_owned());
        }
    }

    /// Which conversation a message is in.
    pub(super) fn conversation_of<'a>(&'a self, message: &'a Message) -> &'a str {
        let own = || self.0.get(&message.layer).and_then(|part| part.own.as_deref());
        message.more.conversation.as_deref().or_else(own).unwrap_or_default()
    }

    pub(super) fn message(&mut self, message: &Message) {
        let id = self.conversation_of(message).to_owned();
        let Some(part) = self.0.get_mut(&message.layer) else { return };
        match &part.whose {
            None => part.whose = Some(Whose::One(id)),
            Some(Whose::One(one)) if *one != id => part.whose = Some(Whose::Several),
            Some(_) => {}
        }
    }

    /// The one conversation of the layer, where the form of the file says that it has but one.
    fn sure(&self, problem: &Problem) -> Option<&str> {
        match self.0.get(&problem.layer) {
            Some(Part { single: true, whose: Some(Whose::One(id)), .. }) => Some(id),
            _ => None,
        }
    }

    /// In a file with one conversation all of it is that one's, but for a part of which nothing was understood.
    fn alone(&self, problem: &Problem) -> bool {
        let some = |part: &Part| part.whose.is_some();
        self.0.get(&problem.layer).is_none_or(|part| !part.talk || some(part) || !self.0.values().any(some))
    }
}

/// The conversation that was asked for.
pub(super) struct Share<'a> {
    pub parts: Parts,
    /// The file has no other.
    pub alone: bool,
    pub thread: Option<&'a str>,
    /// Its messages, by their place among the entries. How a reader tells conversations apart may
    /// hang on whose the file is said to be; what was chosen was chosen before that was said.
    pub ours: HashSet<u64>,
    pub owner: Option<&'a str>,
}

impl Share<'_> {
    /// What is handed out in the place of an item; nothing of what others said.
    pub(super) fn of(&self, item: Item) -> Option<Item> {
        match item {
            Item::Entry(Entry::Message(message)) if self.is_ours(&message) => Some(Item::Entry(Entry::Message(self.directed(message)))),
            Item::Entry(Entry::Message(message)) => left_out(message.layer, message.row.is_some(), message.bytes),
            Item::Entry(Entry::Problem(problem)) => self.problem(problem),
            // What a person is told comes with the look; who else is in the file is not told.
            Item::Notice(_) | Item::Conversation(_) => None,
            item => Some(item),
        }
    }

    fn is_ours(&self, message: &Message) -> bool {
        self.alone || self.ours.contains(&message.ordinal)
    }

    fn problem(&self, problem: Problem) -> Option<Item> {
        let (ours, others) = match self.parts.sure(&problem) {
            _ if self.alone => (self.parts.alone(&problem), false),
            Some(id) => (id == self.thread.unwrap_or_default(), id != self.thread.unwrap_or_default()),
            None => (false, false),
        };
        if others && !breaks_the_file(problem.reason) {
            return left_out(problem.layer, problem.row.is_some(), problem.bytes);
        }
        Some(Item::Entry(Entry::Problem(if ours { problem } else { withheld(problem) })))
    }

    /// Says which way a message went, where only the person could.
    fn directed(&self, mut message: Message) -> Message {
        if let Some(owner) = self.owner
            && message.direction == Direction::Unknown
            && !matches!(message.kind, Kind::System { .. })
        {
            message.direction = if who(&message) == Some(owner) { Direction::Out } else { Direction::In };
        }
        message
    }
}

/// Whoever wrote a message, as printed.
pub(super) fn who(message: &Message) -> Option<&str> {
    message.sender.as_deref().or(message.more.from.as_deref())
}

/// The place of something that is another conversation's. A row has none; its table counts it.
fn left_out(layer: usize, row: bool, bytes: std::ops::Range<u64>) -> Option<Item> {
    (!row).then_some(Item::Frame(Frame { layer, bytes, of: None }))
}

/// Whether something may be missing of which nobody can say whose it was.
const fn breaks_the_file(reason: Reason) -> bool {
    matches!(reason, Reason::CutOff | Reason::Damaged | Reason::CheckSum | Reason::Refused | Reason::Encrypted | Reason::Silent)
}

/// A Problem without its words. What remains is where it stands, and why.
fn withheld(problem: Problem) -> Problem {
    Problem { text: String::new(), original: None, ..problem }
}

/// Whether the words of a Problem were left out, as they may be another person's.
#[must_use]
pub fn is_withheld(problem: &Problem) -> bool {
    let somewhere = problem.bytes.end > problem.bytes.start || problem.row.is_some();
    somewhere && problem.text.is_empty() && problem.original.is_none()
}
