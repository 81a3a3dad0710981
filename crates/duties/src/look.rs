//! Duties as of a moment, and who or what they are counted under: clause, person, team, programme, phone.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use base::web::Visit;
use base::web::telling::labels_for;
use base::words::Lang;
use base::{App, Db, Failure, Moment};
use manual::PublishedRule;
use people::{UnitKind, What};
use policy::Duty;

use crate::engine;
use crate::model::Tally;
use crate::view::{newest_at, rule_at};

/// All duties as of a moment, by what is on record now.
pub(crate) struct Looked {
    pub(crate) rules: Arc<Vec<PublishedRule>>,
    pub(crate) duties: Vec<Duty>,
    pub(crate) moment: Moment,
}

/// What duties are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Clause,
    Person,
    Team,
    Programme,
    Phone,
}

/// The key of what nobody answers for.
pub(crate) const NOBODY: &str = "nobody";

impl By {
    pub(crate) const ALL: [Self; 5] = [Self::Clause, Self::Person, Self::Team, Self::Programme, Self::Phone];

    /// Its name in the address, and the slot whose names it has.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Clause => "clause",
            Self::Person => "person",
            Self::Team => "team",
            Self::Programme => "programme",
            Self::Phone => "phone",
        }
    }

    /// The text of its word.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Clause => "duties-by-clause",
            Self::Person => "duties-by-person",
            Self::Team => "duties-by-team",
            Self::Programme => "duties-by-programme",
            Self::Phone => "duties-by-phone",
        }
    }

    /// The text for what stands under none of them.
    const fn nobody(self) -> Option<&'static str> {
        match self {
            Self::Person => Some("duties-nobody"),
            Self::Team => Some("duties-no-team"),
            Self::Programme => Some("duties-no-programme"),
            Self::Clause | Self::Phone => None,
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.id() == text)
    }
}

impl Looked {
    pub(crate) async fn at(app: &App, db: &mut Db, moment: Moment, now: Moment) -> Result<Self, Failure> {
        let (rules, duties) = engine::study(app, db, now, move |all| all.as_of(moment.0, now.0)).await?;
        Ok(Self { rules, duties, moment })
    }

    /// Counts them all.
    pub(crate) fn total(&self) -> Tally {
        total(&self.duties)
    }

    /// The clause a duty comes from.
    pub(crate) fn clause(&self, duty: &Duty) -> String {
        rule_at(&self.rules, duty, self.moment).map_or_else(|| duty.rule().to_string(), |r| r.clause_id.clone())
    }

    /// The title of a clause in a language, 0 for English, as it was then.
    pub(crate) fn clause_title(&self, clause: &str, lang: usize) -> String {
        let then = newest_at(&self.rules, self.moment, |r| r.clause_id == clause);
        then.and_then(|r| r.clause_title.get(lang).cloned()).unwrap_or_else(|| clause.to_owned())
    }

    /// The clauses that have rules, in the order of the manual.
    pub(crate) fn clauses(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        self.rules.iter().map(|r| r.clause_id.clone()).filter(|c| seen.insert(c.clone())).collect()
    }
}

/// Rule → the title of its clause in a language, 0 for English.
pub(crate) fn clause_titles(rules: &[PublishedRule], lang: usize) -> HashMap<String, String> {
    rules.iter().filter_map(|r| Some((r.id.clone(), r.clause_title.get(lang)?.clone()))).collect()
}

pub(crate) fn total(duties: &[Duty]) -> Tally {
    let mut tally = Tally::default();
    duties.iter().for_each(|duty| tally.add(duty));
    tally
}

/// Who was in which team and programme at the moment looked at.
pub(crate) struct Units {
    of: HashMap<String, Vec<(By, String)>>,
    /// Whether there is any team; any programme.
    any: [bool; 2],
}

impl Units {
    pub(crate) async fn at(db: &mut Db, moment: Moment) -> Result<Self, Failure> {
        let mut of: HashMap<String, Vec<(By, String)>> = HashMap::new();
        for unit in people::units(&mut *db).await? {
            let (by, what) = match unit.kind {
                UnitKind::Team => (By::Team, What::Team),
                UnitKind::Programme => (By::Programme, What::Programme),
                UnitKind::Position => continue,
            };
            for person in people::members_at(&mut *db, what, &unit.id, moment).await? {
                of.entry(person).or_default().push((by, unit.id.clone()));
            }
        }
        let any = [By::Team, By::Programme].map(|by| of.values().flatten().any(|(kind, _)| *kind == by));
        Ok(Self { of, any })
    }

    const fn any(&self, by: By) -> bool {
        let [team, programme] = self.any;
        matches!(by, By::Team) && team || matches!(by, By::Programme) && programme
    }
}

/// What a duty is counted under; each once, however many people answer for it.
pub(crate) fn keys(looked: &Looked, units: &Units, duty: &Duty, by: By) -> BTreeSet<String> {
    match by {
        By::Clause => BTreeSet::from([looked.clause(duty)]),
        By::Phone => duty.subject("phone").map(ToString::to_string).into_iter().collect(),
        By::Person if duty.responsible.is_empty() => BTreeSet::from([NOBODY.to_owned()]),
        By::Person => duty.responsible.iter().map(ToString::to_string).collect(),
        By::Team | By::Programme => {
            let of = |person: &policy::Name| units.of.get(&**person).into_iter().flatten();
            let found: BTreeSet<String> = duty.responsible.iter().flat_map(of).filter(|(kind, _)| *kind == by).map(|(_, id)| id.clone()).collect();
            if found.is_empty() && units.any(by) { BTreeSet::from([NOBODY.to_owned()]) } else { found }
        }
    }
}

/// Tallies by key.
pub(crate) fn tallies(looked: &Looked, units: &Units, by: By) -> BTreeMap<String, Tally> {
    let mut found: BTreeMap<String, Tally> = BTreeMap::new();
    for duty in &looked.duties {
        for key in keys(looked, units, duty, by) {
            found.entry(key).or_default().add(duty);
        }
    }
    found
}

/// What the keys are called, as the reader may know them.
pub(crate) async fn names(visit: &Visit, db: &mut Db, looked: &Looked, by: By, keys: &[String]) -> Result<HashMap<String, String>, Failure> {
    let lang = visit.lang();
    let mut names = match by {
        By::Clause => keys.iter().map(|key| (key.clone(), looked.clause_title(key, usize::from(lang == Lang::Fr)))).collect(),
        _ => labels_for(&visit.app, db, lang, visit.actor()?, by.id(), keys).await?,
    };
    if let Some(nobody) = by.nobody().filter(|_| keys.iter().any(|key| key == NOBODY)) {
        names.insert(NOBODY.to_owned(), visit.say(nobody, &[]));
    }
    for key in keys {
        names.entry(key.clone()).or_insert_with(|| key.clone());
    }
    Ok(names)
}
