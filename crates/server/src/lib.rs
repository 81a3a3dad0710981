//! The server: the one list of slices, and the command line around them.
//!
//! Reading order: [`slices`] (who joins), [`config`] (what the operator decides), [`start`] (how the application is put
//! together from a data folder), [`commands`] (what the operator can ask for).
//!
//! Not here: any rule, any table, any page but the help pages.

pub mod commands;
pub mod config;
pub mod keys;
pub mod help;
pub mod machine;
pub mod start;

use base::Slice;

/// Every slice, in the order of the menu's making. Nothing else knows them all.
#[must_use]
pub fn slices() -> Vec<Slice> {
    vec![
        base::web::preferences::slice(),
        people::slice_with(|app, db, director| Box::pin(begin(app, db, director))),
        manual::slice(),
        duties::slice(),
        phones::slice(),
        clients::slice(),
        safety::slice(),
        machine::slice(),
        help::slice(),
    ]
}

/// What set-up brings along: the starter manual, which its director is asked to accept before the first page is shown.
async fn begin(app: &base::App, db: &mut base::Db, director: &str) -> Result<(), base::Failure> {
    manual::install_starter(app, db, Some(director), app.now()).await?;
    manual::ask_to_accept(app, db, director).await
}
