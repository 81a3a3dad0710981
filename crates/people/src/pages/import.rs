//! People from a file: look first, then all rows or none.
//!
//! Nothing is kept between looking and confirming: the page that shows the rows
//! carries the file's text, and confirming reads it again from the start.

use std::collections::HashMap;

use axum::extract::Multipart;
use axum::response::{IntoResponse, Response};
use base::web::{FormState, Html, Page, Typed, Visit, multipart};
use base::{Failure, Said};

use super::{FormView, letters, may_make_directors, undo};
use crate::deeds::PEOPLE_IMPORTED;
use crate::model::import::{COLUMNS, Fate, MOST_ROWS, Plan, Problem, Roster, plan};
use crate::sheet::{self, Unreadable};
use crate::{put_under, store};

/// The largest file, in bytes.
pub const LARGEST: usize = 4 * 1024 * 1024;
/// Rows and problems drawn; the rest is counted.
const SHOWN: usize = 500;

#[derive(askama::Template)]
#[template(path = "pages/import.html")]
struct ImportPage {
    page: Page,
    form: FormView,
    steps: [String; 3],
    /// `None` before a file was chosen.
    view: Option<View>,
    /// Whether to ask for a file (again).
    choosing: bool,
    /// Files that can still be taken back.
    recent: Vec<undo::Recent>,
}

/// The plan as the page shows it.
struct View {
    text: String,
    rows: Vec<RowView>,
    heads: Vec<String>,
    problems: Vec<ProblemView>,
    problem_count: usize,
    new_count: usize,
    here_count: usize,
    rows_hidden: usize,
    problems_hidden: usize,
    unknown: String,
}

struct RowView {
    line: u64,
    cells: Vec<CellView>,
    /// `new`, `here`, `wrong`.
    fate: &'static str,
    /// What is wrong with the row itself.
    wrong: Vec<String>,
}

struct CellView {
    label: String,
    text: String,
    wrong: Vec<String>,
}

struct ProblemView {
    line: u64,
    column: String,
    text: String,
}

pub async fn show(visit: Visit) -> Result<Html, Failure> {
    let recent = undo::recent(&visit).await?;
    let mut page = page(&visit, FormState::default(), None)?;
    page.recent = recent;
    Html::draw(&page)
}

fn draw(visit: &Visit, form: FormState, view: Option<View>) -> Result<Html, Failure> {
    Html::draw(&page(visit, form, view)?)
}

fn page(visit: &Visit, form: FormState, view: Option<View>) -> Result<ImportPage, Failure> {
    let steps = ["people-import-step-choose", "people-import-step-look", "people-import-step-done"].map(|id| visit.say(id, &[]));
    let choosing = view.as_ref().is_none_or(|v| v.problem_count > 0);
    Ok(ImportPage { page: visit.page("people-import-title")?, form: FormView::of(visit, form), steps, view, choosing, recent: Vec::new() })
}

/// Takes the file and shows what it would do.
pub async fn look(visit: Visit, parts: Multipart) -> Result<Response, Failure> {
    let (mut form, file) = multipart::take_small(&visit, parts, LARGEST).await?;
    let read = match file {
        None => Err(Said::plain("people-import-no-file")),
        Some(bytes) => sheet::text(&bytes).map_err(|e| e.said()),
    };
    let planned = match read {
        Ok(text) => planned(&visit, text).await?.map_err(|e| e.said()),
        Err(said) => Err(said),
    };
    match planned {
        Ok((_, view)) => Ok(draw(&visit, form, Some(view))?.into_response()),
        Err(said) => {
            form.wrong("file", said);
            Ok(visit.again(draw(&visit, form, None)?))
        }
    }
}

async fn planned(visit: &Visit, text: String) -> Result<Result<(Plan, View), Unreadable>, Failure> {
    let read = match sheet::read(&text, COLUMNS, MOST_ROWS) {
        Ok(read) => read,
        Err(unreadable) => return Ok(Err(unreadable)),
    };
    let unknown = read.unknown.join(", ");
    let roster = Roster {
        emails: store::emails(&mut *visit.read().await?).await?,
        may_make_directors: may_make_directors(visit),
        today: visit.now().day(&visit.app.zone()),
    };
    let plan = plan(read, &roster);
    let view = View::of(visit, &plan, text, &unknown);
    Ok(Ok((plan, view)))
}

/// Reads the file again and brings everybody in, unless anything is wrong (by now).
pub async fn confirm(visit: Visit, Typed(form): Typed) -> Result<Response, Failure> {
    let text = form.value("file").to_owned();
    let Ok((plan, view)) = planned(&visit, text).await? else { return Err(Failure::Unfit(axum::http::StatusCode::BAD_REQUEST)) };
    if !plan.problems.is_empty() || view.new_count == 0 {
        return Ok(visit.again(draw(&visit, form, Some(view))?));
    }
    let by = visit.actor()?.id.clone();
    let mut tx = visit.begin().await?;
    let mut ids: HashMap<String, String> = store::emails(&mut tx).await?.into_iter().map(|(email, (id, _))| (email, id)).collect();
    let mut newcomers = Vec::new();
    for (person, _) in plan.newcomers() {
        let id = letters::bring_in(&visit.app, &mut tx, &by, person).await?;
        newcomers.push(id.clone());
        ids.insert(person.email.folded(), id);
    }
    for (person, supervisor) in plan.newcomers() {
        let id = ids.get(&person.email.folded()).ok_or(Failure::Stale)?;
        // A supervisor's row that is "here already" was found above; one that vanished meanwhile is a change.
        let supervisor = supervisor.map(|s| ids.get(s).map(String::as_str).ok_or(Failure::Stale)).transpose()?;
        put_under(&visit.app, &mut tx, Some(&by), id, supervisor).await?;
    }
    let seq = visit.record(&mut tx, &PEOPLE_IMPORTED, &[], &[("count", &view.new_count.to_string())]).await?;
    store::intakes::keep(&mut tx, &visit.app.id()?, "people", seq, &by, visit.now(), &newcomers).await?;
    tx.commit().await?;
    visit.app.wake();
    Ok(visit.go("/people", "people-imported"))
}

impl View {
    fn of(visit: &Visit, plan: &Plan, text: String, unknown: &str) -> Self {
        let label = |column: &str| visit.say(&format!("people-column-{column}"), &[]);
        let mut by_line: HashMap<u64, Vec<&Problem>> = HashMap::new();
        for problem in &plan.problems {
            by_line.entry(problem.line).or_default().push(problem);
        }
        // Rows with a problem come first: they are what one looks for.
        let (wrong, fine): (Vec<_>, Vec<_>) = plan.rows.iter().partition(|r| r.fate == Fate::Wrong);
        let rows = wrong.into_iter().chain(fine).take(SHOWN).map(|planned| {
            let problems = by_line.get(&planned.row.line).map_or(&[][..], Vec::as_slice);
            let said = |column: &str| problems.iter().filter(|p| p.column == column).map(|p| visit.said(&p.said)).collect::<Vec<_>>();
            RowView {
                line: planned.row.line,
                cells: COLUMNS.iter().enumerate().map(|(nth, c)| CellView { label: label(c.id), text: short(planned.row.cell(nth)), wrong: said(c.id) }).collect(),
                fate: fate(&planned.fate),
                wrong: said(""),
            }
        });
        let count = |which: &str| plan.rows.iter().filter(|r| fate(&r.fate) == which).count();
        let column = |p: &Problem| if p.column.is_empty() { String::new() } else { label(p.column) };
        Self {
            rows: rows.collect(),
            heads: ["line", "fate"].into_iter().chain(COLUMNS.iter().map(|c| c.id)).map(label).collect(),
            problems: plan.problems.iter().take(SHOWN).map(|p| ProblemView { line: p.line, column: column(p), text: visit.said(&p.said) }).collect(),
            problem_count: plan.problems.len(),
            new_count: count("new"),
            here_count: count("here"),
            rows_hidden: plan.rows.len().saturating_sub(SHOWN),
            problems_hidden: plan.problems.len().saturating_sub(SHOWN),
            unknown: short(unknown),
            text,
        }
    }
}

fn fate(fate: &Fate) -> &'static str {
    match fate {
        Fate::New(..) => "new",
        Fate::Here => "here",
        Fate::Wrong => "wrong",
    }
}

/// A cell may hold a whole broken file: enough of it to know which one it is.
fn short(text: &str) -> String {
    if text.chars().count() <= 120 { text.to_owned() } else { text.chars().take(119).chain(['…']).collect() }
}
