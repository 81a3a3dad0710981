//! Second factors: codes from an app, recovery codes, and when one must be there.

use std::collections::BTreeSet;

use base::access::Role;
use base::{Failure, Moment};
use totp_rs::{Algorithm, Builder, Totp};

/// What somebody has besides their passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Factors {
    /// An app that shows codes.
    pub app: bool,
    pub passkeys: usize,
    /// Recovery codes that were not used.
    pub codes: usize,
}

impl Factors {
    /// Whether a passphrase alone does not open the door. Recovery codes stand in for a factor, they are none.
    #[must_use]
    pub const fn has_second(&self) -> bool {
        self.app || self.passkeys > 0
    }

    /// Whether they should make new recovery codes soon.
    #[must_use]
    pub const fn few_codes(&self) -> bool {
        self.has_second() && self.codes <= FEW
    }
}

/// So many recovery codes are made at a time.
pub const CODES: usize = 10;
/// So few left are worth a warning.
pub const FEW: usize = 3;
/// Letters of a recovery code or a slip's code: Crockford's base 32, so nothing looks like something else. 60 bits.
pub const CODE_LETTERS: usize = 12;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `K7QM-2XTP-9HDA` from 12 thrown bytes.
#[must_use]
pub fn code(bytes: [u8; CODE_LETTERS]) -> String {
    let letters = bytes.iter().filter_map(|b| ALPHABET.get(usize::from(b % 32))).map(|b| char::from(*b));
    letters.enumerate().fold(String::new(), |mut out, (at, c)| {
        if at > 0 && at % 4 == 0 {
            out.push('-');
        }
        out.push(c);
        out
    })
}

/// The bare letters of a typed code, common slips mended (O is 0, I and L are 1);
/// `None` when it cannot be one.
#[must_use]
pub fn read_code(typed: &str) -> Option<String> {
    let mend = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    let bare: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '‑')).map(mend).collect();
    let fits = bare.len() == CODE_LETTERS && bare.bytes().all(|b| ALPHABET.contains(&b));
    fits.then_some(bare)
}

/// The digits of a code from an app, blanks taken out; `None` when there are not six.
#[must_use]
pub fn read_digits(typed: &str) -> Option<String> {
    let bare: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    (bare.len() == 6 && bare.bytes().all(|b| b.is_ascii_digit())).then_some(bare)
}

/// The app's side of a shared secret: SHA-1, six digits, 30 seconds, one step of
/// slack (RFC 6238), because that is what every app can do.
///
/// # Errors
/// When the secret has fewer than 128 bits or a name has a colon.
pub fn totp(secret: &[u8], organisation: &str, email: &str) -> Result<Totp, Failure> {
    let plain = |text: &str| text.replace(':', " ");
    let totp = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(1).with_step_duration(30)
        .with_secret(secret.to_vec()).with_issuer(Some(plain(organisation))).with_account_name(plain(email)).build();
    totp.map_err(|e| Failure::broken("setting up codes", e))
}

/// The step a code belongs to, when it is right now or one step off. Whoever asks
/// makes sure that no step is used twice.
#[must_use]
pub fn step_of(totp: &Totp, digits: &str, now: Moment) -> Option<i64> {
    let step = totp.check(digits, u64::try_from(now.0 / Moment::SECOND).ok()?)?;
    i64::try_from(step).ok()
}

/// So long may somebody go on without the second factor their role asks for.
pub const GRACE: i64 = 14 * Moment::DAY;
/// Whose role asks for a second factor, until a director says otherwise: whoever holds everybody's keys.
pub const STARTER: [Role; 3] = [Role::Manager, Role::Director, Role::It];

/// What is asked of somebody who comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Nothing.
    Open,
    /// A second factor, by then. Their role asks for one.
    Soon(Moment),
    /// A second factor before anything else.
    Second,
    /// A longer passphrase or a second factor before anything else.
    Longer,
}

/// Decides it. `asked` are the roles that need a second factor, `told` is when
/// this person heard of it first.
#[must_use]
pub fn gate(factors: Factors, short: bool, roles: &BTreeSet<Role>, asked: &[Role], told: Option<Moment>, now: Moment) -> Gate {
    if factors.has_second() {
        return Gate::Open;
    }
    if asked.iter().any(|r| roles.contains(r)) {
        let until = told.unwrap_or(now).plus(GRACE);
        if until <= now {
            return Gate::Second;
        }
        if !short {
            return Gate::Soon(until);
        }
    }
    if short { Gate::Longer } else { Gate::Open }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let made = code([0, 1, 10, 31, 18, 20, 63, 32, 8, 9, 200, 255]);
        assert_eq!(made.len(), 14, "{made}");
        let bare = made.replace('-', "");
        for typed in [made.clone(), bare.clone(), made.to_lowercase(), format!(" {} ", made.replace('-', " "))] {
            assert_eq!(read_code(&typed), Some(bare.clone()), "{typed}");
        }
        assert_eq!(read_code("OIL0-1111-ABCD").as_deref(), Some("01101111ABCD"));
        for bad in ["", "123456", "UUUU-UUUU-UUUU", "ABCD-EFGH-JKMN-P"] {
            assert_eq!(read_code(bad), None, "{bad}");
        }
        assert_eq!(read_digits(" 123 456 ").as_deref(), Some("123456"));
        assert_eq!(read_digits("12345"), None);
    }

    #[test]
    fn codes_from_the_app_are_those_of_the_standard() {
        // RFC 6238, appendix B: the secret "12345678901234567890" at 59 s and 1111111109 s, cut to six digits.
        let totp = totp(b"12345678901234567890", "Harbour House: east", "ben@example.org").unwrap();
        assert_eq!(step_of(&totp, "287082", Moment(59_000)), Some(1));
        assert_eq!(step_of(&totp, "081804", Moment(1_111_111_109_000)), Some(37_037_036));
        assert_eq!(step_of(&totp, "287082", Moment(89_000)), Some(1), "one step late");
        assert_eq!(step_of(&totp, "287082", Moment(0)), Some(1), "one step early");
        assert_eq!(step_of(&totp, "287082", Moment(90_000)), None, "two steps late");
    }

    #[test]
    fn who_must_have_a_second_factor_has_fourteen_days() {
        let (director, worker) = (BTreeSet::from([Role::Director]), BTreeSet::from([Role::Worker]));
        let none = Factors::default();
        let some = Factors { app: true, ..none };
        let now = Moment(GRACE * 3);

        assert_eq!(gate(none, false, &worker, &STARTER, None, now), Gate::Open);
        assert_eq!(gate(none, true, &worker, &STARTER, None, now), Gate::Longer);
        assert_eq!(gate(none, false, &director, &STARTER, None, now), Gate::Soon(now.plus(GRACE)));
        assert_eq!(gate(none, true, &director, &STARTER, None, now), Gate::Longer);
        assert_eq!(gate(none, false, &director, &STARTER, Some(now.plus(1 - GRACE)), now), Gate::Soon(now.plus(1)));
        assert_eq!(gate(none, false, &director, &STARTER, Some(now.plus(-GRACE)), now), Gate::Second);
        assert_eq!(gate(none, false, &director, &[], Some(Moment(0)), now), Gate::Open);
        assert_eq!(gate(some, true, &director, &STARTER, Some(Moment(0)), now), Gate::Open);
        assert!(!Factors { codes: 10, ..none }.has_second() && Factors { codes: 3, ..some }.few_codes());
    }
}
