//! What a good passcode is, and who may know the one in force (S-034…S-040).

use std::fmt;

use base::Moment;
use zeroize::Zeroizing;

use super::Refusal;

/// A passcode somebody typed twice: six digits or more, or eight letters or more.
#[derive(Clone)]
pub struct Passcode(Zeroizing<String>);

impl fmt::Debug for Passcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passcode(…)")
    }
}

const LONGEST: usize = 64;

impl Passcode {
    /// # Errors
    /// [`Refusal::ShortPasscode`], [`Refusal::LongPasscode`], [`Refusal::EasyPasscode`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let letters = text.chars().count();
        let enough = if text.chars().all(|c| c.is_ascii_digit()) { 6 } else { 8 };
        if letters < enough || text.trim().len() != text.len() {
            return Err(Refusal::ShortPasscode);
        }
        if letters > LONGEST || text.chars().any(char::is_control) {
            return Err(Refusal::LongPasscode);
        }
        if is_easy(text) { Err(Refusal::EasyPasscode) } else { Ok(Self(Zeroizing::new(text.to_owned()))) }
    }

    /// # Errors
    /// [`Refusal::PasscodesDiffer`] when the second time is not like the first.
    pub fn typed_again(self, again: &str) -> Result<Self, Refusal> {
        if *self.0 == again { Ok(self) } else { Err(Refusal::PasscodesDiffer) }
    }

    /// # Errors
    /// [`Refusal::SamePasscode`] when it is the old one, or the old one with one sign more.
    pub fn in_place_of(self, old: Option<&str>) -> Result<Self, Refusal> {
        let Some(old) = old else { return Ok(self) };
        let rest = self.0.strip_prefix(old).or_else(|| self.0.strip_suffix(old));
        if rest.is_some_and(|rest| rest.chars().count() <= 1) { Err(Refusal::SamePasscode) } else { Ok(self) }
    }

    /// The passcode itself: for the vault, and for nobody else.
    #[must_use]
    pub fn clear(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// One sign over and over, or a run up or down: 111111, 123456, 987654.
fn is_easy(text: &str) -> bool {
    let signs: Vec<i64> = text.chars().map(|c| i64::from(u32::from(c))).collect();
    let steps: Vec<i64> = signs.iter().zip(signs.iter().skip(1)).map(|(a, b)| b - a).collect();
    steps.first().is_some_and(|first| first.abs() <= 1 && steps.iter().all(|step| step == first))
}

/// Who may know the passcode in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knowledge {
    /// None was ever written down.
    NotOnRecord,
    /// Set in the hands of whoever holds the phone now, or with nobody holding it.
    ThisHolder,
    /// It is older than this custody: whoever held the phone before may know it.
    EarlierHolder,
}

/// Says who may know the passcode, from when it was changed and when the custody began.
#[must_use]
pub fn knowledge(changed: Option<Moment>, custody_began: Option<Moment>) -> Knowledge {
    match (changed, custody_began) {
        (None, _) => Knowledge::NotOnRecord,
        (Some(changed), Some(began)) if changed < began => Knowledge::EarlierHolder,
        (Some(_), _) => Knowledge::ThisHolder,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_or_eight_letters() {
        for good in ["284917", "0000001", "lampe-bleue", "été à Gaspé"] {
            assert!(Passcode::parse(good).is_ok(), "{good}");
        }
        for (bad, why) in [
            ("", Refusal::ShortPasscode),
            ("28491", Refusal::ShortPasscode),
            ("a284917", Refusal::ShortPasscode),
            (" 284917", Refusal::ShortPasscode),
            ("123456", Refusal::EasyPasscode),
            ("7654321", Refusal::EasyPasscode),
            ("999999", Refusal::EasyPasscode),
            ("abcdefgh", Refusal::EasyPasscode),
        ] {
            assert_eq!(Passcode::parse(bad).map(|_| ()), Err(why), "{bad}");
        }
        assert_eq!(Passcode::parse(&"ab".repeat(40)).map(|_| ()), Err(Refusal::LongPasscode));
    }

    #[test]
    fn the_old_one_with_a_1_at_the_end_is_the_old_one() {
        let new = |text: &str| Passcode::parse(text).unwrap();
        for same in ["284917", "2849171", "1284917"] {
            assert_eq!(new(same).in_place_of(Some("284917")).map(|_| ()), Err(Refusal::SamePasscode), "{same}");
        }
        assert!(new("284918").in_place_of(Some("284917")).is_ok());
        assert!(new("284917").in_place_of(None).is_ok());
        assert_eq!(new("284917").typed_again("284918").map(|_| ()), Err(Refusal::PasscodesDiffer));
    }

    #[test]
    fn an_earlier_holder_knows_a_passcode_older_than_this_custody() {
        let (early, late) = (Some(Moment(1)), Some(Moment(2)));
        assert_eq!(knowledge(None, late), Knowledge::NotOnRecord);
        assert_eq!(knowledge(early, late), Knowledge::EarlierHolder);
        assert_eq!(knowledge(late, late), Knowledge::ThisHolder);
        assert_eq!(knowledge(early, None), Knowledge::ThisHolder);
    }

    #[test]
    fn a_passcode_does_not_show_itself() {
        assert_eq!(format!("{:?}", Passcode::parse("284917").unwrap()), "Passcode(…)");
    }
}
