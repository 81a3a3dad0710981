//! What stands in the marks of a Skype text rather than between them: who was
//! added by whom, where a place is, whose contact card it is.

use super::content::attribute;
use std::collections::HashMap;

/// What a `ThreadActivity/…` tells, by the names that [`crate::More::fields`]
/// keeps: `initiator` and `target` with their names where they are told, `value`.
pub(super) fn activity(raw: &str) -> Vec<(String, String)> {
    let names = names(raw);
    let named = |id: &str| match names.get(id) {
        Some(name) if name != id => format!("{name} ({id})"),
        _ => id.to_owned(),
    };
    let by = elements(raw, "initiator").next().map(words);
    let by_name = elements(raw, "detailedinitiatorinfo").next();
    let by_name = by_name.and_then(|info| elements(info, "friendlyName").next());
    let by = by.map(|id| match by_name.map(words) {
        Some(name) if !name.is_empty() && name != id => format!("{name} ({id})"),
        _ => named(&id),
    });
    let mut found: Vec<(String, String)> = Vec::new();
    found.extend(by.map(|by| ("initiator".to_owned(), by)));
    for target in elements(raw, "target") {
        // A change of role names the person inside.
        let id = elements(target, "id").next().unwrap_or(target);
        found.push(("target".to_owned(), named(&words(id))));
        let role = elements(target, "role").next();
        found.extend(role.map(|role| ("role".to_owned(), words(role))));
    }
    let value = elements(raw, "value").next();
    found.extend(value.map(|value| ("value".to_owned(), words(value))));
    found
}

/// Names of people by their ids.
fn names(raw: &str) -> HashMap<String, String> {
    let info = elements(raw, "detailedtargetinfo");
    let pair = |info| {
        let id = words(elements(info, "id").next()?);
        let name = words(elements(info, "friendlyName").next()?);
        (!name.is_empty()).then_some((id, name))
    };
    info.filter_map(pair).collect()
}

/// What stands between every `<name>` and the `</name>` after it.
fn elements<'a>(raw: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let mut rest = raw;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once(open.as_str())?;
        let (inner, after) = after.split_once(close.as_str())?;
        rest = after;
        Some(inner)
    })
}

fn words(text: &str) -> String {
    crate::messenger::unescape(text.trim())
}

/// Where a place is: the address of its map, and its name.
pub(super) fn place(raw: &str) -> (Option<String>, Option<String>) {
    let tag = |name: &str| {
        let (_, after) = raw.split_once(name)?;
        after.split('>').next()
    };
    let location = tag("<location").unwrap_or_default();
    // Millionths of a degree.
    let degrees = |name| {
        let number: i32 = attribute(location, name)?.trim().parse().ok()?;
        Some(f64::from(number) / 1e6)
    };
    let map = tag("<a").and_then(|tag| attribute(tag, "href"));
    let map = attribute(location, "url").or(map).or_else(|| {
        let (a, b) = (degrees("latitude")?, degrees("longitude")?);
        Some(format!("geo:{a},{b}"))
    });
    let address = ["address", "addressFriendlyName", "shortAddress"];
    let mut address = address.iter().filter_map(|name| attribute(location, name));
    (map, address.find(|text| !text.trim().is_empty()))
}

/// The contact cards: names with their Skype names, numbers or addresses.
pub(super) fn contacts(raw: &str) -> Vec<String> {
    let card = |tag: &str| {
        let tag = tag.split('>').next().unwrap_or(tag);
        let of = |names: [&str; 2]| {
            let mut found = names.iter().filter_map(|name| attribute(tag, name));
            found.find(|text| !text.trim().is_empty())
        };
        match (of(["f", "d"]), of(["p", "s"])) {
            (Some(name), Some(id)) if name != id => Some(format!("{name} ({id})")),
            (name, id) => name.or(id),
        }
    };
    raw.split("<c ")
        .skip(1)
        .map(|tag| format!(" {tag}"))
        .filter_map(|tag| card(&tag))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(raw: &str) -> Vec<String> {
        let all = activity(raw).into_iter();
        all.map(|(name, text)| format!("{name}: {text}")).collect()
    }

    #[test]
    fn who_was_added_by_whom_stands_in_the_marks() {
        let raw = "<addmember><eventtime>1598478187549</eventtime><initiator>8:ann</initiator><detailedinitiatorinfo><friendlyName>Ann &amp; Co</friendlyName></detailedinitiatorinfo><target>8:ben</target><target>8:r</target><detailedtargetinfo><id>8:r</id><friendlyName>R.</friendlyName></detailedtargetinfo></addmember>";
        assert_eq!(
            pairs(raw),
            [
                "initiator: Ann & Co (8:ann)",
                "target: 8:ben",
                "target: R. (8:r)"
            ]
        );
        let raw = "<roleupdate><initiator>8:ann</initiator><target><id>8:ben</id><role>admin</role></target></roleupdate>";
        assert_eq!(
            pairs(raw),
            ["initiator: 8:ann", "target: 8:ben", "role: admin"]
        );
        assert_eq!(pairs("<topicupdate><value>a"), [""; 0]);
    }

    #[test]
    fn a_place_is_told_by_its_map_or_its_degrees() {
        let raw = "<location isUserLocation=\"0\" latitude=\"43650000\" longitude=\"-79380000\" address=\"1 Main St\">";
        let (map, address) = place(raw);
        assert_eq!(map.as_deref(), Some("geo:43.65,-79.38"));
        assert_eq!(address.as_deref(), Some("1 Main St"));
        let linked =
            format!("{raw}<a href=\"https://maps.example/?q=1&amp;z=2\">1 Main St</a></location>");
        assert_eq!(
            place(&linked).0.as_deref(),
            Some("https://maps.example/?q=1&z=2")
        );
        assert_eq!(place("x"), (None, None));
    }

    #[test]
    fn contact_cards_have_names_and_numbers() {
        let raw = "<contacts alt=\"x\"><c t=\"s\" s=\"ann.lee\" f=\"Ann &quot;A&quot; Lee\"/><c t=\"p\" p=\"+15550100\"/><c t=\"s\"/></contacts>";
        assert_eq!(contacts(raw), ["Ann \"A\" Lee (ann.lee)", "+15550100"]);
    }
}
