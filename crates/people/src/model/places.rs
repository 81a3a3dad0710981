//! The provinces and territories, and the time zones one may choose from.

/// Two letters, and the zone most of it lives in.
pub const PROVINCES: &[(&str, &str)] = &[
    ("AB", "America/Edmonton"),
    ("BC", "America/Vancouver"),
    ("MB", "America/Winnipeg"),
    ("NB", "America/Moncton"),
    ("NL", "America/St_Johns"),
    ("NS", "America/Halifax"),
    ("NT", "America/Yellowknife"),
    ("NU", "America/Iqaluit"),
    ("ON", "America/Toronto"),
    ("PE", "America/Halifax"),
    ("QC", "America/Toronto"),
    ("SK", "America/Regina"),
    ("YT", "America/Whitehorse"),
];

/// The zones of Canada that differ today, from east to west.
pub const ZONES: &[&str] = &[
    "America/St_Johns",
    "America/Halifax",
    "America/Moncton",
    "America/Blanc-Sablon",
    "America/Toronto",
    "America/Iqaluit",
    "America/Atikokan",
    "America/Winnipeg",
    "America/Rankin_Inlet",
    "America/Regina",
    "America/Edmonton",
    "America/Yellowknife",
    "America/Dawson_Creek",
    "America/Vancouver",
    "America/Whitehorse",
];

/// The zone most of a province lives in; `None` when it is no province.
#[must_use]
pub fn usual_zone(province: &str) -> Option<&'static str> {
    PROVINCES.iter().find(|(p, _)| *p == province).map(|(_, zone)| *zone)
}

/// `people-zone-america-st-johns`.
#[must_use]
pub fn zone_text_id(zone: &str) -> String {
    format!("people-zone-{}", zone.to_lowercase().replace(['/', '_'], "-"))
}

/// `people-province-on`.
#[must_use]
pub fn province_text_id(province: &str) -> String {
    format!("people-province-{}", province.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{PROVINCES, ZONES};

    #[test]
    fn every_zone_is_one_and_every_province_has_one_of_them() {
        for zone in ZONES {
            assert!(jiff::tz::TimeZone::get(zone).is_ok(), "{zone}");
        }
        for (province, zone) in PROVINCES {
            assert!(ZONES.contains(zone), "{province}");
        }
    }
}
