//! A walk past every door that asks the row: each route that names a thing, each
//! visitor in each relation to it (holder, assigned, asker, supervisor, somebody
//! who no longer is), each state an account can be in, through the real router.
//!
//! What is expected comes from a reading of `access.toml` of its own ([`expected`])
//! and from a table of who stands in which relation ([`stage`]), not from the code
//! that answers. Whoever is turned away must also have changed nothing, and be counted once.

mod stage;

use std::collections::BTreeMap;

use base::slice::{OPEN_TO_ALL, Route, SIGNED_IN};
use base::world::{Answer, NOBODY};
use stage::{Stage, VISITORS};

use crate::doors::routes;
use crate::files::none_of;

/// What one line of the matrix says, read anew from the file.
#[derive(Debug, Default)]
struct Line {
    roles: Vec<String>,
    relations: Vec<String>,
    never: Vec<String>,
    hides: bool,
}

fn lines() -> BTreeMap<String, Line> {
    let file: toml::Table = base::access::ACCESS_TOML.parse().unwrap();
    let words = |permit: &toml::Value, name: &str| -> Vec<String> {
        permit.get(name).and_then(toml::Value::as_array).into_iter().flatten().map(|v| v.as_str().unwrap().to_owned()).collect()
    };
    let line = |permit: &toml::Value| Line {
        roles: words(permit, "roles"),
        relations: words(permit, "relations"),
        never: words(permit, "never"),
        hides: permit.get("hides").and_then(toml::Value::as_bool).unwrap_or(false),
    };
    file["permit"].as_table().unwrap().iter().map(|(name, permit)| (name.clone(), line(permit))).collect()
}

/// What must happen at a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    LetIn,
    Forbidden,
    NotEvenThere,
}

/// What the matrix says of somebody with these roles in these relations to the row.
fn expected(line: &Line, roles: &[&str], relations: &[&str]) -> Expected {
    let has = |all: &[String], mine: &[&str]| all.iter().any(|one| mine.contains(&one.as_str()));
    let barred = has(&line.never, relations);
    if !barred && (has(&line.roles, roles) || has(&line.relations, relations)) {
        Expected::LetIn
    } else if line.hides && !barred {
        Expected::NotEvenThere
    } else {
        Expected::Forbidden
    }
}

/// What is wrong with an answer, if something is.
fn judge(expected: Expected, answer: &Answer) -> Option<&'static str> {
    let status = answer.status.as_u16();
    match expected {
        _ if status >= 500 => Some("it breaks"),
        Expected::LetIn if [401, 403, 404].contains(&status) || answer.location.starts_with("/sign-in") => Some("the matrix lets them in, and they were turned away"),
        Expected::Forbidden if status != 403 => Some("the matrix shuts them out, and it did not answer 403"),
        Expected::NotEvenThere if status != 404 => Some("the matrix hides it from them, and it did not answer 404"),
        _ => None,
    }
}

/// The routes that name a thing and ask a permit for it.
fn doors() -> Vec<Route> {
    let guarded = |route: &Route| route.path.contains('{') && ![OPEN_TO_ALL, SIGNED_IN].contains(&route.permit);
    routes().into_iter().map(|(_, route)| route).filter(guarded).collect()
}

async fn knock(stage: &Stage, route: &Route, who: &str) -> Answer {
    let path = stage.address(route.path);
    if route.method == "GET" { stage.world.get(who, &path).await } else { stage.world.post(who, &path, Stage::fields(&route.plate())).await }
}

/// Turns every visitor away who must be, then lets every visitor in who may.
async fn walk(part: usize, parts: usize) {
    let lines = lines();
    let (mut wrong, mut turned_away, mut let_in) = (Vec::new(), 0_usize, 0_usize);
    for variant in 0..stage::VARIANTS {
        let mut stage = Stage::set(variant).await;
        for route in doors().into_iter().enumerate().filter(|(place, _)| place % parts == part).map(|(_, route)| route) {
            let line = &lines[route.permit];
            let plate = route.plate();
            let expects = |stage: &Stage, who: &str, roles: &[&str]| expected(line, roles, &stage.relations(&plate, who));
            let before = stage.world.trail().await.len();
            let (counted, turned_before) = (stage.denied(route.permit).await, turned_away);
            for (who, roles) in VISITORS.iter().filter(|(who, roles)| expects(&stage, who, roles) != Expected::LetIn) {
                let expected = expects(&stage, who, roles);
                let answer = knock(&stage, &route, who).await;
                turned_away += 1;
                if let Some(what) = judge(expected, &answer) {
                    wrong.push(format!("{plate} as {who}, scene {variant} ({expected:?}): {what} ({})", answer.status));
                }
            }
            let counted = stage.denied(route.permit).await - counted;
            if counted != i64::try_from(turned_away - turned_before).unwrap() {
                wrong.push(format!("{plate}: {} turned away, {counted} counted", turned_away - turned_before));
            }
            let changed = stage.changes_since(before).await;
            if !changed.is_empty() {
                wrong.push(format!("{plate}: turned away, and yet {changed:?} is on the trail"));
            }
            for (who, roles) in VISITORS {
                if expects(&stage, who, roles) != Expected::LetIn {
                    continue;
                }
                let before = stage.world.trail().await.len();
                let answer = knock(&stage, &route, who).await;
                let_in += 1;
                let nothing_there = answer.status == 404 && stage.address(route.path).contains(stage::NOTHING);
                if let Some(what) = judge(expects(&stage, who, roles), &answer).filter(|_| !nothing_there) {
                    wrong.push(format!("{plate} as {who}, scene {variant}: {what} ({})", answer.status));
                }
                // What was let in may have changed the scene: set it anew.
                if route.method != "GET" && stage.world.trail().await.len() != before {
                    stage = Stage::set(variant).await;
                }
            }
        }
    }
    none_of(&wrong);
    eprintln!("{turned_away} turned away, {let_in} let in");
    assert!(turned_away > 100 / parts && let_in > 40 / parts, "{turned_away} {let_in}");
}

#[tokio::test]
async fn who_stands_in_a_relation_to_the_row_is_let_in_and_nobody_else_first_part() {
    walk(0, 3).await;
}

#[tokio::test]
async fn who_stands_in_a_relation_to_the_row_is_let_in_and_nobody_else_second_part() {
    walk(1, 3).await;
}

#[tokio::test]
async fn who_stands_in_a_relation_to_the_row_is_let_in_and_nobody_else_third_part() {
    walk(2, 3).await;
}

/// Everybody whose account is not in order is nobody, whatever they may do when it is.
#[tokio::test]
async fn an_account_that_is_not_in_order_opens_no_door() {
    let mut wrong = Vec::new();
    for state in stage::OUT_OF_ORDER {
        let stage = Stage::set(0).await;
        let cookie = stage.put_out_of_order(state).await;
        let before = stage.world.trail().await.len();
        for (_, route) in routes().into_iter().filter(|(_, route)| route.permit != OPEN_TO_ALL) {
            let path = stage.address(route.path);
            let answer = stage.knock_with(&cookie, route.method.as_str(), &path).await;
            let asked_to_sign_in = answer.status == 303 && answer.location.starts_with("/sign-in");
            let right = if route.method == "GET" { asked_to_sign_in } else { answer.status == 401 };
            if !right {
                wrong.push(format!("{} with an account that is {state}: {} {}", route.plate(), answer.status, answer.location));
            }
        }
        let changed = stage.changes_since(before).await;
        if !changed.is_empty() {
            wrong.push(format!("{state}: {changed:?} is on the trail"));
        }
    }
    none_of(&wrong);
}

/// A signed-out visitor learns nothing about any thing, there or not.
#[tokio::test]
async fn a_visitor_who_is_nobody_cannot_tell_a_thing_from_nothing() {
    let stage = Stage::set(0).await;
    let mut wrong = Vec::new();
    for route in doors() {
        let there = knock(&stage, &route, NOBODY).await;
        let path = stage::nothing(route.path);
        let nowhere = if route.method == "GET" { stage.world.get(NOBODY, &path).await } else { stage.world.post(NOBODY, &path, &[]).await };
        if there.status != nowhere.status {
            wrong.push(format!("{}: {} where it is, {} where it is not", route.plate(), there.status, nowhere.status));
        }
    }
    none_of(&wrong);
}

/// What may not be seen looks exactly like what is not there.
#[tokio::test]
async fn what_is_hidden_looks_like_what_is_not_there() {
    let lines = lines();
    let stage = Stage::set(0).await;
    let mut wrong = Vec::new();
    for route in doors().into_iter().filter(|route| route.method == "GET") {
        let line = &lines[route.permit];
        for (who, roles) in VISITORS {
            if expected(line, roles, &stage.relations(&route.plate(), who)) != Expected::NotEvenThere {
                continue;
            }
            let there = stage.world.get(who, &stage.address(route.path)).await;
            let nowhere = stage.world.get(who, &stage::nothing(route.path)).await;
            // Each answer has a number of its own, and only that.
            let said = |answer: &Answer| {
                let number = answer.headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or("no number");
                answer.words().replace(number, "")
            };
            if (there.status, said(&there)) != (nowhere.status, said(&nowhere)) {
                wrong.push(format!("{} as {who}: {} is told from {}", route.plate(), there.status, nowhere.status));
            }
        }
    }
    none_of(&wrong);
}

#[test]
fn the_second_reading_of_the_matrix_bars_before_it_allows() {
    let line = Line { roles: vec!["manager".into()], relations: vec!["holder".into()], never: vec!["asker".into()], hides: true };
    for (roles, relations, right) in [
        (vec!["manager"], vec![], Expected::LetIn),
        (vec!["worker"], vec!["holder"], Expected::LetIn),
        (vec!["worker"], vec![], Expected::NotEvenThere),
        (vec!["manager"], vec!["asker"], Expected::Forbidden),
    ] {
        assert_eq!(expected(&line, &roles, &relations), right, "{roles:?} {relations:?}");
    }
}
