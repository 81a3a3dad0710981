//! A list in SQL: conditions joined, values bound, one page of keys and the count.

use sqlx::{Any, AssertSqlSafe, Decode, Type};

use super::{List, Wanted};
use crate::db::Db;
use crate::failure::Failure;
use crate::words::fold;

/// A value to bind.
#[derive(Debug, Clone)]
pub enum Value {
    Text(String),
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// A pattern for `like … escape '\'` that finds `words` anywhere in a folded column.
#[must_use]
pub fn containing(words: &str) -> String {
    format!("%{}%", fold(words).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Which rows: a `select` of the key alone, and conditions. Every text of SQL is of the
/// program, never of a visitor; the marks of a condition count from `$1` by themselves.
#[derive(Debug, Clone)]
pub struct Query {
    select: &'static str,
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Query {
    /// `select` gives the key and nothing else, and ends before `where`.
    #[must_use]
    pub const fn new(select: &'static str) -> Self {
        Self { select, conditions: Vec::new(), values: Vec::new() }
    }

    /// Only rows for which this holds.
    #[must_use]
    pub fn only(mut self, condition: &'static str, values: impl IntoIterator<Item = Value>) -> Self {
        self.conditions.push(renumbered(condition, self.values.len()));
        self.values.extend(values);
        self
    }

    /// The same, when it was asked.
    #[must_use]
    pub fn only_if(self, asked: bool, condition: &'static str, values: impl IntoIterator<Item = Value>) -> Self {
        if asked { self.only(condition, values) } else { self }
    }

    fn filtered(&self) -> String {
        if self.conditions.is_empty() { self.select.to_owned() } else { format!("{} where ({})", self.select, self.conditions.join(") and (")) }
    }

    /// How many rows there are in all.
    ///
    /// # Errors
    /// When the database does.
    pub async fn count(&self, db: &mut Db) -> Result<i64, Failure> {
        let text = AssertSqlSafe(format!("select count(*) from ({}) as listed", self.filtered()));
        let query = self.values.iter().fold(sqlx::query_scalar::<_, i64>(text), |query, value| match value {
            Value::Text(text) => query.bind(text.clone()),
            Value::Number(number) => query.bind(*number),
        });
        Ok(query.fetch_one(db).await?)
    }

    /// The keys of the page wanted (of all rows, for a file), in the order wanted, and
    /// how many rows there are in all. A page beyond the last is the last.
    ///
    /// # Errors
    /// When the database does.
    pub async fn page<K>(&self, db: &mut Db, list: &List, want: &mut Wanted) -> Result<(Vec<K>, i64), Failure>
    where
        K: for<'r> Decode<'r, Any> + Type<Any> + Send + Unpin + 'static,
    {
        let count = self.count(&mut *db).await?;
        want.stay_within(count);
        let (take, skip) = want.window();
        let way = if want.down { "desc" } else { "asc" };
        let by = list.column(want.sort).map_or(&[] as &[&str], |(_, c)| c.by);
        let order: Vec<String> = by.iter().chain(&["1"]).map(|part| format!("{part} {way}")).collect();
        let text = AssertSqlSafe(format!("{} order by {} limit {take} offset {skip}", self.filtered(), order.join(", ")));
        let query = self.values.iter().fold(sqlx::query_scalar::<_, K>(text), |query, value| match value {
            Value::Text(text) => query.bind(text.clone()),
            Value::Number(number) => query.bind(*number),
        });
        Ok((query.fetch_all(db).await?, count))
    }
}

impl Query {
    /// The first keys in this order, at most `most`: for a search, which has no pages.
    ///
    /// # Errors
    /// When the database does.
    pub async fn first(&self, db: &mut Db, order: &'static str, most: usize) -> Result<Vec<String>, Failure> {
        let text = AssertSqlSafe(format!("{} order by {order} limit {most}", self.filtered()));
        let query = self.values.iter().fold(sqlx::query_scalar::<_, String>(text), |query, value| match value {
            Value::Text(text) => query.bind(text.clone()),
            Value::Number(number) => query.bind(*number),
        });
        Ok(query.fetch_all(db).await?)
    }
}

/// `$1` becomes `$3` where two values stand before.
fn renumbered(condition: &str, before: usize) -> String {
    let mut parts = condition.split('$');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.chars().take_while(char::is_ascii_digit).count();
        let (number, rest) = part.split_at(digits);
        out.push('$');
        out.push_str(&(number.parse::<usize>().unwrap_or(0) + before).to_string());
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{containing, renumbered};

    #[test]
    fn the_marks_of_a_condition_come_after_those_before_it() {
        assert_eq!(renumbered("a = $1 or b = $2 and c = $1", 9), "a = $10 or b = $11 and c = $10");
        assert_eq!(renumbered("a is null", 3), "a is null");
    }

    #[test]
    fn signs_of_a_pattern_are_letters_when_they_are_typed() {
        assert_eq!(containing("Été_50%\\"), "%ete\\_50\\%\\\\%");
    }
}
