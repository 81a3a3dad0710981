//! Logs on paper, answers to one thing, what is carried over, what is left unused,
//! and what a whole policy says once.

use std::sync::Arc;

use policy::{Event, Header, Lang, Line, Shift, Vocabulary, conflicts, parse};

use super::common::house;
use super::world::{BEN, House, PHONE, calendar, rule};

impl House {
    /// A deed of which the paper says the day only, written down days later.
    fn on_paper(&mut self, day: &str, written: &str, kind: &str, about: &[(&str, &str)]) {
        let recorded = self.at(written);
        let event = self.event(day, "ben", kind, about);
        self.monitor
            .feed(&event.recorded(recorded).some_time_that_day());
    }
}

#[test]
fn a_paper_log_counts_in_favour_of_whoever_had_to_act_and_says_that_the_hour_matters() {
    let line = "within 4 hours of a trip off site: passcode changed";
    let mut house = House::running(line);
    house.does("2026-03-03T09:00", "ben", "phone.taken-off-site", &[PHONE]);
    house.on_paper("2026-03-03", "2026-03-09", "passcode.changed", &[PHONE]);

    let duty = house.only("2026-03-10");
    assert_eq!(duty.status.word(), "met");
    assert!(duty.depends_on_the_hour);
    assert!(
        duty.why(Lang::En)
            .ends_with("This depends on the hour: only the day of an entry is known.")
    );
    assert!(
        duty.why(Lang::Fr)
            .ends_with("on ne connaît que le jour d'une inscription.")
    );
}

#[test]
fn where_every_hour_of_the_day_is_in_time_or_none_is_nothing_depends_on_it() {
    let line = "within 2 working days of a trip off site: passcode changed";
    for (day, word) in [("2026-03-05", "met"), ("2026-03-06", "missed")] {
        let mut house = House::running(line);
        house.does("2026-03-03T09:00", "ben", "phone.taken-off-site", &[PHONE]);
        house.on_paper(day, "2026-03-09", "passcode.changed", &[PHONE]);

        let duty = house.only("2026-03-10");
        assert_eq!(
            (duty.status.word(), duty.depends_on_the_hour),
            (word, false),
            "{day}"
        );
    }
}

#[test]
fn what_is_written_down_that_day_happened_before_it_was_written_down() {
    let mut house = House::running("within 4 hours of a trip off site: passcode changed");
    house.does("2026-03-03T09:00", "ben", "phone.taken-off-site", &[PHONE]);
    house.on_paper(
        "2026-03-03",
        "2026-03-03T12:30",
        "passcode.changed",
        &[PHONE],
    );

    let duty = house.only("2026-03-03T12:30");
    assert_eq!(duty.status.word(), "met");
    assert!(duty.depends_on_the_hour, "it may have been before the trip");
}

#[test]
fn a_permission_on_paper_of_the_day_of_the_trip_counts() {
    let mut house = House::running("before a phone is taken off site: permission (valid 2 hours)");
    house.does("2026-03-03T15:00", "ben", "phone.taken-off-site", &[PHONE]);
    let about = [PHONE, ("request", "q1")];
    house.on_paper("2026-03-03", "2026-03-04", "offsite.permitted", &about);

    let duty = house.only("2026-03-05");
    assert_eq!(
        (duty.status.word(), duty.depends_on_the_hour),
        ("met", true)
    );
}

#[test]
fn a_paper_trip_is_due_by_its_latest_hour_and_turns_unsure_before_it_turns_missed() {
    let mut house = House::running("within 12 hours of a trip off site: passcode changed");
    house.on_paper(
        "2026-03-03",
        "2026-03-04T08:00",
        "phone.taken-off-site",
        &[PHONE],
    );

    let then = |wall: &str| {
        let duty = house.only(wall);
        (duty.status.word(), duty.depends_on_the_hour)
    };
    assert_eq!(
        then("2026-03-04T09:00"),
        ("pending", true),
        "late, had it been in the morning"
    );
    assert_eq!(
        then("2026-03-04T13:00"),
        ("missed", false),
        "late, whenever it was"
    );
}

#[test]
fn a_rule_about_misses_follows_what_is_shown() {
    let mut house = House::with(vec![
        Line::new(
            "first",
            rule("within 4 hours of a trip off site: passcode changed"),
            0,
        ),
        Line::new(
            "then",
            rule("within 1 day of a miss of [first]: manager informed"),
            0,
        ),
    ]);
    house.does("2026-03-03T09:00", "ben", "phone.taken-off-site", &[PHONE]);
    house.on_paper("2026-03-03", "2026-03-09", "passcode.changed", &[PHONE]);

    assert_eq!(
        house.words("2026-03-10"),
        ["met"],
        "no miss is shown, so none is followed"
    );
}

#[test]
fn a_record_that_names_what_it_answers_answers_that_alone() {
    let mut house = House::running(
        "within 5 working days of a text conversation with a client: conversation filed",
    );
    let about = [("client", "R")];
    house.does("2026-03-02", "ben", "conversation.held", &about);
    let second = house.does("2026-03-03", "ben", "conversation.held", &about);
    let filed = house.event(
        "2026-03-04",
        "ben",
        "conversation.filed",
        &[("client", "R"), ("conversation", "c")],
    );
    house.monitor.feed(&filed.answering(second));

    assert_eq!(house.words("2026-03-05"), ["pending", "met"]);
}

#[test]
fn a_phone_that_comes_back_is_due_from_its_last_passcode_where_that_is_carried_over() {
    let line = "every 3 months: passcode changed, for each phone in service";
    for (modifier, due) in [("", "2026-06-02"), ("; carry over", "2026-04-15")] {
        let mut house = House::running(&format!("{line}{modifier}"));
        house.does("2026-01-10", "cleo", "custody.began", &[PHONE, BEN]);
        house.does("2026-01-15", "ben", "passcode.changed", &[PHONE]);
        house.does("2026-02-01", "cleo", "custody.ended", &[PHONE, BEN]);
        house.does(
            "2026-03-02",
            "cleo",
            "custody.began",
            &[PHONE, ("person", "eli")],
        );

        let owed = house.monitor.duties_of("eli", house.at("2026-03-03"));
        assert_eq!(
            owed[0].due.unwrap().date.to_string(),
            due,
            "{line}{modifier}"
        );
    }
}

#[test]
fn what_is_carried_over_is_never_due_before_the_phone_is_back() {
    let mut house =
        House::running("every 3 months: passcode changed, for each phone in service; carry over");
    house.does("2026-01-15", "ben", "passcode.changed", &[PHONE]);
    house.does("2026-07-01", "cleo", "custody.began", &[PHONE, BEN]);

    assert_eq!(
        house.only("2026-07-01T13:00").due.unwrap().date.to_string(),
        "2026-07-01"
    );
}

#[test]
fn a_late_renewal_says_how_many_whole_periods_have_gone_by() {
    let mut house = House::running("every 1 month: passcode changed, for each phone in service");
    house.does("2026-01-15", "cleo", "custody.began", &[PHONE, BEN]);

    let then = |wall: &str| {
        let duty = house.only(wall);
        (duty.periods_missed(), duty.days_overdue())
    };
    assert_eq!(then("2026-02-10"), (0, 0));
    assert_eq!(then("2026-02-16"), (1, 1));
    assert_eq!(then("2026-04-20"), (3, 64));
}

#[test]
fn an_unused_permission_is_told_and_never_missed() {
    let line = "before a phone is taken off site: permission (valid 24 hours, one use)";
    let mut house = House::running(line);
    let about = |request: &'static str| [PHONE, ("request", request)];
    house.does("2026-03-03T09:00", "ana", "offsite.permitted", &about("q1"));
    let second = house.does("2026-03-03T10:00", "ana", "offsite.permitted", &about("q2"));
    house.does("2026-03-03T11:00", "ben", "phone.taken-off-site", &[PHONE]);

    let unused = |wall: &str| -> Vec<u64> {
        let all = house.monitor.unused(house.at(wall));
        all.iter().map(|one| one.entry).collect()
    };
    assert_eq!(
        unused("2026-03-03T12:00"),
        [second],
        "the older one was used first"
    );
    assert_eq!(unused("2026-03-04T10:00"), [second]);
    assert!(unused("2026-03-04T10:01").is_empty());
    assert_eq!(house.words("2026-03-05"), ["met"]);
}

#[test]
fn a_permission_looks_at_the_departure_only_not_at_the_trip() {
    let mut house =
        House::running("before a phone is taken off site: permission (valid 2 hours, one use)");
    house.does(
        "2026-03-03T09:00",
        "ana",
        "offsite.permitted",
        &[PHONE, ("request", "q")],
    );
    house.does("2026-03-03T10:59", "ben", "phone.taken-off-site", &[PHONE]);
    house.does("2026-03-03T18:00", "ben", "phone.brought-back", &[PHONE]);

    assert_eq!(house.words("2026-03-04"), ["met"]);
}

#[test]
fn a_change_says_which_entry_made_it() {
    let mut house = House::running("within 1 day of a trip off site: passcode changed");
    house.does("2026-03-03", "ben", "phone.taken-off-site", &[PHONE]);
    let by_time = house.monitor.advance(house.at("2026-03-05"));
    assert_eq!((by_time.len(), by_time[0].cause), (1, None));

    let late: Event = house.event("2026-03-04", "ben", "passcode.changed", &[PHONE]);
    let changes = house.monitor.feed(&late);
    assert_eq!((changes.len(), changes[0].cause), (1, Some(late.id)));
}

#[test]
fn what_is_pending_or_excused_is_no_part_of_a_percentage() {
    let mut house = House::running(
        "within 1 day of a trip off site: passcode changed; except while an accessibility need",
    );
    for day in ["2026-03-02", "2026-03-05", "2026-03-08", "2026-03-11"] {
        house.does(day, "ben", "phone.taken-off-site", &[PHONE]);
        if day == "2026-03-02" {
            house.does("2026-03-03", "ben", "passcode.changed", &[PHONE]);
            continue;
        }
        if day == "2026-03-05" {
            house.does("2026-03-07", "ben", "need.began", &[PHONE]);
        }
        if day == "2026-03-08" {
            house.does("2026-03-10", "ben", "need.ended", &[PHONE]);
        }
    }
    let counts = house.monitor.counts(house.at("2026-03-11T13:00"))[0].1;
    assert_eq!(
        (counts.met, counts.missed, counts.pending, counts.excused),
        (1, 1, 1, 1)
    );
    assert_eq!(counts.share(), Some(0.5));
    assert_eq!(policy::Counts::default().share(), None);
}

fn header() -> Header {
    Header::parse(
        "Deadlines roll to the next working day.\nImmediately means 1 working day.",
        Lang::En,
    )
    .unwrap()
}

#[test]
fn a_header_reads_the_same_in_both_languages_and_back() {
    let header = header();
    let french =
        "Les échéances passent au prochain jour ouvrable ; immédiatement veut dire 1 jour ouvrable";
    assert_eq!(Header::parse(french, Lang::Fr).unwrap(), header);
    for lang in [Lang::En, Lang::Fr] {
        assert_eq!(Header::parse(&header.text(lang), lang).unwrap(), header);
    }
    assert_eq!(Header::parse("", Lang::En).unwrap(), Header::default());
}

#[test]
fn a_header_that_is_misspelt_is_answered_with_what_was_meant() {
    let no = Header::parse("deadlines roll to the nxt working day", Lang::En).unwrap_err();
    assert_eq!(
        (no.column(), no.suggestion()),
        (1, Some("deadlines roll to the next working day"))
    );
    let no = Header::parse("immédiatement veut dire bientôt", Lang::Fr).unwrap_err();
    assert_eq!(no.column(), 25);
    assert!(
        no.message(Lang::Fr)
            .starts_with("Colonne 25\u{a0}: écrivez ici un nombre entier"),
        "{no}"
    );
    let no = Header::parse(
        "immediately means 1 hour; immediately means 2 hours",
        Lang::En,
    )
    .unwrap_err();
    assert_eq!(no.column(), 27);
    assert!(no.message(Lang::Fr).contains("ne se dit qu'une fois"));
}

#[test]
fn immediately_means_what_the_header_says_and_nothing_without_it() {
    let line = "immediately after a phone issue: rules acknowledged by the worker";
    assert!(parse(line, Lang::En, &house()).is_err());
    let words: Vocabulary = house().under(header());
    let read = parse(line, Lang::En, &words).unwrap();
    assert_eq!(
        read,
        rule("within 1 working day of a phone issue: rules acknowledged by the worker")
    );
    let french = "immédiatement après la remise d'un téléphone : règles lues et acceptées par la personne attitrée";
    assert_eq!(parse(french, Lang::Fr, &words).unwrap(), read);
    assert_eq!(
        parse(&read.text(Lang::En, &words), Lang::En, &words).unwrap(),
        read
    );
}

#[test]
fn deadlines_that_roll_are_asked_of_what_if_before_they_are_law() {
    let mut house = House::running("every 1 month: passcode changed, for each phone in service");
    house.does("2026-01-28", "cleo", "custody.began", &[PHONE, BEN]);
    let now = house.at("2026-02-02");
    assert_eq!(
        house.only("2026-02-02").due.unwrap().date.to_string(),
        "2026-02-28",
        "a Saturday"
    );

    let rolling = Arc::new(calendar().under(header()));
    let lines = house.monitor.lines().to_vec();
    let shifts = house.monitor.what_if_on(rolling, &lines, now);
    assert_eq!(shifts.len(), 1);
    assert_eq!(shifts[0].shift, Shift::Moves);
    assert_eq!(
        shifts[0]
            .after
            .as_ref()
            .unwrap()
            .due
            .unwrap()
            .date
            .to_string(),
        "2026-03-02"
    );
    assert!(house.monitor.what_if(&lines, now).is_empty());
}

#[test]
fn a_closure_declared_late_is_a_what_if_too() {
    let mut house = House::running("within 2 working days of a trip off site: passcode changed");
    house.does("2026-03-03", "ben", "phone.taken-off-site", &[PHONE]);
    let now = house.at("2026-03-06");
    assert_eq!(house.only("2026-03-06").status.word(), "missed");

    let closed =
        calendar().closed_on([jiff::civil::date(2026, 3, 4), jiff::civil::date(2026, 3, 5)]);
    let shifts = house
        .monitor
        .what_if_on(Arc::new(closed), house.monitor.lines(), now);
    assert_eq!(shifts[0].shift, Shift::Restands);
    assert_eq!(shifts[0].after.as_ref().unwrap().status.word(), "pending");
}

#[test]
fn a_rule_that_informs_only_whoever_answers_for_it_is_told_to_its_author() {
    let say = |line: &str| conflicts(&[Line::new("it", rule(line), 0)], &house()).len();
    let line = "every 3 months: passcode changed, for each phone; responsible: the manager; inform";
    assert_eq!(say(&format!("{line} the manager")), 1);
    assert_eq!(say(&format!("{line} the director")), 0);
}

#[test]
fn the_sentences_are_found_in_the_opening_text_of_a_policy() {
    let text = "This policy says how we use phones.\n\n- Deadlines roll to the next working day.\n- Immediately means 1 working day.\n\nImmediately after a loss, call your manager. Weekly, we look at what is open.";
    assert_eq!(Header::find(text, Lang::En).unwrap(), header());
    let french = "Cette politique dit comment nous utilisons les téléphones.\n\n*Les échéances passent au prochain jour ouvrable.*\n\nImmédiatement veut dire 1 jour ouvrable.";
    assert_eq!(Header::find(french, Lang::Fr).unwrap(), header());
    assert_eq!(
        Header::find("Deadlines matter to us.", Lang::En),
        Ok(Header::default())
    );
    for (text, line) in [
        ("Hello.\nDeadlines roll to the nxt working day.", 2),
        ("Deadline roll to the next working day.", 1),
        ("Immediately means soon.", 1),
        ("Immediately means 1 hour.\nImmediately means 2 hours.", 2),
    ] {
        assert_eq!(Header::find(text, Lang::En).unwrap_err().0, line, "{text}");
    }
}

#[test]
fn one_rule_rolls_where_its_own_policy_says_so() {
    let text = "every 1 month: passcode changed, for each phone in service";
    let line = |id: &str| Line::new(id, rule(text), 0);
    let mut house = House::with(vec![line("stays"), line("rolls").under(header())]);
    house.does("2026-01-28", "cleo", "custody.began", &[PHONE, BEN]);
    let mut due: Vec<(String, String)> = house
        .duties("2026-02-02")
        .iter()
        .map(|duty| (duty.rule().to_string(), duty.due.unwrap().date.to_string()))
        .collect();
    due.sort();
    let due: Vec<&str> = due.iter().map(|(_, day)| day.as_str()).collect();
    assert_eq!(due, ["2026-03-02", "2026-02-28"]);
    let all = [line("stays").under(header()), line("rolls").under(header())];
    let shifts = house.monitor.what_if(&all, house.at("2026-02-02"));
    assert_eq!((shifts.len(), shifts[0].shift), (1, Shift::Moves));
}
