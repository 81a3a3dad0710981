//! The face of a slice: everything by which a feature joins the program.
//!
//! A slice is one crate. Its `slice()` returns one [`Slice`]; the server holds
//! the list of them, and nothing else knows them all. The rule language, the
//! trail page, the access matrix and the tests all read the same value.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;

use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::access::Actor;
use crate::app::App;
use crate::clock::Moment;
use crate::db::Db;
use crate::failure::Failure;
use crate::jobs::Job;
use crate::words::Lang;

/// A future in a box, so that slices can hand over functions as values.
pub type Soon<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send + 'a>>;

/// One feature, whole.
#[derive(Default)]
pub struct Slice {
    pub name: &'static str,
    /// The tables this slice writes. Nobody else does.
    pub tables: &'static [&'static str],
    pub deeds: &'static [Deed],
    pub terms: &'static [Term],
    pub routes: Vec<Route>,
    pub texts: Texts,
    /// How to call what a trail entry is about: slot → names for ids.
    pub labels: &'static [Labels],
    /// Better names for the few who may know them: slot → names for an actor's own.
    pub own_labels: &'static [OwnLabels],
    pub jobs: &'static [JobKind],
    /// Those of its jobs that are done again and again.
    pub repeats: &'static [Repeat],
    /// What this slice does after deeds of another slice, which knows nothing of it.
    pub listens: &'static [Listens],
    /// What waits for this person that no rule speaks of (a request to answer).
    pub asks: Option<AsksFn>,
    /// What this person may tell these days though nobody waits for it: a card each on Today.
    pub offers: Option<OffersFn>,
    /// What a person still holds, shown when they leave.
    pub holds: Option<HoldsFn>,
    /// Where others looked into what is a person's own: a phone they held then, a conversation they brought in.
    pub looks: Option<LooksFn>,
    /// What this slice finds for whoever searches: only what they may see.
    pub finds: Option<crate::search::FindsFn>,
    /// Who is this session's person? Exactly one slice answers.
    pub identify: Option<IdentifyFn>,
    pub nav: &'static [Nav],
}

/// Loads the actor behind a person id; `None` when that person may not come in (any more).
pub type IdentifyFn = for<'a> fn(&'a mut Db, &'a str) -> Soon<'a, Option<Actor>>;

/// Lists what waits for an actor now.
pub type AsksFn = for<'a> fn(&'a mut Db, &'a App, &'a Actor, Moment) -> Soon<'a, Vec<Ask>>;

/// Lists what an actor may tell now.
pub type OffersFn = for<'a> fn(&'a mut Db, &'a App, &'a Actor, Moment) -> Soon<'a, Vec<Offer>>;

/// Lists what the person with this id still holds, as the actor may know it.
pub type HoldsFn = for<'a> fn(&'a mut Db, &'a App, &'a Actor, &'a str) -> Soon<'a, Vec<Held>>;

/// The numbers of the trail lines, newest first, in which somebody else read what is this
/// person's own; only those before a line, and no more than so many.
pub type LooksFn = for<'a> fn(&'a mut Db, &'a str, i64, i64) -> Soon<'a, Vec<i64>>;

/// Names for ids, in a language, as they may be shown on the trail page.
pub type LabelsFn = for<'a> fn(&'a mut Db, Lang, &'a [String]) -> Soon<'a, HashMap<String, String>>;

/// Names for those of the ids that this actor may know by name.
pub type OwnLabelsFn = for<'a> fn(&'a mut Db, &'a App, &'a Actor, &'a [String]) -> Soon<'a, HashMap<String, String>>;

/// Fluent texts, one file a language.
#[derive(Debug, Clone, Copy, Default)]
pub struct Texts {
    pub en: &'static str,
    pub fr: &'static str,
}

/// Says what the ids in a slot are called.
pub struct Labels {
    pub slot: &'static str,
    pub names: LabelsFn,
}

/// Says what an actor may call the ids in a slot, where that is more than everybody may.
pub struct OwnLabels {
    pub slot: &'static str,
    pub names: OwnLabelsFn,
}

/// A request that waits for an answer, shown on Today.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Message ids with arguments, said in the reader's language.
    pub what: crate::failure::Said,
    pub button: crate::failure::Said,
    pub href: String,
    pub since: Moment,
}

/// Something a person may tell for a while (how a trial goes): a folded card on Today, with room
/// for words and a button for each answer.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Where the form is sent: `kind` is the answer, `words` what was typed, `from` is `today`.
    pub action: String,
    /// What it is about, as somebody called it.
    pub title: String,
    /// Message ids, said in the reader's language.
    pub note: crate::failure::Said,
    /// The last day, as planned.
    pub until: crate::clock::Day,
    pub words: crate::failure::Said,
    pub hint: crate::failure::Said,
    /// Value, words and icon of each button.
    pub answers: Vec<(&'static str, crate::failure::Said, &'static str)>,
}

/// Something a person still holds (a phone, client files), and the page where it is settled.
#[derive(Debug, Clone)]
pub struct Held {
    /// Message ids with arguments, said in the reader's language.
    pub what: crate::failure::Said,
    pub button: crate::failure::Said,
    /// "" where the reader cannot settle it.
    pub href: String,
}

/// A kind of background work. It may run twice: write it so that this is harmless.
pub struct JobKind {
    pub name: &'static str,
    pub run: fn(App, Job) -> Soon<'static, ()>,
}

/// A job that is done again and again, one row for all time.
#[derive(Debug, Clone, Copy)]
pub struct Repeat {
    pub job: &'static str,
    /// Milliseconds from one end to the next beginning.
    pub every: i64,
}

/// After this deed, that job: put in the queue in the transaction of the deed, so
/// it is never forgotten. Its payload is the number of the trail entry, its actor
/// is the entry's.
#[derive(Debug, Clone, Copy)]
pub struct Listens {
    pub deed: &'static str,
    pub job: &'static str,
}

/// A line of the menu, shown to whoever the permit lets in by role.
#[derive(Debug, Clone, Copy)]
pub struct Nav {
    pub href: &'static str,
    pub label: &'static str,
    pub icon: &'static str,
    pub permit: &'static str,
    /// Smaller comes first.
    pub place: u8,
}

/// Anybody may come in, signed in or not.
pub const OPEN_TO_ALL: &str = "open_to_all";
/// Anybody who is signed in.
pub const SIGNED_IN: &str = "signed_in";

/// A path, its verb, its permit and its handler: the doorplate.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub permit: &'static str,
    /// The largest body taken, in bytes.
    pub limit: usize,
    pub handler: MethodRouter<App>,
}

/// The largest form without a file, in bytes.
pub const FORM_LIMIT: usize = 256 * 1024;

/// `GET path`, behind `permit`.
pub fn get<H, T>(path: &'static str, permit: &'static str, handler: H) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    Route { method: Method::GET, path, permit, limit: FORM_LIMIT, handler: on(MethodFilter::GET, handler) }
}

/// `POST path`, behind `permit`.
pub fn post<H, T>(path: &'static str, permit: &'static str, handler: H) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    Route { method: Method::POST, path, permit, limit: FORM_LIMIT, handler: on(MethodFilter::POST, handler) }
}

impl Route {
    /// The same route, taking bodies up to `bytes`.
    #[must_use]
    pub const fn taking(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// `GET /phones/{id}`, as the access matrix writes it.
    #[must_use]
    pub fn plate(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// Something that can happen and that the trail keeps: `noun.verb`, past.
#[derive(Debug)]
pub struct Deed {
    pub name: &'static str,
    /// What an entry is about, e.g. `phone`, `person`. Also what two deeds are matched by.
    pub slots: &'static [&'static str],
    /// Small facts an entry may carry: ids, counts, codes. Never names, never content.
    pub details: &'static [&'static str],
    /// How a rule may speak of it; `None` when no rule may.
    pub words: Option<DeedWords>,
    /// The page where it is done, with slots in braces: `/phones/{phone}/passcode`.
    pub act: Option<&'static str>,
}

impl Deed {
    /// The Fluent id of the sentence on the trail page: `deed-passcode-changed`.
    #[must_use]
    pub fn text_id(&self) -> String {
        format!("deed-{}", self.name.replace('.', "-"))
    }
}

/// The forms of a deed in the rule language, first one preferred.
#[derive(Debug)]
pub struct DeedWords {
    /// After "of": `passcode change`.
    pub noun: &'static [&'static str],
    /// After "before": `a passcode is changed`.
    pub clause: &'static [&'static str],
    /// As the act: `passcode changed`.
    pub done: &'static [&'static str],
    pub fr_noun: &'static [&'static str],
    pub fr_done: &'static [&'static str],
}

/// A word of the rule language that is not a deed.
#[derive(Debug)]
pub enum Term {
    /// True of a subject between deeds.
    State { id: &'static str, slot: &'static str, begin: &'static [&'static str], end: &'static [&'static str], words: TermWords },
    /// Grows and shrinks by deeds: the approved apps.
    Set { id: &'static str, slot: &'static str, add: &'static [&'static str], remove: &'static [&'static str], words: TermWords },
    /// Elements found on a subject: apps on a phone.
    Relation { id: &'static str, subject: &'static str, element: &'static str, add: &'static [&'static str], remove: &'static [&'static str],
        inventory: Option<&'static str>, words: TermWords },
    /// What "for each …" may range over.
    Subject { id: &'static str, slot: &'static str, appears: &'static [&'static str], disappears: &'static [&'static str], words: TermWords },
    /// Who may owe, permit or be told.
    Role { id: &'static str, is: RoleIs, words: TermWords },
}

/// A term in both languages, first form preferred.
#[derive(Debug)]
pub struct TermWords {
    pub en: &'static [&'static str],
    pub fr: &'static [&'static str],
}

/// How a role of the rule language finds its people.
#[derive(Debug)]
pub enum RoleIs {
    /// Whoever did the deed that opened the duty.
    TheActor,
    /// Whoever holds the role with this id, by `role.granted` and `role.ended`.
    Holding { granted: &'static str, ended: &'static str, role: &'static str },
    /// Whoever stands in `is` for the subject in `of`, between two deeds; else the `otherwise` role.
    Beside { began: &'static str, ended: &'static str, of: &'static str, is: &'static str, otherwise: Option<&'static str> },
}
