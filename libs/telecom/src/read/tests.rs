//! Golden rows of the layouts we have samples of, and what becomes of samples that
//! were damaged on purpose.
//!
//! `fixtures` reads the shared test bills where they are; where they are missing it
//! says so. `samples` makes bills of our own, with the truth beside them.

mod altered;
mod damaged;
mod fixtures;
mod guide;
mod made_up;
#[path = "../../examples/samples/make.rs"]
mod samples;

use super::{FileKind, Given, Profile, Reading, Sum, Unread};
use crate::bill::{Days, Kind, Row};

fn profile(id: &str) -> Profile {
    Profile::parse(Profile::text(id).unwrap()).unwrap()
}

fn days(first: &str, last: &str) -> Option<Days> {
    Days::new(first.parse().unwrap(), last.parse().unwrap())
}

fn march() -> Given {
    Given { period: days("2025-03-01", "2025-03-31"), day_first: None }
}

fn read(bytes: &[u8], id: &str, given: &Given) -> Result<Reading, Unread> {
    let reading = super::read(bytes, &profile(id), given)?;
    assert_eq!(reading.look.tally.unaccounted(), 0, "{:?}", reading.look.tally);
    assert_eq!(reading.look.tally.rows, reading.bill.rows.len() as u64);
    Ok(reading)
}

/// What was wrong, by its word and place.
fn problems(reading: &Reading) -> Vec<String> {
    let say = |problem: &crate::bill::Problem| format!("{}/{} {}{}", problem.at.page, problem.at.row, problem.code, problem.field.as_ref().map(|field| format!(" {field}")).unwrap_or_default());
    reading.bill.problems.iter().map(say).collect()
}

/// A row as one line: what a person would compare.
fn line(row: &Row) -> String {
    let text = |text: &Option<Box<str>>| text.as_deref().unwrap_or("-").to_owned();
    let other = match row.other {
        Some(crate::Number::E164(number)) => number.to_string(),
        Some(_) => text(&row.other_text),
        None => "-".into(),
    };
    format!(
        "{} {} {:?} {} {} {} {} {} {}",
        row.line.map_or("-".into(), |line| line.to_string()),
        row.date.map_or("-".into(), |day| day.to_string()),
        row.time.map(|clock| clock.time).map_or("-".into(), |time| time.to_string()),
        row.direction.map_or("-", |way| if way == crate::bill::Direction::In { "in" } else { "out" }),
        other,
        text(&row.place_to),
        row.used.minutes.map_or("-".into(), |n| format!("{n} min")),
        row.used.seconds.map_or("-".into(), |n| format!("{n} s")),
        row.charges.amount().map_or("-".into(), |money| money.to_string()),
    )
    .replace(['"'], "")
}

#[test]
fn what_cannot_be_read_at_all_says_what_to_do() {
    let unread = |bytes: &[u8]| super::read(bytes, &profile("made-up-bell"), &Given::default()).unwrap_err();
    assert_eq!(unread(b" \r\n "), Unread::Empty);
    assert_eq!(unread(b"\x89PNG...."), Unread::Picture);
    assert_eq!(unread(b"\0\0\0\x18ftypheic"), Unread::Picture);
    assert_eq!(unread(b"\x1f\x8b....."), Unread::NoText);
    assert_eq!(unread(b"%PDF-1.4 and nothing else"), Unread::BrokenPdf);
    let other = super::read(b"PK\x03\x04", &profile("thinktel"), &Given::default()).unwrap_err();
    assert_eq!(other, Unread::OtherKind("xlsx".into()));
    assert_eq!(super::kind(b"%PDF-1.7"), Some(FileKind::Pdf));
    let wrong = super::read(b"Name,Town\nAna,Ottawa\n", &profile("thinktel"), &Given::default()).unwrap_err();
    assert!(wrong.to_string().starts_with("The names of the columns were not found (missing: Source Number, "), "{wrong}");
}

#[test]
fn of_several_kinds_of_rows_under_one_heading_each_is_tried() {
    let profile = Profile::parse(
        r#"
        format = 1
        [profile]
        id = "north"
        name = "North"
        files = ["csv"]
        [dates]
        date = ["%Y-%m-%d"]
        [[table]]
        kind = "voice"
        heading = "Calls"
        [table.columns]
        date = "Day"
        minutes = "Min"
        total = "Price"
        [[table]]
        kind = "tax"
        heading = "Fees"
        row = ["GST {amount}", "QST {amount}"]
        [[table]]
        kind = "credit"
        heading = "Fees"
        row = "Discount {description} {amount}"
        [[table]]
        kind = "recurring"
        heading = "Fees"
        row = "{description} {amount}"
        [[total]]
        text = "Total {amount}"
        of = "bill"
        "#,
    )
    .unwrap();
    let file = b"Calls,,\nDay,Min,Price\n2025-03-03,3,0.30\nFees,,\nPlan North,,45.00\nDiscount loyal,,-5.00\nGST,,2.00\nTotal,,42.30\n";
    let reading = super::read(file, &profile, &Given::default()).unwrap();
    assert_eq!(reading.bill.problems, []);
    let kinds: Vec<Kind> = reading.bill.rows.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [Kind::Usage, Kind::Recurring, Kind::Credit, Kind::Tax]);
    assert!(super::add_up(&reading.bill).iter().all(Sum::holds));
}
