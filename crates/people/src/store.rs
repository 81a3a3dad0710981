//! The tables of people: persons, roles, passphrases, invitations.

pub mod choices;
pub mod days;
pub mod departures;
pub mod factors;
pub mod intakes;
pub mod keys;
pub mod own;
pub mod spans;
pub mod units;

pub use keys::set_passphrase;

use std::collections::{BTreeSet, HashMap};

use base::access::Role;
use base::listing::{List, Query, Wanted, containing};
use base::search::{Sought, without_apostrophes};
use base::words::Lang;
use base::{Actor, Day, Db, Failure, Moment};

use crate::model::belonging::What;
use crate::model::{Email, NewPerson, Person, PersonName, fold};

type Columns = (String, String, String, String, Option<String>, String, Option<i64>, String);

/// The columns of a [`Person`]; `p` is the person's row.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select p.id, p.name, p.email, p.language, p.supervisor_id, p.joined_on, p.left_at,
             coalesce((select string_agg(r.role, ' ') from person_role r where r.person_id = p.id), '') from person p ",
            $rest
        )
    };
}

fn person((id, name, email, lang, supervisor, joined, left_at, roles): Columns) -> Result<Person, Failure> {
    Ok(Person {
        joined: Day::parse(&joined).ok_or_else(|| Failure::broken("reading a person", &id))?,
        id,
        name,
        email,
        lang: Lang::parse(&lang).unwrap_or_default(),
        supervisor,
        roles: roles.split_whitespace().filter_map(Role::parse).collect(),
        left_at: left_at.map(Moment),
    })
}

fn persons(rows: Vec<Columns>) -> Result<Vec<Person>, Failure> {
    rows.into_iter().map(person).collect()
}

pub async fn find(db: &mut Db, id: &str) -> Result<Option<Person>, Failure> {
    let row: Option<Columns> = sqlx::query_as(select!("where p.id = $1")).bind(id).fetch_optional(db).await?;
    row.map(person).transpose()
}

/// By the folded e-mail; also who left.
pub async fn find_by_email(db: &mut Db, folded: &str) -> Result<Option<Person>, Failure> {
    let row: Option<Columns> = sqlx::query_as(select!("where p.email_folded = $1")).bind(folded).fetch_optional(db).await?;
    row.map(person).transpose()
}

pub async fn present(db: &mut Db) -> Result<Vec<Person>, Failure> {
    persons(sqlx::query_as(select!("where p.left_at is null order by p.name_folded, p.id")).fetch_all(db).await?)
}

/// Everybody who left.
pub async fn past(db: &mut Db) -> Result<Vec<Person>, Failure> {
    persons(sqlx::query_as(select!("where p.left_at is not null order by p.name_folded, p.id")).fetch_all(db).await?)
}

pub async fn with_role(db: &mut Db, role: Role) -> Result<Vec<Person>, Failure> {
    let rows = sqlx::query_as(select!(
        "where p.left_at is null and exists (select 1 from person_role h where h.person_id = p.id and h.role = $1) order by p.name_folded, p.id"
    ));
    persons(rows.bind(role.id()).fetch_all(db).await?)
}

/// Everybody who stands under this supervisor.
pub async fn supervised_by(db: &mut Db, id: &str) -> Result<Vec<Person>, Failure> {
    persons(sqlx::query_as(select!("where p.supervisor_id = $1 order by p.name_folded, p.id")).bind(id).fetch_all(db).await?)
}

/// How many are here.
pub async fn how_many(db: &mut Db) -> Result<i64, Failure> {
    Ok(sqlx::query_scalar("select count(*) from person where left_at is null").fetch_one(db).await?)
}

/// What of people a search looks at: never what the person asking may not see, since what is found tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looked {
    Names,
    NamesAndEmails,
}

impl Looked {
    /// By whether whoever asks sees e-mails.
    #[must_use]
    pub const fn of(sees_emails: bool) -> Self {
        if sees_emails { Self::NamesAndEmails } else { Self::Names }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Names => "replace(replace(p.name_folded, '''', ''), '’', '') like $1 escape '\\'",
            Self::NamesAndEmails => "replace(replace(p.name_folded, '''', ''), '’', '') like $1 escape '\\' or replace(p.email_folded, '''', '') like $1 escape '\\'",
        }
    }

    fn words(self, person: &Person) -> String {
        match self {
            Self::Names => person.name.clone(),
            Self::NamesAndEmails => format!("{} {}", person.name, person.email),
        }
    }
}

/// Who is on the page of the list that was asked for, in its order, and how many there are.
pub async fn listed(db: &mut Db, list: &List, want: &mut Wanted, by: Looked) -> Result<(Vec<Person>, i64), Failure> {
    let mut query = Query::new("select p.id from person p left join person s on s.id = p.supervisor_id")
        .only_if(want.on("left"), "p.left_at is not null", [])
        .only_if(!want.on("left"), "p.left_at is null", [])
        .only_if(want.on("waiting"), "not exists (select 1 from passphrase w where w.person_id = p.id)", []);
    if let Some(role) = want.choice("role") {
        query = query.only("exists (select 1 from person_role h where h.person_id = p.id and h.role = $1)", [role.into()]);
    }
    for word in want.folded().split_whitespace() {
        let bare = without_apostrophes(word);
        query = query.only(by.text(), [containing(if bare.is_empty() { word } else { &bare }).into()]);
    }
    let (ids, count) = query.page::<String>(&mut *db, list, want).await?;
    Ok((by_ids(db, &ids).await?, count))
}

/// The first whose name (or e-mail) has a word that begins as each word sought: those who are here before those who left.
pub async fn sought(db: &mut Db, sought: &Sought, by: Looked, most: usize) -> Result<Vec<Person>, Failure> {
    let mut query = Query::new("select p.id from person p");
    for word in &sought.words {
        query = query.only(by.text(), [containing(word).into()]);
    }
    let ids = query.first(&mut *db, "case when p.left_at is null then 0 else 1 end, p.name_folded, p.id", most * 10).await?;
    let found = by_ids(db, &ids).await?;
    Ok(found.into_iter().filter(|p| sought.fits(&by.words(p))).take(most).collect())
}

/// These persons, in this order; an id nobody has is left out.
pub async fn by_ids(db: &mut Db, ids: &[String]) -> Result<Vec<Person>, Failure> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let marks = (1..=some.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        // Only numbered marks are put into the text.
        let text = sqlx::AssertSqlSafe(format!(concat!(select!(""), "where p.id in ({})"), marks));
        let rows = some.iter().fold(sqlx::query_as::<_, Columns>(text), |q, id| q.bind(id.as_str())).fetch_all(&mut *db).await?;
        for row in rows {
            let person = person(row)?;
            found.insert(person.id.clone(), person);
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

pub async fn names(db: &mut Db, ids: &[String]) -> Result<HashMap<String, String>, Failure> {
    let ids: Vec<&String> = ids.iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let marks = (1..=some.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        // Only numbered marks are put into the text.
        let mut query = sqlx::query_as::<_, (String, String)>(sqlx::AssertSqlSafe(format!("select id, name from person where id in ({marks})")));
        for id in some {
            query = query.bind(id.as_str());
        }
        found.extend(query.fetch_all(&mut *db).await?);
    }
    Ok(found)
}

/// Folded e-mail → id and whether they are here: what an import is checked against.
pub async fn emails(db: &mut Db) -> Result<HashMap<String, (String, bool)>, Failure> {
    let rows: Vec<(String, String, Option<i64>)> = sqlx::query_as("select email_folded, id, left_at from person").fetch_all(db).await?;
    Ok(rows.into_iter().map(|(email, id, left)| (email, (id, left.is_none()))).collect())
}

pub async fn identify(db: &mut Db, id: &str) -> Result<Option<Actor>, Failure> {
    let found = find(db, id).await?.filter(Person::is_here);
    Ok(found.map(|p| Actor { id: p.id, name: p.name, roles: p.roles, lang: p.lang }))
}

pub async fn insert(db: &mut Db, id: &str, new: &NewPerson, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into person (id, name, name_folded, email, email_folded, language, joined_on) values ($1, $2, $3, $4, $5, $6, $7)")
        .bind(id).bind(new.name.text()).bind(fold(new.name.text())).bind(new.email.text()).bind(new.email.folded())
        .bind(new.lang.id()).bind(new.joined.to_string())
        .execute(&mut *db)
        .await?;
    for role in &new.roles {
        add_role(db, id, *role, now).await?;
    }
    Ok(())
}

/// Gives a role; [`Failure::Stale`] when they hold it already.
pub async fn add_role(db: &mut Db, id: &str, role: Role, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into person_role (person_id, role) values ($1, $2)").bind(id).bind(role.id()).execute(&mut *db).await?;
    spans::begin(db, id, What::Role, role.id(), now).await
}

/// Takes a role away; [`Failure::Stale`] when they do not hold it (any more).
pub async fn end_role(db: &mut Db, id: &str, role: Role, now: Moment) -> Result<(), Failure> {
    let done = sqlx::query("delete from person_role where person_id = $1 and role = $2").bind(id).bind(role.id()).execute(&mut *db).await?;
    if done.rows_affected() != 1 {
        return Err(Failure::Stale);
    }
    spans::end(db, id, What::Role, role.id(), now).await.map(drop)
}

/// The supervisor now, if there is one.
pub async fn supervisor_id(db: &mut Db, id: &str) -> Result<Option<String>, Failure> {
    let found: Option<Option<String>> = sqlx::query_scalar("select supervisor_id from person where id = $1").bind(id).fetch_optional(db).await?;
    Ok(found.flatten())
}

/// Ends the supervision `before` and begins the one `after`.
pub async fn set_supervisor(db: &mut Db, id: &str, (before, after): (Option<&str>, Option<&str>), now: Moment) -> Result<(), Failure> {
    sqlx::query("update person set supervisor_id = $2 where id = $1").bind(id).bind(after).execute(&mut *db).await?;
    if let Some(before) = before {
        spans::end(&mut *db, id, What::Supervisor, before, now).await?;
    }
    match after {
        Some(after) => spans::begin(db, id, What::Supervisor, after, now).await,
        None => Ok(()),
    }
}

/// Corrects what somebody is called and where letters reach them; [`Failure::Stale`] when the e-mail is taken.
pub async fn correct(db: &mut Db, id: &str, name: &PersonName, email: &Email, lang: Lang) -> Result<(), Failure> {
    sqlx::query("update person set name = $2, name_folded = $3, email = $4, email_folded = $5, language = $6 where id = $1")
        .bind(id).bind(name.text()).bind(fold(name.text())).bind(email.text()).bind(email.folded()).bind(lang.id())
        .execute(db)
        .await?;
    Ok(())
}

pub async fn set_language(db: &mut Db, id: &str, lang: Lang) -> Result<(), Failure> {
    sqlx::query("update person set language = $2 where id = $1").bind(id).bind(lang.id()).execute(db).await?;
    Ok(())
}

/// Marks them as left at `now`, or as here again.
pub async fn set_left(db: &mut Db, id: &str, left_at: Option<Moment>) -> Result<(), Failure> {
    sqlx::query("update person set left_at = $2 where id = $1").bind(id).bind(left_at.map(|m| m.0)).execute(db).await?;
    Ok(())
}

/// Marks that set-up was done; [`Failure::Stale`] when it was.
pub async fn mark_set_up(db: &mut Db, now: Moment) -> Result<(), Failure> {
    sqlx::query("insert into set_up (one, at) values (1, $1)").bind(now.0).execute(db).await?;
    Ok(())
}


