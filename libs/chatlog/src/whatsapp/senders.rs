//! Who speaks? Splits `Name: text`, where names may hold colons and system
//! lines may hold `: ` without being anybody's.

use super::recent::{LONGEST_NAME, Recent};
use super::splitter::readable;
use memchr::memchr_iter;
use std::collections::HashMap;

/// More first parts than this are not gathered.
const MOST_NAMES: usize = 10_000;
/// So many messages must share a longer part before a name may hold `: `.
const ENOUGH: u64 = 5;

/// What one pass learned about lines that begin alike.
#[derive(Debug, Clone, Default)]
pub(crate) struct Candidate {
    /// The longest part ending before `: ` that all these lines share.
    shared: String,
    pub messages: u64,
    pub system: u64,
}

/// Gathers candidates for names, by what stands before the first `: `.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    places: HashMap<String, usize>,
    found: Vec<(String, Candidate)>,
    tight: HashMap<String, u64>,
    recent: Recent,
    pub full: bool,
}

/// The text before the first `: ` (or before a `:` that ends the line).
pub(crate) fn first_part(line: &[u8]) -> Option<&str> {
    parts(line).next()
}

/// All texts that stand before a `: `, shortest first.
pub(crate) fn parts(line: &[u8]) -> impl Iterator<Item = &str> {
    let head = line.get(..LONGEST_NAME + 2).unwrap_or(line);
    memchr_iter(b':', head).filter_map(move |at| {
        let cuts = at > 0 && matches!(line.get(at + 1), None | Some(b' ' | b'\r'));
        cuts.then(|| std::str::from_utf8(line.get(..at)?).ok())
            .flatten()
    })
}

impl Candidates {
    /// Takes the rest of a header line in; says which candidate it counts for.
    pub fn add(&mut self, line: &[u8], system: bool) {
        let Some(first) = first_part(line) else {
            self.add_tight(line);
            return;
        };
        let known = self.places.get(first).copied();
        if let Some(place) = known
            && let Some((_, known)) = self.found.get_mut(place)
        {
            self.recent.remember(first, place);
            if known.shared.len() > first.len() {
                let shared = longest_shared(&known.shared, line).unwrap_or(first);
                let subject = parts(line).nth(1).is_some_and(is_system_text);
                if shared == first && subject {
                    return;
                }
                known.shared = shared.to_owned();
            }
            known.messages += 1;
            known.system += u64::from(system);
            return;
        }
        if self.found.len() >= MOST_NAMES {
            self.full = true;
            return;
        }
        let candidate = Candidate {
            shared: parts(line).last().unwrap_or(first).to_owned(),
            messages: 1,
            system: u64::from(system),
        };
        self.places.insert(first.to_owned(), self.found.len());
        self.found.push((first.to_owned(), candidate));
    }

    /// The sender of a line, where it was met a moment ago. `ahead` is the line
    /// and what follows it, if that is at hand.
    #[inline]
    pub fn recent<'a>(&self, line: &'a [u8], ahead: &[u8]) -> Option<(&'a [u8], usize)> {
        let (len, place) = self.recent.find(line, ahead)?;
        Some((line.get(..len)?, place))
    }

    /// Takes a line of such a sender in.
    #[inline]
    pub fn add_recent(&mut self, place: usize, line: &[u8], system: bool) {
        match self.found.get_mut(place) {
            Some((first, known)) if known.shared.len() <= first.len() => {
                known.messages += 1;
                known.system += u64::from(system);
            }
            // What is not UTF-8 is weighed as the reading will show it.
            _ => self.add(readable(line).as_bytes(), system),
        }
    }

    /// `Name:text`, without the blank: counts only where the name is known.
    fn add_tight(&mut self, line: &[u8]) {
        if let Some(at) = memchr::memchr(b':', line)
            && let Some(Ok(part)) = line.get(..at).map(std::str::from_utf8)
            && part.len() <= LONGEST_NAME
            && (self.tight.contains_key(part) || self.tight.len() < MOST_NAMES)
        {
            *self.tight.entry(part.to_owned()).or_default() += 1;
        }
    }

    /// The names, in order of appearance: name, messages, system lines, and
    /// whether somebody should look at it.
    pub fn settle(mut self, everybody_has_a_name: bool) -> Vec<(String, u64, u64, bool)> {
        let tight = std::mem::take(&mut self.tight);
        for (part, count) in tight {
            let place = self.places.get(&part).copied();
            if let Some((_, known)) = place.and_then(|place| self.found.get_mut(place)) {
                known.messages += count;
            }
        }
        self.found
            .into_iter()
            .filter(|(first, _)| everybody_has_a_name || !is_system_text(first))
            .map(|(first, found)| {
                let long = found.shared.len() > first.len() && found.messages >= ENOUGH;
                let doubtful = long || (found.messages == 1 && first.split(' ').count() > 5);
                let name = if long { found.shared } else { first };
                (name, found.messages, found.system, doubtful)
            })
            .collect()
    }
}

/// The longest part that both `shared` and `line` begin with.
fn longest_shared<'a>(shared: &str, line: &'a [u8]) -> Option<&'a str> {
    parts(line)
        .take_while(|part| {
            shared == *part
                || shared
                    .strip_prefix(part)
                    .is_some_and(|rest| rest.starts_with(": "))
        })
        .last()
}

/// On Android a system line has no name, yet may quote a subject with `: ` in
/// it: then a quotation mark is left open before the colon.
fn is_system_text(first: &str) -> bool {
    let count = |c: char| first.matches(c).count();
    count('"') % 2 == 1
        || count('“') > count('”') + usize::from(count('„') > 0)
        || count('«') != count('»')
        || (count('„') > count('“'))
}

/// Splits lines by the names that a survey settled on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    known: HashMap<String, usize>,
    recent: Recent,
    /// No `: ` may make a new name.
    closed: bool,
    any_colon: bool,
}

/// A header line's rest, split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Split<'a> {
    pub sender: Option<&'a str>,
    /// Which known name it is.
    pub index: Option<usize>,
    /// How many bytes stand before the text.
    pub body: usize,
}

impl Names {
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>, complete: bool) -> Self {
        let known: HashMap<String, usize> = names
            .into_iter()
            .enumerate()
            .map(|(i, name)| (name.to_owned(), i))
            .collect();
        let any_colon = known.keys().any(|name| name.contains(": "));
        let mut recent = Recent::default();
        for (name, place) in &known {
            recent.remember(name, *place);
        }
        Self {
            known,
            recent,
            closed: complete,
            any_colon,
        }
    }

    /// The sender, by one look where the name is of those kept at hand and no
    /// name holds `: `: how many bytes it has, and which it is.
    #[inline]
    pub fn at_hand(&self, line: &[u8], ahead: &[u8]) -> Option<(usize, usize)> {
        self.recent.find(line, ahead).filter(|_| !self.any_colon)
    }

    /// The longest known name wins; else the shortest part, where new names
    /// may still come.
    pub fn split<'a>(&self, rest: &'a [u8]) -> Split<'a> {
        let mut best = None;
        let mut first = None;
        for part in parts(rest) {
            first = first.or(Some(part));
            if let Some(&index) = self.known.get(part) {
                best = Some((part, Some(index)));
            }
            if best.is_some() && !self.any_colon {
                break;
            }
        }
        if best.is_none() && !self.closed {
            best = first.map(|part| (part, None));
        }
        if let Some((sender, index)) = best {
            let blank = usize::from(rest.get(sender.len() + 1) == Some(&b' '));
            return Split {
                sender: Some(sender),
                index,
                body: sender.len() + 1 + blank,
            };
        }
        self.split_tight(rest)
    }

    /// `John Doe:.`, which some editors and old versions leave.
    fn split_tight<'a>(&self, rest: &'a [u8]) -> Split<'a> {
        if first_part(rest).is_none()
            && let Some(at) = memchr::memchr(b':', rest)
            && let Some(Ok(part)) = rest.get(..at).map(std::str::from_utf8)
            && let Some(&index) = self.known.get(part)
        {
            return Split {
                sender: Some(part),
                index: Some(index),
                body: at + 1,
            };
        }
        Split {
            sender: None,
            index: None,
            body: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settle(lines: &[&str]) -> Vec<String> {
        let mut found = Candidates::default();
        for line in lines {
            found.add(line.as_bytes(), false);
        }
        found
            .settle(false)
            .into_iter()
            .map(|(name, ..)| name)
            .collect()
    }

    #[test]
    fn a_name_with_a_colon_is_found_when_every_line_has_it() {
        let lines = ["Work: Ann: hi"; 5];
        assert_eq!(settle(&lines), ["Work: Ann"]);
    }

    #[test]
    fn a_text_with_a_colon_does_not_lengthen_the_name() {
        let lines = [
            "Ann: Note: milk",
            "Ann: Note: bread",
            "Ann: Note: tea",
            "Ann: Note: x",
            "Ann: ok",
        ];
        assert_eq!(settle(&lines), ["Ann"]);
    }

    #[test]
    fn a_subject_with_a_colon_in_a_system_line_is_nobodys_name() {
        assert_eq!(
            settle(&["Ann changed the subject to \"Plan: B\"", "Ann: hi"]),
            ["Ann"]
        );
    }

    #[test]
    fn the_longest_known_name_wins() {
        let names = Names::new(["The final test", "Ann", "Ann: Roy"], true);

        assert_eq!(
            names.split(b"The final test: Does it: x").sender,
            Some("The final test")
        );
        assert_eq!(names.split(b"Ann: Roy: hi").sender, Some("Ann: Roy"));
        assert_eq!(names.split(b"Ann:.").body, 4);
        assert_eq!(names.split(b"Nobody: x").sender, None);
    }
}
