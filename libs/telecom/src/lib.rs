//! Telephone numbers, plans, bills and contacts, checked exactly.
//!
//! A **[`Bill`]** is what a carrier sent, read by a profile: its **[`Row`]**s
//! (each with the text it was read from, its page and row), its sections and the
//! totals it prints. A **plan** is what the carrier promised, as a file a person
//! can read. Rating says what each row should have cost; checks say what is
//! wrong, with the arithmetic and the evidence; matching says which contacts
//! were written down and which were not.
//!
//! The one surprising rule: what is not known stays not known. A row without a
//! place is not taken to be at home, a number that is not in the table is not
//! taken to be foreign, and a call that is not on the bill is not taken to have
//! never happened: many bills list only what costs money.
//!
//! Money is never floating point: see [`Money`].
//!
//! Reading order: [`money`], [`number`], [`bill`], then [`plan`], [`rate`],
//! [`check`]; [`totals`] adds up; [`tomls`] says what is wrong in a file that people write; [`read`] makes bills out of files; [`matching`] joins contacts to
//! records; [`lists`] reads what people keep beside a bill.
//!
//! Not here: clocks, databases, files. Bytes and values in, values out.

pub mod bill;
pub mod check;
pub mod lists;
pub mod matching;
pub mod money;
pub mod number;
pub mod plan;
pub mod rate;
pub mod read;
pub mod tomls;
pub mod totals;
pub mod words;

pub use bill::{Bill, Row};
pub use money::Money;
pub use number::{E164, Number};
