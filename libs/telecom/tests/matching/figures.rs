//! How well it must do on seeded offices. The whole table: `bench/matching.sh`.

use telecom::matching::matched;

use crate::generator::{Noise, Office, Score, Size};

fn scored(seeds: std::ops::RangeInclusive<u64>, noise: Noise, least_each: f64) -> Score {
    let mut all = Score::default();
    for seed in seeds {
        let office = Office::new(seed, Size::OFFICE, noise);
        let score = Score::of(&office, &matched(&office.input()));
        assert!(score.f1() >= least_each, "seed {seed}: {:.3}", score.f1());
        all.add(&score);
    }
    all
}

#[test]
fn at_the_prototypes_noise_nineteen_of_twenty_are_found_and_rightly() {
    let score = scored(41..=45, Noise::PROTOTYPE, 0.90);
    assert!(score.f1() >= 0.95, "{:.3}", score.f1());
    assert!(score.link_f1() >= 0.97, "{:.3}", score.link_f1());
}

#[test]
fn a_contact_log_with_sessions_attempts_and_broken_calls_does_no_worse() {
    let score = scored(51..=55, Noise::OFFICE, 0.93);
    assert!(score.f1() >= 0.95, "{:.3}", score.f1());
    assert!(score.precision() >= 0.95, "{:.3}", score.precision());
}

#[test]
fn twice_the_noise_is_borne() {
    let score = scored(61..=63, Noise::OFFICE.times(2.0), 0.90);
    assert!(score.f1() >= 0.93, "{:.3}", score.f1());
}

#[test]
fn a_wrong_time_zone_changes_nothing_that_matters() {
    for (seed, clock_ahead) in [(71, -60), (72, 240), (73, 300), (74, -210), (75, 720)] {
        let score = scored(seed..=seed, Noise { clock_ahead, ..Noise::OFFICE }, 0.90);
        assert!(score.f1() >= 0.9, "{clock_ahead}: {:.3}", score.f1());
    }
}

#[test]
fn notes_on_paper_say_less_and_most_is_found_all_the_same() {
    let score = scored(81..=83, Noise::OFFICE.on_paper(), 0.88);
    assert!(score.f1() >= 0.92 && score.recall() >= 0.9, "{:.3} {:.3}", score.f1(), score.recall());
}
