//! Makes the mail of Outlook (`.msg`), a compound file.

use std::io::{Cursor, Write as _};

/// A mail of Ana to Rémi with a form beside it.
pub fn outlook(body: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let utf16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let mut properties = vec![0; 32];
    properties.extend(0x0039_0040_u32.to_le_bytes());
    properties.extend([6, 0, 0, 0]);
    let count = (1_474_064_811_u64 + 11_644_473_600) * 10_000_000;
    properties.extend(count.to_le_bytes());
    file.create_storage("/__recip_version1.0_#00000000")
        .unwrap();
    file.create_storage("/__attach_version1.0_#00000000")
        .unwrap();
    let streams: Vec<(String, Vec<u8>)> = vec![
        ("/__properties_version1.0".into(), properties),
        ("/__substg1.0_0037001F".into(), utf16("Tulips")),
        ("/__substg1.0_0C1A001F".into(), utf16("Ana")),
        ("/__substg1.0_5D01001F".into(), utf16("ana@example.org")),
        ("/__substg1.0_1035001F".into(), utf16("<1@x>")),
        ("/__substg1.0_1000001F".into(), utf16(body)),
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
