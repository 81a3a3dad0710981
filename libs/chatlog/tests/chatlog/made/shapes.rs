//! One small file of every form that is read besides WhatsApp's text, written
//! as the device or the account writes it, with what must come out of it.

use super::backup::backup;
use super::forms::{tar, zip};
use super::mail::outlook;
use super::phone::{
    CALLS, Made, OLD_CALLS, WHATSAPP_ANDROID, WHATSAPP_OLD, WHATSAPP_PHONE, messages,
};
use super::stream::{attributed, words};
use chatlog::Channel;
use chatlog::backup as phone;

/// A file, its app, and its messages by kind.
pub struct Shape {
    pub name: &'static str,
    pub channel: Channel,
    pub bytes: Vec<u8>,
    pub kinds: &'static [(&'static str, u64)],
}

/// What opens the encrypted backup.
pub const PASSWORD: &str = "Tulpe 7 été";

const INFORMATION: &str = r#"{"participants":[{"name":"Ren\u00c3\u00a9"},{"name":"Ana"}],"messages":[
{"sender_name":"Ren\u00c3\u00a9","timestamp_ms":1600000120000,"call_duration":65,"type":"Call"},
{"sender_name":"Ana","timestamp_ms":1600000060000,"photos":[{"uri":"photos/1.jpg","creation_timestamp":1600000060}],"type":"Generic"},
{"sender_name":"Ana","timestamp_ms":1600000030000,"is_unsent":true,"type":"Generic"},
{"sender_name":"Ren\u00c3\u00a9","timestamp_ms":1600000000000,"content":"\u00c3\u00a7a va","reactions":[{"reaction":"\u00e2\u009d\u00a4","actor":"Ana"}],"type":"Generic"}],
"title":"Ren\u00c3\u00a9","is_still_participant":true,"thread_path":"inbox/rene_1","magic_words":[]}"#;
const END_TO_END: &str = "\u{feff}{\"participants\":[\"Ana\",\"R.\"],\"threadName\":\"R._15\",\"messages\":[\n{\"isUnsent\":true,\"media\":[],\"reactions\":[],\"senderName\":\"Ana\",\"text\":\"User unsent a message\",\"timestamp\":1700000000000,\"type\":\"text\"},\n{\"isUnsent\":false,\"media\":[{\"uri\":\"./media/x.jpeg\"}],\"reactions\":[],\"senderName\":\"R.\",\"text\":\"\",\"timestamp\":1700000060000,\"type\":\"media\"},\n{\"isUnsent\":false,\"media\":[],\"reactions\":[{\"actor\":\"Ana\",\"reaction\":\"❤\"}],\"senderName\":\"R.\",\"text\":\"hi\",\"timestamp\":1700000120000,\"type\":\"text\"}]}";
const PAGES: [&str; 3] = [
    "<!DOCTYPE html><html><head><title>R.</title></head><body><div>Participants: Ana Roy, R. Ito</div><div><div class=\"_a706\"><div>R. Ito</div><div><div>Hi &amp; bye<br>x</div></div><div>Sep 13, 2020, 12:26 PM</div></div><div class=\"_a706\"><div>Ana Roy</div><div><div>ok</div></div><div>Sep 13, 2020, 12:27 PM</div></div></div></body></html>",
    "<!DOCTYPE html><html><head><title>R.</title></head><body><div>Participants: Ana Roy, R. Ito</div><div><section><h2>R. Ito</h2><div><div><div></div><div>salut</div></div></div><footer><div>13 sept. 2020 à 12:26</div></footer></section></div></body></html>",
    "<!DOCTYPE html><html><head><title>R.</title></head><body><div>Participants: Ana Roy, R. Ito</div><div><div><div><b>R. Ito</b></div>\n<div>hello<br></div>\n<div>Oct 19, 2019 at 2:37 PM</div></div></div></body></html>",
];
const VIBER: &str = "\u{feff}21/11/2018,16:30:01,Alice,+15550100,Hello, how are you?\n21/11/2018,16:33:14,Smith, Jane,+15550101,\"quoted start, then\nsecond line\n21/11/2018,16:34:00,Me,+15550102,ok\n";
const VIBER_2015: &str = "=\"17/08/2014\"\t12:52:56\t=\"Me\"\t=\"+15550102\"\t\"Hi\"\n=\"17/08/2014\"\t12:53:56\t=\"R.\"\t=\"+15550100\"\t\"He said \"no\"\"\n";
const SKYPE: &str = r#"{"userId":"8:live:ben","exportDate":"2025-04-01T10:00","conversations":[{"id":"8:live:ann","displayName":"Ann","version":1,"properties":{},"threadProperties":null,"MessageList":[
{"id":"4","displayName":null,"originalarrivaltime":"2023-03-27T10:00:04.123Z","messagetype":"Event/Call","version":1,"content":"<partlist type=\"ended\" alt=\"\" callId=\"c\"><part identity=\"8:live:ann\"><name>Ann</name><duration>65</duration></part></partlist>","conversationid":"8:live:ann","from":"8:live:ann","properties":null,"amsreferences":null},
{"id":"3","displayName":null,"originalarrivaltime":"2023-03-27T10:00:03Z","messagetype":"Event/Call","version":1,"content":"<partlist type=\"started\" alt=\"\" callId=\"c\"><part identity=\"8:live:ann\"><name>Ann</name></part></partlist>","conversationid":"8:live:ann","from":"8:live:ann","properties":null,"amsreferences":null},
{"id":"2","displayName":null,"originalarrivaltime":"2023-03-27T10:00:02.1Z","messagetype":"RichText","version":1,"content":"","conversationid":"8:live:ann","from":"8:live:ben","properties":{"deletetime":1679911202000},"amsreferences":null},
{"id":"1","displayName":"Ann","originalarrivaltime":"2023-03-27T10:00:01.1234567Z","messagetype":"RichText","version":1,"content":"a &amp; <b raw_pre=\"*\">b</b>","conversationid":"8:live:ann","from":"8:live:ann","properties":null,"amsreferences":null}]}]}"#;
const SMS: &str = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!-- by a phone --><?xml-stylesheet type=\"text/xsl\" href=\"sms.xsl\"?>\n<smses count=\"9\" backup_date=\"1700000000000\">\n  <sms protocol=\"0\" address=\"+15550100\" date=\"1700000000000\" type=\"1\" subject=\"null\" body=\"hi&#10;&#55357;&#56838;\" read=\"1\" status=\"-1\" date_sent=\"1699999999000\" readable_date=\"14 Nov 2023 22:13:20\" contact_name=\"(Unknown)\" />\n  <sms protocol=\"0\" address=\"+15550100\" date=\"1700000060000\" type=\"3\" body=\"never sent\" />\n  <mms date=\"1700000120000\" msg_box=\"1\" address=\"+15550100~+15550101\" m_type=\"132\" sub=\"null\"><parts><part seq=\"-1\" ct=\"application/smil\" text=\"&lt;smil/&gt;\"/><part seq=\"0\" ct=\"image/jpeg\" cl=\"a.jpg\" data=\"/9j/4AA=\"/><part seq=\"1\" ct=\"text/plain\" text=\"look\"/></parts><addrs><addr address=\"+15550100\" type=\"137\" charset=\"106\"/></addrs></mms>\n</smses>\n";
const ANDROID_CALLS: &str = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<calls count=\"2\">\n  <call number=\"+15550100\" duration=\"35\" date=\"1700000000000\" type=\"1\" presentation=\"1\" readable_date=\"14 Nov 2023 22:13:20\" contact_name=\"R.\" />\n  <call number=\"\" duration=\"0\" date=\"1700000100000\" type=\"3\" presentation=\"2\" />\n</calls>\n";
const IMAZING: &str = "\u{feff}Chat Session,Message Date,Delivered Date,Read Date,Edited Date,Service,Type,Sender ID,Sender Name,Status,Replying to,Subject,Text,Reactions,Attachment,Attachment type\r\nR. & Ben,2023-11-14 22:13:20,,,,iMessage,Incoming,+15550100,R.,Read,,,\"Hello,\r\nare you \"\"there\"\"?\",❤️ Ben,,\r\nR. & Ben,2023-11-14 22:15:20,,,,iMessage,Incoming,+15550100,R.,,,,,,IMG_1.heic,image/heic\r\n";
const LINKEDIN: &str = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT\n2-a,,Ana,https://l/in/ana,\"Ben, PhD\",https://l/in/ben,2026-08-01 02:00:00 UTC,,\"<p class=\"\"x\"\">Hi<br>there</p>\",INBOX,,No\n2-a,,\"Ben, PhD\",https://l/in/ben,Ana,https://l/in/ana,2026-08-01 01:00:00 UTC,,Plain,INBOX,,\n";
const LINKEDIN_2020: &str = "FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\nAna,Ben,2019-11-06T02:08:20,,Hi,OUTGOING,INBOX\n";
const ATTENDANCE: &str = "Weekly check-in\nStarted,2026-03-04\n\nName,Email Address,Join Time,Leave Time,Time in Session (minutes)\nR.,r@example.net,2026-03-04 10:00 AM,10:31 AM,31\n";
const MAIL: &str = "Message-ID: <1@example.org>\r\nFrom: Ana <ana@example.org>\r\nTo: r@example.net\r\nSubject: =?utf-8?q?Tulip=C3=A9?=\r\nDate: Fri, 16 Sep 2016 22:26:51 -0400\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nCome at noon.\r\nFrom Monday I am away.\r\n";
const WEBVTT: &str = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Ana>Welcome,\nall.\n\n00:05.000 --> 00:06.000\nR.: thanks\n";
const SUBRIP: &str = "1\r\n00:00:01,000 --> 00:00:04,000\r\nR.: Thank you.\r\n\r\n2\r\n00:00:05,000 --> 00:00:06,000\r\nBye\r\n";
const PASTE: &str = "Ana (10:15): hello\nsecond line\nR. (10:16): yes\n";

fn skype_tar(text: &str) -> Vec<u8> {
    tar(&[
        ("messages.json", text.as_bytes()),
        ("endpoints.json", b"{}"),
    ])
}

fn chat_database() -> Vec<u8> {
    let phone = messages();
    let styled = attributed(&[words("Only in the archive")]);
    let one = phone.say(
        "G1",
        Some("Hello from the phone"),
        None,
        1,
        700_000_000_000_000_000,
    );
    let two = phone.say("G2", None, Some(&styled), 0, 700_000_060_000_000_000);
    phone.file_in(one, 1);
    phone.file_in(two, 1);
    phone.run("insert into message(guid, handle_id, date, associated_message_guid, associated_message_type, text) values ('G3', 1, 700000070000000000, 'p:0/G2', 2000, 'Loved')");
    phone.small()
}

/// The backup, packed as a person would send it.
pub fn encrypted_backup() -> Vec<u8> {
    let made = backup(
        &[
            (phone::MESSAGES, chat_database()),
            (phone::CALLS, Made::new(CALLS).small()),
        ],
        Some(PASSWORD),
    );
    let files: Vec<(String, &[u8])> = made
        .0
        .iter()
        .map(|(name, bytes)| (format!("00008030-1/{name}"), bytes.as_slice()))
        .collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), *bytes))
        .collect();
    zip(&files)
}

fn shape(
    name: &'static str,
    channel: Channel,
    bytes: impl Into<Vec<u8>>,
    kinds: &'static [(&'static str, u64)],
) -> Shape {
    Shape {
        name,
        channel,
        bytes: bytes.into(),
        kinds,
    }
}

/// Every one.
pub fn all() -> Vec<Shape> {
    let mut all = chats();
    all.extend(tables_and_phones());
    all.extend(mails_and_meetings());
    all
}

const DOWNLOADED: &[(&str, u64)] = &[("attachment", 1), ("call", 1), ("deleted", 1), ("text", 1)];
const SKYPED: &[(&str, u64)] = &[("call", 1), ("deleted", 1), ("text", 1)];

fn chats() -> Vec<Shape> {
    use Channel::{Messenger, Skype, TeamsFree, Viber};
    let folder = "your_activity_across_facebook/messages/inbox/rene_1";
    let (talk, photo) = (
        format!("{folder}/message_1.json"),
        format!("{folder}/photos/1.jpg"),
    );
    let parts: [(&str, &[u8]); 3] = [
        (&talk, INFORMATION.as_bytes()),
        (&photo, b"\xff\xd8\xff"),
        ("__MACOSX/._x", b"x"),
    ];
    let sealed: &[(&str, u64)] = &[("attachment", 1), ("deleted", 1), ("text", 1)];
    let teams = SKYPE.replace(
        "{\"id\":\"8:live:ann\"",
        "{\"id\":\"19:uni01_a@unq.gbl.spaces\"",
    );
    vec![
        shape(
            "messenger-information.json",
            Messenger,
            INFORMATION,
            DOWNLOADED,
        ),
        shape(
            "messenger-information.zip",
            Messenger,
            zip(&parts),
            DOWNLOADED,
        ),
        shape("messenger-end-to-end.json", Messenger, END_TO_END, sealed),
        shape("messenger-page-1.html", Messenger, PAGES[0], &[("text", 2)]),
        shape("messenger-page-2.html", Messenger, PAGES[1], &[("text", 1)]),
        shape("messenger-page-3.html", Messenger, PAGES[2], &[("text", 1)]),
        shape("viber.csv", Viber, VIBER, &[("text", 3)]),
        shape("viber-2015.tsv", Viber, VIBER_2015, &[("text", 2)]),
        shape("skype.json", Skype, SKYPE, SKYPED),
        shape("skype.tar", Skype, skype_tar(SKYPE), SKYPED),
        shape("teams-free.tar", TeamsFree, skype_tar(&teams), SKYPED),
    ]
}

const ON_IPHONE: &[(&str, u64)] = &[
    ("attachment", 2),
    ("deleted", 1),
    ("location", 1),
    ("system", 1),
    ("text", 2),
    ("unknown", 1),
];
const ON_ANDROID: &[(&str, u64)] = &[
    ("attachment", 1),
    ("call", 2),
    ("deleted", 1),
    ("location", 1),
    ("system", 1),
    ("text", 3),
];

fn tables_and_phones() -> Vec<Shape> {
    use Channel::{Calls, LinkedIn, Meeting, Messages, Sms, WhatsApp};
    let (calls, iphone, android) = (
        Made::new(CALLS),
        Made::new(WHATSAPP_PHONE),
        Made::new(WHATSAPP_ANDROID),
    );
    vec![
        shape("android-sms.xml", Sms, SMS, &[("text", 3)]),
        shape("android-calls.xml", Calls, ANDROID_CALLS, &[("call", 2)]),
        shape(
            "imazing.csv",
            Messages,
            IMAZING,
            &[("attachment", 1), ("text", 1)],
        ),
        shape("linkedin.csv", LinkedIn, LINKEDIN, &[("text", 2)]),
        shape("linkedin-2020.csv", LinkedIn, LINKEDIN_2020, &[("text", 1)]),
        shape("attendance.csv", Meeting, ATTENDANCE, &[("system", 1)]),
        shape("chat.db", Messages, chat_database(), &[("text", 2)]),
        shape(
            "CallHistory.storedata",
            Calls,
            calls.small(),
            &[("call", 5)],
        ),
        shape(
            "call_history.db",
            Calls,
            Made::new(OLD_CALLS).small(),
            &[("call", 3)],
        ),
        shape("ChatStorage.sqlite", WhatsApp, iphone.small(), ON_IPHONE),
        shape("msgstore.db", WhatsApp, android.small(), ON_ANDROID),
        shape(
            "msgstore-old.db",
            WhatsApp,
            Made::new(WHATSAPP_OLD).small(),
            &[
                ("attachment", 1),
                ("location", 1),
                ("system", 1),
                ("text", 2),
            ],
        ),
        shape(
            "encrypted-backup.zip",
            Messages,
            encrypted_backup(),
            &[("call", 5), ("text", 2)],
        ),
    ]
}

fn mails_and_meetings() -> Vec<Shape> {
    use Channel::{Email, Meeting};
    let mbox = format!(
        "From ana@example.org Fri Sep 16 22:26:51 2016\n{}\nFrom r@example.net Sat Sep 17 08:00:00 2016\nFrom: r@example.net\nSubject: Re\n\nyes\n>From here\n",
        MAIL.replace("\r\n", "\n")
    );
    let flags = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict><key>flags</key><integer>1</integer></dict></plist>\n";
    let emlx = format!("{}\n{MAIL}{flags}", MAIL.len());
    vec![
        shape("mail.eml", Email, MAIL, &[("text", 1)]),
        shape("mail.mbox", Email, mbox, &[("text", 2)]),
        shape("mail.emlx", Email, emlx, &[("text", 1)]),
        shape(
            "mail.msg",
            Email,
            outlook("Come at noon 🌷"),
            &[("text", 1)],
        ),
        shape("captions.vtt", Meeting, WEBVTT, &[("text", 2)]),
        shape("captions.srt", Meeting, SUBRIP, &[("text", 2)]),
        shape("paste.txt", Meeting, PASTE, &[("text", 2)]),
    ]
}
