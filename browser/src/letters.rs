//! The letters in the outbox: `.eml` files, as a mail program would show them.

use std::path::Path;

use crate::{Context, Result};

/// One letter, its text part only.
#[derive(Debug, Clone)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    /// The file as it is, for looking for what must not be in it.
    pub raw: String,
}

impl Letter {
    /// The first link of ours, as a path.
    #[must_use]
    pub fn link(&self) -> Option<String> {
        let word = self.text.split_whitespace().find(|w| w.starts_with("http://127.0.0.1"))?;
        let rest = word.strip_prefix("http://")?;
        rest.find('/').and_then(|at| rest.get(at..)).map(str::to_owned)
    }
}

/// The letters to one address; their names sort by time.
///
/// # Errors
/// When a letter cannot be read.
pub fn to(outbox: &Path, email: &str) -> Result<Vec<Letter>> {
    let Ok(folder) = std::fs::read_dir(outbox) else { return Ok(Vec::new()) };
    let mut paths: Vec<_> = folder.filter_map(|e| e.ok().map(|e| e.path())).filter(|p| p.extension().is_some_and(|x| x == "eml")).collect();
    paths.sort();
    let mut letters = Vec::new();
    for path in paths {
        let raw = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        if raw.lines().any(|l| l.starts_with("To:") && l.contains(email)) {
            letters.push(read(raw));
        }
    }
    Ok(letters)
}

fn read(raw: String) -> Letter {
    let plain = raw.replace("\r\n", "\n");
    let header = |name: &str| plain.lines().find_map(|l| l.strip_prefix(name)).unwrap_or_default().trim().to_owned();
    let part = plain.split("Content-Type: text/plain").nth(1).unwrap_or(&plain);
    let (head, body) = part.split_once("\n\n").unwrap_or(("", part));
    let body = body.split("\n--").next().unwrap_or(body);
    let encoding = head.lines().find_map(|l| l.strip_prefix("Content-Transfer-Encoding:")).unwrap_or("").trim().to_lowercase();
    let text = match encoding.as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => String::from_utf8_lossy(&base64(body)).into_owned(),
        _ => body.to_owned(),
    };
    Letter { subject: header("Subject:"), text, raw }
}

fn quoted_printable(text: &str) -> String {
    let joined = text.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'=' {
            bytes.push(byte);
            continue;
        }
        let pair: Vec<u8> = rest.by_ref().take(2).collect();
        let code = std::str::from_utf8(&pair).ok().and_then(|p| u8::from_str_radix(p, 16).ok());
        bytes.push(code.unwrap_or(b'='));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads base64 (pictures from the driver, letters); what is not of its alphabet is left out.
#[must_use]
pub fn base64(text: &str) -> Vec<u8> {
    let value = |b: u8| match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for six in text.bytes().filter_map(value) {
        held = (held << 6) | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.extend((held >> bits).to_le_bytes().first());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_gives_its_text_and_its_link() {
        let raw = "To: ben@example.org\r\nSubject: Hello\r\nContent-Type: multipart/alternative\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nC=E2=80=99est ici=20:\r\nhttp://127.0.0.1:1/welc=\r\nome/abc=3D\r\n\r\n--x--\r\n";
        let letter = read(raw.to_owned());
        assert!(letter.text.starts_with("C’est ici :"));
        assert_eq!(letter.link().as_deref(), Some("/welcome/abc="));
    }

    #[test]
    fn base64_is_read() {
        assert_eq!(base64("S2Vl\ncHdlbGw="), b"Keepwell");
    }
}
