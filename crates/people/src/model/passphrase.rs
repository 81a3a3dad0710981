//! Passphrases: long, not well known, not one's own name. No other rule: no
//! forced digits, no forced change (NIST SP 800-63B-4 §3.1.1, ASVS 6.2).

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::known::{self, bare, core};
use super::Refusal;

/// Fewest letters, where nothing else stands beside the passphrase.
pub const SHORTEST: usize = 15;
/// Fewest letters beside a second factor.
pub const SHORTEST_WITH_SECOND: usize = 12;
/// Most letters.
pub const LONGEST: usize = 256;
/// A passphrase that repeats fewer letters than this is no better than those.
const REPEATED: usize = 10;

/// What people here try first and no list has, folded and without blanks. One of these repeated is refused as well.
const KNOWN: &[&str] = &[
    "password", "passphrase", "passwort", "motdepasse", "mypassword", "letmein", "welcome", "bienvenue", "bonjour", "iloveyou", "jetaime",
    "qwerty", "qwertyuiop", "azerty", "azertyuiop", "asdfghjkl", "zxcvbnm", "administrator", "administrateur", "keepwell", "organisation",
    "correcthorsebatterystaple", "thequickbrownfox", "thequickbrownfoxjumpsoverthelazydog", "abcdefghijklmnopqrstuvwxyz", "tobeornottobe",
    "canada", "ocanada", "hockey", "football", "baseball", "dragon", "monkey", "sunshine", "princess", "changeme", "changethis", "secret",
    "trustno1", "whatever", "superman", "batman", "starwars", "maythe4thbewithyou", "loremipsumdolorsitamet", "onetwothreefourfive",
    "undeuxtroisquatrecinq", "testtesttest", "passw0rd", "p@ssw0rd", "p@ssword",
];

/// One spelling of what was typed, whatever keyboard it came from: NFC, every
/// blank a plain one (RFC 8265 §4.2, OpaqueString). Applied before hashing, always.
#[must_use]
pub fn normal(text: &str) -> Zeroizing<String> {
    let one = |c: char| if c.is_whitespace() { ' ' } else { c };
    Zeroizing::new(text.nfc().map(one).collect())
}

/// A passphrase good enough to keep; wiped when dropped, never printed.
pub struct Passphrase(Zeroizing<String>);

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

impl Passphrase {
    /// `own` is what the person is called: name, e-mail, organisation. `alone`: no
    /// second factor stands beside it.
    ///
    /// # Errors
    /// What to do better, as a [`Refusal`].
    pub fn parse(text: &str, own: &[&str], alone: bool) -> Result<Self, Refusal> {
        let text = normal(text);
        match text.chars().count() {
            0..SHORTEST_WITH_SECOND => return Err(if alone { Refusal::ShortPassphrase } else { Refusal::ShortEvenWithSecond }),
            SHORTEST_WITH_SECOND..SHORTEST if alone => return Err(Refusal::ShortPassphrase),
            SHORTEST_WITH_SECOND..=LONGEST => {}
            _ => return Err(Refusal::LongPassphrase),
        }
        let bare = bare(&text);
        if is_own(&text, own) {
            return Err(Refusal::OwnPassphrase);
        }
        let letters: String = bare.chars().filter(|c| c.is_alphabetic()).collect();
        if is_known(&bare) || is_one_of_ours(&letters) || is_run(&bare) || distinct(&bare) < 5 {
            return Err(Refusal::KnownPassphrase);
        }
        Ok(Self(text))
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether it is good only beside a second factor.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.0.chars().count() < SHORTEST
    }
}

/// Well known: by the list, by ours, one thing repeated, or two known words side by side.
fn is_known(bare: &str) -> bool {
    [bare.to_owned(), without_disguise(bare)].iter().any(|bare| {
        let word = core(bare);
        is_one_of_ours(bare) || known::is_listed(bare) || (!word.is_empty() && known::is_listed(word)) || period(bare) < REPEATED || is_a_pair(word)
    })
}

/// `p4$$w0rd` is `password`.
fn without_disguise(bare: &str) -> String {
    bare.chars().map(|c| match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '$' | '5' => 's',
        '7' => 't',
        c => c,
    }).collect()
}

/// One known word, once or repeated to fill the length, whatever digits follow.
fn is_one_of_ours(bare: &str) -> bool {
    let word = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    KNOWN.iter().any(|known| *known == bare || (!word.is_empty() && word.replace(known, "").is_empty()))
}

/// How many letters it takes until everything repeats; all of them when nothing does.
fn period(bare: &str) -> usize {
    let letters: Vec<char> = bare.chars().collect();
    let repeats = |p: &usize| letters.iter().skip(*p).zip(&letters).all(|(a, b)| a == b);
    (1..=letters.len() / 2).find(repeats).unwrap_or(letters.len().max(REPEATED))
}

/// Two known words of four letters or more, and nothing else.
fn is_a_pair(word: &str) -> bool {
    let cuts = word.char_indices().map(|(at, _)| at).skip(4);
    cuts.filter_map(|at| word.split_at_checked(at)).any(|(a, b)| b.chars().count() >= 4 && known::is_listed(a) && known::is_listed(b))
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

/// Made of the person's own name, their e-mail or the organisation's name: once their words of four letters or more
/// are taken out, in any order and spelling, hardly a letter is left. Digits and signs around a name do not help.
fn is_own(text: &str, own: &[&str]) -> bool {
    let letters = |text: &str| super::fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let words = |own: &str| own.split(|c: char| !(c.is_alphanumeric() || "'’".contains(c))).map(letters).collect::<Vec<_>>();
    let mut parts: Vec<String> = own.iter().flat_map(|own| words(own).into_iter().chain([letters(own)])).filter(|part| part.chars().count() >= 4).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.chars().count()));
    let typed = letters(text);
    let left = parts.iter().fold(typed.clone(), |left, part| left.replace(part, " "));
    left != typed && left.chars().filter(|c| c.is_alphabetic()).count() < 6
}

#[cfg(test)]
mod tests {
    use super::{Passphrase, normal};
    use crate::model::Refusal;

    fn verdict(text: &str) -> Option<Refusal> {
        Passphrase::parse(text, &["Ana Roy", "ana.roy@example.org", "Harbour House"], true).err()
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
            "987654321098765", "1q2w3e4r5t6y7u8i9o0p", "P@$$w0rd P@$$w0rd", "dragonprincess2024", "otter otter otter", "!!superman!!1234567", "correcthorsebatterystaple", "abcdefghijklmnop", "abababababababab", "Correct Horse Battery Staple", "mot de passe mot de passe"]
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
        assert_eq!(verdict("Harbour-House-2026"), Some(Refusal::OwnPassphrase));
        for own in ["harbour house harbour", "house of harbour ana", "HÀRBOUR hoüse 8123 9954", "example ana.roy 2026!", "harbourhouseharbourhouse"] {
            assert_eq!(verdict(own), Some(Refusal::OwnPassphrase), "{own}");
        }
        assert_eq!(verdict("the harbour sleeps under fog"), None, "one own word among others is no harm");
        let named = |text| Passphrase::parse(text, &["D'Arcy-O’Neil Ñandú 3e", "d@example.org", "Maison du Havre"], true).err();
        for own in ["D’Arcy-O’Neil Ñandú", "darcy oneil nandu 3e", "maison du havre maison"] {
            assert_eq!(named(own), Some(Refusal::OwnPassphrase), "{own}");
        }
    }

    #[test]
    fn twelve_letters_do_beside_a_second_factor_and_not_alone() {
        let beside = |text| Passphrase::parse(text, &[], false);
        assert_eq!(verdict("otter maples"), Some(Refusal::ShortPassphrase));
        assert!(beside("ottar mapled").unwrap().is_short());
        assert!(!beside("otter lantern maple").unwrap().is_short());
        assert_eq!(beside("otter maple").err(), Some(Refusal::ShortEvenWithSecond));
    }

    #[test]
    fn one_passphrase_has_one_spelling_whatever_keyboard_wrote_it() {
        let (composed, apart) = ("été à la plage bleue", "e\u{301}te\u{301}\u{a0}a\u{300} la plage bleue");
        assert_eq!(*normal(composed), *normal(apart));
        assert_eq!(Passphrase::parse(apart, &[], true).unwrap().text(), composed);
        assert_ne!(*normal("Otter"), *normal("otter"), "capitals count");
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_is_judged_and_normal_is_final(text in ".{0,300}") {
            let _ = Passphrase::parse(&text, &["Ana Roy"], true);
            proptest::prop_assert_eq!(&*normal(&normal(&text)), &*normal(&text));
        }
    }
}
