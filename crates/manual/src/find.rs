//! What a search finds in the manual: clauses and words of the glossary in force, which everybody may read.

use base::search::{Found, Sought};
use base::{Db, Failure, Moment};

use crate::model::Stage;
use crate::store;

/// Clauses by title or text, words by term or meaning; titles and terms come first.
pub async fn in_the_manual(db: &mut Db, now: Moment, sought: &Sought) -> Result<Vec<Found>, Failure> {
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for edition in store::documents(db, now).await? {
        let document = store::content(db, &edition.id).await?;
        for clause in document.clauses().filter(|c| c.facts.stage != Stage::Retired) {
            let (title, text) = (clause.title.of(sought.lang), clause.text.of(sought.lang));
            let found = Found {
                kind: "manual-title",
                icon: "book",
                title: title.to_owned(),
                words: document.title.of(sought.lang).to_owned(),
                href: format!("/manual/{}#{}", document.id, clause.id),
            };
            sort_in(sought, title, text, found, &mut first, &mut then);
        }
        for word in document.glossary.iter().flat_map(|g| &g.words) {
            let (term, meaning) = (word.term.of(sought.lang), word.meaning.of(sought.lang));
            let found = Found { kind: "manual-glossary-title", icon: "tag", title: term.to_owned(), words: meaning.to_owned(), href: "/glossary".to_owned() };
            sort_in(sought, term, meaning, found, &mut first, &mut then);
        }
    }
    first.append(&mut then);
    Ok(first)
}

fn sort_in(sought: &Sought, title: &str, text: &str, found: Found, first: &mut Vec<Found>, then: &mut Vec<Found>) {
    if sought.fits(title) {
        first.push(found);
    } else if sought.fits(&format!("{title} {text}")) {
        then.push(found);
    }
}
