//! Stories that cross slices, and the command line as an operator uses it.

#![cfg(test)]

mod bill;
mod bill_whole;
mod chat;
mod checkpoints;
mod command_line;
mod duties;
mod heart;
mod header;
mod keys;
mod loops;
mod machine;
mod outside;
mod rules;
#[path = "../../../store/tests/it/server.rs"]
mod s3;
mod search;
mod store;
mod telecom;
mod trail;
mod unsent;
mod wall;

use base::world::World;

/// A world with every slice, the cast in it and the starter manual in force.
pub(crate) async fn house() -> World {
    let world = World::new(slices()).await;
    people::world::cast(&world).await;
    let mut tx = world.app.db.begin().await.unwrap();
    manual::install_starter(&world.app, &mut tx, Some("ana"), world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    // What follows from a first edition is done.
    world.run_jobs().await;
    world
}

/// Every slice but the ground floor's own, which a world brings itself.
pub(crate) fn slices() -> Vec<base::Slice> {
    server::slices().into_iter().filter(|s| s.name != "base").collect()
}

/// Cleo adds a phone and issues it to somebody; gives its address.
pub(crate) async fn issued(world: &World, label: &str, number: &str, to: &str) -> String {
    let fields = [("label", label), ("number", number), ("platform", "android"), ("carrier", ""), ("drawer", "yes")];
    let phone = world.post("cleo", "/phones/new", &fields).await.location;
    let answer = world.post("cleo", &format!("{phone}/issue"), &[("person", to), ("kit", "charger")]).await;
    assert_eq!(answer.location, phone, "{}", answer.words());
    phone
}
