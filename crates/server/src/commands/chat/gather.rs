//! Takes what the reader hands out, file by file: shows it, counts it, and
//! makes several exports one where that was asked.

use std::io::{self, Write};

use chatlog::merge::{Decision, Doubt, Merger};
use chatlog::{Account, Channel, Entry, Item, Message, Notice, Settle, Stop, Unread, kept, table};
use serde::Serialize;

use super::child::why;
use super::report::{self, Merged};
use super::show::Show;
use super::{Form, Request, say};

/// One command: every file, one after the other.
pub(super) struct Gather<'a, W> {
    request: &'a Request,
    show: Show<'a, W>,
    file: String,
    account: Account,
    /// The app of each layer of the file.
    channels: Vec<Option<Channel>>,
    held: Vec<Message>,
    merger: Merger,
    /// The file and the app of each message that the merger keeps.
    origins: Vec<(String, Option<Channel>)>,
    merged: Merged,
    /// Nothing was left open so far.
    clean: bool,
    /// Something could not be read at all.
    failed: bool,
    /// A table has not the columns that were named.
    refused: bool,
}

/// What the command ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing was left open.
    Clean,
    /// Something was not understood or not read.
    Open,
    /// What was said with a flag does not fit the files.
    Refused,
}

/// A file that is only kept, as JSON.
#[derive(Serialize)]
struct Kept<'a> {
    item: &'static str,
    file: &'a str,
    of: &'a kept::Summary,
}

/// Every object of JSON says which file it is of.
#[derive(Serialize)]
struct Of<'a, T> {
    file: &'a str,
    #[serde(flatten)]
    item: T,
}

impl<'a, W: Write> Gather<'a, W> {
    pub(super) fn new(request: &'a Request, out: &'a mut W) -> io::Result<Self> {
        let mut merger = Merger::default();
        request.same.iter().for_each(|(one, other)| merger.same_person(one, other));
        let mut show = Show::new(request.form, request.language, out);
        if !request.report {
            show.head()?;
        }
        Ok(Self {
            request,
            show,
            file: String::new(),
            account: Account::default(),
            channels: Vec::new(),
            held: Vec::new(),
            merger,
            origins: Vec::new(),
            merged: Merged::default(),
            clean: true,
            failed: false,
            refused: false,
        })
    }

    /// The next file begins.
    pub(super) fn begin(&mut self, name: &str) -> io::Result<()> {
        name.clone_into(&mut self.file);
        self.account = Account::default();
        self.channels.clear();
        let several = self.request.files.len() > 1 && !self.request.merge && !self.request.report;
        if several { self.show.title(name) } else { Ok(()) }
    }

    pub(super) fn take(&mut self, item: Item) -> io::Result<()> {
        self.account.add(&item);
        if let Item::Layer(layer) = &item {
            self.channels.push(layer.guess.as_ref().map(|guess| guess.channel));
        }
        self.ask(&item)?;
        match item {
            Item::Entry(Entry::Message(message)) if self.request.merge => {
                self.held.push(message);
                Ok(())
            }
            _ if self.request.report => Ok(()),
            item if self.request.form == Form::Json => self.show.json(&Of { file: &self.file, item }),
            Item::Entry(Entry::Message(message)) => {
                let channel = self.channels.get(message.layer).copied().flatten();
                self.show.message(&self.file, channel, &message)
            }
            Item::Entry(Entry::Problem(problem)) => {
                let (from, to) = (problem.bytes.start, problem.bytes.end);
                let why = problem.reason.words(self.request.language);
                let place = match &problem.row {
                    Some(row) => format!("{} {}", row.table, row.id),
                    None => format!("{} {from}–{to}", say(self.request.language, "bytes", "octets")),
                };
                self.aside(&format!("{place}: {why}"))
            }
            _ => Ok(()),
        }
    }

    /// What only a person can say is asked, with the flag that answers it.
    fn ask(&mut self, item: &Item) -> io::Result<()> {
        let (language, choices) = (self.request.language, &self.request.choices);
        let words = match item {
            Item::Notice(Notice::DateOrder { decision, .. }) if decision.order().is_none() => {
                if choices.order.is_some() {
                    return Ok(());
                }
                self.clean = false;
                report::readings(decision, language)
            }
            Item::Notice(notice) => notice.words(language),
            Item::Layer(layer) => {
                let settle = layer.guess.as_ref().map(|guess| guess.settle.as_slice()).unwrap_or_default();
                if choices.owner.is_some() || !settle.contains(&Settle::Owner) {
                    return Ok(());
                }
                format!("{} --owner {}", Settle::Owner.words(language), say(language, "NAME", "NOM"))
            }
            _ => return Ok(()),
        };
        // The report says it in its place.
        if self.request.report { Ok(()) } else { self.aside(&words) }
    }

    fn aside(&self, words: &str) -> io::Result<()> {
        // A closed standard error is no reason to stop.
        let _ = writeln!(io::stderr(), "keepwell: {}: {}", super::show::safe(&self.file), super::show::safe(words));
        Ok(())
    }

    /// The file is read to its end.
    pub(super) fn end(&mut self) -> io::Result<()> {
        self.clean &= self.account.total.problem_count() == 0 && self.account.unaccounted() == 0;
        if self.request.report {
            match self.request.form {
                Form::Json => self.show.json(&Of { file: &self.file, item: &self.account })?,
                Form::Csv => report::rows(&self.file, &self.account, self.request.language, &mut self.show)?,
                Form::Text => self.show.lines(&report::lines(&self.file, &self.account, self.request.language, self.request.choices.order))?,
            }
        }
        if self.request.merge { self.join() } else { Ok(()) }
    }

    /// Puts the messages of this file to those of the files before.
    fn join(&mut self) -> io::Result<()> {
        let (language, held) = (self.request.language, std::mem::take(&mut self.held));
        let channel_of = |message: &Message| self.channels.get(message.layer).copied().flatten();
        let channels: Vec<_> = held.iter().map(channel_of).collect();
        for (decision, channel) in self.merger.add(held).into_iter().zip(channels) {
            self.merged.count(&decision);
            if !matches!(decision, Decision::Same { .. }) {
                self.origins.push((self.file.clone(), channel));
            }
            if let Decision::Unsure { place, because, .. } = decision
                && !self.request.report
                && let Some(message) = self.merger.messages().get(place)
            {
                let doubt = match because {
                    Doubt::Sender => say(language, "an earlier file has the same at that time from another name; both are kept (--same NAME=NAME makes them one)", "un fichier précédent dit la même chose à ce moment sous un autre nom\u{a0}; les deux sont gardés (--same NOM=NOM en fait une seule personne)"),
                    Doubt::Conversation => say(language, "an earlier file has the same at that time in another conversation; both are kept (--same NAME=NAME, with the names of both, makes them one)", "un fichier précédent dit la même chose à ce moment dans une autre conversation\u{a0}; les deux sont gardés (--same NOM=NOM, avec les noms des deux, en fait une seule)"),
                    Doubt::Zone => say(language, "an earlier file has the same with another time zone; both are kept", "un fichier précédent dit la même chose dans un autre fuseau horaire\u{a0}; les deux sont gardés"),
                };
                self.aside(&format!("{}: {doubt}", message.wall))?;
            }
        }
        Ok(())
    }

    /// The file is not read; a picture or a printed page is said to be what it is.
    pub(super) fn stopped(&mut self, name: &str, stop: &Stop, kept: Option<kept::Summary>, columns: &[String]) -> io::Result<()> {
        self.held.clear();
        self.clean = false;
        self.failed |= matches!(stop, Stop::Io(error) if error.kind() != io::ErrorKind::IsADirectory);
        self.refused |= matches!(stop, Stop::Columns(_));
        match kept {
            Some(summary) if matches!(stop, Stop::Unread(_)) => match self.request.form {
                Form::Json => self.show.json(&Kept { item: "kept", file: name, of: &summary })?,
                _ => self.aside(&report::kept(&summary, self.request.language))?,
            },
            _ if matches!(stop, Stop::Unread(Unread::Columns)) => {
                let has = say(self.request.language, "It has:", "Il a\u{a0}:");
                let has = if columns.is_empty() { String::new() } else { format!(" {has} {}.", table::listed(columns, self.request.language)) };
                self.aside(&format!("{} --columns \"date=1,sender=2,text=3\".{has}", why(stop, self.request.language)))?;
            }
            _ => self.aside(&why(stop, self.request.language))?,
        }
        Ok(())
    }

    /// After the last file.
    pub(super) fn finish(mut self) -> io::Result<End> {
        if self.request.merge && self.request.report && self.request.form != Form::Csv {
            match self.request.form {
                Form::Json => self.show.json(&self.merged)?,
                _ => self.show.lines(&self.merged.lines(self.request.language))?,
            }
        } else if self.request.merge && !self.request.report {
            self.merged_out()?;
        }
        if self.failed {
            return Err(io::Error::other(say(self.request.language, "not every file could be opened", "un fichier n’a pas pu être ouvert")));
        }
        Ok(match (self.refused, self.clean) {
            (true, _) => End::Refused,
            (false, true) => End::Clean,
            (false, false) => End::Open,
        })
    }

    /// Everything that was kept, in the order of time where all times can be compared.
    fn merged_out(&mut self) -> io::Result<()> {
        let kept = self.merger.messages();
        let mut order: Vec<usize> = (0..kept.len()).collect();
        let zoned = kept.iter().all(|message| message.instant().is_some());
        let local = kept.iter().all(|message| message.instant().is_none() && message.civil.is_some());
        if zoned {
            order.sort_by_key(|place| kept.get(*place).and_then(Message::instant));
        } else if local {
            order.sort_by_key(|place| kept.get(*place).and_then(|message| message.civil));
        } else {
            let words = say(self.request.language, "some times have a zone and some have none, or a date is open: messages stand file by file", "certaines heures ont un fuseau et d’autres non, ou une date reste à décider\u{a0}: les messages suivent l’ordre des fichiers");
            let _ = writeln!(io::stderr(), "keepwell: {words}");
        }
        for place in order {
            let (Some(message), Some((file, channel))) = (kept.get(place), self.origins.get(place)) else { continue };
            if self.request.form == Form::Json {
                let item = Item::Entry(Entry::Message(message.clone()));
                self.show.json(&Of { file, item })?;
            } else {
                self.show.message(file, *channel, message)?;
            }
        }
        Ok(())
    }
}
