//! The guide page about profiles: its example is read, and every key is explained.

use super::{line, problems};
use crate::bill::Kind;
use crate::check::{Check, Severity, run};
use crate::plan::Plan;
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

#[test]
fn fees_credits_and_taxes_in_one_part_are_read_as_the_guide_says() {
    for (lang, after) in [("en", "## Fees, credits and taxes"), ("fr", "## Frais, crédits et taxes")] {
        let page = page(lang);
        let profile = Profile::parse(block(&page, after, "```toml")).unwrap();
        let reading = crate::read::read(block(&page, after, "```").as_bytes(), &profile, &Given::default()).unwrap();
        assert_eq!(problems(&reading), Vec::<String>::new(), "{lang}");
        let kinds: Vec<Kind> = reading.bill.rows.iter().map(|row| row.kind).collect();
        assert_eq!(kinds, [Kind::Usage, Kind::Usage, Kind::Recurring, Kind::Credit, Kind::Tax, Kind::Tax], "{lang}");
        assert!(add_up(&reading.bill).iter().all(|sum| sum.verdict == Verdict::Agrees), "{lang}");
        assert!(reading.bill.period.is_some_and(|days| days.count() == 31), "the words after the period are none of it");
    }
}

#[test]
fn the_plan_of_the_guide_does_what_its_examples_say() {
    for (lang, after) in [("en", "## The plan"), ("fr", "## Le forfait")] {
        let plan = Plan::read(block(&page(lang), after, "```toml")).unwrap();
        let tried = plan.try_examples();
        assert_eq!(tried.len(), 4, "{lang}");
        assert!(tried.iter().all(crate::plan::Tried::holds), "{lang}: {tried:?}");
    }
}

#[test]
fn on_the_sample_bills_their_plan_finds_only_what_they_are_meant_to_have() {
    let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/samples/bills");
    let plan = Plan::read(&std::fs::read_to_string(folder.join("made-up-plan.toml")).unwrap()).unwrap();
    assert!(plan.try_examples().iter().all(crate::plan::Tried::holds));
    for (name, abroad, at_once) in [("made-up-bell", 33, 2), ("made-up-rogers", 30, 1), ("made-up-telus", 21, 0)] {
        for ending in ["csv", "pdf"] {
            let bytes = std::fs::read(folder.join(format!("{name}.{ending}"))).unwrap();
            let profile = Profile::parse(Profile::text(name).unwrap()).unwrap();
            let bill = crate::read::read(&bytes, &profile, &Given::default()).unwrap().bill;
            let report = run(&crate::check::Given::new(&bill, &plan));
            let count = |check| report.of(check).count();
            assert_eq!((count(Check::B13), count(Check::B10), report.findings.len()), (abroad, at_once, abroad + at_once), "{name}.{ending}: {:?}", report.findings.iter().find(|f| !matches!(f.check, Check::B13 | Check::B10)));
            assert_eq!(report.of_severity(Severity::Error), 0);
        }
    }
}
