//! A list as a file: CSV that a spreadsheet cannot take for formulas, or JSON. Always the whole list.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::{Cell, Files, Form, Kind, List, Listing, Row, Wanted};
use crate::failure::Failure;
use crate::web::page::Html;
use crate::web::visit::{Visit, to};

/// What tells a spreadsheet that text is UTF-8.
const MARK: char = '\u{feff}';

impl List {
    /// The list as it was wanted: a file, or the page that `page` makes of it. Taking
    /// persons' facts away asks who it is again, is a deed, and is on record before the file is sent.
    ///
    /// # Errors
    /// When the page cannot be drawn or the deed not be recorded.
    pub async fn answer<T: askama::Template>(
        self,
        visit: &Visit,
        want: Wanted,
        rows: Vec<Row>,
        count: i64,
        page: impl FnOnce(Listing) -> Result<T, Failure>,
    ) -> Result<Response, Failure> {
        if want.form == Form::Page {
            return Ok(Html::draw(&page(self.view(visit, &want, rows, count))?)?.into_response());
        }
        if let Files::Recorded(deed) = self.files {
            if visit.visitor.must_prove_again(visit.now()) {
                return Ok(prove_first(&self, visit));
            }
            let count = rows.len().to_string();
            let mut tx = visit.begin().await?;
            visit.record(&mut tx, deed, &[], &[("form", want.form.id()), ("count", &count)]).await?;
            tx.commit().await?;
        }
        let (text, kind) = match want.form {
            Form::Json => (json(&self, &rows)?, "application/json"),
            Form::Csv | Form::Page => (csv(&self, visit, &rows)?, "text/csv; charset=utf-8"),
        };
        let name = format!("attachment; filename=\"{}-{}.{}\"", self.id, visit.now().day(&visit.app.zone()), want.form.id());
        Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], text).into_response())
    }
}

/// Persons' facts leave only with somebody who proved a moment ago who they are (ASVS 7.5.3).
/// Then the list, not the file: a download would leave them on the page that asked.
fn prove_first(list: &List, visit: &Visit) -> Response {
    let kept: Vec<&str> = visit.query_text().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("as=")).collect();
    let back = if kept.is_empty() { list.path.to_owned() } else { format!("{}?{}", list.path, kept.join("&")) };
    to(&format!("/prove?back={}", crate::web::form::encode(&back)))
}

fn csv(list: &List, visit: &Visit, rows: &[Row]) -> Result<String, Failure> {
    let broken = |e: &dyn std::fmt::Display| Failure::broken("writing a file", e);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(list.columns.iter().map(|c| visit.say(c.head, &[]))).map_err(|e| broken(&e))?;
    for row in rows {
        writer.write_record(row.cells.iter().map(in_csv)).map_err(|e| broken(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| broken(&e))?;
    let text = String::from_utf8(bytes).map_err(|e| broken(&e))?;
    Ok(format!("{MARK}{text}"))
}

fn in_csv(cell: &Cell) -> String {
    let text = cell.file.join(" ");
    if matches!(cell.kind, Kind::Number | Kind::Time(_)) { text } else { no_formula(text) }
}

/// An apostrophe before what a spreadsheet would run (OWASP, CSV injection).
#[must_use]
pub fn no_formula(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) { format!("'{text}") } else { text }
}

fn json(list: &List, rows: &[Row]) -> Result<String, Failure> {
    let value = |cell: &Cell| match (&cell.kind, cell.file.as_slice()) {
        (Kind::Number, [number]) => number.parse::<i64>().map_or_else(|_| number.as_str().into(), serde_json::Value::from),
        (Kind::Marks(_), several) => several.into(),
        (_, []) => serde_json::Value::Null,
        (_, several) => several.join(" ").into(),
    };
    let object = |row: &Row| -> serde_json::Value {
        list.columns.iter().zip(&row.cells).map(|(column, cell)| (column.id.to_owned(), value(cell))).collect::<serde_json::Map<_, _>>().into()
    };
    let all: Vec<serde_json::Value> = rows.iter().map(object).collect();
    serde_json::to_string_pretty(&all).map_err(|e| Failure::broken("writing a file", e))
}
