//! The definition itself, where it is at hand: everything it sets in type as code, and
//! every example it gives in words, has its test here.

use std::path::PathBuf;

use super::{days, lines, traps, traps_later, typos};

type Test = fn();

/// What the definition sets in type as code, and the test that shows it; none where it is
/// a file, a name of the program's own or a piece of grammar, which is no example.
const CODE: &[(&str, Option<Test>)] = &[
    ("fixtures/policy/rules-en-fr.txt", None),
    ("research/monitors.md", None),
    (
        "every 3 months: passcode changed, for each phone in service",
        Some(lines::every_3_months),
    ),
    (
        "once each calendar year: …",
        Some(lines::once_each_calendar_year),
    ),
    (
        "within 2 working days of a client contact: contact recorded by the same worker",
        Some(lines::within_2_working_days),
    ),
    (
        "before a phone is taken off site: permission by the supervisor (valid 24 hours, one use)",
        Some(lines::before_a_phone_is_taken_off_site),
    ),
    (
        "only approved apps on each phone",
        Some(lines::only_approved_apps),
    ),
    (
        "always a passcode on each phone in service",
        Some(lines::always_a_passcode),
    ),
    (
        "never fingerprint unlock on each phone; except while an accessibility need",
        Some(lines::never_fingerprint_unlock),
    ),
    (";", Some(lines::what_follows_the_semicolons)),
    (
        "responsible: ROLE",
        Some(lines::what_follows_the_semicolons),
    ),
    ("inform ROLE", Some(lines::what_follows_the_semicolons)),
    (
        "warn 7 days before",
        Some(lines::what_follows_the_semicolons),
    ),
    ("grace 30 minutes", Some(lines::checked_every)),
    (
        "first by 31 December 2026",
        Some(lines::once_each_calendar_year),
    ),
    ("except while STATE", Some(lines::never_fingerprint_unlock)),
    (
        "a client document older than 30 days",
        Some(lines::a_client_document_older_than_30_days),
    ),
    ("in service", Some(lines::every_3_months)),
    ("not in use", Some(lines::what_follows_the_semicolons)),
    ("fixtures/policy/vocabulary.py", None),
    ("biweekly", Some(lines::biweekly)),
    ("quarterly", Some(lines::quarterly)),
    ("immediately", Some(lines::immediately_and_asap)),
    ("jours ouvrables", Some(lines::jours_ouvrables)),
    (
        "id, kind, at (instant), at_precision (second|minute|day), tz, rec (when recorded), by, subject refs, attributes, corrects?/retracts?",
        None,
    ),
    ("[from,to)", Some(traps::half_open_scopes)),
    (
        "[effective_from, effective_to)",
        Some(traps_later::trap_30_two_versions_overlap),
    ),
    (
        "pending{due, warn?}",
        Some(traps_later::trap_34_warning_before_it_opens),
    ),
    (
        "met{at, evidence, recorded_at}",
        Some(traps_later::trap_26_late_turns_missed_into_met),
    ),
    (
        "missed{due, made_good_at?, nearest_miss?}",
        Some(traps::trap_5_a_note_before_the_contact),
    ),
    (
        "excused{why: exception|ended|waived, ref}",
        Some(traps_later::trap_38_percentages),
    ),
    ("met", Some(traps_later::trap_38_percentages)),
    ("every 3 months", Some(days::three_months_are_not_90_days)),
    ("every 90 days", Some(days::three_months_are_not_90_days)),
    (
        "days|weeks|months|years",
        Some(days::deadlines_roll_to_the_next_working_day),
    ),
    (
        "deadlines roll to the next working day",
        Some(days::deadlines_roll_to_the_next_working_day),
    ),
    ("ASAP", Some(lines::immediately_and_asap)),
    (
        "immediately means 1 working day",
        Some(lines::immediately_means_1_working_day),
    ),
    ("carry over", Some(traps::carry_over)),
    (
        "on a fixed schedule",
        Some(traps::trap_13_fixed_or_restarting),
    ),
    (
        "once each calendar month|quarter|year",
        Some(traps::a_grid_has_separate_cells),
    ),
    (
        "first by DATE",
        Some(traps::a_rule_younger_than_its_subject),
    ),
    ("by the same worker", Some(traps::trap_6_by_a_colleague)),
    (
        "about: event id",
        Some(traps::a_record_that_names_its_trigger),
    ),
    ("each", Some(traps::trap_4_one_note_for_several_contacts)),
    ("A and B", Some(traps::both_are_needed)),
    ("one use", Some(traps::trap_8_permission_used_twice)),
    (
        "permission must be on record first",
        Some(lines::other_spellings_read_the_same),
    ),
    (
        "grace g",
        Some(traps_later::an_episode_shorter_than_its_grace),
    ),
    ("checked every …", Some(traps_later::nothing_else_on_record)),
    ("unknown", Some(traps_later::trap_32_never_observed)),
    ("stale after d", Some(traps_later::a_state_grows_stale)),
    (
        "except while <state> / for <subject> from … until …",
        Some(traps::trap_16_an_exception_never_resets_the_clock),
    ),
    (
        "depends on the hour",
        Some(traps_later::trap_24_a_day_without_an_hour),
    ),
    (
        "corrects",
        Some(traps_later::trap_28_corrections_of_corrections),
    ),
    (
        "retracts",
        Some(traps_later::trap_28_corrections_of_corrections),
    ),
    (
        "counts if recorded within 30 days",
        Some(traps_later::evidence_too_late_to_trust),
    ),
    ("before", Some(traps::trap_9_expired_during_the_trip)),
    (
        "(worker<<32 | client)",
        Some(traps_later::trap_40_keys_of_two_halves),
    ),
    ("fixtures/policy/generate.rs", None),
    (
        "rustc -O generate.rs && ./generate N 10000 SEED OUTDIR",
        None,
    ),
];

/// Examples that the definition gives in words, as it words them.
const WORDS: &[(&str, Test)] = &[
    (
        "did you mean …",
        typos::one_wrong_letter_is_answered_at_its_word_with_the_right_one,
    ),
    (
        "24 h after Sat 7 Mar 2026 12:00 Toronto is Sun 13:00",
        days::twenty_four_hours_over_the_change_of_the_clock,
    ),
    (
        "after Sat 31 Oct 12:00 is Sun 11:00",
        days::twenty_four_hours_over_the_change_of_the_clock,
    ),
    (
        "**closed** (at = due is met)",
        days::minutes_and_hours_are_closed,
    ),
    (
        "Havana 8 Mar 2026 starts at 01:00",
        days::a_day_that_starts_at_one,
    ),
    (
        "Days last 23 or 25 h twice a year",
        days::days_of_23_and_25_hours,
    ),
    (
        "with the opener's day excluded",
        days::days_count_from_the_next_and_run_to_the_end_of_the_last,
    ),
    (
        "31 Jan → 28 Feb, 31 Mar, 30 Apr",
        days::the_31st_goes_by_the_anchor,
    ),
    (
        "30 Nov + 3 months = 28 Feb",
        days::thirty_november_and_three_months,
    ),
    (
        "29 Feb 2024 + 12 months = 28 Feb 2025, + 48 = 29 Feb 2028",
        days::a_leap_day_and_12_or_48_months,
    ),
    (
        "28, 29, 30, 31 Jan + 1 month = 28 Feb",
        days::four_days_of_january_and_one_month,
    ),
    (
        "31 Mar +1+1 = 30 May, +2 = 31 May",
        days::one_and_one_month_are_not_two,
    ),
    (
        "1 Jul → 1 Oct vs 29 Sep",
        days::three_months_are_not_90_days,
    ),
    (
        "Contact Fri 6 Mar 15:10 or Sat 7 Mar, n=2 → end of Tue 10 Mar",
        days::a_contact_on_friday_or_saturday_and_2_working_days,
    ),
    (
        "Thu 2 Apr 2026 (Good Friday next) → Tue 7 Apr",
        days::the_thursday_before_good_friday_and_2_working_days,
    ),
    (
        "due about …",
        days::beyond_the_last_holidays_it_is_due_about,
    ),
    (
        "subject's site zone if declared",
        days::the_zone_of_a_site_and_of_which_database,
    ),
    (
        "Record tzdb version with every evaluation",
        days::the_zone_of_a_site_and_of_which_database,
    ),
    ("(or 1 hour)", lines::immediately_means_1_working_day),
    (
        "less than half of it, configurable",
        traps::a_late_comer_owes_half_a_period_or_what_the_rule_says,
    ),
    (
        "overdue for n days",
        traps::overdue_for_so_many_days_and_periods,
    ),
    (
        "A worker who leaves: duty passes to the responsible role",
        traps::trap_6_by_a_colleague,
    ),
    (
        "recorded afterwards",
        traps::a_permission_recorded_afterwards,
    ),
    (
        "unused permission expiring",
        traps::an_unused_permission_is_information,
    ),
    (
        "nothing else on record",
        traps_later::nothing_else_on_record,
    ),
    (
        "Two e at the same instant count once",
        traps::two_at_one_instant_count_once,
    ),
    (
        "stratified, no cycles",
        lines::rules_that_follow_each_other_are_in_layers,
    ),
    (
        "source outage interval should mark duties \"evidence gap\"",
        traps_later::trap_33_a_gap_in_the_record,
    ),
    ("\"next Friday\" ambiguous", lines::next_friday),
];

fn definition() -> Option<String> {
    let fixtures = std::env::var_os("KEEPWELL_FIXTURES").map(PathBuf::from);
    let near = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    let file = fixtures.unwrap_or_else(near).join("../rules.md");
    let read = std::fs::read_to_string(&file).ok();
    if read.is_none() {
        eprintln!(
            "skipped: {} is missing; set KEEPWELL_FIXTURES",
            file.display()
        );
    }
    read
}

/// What stands between single backticks, fenced blocks left out.
fn code(text: &str) -> Vec<&str> {
    let outside = text.split("```").step_by(2);
    outside
        .flat_map(|part| part.split('`').skip(1).step_by(2))
        .collect()
}

#[test]
fn no_example_of_the_definition_is_without_a_test() {
    let Some(text) = definition() else { return };
    let known = |span: &str| CODE.iter().any(|(code, _)| *code == span);
    let missing: Vec<&str> = code(&text)
        .into_iter()
        .filter(|span| !known(span))
        .collect();
    assert!(
        missing.is_empty(),
        "set in type as code and not tested: {missing:#?}"
    );
    let gone: Vec<&str> = WORDS
        .iter()
        .map(|(words, _)| *words)
        .filter(|words| !text.contains(words))
        .collect();
    assert!(gone.is_empty(), "no longer in the definition: {gone:#?}");
}

/// Each numbered trap has one test, by its number.
#[test]
fn no_trap_of_the_definition_is_without_a_test() {
    let mut numbers: Vec<u32> = traps::ALL
        .iter()
        .chain(traps_later::ALL)
        .map(|(number, _)| *number)
        .collect();
    numbers.sort_unstable();
    assert!(numbers.iter().copied().eq(1..=40), "{numbers:?}");
    let Some(text) = definition() else { return };
    let list = text
        .split("### 2.7")
        .nth(1)
        .and_then(|rest| rest.split("\n## ").next())
        .unwrap();
    for number in 1..=40 {
        assert!(list.contains(&format!("{number} ")), "trap {number}");
    }
    assert!(!list.contains(" 41 "), "a trap was added");
}

/// The forms of the grammar are those that the lines show.
#[test]
fn the_grammar_has_no_form_without_an_example() {
    let Some(text) = definition() else { return };
    let grammar = text.split("```").nth(1).unwrap();
    let keywords: Vec<&str> = grammar.split('"').skip(1).step_by(2).collect();
    let shown: Vec<String> = lines::ALL
        .iter()
        .map(|example| lines::plain(example.en).to_lowercase())
        .collect();
    let signs = |word: &str| !word.chars().any(char::is_alphabetic);
    let lists: [&str; 0] = [];
    let missing: Vec<&str> = keywords
        .into_iter()
        .filter(|word| !signs(word) && !lists.contains(word) && word.len() > 1)
        .filter(|word| !shown.iter().any(|line| line.contains(word)))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
