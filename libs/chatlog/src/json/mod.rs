//! JSON as exports hold it: too large for memory, cut off, with half
//! characters, with one field twice. So: a scanner that finds records in a
//! stream and knows where each stands (`scan`), and a value that keeps every
//! field and says what was odd (`value`).

mod scan;
mod value;

pub(crate) use scan::{Event, scan};
pub(crate) use value::{Fields, Text, Value, parse};
