//! For stories: a test world with the cast in it.

use base::world::World;

/// Puts the cast into the world, recorded in the trail at the world's clock.
///
/// # Panics
/// When the world has people already.
#[expect(clippy::expect_used, reason = "stories only: a world that cannot be made is a test that fails")]
pub async fn cast(world: &World) {
    let mut tx = world.app.db.begin().await.expect("a transaction");
    crate::cast::settle(&world.app, &mut tx).await.expect("a new house");
    tx.commit().await.expect("a commit");
    world.app.organisation_changed().await.expect("an organisation");
}
