//! Stories: what people do with the manual, through the router.

mod acknowledging;
mod authoring;
mod drafting;
mod elsewhere;
mod files;
mod practice;
mod reading;
mod registers;
mod trials;
mod words;

use base::Slice;
use base::world::World;

/// A world with the words of a whole house, the cast, and the starter manual, adopted by Ana.
async fn house() -> World {
    adopted(vec![people::slice(), elsewhere::slice(), crate::slice()]).await
}

/// A world of these slices, the cast, and the starter manual, adopted by Ana.
async fn adopted(slices: Vec<Slice>) -> World {
    let world = World::new(slices).await;
    people::world::cast(&world).await;
    let mut tx = world.app.db.begin().await.unwrap();
    let now = world.app.now();
    crate::install_starter(&world.app, &mut tx, Some("ana"), now).await.unwrap();
    tx.commit().await.unwrap();
    world
}

/// The deeds of this slice, oldest first, since the starter was adopted.
async fn deeds(world: &World) -> Vec<String> {
    let own: Vec<&str> = crate::deeds::DEEDS.iter().map(|d| d.name).collect();
    world.deeds().await.into_iter().filter(|d| own.contains(&d.as_str())).skip(2).collect()
}

/// The fields of a clause's form as the draft has them, some put in place of others.
async fn clause_form<'a>(world: &World, clause: &str, changes: &[(&'a str, &'a str)]) -> Vec<(String, String)> {
    let mut db = world.app.db.read().await.unwrap();
    let draft = crate::store::draft(&mut db, "technology").await.unwrap().expect("a draft");
    let words = crate::store::content(&mut db, draft.id()).await.unwrap();
    let revision = crate::store::revision(&mut db, &draft, clause).await.unwrap().unwrap();
    let c = words.clause(clause).unwrap();
    let mut fields: Vec<(String, String)> = [
        ("title_en", c.title.en.clone()), ("title_fr", c.title.fr.clone()), ("text_en", c.text.en.clone()), ("text_fr", c.text.fr.clone()),
        ("strength", c.facts.strength.id().into()), ("stage", c.facts.stage.id().into()), ("revision", revision.to_string()),
        ("sources", c.facts.sources.join(" ")),
    ].into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
    fields.extend(c.facts.audience.iter().map(|word| ("audience".to_owned(), word.clone())));
    for (rule, n) in c.rules.iter().zip(1..) {
        fields.extend([(format!("rule{n}_id"), rule.id.clone()), (format!("rule{n}_en"), rule.line.en.clone()), (format!("rule{n}_fr"), rule.line.fr.clone())]);
    }
    for (name, value) in changes {
        fields.retain(|(n, _)| n != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

/// Somebody saves a clause of the draft with these changes.
async fn save(world: &World, who: &str, clause: &str, changes: &[(&str, &str)]) -> base::world::Answer {
    let fields = clause_form(world, clause, changes).await;
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    world.post(who, &format!("/manual/technology/draft/{clause}"), &fields).await
}
