//! The list of the files of a backup: `Manifest.db`.

use super::Refusal;
use crate::ReadSeek;
use crate::bplist::{Keyed, Plist};
use crate::sqlite::{Damage, Database};
use sha1::{Digest as _, Sha1};

/// A file by its name on the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The part of the phone it belongs to.
    pub domain: &'static str,
    /// Its name there.
    pub path: &'static str,
}

impl Wanted {
    /// Where a backup keeps it: by the SHA-1 of domain and path.
    #[must_use]
    pub fn place(&self) -> String {
        place(self.domain, self.path)
    }

    /// Where it keeps what was written to it last, if that stands apart.
    #[must_use]
    pub fn log_place(&self) -> String {
        place(self.domain, &self.log_path())
    }

    pub(super) fn log_path(&self) -> String {
        format!("{}-wal", self.path)
    }
}

fn place(domain: &str, path: &str) -> String {
    let sum = Sha1::digest(format!("{domain}-{path}"));
    let id: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}/{id}", id.get(..2).unwrap_or_default())
}

/// A file that holds conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Which.
    pub wanted: Wanted,
    /// Its name, to be shown.
    pub name: &'static str,
}

impl Known {
    pub(super) fn is(&self, domain: &str, path: &str) -> bool {
        self.wanted.domain == domain && self.wanted.path == path
    }

    /// Whether it is this file, or its log.
    fn is_of(&self, domain: &str, path: &str) -> bool {
        self.is(domain, path.strip_suffix("-wal").unwrap_or(path))
    }
}

/// Text messages and iMessages.
pub const MESSAGES: Wanted = Wanted {
    domain: "HomeDomain",
    path: "Library/SMS/sms.db",
};
/// Calls; only in encrypted backups.
pub const CALLS: Wanted = Wanted {
    domain: "HomeDomain",
    path: "Library/CallHistoryDB/CallHistory.storedata",
};
/// WhatsApp.
pub const WHATSAPP: Wanted = Wanted {
    domain: "AppDomainGroup-group.net.whatsapp.WhatsApp.shared",
    path: "ChatStorage.sqlite",
};

pub(super) static KNOWN: [Known; 3] = [
    Known {
        wanted: MESSAGES,
        name: "sms.db",
    },
    Known {
        wanted: CALLS,
        name: "CallHistory.storedata",
    },
    Known {
        wanted: WHATSAPP,
        name: "ChatStorage.sqlite",
    },
];

/// A file of the list that this library can use.
#[derive(Debug)]
pub(super) struct Listed {
    pub id: String,
    pub domain: String,
    pub path: String,
    pub key: Option<Vec<u8>>,
    pub size: Option<u64>,
}

/// Reads the list; keeps what is a conversation.
pub(super) fn read(
    database: Box<dyn ReadSeek>,
    encrypted: bool,
) -> Result<(Vec<Listed>, Vec<Damage>), Refusal> {
    let mut database = Database::open(database, None).map_err(|damage| match damage {
        // The bag opened, so the password was right: the file is not.
        Damage::NotSqlite if encrypted => Refusal::Damaged,
        damage => Refusal::List(damage),
    })?;
    let mut rows = database.rows("Files").map_err(Refusal::List)?;
    let mut files = Vec::new();
    let mut damage = database.damage().to_vec();
    while let Some(row) = database.next(&mut rows) {
        let row = match row {
            Ok(row) => row,
            Err(found) => {
                damage.push(found);
                continue;
            }
        };
        let (Some(id), Some(domain), Some(path)) = (
            row.text("fileID"),
            row.text("domain"),
            row.text("relativePath"),
        ) else {
            continue;
        };
        let plain_id = id.len() == 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !plain_id || !KNOWN.iter().any(|known| known.is_of(&domain, &path)) {
            continue;
        }
        let (key, size) = row.blob("file").map(record).unwrap_or_default();
        files.push(Listed {
            id,
            domain,
            path,
            key,
            size,
        });
    }
    Ok((files, damage))
}

/// The key of a file and its size, from its record.
fn record(bytes: &[u8]) -> (Option<Vec<u8>>, Option<u64>) {
    let Some(archive) = Keyed::read(bytes) else {
        return (None, None);
    };
    let Some(file) = archive.root() else {
        return (None, None);
    };
    let key = archive
        .field(file, "EncryptionKey")
        .and_then(|key| match key {
            Plist::Data(bytes) => Some(bytes.clone()),
            object => archive.field(object, "NS.data")?.data().map(<[u8]>::to_vec),
        });
    let size = archive.field(file, "Size").and_then(Plist::integer);
    (key, size.and_then(|size| u64::try_from(size).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_of_a_backup_are_those_that_every_iphone_uses() {
        let places = super::super::names().collect::<Vec<_>>();
        assert!(places.contains(&"3d/3d0d7e5fb2ce288813306e4d4636395e047a3d28".to_owned()));
        assert!(places.contains(&"5a/5a4935c78a5255723f707230a451d79c540d2741".to_owned()));
        assert_eq!(
            WHATSAPP.place(),
            "7c/7c7fba66680ef796b916b067077cc246adacf01d"
        );
    }
}
