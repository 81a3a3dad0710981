//! A wrong, truncated, reordered, re-encoded or doubled bill gives exactly the stated answer.

use proptest::prelude::*;

use super::samples::{self, Drawn, Like};
use super::{days, line, problems, profile, read};
use crate::read::{Given, Profile, Reading, Unread, Verdict, add_up, preview};

fn bell() -> String {
    String::from_utf8(samples::csv(&samples::bill(Like::Bell))).unwrap()
}

fn bell_read(text: &str) -> Reading {
    read(text.as_bytes(), "made-up-bell", &Given::default()).unwrap()
}

/// Which totals do not hold: what they are of, how, and what is missing.
fn wrong(reading: &Reading) -> Vec<String> {
    let say = |sum: &crate::read::Sum| format!("{} {:?} {}", sum.what, sum.verdict, sum.missing());
    add_up(&reading.bill).iter().filter(|sum| sum.verdict != Verdict::Agrees).map(say).collect()
}

/// The first call of the second phone that costs something, as its line of the file.
fn a_call(text: &str) -> String {
    let second = text.find("613-555-0124").unwrap();
    let calls = text[second..].lines().filter(|line| line.starts_with("Mar ") && !line.ends_with(",0.00"));
    calls.clone().next().unwrap().to_owned()
}

#[test]
fn a_lost_call_is_told_by_its_section_and_to_the_cent() {
    let text = bell();
    let call = a_call(&text);
    let cells: Vec<&str> = call.split(',').collect();
    let (minutes, cost) = (cells[4], cells[5]);

    let reading = bell_read(&text.replacen(&format!("{call}\r\n"), "", 1));

    assert_eq!(problems(&reading), Vec::<String>::new());
    let total: Vec<String> = text.lines().filter(|line| line.starts_with("Total due")).map(|line| line.replace(',', " ")).collect();
    assert_eq!(
        wrong(&reading),
        [
            format!("Call details Short {minutes}"),
            format!("Call details Short {cost}"),
            format!("{} Short {cost}", text.lines().find(|line| line.starts_with("Total for 613-555-0124")).unwrap().replace(',', " ")),
            format!("{} Short {cost}", total[0]),
        ]
    );
}

#[test]
fn a_call_that_stands_twice_is_over_by_what_it_costs() {
    let text = bell();
    let call = a_call(&text);
    let reading = bell_read(&text.replacen(&call, &format!("{call}\r\n{call}"), 1));
    let cost = call.split(',').next_back().unwrap();
    assert!(wrong(&reading).contains(&format!("Call details Over -{cost}")), "{:?}", wrong(&reading));
}

#[test]
fn an_altered_amount_is_told() {
    let text = bell();
    let reading = bell_read(&text.replacen("911 fee,0.44", "911 fee,0.94", 1));
    assert_eq!(wrong(&reading)[0], "Monthly charges Over -0.50");
}

#[test]
fn a_file_that_was_cut_off_says_so() {
    let text = bell();
    let call = a_call(&text);
    let at = text.find(&call).unwrap();

    // In the middle of a row: its last cell is missing.
    let cut = at + call.rfind(',').unwrap();
    let reading = bell_read(&text[..cut]);
    let lines = text[..cut].matches('\n').count() + 1;
    assert_eq!(problems(&reading), [format!("0/{lines} row-short"), "0/0 bill-total-missing".to_owned(), format!("0/{} total-missing", text[..text[..at].rfind("Call details").unwrap()].matches('\n').count() + 1)]);
    assert_eq!(reading.bill.problems[0].raw, call[..call.rfind(',').unwrap()]);

    // Between two rows: only the total that never came tells.
    let reading = bell_read(&text[..at]);
    assert_eq!((problems(&reading).len(), problems(&reading)[0].as_str()), (2, "0/0 bill-total-missing"));
    assert!(problems(&reading)[1].ends_with(" total-missing"));
}

#[test]
fn a_file_that_was_put_together_twice_is_told() {
    let text = bell();
    let reading = bell_read(&format!("{text}{text}"));
    assert!(problems(&reading).iter().any(|problem| problem.ends_with("file-twice")), "{:?}", problems(&reading));

    let list = "Source Number,Caller,Destination,Date/Time,Billed Duration,Usage Type,Price,Source Region,Destination Region,Rate,Label,Raw Duration\n\
        16135550123,16135550123,6135550142,2025-03-03 09:02:11,186,Canada,0.0,OTTAWA ON,OTTAWA ON,0.0,,185.3\n\
        16135550123,16135550123,4165550108,2025-03-04 23:59:40,132,Canada,0.30,OTTAWA ON,TORONTO ON,0.0,,130.3\n";
    let reading = read(format!("{list}{list}").as_bytes(), "thinktel", &Given::default()).unwrap();
    assert_eq!((problems(&reading), reading.look.tally.headers), (vec!["0/5 file-twice".to_owned()], 2));
}

#[test]
fn other_columns_order_and_other_order_of_rows_change_nothing() {
    let text = bell();
    let turned: String = text
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let cells = if cells.len() == 6 { vec![cells[5], cells[3], cells[0], cells[4], cells[2], cells[1]] } else { cells };
            cells.join(",") + "\n"
        })
        .collect();
    let (plain, turned) = (bell_read(&text), bell_read(&turned));
    let rows = |reading: &Reading| reading.bill.rows.iter().map(line).collect::<Vec<_>>();
    assert_eq!(rows(&plain), rows(&turned));
    assert_eq!((wrong(&turned), problems(&turned)), (Vec::new(), Vec::new()));

    // Rows of one table, last first.
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.iter().position(|line| line.starts_with("Mar ")).unwrap();
    let count = lines[from..].iter().take_while(|line| line.starts_with("Mar ")).count();
    let mut back = lines.clone();
    back[from..from + count].reverse();
    let back = bell_read(&back.join("\n"));
    let (mut a, mut b) = (rows(&plain), rows(&back));
    assert_ne!(a, b);
    a.sort();
    b.sort();
    assert_eq!((a, wrong(&back), problems(&back)), (b, Vec::new(), Vec::new()));
}

#[test]
fn another_encoding_and_other_ends_of_lines_change_nothing() {
    let bill = samples::bill(Like::Telus);
    let text = String::from_utf8(samples::csv(&bill)).unwrap();
    let rows = |bytes: &[u8]| {
        let reading = read(bytes, "made-up-telus", &Given::default()).unwrap();
        assert_eq!((problems(&reading), wrong(&reading)), (Vec::new(), Vec::new()));
        reading.bill.rows.iter().map(|row| (row.at, line(row))).collect::<Vec<_>>()
    };
    let plain = rows(text.as_bytes());
    let (cp1252, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let mixed = text.replacen("\r\n", "\n", 20).replacen("\r\n", "\r", 20);
    for (name, bytes) in [("cp1252", cp1252.to_vec()), ("utf-16", utf16), ("lf", text.replace("\r\n", "\n").into()), ("cr", text.replace("\r\n", "\r").into()), ("mixed", mixed.into()), ("tabs", text.replace(';', "\t").into())] {
        assert_eq!(rows(&bytes), plain, "{name}");
    }
}

#[test]
fn the_wrong_profile_reads_nothing_instead_of_something() {
    let text = bell();
    let other = read(text.as_bytes(), "thinktel", &Given::default()).unwrap_err();
    assert!(matches!(other, Unread::NoHeader(names) if names.contains(&"Source Number".to_owned())));
    // Both have taxes under the same heading (and English totals are none in French); nothing else, and every other amount is told.
    let taxes = read(text.as_bytes(), "made-up-telus", &Given::default()).unwrap();
    assert!(taxes.bill.rows.len() == 3 && taxes.bill.problems.len() > 100, "{:?}", taxes.look.tally);
    let shipped = Profile::shipped();
    assert_eq!(crate::read::recognise(text.as_bytes(), &shipped).first().unwrap().id, "made-up-bell");
}

#[test]
fn pages_that_are_missing_or_twice_are_told() {
    let bill = samples::bill(Like::Bell);
    let pdf = samples::pdf(&bill, Drawn::Rows);
    let with = |from: &str, to: &str| {
        let text = encoding_rs::mem::decode_latin1(&pdf).replace(from, to);
        let bytes = encoding_rs::mem::encode_latin1_lossy(&text);
        read(&bytes, "made-up-bell", &Given::default()).unwrap()
    };
    let missing = with("8 0 R 10 0 R", "8 0 R       ");
    assert!(problems(&missing).iter().any(|problem| problem == "0/0 page-missing"), "{:?}", problems(&missing));
    // What stood on it is gone with its totals: only the number of the page tells.
    assert_eq!(wrong(&missing), Vec::<String>::new());

    let twice = with("8 0 R 10 0 R", "8 0 R  8 0 R");
    // A page that is named twice is read once: the one it stands for is missing.
    assert!(problems(&twice).iter().any(|problem| problem == "0/0 page-missing"), "{:?}", problems(&twice));
}

const LIST: &str = "Wireless Number,Date,Time,Call Destination,Number Called,Minutes,Airtime Charge,Long Distance Charge,Total\n";

fn list(rows: &str, given: &Given) -> Reading {
    read(format!("{LIST}{rows}").as_bytes(), "airtime-detail", given).unwrap()
}

#[test]
fn a_missing_year_comes_from_the_period_or_is_asked() {
    let rows = "613-555-0123,Dec 30,9:02AM,OTTAWA ON,613-555-0142,4,0,0,0\n613-555-0123,Jan 2,9:02AM,OTTAWA ON,613-555-0142,4,0,0,0\n613-555-0123,Oct 9,9:02AM,OTTAWA ON,613-555-0142,4,0,0,0\n";
    let given = Given { period: days("2024-12-15", "2025-01-14"), day_first: None };
    let dates = |reading: &Reading| reading.bill.rows.iter().map(|row| (row.date.map(|day| day.to_string()), row.doubtful_date)).collect::<Vec<_>>();

    // October is late roaming, or a mistake: read, with a doubt.
    assert_eq!(dates(&list(rows, &given)), [(Some("2024-12-30".into()), false), (Some("2025-01-02".into()), false), (Some("2024-10-09".into()), true)]);

    let asked = list(rows, &Given::default());
    assert_eq!((dates(&asked), problems(&asked)), (vec![(None, false); 3], vec!["0/2 year-unknown date".to_owned()]));
}

#[test]
fn day_and_month_are_told_apart_over_the_whole_file_or_asked() {
    let french = |days: &[&str], given: &Given| {
        let head = "Account 1\n";
        let rows: String = days.iter().map(|day| format!("{day},10:00,Call in,613-555-0142,OTTAWA ON,1,0.00,0.00\n")).collect();
        let text = format!("{head}Charges for 613-555-0123 A\nUse\nDate,Time,Service,Number,From,Min or count,LD,Amount\n{rows}Use total 0.00 0.00\nInvoice total,0.00\n");
        read(text.as_bytes(), "made-up-rogers", given).unwrap()
    };
    let months = |reading: &Reading| reading.bill.rows.iter().map(|row| row.date.map(|day| day.month())).collect::<Vec<_>>();
    let none = Given::default();

    // 13 cannot be a month.
    let told = french(&["03/04/2025", "13/04/2025"], &none);
    assert_eq!((months(&told), told.look.day_first), (vec![Some(4), Some(4)], Some(true)));
    // The period tells.
    let april = Given { period: days("2025-03-15", "2025-04-14"), day_first: None };
    assert_eq!(months(&french(&["04/03/2025", "04/05/2025"], &april)), [Some(4), Some(4)]);
    // A bill spans a month: 1 to 5 March, or the first of five months.
    let span = french(&["03/01/2025", "03/05/2025"], &none);
    assert_eq!((months(&span), problems(&span)), (vec![Some(3), Some(3)], vec!["0/5 order-by-span date".to_owned()]));
    assert!(span.bill.rows.iter().all(|row| row.doubtful_date));
    // Nothing tells.
    let ask = french(&["03/04/2025", "04/03/2025"], &none);
    assert_eq!((months(&ask), problems(&ask)), (vec![None, None], vec!["0/5 order-unclear date".to_owned()]));
    let said = Given { period: None, day_first: Some(false) };
    assert_eq!(months(&french(&["03/04/2025", "04/03/2025"], &said)), [Some(3), Some(4)]);
}

#[test]
fn every_odd_row_is_told_with_its_line_and_field() {
    let good = "613-555-0123,Mar 3,9:02AM,OTTAWA ON,613-555-0142,4,0,0,0\n";
    let rows = [
        good,
        "613-555-0123,Mar 99,9:02AM,OTTAWA ON,613-555-0142,4,0,0,0\n",
        "613-555-0123,,9:02AM,OTTAWA ON,613-555-0142,4,0,0,0\n",
        "613-555-0123,Mar 3,9:99AM,OTTAWA ON,613-555-0142,4,0,0,0\n",
        "613-555-0123,Mar 3,9:02AM,OTTAWA ON,613-555-0142,four,0,0,0\n",
        "613-555-0123,Mar 3,9:02AM,OTTAWA ON,613-555-0142,4,0,0,x\n",
        "nobody,Mar 3,9:02AM,OTTAWA ON,613-555-0142,4,0,0,0\n",
        "613-555-0123,Mar 3,9:02AM,OTTAWA ON,6.13E+09,4,0,0,0\n",
        "613-555-0123,Mar 3,9:02AM,OTTAWA ON,613-555-0142,1,234,0,0,0\n",
        "Thank you for paying 12.00\n",
        "613-555-0123,Mar 3,9:02AM,\"OTTAWA ON,613-555-0142,4,0,0,0\n",
        good,
    ];
    let filler = good.repeat(25);
    let reading = list(&format!("{}{filler}", rows.concat()), &super::march());
    assert_eq!(
        problems(&reading),
        [
            "0/3 date-unreadable date", "0/4 date-missing date", "0/5 time-unreadable time", "0/6 use-unreadable minutes", "0/7 amount-unreadable total",
            "0/8 line-unreadable line", "0/9 number-shortened number", "0/10 row-long", "0/11 row-short", "0/12 quote-open",
        ]
    );
    assert_eq!(reading.bill.rows.len(), 27);
    assert_eq!(reading.bill.problems[2].raw, rows[3].trim_end());
}

#[test]
fn a_preview_shows_the_first_rows_and_what_the_whole_comes_to() {
    let text = bell();
    let shown = preview(text.as_bytes(), &profile("made-up-bell"), &Given::default(), 20).unwrap();
    assert_eq!((shown.reading.bill.rows.len(), shown.rows), (20, bell_read(&text).bill.rows.len()));
    assert!(shown.sums.iter().all(|sum| sum.verdict == Verdict::Agrees));
    assert_eq!(shown.reading.look.delimiter, Some(','));
}

#[test]
fn a_form_by_hand_gives_the_same_bill_or_tells_every_field() {
    use crate::read::manual::{Form, Line};
    let fee = Line { kind: "recurring".into(), phone: "613-555-0123".into(), description: "Plan".into(), amount: "45,00 $".into(), ..Line::default() };
    let call = Line { kind: "voice".into(), phone: "613-555-0123".into(), number: "416-555-0108".into(), direction: "out".into(), minutes: "3".into(), date: "2025-03-04".into(), amount: "0.30".into(), ..Line::default() };
    let credit = Line { kind: "credit".into(), description: "Sorry".into(), amount: "5".into(), ..Line::default() };
    let form = Form { period_from: "2025-03-01".into(), period_to: "2025-03-31".into(), total: "40.30".into(), rows: vec![fee, Line::default(), call, credit], ..Form::default() };

    let bill = form.check().unwrap();

    assert_eq!((bill.profile.as_str(), bill.rows.len(), bill.rows[1].at.row), ("by hand", 3, 3));
    assert_eq!(add_up(&bill)[0].verdict, Verdict::Agrees);

    let odd = Line { kind: "gift".into(), phone: "12".into(), date: "3 March".into(), minutes: "-1".into(), direction: "up".into(), ..Line::default() };
    let form = Form { period_from: "2025-03-31".into(), period_to: "2025-03-01".into(), total: "lots".into(), rows: vec![odd], ..Form::default() };
    let told: Vec<String> = form.check().unwrap_err().iter().map(|wrong| format!("{} {} {}", wrong.row, wrong.field, wrong.code)).collect();
    assert_eq!(told, ["0 period_to period", "1 kind kind", "1 direction direction", "1 amount needed", "1 phone phone", "1 date date", "1 minutes whole-number", "0 total amount"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_line_is_lost_whatever_happens_to_a_file(cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut bytes = samples::csv(&samples::bill(Like::Rogers));
        for (at, byte) in cuts {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(reading) = crate::read::read(&bytes, &profile("made-up-rogers"), &Given::default()) {
            prop_assert_eq!(reading.look.tally.unaccounted(), 0);
            prop_assert_eq!(reading.look.tally.rows, reading.bill.rows.len() as u64);
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC{0,200}", id in 0_usize..14) {
        let shipped = Profile::shipped();
        let _ = crate::read::read(text.as_bytes(), &shipped[id % shipped.len()], &Given::default());
    }
}
