//! What somebody did, and what others did about them: numbers of trail lines.

use base::{Db, Failure};

/// The newest lines before `before` that this person wrote or that are about them; only those of others, if wanted.
pub async fn lines(db: &mut Db, person: &str, only_others: bool, before: i64, most: i64) -> Result<Vec<i64>, Failure> {
    let found = sqlx::query_scalar(
        "select t.seq from trail t where t.seq < $2
         and (($3 = 0 and t.actor_id = $1) or ((t.actor_id is null or t.actor_id <> $1 or $3 = 0)
         and exists (select 1 from trail_subject s where s.slot = 'person' and s.subject_id = $1 and s.seq = t.seq)))
         order by t.seq desc limit $4",
    );
    Ok(found.bind(person).bind(before).bind(i64::from(only_others)).bind(most).fetch_all(db).await?)
}
