//! Passphrases: long, not well known, not one's own name. No other rule: no
//! forced digits, no forced change.

use zeroize::Zeroizing;

use super::{Refusal, fold};

/// Fewest letters, where nothing else stands beside the passphrase.
pub const SHORTEST: usize = 15;
/// Most letters.
pub const LONGEST: usize = 256;

/// What everybody tries first, folded and without blanks. One of these repeated is refused as well.
const KNOWN: &[&str] = &[
    "password", "passphrase", "passwort", "motdepasse", "mypassword", "letmein", "welcome", "bienvenue", "bonjour", "iloveyou", "jetaime",
    "qwerty", "qwertyuiop", "azerty", "azertyuiop", "asdfghjkl", "zxcvbnm", "administrator", "administrateur", "keepwell", "organisation",
    "correcthorsebatterystaple", "thequickbrownfox", "thequickbrownfoxjumpsoverthelazydog", "abcdefghijklmnopqrstuvwxyz", "tobeornottobe",
    "canada", "ocanada", "hockey", "football", "baseball", "dragon", "monkey", "sunshine", "princess", "changeme", "changethis", "secret",
    "trustno1", "whatever", "superman", "batman", "starwars", "maythe4thbewithyou", "loremipsumdolorsitamet", "onetwothreefourfive",
    "undeuxtroisquatrecinq", "testtesttest", "passw0rd", "p@ssw0rd", "p@ssword",
];

/// A passphrase good enough to keep; wiped when dropped, never printed.
pub struct Passphrase(Zeroizing<String>);

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

impl Passphrase {
    /// `own` is what the person is called: name, e-mail, organisation.
    ///
    /// # Errors
    /// What to do better, as a [`Refusal`].
    pub fn parse(text: &str, own: &[&str]) -> Result<Self, Refusal> {
        match text.chars().count() {
            0..SHORTEST => return Err(Refusal::ShortPassphrase),
            SHORTEST..=LONGEST => {}
            _ => return Err(Refusal::LongPassphrase),
        }
        let bare = bare(text);
        let letters: String = bare.chars().filter(|c| c.is_alphabetic()).collect();
        if is_known(&bare) || is_known(&letters) || is_run(&bare) || distinct(&bare) < 5 {
            return Err(Refusal::KnownPassphrase);
        }
        if own.iter().any(|own| is_own(&bare, own)) {
            return Err(Refusal::OwnPassphrase);
        }
        Ok(Self(Zeroizing::new(text.to_owned())))
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '_').collect()
}

/// One known word, once or repeated to fill the length, whatever digits follow.
fn is_known(bare: &str) -> bool {
    let word = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    KNOWN.iter().any(|known| *known == bare || (!word.is_empty() && word.replace(known, "").is_empty()))
}

/// `123456789012345`, `abcdefghijklmno`, backwards too.
fn is_run(bare: &str) -> bool {
    let codes: Vec<i64> = bare.chars().map(|c| i64::from(u32::from(c))).collect();
    let steps = |step: i64| codes.windows(2).filter(|w| matches!(w, [a, b] if b - a == step || (*a == 57 && *b == 48) || (*a == 48 && *b == 57))).count();
    codes.len() > 2 && (steps(1) >= codes.len() - 2 || steps(-1) >= codes.len() - 2)
}

fn distinct(bare: &str) -> usize {
    bare.chars().collect::<std::collections::BTreeSet<_>>().len()
}

/// The person's own name or e-mail, with at most a few letters more.
fn is_own(bare: &str, own: &str) -> bool {
    let own = self::bare(own);
    own.chars().count() >= 4 && bare.replace(&own, "").chars().count() < 6 && bare.contains(&own)
}

#[cfg(test)]
mod tests {
    use super::Passphrase;
    use crate::model::Refusal;

    fn verdict(text: &str) -> Option<Refusal> {
        Passphrase::parse(text, &["Ana Roy", "ana.roy@example.org"]).err()
    }

    #[test]
    fn four_words_make_a_good_passphrase() {
        for good in ["otter lantern maple drizzle", "un deux bateaux gris chantent", "鍵鍵を守る人は長い言葉を選ぶ人です", "ÀÈÌ çà et là partout"] {
            assert_eq!(verdict(good), None, "{good}");
        }
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for bad in ["passwordpassword", "Password Password 1", "password123456789", "qwertyuiopqwertyuiop", "aaaaaaaaaaaaaaaa", "123456789012345",
            "987654321098765", "abcdefghijklmnop", "abababababababab", "Correct Horse Battery Staple", "mot de passe mot de passe"]
        {
            assert_eq!(verdict(bad), Some(Refusal::KnownPassphrase), "{bad}");
        }
    }

    #[test]
    fn short_long_and_own_ones_are_refused() {
        assert_eq!(verdict("otter lantern"), Some(Refusal::ShortPassphrase));
        assert_eq!(verdict(&"otter lantern ".repeat(20)), Some(Refusal::LongPassphrase));
        assert_eq!(verdict("ana.roy@example.org"), Some(Refusal::OwnPassphrase));
        assert_eq!(verdict("Ana Roy Ana Roy 2026"), Some(Refusal::OwnPassphrase));
    }
}
