//! Our own bills, read from CSV and from PDF drawn in every way.

use super::samples::{self, Drawn, Event, Like};
use super::{days, line, problems, read};
use crate::bill::{Amount, Kind, Service};
use crate::read::{Given, Profile, Reading, Verdict, add_up, recognise};
use crate::{Money, Row};

/// The truth in the words of [`line`].
fn meant(like: Like, event: &Event) -> String {
    let place = if event.out && like != Like::Rogers { event.place } else { "-" };
    let way = if event.out { "out" } else { "in" };
    format!("+{} 2025-03-{:02} {:02}:{:02}:00 {way} +{} {place} {} min - {}", event.ours, event.day, event.hour, event.minute, event.other, event.minutes, Money::cents(event.cents))
}

fn exact(like: Like, bytes: &[u8], how: &str) -> Reading {
    let bill = samples::bill(like);
    let reading = read(bytes, like.id(), &Given::default()).unwrap();
    assert_eq!(problems(&reading), Vec::<String>::new(), "{like:?} {how}");
    let used = |row: &&Row| row.kind == Kind::Usage && row.service != Service::Data;
    let found: Vec<String> = reading.bill.rows.iter().filter(used).map(line).collect();
    let wanted: Vec<String> = bill.events.iter().map(|event| meant(like, event)).collect();
    for (found, wanted) in found.iter().zip(&wanted) {
        assert_eq!(found, wanted, "{like:?} {how}");
    }
    assert_eq!(found.len(), wanted.len(), "{like:?} {how}");
    let fees: Vec<(String, Money)> = reading.bill.rows.iter().filter(|row| row.kind != Kind::Usage).map(|row| (row.description.as_deref().unwrap().to_owned(), row.charges.total.unwrap())).collect();
    let wanted: Vec<(String, Money)> = bill.charges.iter().map(|(what, cents)| (what.split(" (").next().unwrap().to_owned(), Money::cents(*cents))).collect();
    assert_eq!(fees, wanted, "{like:?} {how}");
    let sums = add_up(&reading.bill);
    let wrong: Vec<_> = sums.iter().filter(|sum| sum.verdict != Verdict::Agrees).collect();
    assert!(wrong.is_empty() && sums.len() >= 11, "{like:?} {how}: {wrong:#?}");
    assert!(sums.iter().any(|sum| sum.printed == Amount::Money(Money::cents(bill.total)) && sum.rows == reading.bill.rows.len()), "{like:?} {how}");
    assert_eq!(reading.bill.period, days("2025-03-01", "2025-03-31"));
    assert_eq!(reading.bill.bill_date.unwrap().to_string(), "2025-03-31");
    let tax = reading.bill.rows.iter().find(|row| row.kind == Kind::Tax).unwrap();
    assert_eq!(tax.line, None);
    reading
}

#[test]
fn each_made_up_list_is_read_exactly() {
    for like in Like::ALL {
        let bill = samples::bill(like);
        let bytes = samples::csv(&bill);
        let reading = exact(like, &bytes, "csv");
        let shipped = Profile::shipped();
        assert_eq!(recognise(&bytes, &shipped).first().map(|profile| profile.id.as_str()), Some(like.id()));
        assert!(reading.bill.sections.len() >= 7);
    }
}

#[test]
fn a_page_is_read_the_same_however_it_is_drawn() {
    for like in Like::ALL {
        let bill = samples::bill(like);
        for drawn in [Drawn::Rows, Drawn::Columns, Drawn::Letters, Drawn::Turned] {
            let bytes = samples::pdf(&bill, drawn);
            exact(like, &bytes, &format!("{drawn:?}"));
        }
    }
}

#[test]
fn a_made_up_pdf_is_recognised() {
    let shipped = Profile::shipped();
    for like in Like::ALL {
        let bytes = samples::pdf(&samples::bill(like), like.drawn());
        assert_eq!(recognise(&bytes, &shipped).first().map(|profile| profile.id.as_str()), Some(like.id()));
    }
}

#[test]
fn a_fee_for_a_part_of_the_month_says_which_days() {
    let reading = read(&samples::csv(&samples::bill(Like::Rogers)), "made-up-rogers", &Given::default()).unwrap();
    let partial = reading.bill.rows.iter().find(|row| row.kind == Kind::Partial).unwrap();
    assert_eq!((partial.description.as_deref(), partial.covers), (Some("Plan change"), days("2025-03-20", "2025-03-31")));
}

#[test]
fn the_samples_in_the_documentation_are_those_that_are_made() {
    let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/samples/bills");
    for like in Like::ALL {
        let bill = samples::bill(like);
        for (ending, bytes) in [("csv", samples::csv(&bill)), ("pdf", samples::pdf(&bill, like.drawn()))] {
            let kept = std::fs::read(folder.join(format!("{}.{ending}", like.id()))).unwrap_or_default();
            assert!(kept == bytes, "write them anew: cargo run -p telecom --example samples -- docs/samples/bills");
        }
    }
}
