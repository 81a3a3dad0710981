//! Checkpoints: a signed statement that the trail has so many entries and this root.
//!
//! The form is public, so that tools of others read it: a checkpoint of C2SP
//! `tlog-checkpoint` (origin, size, root in base64) in a C2SP `signed-note`
//! with an Ed25519 signature. Three lines, an empty one, a line of signature:
//! short enough to print, to mail, to keep on a stick in somebody's drawer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use super::merkle::Hash;
use crate::ids::hex;

/// The signature type of Ed25519 in a signed note.
const ED25519: u8 = 1;
/// Longer than any note of ours with many witnesses beside.
const LONGEST: usize = 64 * 1024;

/// What a checkpoint says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which trail: a name made from the public key.
    pub origin: String,
    /// So many entries.
    pub size: u64,
    pub root: Hash,
}

impl Checkpoint {
    fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(self.root))
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let number: u64 = size.parse().ok()?;
        let root: Hash = BASE64.decode(root).ok()?.try_into().ok()?;
        (number.to_string() == size && !origin.is_empty()).then(|| Self { origin: origin.to_owned(), size: number, root })
    }
}

/// Why a text is not a checkpoint of this trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotOurs {
    #[error("it does not have the form of a checkpoint")]
    Form,
    #[error("it is the checkpoint of another trail, or was made with another key")]
    OtherKey,
    #[error("its signature is not ours: it was changed or forged")]
    Forged,
}

/// Signs checkpoints of one trail, and knows its own signature again.
#[derive(Clone)]
pub struct Signer {
    key: SigningKey,
    name: String,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signer(…)")
    }
}

impl Signer {
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        let key = SigningKey::from_bytes(secret);
        let mark = hex(&Sha256::digest(key.verifying_key().as_bytes()));
        Self { name: format!("keepwell-trail/{}", mark.get(..16).unwrap_or_default()), key }
    }

    /// The name of the trail, in its checkpoints and beside its signatures.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The public key as tools of others want it: `name+id+key`.
    #[must_use]
    pub fn public(&self) -> String {
        let key = self.key.verifying_key();
        format!("{}+{}+{}", self.name, hex(&self.id()), BASE64.encode([&[ED25519][..], key.as_bytes()].concat()))
    }

    /// The first four bytes of `SHA-256(name ‖ "\n" ‖ type ‖ public key)`.
    fn id(&self) -> [u8; 4] {
        let key: VerifyingKey = self.key.verifying_key();
        let hash = Sha256::new().chain_update(&self.name).chain_update(b"\n").chain_update([ED25519]).chain_update(key.as_bytes()).finalize();
        hash.first_chunk().copied().unwrap_or_default()
    }

    /// The signed note for a tree of this size and root.
    #[must_use]
    pub fn sign(&self, size: u64, root: Hash) -> String {
        let text = Checkpoint { origin: self.name.clone(), size, root }.text();
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        format!("{text}\n— {} {}\n", self.name, BASE64.encode([self.id().as_slice(), &signature].concat()))
    }

    /// Reads a note and believes it only if our signature is under it. Signatures of others beside it are let be.
    ///
    /// # Errors
    /// Why it is not a checkpoint of this trail.
    pub fn open(&self, note: &str) -> Result<Checkpoint, NotOurs> {
        if note.len() > LONGEST {
            return Err(NotOurs::Form);
        }
        // Mail programs and editors change the ends of lines; nothing else may change.
        let note = note.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let (text, signatures) = note.split_once("\n\n").ok_or(NotOurs::Form)?;
        let text = format!("{text}\n");
        let checkpoint = Checkpoint::parse(&text).ok_or(NotOurs::Form)?;
        let mut ours = signatures.lines().filter_map(|l| l.strip_prefix("— ")).filter_map(|l| l.trim_end().split_once(' ')).filter(|(name, _)| *name == self.name).peekable();
        if checkpoint.origin != self.name || ours.peek().is_none() {
            return Err(NotOurs::OtherKey);
        }
        if ours.any(|(_, signature)| self.is_mine(&text, signature)) { Ok(checkpoint) } else { Err(NotOurs::Forged) }
    }

    fn is_mine(&self, text: &str, signature: &str) -> bool {
        let Ok(bytes) = BASE64.decode(signature) else { return false };
        let Some((id, signature)) = bytes.split_first_chunk::<4>() else { return false };
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        *id == self.id() && self.key.verifying_key().verify_strict(text.as_bytes(), &signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn signer() -> Signer {
        Signer::new(&[5; 32])
    }

    #[test]
    fn a_note_has_the_form_that_tools_of_others_read() {
        let note = signer().sign(7, [1; 32]);

        let lines: Vec<&str> = note.split('\n').collect();
        assert!(lines[0].starts_with("keepwell-trail/") && !lines[0].contains(['+', ' ']));
        assert_eq!(lines[1..4], ["7", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", ""]);
        assert!(lines[4].starts_with(&format!("— {} ", lines[0])), "{}", lines[4]);
        assert_eq!(lines[5..], [""], "one end of line, and no more");
        assert_eq!(BASE64.decode(lines[4].rsplit(' ').next().unwrap()).unwrap().len(), 4 + 64);
    }

    /// The example in the reference implementation of signed notes (golang.org/x/mod/sumdb/note).
    #[test]
    fn the_reference_note_is_read_as_ours_are() {
        let (name, id, key) = ("PeterNeumann", "c74f20a3", "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
        let line = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";
        let (key, line) = (BASE64.decode(key).unwrap(), BASE64.decode(line).unwrap());

        let own = Sha256::new().chain_update(name).chain_update(b"\n").chain_update(&key).finalize();
        assert_eq!(hex(&own[..4]), id);
        assert_eq!(hex(&line[..4]), id);
        let key = VerifyingKey::from_bytes(key[1..].try_into().unwrap()).unwrap();
        assert!(key.verify_strict(text.as_bytes(), &Signature::from_slice(&line[4..]).unwrap()).is_ok());

        // And our own id is made the same way.
        let said = signer().public();
        let parts: Vec<&str> = said.splitn(3, '+').collect();
        let own = Sha256::new().chain_update(parts[0]).chain_update(b"\n").chain_update(BASE64.decode(parts[2]).unwrap()).finalize();
        assert_eq!(parts[1], hex(&own[..4]));
    }

    #[test]
    fn only_our_signature_under_the_very_same_text_is_believed() {
        let note = signer().sign(7, [1; 32]);
        let expected = Checkpoint { origin: signer().name().to_owned(), size: 7, root: [1; 32] };
        assert_eq!(signer().open(&note), Ok(expected.clone()));
        assert_eq!(signer().open(&note.replace('\n', "\r\n")), Ok(expected.clone()), "as Windows saves it");
        assert_eq!(signer().open(&format!("{note}— witness.example/w1 AAAA\n")), Ok(expected), "with a witness beside");

        assert_eq!(signer().open(&note.replacen("\n7\n", "\n8\n", 1)), Err(NotOurs::Forged));
        assert_eq!(signer().open(&note.replacen("AQEB", "AQEC", 1)), Err(NotOurs::Forged));
        assert_eq!(signer().open(&note.replacen("\n7\n", "\n07\n", 1)), Err(NotOurs::Form));
        assert_eq!(signer().open(&Signer::new(&[6; 32]).sign(7, [1; 32])), Err(NotOurs::OtherKey));
        let forged = Signer::new(&[6; 32]).sign(7, [1; 32]).replace(Signer::new(&[6; 32]).name(), signer().name());
        assert_eq!(signer().open(&forged), Err(NotOurs::Forged));
        assert_eq!(signer().open(""), Err(NotOurs::Form));
    }

    proptest! {
        #[test]
        fn nonsense_is_refused_and_does_not_panic(text in "[ -~\n—]{0,200}") {
            prop_assert!(signer().open(&text).is_err());
        }

        #[test]
        fn one_letter_changed_is_not_believed(at in 0_usize..60, letter in "[A-Za-z0-9]") {
            let note = signer().sign(12_345, [9; 32]);
            let mut changed: Vec<char> = note.chars().collect();
            let text_end = note.find("\n\n").unwrap();
            let at = at % text_end;
            prop_assume!(changed[at] != '\n' && changed[at].to_string() != letter);
            changed[at] = letter.chars().next().unwrap();
            prop_assert!(signer().open(&changed.into_iter().collect::<String>()).is_err());
        }
    }

    #[test]
    fn a_signer_is_never_printed() {
        assert_eq!(format!("{:?}", signer()), "Signer(…)");
    }
}
