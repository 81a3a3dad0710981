//! What a phone is: its sticker, its number, its make, its kit.

use super::Refusal;

/// What a phone's sticker says: `PH-014`. One to 24 letters, no blanks around.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label(String);

impl Label {
    /// # Errors
    /// [`Refusal::BadLabel`] when nothing is left after trimming, or too much.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        match text.chars().count() {
            1..=24 if !text.chars().any(char::is_control) => Ok(Self(text.to_owned())),
            _ => Err(Refusal::BadLabel),
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two labels are compared.
    #[must_use]
    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}

/// The form in which two labels, or two names of apps, are compared.
#[must_use]
pub fn fold(text: &str) -> String {
    people::model::fold(text)
}

/// A phone number: as it was typed, and in the one form in which two are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    dialled: String,
    typed: String,
}

impl Number {
    /// Reads a North American number of ten digits (an eleventh, the country's 1,
    /// may stand before them), or any other that begins with `+`.
    ///
    /// # Errors
    /// [`Refusal::BadNumber`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let typed = text.trim();
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let only_number = typed.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-.()\u{2011}\u{2013}".contains(c));
        if !only_number {
            return Err(Refusal::BadNumber);
        }
        let abroad = typed.starts_with('+') && !digits.starts_with('1');
        let dialled = if abroad { Some(digits).filter(|d| (8..=15).contains(&d.len())) } else { north_american(&digits) };
        dialled.map(|d| Self { dialled: format!("+{d}"), typed: typed.to_owned() }).ok_or(Refusal::BadNumber)
    }

    /// From what was kept.
    #[must_use]
    pub const fn kept(dialled: String, typed: String) -> Self {
        Self { dialled, typed }
    }

    /// `+14165550114`
    #[must_use]
    pub fn dialled(&self) -> &str {
        &self.dialled
    }

    /// As somebody wrote it.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// `416-555-0114`; a number from elsewhere as it is dialled.
    #[must_use]
    pub fn shown(&self) -> String {
        let local = self.dialled.strip_prefix("+1").filter(|rest| rest.len() == 10);
        match local.and_then(|rest| Some((rest.get(..3)?, rest.get(3..6)?, rest.get(6..)?))) {
            Some((area, exchange, line)) => format!("{area}-{exchange}-{line}"),
            None => self.dialled.clone(),
        }
    }
}

/// Eleven digits from ten or eleven; neither the area nor the exchange begins with 0 or 1.
fn north_american(digits: &str) -> Option<String> {
    let local = if digits.len() == 11 { digits.strip_prefix('1')? } else { digits };
    let starts_well = |at: usize| local.as_bytes().get(at).is_some_and(|b| (b'2'..=b'9').contains(b));
    (local.len() == 10 && starts_well(0) && starts_well(3)).then(|| format!("1{local}"))
}

/// The maker's system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    Ios,
    Android,
}

impl Platform {
    pub const ALL: [Self; 2] = [Self::Ios, Self::Android];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ios => "ios",
            Self::Android => "android",
        }
    }

    /// The Fluent id of its name.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Ios => "phones-ios",
            Self::Android => "phones-android",
        }
    }

    /// # Errors
    /// [`Refusal::BadPlatform`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        match fold(text).as_str() {
            "ios" | "iphone" | "apple" => Ok(Self::Ios),
            "android" => Ok(Self::Android),
            _ => Err(Refusal::BadPlatform),
        }
    }
}

/// The phone company; may be empty, at most 60 letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier(String);

impl Carrier {
    /// # Errors
    /// [`Refusal::BadCarrier`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let fits = text.chars().count() <= 60 && !text.chars().any(char::is_control);
        if fits { Ok(Self(text.to_owned())) } else { Err(Refusal::BadCarrier) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What the register keeps of a phone when it comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub label: Label,
    pub number: Number,
    pub platform: Platform,
    pub carrier: Carrier,
}

/// What goes with a phone (S-023).
pub const KIT: [&str; 4] = ["charger", "headphones", "adaptor", "case"];

/// The parts of the kit that were handed over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kit(Vec<&'static str>);

impl Kit {
    /// Those that were ticked; anything else is not part of a kit.
    pub fn of<'a>(ticked: impl Iterator<Item = &'a str>) -> Self {
        let ticked: Vec<&str> = ticked.collect();
        Self(KIT.into_iter().filter(|part| ticked.contains(part)).collect())
    }

    /// `charger case`, or `none`: a detail of the trail.
    #[must_use]
    pub fn code(&self) -> String {
        if self.0.is_empty() { "none".to_owned() } else { self.0.join(" ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_typed() {
        for typed in ["416-555-0114", "(416) 555-0114", "4165550114", "1 416 555 0114", "+1.416.555.0114", " 416\u{a0}555\u{a0}0114 "] {
            let number = Number::parse(typed).unwrap();
            assert_eq!((number.dialled(), number.shown().as_str()), ("+14165550114", "416-555-0114"), "{typed}");
            assert_eq!(number.typed(), typed.trim());
        }
        assert_eq!(Number::parse("+33 1 23 45 67 89").unwrap().shown(), "+33123456789");
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for typed in ["", "555-0114", "016-555-0114", "416-155-0114", "416-555-01145", "+12", "PH-014", "416-555-0114 x2"] {
            assert_eq!(Number::parse(typed), Err(Refusal::BadNumber), "{typed}");
        }
    }

    #[test]
    fn a_label_is_short_and_not_empty() {
        assert_eq!(Label::parse(" PH-014 ").unwrap().as_str(), "PH-014");
        assert_eq!(Label::parse("ÉQUIPE-1").unwrap().folded(), "equipe-1");
        for bad in ["", "   ", "a\nb", "1234567890123456789012345"] {
            assert_eq!(Label::parse(bad), Err(Refusal::BadLabel));
        }
    }

    #[test]
    fn only_the_kit_is_written_down() {
        assert_eq!(Kit::of(["case", "car", "charger"].into_iter()).code(), "charger case");
        assert_eq!(Kit::of([].into_iter()).code(), "none");
    }
}
