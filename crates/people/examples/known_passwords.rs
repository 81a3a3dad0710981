//! Makes the filter of known passphrases from a list, commonest first:
//! `cargo run --example known_passwords < list.txt > assets/known-passwords.filter`.

use std::collections::BTreeSet;
use std::io::{self, BufRead as _, Write as _};

use people::model::known;

fn main() -> io::Result<()> {
    let mut all = BTreeSet::new();
    for (rank, line) in io::stdin().lock().lines().enumerate() {
        all.extend(known::entries(&line?, rank));
    }
    io::stdout().write_all(&known::filter(&all))
}
