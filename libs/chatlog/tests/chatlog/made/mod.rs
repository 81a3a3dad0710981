//! Makes files as devices make them, for tests: nothing in here is anybody's.

pub mod backup;
pub mod exports;
pub mod forms;
pub mod mail;
pub mod phone;
pub mod shapes;
pub mod stream;
