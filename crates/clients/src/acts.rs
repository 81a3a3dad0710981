//! What people do here, whole: decided, written and recorded in one transaction each.
//!
//! Pages call these with an actor who was let in; so does the demo.

use std::collections::BTreeMap;

use base::access::Granted;
use base::blobs::Blob;
use base::{Actor, App, Db, Failure, Moment, Said, trail};
use chatlog::whatsapp::{Choices, DateOrder};

use crate::model::{self, Again, Before, Client, Conversation, Counts, MayReadConversation, NewClient, Refusal, State, Upload, may_care};
use crate::reader::Look;
use crate::store::conversations::NewConversation;
use crate::store::entries::{Shown, Which};
use crate::store::uploads::{Kept, NewUpload};
use crate::store::{clients, conversations, entries, uploads};
use crate::{deeds, jobs};

/// Opens a client file and assigns whoever opened it.
///
/// # Errors
/// When the database fails.
pub async fn open_client(app: &App, actor: &Actor, new: &NewClient) -> Result<Client, Failure> {
    let mut tx = app.db.begin().await?;
    let client = clients::open(app, &mut tx, new, &actor.id).await?;
    clients::assign(app, &mut tx, &client.id, &actor.id).await?;
    app.record(&mut tx, Some(&actor.id), &deeds::OPENED, &[("client", &client.id)], &[]).await?;
    app.record(&mut tx, Some(&actor.id), &deeds::ASSIGNED, &[("client", &client.id), ("person", &actor.id)], &[]).await?;
    tx.commit().await?;
    Ok(client)
}

/// Who is assigned now, each with whether they still can see the file: whoever left,
/// or has no role in care any more, cannot.
///
/// # Errors
/// When the database fails.
pub async fn assigned(db: &mut Db, client: &str) -> Result<Vec<(String, bool)>, Failure> {
    let mut assigned = Vec::new();
    for one in clients::assigned(db, client).await? {
        let can = people::find(db, &one).await?.is_some_and(|p| p.is_here() && may_care(&p.roles));
        assigned.push((one, can));
    }
    Ok(assigned)
}

/// The clients whose file nobody can see any more, each with since when.
///
/// # Errors
/// When the database fails.
pub async fn alone(db: &mut Db) -> Result<Vec<(Client, Moment)>, Failure> {
    let carers: Vec<String> = people::list(db).await?.into_iter().filter(|p| may_care(&p.roles)).map(|p| p.id).collect();
    let mut alone = clients::alone(db, &carers).await?;
    for (client, since) in &mut alone {
        // Somebody may be assigned still, without a role in care: then since that ended.
        for person in clients::assigned(db, &client.id).await? {
            let entries = trail::about(db, "person", &person, 50).await?;
            let lost = entries.iter().find(|e| e.deed == people::ROLE_ENDED.name || e.deed == people::PERSON_LEFT.name);
            *since = (*since).max(lost.map_or(*since, |e| e.at));
        }
    }
    Ok(alone)
}

/// Gives a file that nobody can see any more to somebody (S-089, S-141). It opens
/// nothing for whoever does it. `granted` is the permit `hand-over-client`.
///
/// # Errors
/// [`Failure::Missing`]; [`Refusal::NotForClients`], [`Refusal::HasSomebody`].
pub async fn hand_over(app: &App, granted: &Granted, client: &str, person: &str) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    if !clients::lock(&mut tx, client).await? {
        return Err(Failure::Missing);
    }
    let chosen = people::find(&mut tx, person).await?.ok_or(Refusal::NotForClients)?;
    model::hand_over(&chosen.roles, chosen.is_here(), &assigned(&mut tx, client).await?)?;
    clients::assign(app, &mut tx, client, person).await?;
    app.record(&mut tx, Some(granted.actor()), &deeds::ASSIGNED, &[("client", client), ("person", person)], &[]).await?;
    tx.commit().await
}

/// A file that was handed in: the upload it became, or the one it was before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    New(String),
    Before(String),
    /// It was here before and not filed; the client that was chosen now is used.
    WithThisClient(String),
}

impl Received {
    #[must_use]
    pub fn upload(&self) -> &str {
        let (Self::New(id) | Self::Before(id) | Self::WithThisClient(id)) = self;
        id
    }
}

/// Takes a sealed file in and has it looked over.
///
/// # Errors
/// [`Refusal::EmptyFile`]; that it is filed with another client; else when the database fails.
pub async fn receive(app: &App, actor: &Actor, blob: &Blob, name: &str, client: Option<&str>) -> Result<Received, Failure> {
    let mut tx = app.db.begin().await?;
    let again = match blob.size {
        0 => Again::TakeIn,
        _ => model::handed_in_again(&before(app, &mut tx, &blob.mark, &actor.id).await?, client),
    };
    if blob.size == 0 || again != Again::TakeIn {
        base::blobs::forget(&mut tx, &app.vault, &blob.id, &blob.key_id, app.now()).await?;
        let received = known(app, &mut tx, actor, again, client).await;
        tx.commit().await?;
        app.wake();
        app.blobs.let_go(&blob.id).await;
        return received;
    }
    let id = uploads::add(app, &mut tx, &NewUpload { blob, name, by: &actor.id, client }).await?;
    app.record(&mut tx, Some(&actor.id), &deeds::UPLOADED, &[("upload", &id)], &[("bytes", &blob.size.to_string())]).await?;
    jobs::queue(app, &mut tx, &id, &actor.id).await?;
    tx.commit().await?;
    app.wake();
    Ok(Received::New(id))
}

/// The uploads of these very bytes by this person.
async fn before(app: &App, db: &mut Db, mark: &str, person: &str) -> Result<Vec<Before>, Failure> {
    let mut before = Vec::new();
    for row in uploads::same(db, mark, person).await? {
        let look: Option<Look> = uploads::kept(app, db, &row, Kept::Survey).await?;
        let several = look.is_some_and(|look| look.threads.len() > 1);
        before.push(Before { upload: row.id, filed: row.state == State::Filed, client: row.client, several });
    }
    Ok(before)
}

/// What becomes of a file that is here already, or holds nothing.
async fn known(app: &App, tx: &mut Db, actor: &Actor, again: Again, client: Option<&str>) -> Result<Received, Failure> {
    match again {
        Again::TakeIn => Err(Refusal::EmptyFile.into()),
        Again::ThatOne(id) => Ok(Received::Before(id)),
        Again::WithThisClient(id) => {
            let row = uploads::find(tx, &id).await?.ok_or(Failure::Missing)?;
            // Questions stay asked; what was read lies under the other client's key and is read again.
            let to = if row.state == State::Asking { State::Asking } else { State::Received };
            uploads::begin_round(tx, &row, to, client, row.phone.as_deref()).await?;
            if to == State::Received {
                jobs::queue(app, tx, &id, &actor.id).await?;
            }
            Ok(Received::WithThisClient(id))
        }
        Again::FiledElsewhere(id) => {
            let code = conversations::code_of(tx, &id).await?.unwrap_or_default();
            Err(Said::plain("clients-refusal-filed-elsewhere").with("code", code).into())
        }
    }
}

/// The conversations of an upload's file that the same person filed before: which, and its code.
///
/// # Errors
/// When the database fails.
pub async fn filed_threads(app: &App, db: &mut Db, upload: &str) -> Result<BTreeMap<String, String>, Failure> {
    let mut filed = BTreeMap::new();
    for (row, code) in uploads::filed_beside(db, upload).await? {
        let chosen: Option<jobs::Chosen> = uploads::kept(app, db, &row, Kept::Answers).await?;
        if let Some(thread) = chosen.and_then(|chosen| chosen.thread) {
            filed.insert(thread, code);
        }
    }
    Ok(filed)
}

/// Seals bytes into a file and takes it in: what was pasted, and the demo's samples.
///
/// # Errors
/// As [`receive`].
pub async fn receive_bytes(app: &App, actor: &Actor, bytes: &[u8], name: &str, client: Option<&str>) -> Result<Received, Failure> {
    let now = app.now();
    let mut tx = app.db.begin().await?;
    let key = app.vault.new_key(&mut tx, "file", now).await?;
    tx.commit().await?;
    let mut intake = app.blobs.take(&app.id()?, &key, &app.dice)?;
    intake.write(bytes)?;
    let settled = intake.settle().await?;
    let mut tx = app.db.begin().await?;
    let blob = settled.enter(&mut tx, &app.vault, &key, name, now).await?;
    tx.commit().await?;
    receive(app, actor, &blob, name, client).await
}

/// What the file could not tell.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// Which sender the actor is, as printed; `None`: they wrote nothing in it.
    pub owner: Option<String>,
    pub client: String,
    /// The order of day and month for the segments that leave it open.
    pub orders: BTreeMap<usize, DateOrder>,
    /// Which conversation of the file, where it has several.
    pub thread: Option<String>,
    pub phone: Option<String>,
}

/// Keeps the answers and has the messages read.
///
/// # Errors
/// [`Refusal::NotThatFar`] unless the upload waits for answers.
pub async fn answer(app: &App, actor: &Actor, upload: &str, answers: &Answers) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    let row = uploads::find(&mut tx, upload).await?.ok_or(Failure::Missing)?;
    row.may_be_answered()?;
    let choices = Choices { owner: answers.owner.clone(), orders: answers.orders.clone(), ..Choices::default() };
    let chosen = jobs::Chosen { choices, thread: answers.thread.clone(), two: None };
    uploads::keep(app, &mut tx, &row, Kept::Answers, &chosen).await?;
    uploads::begin_round(&mut tx, &row, State::Reading, Some(&answers.client), answers.phone.as_deref()).await?;
    jobs::queue(app, &mut tx, upload, &actor.id).await?;
    tx.commit().await?;
    app.wake();
    Ok(())
}

/// Asks again: other answers, or another try after a failure.
///
/// # Errors
/// [`Refusal::AlreadyFiled`], [`Refusal::NotThatFar`].
pub async fn ask_again(app: &App, actor: &Actor, upload: &str) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    let row = uploads::find(&mut tx, upload).await?.ok_or(Failure::Missing)?;
    row.may_be_asked_again()?;
    uploads::begin_round(&mut tx, &row, State::Received, row.client.as_deref(), row.phone.as_deref()).await?;
    jobs::queue(app, &mut tx, upload, &actor.id).await?;
    tx.commit().await?;
    app.wake();
    Ok(())
}

/// Gives an upload up: nothing of it can be opened any more.
///
/// # Errors
/// [`Refusal::AlreadyFiled`]: evidence stays.
pub async fn discard(app: &App, actor: &Actor, upload: &str) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    let row = uploads::find(&mut tx, upload).await?.ok_or(Failure::Missing)?;
    row.may_be_discarded()?;
    uploads::forget(app, &mut tx, &row).await?;
    app.record(&mut tx, Some(&actor.id), &deeds::DISCARDED, &[("upload", upload)], &[]).await?;
    tx.commit().await?;
    app.blobs.let_go(&row.blob_id).await;
    Ok(())
}

/// Files a read upload with its client (S-141, S-142) and gives the conversation's id.
///
/// Two deeds: the exchange was held when its last new message was written; it is
/// filed now. `granted` is the permit `file-conversation`.
///
/// # Errors
/// [`Refusal::NothingNew`], [`Refusal::NotThatFar`], [`Refusal::AlreadyFiled`].
pub async fn file(app: &App, granted: &Granted, upload: &str) -> Result<String, Failure> {
    let by = granted.actor();
    let mut tx = app.db.begin().await?;
    let row = uploads::find(&mut tx, upload).await?.ok_or(Failure::Missing)?;
    row.may_be_filed()?;
    let client = row.client.clone().ok_or(Refusal::ChooseClient)?;
    // Two exports of one chat, filed at once: the second counts what is new after the first.
    clients::lock(&mut tx, &client).await?;
    let counts = counts_now(app, &mut tx, granted, &row, &client).await?;
    let row = Upload { counts, ..row };
    row.may_be_filed()?;
    let new = NewConversation {
        client: &client,
        upload,
        phone: row.phone.as_deref(),
        first_at: counts.first_at,
        last_at: counts.last_at,
        counts,
        by,
    };
    let conversation = conversations::add(app, &mut tx, &new).await?;
    entries::drop_known(&mut tx, upload).await?;
    if !uploads::step(&mut tx, &row, State::Filed).await? {
        return Err(Failure::Stale);
    }
    let now = app.now();
    let held = counts.last_at.map_or(now, |last| last.min(now));
    app.record_at(&mut tx, Some(by), &deeds::HELD, held, &[("client", &client)], &[]).await?;
    let [messages, new, problems] = [counts.messages, counts.fresh(), counts.problems].map(|n| n.to_string());
    let detail = [("messages", messages.as_str()), ("new", &new), ("problems", &problems)];
    app.record(&mut tx, Some(by), &deeds::FILED, &[("client", &client), ("conversation", &conversation)], &detail).await?;
    tx.commit().await?;
    Ok(conversation)
}

/// The counts at this moment: an overlapping export may have been filed since the reading.
async fn counts_now(app: &App, db: &mut Db, granted: &Granted, row: &Upload, client: &str) -> Result<Counts, Failure> {
    let known = entries::mark_known(db, &row.id, client).await?;
    if known == row.counts.known {
        return Ok(row.counts);
    }
    let key_id = clients::find(db, client).await?.ok_or(Failure::Missing)?.key_id;
    let may = MayReadConversation::to_file(granted, row, &key_id)?;
    let new = entries::open(app, db, &may, Which::New).await?;
    let moments = new.iter().filter_map(|shown| moment(app, shown));
    let counts = Counts { known, first_at: moments.clone().min(), last_at: moments.max(), ..row.counts };
    uploads::count(db, &row.id, counts).await?;
    Ok(counts)
}

fn moment(app: &App, shown: &Shown) -> Option<Moment> {
    match &shown.entry {
        chatlog::Entry::Message(message) => jobs::moment(app, message),
        chatlog::Entry::Problem(_) => None,
    }
}

/// Records that messages were exchanged with a client, before anything is filed.
///
/// # Errors
/// When the database fails.
pub async fn hold(app: &App, granted: &Granted, client: &str, at: Moment) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    app.record_at(&mut tx, Some(granted.actor()), &deeds::HELD, at, &[("client", client)], &[]).await?;
    tx.commit().await
}

/// Says that nothing is left on the phone (S-139, S-140).
///
/// # Errors
/// [`Refusal::AlreadyDeleted`].
pub async fn phone_copy_deleted(app: &App, granted: &Granted, conversation: &Conversation) -> Result<(), Failure> {
    conversation.phone_copy_may_go()?;
    let mut tx = app.db.begin().await?;
    if !conversations::phone_copy_gone(&mut tx, &conversation.id, granted.actor(), app.now()).await? {
        return Err(Refusal::AlreadyDeleted.into());
    }
    // Where it was filed with the wrong client first, what is owed there is done as well.
    let mut clients = crate::moving::former_clients(&mut tx, &conversation.id).await?;
    clients.insert(conversation.client.clone());
    for client in clients {
        let about = [("client", client.as_str()), ("conversation", conversation.id.as_str())];
        app.record(&mut tx, Some(granted.actor()), &deeds::PHONE_COPY_DELETED, &about, &[]).await?;
    }
    tx.commit().await
}
