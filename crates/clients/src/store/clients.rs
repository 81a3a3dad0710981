//! Client files and who is assigned to them.

use base::vault::{DataKey, Place};
use base::{App, Db, Failure, Moment};

use crate::model::{Client, Face, NewClient};

fn place<'a>(id: &'a str, field: &'a str) -> Place<'a> {
    Place { table: "client", row: id, field }
}

/// Writes a new client under a data key of their own.
///
/// # Errors
/// When the database does.
pub async fn open(app: &App, db: &mut Db, new: &NewClient, by: &str) -> Result<Client, Failure> {
    let now = app.now();
    let (id, code) = (app.id()?, super::free_code(app, db, 'C').await?);
    let key = app.vault.new_key(db, "client", now).await?;
    let seal = |field: &str, text: &str| app.vault.seal(&key, place(&id, field), text.as_bytes());
    sqlx::query(
        "insert into client (id, key_id, code, name, called, contact, opened_at, opened_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&id).bind(&key.id).bind(&code)
    .bind(seal("name", &new.name)?).bind(seal("called", &new.called)?).bind(seal("contact", &new.contact)?)
    .bind(now.0).bind(by)
    .execute(db)
    .await?;
    Ok(Client { id, key_id: key.id, code, opened_at: now })
}

type Row = (String, String, String, i64);

fn client((id, key_id, code, opened_at): Row) -> Client {
    Client { id, key_id, code, opened_at: Moment(opened_at) }
}

/// Finds a client, whoever asks: the caller then asks for the relation.
///
/// # Errors
/// When the database does.
pub async fn find(db: &mut Db, id: &str) -> Result<Option<Client>, Failure> {
    let row: Option<Row> = sqlx::query_as("select id, key_id, code, opened_at from client where id = $1").bind(id).fetch_optional(db).await?;
    Ok(row.map(client))
}

/// The clients somebody is assigned to, newest first.
///
/// # Errors
/// When the database does.
pub async fn of(db: &mut Db, person: &str) -> Result<Vec<Client>, Failure> {
    let rows: Vec<Row> = sqlx::query_as(
        "select c.id, c.key_id, c.code, c.opened_at from client c
         join assignment a on a.client_id = c.id
         where a.person_id = $1 and a.ended_at is null
         order by c.opened_at desc, c.id",
    )
    .bind(person)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(client).collect())
}

/// Opens the sealed fields. Only for rows the actor stands in relation to.
///
/// # Errors
/// When the key is gone or a field was altered.
pub async fn face(app: &App, db: &mut Db, row: &Client) -> Result<Face, Failure> {
    let (name, called, contact): (String, String, String) =
        sqlx::query_as("select name, called, contact from client where id = $1").bind(&row.id).fetch_one(&mut *db).await?;
    let key: DataKey = app.vault.key(db, &row.key_id).await?;
    let open = |field: &str, sealed: &str| app.vault.open_text(&key, place(&row.id, field), sealed);
    Ok(Face {
        id: row.id.clone(),
        code: row.code.clone(),
        name: open("name", &name)?,
        called: open("called", &called)?,
        contact: open("contact", &contact)?,
        opened_at: row.opened_at,
    })
}

/// Who is assigned now, longest first.
///
/// # Errors
/// When the database does.
pub async fn assigned(db: &mut Db, client: &str) -> Result<Vec<String>, Failure> {
    let sql = "select person_id from assignment where client_id = $1 and ended_at is null order by began_at, id";
    Ok(sqlx::query_scalar(sql).bind(client).fetch_all(db).await?)
}

/// Whether this person is assigned now.
///
/// # Errors
/// When the database does.
pub async fn is_assigned(db: &mut Db, client: &str, person: &str) -> Result<bool, Failure> {
    let sql = "select count(*) from assignment where client_id = $1 and person_id = $2 and ended_at is null";
    let count: i64 = sqlx::query_scalar(sql).bind(client).bind(person).fetch_one(db).await?;
    Ok(count > 0)
}

/// # Errors
/// [`Failure::Stale`] when somebody was faster.
pub async fn assign(app: &App, db: &mut Db, client: &str, person: &str) -> Result<(), Failure> {
    sqlx::query("insert into assignment (id, client_id, person_id, began_at) values ($1, $2, $3, $4)")
        .bind(app.id()?).bind(client).bind(person).bind(app.now().0)
        .execute(db)
        .await?;
    Ok(())
}

/// # Errors
/// When the database does.
pub async fn unassign(db: &mut Db, client: &str, person: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query("update assignment set ended_at = $3 where client_id = $1 and person_id = $2 and ended_at is null")
        .bind(client).bind(person).bind(now.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Makes whoever else would change this client's file wait until this transaction
/// ends; `false` when there is no such client.
///
/// # Errors
/// When the database does.
pub async fn lock(db: &mut Db, id: &str) -> Result<bool, Failure> {
    let locked = sqlx::query("update client set id = id where id = $1").bind(id).execute(db).await?;
    Ok(locked.rows_affected() == 1)
}

/// Ends every assignment of this person that had begun by `at`, and says of which clients.
///
/// # Errors
/// When the database does.
pub async fn end_all(db: &mut Db, person: &str, at: Moment) -> Result<Vec<String>, Failure> {
    let sql = "update assignment set ended_at = $2 where person_id = $1 and ended_at is null and began_at <= $2 returning client_id";
    let mut ended: Vec<String> = sqlx::query_scalar(sql).bind(person).bind(at.0).fetch_all(db).await?;
    ended.sort();
    Ok(ended)
}

/// The clients nobody among `carers` is assigned to, oldest first, each with when the
/// last assignment ended.
///
/// # Errors
/// When the database does.
pub async fn alone(db: &mut Db, carers: &[String]) -> Result<Vec<(Client, Moment)>, Failure> {
    let marks = (1..=carers.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    // Only numbered marks are put into the text.
    let sql = format!(
        "select c.id, c.key_id, c.code, c.opened_at, coalesce((select max(a.ended_at) from assignment a where a.client_id = c.id), c.opened_at)
         from client c where not exists
         (select 1 from assignment a where a.client_id = c.id and a.ended_at is null and a.person_id in ({marks}))
         order by c.opened_at, c.id"
    );
    if carers.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sqlx::query_as::<_, (String, String, String, i64, i64)>(sqlx::AssertSqlSafe(sql));
    for carer in carers {
        query = query.bind(carer.as_str());
    }
    let rows = query.fetch_all(db).await?;
    Ok(rows.into_iter().map(|(id, key_id, code, opened_at, since)| (client((id, key_id, code, opened_at)), Moment(since))).collect())
}
