//! Taxes by province and day.
//!
//! The table ships as data (`taxes.toml`) with the days its rates hold. It is no
//! legal advice: a plan may say other lines. Carriers round per row, per phone or
//! per bill; all three are accepted, and the one that fits is said.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use super::values;
use crate::money::Money;

const TABLE: &str = include_str!("taxes.toml");

/// A rate in percent, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Percent(Money);

impl Percent {
    /// That share of an amount, in cents, halves away from nothing.
    #[must_use]
    pub fn of(self, base: Money) -> Money {
        base.share(self.0.as_micros(), 100_000_000)
    }
}

impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = self.0.to_string();
        let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        f.pad(short)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Money::deserialize(from).map(Self)
    }
}

/// One tax, for some time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// `HST`, `GST`, `QST`, `PST`, `RST`.
    pub code: String,
    /// In percent.
    pub rate: Percent,
    /// The first day.
    #[serde(deserialize_with = "values::day")]
    pub from: Date,
    /// The last day.
    #[serde(default, deserialize_with = "values::maybe_day")]
    pub to: Option<Date>,
}

/// Where a carrier rounds; said for the reader, since every way is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// Each row.
    PerRowHalfUp,
    /// Each phone.
    PerLineHalfUp,
    /// The whole bill.
    #[default]
    PerBillHalfUp,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    checked: String,
    province: Vec<Province>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Province {
    ids: Vec<String>,
    /// Where its rates are from.
    source: String,
    /// Whether that is a page of a government.
    official: bool,
    lines: Vec<Line>,
}

static PROVINCES: LazyLock<Table> = LazyLock::new(|| toml::from_str(TABLE).unwrap_or(Table { checked: String::new(), province: Vec::new() }));

/// The day the table was last looked through.
#[must_use]
pub fn checked() -> &'static str {
    &PROVINCES.checked
}

/// Whether the table has that province.
#[must_use]
pub fn has(province: &str) -> bool {
    of(province).is_some()
}

/// Where a province's rates are from, and whether that is a page of a government.
#[must_use]
pub fn source(province: &str) -> Option<(&'static str, bool)> {
    PROVINCES.province.iter().find(|p| p.ids.iter().any(|id| id == province)).map(|p| (p.source.as_str(), p.official))
}

fn of(province: &str) -> Option<&'static [Line]> {
    PROVINCES.province.iter().find(|p| p.ids.iter().any(|id| id == province)).map(|p| p.lines.as_slice())
}

/// The taxes of a day: the plan's own lines, or else the province's.
#[must_use]
pub fn on<'a>(own: &'a [Line], province: &str, day: Date) -> Vec<&'a Line> {
    let lines: &'a [Line] = if own.is_empty() { of(province).unwrap_or_default() } else { own };
    lines.iter().filter(|l| l.from <= day && l.to.is_none_or(|to| day <= to)).collect()
}

/// Whether a bill's words for a tax mean this code: `HST`, `TVH`, `Harmonized Sales Tax (13%)`.
#[must_use]
pub fn named(words: &str, code: &str) -> bool {
    let words = words.to_uppercase();
    let also: &[&str] = match code {
        "HST" => &["HST", "TVH", "HARMONIZED", "HARMONISÉE"],
        "GST" => &["GST", "TPS", "GOODS AND SERVICES", "PRODUITS ET SERVICES"],
        "QST" => &["QST", "TVQ", "QUEBEC SALES", "QUÉBEC SALES", "VENTE DU QUÉBEC"],
        "PST" => &["PST", "TVP", "PROVINCIAL SALES", "VENTE PROVINCIALE"],
        "RST" => &["RST", "TVD", "RETAIL SALES", "VENTE AU DÉTAIL"],
        _ => return words.contains(&code.to_uppercase()),
    };
    also.iter().any(|a| words.contains(a))
}
