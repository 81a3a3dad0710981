//! What an import would do: every row, and what is wrong with it.

use std::collections::HashMap;

use base::{Day, Said};
use people::sheet::{Column, Row};

use super::register::{Carrier, Kept, Label, Number, Platform};

/// The columns of the file, in the order [`Incoming`] reads them.
pub const COLUMNS: [Column; 5] = [
    Column { id: "label", names: &["label", "etiquette"], needed: true },
    Column { id: "number", names: &["number", "numero", "telephone", "phone"], needed: true },
    Column { id: "platform", names: &["platform", "plateforme"], needed: true },
    Column { id: "carrier", names: &["carrier", "fournisseur"], needed: false },
    Column { id: "added", names: &["added", "ajoute"], needed: true },
];

/// More rows than that are two files.
pub const MOST: usize = 2_000;

/// A row as it was written, and what it would become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    pub line: u64,
    /// Label, number, platform, carrier, day, as written.
    pub cells: [String; 5],
    pub problems: Vec<Said>,
    /// The phone, when nothing is wrong with the row.
    pub phone: Option<(Kept, Day)>,
}

/// Reads every row. `taken` holds the folded labels and the dialled numbers in use.
#[must_use]
pub fn check(rows: &[Row], taken: &[(String, String)], today: Day) -> Vec<Incoming> {
    let mut labels: HashMap<String, Option<u64>> = taken.iter().map(|(label, _)| (label.clone(), None)).collect();
    let mut numbers: HashMap<String, Option<u64>> = taken.iter().map(|(_, number)| (number.clone(), None)).collect();
    rows.iter().map(|row| one(row, &mut labels, &mut numbers, today)).collect()
}

type Seen = HashMap<String, Option<u64>>;

fn one(row: &Row, labels: &mut Seen, numbers: &mut Seen, today: Day) -> Incoming {
    let cells = [0, 1, 2, 3, 4].map(|nth| row.cell(nth).to_owned());
    let [label, number, platform, carrier, added] = &cells;
    let mut problems = Vec::new();
    if row.too_many {
        problems.push(Said::plain("phones-row-too-many"));
    }
    let label = keep(&mut problems, Label::parse(label).map_err(|r| r.said()));
    let number = keep(&mut problems, Number::parse(number).map_err(|r| r.said()));
    let platform = keep(&mut problems, Platform::parse(platform).map_err(|r| r.said()));
    let carrier = keep(&mut problems, Carrier::parse(carrier).map_err(|r| r.said()));
    let added = keep(&mut problems, day(added, today));
    if let Some(label) = &label {
        problems.extend(again(labels, label.folded(), row.line, ["phones-row-label-here", "phones-row-label-twice"]));
    }
    if let Some(number) = &number {
        problems.extend(again(numbers, number.dialled().to_owned(), row.line, ["phones-row-number-here", "phones-row-number-twice"]));
    }
    let phone = match (label, number, platform, carrier, added) {
        (Some(label), Some(number), Some(platform), Some(carrier), Some(added)) if problems.is_empty() => {
            Some((Kept { label, number, platform, carrier }, added))
        }
        _ => None,
    };
    Incoming { line: row.line, cells, problems, phone }
}

fn keep<T>(problems: &mut Vec<Said>, read: Result<T, Said>) -> Option<T> {
    read.map_err(|said| problems.push(said)).ok()
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

    fn problems(text: &str) -> Vec<(u64, Vec<&'static str>)> {
        let sheet = people::sheet::read(text, &COLUMNS, MOST).unwrap();
        let taken = [("ph-001".to_owned(), "+14165550101".to_owned())];
        let rows = check(&sheet.rows, &taken, Day::parse("2026-11-23").unwrap());
        rows.iter().map(|r| (r.line, r.problems.iter().map(|p| p.id).collect())).collect()
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
                (2, vec![]),
                (3, vec!["phones-no-label", "phones-no-number", "phones-no-platform", "phones-row-day"]),
                (4, vec!["phones-row-future", "phones-row-label-twice", "phones-row-number-twice"]),
                (5, vec!["phones-row-label-here", "phones-row-number-here"]),
            ]
        );
    }

    #[test]
    fn french_names_of_columns_work_as_well() {
        let text = "étiquette;numéro;plateforme;fournisseur;ajouté\r\nPH-014;416-555-0114;Android;Northline;2025-09-15\r\n";
        assert_eq!(problems(text), [(2, vec![])]);
    }
}
