//! What every byte of a database file is used for.

use super::Database;
use super::bytes::u32_at;
use super::tree::{PageSet, Walk};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Read, Seek};

/// The use of every page. The counts sum up to the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Account {
    /// Bytes of a page.
    pub page_bytes: u64,
    /// Pages in all.
    pub pages: u32,
    /// Pages of each table, its long rows included.
    pub tables: BTreeMap<String, u32>,
    /// Pages of indexes, which hold nothing of their own.
    pub indexes: u32,
    /// Pages that are free. What was deleted may still stand there; it is not
    /// read.
    pub free: u32,
    /// Pages that only help to find others.
    pub maps: u32,
    /// Pages that nothing leads to. Never read; more than 0 means damage.
    pub unreached: u32,
    /// Bytes after the last page, or missing from it.
    pub astray: u64,
    /// Places that are damaged.
    pub damaged: u64,
}

impl Account {
    /// The pages that are listed, summed up: always [`Account::pages`].
    #[must_use]
    pub fn listed(&self) -> u32 {
        self.tables.values().sum::<u32>() + self.indexes + self.free + self.maps + self.unreached
    }
}

impl<R: Read + Seek> Database<R> {
    /// Walks the whole file once and says what each page is for.
    pub fn account(&mut self) -> Account {
        let pages = self.pager.real_pages();
        let page_bytes = self.pager.header.page_size as u64;
        let mut account = Account {
            page_bytes,
            pages,
            ..Account::default()
        };
        let covered = u64::from(self.pager.pages) * page_bytes;
        account.astray = self.pager.file_bytes.abs_diff(covered);
        let mut seen = self.maps(&mut account);
        let mut before = self.count(&seen);
        let trees: Vec<(Option<String>, u32)> = self
            .trees
            .iter()
            .map(|(name, root, is_table)| (is_table.then(|| name.clone()), *root))
            .collect();
        for (name, root) in trees {
            let mut walk = Walk::new(root, seen);
            while let Some(found) = walk.next(&mut self.pager) {
                account.damaged += u64::from(found.is_err());
            }
            seen = walk.seen;
            let now = self.count(&seen);
            match name {
                Some(name) => *account.tables.entry(name).or_default() += now - before,
                None => account.indexes += now - before,
            }
            before = now;
        }
        self.free(&mut seen);
        let now = self.count(&seen);
        account.free = now - before;
        account.unreached = pages - now;
        account
    }

    fn count(&self, seen: &PageSet) -> u32 {
        let pages = 1..=self.pager.real_pages();
        u32::try_from(pages.filter(|page| seen.has(*page)).count()).unwrap_or(u32::MAX)
    }

    /// The pages that SQLite keeps for itself: the lock page at 1 GiB, and with
    /// auto-vacuum the maps of who points where.
    fn maps(&self, account: &mut Account) -> PageSet {
        let mut seen = PageSet::default();
        let size = self.pager.header.page_size as u64;
        let last = self.pager.real_pages();
        let lock = u32::try_from(0x4000_0000 / size + 1).unwrap_or(u32::MAX);
        if lock <= last {
            seen.insert(lock);
        }
        if self.pager.header.auto_vacuum {
            let step = self.pager.header.usable / 5 + 1;
            let mut page = 2_usize;
            while let Ok(number) = u32::try_from(page)
                && number <= last
            {
                // A map that would fall on the lock page stands after it.
                seen.insert(if number == lock { number + 1 } else { number });
                page += step;
            }
        }
        account.maps = self.count(&seen);
        seen
    }

    fn free(&mut self, seen: &mut PageSet) {
        let mut trunk = self.pager.header.first_free;
        while trunk != 0 && trunk <= self.pager.real_pages() && seen.insert(trunk) {
            let Ok(page) = self.pager.page(trunk) else {
                return;
            };
            let most = self.pager.header.usable / 4 - 2;
            let leaves = u32_at(&page, 4).unwrap_or_default() as usize;
            for leaf in 0..leaves.min(most) {
                let number = u32_at(&page, 8 + 4 * leaf).unwrap_or_default();
                if number > 0 && number <= self.pager.real_pages() {
                    seen.insert(number);
                }
            }
            trunk = u32_at(&page, 0).unwrap_or_default();
        }
    }
}
