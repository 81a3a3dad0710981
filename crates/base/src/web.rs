//! The hall: what every request passes before it reaches a slice.
//!
//! Request id → known host → size and time limits → session → language →
//! same-origin check → the doorplate (permit) → the slice's handler → failure
//! pages in the visitor's language → security headers. No slice repeats this.

pub mod assets;
pub mod attempts;
mod crowd;
pub mod confirm;
pub mod form;
mod hall;
mod host;
pub mod locked;
pub mod multipart;
pub mod page;
pub mod preferences;
pub mod session;
pub mod telling;
pub mod unsent;
pub mod visit;

pub use form::{Field, FormState, Typed};
pub use hall::{nav, router};
pub use page::{Html, Me, NavItem, Page};
pub use visit::{Visit, is_ours, to};
