//! Conversations in tables.

use super::items::read_any;
use super::phones::Talk;
use chatlog::table::{Mapping, preview};
use chatlog::whatsapp::DateOrder;
use chatlog::{
    Answers, Channel, Delivery, Direction, Event, Kind, Language, Note, Notice, Reason, Stop,
    Unread, Whole,
};
use proptest::prelude::*;
use std::io::{Cursor, Write as _};

const IMAZING: &str = "\u{feff}Chat Session,Message Date,Delivered Date,Read Date,Edited Date,Service,Type,Sender ID,Sender Name,Status,Replying to,Subject,Text,Reactions,Attachment,Attachment type\r\n\
R. & Ben,2023-11-14 22:13:20,,,,iMessage,Incoming,+15550100,R.,Read,,,\"Hello,\r\nare you \"\"there\"\"?\",❤️ Ben,,\r\n\
R. & Ben,2023-11-14 22:14:20,,,2023-11-14 22:15:00,SMS,Outgoing,,,Failed to send,Hello,,Yes,,,\r\n\
R. & Ben,2023-11-14 22:15:20,,,,iMessage,Incoming,+15550100,R.,,,,,,IMG_1.heic,image/heic\r\n\
R. & Ben,2023-02-31 22:15:20,,,,iMessage,Notification,,,,,,R. left,,,\r\n";

#[test]
fn imazing_is_read_by_the_names_of_its_columns() {
    let talk = Talk::of(IMAZING.as_bytes());

    let [asked, answered, picture, left] = talk.messages()[..] else {
        panic!()
    };
    assert_eq!(asked.body, "Hello,\r\nare you \"there\"?");
    assert_eq!(
        (asked.direction, asked.sender.as_deref()),
        (Direction::In, Some("R."))
    );
    assert_eq!(asked.more.from.as_deref(), Some("+15550100"));
    assert_eq!(asked.more.reactions[0].sign, "❤️ Ben");
    assert_eq!(asked.civil.unwrap().to_string(), "2023-11-14T22:13:20");
    assert_eq!(asked.instant(), None, "no zone is printed");
    assert!(answered.edited);
    assert_eq!(answered.more.delivery, Delivery::Failed);
    assert!(matches!(&picture.kind, Kind::Attachment { name, .. } if name == "IMG_1.heic"));
    assert!(matches!(left.kind, Kind::System { .. }));
    assert_eq!(
        left.notes,
        [Note::BadField {
            field: "Message Date".into()
        }]
    );
    assert_eq!(talk.conversations().len(), 1);
}

const LINKEDIN: &str = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT\n\
2-a,,Ana,https://l/in/ana,\"Ben, PhD\",https://l/in/ben,2026-08-01 02:00:00 UTC,,\"<p class=\"\"x\"\">Hi<br>there</p>\",INBOX,,No\n\
2-a,,\"Ben, PhD\",https://l/in/ben,Ana,https://l/in/ana,2026-08-01 01:00:00 UTC,,Plain,INBOX,https://l/f.pdf,\n\
2-b,Team,Ana,https://l/in/ana,\"Gus, MD,Dara\",\"https://l/in/gus,https://l/in/dara\",2026-08-01 00:00:00 UTC,s,Later,INBOX,,Yes\n";

#[test]
fn linkedin_knows_its_owner_and_its_drafts() {
    let talk = Talk::of(LINKEDIN.as_bytes());

    assert_eq!(talk.channel(), Channel::LinkedIn);
    let [hi, plain, draft] = talk.messages()[..] else {
        panic!()
    };
    assert_eq!(hi.more.plain.as_deref(), Some("Hi\nthere"));
    assert!(hi.body.starts_with("<p"));
    assert_eq!(hi.instant().unwrap().to_string(), "2026-08-01T02:00:00Z");
    assert_eq!(
        (hi.direction, plain.direction),
        (Direction::Out, Direction::In),
        "Ana is in every conversation"
    );
    assert_eq!(
        hi.more.to[0].name.as_deref(),
        Some("Ben, PhD"),
        "a comma in a name"
    );
    assert_eq!(draft.more.delivery, Delivery::Draft);
    let ids: Vec<_> = draft
        .more
        .to
        .iter()
        .map(|party| (party.name.clone(), party.id.clone().unwrap()))
        .collect();
    assert_eq!(
        ids,
        [
            (None, "https://l/in/gus".into()),
            (None, "https://l/in/dara".into())
        ],
        "three pieces, two profiles"
    );
    assert_eq!(plain.more.attachments[0].name, "https://l/f.pdf");
}

#[test]
fn the_linkedin_of_2020_says_the_direction_and_no_zone() {
    let talk = Talk::of(b"FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\nAna,Ben,2019-11-06T02:08:20,,Hi,OUTGOING,INBOX\n");
    let message = talk.messages()[0];
    assert_eq!(
        (message.direction, message.instant()),
        (Direction::Out, None)
    );
    assert_eq!(message.civil.unwrap().to_string(), "2019-11-06T02:08:20");
}

#[test]
fn who_was_in_a_meeting_is_a_list_of_comings() {
    let talk = Talk::of(b"Weekly check-in\nStarted,2026-03-04\n\nName,Email Address,Join Time,Leave Time,Time in Session (minutes)\nR.,r@example.net,2026-03-04 10:00 AM,10:31 AM,31\n");
    assert_eq!(talk.channel(), Channel::Meeting);
    let came = talk.messages()[0];
    assert_eq!(
        came.kind,
        Kind::System {
            event: Event::Joined
        }
    );
    assert_eq!(came.sender.as_deref(), Some("R."));
    assert!(
        came.more
            .fields
            .contains(&("Leave Time".into(), "10:31 AM".into()))
    );
    assert_eq!(talk.problems().len(), 2, "what stands above is shown");
    let told = chatlog::render::told(came, Some(Channel::Meeting), Language::English);
    assert!(
        told.ends_with(
            "join time 2026-03-04 10:00 AM, Leave Time 10:31 AM, Time in Session (minutes) 31"
        ),
        "{told}"
    );
}

/// What iMazing writes where days are written so.
fn imazing(dates: &[&str]) -> Talk {
    let rows = dates
        .iter()
        .map(|date| format!("R. & Ben,\"{date}\",Incoming,+15550100,R.,Hello\n"));
    let head = "Chat Session,Message Date,Type,Sender ID,Sender Name,Text\n".to_owned();
    Talk::of(
        std::iter::once(head)
            .chain(rows)
            .collect::<String>()
            .as_bytes(),
    )
}

#[test]
fn which_number_is_the_day_is_decided_by_the_table_or_asked() {
    let days = |talk: &Talk| {
        let day = |m: &&chatlog::Message| m.civil.map(|at| at.date().to_string());
        talk.messages().iter().map(day).collect::<Vec<_>>()
    };
    let open = imazing(&["01/02/23 10:00", "1/2/23, 10:00 PM"]);
    assert_eq!(days(&open), [None, None], "nobody guesses");
    let asked = |notice: &Notice| matches!(notice, Notice::DateOrder { decision, .. } if decision.order().is_none());
    assert!(open.account.notices.iter().any(asked));
    assert!(
        open.messages().iter().all(|m| m.notes.is_empty()),
        "it is open, not bad"
    );

    let decided = imazing(&["01/02/23 10:00", "13.01.23"]);
    let expected = ["2023-02-01", "2023-01-13"].map(|day| Some(day.to_owned()));
    assert_eq!(days(&decided), expected, "there is no month 13");
    let told = decided.account.notices[0].words(Language::English);
    assert_eq!(
        told,
        "day, month, year. The date on 1 line is possible in this order only."
    );
}

#[test]
fn the_names_of_columns_in_the_middle_are_no_message() {
    let linkedin = Talk::of(LINKEDIN.repeat(2).as_bytes());
    assert_eq!(linkedin.messages().len(), 6);
    assert_eq!(linkedin.problems().len(), 0);
    assert!(
        linkedin
            .messages()
            .iter()
            .all(|m| m.sender.as_deref() != Some("FROM"))
    );
    let told: Vec<_> = linkedin
        .account
        .notices
        .iter()
        .map(|n| n.words(Language::English))
        .collect();
    assert_eq!(told, ["This file is 2 exports, one after the other."]);
    assert_eq!(linkedin.account.unaccounted(), 0);
}

fn mapped(order: Option<DateOrder>) -> Answers {
    Answers {
        table: Some(Mapping {
            date: Some(0),
            sender: Some(1),
            text: Some(2),
            order,
            ..Mapping::default()
        }),
        ..Answers::default()
    }
}

#[test]
fn any_other_table_is_read_as_a_person_says() {
    let csv = b"sep=;\nWhen;Who;What;Extra\n03/05/2021 10:00;6.13E+09;\"=1+1; x\";kept\n31/02/2021;R.;Hi;\n2021-05-03;R.;last\n";
    let seen = preview(&mut Whole(Cursor::new(csv))).unwrap();
    assert_eq!(
        (seen.delimiter, seen.columns.len(), seen.rows.len()),
        (b';', 4, 3)
    );

    let (items, _) = read_any(csv, &mapped(Some(DateOrder::DayMonthYear)));
    let messages = super::items::messages(&items);
    assert_eq!(messages[0].body, "=1+1; x", "stored as given");
    assert_eq!(
        messages[0].civil.unwrap().to_string(),
        "2021-05-03T10:00:00"
    );
    assert_eq!(
        messages[0].notes,
        [Note::BadField {
            field: "sender: rounded by a spreadsheet".into()
        }]
    );
    assert_eq!(
        messages[0].more.fields,
        [("Extra".to_owned(), "kept".to_owned())]
    );
    assert_eq!(messages[1].civil, None);
    let (items, _) = read_any(csv, &mapped(None));
    let dated: Vec<_> = super::items::messages(&items)
        .iter()
        .map(|m| m.civil.is_some())
        .collect();
    assert_eq!(dated, [false, false, true], "nobody guesses day and month");
}

fn workbook(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    workbook_of("", sheet, "", more)
}

/// With properties of the workbook, and other sheets beside the one.
fn workbook_of(properties: &str, sheet: &str, others: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut files = vec![
        ("[Content_Types].xml", "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>".to_owned()),
        ("xl/workbook.xml", format!("<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">{properties}<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/>{others}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>".to_owned()),
        ("xl/worksheets/sheet1.xml", format!("<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{sheet}</sheetData></worksheet>")),
    ];
    let root = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    files.push(("_rels/.rels", root.to_owned()));
    files.retain(|(name, _)| more.iter().all(|(other, _)| name != other));
    files.extend(more.iter().map(|(name, text)| (*name, (*text).to_owned())));
    for (name, text) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn cells(row: u32, texts: [&str; 3]) -> String {
    let cell = |(column, text): (char, &str)| {
        format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let all: String = ['A', 'B', 'C'].into_iter().zip(texts).map(cell).collect();
    format!("<row r=\"{row}\">{all}</row>")
}

#[test]
fn a_workbook_is_read_as_a_person_says_and_its_macros_refused() {
    let sheet = cells(1, ["When", "Who", "What"]) + &cells(2, ["2021-05-03 10:00", "R.", "Hello"]);
    let answers = mapped(None);
    let (items, account) = read_any(&workbook(&sheet, &[]), &answers);
    let messages = super::items::messages(&items);
    assert_eq!(messages.len(), 1, "{items:?}");
    assert_eq!(
        (messages[0].body.as_str(), messages[0].sender.as_deref()),
        ("Hello", Some("R."))
    );
    assert_eq!(account.tables[0].rows, 2);

    let stop = chatlog::items(
        &mut Whole(Cursor::new(workbook(&sheet, &[]))),
        "x",
        &Answers::default(),
    );
    assert!(matches!(stop, Err(Stop::Unread(Unread::Columns))));
    let (items, account) = read_any(&workbook(&sheet, &[("xl/vbaProject.bin", "x")]), &answers);
    assert_eq!(super::items::messages(&items).len(), 0);
    assert_eq!(account.total.problems.get(&Reason::Refused), Some(&1));
    let far = cells(1, ["a", "b", "c"]).replace("A1", "XFD99999999");
    let shared = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99999</v></c></row>";
    let furthest =
        cells(1, ["a", "b", "c"]) + "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    for hostile in [far.as_str(), shared, furthest.as_str(), "<row", ""] {
        let mut source = Whole(Cursor::new(workbook(hostile, &[])));
        match chatlog::items(&mut source, "x", &answers) {
            Ok(_) | Err(Stop::Columns(_)) => {}
            Err(other) => panic!("{hostile}: {other}"),
        }
    }
}

/// Cells of a date, of a time of day, and of a text; the first style is of dates.
fn dated(row: u32, date: f64, time: f64, text: &str) -> String {
    format!(
        "<row r=\"{row}\"><c r=\"A{row}\" s=\"1\"><v>{date}</v></c><c r=\"B{row}\" s=\"2\"><v>{time}</v></c><c r=\"C{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>"
    )
}

const STYLES: (&str, &str) = (
    "xl/styles.xml",
    "<?xml version=\"1.0\"?><styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"21\"/></cellXfs></styleSheet>",
);

const STYLES_ARE_THERE: (&str, &str) = (
    "xl/_rels/workbook.xml.rels",
    "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>",
);

fn with_a_time_of_its_own() -> Answers {
    let mut answers = mapped(None);
    if let Some(table) = &mut answers.table {
        (table.sender, table.time) = (None, Some(1));
    }
    answers
}

#[test]
fn times_of_a_workbook_in_a_column_of_their_own_are_the_times() {
    let sheet = cells(1, ["Day", "Time", "What"]) + &dated(2, 45_244.0, 0.4375, "Hello");
    let book = workbook_of("", &sheet, "", &[STYLES, STYLES_ARE_THERE]);

    let (items, _) = read_any(&book, &with_a_time_of_its_own());

    let messages = super::items::messages(&items);
    assert_eq!(messages[0].wall, "2023-11-14 10:30:00");
    assert_eq!(
        messages[0].civil.unwrap().to_string(),
        "2023-11-14T10:30:00"
    );
}

#[test]
fn a_workbook_that_counts_its_days_from_1904_has_the_days_it_shows() {
    let sheet = cells(1, ["Day", "Time", "What"]) + &dated(2, 43_782.0, 0.4375, "Hello");
    let properties = "<workbookPr date1904=\"1\"/>";
    let book = workbook_of(properties, &sheet, "", &[STYLES, STYLES_ARE_THERE]);

    let (items, _) = read_any(&book, &with_a_time_of_its_own());

    let messages = super::items::messages(&items);
    assert_eq!(messages[0].wall, "2023-11-14 10:30:00");
}

#[test]
fn a_workbook_says_which_sheets_were_not_read() {
    let sheet = cells(1, ["When", "Who", "What"]) + &cells(2, ["2021-05-03 10:00", "R.", "Hello"]);
    let book = workbook_of(
        "",
        &sheet,
        "<sheet name=\"Older\" sheetId=\"2\" r:id=\"r1\"/>",
        &[],
    );

    let (_, account) = read_any(&book, &mapped(None));

    let told: Vec<_> = account
        .notices
        .iter()
        .map(|notice| notice.words(Language::English))
        .collect();
    assert_eq!(
        told,
        ["Only the first sheet was read, “S”. These were not: “Older”."]
    );
}

#[test]
fn a_workbook_without_what_was_said_of_its_columns_is_refused_and_shown() {
    let sheet = cells(1, ["When", "Who", "What"]) + &cells(2, ["yesterday", "R.", "Hello"]);
    let book = workbook(&sheet, &[]);
    let refused = |change: fn(&mut Mapping)| {
        let mut answers = mapped(None);
        answers.table.iter_mut().for_each(change);
        match chatlog::items(&mut Whole(Cursor::new(&book)), "x", &answers) {
            Err(Stop::Columns(misfit)) => misfit.words(Language::English),
            other => panic!("{other:?}"),
        }
    };

    assert_eq!(
        refused(|table| table.text = Some(8)),
        "This table has no column 9. It has: 1 “When”, 2 “Who”, 3 “What”."
    );
    assert!(refused(|_| ()).starts_with(
        "Column 1 was said to hold the date, and no row of it is one; the first is “yesterday”."
    ));
    let seen = preview(&mut Whole(Cursor::new(&book))).unwrap();
    assert_eq!(seen.columns, ["When", "Who", "What"]);
    assert_eq!(seen.rows, [["yesterday", "R.", "Hello"]]);
}

#[test]
fn a_table_whose_last_line_has_no_end_says_so() {
    let told = |csv: &[u8]| {
        let (items, account) = read_any(csv, &mapped(None));
        assert_eq!(super::items::messages(&items).len(), 1);
        account.notices.contains(&Notice::OpenEnd)
    };
    assert!(told(b"When,Who,What\n2021-05-03,R.,Hel"));
    assert!(!told(b"When,Who,What\n2021-05-03,R.,Hello\n"));
    assert!(!told(b"When,Who,What\r2021-05-03,R.,Hello\r"));
    let linkedin = LINKEDIN.trim_end();
    assert!(
        Talk::of(linkedin.as_bytes())
            .account
            .notices
            .contains(&Notice::OpenEnd)
    );
}

proptest! {
    #[test]
    fn a_table_that_is_written_is_read_back(
        rows in proptest::collection::vec(("\\PC{0,30}(\r?\n\\PC{0,10})?", "[\\PC&&[^\"]]{1,12}"), 1..30),
    ) {
        let field = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let csv: String = std::iter::once("When,Who,What\r\n".to_owned())
            .chain(rows.iter().map(|(text, who)| format!("2021-05-03 10:00,{},{}\r\n", field(who), field(text))))
            .collect();

        let (items, _) = read_any(csv.as_bytes(), &mapped(None));

        let told: Vec<_> = super::items::messages(&items).iter().map(|m| m.body.clone()).collect();
        let expected: Vec<_> = rows.iter().map(|(text, _)| text.clone()).collect();
        prop_assert_eq!(told, expected);
    }
}
