//! What is a message? By the app's invisible mark, by whole texts the app is
//! known to write, or by form. Never by a word somewhere in a person's text.

use super::events::{event, is_authored_line};
use super::files::{android_attachment, iphone_attachment, media_of};
use super::shape::Platform;
use super::words::{
    ATTACHED_BEFORE, Whole, call_words, is_edited_mark, is_option_word, is_poll_word, may_be_whole,
    media_noun, whole,
};
use crate::{Basis, Call, Kind, Media, Outcome, PollOption};
use std::sync::LazyLock;

/// What is known around a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'a> {
    pub platform: Platform,
    pub sender: Option<&'a str>,
    /// Words that follow file names in this file.
    pub attached_words: &'a [String],
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Classified {
    pub kind: Kind,
    pub basis: Basis,
    pub edited: bool,
}

const LRM: [char; 2] = ['\u{200E}', '\u{200F}'];

/// Whether a text is surely nothing that a survey counts, judged by a few bytes
/// of it; `line` is its first line. Most texts need no more reading than this.
#[inline]
pub(crate) fn is_surely_plain(body: &[u8], line: &[u8], platform: Platform, sender: &[u8]) -> bool {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let special = match body.first() {
        Some(0xE2 | b'<') => true,
        Some(b'Y') => body.starts_with(b"You "),
        Some(b'V') => body.starts_with(b"Vous "),
        Some(0xD9) => body.starts_with(ATTACHED_BEFORE[0].as_bytes()),
        _ => false,
    };
    let ends = |text: &[u8]| matches!(text.last(), Some(b'>' | b')'));
    !(special
        || ends(line)
        || ends(body)
        || may_be_whole(line)
        || (body.first() == sender.first() && body.starts_with(sender))
        || (platform == Platform::Iphone && last_mark(body).is_some()))
}

/// Whether a text with a sender is surely words and nothing else: then
/// [`classify`] says so, too. It does not look for maps.
#[inline]
pub(crate) fn is_surely_words(body: &[u8], line: &[u8], platform: Platform, sender: &[u8]) -> bool {
    !may_be_poll_or_deleted(body) && is_surely_plain(body, line, platform, sender)
}

/// Whether a text begins as a poll does, or as what an admin took back.
#[inline]
pub(crate) fn may_be_poll_or_deleted(body: &[u8]) -> bool {
    let poll = matches!(
        body,
        [b'P', b'O' | b'E', ..] | [b'S', b'O', ..] | [b'E', b'N', ..] | [b'U', b'M', ..]
    );
    let admin = matches!(body.first(), Some(b't' | b'T' | b'c' | b'C'))
        && body.get(..12).is_some_and(|start| {
            start.eq_ignore_ascii_case(b"this message")
                || start.eq_ignore_ascii_case(b"ce message a")
        });
    poll || admin
}

/// Short texts that the app writes again and again, and what they are.
#[derive(Debug, Default)]
pub(crate) struct Memo([Option<Known>; 32]);

/// A text, where it stands, whether somebody speaks, and what it is.
type Known = (Box<str>, Platform, bool, Classified);

impl Memo {
    /// The same as [`classify`], which it asks only once for such a text.
    pub fn classify(&mut self, body: &str, around: Around<'_>) -> Classified {
        let bytes = body.as_bytes();
        let at = |place: usize| bytes.get(place).map_or(0, |byte| usize::from(*byte));
        let slot = (bytes.len() * 7 + at(5) + at(9) * 3 + at(bytes.len().saturating_sub(3))) % 32;
        let (platform, spoken) = (around.platform, around.sender.is_some());
        let known = self.0.get(slot).and_then(Option::as_ref);
        if let Some((text, of, by, found)) = known
            && (&**text, *of, *by) == (body, platform, spoken)
        {
            return found.clone();
        }
        let found = classify(body, around);
        // What depends on the sender, or on words learned meanwhile, is not kept.
        let always = match found.kind {
            Kind::System { .. } => found.basis != Basis::Words,
            Kind::Omitted { .. } | Kind::Deleted { .. } | Kind::Call(_) | Kind::Null => true,
            _ => false,
        };
        if always
            && bytes.len() <= 160
            && !bytes.contains(&b')')
            && let Some(slot) = self.0.get_mut(slot)
        {
            *slot = Some((body.into(), platform, spoken, found.clone()));
        }
        found
    }
}

/// Says what a text is.
pub(crate) fn classify(body: &str, around: Around<'_>) -> Classified {
    let marked = body.starts_with(LRM) && around.platform == Platform::Iphone;
    let text = body.trim_start_matches(LRM);
    let Some(sender) = around.sender else {
        return system_or_call(text, Basis::NoSender);
    };
    let (text, edited) = without_edited_mark(text, around.platform);
    let basis = |other| if marked { Basis::Mark } else { other };
    let found = special(text, around, marked).map(|(kind, other)| (kind, basis(other)));
    let (kind, basis) = match found {
        Some(found) => found,
        None if marked && !edited => return marked_text(text),
        None if is_authored_line(sender, text) => {
            (Kind::System { event: event(text) }, Basis::Words)
        }
        None => (Kind::Text, Basis::Plain),
    };
    Classified {
        kind,
        basis,
        edited,
    }
}

/// Cuts ` <This message was edited>` off; on an iPhone any such mark that
/// follows U+200E.
fn without_edited_mark(text: &str, platform: Platform) -> (&str, bool) {
    let Some(open) = text.strip_suffix('>').and_then(|inner| inner.rfind('<')) else {
        return (text, false);
    };
    let (Some(before), Some(words)) = (text.get(..open), text.get(open + 1..text.len() - 1)) else {
        return (text, false);
    };
    let unmarked = before.trim_end_matches(LRM);
    let by_form = platform == Platform::Iphone
        && unmarked.len() < before.len()
        && unmarked.ends_with(' ')
        && iphone_attachment(text).is_none();
    if is_edited_mark(words) || by_form {
        (unmarked.strip_suffix(' ').unwrap_or(unmarked), true)
    } else {
        (text, false)
    }
}

fn special(text: &str, around: Around<'_>, marked: bool) -> Option<(Kind, Basis)> {
    let end = memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len());
    let first_line = text.get(..end).unwrap_or(text);
    let first_line = first_line.strip_suffix('\r').unwrap_or(first_line);
    attachment(text, first_line, around, marked)
        .or_else(|| known_text(text, first_line))
        .or_else(|| {
            let phone = around.platform == Platform::Iphone && !marked;
            phone.then(|| left_out_document(text)).flatten()
        })
        .or_else(|| poll(text, first_line).map(|kind| (kind, Basis::Words)))
        .or_else(|| location(text).map(|kind| (kind, Basis::Form)))
        .or_else(|| angle_brackets(text).map(|kind| (kind, Basis::Form)))
}

fn attachment(
    text: &str,
    first_line: &str,
    around: Around<'_>,
    marked: bool,
) -> Option<(Kind, Basis)> {
    let named = if first_line.ends_with(')') || first_line.starts_with('ف') {
        android_attachment(first_line, around.attached_words)
    } else {
        None
    };
    let named = named.or_else(|| {
        let ends = text.ends_with('>') && (marked || around.platform == Platform::Iphone);
        ends.then(|| iphone_attachment(text)).flatten()
    })?;
    let basis = if named.by_words {
        Basis::Words
    } else {
        Basis::Form
    };
    let kind = Kind::Attachment {
        name: named.name.to_owned(),
        media: media_of(named.name),
    };
    Some((kind, basis))
}

/// Texts that the app writes exactly so. `<Media omitted>` may be followed by
/// a caption.
fn known_text(text: &str, first_line: &str) -> Option<(Kind, Basis)> {
    if first_line.len() < text.len() && !first_line.ends_with('>') {
        return None;
    }
    let kind = match whole(first_line)? {
        Whole::Omitted(media) => Kind::Omitted { media },
        Whole::Deleted(by) => Kind::Deleted { by },
        Whole::LiveLocation => Kind::Location {
            live: true,
            url: None,
        },
        Whole::Null => Kind::Null,
        Whole::Missed { video } => Kind::Call(Call {
            video,
            outcome: Outcome::Missed,
            seconds: None,
            joined: None,
        }),
    };
    Some((kind, Basis::Words))
}

/// `report.pdf • ‹L›2 pages ‹L›document omitted`
fn left_out_document(text: &str) -> Option<(Kind, Basis)> {
    let at = last_mark(text.as_bytes())?;
    match whole(text.get(at..)?.trim_start_matches(LRM)) {
        Some(Whole::Omitted(media)) => Some((Kind::Omitted { media }, Basis::Words)),
        _ if text.contains('•') && !text.contains('\n') => Some((
            Kind::Omitted {
                media: Media::Document,
            },
            Basis::Form,
        )),
        _ => None,
    }
}

/// Where the last mark stands.
#[inline]
fn last_mark(text: &[u8]) -> Option<usize> {
    let is_mark = |at: &usize| matches!(text.get(*at..*at + 3), Some([0xE2, 0x80, 0x8E | 0x8F]));
    memchr::memrchr_iter(0xE2, text).find(is_mark)
}

fn poll(text: &str, first_line: &str) -> Option<Kind> {
    let word = first_line.trim_end().strip_suffix(':')?.trim_end();
    if !is_poll_word(word) {
        return None;
    }
    let mut question = String::new();
    let mut options = Vec::new();
    for line in text.lines().skip(1) {
        let line = line.trim_start_matches(LRM);
        let answer = line
            .split_once(':')
            .filter(|(word, _)| is_option_word(word.trim_end()));
        if let Some((_, answer)) = answer {
            options.push(poll_option(answer.trim()));
        } else if options.is_empty() && !line.is_empty() {
            question.push_str(if question.is_empty() { "" } else { "\n" });
            question.push_str(line);
        }
    }
    Some(Kind::Poll { question, options })
}

/// `A (2 votes)`
fn poll_option(answer: &str) -> PollOption {
    let counted = answer.strip_suffix(')').and_then(|inner| {
        let (text, votes) = inner.rsplit_once(" (")?;
        let digits: String = votes.chars().filter(char::is_ascii_digit).collect();
        Some((text, digits.parse().ok()?))
    });
    match counted {
        Some((text, votes)) => PollOption {
            text: text.to_owned(),
            votes: Some(votes),
        },
        None => PollOption {
            text: answer.to_owned(),
            votes: None,
        },
    }
}

/// How the address of a map begins.
const MAP_START: &str = "https://maps.google.com/?q=";
/// How long that is.
pub(crate) const MAP_LEN: usize = MAP_START.len();
static MAP: LazyLock<memchr::memmem::Finder<'static>> =
    LazyLock::new(|| memchr::memmem::Finder::new(MAP_START));

/// Where the next address of a map stands.
pub(crate) fn next_map(bytes: &[u8]) -> Option<usize> {
    MAP.find(bytes)
}

/// A line that is only the address of a map, maybe after one word and a colon.
fn location(text: &str) -> Option<Kind> {
    let at = MAP.find(text.as_bytes())?;
    let (before, rest) = (text.get(..at)?, text.get(at..)?);
    let url = rest.split(['\n', '\r']).next()?;
    let line_start = before.rsplit('\n').next().unwrap_or(before);
    let label = line_start.trim_end().trim_end_matches([':', '：']);
    let labelled = line_start.is_empty() || (line_start != label && !label.contains(' '));
    (labelled && !url.contains(' ')).then(|| Kind::Location {
        live: false,
        url: Some(url.to_owned()),
    })
}

/// `<…>` alone: what was left out, in a language we do not know.
fn angle_brackets(text: &str) -> Option<Kind> {
    let inner = text.strip_prefix('<')?.strip_suffix('>')?;
    let plain = !inner.contains(['<', '>', '/', '=', '\n', '@']);
    let long = inner.chars().count() >= 5 && (inner.contains(' ') || !inner.is_ascii());
    (plain && long).then_some(Kind::Omitted {
        media: Media::Unknown,
    })
}

/// An iPhone text that the app wrote and no rule above knows.
fn marked_text(text: &str) -> Classified {
    if text.len() > 100 {
        return system_or_call(text, Basis::Mark);
    }
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let short = words.len() <= 3 || text.chars().count() <= 16;
    let noun = words
        .first()
        .into_iter()
        .chain(words.last())
        .find_map(|word| media_noun(word));
    if let (true, Some(media), None) = (short, noun, call(text)) {
        let kind = Kind::Omitted { media };
        return Classified {
            kind,
            basis: Basis::Mark,
            edited: false,
        };
    }
    system_or_call(text, Basis::Mark)
}

fn system_or_call(text: &str, basis: Basis) -> Classified {
    let kind = match call(text) {
        Some(call) => Kind::Call(call),
        None => Kind::System { event: event(text) },
    };
    Classified {
        kind,
        basis,
        edited: false,
    }
}

/// `Voice call, ‹L›41 sec • 2 joined`
fn call(text: &str) -> Option<Call> {
    if text.len() > 160 {
        return None;
    }
    let small = text.to_lowercase();
    let (video, missed, rest) = call_words(&small)?;
    let silenced = small.starts_with("silenced");
    let no_answer = [
        "no answer",
        "sans réponse",
        "pas de réponse",
        "sin respuesta",
        "keine antwort",
    ];
    let seconds = duration(rest.split('•').next().unwrap_or(rest));
    let joined = rest
        .split_once('•')
        .and_then(|(_, tail)| first_number(tail));
    let outcome = if silenced {
        Outcome::Silenced
    } else if missed {
        Outcome::Missed
    } else if no_answer.iter().any(|words| rest.contains(words)) {
        Outcome::Unanswered
    } else if seconds.is_some() || rest.contains("ended") || rest.contains("terminé") {
        Outcome::Answered
    } else {
        Outcome::Unknown
    };
    Some(Call {
        video,
        outcome,
        seconds,
        joined,
    })
}

fn first_number(text: &str) -> Option<u32> {
    text.split(|c: char| !c.is_ascii_digit())
        .find(|part| !part.is_empty())?
        .parse()
        .ok()
}

/// `1 hr 5 min` in seconds.
fn duration(text: &str) -> Option<u32> {
    let mut total: Option<u32> = None;
    let mut number: Option<u32> = None;
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        let unit = if digits.is_empty() {
            word
        } else {
            word.get(digits.len()..)?
        };
        if !digits.is_empty() {
            number = digits.parse().ok();
        }
        let factor = match unit.chars().next() {
            Some('s') => 1,
            Some('m') => 60,
            Some('h') => 3600,
            _ => continue,
        };
        let part = number.take()?.checked_mul(factor)?;
        total = Some(total.unwrap_or(0).checked_add(part)?);
    }
    total
}

#[cfg(test)]
#[path = "kinds_tests.rs"]
mod tests;
