//! What the engine is told at start, read back: nothing acknowledged before it is
//! durable, nothing deleted left readable, no code from the schema (research: SQLite settings).

use crate::db::{Database, Durability, sqlite_url, sqlite_version};

#[tokio::test]
async fn every_setting_of_sqlite_holds_where_one_writes_and_where_one_reads() {
    let folder = tempfile::TempDir::new().unwrap();
    let db = Database::open(&sqlite_url(folder.path()), Durability::Full).await.unwrap();

    let wanted = [
        ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("secure_delete", "1"),
        ("trusted_schema", "0"), ("mmap_size", "0"), ("cell_size_check", "1"), ("busy_timeout", "5000"),
    ];
    let told = db.pragmas(&wanted.map(|(name, _)| name)).await.unwrap();
    assert_eq!(told.len(), wanted.len());
    for ((name, value), (_, writer, reader)) in wanted.iter().zip(&told) {
        assert_eq!((writer.as_str(), reader.as_str()), (*value, *value), "{name}, where one writes and where one reads");
    }
    let (_, writer, reader) = db.pragmas(&["query_only"]).await.unwrap().remove(0);
    assert_eq!((writer.as_str(), reader.as_str()), ("0", "1"), "who reads cannot write");
}

#[tokio::test]
async fn the_sqlite_inside_is_not_one_that_can_lose_a_write() {
    let version = sqlite_version().await.unwrap();
    let parts: Vec<u32> = version.split('.').map(|p| p.parse().unwrap()).collect();
    assert!(parts.as_slice() >= [3, 51, 3].as_slice(), "{version}");
    assert!(crate::db::is_too_old("3.51.2") && crate::db::is_too_old("3.7.0") && crate::db::is_too_old("nonsense"));
    assert!(!crate::db::is_too_old("3.51.3") && !crate::db::is_too_old("3.52.0") && !crate::db::is_too_old("4.0.0"));
}

#[tokio::test]
async fn a_database_opened_to_look_is_not_written_and_not_made() {
    let folder = tempfile::TempDir::new().unwrap();
    let url = sqlite_url(folder.path());
    assert!(Database::open_to_look(&url).await.is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was made");

    let server = Database::open(&url, Durability::Full).await.unwrap();
    let look = Database::open_to_look(&url).await.unwrap();

    assert!(look.begin().await.is_err());
    let refused = sqlx::query("delete from setting").execute(&mut *look.read().await.unwrap()).await;
    assert!(refused.is_err());
    server.close().await;
    look.close().await;
    assert!(Database::open_to_look(&url).await.is_ok(), "also when no server serves");
}

#[tokio::test]
async fn a_heading_that_lay_among_the_words_is_still_the_heading() {
    let folder = tempfile::TempDir::new().unwrap();
    let url = sqlite_url(folder.path());
    let newest_folder = tempfile::TempDir::new().unwrap();
    let newest = Database::open(&sqlite_url(newest_folder.path()), Durability::Whatever).await.unwrap();
    let names: Vec<String> = sqlx::query_scalar("select name from migration where name < '0017'").fetch_all(&mut *newest.read().await.unwrap()).await.unwrap();
    let before = Database::open_at(&url, Durability::Whatever, &names).await.unwrap();
    let mut tx = before.begin().await.unwrap();
    sqlx::query("insert into manual_language (id, name, rtl, added_at) values ('ar', 'AR', 1, 0), ('so', 'SO', 0, 0)").execute(&mut *tx).await.unwrap();
    sqlx::query("insert into manual_word_other (language_id, term_en, term, meaning) values ('ar', $1, 'Our words', 'What we mean'), ('ar', 'phone', 'p', 'm')")
        .bind("\u{2}heading").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();

    before.bring_up_to_date().await.unwrap();

    let mut db = before.read().await.unwrap();
    let headings: Vec<(String, String, String)> = sqlx::query_as("select id, title, lede from manual_language order by id").fetch_all(&mut *db).await.unwrap();
    let text = |all: [&str; 3]| (all[0].to_owned(), all[1].to_owned(), all[2].to_owned());
    assert_eq!(headings, [text(["ar", "Our words", "What we mean"]), text(["so", "", ""])]);
    let words: Vec<String> = sqlx::query_scalar("select term_en from manual_word_other").fetch_all(&mut *db).await.unwrap();
    assert_eq!(words, ["phone"]);
}
