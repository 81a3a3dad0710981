//! Which column of a file is which of ours: guessed from its names, remembered, corrected.

use std::collections::HashMap;

use super::{Column, Row, Table, name};

/// For each column of the file, the place of ours it is; `None` for one that is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping(Vec<Option<usize>>);

/// Why rows cannot be read by a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// No column of the file is this one (the text that names it), and it is needed.
    Missing(&'static str),
    /// Two columns of the file are.
    Twice(&'static str),
}

fn place(columns: &[Column], id: &str) -> Option<usize> {
    columns.iter().position(|c| c.id == id)
}

fn named(columns: &[Column], head: &str) -> Option<usize> {
    columns.iter().position(|c| c.names.contains(&head))
}

impl Mapping {
    /// By the names in the first row, unless somebody said otherwise before: `remembered`
    /// gives for a folded name the id of a column, or "" for one that is not used.
    #[must_use]
    pub fn guess(table: &Table, columns: &[Column], remembered: &HashMap<String, String>) -> Self {
        let one = |head: &String| {
            let head = name(head);
            remembered.get(&head).map_or_else(|| named(columns, &head), |id| place(columns, id))
        };
        Self(table.heads.iter().map(one).collect())
    }

    /// As somebody chose: `chosen` gives the id for a column of the file, "" for one that is not used.
    #[must_use]
    pub fn chosen<'a>(table: &Table, columns: &[Column], chosen: impl Fn(usize) -> &'a str) -> Self {
        Self((0..table.heads.len()).map(|nth| place(columns, chosen(nth))).collect())
    }

    /// Which of ours the `nth` column of the file is.
    #[must_use]
    pub fn of(&self, nth: usize) -> Option<usize> {
        self.0.get(nth).copied().flatten()
    }

    /// The ids, for a form that carries them.
    #[must_use]
    pub fn ids(&self, columns: &[Column]) -> String {
        let id = |at: &Option<usize>| at.and_then(|at| columns.get(at)).map_or("", |c| c.id);
        self.0.iter().map(id).collect::<Vec<_>>().join(",")
    }

    /// What must be remembered to guess this the next time, and what must be forgotten: folded name, id.
    /// Where names alone would tell, nothing is kept.
    #[must_use]
    pub fn learnt(&self, table: &Table, columns: &[Column]) -> Vec<(String, Option<&'static str>)> {
        let mut seen = Vec::new();
        for (head, at) in table.heads.iter().zip(&self.0) {
            let head = name(head);
            if head.is_empty() || seen.iter().any(|(h, _)| *h == head) {
                continue;
            }
            let said = (named(columns, &head) != *at).then(|| at.and_then(|at| columns.get(at)).map_or("", |c| c.id));
            seen.push((head, said));
        }
        seen
    }

    /// Everything that keeps rows from being read.
    #[must_use]
    pub fn misfits(&self, columns: &[Column]) -> Vec<Misfit> {
        let count = |at: usize| self.0.iter().filter(|place| **place == Some(at)).count();
        let one = |(at, column): (usize, &Column)| match count(at) {
            0 if column.needed => Some(Misfit::Missing(column.label)),
            0 | 1 => None,
            _ => Some(Misfit::Twice(column.label)),
        };
        columns.iter().enumerate().filter_map(one).collect()
    }

    /// The rows in the order of our columns; "" where the file has none.
    #[must_use]
    pub fn rows(&self, table: &Table, columns: &[Column]) -> Vec<Row> {
        let places: Vec<Option<usize>> = (0..columns.len()).map(|at| self.0.iter().position(|place| *place == Some(at))).collect();
        let cells = |row: &Row| places.iter().map(|place| place.map_or("", |at| row.cell(at)).to_owned()).collect();
        table.rows.iter().map(|row| Row { line: row.line, cells: cells(row), too_many: row.too_many }).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::{Mapping, Misfit};
    use crate::sheet::{Column, open};

    const COLUMNS: &[Column] = &[
        Column { id: "name", label: "name-label", names: &["name", "nom"], needed: true },
        Column { id: "role", label: "role-label", names: &["roles", "role"], needed: false },
    ];

    fn remembered(said: &[(String, Option<&'static str>)]) -> HashMap<String, String> {
        said.iter().filter_map(|(head, id)| id.map(|id| (head.clone(), id.to_owned()))).collect()
    }

    #[test]
    fn columns_are_found_by_name_in_any_order() {
        let table = open("Rôles;Shoe size;NOM\nworker;42;Ben", 10).unwrap();
        let mapping = Mapping::guess(&table, COLUMNS, &HashMap::new());
        assert_eq!((mapping.ids(COLUMNS).as_str(), mapping.misfits(COLUMNS)), ("role,,name", vec![]));
        let rows = mapping.rows(&table, COLUMNS);
        assert_eq!((rows[0].cell(0), rows[0].cell(1), rows[0].line), ("Ben", "worker", 2));
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let twice = open("name,Nom\na,b", 10).unwrap();
        assert_eq!(Mapping::guess(&twice, COLUMNS, &HashMap::new()).misfits(COLUMNS), [Misfit::Twice("name-label")]);
        let none = open("roles\nworker", 10).unwrap();
        assert_eq!(Mapping::guess(&none, COLUMNS, &HashMap::new()).misfits(COLUMNS), [Misfit::Missing("name-label")]);
    }

    #[test]
    fn a_choice_is_guessed_the_next_time_and_forgotten_when_taken_back() {
        let table = open("name,Job,Employee\nx,worker,Ben", 10).unwrap();
        let chosen = Mapping::chosen(&table, COLUMNS, |nth| ["", "role", "name"][nth]);
        let learnt = chosen.learnt(&table, COLUMNS);
        assert_eq!(learnt, [("name".to_owned(), Some("")), ("job".to_owned(), Some("role")), ("employee".to_owned(), Some("name"))]);
        assert_eq!(Mapping::guess(&table, COLUMNS, &remembered(&learnt)), chosen);
        let plain = Mapping::chosen(&table, COLUMNS, |nth| ["name", "", ""][nth]);
        assert!(plain.learnt(&table, COLUMNS).iter().all(|(_, id)| id.is_none()));
    }

    proptest! {
        #[test]
        fn whatever_was_chosen_is_what_comes_back(heads in proptest::collection::hash_set("[a-z]{1,8}", 1..6), picks in proptest::collection::vec(0..3_usize, 6)) {
            let table = open(&format!("{}\nx", heads.into_iter().collect::<Vec<_>>().join(",")), 10).unwrap();
            let chosen = Mapping::chosen(&table, COLUMNS, |nth| ["", "name", "role"][picks[nth]]);
            prop_assert_eq!(Mapping::guess(&table, COLUMNS, &remembered(&chosen.learnt(&table, COLUMNS))), chosen);
        }
    }
}
