//! The sentence under a duty: what opened it, when it is due, how it stands.

use super::core::{Unknown, Why};
use super::duty::{Duty, Excuse, Status};
use super::outages::Gap;
use crate::calendar::{Due, Instant};
use crate::lang::Lang;
use crate::print::{Writer, long_date};
use crate::rule::{Acts, Form, Name};
use crate::vocabulary::Category;

struct Teller<'a, F> {
    duty: &'a Duty,
    lang: Lang,
    writer: Writer<'a>,
    name: F,
}

pub(crate) fn why(duty: &Duty, lang: Lang, name: impl Fn(&str, &str) -> String) -> String {
    let writer = Writer {
        lang,
        vocabulary: &duty.house.vocabulary,
    };
    let teller = Teller {
        duty,
        lang,
        writer,
        name,
    };
    let opening = teller.opening();
    let standing = teller.standing();
    let mut text = capital(&opening);
    text.push('.');
    if !standing.is_empty() {
        text.push(' ');
        text.push_str(&capital(&standing));
        text.push('.');
    }
    if let Some(gap) = &duty.gap {
        text.push(' ');
        text.push_str(&teller.gap(gap));
    }
    if duty.depends_on_the_hour {
        text.push_str(lang.pick(
            " This depends on the hour: only the day of an entry is known.",
            " Cela dépend de l'heure\u{a0}: on ne connaît que le jour d'une inscription.",
        ));
    }
    text
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

impl<F: Fn(&str, &str) -> String> Teller<'_, F> {
    fn day(&self, at: Instant) -> String {
        long_date(self.duty.house.calendar.date(at), self.lang)
    }

    fn hour(&self, at: Instant) -> String {
        let wall = self.duty.house.calendar.wall(at);
        let hour = wall.split_once('T').map_or("", |(_, hour)| hour).to_owned();
        let hour = self
            .lang
            .pick(hour.clone(), hour.replace(':', "\u{a0}h\u{a0}"));
        format!("{} {} {hour}", self.day(at), self.lang.pick("at", "à"))
    }

    /// Why the record may not show all.
    fn gap(&self, gap: &Gap) -> String {
        let lang = self.lang;
        let source = (self.name)("source", &gap.source);
        let from = self.hour(gap.from);
        match gap.until.map(|until| self.hour(until)) {
            Some(until) => lang.pick(
                format!("The record may have a gap: nothing came from {source} between {from} and {until}."),
                format!("Le registre a peut-être un trou\u{a0}: rien n'est venu de {source} entre le {from} et le {until}."),
            ),
            None => lang.pick(
                format!("The record may have a gap: nothing comes from {source} since {from}."),
                format!("Le registre a peut-être un trou\u{a0}: rien ne vient de {source} depuis le {from}."),
            ),
        }
    }

    fn about(&self) -> String {
        let symbols: Vec<String> = self
            .duty
            .subjects
            .iter()
            .map(|(slot, symbol)| (self.name)(slot, symbol))
            .collect();
        if symbols.is_empty() {
            String::new()
        } else {
            format!(" ({})", symbols.join(", "))
        }
    }

    fn done(&self, acts: &Acts) -> String {
        let done: Vec<String> = acts
            .done
            .iter()
            .map(|kind| self.lang.quote(self.writer.words(Category::Done, kind)))
            .collect();
        let mut text = self.lang.list(&done);
        if let Some(role) = &acts.by {
            text.push_str(self.lang.pick(" by ", " par "));
            text.push_str(self.writer.words(Category::Role, role));
        }
        text
    }

    fn due(&self) -> String {
        let lang = self.lang;
        match self.duty.due {
            None => lang
                .pick(
                    "without a day while an exception lasts",
                    "sans date tant que dure une exception",
                )
                .to_owned(),
            Some(Due {
                last,
                date,
                whole_day,
                about,
            }) => {
                let when = if whole_day {
                    lang.pick("by the end of ", "avant la fin du ").to_owned()
                        + &long_date(date, lang)
                } else {
                    lang.pick("by ", "avant le ").to_owned() + &self.hour(last)
                };
                let roughly = lang.pick(
                    " (about: later holidays are not loaded)",
                    " (environ\u{a0}: les congés suivants ne sont pas chargés)",
                );
                if about { when + roughly } else { when }
            }
        }
    }

    fn opening(&self) -> String {
        let (lang, due) = (self.lang, self.due());
        let (about, opened) = (self.about(), self.day(self.duty.opened_at));
        match &self.duty.line.rule.form {
            Form::Every { span, acts, .. } if self.duty.line.rule.modifiers.carry => {
                let (done, span) = (self.done(acts), self.writer.span(span));
                lang.pick(
                    format!("{done}{about} is due {due}: every {span}, counted from the last time, even before {opened}"),
                    format!("{done}{about} est attendu {due}\u{a0}: une fois en {span}, à compter de la dernière fois, même avant le {opened}"),
                )
            }
            Form::Every { span, acts, .. } => {
                let (done, span) = (self.done(acts), self.writer.span(span));
                lang.pick(
                    format!("{done}{about} is due {due}: every {span}, counted from {opened}"),
                    format!("{done}{about} est attendu {due}\u{a0}: une fois en {span}, à compter du {opened}"),
                )
            }
            Form::Once { period, acts, .. } => {
                let (done, period) = (self.done(acts), period.text(lang));
                lang.pick(
                    format!("{done}{about} is due {due}: once each calendar {period}"),
                    format!("{done}{about} est attendu {due}\u{a0}: une fois par {period}"),
                )
            }
            Form::Within { .. } | Form::Before { .. } => self.triggered(&about, &due),
            Form::Only { relation, .. } if self.duty.check => self.look(relation, &about, &due),
            Form::Only { .. } | Form::Standing { .. } => self.lasting(&about),
        }
    }

    fn look(&self, relation: &Name, about: &str, due: &str) -> String {
        let lang = self.lang;
        let span = self.duty.line.rule.modifiers.checked;
        let span = span.map_or_else(String::new, |span| self.writer.span(span));
        let inventory = self
            .writer
            .vocabulary
            .relation(relation)
            .and_then(|relation| relation.inventory.as_ref());
        let words = inventory.map_or("", |kind| self.writer.words(Category::Done, kind));
        let look = if words.is_empty() {
            lang.pick("a look at all of it", "une vérification du tout")
                .to_owned()
        } else {
            lang.quote(words)
        };
        let opened = self.day(self.duty.opened_at);
        lang.pick(
            format!("{look}{about} is due {due}: every {span}, counted from {opened}"),
            format!(
                "{look}{about} est attendu {due}\u{a0}: une fois en {span}, à compter du {opened}"
            ),
        )
    }

    fn triggered(&self, about: &str, due: &str) -> String {
        let lang = self.lang;
        let at = self.hour(self.duty.opened_at);
        match &self.duty.line.rule.form {
            Form::Within { span, of, acts } => {
                let (noun, done, span) = (
                    self.writer.trigger(of),
                    self.done(acts),
                    self.writer.span(span),
                );
                lang.pick(
                    format!("after {noun}{about} on {at}, {done} is due within {span}, {due}"),
                    format!("après {noun}{about} le {at}, {done} est attendu dans un délai de {span}, {due}"),
                )
            }
            Form::Before {
                what, acts, valid, ..
            } => {
                let (clause, done) = (self.writer.words(Category::Clause, what), self.done(acts));
                let fresh = valid.map_or_else(String::new, |span| {
                    let span = self.writer.span(span);
                    lang.pick(
                        format!(", no more than {span} old"),
                        format!(", depuis {span} au plus"),
                    )
                });
                lang.pick(
                    format!("{clause}{about} on {at}; before it, the record must show {done}{fresh}"),
                    format!("{clause}{about} le {at}\u{a0}; avant, le registre doit montrer {done}{fresh}"),
                )
            }
            _ => String::new(),
        }
    }

    fn lasting(&self, about: &str) -> String {
        let lang = self.lang;
        let line = self.duty.line.rule.text(lang, &self.duty.house.vocabulary);
        let line = lang.quote(line.split(';').next().unwrap_or_default());
        let since = self.hour(self.duty.opened_at);
        if self.duty.unknown.is_some() {
            return lang.pick(
                format!("whether {line} holds{about} is not known since {since}"),
                format!("on ne sait pas si {line} est respecté{about} depuis le {since}"),
            );
        }
        lang.pick(
            format!("{line} does not hold{about} since {since}"),
            format!("{line} n'est pas respecté{about} depuis le {since}"),
        )
    }

    fn entries(&self, ids: &[u64]) -> String {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        match (ids.as_slice(), self.lang) {
            ([], _) => String::new(),
            ([one], Lang::En) => format!(" (entry {one})"),
            ([one], Lang::Fr) => format!(" (inscription {one})"),
            (all, Lang::En) => format!(" (entries {})", all.join(", ")),
            (all, Lang::Fr) => format!(" (inscriptions {})", all.join(", ")),
        }
    }

    fn standing(&self) -> String {
        let lang = self.lang;
        match &self.duty.status {
            Status::Pending => match self.duty.unknown {
                Some(Unknown::SeenTooLongAgo) => lang
                    .pick(
                        "it was seen too long ago to be sure",
                        "la dernière observation est trop ancienne",
                    )
                    .to_owned(),
                Some(Unknown::NeverSeen) => lang
                    .pick("nothing is on record yet", "rien n'est encore inscrit")
                    .to_owned(),
                None => String::new(),
            },
            Status::Met {
                at,
                evidence,
                afterwards,
                ..
            } => {
                let proof = self.entries(evidence);
                let late = if *afterwards {
                    lang.pick(", written down afterwards", ", inscrit après coup")
                } else {
                    ""
                };
                lang.pick(
                    format!("it was done on {}{proof}{late}", self.hour(*at)),
                    format!("c'est fait le {}{proof}{late}", self.hour(*at)),
                )
            }
            Status::Missed {
                made_good_at,
                evidence,
                ..
            } => self.missed(*made_good_at, evidence),
            Status::Excused { why, .. } => {
                lang.pick("it is not owed: ", "ce n'est plus dû\u{a0}: ")
                    .to_owned()
                    + excuse(*why, lang)
            }
        }
    }

    fn missed(&self, made_good_at: Option<Instant>, evidence: &[u64]) -> String {
        let (lang, duty) = (self.lang, self.duty);
        let mut text = lang
            .pick(
                "there is no record of it in time",
                "rien ne le montre à temps",
            )
            .to_owned();
        if let Some(at) = made_good_at {
            let (when, proof) = (self.hour(at), self.entries(evidence));
            text.push_str(&lang.pick(
                format!("; it was made good on {when}{proof}"),
                format!("\u{a0}; c'est corrigé le {when}{proof}"),
            ));
        } else if duty.overdue && duty.days_overdue() > 0 {
            let days = duty.days_overdue();
            let plural = if days == 1 { "" } else { "s" };
            text.push_str(&lang.pick(
                format!("; it is overdue for {days} day{plural}"),
                format!("\u{a0}; le retard est de {days} jour{plural}"),
            ));
        }
        if let Some((id, near)) = duty.nearest {
            text.push_str(lang.pick("; nearest: ", "\u{a0}; au plus près\u{a0}: "));
            text.push_str(nearest(near, lang));
            text.push_str(&self.entries(&[id]));
        }
        text
    }
}

fn nearest(why: Why, lang: Lang) -> &'static str {
    match why {
        Why::TooEarly => lang.pick("it was done before", "c'était fait avant"),
        Why::TooLate => lang.pick("it was done after", "c'était fait après"),
        Why::Expired => lang.pick("it was too old", "c'était trop ancien"),
        Why::ByAnother => lang.pick("somebody else did it", "une autre personne l'a fait"),
        Why::UsedUp => lang.pick("it had served already", "cela avait déjà servi"),
        Why::Revoked => lang.pick("it was taken back", "c'était retiré"),
        Why::WrittenAfter => lang.pick(
            "it was written down afterwards",
            "c'était inscrit après coup",
        ),
        Why::WrittenLate => lang.pick(
            "it was written down too late to count",
            "c'était inscrit trop tard pour compter",
        ),
    }
}

fn excuse(why: Excuse, lang: Lang) -> &'static str {
    match why {
        Excuse::Exception => lang.pick("an exception held", "une exception s'appliquait"),
        Excuse::SubjectGone => lang.pick("it no longer applies", "cela ne s'applique plus"),
        Excuse::RuleEnded => lang.pick("the rule was withdrawn", "la règle a été retirée"),
        Excuse::TooShort => lang.pick(
            "it applied for less than half of the period",
            "cela s'appliquait moins de la moitié de la période",
        ),
    }
}
