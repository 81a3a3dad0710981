//! The job that reads an upload: first what must be asked, then, answered, the messages.
//! And the one that ends the assignments of whoever left.
//!
//! They may run twice: entries are keyed by (upload, ordinal), every step says from
//! which state and round it goes, and what has ended does not end again.

use std::collections::HashMap;

use base::blobs;
use base::jobs::{Job, TRIES, push};
use base::slice::{JobKind, Listens};
use base::vault::DataKey;
use base::{App, Db, Failure, Moment};
use chatlog::whatsapp::{Chat, Choices};
use chatlog::{Direction, Entry, Message};

use serde::{Deserialize, Serialize};

use crate::deeds;
use crate::order::{self, Standing};
use crate::model::{Counts, State, Upload};
use crate::reader::{self, Line, Pass, Reading, Report, Request, Why};
use crate::show;
use crate::store::entries::{BATCH, Sealed};
use crate::store::uploads::Kept;
use crate::store::{clients, entries, uploads};

const READ: &str = "clients.read";
const PERSON_LEFT: &str = "clients.person-left";
/// Failures of our own (a database away) are tried so often before the person hears of them.
const PATIENT_TRIES: i64 = 3;

/// The background work of this slice.
pub static KINDS: &[JobKind] = &[
    JobKind { name: READ, run: |app, job| Box::pin(run(app, job)) },
    JobKind { name: PERSON_LEFT, run: |app, job| Box::pin(person_left(app, job)) },
];

/// What this slice does after deeds of others.
pub static LISTENS: &[Listens] = &[Listens { deed: people::PERSON_LEFT.name, job: PERSON_LEFT }];

/// Whoever left works with nobody any more, also when they come back (S-089).
async fn person_left(app: App, job: Job) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    let Some(entry) = job.entry(&mut tx).await? else { return Ok(()) };
    let Some(person) = entry.subject("person") else { return Ok(()) };
    for client in clients::end_all(&mut tx, person, entry.at).await? {
        app.record_at(&mut tx, job.actor.as_deref(), &deeds::UNASSIGNED, entry.at, &[("client", &client), ("person", person)], &[]).await?;
    }
    tx.commit().await
}

/// Puts the reading of an upload in the queue. Call [`App::wake`] after the commit.
///
/// # Errors
/// When the database does.
pub async fn queue(app: &App, db: &mut Db, upload: &str, actor: &str) -> Result<(), Failure> {
    push(db, &app.dice, READ, upload, Some(actor), app.now()).await
}

async fn run(app: App, job: Job) -> Result<(), Failure> {
    let Some(upload) = uploads::find(&mut *app.db.read().await?, &job.payload).await? else { return Ok(()) };
    let outcome = match upload.state {
        State::Received => look_over(&app, &upload).await,
        State::Reading => read_in(&app, &upload).await,
        _ => return Ok(()),
    };
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(why)) => give_up(&app, &upload, &why).await,
        Err(failure) => {
            // Whoever waits is told, rather than shown "reading" for ever; they may try again.
            // A store that is away comes back: there the job tries as often as jobs do.
            let tries = if matches!(failure, Failure::Away { .. }) { TRIES } else { PATIENT_TRIES };
            if job.attempts >= tries {
                give_up(&app, &upload, &Why::Died).await?;
            }
            Err(failure)
        }
    }
}

async fn give_up(app: &App, upload: &Upload, why: &Why) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    uploads::fail(app, &mut tx, upload, &why.kept()?).await?;
    tx.commit().await
}

/// What the person answered, as it is kept with the upload.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Chosen {
    pub choices: Choices,
    /// Which conversation of the file, where it has several.
    #[serde(default)]
    pub thread: Option<String>,
    /// Whether two people talk in it, once it was read: it decides the fingerprints.
    #[serde(default)]
    pub two: Option<bool>,
}

/// Begins to read the sealed file.
async fn begin(app: &App, upload: &Upload, pass: Pass, chosen: Chosen) -> Result<Result<Reading, Why>, Failure> {
    let Some(blob) = blobs::find(&mut *app.db.read().await?, &upload.blob_id).await? else { return Ok(Err(Why::Altered)) };
    let today = upload.at.day(&app.zone()).to_string();
    let Chosen { choices, thread, .. } = chosen;
    reader::read(app, &blob, &Request { pass, today, choices, thread }).await
}

/// The first pass: keeps what the file says of itself, and asks the rest.
async fn look_over(app: &App, upload: &Upload) -> Result<Result<(), Why>, Failure> {
    let mut reading = match begin(app, upload, Pass::Survey, Chosen::default()).await? {
        Ok(reading) => reading,
        Err(why) => return Ok(Err(why)),
    };
    let mut look = None;
    loop {
        match reading.next().await {
            Ok(Some(Line::Look(seen))) => look = Some(seen),
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(why) => return Ok(Err(why)),
        }
    }
    let Some(look) = look else { return Ok(Err(Why::Garbled)) };
    let mut tx = app.db.begin().await?;
    if uploads::step(&mut tx, upload, State::Asking).await? {
        uploads::keep(app, &mut tx, upload, Kept::Survey, &look).await?;
        tx.commit().await?;
    }
    Ok(Ok(()))
}

/// The second pass: every entry, sealed under the client's key.
async fn read_in(app: &App, upload: &Upload) -> Result<Result<(), Why>, Failure> {
    let mut db = app.db.read().await?;
    let chosen: Chosen = uploads::kept(app, &mut db, upload, Kept::Answers).await?.unwrap_or_default();
    let client = upload.client.clone().ok_or_else(|| Failure::broken("reading an upload", "no client was chosen"))?;
    let row = clients::find(&mut db, &client).await?.ok_or(Failure::Missing)?;
    let key = app.vault.key(&mut db, &row.key_id).await?;
    drop(db);
    let mut reading = match begin(app, upload, Pass::Read, chosen.clone()).await? {
        Ok(reading) => reading,
        Err(why) => return Ok(Err(why)),
    };
    let mut shelf = Shelf { app, upload, chosen, marker: Marker::new(&client, false), key, batch: Vec::with_capacity(BATCH), standing: Vec::new(), damaged: 0, lines: true };
    loop {
        match reading.next().await {
            Ok(Some(Line::Look(look))) => {
                shelf.marker.two = look.survey.chat == Chat::OneToOne;
                shelf.lines = look.channel.is_none();
            }
            Ok(Some(Line::Beside(_))) => {}
            Ok(Some(Line::Entry(entry))) => {
                if !shelf.take(&entry).await? {
                    return Ok(Ok(()));
                }
            }
            Ok(Some(Line::Report(report))) => return shelf.finish(&client, report).await.map(Ok),
            Ok(Some(Line::Unreadable(why))) | Err(why) => return Ok(Err(why)),
            Ok(None) => return Ok(Err(Why::Garbled)),
        }
    }
}

/// Where entries go, a batch at a time.
struct Shelf<'a> {
    app: &'a App,
    upload: &'a Upload,
    chosen: Chosen,
    marker: Marker,
    key: DataKey,
    batch: Vec<Sealed>,
    /// What decides the order of showing.
    standing: Vec<Standing>,
    /// Parts that are damaged or cut off.
    damaged: i64,
    /// The file is the text of WhatsApp, in which the app keeps the order.
    lines: bool,
}

impl Shelf<'_> {
    /// Takes an entry; `false` when the answers changed meanwhile.
    async fn take(&mut self, entry: &Entry) -> Result<bool, Failure> {
        let place = |ordinal| i64::try_from(ordinal).unwrap_or(i64::MAX);
        let mark = match entry {
            Entry::Message(message) => {
                let (at, exact) = (moment(self.app, message), message.instant().is_some());
                self.standing.push(Standing { ordinal: place(message.ordinal), at, exact, segment: message.segment });
                Some(self.marker.mark(self.app, message)?)
            }
            Entry::Problem(problem) => {
                self.standing.push(Standing::undated(place(problem.ordinal)));
                self.damaged += i64::from(show::is_damage(problem));
                None
            }
        };
        self.batch.push(entries::seal(self.app, &self.key, &self.upload.id, entry, mark)?);
        if self.batch.len() < BATCH {
            return Ok(true);
        }
        self.put_away().await
    }

    async fn put_away(&mut self) -> Result<bool, Failure> {
        let batch = std::mem::take(&mut self.batch);
        entries::append(self.app, &self.upload.id, self.upload.round, &batch).await
    }

    /// The last batch, the counts, and what earlier conversations hold already.
    async fn finish(mut self, client: &str, report: Report) -> Result<(), Failure> {
        if !self.put_away().await? {
            return Ok(());
        }
        let (app, upload) = (self.app, self.upload);
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let mut tx = app.db.begin().await?;
        if !uploads::step(&mut tx, upload, State::Read).await? {
            return Ok(());
        }
        let known = entries::mark_known(&mut tx, &upload.id, client).await?;
        let old = entries::known(&mut tx, &upload.id).await?;
        entries::put(&mut tx, &upload.id, &order::places(&self.standing, self.lines)).await?;
        let new = self.standing.iter().filter(|one| !old.contains(&one.ordinal)).filter_map(|one| one.at);
        let counts = Counts {
            // The rows of a database are counted, not its bytes.
            bytes: if report.bytes == 0 { upload.size } else { number(report.bytes) },
            messages: number(report.messages),
            problems: number(report.problems),
            damaged: self.damaged,
            known,
            first_at: new.clone().min(),
            last_at: new.max(),
        };
        uploads::count(&mut tx, &upload.id, counts).await?;
        uploads::keep(app, &mut tx, upload, Kept::Answers, &Chosen { two: Some(self.marker.two), ..self.chosen }).await?;
        tx.commit().await
    }
}

/// When a message was written: as the file says it, or, where it names no zone, by the organisation's clock.
pub(crate) fn moment(app: &App, message: &Message) -> Option<Moment> {
    if let Some(instant) = message.instant() {
        return Some(Moment(instant.as_millisecond()));
    }
    let zoned = message.civil?.to_zoned(app.zone()).ok()?;
    Some(Moment(zoned.timestamp().as_millisecond()))
}

/// Makes fingerprints: the same message in two exports of one chat gets the same.
pub(crate) struct Marker {
    client: String,
    /// Two people talk: whoever is not the owner is the other, however the phone calls them today.
    two: bool,
    /// How often each came in this file: "ok" may be said twice in a minute.
    seen: HashMap<u64, u64>,
}

impl Marker {
    pub(crate) fn new(client: &str, two: bool) -> Self {
        Self { client: client.to_owned(), two, seen: HashMap::new() }
    }

    /// A keyed hash of when, who, what and how often, within this client.
    pub(crate) fn mark(&mut self, app: &App, message: &Message) -> Result<String, Failure> {
        let printed = || message.civil.map_or_else(|| message.wall.clone(), |civil| civil.to_string());
        let when = message.instant().map_or_else(printed, |instant| instant.to_string());
        let who = match message.direction {
            Direction::Out => "\u{1}me",
            Direction::In if self.two => "\u{1}them",
            _ => message.sender.as_deref().or(message.more.from.as_deref()).unwrap_or(""),
        };
        let parts = [self.client.as_str(), &when, who, message.kind.name(), &message.shown()];
        let first = app.vault.mark("message", &parts.map(str::as_bytes))?;
        let short = first.get(..16).and_then(|hex| u64::from_str_radix(hex, 16).ok()).unwrap_or(0);
        let turn = self.seen.entry(short).or_insert(0);
        *turn += 1;
        match *turn {
            1 => Ok(first),
            n => app.vault.mark("message-again", &[first.as_bytes(), &n.to_be_bytes()]),
        }
    }
}
