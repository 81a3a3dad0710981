//! Stories about clients and their conversations, through the router.

mod asked;
mod away;
mod channels;
mod clients;
mod exports;
mod filing;
mod hand_over;
mod moving;
mod overlap;
mod reading;
mod secrets;
mod several;
mod shown;

use std::path::PathBuf;

use base::web::form::encode;
use base::world::{Answer, World};

use crate::reader::Look;
use crate::store;
use crate::store::uploads::Kept;

/// Harbour House with its cast, and nothing else.
async fn house() -> World {
    let world = World::new(vec![people::slice(), crate::slice()]).await;
    people::world::cast(&world).await;
    world
}

/// `who` opens a file for `name`; its id.
async fn client(world: &World, who: &str, name: &str) -> String {
    let answer = world.post(who, "/clients/new", &[("name", name), ("called", ""), ("contact", "Never call. Text after 6 p.m.")]).await;
    last_part(&answer.location)
}

fn last_part(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}

/// `who` hands a file in and it is looked over; the path of its page.
async fn hand_in(world: &World, who: &str, name: &str, bytes: &[u8]) -> String {
    let answer = world.upload(who, "/conversations/new", &[("client", "")], ("file", name, bytes)).await;
    assert!(answer.location.starts_with("/uploads/"), "{} {}", answer.status, answer.words());
    world.run_jobs().await;
    answer.location
}

/// What the first pass saw.
async fn look(world: &World, path: &str) -> Look {
    let mut db = world.app.db.read().await.unwrap();
    let upload = store::uploads::find(&mut db, &last_part(path)).await.unwrap().unwrap();
    store::uploads::kept(&world.app, &mut db, &upload, Kept::Survey).await.unwrap().expect("a survey")
}

/// `who` says that they are `me` and that it is with `client`; then it is read.
async fn answer(world: &World, who: &str, path: &str, me: &str, client: &str, more: &[(&str, &str)]) -> Answer {
    let place = look(world, path).await.survey.senders.iter().position(|s| s.name == me);
    let you = place.map_or_else(|| "-".to_owned(), |p| p.to_string());
    let fields: Vec<(&str, &str)> = [("you", you.as_str()), ("client", client)].into_iter().chain(more.iter().copied()).collect();
    let answer = world.post(who, &format!("{path}/answers"), &fields).await;
    world.run_jobs().await;
    answer
}

/// Files it; the path of the conversation.
async fn file(world: &World, who: &str, path: &str) -> String {
    let answer = world.post(who, &format!("{path}/file"), &[]).await;
    assert!(answer.location.starts_with("/conversations/"), "{} {}", answer.status, answer.words());
    answer.location
}

/// The whole road, by Ben, for `client`.
async fn filed(world: &World, bytes: &[u8], client: &str) -> String {
    let path = hand_in(world, "ben", "WhatsApp Chat with R.txt", bytes).await;
    answer(world, "ben", &path, "Ben Ito", client, &[]).await;
    file(world, "ben", &path).await
}

/// A file of the project, read where it lies.
fn sample(path: &str) -> Vec<u8> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read(root.join(path)).unwrap()
}

/// A chat of Ben and R., `from` to `to` minutes after ten on 12 November.
fn chat(from: u32, to: u32) -> Vec<u8> {
    let line = |n: u32| {
        let who = if n.is_multiple_of(2) { "Ben Ito" } else { "R." };
        format!("2026-11-12, {:02}:{:02} - {who}: sentence number {n}\n", 10 + n / 60, n % 60)
    };
    (from..to).map(line).collect::<String>().into_bytes()
}

/// The deeds since the cast was settled.
async fn deeds_since(world: &World, after: usize) -> Vec<String> {
    world.deeds().await.split_off(after)
}

/// A path with a query.
fn with(path: &str, name: &str, value: &str) -> String {
    format!("{path}?{name}={}", encode(value))
}
