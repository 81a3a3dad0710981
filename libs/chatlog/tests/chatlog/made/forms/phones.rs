//! Databases of phones, alone and in backups, and what Android writes as XML.

use super::super::backup::backup;
use super::super::phone::{
    CALLS, Made, OLD_CALLS, WHATSAPP_ANDROID, WHATSAPP_OLD, WHATSAPP_PHONE, messages,
};
use super::super::shapes::PASSWORD;
use super::super::stream::{attributed, words};
use super::{Form, Said, Who, escaped, gzip, nothing, zip};
use chatlog::backup::{CALLS as CALLS_FILE, MESSAGES, WHATSAPP};
use chatlog::{Answers, Channel};
use rusqlite::params;

pub fn forms() -> Vec<Form> {
    [databases(), backups(), android()].concat()
}

/// Others are named by their number alone.
fn number(
    name: &'static str,
    channel: Channel,
    variant: &'static str,
    write: fn(&[Said]) -> Vec<u8>,
) -> Form {
    Form {
        who: Who::Number,
        ..Form::new(name, channel, variant, write)
    }
    .sides()
}

/// A list of calls.
fn calls(name: &'static str, variant: &'static str, write: fn(&[Said]) -> Vec<u8>) -> Form {
    Form {
        kind: "call",
        who: Who::Caller,
        ..Form::new(name, Channel::Calls, variant, write)
    }
    .sides()
    .fit(nothing)
}

fn databases() -> Vec<Form> {
    use Channel::{Messages, WhatsApp};
    vec![
        number(
            "iMessage and SMS of an iPhone",
            Messages,
            "chat.db",
            chat_db,
        ),
        calls("calls of an iPhone", "call-history", call_history),
        calls("calls of an old iPhone", "call-history-old", old_calls),
        number(
            "WhatsApp's database, iPhone",
            WhatsApp,
            "chat-storage",
            chat_storage,
        ),
        number(
            "WhatsApp's database, Android",
            WhatsApp,
            "msgstore",
            msgstore,
        ),
        number(
            "WhatsApp's database, old Android",
            WhatsApp,
            "msgstore-old",
            old_msgstore,
        ),
    ]
}

fn backups() -> Vec<Form> {
    use Channel::{Messages, WhatsApp};
    let locked = |form| Form {
        answers: password,
        ..form
    };
    vec![
        number("iPhone backup, zip", Messages, "chat.db", |talk| {
            backed_up(&[(MESSAGES, chat_db(talk))], None)
        }),
        locked(number(
            "iPhone backup, encrypted, zip",
            Messages,
            "chat.db",
            |talk| backed_up(&[(MESSAGES, chat_db(talk))], Some(PASSWORD)),
        )),
        locked(calls(
            "iPhone backup, encrypted, calls",
            "call-history",
            |talk| backed_up(&[(CALLS_FILE, call_history(talk))], Some(PASSWORD)),
        )),
        locked(number(
            "iPhone backup, encrypted, WhatsApp",
            WhatsApp,
            "chat-storage",
            |talk| backed_up(&[(WHATSAPP, chat_storage(talk))], Some(PASSWORD)),
        )),
    ]
}

fn android() -> Vec<Form> {
    use Channel::Sms;
    vec![
        number("SMS Backup & Restore, messages", Sms, "sms-backup", sms),
        number("SMS Backup & Restore, packed", Sms, "sms-backup", |talk| {
            gzip(&sms(talk))
        }),
        number(
            "SMS Backup & Restore, multimedia messages",
            Sms,
            "sms-backup",
            mms,
        ),
        calls("SMS Backup & Restore, calls", "call-backup", android_calls),
    ]
}

fn password() -> Answers {
    Answers {
        password: Some(PASSWORD.to_owned()),
        ..Answers::default()
    }
}

fn backed_up(files: &[(chatlog::backup::Wanted, Vec<u8>)], password: Option<&str>) -> Vec<u8> {
    let made = backup(files, password).0;
    let files: Vec<_> = made
        .iter()
        .map(|(name, bytes)| (format!("00008030-1/{name}"), bytes.as_slice()))
        .collect();
    let files: Vec<_> = files.iter().map(|(name, b)| (name.as_str(), *b)).collect();
    zip(&files)
}

/// Seconds between 1970 and 2001.
const APPLE: i64 = 978_307_200;

fn chat_db(talk: &[Said]) -> Vec<u8> {
    let phone = messages();
    phone.run("delete from chat_handle_join; delete from handle; delete from deleted_messages; insert into handle(ROWID, id, service) values (1, '+15550100', 'iMessage'), (2, '+15550102', 'iMessage');");
    for (place, said) in talk.iter().enumerate() {
        // Newer phones keep the words only in an archive.
        let archived = place % 2 == 1;
        let styled = attributed(&[words(&said.text)]);
        let plain = (!archived).then_some(said.text.as_str());
        let from = i64::try_from(said.who).unwrap();
        let at = (said.at - APPLE) * 1_000_000_000;
        let row = phone.say(&format!("G{place}"), plain, Some(&styled), from, at);
        phone.file_in(row, 1);
    }
    phone.bytes()
}

fn call_history(talk: &[Said]) -> Vec<u8> {
    let made = Made::new(CALLS);
    made.run("delete from ZCALLRECORD; delete from Z_2REMOTEPARTICIPANTHANDLES;");
    for (place, said) in talk.iter().enumerate() {
        made.connection.execute("insert into ZCALLRECORD values (?, 2, 1, 1, 1, 1, 0, ?, 1, ?, 5.0, null, null, null, 'com.apple.Telephony', ?, ?)", params![i64::try_from(place).unwrap() + 1, said.mine(), said.at - APPLE, format!("U{place}"), other(said)]).unwrap();
    }
    made.bytes()
}

/// Who is at the other end: of one's own calls, the second.
fn other(said: &Said) -> &'static str {
    if said.mine() {
        super::PEOPLE[1].1
    } else {
        said.number()
    }
}

/// `call_history.db` before iOS 8.
fn old_calls(talk: &[Said]) -> Vec<u8> {
    let made = Made::new(OLD_CALLS);
    made.run("delete from call");
    for said in talk {
        let (at, flags) = (said.at, if said.mine() { 5 } else { 4 });
        made.connection
            .execute(
                "insert into call(address, date, duration, flags, name) values (?, ?, 5, ?, null)",
                params![other(said), at, flags],
            )
            .unwrap();
    }
    made.bytes()
}

fn chat_storage(talk: &[Said]) -> Vec<u8> {
    let made = Made::new(WHATSAPP_PHONE);
    made.run("delete from ZWAMESSAGE; delete from ZWAMEDIAITEM; delete from ZWAGROUPMEMBER; insert into ZWAGROUPMEMBER values (1, 2, '+15550100', null, null), (2, 2, '+15550102', null, null);");
    for (place, said) in talk.iter().enumerate() {
        let member = (!said.mine()).then_some(i64::try_from(said.who).unwrap());
        made.connection.execute("insert into ZWAMESSAGE values (?, ?, 0, 0, 0, 2, ?, null, null, ?, null, '120363@g.us', null, null, ?, ?)", params![i64::try_from(place).unwrap() + 1, said.mine(), member, said.at - APPLE, format!("S{place}"), said.text]).unwrap();
    }
    made.bytes()
}

fn msgstore(talk: &[Said]) -> Vec<u8> {
    let made = Made::new(WHATSAPP_ANDROID);
    made.run("delete from message; delete from message_media; delete from message_quoted; delete from message_location; delete from message_add_on; delete from message_add_on_reaction; delete from message_edit_info; delete from call_log; insert into jid values (11, '+15550100', '', '+15550100'), (12, '+15550102', '', '+15550102');");
    for (place, said) in talk.iter().enumerate() {
        let sender = (!said.mine()).then_some(i64::try_from(said.who).unwrap() + 10);
        made.connection
            .execute(
                "insert into message values (?, 2, ?, ?, ?, 0, ?, null, 0, ?)",
                params![
                    i64::try_from(place).unwrap() + 1,
                    said.mine(),
                    format!("K{place}"),
                    sender,
                    said.at * 1000,
                    said.text
                ],
            )
            .unwrap();
    }
    made.bytes()
}

fn old_msgstore(talk: &[Said]) -> Vec<u8> {
    let made = Made::new(WHATSAPP_OLD);
    made.run("delete from messages where _id > 1");
    for (place, said) in talk.iter().enumerate() {
        let sender = (!said.mine()).then_some(said.number());
        made.connection.execute("insert into messages(key_remote_jid, key_from_me, key_id, status, data, timestamp, media_wa_type, remote_resource) values ('120363@g.us', ?, ?, 0, ?, ?, '0', ?)", params![said.mine(), format!("K{place}"), said.text, said.at * 1000, sender]).unwrap();
    }
    made.bytes()
}

fn document(root: &str, rows: &[String]) -> Vec<u8> {
    let (count, rows) = (rows.len(), rows.concat());
    format!("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<{root} count=\"{count}\">\n{rows}</{root}>\n").into_bytes()
}

/// As the app writes a text: anything beyond the first plane as two halves.
fn halves(text: &str) -> String {
    let mut out = String::new();
    for sign in escaped(text).chars() {
        if sign.len_utf16() == 1 {
            out.push(sign);
        } else {
            for unit in sign.encode_utf16(&mut [0; 2]) {
                out += &format!("&#{unit};");
            }
        }
    }
    out
}

fn sms(talk: &[Said]) -> Vec<u8> {
    let row = |said: &Said| {
        let (kind, at) = (if said.mine() { 2 } else { 1 }, said.at * 1000);
        format!(
            "  <sms protocol=\"0\" address=\"{}\" date=\"{at}\" type=\"{kind}\" subject=\"null\" body=\"{}\" read=\"1\" status=\"-1\" />\n",
            other(said),
            halves(&said.text)
        )
    };
    document("smses", &talk.iter().map(row).collect::<Vec<_>>())
}

fn mms(talk: &[Said]) -> Vec<u8> {
    let row = |said: &Said| {
        let (folder, kind) = if said.mine() { (2, 128) } else { (1, 132) };
        format!(
            "<mms date=\"{}\" msg_box=\"{folder}\" address=\"{}\" m_type=\"{kind}\" sub=\"null\"><parts><part seq=\"0\" ct=\"text/plain\" text=\"{}\"/></parts><addrs><addr address=\"{}\" type=\"137\"/></addrs></mms>\n",
            said.at * 1000,
            other(said),
            halves(&said.text),
            said.number()
        )
    };
    document("smses", &talk.iter().map(row).collect::<Vec<_>>())
}

fn android_calls(talk: &[Said]) -> Vec<u8> {
    let row = |said: &Said| {
        let (kind, at) = (if said.mine() { 2 } else { 1 }, said.at * 1000);
        let number = other(said);
        format!(
            "  <call number=\"{number}\" duration=\"35\" date=\"{at}\" type=\"{kind}\" presentation=\"1\" />\n"
        )
    };
    document("calls", &talk.iter().map(row).collect::<Vec<_>>())
}
