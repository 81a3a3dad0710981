//! What the browser tests stand on: a Keepwell of their own, a browser of
//! their own, and a visitor who does what people do: reads, types, presses.
//!
//! Reading order: [`site`] (a server on a fresh folder), [`chrome`] (a driver and
//! its browser), [`visitor`] and [`reading`] (what a person does and sees), [`check`] (what every page must
//! be: quiet, accessible, as wide as the screen), [`words`] (the words on the buttons).
//!
//! Not here: any journey; those are in `tests/`.

pub mod check;
pub mod chrome;
pub mod letters;
pub mod reading;
pub mod shrink;
pub mod site;
pub mod tidy;
pub mod visitor;
pub mod walk;
pub mod words;

use std::path::{Path, PathBuf};

pub use anyhow::{Context, Result, bail, ensure};

/// The folder of the project.
#[must_use]
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or_else(|| Path::new("."))
}

/// A sample file that people get with Keepwell.
#[must_use]
pub fn sample(name: &str) -> PathBuf {
    project().join("docs/samples").join(name)
}

/// The language of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    En,
    Fr,
}

impl Lang {
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// One of two, by language.
    pub fn pick<T>(self, en: T, fr: T) -> T {
        match self {
            Self::En => en,
            Self::Fr => fr,
        }
    }
}

/// The screen of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    Phone,
    Desktop,
}

impl Screen {
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Desktop => "desktop",
        }
    }

    /// Width and height in CSS pixels.
    #[must_use]
    pub const fn size(self) -> (u32, u32) {
        match self {
            Self::Phone => (390, 844),
            Self::Desktop => (1280, 1000),
        }
    }
}
