//! Lines of a bill as people describe them: `Total for {line} {amount}`, `Page *`.
//!
//! Letters stand for themselves in any case, a blank for any blanks, `*` for any
//! text. A word in braces is a value that is taken out. Matching takes time in
//! proportion to the line, whatever the pattern (the crate `regex`).

use regex::{Regex, RegexBuilder};

use crate::words::Lang;

/// What may stand in braces, and how it looks.
const NAMES: &[(&str, &str)] = &[
    ("amount", MONEY),
    ("airtime", MONEY),
    ("long_distance", MONEY),
    ("tax", MONEY),
    ("minutes", COUNT),
    ("kilobytes", COUNT),
    ("rows", COUNT),
    ("page", r"\d+"),
    ("pages", r"\d+"),
    ("line", r"[+(]?[\d][\d\s().\u{2010}\u{2011}-]{5,18}\d"),
    ("number", r"[+(*#]?[\d][\d\s().\u{2010}\u{2011}-]*"),
    ("from", r".+?"),
    ("to", r".+?"),
    ("date", r".+?"),
    ("account", r"\S+(?:\s\d+)*?"),
    ("invoice", r"\S+"),
    ("name", r".+?"),
    ("description", r".+?"),
];

/// Blanks part thousands only before a decimal comma: `5 450.00` is a 5 and an amount.
const MONEY: &str = r"[-(\u{2212}]?\s*(?:CA|US)?[$£€]?\s*[-\u{2212}]?(?:\d{1,3}(?:\s\d{3})+,\d\d|\d{1,3}(?:[,.\u{a0}\u{202f}]\d{3})*(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?:\s*[$£€])?\s*(?:CR\b|-|\))?";
const COUNT: &str = r"(?:\d{1,3}(?:[,\u{a0}\u{202f}]\d{3})+|\d+(?:\.\d+)?)";

/// A line that is described.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    regex: Regex,
    /// Nothing in it but letters: told without the machine.
    plain: bool,
}

/// Why a description cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadPattern {
    /// The word in braces is none of those known.
    Name(String),
    /// A brace without its other half, or an empty pattern.
    Form,
}

impl BadPattern {
    /// What is wrong, and what would be right.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Name(name), Lang::En) => format!("{{{name}}} is not known; known are {}", names()),
            (Self::Name(name), Lang::Fr) => format!("{{{name}}} n’est pas connu; on connaît {}", names()),
            (Self::Form, Lang::En) => "a line is described by text with * for anything and names in braces, like “Total {amount}”".to_owned(),
            (Self::Form, Lang::Fr) => "une ligne se décrit par du texte, avec * pour n’importe quoi et des noms entre accolades, comme «\u{a0}Total {amount}\u{a0}»".to_owned(),
        }
    }
}

fn names() -> String {
    NAMES.iter().map(|(name, _)| format!("{{{name}}}")).collect::<Vec<_>>().join(" ")
}

impl Pattern {
    /// # Errors
    /// [`BadPattern`] for a name that is not known, or braces that do not close.
    pub fn parse(text: &str) -> Result<Self, BadPattern> {
        let mut source = String::from("^");
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err(BadPattern::Form);
        }
        let mut plain = true;
        while let Some(c) = rest.chars().next() {
            let after = rest.get(c.len_utf8()..).unwrap_or("");
            rest = match c {
                '*' => {
                    plain = false;
                    source.push_str(".*?");
                    after
                }
                '{' => {
                    plain = false;
                    let (name, after) = after.split_once('}').ok_or(BadPattern::Form)?;
                    let (name, look) = NAMES.iter().find(|(known, _)| *known == name).ok_or_else(|| BadPattern::Name(name.to_owned()))?;
                    source.push_str(&format!("(?P<{name}>{look})"));
                    after
                }
                '}' => return Err(BadPattern::Form),
                c if c.is_whitespace() => {
                    source.push_str(r"\s+");
                    after.trim_start()
                }
                c => {
                    source.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
                    after
                }
            };
        }
        source.push_str(r"\s*$");
        let regex = RegexBuilder::new(&source).case_insensitive(true).size_limit(1 << 20).build().map_err(|_| BadPattern::Form)?;
        Ok(Self { text: text.to_owned(), regex, plain })
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the line is one of these.
    #[must_use]
    pub fn is(&self, line: &str) -> bool {
        let line = line.trim();
        if self.plain && line.is_ascii() && !line.contains("  ") {
            return self.text.eq_ignore_ascii_case(line);
        }
        self.regex.is_match(line)
    }

    /// The values of the line, by name; `None` when the line is another.
    #[must_use]
    pub fn take<'a>(&'a self, line: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
        let found = self.regex.captures(line.trim())?;
        let named = self.regex.capture_names().flatten();
        Some(named.filter_map(|name| Some((name, found.name(name)?.as_str().trim()))).collect())
    }

    /// Whether it takes a value of this name.
    #[must_use]
    pub fn takes(&self, name: &str) -> bool {
        self.regex.capture_names().flatten().any(|known| known == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_described_in_words() {
        let pattern = Pattern::parse("Total airtime charges for {line} {amount}").unwrap();

        let line = "TOTAL airtime  charges for 613-555-0123 $1,234.56 CR";

        assert_eq!(pattern.take(line).unwrap(), [("line", "613-555-0123"), ("amount", "$1,234.56 CR")]);
        assert!(pattern.take("Total airtime charges for nobody").is_none());
        assert!(Pattern::parse("Page * of *").unwrap().is("page 3 of 12") && !Pattern::parse("Page").unwrap().is("Page 3"));
        assert_eq!(Pattern::parse("{from} to {to}").unwrap().take("March 1 to March 31").unwrap(), [("from", "March 1"), ("to", "March 31")]);
        assert_eq!(Pattern::parse("{description} {amount}").unwrap().take("Plan 5 GB 45.00").unwrap(), [("description", "Plan 5 GB"), ("amount", "45.00")]);
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        assert_eq!(Pattern::parse("Total {amuont}").unwrap_err(), BadPattern::Name("amuont".into()));
        assert_eq!(Pattern::parse("Total {amount").unwrap_err(), BadPattern::Form);
        assert!(Pattern::parse("a(b[c").unwrap().is("A(B[C"));
    }
}
