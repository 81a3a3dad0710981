//! A page as a tree of places: elements and the texts in them, each with its
//! bytes. It reads what a browser would, as far as exports go; it runs nothing.

use std::ops::Range;

/// An element.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub name: String,
    pub parent: usize,
    pub depth: usize,
    pub bytes: Range<usize>,
}

/// A text that no block divides, or a file that is named.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub parent: usize,
    pub bytes: Range<usize>,
    pub text: String,
    /// An address of a picture, film or file; then `text` is empty.
    pub file: Option<(String, String)>,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub elements: Vec<Element>,
    pub leaves: Vec<Leaf>,
    /// Its `<html>` or `<body>` is never closed: the page ends too early.
    pub cut: bool,
}

/// Elements deeper than this are put in their parent.
const DEEPEST: usize = 256;
const VOID: [&str; 8] = ["br", "img", "hr", "meta", "link", "input", "source", "wbr"];
const INLINE: [&str; 14] = [
    "a", "b", "i", "u", "em", "strong", "span", "br", "wbr", "s", "small", "font", "code", "sub",
];

struct Walk<'a> {
    page: Page,
    open: Vec<usize>,
    text: String,
    from: Option<usize>,
    until: usize,
    source: &'a str,
}

/// Reads a page.
pub(super) fn page(source: &str) -> Page {
    let root = Element {
        name: String::new(),
        parent: 0,
        depth: 0,
        bytes: 0..source.len(),
    };
    let mut walk = Walk {
        page: Page {
            elements: vec![root],
            leaves: Vec::new(),
            cut: false,
        },
        open: vec![0],
        text: String::new(),
        from: None,
        until: 0,
        source,
    };
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        at += walk.step(at, rest);
    }
    walk.settle();
    for open in walk.open.split_off(1) {
        if let Some(element) = walk.page.elements.get_mut(open) {
            element.bytes.end = source.len();
            walk.page.cut |= matches!(element.name.as_str(), "html" | "body");
        }
    }
    walk.page
}

impl Walk<'_> {
    /// Takes the next tag or text; says how long it is.
    fn step(&mut self, at: usize, rest: &str) -> usize {
        let tag = rest.strip_prefix('<');
        let Some(inner) = tag.filter(|inner| {
            inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        }) else {
            let skip = usize::from(tag.is_some());
            let end = rest.get(skip..).and_then(|r| r.find('<'));
            let len = end.map_or(rest.len(), |end| end + skip);
            self.text(at, rest.get(..len).unwrap_or(rest));
            return len;
        };
        if inner.starts_with("!--") {
            return rest.find("-->").map_or(rest.len(), |end| end + 3);
        }
        let len = tag_end(rest);
        let body = rest.get(1..len).unwrap_or_default().trim_end_matches('>');
        if let Some(name) = body.strip_prefix('/') {
            self.close(&name.trim().to_ascii_lowercase(), at + len);
        } else if !body.starts_with(['!', '?']) {
            let end = body
                .find(|c: char| c.is_whitespace() || c == '/')
                .unwrap_or(body.len());
            let (name, attributes) = body.split_at(end);
            let name = name.to_ascii_lowercase();
            if matches!(name.as_str(), "script" | "style") {
                let close = format!("</{name}");
                let lower = rest.to_ascii_lowercase();
                return lower.find(&close).map_or(rest.len(), |end| {
                    end + tag_end(rest.get(end..).unwrap_or_default())
                });
            }
            self.begin(&name, attributes, at, len);
        }
        len
    }

    fn text(&mut self, at: usize, raw: &str) {
        if self.from.is_none() {
            if raw.trim().is_empty() {
                return;
            }
            self.from = Some(at);
        }
        self.until = at + raw.len();
        self.text.push_str(&unescape(raw));
    }

    fn begin(&mut self, name: &str, attributes: &str, at: usize, len: usize) {
        if name == "br" && self.from.is_some() {
            self.text.push('\n');
        }
        let address = attribute(attributes, "src").or_else(|| attribute(attributes, "href"));
        if let Some(address) = address.filter(|address| is_file(address)) {
            self.settle();
            self.page.leaves.push(Leaf {
                parent: self.inside(),
                bytes: at..at + len,
                text: String::new(),
                file: Some((name.to_owned(), address)),
            });
        }
        if INLINE.contains(&name) || VOID.contains(&name) || self.open.len() > DEEPEST {
            return;
        }
        self.settle();
        let parent = self.inside();
        self.page.elements.push(Element {
            name: name.to_owned(),
            parent,
            depth: self.open.len(),
            bytes: at..self.source.len(),
        });
        self.open.push(self.page.elements.len() - 1);
    }

    fn close(&mut self, name: &str, end: usize) {
        if INLINE.contains(&name) {
            return;
        }
        self.settle();
        let named = |place: &usize| {
            self.page
                .elements
                .get(*place)
                .is_some_and(|e| e.name == name)
        };
        let Some(found) = self.open.iter().rposition(named).filter(|found| *found > 0) else {
            return;
        };
        for place in self.open.split_off(found) {
            if let Some(element) = self.page.elements.get_mut(place) {
                element.bytes.end = end;
            }
        }
    }

    fn inside(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn settle(&mut self) {
        let Some(from) = self.from.take() else { return };
        let text = std::mem::take(&mut self.text);
        self.page.leaves.push(Leaf {
            parent: self.inside(),
            bytes: from..self.until,
            text: text.trim().to_owned(),
            file: None,
        });
    }
}

fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    // A quotation mark that never closes: the tag ends at the first bracket.
    rest.find('>').map_or(rest.len(), |at| at + 1)
}

fn attribute(attributes: &str, name: &str) -> Option<String> {
    let at = attributes.find(&format!("{name}="))?;
    let value = attributes.get(at + name.len() + 1..)?;
    let inner = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
        _ => value.split_whitespace().next()?,
    };
    Some(unescape(inner))
}

/// An address inside the download, not on the Web.
fn is_file(address: &str) -> bool {
    !address.is_empty()
        && !address.contains("://")
        && !address.starts_with(['#', '?'])
        && !address.starts_with("data:")
        && !address.starts_with("mailto:")
}

/// Puts `&amp;` and its kin back.
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let end = rest
            .get(..rest.len().min(12))
            .map_or_else(|| rest.find(';'), |head| head.find(';'));
        let entity = end.and_then(|end| rest.get(1..end));
        match entity.and_then(entity_char) {
            Some(c) => {
                out.push(c);
                rest = rest.get(end.unwrap_or(0) + 1..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity_char(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => return None,
    })
}
