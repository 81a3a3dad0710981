//! Texts that stand in a number's place.

/// What carriers and phones print when the caller's number was kept back.
const WITHHELD: [&str; 21] = [
    "unavailable", "restricted", "private", "private number", "anonymous", "blocked", "withheld", "no caller id", "unknown caller", "unknown number",
    "unknown", "not available", "indisponible", "non disponible", "restreint", "privé", "numéro privé", "anonyme", "masqué", "numéro inconnu", "inconnu",
];

/// Whether the text says that the number was kept back.
pub(super) fn withheld(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    WITHHELD.contains(&text.as_str())
}

/// Text before an extension: `613-555-0123 ext. 22`, `poste 22`, `x22`.
pub(super) fn without_extension(text: &str) -> &str {
    let Some(at) = text.find(|c: char| c.is_alphabetic()) else { return text };
    let (number, word) = text.split_at_checked(at).unwrap_or((text, ""));
    let word = word.trim().to_lowercase();
    let behind = ["extension", "ext.", "ext", "poste", "x"].iter().find_map(|p| word.strip_prefix(p));
    match behind {
        Some(rest) if rest.trim().len() <= 6 && rest.trim().bytes().all(|b| b.is_ascii_digit()) && !rest.trim().is_empty() => number,
        _ => text,
    }
}

/// Where each script's ten digits begin (Unicode 16, general category Nd, the first plane).
const NOUGHTS: [u32; 37] = [
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090,
    0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
];

/// The value of a decimal digit of any script.
pub(super) fn digit(c: char) -> Option<u64> {
    let code = u32::from(c);
    NOUGHTS.iter().map(|nought| code.wrapping_sub(*nought)).find(|value| *value < 10).map(u64::from)
}

/// What may stand between digits and means nothing: blanks, dashes, brackets, points, marks of direction.
pub(super) fn between(c: char) -> bool {
    matches!(c, ' ' | '\t' | '-' | '.' | '(' | ')' | '/' | '[' | ']' | '\u{a0}' | '\u{ad}' | '\u{202f}' | '\u{2007}' | '\u{3000}')
        || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff08}' | '\u{ff09}' | '\u{ff0d}' | '\u{ff0e}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}
