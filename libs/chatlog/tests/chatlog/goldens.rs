//! Our own files, as phones make them: one for each header shape, written by
//! [`super::made::exports`]. Each has the whole of what is read beside it as JSON
//! lines (`UPDATE_GOLDENS=1` writes both anew), and the same conversation must come out of every shape.

use super::common::{Read, read};
use super::made::exports;
use chatlog::Kind;
use std::path::PathBuf;

/// What the seven entries of every shape file say, to the second.
const TIMES: [&str; 7] = [
    "2022-03-26T09:05:07",
    "2022-03-27T21:41:35",
    "2022-03-27T21:42:10",
    "2022-03-28T00:05:00",
    "2022-03-28T12:15:30",
    "2022-03-29T08:00:59",
    "2022-03-29T08:01:00",
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".txt").map(str::to_owned))
        .collect();
    names.sort();
    names
}

pub fn fixture(name: &str) -> Read {
    read(&std::fs::read(folder().join(format!("{name}.txt"))).unwrap())
}

fn is_shape_file(name: &str) -> bool {
    let read = fixture(name);
    read.report.messages == 7 && read.messages()[4].body.contains(": ")
}

#[test]
fn every_file_of_a_header_shape_is_as_it_is_made() {
    let update = std::env::var_os("UPDATE_GOLDENS").is_some();
    let times = TIMES.map(|time| time.parse().unwrap());
    for export in exports::ALL {
        let path = folder().join(format!("{}.txt", export.name));
        let made = export.file(&times);
        if update {
            std::fs::write(&path, &made).unwrap();
        }
        assert_eq!(
            made,
            std::fs::read_to_string(&path).unwrap_or_default(),
            "{}",
            export.name
        );
    }
    let mut made: Vec<_> = exports::ALL
        .iter()
        .map(|export| export.name.to_owned())
        .collect();
    made.sort();
    let mut shapes = names();
    shapes.retain(|name| is_shape_file(name));
    assert_eq!(made, shapes);
}

#[test]
fn every_file_reads_as_its_golden_lines_say() {
    let update = std::env::var_os("UPDATE_GOLDENS").is_some();
    for name in names() {
        let read = fixture(&name);
        let mut lines = serde_json::to_string(&read.survey).unwrap() + "\n";
        for entry in &read.entries {
            lines += &serde_json::to_string(entry).unwrap();
            lines += "\n";
        }
        let path = folder().join(format!("{name}.jsonl"));
        if update {
            std::fs::write(&path, &lines).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        for (place, (is, was)) in lines.lines().zip(golden.lines()).enumerate() {
            assert_eq!(is, was, "{name}, line {}", place + 1);
        }
        assert_eq!(lines.lines().count(), golden.lines().count(), "{name}");
    }
}

#[test]
fn the_same_conversation_comes_out_of_every_shape() {
    let shapes: Vec<String> = names()
        .into_iter()
        .filter(|name| is_shape_file(name))
        .collect();
    assert!(shapes.len() >= 42, "only {} shapes", shapes.len());
    for name in shapes {
        let read = fixture(&name);
        let messages = read.messages();
        let exact = read.survey.segments[0].shape.seconds;
        for (message, time) in messages.iter().zip(TIMES) {
            let expected = if exact {
                time.to_owned()
            } else {
                format!("{}:00", &time[..16])
            };
            let civil = message
                .civil
                .unwrap_or_else(|| panic!("{name}: no date in {message:?}"));
            assert_eq!(civil.to_string(), expected, "{name}: {}", message.header);
        }
        let senders: Vec<_> = messages
            .iter()
            .skip(1)
            .map(|m| m.sender.as_deref().unwrap())
            .collect();
        assert_eq!(senders[0], "Ben Ito", "{name}");
        assert_eq!(senders[1], "R.", "{name}");
        assert!(senders[3].contains("555"), "{name}");
        assert!(
            messages[2].body.contains(":\n\n"),
            "{name}: {:?}",
            messages[2].body
        );
        let kinds: Vec<_> = messages.iter().map(|m| m.kind.name()).collect();
        assert_eq!(
            kinds[..5],
            ["system", "text", "text", "omitted", "text"],
            "{name}"
        );
        let no_word_for_it = name.ends_with("-fa");
        assert_eq!(
            kinds[5],
            if no_word_for_it { "text" } else { "deleted" },
            "{name}"
        );
        assert_eq!(kinds[6], "text", "{name}");
        assert_eq!(read.report.problem_count(), 0, "{name}");
    }
}

#[test]
fn every_kind_of_android_is_told() {
    let read = fixture("kinds-android-en");
    let kinds: Vec<_> = read.messages().iter().map(|m| m.kind.name()).collect();
    assert_eq!(
        kinds,
        [
            "system",
            "system",
            "attachment",
            "attachment",
            "attachment",
            "omitted",
            "null",
            "location",
            "location",
            "poll",
            "deleted",
            "deleted",
            "call",
            "attachment",
            "text",
            "text",
            "text",
            "system"
        ]
    );
    assert_eq!(read.report.edited, 1);
}

#[test]
fn every_kind_of_iphone_is_told() {
    let read = fixture("kinds-iphone-en");
    let kinds: Vec<_> = read.messages().iter().map(|m| m.kind.name()).collect();
    assert_eq!(
        kinds,
        [
            "system",
            "system",
            "attachment",
            "omitted",
            "omitted",
            "call",
            "call",
            "location",
            "deleted",
            "text",
            "poll",
            "text",
            "system",
            "attachment"
        ]
    );
    assert_eq!(read.report.edited, 1);
    let Kind::Poll { options, .. } = &read.messages()[10].kind else {
        panic!()
    };
    assert_eq!(options[0].votes, Some(2));
    assert!(
        read.survey.senders[0].is_only_system(),
        "the title of the chat is nobody"
    );
}

#[test]
fn what_is_read_survives_the_way_through_json() {
    for name in names() {
        let read = fixture(&name);
        let survey = serde_json::to_string(&read.survey).unwrap();
        assert_eq!(
            serde_json::from_str::<chatlog::whatsapp::Survey>(&survey).unwrap(),
            read.survey
        );
        for entry in &read.entries {
            let line = serde_json::to_string(entry).unwrap();
            assert!(!line.contains('\n'), "one object a line");
            assert_eq!(
                serde_json::from_str::<chatlog::Entry>(&line).unwrap(),
                *entry,
                "{name}"
            );
        }
    }
}
