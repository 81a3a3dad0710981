//! The guide page *Who may do what*, made from `access.toml` in both languages.

use std::collections::BTreeSet;

use base::access::{Matrix, Permit};
use base::slice::OPEN_TO_ALL;
use base::words::Lang;

use crate::doors::{matrix, routes};
use crate::files::{committed, none_of};
use crate::texts;

/// Relation, English, French, as they stand after "or" and after "but never".
const RELATIONS: &[(&str, &str, &str)] = &[
    ("self", "the person it is about", "la personne concernée"),
    ("above", "for somebody above you", "pour quelqu’un au-dessus de vous"),
    ("guided", "the coordinator of volunteers, for somebody who is only a volunteer", "la coordination des bénévoles, pour une personne qui n’est que bénévole"),
    ("holder", "the person who holds the phone", "la personne qui a le téléphone"),
    ("asker", "the person who asked", "la personne qui a demandé"),
    ("supervisor", "the supervisor of the person concerned", "la personne qui supervise la personne concernée"),
    ("assigned", "somebody assigned to that client", "une personne désignée pour ce client"),
    ("uploader", "the person who brought the file in", "la personne qui a apporté le fichier"),
    ("filer", "the person who filed it and still works with that client", "la personne qui l’a classée et travaille encore avec ce client"),
    ("leading", "a supervisor, manager or director assigned to that client", "une personne de la supervision, de la gestion ou de la direction désignée pour ce client"),
    ("responsible", "the person who owes it", "la personne qui doit le faire"),
    ("told", "somebody who is to be told of it", "une personne à qui on doit le faire savoir"),
    ("spared", "somebody whom it spares a duty", "une personne à qui cela épargne un devoir"),
    ("answerer", "the person who answered", "la personne qui a répondu"),
    ("volunteer", "a volunteer without another role", "une personne qui n’est que bénévole"),
];

/// The words of one language for the page.
struct Say {
    lang: Lang,
    title: &'static str,
    intro: &'static str,
    head: &'static str,
    or: &'static str,
    never: &'static str,
    hidden: &'static str,
    proof: &'static str,
    open_title: &'static str,
    open: &'static str,
}

const ENGLISH: Say = Say {
    lang: Lang::En,
    title: "Who may do what",
    intro: "Keepwell opens its doors by one list. This page is made from that list, so it is always true. \
        “Manager”, “director” and the like are roles, and a person may hold several. \
        Whoever is not named in a row may not do it, not even IT.",
    head: "| What | Who | Why (clauses) |",
    or: " or ",
    never: "but never ",
    hidden: "\\* Nobody else can even see that it exists.",
    proof: "† Keepwell asks once more who you are, when the last proof is older than ten minutes.",
    open_title: "What needs no account",
    open: "Anybody can open these addresses, signed in or not: ",
};

const FRENCH: Say = Say {
    lang: Lang::Fr,
    title: "Qui peut faire quoi",
    intro: "Keepwell ouvre ses portes d’après une seule liste. Cette page vient de cette liste\u{a0}: elle est donc toujours vraie. \
        «\u{a0}Gestion\u{a0}», «\u{a0}direction\u{a0}» et les autres sont des rôles, et une personne peut en avoir plusieurs. \
        Si vous n’êtes pas dans une ligne, vous ne pouvez pas le faire; l’informatique non plus.",
    head: "| Quoi | Qui | Pourquoi (clauses) |",
    or: " ou ",
    never: "mais jamais ",
    hidden: "\\* Personne d’autre ne peut même voir que cela existe.",
    proof: "† Keepwell demande encore une fois qui vous êtes, quand la dernière preuve a plus de dix minutes.",
    open_title: "Ce qui ne demande pas de compte",
    open: "Tout le monde peut ouvrir ces adresses\u{a0}: ",
};

/// `a, b or c`.
fn list(parts: &[String], or: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{}{or}{last}", most.join(", ")),
    }
}

/// For the order of rows: no capitals, no accents.
fn folded(text: &str) -> String {
    let plain = |c| match c {
        'à' | 'â' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' => 'o',
        'ù' | 'û' => 'u',
        'ç' => 'c',
        c => c,
    };
    text.to_lowercase().chars().map(plain).collect()
}

fn relation(lang: Lang, id: &str) -> Result<&'static str, String> {
    let found = RELATIONS.iter().find(|(known, _, _)| *known == id);
    let (_, en, fr) = found.ok_or_else(|| format!("the relation {id} has no words: add them to RELATIONS in crates/house/src/guide.rs"))?;
    Ok(match lang {
        Lang::En => en,
        Lang::Fr => fr,
    })
}

fn all_relations(lang: Lang, ids: &[String]) -> Result<Vec<String>, String> {
    ids.iter().map(|r| relation(lang, r).map(str::to_owned)).collect()
}

fn row(say: &Say, permit: &Permit) -> Result<String, String> {
    let texts = texts::by_id();
    let role = |id: &str| texts[say.lang.id()].get(&format!("base-role-{id}")).map_or_else(|| id.to_owned(), |t| t.value.clone());
    let mut names: Vec<String> = permit.roles.iter().map(|r| role(r.id())).collect();
    names.extend(all_relations(say.lang, &permit.relations)?);
    let mut who = list(&names, say.or);
    if !permit.never.is_empty() {
        who = format!("{who}, {}{}", say.never, list(&all_relations(say.lang, &permit.never)?, say.or));
    }
    if permit.hides {
        who.push_str(" \\*");
    }
    if permit.step_up {
        who.push_str(" †");
    }
    let what = match say.lang {
        Lang::En => &permit.en,
        Lang::Fr => &permit.fr,
    };
    Ok(format!("| {} | {} | {} |", what.trim(), who, permit.clauses.join(", ")))
}

fn page(say: &Say, matrix: &Matrix) -> Result<String, String> {
    let mut rows: Vec<String> = matrix.permit.values().map(|p| row(say, p)).collect::<Result<_, _>>()?;
    rows.sort_by_key(|row| folded(row));
    let open: BTreeSet<String> = routes().iter().filter(|(_, r)| r.permit == OPEN_TO_ALL && r.method == "GET").map(|(_, r)| r.path.to_owned()).collect();
    let open = open.into_iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
    let Say { title, intro, head, hidden, proof, open_title, open: opens, .. } = say;
    Ok(format!("# {title}\n\n{intro}\n\n{head}\n|---|---|---|\n{}\n\n{hidden}\n\n{proof}\n\n## {open_title}\n\n{opens}{open}.\n", rows.join("\n")))
}

#[test]
fn the_guide_says_who_may_do_what_as_the_matrix_has_it() {
    for say in [&ENGLISH, &FRENCH] {
        let made = page(say, &matrix()).unwrap_or_else(|e| panic!("{e}"));

        committed(&format!("docs/guide/{}/who-may-do-what.md", say.lang.id()), &made);
    }
}

#[test]
fn every_relation_with_words_is_used_by_the_matrix() {
    let used: BTreeSet<String> = matrix().permit.values().flat_map(|p| p.relations.iter().chain(&p.never).cloned()).collect();

    none_of(&RELATIONS.iter().filter(|(id, _, _)| !used.contains(*id)).map(|(id, _, _)| format!("no permit knows the relation {id} any more")).collect::<Vec<_>>());
    assert!(relation(Lang::En, "stranger").is_err());
    assert_eq!(list(&["a", "b", "c"].map(str::to_owned), " or "), "a, b or c");
    assert!(folded("Écrire") < folded("Faire"));
}

/// The part of a page between its marks, made anew.
fn between_marks(page: &str, made: &str) -> Option<String> {
    let (before, rest) = page.split_once("<!-- settings -->\n")?;
    let (_, after) = rest.split_once("<!-- /settings -->")?;
    Some(format!("{before}<!-- settings -->\n{made}<!-- /settings -->{after}"))
}

#[test]
fn the_guide_lists_every_setting_as_the_program_has_it() {
    for lang in [Lang::En, Lang::Fr] {
        let path = format!("docs/guide/{lang}/configure.md", lang = lang.id());
        let made = between_marks(&crate::files::read(&path), &server::config::table::guide(lang)).expect("the marks of the table of settings");

        committed(&path, &made);
    }
}
