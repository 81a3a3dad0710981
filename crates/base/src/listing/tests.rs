//! What the list promises, whatever stands in it.

use proptest::prelude::*;

use super::file::no_formula;
use super::{Cell, Column, Filter, Form, Key, List, Row, Wanted, arrange};

const COLUMNS: &[Column] = &[Column::new("name", "base-me").sorted(), Column::new("age", "base-more").sorted().number(), Column::new("note", "base-help")];

fn list() -> List {
    List {
        search: "base-search",
        filters: vec![
            Filter::one_of("team", "Team".into(), "Any".into(), vec![("a".into(), "A".into()), ("b".into(), "B".into())]),
            Filter::chip("left", "Left".into()),
            Filter::day("since", "Since".into()),
        ],
        ..List::new("things", "/things", "base-more", COLUMNS, "name")
    }
}

fn wanted(search: &str, sort: &'static str, down: bool, page: i64) -> Wanted {
    Wanted { search: search.into(), sort, down, page, chosen: Vec::new(), form: Form::Page }
}

fn row(name: &str, age: i64) -> Row {
    Row::new(name, vec![Cell::text(name), Cell::text(age.to_string()).sorted_by(Key::Number(age)), Cell::none("nothing")])
}

fn names(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(Row::name).collect()
}

#[test]
fn rows_in_memory_are_searched_and_sorted_as_people_expect() {
    let rows = || vec![row("Élodie Roy", 9), row("ben ito", 10), row("Zoé, +1 (416) 555-0134", 100)];
    let list = list();

    let by_name = arrange(&list, &mut wanted("", "name", false, 1), rows()).0;
    let by_age = arrange(&list, &mut wanted("", "age", true, 1), rows()).0;
    let found = arrange(&list, &mut wanted("ITO be", "name", false, 1), rows());
    let accents = arrange(&list, &mut wanted("elodie", "name", false, 1), rows()).1;
    let number = arrange(&list, &mut wanted("416.555.0134", "name", false, 1), rows()).1;

    assert_eq!(names(&by_name), ["ben ito", "Élodie Roy", "Zoé, +1 (416) 555-0134"]);
    assert_eq!(names(&by_age), ["Zoé, +1 (416) 555-0134", "ben ito", "Élodie Roy"]);
    assert_eq!((names(&found.0), found.1, accents, number), (vec!["ben ito"], 1, 1, 1));
}

#[test]
fn a_page_beyond_the_last_is_the_last_and_a_file_is_the_whole_list() {
    let rows = || (0..101).map(|n| row(&format!("{n:03}"), n)).collect::<Vec<_>>();
    let list = list();
    let mut far = wanted("", "name", false, 99);
    let mut file = Wanted { form: Form::Csv, ..wanted("", "name", false, 2) };

    assert_eq!(names(&arrange(&list, &mut far, rows()).0), ["100"]);
    assert_eq!(far.page, 3);
    assert_eq!(arrange(&list, &mut file, rows()).0.len(), 101);
}

#[test]
fn an_address_keeps_what_was_chosen_and_leaves_out_what_is_usual() {
    let list = List { fixed: vec![("slot", "person".into())], ..list() };
    let mut want = wanted("é & b", "age", true, 4);
    want.chosen = vec![("team", "a".into()), ("left", "yes".into())];

    assert_eq!(want.query(&list, &[]), "/things?slot=person&q=%C3%A9%20%26%20b&team=a&left=yes&sort=-age");
    assert_eq!(want.query(&list, &[("team", ""), ("page", "2")]), "/things?slot=person&q=%C3%A9%20%26%20b&left=yes&sort=-age&page=2");
    assert_eq!(wanted("", "name", false, 1).query(&self::list(), &[]), "/things");
}

#[test]
fn a_filter_takes_only_what_it_knows() {
    let list = list();
    let fits = |id: &str, value: &str| list.filters.iter().find(|f| f.id == id).and_then(|f| f.fits(value));

    assert_eq!(fits("team", "b").as_deref(), Some("b"));
    assert_eq!(fits("since", "2026-11-23").as_deref(), Some("2026-11-23"));
    for (id, value) in [("team", "c"), ("team", ""), ("team", "b' or 1=1"), ("left", "1"), ("since", "yesterday"), ("since", "2026-13-01")] {
        assert_eq!(fits(id, value), None, "{id}={value}");
    }
}

proptest! {
    #[test]
    fn no_text_of_a_file_is_taken_for_a_formula(text in ".{0,20}") {
        let safe = no_formula(text.clone());
        prop_assert!(!safe.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
        let marked = format!("'{text}");
        prop_assert!(safe == text || safe == marked);
    }

    #[test]
    fn every_row_is_on_exactly_one_page(count in 0_usize..260, down: bool) {
        let list = list();
        let rows: Vec<Row> = (0..count).map(|n| row(&format!("{:03}", (n * 7) % 260), 1)).collect();
        let mut seen = Vec::new();
        for page in 1..=super::wanted::pages(i64::try_from(count).unwrap()) {
            seen.extend(arrange(&list, &mut wanted("", "name", down, page), rows.clone()).0.into_iter().map(|r| r.id));
        }
        let whole = arrange(&list, &mut Wanted { form: Form::Json, ..wanted("", "name", down, 1) }, rows).0;
        prop_assert_eq!(seen, whole.into_iter().map(|r| r.id).collect::<Vec<_>>());
    }
}
