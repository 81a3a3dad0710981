//! Clients, uploads, conversations: the types and the rules. Decides, touches nothing.

use std::collections::BTreeSet;

use base::access::{Granted, Role};
use base::{Actor, Failure, Moment, Said};
use zeroize::Zeroizing;

/// Longest name, and longest note on safe contact, in letters.
const LONGEST_NAME: usize = 120;
const LONGEST_NOTE: usize = 2_000;

/// Who may work with clients at all. IT and the Board may not, whatever else was written down.
const CARE: [Role; 6] = [Role::Worker, Role::Supervisor, Role::Manager, Role::Director, Role::Volunteer, Role::Coordinator];

/// Somebody we serve. Name and notes are opened only for those assigned.
#[derive(Debug, Clone)]
pub struct Client {
    pub id: String,
    pub key_id: String,
    /// `C-7F3A`: what may stand on the trail.
    pub code: String,
    pub opened_at: Moment,
}

/// What one may know of a client when one is assigned.
#[derive(Debug, Clone)]
pub struct Face {
    pub id: String,
    pub code: String,
    pub name: Zeroizing<String>,
    /// What they like to be called; may be empty.
    pub called: Zeroizing<String>,
    /// How it is safe to reach them; may be empty.
    pub contact: Zeroizing<String>,
    pub opened_at: Moment,
}

impl Face {
    /// The name for headings: what they like to be called, else the name.
    #[must_use]
    pub fn shown(&self) -> &str {
        if self.called.is_empty() { &self.name } else { &self.called }
    }
}

/// What the form for a new client says.
#[derive(Debug, Clone)]
pub struct NewClient {
    pub name: String,
    pub called: String,
    pub contact: String,
}

impl NewClient {
    /// # Errors
    /// [`Refusal::NameNeeded`], [`Refusal::TooLong`].
    pub fn parse(name: &str, called: &str, contact: &str) -> Result<Self, Refusal> {
        let long = |text: &str, most| text.chars().count() > most;
        if name.trim().is_empty() {
            return Err(Refusal::NameNeeded);
        }
        if long(name, LONGEST_NAME) || long(called, LONGEST_NAME) || long(contact, LONGEST_NOTE) {
            return Err(Refusal::TooLong);
        }
        Ok(Self { name: name.trim().into(), called: called.trim().into(), contact: contact.trim().into() })
    }
}

/// Where an upload stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Here and sealed; nobody looked into it yet.
    Received,
    /// Looked over; the person is asked what the file cannot tell.
    Asking,
    /// Answered; being read into the client's file.
    Reading,
    /// Read; waits for somebody to look at it and file it.
    Read,
    Filed,
    /// It could not be read; the reason is kept.
    Failed,
    Discarded,
}

impl State {
    const ALL: [Self; 7] = [Self::Received, Self::Asking, Self::Reading, Self::Read, Self::Filed, Self::Failed, Self::Discarded];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Asking => "asking",
            Self::Reading => "reading",
            Self::Read => "read",
            Self::Filed => "filed",
            Self::Failed => "failed",
            Self::Discarded => "discarded",
        }
    }

    /// # Errors
    /// When the database holds a word we never wrote.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        Self::ALL.into_iter().find(|s| s.id() == text).ok_or_else(|| Failure::broken("reading the state of an upload", text))
    }

    /// Whether the reader is at work, so the page looks again by itself.
    #[must_use]
    pub const fn is_busy(self) -> bool {
        matches!(self, Self::Received | Self::Reading)
    }
}

/// A file that was handed in.
#[derive(Debug, Clone)]
pub struct Upload {
    pub id: String,
    pub code: String,
    pub blob_id: String,
    pub key_id: String,
    pub size: i64,
    pub by: String,
    pub at: Moment,
    pub state: State,
    pub round: i64,
    pub client: Option<String>,
    pub phone: Option<String>,
    pub counts: Counts,
}

/// Messages, lines nobody understood, and the bytes they account for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub bytes: i64,
    pub messages: i64,
    pub problems: i64,
    /// Those of the problems that say that the file is damaged or cut off.
    pub damaged: i64,
    /// Messages that an earlier conversation holds already.
    pub known: i64,
    /// The first and the last of the new ones, by the organisation's clock.
    pub first_at: Option<Moment>,
    pub last_at: Option<Moment>,
}

impl Counts {
    #[must_use]
    pub const fn fresh(self) -> i64 {
        self.messages.saturating_sub(self.known)
    }

    /// Lines and records that nobody understood; damage is told apart from them.
    #[must_use]
    pub const fn odd(self) -> i64 {
        self.problems.saturating_sub(self.damaged)
    }

    #[must_use]
    pub const fn entries(self) -> i64 {
        self.messages.saturating_add(self.problems)
    }
}

impl Upload {
    /// # Errors
    /// [`Refusal::NotThatFar`] unless questions wait for answers.
    pub const fn may_be_answered(&self) -> Result<(), Refusal> {
        if matches!(self.state, State::Asking) { Ok(()) } else { Err(Refusal::NotThatFar) }
    }

    /// # Errors
    /// [`Refusal::AlreadyFiled`]; [`Refusal::NotThatFar`] while the reader is at work.
    pub const fn may_be_asked_again(&self) -> Result<(), Refusal> {
        match self.state {
            State::Filed => Err(Refusal::AlreadyFiled),
            State::Received | State::Reading | State::Discarded => Err(Refusal::NotThatFar),
            State::Asking | State::Read | State::Failed => Ok(()),
        }
    }

    /// # Errors
    /// [`Refusal::AlreadyFiled`]: what is filed is evidence and stays.
    pub const fn may_be_discarded(&self) -> Result<(), Refusal> {
        match self.state {
            State::Filed => Err(Refusal::AlreadyFiled),
            State::Discarded => Err(Refusal::NotThatFar),
            _ => Ok(()),
        }
    }

    /// # Errors
    /// [`Refusal::NotThatFar`] before it was read; [`Refusal::NothingNew`] when
    /// an earlier conversation holds every message.
    pub const fn may_be_filed(&self) -> Result<(), Refusal> {
        match self.state {
            State::Filed => Err(Refusal::AlreadyFiled),
            State::Read if self.counts.fresh() == 0 => Err(Refusal::NothingNew),
            State::Read => Ok(()),
            _ => Err(Refusal::NotThatFar),
        }
    }
}

/// An upload of the very bytes that somebody hands in again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    pub upload: String,
    pub filed: bool,
    pub client: Option<String>,
    /// The file holds several conversations: another of them may be meant now.
    pub several: bool,
}

/// What becomes of a file that was handed in again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Again {
    /// It is taken in: the first time, or for another conversation of it.
    TakeIn,
    /// It is that one; nothing changes.
    ThatOne(String),
    /// It is that one, not filed yet; the client that was chosen now is used.
    WithThisClient(String),
    /// It is filed, with another client than the one that was chosen now.
    FiledElsewhere(String),
}

/// Never silently the client of then: who is chosen now is used, or it is said why not.
/// `before` holds the uploads of the same bytes by the same person, oldest first.
#[must_use]
pub fn handed_in_again(before: &[Before], client: Option<&str>) -> Again {
    let several = before.iter().any(|one| one.several);
    let mut open = before.iter().filter(|one| !one.filed);
    let theirs = |one: &&Before| client.is_none() || one.client.as_deref() == client;
    if let Some(one) = open.clone().find(theirs) {
        return Again::ThatOne(one.upload.clone());
    }
    match (open.next(), before.iter().find(theirs), before.first()) {
        (Some(one), ..) if !several || one.client.is_none() => Again::WithThisClient(one.upload.clone()),
        (_, _, None) => Again::TakeIn,
        _ if several => Again::TakeIn,
        (_, Some(one), _) => Again::ThatOne(one.upload.clone()),
        (_, None, Some(one)) => Again::FiledElsewhere(one.upload.clone()),
    }
}

/// A conversation in a client's file.
#[derive(Debug, Clone)]
pub struct Conversation {
    pub id: String,
    pub code: String,
    pub client: String,
    pub upload: String,
    pub key_id: String,
    pub phone: Option<String>,
    pub first_at: Option<Moment>,
    pub last_at: Option<Moment>,
    pub messages: i64,
    pub added: i64,
    pub problems: i64,
    /// Those of the problems that say that the file is damaged or cut off.
    pub damaged: i64,
    pub filed_at: Moment,
    pub filed_by: String,
    pub deleted_at: Option<Moment>,
    pub deleted_by: Option<String>,
}

impl Conversation {
    /// # Errors
    /// [`Refusal::AlreadyDeleted`].
    pub const fn phone_copy_may_go(&self) -> Result<(), Refusal> {
        if self.deleted_at.is_none() { Ok(()) } else { Err(Refusal::AlreadyDeleted) }
    }
}

/// The proof that somebody may read these very messages. Made only from the
/// loaded row and a granted permit; the store opens nothing without it.
#[derive(Debug)]
pub struct MayReadConversation {
    upload: String,
    key_id: String,
}

impl MayReadConversation {
    /// For a filed conversation: whoever is assigned to the client, to read it, take it along, or put its filing right.
    ///
    /// # Errors
    /// When the permit is another one.
    pub fn filed(granted: &Granted, row: &Conversation) -> Result<Self, Failure> {
        Self::of(granted, &["read-conversation", "copy-conversation", "move-conversation"], &row.upload, &row.key_id)
    }

    /// For an upload on its way: whoever handed it in. `key_id` is the chosen client's.
    ///
    /// # Errors
    /// When the permit is another one.
    pub fn uploaded(granted: &Granted, row: &Upload, key_id: &str) -> Result<Self, Failure> {
        Self::of(granted, &["answer-upload"], &row.id, key_id)
    }

    /// For filing an upload: whoever is assigned to the client it is filed with.
    ///
    /// # Errors
    /// When the permit is another one.
    pub fn to_file(granted: &Granted, row: &Upload, key_id: &str) -> Result<Self, Failure> {
        Self::of(granted, &["file-conversation"], &row.id, key_id)
    }

    /// The upload whose entries it opens.
    #[must_use]
    pub fn upload(&self) -> &str {
        &self.upload
    }

    /// The client's key.
    #[must_use]
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    fn of(granted: &Granted, permits: &[&str], upload: &str, key_id: &str) -> Result<Self, Failure> {
        if !permits.contains(&granted.permit()) {
            return Err(Failure::broken("opening messages", format!("{} does not open them", granted.permit())));
        }
        Ok(Self { upload: upload.to_owned(), key_id: key_id.to_owned() })
    }
}

/// Whether somebody with these roles may be assigned to a client.
#[must_use]
pub fn may_care(roles: &BTreeSet<Role>) -> bool {
    CARE.iter().any(|role| roles.contains(role))
}

/// How an actor stands to a client. An assignment counts only while they hold a
/// role that works with clients: IT and the Board never see content.
#[must_use]
pub fn relations(actor: &Actor, assigned: bool) -> Vec<&'static str> {
    if !assigned || !may_care(&actor.roles) {
        return Vec::new();
    }
    let paid = actor.roles.iter().any(|role| CARE.contains(role) && *role != Role::Volunteer);
    if paid { vec!["assigned"] } else { vec!["assigned", "volunteer"] }
}

/// How an actor who stands so to a client stands to a filing with that client: whoever filed it, and
/// whoever leads others and works with this client themselves, may put it right.
#[must_use]
pub fn relations_to_filing(actor: &Actor, assigned: bool, filed_by: &str) -> Vec<&'static str> {
    let mut relations = relations(actor, assigned);
    if relations.is_empty() {
        return relations;
    }
    relations.extend((actor.id == filed_by).then_some("filer"));
    let leads = [Role::Supervisor, Role::Manager, Role::Director].iter().any(|role| actor.roles.contains(role));
    relations.extend(leads.then_some("leading"));
    relations
}

/// Why a filing was wrong. A few words to choose from: what is typed could name somebody, and this stands on the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyWrong {
    Mistake,
    SameName,
    WrongPhone,
}

impl WhyWrong {
    pub const ALL: [Self; 3] = [Self::Mistake, Self::SameName, Self::WrongPhone];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Mistake => "mistake",
            Self::SameName => "same-name",
            Self::WrongPhone => "number",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.id() == text)
    }
}

/// # Errors
/// [`Refusal::NotForClients`], [`Refusal::AlreadyAssigned`].
pub fn assign(roles: &BTreeSet<Role>, present: bool, assigned: &[String], person: &str) -> Result<(), Refusal> {
    if !present || !may_care(roles) {
        return Err(Refusal::NotForClients);
    }
    if assigned.iter().any(|a| a == person) { Err(Refusal::AlreadyAssigned) } else { Ok(()) }
}

/// Somebody must remain who sees the file. Those assigned come with whether they
/// still can: whoever left, or has no role in care any more, cannot.
///
/// # Errors
/// [`Refusal::LastWorker`], [`Refusal::NotAssigned`].
pub fn unassign(assigned: &[(String, bool)], person: &str) -> Result<(), Refusal> {
    if !assigned.iter().any(|(a, _)| a == person) {
        return Err(Refusal::NotAssigned);
    }
    if assigned.iter().any(|(a, can)| *can && a != person) { Ok(()) } else { Err(Refusal::LastWorker) }
}

/// A file is handed over only when nobody assigned can see it any more.
///
/// # Errors
/// [`Refusal::NotForClients`], [`Refusal::HasSomebody`].
pub fn hand_over(roles: &BTreeSet<Role>, present: bool, assigned: &[(String, bool)]) -> Result<(), Refusal> {
    if !present || !may_care(roles) {
        return Err(Refusal::NotForClients);
    }
    if assigned.iter().any(|(_, can)| *can) { Err(Refusal::HasSomebody) } else { Ok(()) }
}

/// Twenty random bits, easy to read aloud: no I, O, 0 or 1.
#[must_use]
pub fn code(prefix: char, bytes: [u8; 4]) -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let letter = |b: u8| LETTERS.get(usize::from(b % 32)).copied().map_or('2', char::from);
    bytes.iter().fold(format!("{prefix}-"), |mut code, b| {
        code.push(letter(*b));
        code
    })
}

/// Why this slice says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    NameNeeded,
    TooLong,
    NoFile,
    EmptyFile,
    NothingPasted,
    ChooseYou,
    ChooseClient,
    ChooseOrder,
    ChooseThread,
    ChooseReason,
    SameClient,
    ChoosePhone,
    NotThatFar,
    NothingNew,
    AlreadyFiled,
    AlreadyDeleted,
    AlreadyAssigned,
    NotAssigned,
    NotForClients,
    LastWorker,
    HasSomebody,
    BadDay,
}

impl Refusal {
    #[must_use]
    pub const fn said(self) -> Said {
        Said::plain(match self {
            Self::NameNeeded => "clients-refusal-name-needed",
            Self::TooLong => "clients-refusal-too-long",
            Self::NoFile => "clients-refusal-no-file",
            Self::EmptyFile => "clients-refusal-empty-file",
            Self::NothingPasted => "clients-refusal-nothing-pasted",
            Self::ChooseYou => "clients-refusal-choose-you",
            Self::ChooseClient => "clients-refusal-choose-client",
            Self::ChooseOrder => "clients-refusal-choose-order",
            Self::ChooseThread => "clients-refusal-choose-thread",
            Self::ChooseReason => "clients-refusal-choose-reason",
            Self::SameClient => "clients-refusal-same-client",
            Self::ChoosePhone => "clients-refusal-choose-phone",
            Self::NotThatFar => "clients-refusal-not-that-far",
            Self::NothingNew => "clients-refusal-nothing-new",
            Self::AlreadyFiled => "clients-refusal-already-filed",
            Self::AlreadyDeleted => "clients-refusal-already-deleted",
            Self::AlreadyAssigned => "clients-refusal-already-assigned",
            Self::NotAssigned => "clients-refusal-not-assigned",
            Self::NotForClients => "clients-refusal-not-for-clients",
            Self::LastWorker => "clients-refusal-last-worker",
            Self::HasSomebody => "clients-refusal-has-somebody",
            Self::BadDay => "clients-refusal-bad-day",
        })
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.said())
    }
}
