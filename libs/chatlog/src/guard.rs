//! A railing around libraries of others: what they cannot bear is an answer, too.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a library that was not made for hostile files. None when it panicked;
/// what it held is thrown away with it.
pub(crate) fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok()
}
