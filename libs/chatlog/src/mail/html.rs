//! What a person reads where a text is marked up. For showing and searching; the
//! record keeps the marks.

/// Tags after which a new line begins.
const BREAKS: [&str; 14] = [
    "br",
    "/p",
    "/div",
    "/tr",
    "/li",
    "/h1",
    "/h2",
    "/h3",
    "/h4",
    "/table",
    "/ul",
    "/ol",
    "/blockquote",
    "hr",
];
/// What stands in these is nobody's words.
const HIDDEN: [&str; 4] = ["script", "style", "head", "title"];

pub(crate) fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (words, tail) = rest.split_at(at);
        push(&mut text, words);
        rest = tag(&mut text, tail);
    }
    push(&mut text, rest);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut out = String::new();
    let mut blank = 0;
    for line in lines {
        blank = if line.is_empty() { blank + 1 } else { 0 };
        if blank < 2 {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.trim().to_owned()
}

/// `tail` begins with `<`.
fn tag<'a>(text: &mut String, tail: &'a str) -> &'a str {
    if let Some(comment) = tail.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, rest)| rest);
    }
    let inside = tail.get(1..).unwrap_or_default();
    let starts = inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let Some((tag, rest)) = inside.split_once('>').filter(|_| starts) else {
        text.push('<');
        return inside;
    };
    let end = tag
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(tag.len());
    let name = tag
        .get(..end)
        .unwrap_or(tag)
        .trim_end_matches('/')
        .to_ascii_lowercase();
    if BREAKS.contains(&name.as_str()) {
        text.push('\n');
    }
    if HIDDEN.contains(&name.as_str()) && !tag.ends_with('/') {
        return closing(rest, &name);
    }
    rest
}

/// What follows from the tag on that closes `name`; nothing where none does.
fn closing<'a>(text: &'a str, name: &str) -> &'a str {
    let closes = |at: &usize| {
        let end = text.as_bytes().get(at + 2..at + 2 + name.len());
        end.is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
    };
    let at = memchr::memmem::find_iter(text.as_bytes(), b"</").find(closes);
    at.and_then(|at| text.get(at..)).unwrap_or_default()
}

fn push(text: &mut String, words: &str) {
    let mut rest = words;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        blanks(text, before);
        let end = from
            .char_indices()
            .take(12)
            .find(|(_, c)| *c == ';')
            .map(|(end, _)| end);
        let name = end.and_then(|end| from.get(1..end));
        match name.and_then(entity).zip(end) {
            Some((c, end)) => {
                text.push(c);
                rest = from.get(end + 1..).unwrap_or_default();
            }
            None => {
                text.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    blanks(text, rest);
}

/// Any run of blanks is one.
fn blanks(text: &mut String, words: &str) {
    for c in words.chars() {
        if !c.is_ascii_whitespace() {
            text.push(c);
        } else if !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']);
            let code = match hex {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let read = plain(
            "<html><head><title>x</title><style>p{}</style></head><body><p class=\"a\">Hi&nbsp;R.,<br>see &lt;you&gt; &amp; co</p>\n<p>5 < 6</p><script>alert(1)</script></body></html>",
        );
        assert_eq!(read, "Hi\u{a0}R.,\nsee <you> & co\n5 < 6");
        assert_eq!(plain("no marks &unknown; &"), "no marks &unknown; &");
        assert_eq!(plain("<script>never closed"), "");
        assert_eq!(plain("<STYLE>a</b></Style>c"), "c");
    }

    #[test]
    fn a_page_of_nothing_but_hidden_parts_takes_no_longer_than_any() {
        let page = "<script></script>".repeat(400_000);
        assert_eq!(plain(&page), "");
    }
}
