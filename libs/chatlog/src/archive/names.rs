//! Names of entries: data, never paths.

/// Code page 437, upper half: what old zips write names in.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// A name as text: UTF-8 where it is, code page 437 otherwise.
pub(super) fn decode(raw: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(raw) {
        return text.to_owned();
    }
    let upper = |byte: u8| CP437.chars().nth(usize::from(byte) - 128);
    raw.iter()
        .map(|&byte| {
            if byte < 128 {
                char::from(byte)
            } else {
                upper(byte).unwrap_or('\u{FFFD}')
            }
        })
        .collect()
}

/// The last part of a name.
pub(crate) fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// A name that is safe to show and to save under: no folders, no control
/// characters, no direction overrides.
pub(super) fn shown(name: &str) -> String {
    let kept: String = base(name)
        .chars()
        .filter(|c| {
            !c.is_control() && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        })
        .map(|c| {
            if matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                '_'
            } else {
                c
            }
        })
        .collect();
    let kept = kept.trim_matches([' ', '.']).to_owned();
    if kept.is_empty() {
        "file".to_owned()
    } else {
        kept
    }
}

/// Folders, and what computers add by themselves.
pub(super) fn is_clutter(name: &str) -> bool {
    let base = base(name);
    base.is_empty()
        || base.starts_with("._")
        || matches!(base, ".DS_Store" | "Thumbs.db" | "desktop.ini")
        || name.split(['/', '\\']).any(|part| part == "__MACOSX")
}

/// Whether a name tries to leave the folder it is unpacked into.
pub(super) fn is_hostile(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.split(['/', '\\']).any(|part| part == "..")
        || name.as_bytes().get(1) == Some(&b':')
        || name.contains('\0')
}

/// Sorts names as people do: each run of digits counts as one number.
pub(super) fn sort_key(name: &str) -> Vec<(u64, String)> {
    let mut key = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let letters = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (head, tail) = rest.split_at(letters);
        let digits = tail
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(tail.len());
        let (number, after) = tail.split_at(digits);
        key.push((0, head.to_owned()));
        if !number.is_empty() {
            key.push((number.parse().unwrap_or(u64::MAX), number.to_owned()));
        }
        rest = after;
    }
    key
}

/// The same name, however blanks, marks and letters' size are written.
pub(super) fn folded(name: &str) -> String {
    base(name)
        .chars()
        .filter(|c| !matches!(c, '\u{200E}' | '\u{200F}' | '\u{FEFF}'))
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_is_shown_harmless() {
        for (name, safe) in [
            ("../../etc/passwd", "passwd"),
            ("..\\..\\x", "x"),
            ("/abs", "abs"),
            ("C:\\x", "x"),
            ("a\u{202e}gpj.exe", "agpj.exe"),
            ("..", "file"),
        ] {
            assert_eq!(shown(name), safe);
        }
        assert!(is_hostile("../x") && is_hostile("C:\\x") && is_hostile("/x"));
        assert!(!is_hostile("WhatsApp Chat - Ann/_chat.txt"));
        assert_eq!(decode(b"caf\x82.txt"), "café.txt");
    }
}
