//! What stays destroyed, also after an older backup is brought back.
//!
//! Destroying a data key is how Keepwell forgets (`base::vault`), and its row
//! stays behind as the record of it. A backup from before still holds that key.
//! So the list of destroyed keys is also written **beside** the backups, ids and
//! moments only, under a mark that nobody without the master key can make; a
//! restore applies the newest list it is given before anything may be served.

use std::path::Path;

use base::Failure;
use base::clock::Moment;
use base::db::Db;
use base::vault::{self, Vault};

/// The name of the list, beside the backups.
pub const FILE: &str = "erasures.txt";
const HEAD: &str = "keepwell erasures 1";

/// Keys that were destroyed, and when.
pub type List = Vec<(String, Moment)>;

/// Writes the list beside the backups: whole or not at all.
///
/// # Errors
/// When the database or the disk refuses.
pub async fn write(db: &mut Db, vault: &Vault, folder: &Path) -> Result<usize, Failure> {
    let list = vault::destroyed(db).await?;
    let body: String = list.iter().map(|(id, at)| format!("{id} {}\n", at.0)).collect();
    let text = format!("{HEAD}\n{body}mark {}\n", vault.mark("erasures", &[body.as_bytes()])?);
    let (path, part) = (folder.join(FILE), folder.join(format!("{FILE}.part")));
    let fail = |e: std::io::Error| Failure::broken("writing the list of erasures", format!("{}: {e}", path.display()));
    match std::fs::remove_file(&part) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(fail(e)),
        _ => vault::write_private(&part, text.as_bytes())?,
    }
    std::fs::rename(&part, &path).map_err(fail)?;
    std::fs::File::open(folder).and_then(|f| f.sync_all()).map_err(fail)?;
    Ok(list.len())
}

/// Reads a list, and proves that it is ours and whole.
///
/// # Errors
/// When it was altered or belongs to another organisation.
pub fn read(vault: &Vault, path: &Path) -> Result<List, Failure> {
    let bad = |why: &str| Failure::broken("reading the list of erasures", format!("{}: {why}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|e| bad(&e.to_string()))?;
    let rest = text.strip_prefix(HEAD).and_then(|r| r.strip_prefix('\n')).ok_or_else(|| bad("it is no list of erasures"))?;
    let at = rest.rfind("mark ").ok_or_else(|| bad("its end is missing"))?;
    let (body, mark) = rest.split_at(at);
    if mark.trim() != format!("mark {}", vault.mark("erasures", &[body.as_bytes()])?) {
        return Err(bad("it was altered, or belongs to another organisation. Give an unaltered copy with --erasures FILE"));
    }
    body.lines()
        .map(|line| {
            let (id, at) = line.split_once(' ').ok_or_else(|| bad("a line cannot be read"))?;
            Ok((id.to_owned(), Moment(at.parse().map_err(|_| bad("a line cannot be read"))?)))
        })
        .collect()
}
