//! What was found in a file, in counts and words: enough for somebody else to check.

use std::io::{self, Write};

use chatlog::merge::Decision;
use chatlog::whatsapp::{DateOrder, DateReading, OrderDecision};
use chatlog::{Account, Language, Notice, TableCount, kept};
use serde::Serialize;

use super::say;
use super::show::{self, Show};

/// The report of one file, a line each.
pub(super) fn lines(file: &str, account: &Account, language: Language, chosen: Option<DateOrder>) -> Vec<String> {
    let s = |en, fr| say(language, en, fr);
    let colon = s(":", "\u{a0}:");
    let mut lines = vec![file.to_owned()];
    let mut put = |line: String| lines.push(format!("  {line}"));
    for layer in &account.layers {
        let guess = layer.layer.guess.as_ref();
        let what = guess.map_or(String::new(), |guess| format!("{colon} {}, {}", guess.channel.words(language), guess.variant));
        let counts = format!("{} {}, {} {}, {} {}", layer.entries, s("bytes of messages and problems", "octets de messages et de problèmes"), layer.frames, s("of form", "de mise en forme"), layer.unaccounted(), s("unaccounted", "non comptés"));
        put(format!("{} {} {}{what}; {counts}", s("part", "partie"), layer.layer.layer, layer.layer.name));
    }
    let total = &account.total;
    put(format!("messages{colon} {}", total.messages));
    for (kind, count) in total.kinds.iter() {
        put(format!("  {}{colon} {count}", show::kind(kind, language)));
    }
    put(format!("{}{colon} {}", s("system lines", "lignes de l’application"), total.of_kind("system")));
    put(format!("{}{colon} {}", s("without a certain date", "sans date certaine"), total.undated));
    put(format!("{}{colon} {}", s("quoted lines that look like messages", "lignes citées qui ressemblent à des messages"), total.quoted_headers));
    put(format!("{}{colon} {}", s("problems", "problèmes"), total.problem_count()));
    for (reason, count) in &total.problems {
        put(format!("  {count} × {}", reason.words(language)));
    }
    for table in &account.tables {
        put(format!("table {}{colon} {}", table.table, rows_of(table, language)));
    }
    for notice in &account.notices {
        put(told(notice, language, chosen));
    }
    put(format!("{}{colon} {}", s("bytes and rows unaccounted", "octets et rangées non comptés"), account.unaccounted()));
    lines
}

/// What became of the rows of a table.
fn rows_of(table: &TableCount, language: Language) -> String {
    let s = |en, fr| say(language, en, fr);
    let n = |n: u64, one: &str, many: &str| format!("{n} {}", if language.is_one(n) { one } else { many });
    let counts = [
        n(table.rows, s("row", "rangée"), s("rows", "rangées")),
        n(table.messages, "message", "messages"),
        n(table.joined, s("part of a message", "partie de message"), s("parts of messages", "parties de messages")),
        n(table.problems, s("problem", "problème"), s("problems", "problèmes")),
        n(table.other, s("other", "autre"), s("other", "autres")),
        n(table.unaccounted(), s("unaccounted", "non comptée"), s("unaccounted", "non comptées")),
    ];
    counts.join(", ")
}

fn told(notice: &Notice, language: Language, chosen: Option<DateOrder>) -> String {
    let dates = say(language, "dates", "dates");
    let colon = say(language, ":", "\u{a0}:");
    match (notice, chosen) {
        (Notice::DateOrder { decision: OrderDecision::Ask { .. }, .. }, Some(order)) => {
            format!("{dates}{colon} {}. {}", order.words(language), say(language, "Answered with --dates.", "Répondu avec --dates."))
        }
        (Notice::DateOrder { decision: decision @ OrderDecision::Ask { .. }, .. }, None) => format!("{dates}{colon} {}", readings(decision, language)),
        (Notice::DateOrder { decision, .. }, _) => format!("{dates}{colon} {}", decision.words(language)),
        _ => format!("{}{colon} {}", say(language, "note", "note"), notice.words(language)),
    }
}

/// An open question about dates: the first and the last message, both ways, and the flag that answers.
pub(super) fn readings(decision: &OrderDecision, language: Language) -> String {
    let OrderDecision::Ask { readings, .. } = decision else { return decision.words(language) };
    let day = |day: Option<jiff::civil::DateTime>| day.map_or_else(|| "?".to_owned(), |day| day.date().to_string());
    let flag = |order: DateOrder| match order {
        DateOrder::DayMonthYear => "day",
        DateOrder::MonthDayYear => "month",
        DateOrder::YearMonthDay => "year",
    };
    let to = say(language, "to", "au");
    let way = |reading: &DateReading| format!("--dates {}: {} {to} {}", flag(reading.order), day(reading.first), day(reading.last));
    let ways: Vec<String> = readings.iter().map(way).collect();
    format!("{} {}", decision.words(language), ways.join(say(language, "; ", "\u{a0}; ")))
}

/// The report as a table: file, what, which, how many.
pub(super) fn rows<W: Write>(file: &str, account: &Account, language: Language, show: &mut Show<'_, W>) -> io::Result<()> {
    let mut row = |what: &str, which: &str, count: u64| show.row(&[file.to_owned(), what.to_owned(), which.to_owned(), count.to_string()]);
    row("messages", "", account.total.messages)?;
    for (kind, count) in account.total.kinds.iter() {
        row("kind", show::kind(kind, language), count)?;
    }
    for (reason, count) in &account.total.problems {
        row("problem", reason.words(language), *count)?;
    }
    row("undated", "", account.total.undated)?;
    row("unaccounted", "", account.unaccounted())
}

/// A file that is kept and not read.
pub(super) fn kept(summary: &kept::Summary, language: Language) -> String {
    let s = |en, fr| say(language, en, fr);
    let mut parts = vec![format!("{} {}", summary.bytes, s("bytes", "octets"))];
    parts.extend(summary.size.map(|(wide, high)| format!("{wide} × {high}")));
    parts.extend(summary.pages.map(|pages| format!("{pages} {}", if pages == 1 { "page" } else { "pages" })));
    parts.extend(summary.lasts_ms.map(|ms| format!("{} s", ms.div_ceil(1000))));
    let what = s("nothing is read out of it: keep it beside the conversation", "on n’en lit rien\u{a0}: gardez-le avec la conversation");
    format!("{} ({}); {what}. SHA-256 {}", summary.form, parts.join(", "), summary.sha256)
}

/// What became of the messages of several files.
#[derive(Debug, Default, Serialize)]
pub(super) struct Merged {
    /// Kept, once.
    kept: u64,
    /// An earlier file had it.
    same: u64,
    /// Nearly the same as one of an earlier file; both are kept.
    unsure: u64,
}

impl Merged {
    pub(super) fn count(&mut self, decision: &Decision) {
        match decision {
            Decision::New { .. } => self.kept += 1,
            Decision::Same { .. } => self.same += 1,
            Decision::Unsure { .. } => (self.kept, self.unsure) = (self.kept + 1, self.unsure + 1),
        }
    }

    pub(super) fn lines(&self, language: Language) -> Vec<String> {
        let s = |en, fr| say(language, en, fr);
        let colon = s(":", "\u{a0}:");
        vec![
            s("all files together", "tous les fichiers ensemble").to_owned(),
            format!("  messages{colon} {}", self.kept),
            format!("  {}{colon} {}", s("left out, because an earlier file has them", "laissés de côté, car un fichier précédent les contient"), self.same),
            format!("  {}{colon} {}", s("nearly like one of an earlier file, kept twice", "presque comme dans un fichier précédent, gardés deux fois"), self.unsure),
        ]
    }
}
