//! What a file of people would do: every row planned, every problem named by line and column.

use std::collections::{BTreeSet, HashMap};

use base::access::Role;
use base::words::Lang;
use base::{Day, Said};

use super::{Email, NewPerson, PersonName, fold, fold_email};
use crate::sheet::{Column, Row, Sheet};

/// Most rows in one file.
pub const MOST_ROWS: usize = 10_000;

/// The columns of a file of people, English and French.
pub const COLUMNS: &[Column] = &[
    Column { id: "name", names: &["name", "nom", "full name", "nom complet"], needed: true },
    Column { id: "email", names: &["email", "e mail", "courriel", "mail", "adresse courriel"], needed: true },
    Column { id: "roles", names: &["roles", "role"], needed: true },
    Column { id: "supervisor", names: &["supervisor", "supervision", "superviseur", "superviseure"], needed: false },
    Column { id: "language", names: &["language", "langue", "lang"], needed: true },
    Column { id: "joined", names: &["joined", "arrivee", "joined on", "date d'arrivee", "date d’arrivee", "first day here", "premier jour ici"], needed: true },
];

/// What is known before the file is read.
#[derive(Debug)]
pub struct Roster {
    /// Folded e-mail → id, and whether they are here.
    pub emails: HashMap<String, (String, bool)>,
    /// Whether the person asking may make a director.
    pub may_make_directors: bool,
    pub today: Day,
}

/// Something wrong with one cell (or, where the column is "", with the row).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub line: u64,
    pub column: &'static str,
    pub said: Said,
}

/// What one row would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// A new person, under the supervisor with this folded e-mail.
    New(NewPerson, Option<String>),
    /// Somebody who is here: nothing changes.
    Here,
    Wrong,
}

/// One row with its fate. The cells as they were typed, for the preview.
#[derive(Debug, Clone)]
pub struct Planned {
    pub row: Row,
    pub fate: Fate,
}

/// The whole file, planned.
#[derive(Debug, Clone)]
pub struct Plan {
    pub rows: Vec<Planned>,
    pub problems: Vec<Problem>,
}

impl Plan {
    /// The people it would bring in.
    pub fn newcomers(&self) -> impl Iterator<Item = (&NewPerson, Option<&str>)> {
        self.rows.iter().filter_map(|r| match &r.fate {
            Fate::New(person, supervisor) => Some((person, supervisor.as_deref())),
            _ => None,
        })
    }
}

/// Plans every row of a sheet.
#[must_use]
pub fn plan(sheet: Sheet, roster: &Roster) -> Plan {
    let mut lines: HashMap<String, u64> = HashMap::new();
    for row in &sheet.rows {
        lines.entry(fold_email(row.cell(1))).or_insert(row.line);
    }
    let mut problems = Vec::new();
    let rows = sheet.rows.into_iter().map(|row| {
        let mut desk = Desk { row: &row, roster, lines: &lines, found: Vec::new() };
        let fate = desk.fate();
        problems.append(&mut desk.found);
        Planned { fate, row }
    });
    Plan { rows: rows.collect(), problems }
}

/// One row being looked at.
struct Desk<'a> {
    row: &'a Row,
    roster: &'a Roster,
    /// Folded e-mail → the first line it stands on.
    lines: &'a HashMap<String, u64>,
    found: Vec<Problem>,
}

impl Desk<'_> {
    fn wrong(&mut self, column: &'static str, said: Said) {
        self.found.push(Problem { line: self.row.line, column, said });
    }

    fn fate(&mut self) -> Fate {
        if self.row.too_many {
            self.wrong("", Said::plain("people-problem-too-many-cells"));
        }
        let email = self.email();
        if self.found.is_empty() && email.as_ref().and_then(|e| self.roster.emails.get(&e.folded())).is_some_and(|(_, here)| *here) {
            return Fate::Here;
        }
        let name = self.name();
        let roles = self.roles();
        let supervisor = self.supervisor();
        let lang = self.language();
        let joined = self.joined();
        match (name, email, lang, joined) {
            (Some(name), Some(email), Some(lang), Some(joined)) if self.found.is_empty() => {
                Fate::New(NewPerson { id: None, name, email, lang, roles, joined }, supervisor)
            }
            _ => Fate::Wrong,
        }
    }

    fn name(&mut self) -> Option<PersonName> {
        let name = PersonName::parse(self.row.cell(0));
        if let Err(refusal) = &name {
            self.wrong("name", if self.row.cell(0).is_empty() { Said::plain("people-problem-empty") } else { refusal.said() });
        }
        name.ok()
    }

    fn email(&mut self) -> Option<Email> {
        let text = self.row.cell(1);
        if text.is_empty() {
            self.wrong("email", Said::plain("people-problem-empty"));
            return None;
        }
        let email = match Email::parse(text) {
            Ok(email) => email,
            Err(refusal) => {
                self.wrong("email", refusal.said());
                return None;
            }
        };
        if let Some(first) = self.lines.get(&email.folded()).filter(|first| **first != self.row.line) {
            self.wrong("email", Said::plain("people-problem-email-twice").with("line", first.to_string()));
        }
        if self.roster.emails.get(&email.folded()).is_some_and(|(_, here)| !here) {
            self.wrong("email", Said::plain("people-problem-email-left"));
        }
        Some(email)
    }

    fn roles(&mut self) -> BTreeSet<Role> {
        let mut roles = BTreeSet::new();
        let words: Vec<&str> = self.row.cell(2).split(|c: char| c.is_whitespace() || ",;/|+".contains(c)).filter(|w| !w.is_empty()).collect();
        if words.is_empty() {
            self.wrong("roles", Said::plain("people-problem-empty"));
        }
        for word in words {
            match role(word) {
                Some(Role::Director) if !self.roster.may_make_directors => self.wrong("roles", Said::plain("people-refused-director")),
                Some(role) => {
                    roles.insert(role);
                }
                None => self.wrong("roles", unknown_role(word)),
            }
        }
        roles
    }

    fn supervisor(&mut self) -> Option<String> {
        let folded = fold_email(self.row.cell(3));
        if folded.is_empty() {
            return None;
        }
        let known = self.lines.contains_key(&folded) || self.roster.emails.get(&folded).is_some_and(|(_, here)| *here);
        if folded == fold_email(self.row.cell(1)) {
            self.wrong("supervisor", Said::plain("people-problem-own-supervisor"));
        } else if !known {
            self.wrong("supervisor", Said::plain("people-problem-supervisor-unknown").with("email", self.row.cell(3)));
        }
        Some(folded)
    }

    fn language(&mut self) -> Option<Lang> {
        match fold(self.row.cell(4)).as_str() {
            "en" | "english" | "anglais" => return Some(Lang::En),
            "fr" | "french" | "francais" => return Some(Lang::Fr),
            "" => self.wrong("language", Said::plain("people-problem-empty")),
            _ => self.wrong("language", Said::plain("people-problem-language").with("typed", self.row.cell(4))),
        }
        None
    }

    fn joined(&mut self) -> Option<Day> {
        let text = self.row.cell(5);
        let day = Day::parse(text);
        match day {
            None if text.is_empty() => self.wrong("joined", Said::plain("people-problem-empty")),
            None => self.wrong("joined", Said::plain("people-problem-day").with("typed", text)),
            Some(day) if day > self.roster.today => self.wrong("joined", Said::plain("people-problem-day-to-come")),
            Some(_) => {}
        }
        day
    }
}

/// The role a word names: its id, or what people call it.
#[must_use]
pub fn role(word: &str) -> Option<Role> {
    Role::parse(word).or_else(|| match fold(word).as_str() {
        "intervenant" | "intervenante" | "travailleur" | "travailleuse" => Some(Role::Worker),
        "superviseur" | "superviseure" => Some(Role::Supervisor),
        "gestionnaire" | "gestion" => Some(Role::Manager),
        "directeur" | "directrice" | "direction" => Some(Role::Director),
        "informatique" | "ti" => Some(Role::It),
        "benevole" => Some(Role::Volunteer),
        "coordonnateur" | "coordonnatrice" | "coordination" => Some(Role::Coordinator),
        "ca" => Some(Role::Board),
        _ => None,
    })
}

fn unknown_role(word: &str) -> Said {
    let near = Role::ALL.into_iter().map(|r| (distance(&fold(word), r.id()), r)).min_by_key(|(d, _)| *d);
    let short = word.chars().take(40).collect::<String>();
    match near {
        Some((distance, role)) if distance <= 3 && distance < role.id().len().div_ceil(2) => {
            Said::plain("people-problem-role-near").with("typed", short).with("role", role.id())
        }
        _ => Said::plain("people-problem-role").with("typed", short),
    }
}

/// How many letters must be changed, added or taken away (Levenshtein's distance).
fn distance(one: &str, two: &str) -> usize {
    let two: Vec<char> = two.chars().collect();
    let mut row: Vec<usize> = (0..=two.len()).collect();
    for (at, a) in one.chars().take(60).enumerate() {
        let mut corner = at;
        let mut left = at + 1;
        for (cell, b) in row.iter_mut().skip(1).zip(&two) {
            let here = (corner + usize::from(a != *b)).min(*cell + 1).min(left + 1);
            corner = std::mem::replace(cell, here);
            left = here;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use base::Day;
    use base::access::Role;

    use super::{COLUMNS, Fate, Plan, Roster, distance, plan, role};
    use crate::sheet;

    const HEAD: &str = "name,email,roles,supervisor,language,joined\n";

    fn planned(rows: &str) -> Plan {
        let emails = HashMap::from([("ana@example.org".to_owned(), ("ana".to_owned(), true)), ("old@example.org".to_owned(), ("old".to_owned(), false))]);
        let roster = Roster { emails, may_make_directors: false, today: Day::parse("2026-11-23").unwrap() };
        plan(sheet::read(&format!("{HEAD}{rows}"), COLUMNS, 10).unwrap(), &roster)
    }

    /// Line, column, message of every problem.
    fn problems(rows: &str) -> Vec<(u64, &'static str, &'static str)> {
        planned(rows).problems.into_iter().map(|p| (p.line, p.column, p.said.id)).collect()
    }

    #[test]
    fn a_good_row_is_a_new_person() {
        let plan = planned("Ben Ito,Ben@example.org,worker; supervisor,ANA@example.org,fr,2026-11-23\n");
        assert_eq!(plan.problems, []);
        let (person, supervisor) = plan.newcomers().next().unwrap();
        assert_eq!((person.name.text(), person.email.folded().as_str(), supervisor), ("Ben Ito", "ben@example.org", Some("ana@example.org")));
        assert!(person.roles.contains(&Role::Worker) && person.roles.contains(&Role::Supervisor));
    }

    #[test]
    fn whoever_is_here_stays_unchanged_and_is_no_problem() {
        let plan = planned("Another Name,ana@example.org,,,,\n");
        assert_eq!((plan.rows[0].fate.clone(), plan.problems.len()), (Fate::Here, 0));
    }

    #[test]
    fn every_problem_is_named_by_line_and_column() {
        assert_eq!(
            problems("Ben,ben@example.org,wroker,,en,2026-05-11\n,eli@example,boss,nobody@example.org,klingon,2026-02-30\n"),
            [
                (2, "roles", "people-problem-role-near"), (3, "email", "people-refused-email"), (3, "name", "people-problem-empty"),
                (3, "roles", "people-problem-role"), (3, "supervisor", "people-problem-supervisor-unknown"), (3, "language", "people-problem-language"),
                (3, "joined", "people-problem-day"),
            ]
        );
        assert_eq!(
            problems("A,a@example.org,worker,a@example.org,en,2026-11-24\nB,A@example.org,director,,en,11/05/2026\nC,old@example.org,it,,en,2026-01-01,x\n"),
            [
                (2, "supervisor", "people-problem-own-supervisor"), (2, "joined", "people-problem-day-to-come"), (3, "email", "people-problem-email-twice"),
                (3, "roles", "people-refused-director"), (3, "joined", "people-problem-day"), (4, "", "people-problem-too-many-cells"),
                (4, "email", "people-problem-email-left"),
            ]
        );
    }

    #[test]
    fn a_role_may_be_said_in_french_and_a_slip_is_guessed() {
        assert_eq!(role("Bénévole"), Some(Role::Volunteer));
        assert_eq!(role("IT"), Some(Role::It));
        assert_eq!(role("boss"), None);
        assert_eq!((distance("wroker", "worker"), distance("", "it"), distance("board", "board")), (2, 2, 0));
    }
}
