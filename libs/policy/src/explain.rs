//! Says what a rule asks, in one plain sentence.

use crate::lang::Lang;
use crate::print::{Writer, long_date};
use crate::rule::{Acts, Form, Modifiers, Name, Rule};
use crate::vocabulary::{Category, Vocabulary};

/// One sentence for a reader who has never seen the rule language.
pub fn explain(rule: &Rule, lang: Lang, vocabulary: &Vocabulary) -> String {
    let teller = Teller(Writer { lang, vocabulary });
    let mut parts = vec![teller.form(&rule.form)];
    teller.modifiers(&rule.modifiers, &mut parts);
    if matches!(rule.form, Form::Within { .. }) && !rule.modifiers.each {
        let one = "done once, it counts for all the times before";
        let une = "fait une fois, cela vaut pour toutes les fois d'avant";
        parts.push(lang.pick(one, une).to_owned());
    }
    let mut sentence = parts.join(lang.pick("; ", "\u{a0}; "));
    sentence.push('.');
    capital(&sentence)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

struct Teller<'a>(Writer<'a>);

impl Teller<'_> {
    fn form(&self, form: &Form) -> String {
        let lang = self.0.lang;
        match form {
            Form::Every { span, acts, each } => {
                let (each, record, span) =
                    (self.0.each(each), self.record(acts), self.0.span(span));
                match lang {
                    Lang::En => format!(
                        "for each {each}, {record} at least every {span}, counted from the last time"
                    ),
                    Lang::Fr => format!(
                        "pour chaque {each}, {record} au moins une fois en {span}, à compter de la dernière fois"
                    ),
                }
            }
            Form::Once { period, acts, each } => {
                let (each, record, period) =
                    (self.0.each(each), self.record(acts), period.text(lang));
                match lang {
                    Lang::En => {
                        format!("for each {each}, {record} at least once in each calendar {period}")
                    }
                    Lang::Fr => {
                        format!("pour chaque {each}, {record} au moins une fois par {period}")
                    }
                }
            }
            Form::Within { span, of, acts } => {
                let (noun, record, span) =
                    (self.0.trigger(of), self.record(acts), self.0.span(span));
                match lang {
                    Lang::En => format!("after {noun}, {record} within {span}"),
                    Lang::Fr => format!("après {noun}, {record} en {span} au plus"),
                }
            }
            Form::Before { .. } => self.before(form),
            Form::Only { .. } | Form::Standing { .. } => self.lasting(form),
        }
    }

    fn before(&self, form: &Form) -> String {
        let Form::Before {
            what,
            acts,
            valid,
            one_use,
        } = form
        else {
            return String::new();
        };
        let lang = self.0.lang;
        let clause = self.0.words(Category::Clause, what);
        let mut text = match lang {
            Lang::En => format!("before {clause}, {}", self.record(acts)),
            Lang::Fr => format!("avant {clause}, {}", self.record(acts)),
        };
        if let Some(span) = valid {
            let span = self.0.span(span);
            text.push_str(&lang.pick(
                format!(", no more than {span} old"),
                format!(
                    "{} dater de {span} au plus",
                    if *one_use { "," } else { " et" }
                ),
            ));
        }
        if *one_use {
            text.push_str(lang.pick(
                ", and it counts for one time only",
                " et ne servir qu'une fois",
            ));
        }
        text
    }

    fn lasting(&self, form: &Form) -> String {
        let lang = self.0.lang;
        match form {
            Form::Only {
                set,
                relation,
                each,
            } => {
                let (set, relation) = (
                    self.0.words(Category::Set, set),
                    self.0.words(Category::Relation, relation),
                );
                let each = self.0.each(each);
                match lang {
                    Lang::En => format!("only {set} may be {relation} each {each}, at any time"),
                    Lang::Fr => {
                        format!("il n'y a en tout temps que {set} {relation} chaque {each}")
                    }
                }
            }
            Form::Standing {
                always,
                state,
                each,
            } => {
                let (state, each) = (self.0.words(Category::State, state), self.0.each(each));
                match (lang, always) {
                    (Lang::En, true) => format!("each {each} must have {state} at all times"),
                    (Lang::En, false) => format!("no {each} may have {state} at any time"),
                    (Lang::Fr, true) => format!("il faut en tout temps {state} sur chaque {each}"),
                    (Lang::Fr, false) => format!("sur chaque {each}, il ne faut jamais {state}"),
                }
            }
            _ => String::new(),
        }
    }

    /// `“passcode changed” by the manager must be on record`
    fn record(&self, acts: &Acts) -> String {
        let lang = self.0.lang;
        let done: Vec<String> = acts
            .done
            .iter()
            .map(|kind| lang.quote(self.0.words(Category::Done, kind)))
            .collect();
        let by = acts.by.as_ref().map_or_else(String::new, |role| {
            let role = self.0.words(Category::Role, role);
            lang.pick(format!(" by {role}"), format!(" par {role}"))
        });
        let must = match (lang, done.len()) {
            (Lang::En, _) => "must be on record",
            (Lang::Fr, 1) => "doit être au registre",
            (Lang::Fr, _) => "doivent être au registre",
        };
        format!("{}{by} {must}", lang.list(&done))
    }

    fn modifiers(&self, all: &Modifiers, parts: &mut Vec<String>) {
        let lang = self.0.lang;
        let role = |name: &Name| self.0.words(Category::Role, name).to_owned();
        if let Some(name) = &all.responsible {
            parts.push(lang.pick(
                format!("{} answers for it", role(name)),
                format!("{} en répond", role(name)),
            ));
        }
        if !all.inform.is_empty() {
            let told: Vec<String> = all.inform.iter().map(role).collect();
            let told = lang.list(&told);
            parts.push(lang.pick(format!("{told} is told"), format!("on informe {told}")));
        }
        for state in &all.except {
            let state = self.0.words(Category::State, state);
            parts.push(lang.pick(
                format!("it is not asked while there is {state}"),
                format!("ce n'est pas demandé tant qu'il y a {state}"),
            ));
        }
        if let Some(span) = all.grace {
            let span = self.0.span(span);
            parts.push(lang.pick(
                format!("up to {span} is forgiven"),
                format!("on tolère jusqu'à {span}"),
            ));
        }
        if let Some(date) = all.first_by {
            let date = long_date(date, lang);
            parts.push(lang.pick(
                format!("the first time is by {date}"),
                format!("la première fois au plus tard le {date}"),
            ));
        }
        self.strictness(all, parts);
        if let Some(span) = all.warn {
            let span = self.0.span(span);
            parts.push(lang.pick(
                format!("a reminder comes {span} before"),
                format!("un rappel vient {span} avant"),
            ));
        }
    }

    /// How exactly the record must show it.
    fn strictness(&self, all: &Modifiers, parts: &mut Vec<String>) {
        let lang = self.0.lang;
        for (said, en, fr) in [
            (
                all.fixed,
                "the dates stay the same, however early or late it is done",
                "les dates restent les mêmes, que ce soit fait tôt ou tard",
            ),
            (
                all.carry,
                "the last time before counts for the first",
                "la dernière fois d'avant compte pour la première",
            ),
            (
                all.each,
                "each time needs a record of its own",
                "chaque fois demande sa propre inscription",
            ),
            (
                all.first,
                "it must also have been written down before",
                "il faut aussi l'avoir inscrit avant",
            ),
        ] {
            if said {
                parts.push(lang.pick(en, fr).to_owned());
            }
        }
        if let Some(span) = all.recorded {
            let span = self.0.span(span);
            parts.push(lang.pick(
                format!("what is written down more than {span} later does not count"),
                format!("ce qui est inscrit plus de {span} après ne compte pas"),
            ));
        }
        if let Some(span) = all.stale {
            let span = self.0.span(span);
            parts.push(lang.pick(
                format!("{span} after it was last seen, nobody knows any more"),
                format!("{span} après la dernière observation, on ne le sait plus"),
            ));
        }
        if let Some(part) = all.part {
            parts.push(lang.pick(
                format!("what comes during a period owes it only if it is there for {part} percent of it"),
                format!("ce qui arrive en cours de période n'y est tenu que si c'est là pendant {part} pour cent de celle-ci"),
            ));
        }
        if let Some(span) = all.checked {
            let span = self.0.span(span);
            parts.push(lang.pick(
                format!("somebody looks at all of it at least every {span}"),
                format!("quelqu'un vérifie le tout au moins une fois en {span}"),
            ));
        }
    }
}
