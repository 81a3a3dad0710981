//! Rules as they are written: does a line read, and do both languages mean the same?

use base::words::Lang;
use base::{App, Failure};
use policy::{Complaint, Form, Header, Modifiers, Rule, Vocabulary};

use crate::model::{Both, Clause, Document};

/// What is wrong with the two lines of a rule.
#[derive(Debug, Clone)]
pub enum Wrong {
    /// The line of this language does not read.
    Unread(Lang, Complaint),
    /// Both read, but they do not ask the same. Fluent ids of what differs.
    Differ(Vec<&'static str>),
}

/// Reads both lines of a rule.
///
/// # Errors
/// Everything that is wrong with it.
pub fn check(line: &Both, vocabulary: &Vocabulary) -> Result<Rule, Vec<Wrong>> {
    let read = |lang: Lang| policy::parse(line.of(lang), crate::lang(lang), vocabulary).map_err(|why| Wrong::Unread(lang, why));
    match (read(Lang::En), read(Lang::Fr)) {
        (Ok(en), Ok(fr)) if en == fr => Ok(en),
        (Ok(en), Ok(fr)) => Err(vec![Wrong::Differ(differences(&en, &fr))]),
        (en, fr) => Err(en.err().into_iter().chain(fr.err()).collect()),
    }
}

/// What the opening text of a document says once for all its rules, both languages alike.
///
/// # Errors
/// What is wrong with its sentences.
pub fn header_of(intro: &Both) -> Result<Header, Vec<Wrong>> {
    let read = |lang: Lang| Header::find(intro.of(lang), crate::lang(lang)).map_err(|(_, why)| Wrong::Unread(lang, why));
    match (read(Lang::En), read(Lang::Fr)) {
        (Ok(en), Ok(fr)) if en == fr => Ok(en),
        (Ok(_), Ok(_)) => Err(vec![Wrong::Differ(vec!["manual-differ-header"])]),
        (en, fr) => Err(en.err().into_iter().chain(fr.err()).collect()),
    }
}

/// The words that the rules of a document may use; sentences that cannot be read say nothing.
#[must_use]
pub fn words_of(document: &Document, vocabulary: &Vocabulary) -> Vocabulary {
    vocabulary.clone().under(header_of(&document.intro).unwrap_or_default())
}

/// The words that the rules of a document may use here.
///
/// # Errors
/// When the slices declare words that could be misread.
pub fn words_here(app: &App, document: &Document) -> Result<Vocabulary, Failure> {
    let all = crate::vocabulary(app)?;
    Ok(words_of(document, &all))
}

/// Writes a rule in `lang` from its line in the other language.
///
/// # Errors
/// When that line does not read.
pub fn written_in(lang: Lang, from: &str, vocabulary: &Vocabulary) -> Result<String, Complaint> {
    let tree = policy::parse(from, crate::lang(lang.other()), vocabulary)?;
    Ok(tree.text(crate::lang(lang), vocabulary))
}

/// The first clause with a rule that does not read or does not agree.
#[must_use]
pub fn first_broken<'a>(document: &'a Document, vocabulary: &Vocabulary) -> Option<&'a Clause> {
    let vocabulary = &words_of(document, vocabulary);
    document.clauses().find(|clause| clause.rules.iter().any(|rule| check(&rule.line, vocabulary).is_err()))
}

/// What two rules do not say alike, as Fluent ids.
fn differences(en: &Rule, fr: &Rule) -> Vec<&'static str> {
    if en.form.keyword() != fr.form.keyword() {
        return vec!["manual-differ-form"];
    }
    let mut all = Vec::new();
    let mut note = |differs: bool, what: &'static str| {
        if differs {
            all.push(what);
        }
    };
    note(time(&en.form) != time(&fr.form), "manual-differ-time");
    let triggers = |form: &Form| (form.trigger().cloned(), form.miss_of().cloned());
    note(triggers(&en.form) != triggers(&fr.form), "manual-differ-trigger");
    note(en.form.acts().map(|a| &a.done) != fr.form.acts().map(|a| &a.done), "manual-differ-acts");
    note(en.form.acts().map(|a| &a.by) != fr.form.acts().map(|a| &a.by), "manual-differ-by");
    note(en.form.each() != fr.form.each(), "manual-differ-each");
    note(thing(&en.form) != thing(&fr.form), "manual-differ-thing");
    modifiers(&en.modifiers, &fr.modifiers, &mut note);
    all
}

fn modifiers(en: &Modifiers, fr: &Modifiers, note: &mut impl FnMut(bool, &'static str)) {
    note(en.responsible != fr.responsible, "manual-differ-responsible");
    note(en.inform != fr.inform, "manual-differ-inform");
    note(en.warn != fr.warn, "manual-differ-warn");
    note(en.grace != fr.grace, "manual-differ-grace");
    note(en.first_by != fr.first_by, "manual-differ-first-by");
    note(en.except != fr.except, "manual-differ-except");
    let strict = |how: &Modifiers| (how.fixed, how.carry, how.each, how.first, (how.recorded, how.stale, how.checked, how.part));
    note(strict(en) != strict(fr), "manual-differ-strict");
}

/// The lengths of time in a form, so that they can be compared.
fn time(form: &Form) -> String {
    match form {
        Form::Every { span, .. } | Form::Within { span, .. } => format!("{span:?}"),
        Form::Once { period, .. } => format!("{period:?}"),
        Form::Before { valid, one_use, .. } => format!("{valid:?} {one_use}"),
        Form::Only { .. } | Form::Standing { .. } => String::new(),
    }
}

/// The set or the state a form is about.
fn thing(form: &Form) -> Option<(&str, &str)> {
    match form {
        Form::Only { set, relation, .. } => Some((set, relation)),
        Form::Standing { state, .. } => Some((state, "")),
        _ => None,
    }
}

/// The kinds of rule the builder offers.
pub const FORMS: [&str; 7] = ["every", "once", "within", "before", "only", "always", "never"];

/// A rule in pieces, as the builder's lists give them: English words of the vocabulary.
pub struct Pieces<'a> {
    form: &'a str,
    of: Box<dyn Fn(&str) -> String + 'a>,
}

impl<'a> Pieces<'a> {
    pub fn new(form: &'a str, of: impl Fn(&str) -> String + 'a) -> Self {
        Self { form, of: Box::new(of) }
    }

    /// The line in English.
    ///
    /// # Errors
    /// The fields that are empty and must not be.
    pub fn line(&self) -> Result<String, Vec<&'static str>> {
        let needed: &[&'static str] = match self.form {
            "every" => &["n", "unit", "done", "subject"],
            "once" => &["period", "done", "subject"],
            "within" => &["n", "unit", "noun", "done"],
            "before" => &["before", "done"],
            "only" => &["set", "relation", "subject"],
            "always" | "never" => &["state", "subject"],
            _ => return Err(vec!["form"]),
        };
        let missing: Vec<&'static str> = needed.iter().copied().filter(|name| self.get(name).is_empty()).collect();
        if missing.is_empty() { Ok(self.form_line() + &self.modifiers()) } else { Err(missing) }
    }

    fn get(&self, name: &str) -> String {
        (self.of)(name)
    }

    /// A piece with words around it; nothing where there is none.
    fn with(&self, before: &str, name: &str) -> String {
        let piece = self.get(name);
        if piece.is_empty() { piece } else { format!("{before}{piece}") }
    }

    fn form_line(&self) -> String {
        let acts = format!("{}{}{}", self.get("done"), self.with(" and ", "and"), self.with(" by ", "by"));
        let each = format!("each {}{}", self.get("subject"), self.with(" ", "scope"));
        match self.form {
            "every" => format!("every {}: {acts}, for {each}", self.span("n", "unit")),
            "once" => format!("once each calendar {}: {acts}, for {each}", self.get("period")),
            "within" => format!("within {} of {}: {acts}", self.span("n", "unit"), with_article(&self.get("noun"))),
            "before" => {
                let one_use = if self.get("one_use").is_empty() { "" } else { ", one use" };
                let valid = if self.get("valid").is_empty() { String::new() } else { format!(" (valid {}{one_use})", self.span("valid", "valid_unit")) };
                format!("before {}: {acts}{valid}", self.get("before"))
            }
            "only" => format!("only {} {} {each}", self.get("set"), self.get("relation")),
            keyword => format!("{keyword} {} on {each}", self.get("state")),
        }
    }

    fn modifiers(&self) -> String {
        let mut all = self.with("; responsible: ", "responsible") + &self.with("; inform ", "inform");
        if !self.get("warn").is_empty() {
            all += &format!("; warn {} before", self.span("warn", "warn_unit"));
        }
        if !self.get("grace").is_empty() {
            all += &format!("; grace {}", self.span("grace", "grace_unit"));
        }
        if let Some(day) = base::Day::parse(&self.get("first_by")) {
            all += &format!("; first by {}", base::words::day_in_words(Lang::En, day));
        }
        all + &self.with("; except while ", "except")
    }

    /// `1 month`, `3 months`.
    fn span(&self, number: &str, unit: &str) -> String {
        let (number, unit) = (self.get(number), self.get(unit));
        let unit = if number == "1" { unit.trim_end_matches('s') } else { &unit };
        format!("{number} {unit}")
    }
}

fn with_article(noun: &str) -> String {
    let vowel = noun.chars().next().is_some_and(|c| "aeiou".contains(c.to_ascii_lowercase()));
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// A line with the place marked where the reading stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    pub before: String,
    /// Never empty: at the end of the line it is a blank.
    pub here: String,
    pub after: String,
}

/// Marks what a complaint found in `line`.
#[must_use]
pub fn marked(line: &str, complaint: &Complaint) -> Marked {
    let start = complaint.column().saturating_sub(1);
    let width = complaint.found.width.max(1);
    let part = |from: usize, most: usize| line.chars().skip(from).take(most).collect::<String>();
    let here = part(start, width);
    Marked { before: part(0, start), here: if here.is_empty() { "\u{a0}".to_owned() } else { here }, after: part(start + width, usize::MAX) }
}
