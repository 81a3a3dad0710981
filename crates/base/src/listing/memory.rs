//! The same list for rows that are computed or sealed: searched, sorted and paged in memory.

use super::{List, Row, Wanted};
use crate::words::fold;

/// Keeps the rows that hold every word looked for, in the order wanted, and of them the
/// page wanted (all, for a file). The number is how many there are in all.
#[must_use]
pub fn arrange(list: &List, want: &mut Wanted, mut rows: Vec<Row>) -> (Vec<Row>, i64) {
    let folded = want.folded();
    let wanted: Vec<&str> = folded.split_whitespace().collect();
    rows.retain(|row| holds(row, &wanted, &want.digits()));
    if let Some((at, _)) = list.column(want.sort) {
        rows.sort_by(|a, b| a.cells.get(at).map(|c| &c.key).cmp(&b.cells.get(at).map(|c| &c.key)));
        if want.down {
            rows.reverse();
        }
    }
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    want.stay_within(count);
    let (take, skip) = want.window();
    let part = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
    (rows.into_iter().skip(part(skip)).take(part(take)).collect(), count)
}

/// Every word somewhere in the row; or, for a telephone number, its digits in a row.
fn holds(row: &Row, wanted: &[&str], digits: &str) -> bool {
    let all = row.cells.iter().map(|c| c.shown.as_str()).chain([row.also.as_str()]).collect::<Vec<_>>().join("\n");
    let folded = fold(&all);
    wanted.iter().all(|word| folded.contains(word)) || (digits.len() >= 3 && wanted.iter().all(|w| w.chars().all(is_dialled)) && dialled(&all).contains(digits))
}

fn is_dialled(c: char) -> bool {
    c.is_ascii_digit() || "+-().".contains(c)
}

fn dialled(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_digit() || *c == '\n').collect()
}
