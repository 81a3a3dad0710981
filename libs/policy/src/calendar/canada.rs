//! Statutory holidays of the provinces and territories of Canada, computed.
//!
//! A help for setting up a calendar, to be looked over by whoever sets it up:
//! employers may observe more days. A holiday on a day of rest is observed on
//! the next day that is neither rest nor holiday.

use jiff::civil::Date;

use super::civil;
use crate::lang::Lang;

/// A province or territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Province {
    Alberta,
    BritishColumbia,
    Manitoba,
    NewBrunswick,
    NewfoundlandAndLabrador,
    NorthwestTerritories,
    NovaScotia,
    Nunavut,
    Ontario,
    PrinceEdwardIsland,
    Quebec,
    Saskatchewan,
    Yukon,
}

use Province::{
    Alberta, BritishColumbia, Manitoba, NewBrunswick, NewfoundlandAndLabrador,
    NorthwestTerritories, NovaScotia, Nunavut, Ontario, PrinceEdwardIsland, Quebec, Saskatchewan,
    Yukon,
};

impl Province {
    /// All, by English name.
    pub const ALL: [Self; 13] = [
        Alberta,
        BritishColumbia,
        Manitoba,
        NewBrunswick,
        NewfoundlandAndLabrador,
        NorthwestTerritories,
        NovaScotia,
        Nunavut,
        Ontario,
        PrinceEdwardIsland,
        Quebec,
        Saskatchewan,
        Yukon,
    ];

    /// The two letters of the post office.
    pub fn code(self) -> &'static str {
        match self {
            Alberta => "AB",
            BritishColumbia => "BC",
            Manitoba => "MB",
            NewBrunswick => "NB",
            NewfoundlandAndLabrador => "NL",
            NorthwestTerritories => "NT",
            NovaScotia => "NS",
            Nunavut => "NU",
            Ontario => "ON",
            PrinceEdwardIsland => "PE",
            Quebec => "QC",
            Saskatchewan => "SK",
            Yukon => "YT",
        }
    }

    /// Reads the two letters.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|province| province.code() == code)
    }
}

/// A holiday of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// Its own day.
    pub date: Date,
    /// The day off for it.
    pub observed: Date,
    en: &'static str,
    fr: &'static str,
}

impl Holiday {
    /// What it is called.
    pub fn name(&self, lang: Lang) -> &'static str {
        lang.pick(self.en, self.fr)
    }
}

/// On which day of a year a holiday falls.
enum When {
    /// Month and day.
    On(i8, i8),
    /// The nth Monday of a month.
    Monday(i8, i64),
    /// The Monday before 25 May.
    BeforeMay25,
    /// Two days before Easter Sunday.
    GoodFriday,
}

/// A holiday: its day, its names, since when, and where (empty: everywhere).
type Row = (When, &'static str, &'static str, i16, &'static [Province]);

const EVERYWHERE: &[Province] = &[];
const VICTORIA: &[Province] = &[
    Alberta,
    BritishColumbia,
    Manitoba,
    NorthwestTerritories,
    Nunavut,
    Ontario,
    Saskatchewan,
    Yukon,
];
const THANKS: &[Province] = &[
    Alberta,
    BritishColumbia,
    Manitoba,
    NorthwestTerritories,
    Nunavut,
    Ontario,
    Quebec,
    Saskatchewan,
    Yukon,
];
const REMEMBER: &[Province] = &[
    Alberta,
    BritishColumbia,
    NewBrunswick,
    NewfoundlandAndLabrador,
    NorthwestTerritories,
    Nunavut,
    PrinceEdwardIsland,
    Saskatchewan,
    Yukon,
];
const TRUTH: &[Province] = &[
    BritishColumbia,
    Manitoba,
    NorthwestTerritories,
    Nunavut,
    PrinceEdwardIsland,
    Yukon,
];
const FAMILY: &[Province] = &[
    Alberta,
    BritishColumbia,
    NewBrunswick,
    Ontario,
    Saskatchewan,
];

const ROWS: &[Row] = &[
    (
        When::On(1, 1),
        "New Year's Day",
        "jour de l'An",
        0,
        EVERYWHERE,
    ),
    (
        When::Monday(2, 3),
        "Family Day",
        "fête de la famille",
        2019,
        FAMILY,
    ),
    (
        When::Monday(2, 3),
        "Louis Riel Day",
        "journée Louis Riel",
        2008,
        &[Manitoba],
    ),
    (
        When::Monday(2, 3),
        "Heritage Day",
        "fête du patrimoine",
        2015,
        &[NovaScotia],
    ),
    (
        When::Monday(2, 3),
        "Islander Day",
        "fête des Insulaires",
        2010,
        &[PrinceEdwardIsland],
    ),
    (
        When::GoodFriday,
        "Good Friday",
        "Vendredi saint",
        0,
        EVERYWHERE,
    ),
    (
        When::BeforeMay25,
        "Victoria Day",
        "fête de la Reine",
        0,
        VICTORIA,
    ),
    (
        When::BeforeMay25,
        "National Patriots' Day",
        "Journée nationale des patriotes",
        2003,
        &[Quebec],
    ),
    (
        When::On(6, 21),
        "National Indigenous Peoples Day",
        "Journée nationale des peuples autochtones",
        2017,
        &[NorthwestTerritories, Yukon],
    ),
    (
        When::On(6, 24),
        "National Holiday",
        "fête nationale",
        0,
        &[Quebec],
    ),
    (
        When::On(7, 1),
        "Canada Day",
        "fête du Canada",
        0,
        EVERYWHERE,
    ),
    (
        When::On(7, 9),
        "Nunavut Day",
        "fête du Nunavut",
        2001,
        &[Nunavut],
    ),
    (
        When::Monday(8, 1),
        "British Columbia Day",
        "fête de la Colombie-Britannique",
        0,
        &[BritishColumbia],
    ),
    (
        When::Monday(8, 1),
        "New Brunswick Day",
        "fête du Nouveau-Brunswick",
        0,
        &[NewBrunswick],
    ),
    (
        When::Monday(8, 1),
        "Saskatchewan Day",
        "fête de la Saskatchewan",
        0,
        &[Saskatchewan],
    ),
    (
        When::Monday(8, 1),
        "Civic Holiday",
        "premier lundi d'août",
        0,
        &[NorthwestTerritories, Nunavut],
    ),
    (
        When::Monday(8, 3),
        "Discovery Day",
        "jour de la Découverte",
        0,
        &[Yukon],
    ),
    (
        When::Monday(9, 1),
        "Labour Day",
        "fête du Travail",
        0,
        EVERYWHERE,
    ),
    (
        When::On(9, 30),
        "National Day for Truth and Reconciliation",
        "Journée nationale de la vérité et de la réconciliation",
        2023,
        TRUTH,
    ),
    (
        When::Monday(10, 2),
        "Thanksgiving",
        "Action de grâce",
        0,
        THANKS,
    ),
    (
        When::On(11, 11),
        "Remembrance Day",
        "jour du Souvenir",
        0,
        REMEMBER,
    ),
    (When::On(12, 25), "Christmas Day", "Noël", 0, EVERYWHERE),
    (
        When::On(12, 26),
        "Boxing Day",
        "lendemain de Noël",
        0,
        &[Ontario],
    ),
];

/// The holidays of a province from the first year to the last, in order.
pub fn canada(province: Province, years: std::ops::RangeInclusive<i16>) -> Vec<Holiday> {
    let mut found: Vec<Holiday> = Vec::new();
    for year in years {
        for (when, en, fr, since, places) in ROWS {
            let here = places.is_empty() || places.contains(&province);
            if here
                && year >= *since
                && let Some(date) = falls(when, year)
            {
                found.push(Holiday {
                    date,
                    observed: date,
                    en,
                    fr,
                });
            }
        }
    }
    found.sort_by_key(|holiday| holiday.date);
    observe(&mut found);
    found
}

fn observe(holidays: &mut [Holiday]) {
    let mut taken: Vec<i64> = holidays
        .iter()
        .map(|holiday| civil::number(holiday.date))
        .collect();
    for holiday in holidays.iter_mut() {
        let mut day = civil::number(holiday.date);
        if civil::weekday(day) < 5 {
            continue;
        }
        while civil::weekday(day) >= 5 || taken.contains(&day) {
            day += 1;
        }
        taken.push(day);
        holiday.observed = civil::date(day);
    }
}

fn falls(when: &When, year: i16) -> Option<Date> {
    match when {
        When::On(month, day) => Date::new(year, *month, *day).ok(),
        When::Monday(month, nth) => {
            let first = civil::number(Date::new(year, *month, 1).ok()?);
            let to_monday = (7 - i64::try_from(civil::weekday(first)).ok()?) % 7;
            Some(civil::date(first + to_monday + 7 * (nth - 1)))
        }
        When::BeforeMay25 => {
            let last = civil::number(Date::new(year, 5, 24).ok()?);
            Some(civil::date(
                last - i64::try_from(civil::weekday(last)).ok()?,
            ))
        }
        When::GoodFriday => easter(year).map(|sunday| civil::date(civil::number(sunday) - 2)),
    }
}

/// Easter Sunday by the Gregorian reckoning.
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century) = (y % 19, y / 100);
    let correction = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    let moon =
        correction - (correction / 28) * (1 - (29 / (correction + 1)) * ((21 - golden) / 11));
    let weekday = (y + y / 4 + moon + 2 - century + century / 4) % 7;
    let offset = moon - weekday;
    let month = 3 + (offset + 40) / 44;
    let day = offset + 28 - 31 * (month / 4);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
