//! `keepwell manual`: the manual as files, one English and one French for each document
//! (`technology.en.md`, `technology.fr.md`): out, in as a draft, and checked.
//!
//! Exit codes: 0 all is well; 1 something in the files does not hold (each on a line of its own,
//! `file:line:column: what`); 3 it could not be done.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ::manual::exchange::{self, Brought, Which};
use ::manual::format;
use ::manual::model::Document;
use base::{App, Db, Failure};
use base::clock::Clock;
use base::slice::Texts;
use base::words::{Lang, Words};

use super::{Outcome, say};
use crate::config::{Settings, flags};
use crate::start::{self, As};

/// The manual as files
#[derive(Debug, clap::Subcommand)]
pub enum Manual {
    /// Read the files of a folder and say what does not hold; needs no data folder
    Check(Check),
    /// Write the manual into a folder
    Export(Export),
    /// Put the files of a folder in as drafts; nothing changes for anybody until they are published
    Import(Import),
}

/// Read the files of a folder and say what does not hold
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The folder with NAME.en.md and NAME.fr.md
    dir: PathBuf,
    /// en or fr: the language of the answers
    #[arg(long, default_value = "en", value_parser = super::standing::parse_lang)]
    lang: Lang,
}

/// Write the manual into a folder
#[derive(Debug, clap::Args)]
pub struct Export {
    #[command(flatten)]
    given: flags::Place,
    /// The folder to write into; it is made when it is not there
    dir: PathBuf,
    /// The drafts instead of what is in force
    #[arg(long, conflicts_with = "edition")]
    draft: bool,
    /// The edition with this number instead of what is in force
    #[arg(long, value_parser = super::whole_number::<i64>)]
    edition: Option<i64>,
}

/// Put the files of a folder in as drafts
#[derive(Debug, clap::Args)]
pub struct Import {
    #[command(flatten)]
    given: flags::Place,
    /// The folder with NAME.en.md and NAME.fr.md
    dir: PathBuf,
    /// The e-mail of the person who answers for these words; they count as an author
    #[arg(long, value_name = "EMAIL")]
    author: Option<String>,
    /// Put them in place of a draft that is there
    #[arg(long)]
    replace: bool,
    /// en or fr: the language of the answers
    #[arg(long, default_value = "en", value_parser = super::standing::parse_lang)]
    lang: Lang,
}

impl Manual {
    pub(crate) async fn run(&self) -> Result<Outcome, Failure> {
        match self {
            Self::Check(command) => command.run(),
            Self::Export(command) => command.run().await,
            Self::Import(command) => command.run().await,
        }
    }
}

impl Check {
    fn run(&self) -> Result<Outcome, Failure> {
        match read(&self.dir, self.lang)? {
            Some(documents) => {
                for document in &documents {
                    let rules: usize = document.clauses().map(|c| c.rules.len()).sum();
                    say(&format!("{}: {} clauses, {rules} rules, nothing wrong", document.id, document.clauses().count()));
                }
                Ok(Outcome::Done)
            }
            None => Ok(Outcome::No),
        }
    }
}

/// The documents of a folder, in the order of their names; none (and each finding said) when something does not hold.
fn read(dir: &Path, lang: Lang) -> Result<Option<Vec<Document>>, Failure> {
    let slices = crate::slices();
    let vocabulary = ::manual::vocabulary_of(&slices)?;
    let words = Words::new(&slices.iter().map(|s| s.texts).collect::<Vec<Texts>>())?;
    let names = names(dir)?;
    if names.is_empty() {
        return Err(Failure::broken("reading the folder", format!("{}: no file is called NAME.en.md", dir.display())));
    }
    let (mut documents, mut fine) = (Vec::new(), true);
    for name in names {
        let file = |lang: Lang| dir.join(format!("{name}.{}.md", lang.id()));
        let (en, fr) = (text(&file(Lang::En))?, text(&file(Lang::Fr))?);
        match exchange::check(&en, &fr, &vocabulary, &words, lang) {
            Ok(document) if document.id != name => {
                fine = false;
                say(&format!("{}:1:1: the id is “{}”, and the file is called {name}", file(Lang::En).display(), document.id));
            }
            Ok(document) => documents.push(document),
            Err(found) => {
                fine = false;
                for f in found {
                    say(&format!("{}:{}:{}: {}", file(f.lang).display(), f.line, f.column, f.said));
                }
            }
        }
    }
    Ok(fine.then_some(documents))
}

/// The names of the documents: those of the files with the ending taken off.
fn names(dir: &Path) -> Result<BTreeSet<String>, Failure> {
    let fail = |e: std::io::Error| Failure::broken("reading the folder", format!("{}: {e}", dir.display()));
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(dir).map_err(fail)? {
        let name = entry.map_err(fail)?.file_name().to_string_lossy().into_owned();
        names.extend([".en.md", ".fr.md"].into_iter().find_map(|end| name.strip_suffix(end)).map(str::to_owned));
    }
    Ok(names)
}

fn text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|e| {
        let why = match e.kind() {
            std::io::ErrorKind::NotFound => "it is not there. Each document is two files, NAME.en.md and NAME.fr.md".to_owned(),
            std::io::ErrorKind::InvalidData => "it is not UTF-8. Save it again as UTF-8".to_owned(),
            _ => e.to_string(),
        };
        Failure::broken("reading a file", format!("{}: {why}", path.display()))
    })
}

impl Export {
    async fn run(&self) -> Result<Outcome, Failure> {
        let settings = Settings::load(&self.given)?;
        super::log(&settings.log);
        let app = start::start(&settings, Clock::System, As::ALooker).await?.app;
        let which = match (self.draft, self.edition) {
            (true, _) => Which::Draft,
            (false, Some(number)) => Which::Edition(number),
            (false, None) => Which::InForce,
        };
        let documents = exchange::export(&mut *app.db.read().await?, &app, which).await?;
        if documents.is_empty() {
            return Err(Failure::broken("writing the manual", "there is no such edition or draft"));
        }
        let fail = |path: &Path, e: std::io::Error| Failure::broken("writing a file", format!("{}: {e}", path.display()));
        std::fs::create_dir_all(&self.dir).map_err(|e| fail(&self.dir, e))?;
        for document in &documents {
            for lang in Lang::ALL {
                let path = self.dir.join(format!("{}.{}.md", document.id, lang.id()));
                std::fs::write(&path, format::write(document, lang)).map_err(|e| fail(&path, e))?;
                say(&path.display().to_string());
            }
        }
        Ok(Outcome::Done)
    }
}

impl Import {
    async fn run(&self) -> Result<Outcome, Failure> {
        let settings = Settings::load(&self.given)?;
        super::log(&settings.log);
        let Some(documents) = read(&self.dir, self.lang)? else { return Ok(Outcome::No) };
        let app = start::start(&settings, Clock::System, As::AVisitor).await?.app;
        let mut tx = app.db.begin().await?;
        let author = match &self.author {
            None => None,
            Some(email) => Some(author(&app, &mut tx, email).await?),
        };
        for document in &documents {
            let brought = match exchange::import(&app, &mut tx, document, author.as_deref(), self.replace).await {
                Err(Failure::Refused(said)) => return Err(Failure::broken("bringing in the manual", app.words.said(self.lang, &said))),
                other => other?,
            };
            say(&format!("{}: {}", document.id, match brought {
                Brought::Same => "says what is there already",
                Brought::Draft => "is a draft now",
                Brought::NewDocument => "is a new document, as a draft",
            }));
        }
        tx.commit().await?;
        Ok(Outcome::Done)
    }
}

/// The person with this e-mail, who must be one that may edit the manual on its pages, too (S-003).
async fn author(app: &App, db: &mut Db, email: &str) -> Result<String, Failure> {
    let no = |why: String| Failure::broken("finding the author", why);
    let found = people::list(&mut *db).await?.into_iter().find(|p| p.email.eq_ignore_ascii_case(email));
    let id = found.ok_or_else(|| no(format!("nobody here has the e-mail {email}")))?.id;
    let identify = app.slices.iter().find_map(|slice| slice.identify).ok_or(Failure::Missing)?;
    let actor = identify(db, &id).await?.ok_or_else(|| no(format!("{email} has left")))?;
    if !app.matrix.would_grant("edit-manual", &actor, &[]) {
        return Err(no(format!("{email} may not edit the manual. Name somebody who may")));
    }
    Ok(id)
}
