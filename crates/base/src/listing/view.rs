//! A list ready to be drawn: heads, filters, rows, pages, acts, each with its address.

use super::{Act, Filter, List, Narrowing, Row, Wanted};
use crate::web::visit::Visit;
use crate::words::number_in_words;

/// The head of a column.
#[derive(Debug, Clone)]
pub struct Head {
    pub words: String,
    /// Sorts by it (or turns the order round); empty where it cannot be.
    pub href: String,
    /// `ascending`, `descending`, or empty.
    pub sorted: &'static str,
    pub number: bool,
}

/// A filter with what is chosen.
#[derive(Debug, Clone)]
pub struct Chooser {
    pub id: &'static str,
    pub label: String,
    /// `one-of`, `chip` or `day`.
    pub kind: &'static str,
    pub value: String,
    pub any: String,
    pub options: Vec<(String, String)>,
}

/// The list, for the macro `ui::listing`.
#[derive(Debug, Clone)]
pub struct Listing {
    pub id: &'static str,
    pub path: &'static str,
    pub caption: String,
    /// The words on the search box; empty for none.
    pub search: String,
    pub typed: String,
    pub heads: Vec<Head>,
    /// Value, words, chosen: the order, where there are no heads to press.
    pub orders: Vec<(String, String, bool)>,
    pub filters: Vec<Chooser>,
    /// Words, address without it: what narrows the list now.
    pub narrowed: Vec<(String, String)>,
    pub clear: String,
    pub fixed: Vec<(&'static str, String)>,
    pub rows: Vec<Row>,
    pub summary: String,
    pub before: String,
    pub after: String,
    pub now: i64,
    pub last: i64,
    pub csv: String,
    pub json: String,
    pub acts: Vec<Act>,
}

impl Listing {
    /// Whether there is nothing at all, narrowed or not.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.rows.is_empty() && self.narrowed.is_empty()
    }

    /// Whether it counts: a name, then three numbers or more. On a phone these stand side by side, without the zeros.
    #[must_use]
    pub fn is_counts(&self) -> bool {
        self.heads.len() > 3 && self.heads.iter().skip(1).all(|head| head.number)
    }
}

impl List {
    /// The list as it is drawn.
    pub(super) fn view(self, visit: &Visit, want: &Wanted, mut rows: Vec<Row>, count: i64) -> Listing {
        let last = super::wanted::pages(count);
        let to_page = |page: i64| if (1..=last).contains(&page) && page != want.page { want.query(&self, &[("page", &page.to_string())]) } else { String::new() };
        let file = |form: &str| if !self.gives_files() || count == 0 { String::new() } else { want.query(&self, &[("as", form)]) };
        for row in &mut rows {
            let mut columns = self.columns.iter();
            row.cells.retain(|_| columns.next().is_none_or(|c| !c.hidden));
        }
        Listing {
            id: self.id,
            path: self.path,
            caption: visit.say(self.caption, &[]),
            search: if self.search.is_empty() { String::new() } else { visit.say(self.search, &[]) },
            typed: want.search.clone(),
            heads: self.heads(visit, want),
            orders: self.orders(visit, want),
            filters: self.filters.iter().map(|f| chooser(f, want)).collect(),
            narrowed: self.narrowed(visit, want),
            clear: Wanted { search: String::new(), chosen: Vec::new(), ..want.clone() }.query(&self, &[]),
            summary: summary(visit, want, rows.len(), count),
            before: to_page(want.page - 1),
            after: to_page(want.page + 1),
            now: want.page,
            last,
            csv: file("csv"),
            json: file("json"),
            rows,
            acts: self.acts,
            fixed: self.fixed,
        }
    }

    fn heads(&self, visit: &Visit, want: &Wanted) -> Vec<Head> {
        let head = |column: &super::Column| {
            let sorted = match (column.id == want.sort, want.down) {
                (false, _) => "",
                (true, false) => "ascending",
                (true, true) => "descending",
            };
            let turned = if sorted == "ascending" { format!("-{}", column.id) } else { column.id.to_owned() };
            // The order at first is not said in the address.
            let asked = if turned == self.sort { "" } else { turned.as_str() };
            let href = if column.by.is_empty() { String::new() } else { want.query(self, &[("sort", asked)]) };
            Head { words: visit.say(column.head, &[]), href, sorted, number: column.number }
        };
        self.columns.iter().filter(|c| !c.hidden).map(head).collect()
    }

    fn orders(&self, visit: &Visit, want: &Wanted) -> Vec<(String, String, bool)> {
        let both = |column: &super::Column| {
            let (id, words) = (column.id, visit.say(column.head, &[]));
            [(id.to_owned(), format!("{words} ↑"), false), (format!("-{id}"), format!("{words} ↓"), true)].map(|(value, words, down)| {
                let chosen = id == want.sort && down == want.down;
                (value, words, chosen)
            })
        };
        self.columns.iter().filter(|c| !c.by.is_empty() && !c.hidden).flat_map(both).collect()
    }

    fn narrowed(&self, visit: &Visit, want: &Wanted) -> Vec<(String, String)> {
        let searched = (!want.search.is_empty()).then(|| (visit.say("base-list-searched", &[("words", &want.search)]), want.query(self, &[("q", "")])));
        let chosen = self.filters.iter().filter_map(|filter| {
            let value = want.choice(filter.id)?;
            let words = match &filter.kind {
                Narrowing::Chip => filter.label.clone(),
                Narrowing::Day => visit.say("base-list-chosen", &[("filter", &filter.label), ("words", &want.day(filter.id).map(|d| crate::words::day_in_words(visit.lang(), d)).unwrap_or_default())]),
                Narrowing::OneOf { options, .. } => {
                    let words = options.iter().find(|(v, _)| v == value).map_or(value, |(_, w)| w);
                    visit.say("base-list-chosen", &[("filter", &filter.label), ("words", words)])
                }
            };
            Some((words, want.query(self, &[(filter.id, "")])))
        });
        searched.into_iter().chain(chosen).collect()
    }
}

fn chooser(filter: &Filter, want: &Wanted) -> Chooser {
    let (kind, any, options) = match &filter.kind {
        Narrowing::OneOf { any, options } => ("one-of", any.clone(), options.clone()),
        Narrowing::Chip => ("chip", String::new(), Vec::new()),
        Narrowing::Day => ("day", String::new(), Vec::new()),
    };
    Chooser { id: filter.id, label: filter.label.clone(), kind, value: want.choice(filter.id).unwrap_or_default().to_owned(), any, options }
}

/// `51 to 100 of 10 000`, or how many there are when all are on the page.
fn summary(visit: &Visit, want: &Wanted, shown: usize, count: i64) -> String {
    let say = |number: i64| number_in_words(visit.lang(), number);
    let skipped = (want.page - 1) * super::PAGE;
    let until = skipped + i64::try_from(shown).unwrap_or(0);
    if until - skipped == count {
        return visit.say("base-list-count", &[("count", &count.to_string()), ("shown", &say(count))]);
    }
    visit.say("base-list-part", &[("from", &say(skipped + 1)), ("to", &say(until)), ("count", &say(count))])
}
