//! `schema.sql`: every table in one readable file, made from the migrations, and
//! the same on both engines. These tests run on SQLite and on PostgreSQL, and
//! both compare with the same file.

use base::world::World;

use crate::files::{committed, read};

const HEAD: &str = "\
-- Every table of Keepwell, as the migrations make them: to read, never to run.
-- Made by a test (KEEPWELL_BLESS=1 cargo test -p house), which also proves that
-- SQLite and PostgreSQL have the same tables, columns, keys and indexes.
-- Why a column is there stands beside it in migrations/.

";

#[tokio::test]
async fn the_tables_are_those_of_schema_sql_on_this_engine() {
    let world = World::new(vec![]).await;

    let told = world.app.db.told().await.unwrap();

    committed("schema.sql", &format!("{HEAD}{told}"));
    assert!(told.matches("create table ").count() > 30, "{told}");
}

#[test]
fn schema_sql_speaks_of_keys_indexes_and_nulls() {
    let file = read("schema.sql");

    for part in [
        "create table trail (\n  seq bigint not null,\n",
        "  actor_id text,\n",
        "  primary key (slot, subject_id, seq)\n",
        "  unique (email_folded),\n",
        "  foreign key (supervisor_id) references person (id)\n",
        "  version bigint not null default 1,\n",
        "create index trail_subject_seq on trail_subject (seq);\n",
        "create unique index one_label on phone (folded) where retired_at is null;\n",
        "create unique index manual_one_draft on manual_edition (document_id) where state = 'draft';\n",
    ] {
        assert!(file.contains(part), "{part:?} is not in schema.sql");
    }
}
