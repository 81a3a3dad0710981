//! The words a rule may use: what every slice declares, as the rule language wants it.
//!
//! A slice that is not there (in a small test world) means fewer words, never
//! an error: a term whose deeds are missing is left out.

use std::collections::BTreeSet;
use std::sync::Arc;

use base::slice::{Deed, RoleIs, Slice, Term, TermWords};
use base::{App, Failure};
use policy::vocabulary as words;
use policy::{Lang, Vocabulary};

/// The slot that names people, in every deed.
const PERSON: &str = "person";
/// The role that answers where a rule names none.
const WORKER: &str = "worker";
/// The role that answers for a thing nobody holds.
const KEEPER: &str = "manager";
/// The role that answers when there is nobody else.
const LAST: &str = "director";

/// The deeds that begin and end an exception; their slot `rule` names the rule.
const EXCEPTION: [&str; 2] = ["exception.granted", "exception.ended"];

struct Kept(Result<Arc<Vocabulary>, Failure>);

/// The vocabulary of this house, made once.
///
/// # Errors
/// When two slices declare words that could be misread.
pub fn vocabulary(app: &App) -> Result<Arc<Vocabulary>, Failure> {
    app.room(|| Kept(of(&app.slices).map(Arc::new))).0.clone()
}

/// The vocabulary these slices make together.
///
/// # Errors
/// When their words contradict each other.
pub fn of(slices: &[Slice]) -> Result<Vocabulary, Failure> {
    let deeds: Vec<&Deed> = slices.iter().flat_map(|s| s.deeds).collect();
    let terms: Vec<&Term> = slices.iter().flat_map(|s| s.terms).collect();
    let mut house = House { deeds: deeds.iter().map(|d| d.name).collect(), roles: BTreeSet::new() };
    house.roles = terms.iter().filter_map(|t| house.has_role(t)).collect();
    let mut builder = Vocabulary::builder().person_slot(PERSON);
    for deed in deeds {
        builder = builder.deed(worded(deed));
    }
    for term in terms {
        builder = house.add(builder, term);
    }
    if house.roles.contains(WORKER) {
        builder = builder.worker(WORKER);
    }
    if house.roles.contains(LAST) {
        builder = builder.fallback(LAST);
    }
    let [begins, ends] = EXCEPTION;
    if house.deeds.contains(begins) && house.deeds.contains(ends) {
        builder = builder.exceptions(begins, ends, "rule");
    }
    builder.build().map_err(|flaws| Failure::broken("building the words of rules", flaws))
}

/// The deed with all its forms; a list that is shorter repeats its first.
fn worded(deed: &Deed) -> words::Deed {
    let mut made = words::Deed::new(deed.name, deed.slots);
    let Some(forms) = &deed.words else { return made };
    let form = |list: &'static [&'static str], place: usize| list.get(place).or(list.first()).copied();
    for place in 0..forms.noun.len().max(forms.clause.len()).max(forms.done.len()) {
        if let (Some(noun), Some(clause), Some(done)) = (form(forms.noun, place), form(forms.clause, place), form(forms.done, place)) {
            made = made.en(noun, clause, done);
        }
    }
    for place in 0..forms.fr_noun.len().max(forms.fr_done.len()) {
        if let (Some(noun), Some(done)) = (form(forms.fr_noun, place), form(forms.fr_done, place)) {
            made = made.fr(noun, done);
        }
    }
    made
}

/// What is there to refer to.
struct House {
    deeds: BTreeSet<&'static str>,
    roles: BTreeSet<&'static str>,
}

impl House {
    fn there(&self, names: &[&'static str]) -> Vec<&'static str> {
        names.iter().copied().filter(|n| self.deeds.contains(n)).collect()
    }

    fn add(&self, builder: words::Builder, term: &'static Term) -> words::Builder {
        match term {
            Term::State { id, slot, begin, end, words: w } => {
                let begin = self.there(begin);
                if begin.is_empty() { builder } else { builder.state(words::State::new(id, slot, en(w), fr(w)).between(&begin, &self.there(end))) }
            }
            Term::Set { id, slot, add, remove, words: w } => {
                let add = self.there(add);
                if add.is_empty() { builder } else { builder.set(words::Set::new(id, slot, en(w), fr(w)).between(&add, &self.there(remove))) }
            }
            Term::Relation { id, subject, element, add, remove, inventory, words: w } => {
                let add = self.there(add);
                let made = words::Relation::new(id, subject, element, en(w), fr(w)).between(&add, &self.there(remove));
                match inventory.filter(|i| self.deeds.contains(i)) {
                    _ if add.is_empty() => builder,
                    Some(kind) => builder.relation(made.inventory(kind)),
                    None => builder.relation(made),
                }
            }
            Term::Subject { id, slot, appears, disappears, words: w } => {
                let made = words::Subject::new(id, slot, en(w), fr(w)).between(&self.there(appears), &self.there(disappears));
                let kept = *slot != PERSON && self.roles.contains(KEEPER);
                builder.subject(if kept { made.kept_by(KEEPER) } else { made })
            }
            Term::Role { id, is, words: w } => match self.role(id, is, w) {
                Some(role) => builder.role(role),
                None => builder,
            },
        }
    }

    /// The id of a role whose deeds are there.
    fn has_role(&self, term: &Term) -> Option<&'static str> {
        match term {
            Term::Role { id, is, words } => self.role(id, is, words).map(|_| *id),
            _ => None,
        }
    }

    /// The role, unless its deeds are not there.
    fn role(&self, id: &str, is: &RoleIs, w: &TermWords) -> Option<words::Role> {
        match is {
            RoleIs::TheActor => Some(words::Role::actor(id, en(w), fr(w))),
            RoleIs::Holding { granted, ended, role } => {
                let there = self.deeds.contains(granted) && self.deeds.contains(ended);
                there.then(|| words::Role::held(id, granted, ended, "role", role, en(w), fr(w)))
            }
            RoleIs::Beside { began, ended, of, is, otherwise } => {
                let there = self.deeds.contains(began) && self.deeds.contains(ended);
                let made = there.then(|| words::Role::relation(id, began, ended, of, is, en(w), fr(w)))?;
                Some(match otherwise.filter(|o| self.roles.contains(o)) {
                    Some(role) => made.otherwise(role),
                    None => made,
                })
            }
        }
    }
}

fn en(words: &TermWords) -> &'static str {
    words.en.first().copied().unwrap_or("")
}

fn fr(words: &TermWords) -> &'static str {
    words.fr.first().copied().unwrap_or("")
}

/// The rule language's name for a language of the program.
#[must_use]
pub const fn lang(lang: base::words::Lang) -> Lang {
    match lang {
        base::words::Lang::En => Lang::En,
        base::words::Lang::Fr => Lang::Fr,
    }
}
