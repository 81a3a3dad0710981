//! Words of the list, linked where a text uses them: the first time in each clause, as a button
//! that shows the meaning (by tap, key or hover), without script.

use std::fmt::Write as _;

/// A word of the list: how it is written, what it means, the id of its note on the page.
#[derive(Debug, Clone)]
pub struct Linked {
    pub term: String,
    pub meaning: String,
    pub id: String,
}

/// Links each of `words` once in `html`, which is clean and balanced. Links, code and headings are left alone.
#[must_use]
pub fn link(html: &str, words: &[Linked]) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut done = vec![false; words.len()];
    let mut closed_by: Option<String> = None;
    let mut rest = html;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('<') {
            let end = after.find('>').map_or(rest.len(), |place| place + 2);
            let (tag, next) = rest.split_at(end.min(rest.len()));
            let name: String = tag.chars().skip(1).take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
            match &closed_by {
                Some(end) if *end == name => closed_by = None,
                None if ["a", "code", "pre", "button", "h4", "h5", "h6"].contains(&name.as_str()) => closed_by = Some(format!("/{name}")),
                _ => {}
            }
            out.push_str(tag);
            rest = next;
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let (text, next) = rest.split_at(end);
            if closed_by.is_some() { out.push_str(text) } else { link_text(text, words, &mut done, &mut out) }
            rest = next;
        }
    }
    out
}

/// The first of the words in a stretch of text, then the first after it, and so on.
fn link_text(text: &str, words: &[Linked], done: &mut [bool], out: &mut String) {
    let mut rest = text;
    loop {
        let found = words.iter().enumerate().filter(|(place, _)| !done.get(*place).copied().unwrap_or(true))
            .filter_map(|(place, word)| find(rest, &word.term).map(|(start, end)| (start, std::cmp::Reverse(end), place)))
            .min();
        let Some((start, std::cmp::Reverse(end), place)) = found else { break };
        let (Some(before), Some(inside), Some(after), Some(word)) = (rest.get(..start), rest.get(start..end), rest.get(end..), words.get(place)) else { break };
        let _ = write!(out, "{before}<button type=\"button\" class=\"term\" popovertarget=\"{}\" title=\"{}\">{inside}</button>", word.id, escaped(&word.meaning));
        if let Some(mark) = done.get_mut(place) {
            *mark = true;
        }
        rest = after;
    }
    out.push_str(rest);
}

/// Where a term stands as whole words, whatever the case, with an `s` or `x` of the plural or not.
fn find(text: &str, term: &str) -> Option<(usize, usize)> {
    let is_word = |c: char| c.is_alphanumeric();
    let wanted: Vec<char> = escaped(term).to_lowercase().chars().collect();
    if wanted.is_empty() {
        return None;
    }
    let mut before = None;
    for (start, first) in text.char_indices() {
        if !before.is_some_and(is_word) && text.get(start..).is_some_and(|t| t.chars().flat_map(char::to_lowercase).take(wanted.len()).eq(wanted.iter().copied())) {
            let length: usize = text.get(start..)?.chars().take(wanted.len()).map(char::len_utf8).sum();
            let mut end = start + length;
            let mut after = text.get(end..)?.chars();
            let mut next = after.next();
            if matches!(next, Some('s' | 'x')) && !after.next().is_some_and(is_word) {
                end += 1;
                next = None;
            }
            if !next.is_some_and(is_word) {
                return Some((start, end));
            }
        }
        before = Some(first);
    }
    None
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Linked, link};

    fn words(terms: &[&str]) -> Vec<Linked> {
        terms.iter().map(|t| Linked { term: (*t).to_owned(), meaning: format!("what \"{t}\" is"), id: format!("w-{}", t.len()) }).collect()
    }

    #[test]
    fn a_word_is_linked_once_as_a_whole_word_and_not_inside_a_link() {
        let html = link("<p>Passcodes and <a href=\"/x\">a passcode</a>; a passcode, no <code>App</code>, an app, happy.</p>", &words(&["passcode", "app"]));

        assert_eq!(html.matches("class=\"term\"").count(), 2, "{html}");
        assert!(html.contains(">Passcodes</button> and <a href=\"/x\">a passcode</a>"), "{html}");
        assert!(html.contains("an <button type=\"button\" class=\"term\" popovertarget=\"w-3\" title=\"what &quot;app&quot; is\">app</button>, happy"), "{html}");
    }

    proptest! {
        #[test]
        fn linking_changes_no_word_of_the_text(html in "(<p>|</p>|<b>|</b>|[a-zé &;]|app){0,30}") {
            let linked = link(&html, &words(&["app", "a", "é"]));
            let plain = |t: &str| { let mut inside = false; t.chars().filter(|c| { match c { '<' => { inside = true; false } '>' => { inside = false; false } _ => !inside } }).collect::<String>() };
            prop_assert_eq!(plain(&linked), plain(&html));
        }
    }
}
