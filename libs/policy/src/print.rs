//! Writes a rule as a line, in either language: what [`parse`](crate::parse) reads back.

use std::borrow::Borrow;

use jiff::civil::Date;

use crate::lang::{Lang, MONTHS_EN, MONTHS_FR, article};
use crate::rule::{Acts, Each, Form, Modifiers, Name, Period, Rule, Span, Trigger, Unit};
use crate::vocabulary::{Category, French, Vocabulary};

impl Rule {
    /// The rule as one line.
    pub fn text(&self, lang: Lang, vocabulary: &Vocabulary) -> String {
        let writer = Writer { lang, vocabulary };
        let mut line = writer.form(&self.form);
        writer.modifiers(&self.modifiers, &mut line);
        line
    }
}

pub(crate) struct Writer<'a> {
    pub(crate) lang: Lang,
    pub(crate) vocabulary: &'a Vocabulary,
}

impl Writer<'_> {
    pub(crate) fn words(&self, category: Category, name: &Name) -> &str {
        self.vocabulary.words(category, name, self.lang)
    }

    /// `3 months`, in the French of the vocabulary.
    pub(crate) fn span(&self, span: impl Borrow<Span>) -> String {
        let span: &Span = span.borrow();
        let text = span.text(self.lang);
        let europe = self.vocabulary.french() == French::Europe;
        match span.unit {
            Unit::WorkingDays if europe => text.replace("ouvrable", "ouvré"),
            _ => text,
        }
    }

    fn form(&self, form: &Form) -> String {
        match form {
            Form::Every { .. } | Form::Once { .. } => self.renewal(form),
            Form::Within { .. } | Form::Before { .. } => self.triggered(form),
            Form::Only { .. } | Form::Standing { .. } => self.lasting(form),
        }
    }

    fn colon(&self) -> &'static str {
        self.lang.pick(":", "\u{a0}:")
    }

    fn renewal(&self, form: &Form) -> String {
        let lang = self.lang;
        let (start, acts, each) = match form {
            Form::Every { span, acts, each } => {
                let every = lang.pick("every", all_the(span.unit));
                (format!("{every} {}", self.span(span)), acts, each)
            }
            Form::Once { period, acts, each } => {
                let once = lang.pick("once each calendar", "une fois par");
                (format!("{once} {}", period.text(lang)), acts, each)
            }
            _ => return String::new(),
        };
        let for_each = lang.pick("for each", "pour chaque");
        format!(
            "{start}{} {}, {for_each} {}",
            self.colon(),
            self.acts(acts),
            self.each(each)
        )
    }

    fn triggered(&self, form: &Form) -> String {
        match form {
            Form::Within { span, of, acts } => {
                let start = format!("{} {}", self.within(*span), self.trigger(of));
                format!("{start}{} {}", self.colon(), self.acts(acts))
            }
            Form::Before {
                what,
                acts,
                valid,
                one_use,
            } => {
                let before = self.lang.pick("before", "avant");
                let start = format!("{before} {}", self.words(Category::Clause, what));
                let valid = self.valid(*valid, *one_use);
                format!("{start}{} {}{valid}", self.colon(), self.acts(acts))
            }
            _ => String::new(),
        }
    }

    fn lasting(&self, form: &Form) -> String {
        let lang = self.lang;
        match form {
            Form::Only {
                set,
                relation,
                each,
            } => {
                let (only, of_each) = (lang.pick("only", "seulement"), lang.pick("each", "chaque"));
                let (set, relation) = (
                    self.words(Category::Set, set),
                    self.words(Category::Relation, relation),
                );
                format!("{only} {set} {relation} {of_each} {}", self.each(each))
            }
            Form::Standing {
                always,
                state,
                each,
            } => {
                let en = if *always { "always" } else { "never" };
                let fr = if *always { "toujours" } else { "jamais" };
                let state = self.words(Category::State, state);
                format!(
                    "{} {state} {} {}",
                    lang.pick(en, fr),
                    lang.pick("on each", "sur chaque"),
                    self.each(each)
                )
            }
            _ => String::new(),
        }
    }

    /// `within 2 working days of`, `dans les 2 jours ouvrables suivant`.
    fn within(&self, span: Span) -> String {
        match self.lang {
            Lang::En => format!("within {} of", self.span(span)),
            Lang::Fr if span.count == 1 => format!("dans {} suivant", self.span(span)),
            Lang::Fr => format!("dans les {} suivant", self.span(span)),
        }
    }

    /// What triggers, with its article.
    pub(crate) fn trigger(&self, of: &Trigger) -> String {
        match of {
            Trigger::Deed(kind) => self.noun(kind),
            Trigger::Miss(rule) => {
                let miss = self.lang.pick("a miss of", "un manquement à");
                format!("{miss} [{rule}]")
            }
        }
    }

    /// A deed with its article.
    pub(crate) fn noun(&self, kind: &Name) -> String {
        let noun = self.words(Category::Noun, kind);
        match self.lang {
            Lang::En => format!("{} {noun}", article(noun)),
            Lang::Fr => noun.to_owned(),
        }
    }

    pub(crate) fn each(&self, each: &Each) -> String {
        let subject = self.words(Category::Subject, &each.subject);
        match &each.state {
            Some(state) => format!("{subject} {}", self.words(Category::State, state)),
            None => subject.to_owned(),
        }
    }

    fn acts(&self, acts: &Acts) -> String {
        let done: Vec<&str> = acts
            .done
            .iter()
            .map(|kind| self.words(Category::Done, kind))
            .collect();
        let mut text = done.join(self.lang.pick(" and ", " et "));
        if let Some(role) = &acts.by {
            text.push_str(self.lang.pick(" by ", " par "));
            text.push_str(self.words(Category::Role, role));
        }
        text
    }

    fn valid(&self, valid: Option<Span>, one_use: bool) -> String {
        let Some(span) = valid else {
            return String::new();
        };
        let once = if one_use {
            self.lang.pick(", one use", ", un usage")
        } else {
            ""
        };
        format!(
            " ({} {}{once})",
            self.lang.pick("valid", "valable"),
            self.span(span)
        )
    }

    fn modifiers(&self, all: &Modifiers, line: &mut String) {
        let lang = self.lang;
        let mut add = |text: String| {
            line.push_str("; ");
            line.push_str(&text);
        };
        if let Some(role) = &all.responsible {
            add(format!(
                "{} {}",
                lang.pick("responsible:", "responsable\u{a0}:"),
                self.words(Category::Role, role)
            ));
        }
        for role in &all.inform {
            add(format!(
                "{} {}",
                lang.pick("inform", "informer"),
                self.words(Category::Role, role)
            ));
        }
        for state in &all.except {
            add(format!(
                "{} {}",
                lang.pick("except while", "sauf pendant"),
                self.words(Category::State, state)
            ));
        }
        if let Some(span) = all.grace {
            add(format!(
                "{} {}",
                lang.pick("grace", "tolérance"),
                self.span(span)
            ));
        }
        if let Some(date) = all.first_by {
            add(format!(
                "{} {}",
                lang.pick("first by", "d'abord au plus tard le"),
                long_date(date, lang)
            ));
        }
        self.strictness(all, &mut add);
        if let Some(span) = all.warn {
            add(format!(
                "{} {} {}",
                lang.pick("warn", "avertir"),
                self.span(span),
                lang.pick("before", "avant")
            ));
        }
    }

    /// How exactly the record must show it.
    fn strictness(&self, all: &Modifiers, add: &mut impl FnMut(String)) {
        let lang = self.lang;
        for (said, en, fr) in [
            (all.fixed, "on a fixed schedule", "à dates fixes"),
            (all.carry, "carry over", "reprendre la dernière fois"),
            (all.each, "one record each", "une inscription chacun"),
            (all.first, "on record first", "inscrit d'abord"),
        ] {
            if said {
                add(lang.pick(en, fr).to_owned());
            }
        }
        if let Some(span) = all.recorded {
            let les = if span.count == 1 { "" } else { "les " };
            let counts = lang.pick(
                "counts if recorded within ".to_owned(),
                format!("compte si inscrit dans {les}"),
            );
            add(counts + &self.span(span));
        }
        if let Some(span) = all.stale {
            let stale = lang.pick("stale after", "périmé après");
            add(format!("{stale} {}", self.span(span)));
        }
        if let Some(span) = all.checked {
            let fr = format!("vérifié {}", all_the(span.unit));
            let checked = lang.pick("checked every", &*fr);
            add(format!("{checked} {}", self.span(span)));
        }
        if let Some(part) = all.part {
            add(lang.pick(
                format!("owed from {part} percent of the period"),
                format!("dû dès {part} pour cent de la période"),
            ));
        }
    }
}

impl Span {
    /// `3 months`, `1 jour ouvrable`.
    pub fn text(self, lang: Lang) -> String {
        let many = self.count != 1;
        let (one, more) = match (self.unit, lang) {
            (Unit::Minutes, _) => ("minute", "minutes"),
            (Unit::Hours, Lang::En) => ("hour", "hours"),
            (Unit::Hours, Lang::Fr) => ("heure", "heures"),
            (Unit::Days, Lang::En) => ("day", "days"),
            (Unit::Days, Lang::Fr) => ("jour", "jours"),
            (Unit::WorkingDays, Lang::En) => ("working day", "working days"),
            (Unit::WorkingDays, Lang::Fr) => ("jour ouvrable", "jours ouvrables"),
            (Unit::Weeks, Lang::En) => ("week", "weeks"),
            (Unit::Weeks, Lang::Fr) => ("semaine", "semaines"),
            (Unit::Months, Lang::En) => ("month", "months"),
            (Unit::Months, Lang::Fr) => ("mois", "mois"),
            (Unit::Years, Lang::En) => ("year", "years"),
            (Unit::Years, Lang::Fr) => ("an", "ans"),
        };
        format!("{} {}", self.count, if many { more } else { one })
    }
}

impl Period {
    /// `year`, `année civile`.
    pub fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Week => lang.pick("week", "semaine civile"),
            Self::Month => lang.pick("month", "mois civil"),
            Self::Quarter => lang.pick("quarter", "trimestre civil"),
            Self::Year => lang.pick("year", "année civile"),
        }
    }
}

/// `tous les` before a masculine unit, `toutes les` before a feminine one.
fn all_the(unit: Unit) -> &'static str {
    match unit {
        Unit::Minutes | Unit::Hours | Unit::Weeks => "toutes les",
        _ => "tous les",
    }
}

/// `31 December 2026`, `1er mai 2027`.
pub fn long_date(date: Date, lang: Lang) -> String {
    let place = usize::try_from(date.month() - 1).unwrap_or(0);
    let month = lang
        .pick(&MONTHS_EN, &MONTHS_FR)
        .get(place)
        .copied()
        .unwrap_or("");
    let ordinal = if lang == Lang::Fr && date.day() == 1 {
        "er"
    } else {
        ""
    };
    format!("{}{ordinal} {month} {}", date.day(), date.year())
}
