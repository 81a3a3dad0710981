//! Stories about phones, told through the router.

mod apps;
mod coming_in;
mod custody;
mod going_out;
mod listing;
mod passcodes;

use axum::http::StatusCode;
use base::world::World;

/// Harbour House with its people, and no phone yet.
async fn house() -> World {
    let world = World::new(vec![people::slice(), crate::slice()]).await;
    people::world::cast(&world).await;
    world
}

/// Cleo adds PH-014, and it lies in the drawer. Gives its path.
async fn phone(world: &World) -> String {
    added(world, "PH-014", "416-555-0114").await
}

async fn added(world: &World, label: &str, number: &str) -> String {
    let fields = [("label", label), ("number", number), ("platform", "android"), ("carrier", "Northline"), ("drawer", "yes")];
    let answer = world.post("cleo", "/phones/new", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    answer.location
}

/// The same, and in Ben's hands.
async fn bens_phone(world: &World) -> String {
    let path = phone(world).await;
    done(world, "cleo", &format!("{path}/issue"), &[("person", "ben"), ("kit", "charger"), ("kit", "case")]).await;
    path
}

/// Somebody does something, and the house says neither no nor not now.
async fn done(world: &World, who: &str, path: &str, fields: &[(&str, &str)]) {
    let answer = world.post(who, path, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{who} {path}: {}", answer.words());
}

/// The names of the deeds about phones and apps, oldest first.
async fn deeds(world: &World) -> Vec<String> {
    let ours: Vec<&str> = crate::deeds::DEEDS.iter().map(|d| d.name).collect();
    world.deeds().await.into_iter().filter(|d| ours.contains(&d.as_str())).collect()
}

/// The id at the end of a path.
fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}
