//! The guide page about profiles: its example is read, and every key is explained.

use super::{line, problems};
use crate::read::{Field, Given, Profile, Verdict, add_up};

fn page(lang: &str) -> String {
    let path = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../docs/guide/{lang}/bill-profiles.md"));
    std::fs::read_to_string(path).unwrap()
}

fn block<'p>(page: &'p str, after: &str, fence: &str) -> &'p str {
    let (_, rest) = page.split_once(after).unwrap();
    let (_, rest) = rest.split_once(&format!("{fence}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn the_example_of_the_guide_is_read_as_it_says() {
    for (lang, after) in [("en", "## An example"), ("fr", "## Un exemple")] {
        let page = page(lang);
        let profile = Profile::parse(block(&page, after, "```toml")).unwrap();
        let reading = crate::read::read(block(&page, after, "```").as_bytes(), &profile, &Given::default()).unwrap();
        assert_eq!(problems(&reading), Vec::<String>::new());
        let rows: Vec<String> = reading.bill.rows.iter().map(line).collect();
        assert_eq!(
            rows,
            ["+16135550123 2025-03-04 09:02:00 out +14165550108 TORONTO ON 3 min - 0.30", "+16135550123 2025-03-13 09:02:00 in +18195550117 - 2 min - 0.00"]
        );
        assert!(add_up(&reading.bill).iter().all(|sum| sum.verdict == Verdict::Agrees));
        assert_eq!(reading.look.tally.passed_over, 1);
    }
}

#[test]
fn every_key_of_a_profile_is_explained_in_both_languages() {
    let source = include_str!("../profile/file.rs");
    let keys = source.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(": ")).map(|(key, _)| key).filter(|key| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
    let keys: Vec<&str> = keys.chain(Field::ALL.iter().map(|field| field.key())).filter(|key| !matches!(*key, "format" | "profile" | "file" | "dates" | "bill" | "table" | "recognise")).collect();
    assert!(keys.len() > 60);
    for lang in ["en", "fr"] {
        let page = page(lang);
        let missing: Vec<&&str> = keys.iter().filter(|key| !page.contains(&format!("`{key}`")) && !page.contains(&format!("[table.{key}]"))).collect();
        assert!(missing.is_empty(), "{lang}: {missing:?}");
    }
}
