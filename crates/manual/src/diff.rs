//! What changed between two texts, word by word.
//!
//! The longest common run of words is kept (the classical table, after equal
//! beginnings and ends are set aside); the rest was taken out or put in.

/// A stretch of text and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Same(String),
    Added(String),
    Removed(String),
}

/// Above this many pairs of words the middle is shown as wholly replaced.
const MOST_PAIRS: usize = 4_000_000;

/// Compares two texts. Putting the `Same` and `Added` pieces together gives
/// `new`, the `Same` and `Removed` ones `old`, but for blanks: one that breaks no line
/// and one that does are the same blank to a reader.
#[must_use]
pub fn compare(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (words(old), words(new));
    let start = old.iter().zip(&new).take_while(|(a, b)| alike(a, b)).count();
    let rest = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| alike(a, b)).count();
    let mut pieces = Pieces::default();
    new.iter().take(start).for_each(|w| pieces.same(w));
    let old_middle = old.get(start..old.len() - end).unwrap_or_default();
    let new_middle = new.get(start..new.len() - end).unwrap_or_default();
    pieces.middle(old_middle, new_middle);
    new.iter().skip(new.len() - end).for_each(|w| pieces.same(w));
    joined(pieces.done)
}

/// Joins changes that only a blank keeps apart: `3 months` out, `60 days` in.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut done = Vec::with_capacity(pieces.len());
    let (mut removed, mut added) = (String::new(), String::new());
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let more = matches!(pieces.peek(), Some(Piece::Added(_) | Piece::Removed(_)));
        match piece {
            Piece::Removed(text) => removed.push_str(&text),
            Piece::Added(text) => added.push_str(&text),
            Piece::Same(blank) if more && blank.trim().is_empty() && !(removed.is_empty() && added.is_empty()) => {
                removed.push_str(&blank);
                added.push_str(&blank);
            }
            Piece::Same(text) => {
                flush(&mut done, &mut removed, &mut added);
                done.push(Piece::Same(text));
            }
        }
    }
    flush(&mut done, &mut removed, &mut added);
    done
}

fn flush(done: &mut Vec<Piece>, removed: &mut String, added: &mut String) {
    if !removed.is_empty() {
        done.push(Piece::Removed(std::mem::take(removed)));
    }
    if !added.is_empty() {
        done.push(Piece::Added(std::mem::take(added)));
    }
}

/// Whether two words read the same.
fn alike(a: &str, b: &str) -> bool {
    let blank = |text: &str| !text.is_empty() && text.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'));
    a == b || (blank(a) && blank(b) && a.chars().count() == b.chars().count())
}

/// Whether two texts read the same, whatever kind their blanks are of.
#[must_use]
pub fn same_words(old: &str, new: &str) -> bool {
    let (old, new) = (words(old), words(new));
    old.len() == new.len() && old.iter().zip(&new).all(|(a, b)| alike(a, b))
}

/// Words, blanks and signs, each a piece; nothing is lost.
fn words(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = Kind::of(first);
        let end = rest.find(|c: char| Kind::of(c) != kind).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        all.push(word);
        rest = after;
    }
    all
}

#[derive(PartialEq, Eq)]
enum Kind {
    Blank,
    Word,
    Sign,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            c if c.is_whitespace() => Self::Blank,
            '\'' | '’' | '-' => Self::Word,
            c if c.is_alphanumeric() => Self::Word,
            _ => Self::Sign,
        }
    }
}

#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
}

impl Pieces {
    fn same(&mut self, word: &str) {
        match self.done.last_mut() {
            Some(Piece::Same(text)) => text.push_str(word),
            _ => self.done.push(Piece::Same(word.to_owned())),
        }
    }

    fn added(&mut self, word: &str) {
        match self.done.last_mut() {
            Some(Piece::Added(text)) => text.push_str(word),
            _ => self.done.push(Piece::Added(word.to_owned())),
        }
    }

    fn removed(&mut self, word: &str) {
        match self.done.last_mut() {
            Some(Piece::Removed(text)) => text.push_str(word),
            _ => self.done.push(Piece::Removed(word.to_owned())),
        }
    }

    fn middle(&mut self, old: &[&str], new: &[&str]) {
        let common = if old.len().saturating_mul(new.len()) > MOST_PAIRS { Vec::new() } else { longest_common(old, new) };
        let (mut at_old, mut at_new) = (0, 0);
        for (i, j) in common.into_iter().chain([(old.len(), new.len())]) {
            old.iter().take(i).skip(at_old).for_each(|w| self.removed(w));
            new.iter().take(j).skip(at_new).for_each(|w| self.added(w));
            if let Some(word) = new.get(j) {
                self.same(word);
            }
            (at_old, at_new) = (i + 1, j + 1);
        }
    }
}

/// The places of a longest common run of words, in order.
fn longest_common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    let at = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let best = if alike(a, b) { at(&longest, i + 1, j + 1) + 1 } else { at(&longest, i + 1, j).max(at(&longest, i, j + 1)) };
            if let Some(cell) = longest.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut places) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
        if alike(a, b) {
            places.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if at(&longest, i + 1, j) >= at(&longest, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Piece, compare};

    #[test]
    fn one_changed_word_is_one_word_out_and_one_in() {
        let pieces = compare("every 3 months: passcode changed", "every 60 days: passcode changed");

        assert_eq!(pieces, [
            Piece::Same("every ".into()),
            Piece::Removed("3 months".into()),
            Piece::Added("60 days".into()),
            Piece::Same(": passcode changed".into()),
        ]);
    }

    #[test]
    fn a_blank_that_breaks_no_line_is_no_change() {
        assert!(super::same_words("responsable : la direction", "responsable\u{a0}: la direction"));
        assert!(!super::same_words("responsable : la direction", "responsable\n: la direction"));
        assert_eq!(compare("a : b c", "a\u{a0}: b d"), [Piece::Same("a\u{a0}: b ".into()), Piece::Removed("c".into()), Piece::Added("d".into())]);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_put_together_again(old in "[ab \n]{0,40}", new in "[ab \n]{0,40}") {
            let pieces = compare(&old, &new);
            let with = |keep: fn(&Piece) -> Option<&str>| pieces.iter().filter_map(keep).collect::<String>();

            prop_assert_eq!(with(|p| match p { Piece::Same(t) | Piece::Removed(t) => Some(t), Piece::Added(_) => None }), old);
            prop_assert_eq!(with(|p| match p { Piece::Same(t) | Piece::Added(t) => Some(t), Piece::Removed(_) => None }), new);
        }
    }
}
