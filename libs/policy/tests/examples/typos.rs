//! One wrong letter in any word of any example is answered at that word, with the right
//! one among the suggestions, in both languages; or the line still says the same.

use policy::{Complaint, Expected, Lang, Rule, Vocabulary, parse};

use super::common::house;
use super::lines::{ALL, plain};

/// A word of a line: where it begins, and itself.
type Word = (usize, String);

/// The words in braces.
fn words(line: &str) -> Vec<Word> {
    let (mut all, mut open, mut place) = (Vec::new(), None, 0);
    for c in line.chars() {
        match c {
            '{' => open = Some((place, String::new())),
            '}' => all.extend(open.take()),
            c => {
                if let Some((_, word)) = &mut open {
                    word.push(c);
                }
                place += 1;
            }
        }
    }
    all
}

/// A word with one letter dropped, doubled, swapped with the next or replaced; and where.
fn misspelt(word: &str) -> Vec<(usize, String)> {
    let letters: Vec<char> = word.chars().collect();
    let mut all = Vec::new();
    for place in (0..letters.len()).filter(|place| letters[*place].is_alphabetic()) {
        let mut dropped = letters.clone();
        dropped.remove(place);
        let mut doubled = letters.clone();
        doubled.insert(place, letters[place]);
        all.extend([dropped, doubled].map(|made| (place, made)));
        for other in ['e', 'k', 'z'] {
            let mut replaced = letters.clone();
            replaced[place] = other;
            all.push((place, replaced));
        }
        if letters
            .get(place + 1)
            .is_some_and(|next| next.is_alphabetic())
        {
            let mut swapped = letters.clone();
            swapped.swap(place, place + 1);
            all.push((place, swapped));
        }
    }
    let made = all
        .into_iter()
        .map(|(place, made)| (place, made.into_iter().collect::<String>()));
    made.filter(|(_, made)| made != word).collect()
}

fn replaced(line: &str, (start, word): &Word, with: &str) -> String {
    let before: String = line.chars().take(*start).collect();
    let after: String = line.chars().skip(start + word.chars().count()).collect();
    format!("{before}{with}{after}")
}

/// What is wrong with the answer, if anything.
fn fault(
    line: &str,
    word: &Word,
    place: usize,
    no: &Complaint,
    rule: &Rule,
    vocabulary: &Vocabulary,
) -> Option<String> {
    let (from, to) = (word.0 + 1, word.0 + place + 1);
    // A word of one letter may be gone altogether: then what follows is pointed at.
    let points = (from..=to + 1).contains(&no.column()) && no.column() + no.found.width >= to;
    if !points {
        return Some(format!(
            "points at {} instead of {from} to {to}",
            no.column()
        ));
    }
    for lang in Lang::BOTH {
        if !no.message(lang).contains(&no.column().to_string()) {
            return Some("does not say where".to_owned());
        }
    }
    let right = |said: &String| {
        parse(&replaced(line, word, said), no.lang, vocabulary).as_ref() == Ok(rule)
    };
    let says = no.expected == Expected::OneMeaning || no.suggestions.iter().any(right);
    (!says).then(|| format!("suggests {:?}", no.suggestions))
}

#[test]
pub fn one_wrong_letter_is_answered_at_its_word_with_the_right_one() {
    let vocabulary = house();
    let mut faults = Vec::new();
    let mut tried = 0;
    for example in ALL {
        let rule = example.rule();
        for lang in Lang::BOTH {
            let line = plain(example.of(lang));
            for word in words(example.of(lang)) {
                for (place, typo) in misspelt(&word.1) {
                    let wrong = replaced(&line, &word, &typo);
                    tried += 1;
                    match parse(&wrong, lang, &vocabulary) {
                        Ok(read) if read == rule => {}
                        Ok(read) => faults.push(format!(
                            "{wrong}\n  reads as {}",
                            read.text(lang, &vocabulary)
                        )),
                        Err(no) => {
                            let fault = fault(&line, &word, place, &no, &rule, &vocabulary);
                            faults.extend(fault.map(|fault| format!("{wrong}\n  {no}\n  {fault}")));
                        }
                    }
                }
            }
        }
    }
    assert!(tried > 5_000, "{tried}");
    assert!(
        faults.is_empty(),
        "{} of {tried}:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
