//! What waits for somebody: an answer about a trip or an app, a yes to be used, a phone to be brought back.

use std::collections::HashMap;

use base::access::Role;
use base::slice::{Ask, Held};
use base::{Actor, App, Db, Failure, Moment, Said};

use crate::model::{AppStatus, Place};
use crate::{permits, store};

/// What this person is asked now, oldest first.
pub(crate) async fn waiting(db: &mut Db, app: &App, actor: &Actor, now: Moment) -> Result<Vec<Ask>, Failure> {
    let mut asks = trips(&mut *db, app, actor).await?;
    asks.extend(own_trips(&mut *db, actor, now).await?);
    asks.extend(apps(db, app, actor).await?);
    Ok(asks)
}

/// Trips off site, for the supervisor of whoever asks.
async fn trips(db: &mut Db, app: &App, actor: &Actor) -> Result<Vec<Ask>, Failure> {
    let mut mine = Vec::new();
    for request in store::off_site::waiting(&mut *db).await? {
        let relations = permits::to_request(&mut *db, actor, &request).await?;
        if app.matrix.would_grant("answer-off-site", actor, &relations) {
            mine.push(request);
        }
    }
    let phones: Vec<String> = mine.iter().map(|r| r.phone.clone()).collect();
    let askers: Vec<String> = mine.iter().map(|r| r.asker.clone()).collect();
    let labels = store::labels(&mut *db, &phones).await?;
    let names = people::names(db, &askers).await?;
    let called = |names: &HashMap<String, String>, id: &str| names.get(id).cloned().unwrap_or_default();
    let ask = |r: &crate::model::Request| Ask {
        what: Said::plain("phones-ask-trip").with("person", called(&names, &r.asker)).with("phone", called(&labels, &r.phone)),
        button: Said::plain("phones-ask-answer"),
        href: format!("/phones/{}/off-site", r.phone),
        since: r.asked,
    };
    Ok(mine.iter().map(ask).collect())
}

/// A phone that its holder may take out now, or has out.
async fn own_trips(db: &mut Db, actor: &Actor, now: Moment) -> Result<Vec<Ask>, Failure> {
    let mut asks = Vec::new();
    for phone in store::held_by(&mut *db, &actor.id).await? {
        let (what, button, since) = if phone.place == Place::OffSite {
            ("phones-ask-out", "phones-bring-back", phone.left)
        } else if let Some(yes) = store::off_site::good_at(&mut *db, &phone.id, &actor.id, now).await? {
            ("phones-ask-may-go", "phones-take-out", yes.answer.map(|(_, at, _)| at))
        } else {
            continue;
        };
        asks.push(Ask {
            what: Said::plain(what).with("phone", phone.label.as_str()),
            button: Said::plain(button),
            href: format!("/phones/{}/off-site", phone.id),
            since: since.unwrap_or(now),
        });
    }
    Ok(asks)
}

/// Apps, for the manager; a manager's own request, for the director too.
async fn apps(db: &mut Db, app: &App, actor: &Actor) -> Result<Vec<Ask>, Failure> {
    if !app.matrix.would_grant("approve-apps", actor, &[]) {
        return Ok(Vec::new());
    }
    let waiting: Vec<_> = store::apps::list(&mut *db).await?.into_iter().filter(|a| a.status == AppStatus::Asked).collect();
    let managers: Vec<String> = people::with_role(&mut *db, Role::Manager).await?.into_iter().map(|p| p.id).collect();
    let askers: Vec<String> = waiting.iter().filter_map(|a| a.asker.clone()).collect();
    let names = people::names(db, &askers).await?;
    let mut asks = Vec::new();
    for wanted in waiting {
        let asker = wanted.asker.clone().unwrap_or_default();
        let by_a_manager = managers.contains(&asker) || managers.is_empty();
        let (Some(since), true) = (wanted.asked, actor.is(Role::Manager) || by_a_manager) else { continue };
        if app.matrix.would_grant("approve-apps", actor, &permits::to_app(actor, &wanted)) {
            asks.push(Ask {
                what: Said::plain("phones-ask-app").with("person", names.get(&asker).cloned().unwrap_or_default()).with("app", wanted.name),
                button: Said::plain("phones-ask-answer"),
                href: "/apps".to_owned(),
                since,
            });
        }
    }
    Ok(asks)
}

/// The phones in somebody's hands, for whoever may see them; whoever hands phones out can take them back.
pub(crate) async fn held(db: &mut Db, app: &App, actor: &Actor, person: &str) -> Result<Vec<Held>, Failure> {
    if !app.matrix.would_grant("see-phone", actor, &[]) {
        return Ok(Vec::new());
    }
    let may_take = app.matrix.would_grant("issue-phone", actor, &[]);
    let held = |p: crate::model::Phone| Held {
        what: Said::plain("phones-held").with("phone", p.label.as_str()),
        button: Said::plain(if may_take { "phones-held-take" } else { "phones-held-see" }),
        href: if may_take { format!("/phones/{}/take-back", p.id) } else { format!("/phones/{}", p.id) },
    };
    Ok(store::held_by(db, person).await?.into_iter().map(held).collect())
}
