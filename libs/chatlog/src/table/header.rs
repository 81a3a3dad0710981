//! The names of columns, and which column holds what.

use super::records::Record;
use std::collections::HashMap;

/// Columns by their name, in small letters.
#[derive(Debug, Clone, Default)]
pub(super) struct Header {
    pub names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Header {
    pub fn of(record: &Record) -> Self {
        let names: Vec<String> = (0..record.fields.len())
            .map(|column| record.text(column).trim().to_owned())
            .collect();
        let mut places = HashMap::new();
        for (place, name) in names.iter().enumerate() {
            // Of two columns of one name the first counts; the other is kept as it is.
            places.entry(name.to_lowercase()).or_insert(place);
        }
        Self { names, places }
    }

    pub fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.places.contains_key(*name))
    }

    pub fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }
}

/// One row, read by the names of its columns. What nobody asks for is kept.
pub(super) struct Named<'a> {
    header: &'a Header,
    record: &'a Record,
    taken: Vec<usize>,
}

impl<'a> Named<'a> {
    pub fn new(header: &'a Header, record: &'a Record) -> Self {
        Self {
            header,
            record,
            taken: Vec::new(),
        }
    }

    /// The text of a column, exactly; empty when there is none.
    pub fn exact(&mut self, name: &str) -> String {
        let Some(place) = self.header.place(name) else {
            return String::new();
        };
        self.taken.push(place);
        self.record.text(place)
    }

    /// The text of a column, without blanks around it, where it is not empty.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let text = self.exact(name).trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// Every column that was not taken and is not empty.
    pub fn rest(&self) -> Vec<(String, String)> {
        (0..self.record.fields.len())
            .filter(|place| !self.taken.contains(place))
            .filter_map(|place| {
                let name = self.header.names.get(place).filter(|name| !name.is_empty());
                let name = name
                    .cloned()
                    .unwrap_or_else(|| format!("column {}", place + 1));
                let text = self.record.text(place);
                (!text.trim().is_empty()).then_some((name, text))
            })
            .collect()
    }
}
