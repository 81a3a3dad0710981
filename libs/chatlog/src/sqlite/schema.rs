//! Which tables a database has, and their columns, from its own SQL text. The
//! text is only looked at; nothing of it is ever run.

use super::record::Value;
use std::collections::HashMap;

/// One table of a database.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns that stand in rows, in order.
    pub columns: Vec<String>,
    pub(super) root: u32,
    pub(super) rowid: Option<usize>,
    places: HashMap<String, usize>,
    defaults: HashMap<usize, Value>,
}

impl Table {
    /// None when the text is not that of a plain table with row numbers.
    pub(super) fn parse(name: &str, root: u32, sql: &str) -> Option<Self> {
        let words = Words::of(sql);
        let open = words.iter().position(|word| word.is("("))?;
        let head = words.get(..open)?;
        if head.iter().any(|word| word.is("virtual")) {
            return None;
        }
        let mut table = Self {
            name: name.to_owned(),
            columns: Vec::new(),
            root,
            rowid: None,
            places: HashMap::new(),
            defaults: HashMap::new(),
        };
        let mut rest = words.get(open + 1..)?;
        loop {
            let (definition, end, after) = one(rest);
            table.take(definition);
            rest = after;
            if end {
                break;
            }
        }
        if rest.iter().any(|word| word.is("without")) {
            return None;
        }
        Some(table)
    }

    fn take(&mut self, definition: &[Word]) {
        let Some((name, rest)) = definition.split_first() else {
            return;
        };
        let constraint = ["constraint", "primary", "unique", "check", "foreign"];
        if constraint.iter().any(|word| name.is(word)) {
            self.constraint(definition);
            return;
        }
        let generated = follows(rest, &["as", "("]) && !rest.iter().any(|word| word.is("stored"));
        if generated {
            return;
        }
        let place = self.columns.len();
        let is_integer = rest.first().is_some_and(|word| word.is("integer"));
        if is_integer && follows(rest, &["primary", "key"]) && !rest.iter().any(|w| w.is("desc")) {
            self.rowid = Some(place);
        }
        if let Some(default) = default(rest) {
            self.defaults.insert(place, default);
        }
        if is_integer {
            // Remembered for a `primary key (column)` further down.
            self.places.insert(integer_mark(&name.text), place);
        }
        self.places.insert(name.text.to_ascii_lowercase(), place);
        self.columns.push(name.text.clone());
    }

    fn constraint(&mut self, words: &[Word]) {
        let at = words.windows(4).find(|window| {
            let [a, b, c, _] = window else { return false };
            a.is("primary") && b.is("key") && c.is("(")
        });
        let Some([_, _, _, column]) = at else { return };
        let alone = !words.iter().any(|word| word.is(","));
        if let Some(place) = self.places.get(&integer_mark(&column.text))
            && alone
        {
            self.rowid = Some(*place);
        }
    }

    pub(super) fn place(&self, column: &str) -> Option<usize> {
        match self.places.get(column) {
            Some(place) => Some(*place),
            None => self.places.get(&column.to_ascii_lowercase()).copied(),
        }
    }

    /// Whether the table has this column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.place(column).is_some()
    }

    pub(super) fn default(&self, place: usize) -> Option<&Value> {
        self.defaults.get(&place)
    }
}

/// No column can be named so.
fn integer_mark(name: &str) -> String {
    format!("\0{}", name.to_ascii_lowercase())
}

fn follows(words: &[Word], pair: &[&str; 2]) -> bool {
    words.windows(2).any(|window| match window {
        [first, second] => first.is(pair[0]) && second.is(pair[1]),
        _ => false,
    })
}

fn default(words: &[Word]) -> Option<Value> {
    let at = words.iter().position(|word| word.is("default"))?;
    let mut next = words.get(at + 1..)?.iter().filter(|word| !word.is("("));
    let word = next.next()?;
    let (sign, word) = match word.text.as_str() {
        "-" if !word.quoted => (-1, next.next()?),
        "+" if !word.quoted => (1, next.next()?),
        _ => (1, word),
    };
    if word.quoted {
        return Some(Value::Text(word.text.clone()));
    }
    if let Ok(number) = word.text.parse::<i64>() {
        return Some(Value::Integer(sign * number));
    }
    word.text.parse().ok().map(Value::Real)
}

/// One definition of the list; whether it is the last; what follows.
fn one(words: &[Word]) -> (&[Word], bool, &[Word]) {
    let mut depth = 0_u32;
    for (at, word) in words.iter().enumerate() {
        let (before, after) = words.split_at(at);
        let after = after.get(1..).unwrap_or_default();
        match () {
            () if word.is("(") => depth += 1,
            () if word.is(")") && depth == 0 => return (before, true, after),
            () if word.is(")") => depth -= 1,
            () if word.is(",") && depth == 0 => return (before, false, after),
            () => {}
        }
    }
    (words, true, &[])
}

#[derive(Debug)]
struct Word {
    text: String,
    quoted: bool,
}

impl Word {
    fn is(&self, text: &str) -> bool {
        !self.quoted && self.text.eq_ignore_ascii_case(text)
    }
}

/// Cuts SQL into words, marks and quoted names.
struct Words<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    found: Vec<Word>,
}

impl Words<'_> {
    fn of(sql: &str) -> Vec<Word> {
        let mut words = Words {
            rest: sql.chars().peekable(),
            found: Vec::new(),
        };
        while let Some(c) = words.rest.next() {
            words.take(c);
        }
        words.found
    }

    fn take(&mut self, c: char) {
        match c {
            '"' | '\'' | '`' => self.quoted(c),
            '[' => self.quoted(']'),
            '-' if self.rest.peek() == Some(&'-') => {
                self.rest.by_ref().take_while(|c| *c != '\n').for_each(drop);
            }
            '/' if self.rest.peek() == Some(&'*') => {
                self.rest.next();
                let mut last = ' ';
                for c in self.rest.by_ref() {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
            }
            c if c.is_whitespace() => {}
            c if is_word(c) => {
                let mut text = String::from(c);
                while let Some(c) = self.rest.next_if(|c| is_word(*c)) {
                    text.push(c);
                }
                self.found.push(Word {
                    text,
                    quoted: false,
                });
            }
            c => self.found.push(Word {
                text: c.into(),
                quoted: false,
            }),
        }
    }

    fn quoted(&mut self, end: char) {
        let mut text = String::new();
        while let Some(c) = self.rest.next() {
            if c == end && self.rest.next_if_eq(&end).is_none() {
                break;
            }
            text.push(c);
        }
        self.found.push(Word { text, quoted: true });
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_from_any_way_of_writing_a_table() {
        let table = Table::parse(
            "t",
            2,
            r#"CREATE TABLE t (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, -- the key
               "a b" TEXT DEFAULT 'x, y', [c] NUMERIC(10, 2) DEFAULT -3, `d` /* , z */ BLOB,
               both TEXT GENERATED ALWAYS AS (c || d), kept TEXT AS (c) STORED,
               UNIQUE (c, d), CHECK (c > 0))"#,
        )
        .unwrap();

        assert_eq!(table.columns, ["ROWID", "a b", "c", "d", "kept"]);
        assert_eq!(table.rowid, Some(0));
        assert_eq!(table.default(1), Some(&Value::Text("x, y".into())));
        assert_eq!(table.default(2), Some(&Value::Integer(-3)));
        assert_eq!(table.place("A B"), Some(1));
    }

    #[test]
    fn a_key_named_at_the_end_is_the_row_number_when_it_is_an_integer() {
        let of = |sql| Table::parse("t", 2, sql).unwrap().rowid;
        assert_eq!(
            of("create table t(a text, b integer, primary key(b))"),
            Some(1)
        );
        assert_eq!(of("create table t(a text, b int, primary key(b))"), None);
        assert_eq!(
            of("create table t(a integer, b integer, primary key(a, b))"),
            None
        );
        assert!(Table::parse("t", 2, "create table t(a primary key) without rowid").is_none());
        assert!(Table::parse("t", 2, "create virtual table t using fts5(a)").is_none());
    }
}
