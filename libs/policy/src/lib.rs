//! The rule language of a policy that runs.
//!
//! A rule is one line of a policy that a board can read and a program can run:
//!
//! | form | line |
//! |---|---|
//! | renewal | `every 3 months: passcode changed, for each phone in service` |
//! | | `once each calendar year: policy reviewed, for each policy` |
//! | response | `within 2 working days of a client contact: contact recorded by the same worker` |
//! | precedence | `before a phone is taken off site: permission by the supervisor (valid 24 hours, one use)` |
//! | only | `only approved apps on each phone` |
//! | standing | `always locked drawer storage on each phone not in use; grace 30 minutes` |
//!
//! After a semicolon come `responsible: ROLE`, `inform ROLE`, `warn 7 days
//! before`, `grace 30 minutes`, `first by 31 December 2026` and `except while
//! STATE`; and how exactly the record must show it: `on a fixed schedule`,
//! `carry over`, `one
//! record each`, `on record first`, `counts if recorded within 30 days`, `stale
//! after 7 days`, `checked every 1 month`, `owed from 25 percent of the period`. A response may follow the miss of
//! another rule: `within 1 working day of a miss of [passcode-age]: manager
//! informed`. Each line can be written in French as well and means the same.
//!
//! The nouns: a **[`Vocabulary`]** is the closed list of words that rules may
//! use, declared by those who know the deeds. A **[`Rule`]** is what a line
//! means; [`parse`] reads one, [`Rule::text`] writes it, [`explain`] says it
//! plainly. A **[`Calendar`](calendar::Calendar)** knows the organisation's
//! days. An **[`Event`]** is an entry of the trail. A **[`Monitor`]** takes
//! entries in and answers with **[`Duty`]**s: what is demanded of somebody about
//! something by a moment, whether it was met, and why. A **[`Tally`]** only
//! counts, and is quick; a **[`Ledger`]** tells each duty as it is decided and forgets it. [`conflicts`] says what is wrong with rules side by side.
//!
//! The one surprising rule: nothing is stored that does not follow from the
//! entries, the rules and the moment asked for. So an entry may come late, be
//! corrected or taken back; a rule may change; and any day may be looked back
//! at, as it was or as it was known.
//!
//! ```
//! use std::sync::Arc;
//!
//! use policy::calendar::Calendar;
//! use policy::vocabulary::{Deed, Role, State, Subject};
//! use policy::{Event, Lang, Line, Monitor, Vocabulary, explain, parse};
//!
//! let words = Vocabulary::builder()
//!     .deed(Deed::new("custody.began", &["phone", "person"]))
//!     .deed(Deed::new("custody.ended", &["phone", "person"]))
//!     .deed(
//!         Deed::new("passcode.changed", &["phone"])
//!             .en("passcode change", "a passcode is changed", "passcode changed")
//!             .fr("un changement de code", "code changé"),
//!     )
//!     .state(State::new("in-service", "phone", "in service", "en service").between(&["custody.began"], &["custody.ended"]))
//!     .subject(Subject::new("phone", "phone", "phone", "téléphone"))
//!     .role(Role::relation("worker", "custody.began", "custody.ended", "phone", "person", "the worker", "la personne attitrée"))
//!     .person_slot("person")
//!     .worker("worker")
//!     .build()?;
//!
//! let line = "every 3 months: passcode changed, for each phone in service";
//! let rule = parse(line, Lang::En, &words)?;
//! assert_eq!(rule.text(Lang::Fr, &words), "tous les 3 mois\u{a0}: code changé, pour chaque téléphone en service");
//! assert!(explain(&rule, Lang::En, &words).starts_with("For each phone in service, “passcode changed” must be on record"));
//!
//! let calendar = Calendar::new("America/Toronto")?;
//! let at = |month, day| calendar.instant(2026, month, day, 12, 0).unwrap();
//! let mut monitor = Monitor::new(Arc::new(words), Arc::new(calendar.clone()), vec![Line::new("passcode-age", rule, at(1, 1))]);
//! monitor.load(&[Event::new(1, "custody.began", at(1, 31)).by("cleo").about("phone", "PH-014").about("person", "ben")], at(2, 1));
//!
//! let owed = monitor.duties_of("ben", at(2, 1));
//! assert_eq!(owed[0].due.unwrap().date.to_string(), "2026-04-30");
//!
//! let changes = monitor.feed(&Event::new(2, "passcode.changed", at(2, 2)).by("ben").about("phone", "PH-014"));
//! assert_eq!(changes[0].after.as_ref().unwrap().status.word(), "met");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A word that is not known is answered with the nearest that is:
//!
//! ```
//! # use policy::{Lang, Vocabulary, parse, vocabulary::Deed};
//! # let words = Vocabulary::builder()
//! #     .deed(Deed::new("passcode.changed", &["phone"]).en("passcode change", "a passcode is changed", "passcode changed"))
//! #     .build()
//! #     .unwrap();
//! let complaint = parse("every 3 months: pascode changed, for each phone", Lang::En, &words).unwrap_err();
//! assert_eq!(complaint.column(), 17);
//! assert_eq!(complaint.suggestion(), Some("passcode changed"));
//! ```
//!
//! While a monitor takes entries in, somebody else may look at it for as long as it
//! takes: [`Monitor::view`] shares what does not change any more. What another rule,
//! or another calendar, would change is asked of either:
//!
//! ```
//! # use std::sync::Arc;
//! # use policy::calendar::Calendar;
//! # use policy::vocabulary::{Deed, Subject};
//! # use policy::{Event, Header, Lang, Line, Monitor, Shift, Vocabulary, parse};
//! # let words = Vocabulary::builder()
//! #     .deed(Deed::new("phone.added", &["phone"]))
//! #     .deed(Deed::new("passcode.changed", &["phone"]).en("passcode change", "a passcode is changed", "passcode changed"))
//! #     .subject(Subject::new("phone", "phone", "phone", "téléphone").between(&["phone.added"], &[]))
//! #     .build()
//! #     .unwrap();
//! # let calendar = Calendar::new("America/Toronto").unwrap();
//! # let at = |month, day| calendar.instant(2026, month, day, 12, 0).unwrap();
//! let rule = |line: &str| parse(line, Lang::En, &words).unwrap();
//! let line = |text: &str| vec![Line::new("passcode-age", rule(text), at(1, 1))];
//! let today = line("every 3 months: passcode changed, for each phone");
//! let draft = line("every 60 days: passcode changed, for each phone");
//! let mut monitor = Monitor::new(Arc::new(words.clone()), Arc::new(calendar.clone()), today);
//! monitor.load(&[Event::new(1, "phone.added", at(1, 28)).about("phone", "PH-014")], at(2, 1));
//!
//! let view = monitor.view();
//! monitor.feed(&Event::new(2, "passcode.changed", at(2, 1)).about("phone", "PH-014"));
//! assert_eq!((view.len(), monitor.len()), (1, 2));
//!
//! let shifts = view.what_if(&draft, at(2, 1));
//! assert_eq!(shifts[0].shift, Shift::Moves);
//!
//! // What a policy says once for all its rules.
//! let header = Header::parse("deadlines roll to the next working day", Lang::En).unwrap();
//! let rolling = Arc::new(calendar.clone().under(header));
//! assert!(view.what_if_on(rolling, view.lines(), at(2, 1)).is_empty());
//! ```
//!
//! [`Monitor::save`] puts everything away as bytes; [`Monitor::restore`] takes it up again
//! where it was, for the same rules, vocabulary and calendar, and says why where it cannot:
//!
//! ```
//! # use std::sync::Arc;
//! # use policy::calendar::Calendar;
//! # use policy::vocabulary::{Deed, Subject};
//! # use policy::{Event, Lang, Line, Monitor, Unfit, Vocabulary, parse};
//! # let words = Vocabulary::builder()
//! #     .deed(Deed::new("phone.added", &["phone"]))
//! #     .deed(Deed::new("passcode.changed", &["phone"]).en("passcode change", "a passcode is changed", "passcode changed"))
//! #     .subject(Subject::new("phone", "phone", "phone", "téléphone").between(&["phone.added"], &[]))
//! #     .build()
//! #     .unwrap();
//! # let (words, calendar) = (Arc::new(words), Arc::new(Calendar::new("America/Toronto").unwrap()));
//! # let lines = vec![Line::new("it", parse("every 3 months: passcode changed, for each phone", Lang::En, &words).unwrap(), 0)];
//! let mut monitor = Monitor::new(words.clone(), calendar.clone(), lines.clone());
//! monitor.feed(&Event::new(1, "phone.added", 1_000).about("phone", "PH-014"));
//! let bytes = monitor.save();
//!
//! let mut again = Monitor::restore(words.clone(), calendar.clone(), lines, bytes.clone())?;
//! let change = Event::new(2, "passcode.changed", 2_000).about("phone", "PH-014");
//! assert_eq!(again.feed(&change).len(), monitor.feed(&change).len());
//!
//! let other = Monitor::restore(words, calendar, Vec::new(), bytes);
//! assert_eq!(other.unwrap_err(), Unfit::OtherRules);
//! # Ok::<(), Unfit>(())
//! ```
//!
//! A vocabulary may say which deed places things at sites
//! ([`Builder::placed`](vocabulary::Builder::placed)), whose days then count
//! ([`Calendar::with_site`](calendar::Calendar::with_site)), and which deeds tell that a
//! source of entries is out ([`Builder::outages`](vocabulary::Builder::outages)): what was
//! missed meanwhile has a [`Gap`]. [`Monitor::basis`] says what an answer rests on, the
//! version of the time zones included.
//!
//! An entry may say the day and not the hour ([`Event::some_time_that_day`], a log on
//! paper): it counts in favour of whoever had to act, and
//! [`Duty::depends_on_the_hour`] says where another hour would have mattered. Its day is
//! that of the site where the thing was when that day began for the organisation.
//!
//! # What it costs
//!
//! A **cell** is a rule and what it is about. With `n` entries, `c` cells, and `k`
//! entries in the cell at hand:
//!
//! | operation | time | remembers |
//! |---|---|---|
//! | [`parse`], [`explain`] | the line times the phrases of the vocabulary | – |
//! | [`Monitor::load`] | n log n, each cell once | every entry, every duty |
//! | [`Monitor::feed`], in time or late | the cells it touches, k log k each | one entry |
//! | [`Monitor::advance`] | the cells that fall due, log c each | – |
//! | [`Monitor::duties_of`] | what the person owes, log c | – |
//! | [`Monitor::open`] | the cells with something open | – |
//! | [`Monitor::duties`], [`Monitor::counts`] | all duties | – |
//! | [`Monitor::as_of`], all known | as load, without the entries | – |
//! | [`Monitor::as_of`], known earlier | as load | – |
//! | [`Monitor::what_if`] | as load, for the changed rules | – |
//! | [`Monitor::view`] | the rules, and n / 128 + c / 128 | what changes afterwards |
//! | [`Monitor::save`] | n and all duties, once | about ten bytes an entry, fifty a duty |
//! | [`Monitor::restore`] | n, and the checksum | every entry; the bytes of the cells, until something touches them |
//! | [`Monitor::inventories`] | the cells of `only` rules | – |
//! | [`Ledger::feed`] | as [`Tally::feed`] | what is open, and overdue, for each subject |
//! | [`Pairs`] | one look-up a row | the rows that wait for their fellow: few |
//! | [`Tally::feed`] | one look-up, one date | what is open for each subject |
//! | [`Tally::save`], [`Running::restore`] | what is open | 24 bytes for each |
//!
//! A cell with entries of unknown hour is read up to 27 times, others once.
//! `bench/README.md` of Keepwell has the figures.
//!
//! Choices that the plan of the language leaves open are decided where they are
//! made: what a new version does to open duties in `monitor/forms/every.rs`, who
//! answers when nobody is named in `monitor/show.rs`, what an amendment of an
//! amendment means in `monitor/store.rs`. `tests/oracle` says it all again,
//! slowly and apart, and both must agree.
//!
//! Reading order: [`vocabulary`], `rule`, `parse`, [`calendar`], `monitor`
//! (`plan` makes a rule ready, `forms` run it, `cells` keep it up to date, `show`
//! gives it names).
//!
//! Not here: clocks, files, databases. Moments are milliseconds of UTC handed in
//! by the caller.

pub mod calendar;
mod conflicts;
mod explain;
mod header;
mod lang;
mod monitor;
mod parse;
mod print;
mod rule;
mod tally;
pub mod vocabulary;

pub use conflicts::{Clash, Conflict, conflicts};
pub use explain::explain;
pub use header::Header;
pub use lang::Lang;
pub use monitor::{
    Amends, Basis, Change, Counts, Difference, Duty, DutyId, Event, Excuse, Gap, Inventory, Line,
    Monitor, Precision, Shift, Stage, Status, Unfit, Unknown, Unused, View, Why,
};
pub use parse::{Complaint, Expected, Found, parse};
pub use print::long_date;
pub use rule::{Acts, Each, Form, Modifiers, Name, Period, Rule, Span, Trigger, Unit};
pub use tally::{Ledger, Paired, Pairs, Part, Row, Running, Stale, Tally, Word};
pub use vocabulary::Vocabulary;
