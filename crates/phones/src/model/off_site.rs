//! Permission to take a phone off site: asked, answered by somebody else, good
//! for 24 hours and one trip (S-028…S-031).

use base::Moment;
use jiff::tz::TimeZone;

use super::Refusal;

/// How long a yes is good.
pub const VALID: i64 = 24 * Moment::HOUR;
/// How far ahead one may ask.
const AHEAD: i64 = 7 * Moment::DAY;
/// How long afterwards a trip may be asked for, or an answer written down.
const BEHIND: i64 = 3 * Moment::DAY;
/// The longest reason or word, in letters.
const LONGEST: usize = 300;

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Permitted,
    Refused,
    /// The asker no longer holds the phone, so nobody need answer.
    Dropped,
}

impl Answer {
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Permitted => "permitted",
            Self::Refused => "refused",
            Self::Dropped => "dropped",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Permitted, Self::Refused, Self::Dropped].into_iter().find(|a| a.id() == text)
    }
}

/// A request to take a phone off site. Its reason is sealed and not in here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub id: String,
    pub phone: String,
    pub asker: String,
    pub wanted: Moment,
    pub asked: Moment,
    pub answer: Option<(Answer, Moment, String)>,
    pub used: Option<Moment>,
}

/// A yes that is still good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    pub request: String,
    pub until: Moment,
}

impl Request {
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.answer.is_none()
    }

    /// The permission it gives at `moment`, if it does: not before it was given,
    /// not after 24 hours, not twice.
    #[must_use]
    pub fn permission(&self, moment: Moment) -> Option<Permission> {
        let Some((Answer::Permitted, at, _)) = &self.answer else { return None };
        let until = at.plus(VALID);
        let good = self.used.is_none() && *at <= moment && moment <= until;
        good.then(|| Permission { request: self.id.clone(), until })
    }

    /// May `actor` answer, saying it was said at `said`?
    ///
    /// # Errors
    /// [`Refusal::Answered`], [`Refusal::OwnRequest`], [`Refusal::BadSaidAt`].
    pub fn answer(&self, actor: &str, said: Moment, now: Moment) -> Result<(), Refusal> {
        if self.answer.is_some() {
            return Err(Refusal::Answered);
        }
        if self.asker == actor {
            return Err(Refusal::OwnRequest);
        }
        if said > now || said < now.plus(-BEHIND) { Err(Refusal::BadSaidAt) } else { Ok(()) }
    }
}

/// May one ask for a trip at `wanted`? Asking afterwards is better than not asking.
///
/// # Errors
/// [`Refusal::BadTime`].
pub fn may_want(wanted: Moment, now: Moment) -> Result<(), Refusal> {
    if wanted < now.plus(-BEHIND) || wanted > now.plus(AHEAD) { Err(Refusal::BadTime) } else { Ok(()) }
}

/// A reason: something, and not a novel.
///
/// # Errors
/// [`Refusal::BadReason`].
pub fn reason(text: &str) -> Result<&str, Refusal> {
    let text = text.trim();
    if (1..=LONGEST).contains(&text.chars().count()) { Ok(text) } else { Err(Refusal::BadReason) }
}

/// A word with the answer, which may be empty.
///
/// # Errors
/// [`Refusal::BadReason`].
pub fn word(text: &str) -> Result<&str, Refusal> {
    if text.trim().is_empty() { Ok("") } else { reason(text) }
}

/// Reads what a browser sends for a day and a time: `2026-11-23T18:30`.
///
/// # Errors
/// [`Refusal::BadTime`].
pub fn local(text: &str, zone: &TimeZone) -> Result<Moment, Refusal> {
    let civil: jiff::civil::DateTime = text.trim().parse().map_err(|_| Refusal::BadTime)?;
    let zoned = civil.to_zoned(zone.clone()).map_err(|_| Refusal::BadTime)?;
    Ok(Moment(zoned.timestamp().as_millisecond()))
}

/// The same, for showing in such a field.
#[must_use]
pub fn local_text(moment: Moment, zone: &TimeZone) -> String {
    moment.zoned(zone).strftime("%Y-%m-%dT%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permitted(at: i64, used: Option<i64>) -> Request {
        Request {
            id: "r1".into(),
            phone: "p1".into(),
            asker: "ben".into(),
            wanted: Moment(at),
            asked: Moment(0),
            answer: Some((Answer::Permitted, Moment(at), "ana".into())),
            used: used.map(Moment),
        }
    }

    #[test]
    fn a_yes_is_good_for_24_hours_and_one_trip() {
        let at = 1_000;
        assert_eq!(permitted(at, None).permission(Moment(at - 1)), None);
        assert!(permitted(at, None).permission(Moment(at)).is_some());
        assert!(permitted(at, None).permission(Moment(at + VALID)).is_some());
        assert_eq!(permitted(at, None).permission(Moment(at + VALID + 1)), None);
        assert_eq!(permitted(at, Some(at + 5)).permission(Moment(at + 6)), None);
    }

    #[test]
    fn who_asks_never_answers() {
        let open = Request { answer: None, ..permitted(0, None) };
        let now = Moment(10 * Moment::DAY);
        assert_eq!(open.answer("ben", now, now), Err(Refusal::OwnRequest));
        assert_eq!(open.answer("ana", now, now), Ok(()));
        assert_eq!(open.answer("ana", now.plus(1), now), Err(Refusal::BadSaidAt));
        assert_eq!(open.answer("ana", now.plus(-4 * Moment::DAY), now), Err(Refusal::BadSaidAt));
        assert_eq!(permitted(0, None).answer("ana", now, now), Err(Refusal::Answered));
    }

    #[test]
    fn a_time_is_read_in_the_zone_of_the_house() {
        let zone = TimeZone::get("America/Toronto").unwrap();
        let moment = local("2026-11-23T18:30", &zone).unwrap();
        assert_eq!(moment, Moment("2026-11-23T23:30:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond()));
        assert_eq!(local_text(moment, &zone), "2026-11-23T18:30");
        assert_eq!(local("tomorrow", &zone), Err(Refusal::BadTime));
        assert_eq!(may_want(Moment(8 * Moment::DAY), Moment(0)), Err(Refusal::BadTime));
    }
}
