//! Makes the mail of Outlook (`.msg`), a compound file.

use std::io::{Cursor, Write as _};

/// How the words of a mail are kept.
pub enum Words<'a> {
    Plain(&'a str),
    /// Packed RTF.
    Rich(Vec<u8>),
}

/// A text as packed RTF, as simple as it may be: nothing is referred to.
pub fn rich(text: &str) -> Vec<u8> {
    let mut rtf = String::from("{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Arial;}}\\f0 ");
    for sign in text.chars() {
        match sign {
            '\n' => rtf += "\\par\r\n",
            '\\' | '{' | '}' => rtf.extend(['\\', sign]),
            ' '..='~' => rtf.push(sign),
            _ => {
                for unit in sign.encode_utf16(&mut [0; 2]) {
                    rtf += &format!("\\u{}?", unit.cast_signed());
                }
            }
        }
    }
    rtf.push('}');
    let mut content = Vec::new();
    for eight in rtf.as_bytes().chunks(8) {
        content.push(0);
        content.extend(eight);
    }
    let number = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let mut packed = number(content.len() + 12).to_vec();
    packed.extend(number(rtf.len()));
    packed.extend(b"LZFu\0\0\0\0");
    packed.extend(content);
    packed
}

/// A mail of Ana to Rémi with a form beside it.
pub fn outlook(body: &str) -> Vec<u8> {
    outlook_of("Ana", "ana@example.org", 1_474_064_811, Words::Plain(body))
}

/// A mail to Rémi with a form beside it, sent at so many seconds since 1970.
pub fn outlook_of(name: &str, address: &str, at: i64, words: Words<'_>) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let utf16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let mut properties = vec![0; 32];
    properties.extend(0x0039_0040_u32.to_le_bytes());
    properties.extend([6, 0, 0, 0]);
    let count = (at + 11_644_473_600) * 10_000_000;
    properties.extend(count.to_le_bytes());
    file.create_storage("/__recip_version1.0_#00000000")
        .unwrap();
    file.create_storage("/__attach_version1.0_#00000000")
        .unwrap();
    let streams: Vec<(String, Vec<u8>)> = vec![
        ("/__properties_version1.0".into(), properties),
        ("/__substg1.0_0037001F".into(), utf16("Tulips")),
        ("/__substg1.0_0C1A001F".into(), utf16(name)),
        ("/__substg1.0_5D01001F".into(), utf16(address)),
        ("/__substg1.0_1035001F".into(), utf16("<1@x>")),
        match words {
            Words::Plain(text) => ("/__substg1.0_1000001F".into(), utf16(text)),
            Words::Rich(packed) => ("/__substg1.0_10090102".into(), packed),
        },
        (
            "/__recip_version1.0_#00000000/__substg1.0_3001001E".into(),
            b"R\xe9mi".to_vec(),
        ),
        (
            "/__recip_version1.0_#00000000/__substg1.0_39FE001F".into(),
            utf16("r@example.net"),
        ),
        (
            "/__attach_version1.0_#00000000/__substg1.0_3707001F".into(),
            utf16("form.pdf"),
        ),
        (
            "/__attach_version1.0_#00000000/__substg1.0_37010102".into(),
            b"Hello".to_vec(),
        ),
    ];
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(&bytes).unwrap();
    }
    file.into_inner().into_inner()
}
