//! The documents: what they must name, where their links lead, and what is
//! never said in them.

use std::collections::BTreeSet;

use clap::CommandFactory as _;

use crate::files::{File, all, members, none_of, read, root, under};
use crate::texts;

const LANGUAGES: [&str; 2] = ["en", "fr"];
/// Promises that nothing here can keep, and places left empty.
const NEVER_SAID: [&str; 10] =
    ["zero knowledge", "zero-knowledge", "military-grade", "bank-grade", "unhackable", "unbreakable", "lorem ipsum", "tbd", "to do:", "coming soon"];
/// English words that Canadian French has better ones for.
const NOT_FRENCH: [&str; 7] = ["e-mail", "e-mails", "email", "emails", "smartphone", "uploader", "feedback"];

fn guide(lang: &str) -> Vec<File> {
    under(&format!("docs/guide/{lang}")).into_iter().filter(|f| f.ends_with(".md")).collect()
}

fn whole(files: &[File]) -> String {
    files.iter().map(|f| f.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// The documents people read.
fn documents() -> Vec<File> {
    all().into_iter().filter(|f| f.ends_with(".md")).collect()
}

/// Every command line the program takes: `keepwell trail verify`.
fn commands(command: &clap::Command, before: &str) -> Vec<String> {
    let name = format!("{before}{}", command.get_name());
    let inner: Vec<String> = command.get_subcommands().filter(|c| !c.is_hide_set()).flat_map(|c| commands(c, &format!("{name} "))).collect();
    if inner.is_empty() { vec![name] } else { inner }
}

fn words(text: &str) -> BTreeSet<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric() && c != '-' && c != ':').map(str::to_owned).collect()
}

/// The places a document links to that are files.
fn links(text: &str) -> Vec<String> {
    let of_tags = [" src=\"", " srcset=\""].into_iter().flat_map(|mark| text.split(mark).skip(1).filter_map(|rest| rest.split('"').next()));
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).chain(of_tags);
    let is_file = |t: &&str| !t.contains("://") && !t.starts_with('#') && !t.starts_with("mailto:") && !t.contains(' ');
    targets.filter(is_file).map(|t| t.split('#').next().unwrap_or("").to_owned()).filter(|t| !t.is_empty()).collect()
}

/// The guide is written by task: the pages about a slice whose own name is none.
const TASKS: &[(&str, &[&str])] = &[
    ("people", &["setup", "import"]),
    ("duties", &["today", "standing", "trail"]),
    ("phones", &["custody", "passcode", "offsite"]),
    ("clients", &["conversation"]),
    ("safety", &["backup"]),
];

fn pages_about(slice: &str) -> Vec<String> {
    let tasks = TASKS.iter().find(|(name, _)| *name == slice).map(|(_, tasks)| tasks.iter().map(|t| format!("{t}.md")).collect());
    tasks.unwrap_or_else(|| vec![format!("{slice}.md")])
}

#[test]
fn every_slice_is_in_the_guide() {
    let mut wrong = Vec::new();

    for lang in LANGUAGES {
        let index = read(&format!("docs/guide/{lang}/README.md"));
        for member in members().iter().filter(|m| m.is_slice()) {
            let lost = pages_about(&member.name).into_iter().filter(|page| !index.contains(&format!("({page})")));
            wrong.extend(lost.map(|page| format!("docs/guide/{lang}/README.md does not lead to {page}, about {}", member.name)));
        }
    }

    none_of(&wrong);
}

#[test]
fn the_guide_has_the_same_pages_in_both_languages_and_its_index_leads_to_all() {
    let names = |lang: &str| guide(lang).iter().filter_map(|f| f.path.rsplit('/').next().map(str::to_owned)).collect::<BTreeSet<_>>();
    let mut wrong = Vec::new();

    for lang in LANGUAGES {
        let index = read(&format!("docs/guide/{lang}/README.md"));
        let lost = names(lang).into_iter().filter(|n| n != "README.md" && !index.contains(&format!("({n})")));
        wrong.extend(lost.map(|n| format!("docs/guide/{lang}/README.md does not lead to {n}")));
    }

    none_of(&wrong);
    assert_eq!(names("en"), names("fr"));
}

#[test]
fn every_command_is_named_in_the_guide() {
    let commands = commands(&server::commands::Cli::command(), "");
    let mut wrong = Vec::new();

    for lang in LANGUAGES {
        let text = whole(&guide(lang));
        wrong.extend(commands.iter().filter(|c| !text.contains(c.as_str())).map(|c| format!("docs/guide/{lang} does not name {c}")));
    }

    none_of(&wrong);
    assert!(commands.len() >= 4, "{commands:?}");
}

#[test]
fn every_link_in_a_document_leads_somewhere() {
    let mut wrong = Vec::new();

    for file in documents() {
        let folder = root().join(&file.path).parent().map(std::path::Path::to_path_buf).unwrap_or_default();
        let lost = links(&file.text).into_iter().filter(|link| !folder.join(link.replace("%20", " ")).exists());
        wrong.extend(lost.map(|link| format!("{}: {link} is not there", file.path)));
    }

    none_of(&wrong);
    assert_eq!(links("<source srcset=\"d.png\"><img src=\"l.png\" alt=\"x\">"), ["l.png", "d.png"]);
    assert_eq!(links("[a](b.md#c) ![d](../e.png) [f](https://g.example) [h](#i)"), ["b.md", "../e.png"]);
}

/// A document, the line, and what it says to whoever uses the program.
fn sayings() -> Vec<(String, String)> {
    let pages = all().into_iter().filter(|f| f.path == "README.md" || (f.ends_with(".md") && (f.path.starts_with("docs/guide/") || f.path.starts_with("manual/"))));
    let lines = pages.flat_map(|f| f.text.lines().enumerate().map(|(at, line)| (format!("{}:{}", f.path, at + 1), line.to_owned())).collect::<Vec<_>>());
    let texts = texts::by_id().into_values().flatten().map(|(id, text)| (format!("{}: {id}", text.path), text.value));
    lines.chain(texts).map(|(place, said)| (place, said.to_lowercase())).collect()
}

fn says(said: &str, wanted: &str) -> bool {
    if wanted.contains(' ') || wanted.contains('-') { said.contains(wanted) } else { words(said).contains(wanted) }
}

#[test]
fn nothing_is_promised_that_cannot_be_kept() {
    let sayings = sayings();

    let said = |(place, text): &(String, String)| NEVER_SAID.iter().filter(|w| says(text, w)).map(|w| format!("{place}: says “{w}”")).collect::<Vec<_>>();

    none_of(&sayings.iter().flat_map(said).collect::<Vec<_>>());
    assert!(sayings.len() > 500);
    assert!(says("we use military-grade locks", "military-grade") && says("tbd", "tbd") && !says("outbdone", "tbd"));
}

#[test]
fn french_is_written_in_french_words() {
    let is_french = |place: &str| ["docs/guide/fr/", ".fr.md", "fr.ftl"].iter().any(|part| place.contains(part));

    let said = |(place, text): &(String, String)| {
        let words = words(&text.replace("](", " ] "));
        NOT_FRENCH.iter().filter(|w| words.contains(**w)).map(|w| format!("{place}: « {w} »")).collect::<Vec<_>>()
    };

    none_of(&sayings().iter().filter(|(place, _)| is_french(place)).flat_map(said).collect::<Vec<_>>());
}

/// The e-mail domains of the founding documents, which are nobody's business.
fn founding_domains() -> Option<BTreeSet<String>> {
    let fixtures = std::env::var_os("KEEPWELL_FIXTURES").map_or_else(|| root().join("../shared/fixtures"), Into::into);
    let founding = fixtures.parent()?.join("founding");
    let mut domains = BTreeSet::new();
    for entry in std::fs::read_dir(founding).ok()? {
        let text = std::fs::read_to_string(entry.ok()?.path()).ok()?;
        domains.extend(domains_in(&text));
    }
    Some(domains)
}

/// What stands after each `@`, as far as it is a domain.
fn domains_in(text: &str) -> Vec<String> {
    let ends = text.split('@').skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-').next().unwrap_or(""));
    ends.map(|d| d.trim_end_matches('.').to_lowercase()).filter(|d| d.contains('.')).collect()
}

#[test]
fn the_mail_domain_of_the_founding_documents_occurs_nowhere() {
    assert_eq!(domains_in("write to a.b@Mail.example.org. Or x@y, or c@d.example"), ["mail.example.org", "d.example"]);
    let Some(domains) = founding_domains() else {
        eprintln!("the founding documents are not beside the fixtures, so their domain was not looked for; set KEEPWELL_FIXTURES");
        return;
    };

    let named = |f: &File| domains.iter().any(|d| f.text.to_lowercase().contains(d) || f.path.to_lowercase().contains(d));

    assert!(!domains.is_empty(), "the founding documents name no domain any more: this wall holds nothing");
    none_of(&all().iter().filter(|f| named(f)).map(|f| f.path.clone()).collect::<Vec<_>>());
}
