//! Tables: iMazing, LinkedIn, attendance, and any other that a person names.

use super::{Form, Said, Who, escaped, line, nothing, quoted, zip};
use chatlog::table::Mapping;
use chatlog::{Answers, Channel};

pub fn forms() -> Vec<Form> {
    use Channel::{LinkedIn, Meeting, Messages, Table};
    let named = |name, write| Form {
        variant: None,
        answers: mapped,
        ..Form::new(name, Table, "", write).civil()
    };
    vec![
        Form::new("iMazing", Messages, "imazing-csv", imazing)
            .civil()
            .sides(),
        Form::new(
            "LinkedIn, 2020",
            LinkedIn,
            "messages.csv-2020",
            linkedin_2020,
        )
        .civil()
        .sides(),
        Form::new("LinkedIn, later", LinkedIn, "messages.csv", linkedin),
        Form::new("LinkedIn, later, zip", LinkedIn, "messages.csv", |talk| {
            zip(&[
                ("messages.csv", &linkedin(talk)),
                ("Connections.csv", b"Notes:\n"),
            ])
        }),
        Form {
            kind: "system",
            ..Form::new("attendance list", Meeting, "attendance-csv", attendance)
        }
        .civil()
        .fit(nothing),
        named("named table, commas", |talk| table(talk, ",", "\r\n")),
        named("named table, semicolons", |talk| table(talk, ";", "\n")),
        Form {
            who: Who::Name,
            ..named("named workbook", workbook)
        }
        .fit(line),
    ]
}

fn mapped() -> Answers {
    Answers {
        table: Some(Mapping {
            date: Some(0),
            sender: Some(1),
            text: Some(2),
            ..Mapping::default()
        }),
        ..Answers::default()
    }
}

fn rows(head: &str, talk: &[Said], one: impl Fn(&Said) -> String) -> Vec<u8> {
    let rows: String = talk.iter().map(one).collect();
    format!("{head}{rows}").into_bytes()
}

const IMAZING: &str = "\u{feff}Chat Session,Message Date,Delivered Date,Read Date,Edited Date,Service,Type,Sender ID,Sender Name,Status,Replying to,Subject,Text,Reactions,Attachment,Attachment type\r\n";

fn imazing(talk: &[Said]) -> Vec<u8> {
    rows(IMAZING, talk, |said| {
        let way = if said.mine() { "Outgoing" } else { "Incoming" };
        let (when, number) = (said.print("%Y-%m-%d %H:%M:%S"), said.number());
        let (name, text) = (quoted(said.name()), quoted(&said.text));
        format!("R.,{when},,,,iMessage,{way},{number},{name},Read,,,{text},,,\r\n")
    })
}

fn linkedin_2020(talk: &[Said]) -> Vec<u8> {
    rows(
        "FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\n",
        talk,
        |said| {
            let way = if said.mine() { "OUTGOING" } else { "INCOMING" };
            let (when, name, text) = (
                said.print("%Y-%m-%dT%H:%M:%S"),
                said.name(),
                quoted(&said.text),
            );
            format!("{name},somebody,{when},,{text},{way},INBOX\n")
        },
    )
}

const LINKEDIN: &str = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT\n";

fn linkedin(talk: &[Said]) -> Vec<u8> {
    // Newest first.
    let mut talk = talk.to_vec();
    talk.reverse();
    rows(LINKEDIN, &talk, |said| {
        let (when, name) = (said.print("%Y-%m-%d %H:%M:%S UTC"), said.name());
        let (who, text) = (said.who, quoted(&said.text));
        format!("2-a,,{name},https://l/in/{who},Ana,https://l/in/ana,{when},,{text},INBOX,,No\n")
    })
}

fn attendance(talk: &[Said]) -> Vec<u8> {
    let head = "Name,Email Address,Join Time,Leave Time,Time in Session (minutes)\n";
    rows(head, talk, |said| {
        let (name, when) = (said.name(), said.print("%Y-%m-%d %-I:%M %p"));
        format!("{name},r@example.net,{when},11:59 PM,31\n")
    })
}

fn table(talk: &[Said], mark: &str, end: &str) -> Vec<u8> {
    rows(&format!("When{mark}Who{mark}What{end}"), talk, |said| {
        let when = said.print("%Y-%m-%d %H:%M");
        let (name, text) = (quoted(said.name()), quoted(&said.text));
        format!("{when}{mark}{name}{mark}{text}{end}")
    })
}

fn workbook(talk: &[Said]) -> Vec<u8> {
    let first = ["When", "Who", "What"].map(str::to_owned);
    let other = talk.iter().map(|said| {
        let when = said.print("%Y-%m-%d %H:%M");
        [when, said.name().to_owned(), line(&said.text)]
    });
    let sheet: String = std::iter::once(first)
        .chain(other)
        .zip(1..)
        .map(|(texts, row)| cells(row, &texts))
        .collect();
    written(&sheet)
}

fn cells(row: u32, texts: &[String; 3]) -> String {
    let cell = |(column, text): (char, &String)| {
        let text = escaped(text);
        format!(
            "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
        )
    };
    let all: String = ['A', 'B', 'C'].into_iter().zip(texts).map(cell).collect();
    format!("<row r=\"{row}\">{all}</row>")
}

fn written(sheet: &str) -> Vec<u8> {
    const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let types = format!(
        "<?xml version=\"1.0\"?><Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
    );
    let book = format!(
        "<?xml version=\"1.0\"?><workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let link = |kind: &str, to: &str| {
        format!(
            "<?xml version=\"1.0\"?><Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"r1\" Type=\"{DOCUMENT}/{kind}\" Target=\"{to}\"/></Relationships>"
        )
    };
    let sheet = format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"{MAIN}\"><sheetData>{sheet}</sheetData></worksheet>"
    );
    zip(&[
        ("[Content_Types].xml", types.as_bytes()),
        (
            "_rels/.rels",
            link("officeDocument", "xl/workbook.xml").as_bytes(),
        ),
        ("xl/workbook.xml", book.as_bytes()),
        (
            "xl/_rels/workbook.xml.rels",
            link("worksheet", "worksheets/sheet1.xml").as_bytes(),
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}
