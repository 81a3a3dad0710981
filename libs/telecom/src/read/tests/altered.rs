//! Our three bills, altered on purpose, as a list and as a PDF drawn in every way: a wrong, cut,
//! reordered, re-encoded or doubled bill gives exactly the answer that stands here.

use super::samples::{self, Bill, Drawn, Like, Part};
use super::{line, problems, read};
use crate::Row;
use crate::read::{Given, Reading, Unread, Verdict, add_up};

const DRAWN: [Drawn; 4] = [Drawn::Rows, Drawn::Columns, Drawn::Letters, Drawn::Turned];

/// The bill in every form, by name.
fn forms(bill: &Bill) -> Vec<(String, Vec<u8>)> {
    let text = samples::csv(bill);
    let words = String::from_utf8(text.clone()).unwrap();
    let (cp1252, _, _) = encoding_rs::WINDOWS_1252.encode(&words);
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(words.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let lists = [("utf-8", text), ("cp1252", cp1252.to_vec()), ("utf-16", utf16), ("lf", words.replace("\r\n", "\n").into())];
    let pages = DRAWN.map(|drawn| (format!("{drawn:?}"), samples::pdf(bill, drawn)));
    lists.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).chain(pages).collect()
}

/// The bill with the calls of its second phone changed; `at` is the first of them that costs something.
fn changed(like: Like, change: impl Fn(&mut Vec<Vec<String>>, usize)) -> Bill {
    let mut bill = samples::bill(like);
    let table = bill.parts.iter_mut().filter_map(|part| if let Part::Table { rows, .. } = part { Some(rows) } else { None }).nth(1).unwrap();
    let at = table.iter().position(|row| row.last().is_some_and(|cost| !cost.starts_with('0'))).unwrap();
    change(table, at);
    bill
}

/// That call: minutes and cost, as a total would say them.
fn that_call(like: Like) -> (String, String) {
    let mut told = None;
    changed(like, |_, _| ());
    let seen = std::cell::RefCell::new(&mut told);
    changed(like, |rows, at| {
        let cost = rows[at].last().unwrap().replace(',', ".").replace(" $", "");
        let minutes = rows[at][if like == Like::Rogers { 5 } else { 4 }].clone();
        **seen.borrow_mut() = Some((minutes, cost));
    });
    told.unwrap()
}

/// What stands beside each total that does not hold, without its figures; how it is wrong, and by how much.
fn wrong(reading: &Reading) -> Vec<String> {
    let words = |what: &str| what.split(|c: char| c.is_ascii_digit()).next().unwrap().trim().to_owned();
    let say = |sum: &crate::read::Sum| format!("{} {:?} {}", words(&sum.what), sum.verdict, sum.missing());
    add_up(&reading.bill).iter().filter(|sum| sum.verdict != Verdict::Agrees).map(say).collect()
}

/// The totals above one call: minutes (or long distance), cost, phone, bill.
fn totals(like: Like) -> [&'static str; 3] {
    match like {
        Like::Bell => ["Call details", "Total for", "Total due"],
        Like::Rogers => ["Use", "All charges for", "Invoice total"],
        Like::Telus => ["Frais d'utilisation", "Total de l'appareil", "Montant à payer"],
    }
}

fn rows(reading: &Reading) -> Vec<String> {
    reading.bill.rows.iter().map(|row: &Row| format!("{:?} {} {}", row.kind, line(row), row.description.as_deref().unwrap_or("-"))).collect()
}

fn each(change: impl Fn(&mut Vec<Vec<String>>, usize), answer: impl Fn(Like, &str, &str) -> Vec<String>) {
    for like in Like::ALL {
        let (minutes, cost) = that_call(like);
        for (form, bytes) in forms(&changed(like, &change)) {
            let reading = read(&bytes, like.id(), &Given::default()).unwrap();
            assert_eq!(wrong(&reading), answer(like, &minutes, &cost), "{like:?} {form}");
            assert_eq!(problems(&reading), Vec::<String>::new(), "{like:?} {form}");
        }
    }
}

/// The answer to a call that is missing or too much: every total above it, by exactly that.
fn all_above(like: Like, how: &str, sign: &str, minutes: &str, cost: &str) -> Vec<String> {
    let [section, phone, bill] = totals(like);
    let first = if like == Like::Rogers { cost } else { minutes };
    vec![format!("{section} {how} {sign}{first}"), format!("{section} {how} {sign}{cost}"), format!("{phone} {how} {sign}{cost}"), format!("{bill} {how} {sign}{cost}")]
}

#[test]
fn a_bill_on_which_nothing_was_altered_holds_in_every_form() {
    each(|_, _| (), |_, _, _| Vec::new());
}

#[test]
fn a_lost_call_is_short_by_its_minutes_and_its_cost() {
    each(|rows, at| drop(rows.remove(at)), |like, minutes, cost| all_above(like, "Short", "", minutes, cost));
}

#[test]
fn a_call_that_stands_twice_is_over_by_its_minutes_and_its_cost() {
    each(|rows, at| rows.insert(at, rows[at].clone()), |like, minutes, cost| all_above(like, "Over", "-", minutes, cost));
}

#[test]
fn a_cost_that_was_altered_is_over_by_what_was_added() {
    let dearer = |rows: &mut Vec<Vec<String>>, at: usize| {
        let cell = rows[at].last_mut().unwrap();
        *cell = format!("10{cell}");
    };
    each(dearer, |like, _, cost| {
        let [section, phone, bill] = totals(like);
        let tens = format!("10{cost}");
        let more = crate::Money::parse(&tens).unwrap() - crate::Money::parse(cost).unwrap();
        [section, phone, bill].map(|what| format!("{what} Over -{more}")).to_vec()
    });
}

#[test]
fn rows_in_another_order_are_the_same_rows() {
    for like in Like::ALL {
        let straight = read(&samples::csv(&samples::bill(like)), like.id(), &Given::default()).unwrap();
        for (form, bytes) in forms(&changed(like, |rows, _| rows.reverse())) {
            let reading = read(&bytes, like.id(), &Given::default()).unwrap();
            let (mut a, mut b) = (rows(&straight), rows(&reading));
            assert_ne!(a, b, "{like:?} {form}");
            a.sort();
            b.sort();
            assert_eq!((a, wrong(&reading), problems(&reading)), (b, Vec::new(), Vec::new()), "{like:?} {form}");
        }
    }
}

#[test]
fn a_bill_that_stands_in_its_file_twice_is_told_and_over_by_all_of_it() {
    for like in Like::ALL {
        let mut bill = samples::bill(like);
        let (due, again) = (crate::Money::cents(bill.total), bill.parts.clone());
        bill.parts.extend(again);
        for (form, bytes) in forms(&bill) {
            let reading = read(&bytes, like.id(), &Given::default()).unwrap();
            let told: Vec<String> = problems(&reading).iter().map(|problem| problem.split(' ').nth(1).unwrap().to_owned()).collect();
            assert_eq!(told, ["file-twice"], "{like:?} {form}");
            let [.., whole] = totals(like);
            assert!(wrong(&reading).contains(&format!("{whole} Over -{due}")), "{like:?} {form}: {:?}", wrong(&reading));
        }
    }
}

/// A PDF whose list of pages was changed.
fn with_pages(like: Like, change: impl Fn(&mut Vec<String>)) -> Reading {
    let pdf = encoding_rs::mem::decode_latin1(&samples::pdf(&samples::bill(like), Drawn::Rows)).into_owned();
    let (before, rest) = pdf.split_once("/Kids [").unwrap();
    let (kids, after) = rest.split_once(']').unwrap();
    let mut pages: Vec<String> = kids.split(" R").map(|kid| kid.trim().to_owned()).filter(|kid| !kid.is_empty()).map(|kid| format!("{kid} R")).collect();
    change(&mut pages);
    // The places of the objects must stay where they are.
    let list = pages.join(" ");
    assert!(list.len() <= kids.len());
    let text = format!("{before}/Kids [{list}{}]{after}", " ".repeat(kids.len() - list.len()));
    read(&encoding_rs::mem::encode_latin1_lossy(&text), like.id(), &Given::default()).unwrap()
}

fn told(reading: &Reading) -> Vec<String> {
    reading.bill.problems.iter().map(|problem| format!("{} {}", problem.code, problem.raw)).collect()
}

#[test]
fn pages_that_were_taken_out_or_put_elsewhere_are_told_by_their_numbers() {
    for like in Like::ALL {
        let whole = with_pages(like, |_| ());
        assert_eq!((told(&whole), wrong(&whole)), (Vec::new(), Vec::new()), "{like:?}");
        let pages = whole.bill.rows.iter().map(|row| row.at.page).max().unwrap();

        let missing = with_pages(like, |pages| drop(pages.remove(1)));
        assert!(told(&missing).contains(&format!("page-missing 2 / {pages}")), "{like:?}: {:?}", told(&missing));
        assert!(missing.bill.rows.len() < whole.bill.rows.len());
        let [.., due] = totals(like);
        assert!(wrong(&missing).iter().any(|sum| sum.starts_with(&format!("{due} Short "))), "{like:?}: {:?}", wrong(&missing));

        let turned = with_pages(like, |pages| pages.swap(1, 2));
        assert!(told(&turned).contains(&format!("page-order 2 / {pages}")), "{like:?}: {:?}", told(&turned));
    }
}

#[test]
fn a_pdf_that_was_cut_off_is_refused_whole() {
    for like in Like::ALL {
        let pdf = samples::pdf(&samples::bill(like), like.drawn());
        for part in [10, 50, 90, 99] {
            let cut = &pdf[..pdf.len() * part / 100];
            assert_eq!(read(cut, like.id(), &Given::default()).unwrap_err(), Unread::BrokenPdf, "{like:?}, {part} %");
        }
    }
}

#[test]
fn a_list_that_was_cut_off_anywhere_is_told() {
    for like in Like::ALL {
        let bill = samples::bill(like);
        let text = samples::csv(&bill);
        let whole = read(&text, like.id(), &Given::default()).unwrap();
        let all = rows(&whole);
        for part in (5..100).step_by(5) {
            let cut = &text[..text.len() * part / 100];
            let Ok(reading) = read(cut, like.id(), &Given::default()) else { continue };
            assert!(reading.bill.rows.is_empty() || problems(&reading).iter().any(|problem| problem.ends_with("bill-total-missing")), "{like:?}, {part} %");
            // Whatever was cut in the middle of its last cell may say something else; nothing before it does.
            let mut found = rows(&reading);
            found.pop();
            assert!(all.starts_with(&found), "{like:?}, {part} %: a row was made up");
        }
    }
}
