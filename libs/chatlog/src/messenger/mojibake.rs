//! Letters that were written as the bytes of their UTF-8, one character each.

/// Puts `RenÃ©` together to `René`. `None` when the text is not so written:
/// it has a character above U+00FF, or its bytes are not UTF-8, or there is
/// nothing to do.
pub(crate) fn mend(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).ok())
        .collect();
    String::from_utf8(bytes?).ok()
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn only_a_text_that_is_scrambled_as_a_whole_is_mended() {
        assert_eq!(mend("Ren\u{c3}\u{a9}").as_deref(), Some("René"));
        assert_eq!(mend("\u{f0}\u{9f}\u{98}\u{80}").as_deref(), Some("😀"));
        assert_eq!(mend("René"), None);
        assert_eq!(mend("“Ren\u{c3}\u{a9}”"), None);
        assert_eq!(mend("plain"), None);
    }
}
