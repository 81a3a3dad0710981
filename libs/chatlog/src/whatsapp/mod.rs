//! WhatsApp: exports as text from iPhones and Android phones of any language,
//! and messages copied from WhatsApp Web.
//!
//! Reading takes two passes over the text, neither of which holds more of it
//! than one message and a block: the [`survey`] (where headers stand, who
//! speaks, how dates are printed), then the entries ([`read`]). The survey
//! follows the layout that nearly every file has while it finds out; only where
//! that was wrong (exports glued together, orders of day and month mixed) does
//! it read the file a second time. It also keeps where messages end (a
//! [`Trace`], four bytes each, 4 MiB at most), so that the second pass looks
//! only at the lines that begin them. A survey that was stored has no trace;
//! reading is a little slower then and says the same.
//!
//! # Which line begins a message
//!
//! A header is read by a grammar that knows any decimal digits, date and time
//! in either order, a day period before or after the time, a word between,
//! invisible marks anywhere, months by name, and the Buddhist, Japanese and Persian calendars
//! (a lunar Hijri date is recognised and left unconverted). One formatter
//! renders a whole export, so all its headers have one [`Shape`]; a lone line
//! of another shape is quoted text. On an iPhone messages end with CR LF and
//! lines inside them with LF, which tells quoted lines of the same shape too
//! ([`Survey::crlf_rule`]). A header that can be no day in the order of its
//! segment is quoted text. A run of another shape that does not go back in time
//! is a second export glued on: a new [`Segment`] with its own order of day and
//! month, and a [`Warning`].
//!
//! # Which field is the day
//!
//! The first step that decides is recorded as [`Evidence`]: the year stands
//! first; only one order makes days of all dates; names of attached files; the
//! year stands still; the time of the archive; fewer backward jumps (system
//! lines aside, whose dates are those of another moment); no message in the
//! future; full stops; every date reads the same. Otherwise it is asked.
//!
//! # Not yet
//!
//! Conversion of lunar Hijri dates; Minguo years. (UTF-16, lines that end in CR
//! alone, databases and iMazing's tables are read through [`crate::read`].) An Android line that quotes a header of the
//! very same shape and a possible date cannot be told from a message by anybody;
//! where its name appears nowhere else and its date is far back it is noted
//! ([`crate::Note::MaybeQuoted`]).
//!
//! ```
//! use chatlog::whatsapp::{self, Choices};
//! use std::io::Cursor;
//!
//! let text = "27/03/2022, 21:41 - Ann: Hello\nsecond line\n27/03/2022, 21:42 - R.: Hi\n";
//! let mut file = Cursor::new(text);
//! let survey = whatsapp::survey(&mut file)?;
//! assert_eq!(survey.senders[1].name, "R.");
//! assert!(survey.to_ask().next().is_none(), "27 can only be a day");
//!
//! let choices = Choices { owner: Some("Ann".to_owned()), ..Choices::default() };
//! let entries: Vec<_> = whatsapp::read(&mut file, &survey, &choices)?.collect::<Result<_, _>>()?;
//! let chatlog::Entry::Message(first) = &entries[0] else { panic!() };
//! assert_eq!(first.body, "Hello\nsecond line");
//! assert_eq!(first.civil.unwrap().to_string(), "2022-03-27T21:41:00");
//! # Ok::<(), std::io::Error>(())
//! ```

mod again;
#[cfg(test)]
mod by_the_book;
#[cfg(test)]
mod by_the_book_tests;
mod calendar;
mod clear;
mod cursor;
mod events;
mod explain;
mod files;
mod format;
mod gather;
mod header;
mod kinds;
mod layout;
mod named;
mod order;
mod periods;
mod reader;
mod recent;
mod rule;
mod senders;
mod shape;
mod splitter;
mod stencil;
mod survey;
mod trace;
mod words;

#[cfg(test)]
mod header_tests;

pub use calendar::DateOrder;
pub use cursor::Digits;
pub use order::{DateReading, Evidence, OrderDecision, Outside};
pub use periods::Calendar;
pub use reader::{Choices, Reader};
pub use shape::{DateSeparator, Gap, Period, Platform, Shape, Tail, TimeSeparator, YearForm};
pub use splitter::LARGEST_MESSAGE;
pub use survey::{Chat, Segment, Sender, Survey, Totals, Wall, Warning};
pub use trace::Trace;

pub(crate) use cursor::digit;
pub(crate) use files::media_of;
pub(crate) use format::Text;
pub(crate) use gather::{survey_at_once, survey_content};
pub(crate) use header::parse;
pub(crate) use periods::{Half, between, half};

use std::io::{self, Read, Seek};

/// Looks a whole text over: what it is, who speaks, what must be asked.
///
/// # Errors
/// When the source cannot be read. Whatever it holds is never an error.
pub fn survey<R: Read + Seek>(source: R) -> io::Result<Survey> {
    survey_with(source, &Outside::default())
}

/// The same, with what is known from outside the text: it can decide the order
/// of day and month.
///
/// # Errors
/// When the source cannot be read.
pub fn survey_with<R: Read + Seek>(mut source: R, outside: &Outside) -> io::Result<Survey> {
    source.rewind()?;
    match survey_at_once(&mut source, outside)? {
        Ok(survey) => Ok(survey),
        Err(layout) => {
            source.rewind()?;
            survey_content(&mut source, &layout, outside)
        }
    }
}

/// Reads a surveyed text from its beginning, entry by entry. It must be the
/// text that was surveyed: of another every byte is accounted for, too, but
/// what begins a message was decided for the first.
///
/// # Errors
/// When the source cannot be rewound. Each entry may be an error of reading.
pub fn read<R: Read + Seek>(
    mut source: R,
    survey: &Survey,
    choices: &Choices,
) -> io::Result<Reader<R>> {
    source.rewind()?;
    Ok(Reader::new(source, survey, choices))
}

/// Reads a surveyed text from a source that stands at its beginning.
pub fn read_from_start<R: Read>(source: R, survey: &Survey, choices: &Choices) -> Reader<R> {
    Reader::new(source, survey, choices)
}
