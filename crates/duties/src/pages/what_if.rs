//! What if: the duties under a draft beside the duties as they are, before anybody publishes.

use askama::Template;
use axum::extract::Path;
use base::words::Lang;
use base::web::{Html, Page, Visit};
use base::{Db, Failure};
use manual::{PublishedRule, Stage};
use policy::{Difference, Duty, Shift};

use super::shares::{Shares, column, shares};
use super::teller;
use crate::engine;
use crate::view::DutyView;

struct LineView {
    title: String,
    before: String,
    after: String,
    /// "Requirement → Recommendation", where the clause would be firmer, looser or on trial.
    firm: String,
    /// What that means for what is open under it.
    means: String,
}

struct ChangeView {
    who: String,
    what_head: String,
    what: String,
    now_head: String,
    now: String,
    then_head: String,
    then: String,
    change_head: String,
    change: String,
    tone: &'static str,
    symbol: &'static str,
}

#[derive(Template)]
#[template(path = "pages/what_if.html")]
struct WhatIf {
    page: Page,
    back: String,
    numbers: Vec<(String, usize)>,
    lines: Vec<LineView>,
    heads: Vec<String>,
    shares: Vec<Shares>,
    share_heads: [String; 4],
    changes: Vec<ChangeView>,
    /// So many more are counted and not listed.
    left_out: usize,
}

/// Longest list of changes on the page; the numbers count them all.
const CHANGES: usize = 200;

/// `GET /what-if/{document}`
pub(super) async fn show(visit: Visit, Path(document): Path<String>) -> Result<Html, Failure> {
    let now = visit.now();
    let mut db = visit.read().await?;
    let draft = manual::draft_rules(&mut db, &document, now).await?.ok_or(Failure::Missing)?;
    let other = engine::lines(&visit.app, &draft)?;
    let (rules, mut differences) = engine::study(&visit.app, &mut db, now, move |all| all.what_if(&other, now.0)).await?;
    // A duty that somebody else only knows of by its line stays out: what people owe is what counts.
    differences.retain(|d| [&d.before, &d.after].into_iter().flatten().any(Duty::is_open) || d.shift == Shift::BecomesOverdue);
    let share_heads = ["duties-what-if-appears", "duties-what-if-vanishes", "duties-what-if-moves", "duties-what-if-late"].map(|id| visit.say(id, &[]));
    let count = |place: usize| differences.iter().filter(|d| column(d.shift) == place).count();
    let numbers = share_heads.iter().enumerate().map(|(place, words)| (words.clone(), count(place))).collect();
    let shares = shares(&visit, &mut db, (&rules, &draft), &differences).await?;
    let left_out = differences.len().saturating_sub(CHANGES);
    differences.truncate(CHANGES);
    let changes = changes(&visit, &mut db, (&rules, &draft), &differences).await?;
    let heads = ["duties-what-if-who", "duties-what-if-what", "duties-what-if-now", "duties-what-if-then", "duties-what-if-change"];
    let heads = heads.map(|id| visit.say(id, &[])).to_vec();
    let open = engine::with(&visit.app, &mut db, now, |s| s.monitor.open(now.0)).await?;
    let lines = lines(&visit, &rules, &draft, &open);
    Html::draw(&WhatIf { page: visit.page("duties-what-if-title")?, back: format!("/manual/{document}/draft"), numbers, lines, heads, shares, share_heads, changes, left_out })
}

/// The rules that read differently or would bind differently: the line in force now, and the
/// line in the draft; and what is open under it, where that would begin or cease to count.
fn lines(visit: &Visit, rules: &[PublishedRule], draft: &[PublishedRule], open: &[Duty]) -> Vec<LineView> {
    let lang = usize::from(visit.lang() == Lang::Fr);
    let current = |all: &[PublishedRule], id: &str| all.iter().rev().find(|r| r.id == id && r.effective_to.is_none()).cloned();
    let text = |rule: &Option<PublishedRule>| rule.as_ref().and_then(|r| r.line.get(lang).cloned()).unwrap_or_default();
    let mut ids: Vec<&str> = rules.iter().chain(draft).map(|r| r.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().filter_map(|id| {
        let (was, is) = (current(rules, id), current(draft, id));
        let title = is.as_ref().or(was.as_ref()).and_then(|r| r.clause_title.get(lang).cloned()).unwrap_or_default();
        let (before, after) = (text(&was), text(&is));
        let both = was.as_ref().zip(is.as_ref());
        let firm = both.map(|(was, is)| firmness(visit, was, is)).unwrap_or_default();
        let count = open.iter().filter(|d| **d.rule() == *id).count().to_string();
        let means = both.filter(|(was, is)| was.stage != is.stage).map(|(_, is)| {
            visit.say(if is.stage == Stage::Practice { "duties-what-if-on-trial" } else { "duties-what-if-counts" }, &[("count", &count)])
        });
        (before != after || !firm.is_empty()).then(|| LineView { title, before, after, firm, means: means.unwrap_or_default() })
    }).collect()
}

/// "Requirement, Policy → Recommendation, On trial"; nothing where both are the same.
fn firmness(visit: &Visit, was: &PublishedRule, is: &PublishedRule) -> String {
    if was.strength == is.strength && was.stage == is.stage {
        return String::new();
    }
    let words = |rule: &PublishedRule| {
        let (strength, stage) = (format!("manual-strength-{}", rule.strength.id()), format!("manual-stage-{}", rule.stage.id()));
        format!("{}, {}", visit.say(&strength, &[]), visit.say(&stage, &[]))
    };
    format!("{} → {}", words(was), words(is))
}

async fn changes(visit: &Visit, db: &mut Db, rules: (&[PublishedRule], &[PublishedRule]), differences: &[Difference]) -> Result<Vec<ChangeView>, Failure> {
    let now = visit.now();
    let before: Vec<Duty> = differences.iter().filter_map(|d| d.before.clone()).collect();
    let after: Vec<Duty> = differences.iter().filter_map(|d| d.after.clone()).collect();
    let mut was = teller(visit, rules.0, now)?.everybody().tell(db, &before).await?.into_iter();
    let mut is = teller(visit, rules.1, now)?.everybody().tell(db, &after).await?.into_iter();
    Ok(differences.iter().map(|d| {
        let was = d.before.as_ref().and_then(|_| was.next());
        let is = d.after.as_ref().and_then(|_| is.next());
        change(visit, d.shift, was, is)
    }).collect())
}

fn change(visit: &Visit, shift: Shift, was: Option<DutyView>, is: Option<DutyView>) -> ChangeView {
    let (id, tone, symbol) = match shift {
        Shift::BecomesOverdue => ("duties-what-if-late", "overdue", "alert-circle"),
        Shift::Appears => ("duties-what-if-appears", "pending", "plus"),
        Shift::Vanishes => ("duties-what-if-vanishes", "", "x"),
        Shift::Moves | Shift::Restands | Shift::ChangesHands => ("duties-what-if-moves", "soon", "calendar"),
    };
    let due = |view: &Option<DutyView>| view.as_ref().map_or_else(|| "–".to_owned(), |v| v.due.clone());
    let (now, then) = (due(&was), due(&is));
    let (who, what) = is.or(was).map(|v| (v.who, v.what)).unwrap_or_default();
    ChangeView {
        who,
        what,
        now,
        then,
        what_head: visit.say("duties-what-if-what", &[]),
        now_head: visit.say("duties-what-if-now", &[]),
        then_head: visit.say("duties-what-if-then", &[]),
        change_head: visit.say("duties-what-if-change", &[]),
        change: visit.say(id, &[]),
        tone,
        symbol,
    }
}
