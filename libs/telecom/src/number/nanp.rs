//! The table of area codes, and what a class of numbers is.

use std::fmt;
use std::sync::LazyLock;

/// The table, as people keep it.
const TABLE: &str = include_str!("nanp.txt");

/// The day the table of area codes was last checked against another source.
pub const CHECKED: &str = "2026-11-22";

/// What a number alone tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A number of a place in Canada, the United States or another country of `+1`.
    Place,
    /// A number of a territory of the United States.
    Territory,
    /// Canadian, of no place: 600, 622, 633.
    NoPlace,
    /// `310-XXXX`: Canadian, for the price of a local call.
    ThreeTen,
    /// The one who is called pays; of no country.
    TollFree,
    /// The caller pays extra: 900, and the exchange 976 of any area.
    Premium,
    /// A personal number, 5XX: rings wherever its owner says.
    Personal,
    /// A number under another country's code.
    Foreign,
    /// Of no country: satellites, world-wide services.
    Worldwide,
    /// 911.
    Emergency,
    /// 988, the suicide crisis line.
    Crisis,
    /// 211, 311, 511, 711, 811: services of the community, free of charge.
    Community,
    /// 411, which costs money with most carriers.
    Directory,
    /// 611 and 0: the carrier itself.
    Carrier,
    /// Five or six digits for texts; which of them cost extra no table tells.
    TextService,
    /// A star or number sign first: voicemail, features.
    Star,
    /// `+1` with an area code that is not in the table.
    NewArea,
    /// The caller kept the number back.
    Withheld,
    /// Anything else.
    Unknown,
}

/// A country by its two letters (ISO 3166).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// Canada.
    pub const CANADA: Self = Self(*b"CA");
    /// The United States; their territories have letters of their own.
    pub const UNITED_STATES: Self = Self(*b"US");

    /// Reads two capital letters.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        let [a, b] = *code.as_bytes() else { return None };
        (a.is_ascii_uppercase() && b.is_ascii_uppercase()).then_some(Self([a, b]))
    }

    /// The two letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// The province or territory of an area code; a few codes serve several: `NS/PE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Province(pub &'static str);

#[derive(Clone, Copy)]
struct Area {
    class: Class,
    country: Option<Country>,
    province: Option<Province>,
}

const NOT_KNOWN: Area = Area { class: Class::NewArea, country: None, province: None };

static AREAS: LazyLock<[Area; 1000]> = LazyLock::new(|| {
    let mut areas = [NOT_KNOWN; 1000];
    for line in TABLE.lines().filter(|l| !l.starts_with('#')) {
        let Some((group, codes)) = line.split_once(": ") else { continue };
        let Some(area) = group_of(group) else { continue };
        for code in codes.split_whitespace().filter_map(|c| c.parse::<usize>().ok()) {
            if let Some(slot) = areas.get_mut(code) {
                *slot = area;
            }
        }
    }
    areas
});

/// What the words before the colon say.
fn group_of(group: &'static str) -> Option<Area> {
    let mut words = group.split_whitespace();
    let class = match words.next()? {
        "place" => Class::Place,
        "territory" => Class::Territory,
        "noplace" => Class::NoPlace,
        "tollfree" => Class::TollFree,
        "premium" => Class::Premium,
        "personal" => Class::Personal,
        _ => return None,
    };
    Some(Area { class, country: words.next().and_then(Country::new), province: words.next().map(Province) })
}

fn area(code: u16) -> Area {
    AREAS.get(usize::from(code)).copied().unwrap_or(NOT_KNOWN)
}

/// What kind of number begins with this area code and exchange.
pub(super) fn class(code: u16, exchange: u16) -> Class {
    match area(code).class {
        Class::Place | Class::Territory if exchange == 976 => Class::Premium,
        class => class,
    }
}

/// The country the area code was given to.
pub(super) fn country(code: u16) -> Option<Country> {
    area(code).country
}

/// The province the area code was given to.
pub(super) fn province(code: u16) -> Option<Province> {
    area(code).province
}
