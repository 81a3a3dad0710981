//! The stable words for what can be wrong with a row or a file, and what each means.

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Code(pub &'static str, pub &'static str);

macro_rules! codes {
    ($($name:ident $code:literal $why:literal)*) => {
        $(pub(super) const $name: Code = Code($code, $why);)*
        /// Every word a [`Problem`](crate::bill::Problem) of a reader may carry, with what it means in plain English.
        pub const CODES: &[(&str, &str)] = &[$(($code, $why)),*];
    };
}

codes! {
    AMOUNT "amount-unreadable" "This is not an amount."
    AMOUNT_UNCLEAR "amount-unclear" "This can be read with decimals or with thousands, and nothing in the file decides. Say `decimal` in the profile."
    AMOUNT_OUTSIDE "amount-outside" "This line has an amount, and the profile does not say what it is."
    DATE "date-unreadable" "This is not a day in any of the forms of the profile."
    DATE_MISSING "date-missing" "There is no day on this row."
    ORDER "order-unclear" "Day and month can be read both ways, and nothing in the file decides. Say which stands first, or give the period of the bill."
    ORDER_SPAN "order-by-span" "Day and month were told apart only because a bill spans about a month. Give the period of the bill to be sure."
    YEAR "year-unknown" "The bill prints no year and no period. Give the period of the bill."
    PERIOD "period-unreadable" "The period of the bill could not be read."
    TIME "time-unreadable" "This is not a time in any of the forms of the profile."
    USE "use-unreadable" "This is not a number of minutes, seconds, messages or data."
    LINE "line-unreadable" "This is not the full number of a phone."
    FLOAT "number-shortened" "A spreadsheet has shortened this number, and digits are lost. Export the file again as text."
    ROW "row-unknown" "This row fits no table of the profile."
    ROW_SHORT "row-short" "This row has fewer cells than it should: it may be cut off."
    ROW_LONG "row-long" "This row has more cells than there are columns, so values stand in the wrong place."
    EMPTY "row-empty" "This row has neither an amount nor any use."
    QUOTE "quote-open" "A quotation mark is opened here and not closed."
    TEXT "text-damaged" "Letters in this file are damaged, and are shown as \u{fffd}."
    NUL "text-nul" "There are NUL signs in this file; they were left out."
    PAGE "page-unreadable" "This page could not be read. Enter its rows by hand."
    PAGE_MISSING "page-missing" "A page of the bill is missing."
    SHEET "sheet-unreadable" "This part of the workbook is damaged."
    TWICE "file-twice" "The file holds the same rows twice: its second half repeats the first."
    SECTION_TWICE "section-twice" "This section stands twice in the file, with the same rows."
    TOTAL_MISSING "total-missing" "This section prints no total: the file may be cut off."
    TOTAL "total-unreadable" "This total could not be read."
    FACT "fact-differs" "This says something else than before."
    COLUMN_TWICE "column-twice" "Two columns have the same name; the first is read."
}
