//! The walls of the house: tests over all crates, and nothing else.
//!
//! Each module keeps one wall and says at its top what it lets through. A wall
//! that reads code reads it as **tokens** (`tokens`), so that a word in a
//! comment is not code. What the program is asked rather than read for (routes,
//! deeds, tables) comes from `server::slices()`, the one list of everything.
//!
//! Three files are written by these tests and committed: the access matrix
//! (`src/snapshots/matrix.txt`) and the guide page *Who may do what*, in two
//! languages. Run them with `KEEPWELL_BLESS=1` to write them anew.
//!
//! Reading order: `files`, `tokens`, then any wall.
//!
//! Not here: what a slice promises by itself. That is tested beside it.

#[cfg(test)]
mod clauses;
#[cfg(test)]
mod deeds;
#[cfg(test)]
mod docs;
#[cfg(test)]
mod doors;
#[cfg(test)]
mod edges;
#[cfg(test)]
mod files;
#[cfg(test)]
mod guide;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod migrations;
#[cfg(test)]
mod rows;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod sizes;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod texts;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod walk;
