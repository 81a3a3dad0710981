//! The iPhone's list of calls: telephone, FaceTime, and calls of other apps.

use super::tables::{Fate, Tables, named};
use super::time::{apple_real, set, unix};
use crate::sqlite::Row;
use crate::{Basis, Call, Direction, Kind, Message, More, Outcome, Party};
use std::collections::HashMap;
use std::io;

/// The end of the name of the table that says who else took part. Numbers in it
/// differ from version to version.
const OTHERS: &str = "REMOTEPARTICIPANTHANDLES";
const CALLS: &str = "REMOTEPARTICIPANTCALLS";

pub(super) fn read(tables: &mut Tables<'_, '_, '_>) -> io::Result<()> {
    let handles = tables.texts("ZHANDLE", "ZVALUE")?;
    let others = others(tables, &handles)?;
    tables.each("ZCALLRECORD", |row, out| {
        out.message(call(row, others.get(&row.rowid)))?;
        Ok(Fate::Message)
    })
}

fn others(
    tables: &mut Tables<'_, '_, '_>,
    handles: &HashMap<i64, String>,
) -> io::Result<HashMap<i64, Vec<String>>> {
    let found = tables.database.tables().find_map(|table| {
        let end = |column: &&String, end: &str| column.ends_with(end);
        let call = table.columns.iter().find(|column| end(column, CALLS))?;
        let handle = table.columns.iter().find(|column| end(column, OTHERS))?;
        Some((table.name.clone(), call.clone(), handle.clone()))
    });
    let mut others: HashMap<i64, Vec<String>> = HashMap::new();
    if let Some((table, call, handle)) = found {
        tables.join(&table, |row| {
            let id = row.integer(&handle).and_then(|handle| handles.get(&handle));
            if let (Some(call), Some(id)) = (row.integer(&call), id) {
                others.entry(call).or_default().push(id.clone());
            }
        })?;
    }
    Ok(others)
}

fn call(row: &Row, others: Option<&Vec<String>>) -> Message {
    let out = row.is_set("ZORIGINATED");
    let seconds = row.real("ZDURATION").filter(|seconds| *seconds >= 0.0);
    let spoke = seconds.is_some_and(|seconds| seconds > 0.0);
    let outcome = match (out, row.is_set("ZANSWERED") || spoke) {
        (_, true) => Outcome::Answered,
        (true, false) => Outcome::Unanswered,
        (false, false) => Outcome::Missed,
    };
    let kind = row.integer("ZCALLTYPE").unwrap_or_default();
    let video = kind == 8 || (kind == 0 && row.integer("ZCALL_CATEGORY") == Some(2));
    let call = Call {
        video,
        outcome,
        seconds: seconds.map(whole),
        joined: None,
    };
    let mut message = made("ZCALLRECORD", row, call, out);
    set(&mut message, row.real("ZDATE").and_then(apple_real));
    let address = row.text("ZADDRESS");
    let name = row.text("ZNAME");
    person(&mut message, address, name, out);
    let more = &mut message.more;
    more.id = row.text("ZUNIQUE_ID");
    for other in others.into_iter().flatten() {
        more.to.push(Party {
            name: None,
            id: Some(other.clone()),
        });
    }
    let what = match kind {
        1 => "telephone",
        8 => "FaceTime video",
        16 => "FaceTime audio",
        _ => "other app",
    };
    more.fields.push(("kind".to_owned(), what.to_owned()));
    let fields = [
        ("service", "ZSERVICE_PROVIDER"),
        ("country", "ZISO_COUNTRY_CODE"),
        ("place", "ZLOCATION"),
        ("ended because", "ZDISCONNECTED_CAUSE"),
    ];
    for (name, column) in fields {
        more.fields
            .extend(row.text(column).map(|text| (name.to_owned(), text)));
    }
    message
}

fn whole(seconds: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates"
    )]
    let whole = seconds.round() as u32;
    whole
}

fn made(table: &str, row: &Row, call: Call, out: bool) -> Message {
    Message {
        row: named(table, row),
        kind: Kind::Call(call),
        basis: Basis::Field,
        direction: if out { Direction::Out } else { Direction::In },
        ..Message::default()
    }
}

fn person(message: &mut Message, address: Option<String>, name: Option<String>, out: bool) {
    let more: &mut More = &mut message.more;
    more.conversation = address.clone().or_else(|| name.clone());
    if out {
        more.to.push(Party { name, id: address });
    } else {
        message.sender = name.or_else(|| address.clone());
        more.from = address;
    }
}

/// Before iOS 8: `call_history.db`, seconds since 1970. The lowest bit of
/// `flags` says who called.
pub(super) fn read_old(tables: &mut Tables<'_, '_, '_>) -> io::Result<()> {
    tables.each("call", |row, sink| {
        let flags = row.integer("flags").unwrap_or_default();
        let out = flags & 1 == 1;
        let seconds = row.integer("duration").and_then(|n| u32::try_from(n).ok());
        let outcome = match (seconds.unwrap_or_default() > 0, out) {
            (true, _) => Outcome::Answered,
            (false, true) => Outcome::Unanswered,
            (false, false) => Outcome::Missed,
        };
        let call = Call {
            video: false,
            outcome,
            seconds,
            joined: None,
        };
        let mut message = made("call", row, call, out);
        set(&mut message, row.integer("date").and_then(unix));
        person(&mut message, row.text("address"), row.text("name"), out);
        message
            .more
            .fields
            .push(("flags".to_owned(), flags.to_string()));
        sink.message(message)?;
        Ok(Fate::Message)
    })
}
