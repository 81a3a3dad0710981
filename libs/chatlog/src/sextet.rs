//! The letters of base64, for the two places where it stands inside a text that
//! is read as it passes.

/// The six bits that a letter stands for; `None` for what is no such letter,
/// the `=` at the end too.
pub(crate) fn sextet(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_six_bits_have_one_letter_and_no_other_sign_has_any() {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for letter in 0..=u8::MAX {
            let place = letters.iter().position(|known| *known == letter);
            assert_eq!(sextet(letter).map(usize::from), place, "{letter}");
        }
    }
}
