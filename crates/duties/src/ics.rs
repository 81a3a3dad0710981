//! A calendar as iCalendar (RFC 5545): what one owes, each on its day. It says the clause and nothing else.

use base::{Day, Moment};

/// An entry of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) when: When,
}

/// A whole day, or a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Day(Day),
    At(Moment),
}

/// Octets on a line, without its end (3.1).
const LINE: usize = 75;

/// The calendar called `name`, as it is at `now`.
pub(crate) fn calendar(name: &str, now: Moment, events: &[Event]) -> String {
    let mut out = String::new();
    let mut line = |text: &str| fold(text, &mut out);
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Keepwell//Duties//EN", "CALSCALE:GREGORIAN", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"] {
        line(text);
    }
    line(&format!("X-WR-CALNAME:{}", escape(name)));
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}@keepwell", escape(&event.id)));
        line(&format!("DTSTAMP:{}", instant(now)));
        line(&match event.when {
            When::Day(day) => format!("DTSTART;VALUE=DATE:{}", day.0.strftime("%Y%m%d")),
            When::At(at) => format!("DTSTART:{}", instant(at)),
        });
        line(&format!("SUMMARY:{}", escape(&event.title)));
        line(&format!("URL:{}", event.url.replace(['\r', '\n'], "")));
        line("CLASS:PRIVATE");
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

fn instant(at: Moment) -> String {
    at.zoned(&jiff::tz::TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Text as a value (3.3.11); other control characters have no place in one.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded between characters, never within one.
fn fold(text: &str, out: &mut String) {
    let mut used = 0;
    for c in text.chars() {
        if used + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a reader of RFC 5545 makes of it: lines unfolded, then name and value.
    fn read(text: &str) -> Vec<(String, String)> {
        assert!(text.ends_with("\r\n"));
        let unfolded = text.replace("\r\n ", "");
        unfolded.split("\r\n").filter(|l| !l.is_empty()).map(|l| l.split_once(':').map(|(n, v)| (n.to_owned(), v.to_owned())).unwrap()).collect()
    }

    fn unescape(value: &str) -> String {
        let mut out = String::new();
        let mut rest = value.chars();
        while let Some(c) = rest.next() {
            match (c, c == '\\') {
                (_, true) => out.push(match rest.next().unwrap() { 'n' => '\n', other => other }),
                (c, _) => out.push(c),
            }
        }
        out
    }

    proptest! {
        #[test]
        fn any_title_survives_and_no_line_is_too_long(title in "\\PC{0,200}", more in "[a-z;,\\\\\n]{0,120}") {
            let title = title + &more;
            let event = Event { id: "00ff".into(), title: title.clone(), url: "https://keepwell.example.org/duties/00ff".into(), when: When::Day(Day::parse("2026-11-30").unwrap()) };
            let text = calendar("Keepwell", Moment(0), &[event]);

            prop_assert!(text.split("\r\n").all(|line| line.len() <= LINE && !line.contains(['\r', '\n'])));
            let lines = read(&text);
            let value = |name: &str| lines.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap();
            prop_assert_eq!(unescape(&value("SUMMARY")), title);
            prop_assert_eq!(value("DTSTART;VALUE=DATE"), "20261130");
            prop_assert_eq!(lines.iter().filter(|(n, _)| n == "BEGIN").count(), lines.iter().filter(|(n, _)| n == "END").count());
        }
    }

    #[test]
    fn a_moment_is_said_in_utc() {
        let event = Event { id: "1".into(), title: "T".into(), url: "https://k".into(), when: When::At(base::world::moment("2026-11-23T12:30:00Z")) };
        assert!(calendar("Keepwell", Moment(0), &[event]).contains("\r\nDTSTART:20261123T123000Z\r\n"));
    }
}
