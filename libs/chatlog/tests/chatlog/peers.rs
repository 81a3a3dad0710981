//! Errors that other readers make without a word, each a test.

use super::common::{read, read_with};
use super::goldens::fixture;
use chatlog::whatsapp::{
    self, Choices, DateOrder, Evidence, OrderDecision, Outside, Platform, Warning,
};
use chatlog::{Direction, Note, Reason};
use jiff::civil::date;

fn evidence(name: &str) -> (DateOrder, Evidence) {
    match fixture(name).survey.segments[0].order.clone() {
        OrderDecision::Decided { order, evidence } => (order, evidence),
        OrderDecision::Ask { .. } => panic!("{name} is asked"),
    }
}

#[test]
fn words_like_left_added_removed_do_not_make_a_system_line() {
    let text =
        "27/03/2022, 21:41 - whatsapp system: I left, she added and removed it; it disappeared\n";
    let read = read(text.as_bytes());
    assert_eq!(read.count("text"), 1);
    assert_eq!(
        read.messages()[0].sender.as_deref(),
        Some("whatsapp system")
    );
}

#[test]
fn local_time_is_not_called_universal_time() {
    let read = fixture("android-a-en");
    let line = serde_json::to_string(&read.entries[1]).unwrap();
    assert!(line.contains(r#""civil":"2022-03-27T21:41:00""#), "{line}");
    assert!(line.contains(r#""zone":"unknown""#), "{line}");
}

#[test]
fn the_order_of_day_and_month_is_one_for_the_whole_file() {
    let read =
        read(b"03/05/2021, 10:00 - A: x\n04/05/2021, 10:00 - A: x\n27/05/2021, 10:00 - A: x\n");
    let first = read.messages()[0].civil.unwrap();
    assert_eq!(first.date(), date(2021, 5, 3));
}

#[test]
fn a_file_that_ends_within_a_line_says_so() {
    let says = |text: &str| {
        let warnings = read(text.as_bytes()).survey.warnings;
        warnings.contains(&chatlog::whatsapp::Warning::OpenEnd)
    };
    let talk = "27/03/2022, 21:41 - Ann: Hello\n27/03/2022, 21:42 - R.: Hi\n";
    assert!(!says(talk));
    assert!(says(&format!("{talk}27/03/2022, 21:43 - Be")));
    assert!(says(&format!("{talk}28/03/2022, 2")));
    let copied = "[21:41, 27/03/2022] Ann: Hello\n[21:42, 27/03/2022] R.: Hi";
    assert!(!says(copied), "what is copied never has an end");
}

#[test]
fn a_month_of_thirty_days_does_not_roll_over() {
    let read = fixture("impossible-en");
    assert_eq!(read.report.messages, 2);
    assert_eq!(read.messages()[1].body, "b\n31/06/2025, 10:00 - R.: c");
    assert_eq!(read.report.quoted_headers, 1);
}

#[test]
fn a_year_first_is_never_a_day_or_month_first() {
    let read = read(b"2024/12/01, 10:00 - A: x\n");
    assert_eq!(read.messages()[0].civil.unwrap().date(), date(2024, 12, 1));
}

#[test]
fn bodies_are_kept_exactly() {
    let body = "  ١٢ \u{200e} AM\u{202f}PM\ttab  \u{85} \n\n [x] \u{feff} ";
    let text = format!("27/03/2022, 21:41 - A: {body}\n27/03/2022, 21:42 - A: y\n");
    assert_eq!(read(text.as_bytes()).messages()[0].body, body);
}

#[test]
fn a_system_line_is_never_glued_to_the_message_before() {
    let read =
        read(b"27/03/2022, 21:41 - A: x\n27/03/2022, 21:42 - Unheard-of notice of the app\n");
    assert_eq!(read.report.messages, 2);
    assert_eq!(read.count("system"), 1);
}

#[test]
fn no_second_is_added_to_put_messages_in_order() {
    let read = read(b"27/03/2022, 21:41 - A: x\n27/03/2022, 21:41 - B: y\n");
    let times: Vec<_> = read.messages().iter().map(|m| m.civil.unwrap()).collect();
    assert_eq!(times[0], times[1]);
    assert_eq!(
        (read.messages()[0].ordinal, read.messages()[1].ordinal),
        (1, 2)
    );
}

#[test]
fn nobody_is_taken_for_the_owner_unless_somebody_says_so() {
    let text = b"27/03/2022, 21:41 - A: x\n27/03/2022, 21:42 - B: y\n";
    assert!(
        read(text)
            .messages()
            .iter()
            .all(|m| m.direction == Direction::Unknown)
    );

    assert_eq!(read(text).survey.likely_owner, None);
    let hint = read(b"27/03/2022, 21:41 - A: You deleted this message\n")
        .survey
        .likely_owner;
    assert_eq!(hint.as_deref(), Some("A"), "a hint, not a decision");

    let owner = Choices {
        owner: Some("B".to_owned()),
        ..Choices::default()
    };
    let directions: Vec<_> = read_with(text, &owner)
        .messages()
        .iter()
        .map(|m| m.direction)
        .collect();
    assert_eq!(directions, [Direction::In, Direction::Out]);
}

#[test]
fn one_bad_line_does_not_end_the_file() {
    let read = fixture("broken-en");
    assert_eq!(read.report.messages, 4);
    assert_eq!(
        read.report.problems.get(&Reason::BeforeFirstMessage),
        Some(&1)
    );
    let messages = read.messages();
    assert_eq!(messages[0].notes, [Note::NotUtf8]);
    assert_eq!(messages[0].body, "bad \u{fffd}\u{fffd} byte");
    assert_eq!(messages[1].notes, [Note::Nul]);
    assert!(messages[2].header.starts_with('\u{feff}'));
    assert_eq!(messages[3].body, "no end");
}

#[test]
fn quoted_lines_of_another_shape_are_not_messages_even_two_in_a_row() {
    let read = fixture("two-lines-of-another-shape-en");
    assert_eq!(read.report.messages, 2);
    assert_eq!(read.report.quoted_headers, 2);
    assert!(
        read.survey
            .warnings
            .contains(&Warning::LookAlikes { lines: 2 })
    );
}

#[test]
fn on_an_iphone_a_quoted_line_of_the_same_shape_is_told_by_its_line_ending() {
    let read = fixture("iphone-quote-same-shape-en");
    assert!(read.survey.crlf_rule);
    assert_eq!(read.report.messages, 3);
    assert!(read.bodies()[0].ends_with("R.: I left\nis it so?"));
}

#[test]
fn a_file_saved_again_with_other_line_endings_reads_alike() {
    let read = fixture("resaved-crlf-en");
    assert!(!read.survey.crlf_rule);
    assert_eq!(read.bodies(), ["one\r\ntwo", "three"]);
    assert_eq!(read.messages()[0].shown(), "one\ntwo");
}

#[test]
fn a_quoted_line_of_the_same_shape_that_is_no_day_is_told_by_its_date() {
    let read = fixture("pasted-same-shape-impossible-en");
    assert_eq!(read.report.messages, 8);
    assert_eq!(
        read.bodies()[6],
        "he wrote:\n12/31/2021, 09:00 - Ben Ito: never"
    );
}

#[test]
fn two_exports_of_one_shape_are_cut_where_the_order_turns() {
    let read = fixture("glued-same-shape-en");
    let orders: Vec<_> = read
        .survey
        .segments
        .iter()
        .map(|s| s.order.order().unwrap())
        .collect();
    assert_eq!(orders, [DateOrder::DayMonthYear, DateOrder::MonthDayYear]);
    assert_eq!(read.messages()[3].civil.unwrap().date(), date(2022, 4, 20));
    assert!(
        read.survey
            .warnings
            .contains(&Warning::Glued { segments: 2 })
    );
}

#[test]
fn a_file_that_tells_its_beginning_twice_says_so_and_keeps_every_message() {
    let again = |text: &str| {
        let read = read(text.as_bytes());
        let mut again = read.survey.warnings.iter();
        let line = again.find_map(|warning| match warning {
            Warning::ToldAgain { line } => Some(*line),
            _ => None,
        });
        (read.report.messages, line)
    };
    let chat = "27/03/2022, 21:41 - Ann: ok\n27/03/2022, 21:41 - Ann: ok\nmore\n27/03/2022, 21:42 - R.: ok\n";
    assert_eq!(again(chat), (3, None));
    assert_eq!(again(&chat.repeat(2)), (6, Some(5)));
    assert_eq!(again(&chat.repeat(3)), (9, Some(5)));

    // Days later, and an export made later.
    let later = format!("{chat}29/03/2022, 08:00 - Ann: good morning\n");
    assert_eq!(again(&format!("{later}{later}")), (8, Some(6)));
    assert_eq!(again(&format!("{chat}{later}")), (7, Some(5)));
    assert_eq!(again(&later.replace('\n', "\r\n").repeat(2)), (8, Some(6)));

    // The same words again within a minute, and one line of the beginning alone.
    let same = "27/03/2022, 21:41 - Ann: ok\n".repeat(6);
    assert_eq!(again(&same), (6, None));
    let one = chat.lines().next().unwrap();
    assert_eq!(
        again(&format!("{later}{one}\n30/03/2022, 08:00 - R.: x\n")),
        (6, None)
    );
}

#[test]
fn names_may_hold_colons_and_subjects_are_no_names() {
    let read = fixture("names-en");
    let names: Vec<_> = read
        .survey
        .senders
        .iter()
        .map(|s| s.name.as_str())
        .collect();
    assert_eq!(names, ["Work: Ann", "Team", "Ben Ito"]);
    assert_eq!(read.survey.senders[0].messages, 6);
    assert!(read.survey.senders[0].doubtful);
    assert_eq!(read.count("system"), 2);
}

#[test]
fn the_ladder_says_what_decided() {
    assert_eq!(
        evidence("media-decide-en"),
        (
            DateOrder::MonthDayYear,
            Evidence::MediaNames {
                agree: 1,
                against: 0
            }
        )
    );
    assert_eq!(
        evidence("jumps-decide-en"),
        (
            DateOrder::DayMonthYear,
            Evidence::FewerBackwardJumps {
                chosen: 0,
                other: 2
            }
        )
    );
    assert_eq!(
        evidence("iphone-g-fr-ca"),
        (DateOrder::YearMonthDay, Evidence::YearFirst)
    );
    let decided = matches!(
        evidence("android-a-us-en"),
        (DateOrder::MonthDayYear, Evidence::OnlyPossible { .. })
    );
    assert!(decided);
}

#[test]
fn what_the_file_cannot_tell_is_asked_and_the_answer_is_used() {
    let asked = fixture("ambiguous-en");
    let (segment, _) = asked.survey.to_ask().next().unwrap();
    assert!(asked.messages().iter().all(|m| m.civil.is_none()));

    let text = std::fs::read(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ambiguous-en.txt"),
    );
    let answer = Choices {
        orders: [(segment, DateOrder::MonthDayYear)].into(),
        ..Choices::default()
    };
    let told = read_with(&text.unwrap(), &answer);
    assert_eq!(told.messages()[1].civil.unwrap().date(), date(2021, 3, 5));
}

#[test]
fn words_after_file_names_are_learned_from_the_file() {
    let read = fixture("media-decide-en");
    assert_eq!(read.survey.attached_words, ["bifogad fil"]);
    assert_eq!(read.count("attachment"), 3);
}

#[test]
fn messages_copied_from_whatsapp_web_are_read() {
    let read = fixture("web-paste-en");
    assert_eq!(read.survey.platform, Some(Platform::Web));
    assert_eq!(read.bodies(), ["Hello", "I come on Monday\nat ten", "ok"]);
    let us = fixture("web-paste-us");
    assert_eq!(
        us.messages()[1].civil.unwrap().to_string(),
        "2020-05-27T13:02:00"
    );
}

#[test]
fn a_calendar_that_is_not_converted_is_said_so() {
    let read = fixture("islamic-ar");
    assert_eq!(read.report.messages, 2);
    assert!(read.messages()[0].notes.contains(&Note::ForeignCalendar));
    assert_eq!(read.messages()[0].civil, None);
}

#[test]
fn an_export_at_the_apps_limit_is_said_to_be_cut() {
    let mut text = String::new();
    for number in 0..40_000 {
        text += &format!("27/03/2022, 21:{:02} - A: {number}\n", number % 60);
    }
    let read = read(text.as_bytes());
    assert!(
        read.survey
            .warnings
            .contains(&Warning::Truncated { limit: 40_000 })
    );
}

#[test]
fn a_lone_message_from_far_back_by_a_stranger_may_be_quoted() {
    let text = "27/03/2022, 21:41 - A: see:\n02/01/2020, 10:00 - Stranger: I said so\n27/03/2022, 21:42 - A: x\n27/03/2022, 21:43 - B: y\n28/03/2022, 21:43 - B: z\n";
    let read = read(text.as_bytes());
    assert_eq!(read.messages()[1].notes, [Note::MaybeQuoted]);
    assert_eq!(read.report.maybe_quoted, 1);
}

#[test]
fn lines_copied_from_whatsapp_web_into_a_message_are_quoted_however_they_are_read() {
    let text = "30/10/2020, 21:41 - A: x\n01/11/2020, 21:41 - A: see\n[10:15 AM, 5/12/2020] B: one\n[10:16 AM, 5/12/2020] B: two\n02/11/2020, 21:42 - B: y\n";
    let read = read(text.as_bytes());
    assert_eq!(read.report.messages, 3);
    assert_eq!(read.report.quoted_headers, 2);

    let at_the_end = read_with(&text.as_bytes()[..text.len() - 26], &Choices::default());
    assert_eq!(at_the_end.report.messages, 2);
}

#[test]
fn two_quoted_lines_of_another_export_at_the_end_are_older_and_so_quoted() {
    let text = "30/10/2020, 21:41 - A: x\n01/11/2020, 21:41 - A: see\n[2/10/20, 10:15:00] B: one\n[2/10/20, 10:16:00] B: two\n";
    assert_eq!(read(text.as_bytes()).report.messages, 2);
}

fn decided(text: &str, outside: &Outside) -> Option<(DateOrder, Evidence)> {
    let survey = whatsapp::survey_with(std::io::Cursor::new(text), outside).unwrap();
    match survey.segments[0].order {
        OrderDecision::Decided { order, evidence } => Some((order, evidence)),
        OrderDecision::Ask { .. } => None,
    }
}

#[test]
fn every_other_step_of_the_ladder_decides_too() {
    let nothing = Outside::default();
    let day_first = DateOrder::DayMonthYear;

    let ambiguous = "03/05/2021, 10:00 - A: x\n03/06/2021, 10:00 - A: y\n";
    assert_eq!(decided(ambiguous, &nothing), None);
    let today = Outside {
        not_after: Some(date(2021, 3, 10)),
        ..nothing
    };
    assert_eq!(
        decided(ambiguous, &today),
        Some((DateOrder::MonthDayYear, Evidence::NotInFuture))
    );

    let stops = "03.05.21, 10:00 - A: x\n03.06.21, 10:00 - A: y\n";
    assert_eq!(
        decided(stops, &nothing),
        Some((day_first, Evidence::FullStops))
    );

    let same = "03/03/2021, 10:00 - A: x\n";
    assert_eq!(
        decided(same, &nothing),
        Some((day_first, Evidence::SameEitherWay))
    );

    let year = "21-03-05, 10:00 - A: x\n21-03-06, 10:00 - A: y\n21-03-07, 10:00 - A: z\n";
    assert_eq!(
        decided(year, &nothing),
        Some((
            DateOrder::YearMonthDay,
            Evidence::SteadyYear { years: 1, days: 3 }
        ))
    );
}

#[test]
fn the_date_of_a_system_line_does_not_count_as_a_jump() {
    let text = "05/09/2022, 08:00 - Messages and calls are end-to-end encrypted.\n03/08/2022, 10:00 - A: a\n04/08/2022, 10:00 - B: b\n";
    assert_eq!(
        decided(text, &Outside::default()),
        None,
        "nothing a person said goes back"
    );
}
