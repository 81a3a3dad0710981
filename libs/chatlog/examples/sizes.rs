//! Reads a made-up file of one form and of any size, which stands nowhere: it
//! is written while it is read. Prints what came out, how fast, and how much
//! memory the process took at most.
//!
//! `cargo run --release -p chatlog --example sizes -- FORM MB`, or `forms`.

use chatlog::{Account, Answers, Source, read};
use std::io::{self, Cursor, Read, Write};

type Anything = Box<dyn std::error::Error>;

/// Head, one record, foot. `{n}` is a running number, `{s}` its last two digits
/// below 60, `{m}` and `{h}` the minutes and hours before.
struct Shape {
    name: &'static str,
    head: &'static str,
    record: &'static str,
    foot: &'static str,
}

const FORMS: [Shape; 12] = [
    Shape {
        name: "whatsapp-android.txt",
        head: "",
        record: "27/03/2022, {h}:{m} - Ann Roy: à demain {n}\nsecond line\n",
        foot: "",
    },
    Shape {
        name: "whatsapp-iphone.txt",
        head: "",
        record: "[27/03/2022, {h}:{m}:{s}] Ann Roy: à demain {n}\nsecond line\r\n",
        foot: "",
    },
    Shape {
        name: "messenger-information.json",
        head: r#"{"participants":[{"name":"Ann"},{"name":"R."}],"messages":["#,
        record: r#"{"sender_name":"Ann","timestamp_ms":1650000{n}1,"content":"\u00c3\u00a0 demain {n}","is_geoblocked_for_viewer":false},"#,
        foot: r#"{"sender_name":"R.","timestamp_ms":1650000000000,"content":"end"}],"title":"R.","thread_path":"inbox/r_1"}"#,
    },
    Shape {
        name: "messenger-end-to-end.json",
        head: r#"{"participants":["Ann","R."],"threadName":"R._1","messages":["#,
        record: r#"{"isUnsent":false,"media":[],"reactions":[],"senderName":"Ann","text":"à demain {n}","timestamp":1650000{n}1,"type":"text"},"#,
        foot: r#"{"isUnsent":false,"media":[],"reactions":[],"senderName":"R.","text":"end","timestamp":1650000000000,"type":"text"}]}"#,
    },
    Shape {
        name: "skype-messages.json",
        head: r#"{"userId":"8:ann","exportDate":"2024-01-01T00:00","conversations":[{"id":"8:r","displayName":"R.","version":1,"MessageList":["#,
        record: r#"{"id":"1650000{n}","displayName":null,"originalarrivaltime":"2022-03-27T{h}:{m}:{s}.123Z","messagetype":"RichText","version":1,"content":"à demain {n}","conversationid":"8:r","from":"8:ann"},"#,
        foot: r#"{"id":"1","displayName":null,"originalarrivaltime":"2022-03-27T21:41:35.123Z","messagetype":"RichText","version":1,"content":"end","conversationid":"8:r","from":"8:r"}]}]}"#,
    },
    Shape {
        name: "android-sms.xml",
        head: "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"1\">\n",
        record: "  <sms protocol=\"0\" address=\"+15550100\" date=\"1650000{n}1\" type=\"1\" subject=\"null\" body=\"à demain {n}\" read=\"1\" status=\"-1\" contact_name=\"R.\" />\n",
        foot: "</smses>\n",
    },
    Shape {
        name: "android-calls.xml",
        head: "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<calls count=\"1\">\n",
        record: "  <call number=\"+15550100\" duration=\"{s}\" date=\"1650000{n}1\" type=\"2\" presentation=\"1\" contact_name=\"R.\" />\n",
        foot: "</calls>\n",
    },
    Shape {
        name: "mail.mbox",
        head: "",
        record: "From a@b Fri Sep 16 22:26:51 2016\nFrom: Ann <a@b>\nTo: c@d\nDate: Fri, 16 Sep 2016 {h}:{m}:{s} +0000\nSubject: {n}\n\nà demain {n}\n\n",
        foot: "",
    },
    Shape {
        name: "viber.csv",
        head: "",
        record: "21/11/2018,{h}:{m}:{s},Ann,+61555555555,à demain {n}\n",
        foot: "",
    },
    Shape {
        name: "linkedin.csv",
        head: "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT\n",
        record: "2-x,,Ann Roy,https://www.linkedin.com/in/ann,R.,https://www.linkedin.com/in/r,2022-03-27 {h}:{m}:{s} UTC,,\"à demain, {n}\",INBOX,,No\n",
        foot: "",
    },
    Shape {
        name: "imazing.csv",
        head: "Chat Session,Message Date,Delivered Date,Read Date,Edited Date,Service,Type,Sender ID,Sender Name,Status,Replying to,Subject,Text,Reactions,Attachment,Attachment type\r\n",
        record: "R.,2022-03-27 {h}:{m}:{s},,,,SMS,Incoming,+15550100,R.,Read,,,\"à demain, {n}\",,,\r\n",
        foot: "",
    },
    Shape {
        name: "captions.vtt",
        head: "WEBVTT\n\n",
        record: "{h}:{m}:{s}.000 --> {h}:{m}:{s}.900\n<v Ann Roy>à demain {n}</v>\n\n",
        foot: "",
    },
];

/// A file that is written while it is read.
struct Made {
    shape: &'static Shape,
    most: u64,
}

struct Writing {
    shape: &'static Shape,
    left: u64,
    number: u64,
    now: Cursor<Vec<u8>>,
    ended: bool,
}

impl Made {
    fn writing(&self) -> Writing {
        Writing {
            shape: self.shape,
            left: self.most,
            number: 0,
            now: Cursor::new(self.shape.head.as_bytes().to_vec()),
            ended: false,
        }
    }
}

impl Source for Made {
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(self.writing()))
    }
}

impl Read for Writing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.now.read(buffer)?;
            if read > 0 || self.ended {
                return Ok(read);
            }
            let block = self.now.get_mut();
            block.clear();
            while block.len() < 64 * 1024 && (block.len() as u64) < self.left {
                record(self.shape.record, self.number, block);
                self.number += 1;
            }
            self.left = self.left.saturating_sub(block.len() as u64);
            if self.left == 0 {
                block.extend_from_slice(self.shape.foot.as_bytes());
                self.ended = true;
            }
            self.now.set_position(0);
        }
    }
}

fn record(shape: &str, number: u64, into: &mut Vec<u8>) {
    let mark = |three: &[u8]| matches!(three, [b'{', b'n' | b's' | b'm' | b'h', b'}']);
    let mut rest = shape.as_bytes();
    while let Some(at) = rest.windows(3).position(mark)
        && let Some((before, [_, what, _, after @ ..])) = rest.split_at_checked(at)
    {
        into.extend_from_slice(before);
        let _ = match what {
            b'n' => write!(into, "{:06}", number % 1_000_000),
            b's' => write!(into, "{:02}", number % 60),
            b'm' => write!(into, "{:02}", number / 60 % 60),
            _ => write!(into, "{:02}", 10 + number / 3600 % 10),
        };
        rest = after;
    }
    into.extend_from_slice(rest);
}

fn main() -> Result<(), Anything> {
    let mut arguments = std::env::args().skip(1);
    let form = arguments.next().ok_or("which form? `forms` names them")?;
    let mut out = io::stdout().lock();
    if form == "forms" {
        for shape in &FORMS {
            writeln!(out, "{}", shape.name)?;
        }
        return Ok(());
    }
    let packed = form.strip_suffix(".zip");
    let name = packed.unwrap_or(&form);
    let shape = FORMS
        .iter()
        .find(|shape| shape.name == name)
        .ok_or("no such form")?;
    let most = arguments.next().ok_or("how many MB?")?.parse::<u64>()? * 1_000_000;
    let mut made = Made { shape, most };
    if packed.is_none() {
        return show(&mut out, &form, &mut made, 0.0);
    }
    let mut zip = zip::ZipWriter::new(tempfile::tempfile()?);
    zip.start_file("_chat.txt", zip::write::SimpleFileOptions::default())?;
    io::copy(&mut made.writing(), &mut zip)?;
    let mut file = chatlog::Whole(zip.finish()?);
    let before = cpu_seconds();
    show(&mut out, &form, &mut file, before)
}

fn show(
    out: &mut impl Write,
    form: &str,
    source: &mut dyn Source,
    before: f64,
) -> Result<(), Anything> {
    let mut account = Account::default();
    let mut sink = |item| {
        account.add(&item);
        Ok(())
    };
    let name = form.rsplit('-').next().unwrap_or(form);
    read(source, name, &Answers::default(), &mut sink)?;
    let seconds = cpu_seconds() - before;
    let bytes: u64 = account
        .layers
        .iter()
        .filter_map(|layer| layer.counted)
        .sum();
    let mega = f64::from(u32::try_from(bytes >> 10)?) / 1000.0 * 1.024;
    writeln!(
        out,
        "{form}\t{mega:.0} MB\t{} messages\t{} Problems\t{} bytes unaccounted\t{:.0} MB per CPU second\t{} at most",
        account.total.messages,
        account.total.problem_count(),
        account.unaccounted(),
        mega / seconds,
        peak_memory()
    )?;
    Ok(())
}

/// CPU seconds of this process so far, from the system.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|n| n.parse::<u64>().ok());
    let micros = u32::try_from(nanoseconds.unwrap_or(0) / 1000).unwrap_or(u32::MAX);
    (f64::from(micros) / 1e6).max(1e-6)
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or("not known".to_owned(), |line| {
        line.trim_start_matches("VmHWM:").trim().to_owned()
    })
}
