//! A conversation as a table for a spreadsheet.

use chatlog::{Direction, Entry, Message, Precision, Problem};

use crate::show::{View, flags, plain, words_of};
use crate::store::entries::Shown;

/// The columns, by their texts.
const COLUMNS: [&str; 9] = ["date", "time", "clock", "who", "direction", "kind", "text", "note", "line"];

/// Messages as a table. A text that a spreadsheet would run as a formula is kept
/// from it by an apostrophe.
#[must_use]
pub fn csv(view: &View<'_>, entries: &[Shown]) -> String {
    // A byte order mark, or some spreadsheets read the accents wrong.
    let mut out = String::from("\u{feff}");
    row(&mut out, &COLUMNS.map(|id| view.say(&format!("clients-csv-{id}"), &[])));
    for shown in entries {
        let cells = match &shown.entry {
            Entry::Message(message) => said(view, message),
            Entry::Problem(problem) => not_understood(view, problem),
        };
        row(&mut out, &cells);
    }
    out
}

fn said(view: &View<'_>, message: &Message) -> [String; 9] {
    let at = view.clock(message);
    let timed = at.filter(|_| message.precision != Precision::Day);
    let clock = match (message.instant(), at) {
        (Some(_), _) => view.zone.iana_name().unwrap_or("UTC").to_owned(),
        (None, Some(_)) => view.say("clients-csv-as-printed", &[]),
        (None, None) => String::new(),
    };
    let way = match message.direction {
        Direction::Out => view.say("clients-csv-sent", &[]),
        Direction::In => view.say("clients-csv-received", &[]),
        Direction::Unknown => String::new(),
    };
    [
        at.map_or_else(|| message.wall.clone(), |at| at.date().to_string()),
        timed.map(|at| format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())).unwrap_or_default(),
        clock,
        view.who(message),
        way,
        view.say(&format!("clients-kind-{}", message.kind.name()), &[]),
        view.said(message),
        flags(view, message).join(" "),
        line(message.line),
    ]
}

fn not_understood(view: &View<'_>, problem: &Problem) -> [String; 9] {
    let odd = view.odd(problem);
    let kind = view.say("clients-kind-problem", &[]);
    let none = String::new;
    [none(), none(), none(), none(), none(), kind, words_of(view, problem), format!("{} {}", odd.place, odd.why).trim().to_owned(), line(problem.line)]
}

/// Records of a database or a mailbox have no line.
fn line(line: u64) -> String {
    if line == 0 { String::new() } else { line.to_string() }
}

fn row(out: &mut String, cells: &[String; 9]) {
    let cells: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", safe(cell).replace('"', "\"\""))).collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

/// What begins like a formula gets an apostrophe before it.
fn safe(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if formula { format!("'{}", plain(cell)) } else { plain(cell) }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_spreadsheet_runs_nothing_that_a_client_wrote() {
        for evil in ["=HYPERLINK(\"http://x\")", "+1", "-2+3", "@SUM(1)", "\tx", "＝1"] {
            assert!(safe(evil).starts_with('\''), "{evil}");
        }
        assert_eq!(safe("Wednesday ok = fine"), "Wednesday ok = fine");
    }
}
