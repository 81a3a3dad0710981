//! The lists that this library must answer for, line by line: the bad inputs of
//! the security notes, the sixteen errors of other readers, the parts of the
//! model. Each line names its test, or says who else answers for it; a line
//! without either, or a test that is gone, fails here.

use super::made::{forms, shapes};
use super::phones::Talk;
use chatlog::{
    Account, Answers, Conversation, Direction, Entry, Item, Kind, Message, Notice, Owner,
    Precision, Problem, Whole, ZoneSource,
};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::Path;

/// Rows of the security notes, §6.1 to §6.6. `–` stands before what the server
/// answers for: it takes the file in, stores it, shows it.
const BAD_INPUTS: [(u8, &str); 80] = [
    (1, "an_archive_in_an_archive_is_never_opened"),
    (2, "a_table_that_lies_is_found_out"),
    (
        3,
        "an_entry_that_unpacks_to_more_than_it_says_is_stopped_at_what_it_says",
    ),
    (
        4,
        "an_entry_that_says_four_gigabytes_and_holds_ten_bytes_is_refused",
    ),
    (5, "a_bomb_is_refused_by_its_ratio_and_by_its_size"),
    (
        6,
        "names_that_leave_their_folder_are_names_and_nothing_else",
    ),
    (7, "a_link_is_refused_and_the_rest_is_read"),
    (8, "devices_and_pipes_are_refused_and_modes_mean_nothing"),
    (9, "two_pictures_of_one_name_are_two_pictures"),
    (
        10,
        "a_header_that_says_another_size_or_packing_than_the_table_is_found_out",
    ),
    (11, "a_locked_archive_says_what_to_do_however_it_is_locked"),
    (
        12,
        "a_million_empty_files_are_refused_at_the_first_too_many",
    ),
    (
        13,
        "what_is_opened_at_all_has_the_same_files_for_another_reader",
    ),
    (14, "a_table_that_lies_is_found_out"),
    (15, "a_file_is_what_it_holds_and_not_what_it_is_called"),
    (16, "a_file_that_is_two_things_is_only_the_one_it_begins_as"),
    (17, "a_name_made_of_code_or_turned_around_is_a_name"),
    (
        18,
        "what_the_file_cannot_tell_is_asked_and_the_answer_is_used",
    ),
    (19, "no_text_can_pass_for_another_message_in_the_block"),
    (20, "a_name_made_of_code_or_turned_around_is_a_name"),
    (21, "a_line_without_end_is_problems_of_bounded_size"),
    (
        22,
        "text_in_other_letters_is_kept_byte_for_byte_counted_and_asked_about",
    ),
    (23, "– the same file brought twice: by its check sum"),
    (24, "– whose client it is"),
    (
        25,
        "json_nested_a_hundred_thousand_deep_is_a_problem_and_the_rest_is_read",
    ),
    (26, "json_fields_that_stand_twice_are_said"),
    (27, "json_fields_that_nobody_knows_are_kept_by_their_names"),
    (28, "json_numbers_that_are_no_time_are_no_time"),
    (29, "json_half_characters_and_nul_are_kept_and_said"),
    (
        30,
        "json_texts_longer_than_a_record_are_problems_of_bounded_size",
    ),
    (31, "– ids of a batch"),
    (32, "json_of_another_sort_for_a_text_is_no_text"),
    (33, "– content types"),
    (
        34,
        "scrambled_letters_are_put_together_text_by_text_and_the_rest_is_left",
    ),
    (
        35,
        "json_that_ends_in_one_bad_record_of_a_hundred_thousand_keeps_the_others",
    ),
    (36, "json_fields_that_nobody_knows_are_kept_by_their_names"),
    (37, "hostile_tables_get_their_exact_answer"),
    (38, "hostile_tables_get_their_exact_answer"),
    (
        39,
        "a_table_of_twenty_thousand_columns_is_a_problem_at_its_own_row",
    ),
    (40, "the_mark_between_fields_is_told_by_the_table"),
    (
        41,
        "names_of_columns_that_are_empty_or_stand_twice_are_no_trap",
    ),
    (42, "a_table_in_the_letters_of_a_spreadsheet_is_decoded"),
    (43, "days_of_a_spreadsheet_that_never_were_are_said_by_row"),
    (44, "– nothing is stored before a person says yes"),
    (45, "a_workbook_that_is_a_bomb_is_refused"),
    (
        46,
        "a_workbook_is_read_as_a_person_says_and_its_macros_refused",
    ),
    (47, "– who leads whom"),
    (48, "any_other_table_is_read_as_a_person_says"),
    (49, "hostile_xml_gets_its_exact_answer"),
    (50, "hostile_xml_gets_its_exact_answer"),
    (51, "hostile_xml_gets_its_exact_answer"),
    (52, "hostile_xml_gets_its_exact_answer"),
    (
        53,
        "xml_that_says_one_encoding_and_is_in_another_is_read_by_its_bytes",
    ),
    (54, "xml_that_includes_other_files_opens_none_of_them"),
    (55, "a_picture_longer_than_any_buffer_is_streamed"),
    (56, "hostile_xml_gets_its_exact_answer"),
    (
        57,
        "headers_without_end_and_mails_in_mails_without_end_are_refused",
    ),
    (58, "a_date_of_nothing_but_comments_is_no_trap"),
    (59, "a_subject_that_would_be_two_headers_is_one_text"),
    (60, "an_address_as_a_name_does_not_hide_the_real_one"),
    (
        61,
        "what_a_mail_says_of_its_sender_is_kept_and_proves_nothing",
    ),
    (62, "marked_up_mail_is_read_as_words_and_fetches_nothing"),
    (63, "sealed_parts_are_files_that_nobody_opens"),
    (64, "a_file_of_a_mail_may_be_called_anything"),
    (65, "the_same_number_with_another_text_is_kept_and_said"),
    (
        66,
        "– answers that answer themselves: the server takes no mail in",
    ),
    (67, "the_trap_has_two_mails_and_the_marks_stay"),
    (68, "– how much mail comes"),
    (
        69,
        "headers_without_end_and_mails_in_mails_without_end_are_refused",
    ),
    (
        70,
        "what_a_mail_says_of_its_sender_is_kept_and_proves_nothing",
    ),
    (71, "hostile_databases_get_their_exact_answer"),
    (72, "hostile_databases_get_their_exact_answer"),
    (73, "a_tree_that_bites_its_tail_ends"),
    (74, "a_size_that_cannot_be_is_no_reason_to_ask_for_memory"),
    (75, "a_log_of_another_database_is_left_aside_and_said"),
    (76, "hostile_databases_get_their_exact_answer"),
    (77, "hostile_databases_get_their_exact_answer"),
    (78, "hostile_databases_get_their_exact_answer"),
    (79, "hostile_databases_get_their_exact_answer"),
    (80, "hostile_databases_get_their_exact_answer"),
];

/// The names of all tests beside this file.
fn tests() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chatlog");
    let mut names = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if !path.is_file() {
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        for part in text.split("#[test]").skip(1) {
            let name = part
                .trim_start()
                .strip_prefix("fn ")
                .and_then(|rest| rest.split('(').next());
            names.extend(name.map(str::to_owned));
        }
    }
    names
}

#[test]
fn every_bad_input_of_the_security_notes_has_its_test() {
    let tests = tests();
    let numbers: Vec<u8> = BAD_INPUTS.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, (1..=80).collect::<Vec<_>>());
    for (number, test) in BAD_INPUTS {
        assert!(
            test.starts_with('–') || tests.contains(test),
            "row {number}: no test is called {test}"
        );
    }
}

#[test]
fn each_of_the_sixteen_errors_of_other_readers_has_its_test() {
    let tests = tests();
    for number in 1..=16 {
        let begins = format!("peer_error_{number:02}_");
        let named = tests
            .iter()
            .filter(|test| test.starts_with(&begins))
            .count();
        assert_eq!(named, 1, "{begins}…");
    }
}

/// Everything that comes out of every file of our own.
#[derive(Default)]
struct Everything {
    messages: Vec<Message>,
    problems: Vec<Problem>,
    conversations: Vec<Conversation>,
    accounts: Vec<Account>,
}

impl Everything {
    fn take(&mut self, bytes: &[u8], answers: &Answers) {
        let Ok(items) = chatlog::items(&mut Whole(Cursor::new(bytes)), "file", answers) else {
            return;
        };
        let mut account = Account::default();
        for item in items {
            account.add(&item);
            match item {
                Item::Entry(Entry::Message(message)) => self.messages.push(message),
                Item::Entry(Entry::Problem(problem)) => self.problems.push(problem),
                Item::Conversation(conversation) => self.conversations.push(conversation),
                _ => {}
            }
        }
        self.accounts.push(account);
    }

    fn read() -> Self {
        let mut all = Self::default();
        for shape in shapes::all() {
            all.take(&shape.bytes, &super::shapes::answers());
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let text = path.extension().is_some_and(|end| end == "txt");
            if text {
                all.take(&std::fs::read(&path).unwrap(), &Answers::default());
            }
        }
        let talk = [forms::Said {
            who: 0,
            text: "mine".into(),
            at: 1_648_375_200,
        }];
        for form in forms::all() {
            all.take(&(form.write)(&talk), &(form.answers)());
        }
        all
    }

    fn message(&self, has: impl Fn(&Message) -> bool) -> bool {
        self.messages.iter().any(has)
    }

    fn owner(&self, is: Owner) -> bool {
        let mut people = self.conversations.iter().flat_map(|one| &one.participants);
        people.any(|person| person.owner == is)
    }

    fn kind(&self, name: &str) -> bool {
        self.message(|message| message.kind.name() == name)
    }

    fn call(&self, has: impl Fn(&chatlog::Call) -> bool) -> bool {
        self.message(|message| matches!(&message.kind, Kind::Call(call) if has(call)))
    }

    fn file(&self, has: impl Fn(&chatlog::Attachment) -> bool) -> bool {
        self.message(|message| message.more.attachments.iter().any(&has))
    }

    fn notice(&self, is: impl Fn(&Notice) -> bool) -> bool {
        self.accounts
            .iter()
            .flat_map(|account| &account.notices)
            .any(is)
    }
}

type Part = (&'static str, fn(&Everything) -> bool);

/// The parts of the model that the formats force (formats, §13), in its order.
const MODEL: [Part; 49] = [
    ("participant: id hints", |all| {
        all.conversations
            .iter()
            .any(|c| c.participants.iter().any(|p| !p.ids.is_empty()))
    }),
    ("participant: display as printed", |all| {
        all.conversations
            .iter()
            .any(|c| c.participants.iter().any(|p| p.name.is_some()))
    }),
    ("participant: phone", |all| {
        all.conversations.iter().any(|c| {
            c.participants
                .iter()
                .any(|p| p.ids.iter().any(|id| id.starts_with("+1")))
        })
    }),
    ("participant: owner unknown", |all| {
        all.owner(Owner::Unknown)
    }),
    ("participant: owner declared", |all| {
        all.owner(Owner::Declared)
    }),
    ("participant: owner proved", |all| all.owner(Owner::Proved)),
    ("message: source file", |all| all.message(|m| m.layer > 0)),
    ("message: byte range", |all| {
        all.message(|m| m.bytes.start > 0)
    }),
    ("message: row of a database", |all| {
        all.message(|m| m.row.is_some())
    }),
    ("message: ordinal", |all| all.message(|m| m.ordinal > 1)),
    ("message: wall text", |all| {
        all.message(|m| m.wall == "27/03/2022, 21:41")
    }),
    ("message: civil", |all| {
        all.message(|m| m.civil.is_some() && m.instant().is_none())
    }),
    ("message: instant", |all| {
        all.message(|m| m.instant().is_some())
    }),
    ("message: zone in the file", |all| {
        all.message(|m| m.zone == ZoneSource::InFile)
    }),
    ("message: zone unknown", |all| {
        all.message(|m| m.zone == ZoneSource::Unknown)
    }),
    ("message: zone declared", |_| declared_zone()),
    ("message: precision minute", |all| {
        all.message(|m| m.precision == Precision::Minute)
    }),
    ("message: precision second", |all| {
        all.message(|m| m.precision == Precision::Second)
    }),
    ("message: precision millisecond", |all| {
        all.message(|m| m.precision == Precision::Millisecond)
    }),
    ("message: order evidence", |all| {
        all.notice(|n| matches!(n, Notice::DateOrder { .. }))
    }),
    ("message: direction in", |all| {
        all.message(|m| m.direction == Direction::In)
    }),
    ("message: direction out", |all| {
        all.message(|m| m.direction == Direction::Out)
    }),
    ("message: direction unknown", |all| {
        all.message(|m| m.direction == Direction::Unknown)
    }),
    ("message: kind text", |all| all.kind("text")),
    ("message: kind media", |all| {
        all.kind("attachment") && all.kind("omitted")
    }),
    ("message: kind call", |all| all.kind("call")),
    ("message: kind system", |all| all.kind("system")),
    ("message: kind location", |all| all.kind("location")),
    ("message: kind contact", |all| {
        all.message(|m| {
            matches!(
                m.kind,
                Kind::Attachment {
                    media: chatlog::Media::Contact,
                    ..
                } | Kind::Omitted {
                    media: chatlog::Media::Contact
                }
            )
        })
    }),
    ("message: kind poll", |all| all.kind("poll")),
    ("message: kind deleted", |all| all.kind("deleted")),
    ("message: kind unknown", |all| all.kind("unknown")),
    ("message: body verbatim, body as shown", |all| {
        all.message(|m| m.more.plain.as_ref().is_some_and(|plain| *plain != m.body))
    }),
    ("attachment: name in the text", |all| {
        all.file(|f| !f.name.is_empty())
    }),
    ("attachment: found in the container", |_| {
        found_in_the_container()
    }),
    ("attachment: hash", |all| all.file(|f| f.sha256.is_some())),
    ("attachment: mime", |all| all.file(|f| f.mime.is_some())),
    ("message: edited", |all| {
        all.message(|m| m.edited || !m.more.edits.is_empty())
    }),
    ("message: reactions", |all| {
        all.message(|m| !m.more.reactions.is_empty())
    }),
    ("message: reply to", |all| {
        all.message(|m| m.more.reply_to.is_some())
    }),
    ("call: kind", |all| {
        all.call(|call| call.video) && all.call(|call| !call.video)
    }),
    ("call: duration", |all| {
        all.call(|call| call.seconds.is_some())
    }),
    ("call: outcome", |all| {
        all.call(|call| call.outcome == chatlog::Outcome::Missed)
    }),
    ("call: participants", |all| {
        all.message(|m| matches!(m.kind, Kind::Call(_)) && m.more.to.len() > 1)
    }),
    ("report: counts by kind", |all| {
        all.accounts
            .iter()
            .any(|account| account.total.of_kind("text") > 0)
    }),
    ("report: lines not understood, with their numbers", |all| {
        all.problems.iter().any(|problem| problem.line > 0)
    }),
    ("report: ambiguous decisions", |all| {
        all.notice(
            |n| matches!(n, Notice::DateOrder { decision, .. } if decision.order().is_none()),
        )
    }),
    ("report: truncated, missing attachments, duplicates", |_| {
        the_rest_of_the_report()
    }),
    ("every byte is in a message or listed", |all| {
        all.accounts
            .iter()
            .all(|account| account.unaccounted() == 0)
    }),
];

/// A meeting that somebody notes is at a time that they say.
fn declared_zone() -> bool {
    let at: jiff::Timestamp = "2026-03-04T10:00:00Z".parse().unwrap();
    let meeting = chatlog::meeting::Meeting {
        began: Some(at.to_zoned(jiff::tz::TimeZone::UTC)),
        notes: "x".into(),
        ..chatlog::meeting::Meeting::default()
    };
    meeting.messages()[0].zone == ZoneSource::Declared
}

/// Files that messages name are found in the archive, and missing ones said.
fn found_in_the_container() -> bool {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/iphone-media.zip");
    let bytes = std::fs::read(path).unwrap();
    let limits = chatlog::archive::Limits::default();
    let mut archive = chatlog::archive::open(Cursor::new(bytes), &limits).unwrap();
    let media = archive.media().unwrap();
    let fit = chatlog::archive::match_media(&media, [media[0].name.as_str(), "gone.jpg"]);
    fit.found.len() == 1 && fit.missing == ["gone.jpg"] && media[0].sha256.is_some()
}

/// A file as long as the app lets it be, and messages brought twice.
fn the_rest_of_the_report() -> bool {
    let text = "27/03/2022, 21:41 - A: x\n".repeat(40_000);
    let talk = Talk::of(text.as_bytes());
    let warning = Notice::WhatsApp(chatlog::whatsapp::Warning::Truncated { limit: 40_000 });
    let mut merger = chatlog::merge::Merger::default();
    let said: Vec<Message> = talk.messages().into_iter().take(3).cloned().collect();
    merger.add(said.clone());
    let again = merger.add(said);
    let same = |decision: &chatlog::merge::Decision| {
        matches!(decision, chatlog::merge::Decision::Same { .. })
    };
    talk.account.notices.contains(&warning) && again.iter().all(same)
}

#[test]
fn every_part_of_the_model_is_filled_by_some_reader() {
    let all = Everything::read();
    let missing: Vec<_> = MODEL
        .iter()
        .filter(|(_, filled)| !filled(&all))
        .map(|(part, _)| *part)
        .collect();
    assert!(missing.is_empty(), "no file of our own fills: {missing:?}");
}
