//! WhatsApp's text, Messenger, Viber, Skype and Teams Free.

use super::{Form, Said, escaped, gzip, line, tar, zip};
use chatlog::{Answers, Channel};
use serde_json::json;

pub fn forms() -> Vec<Form> {
    [whatsapp(), messenger(), others()].concat()
}

fn whatsapp() -> Vec<Form> {
    let whatsapp = |name, variant, write| {
        Form {
            answers: owner,
            ..Form::new(name, Channel::WhatsApp, variant, write)
        }
        .civil()
        .sides()
    };
    vec![
        whatsapp("WhatsApp, Android", "text", android),
        whatsapp("WhatsApp, iPhone", "text", iphone),
        whatsapp("WhatsApp, old", "text-old", old),
        whatsapp("WhatsApp Web, copied", "copied", web),
        whatsapp("WhatsApp, Android, zip", "text", |talk| {
            let photo = ("IMG-20220327-WA0001.jpg", b"\xff\xd8\xff".as_slice());
            zip(&[("WhatsApp Chat with R..txt", &android(talk)), photo])
        }),
        whatsapp("WhatsApp, iPhone, zip", "text", |talk| {
            zip(&[("_chat.txt", &iphone(talk)), ("__MACOSX/._chat.txt", b"x")])
        }),
        whatsapp("WhatsApp, Android, lines of the old Mac", "text", |talk| {
            let returns = |byte| if byte == b'\n' { b'\r' } else { byte };
            android(talk).into_iter().map(returns).collect()
        }),
        whatsapp("WhatsApp, UTF-16", "text", |talk| {
            let text = String::from_utf8(android(talk)).unwrap();
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }),
    ]
}

fn messenger() -> Vec<Form> {
    let new = |name, variant, write| Form::new(name, Channel::Messenger, variant, write);
    let page = |name, write| new(name, "html", write).civil().fit(blanks);
    vec![
        new("Messenger, old JSON", "json-information", information),
        new("Messenger, old JSON, zip", "json-information", |talk| {
            let folder = "your_activity_across_facebook/messages/inbox/r_1";
            zip(&[(&format!("{folder}/message_1.json"), &information(talk))])
        }),
        new("Messenger, end-to-end JSON", "json-end-to-end", end_to_end),
        page("Messenger, page, first layout", |talk| pages(talk, 0)),
        page("Messenger, page, second layout", |talk| pages(talk, 1)),
        page("Messenger, page, third layout", |talk| pages(talk, 2)),
    ]
}

fn others() -> Vec<Form> {
    use Channel::{Skype, TeamsFree, Viber};
    let json = |name, channel, write| Form::new(name, channel, "json", write).sides();
    let viber = |name, variant, write| Form::new(name, Viber, variant, write).civil().sides();
    vec![
        viber("Viber", "csv", self::viber),
        viber("Viber, 2015", "csv-2015", viber_2015).fit(line),
        json("Skype", Skype, |talk| skype(talk, "8:live:ann")),
        json("Skype, tar", Skype, |talk| skype_tar(talk, "8:live:ann")),
        json("Skype, packed tar", Skype, |talk| {
            gzip(&skype_tar(talk, "8:live:ann"))
        }),
        json("Teams Free, tar", TeamsFree, |talk| {
            skype_tar(talk, "19:uni01_abc@unq.gbl.spaces")
        }),
    ]
}

/// WhatsApp names the owner nowhere: a person says it.
fn owner() -> Answers {
    let mut answers = Answers::default();
    answers.choices.owner = Some(super::PEOPLE[0].0.to_owned());
    answers
}

fn lines(talk: &[Said], one: impl Fn(&Said) -> String) -> Vec<u8> {
    talk.iter().map(one).collect::<String>().into_bytes()
}

fn android(talk: &[Said]) -> Vec<u8> {
    lines(talk, |said| {
        let when = said.print("%d/%m/%Y, %H:%M");
        format!("{when} - {}: {}\n", said.name(), said.text)
    })
}

fn iphone(talk: &[Said]) -> Vec<u8> {
    lines(talk, |said| {
        let when = said.print("%d/%m/%Y, %H:%M:%S");
        format!("[{when}] {}: {}\r\n", said.name(), said.text)
    })
}

fn old(talk: &[Said]) -> Vec<u8> {
    lines(talk, |said| {
        let when = said.print("%d.%m.%y %H.%M.%S");
        format!("{when}: {}: {}\n", said.name(), said.text)
    })
}

fn web(talk: &[Said]) -> Vec<u8> {
    lines(talk, |said| {
        let when = said.print("%H:%M, %d/%m/%Y");
        format!("[{when}] {}: {}\n", said.name(), said.text)
    })
}

/// As the old download writes a text: each byte of it as a character.
fn scrambled(text: &str) -> String {
    let latin: String = text.bytes().map(char::from).collect();
    json!(latin).to_string()
}

fn information(talk: &[Said]) -> Vec<u8> {
    let record = |said: &Said| {
        format!(
            r#"{{"sender_name":{},"timestamp_ms":{},"content":{},"type":"Generic"}}"#,
            scrambled(said.name()),
            said.at * 1000,
            scrambled(&said.text)
        )
    };
    // Newest first.
    let records: Vec<String> = talk.iter().rev().map(record).collect();
    let people: Vec<String> = super::PEOPLE
        .iter()
        .map(|(name, _)| format!(r#"{{"name":{}}}"#, scrambled(name)))
        .collect();
    format!(
        r#"{{"participants":[{}],"messages":[{}],"title":"R.","thread_path":"inbox/r_1"}}"#,
        people.join(","),
        records.join(",\n")
    )
    .into_bytes()
}

fn end_to_end(talk: &[Said]) -> Vec<u8> {
    let record = |said: &Said| {
        json!({"isUnsent": false, "media": [], "reactions": [], "senderName": said.name(),
            "text": said.text, "timestamp": said.at * 1000, "type": "text"})
    };
    let records: Vec<_> = talk.iter().map(record).collect();
    let names: Vec<_> = super::PEOPLE.iter().map(|(name, _)| name).collect();
    let whole = json!({"participants": names, "threadName": "R._1", "messages": records});
    serde_json::to_vec_pretty(&whole).unwrap()
}

/// A page prints any run of blanks as one, and none at the ends of a line.
fn blanks(text: &str) -> String {
    let one = |line: &str| line.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    text.split('\n').map(one).collect::<Vec<_>>().join("\n")
}

fn pages(talk: &[Said], layout: usize) -> Vec<u8> {
    let block = |said: &Said| {
        let who = escaped(said.name());
        let text = escaped(&blanks(&said.text)).replace("&#10;", "<br>");
        match layout {
            0 => format!(
                "<div class=\"_a706\"><div>{who}</div><div><div>{text}</div></div><div>{}</div></div>",
                said.print("%b %-d, %Y, %-I:%M %p")
            ),
            1 => format!(
                "<section><h2>{who}</h2><div><div><div></div><div>{text}</div></div></div><footer><div>{}</div></footer></section>",
                said.print("%-d %B %Y à %H:%M")
                    .replace("March", "mars")
                    .replace("April", "avr.")
            ),
            _ => format!(
                "<div><div><b>{who}</b></div>\n<div>{text}<br></div>\n<div>{}</div></div>",
                said.print("%b %-d, %Y at %-I:%M %p")
            ),
        }
    };
    let blocks: String = talk.iter().map(block).collect();
    let page = format!(
        "<!DOCTYPE html><html><head><title>R.</title></head><body><div>Participants: Ben Ito, R.</div><div class=\"t\">{blocks}</div></body></html>"
    );
    page.into_bytes()
}

fn viber(talk: &[Said]) -> Vec<u8> {
    let text = lines(talk, |said| {
        let who = if said.mine() { "Me" } else { said.name() };
        let when = said.print("%d/%m/%Y,%H:%M:%S");
        format!("{when},{who},{},{}\n", said.number(), said.text)
    });
    [b"\xEF\xBB\xBF".as_slice(), &text].concat()
}

fn viber_2015(talk: &[Said]) -> Vec<u8> {
    lines(talk, |said| {
        let who = if said.mine() { "Me" } else { said.name() };
        let (day, time) = (said.print("%d/%m/%Y"), said.print("%H:%M:%S"));
        let number = said.number();
        format!(
            "=\"{day}\"\t{time}\t=\"{who}\"\t=\"{number}\"\t\"{}\"\n",
            line(&said.text)
        )
    })
}

fn skype(talk: &[Said], thread: &str) -> Vec<u8> {
    let record = |(number, said): (usize, &Said)| {
        let from = if said.mine() {
            "8:live:ben"
        } else {
            "8:live:ann"
        };
        json!({"id": number.to_string(), "displayName": said.name(), "content": said.text,
            "originalarrivaltime": jiff::Timestamp::from_second(said.at).unwrap().to_string(),
            "messagetype": "Text", "version": 1, "conversationid": thread,
            "from": from, "properties": null, "amsreferences": null})
    };
    let records: Vec<_> = talk.iter().enumerate().rev().map(record).collect();
    let conversation = json!({"id": thread, "displayName": "Ann", "version": 1,
        "properties": {}, "threadProperties": null, "MessageList": records});
    let whole = json!({"userId": "8:live:ben", "exportDate": "2025-04-01T10:00",
        "conversations": [conversation]});
    serde_json::to_vec(&whole).unwrap()
}

fn skype_tar(talk: &[Said], thread: &str) -> Vec<u8> {
    tar(&[
        ("messages.json", &skype(talk, thread)),
        ("endpoints.json", b"{}"),
        ("media/0.jpg", b"\xff\xd8\xff"),
    ])
}
