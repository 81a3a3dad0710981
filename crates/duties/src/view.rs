//! Duties in words: names looked up once, sentences in the reader's language.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::trail;
use base::web::telling::{Told, labels, labels_for, tell_in};
use base::words::{Lang, moment_in_words, short_day_in_words, short_moment_in_words};
use base::{Actor, App, Day, Db, Failure, Moment};
use manual::{PublishedRule, Strength};
use policy::{Duty, Stage, Status};

use crate::model::elsewhere::{is_elsewhere, must_be};
use crate::model::exception::{Exception, held_until};
use crate::model::{address, pill};
use crate::store;

/// An entry that opened or met a duty.
pub(crate) struct EntryView {
    pub(crate) when: String,
    pub(crate) when_iso: String,
    pub(crate) what: String,
    pub(crate) href: String,
}

/// A duty, ready to be drawn.
pub(crate) struct DutyView {
    pub(crate) id: String,
    pub(crate) status: &'static str,
    pub(crate) what: String,
    pub(crate) due: String,
    pub(crate) due_iso: String,
    pub(crate) in_words: String,
    pub(crate) about: String,
    pub(crate) who: String,
    pub(crate) clause: String,
    pub(crate) clause_href: String,
    /// The line of the rule that was in force when it opened.
    pub(crate) rule: String,
    /// What happened, what is asked because of it, and what the record shows.
    pub(crate) reason: String,
    /// The page with everything about it.
    pub(crate) more_href: String,
    pub(crate) entries: Vec<EntryView>,
    pub(crate) act_href: String,
    pub(crate) act_label: String,
}

/// A duty in a list: no more than a row holds.
pub(crate) struct Brief {
    pub(crate) what: String,
    pub(crate) who: String,
    pub(crate) clause: String,
    pub(crate) about: String,
}

/// How duties are to be told.
pub(crate) struct Teller<'a> {
    pub(crate) app: &'a App,
    pub(crate) lang: Lang,
    pub(crate) now: Moment,
    pub(crate) rules: &'a [PublishedRule],
    /// Who reads it: their own name is not told, and only their own duties have a button.
    pub(crate) reader: Option<&'a Actor>,
    /// Whether the reader may open trail entries.
    pub(crate) may_see_trail: bool,
}

/// Names by slot and id, and entries by number.
pub(crate) struct Known {
    names: HashMap<String, HashMap<String, String>>,
    told: HashMap<u64, Told>,
    /// The exceptions that hold now.
    in_force: Vec<Exception>,
}

impl Known {
    /// The entry with this number, in words.
    pub(crate) fn told(&self, number: u64) -> Option<&Told> {
        self.told.get(&number)
    }

    pub(crate) fn name(&self, slot: &str, id: &str) -> String {
        self.names.get(slot).and_then(|n| n.get(id)).cloned().unwrap_or_else(|| id.chars().take(12).collect())
    }
}

/// How firm the clause is that a duty comes from; what no clause speaks of any more was a requirement.
pub(crate) fn strength_of(rules: &[PublishedRule], duty: &Duty) -> Strength {
    rule_of(rules, duty).map_or(Strength::Requirement, |r| r.strength)
}

/// The newest line of the rule that a duty comes from.
fn rule_of<'a>(rules: &'a [PublishedRule], duty: &Duty) -> Option<&'a PublishedRule> {
    rules.iter().rev().find(|r| r.id == **duty.rule())
}

/// The line of the rule that a duty comes from as it was in force at `at`; the oldest where none was yet.
pub(crate) fn rule_at<'a>(rules: &'a [PublishedRule], duty: &Duty, at: Moment) -> Option<&'a PublishedRule> {
    newest_at(rules, at, |r| r.id == **duty.rule())
}

/// The newest of these lines that was in force at `at` or before; the oldest where none was.
pub(crate) fn newest_at(rules: &[PublishedRule], at: Moment, of: impl Fn(&PublishedRule) -> bool) -> Option<&PublishedRule> {
    let found = || rules.iter().filter(|r| of(r));
    found().filter(|r| r.effective_from <= at).last().or_else(|| found().next())
}

/// The language of the rule library.
pub(crate) const fn rule_lang(lang: Lang) -> policy::Lang {
    match lang {
        Lang::En => policy::Lang::En,
        Lang::Fr => policy::Lang::Fr,
    }
}

impl Teller<'_> {
    /// The same, naming everybody and without buttons: for lists of many people's duties.
    pub(crate) fn everybody(mut self) -> Self {
        self.reader = None;
        self
    }

    pub(crate) fn say(&self, id: &str, args: &[(&str, &str)]) -> String {
        self.app.words.say(self.lang, id, args)
    }

    fn moment(&self, at: i64) -> String {
        moment_in_words(self.lang, Moment(at), &self.app.zone())
    }

    fn iso(&self, at: i64) -> String {
        Moment(at).iso(&self.app.zone())
    }

    /// Tells duties, in their order.
    pub(crate) async fn tell(&self, db: &mut Db, duties: &[Duty]) -> Result<Vec<DutyView>, Failure> {
        let known = self.look_up(db, duties).await?;
        Ok(duties.iter().map(|duty| self.view(duty, &known)).collect())
    }

    /// Rows of a list, in their order: names only, no entries of the trail.
    pub(crate) async fn brief(&self, db: &mut Db, duties: &[Duty]) -> Result<Vec<Brief>, Failure> {
        let known = Known { names: self.names(db, duties).await?, told: HashMap::new(), in_force: Vec::new() };
        Ok(duties.iter().map(|duty| {
            let clause = self.clause(duty);
            let what = self.what(duty, &known, &clause);
            Brief { who: self.who(duty, &known), about: about(duty, &known, &what), what, clause }
        }).collect())
    }

    async fn look_up(&self, db: &mut Db, duties: &[Duty]) -> Result<Known, Failure> {
        let names = self.names(&mut *db, duties).await?;
        let mut numbers: Vec<i64> = duties.iter().flat_map(entries_of).filter_map(|n| i64::try_from(n).ok()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let entries = trail::these(db, &numbers).await?;
        let told = tell_in(self.app, db, self.lang, &entries).await?;
        let in_force = store::exceptions::in_force(db, self.now.day(&self.app.zone())).await?;
        Ok(Known { names, in_force, told: told.into_iter().filter_map(|t| Some((u64::try_from(t.seq).ok()?, t))).collect() })
    }

    /// Names by slot and id, of all these are about and of who answers.
    async fn names(&self, db: &mut Db, duties: &[Duty]) -> Result<HashMap<String, HashMap<String, String>>, Failure> {
        let mut wanted: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for duty in duties {
            for (slot, id) in &duty.subjects {
                wanted.entry(slot).or_default().insert(id.to_string());
            }
            wanted.entry("person").or_default().extend(duty.responsible.iter().map(ToString::to_string));
        }
        let mut names = HashMap::new();
        for (slot, ids) in wanted {
            let ids: Vec<String> = ids.into_iter().collect();
            let found = match self.reader {
                Some(reader) => labels_for(self.app, db, self.lang, reader, slot, &ids).await?,
                None => labels(self.app, db, self.lang, slot, &ids).await?,
            };
            let there = ids.into_iter().filter(|id| is_elsewhere(id)).map(|id| (id, self.say("duties-elsewhere-made", &[])));
            names.insert(slot.to_owned(), found.into_iter().chain(there).collect());
        }
        Ok(names)
    }

    /// The clause's title; on trial, it says so.
    fn clause(&self, duty: &Duty) -> String {
        let title = rule_at(self.rules, duty, self.now).and_then(|r| r.clause_title.get(usize::from(self.lang == Lang::Fr)).cloned());
        let title = title.unwrap_or_else(|| duty.rule().to_string());
        if duty.stage() == Stage::Practice { self.say("duties-trial", &[("clause", &title)]) } else { title }
    }

    fn view(&self, duty: &Duty, known: &Known) -> DutyView {
        let rule = rule_at(self.rules, duty, self.now);
        let clause = self.clause(duty);
        let (due, due_iso) = self.when(duty, known);
        let mine = self.reader.is_some_and(|reader| duty.is_of(&reader.id));
        let act = duty.discharged_by.iter().find_map(|kind| self.app.deed(kind).ok()?.act).filter(|_| mine && duty.is_open());
        let is_mine_alone = mine && duty.responsible.len() == 1;
        let what = self.what(duty, known, &clause);
        DutyView {
            id: duty.id.to_string(),
            status: pill(duty, self.now),
            about: about(duty, known, &what),
            what,
            due,
            due_iso,
            in_words: self.in_words(duty),
            who: if is_mine_alone { String::new() } else { self.who(duty, known) },
            clause,
            clause_href: rule.map_or_else(|| "/manual".to_owned(), |r| format!("/manual/{}#{}", r.document_id, r.clause_id)),
            rule: self.line(duty, rule),
            reason: self.reason(duty, known),
            more_href: format!("/duties/{}", duty.id),
            entries: entries_of(duty).filter_map(|n| known.told.get(&n)).map(|told| self.entry(told)).collect(),
            act_href: match act {
                Some(_) if must_be(duty) => format!("/duties/{}#elsewhere", duty.id),
                Some(template) => address(template, |slot| duty.subject(slot).map(|id| id.to_string())),
                None => String::new(),
            },
            act_label: if act.is_some() { self.say("duties-act", &[]) } else { String::new() },
        }
    }

    /// The line that was in force when the duty opened.
    fn line(&self, duty: &Duty, rule: Option<&PublishedRule>) -> String {
        let from = duty.line.from;
        let then = self.rules.iter().find(|r| r.id == **duty.rule() && r.effective_from.0 == from).or(rule);
        then.and_then(|r| r.line.get(usize::from(self.lang == Lang::Fr)).cloned()).unwrap_or_default()
    }

    /// What is to be done, in the imperative; where no slice has words for it, the clause's title.
    fn what(&self, duty: &Duty, known: &Known, clause: &str) -> String {
        let asked = || duty.line.rule.form.acts().and_then(|acts| acts.done.first());
        let met_by = || entries_of(duty).filter_map(|n| known.told.get(&n)).last().map(|told| told.deed.clone());
        let Some(kind) = duty.discharged_by.first().or_else(asked).map(ToString::to_string).or_else(met_by) else { return clause.to_owned() };
        let id = format!("do-{}", kind.replace('.', "-"));
        if !self.app.words.has(self.lang, &id) {
            return clause.to_owned();
        }
        let args: Vec<(String, String)> = duty.subjects.iter().map(|(slot, id)| (slot.to_string(), known.name(slot, id))).collect();
        let args: Vec<(&str, &str)> = args.iter().map(|(s, n)| (s.as_str(), n.as_str())).collect();
        self.say(&id, &args)
    }

    fn who(&self, duty: &Duty, known: &Known) -> String {
        if duty.responsible.is_empty() {
            return self.say("duties-nobody", &[]);
        }
        duty.responsible.iter().map(|id| known.name("person", id)).collect::<Vec<_>>().join(", ")
    }

    fn when(&self, duty: &Duty, known: &Known) -> (String, String) {
        if let Some(at) = crate::engine::done_at(duty) {
            let id = if matches!(duty.status, Status::Met { .. }) { "duties-met-on" } else { "duties-made-good" };
            return (self.say(id, &[("when", &self.moment(at))]), self.iso(at));
        }
        let zone = self.app.zone();
        let Some(due) = duty.due else {
            let until = held_until(duty, &known.in_force).filter(|_| duty.is_open());
            return until.map_or_else(Default::default, |day| {
                let today = self.now.day(&zone);
                let when = short_day_in_words(self.lang, day, today);
                match duty.planned.map(|due| Day(due.date)).filter(|due| *due > day) {
                    Some(due) => (self.say("duties-held-then-due", &[("when", &when), ("due", &short_day_in_words(self.lang, due, today))]), due.to_string()),
                    None => (self.say("duties-held-until", &[("when", &when)]), day.to_string()),
                }
            });
        };
        let when = if due.whole_day { short_day_in_words(self.lang, Day(due.date), self.now.day(&zone)) } else { short_moment_in_words(self.lang, Moment(due.last), self.now, &zone) };
        let id = match (due.last < self.now.0, duty.stage()) {
            (true, Stage::Practice) => "duties-was-planned",
            (true, Stage::Policy) => "duties-was-due",
            (false, _) => "duties-due",
        };
        (self.say(id, &[("when", &when)]), self.iso(due.last))
    }

    /// "in 3 days", "2 days late"; nothing for what is done.
    fn in_words(&self, duty: &Duty) -> String {
        if duty.overdue && duty.stage() == Stage::Practice {
            return String::new();
        }
        if duty.overdue {
            return self.say("duties-late-days", &[("days", &duty.days_overdue().to_string())]);
        }
        let Some(due) = duty.due.filter(|_| duty.status == Status::Pending) else { return String::new() };
        let today = self.now.day(&self.app.zone());
        let days = today.0.until(due.date).map_or(0, |span| span.get_days());
        let hours = (due.last - self.now.0) / Moment::HOUR;
        match days {
            i32::MIN..=0 if !due.whole_day && hours >= 1 => self.say("duties-due-in-hours", &[("hours", &hours.to_string())]),
            i32::MIN..=0 => self.say("duties-due-today", &[]),
            1 => self.say("duties-due-tomorrow", &[]),
            days => self.say("duties-due-in", &[("days", &days.to_string())]),
        }
    }

    fn entry(&self, told: &Told) -> EntryView {
        EntryView {
            when: moment_in_words(self.lang, told.at, &self.app.zone()),
            when_iso: self.iso(told.at.0),
            what: format!("{} {}", told.who, told.what),
            href: if self.may_see_trail { format!("/trail/{}", told.seq) } else { String::new() },
        }
    }
}

/// What a duty is about, but for people and for what its sentence names already.
fn about(duty: &Duty, known: &Known, what: &str) -> String {
    let named = duty.subjects.iter().filter(|(slot, _)| **slot != *"person").map(|(slot, id)| known.name(slot, id));
    named.filter(|name| !what.contains(name)).collect::<Vec<_>>().join(" · ")
}

/// The numbers of the entries that opened and met a duty.
fn entries_of(duty: &Duty) -> impl Iterator<Item = u64> + '_ {
    let evidence: &[u64] = match &duty.status {
        Status::Met { evidence, .. } | Status::Missed { evidence, .. } => evidence,
        _ => &[],
    };
    duty.opened_by.iter().chain(evidence).copied()
}
