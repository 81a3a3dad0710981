//! The decision on personal devices, and the texts that must say so (T-024 to T-034).

use base::{Db, Failure, Moment};

/// What was said of the four risks, of alternatives, and by whom one was heard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Considered {
    pub staff_safety: String,
    pub client_safety: String,
    pub work_life: String,
    pub fairness: String,
    pub alternatives: String,
    pub staff_heard: String,
    pub board_heard: String,
}

/// A decision, or what is being considered.
#[derive(Debug, Clone)]
pub struct Decision {
    pub id: String,
    pub considered: Considered,
    /// The attached minute: id of the file, its name; "" when there is none.
    pub minute: (String, String),
    /// `open`, `not-used`, `may` or `must`.
    pub outcome: String,
    pub reason: String,
    pub decided_at: Option<Moment>,
    pub decided_by: Option<String>,
}

/// Every decision, the one being considered first, then the newest.
///
/// # Errors
/// When the database does.
pub async fn all(db: &mut Db) -> Result<Vec<Decision>, Failure> {
    type Row = (String, String, String, String, String, String, String, String, String, String, String, String, Option<i64>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "select id, staff_safety, client_safety, work_life, fairness, alternatives, staff_heard, board_heard, minute_blob, minute_name, outcome, reason,
                decided_at, decided_by
         from manual_device_decision order by case when outcome = 'open' then 0 else 1 end, decided_at desc",
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| {
        let (id, staff_safety, client_safety, work_life, fairness, alternatives, staff_heard, board_heard, blob, name, outcome, reason, decided_at, decided_by) = row;
        let considered = Considered { staff_safety, client_safety, work_life, fairness, alternatives, staff_heard, board_heard };
        Decision { id, considered, minute: (blob, name), outcome, reason, decided_at: decided_at.map(Moment), decided_by }
    }).collect())
}

/// The decision that counts: the newest that was made.
///
/// # Errors
/// When the database does.
pub async fn counting(db: &mut Db) -> Result<Option<Decision>, Failure> {
    Ok(all(db).await?.into_iter().find(|d| d.outcome != "open"))
}

/// Begins considering.
///
/// # Errors
/// [`Failure::Stale`] when somebody else began.
pub async fn begin(db: &mut Db, id: &str, by: &str, now: Moment) -> Result<(), Failure> {
    sqlx::query(
        "insert into manual_device_decision (id, begun_at, begun_by, staff_safety, client_safety, work_life, fairness, alternatives, staff_heard, board_heard,
                                             minute_blob, minute_name, outcome, reason)
         values ($1, $2, $3, '', '', '', '', '', '', '', '', '', 'open', '')",
    )
    .bind(id).bind(now.0).bind(by)
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps what was considered so far.
///
/// # Errors
/// [`Failure::Stale`] when it was decided meanwhile.
pub async fn keep(db: &mut Db, id: &str, said: &Considered, minute: Option<(&str, &str)>) -> Result<(), Failure> {
    let done = sqlx::query(
        "update manual_device_decision set staff_safety = $2, client_safety = $3, work_life = $4, fairness = $5, alternatives = $6, staff_heard = $7,
                board_heard = $8
         where id = $1 and outcome = 'open'",
    )
    .bind(id).bind(&said.staff_safety).bind(&said.client_safety).bind(&said.work_life).bind(&said.fairness).bind(&said.alternatives)
    .bind(&said.staff_heard).bind(&said.board_heard)
    .execute(&mut *db)
    .await?;
    if let Some((blob, name)) = minute {
        sqlx::query("update manual_device_decision set minute_blob = $2, minute_name = $3 where id = $1").bind(id).bind(blob).bind(name).execute(db).await?;
    }
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// Decides.
///
/// # Errors
/// [`Failure::Stale`] when it was decided meanwhile.
pub async fn decide(db: &mut Db, id: &str, (outcome, reason): (&str, &str), by: &str, now: Moment) -> Result<(), Failure> {
    let done = sqlx::query("update manual_device_decision set outcome = $2, reason = $3, decided_at = $4, decided_by = $5 where id = $1 and outcome = 'open'")
        .bind(id).bind(outcome).bind(reason).bind(now.0).bind(by)
        .execute(db)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// A position or a posting whose text must carry the sentence.
#[derive(Debug, Clone)]
pub struct Text {
    pub id: String,
    pub decision: String,
    /// `position` or `posting`.
    pub kind: String,
    /// The id of the position, or the title of the posting.
    pub which: String,
    pub asked_at: Moment,
    pub confirmed_at: Option<Moment>,
    pub confirmed_by: Option<String>,
    pub place: String,
}

/// Asks that a text carries the sentence.
///
/// # Errors
/// When the database does.
pub async fn ask(db: &mut Db, new: &Text) -> Result<(), Failure> {
    sqlx::query("insert into manual_device_text (id, decision_id, kind, which, asked_at, place) values ($1, $2, $3, $4, $5, '')")
        .bind(&new.id).bind(&new.decision).bind(&new.kind).bind(&new.which).bind(new.asked_at.0)
        .execute(db)
        .await?;
    Ok(())
}

/// The texts of a decision that must say it, those to be confirmed first.
///
/// # Errors
/// When the database does.
pub async fn texts(db: &mut Db, decision: &str) -> Result<Vec<Text>, Failure> {
    type Row = (String, String, String, String, i64, Option<i64>, Option<String>, String);
    let rows: Vec<Row> = sqlx::query_as(
        "select id, decision_id, kind, which, asked_at, confirmed_at, confirmed_by, place from manual_device_text
         where decision_id = $1 and dropped_at is null order by case when confirmed_at is null then 0 else 1 end, kind, asked_at",
    )
    .bind(decision)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(id, decision, kind, which, asked_at, confirmed_at, confirmed_by, place)| Text {
        asked_at: Moment(asked_at), confirmed_at: confirmed_at.map(Moment), id, decision, kind, which, confirmed_by, place,
    }).collect())
}

/// A text that waits need not say so any more.
///
/// # Errors
/// [`Failure::Stale`] when it was confirmed or taken back already.
pub async fn take_back(db: &mut Db, id: &str, now: Moment) -> Result<(), Failure> {
    let done = sqlx::query("update manual_device_text set dropped_at = $2 where id = $1 and confirmed_at is null and dropped_at is null")
        .bind(id).bind(now.0).execute(db).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}

/// Somebody saw that the text carries the sentence, and where.
///
/// # Errors
/// [`Failure::Stale`] when it was confirmed or taken back already.
pub async fn confirm(db: &mut Db, id: &str, place: &str, by: &str, now: Moment) -> Result<(), Failure> {
    let done = sqlx::query("update manual_device_text set confirmed_at = $2, confirmed_by = $3, place = $4 where id = $1 and confirmed_at is null and dropped_at is null")
        .bind(id).bind(now.0).bind(by).bind(place)
        .execute(db)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Failure::Stale) }
}
