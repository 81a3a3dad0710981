//! What if, counted: for each person, each thing and each clause, how many duties would change and how.

use std::collections::{BTreeMap, HashMap};

use base::web::Visit;
use base::web::telling::labels;
use base::words::Lang;
use base::{Db, Failure};
use manual::PublishedRule;
use policy::{Difference, Duty, Shift};

/// Longest list of one kind; the numbers on top count them all.
const ROWS: usize = 50;

/// New, gone, another date, would be late.
type Counts = [usize; 4];

/// One line of a table: who or what, and the counts.
pub(super) struct Share {
    pub(super) name: String,
    pub(super) counts: Counts,
}

/// A table: its title, the head of its first column, its lines, how many were left out.
pub(super) struct Shares {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) rows: Vec<Share>,
    pub(super) left_out: usize,
}

/// The column a shift is counted in.
pub(super) const fn column(shift: Shift) -> usize {
    match shift {
        Shift::Appears => 0,
        Shift::Vanishes => 1,
        Shift::Moves | Shift::Restands | Shift::ChangesHands => 2,
        Shift::BecomesOverdue => 3,
    }
}

/// Counts by key; the gravest first.
fn counted<K: Ord + Clone>(differences: &[Difference], keys: impl Fn(&Duty) -> Vec<K>) -> Vec<(K, Counts)> {
    let mut all: BTreeMap<K, Counts> = BTreeMap::new();
    for difference in differences {
        let mut own: Vec<K> = [&difference.before, &difference.after].into_iter().flatten().flat_map(&keys).collect();
        own.sort();
        own.dedup();
        for key in own {
            if let Some(count) = all.entry(key).or_default().get_mut(column(difference.shift)) {
                *count += 1;
            }
        }
    }
    let mut all: Vec<(K, Counts)> = all.into_iter().collect();
    all.sort_by_key(|(_, [new, gone, moved, late])| std::cmp::Reverse((*late, new + moved, *gone)));
    all
}

/// The tables: by person, by thing, by clause.
pub(super) async fn shares(visit: &Visit, db: &mut Db, rules: (&[PublishedRule], &[PublishedRule]), differences: &[Difference]) -> Result<Vec<Shares>, Failure> {
    let lang = usize::from(visit.lang() == Lang::Fr);
    let people = counted(differences, |d| d.responsible.iter().map(ToString::to_string).collect());
    let things = counted(differences, |d| {
        d.subjects.iter().filter(|(slot, _)| **slot != *"person").map(|(slot, id)| (slot.to_string(), id.to_string())).collect()
    });
    let clauses = counted(differences, |d| vec![d.rule().to_string()]);
    let ids = |all: &[(String, Counts)]| all.iter().take(ROWS).map(|(id, _)| id.clone()).collect::<Vec<_>>();
    let names = labels(&visit.app, db, visit.lang(), "person", &ids(&people)).await?;
    let mut things_called: HashMap<(String, String), String> = HashMap::new();
    for slot in things.iter().map(|((slot, _), _)| slot.clone()).collect::<std::collections::BTreeSet<_>>() {
        let ids: Vec<String> = things.iter().take(ROWS).filter(|((s, _), _)| *s == slot).map(|((_, id), _)| id.clone()).collect();
        let found = labels(&visit.app, db, visit.lang(), &slot, &ids).await?;
        things_called.extend(found.into_iter().map(|(id, name)| ((slot.clone(), id), name)));
    }
    let title = |id: &String| {
        let rule = rules.1.iter().chain(rules.0).find(|r| r.id == *id);
        rule.and_then(|r| r.clause_title.get(lang).cloned()).unwrap_or_else(|| id.clone())
    };
    let table = |id: &'static str, said: &str, all: Vec<(String, Counts)>| {
        let left_out = all.len().saturating_sub(ROWS);
        let rows = all.into_iter().take(ROWS).map(|(name, counts)| Share { name, counts }).collect();
        Shares { id, title: visit.say(said, &[]), rows, left_out }
    };
    let called = |all: Vec<(String, Counts)>| all.into_iter().map(|(id, c)| (names.get(&id).cloned().unwrap_or(id), c)).collect::<Vec<_>>();
    let things = things.into_iter().map(|(key, c)| (things_called.get(&key).cloned().unwrap_or(key.1), c)).collect();
    let clauses = clauses.into_iter().map(|(id, c)| (title(&id), c)).collect();
    Ok(vec![
        table("by-person", "duties-what-if-by-person", called(people)),
        table("by-thing", "duties-what-if-by-thing", things),
        table("by-clause", "duties-what-if-by-clause", clauses),
    ].into_iter().filter(|t| !t.rows.is_empty()).collect())
}
