//! Lines to cells: by the names above the columns and the white between them.
//!
//! Names alone do not tell where a column ends: text hangs from its left edge,
//! amounts from their right. Between the middles of two neighbouring names the
//! boundary is where the fewest words of all rows would be cut, and in the middle
//! of the widest such place.

use super::lines::{Line, Word, joined};
use crate::read::profile::{Column, Profile, Table};
use crate::read::row::Layout;

/// A header that was found, and what it says.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// How many lines it takes.
    pub lines: usize,
    /// The names, from left to right, of one of the tables side by side.
    pub names: Vec<String>,
    /// Which tables of the profile it fits.
    pub fits: Vec<(usize, Layout)>,
    /// Where each name stands; one list for each of the tables side by side.
    bands: Vec<Vec<Place>>,
}

/// Where a name stands.
#[derive(Debug, Clone)]
struct Place {
    from: f64,
    to: f64,
    name: String,
}

impl Place {
    fn middle(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }
}

/// A line under a header.
pub(super) enum Segment {
    /// Over all columns: a heading, a total, a note.
    Whole(String),
    Cells { text: String, cells: Vec<String> },
}

/// The first line where the names of a table stand.
pub(super) fn next_header(profile: &Profile, lines: &[Line]) -> Option<(usize, Found)> {
    (0..lines.len()).find_map(|at| {
        let found = profile.tables.iter().enumerate().filter_map(|(index, table)| {
            let words = header_words(lines.get(at..)?, table.header_lines)?;
            let bands = bands(&words, table)?;
            Some((index, table.header_lines, bands))
        });
        // Of several tables the one with the most names: those of the others may be part of it.
        let (_, count, bands) = found.max_by_key(|(_, _, bands)| bands.first().map_or(0, Vec::len))?;
        let names: Vec<String> = bands.first()?.iter().map(|place| place.name.clone()).collect();
        let plain: Vec<String> = names.iter().map(|name| crate::read::row::plain(name)).collect();
        let tables = profile.tables.iter().enumerate().filter(|(_, table)| named(table).next().is_some());
        let fits: Vec<(usize, Layout)> = tables.filter_map(|(index, table)| Some((index, Layout::find(table, &plain).ok()?))).collect();
        (!fits.is_empty()).then_some((at, Found { lines: count, names, fits, bands }))
    })
}

fn named(table: &Table) -> impl Iterator<Item = (bool, &Vec<String>)> {
    table.columns.iter().filter_map(|(field, column)| match column {
        Column::Named(names) => Some((!table.optional.contains(field), names)),
        Column::At(_) => None,
    })
}

/// The words of a header; of several lines, those above each other as one.
fn header_words(lines: &[Line], count: usize) -> Option<Vec<Word>> {
    let mut words = lines.first()?.words.clone();
    for line in lines.get(1..count)? {
        for word in &line.words {
            let above = words.iter_mut().find(|known| known.from < word.to && word.from < known.to);
            match above {
                Some(known) => {
                    known.text = format!("{} {}", known.text, word.text);
                    (known.from, known.to) = (known.from.min(word.from), known.to.max(word.to));
                }
                None => words.push(word.clone()),
            }
        }
    }
    words.sort_by(|a, b| a.from.total_cmp(&b.from));
    Some(words)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Where all names of the table stand, as often as all of them do; `None` when one is missing.
fn bands(words: &[Word], table: &Table) -> Option<Vec<Vec<Place>>> {
    let mut wanted: Vec<(bool, Vec<(String, String)>)> = named(table)
        .map(|(needed, names)| (needed, names.iter().map(|name| (squeezed(name), name.clone())).collect()))
        .collect();
    if wanted.is_empty() || wanted.iter().filter(|(needed, _)| *needed).count() > words.len() {
        return None;
    }
    // Long names first: `Call To` before `Call`.
    wanted.sort_by_key(|(_, names)| std::cmp::Reverse(names.iter().map(|(name, _)| name.len()).max()));
    let mut taken = vec![false; words.len()];
    let mut places: Vec<Place> = Vec::new();
    let mut times: Option<usize> = None;
    for (needed, names) in &wanted {
        let found = names.iter().map(|(name, shown)| everywhere(words, &mut taken, name, shown)).find(|found| !found.is_empty()).unwrap_or_default();
        if *needed {
            if found.is_empty() || times.is_some_and(|times| times != found.len()) {
                return None;
            }
            times = Some(found.len());
        } else if times.is_some_and(|times| !found.is_empty() && found.len() != times) {
            continue;
        }
        places.extend(found);
    }
    // What has a name of its own but is not read still parts its neighbours.
    places.extend(words.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(word, _)| Place { from: word.from, to: word.to, name: word.text.clone() }));
    places.sort_by(|a, b| a.from.total_cmp(&b.from));
    let times = times?;
    if !places.len().is_multiple_of(times) {
        return None;
    }
    let per = places.len() / times;
    Some(places.chunks(per.max(1)).map(<[Place]>::to_vec).collect())
}

/// Every run of words that spells the name.
fn everywhere(words: &[Word], taken: &mut [bool], name: &str, shown: &str) -> Vec<Place> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(end) = spelled(words, taken, at, name) else {
            at += 1;
            continue;
        };
        let run = words.get(at..end).unwrap_or(&[]);
        if let (Some(first), Some(last)) = (run.first(), run.last()) {
            found.push(Place { from: first.from, to: last.to, name: shown.to_owned() });
        }
        taken.iter_mut().take(end).skip(at).for_each(|taken| *taken = true);
        at = end;
    }
    found
}

fn spelled(words: &[Word], taken: &[bool], at: usize, name: &str) -> Option<usize> {
    let mut rest = name;
    for (place, word) in words.iter().enumerate().skip(at) {
        if taken.get(place).copied().unwrap_or(true) {
            return None;
        }
        rest = rest.strip_prefix(squeezed(&word.text).as_str())?;
        if rest.is_empty() {
            return Some(place + 1);
        }
    }
    None
}

/// Cuts lines into cells. `whole` says which lines are described as a whole.
pub(super) fn cut(lines: &[Line], whole: &[bool], found: &Found) -> Vec<Segment> {
    let rows: Vec<&Word> = lines.iter().zip(whole).filter(|(_, whole)| !**whole).flat_map(|(line, _)| &line.words).collect();
    let parted: Vec<f64> = found.bands.windows(2).filter_map(|pair| parting(pair, &rows)).collect();
    let boundaries: Vec<Vec<f64>> = found.bands.iter().map(|places| places.windows(2).filter_map(|pair| between(pair, &rows)).collect()).collect();
    let mut segments = Vec::new();
    let mut waiting: Vec<Vec<Segment>> = found.bands.iter().map(|_| Vec::new()).collect();
    for (line, whole) in lines.iter().zip(whole) {
        let across = parted.iter().any(|at| line.words.iter().any(|word| word.from < *at && *at < word.to));
        if *whole || across {
            segments.extend(waiting.iter_mut().flat_map(std::mem::take));
            segments.push(Segment::Whole(line.text()));
            continue;
        }
        for (band, (waiting, boundaries)) in waiting.iter_mut().zip(&boundaries).enumerate() {
            let left = band.checked_sub(1).and_then(|before| parted.get(before)).copied().unwrap_or(f64::MIN);
            let right = parted.get(band).copied().unwrap_or(f64::MAX);
            let words: Vec<Word> = line.words.iter().filter(|word| left <= word.middle() && word.middle() < right).cloned().collect();
            if !words.is_empty() {
                waiting.push(Segment::Cells { text: joined(&words), cells: cells(&words, boundaries) });
            }
        }
    }
    segments.extend(waiting.into_iter().flatten());
    segments
}

fn cells(words: &[Word], boundaries: &[f64]) -> Vec<String> {
    let mut cells = vec![Vec::new(); boundaries.len() + 1];
    for word in words {
        let column = boundaries.iter().filter(|at| **at <= word.middle()).count();
        if let Some(cell) = cells.get_mut(column) {
            cell.push(word.clone());
        }
    }
    cells.iter().map(|words| joined(words)).collect()
}

/// Between two tables side by side.
fn parting(pair: &[Vec<Place>], rows: &[&Word]) -> Option<f64> {
    let [left, right] = pair else { return None };
    let (last, first) = (left.last()?, right.first()?);
    Some(clearest(last.middle(), first.middle(), &[last, first], rows))
}

fn between(pair: &[Place], rows: &[&Word]) -> Option<f64> {
    let [left, right] = pair else { return None };
    Some(clearest(left.middle(), right.middle(), &[left, right], rows))
}

/// Where the fewest words would be cut between two places, in the middle of the widest such gap.
fn clearest(low: f64, high: f64, names: &[&Place], rows: &[&Word]) -> f64 {
    let names = names.iter().map(|place| (place.from, place.to));
    let spans = rows.iter().map(|word| (word.from, word.to)).chain(names);
    let mut ends: Vec<(f64, i32)> = Vec::new();
    for (from, to) in spans.filter(|(from, to)| *to > low && *from < high) {
        ends.push((from.max(low), 1));
        ends.push((to.min(high), -1));
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let (mut best, mut fewest, mut widest) = (f64::midpoint(low, high), i32::MAX, 0.0);
    let (mut open, mut at) = (0, low);
    for (place, change) in ends.into_iter().chain([(high, 0)]) {
        let width = place - at;
        if width > 0.0 && (open < fewest || (open == fewest && width > widest)) {
            (best, fewest, widest) = (f64::midpoint(at, place), open, width);
        }
        open += change;
        at = place;
    }
    best
}
