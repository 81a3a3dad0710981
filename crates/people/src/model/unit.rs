//! Teams, programmes and positions: what they are called and what a position asks for.

use base::Moment;
use base::words::Lang;

use super::belonging::What;
use super::{PersonName, Refusal};

/// Which of the three a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    Team,
    /// A programme, or a place where one works.
    Programme,
    Position,
}

impl UnitKind {
    pub const ALL: [Self; 3] = [Self::Team, Self::Programme, Self::Position];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Programme => "programme",
            Self::Position => "position",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.id() == text)
    }

    /// What being in one is called.
    #[must_use]
    pub const fn what(self) -> What {
        match self {
            Self::Team => What::Team,
            Self::Programme => What::Programme,
            Self::Position => What::Position,
        }
    }
}

/// A team, a programme or a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub id: String,
    pub kind: UnitKind,
    pub face: Face,
    pub closed: Option<Moment>,
}

/// What a form says of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    pub name: String,
    /// "" where it is called the same in French.
    pub name_fr: String,
    /// A position: uses a phone of the agency.
    pub agency_phone: bool,
    /// A position: must use a device of one's own; then the posting and the description say so (T-033, T-034).
    pub own_device: bool,
}

impl Face {
    /// # Errors
    /// [`Refusal::BadName`]; [`Refusal::BothPhones`] for a position that asks for both.
    pub fn parse(kind: UnitKind, name: &str, name_fr: &str, agency_phone: bool, own_device: bool) -> Result<Self, Refusal> {
        let name = PersonName::parse(name)?.text().to_owned();
        let name_fr = if name_fr.trim().is_empty() { String::new() } else { PersonName::parse(name_fr)?.text().to_owned() };
        let position = kind == UnitKind::Position;
        if position && agency_phone && own_device {
            return Err(Refusal::BothPhones);
        }
        Ok(Self { name, name_fr, agency_phone: position && agency_phone, own_device: position && own_device })
    }

    /// Its name in a language.
    #[must_use]
    pub fn called(&self, lang: Lang) -> &str {
        called(lang, &self.name, &self.name_fr)
    }
}

/// The name in a language; the French one is "" where both are the same.
#[must_use]
pub const fn called<'a>(lang: Lang, name: &'a str, french: &'a str) -> &'a str {
    match lang {
        Lang::Fr if !french.is_empty() => french,
        Lang::En | Lang::Fr => name,
    }
}

#[cfg(test)]
mod tests {
    use base::words::Lang;

    use super::{Face, UnitKind};
    use crate::model::Refusal;

    #[test]
    fn only_a_position_asks_for_a_phone_and_never_for_both() {
        let team = Face::parse(UnitKind::Team, " Front  desk ", "", true, true).unwrap();
        assert_eq!((team.name.as_str(), team.agency_phone, team.own_device, team.called(Lang::Fr)), ("Front desk", false, false, "Front desk"));
        let position = Face::parse(UnitKind::Position, "Case worker", "Intervenante", true, false).unwrap();
        assert_eq!((position.agency_phone, position.called(Lang::Fr), position.called(Lang::En)), (true, "Intervenante", "Case worker"));
        assert_eq!(Face::parse(UnitKind::Position, "X", "", true, true), Err(Refusal::BothPhones));
        assert_eq!(Face::parse(UnitKind::Team, " ", "", false, false), Err(Refusal::BadName));
    }
}
