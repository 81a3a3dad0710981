//! What is wrong with rules side by side: what no reader of one line can see.
//!
//! Two rules can each be sound and ask for opposite things, follow each other's
//! misses in a circle, or say the same twice. [`conflicts`] looks at rules as
//! they stand together and names such pairs, so that an author mends them
//! before anybody owes the impossible.

use std::fmt;

use crate::lang::Lang;
use crate::monitor::Line;
use crate::rule::{Each, Form, Name, Unit};
use crate::vocabulary::Vocabulary;

/// Something that is wrong with one or two rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The rule it is told of.
    pub rule: Name,
    /// The rule it clashes with; none when it is wrong by itself.
    pub with: Option<Name>,
    /// What is wrong.
    pub what: Clash,
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Clash {
    /// One asks always, the other never, for the same state of the same things.
    Opposite,
    /// What one asks for ends what the other asks always for, or begins what it never allows.
    Breaks,
    /// Both ask for the same; the stricter one is enough.
    SameTwice,
    /// It follows the miss of a rule that is not there.
    NoSuchRule,
    /// It follows its own misses, by way of others.
    Circle,
    /// `the same worker` after the miss of a rule that nobody's deed opens.
    NobodyActed,
    /// It warns before it can have opened.
    WarnsTooSoon,
    /// It tells those who answer for it that they have not done it, and nobody else.
    TellsItself,
}

impl Conflict {
    /// What is wrong and what to do, for the author of the rules.
    pub fn message(&self, lang: Lang) -> String {
        let other = self.with.as_deref().unwrap_or_default();
        match self.what {
            Clash::Opposite => lang.pick(
                format!("“{other}” asks for the opposite. Keep one of them, or say “except while …” in one."),
                format!("«\u{a0}{other}\u{a0}» demande le contraire. Gardez l'une des deux, ou ajoutez «\u{a0}sauf pendant …\u{a0}» à l'une."),
            ),
            Clash::Breaks => lang.pick(
                format!("whoever does this breaks “{other}”. Say “except while …” in that rule, or give it a grace."),
                format!("qui fait cela enfreint «\u{a0}{other}\u{a0}». Ajoutez «\u{a0}sauf pendant …\u{a0}» ou une tolérance à cette règle."),
            ),
            Clash::SameTwice => lang.pick(
                format!("“{other}” asks for the same. One of them is enough."),
                format!("«\u{a0}{other}\u{a0}» demande la même chose. Une seule suffit."),
            ),
            Clash::NoSuchRule => lang.pick(
                format!("there is no rule “{other}”. Write the id of a rule that stands in this manual."),
                format!("il n'y a pas de règle «\u{a0}{other}\u{a0}». Écrivez le nom d'une règle de ce manuel."),
            ),
            Clash::Circle => lang.pick(
                "it follows its own misses. Take one of the rules out of the circle.".to_owned(),
                "elle suit ses propres manquements. Sortez une des règles du cercle.".to_owned(),
            ),
            Clash::NobodyActed => lang.pick(
                format!("“{other}” does not begin with somebody's deed, so nobody is “the same”. Name a role."),
                format!("«\u{a0}{other}\u{a0}» ne commence par le geste de personne, donc personne n'est «\u{a0}la même\u{a0}». Nommez un rôle."),
            ),
            Clash::TellsItself => lang.pick(
                "those who are told are those who answer for it. Tell somebody else, or nobody.".to_owned(),
                "on informe les personnes mêmes qui en répondent. Informez quelqu'un d'autre, ou personne.".to_owned(),
            ),
            Clash::WarnsTooSoon => lang.pick(
                "the warning comes before the duty can begin, so it comes at once. Warn later or not at all.".to_owned(),
                "le rappel viendrait avant le début, donc il vient tout de suite. Avertissez plus tard ou pas du tout.".to_owned(),
            ),
        }
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.message(Lang::En))
    }
}

/// Everything that is wrong with rules that are in force together, in their order.
#[must_use]
pub fn conflicts(lines: &[Line], vocabulary: &Vocabulary) -> Vec<Conflict> {
    let mut found = Vec::new();
    for line in lines {
        let mut say = |with: Option<&Name>, what: Clash| {
            let (rule, with) = (line.id.clone(), with.cloned());
            let conflict = Conflict { rule, with, what };
            if !found.contains(&conflict) {
                found.push(conflict);
            }
        };
        let how = &line.rule.modifiers;
        if how.responsible.is_some()
            && how
                .inform
                .iter()
                .all(|role| how.responsible.as_ref() == Some(role))
            && !how.inform.is_empty()
        {
            say(None, Clash::TellsItself);
        }
        if warns_too_soon(line) {
            say(None, Clash::WarnsTooSoon);
        }
        if let Some(of) = line.rule.form.miss_of() {
            follows(line, of, lines, vocabulary, &mut say);
        }
    }
    for (place, line) in lines.iter().enumerate() {
        for other in lines.iter().skip(place + 1) {
            if line.id == other.id || !together(line, other) {
                continue;
            }
            found.extend(pair(line, other, vocabulary));
        }
    }
    found
}

fn together(a: &Line, b: &Line) -> bool {
    a.from < b.until.unwrap_or(i64::MAX) && b.from < a.until.unwrap_or(i64::MAX)
}

fn follows(
    line: &Line,
    of: &Name,
    lines: &[Line],
    vocabulary: &Vocabulary,
    say: &mut impl FnMut(Option<&Name>, Clash),
) {
    let find = |id: &Name| lines.iter().find(|line| line.id == *id);
    let Some(first) = find(of) else {
        say(Some(of), Clash::NoSuchRule);
        return;
    };
    let mut at = first;
    for _ in 0..=lines.len() {
        if at.id == line.id {
            say(Some(of), Clash::Circle);
            return;
        }
        match at.rule.form.miss_of().and_then(find) {
            Some(next) => at = next,
            None => break,
        }
    }
    let same = line.rule.form.acts().and_then(|acts| acts.by.as_ref());
    let same_worker = same.is_some_and(|role| vocabulary.is_actor(role));
    if same_worker && at.rule.form.trigger().is_none() {
        say(Some(of), Clash::NobodyActed);
    }
}

/// Whether the two always count together: the same subject, and the same state or none.
fn meet(a: &Each, b: &Each) -> bool {
    a.subject == b.subject && (a.state == b.state || a.state.is_none() || b.state.is_none())
}

fn pair(a: &Line, b: &Line, vocabulary: &Vocabulary) -> Option<Conflict> {
    let clash = |rule: &Line, with: &Line, what: Clash| Conflict {
        rule: rule.id.clone(),
        with: Some(with.id.clone()),
        what,
    };
    if let (
        Form::Standing {
            always,
            state,
            each,
        },
        Form::Standing {
            always: other,
            state: of,
            each: on,
        },
    ) = (&a.rule.form, &b.rule.form)
        && state == of
        && meet(each, on)
    {
        let what = if always == other {
            Clash::SameTwice
        } else {
            Clash::Opposite
        };
        return Some(clash(b, a, what));
    }
    if same_demand(&a.rule.form, &b.rule.form) && a.rule.modifiers.except == b.rule.modifiers.except
    {
        return Some(clash(b, a, Clash::SameTwice));
    }
    if breaks(a, b, vocabulary) {
        return Some(clash(a, b, Clash::Breaks));
    }
    breaks(b, a, vocabulary).then(|| clash(b, a, Clash::Breaks))
}

/// The same acts of the same people for the same reason, whatever the time.
fn same_demand(a: &Form, b: &Form) -> bool {
    match (a, b) {
        (
            Form::Every { acts, each, .. },
            Form::Every {
                acts: done,
                each: on,
                ..
            },
        ) => acts == done && meet(each, on),
        (
            Form::Within { of, acts, .. },
            Form::Within {
                of: other,
                acts: done,
                ..
            },
        ) => of == other && acts == done,
        (
            Form::Before { what, acts, .. },
            Form::Before {
                what: other,
                acts: done,
                ..
            },
        ) => what == other && acts == done,
        (Form::Only { .. }, _) => a == b,
        _ => false,
    }
}

/// Whether doing what `a` asks for ends at once what `b` demands, with nothing said for it.
fn breaks(a: &Line, b: &Line, vocabulary: &Vocabulary) -> bool {
    let (Some(acts), Form::Standing { always, state, .. }) = (a.rule.form.acts(), &b.rule.form)
    else {
        return false;
    };
    // What must come before something else is allowed to happen is not asked of anybody.
    if matches!(a.rule.form, Form::Before { .. })
        || !b.rule.modifiers.except.is_empty()
        || b.rule.modifiers.grace.is_some()
    {
        return false;
    }
    let (begins, ends) = vocabulary.turns(state);
    let bad = if *always { ends } else { begins };
    acts.done.iter().any(|kind| bad.contains(kind))
}

/// Roughly how many minutes a span lasts, for comparing.
fn minutes(count: u32, unit: Unit) -> u64 {
    let one = match unit {
        Unit::Minutes => 1,
        Unit::Hours => 60,
        Unit::Days | Unit::WorkingDays => 24 * 60,
        Unit::Weeks => 7 * 24 * 60,
        Unit::Months => 30 * 24 * 60,
        Unit::Years => 365 * 24 * 60,
    };
    u64::from(count) * one
}

fn warns_too_soon(line: &Line) -> bool {
    let (Form::Every { span, .. } | Form::Within { span, .. }, Some(warn)) =
        (&line.rule.form, line.rule.modifiers.warn)
    else {
        return false;
    };
    minutes(warn.count, warn.unit) >= minutes(span.count, span.unit)
}
