//! Letters to words, words to lines: by where they stand, never by the order they were drawn in.
//!
//! Tolerances are parts of the letter height, found on six layouts of one bill
//! drawn in six ways (positions, columns, tables, one letter at a time).

use super::glyphs::Glyph;

/// Baselines closer than this part of the letter height are one line.
const SAME_LINE: f64 = 0.3;
/// A gap wider than this part of the letter height ends a word.
const WORD_GAP: f64 = 0.18;
/// The same letter again within this part of its height is the same ink (a bold that was drawn twice).
const SAME_INK: f64 = 0.12;

/// A word with its extent along the line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub from: f64,
    pub to: f64,
    pub text: String,
}

impl Word {
    pub(super) fn middle(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }
}

/// Words on one baseline, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub words: Vec<Word>,
}

impl Line {
    /// Its words with one space between.
    pub(super) fn text(&self) -> String {
        joined(&self.words)
    }
}

/// Words with one space between.
pub(super) fn joined(words: &[Word]) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}

/// A letter turned so that its line runs to the right and lines go down.
struct Turned<'a> {
    along: f64,
    down: f64,
    glyph: &'a Glyph,
}

/// The lines of a page, from top to bottom. Text in the main direction comes first;
/// what runs another way (a note along the margin) comes after it, as lines of its own.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut ways: Vec<(i64, Vec<&Glyph>)> = Vec::new();
    for glyph in glyphs {
        let way = whole_degrees(glyph.angle);
        match ways.iter_mut().find(|(known, _)| *known == way) {
            Some((_, all)) => all.push(glyph),
            None => ways.push((way, vec![glyph])),
        }
    }
    ways.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
    ways.iter().flat_map(|(_, all)| one_way(all)).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "an angle in degrees")]
fn whole_degrees(angle: f64) -> i64 {
    let degrees = angle.round() as i64;
    if degrees == -180 { 180 } else { degrees }
}

fn one_way(glyphs: &[&Glyph]) -> Vec<Line> {
    let Some(first) = glyphs.first() else { return Vec::new() };
    let (sin, cos) = first.angle.to_radians().sin_cos();
    let mut turned: Vec<Turned<'_>> = glyphs
        .iter()
        .map(|&glyph| Turned { along: glyph.x * cos + glyph.y * sin, down: glyph.x * sin - glyph.y * cos, glyph })
        .collect();
    turned.sort_by(|a, b| a.down.total_cmp(&b.down));
    let mut lines = Vec::new();
    let mut current: Vec<Turned<'_>> = Vec::new();
    let mut baseline = 0.0;
    for letter in turned {
        if !current.is_empty() && letter.down - baseline > SAME_LINE * letter.glyph.size {
            lines.extend(line(std::mem::take(&mut current)));
        }
        if current.is_empty() {
            baseline = letter.down;
        }
        current.push(letter);
    }
    lines.extend(line(current));
    lines
}

/// `None` when there is nothing but spaces.
fn line(mut letters: Vec<Turned<'_>>) -> Option<Line> {
    letters.sort_by(|a, b| a.along.total_cmp(&b.along));
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    let mut last: Option<&Turned<'_>> = None;
    for letter in &letters {
        let glyph = letter.glyph;
        if last.is_some_and(|last| same_ink(last, letter)) {
            continue;
        }
        last = Some(letter);
        if glyph.text.chars().all(char::is_whitespace) {
            open = false;
            continue;
        }
        let end = letter.along + glyph.width.abs();
        match words.last_mut() {
            Some(word) if open && letter.along - word.to <= WORD_GAP * glyph.size => {
                word.text.push_str(&glyph.text);
                word.to = word.to.max(end);
            }
            _ => words.push(Word { from: letter.along, to: end, text: glyph.text.to_string() }),
        }
        open = true;
    }
    (!words.is_empty()).then_some(Line { words })
}

fn same_ink(a: &Turned<'_>, b: &Turned<'_>) -> bool {
    let near = SAME_INK * b.glyph.size;
    a.glyph.text == b.glyph.text && (a.along - b.along).abs() < near && (a.down - b.down).abs() < near
}
