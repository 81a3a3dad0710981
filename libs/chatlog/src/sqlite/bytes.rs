//! Numbers out of bytes, without ever reaching beyond them.

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let found = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes(found.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let found = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(found.try_into().ok()?))
}

/// SQLite's number of 1 to 9 bytes, and how many bytes it took.
pub(super) fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    for taken in 0..9 {
        let byte = *bytes.get(at.checked_add(taken)?)?;
        if taken == 8 {
            return Some((value << 8 | u64::from(byte), 9));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some((value, taken + 1));
        }
    }
    None
}

/// A number of 1 to 8 bytes with a sign, as rows hold them.
pub(super) fn signed(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|byte| *byte >= 0x80);
    let start: i64 = if negative { -1 } else { 0 };
    bytes
        .iter()
        .fold(start, |value, byte| value << 8 | i64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_sqlite_writes_them() {
        assert_eq!(varint(&[0x7f], 0), Some((127, 1)));
        assert_eq!(varint(&[0x81, 0x00], 0), Some((128, 2)));
        assert_eq!(varint(&[0xff; 9], 0), Some((u64::MAX, 9)));
        assert_eq!(varint(&[0x81], 0), None);
        assert_eq!(signed(&[0xff, 0xfe]), -2);
        assert_eq!(signed(&[0x7f, 0xff, 0xff]), 8_388_607);
        assert_eq!(u16_at(&[1, 2], 1), None);
    }
}
