//! The trail page: what was done, newest first, by whom, about what.

use askama::Template;
use axum::extract::Path;
use base::trail;
use base::web::telling::{Told, tell};
use base::web::{Html, Page, Visit};
use base::Failure;

/// Entries on one page.
const PAGE: i64 = 50;

/// An entry, ready to be drawn.
pub(crate) struct Line {
    pub(crate) seq: i64,
    pub(crate) who: String,
    pub(crate) what: String,
    pub(crate) when: String,
    pub(crate) when_iso: String,
    pub(crate) later: String,
}

impl Line {
    pub(crate) fn of(visit: &Visit, told: Told) -> Self {
        Self {
            seq: told.seq,
            when: visit.moment(told.at),
            when_iso: visit.iso(told.at),
            later: told.recorded_later.map_or_else(String::new, |at| visit.say("duties-trail-recorded", &[("when", &visit.moment(at))])),
            who: told.who,
            what: told.what,
        }
    }
}

#[derive(Template)]
#[template(path = "pages/trail.html")]
struct TrailPage {
    page: Page,
    lines: Vec<Line>,
    about: String,
    older: Option<i64>,
    entries: i64,
}

/// `GET /trail`, with `?before=` for older entries and `?slot=&id=` for one subject.
pub(super) async fn index(visit: Visit) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let before = visit.query("before").and_then(|b| b.parse().ok()).unwrap_or(i64::MAX);
    let subject = visit.query("slot").zip(visit.query("id"));
    let entries = match &subject {
        Some((slot, id)) => trail::about(&mut db, slot, id, 500).await?,
        None => trail::newest(&mut db, before, PAGE).await?,
    };
    let about = match &subject {
        Some((slot, id)) => {
            let names = base::web::telling::labels(&visit.app, &mut db, slot, std::slice::from_ref(id)).await?;
            names.get(id).cloned().unwrap_or_default()
        }
        None => String::new(),
    };
    let older = entries.last().map(|e| e.seq).filter(|seq| subject.is_none() && *seq > 1);
    let total = trail::newest(&mut db, i64::MAX, 1).await?.first().map_or(0, |e| e.seq);
    let lines = tell(&visit, &mut db, &entries).await?.into_iter().map(|t| Line::of(&visit, t)).collect();
    Html::draw(&TrailPage { page: visit.page("duties-trail-title")?, lines, about, older, entries: total })
}

#[derive(Template)]
#[template(path = "pages/entry.html")]
struct EntryPage {
    page: Page,
    line: Line,
    facts: Vec<(String, String)>,
    subjects: Vec<(String, String)>,
}

/// `GET /trail/{seq}`: one entry with all it holds.
pub(super) async fn show(visit: Visit, Path(seq): Path<i64>) -> Result<Html, Failure> {
    let mut db = visit.read().await?;
    let entry = trail::find(&mut db, seq).await?.ok_or(Failure::Missing)?;
    let told = tell(&visit, &mut db, std::slice::from_ref(&entry)).await?.pop().ok_or(Failure::Missing)?;
    let mut subjects = Vec::new();
    for (slot, id) in &entry.subjects {
        let names = base::web::telling::labels(&visit.app, &mut db, slot, std::slice::from_ref(id)).await?;
        let name = names.get(id).cloned().unwrap_or_else(|| id.clone());
        subjects.push((format!("/trail?slot={}&id={}", base::web::form::encode(slot), base::web::form::encode(id)), name));
    }
    let mut facts = vec![
        (visit.say("duties-entry-number", &[]), entry.seq.to_string()),
        (visit.say("duties-entry-deed", &[]), entry.deed.clone()),
        (visit.say("duties-entry-at", &[]), visit.moment(entry.at)),
        (visit.say("duties-entry-recorded", &[]), visit.moment(entry.recorded_at)),
    ];
    facts.extend(entry.detail.iter().cloned());
    let title = visit.say("duties-entry-title", &[("number", &seq.to_string())]);
    Html::draw(&EntryPage { page: visit.page_titled(&title)?, line: Line::of(&visit, told), facts, subjects })
}
