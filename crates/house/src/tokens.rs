//! Rust source as tokens: words, texts and signs; no comments, no blanks.
//!
//! Just enough of a reader for the walls. It knows comments, every kind of
//! string, and that `'a` is not the beginning of a character.

/// One token, with the line it begins on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub line: usize,
    pub is: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// An identifier, a keyword or a number.
    Word(String),
    /// The content of a string, escapes left as they are written (`\"` undone).
    Text(String),
    Sign(char),
}

impl Token {
    pub fn word(&self) -> Option<&str> {
        match &self.is {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.is {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn is_sign(&self, sign: char) -> bool {
        self.is == Kind::Sign(sign)
    }

    pub fn is_word(&self, word: &str) -> bool {
        self.word() == Some(word)
    }
}

/// Reads source to its end.
pub fn tokens(source: &str) -> Vec<Token> {
    Reader::new(source).collect()
}

/// The code in a template's tags, one list a tag.
pub fn tags(template: &str) -> Vec<Vec<Token>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = next_tag(template, from) {
        let line = 1 + template[..at].matches('\n').count();
        let mut reader = Reader::new(&template[at + 2..]);
        reader.line = line;
        let mut tag: Vec<Token> = Vec::new();
        for token in reader.by_ref() {
            let closes = token.is_sign('}') && tag.last().is_some_and(|t| t.is_sign('}') || t.is_sign('%'));
            tag.push(token);
            if closes {
                break;
            }
        }
        from = at + 2 + reader.bytes_read();
        found.push(tag);
    }
    found
}

/// Where the next `{{` or `{%` stands, comments passed over.
fn next_tag(template: &str, mut from: usize) -> Option<usize> {
    loop {
        let rest = template.get(from..)?;
        let at = from + ["{{", "{%", "{#"].iter().filter_map(|open| rest.find(open)).min()?;
        if !template[at..].starts_with("{#") {
            return Some(at);
        }
        from = at + template[at..].find("#}")? + 2;
    }
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, at: 0, line: 1 }
    }

    fn bytes_read(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        self.line += usize::from(c == '\n');
        Some(c)
    }

    fn take_bytes(&mut self, count: usize) {
        let end = self.at + count;
        while self.at < end && self.take().is_some() {}
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.take_bytes(length);
        &rest[..length]
    }

    /// Passes over blanks and comments.
    fn skip(&mut self) {
        loop {
            self.take_while(char::is_whitespace);
            if self.rest().starts_with("//") {
                self.take_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                self.skip_block();
            } else {
                return;
            }
        }
    }

    fn skip_block(&mut self) {
        let mut depth = 0;
        while !self.rest().is_empty() {
            if self.rest().starts_with("/*") {
                depth += 1;
                self.take_bytes(2);
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                self.take_bytes(2);
                if depth == 0 {
                    return;
                }
            } else {
                self.take();
            }
        }
    }

    /// `"…"`, the opening quote already seen but not taken.
    fn string(&mut self) -> String {
        self.take();
        let mut text = String::new();
        while let Some(c) = self.take() {
            match c {
                '"' => break,
                '\\' => match self.take() {
                    Some('"') => text.push('"'),
                    Some('\n') => {
                        self.take_while(char::is_whitespace);
                    }
                    Some(other) => text.extend(['\\', other]),
                    None => break,
                },
                c => text.push(c),
            }
        }
        text
    }

    /// `r"…"`, `br#"…"#`: how many letters stand before the hashes, if it is one.
    fn raw_prefix(&self) -> Option<usize> {
        let letters = ["br", "cr", "r"].into_iter().find(|p| self.rest().starts_with(p))?.len();
        let after = self.rest()[letters..].trim_start_matches('#');
        after.starts_with('"').then_some(letters)
    }

    fn raw_string(&mut self, letters: usize) -> String {
        self.take_bytes(letters);
        let hashes = self.take_while(|c| c == '#').len();
        self.take();
        let end = format!("\"{}", "#".repeat(hashes));
        let length = self.rest().find(&end).unwrap_or(self.rest().len());
        let text = self.rest()[..length].to_owned();
        self.take_bytes(length + end.len());
        text
    }

    /// A lifetime or a character; neither is of interest.
    fn quote(&mut self) {
        self.take();
        let mut ahead = self.rest().chars();
        let (first, second) = (ahead.next(), ahead.next());
        if first == Some('\\') {
            self.take_bytes(2);
            self.take_while(|c| c != '\'');
            self.take();
        } else if second == Some('\'') {
            self.take();
            self.take();
        } else {
            self.take_while(|c| c.is_alphanumeric() || c == '_');
        }
    }
}

impl Iterator for Reader<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            self.skip();
            let line = self.line;
            let first = self.peek()?;
            let is = if let Some(letters) = self.raw_prefix() {
                Kind::Text(self.raw_string(letters))
            } else if first == '"' {
                Kind::Text(self.string())
            } else if (first == 'b' || first == 'c') && self.rest()[1..].starts_with('"') {
                self.take();
                Kind::Text(self.string())
            } else if first == '\'' {
                self.quote();
                continue;
            } else if first.is_alphanumeric() || first == '_' {
                Kind::Word(self.take_while(|c| c.is_alphanumeric() || c == '_').to_owned())
            } else {
                self.take();
                Kind::Sign(first)
            };
            return Some(Token { line, is });
        }
    }
}

/// The tokens without `#[cfg(test)]` items.
pub fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        if begins_test(&tokens[at..]) {
            at = end_of_item(tokens, at + TEST_MARK.len());
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

const TEST_MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];

fn begins_test(tokens: &[Token]) -> bool {
    let same = |(token, mark): (&Token, &&str)| token.word() == Some(*mark) || mark.chars().next().is_some_and(|c| token.is_sign(c));
    tokens.len() >= TEST_MARK.len() && tokens.iter().zip(TEST_MARK.iter()).all(same)
}

/// The place after an item: after its `;`, or after its closing brace.
fn end_of_item(tokens: &[Token], mut at: usize) -> usize {
    let mut depth = 0;
    while at < tokens.len() {
        match tokens[at].is {
            Kind::Sign(';') if depth == 0 => return at + 1,
            Kind::Sign('{') => depth += 1,
            Kind::Sign('}') => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    at
}

#[test]
fn comments_are_not_code_and_strings_are_one_token() {
    let source = r####"
        // use crate::store;
        /* a /* nested */ "comment" */
        fn f<'a>(x: &'a str) -> char { let q = '"'; let n = '\n'; r#"raw "text""#; b"bytes"; "two \"quoted\" \
            lines"; 'x' }
    "####;

    let all = tokens(source);

    let texts: Vec<_> = all.iter().filter_map(Token::text).collect();
    assert_eq!(texts, ["raw \"text\"", "bytes", "two \"quoted\" lines"]);
    assert!(!all.iter().any(|t| t.is_word("store") || t.is_word("nested")));
    assert_eq!(all.iter().find(|t| t.is_word("f")).map(|t| t.line), Some(4));
}

#[test]
fn test_modules_are_left_out() {
    let source = "fn kept() {} #[cfg(test)] mod tests { fn gone() { if x {} } } #[cfg(test)] mod more; fn also() {}";

    let words: Vec<_> = without_tests(&tokens(source)).iter().filter_map(|t| t.word().map(str::to_owned)).collect();

    assert_eq!(words, ["fn", "kept", "fn", "also"]);
}

#[test]
fn only_the_tags_of_a_template_are_code() {
    let template = "{# t(\"no\") #}<p id=\"x\">{{ page.t(\"yes\") }}</p>\n{% if a %}{{ b(\"}}\") }}{% endif %}";

    let tags = tags(template);

    let texts: Vec<_> = tags.iter().flatten().filter_map(Token::text).collect();
    assert_eq!(texts, ["yes", "}}"]);
    assert_eq!(tags[1][0].line, 2);
}
