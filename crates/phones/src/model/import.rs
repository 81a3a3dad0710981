//! What an import would do: every row, and what is wrong with it.

use std::collections::HashMap;

use base::{Day, Said};
use people::sheet::{Column, Fate, Plan, Planned, Problem, Row};

use super::register::{Carrier, Kept, Label, Number, Platform};

/// The columns of a file of phones, English and French.
pub const COLUMNS: &[Column] = &[
    Column { id: "label", label: "phones-label", names: &["label", "etiquette", "phone label", "asset", "tag"], needed: true },
    Column { id: "number", label: "phones-number", names: &["number", "numero", "telephone", "phone", "phone number", "numero de telephone"], needed: true },
    Column { id: "platform", label: "phones-platform", names: &["platform", "plateforme", "system", "systeme", "os", "kind of phone", "sorte de telephone"], needed: true },
    Column { id: "carrier", label: "phones-carrier", names: &["carrier", "fournisseur", "provider", "phone company", "compagnie de telephone"], needed: false },
    Column { id: "added", label: "phones-added-day", names: &["added", "ajoute", "added on", "ajoute le", "bought", "achete", "in service since", "en service depuis"], needed: true },
];

/// More rows than that are two files.
pub const MOST: usize = 2_000;

/// Plans every row. `taken` holds the folded labels and the dialled numbers in use.
#[must_use]
pub fn check(rows: Vec<Row>, taken: &[(String, String)], today: Day) -> Plan<(Kept, Day)> {
    let mut labels: Seen = taken.iter().map(|(label, _)| (label.clone(), None)).collect();
    let mut numbers: Seen = taken.iter().map(|(_, number)| (number.clone(), None)).collect();
    let mut problems = Vec::new();
    let rows = rows.into_iter().map(|row| {
        let mut desk = Desk { row: &row, found: Vec::new() };
        let fate = desk.fate(&mut labels, &mut numbers, today);
        problems.append(&mut desk.found);
        Planned { fate, row }
    });
    Plan { rows: rows.collect(), problems }
}

/// Key → the line it first stood on; `None` for one that was in Keepwell before.
type Seen = HashMap<String, Option<u64>>;

/// One row being looked at.
struct Desk<'a> {
    row: &'a Row,
    found: Vec<Problem>,
}

impl Desk<'_> {
    fn wrong(&mut self, column: &'static str, said: Said) {
        self.found.push(Problem { line: self.row.line, column, said });
    }

    fn keep<T>(&mut self, column: &'static str, read: Result<T, Said>) -> Option<T> {
        read.map_err(|said| self.wrong(column, said)).ok()
    }

    fn fate(&mut self, labels: &mut Seen, numbers: &mut Seen, today: Day) -> Fate<(Kept, Day)> {
        if self.row.too_many {
            self.wrong("", Said::plain("phones-row-too-many"));
        }
        let row = self.row;
        let label = self.keep("label", Label::parse(row.cell(0)).map_err(|r| r.said()));
        let number = self.keep("number", Number::parse(row.cell(1)).map_err(|r| r.said()));
        let platform = self.keep("platform", Platform::parse(row.cell(2)).map_err(|r| r.said()));
        let carrier = self.keep("carrier", Carrier::parse(row.cell(3)).map_err(|r| r.said()));
        let added = self.keep("added", day(row.cell(4), today));
        if let Some(said) = label.as_ref().and_then(|l| again(labels, l.folded(), row.line, ["phones-row-label-here", "phones-row-label-twice"])) {
            self.wrong("label", said);
        }
        if let Some(said) = number.as_ref().and_then(|n| again(numbers, n.dialled().to_owned(), row.line, ["phones-row-number-here", "phones-row-number-twice"])) {
            self.wrong("number", said);
        }
        match (label, number, platform, carrier, added) {
            (Some(label), Some(number), Some(platform), Some(carrier), Some(added)) if self.found.is_empty() => {
                Fate::New((Kept { label, number, platform, carrier }, added))
            }
            _ => Fate::Wrong,
        }
    }
}

fn day(text: &str, today: Day) -> Result<Day, Said> {
    let day = Day::parse(text).ok_or_else(|| Said::plain("phones-row-day"))?;
    if day > today { Err(Said::plain("phones-row-future")) } else { Ok(day) }
}

/// Says so when a key is taken, in Keepwell or by an earlier row.
fn again(seen: &mut Seen, key: String, line: u64, [here, twice]: [&'static str; 2]) -> Option<Said> {
    match seen.get(&key) {
        Some(None) => Some(Said::plain(here)),
        Some(Some(first)) => Some(Said::plain(twice).with("line", first.to_string())),
        None => {
            seen.insert(key, Some(line));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line, column, message of every problem.
    fn problems(text: &str) -> Vec<(u64, &'static str, &'static str)> {
        let table = people::sheet::open(text, MOST).unwrap();
        let mapping = people::sheet::Mapping::guess(&table, COLUMNS, &HashMap::new());
        assert_eq!(mapping.misfits(COLUMNS), []);
        let taken = [("ph-001".to_owned(), "+14165550101".to_owned())];
        let plan = check(mapping.rows(&table, COLUMNS), &taken, Day::parse("2026-11-23").unwrap());
        plan.problems.iter().map(|p| (p.line, p.column, p.said.id)).collect()
    }

    #[test]
    fn every_row_says_all_that_is_wrong_with_it() {
        let text = "label,number,platform,carrier,added\n\
            PH-014,416-555-0114,android,Northline,2025-09-15\n\
            ,12,fax,,2025-02-30\n\
            ph-014,(416) 555-0114,ios,,2026-11-24\n\
            PH-001,416-555-0101,ios,,2026-11-23\n";
        assert_eq!(
            problems(text),
            [
                (3, "label", "phones-no-label"), (3, "number", "phones-no-number"), (3, "platform", "phones-no-platform"), (3, "added", "phones-row-day"),
                (4, "added", "phones-row-future"), (4, "label", "phones-row-label-twice"), (4, "number", "phones-row-number-twice"),
                (5, "label", "phones-row-label-here"), (5, "number", "phones-row-number-here"),
            ]
        );
    }

    #[test]
    fn french_names_of_columns_work_as_well() {
        let text = "étiquette;numéro;plateforme;fournisseur;ajouté\r\nPH-014;416-555-0114;Android;Northline;2025-09-15\r\n";
        assert_eq!(problems(text), []);
    }
}
