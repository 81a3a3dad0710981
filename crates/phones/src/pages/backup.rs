//! WhatsApp's cloud backup on one phone: somebody looked, and says what they saw (S-084).

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base::Failure;
use base::web::form::Typed;
use base::web::{Html, Page, Visit};

use super::Seen;
use crate::model::{Backup, Platform};
use crate::{deeds, store};

#[derive(Template)]
#[template(path = "pages/backup.html")]
struct Shown {
    page: Page,
    label: String,
    href: String,
    how: &'static str,
    is_on: bool,
    seen: String,
    may_say: bool,
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let seen = Seen::load(&visit, &mut *visit.read().await?, &id).await?;
    seen.grant(&visit, "see-phone")?;
    let page = visit.page_titled(&visit.say("phones-backup-title", &[("phone", seen.phone.label.as_str())]))?;
    let words = match seen.phone.backup {
        Backup::Unknown => visit.say("phones-backup-unknown", &[]),
        Backup::On(at) => visit.say("phones-backup-on", &[("day", &page.day(&at))]),
        Backup::Off(at) => visit.say("phones-backup-off", &[("day", &page.day(&at))]),
    };
    let drawn = Html::draw(&Shown {
        page,
        label: seen.phone.label.as_str().to_owned(),
        href: seen.href(""),
        how: match seen.phone.platform {
            Platform::Ios => "phones-backup-how-ios",
            Platform::Android => "phones-backup-how-android",
        },
        is_on: matches!(seen.phone.backup, Backup::On(_)),
        seen: words,
        may_say: seen.phone.retired.is_none() && seen.may(&visit, "keep-phone"),
    })?;
    Ok(drawn.into_response())
}

pub(super) async fn say(visit: Visit, Path(id): Path<String>, Typed(form): Typed) -> Result<Response, Failure> {
    let mut tx = visit.begin().await?;
    let seen = Seen::load(&visit, &mut tx, &id).await?;
    seen.grant(&visit, "keep-phone")?;
    seen.phone.still_ours()?;
    let (on, deed) = match form.value("backup") {
        "on" => (true, &deeds::BACKUP_ON),
        _ => (false, &deeds::BACKUP_OFF),
    };
    store::saw_backup(&mut tx, &seen.phone, on, visit.now()).await?;
    visit.record(&mut tx, deed, &[("phone", &id)], &[]).await?;
    tx.commit().await?;
    if on {
        return Ok(visit.go(&format!("/phones/{id}/backup"), "phones-backup-said-on"));
    }
    Ok(visit.go(&format!("/phones/{id}"), "phones-backup-said-off"))
}
