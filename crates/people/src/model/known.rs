//! Passphrases that many people use, as a compact filter: no list to read, no
//! network to ask.
//!
//! A Bloom filter over words and whole passphrases. It never misses one it was
//! made from; it takes one stranger in a thousand for known, who then chooses
//! other words. What it was made from, and how: `assets/README.md`.

use sha2::{Digest, Sha256};

static FILTER: &[u8] = include_bytes!("../../assets/known-passwords.filter");
/// Bits set for each entry.
const HASHES: u64 = 10;
/// Bits for each entry: one stranger in a thousand is taken for known.
const BITS_EACH: usize = 15;
/// Lines of the list, commonest first, whose words count also as parts.
const COMMONEST: usize = 100_000;

/// Lower case without accents, blanks and dashes: the form in which things are compared.
#[must_use]
pub fn bare(text: &str) -> String {
    super::fold(text).chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '_').collect()
}

/// Without the digits and signs around it: `password` of `!password123`.
#[must_use]
pub fn core(bare: &str) -> &str {
    bare.trim_matches(|c: char| !c.is_alphabetic())
}

/// Whether the filter knows these letters.
#[must_use]
pub fn is_listed(bare: &str) -> bool {
    places(bare, FILTER.len()).all(|(byte, bit)| FILTER.get(byte).is_some_and(|b| b & bit != 0))
}

/// What a line of the list adds; `rank` 0 is the commonest.
#[must_use]
pub fn entries(line: &str, rank: usize) -> Vec<String> {
    let whole = bare(line);
    let word = core(&whole).to_owned();
    let long = whole.chars().count() >= 12;
    let counts = if long { 8 } else { 4 };
    let is_word = (long || rank < COMMONEST) && word.chars().count() >= counts;
    long.then_some(whole).into_iter().chain(is_word.then_some(word)).collect()
}

/// Makes a filter of these entries.
#[must_use]
pub fn filter(entries: &std::collections::BTreeSet<String>) -> Vec<u8> {
    let mut bytes = vec![0_u8; (entries.len() * BITS_EACH).div_ceil(8)];
    let length = bytes.len();
    for (byte, bit) in entries.iter().flat_map(|e| places(e, length)) {
        if let Some(b) = bytes.get_mut(byte) {
            *b |= bit;
        }
    }
    bytes
}

/// Where an entry's bits are, in a filter of so many bytes (double hashing, Kirsch and Mitzenmacher).
fn places(entry: &str, bytes: usize) -> impl Iterator<Item = (usize, u8)> {
    let digest: [u8; 32] = Sha256::digest(entry.as_bytes()).into();
    let number = |from: usize| digest.iter().skip(from).take(8).fold(0_u64, |n, b| (n << 8) | u64::from(*b));
    let (first, second, bits) = (number(0), number(8) | 1, (bytes as u64) * 8);
    (0..HASHES).map(move |i| {
        let at = first.wrapping_add(i.wrapping_mul(second)) % bits.max(1);
        (usize::try_from(at / 8).unwrap_or(0), 1 << (at % 8))
    })
}

#[cfg(test)]
mod tests {
    use super::{bare, entries, filter, is_listed, places};

    #[test]
    fn the_filter_knows_what_it_was_made_from_and_hardly_a_stranger() {
        for known in ["password", "qwertyuiop", "iloveyou", "superman", "1q2w3e4r5t6y7u8i", "passwordpassword"] {
            assert!(is_listed(known), "{known}");
        }
        let strangers = (0..20_000).filter(|n| is_listed(&format!("stranger number {n} of harbour"))).count();
        assert!(strangers < 60, "{strangers} of 20,000");
    }

    #[test]
    fn a_filter_never_misses_an_entry() {
        let all: std::collections::BTreeSet<String> = (0..2_000).map(|n| format!("entry{n}")).collect();
        let made = filter(&all);
        let knows = |e: &str| places(e, made.len()).all(|(byte, bit)| made[byte] & bit != 0);
        assert!(all.iter().all(|e| knows(e)));
        assert!((0..2_000).filter(|n| knows(&format!("other{n}"))).count() < 20);
    }

    #[test]
    fn a_line_adds_its_word_and_when_it_is_long_itself() {
        assert_eq!(entries("Dragon12", 5), ["dragon"]);
        assert_eq!(entries("Dragon12", 500_000), Vec::<String>::new());
        assert_eq!(entries("correct-horse 99!", 500_000), ["correcthorse99!", "correcthorse"]);
        assert_eq!(bare("Été à-la_mer"), "etealamer");
    }
}
