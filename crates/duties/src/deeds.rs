//! What people do about duties: they say it was done elsewhere, put it off, ask to be excused, take lists along.

use base::slice::Deed;

const fn deed(name: &'static str, slots: &'static [&'static str], details: &'static [&'static str]) -> Deed {
    Deed { name, slots, details, words: None, act: None }
}

/// What a duty can be about where it may be done elsewhere or excused.
pub const ABOUT: [&str; 6] = ["phone", "person", "client", "conversation", "document", "app"];
const RULE_AND_ABOUT: &[&str] = &["rule", "phone", "person", "client", "conversation", "document", "app"];

/// Somebody saved (a part of) the trail as a file: how, and how many lines.
pub const TRAIL_EXPORTED: Deed = deed("trail.exported", &[], &["form", "count"]);
/// Somebody saved standing as a file.
pub const STANDING_EXPORTED: Deed = deed("standing.exported", &[], &["form", "count"]);
/// Somebody saved a list of duties as a file.
pub const DUTIES_EXPORTED: Deed = deed("duties.exported", &[], &["form", "count"]);
/// Somebody saved the list of exceptions as a file.
pub const EXCEPTIONS_EXPORTED: Deed = deed("exceptions.exported", &[], &["form", "count"]);

/// Somebody did what a rule asks, in another place than Keepwell. To rules it is
/// the deed named in `deed`, by the same person, about the same things.
pub const DONE_ELSEWHERE: Deed = deed("duty.done-elsewhere", RULE_AND_ABOUT, &["deed"]);
/// For this rule "it was done elsewhere" counts from now on; or does not any more.
pub const ELSEWHERE_ALLOWED: Deed = deed("elsewhere.allowed", &["rule"], &[]);
pub const ELSEWHERE_BARRED: Deed = deed("elsewhere.barred", &["rule"], &[]);
/// Somebody put a duty off on their own page, or took it back there.
pub const PUT_OFF: Deed = deed("duty.put-off", &["rule"], &["until"]);
pub const TAKEN_UP: Deed = deed("duty.taken-up", &["rule"], &[]);

/// `until` is the last day, in the organisation's zone.
pub const EXCEPTION_ASKED: Deed = deed("exception.asked", RULE_AND_ABOUT, &["until"]);
pub const EXCEPTION_GRANTED: Deed = deed("exception.granted", RULE_AND_ABOUT, &["until"]);
pub const EXCEPTION_REFUSED: Deed = deed("exception.refused", RULE_AND_ABOUT, &[]);
pub const EXCEPTION_DROPPED: Deed = deed("exception.dropped", RULE_AND_ABOUT, &[]);
/// Before its day. `of` is the number of the entry that granted it.
pub const EXCEPTION_ENDED: Deed = deed("exception.ended", RULE_AND_ABOUT, &["of"]);

/// Somebody chose the mornings on which they are reminded.
pub const REMINDERS_CHANGED: Deed = deed("reminders.changed", &["person"], &[]);
/// The morning letter was handed over: what it counts, this person was told.
pub const REMINDER_SENT: Deed = deed("reminder.sent", &["person"], &[]);
/// Somebody's calendar got an address that needs no passphrase; or lost it.
pub const CALENDAR_MADE: Deed = deed("calendar-feed.made", &["person"], &[]);
pub const CALENDAR_ENDED: Deed = deed("calendar-feed.ended", &["person"], &[]);

/// Every deed of this slice.
pub static DEEDS: &[Deed] = &[
    TRAIL_EXPORTED, STANDING_EXPORTED, DUTIES_EXPORTED, EXCEPTIONS_EXPORTED, DONE_ELSEWHERE, ELSEWHERE_ALLOWED, ELSEWHERE_BARRED,
    PUT_OFF, TAKEN_UP, EXCEPTION_ASKED, EXCEPTION_GRANTED, EXCEPTION_REFUSED, EXCEPTION_DROPPED, EXCEPTION_ENDED,
    REMINDERS_CHANGED, REMINDER_SENT, CALENDAR_MADE, CALENDAR_ENDED,
];
