//! Every header shape that phones are known to print.

use super::calendar::{DateOrder, civil, open_orders};
use super::header::parse;
use super::shape::{Gap, Period, Platform};
use jiff::civil::DateTime;

const SHAPES: [&str; 46] = [
    "[27/03/2022, 21:41:35] Ann: text",
    "[3/27/22, 9:41:35\u{202f}PM] Ann: text",
    "[3/27/22, 9:41:35\u{2009}PM] Ann: text",
    "[27.03.22, 21:41:35] Ann: text",
    "[3/27/22 21:41:35] Ann: text",
    "[3/27/22 21.41.35] Ann: text",
    "[21:41:35, 3/27/22] Ann: text",
    "[2018/06/13, 21:25:15] Ann: text",
    "[2024-03-13, 21:25:15] Ann: text",
    "[22-03-27, 9:41:35 PM] Ann: text",
    "[٢٧\u{200f}/٣\u{200f}/٢٠٢٢، ٩:٤١:٣٥\u{a0}م] Ann: text",
    "[\u{200f}27\u{200f}/3\u{200f}/2022، 21:41:35] Ann: text",
    "[3/18/2565 BE, 14:56:01] Ann: text",
    "[3/18/R4, 14:56:01] Ann: text",
    "\u{200e}[27/03/2022, 21:41:55] Ann: \u{200e}image omitted",
    "\u{feff}[27/03/2022, 21:41:55] Ann: text",
    "27/03/2022, 21:41 - Ann: text",
    "3/27/22, 9:41\u{202f}PM - Ann: text",
    "27.03.22, 21:41 - Ann: text",
    "27.03.22 21:41 - Ann: text",
    "27-03-2022 21:41 - Ann: text",
    "27/03/22 21.41 - Ann: text",
    "27/03/2022 à 21:41 - Ann: text",
    "27.3.2022 klo 21.41 - Ann: text",
    "27. 3. 2022. u 21:41 - Ann: text",
    "2022-03-27, 21:41 - Ann: text",
    "2022/03/27, 21:41 - Ann: text",
    "2022/3/27 下午9:41 - Ann: text",
    "2022. 3. 27. 오후 9:41 - Ann: text",
    "2022/3/27 午後9:41 - Ann: text",
    "27/3/2022, 9:41\u{a0}p.\u{a0}m. - Ann: text",
    "27/3/2022, 9:41 a.m. - Ann: text",
    "27.03.22, 9:41 nachm. - Ann: text",
    "۱۴۰۱/۱/۷،\u{200f} ۲۱:۴۱ - Ann: text",
    "۱۴۰۱/۱/۷،\u{200f} ۹:۴۱ ب.ظ - Ann: text",
    "27/03/22, 21:41 – Ann: text",
    "27.03.22 21.41.35: Ann: text",
    "[27.03.22 21:41:35] Ann: text",
    "27/3/2565 21:41 น. - Ann: text",
    "27/3/22, 9:41 pm बजे - Ann: text",
    "2022-03-27 à 21 h 41 - Ann: text",
    "[2022-03-27, 21 h 41 min 35 s] Ann: text",
    "[00:29, 15/05/2021] Ann: text",
    "[10:15 AM, 5/12/2020] Ann: text",
    "[2022年3月27日 下午9:41:35] Ann: text",
    "27.03.22 г., 21:41 ч. - Ann: text",
];

#[test]
fn every_known_shape_is_read() {
    for line in SHAPES {
        let header = parse(line.as_bytes()).unwrap_or_else(|| panic!("no header in {line}"));
        let rest = &line[header.rest..];
        assert!(
            rest == "Ann: text" || rest.ends_with("image omitted"),
            "{line}: rest {rest:?}"
        );
        let wall = &line[header.wall.0..header.wall.1];
        assert!(
            wall.ends_with(|c: char| c.is_alphanumeric() || c == '.'),
            "{line}: wall {wall:?}"
        );
    }
}

#[test]
fn a_shape_says_its_platform_and_clock() {
    let shape = |line: &str| parse(line.as_bytes()).unwrap().shape;
    assert_eq!(shape("[00:29, 15/05/2021] A: x").platform(), Platform::Web);
    assert_eq!(
        shape("[21:41:35, 3/27/22] A: x").platform(),
        Platform::Iphone
    );
    assert_eq!(
        shape("27/03/22, 21:41 – A: x").platform(),
        Platform::Android
    );
    assert_eq!(shape("27.03.22 21.41.35: A: x").platform(), Platform::Old);
    assert_eq!(shape("2022/3/27 下午9:41 - A: x").period, Period::Before);
    assert_eq!(shape("3/27/22, 9:41 pm - A: x").period, Period::After);
    assert_eq!(shape("3/27/22, 9:41 xyz - A: x").period, Period::Unknown);
    assert_eq!(shape("27/03/2022 à 21:41 - A: x").gap, Gap::Word);
}

#[test]
fn a_date_or_a_time_alone_begins_no_message() {
    for line in [
        "2/11/19: Arrival",
        "12/12/19: Departure",
        "2/11/19, 14:48 Alice Placeholder: this is from another chat",
        "10:30 - tea",
        "[link] text",
        "[1] text",
        "1.2.3 is out",
        "27/03/2022 we met 21:41 - Ann: x",
        "27/03/2022, 21:41-Ann: x",
        "99/99/9999, 99:99 - Ann: x",
        "2022, 21:41 - Ann: x",
        "",
        "\u{200e}",
        "[",
        "[27/03/2022, 21:41:35]Ann: x",
    ] {
        assert!(parse(line.as_bytes()).is_none(), "{line}");
    }
}

/// The 27th of a month of 2022, as the languages of phones write it in full.
#[rustfmt::skip]
const LONG: &[(i8, &str)] = &[
    (1, "January 27, 2022"), (2, "27 February 2022"), (3, "March 27, 2022"), (4, "27 avril 2022"),
    (5, "27 mai 2022"), (6, "27 de junio de 2022"), (7, "27. Juli 2022"), (8, "27 agosto 2022"),
    (9, "27 de setembro de 2022"), (10, "27 oktober 2022"), (12, "27 Aralık 2022"), (1, "27 января 2022 г."),
    (2, "27 лютого 2022 р."), (3, "27 сакавіка 2022 г."), (4, "27 април 2022 г."), (5, "27. мај 2022."),
    (6, "27. lipnja 2022."), (7, "27. juli 2022."), (8, "27. avgust 2022"), (9, "27. septembra 2022"),
    (10, "27. října 2022"), (11, "2022. november 27."), (12, "27 decembrie 2022"), (1, "27. tammikuuta 2022"),
    (2, "27 februari 2022"), (3, "27. mars 2022"), (4, "27. april 2022"), (5, "27. maí 2022"),
    (6, "27. juuni 2022"), (8, "2022 m. rugpjūčio 27 d."), (9, "27 Σεπτεμβρίου 2022"), (10, "27 tetor 2022"),
    (11, "27 ноември 2022 г."), (12, "27 de desembre del 2022"), (1, "27 de xaneiro de 2022"),
    (3, "27 Márta 2022"), (4, "27 Ebrill 2022"), (5, "27 ta’ Mejju 2022"), (6, "27 يونيو 2022"),
    (7, "27 تموز 2022"), (8, "2022 اګست 27"), (9, "27 ستمبر، 2022"), (12, "27 בדצמבר 2022"), (1, "27 जनवरी 2022"),
    (2, "27 ফেব্রুয়ারি, 2022"), (3, "27 ਮਾਰਚ 2022"), (4, "27 એપ્રિલ, 2022"), (5, "27 मे, 2022"),
    (6, "27 ஜூன், 2022"), (7, "27 జులై, 2022"), (8, "ಆಗಸ್ಟ್ 27, 2022"), (9, "2022 സെപ്റ്റംബർ 27"),
    (10, "2022 अक्टोबर 27"), (11, "2022 ඉල් 27"), (12, "27 ธันวาคม ค.ศ. 2022"), (1, "27 ມັງກອນ 2022"),
    (2, "2022 ဖေဖော်ဝါရီ 27"), (3, "27 មីនា 2022"), (4, "27 April 2022"), (5, "27 Mei 2022"),
    (6, "Hunyo 27, 2022"), (7, "27 Julai 2022"), (8, "Agosto 27, 2022"), (9, "27 ሴፕቴምበር 2022"),
    (10, "Onkoloolessa 27, 2022"), (11, "27 Nuwamba, 2022"), (12, "27 Oṣù Ọ̀pẹ̀ 2022"), (1, "27 Jenụwarị 2022"),
    (2, "Februwari 27, 2022"), (3, "27 Maart 2022"), (4, "27 aprel 2022"), (7, "27-iyul, 2022"),
    (8, "27 Август 2022"), (10, "27 ოქტომბერი, 2022"), (11, "27 նոյեմբերի, 2022 թ."), (12, "2022 Ukuboza 27"),
    (2, "27 tháng 2, 2022"), (3, "2022년 3월 27일"), (4, "2022年4月27日"), (5, "2022年5月27日"), (6, "6 تیر 1401"),
    (7, "5 اسد 1401"),
];

/// The days that a date can be, in each order that its shape leaves open.
fn days(line: &str) -> Vec<String> {
    let Some(header) = parse(line.as_bytes()) else {
        return vec!["no header".to_owned()];
    };
    let read = |order: &DateOrder| civil(&header, *order, false);
    let said = |at: Option<DateTime>| at.map_or("none".to_owned(), |at| at.to_string());
    open_orders(&header).iter().map(read).map(said).collect()
}

#[test]
fn a_month_by_its_name_is_read_in_every_language_and_needs_no_order() {
    assert!(LONG.len() > 75);
    for (month, date) in LONG {
        let day = format!("2022-{month:02}-27");
        for (line, time) in [
            (format!("{date}, 21:41 - Ann: x"), "21:41:00"),
            (format!("[{date}, 9:41:35 PM] Ann: x"), "21:41:35"),
            (format!("[{date} 21:41:35] Ann: x"), "21:41:35"),
            (format!("[21:41, {date}] Ann: x"), "21:41:00"),
            (format!("[9:41 PM, {date}] Ann: x"), "21:41:00"),
        ] {
            assert_eq!(days(&line), [format!("{day}T{time}")], "{line}");
        }
    }
}

#[test]
fn months_by_name_come_in_the_forms_of_other_tools() {
    for line in [
        "27 Mar 2022, 21:41 - Ann: x",
        "27-Mar-2022 21:41 - Ann: x",
        "27/MAR/2022, 9:41 pm - Ann: x",
        "27. Mar 2022 um 21:41 - Ann: x",
        "Mar 27, 2022, 21:41 - Ann: x",
        "March 27th, 2022 at 9:41\u{202f}PM - Ann: x",
        "Mar. 27 2022 21:41 - Ann: x",
        "2022-Mar-27, 21:41 - Ann: x",
        "2022. márc. 27. 21:41 - Ann: x",
        "1er mars 2022, 21:41 - Ann: x",
        "27 tháng 3, 2022 21:41 - Ann: x",
        "27 มี.ค. 2565 21:41 น. - Ann: x",
        "۷ حمل ۱۴۰۱، ۲۱:۴۱ - Ann: x",
        "7 Farvardin 1401, 21:41 - Ann: x",
        "2022년 3월 27일 오후 9:41 - Ann: x",
        "2022年 3月 27日 21:41 - Ann: x",
        "27/3/22, 9:41 pm बजे - Ann: x",
    ] {
        let wanted = line.replace("1er", "27");
        let read = days(&wanted);
        assert!(
            read.contains(&"2022-03-27T21:41:00".to_owned()),
            "{line}: {read:?}"
        );
        assert!(parse(line.as_bytes()).is_some(), "{line}");
    }
    assert_eq!(
        days("27-Mar-22, 21:41 - A: x"),
        ["2022-03-27T21:41:00", "2027-03-22T21:41:00"]
    );
}

#[test]
fn a_month_that_is_two_or_of_another_calendar_gives_no_date() {
    // October in Croatian, November in Polish.
    for line in [
        "27. listopada 2022., 21:41 - A: x",
        "Farvardin 7, 2022, 21:41 - A: x",
    ] {
        assert_eq!(days(line), ["none"], "{line}");
    }
    for line in [
        "27 Ann 2022, 21:41 - Ann: x",
        "27 mardi 2022, 21:41 - Ann: x",
        "May 2022, 21:41 - Ann: x",
        "27 March, 21:41 - Ann: x",
        "March 27, 2022: it was 21:41",
        "May I come at 10:30 - Ann: x",
        "I come March 27, 2022, 21:41 - Ann: x",
        "27 March 2022, 21:41-Ann: x",
    ] {
        assert!(parse(line.as_bytes()).is_none(), "{line}");
    }
}
