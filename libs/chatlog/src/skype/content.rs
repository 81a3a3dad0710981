//! The marked-up text of a Skype message: not always well formed, so it is
//! walked, never parsed into a tree. The record keeps it as it stands.

/// What a text says besides words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Content {
    /// The words, without marks; quotes are not in them.
    pub plain: String,
    /// The quoted message: its author, its id, its words.
    pub quote: Option<(Option<String>, Option<String>, String)>,
    /// It carries the mark of an edited message.
    pub edited: bool,
    /// The name of a file.
    pub file: Option<String>,
}

/// Takes a text apart.
pub(super) fn content(raw: &str) -> Content {
    let mut found = Content::default();
    let mut rest = raw;
    let mut quote: Option<(Option<String>, Option<String>, String)> = None;
    let mut legacy = false;
    while !rest.is_empty() {
        let Some(inner) = rest.strip_prefix('<').filter(|inner| begins_tag(inner)) else {
            let skip = rest.chars().next().map_or(1, char::len_utf8);
            let end = rest.get(skip..).and_then(|r| r.find('<'));
            let len = end.map_or(rest.len(), |end| end + skip);
            let words = unescape(rest.get(..len).unwrap_or(rest));
            match &mut quote {
                _ if legacy => {}
                Some((.., text)) => text.push_str(&words),
                None => found.plain.push_str(&words),
            }
            rest = rest.get(len..).unwrap_or_default();
            continue;
        };
        let len = inner.find('>').map_or(rest.len(), |at| at + 2);
        let tag = inner.get(..len.saturating_sub(2)).unwrap_or(inner);
        rest = rest.get(len..).unwrap_or_default();
        let name_end = tag
            .find(|c: char| c.is_whitespace() || c == '>')
            .unwrap_or(tag.len());
        match tag.get(..name_end).unwrap_or(tag).trim_end_matches('/') {
            "quote" => {
                quote = Some((
                    attribute(tag, "authorname").or_else(|| attribute(tag, "author")),
                    attribute(tag, "messageid"),
                    String::new(),
                ));
            }
            "/quote" => found.quote = quote.take().or(found.quote),
            "legacyquote" => legacy = true,
            "/legacyquote" => legacy = false,
            "e_m" => found.edited = true,
            "br" => found.plain.push('\n'),
            "OriginalName" | "originalname" => found.file = attribute(tag, "v").or(found.file),
            _ => {}
        }
    }
    found.quote = found.quote.or(quote);
    found
}

fn begins_tag(inner: &str) -> bool {
    inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
}

/// The value of an attribute.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut from = 0;
    loop {
        let at = tag.get(from..)?.find(name)? + from;
        let after = tag.get(at + name.len()..)?.trim_start();
        let before = tag.get(..at)?.chars().last();
        let whole = before.is_none_or(|c| c.is_whitespace());
        if let (true, Some(value)) = (whole, after.strip_prefix('=')) {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return value.get(1..)?.split(quote).next().map(unescape);
        }
        from = at + name.len();
    }
}

fn unescape(text: &str) -> String {
    crate::messenger::unescape(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_quotes_and_marks_are_told_apart() {
        let raw = "<quote author=\"8:a\" authorname=\"Ann &amp; Co\" messageid=\"17\"><legacyquote>[1] Ann: </legacyquote>old<legacyquote>&lt;&lt;&lt; </legacyquote></quote>5 < 6 &amp; <b raw_pre=\"*\">yes</b> <ss type=\"smile\">:)</ss><e_m ts=\"1\"/>";
        let found = content(raw);
        assert_eq!(found.plain, "5 < 6 & yes :)");
        assert_eq!(
            found.quote,
            Some((Some("Ann & Co".into()), Some("17".into()), "old".into()))
        );
        assert!(found.edited);
    }

    #[test]
    fn a_text_that_is_not_well_formed_is_walked_too() {
        assert_eq!(content("<b>a <i").plain, "a ");
        assert_eq!(content("<<<é <").plain, "<<<é <");
    }
}
