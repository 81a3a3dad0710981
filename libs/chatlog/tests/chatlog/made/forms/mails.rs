//! Mail, and what is left of meetings.

use super::super::mail::{Words, outlook_of, rich};
use super::{Form, Said, line};
use chatlog::Channel;

pub fn forms() -> Vec<Form> {
    use Channel::Email;
    let mail = |name, variant, write| Form::new(name, Email, variant, write).single();
    vec![
        mail("mail", "eml", |talk| eml(&talk[0]).into_bytes()),
        mail("mail of Apple", "emlx", |talk| {
            let mail = eml(&talk[0]);
            let flags = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict/></plist>\n";
            format!("{}\n{mail}{flags}", mail.len()).into_bytes()
        }),
        mail("mail of Outlook", "msg", |talk| {
            msg(&talk[0], Words::Plain(&talk[0].text))
        }),
        mail("mail of Outlook, in RTF", "msg", |talk| {
            msg(&talk[0], Words::Rich(rich(&talk[0].text)))
        })
        .fit(|text| text.trim().to_owned()),
        Form::new("mailbox", Email, "mbox", mbox),
        meeting("WebVTT", "webvtt", webvtt).fit(unmarked),
        meeting("SubRip", "subrip", subrip).fit(unmarked),
        meeting("pasted, name first", "paste", |talk| {
            paste(talk, |said, time| format!("{} ({time}): ", said.name()))
        }),
        meeting("pasted, time first", "paste", |talk| {
            paste(talk, |said, time| format!("{time} {}: ", said.name()))
        }),
    ]
}

fn meeting(name: &'static str, variant: &'static str, write: fn(&[Said]) -> Vec<u8>) -> Form {
    Form {
        when: super::When::Nothing,
        ..Form::new(name, Channel::Meeting, variant, write)
    }
}

fn headers(said: &Said) -> String {
    format!(
        "From: \"{}\" <{}@example.org>\nTo: r@example.net\nSubject: Tulips\nDate: {}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n",
        said.name(),
        said.who,
        said.print("%a, %d %b %Y %H:%M:%S +0000")
    )
}

fn eml(said: &Said) -> String {
    format!("{}\n{}\n", headers(said), said.text)
}

fn mbox(talk: &[Said]) -> Vec<u8> {
    let one = |said: &Said| {
        let when = said.print("%a %b %e %H:%M:%S %Y");
        format!("From a@example.org {when}\n{}\n", eml(said))
    };
    talk.iter().map(one).collect::<String>().into_bytes()
}

fn msg(said: &Said, words: Words<'_>) -> Vec<u8> {
    let address = format!("{}@example.org", said.who);
    outlook_of(said.name(), &address, said.at, words)
}

/// Subtitles have marks of their own.
fn unmarked(text: &str) -> String {
    text.replace(['<', '>', '&'], "")
        .split('\n')
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

/// When the so-manieth is shown.
fn clock(place: usize) -> String {
    format!("{:02}:{:02}", place / 60, place % 60)
}

fn webvtt(talk: &[Said]) -> Vec<u8> {
    let cue = |(place, said): (usize, &Said)| {
        let (at, who, text) = (clock(place), said.name(), unmarked(&said.text));
        format!("{place}\n{at}:01.000 --> {at}:30.000\n<v {who}>{text}</v>\n\n")
    };
    let cues: String = talk.iter().enumerate().map(cue).collect();
    format!("WEBVTT\n\n{cues}").into_bytes()
}

fn subrip(talk: &[Said]) -> Vec<u8> {
    let cue = |(place, said): (usize, &Said)| {
        let (at, who, text) = (clock(place), said.name(), unmarked(&said.text));
        format!(
            "{}\n{at}:01,000 --> {at}:30,000\n{who}: {text}\n\n",
            place + 1
        )
    };
    let cues: String = talk.iter().enumerate().map(cue).collect();
    cues.into_bytes()
}

fn paste(talk: &[Said], begin: impl Fn(&Said, String) -> String) -> Vec<u8> {
    let one = |said: &Said| {
        let begin = begin(said, said.print("%H:%M"));
        format!("{begin}{}\n", said.text)
    };
    talk.iter().map(one).collect::<String>().into_bytes()
}
