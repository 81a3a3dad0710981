//! Bringing things in from a file: choose it, see which column is which and every row, confirm.
//!
//! One page for people, teams and phones ([`Door`]). Nothing is kept between looking
//! and confirming but which column somebody said is which: the page that shows the rows
//! carries the file's text, and confirming reads it again from the start.

use std::collections::HashMap;

use axum::extract::Multipart;
use axum::response::{IntoResponse, Response};
use base::web::{FormState, Html, Page, Visit, multipart};
use base::{Failure, Said};

use super::{FormView, undo};
use crate::sheet::{self, Column, Fate, Mapping, Misfit, Plan, Problem, Row, Table};
use crate::store::choices;

/// Rows and problems drawn; the rest is counted.
const SHOWN: usize = 500;
/// Columns of a file drawn and corrected.
const WIDEST: usize = 60;

/// Where one kind of thing comes in from files.
#[derive(Debug)]
pub struct Door {
    /// Names the choices that are remembered.
    pub kind: &'static str,
    /// Its page; `/columns` and `/confirm` stand below it.
    pub path: &'static str,
    /// The list these things stand in: its address and the text that names it.
    pub back: (&'static str, &'static str),
    /// What its texts begin with: `title`, `lede`, `help`, `sample`, `more`, `fine`, `note`, `nothing`, `here`, `confirm`, and where files are taken back `undo-line`, `undo-question`.
    pub words: &'static str,
    pub columns: &'static [Column],
    /// Most rows in one file.
    pub most: usize,
    /// The largest file, in bytes.
    pub largest: usize,
}

/// A file that was read as a table, and which column is which.
#[derive(Debug)]
pub struct File {
    text: String,
    table: Table,
    mapping: Mapping,
    /// Whether this very mapping was shown before.
    seen: bool,
}

impl File {
    /// The rows in the order of the door's columns; `None` while a column is missing or twice.
    #[must_use]
    pub fn rows(&self, door: &Door) -> Option<Vec<Row>> {
        self.mapping.misfits(door.columns).is_empty().then(|| self.mapping.rows(&self.table, door.columns))
    }

    /// Whether the person saw these rows read like this.
    #[must_use]
    pub const fn was_seen(&self) -> bool {
        self.seen
    }
}

#[derive(askama::Template)]
#[template(path = "pages/bring.html")]
struct BringPage {
    page: Page,
    form: FormView,
    steps: [String; 3],
    words: &'static str,
    path: &'static str,
    back: (&'static str, String),
    /// `None` before a file was chosen.
    view: Option<View>,
    /// Whether to ask for a file (again).
    choosing: bool,
    /// Files that can still be taken back.
    recent: Vec<undo::Recent>,
}

impl BringPage {
    /// A text of this door.
    fn w(&self, end: &str) -> String {
        self.page.t(&format!("{}{end}", self.words))
    }

    fn w1(&self, end: &str, count: impl std::fmt::Display) -> String {
        self.page.t1(&format!("{}{end}", self.words), "count", count)
    }

    /// What a file brought in, and when.
    fn brought(&self, file: &undo::Recent) -> String {
        self.page.t2(&format!("{}undo-line", self.words), "count", file.count, "at", self.page.moment(&file.at))
    }
}

/// The plan as the page shows it.
#[derive(Default)]
struct View {
    text: String,
    seen: String,
    map_heads: Vec<String>,
    columns: Vec<ColumnView>,
    /// Columns of the file that are used.
    used: usize,
    misfits: Vec<String>,
    rows: Vec<RowView>,
    heads: Vec<String>,
    problems: Vec<ProblemView>,
    problem_count: usize,
    new_count: usize,
    here_count: usize,
    rows_hidden: usize,
    problems_hidden: usize,
    good: bool,
}

/// A column of the file, what its first rows say, and which of ours it is.
struct ColumnView {
    nth: usize,
    head: String,
    example: String,
    /// Id, words, chosen.
    options: Vec<(&'static str, String, bool)>,
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
    /// How it was understood, where that is more than what was typed.
    read: Vec<String>,
    wrong: Vec<String>,
}

struct ProblemView {
    line: u64,
    column: String,
    text: String,
}

/// The page before a file was chosen.
pub(super) fn ask_with(visit: &Visit, door: &'static Door, recent: Vec<undo::Recent>) -> Result<Html, Failure> {
    draw(visit, door, FormState::default(), None, recent)
}

/// The page before a file was chosen, where files are not taken back.
///
/// # Errors
/// When it cannot be drawn.
pub fn ask(visit: &Visit, door: &'static Door) -> Result<Response, Failure> {
    Ok(ask_with(visit, door, Vec::new())?.into_response())
}

fn draw(visit: &Visit, door: &'static Door, form: FormState, view: Option<View>, recent: Vec<undo::Recent>) -> Result<Html, Failure> {
    let page = visit.page(&format!("{}title", door.words))?;
    let steps = ["people-import-step-choose", "people-import-step-look", "people-import-step-done"].map(|id| visit.say(id, &[]));
    let choosing = view.as_ref().is_none_or(|v| !v.good);
    let back = (door.back.0, visit.say(door.back.1, &[]));
    Html::draw(&BringPage { page, form: FormView::of(visit, form), steps, words: door.words, path: door.path, back, view, choosing, recent })
}

/// Takes the chosen file and guesses its columns; or the page that says why it cannot be read.
///
/// # Errors
/// When the form is not what the page sent, or the database fails.
pub async fn received(visit: &Visit, door: &'static Door, parts: Multipart) -> Result<Result<File, Response>, Failure> {
    let (mut form, file) = multipart::take_small(visit, parts, door.largest).await?;
    let read = match file {
        None => Err(Said::plain("people-import-no-file")),
        Some(bytes) => sheet::text(&bytes).and_then(|text| Ok((sheet::open(&text, door.most)?, text))).map_err(|e| e.said()),
    };
    match read {
        Ok((table, text)) => {
            let remembered = choices::remembered(&mut *visit.read().await?, door.kind).await?;
            let mapping = Mapping::guess(&table, door.columns, &remembered);
            Ok(Ok(File { text, table, mapping, seen: false }))
        }
        Err(said) => {
            form.wrong("file", said);
            Ok(Err(visit.again(draw(visit, door, form, None, Vec::new())?)))
        }
    }
}

/// The file as the page carried it, with the columns as they were chosen there.
///
/// # Errors
/// When the form is not what the page sent.
pub async fn carried(visit: &Visit, door: &'static Door, form: &FormState) -> Result<File, Failure> {
    let text = form.value("file").to_owned();
    let Ok(table) = sheet::open(&text, door.most) else { return Err(Failure::Unfit(axum::http::StatusCode::BAD_REQUEST)) };
    let sent = form.pairs().any(|(name, _)| name == "seen");
    let mapping = if sent {
        Mapping::chosen(&table, door.columns, |nth| form.value(&field(nth)))
    } else {
        let remembered = choices::remembered(&mut *visit.read().await?, door.kind).await?;
        Mapping::guess(&table, door.columns, &remembered)
    };
    let seen = !sent || form.value("seen") == mapping.ids(door.columns);
    Ok(File { text, table, mapping, seen })
}

/// Remembers which column somebody said is which. Where `misfits` remain, nothing is: the choice is not done.
///
/// # Errors
/// When the database does.
pub async fn remember(visit: &Visit, door: &'static Door, file: &File) -> Result<(), Failure> {
    if file.seen || !file.mapping.misfits(door.columns).is_empty() {
        return Ok(());
    }
    let mut tx = visit.begin().await?;
    choices::learn(&mut tx, door.kind, &file.mapping.learnt(&file.table, door.columns)).await?;
    tx.commit().await
}

/// Every row with what would happen; `count` is how many things would come in.
///
/// # Errors
/// When it cannot be drawn.
pub fn preview<T>(visit: &Visit, door: &'static Door, file: &File, plan: Option<&Plan<T>>, count: usize) -> Result<Response, Failure> {
    preview_read(visit, door, file, plan, count, |_, _| Vec::new())
}

/// The same, where `read` says how a column of a row that would come in was understood.
pub(super) fn preview_read<T>(
    visit: &Visit, door: &'static Door, file: &File, plan: Option<&Plan<T>>, count: usize, read: impl Fn(&T, &str) -> Vec<String>,
) -> Result<Response, Failure> {
    let mut view = View { text: file.text.clone(), seen: file.mapping.ids(door.columns), ..View::default() };
    view.show_columns(visit, door, file);
    if let Some(plan) = plan {
        view.show_rows(visit, door, plan, count, read);
    }
    let fine = view.misfits.is_empty() && view.problem_count == 0;
    let page = draw(visit, door, FormState::default(), Some(view), Vec::new())?;
    Ok(if fine { page.into_response() } else { visit.again(page) })
}

/// The same page after a confirmation that could not be followed.
#[must_use]
pub fn still(mut preview: Response) -> Response {
    *preview.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    preview
}

/// The name of the field for the `nth` column of the file.
fn field(nth: usize) -> String {
    format!("column-{nth}")
}

impl View {
    fn show_columns(&mut self, visit: &Visit, door: &Door, file: &File) {
        let option = |of: Option<usize>| {
            let ours = door.columns.iter().enumerate().map(move |(at, c)| (c.id, c.label, of == Some(at)));
            std::iter::once(("", "people-import-unused", of.is_none())).chain(ours).map(|(id, label, chosen)| (id, visit.say(label, &[]), chosen)).collect()
        };
        let examples = |nth: usize| {
            let cells = file.table.rows.iter().map(|row| row.cell(nth)).filter(|cell| !cell.is_empty());
            short(&cells.take(2).collect::<Vec<_>>().join(" · "), 60)
        };
        let one = |(nth, head): (usize, &String)| ColumnView { nth, head: short(head, 60), example: examples(nth), options: option(file.mapping.of(nth)) };
        self.columns = file.table.heads.iter().enumerate().take(WIDEST).map(one).collect();
        self.map_heads = ["people-import-map-file", "people-import-map-example", "people-import-map-field"].map(|id| visit.say(id, &[])).into();
        self.used = (0..file.table.heads.len()).filter(|nth| file.mapping.of(*nth).is_some()).count();
        let said = |misfit: Misfit| match misfit {
            Misfit::Missing(label) => visit.say("people-sheet-no-column", &[("column", &visit.say(label, &[]))]),
            Misfit::Twice(label) => visit.say("people-sheet-twice", &[("column", &visit.say(label, &[]))]),
        };
        self.misfits = file.mapping.misfits(door.columns).into_iter().map(said).collect();
    }

    fn show_rows<T>(&mut self, visit: &Visit, door: &Door, plan: &Plan<T>, count: usize, read: impl Fn(&T, &str) -> Vec<String>) {
        let label = |id: &str| door.columns.iter().find(|c| c.id == id).map_or_else(String::new, |c| visit.say(c.label, &[]));
        let mut by_line: HashMap<u64, Vec<&Problem>> = HashMap::new();
        for problem in &plan.problems {
            by_line.entry(problem.line).or_default().push(problem);
        }
        // Only columns the file has: an empty one tells nothing.
        let filled: Vec<usize> = (0..door.columns.len()).filter(|nth| plan.rows.iter().any(|r| !r.row.cell(*nth).is_empty()) || door.columns.get(*nth).is_some_and(|c| c.needed)).collect();
        let shown: Vec<(usize, &Column)> = door.columns.iter().enumerate().filter(|(nth, _)| filled.contains(nth)).collect();
        // Rows with a problem come first: they are what one looks for.
        let (wrong, fine): (Vec<_>, Vec<_>) = plan.rows.iter().partition(|r| r.fate.id() == "wrong");
        let rows = wrong.into_iter().chain(fine).take(SHOWN).map(|planned| {
            let problems = by_line.get(&planned.row.line).map_or(&[][..], Vec::as_slice);
            let said = |column: &str| problems.iter().filter(|p| p.column == column).map(|p| visit.said(&p.said)).collect::<Vec<_>>();
            let understood = |column: &str| if let Fate::New(new) = &planned.fate { read(new, column) } else { Vec::new() };
            let cell = |(nth, c): &(usize, &Column)| CellView { label: label(c.id), text: short(planned.row.cell(*nth), 120), read: understood(c.id), wrong: said(c.id) };
            RowView { line: planned.row.line, cells: shown.iter().map(cell).collect(), fate: planned.fate.id(), wrong: said("") }
        });
        self.rows = rows.collect();
        self.heads = ["people-column-line", "people-column-fate"].into_iter().chain(shown.iter().map(|(_, c)| c.label)).map(|id| visit.say(id, &[])).collect();
        self.problems = plan.problems.iter().take(SHOWN).map(|p| ProblemView { line: p.line, column: label(p.column), text: visit.said(&p.said) }).collect();
        self.problem_count = plan.problems.len();
        self.new_count = count;
        self.here_count = plan.rows.iter().filter(|r| r.fate.id() == "here").count();
        self.rows_hidden = plan.rows.len().saturating_sub(SHOWN);
        self.problems_hidden = plan.problems.len().saturating_sub(SHOWN);
        self.good = plan.is_good();
    }
}

/// A cell may hold a whole broken file: enough of it to know which one it is.
fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).chain(['…']).collect() }
}
