//! Every sentence the program says, in both languages: none missing, none left
//! over, the same arguments in each, and given by the code that says it.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

use crate::files::{File, none_of, under};
use crate::tokens::{Kind, Token, tags};

/// Ids are completed at run time by `format!("phones-kit-{part}")`: every text that
/// begins and ends like that is then said. Where only the first word is fixed,
/// that would be too many: here stands which it may be, and why.
const WIDE: &[(&str, &[&str], &str)] = &[
    ("deed-", &["deed-"], "a deed's name: what was done; each text is checked against the deeds in `deeds`"),
    ("detail-", &["detail-kind-", "detail-kit-", "detail-cause-", "detail-how-", "detail-outcome-"], "what a detail of the trail may be"),
    ("do-", &["do-"], "a deed's name: what is to be done; each text is checked against the deeds in `deeds`"),
    ("manual-", &["manual-strength-", "manual-stage-"], "one form asks for the strength and for the stage of a clause"),
];
/// What looks like the id of a text and is none.
const NOT_TEXTS: &[(&str, &str)] = &[];
/// Beginnings of ids beside the crate's own name; `deed-`, `do-` and `detail-` stand with whoever declares the deed.
const ALSO: &[(&str, &str)] = &[("base", "hall"), ("server", "help"), ("server", "machine")];

/// A sentence: where it stands, its plain words, what it wants to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub path: String,
    pub value: String,
    pub arguments: BTreeSet<String>,
}

/// Language → id → text.
pub type Texts = BTreeMap<&'static str, BTreeMap<String, Text>>;

/// Every text of every crate. Where an id stands twice, the later file's.
pub fn by_id() -> Texts {
    ["en", "fr"].into_iter().map(|lang| (lang, files(lang).iter().flat_map(read).collect())).collect()
}

/// The Fluent files of a language.
fn files(lang: &str) -> Vec<File> {
    let is_of = |f: &File| f.ends_with(&format!("/{lang}.ftl")) || f.ends_with(&format!(".{lang}.ftl"));
    under("crates").into_iter().filter(is_of).collect()
}

fn read(file: &File) -> Vec<(String, Text)> {
    let resource = fluent_syntax::parser::parse(file.text.as_str()).unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.path));
    let messages = resource.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    });
    messages
        .map(|message| {
            let mut text = Text { path: file.path.clone(), value: String::new(), arguments: BTreeSet::new() };
            if let Some(pattern) = &message.value {
                walk(pattern, &mut text);
            }
            (message.id.name.to_owned(), text)
        })
        .collect()
}

fn walk(pattern: &Pattern<&str>, text: &mut Text) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.value.push_str(value),
            PatternElement::Placeable { expression } => expression_of(expression, text),
        }
    }
}

fn expression_of(expression: &Expression<&str>, text: &mut Text) {
    match expression {
        Expression::Inline(inline) => inline_of(inline, text),
        Expression::Select { selector, variants } => {
            inline_of(selector, text);
            variants.iter().for_each(|v| walk(&v.value, text));
        }
    }
}

fn inline_of(inline: &InlineExpression<&str>, text: &mut Text) {
    match inline {
        InlineExpression::VariableReference { id } => {
            text.arguments.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => arguments_of(arguments, text),
        InlineExpression::Placeable { expression } => expression_of(expression, text),
        InlineExpression::StringLiteral { value } => text.value.push_str(value),
        _ => {}
    }
}

fn arguments_of(arguments: &CallArguments<&str>, text: &mut Text) {
    arguments.positional.iter().for_each(|inline| inline_of(inline, text));
}

/// `phones-off-site-asked`: words joined by hyphens, at least two.
fn is_id(text: &str) -> bool {
    let word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.contains('-') && text.split('-').all(word)
}

fn prefix(id: &str) -> &str {
    id.split('-').next().unwrap_or("")
}

/// A text that code says, and the arguments it gives (`None`: they cannot be read off).
#[derive(Debug, PartialEq, Eq)]
struct Said {
    line: usize,
    id: String,
    given: Option<BTreeSet<String>>,
}

/// What stands between the parentheses that open at `open`, cut at its commas.
fn arguments(code: &[Token], open: usize) -> Vec<&[Token]> {
    let (mut depth, mut from, mut found) = (0, open + 1, Vec::new());
    for at in open..code.len() {
        match code[at].is {
            Kind::Sign('(' | '[' | '{') => depth += 1,
            Kind::Sign(')' | ']' | '}') => {
                depth -= 1;
                if depth == 0 {
                    found.push(&code[from..at]);
                    break;
                }
            }
            Kind::Sign(',') if depth == 1 => {
                found.push(&code[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// The one string an argument is.
fn literal(argument: &[Token]) -> Option<&str> {
    match argument {
        [only] => only.text(),
        [borrow, only] if borrow.is_sign('&') => only.text(),
        _ => None,
    }
}

/// The names in `&[("one", …), ("two", …)]`.
fn pairs(argument: &[Token]) -> Option<BTreeSet<String>> {
    let inside = argument.strip_prefix(&[argument.first().filter(|t| t.is_sign('&'))?.clone()])?;
    let rows = arguments(inside.first().filter(|t| t.is_sign('[')).map(|_| inside)?, 0);
    rows.into_iter().filter(|r| !r.is_empty()).map(|row| arguments(row, 0).first().and_then(|a| literal(a)).map(str::to_owned)).collect()
}

/// The names in `.with("one", …).with("two", …)` after the call that opens at `open`.
fn withs(code: &[Token], mut open: usize) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    loop {
        let last = arguments(code, open).last().map_or(0, |a| a.len());
        let length: usize = arguments(code, open).iter().map(|a| a.len() + 1).sum::<usize>().max(last + 1);
        let after = open + length + 1;
        let is_with = code.get(after).is_some_and(|t| t.is_sign('.')) && code.get(after + 1).is_some_and(|t| t.is_word("with"));
        if !is_with {
            return names;
        }
        open = after + 2;
        names.extend(arguments(code, open).first().and_then(|a| literal(a)).map(str::to_owned));
    }
}

/// Every text a piece of code says through a call that says texts.
fn said(code: &[Token]) -> Vec<Said> {
    let mut found = Vec::new();
    for at in 0..code.len().saturating_sub(1) {
        let (Some(call), true) = (code[at].word(), code[at + 1].is_sign('(')) else { continue };
        if at > 0 && code[at - 1].is_word("fn") {
            continue;
        }
        let given = arguments(code, at + 1);
        let name = |place: usize| given.get(place).and_then(|a| literal(a)).map(str::to_owned);
        let none = Some(BTreeSet::new());
        let (id, names) = match call {
            "t" | "page" => (name(0), none),
            "t1" => (name(0), name(1).map(|n| BTreeSet::from([n]))),
            "t2" => (name(0), name(1).zip(name(3)).map(|(a, b)| BTreeSet::from([a, b]))),
            "say" => (name(0).or_else(|| name(1)), given.iter().find_map(|a| pairs(a))),
            "go" => (name(1), none),
            "plain" => (name(0), Some(withs(code, at + 1))),
            _ => continue,
        };
        if let Some(id) = id.filter(|id| is_id(id)) {
            found.push(Said { line: code[at].line, id, given: names });
        }
    }
    found
}

/// A file that may say texts, as code.
fn speaking(file: &File) -> Option<Vec<Token>> {
    if file.path.starts_with("crates/house/") || !(file.path.contains("/src/") || file.path.contains("/templates/")) {
        None
    } else if file.ends_with(".rs") {
        Some(file.code())
    } else if file.ends_with(".html") {
        Some(tags(&file.text).concat())
    } else {
        None
    }
}

/// A string that is completed at run time to the id of a text: its beginning and its end.
fn family(text: &str) -> Option<(&str, &str)> {
    let (head, rest) = match text.find('{') {
        Some(at) => (&text[..at], &text[at..]),
        None => (text, ""),
    };
    let tail = rest.rfind('}').map_or("", |at| &rest[at + 1..]);
    let of_id = |part: &str| part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let is = head.ends_with('-') && head.len() > 1 && of_id(head) && of_id(tail) && head.starts_with(|c: char| c.is_ascii_lowercase());
    is.then_some((head, tail))
}

/// The narrower beginnings of a family that is too wide.
fn narrowed(head: &str) -> Option<&'static [&'static str]> {
    WIDE.iter().find(|(wide, _, _)| *wide == head).map(|(_, narrow, _)| *narrow)
}

/// Whether a text is one of those that this string may become.
fn may_become((head, tail): (&str, &str), id: &str) -> bool {
    let begins = narrowed(head).map_or_else(|| id.starts_with(head), |narrow| narrow.iter().any(|n| id.starts_with(n)));
    begins && id.ends_with(tail)
}

fn speaking_files() -> Vec<(File, Vec<Token>)> {
    under("crates").into_iter().filter_map(|f| speaking(&f).map(|code| (f, code))).collect()
}

/// Names that other parts of the program use and that look like ids of texts.
fn other_names() -> BTreeSet<String> {
    let mut names: BTreeSet<String> = NOT_TEXTS.iter().map(|(n, _)| (*n).to_owned()).collect();
    for slice in server::slices() {
        names.extend(slice.jobs.iter().map(|j| j.name.to_owned()));
        names.extend(slice.nav.iter().map(|n| n.permit.to_owned()));
        names.extend(slice.routes.iter().map(|r| r.permit.to_owned()));
    }
    names.extend(crate::doors::matrix().permit.into_keys());
    names
}

#[test]
fn both_languages_say_the_same_texts_with_the_same_arguments() {
    let texts = by_id();
    let (en, fr) = (&texts["en"], &texts["fr"]);
    let mut wrong = Vec::new();

    for (id, text) in en {
        match fr.get(id) {
            None => wrong.push(format!("{}: {id} has no French", text.path)),
            Some(french) if french.arguments != text.arguments => {
                wrong.push(format!("{id}: English is given {:?}, French {:?}", text.arguments, french.arguments));
            }
            Some(french) if french.path.replace("fr.ftl", "en.ftl") != text.path => wrong.push(format!("{id}: English in {}, French in {}", text.path, french.path)),
            Some(_) => {}
        }
    }
    wrong.extend(fr.iter().filter(|(id, _)| !en.contains_key(*id)).map(|(id, text)| format!("{}: {id} has no English", text.path)));

    none_of(&wrong);
    assert!(en.len() > 100);
}

#[test]
fn every_text_is_of_one_slice_and_begins_with_its_name() {
    let mut wrong = Vec::new();

    for lang in ["en", "fr"] {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for file in files(lang) {
            let owner = file.path.split('/').nth(1).unwrap_or("").to_owned();
            for (id, _) in read(&file) {
                let own = prefix(&id) == owner || ["deed", "do", "detail"].contains(&prefix(&id)) || ALSO.contains(&(owner.as_str(), prefix(&id)));
                if !own {
                    wrong.push(format!("{}: {id} does not begin with {owner}-", file.path));
                }
                if let Some(other) = seen.insert(id.clone(), file.path.clone()) {
                    wrong.push(format!("{id} stands in {other} and in {}", file.path));
                }
            }
        }
    }

    none_of(&wrong);
}

#[test]
fn every_text_the_code_says_exists_and_is_given_what_it_wants() {
    let texts = by_id();
    let en = &texts["en"];
    let prefixes: BTreeSet<&str> = en.keys().map(|id| prefix(id)).collect();
    let others = other_names();
    let mut wrong = Vec::new();
    let mut count = 0;

    for (file, code) in speaking_files() {
        for Said { line, id, given } in said(&code) {
            count += 1;
            match (en.get(&id), given) {
                (None, _) => wrong.push(format!("{}:{line}: says {id}, which is no text", file.path)),
                (Some(text), Some(given)) if text.arguments != given => {
                    wrong.push(format!("{}:{line}: {id} wants {:?} and is given {given:?}", file.path, text.arguments));
                }
                _ => {}
            }
        }
        // In Rust, whatever begins like a text of ours is one, however it is said.
        let strings = code.iter().filter(|_| file.ends_with(".rs")).filter_map(|t| t.text().map(|text| (t.line, text)));
        for (line, text) in strings.filter(|(_, t)| is_id(t) && prefixes.contains(prefix(t))) {
            if !en.contains_key(text) && !others.contains(text) {
                wrong.push(format!("{}:{line}: {text} looks like a text and is none", file.path));
            }
        }
    }

    wrong.sort();
    wrong.dedup();
    none_of(&wrong);
    assert!(count > 100, "only {count} texts are said");
}

#[test]
fn no_text_is_left_over() {
    let texts = by_id();
    let all: Vec<String> = speaking_files().iter().flat_map(|(_, code)| code.iter().filter_map(Token::text)).map(str::to_owned).collect();
    let used: BTreeSet<&str> = all.iter().map(String::as_str).filter(|t| is_id(t)).collect();
    let families: BTreeSet<(&str, &str)> = all.iter().filter_map(|t| family(t)).collect();

    let left = texts["en"].iter().filter(|(id, _)| !used.contains(id.as_str()) && !families.iter().any(|f| may_become(*f, id)));

    none_of(&left.map(|(id, text)| format!("{}: nobody says {id}", text.path)).collect::<Vec<_>>());
}

#[test]
fn an_id_completed_at_run_time_says_more_than_its_slice_and_becomes_a_text() {
    let texts = by_id();
    let prefixes: BTreeSet<&str> = texts["en"].keys().map(|id| prefix(id)).collect();
    let mut wrong = Vec::new();

    for (file, code) in speaking_files() {
        for (line, text) in code.iter().filter_map(|t| t.text().map(|text| (t.line, text))) {
            let Some(family) = family(text).filter(|(head, _)| prefixes.contains(prefix(head))) else { continue };
            if family.0.matches('-').count() == 1 && narrowed(family.0).is_none() {
                wrong.push(format!("{}:{line}: {text} may be any text of its slice: say more, or name what it may be in WIDE of crates/house/src/texts.rs", file.path));
            } else if !texts["en"].keys().any(|id| may_become(family, id)) {
                wrong.push(format!("{}:{line}: {text} becomes no text", file.path));
            }
        }
    }
    wrong.extend(base::access::Role::ALL.iter().map(|r| format!("base-role-{}", r.id())).filter(|id| !texts["en"].contains_key(id)).map(|id| format!("{id} is missing")));

    none_of(&wrong);
}

#[test]
fn the_texts_and_arguments_of_code_are_found() {
    let code = crate::tokens::tokens(
        r#"page.t("a-one"); page.t1("a-two", "n", x.len()); page.t2("a-three", "n", f(1, 2), "m", y); visit.say("a-four", &[]);
        words.say(lang, "a-five", &[("n", &n.to_string()), ("m", "x")]); Ok(visit.go(&format!("/x/{id}"), "a-six"));
        Said::plain("a-seven").with("n", f(3)).with("m", "y"); Said::plain("a-eight"); fn t(id: &str) {} plain("phone.added", &[]); say(id, args);"#,
    );
    let given = |names: &[&str]| Some(names.iter().map(|n| (*n).to_owned()).collect::<BTreeSet<_>>());

    let found: Vec<_> = said(&code).into_iter().map(|s| (s.id, s.given)).collect();

    let wanted: [(&str, &[&str]); 8] =
        [("a-one", &[]), ("a-two", &["n"]), ("a-three", &["n", "m"]), ("a-four", &[]), ("a-five", &["n", "m"]), ("a-six", &[]), ("a-seven", &["n", "m"]), ("a-eight", &[])];
    assert_eq!(found, wanted.map(|(id, names)| (id.to_owned(), given(names))));
}

#[test]
fn the_arguments_of_a_text_are_found() {
    let file = File { path: "x.en.ftl".to_owned(), text: "a-b = { $n ->\n    [one] one { $what }\n   *[other] { NUMBER($m) } things\n }\nc-d = plain\n".to_owned() };

    let texts: BTreeMap<String, Text> = read(&file).into_iter().collect();

    assert_eq!(texts["a-b"].arguments, BTreeSet::from(["n", "what", "m"].map(str::to_owned)));
    assert_eq!((texts["c-d"].value.as_str(), texts["c-d"].arguments.len()), ("plain", 0));
    assert!(is_id("a-b") && is_id("hall-error-400-title") && !is_id("a") && !is_id("a--b") && !is_id("a-b.csv") && !is_id("-a"));
    assert_eq!(family("base-role-{}"), Some(("base-role-", "")));
    assert_eq!(family("hall-error-{}-{end}"), Some(("hall-error-", "")));
    assert_eq!(family("a-{kind}-hint"), Some(("a-", "-hint")));
    assert_eq!(family("deed-"), Some(("deed-", "")));
    assert_eq!((family("a-b"), family("{a}-b"), family("x y-{z}"), family("a-{b} c"), family("--")), (None, None, None, None, None));
    assert!(may_become(("a-", "-hint"), "a-x-hint") && !may_become(("a-", "-hint"), "a-x") && !may_become(("manual-", ""), "manual-title"));
}

#[test]
fn every_kind_of_work_in_the_machine_room_has_words() {
    let texts = by_id();
    let kinds: Vec<String> = server::slices().iter().flat_map(|s| s.jobs).map(|j| j.name.to_owned()).chain(["mail.deliver".to_owned()]).collect();
    let mut wrong = Vec::new();
    for kind in &kinds {
        let id = format!("detail-kind-{}", kind.replace('.', "-"));
        wrong.extend(["en", "fr"].into_iter().filter(|lang| !texts[*lang].contains_key(&id)).map(|lang| format!("{kind}: no {id} in {lang}")));
    }
    let known = texts["en"].keys().filter(|id| id.starts_with("detail-kind-")).count();

    none_of(&wrong);
    assert_eq!(known, kinds.len(), "words for work that nobody does");
}
