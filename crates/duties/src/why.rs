//! Why a duty is there and how it stands, in plain sentences: what happened, what the
//! policy asks because of it, and what the record shows.

use base::words::{day_in_words, moment_in_words};
use base::{Day, Moment};
use policy::calendar::Calendar;
use policy::{Duty, Excuse, Form, Span, Stage, Status, Why};

use crate::view::{Known, Teller, rule_lang};

impl Teller<'_> {
    /// The sentences under "Why".
    pub(crate) fn reason(&self, duty: &Duty, known: &Known) -> String {
        let parts = [self.beginning(duty, known), self.demand(duty, known), self.outcome(duty)];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// What opened it, as the trail tells it.
    fn beginning(&self, duty: &Duty, known: &Known) -> String {
        match duty.opened_by.iter().rev().find_map(|n| known.told(*n)) {
            Some(told) => {
                let when = moment_in_words(self.lang, told.at, &self.app.zone());
                self.say("duties-why-began", &[("sentence", &told.sentence()), ("when", &when)])
            }
            None if duty.line.rule.form.miss_of().is_some() => self.say("duties-why-miss", &[]),
            None => String::new(),
        }
    }

    /// What the policy asks.
    fn demand(&self, duty: &Duty, known: &Known) -> String {
        let lang = rule_lang(self.lang);
        let with_span = |id: &str, span: &str| self.say(id, &[("span", span)]);
        match &duty.line.rule.form {
            Form::Every { span, .. } => match self.younger(duty, known, *span) {
                Some(day) => self.say("duties-why-every-since", &[("span", &span.text(lang)), ("day", &day_in_words(self.lang, day))]),
                None => with_span("duties-why-every", &span.text(lang)),
            },
            Form::Once { period, .. } => with_span("duties-why-once", period.text(lang)),
            Form::Within { span, .. } => with_span("duties-why-within", &span.text(lang)),
            Form::Before { valid: Some(span), .. } => with_span("duties-why-before-fresh", &span.text(lang)),
            Form::Before { .. } => self.say("duties-why-before", &[]),
            Form::Only { .. } if duty.check => self.say("duties-why-look", &[]),
            Form::Only { .. } => self.say("duties-why-only", &[]),
            Form::Standing { .. } if duty.unknown.is_some() => self.say("duties-why-unknown", &[]),
            Form::Standing { .. } => self.say("duties-why-standing", &[]),
        }
    }

    /// The day a rule began, where a duty is counted from that and not from what opened it,
    /// because the rule is the younger of the two.
    fn younger(&self, duty: &Duty, known: &Known, span: Span) -> Option<Day> {
        let opened = duty.opened_by.iter().rev().find_map(|n| known.told(*n))?.at;
        let began = Moment(duty.line.from).day(&self.app.zone());
        let calendar = Calendar::new(self.app.zone().iana_name()?).ok()?;
        (opened.0 < duty.line.from && calendar.add(began.0, span) == duty.due?.date).then_some(began)
    }

    /// What the record shows.
    fn outcome(&self, duty: &Duty) -> String {
        let when = |at: i64| moment_in_words(self.lang, Moment(at), &self.app.zone());
        match &duty.status {
            Status::Pending if duty.due.is_none() && !duty.opened_by.is_empty() && self.is_excused(duty) => match duty.planned {
                Some(due) => self.say("duties-why-rests-until", &[("day", &day_in_words(self.lang, Day(due.date)))]),
                None => self.say("duties-why-rests", &[]),
            },
            Status::Pending => String::new(),
            Status::Met { afterwards: true, .. } => self.say("duties-why-met-afterwards", &[]),
            Status::Met { .. } => self.say("duties-why-met", &[]),
            Status::Missed { made_good_at: Some(at), .. } => self.say("duties-why-made-good", &[("when", &when(*at))]),
            Status::Missed { .. } if duty.stage() == Stage::Practice => self.say("duties-why-late-trial", &[]),
            Status::Missed { .. } => {
                let near = duty.nearest.map_or_else(String::new, |(_, why)| format!(" {}", self.say(nearest(why), &[])));
                self.say("duties-why-late", &[]) + &near
            }
            Status::Excused { why, .. } => self.say(excuse(*why), &[]),
        }
    }

    /// Whether what holds it is an exception, not a state never seen.
    fn is_excused(&self, duty: &Duty) -> bool {
        !matches!(duty.line.rule.form, Form::Standing { .. } | Form::Only { .. })
    }
}

const fn nearest(why: Why) -> &'static str {
    match why {
        Why::TooEarly => "duties-near-too-early",
        Why::TooLate => "duties-near-too-late",
        Why::Expired => "duties-near-expired",
        Why::ByAnother => "duties-near-by-another",
        Why::UsedUp => "duties-near-used-up",
        Why::Revoked => "duties-near-revoked",
        Why::WrittenAfter => "duties-near-written-after",
        Why::WrittenLate => "duties-near-written-late",
    }
}

const fn excuse(why: Excuse) -> &'static str {
    match why {
        Excuse::Exception => "duties-excuse-exception",
        Excuse::SubjectGone => "duties-excuse-gone",
        Excuse::RuleEnded => "duties-excuse-rule",
        Excuse::TooShort => "duties-excuse-short",
    }
}
