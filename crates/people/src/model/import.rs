//! What a file of people would do: every row planned, every problem named by line and column.

use std::collections::{BTreeSet, HashMap};

use base::access::Role;
use base::words::Lang;
use base::{Day, Said};

use super::belonging::Kind;
use super::unit::{Unit, UnitKind};
use super::{Email, NewPerson, PersonName, fold, fold_email, is_given_by_directors};
use crate::sheet::{Column, Fate, Plan, Planned, Problem, Row};

/// Most rows in one file.
pub const MOST_ROWS: usize = 10_000;

/// The columns of a file of people, English and French.
pub const COLUMNS: &[Column] = &[
    Column { id: "name", label: "people-column-name", names: &["name", "nom", "full name", "nom complet", "prenom et nom", "person", "personne"], needed: true },
    Column { id: "email", label: "people-column-email", names: &["email", "e mail", "courriel", "mail", "adresse courriel", "email address", "e mail address"], needed: true },
    Column { id: "roles", label: "people-column-roles", names: &["roles", "role"], needed: true },
    Column { id: "supervisor", label: "people-column-supervisor", names: &["supervisor", "supervision", "superviseur", "superviseure", "supervisor email", "courriel de la supervision"], needed: false },
    Column { id: "language", label: "people-column-language", names: &["language", "langue", "lang"], needed: true },
    Column { id: "joined", label: "people-column-joined", names: &["joined", "arrivee", "joined on", "date d'arrivee", "date d’arrivee", "first day here", "premier jour ici", "start date", "hired", "date d'embauche", "date d’embauche"], needed: true },
    Column { id: "kind", label: "people-column-kind", names: &["kind", "sorte", "type", "status", "statut", "employment", "emploi", "lien", "categorie", "kind of person", "categorie de personne"], needed: false },
    Column { id: "team", label: "people-column-team", names: &["team", "teams", "equipe", "equipes"], needed: false },
    Column { id: "programme", label: "people-column-programme", names: &["programme", "programmes", "program", "programs", "site", "lieu"], needed: false },
    Column { id: "position", label: "people-column-position", names: &["position", "positions", "poste", "postes", "title", "job title", "titre"], needed: false },
];

/// What is known before the file is read.
#[derive(Debug)]
pub struct Roster {
    /// Folded e-mail → id, and whether they are here.
    pub emails: HashMap<String, (String, bool)>,
    /// The open teams, programmes and positions.
    pub units: Vec<Unit>,
    /// Whether the person asking may give the roles that only a director gives ([`is_given_by_directors`]).
    pub may_give_all: bool,
    pub today: Day,
}

/// Somebody a file would bring in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    pub person: NewPerson,
    /// The folded e-mail of their supervisor, here or in the file.
    pub supervisor: Option<String>,
    /// The ids of the teams, programmes and positions they come into.
    pub units: Vec<String>,
}

/// Plans every row of a file.
#[must_use]
pub fn plan(rows: Vec<Row>, roster: &Roster) -> Plan<Newcomer> {
    let mut lines: HashMap<String, u64> = HashMap::new();
    for row in &rows {
        lines.entry(fold_email(row.cell(1))).or_insert(row.line);
    }
    let mut problems = Vec::new();
    let rows = rows.into_iter().map(|row| {
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

    fn fate(&mut self) -> Fate<Newcomer> {
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
        let kind = self.kind();
        let units = [(7, UnitKind::Team), (8, UnitKind::Programme), (9, UnitKind::Position)].into_iter().flat_map(|(nth, kind)| self.units(nth, kind)).collect();
        match (name, email, lang, joined) {
            (Some(name), Some(email), Some(lang), Some(joined)) if self.found.is_empty() => {
                Fate::New(Newcomer { person: NewPerson { id: None, name, email, lang, roles, kind, joined }, supervisor, units })
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
        let read = read_roles(self.row.cell(2));
        if read.is_empty() {
            self.wrong("roles", Said::plain("people-problem-empty"));
        }
        for word in read {
            match word {
                Ok(role) if is_given_by_directors(role) && !self.roster.may_give_all => self.wrong("roles", Said::plain("people-refused-director")),
                Ok(role) => {
                    roles.insert(role);
                }
                Err(word) => self.wrong("roles", unknown_role(&word)),
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

    /// The kind of person, where the file says; else their roles tell.
    fn kind(&mut self) -> Option<Kind> {
        let text = self.row.cell(6);
        let kind = Kind::read(text);
        if kind.is_none() && !text.is_empty() {
            self.wrong("kind", Said::plain("people-problem-kind").with("typed", short(text)));
        }
        kind
    }

    /// The teams, programmes or positions a cell names; `;` or `|` stands between two.
    fn units(&mut self, nth: usize, kind: UnitKind) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for typed in self.row.cell(nth).split([';', '|']).map(str::trim).filter(|t| !t.is_empty()) {
            let wanted = fold(typed);
            let unit = self.roster.units.iter().find(|u| u.kind == kind && [&u.face.name, &u.face.name_fr].into_iter().any(|name| fold(name) == wanted));
            match unit {
                Some(unit) if found.contains(&unit.id) => {}
                Some(unit) => found.push(unit.id.clone()),
                None => self.wrong(kind.id(), Said::plain("people-problem-unit").with("kind", kind.id()).with("typed", short(typed))),
            }
        }
        found
    }
}

/// Enough of a cell to know which one it is.
pub(super) fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The roles a cell names, and the words that name none. A role may be called by several words, so the longest
/// name counts: "volunteer coordinator" is one role; "volunteer, coordinator" are two.
#[must_use]
pub fn read_roles(cell: &str) -> Vec<Result<Role, String>> {
    let mut read = Vec::new();
    for part in cell.split(|c: char| ",;/|+\n".contains(c)) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let longest = (1..=rest.len().min(LONGEST_NAME)).rev().find_map(|n| Some((n, role(&rest.get(..n)?.join(" "))?)));
            match (longest, rest.first()) {
                (Some((n, role)), _) => {
                    read.push(Ok(role));
                    at += n;
                }
                (None, word) => {
                    read.extend(word.map(|word| Err((*word).to_owned())));
                    at += 1;
                }
            }
        }
    }
    read
}

/// Most words in the name of a role.
const LONGEST_NAME: usize = 8;

/// What people call each role, folded, beside its id; the words of the pages in both languages are among them.
const CALLED: &[(Role, &[&str])] = &[
    (Role::Worker, &["intervention", "intervenant", "intervenante", "travailleur", "travailleuse"]),
    (Role::Supervisor, &["supervision", "superviseur", "superviseure"]),
    (Role::Manager, &["gestion", "gestionnaire"]),
    (Role::Director, &["direction", "directeur", "directrice", "executive director", "direction generale", "directeur general", "directrice generale"]),
    (Role::It, &["informatique", "ti"]),
    (Role::Volunteer, &["benevolat", "benevole"]),
    (Role::Coordinator, &["volunteer coordinator", "coordinator of volunteers", "coordination", "coordination des benevoles", "coordonnateur", "coordonnatrice",
        "coordonnateur des benevoles", "coordonnatrice des benevoles", "coordonnateur de benevoles", "coordonnatrice de benevoles"]),
    (Role::Board, &["board member", "member of the board", "ca", "conseil", "conseil d'administration", "membre du ca", "membre du conseil", "membre du conseil d'administration"]),
    (Role::Privacy, &["privacy officer", "renseignements", "confidentialite", "protection des renseignements", "protection des renseignements personnels",
        "responsable des renseignements", "responsable des renseignements personnels", "responsable de la protection des renseignements personnels"]),
];

/// The role that some words name: its id, or what people call it.
#[must_use]
pub fn role(words: &str) -> Option<Role> {
    let folded = fold(words).replace('’', "'");
    Role::parse(&folded).or_else(|| CALLED.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(role, _)| *role))
}

fn unknown_role(word: &str) -> Said {
    let typed = fold(word);
    let names = Role::ALL.into_iter().map(|r| (r.id(), r)).chain(CALLED.iter().flat_map(|(r, names)| names.iter().map(|n| (*n, *r))));
    let near = names.map(|(name, role)| (distance(&typed, name), name, role)).min_by_key(|(d, ..)| *d);
    let short = short(word);
    match near {
        Some((distance, name, role)) if distance <= 3 && distance < name.len().div_ceil(2) => {
            Said::plain("people-problem-role-near").with("typed", short).with("role", role.id())
        }
        _ => Said::plain("people-problem-role").with("typed", short),
    }
}

/// How many letters must be changed, added or taken away (Levenshtein's distance).
fn distance(one: &str, two: &str) -> usize {
    strsim::levenshtein(&one.chars().take(60).collect::<String>(), two)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use base::Day;
    use base::access::Role;

    use super::{CALLED, COLUMNS, Newcomer, Roster, distance, plan, read_roles, role};
    use crate::model::belonging::Kind;
    use crate::model::unit::{Face, Unit, UnitKind};
    use crate::sheet::{self, Fate, Mapping, Plan};

    const HEAD: &str = "name,email,roles,supervisor,language,joined,kind,équipe,program,poste\n";

    fn planned(rows: &str) -> Plan<Newcomer> {
        let emails = HashMap::from([("ana@example.org".to_owned(), ("ana".to_owned(), true)), ("old@example.org".to_owned(), ("old".to_owned(), false))]);
        let unit = |id: &str, kind, name, french| Unit { id: id.to_owned(), kind, face: Face::parse(kind, name, french, false, false).unwrap(), closed: None };
        let units = vec![unit("t1", UnitKind::Team, "Front desk", "Accueil"), unit("t2", UnitKind::Team, "Night", ""), unit("p1", UnitKind::Position, "Night", "")];
        let roster = Roster { emails, units, may_give_all: false, today: Day::parse("2026-11-23").unwrap() };
        let table = sheet::open(&format!("{HEAD}{rows}"), 10).unwrap();
        let mapping = Mapping::guess(&table, COLUMNS, &HashMap::new());
        assert_eq!(mapping.misfits(COLUMNS), []);
        plan(mapping.rows(&table, COLUMNS), &roster)
    }

    /// Line, column, message of every problem.
    fn problems(rows: &str) -> Vec<(u64, &'static str, &'static str)> {
        planned(rows).problems.into_iter().map(|p| (p.line, p.column, p.said.id)).collect()
    }

    #[test]
    fn a_good_row_is_a_new_person() {
        let plan = planned("Ben Ito,Ben@example.org,worker; supervisor,ANA@example.org,fr,2026-11-23\n");
        assert_eq!(plan.problems, []);
        let Newcomer { person, supervisor, .. } = plan.news().next().unwrap();
        assert_eq!((person.name.text(), person.email.folded().as_str(), supervisor.as_deref()), ("Ben Ito", "ben@example.org", Some("ana@example.org")));
        assert_eq!(person.kind, None, "the file does not say");
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
            problems("A,a@example.org,worker,a@example.org,en,2026-11-24\nB,A@example.org,director,,en,11/05/2026\nC,old@example.org,it,,en,2026-01-01,,,,,x\n"),
            [
                (2, "supervisor", "people-problem-own-supervisor"), (2, "joined", "people-problem-day-to-come"), (3, "email", "people-problem-email-twice"),
                (3, "roles", "people-refused-director"), (3, "joined", "people-problem-day"), (4, "", "people-problem-too-many-cells"),
                (4, "email", "people-problem-email-left"), (4, "roles", "people-refused-director"),
            ]
        );
    }

    #[test]
    fn a_row_may_say_the_kind_and_what_somebody_belongs_to() {
        let plan = planned("Ben,ben@example.org,worker,,en,2026-11-23,Temps partiel,accueil | NIGHT,,night\n");
        assert_eq!(plan.problems, []);
        let new = plan.news().next().unwrap();
        assert_eq!((new.person.kind, new.units.iter().map(String::as_str).collect::<Vec<_>>()), (Some(Kind::PartTime), vec!["t1", "t2", "p1"]));
        assert_eq!(
            problems("Ben,ben@example.org,worker,,en,2026-11-23,boss,Acueil,Night,\n"),
            [(2, "kind", "people-problem-kind"), (2, "team", "people-problem-unit"), (2, "programme", "people-problem-unit")]
        );
    }

    #[test]
    fn the_longest_name_of_a_role_counts() {
        let roles = |cell: &str| read_roles(cell).into_iter().map(|r| r.map_or_else(|word| format!("?{word}"), |r| r.id().to_owned())).collect::<Vec<_>>();
        for (cell, read) in [
            ("volunteer coordinator", vec!["coordinator"]), ("Volunteer  Coordinator worker", vec!["coordinator", "worker"]),
            ("volunteer, coordinator", vec!["volunteer", "coordinator"]), ("coordinator volunteer", vec!["coordinator", "volunteer"]),
            ("privacy officer; IT", vec!["privacy", "it"]), ("privacy pirate", vec!["privacy", "?pirate"]), ("director supervisor", vec!["director", "supervisor"]),
            ("coordination des bénévoles protection des renseignements personnels", vec!["coordinator", "privacy"]), (" , ", vec![]),
        ] {
            assert_eq!(roles(cell), read, "{cell}");
        }
        assert!(CALLED.iter().flat_map(|(_, names)| *names).all(|name| name.split(' ').count() <= super::LONGEST_NAME));
    }

    #[test]
    fn a_role_may_be_said_in_french_and_a_slip_is_guessed() {
        assert_eq!(role("Bénévole"), Some(Role::Volunteer));
        assert_eq!(role("IT"), Some(Role::It));
        assert_eq!(role("Conseil d’administration"), Some(Role::Board));
        assert_eq!(role("boss"), None);
        assert_eq!((distance("wroker", "worker"), distance("", "it"), distance("board", "board")), (2, 2, 0));
    }
}
