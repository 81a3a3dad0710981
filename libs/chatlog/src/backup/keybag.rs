//! The bag of keys of an encrypted backup, opened with its password.

use super::Refusal;
use aes_kw::KwAes256;
use aes_kw::aes::cipher::KeyInit as _;
use sha2::Sha256;
use std::collections::HashMap;
use zeroize::Zeroizing;

/// The most rounds that are done for one password. An iPhone asks for ten
/// million and ten thousand; that takes a few seconds.
pub const MOST_ROUNDS: u64 = 20_000_000;

pub(super) type Key = Zeroizing<[u8; 32]>;

/// The keys of all classes that the password opens.
pub(super) struct Keybag(HashMap<u32, Key>);

/// What the bag says before its keys, and each of its keys.
type Fields<'a> = HashMap<[u8; 4], &'a [u8]>;

pub(super) fn unlock(bag: &[u8], password: &str) -> Result<Keybag, Refusal> {
    let (head, keys) = parse(bag).ok_or(Refusal::Damaged)?;
    let stretched = stretch(&head, password)?;
    let mut opened = HashMap::new();
    for key in keys {
        let (Some(class), Some(wrap)) = (number(&key, *b"CLAS"), number(&key, *b"WRAP")) else {
            continue;
        };
        // 2: wrapped by the password alone. 1 and 3 need the phone, too.
        if wrap != 2 {
            continue;
        }
        let wrapped = key.get(b"WPKY").ok_or(Refusal::Damaged)?;
        let class = u32::try_from(class).map_err(|_| Refusal::Damaged)?;
        // RFC 3394 proves the key right, so a wrong password cannot go unseen.
        let key = unwrap(&stretched, wrapped).ok_or(Refusal::WrongPassword)?;
        opened.insert(class, key);
    }
    if opened.is_empty() {
        return Err(Refusal::Damaged);
    }
    Ok(Keybag(opened))
}

/// Tag, length, value; a second `UUID` begins the first key.
fn parse(bag: &[u8]) -> Option<(Fields<'_>, Vec<Fields<'_>>)> {
    let mut all: Vec<Fields<'_>> = vec![HashMap::new()];
    let mut rest = bag;
    while !rest.is_empty() {
        let tag: [u8; 4] = rest.get(..4)?.try_into().ok()?;
        let len = u32::from_be_bytes(rest.get(4..8)?.try_into().ok()?) as usize;
        let value = rest.get(8..8_usize.checked_add(len)?)?;
        rest = rest.get(8 + len..)?;
        if tag == *b"UUID" && all.last()?.contains_key(b"UUID") {
            all.push(HashMap::new());
        }
        all.last_mut()?.insert(tag, value);
        if all.len() > 1000 {
            return None;
        }
    }
    let head = all.remove(0);
    Some((head, all))
}

fn number(fields: &Fields<'_>, tag: [u8; 4]) -> Option<u64> {
    let bytes: [u8; 4] = (*fields.get(&tag)?).try_into().ok()?;
    Some(u64::from(u32::from_be_bytes(bytes)))
}

fn stretch(head: &Fields<'_>, password: &str) -> Result<Key, Refusal> {
    let salt = head.get(b"SALT").ok_or(Refusal::Damaged)?;
    let rounds = number(head, *b"ITER").ok_or(Refusal::Damaged)?;
    let first = number(head, *b"DPIC").unwrap_or_default();
    let all = rounds.saturating_add(first);
    if all > MOST_ROUNDS {
        return Err(Refusal::TooSlow { rounds: all });
    }
    let short = |rounds: u64| u32::try_from(rounds).map_err(|_| Refusal::Damaged);
    let mut key = Key::default();
    // Before iOS 10.2 there was only the second step.
    if let Some(first_salt) = head.get(b"DPSL") {
        let rounds = short(first)?.max(1);
        pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), first_salt, rounds, key.as_mut());
        let middle = key.clone();
        pbkdf2::pbkdf2_hmac::<sha1::Sha1>(
            middle.as_ref(),
            salt,
            short(all - first)?.max(1),
            key.as_mut(),
        );
    } else {
        pbkdf2::pbkdf2_hmac::<sha1::Sha1>(
            password.as_bytes(),
            salt,
            short(rounds)?.max(1),
            key.as_mut(),
        );
    }
    Ok(key)
}

fn unwrap(key: &Key, wrapped: &[u8]) -> Option<Key> {
    let cipher = KwAes256::new_from_slice(key.as_ref()).ok()?;
    let mut opened = Key::default();
    let length = wrapped.len() == 40;
    (length && cipher.unwrap_key(wrapped, opened.as_mut()).is_ok()).then_some(opened)
}

impl Keybag {
    /// Opens a key that begins with the number of its class.
    pub fn unwrap(&self, key: &[u8]) -> Result<Key, Refusal> {
        let (class, wrapped) = key.split_at_checked(4).ok_or(Refusal::Damaged)?;
        let class = u32::from_le_bytes(class.try_into().unwrap_or_default());
        let class = self.0.get(&class).ok_or(Refusal::OnlyOnPhone)?;
        unwrap(class, wrapped).ok_or(Refusal::Damaged)
    }
}
