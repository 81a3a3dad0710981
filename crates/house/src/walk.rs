//! A walk past every door: each route, each role, signed in and signed out,
//! through the real router. What the matrix shuts is shut, what it opens is open.

use std::collections::BTreeSet;

use base::Day;
use base::app::Config;
use base::access::{Door, Matrix, Role};
use base::slice::{OPEN_TO_ALL, Route};
use base::world::{Answer, NOBODY, World};
use people::NewPerson;
use people::model::{Email, PersonName};

use crate::doors::routes;
use crate::files::none_of;

/// An id that nothing has.
const NOTHING: &str = "no-such-thing";

/// `/phones/{phone}/passcode` → `/phones/no-such-thing/passcode`.
pub fn address(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { NOTHING } else { part }).collect::<Vec<_>>().join("/")
}

/// What was seen at one door.
#[derive(Debug, Clone, Copy)]
struct Seen {
    status: u16,
    to_sign_in: bool,
}

impl From<Answer> for Seen {
    fn from(answer: Answer) -> Self {
        Self { status: answer.status.as_u16(), to_sign_in: answer.location.starts_with("/sign-in") }
    }
}

/// What is wrong with what was seen; `None` when it is as the matrix says.
fn judge(get: bool, names_a_thing: bool, door: Door, signed_in: bool, hides: bool, seen: Seen) -> Option<&'static str> {
    let Seen { status, to_sign_in } = seen;
    match (door, signed_in) {
        _ if status >= 500 => Some("it breaks"),
        (Door::Shut, false) if get && !(status == 303 && to_sign_in) => Some("a signed-out visitor is not sent to sign in"),
        (Door::Shut, false) if !get && status != 401 => Some("a signed-out visitor is not told 401"),
        (Door::Shut, true) if hides && status != 404 => Some("the matrix hides it from this role, and it did not answer 404"),
        (Door::Shut, true) if !hides && status != 403 => Some("the matrix shuts this role out, and it did not answer 403"),
        (Door::Open, _) if status == 401 || status == 403 || (get && to_sign_in) => Some("the matrix lets this role in, and it was turned away"),
        (Door::Open, true) if get && status == 404 && !names_a_thing => Some("the matrix lets this role in, and there is nothing"),
        (Door::AsksTheRow, _) if names_a_thing && !(400..500).contains(&status) => Some("it asks the row, there is no row, and it did not refuse"),
        _ => None,
    }
}

/// The cast, and one more person for each role who holds that role alone.
pub async fn world(change: impl FnOnce(&mut Config)) -> World {
    let slices = server::slices().into_iter().filter(|s| s.name != "base").collect();
    let world = World::with(slices, change).await;
    people::world::cast(&world).await;
    let mut tx = world.app.db.begin().await.unwrap();
    for role in Role::ALL {
        let person = NewPerson {
            id: Some(only(role)),
            name: PersonName::parse(&format!("Only {}", role.id())).unwrap(),
            email: Email::parse(&format!("{}@example.org", only(role))).unwrap(),
            lang: base::words::Lang::En,
            roles: BTreeSet::from([role]),
            kind: None,
            joined: Day(jiff::civil::date(2026, 11, 2)),
        };
        people::take_in(&world.app, &mut tx, None, &person).await.unwrap();
    }
    tx.commit().await.unwrap();
    world
}

fn only(role: Role) -> String {
    format!("only-{}", role.id())
}

async fn knock(world: &World, route: &Route, who: &str) -> Seen {
    let path = address(route.path);
    if route.method == "GET" { world.get(who, &path).await.into() } else { world.post(who, &path, &[]).await.into() }
}

/// How often each answer was right.
#[derive(Debug, Default)]
struct Count {
    let_in: usize,
    shut_out: usize,
    sent_to_sign_in: usize,
    asked_the_row: usize,
}

impl Count {
    fn add(&mut self, door: Door, signed_in: bool) {
        match (door, signed_in) {
            (Door::Open, _) => self.let_in += 1,
            (Door::Shut, true) => self.shut_out += 1,
            (Door::Shut, false) => self.sent_to_sign_in += 1,
            (Door::AsksTheRow, _) => self.asked_the_row += 1,
        }
    }
}

#[tokio::test]
async fn every_door_opens_for_the_roles_the_matrix_names_and_for_nobody_else() {
    let world = world(|_| {}).await;
    let matrix: &Matrix = &world.app.matrix;
    let mut wrong = Vec::new();
    let mut count = Count::default();

    for (slice, route) in routes() {
        let get = route.method == "GET";
        let names_a_thing = route.path.contains('{');
        let hides = matrix.permit.get(route.permit).is_some_and(|p| p.hides);
        let visitors = Role::ALL.iter().map(|r| only(*r)).chain([NOBODY.to_owned()]);
        for who in visitors {
            let actor = actor(&world, &who).await;
            let door = matrix.door(route.permit, actor.as_ref());
            let seen = knock(&world, &route, &who).await;
            // Set-up is open to all until somebody is there; then it is nowhere.
            let gone = route.permit == OPEN_TO_ALL && seen.status == 404;
            match judge(get, names_a_thing || gone, door, actor.is_some(), hides, seen) {
                Some(what) => wrong.push(format!("{slice}: {} as {who} ({door:?}): {what} ({})", route.plate(), seen.status)),
                None => count.add(door, actor.is_some()),
            }
        }
    }

    none_of(&wrong);
    eprintln!("{count:?}");
    assert!(count.let_in > 100 && count.shut_out > 50 && count.sent_to_sign_in > 30 && count.asked_the_row > 20, "{count:?}");
}

/// What is wrong with a door that asks for a fresh proof, seen by somebody whose proof is old.
fn judge_old_proof(get: bool, answer: &Answer) -> Option<&'static str> {
    match (get, answer.status.as_u16(), answer.location.as_str()) {
        (true, 303, to) if to.starts_with("/prove?back=") => None,
        (false, 307, to) if to.starts_with("/prove/for?to=") => None,
        _ => Some("it does not ask for a proof"),
    }
}

#[tokio::test]
async fn what_can_hurt_asks_once_more_who_it_is_after_ten_minutes() {
    let world = world(|_| {}).await;
    for role in Role::ALL {
        world.token(&only(role)).await;
    }
    world.pass(base::web::session::PROOF + 1);
    let mut wrong = Vec::new();
    let mut asked = 0;

    for (slice, route) in routes().into_iter().filter(|(_, r)| world.app.matrix.steps_up(r.permit)) {
        for role in Role::ALL {
            let who = only(role);
            let path = address(route.path);
            let get = route.method == "GET";
            let answer = if get { world.get(&who, &path).await } else { world.post(&who, &path, &[]).await };
            let door = world.app.matrix.door(route.permit, actor(&world, &who).await.as_ref());
            match (door, judge_old_proof(get, &answer)) {
                // The wrong role is turned away before anything is asked of it.
                (Door::Shut, asks) if asks.is_none() => wrong.push(format!("{slice}: {} asks {who} for a proof", route.plate())),
                (Door::Open | Door::AsksTheRow, Some(what)) => wrong.push(format!("{slice}: {} as {who}: {what} ({})", route.plate(), answer.status)),
                (Door::Shut, _) => {}
                _ => asked += 1,
            }
        }
    }

    none_of(&wrong);
    assert!(asked > 40, "{asked}");
}

async fn actor(world: &World, who: &str) -> Option<base::Actor> {
    if who == NOBODY {
        return None;
    }
    let identify = world.app.slices.iter().find_map(|s| s.identify).expect("a slice that knows people");
    identify(&mut world.app.db.read().await.unwrap(), who).await.unwrap()
}

#[test]
fn a_door_that_is_open_or_shut_against_the_matrix_is_found() {
    let seen = |status| Seen { status, to_sign_in: false };
    let sign_in = Seen { status: 303, to_sign_in: true };

    for (get, thing, door, signed_in, hides, seen, right) in [
        (true, false, Door::Shut, true, false, seen(403), true),
        (true, false, Door::Shut, true, false, seen(200), false),
        (true, false, Door::Shut, true, true, seen(403), false),
        (true, false, Door::Shut, true, true, seen(404), true),
        (true, false, Door::Shut, false, false, sign_in, true),
        (true, false, Door::Shut, false, false, seen(200), false),
        (false, false, Door::Shut, false, false, seen(401), true),
        (false, false, Door::Shut, false, false, seen(303), false),
        (true, false, Door::Open, true, false, seen(200), true),
        (true, false, Door::Open, true, false, seen(403), false),
        (true, false, Door::Open, true, false, seen(404), false),
        (true, true, Door::Open, true, false, seen(404), true),
        (true, false, Door::Open, true, false, sign_in, false),
        (true, true, Door::AsksTheRow, true, false, seen(200), false),
        (true, true, Door::AsksTheRow, true, false, seen(404), true),
        (true, true, Door::AsksTheRow, true, false, seen(500), false),
    ] {
        assert_eq!(judge(get, thing, door, signed_in, hides, seen).is_none(), right, "{door:?} {seen:?}");
    }
    assert_eq!(address("/phones/{phone}/passcode"), "/phones/no-such-thing/passcode");
}
