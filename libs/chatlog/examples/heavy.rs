//! How much memory the forms take that cannot be a stream: databases, backups,
//! pages, workbooks, single mails. A long conversation is written to a file;
//! another process reads it and prints what came out and what it took.
//!
//! `cargo run --release -p chatlog --example heavy -- forms`
//! `… -- make FORM MESSAGES FILE`, `… -- read FORM FILE`

#[path = "../tests/chatlog/made/mod.rs"]
#[expect(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "made for the tests; not all of it is needed here"
)]
mod made;

use chatlog::{Account, Item, Whole, read};
use made::forms::{self, Form, Said};
use std::fs::File;
use std::io::Write as _;

type Anything = Box<dyn std::error::Error>;

/// 27 March 2022.
const BEGIN: i64 = 1_648_375_200;
const WORDS: &str = "I come on Monday at ten, with the form and the key; is the office open then? ";

fn form(name: Option<String>) -> Result<Form, Anything> {
    let name = name.ok_or("which form? `forms` names them")?;
    let found = forms::all().into_iter().find(|form| form.name == name);
    Ok(found.ok_or("no such form")?)
}

fn talk(form: &Form, messages: usize) -> Vec<Said> {
    let said = |place: usize| Said {
        who: place % 3,
        text: format!("{place} {WORDS}"),
        at: BEGIN + i64::try_from(place).unwrap_or(0) * 60,
    };
    if form.single {
        let text = WORDS.repeat(messages);
        return vec![Said { text, ..said(1) }];
    }
    (0..messages).map(said).collect()
}

fn main() -> Result<(), Anything> {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next().unwrap_or_default();
    let mut out = std::io::stdout().lock();
    if what == "forms" {
        for form in forms::all() {
            writeln!(out, "{}", form.name)?;
        }
        return Ok(());
    }
    let form = form(arguments.next())?;
    if what == "make" {
        let messages = arguments.next().ok_or("how many messages?")?.parse()?;
        let path = arguments.next().ok_or("which file?")?;
        std::fs::write(path, (form.write)(&talk(&form, messages)))?;
        return Ok(());
    }
    let path = arguments.next().ok_or("which file?")?;
    let mega = std::fs::metadata(&path)?.len() / 1_000_000;
    let mut account = Account::default();
    let mut sink = |item: Item| {
        account.add(&item);
        Ok(())
    };
    read(
        &mut Whole(File::open(path)?),
        "file",
        &(form.answers)(),
        &mut sink,
    )?;
    writeln!(
        out,
        "{}\t{mega} MB\t{} messages\t{} Problems\t{} unaccounted\t{}",
        form.name,
        account.total.messages,
        account.total.problem_count(),
        account.unaccounted(),
        peak_memory()
    )?;
    Ok(())
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or("not known".to_owned(), |line| {
        line.trim_start_matches("VmHWM:").trim().to_owned()
    })
}
