//! Putting right a filing with the wrong client.
//!
//! The conversation moves to the right client's file, in one transaction: its messages are sealed
//! under the other key, and each file's history tells its own half, by codes alone. The sealed
//! original stays where it is. Who filed too late is not made to look on time: the exchange is
//! held, for the right client, when it was.

use std::collections::BTreeSet;

use base::access::Granted;
use base::{App, Db, Failure, trail};
use chatlog::whatsapp::Chat;
use chatlog::Entry;

use crate::jobs::{self, Chosen, Marker};
use crate::model::{Client, Conversation, MayReadConversation, Refusal, State, WhyWrong};
use crate::reader::Look;
use crate::store::entries::Which;
use crate::store::uploads::Kept;
use crate::store::{clients, conversations, entries, uploads};
use crate::deeds;

/// Moves a conversation to the file of `right`, whom the actor works with. `granted` is the permit `move-conversation`.
///
/// # Errors
/// [`Failure::Missing`], [`Refusal::SameClient`], [`Failure::Stale`] when somebody was faster.
pub async fn move_over(app: &App, granted: &Granted, row: &Conversation, right: &Client, why: WhyWrong) -> Result<(), Failure> {
    if row.client == right.id {
        return Err(Refusal::SameClient.into());
    }
    let mut tx = app.db.begin().await?;
    // Always in the same order: two that cross wait for one another only once.
    for client in BTreeSet::from([row.client.as_str(), right.id.as_str()]) {
        clients::lock(&mut tx, client).await?;
    }
    let now = conversations::find(&mut tx, &row.id).await?.ok_or(Failure::Missing)?;
    if now.client != row.client {
        return Err(Failure::Stale);
    }
    seal_anew(app, &mut tx, granted, &now, right).await?;
    uploads::give_to(&mut tx, &now.upload, &right.id).await?;
    entries::mark_known(&mut tx, &now.upload, &right.id).await?;
    entries::drop_known(&mut tx, &now.upload).await?;
    let (all, problems) = entries::count(&mut tx, &now.upload).await?;
    let added = all.saturating_sub(problems);
    conversations::give_to(&mut tx, &now.id, &right.id, added).await?;
    look_again(app, &mut tx, &now.client, granted.actor()).await?;
    record(app, &mut tx, granted.actor(), &now, &right.id, added, why).await?;
    tx.commit().await?;
    app.wake();
    Ok(())
}

/// Every entry under the other client's key, with that client's fingerprints.
async fn seal_anew(app: &App, tx: &mut Db, granted: &Granted, row: &Conversation, right: &Client) -> Result<(), Failure> {
    let may = MayReadConversation::filed(granted, row)?;
    let upload = uploads::find(tx, &row.upload).await?.ok_or(Failure::Missing)?;
    let chosen: Option<Chosen> = uploads::kept(app, tx, &upload, Kept::Answers).await?;
    let look: Option<Look> = uploads::kept(app, tx, &upload, Kept::Survey).await?;
    let two = chosen.and_then(|chosen| chosen.two).unwrap_or(look.is_some_and(|look| look.survey.chat == Chat::OneToOne));
    let opened = entries::open(app, tx, &may, Which::New).await?;
    let key = app.vault.key(tx, &right.key_id).await?;
    let mut marker = Marker::new(&right.id, two);
    for shown in &opened {
        let mark = match &shown.entry {
            Entry::Message(message) => Some(marker.mark(app, message)?),
            Entry::Problem(_) => None,
        };
        let sealed = entries::seal(app, &key, &upload.id, &shown.entry, mark)?;
        entries::put_back(tx, &upload.id, &sealed).await?;
    }
    Ok(())
}

/// What waits to be filed with the client it leaves was compared with it: it is read once more.
async fn look_again(app: &App, tx: &mut Db, client: &str, actor: &str) -> Result<(), Failure> {
    for waiting in uploads::read_for(tx, client).await? {
        uploads::begin_round(tx, &waiting, State::Reading, waiting.client.as_deref(), waiting.phone.as_deref()).await?;
        jobs::queue(app, tx, &waiting.id, actor).await?;
    }
    Ok(())
}

/// Each client's history tells its own half. The other one is not named, not even by code.
async fn record(app: &App, tx: &mut Db, by: &str, row: &Conversation, right: &str, added: i64, why: WhyWrong) -> Result<(), Failure> {
    let left = [("client", row.client.as_str()), ("conversation", row.id.as_str())];
    app.record(tx, Some(by), &deeds::WITHDRAWN, &left, &[("reason", why.id())]).await?;
    let now = app.now();
    let held = row.last_at.map_or(now, |last| last.min(now));
    app.record_at(tx, Some(by), &deeds::HELD, held, &[("client", right)], &[]).await?;
    let come = [("client", right), ("conversation", row.id.as_str())];
    let [messages, new, problems] = [row.messages, added, row.problems].map(|n| n.to_string());
    app.record(tx, Some(by), &deeds::FILED, &come, &[("messages", messages.as_str()), ("new", &new), ("problems", &problems)]).await?;
    if row.deleted_at.is_some() {
        // It is gone from the phone already: nobody is asked again.
        app.record(tx, Some(by), &deeds::PHONE_COPY_DELETED, &come, &[]).await?;
    }
    Ok(())
}

/// The clients a conversation was filed with by mistake.
///
/// # Errors
/// When the database fails.
pub async fn former_clients(db: &mut Db, conversation: &str) -> Result<BTreeSet<String>, Failure> {
    let entries = trail::about(db, "conversation", conversation, i64::MAX).await?;
    let left = entries.iter().filter(|entry| entry.deed == deeds::WITHDRAWN.name);
    Ok(left.filter_map(|entry| entry.subject("client").map(str::to_owned)).collect())
}
