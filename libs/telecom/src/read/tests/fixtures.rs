//! The shared test bills: read where they are, never copied.

use std::path::PathBuf;

use super::{days, line, march, problems, read};
use crate::bill::{Kind, Service};
use crate::read::{Given, Profile, Reading, Verdict, add_up, recognise};

/// A file of the shared fixtures, if they are there.
fn file(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/bills").join(name);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        eprintln!("not there, not tested: {}", path.display());
    }
    bytes
}

/// Date, time, called, number, minutes, long distance, total of each of the 210 calls.
fn truth() -> Option<Vec<Vec<String>>> {
    let bytes = file("synthetic-pdf/truth.csv")?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    Some(reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect())
}

fn spring() -> Given {
    Given { period: days("2025-03-01", "2025-03-31"), day_first: None }
}

/// The rows of one of the PDFs in the words of `truth.csv`; `-` for what that layout leaves out.
fn as_truth(reading: &Reading, full: bool) -> Vec<Vec<String>> {
    let rows = reading.bill.rows.iter().map(|row| {
        let number = row.other.unwrap().e164().unwrap().to_string();
        let (_, number) = number.split_at(2);
        let clock = row.time.unwrap().time;
        let hour = if clock.hour() % 12 == 0 { 12 } else { clock.hour() % 12 };
        let money = |money: Option<crate::Money>| money.map_or("-".to_owned(), |money| money.to_string());
        let ours = row.line.unwrap().to_string();
        vec![
            format!("{}-{}-{}", &ours[2..5], &ours[5..8], &ours[8..]),
            row.date.unwrap().strftime("%b %d").to_string(),
            format!("{hour}:{:02}{}", clock.minute(), if clock.hour() < 12 { "AM" } else { "PM" }),
            row.place_to.as_deref().unwrap_or("INCOMING").to_owned(),
            format!("{}-{}-{}", &number[..3], &number[3..6], &number[6..]),
            if full { row.place_from.as_deref().unwrap().to_owned() } else { "-".into() },
            row.used.minutes.unwrap().to_string(),
            if full { money(row.charges.airtime) } else { "-".into() },
            money(row.charges.long_distance),
            money(row.charges.total),
        ]
    });
    rows.collect()
}

#[test]
fn all_210_calls_are_read_from_each_of_the_four_pages_layouts() {
    let Some(truth) = truth() else { return };
    for (name, full) in [("A_positioned", true), ("B_two_column", false), ("C_ruled_table", true), ("D_encrypted_nocopy", true)] {
        let Some(bytes) = file(&format!("synthetic-pdf/{name}.pdf")) else { continue };
        let reading = read(&bytes, "airtime-columns", &spring()).unwrap();
        let mut wanted = truth.clone();
        if !full {
            wanted.iter_mut().for_each(|row| {
                row[5] = "-".into();
                row[7] = "-".into();
            });
        }
        let found = as_truth(&reading, full);
        assert_eq!(found.len(), 210, "{name}: {:?}", problems(&reading));
        for (found, wanted) in found.iter().zip(&wanted) {
            assert_eq!(found, wanted, "{name}");
        }
        assert_eq!(problems(&reading), Vec::<String>::new(), "{name}");
        assert_eq!(reading.bill.sections.len(), 3, "{name}");
        let sums = add_up(&reading.bill);
        assert_eq!(sums.len(), if name == "A_positioned" { 3 } else { 0 }, "{name}");
        assert!(sums.iter().all(|sum| sum.verdict == Verdict::Agrees && sum.rows == 70), "{name}: {sums:?}");
        let shipped = Profile::shipped();
        assert_eq!(recognise(&bytes, &shipped).first().unwrap().id, "airtime-columns", "{name}");
    }
}

#[test]
fn the_same_twelve_events_are_read_from_each_list() {
    let minutes = [
        "+16135550123 2025-03-03 09:02:00 out +16135550142 OTTAWA ON 4 min - 0.00",
        "+16135550123 2025-03-03 11:47:00 in +18195550117 - 2 min - 0.00",
        "+16135550123 2025-03-04 23:59:00 out +14165550108 TORONTO ON 3 min - 0.30",
        "+16135550123 2025-03-05 14:00:00 out +12125550133 NEW YORK NY 1 min - 0.20",
        "+16135550123 2025-03-05 14:00:00 out +12125550133 NEW YORK NY 1 min - 0.20",
        "+16135550123 2025-03-09 01:59:00 out +16135550142 OTTAWA ON 5 min - 0.00",
        "+16135550123 2025-03-09 03:05:00 in +16135550142 - 1 min - 0.00",
        "+16135550123 2025-03-12 10:10:00 out +18005550199 TOLL FREE 10 min - 0.00",
        "+16135550123 2025-03-14 16:20:00 out +18765550100 JAMAICA 2 min - 2.20",
        "+16135550123 2025-03-18 08:30:00 in Unavailable - 1 min - 0.00",
        "+16135550123 2025-03-20 12:00:00 out +16135550150 OTTAWA ON 1 min - 0.00",
        "+16135550123 2025-03-28 17:45:00 out +15145550161 MONTRÉAL QC 31 min - 3.10",
    ];
    for (name, id, encoding) in [("airtime_detail_style", "airtime-detail", "UTF-8"), ("fr_semicolon_utf16", "temps-d-antenne", "UTF-16LE")] {
        let Some(bytes) = file(&format!("synthetic-csv/{name}.csv")) else { return };
        let shipped = Profile::shipped();
        assert_eq!(recognise(&bytes, &shipped).first().map(|profile| profile.id.as_str()), Some(id));
        let reading = read(&bytes, id, &march()).unwrap();
        assert_eq!(reading.bill.rows.iter().map(line).collect::<Vec<_>>(), minutes, "{name}");
        assert_eq!((problems(&reading), reading.look.encoding.as_deref()), (Vec::new(), Some(encoding)));
        assert!(reading.bill.rows.iter().all(|row| !row.doubtful_date && !row.time.unwrap().seconds));
    }
}

#[test]
fn wholesale_lists_give_seconds_and_no_period_is_needed() {
    let Some(bytes) = file("synthetic-csv/bell_west_layout.csv") else { return };
    let reading = read(&bytes, "bell-west", &Given::default()).unwrap();
    assert_eq!((problems(&reading), reading.bill.rows.len(), reading.look.day_first), (Vec::new(), 9, Some(false)));
    assert_eq!(line(&reading.bill.rows[1]), "+16135550123 2025-03-04 23:59:40 out +14165550108 TORONTO ON - 130 s 0.30");
    assert_eq!(reading.bill.account.as_deref(), Some("000000"));

    let Some(bytes) = file("synthetic-csv/thinktel_layout.csv") else { return };
    let shipped = Profile::shipped();
    assert_eq!(recognise(&bytes, &shipped).first().map(|profile| profile.id.as_str()), Some("thinktel"));
    let reading = read(&bytes, "thinktel", &Given::default()).unwrap();
    assert_eq!((problems(&reading), reading.bill.rows.len()), (Vec::new(), 12));
    assert_eq!(line(&reading.bill.rows[1]), "+16135550123 2025-03-03 11:47:50 in +18195550117 - - 62 s 0.00");
    assert_eq!(line(&reading.bill.rows[11]), "+16135550123 2025-03-28 17:45:00 out +15145550161 MONTRÉAL QC - 1802 s 3.10");
}

#[test]
fn a_file_of_several_kinds_of_records_is_read_whole_and_adds_up() {
    let Some(bytes) = file("telstra-olbs/bills.csv") else { return };
    let shipped = Profile::shipped();
    assert_eq!(recognise(&bytes, &shipped).first().map(|profile| profile.id.as_str()), Some("telstra-obs"));

    let reading = read(&bytes, "telstra-obs", &Given::default()).unwrap();

    let count = |kind: Kind, service: Service| reading.bill.rows.iter().filter(|row| (row.kind, row.service) == (kind, service)).count();
    assert_eq!(problems(&reading), Vec::<String>::new());
    assert_eq!((count(Kind::Usage, Service::Voice), count(Kind::Recurring, Service::Other), count(Kind::OneTime, Service::Other), count(Kind::Credit, Service::Other)), (271, 23, 5, 2));
    assert_eq!((reading.bill.account.as_deref(), reading.bill.invoice.as_deref()), (Some("4833936100"), Some("P8596370108")));
    let call = reading.bill.rows.iter().find(|row| row.service == Service::Voice).unwrap();
    assert_eq!(line(call), "+61355551492 2013-05-17 11:00:15 out +61398560047 Melbourne - 86 s 0.07");
    let fee = reading.bill.rows.iter().find(|row| row.kind == Kind::Recurring).unwrap();
    assert_eq!(fee.description.as_deref(), Some("ISDN Line Hunt - cyclic - Associated Line"));
    assert_eq!(fee.covers, days("2013-06-11", "2013-07-10"));

    let sums = add_up(&reading.bill);
    // Local calls and some mobile ones are summed and not listed: that is said, and nothing else is short.
    let wrong: Vec<_> = sums.iter().filter(|sum| !sum.holds()).map(|sum| (sum.what.as_str(), sum.verdict, sum.missing())).collect();
    let unlisted = [("0355551492 JJ292", "2.64"), ("0355551689 JJ292", "0.06"), ("0418133125 C5421", "56.73"), ("0418133125 C5376", "2.60"), ("0418133125 C5930", "1.75"), ("0418133125 C5302", "5.60")];
    assert_eq!(wrong, unlisted.map(|(what, missing)| (what, Verdict::Unlisted, missing.to_owned())), "of {}", sums.len());
    assert!(sums.len() > 30 && sums.iter().filter(|sum| sum.rows > 1).count() > 8);

    assert!(read(&file("telstra-olbs/invalid.csv").unwrap(), "telstra-obs", &Given::default()).is_err());
}
