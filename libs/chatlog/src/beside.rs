//! What a person wrote beside what an app tells: the caption of a picture, the
//! words after a place. Rendering shows what a message is in its own words; of
//! what people wrote it leaves out nothing.

use crate::kind::PollOption;
use crate::{Basis, Kind, Message};

const MARK: char = '\u{200E}';

/// The words of a person in a message that is not words alone. `shown` is its
/// text for showing.
pub(crate) fn words(message: &Message, shown: &str) -> String {
    let is_text_file = !message.header.is_empty();
    // Where only the form of a line says what it is, a person may have typed it.
    if message.basis == Basis::Form && matches!(message.kind, Kind::Omitted { .. }) {
        return shown.to_owned();
    }
    let found = match &message.kind {
        // What calls and system lines say is the app's.
        Kind::Text | Kind::Call(_) | Kind::System { .. } | Kind::Null => return String::new(),
        Kind::Unknown { .. } => shown.to_owned(),
        Kind::Deleted { .. } if is_text_file => return String::new(),
        Kind::Attachment { name, .. } => without_file(name, shown),
        Kind::Omitted { .. } if is_text_file => without_mark(message, shown),
        Kind::Location { url, .. } if is_text_file => without_place(url.as_deref(), shown),
        Kind::Location { url: Some(url), .. } => shown.replace(url, ""),
        Kind::Poll { question, options } => without_poll(question, options, shown),
        Kind::Deleted { .. } | Kind::Omitted { .. } | Kind::Location { .. } => shown.to_owned(),
    };
    found.trim_matches(is_void).to_owned()
}

/// Blanks, and signs that nobody sees: marks, and the place of an object.
fn is_void(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{FFFC}')
}

fn joined(before: &str, after: &str) -> String {
    let (before, after) = (before.trim_matches(is_void), after.trim_matches(is_void));
    let between = if before.is_empty() || after.is_empty() {
        ""
    } else {
        "\n"
    };
    format!("{before}{between}{after}")
}

/// Without the words that name a file: `<attached: NAME>` at an iPhone, the line
/// `NAME (file attached)` at Android.
fn without_file(name: &str, shown: &str) -> String {
    let Some(at) = shown.find(name).filter(|_| !name.is_empty()) else {
        return shown.to_owned();
    };
    let (before, after) = (
        shown.get(..at).unwrap_or_default(),
        shown.get(at + name.len()..).unwrap_or_default(),
    );
    let line = before.rsplit('\n').next().unwrap_or(before);
    let close = after.find(['>', '\n']).unwrap_or(after.len());
    if let (Some(open), Some(rest)) = (line.rfind('<'), after.get(close..))
        && let Some(rest) = rest.strip_prefix('>')
    {
        let start = before.len() - line.len() + open;
        return joined(before.get(..start).unwrap_or_default(), rest);
    }
    let end = after.find('\n').unwrap_or(after.len());
    joined(before, after.get(end..).unwrap_or_default())
}

/// Without what the app says of a file that was left out. At an iPhone a mark
/// nobody sees stands before it, elsewhere it is a line of its own.
fn without_mark(message: &Message, shown: &str) -> String {
    let after_line = |text: &str| {
        text.split_once('\n')
            .map_or("", |(_, rest)| rest)
            .to_owned()
    };
    if message.body.starts_with(MARK) {
        return after_line(shown);
    }
    let Some(at) = shown.rfind(MARK) else {
        return after_line(shown);
    };
    let (before, after) = shown.split_at(at);
    // `report.pdf • 2 pages`: the name is told in the label.
    let line = before.rsplit('\n').next().unwrap_or(before);
    let before = match before.strip_suffix(line) {
        Some(lines) if line.contains('•') => lines,
        _ => before,
    };
    joined(before, &after_line(after))
}

/// Without the address of a place and the one word before it.
fn without_place(url: Option<&str>, shown: &str) -> String {
    let Some((before, after)) = url.and_then(|url| shown.split_once(url)) else {
        return String::new();
    };
    let (lines, label) = before.rsplit_once('\n').unwrap_or(("", before));
    let is_label = label.trim().ends_with([':', '：']) && !label.trim().contains(' ');
    joined(if is_label { lines } else { before }, after)
}

/// Lines of a poll that are neither its question nor an answer one may give.
fn without_poll(question: &str, options: &[PollOption], shown: &str) -> String {
    let mut asked = question.lines().peekable();
    let mut options = options.iter().peekable();
    let mut left = String::new();
    for line in shown.lines().skip(1) {
        let line = line.trim_matches(is_void);
        let answer = line.split_once(':').map_or("", |(_, answer)| answer.trim());
        let is_option = |option: &&PollOption| answer.starts_with(option.text.as_str());
        if asked
            .next_if(|asked| asked.trim_matches(is_void) == line)
            .is_some()
            || options.next_if(is_option).is_some()
        {
            continue;
        }
        left.push_str(line);
        left.push('\n');
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Media;

    fn beside(kind: Kind, body: &str) -> String {
        let message = Message {
            header: "27/03/2022, 21:41 - Ann: ".to_owned(),
            body: body.to_owned(),
            kind,
            ..Message::default()
        };
        words(&message, &message.shown())
    }

    fn file(body: &str) -> String {
        let kind = Kind::Attachment {
            name: "IMG-1.jpg".to_owned(),
            media: Media::Image,
        };
        beside(kind, body)
    }

    fn left_out(body: &str) -> String {
        let media = Media::Image;
        beside(Kind::Omitted { media }, body)
    }

    #[test]
    fn words_around_a_file_are_whole() {
        assert_eq!(file("IMG-1.jpg (file attached)"), "");
        assert_eq!(file("IMG-1.jpg (file attached)\nfirst <b>"), "first <b>");
        assert_eq!(file("first <b> \u{200e}<attached: IMG-1.jpg>"), "first <b>");
        assert_eq!(file("\u{200e}<attached: IMG-1.jpg>\nafter"), "after");
        assert_eq!(file("no name at all"), "no name at all");
    }

    #[test]
    fn words_around_what_was_left_out_are_whole() {
        assert_eq!(left_out("<Media omitted>"), "");
        assert_eq!(left_out("<Media omitted>\na <b>\nc"), "a <b>\nc");
        assert_eq!(left_out("before \u{200e}image omitted"), "before");
        assert_eq!(left_out("\u{200e}image omitted\nafter"), "after");
        let document = "note\nr.pdf • \u{200e}2 pages \u{200e}document omitted\nafter";
        assert_eq!(left_out(document), "note\nafter");
    }

    #[test]
    fn words_around_a_place_are_whole() {
        let place = |body: &str| {
            let url = Some("https://maps.google.com/?q=1,2".to_owned());
            beside(Kind::Location { live: false, url }, body)
        };
        assert_eq!(place("location: https://maps.google.com/?q=1,2"), "");
        assert_eq!(
            place("https://maps.google.com/?q=1,2\nbring the money"),
            "bring the money"
        );
        assert_eq!(
            place("come here\nhttps://maps.google.com/?q=1,2"),
            "come here"
        );
    }

    #[test]
    fn lines_of_a_poll_that_are_no_answer_are_left() {
        let option = |text: &str| PollOption {
            text: text.to_owned(),
            votes: Some(2),
        };
        let kind = Kind::Poll {
            question: "q".to_owned(),
            options: vec![option("A"), option("B")],
        };
        let body = "POLL:\nq\nOPTION: A (2 votes)\nno option: A\nOPTION: B (2 votes)\nso?";
        assert_eq!(beside(kind, body), "no option: A\nso?");
    }

    #[test]
    fn of_records_the_words_are_all_the_persons() {
        let kind = Kind::Attachment {
            name: "photos/1.jpg".to_owned(),
            media: Media::Image,
        };
        let message = Message {
            body: "hi <3>".to_owned(),
            kind,
            ..Message::default()
        };
        assert_eq!(words(&message, &message.shown()), "hi <3>");
    }
}
