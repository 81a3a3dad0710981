//! What a file of teams would do. A team may stand on one row with all its members, or on one row for each.

use std::collections::{HashMap, HashSet};

use base::Said;

use super::import::short;
use super::unit::{Face, UnitKind};
use super::{fold, fold_email};
use crate::sheet::{Column, Fate, Plan, Planned, Problem, Row};

/// Most rows in one file.
pub const MOST_ROWS: usize = 10_000;

/// The columns of a file of teams, English and French.
pub const COLUMNS: &[Column] = &[
    Column { id: "team", label: "people-column-team", names: &["team", "equipe", "team name", "nom de l'equipe", "nom de l’equipe", "name", "nom"], needed: true },
    Column { id: "team-fr", label: "people-column-team-fr", names: &["team in french", "french name", "equipe en francais", "nom francais", "nom en francais", "team fr", "equipe fr", "name in french"], needed: false },
    Column { id: "lead", label: "people-column-lead", names: &["lead", "team lead", "leader", "supervisor", "responsable", "superviseur", "superviseure", "supervision", "chef d'equipe", "chef d’equipe", "lead (e mail)", "responsable (courriel)"], needed: false },
    Column { id: "members", label: "people-column-members", names: &["members", "member", "membres", "membre", "people", "personnes", "email", "e mail", "emails", "courriel", "courriels", "members (e mails)", "membres (courriels)"], needed: false },
];

/// A team that is here: its members' and its lead's ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    pub members: HashSet<String>,
    pub lead: Option<String>,
}

/// What is known before the file is read.
#[derive(Debug)]
pub struct Roster {
    /// Folded e-mail → id, and whether they are here.
    pub emails: HashMap<String, (String, bool)>,
    /// Folded name of an open team, in either language → what it is.
    pub teams: HashMap<String, Standing>,
    /// Whether the person asking may say who leads.
    pub may_lead: bool,
}

/// What one row says of a team that is not here yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamRow {
    pub face: Face,
    pub lead: Option<String>,
    pub members: Vec<String>,
}

/// Puts the rows of one team together, in the order of the file.
#[must_use]
pub fn teams(plan: &Plan<TeamRow>) -> Vec<TeamRow> {
    let mut found: Vec<TeamRow> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in plan.news() {
        let at = *places.entry(fold(&row.face.name)).or_insert(found.len());
        let Some(team) = found.get_mut(at) else {
            found.push(row.clone());
            continue;
        };
        team.lead = team.lead.take().or_else(|| row.lead.clone());
        if team.face.name_fr.is_empty() {
            team.face.name_fr.clone_from(&row.face.name_fr);
        }
        for member in &row.members {
            if !team.members.contains(member) {
                team.members.push(member.clone());
            }
        }
    }
    found
}

/// Plans every row of a file.
#[must_use]
pub fn plan(rows: Vec<Row>, roster: &Roster) -> Plan<TeamRow> {
    let mut leads: HashMap<String, (u64, String)> = HashMap::new();
    let mut problems = Vec::new();
    let rows = rows.into_iter().map(|row| {
        let mut desk = Desk { row: &row, roster, found: Vec::new() };
        let fate = desk.fate(&mut leads);
        problems.append(&mut desk.found);
        Planned { fate, row }
    });
    Plan { rows: rows.collect(), problems }
}

/// One row being looked at.
struct Desk<'a> {
    row: &'a Row,
    roster: &'a Roster,
    found: Vec<Problem>,
}

impl Desk<'_> {
    fn wrong(&mut self, column: &'static str, said: Said) {
        self.found.push(Problem { line: self.row.line, column, said });
    }

    /// `leads`: folded team → the line that first named a lead, and whom.
    fn fate(&mut self, leads: &mut HashMap<String, (u64, String)>) -> Fate<TeamRow> {
        if self.row.too_many {
            self.wrong("", Said::plain("people-problem-too-many-cells"));
        }
        let face = Face::parse(UnitKind::Team, self.row.cell(0), self.row.cell(1), false, false);
        if let Err(refusal) = &face {
            self.wrong("team", if self.row.cell(0).is_empty() { Said::plain("people-problem-empty") } else { refusal.said() });
        }
        let lead = self.people("lead", 2);
        if lead.len() > 1 {
            self.wrong("lead", Said::plain("people-problem-leads"));
        }
        let lead = lead.into_iter().next();
        let members = self.people("members", 3);
        let Ok(face) = face else { return Fate::Wrong };
        let folded = fold(&face.name);
        if let Some(standing) = self.roster.teams.get(&folded) {
            return self.standing(standing, lead.as_ref(), &members);
        }
        if let Some(lead) = &lead {
            let (line, first) = leads.entry(folded).or_insert_with(|| (self.row.line, lead.clone())).clone();
            if first != *lead {
                self.wrong("lead", Said::plain("people-problem-lead-differs").with("line", line.to_string()));
            }
            if !self.roster.may_lead {
                self.wrong("lead", Said::plain("people-problem-lead-not-yours"));
            }
        }
        if self.found.is_empty() { Fate::New(TeamRow { face, lead, members }) } else { Fate::Wrong }
    }

    /// A team that is here is not changed by a file: what the row says is so already, or the row is wrong.
    fn standing(&mut self, standing: &Standing, lead: Option<&String>, members: &[String]) -> Fate<TeamRow> {
        if !self.found.is_empty() {
            return Fate::Wrong;
        }
        if members.iter().all(|m| standing.members.contains(m)) && (lead.is_none() || lead == standing.lead.as_ref()) {
            return Fate::Here;
        }
        self.wrong("team", Said::plain("people-problem-team-here"));
        Fate::Wrong
    }

    /// The people a cell names by e-mail, each once.
    fn people(&mut self, column: &'static str, nth: usize) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for typed in self.row.cell(nth).split(|c: char| c.is_whitespace() || ",;/|".contains(c)).filter(|w| !w.is_empty()) {
            match self.roster.emails.get(&fold_email(typed)) {
                Some((id, true)) if found.contains(id) => {}
                Some((id, true)) => found.push(id.clone()),
                Some((_, false)) => self.wrong(column, Said::plain("people-problem-member-left").with("email", short(typed))),
                None => self.wrong(column, Said::plain("people-problem-member").with("email", short(typed))),
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::{COLUMNS, Roster, Standing, TeamRow, plan, teams};
    use crate::sheet::{self, Mapping, Plan};

    fn planned(text: &str, may_lead: bool) -> Plan<TeamRow> {
        let emails = [("ana", true), ("ben", true), ("eli", true), ("old", false)].map(|(id, here)| (format!("{id}@example.org"), (id.to_owned(), here)));
        let night = Standing { members: HashSet::from(["ben".to_owned()]), lead: Some("ana".to_owned()) };
        let roster = Roster { emails: HashMap::from(emails), teams: HashMap::from([("night".to_owned(), night)]), may_lead };
        let table = sheet::open(text, 20).unwrap();
        plan(Mapping::guess(&table, COLUMNS, &HashMap::new()).rows(&table, COLUMNS), &roster)
    }

    fn problems(text: &str, may_lead: bool) -> Vec<(u64, &'static str, &'static str)> {
        planned(text, may_lead).problems.into_iter().map(|p| (p.line, p.column, p.said.id)).collect()
    }

    #[test]
    fn one_row_a_team_and_one_row_a_member_say_the_same() {
        let wide = planned("team,french name,lead,members\nDay,Jour,ana@example.org,ben@example.org; ELI@example.org\n", true);
        let long = planned("équipe,courriel,responsable,nom français\nDay,ben@example.org,ana@example.org,\nday,eli@example.org,,Jour\nDAY,ben@example.org,,\n", true);
        assert_eq!((wide.problems.len(), teams(&wide).len()), (0, 1));
        assert_eq!(teams(&wide), teams(&long));
        assert_eq!(teams(&wide)[0].members, ["ben", "eli"]);
    }

    #[test]
    fn every_problem_is_named_by_line_and_column() {
        let text = "team,lead,members\nDay,ana@example.org,nobody@example.org\n,,old@example.org\nDay,ben@example.org,\nDay,ana@example.org ben@example.org,\nNight,,ben@example.org\nNight,,eli@example.org\n";
        assert_eq!(
            problems(text, true),
            [
                (2, "members", "people-problem-member"), (3, "team", "people-problem-empty"), (3, "members", "people-problem-member-left"),
                (4, "lead", "people-problem-lead-differs"), (5, "lead", "people-problem-leads"), (7, "team", "people-problem-team-here"),
            ]
        );
        assert_eq!(problems("team,lead\nDay,ana@example.org\n", false), [(2, "lead", "people-problem-lead-not-yours")]);
    }

    #[test]
    fn a_team_that_is_here_is_left_alone() {
        let plan = planned("team,lead,members\nNight,ana@example.org,ben@example.org\n", false);
        assert_eq!((plan.problems.len(), plan.rows[0].fate.id()), (0, "here"));
    }
}
