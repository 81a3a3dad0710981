//! The letters of a PDF, each with its place on the page.
//!
//! The crate `pdf-extract` follows the drawing and tells where each glyph falls;
//! in what order a carrier draws them does not matter here. It panics on some
//! broken files, so each page is read behind a guard; what would overflow the
//! stack (a drawing inside itself) is looked for before. Memory and time are for
//! the process to limit: see `keepwell read-bill`.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Dictionary, Document, MediaBox, Object, ObjectId, OutputDev, OutputError, Transform};

use crate::read::Unread;

/// More pages than any bill.
const MOST_PAGES: usize = 5_000;
/// More letters than any page.
const MOST_GLYPHS: usize = 200_000;
/// Drawings inside drawings.
const DEEPEST: usize = 12;
/// Fewer letters a page, and it is a picture.
const FEWEST_LETTERS: usize = 50;

/// One letter, or a few drawn as one.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// Where it begins, in points.
    pub x: f64,
    /// Its baseline, upwards.
    pub y: f64,
    /// How far the pen moves, in points along its writing direction.
    pub width: f64,
    /// Height of its letters, in points.
    pub size: f64,
    /// Writing direction, in degrees from rightwards.
    pub angle: f64,
    pub text: Box<str>,
}

/// The letters of one page; `None` when the page could not be read.
pub(super) struct Page {
    /// Counted from 1.
    pub number: u32,
    pub glyphs: Option<Vec<Glyph>>,
}

/// Reads all letters of all pages.
///
/// # Errors
/// When this is no PDF, needs a password, or holds pictures instead of letters.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<Page>, Unread> {
    // Some programs fill a file up with zeros after its end.
    let bytes = bytes.trim_ascii_end();
    let bytes = bytes.get(..bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1)).unwrap_or(bytes);
    let document = guarded(|| Document::load_mem(bytes)).and_then(Result::ok).ok_or(Unread::BrokenPdf)?;
    let document = opened(document)?;
    let ids = guarded(|| document.get_pages()).ok_or(Unread::BrokenPdf)?;
    if ids.is_empty() || ids.len() > MOST_PAGES {
        return Err(Unread::BrokenPdf);
    }
    let pages: Vec<Page> = ids.iter().map(|(&number, &id)| Page { number, glyphs: page(&document, number, id) }).collect();
    let read = pages.iter().filter(|page| page.glyphs.is_some()).count();
    let letters: usize = pages.iter().filter_map(|page| page.glyphs.as_ref()).map(Vec::len).sum();
    if read == 0 {
        return Err(Unread::BrokenPdf);
    }
    if letters < FEWEST_LETTERS * read {
        return Err(Unread::Scan);
    }
    Ok(pages)
}

/// A file that only forbids copying opens without a password.
fn opened(mut document: Document) -> Result<Document, Unread> {
    if document.is_encrypted() {
        let decrypted = guarded(|| document.decrypt("")).is_some_and(|result| result.is_ok());
        if !decrypted {
            return Err(Unread::Locked);
        }
    }
    Ok(document)
}

fn page(document: &Document, number: u32, id: ObjectId) -> Option<Vec<Glyph>> {
    if !shallow(document, id) {
        return None;
    }
    let mut glyphs = Glyphs::default();
    let drawn = guarded(|| pdf_extract::output_doc_page(document, &mut glyphs, number));
    matches!(drawn, Some(Ok(()))).then_some(glyphs.all)
}

/// Runs what may panic on a broken file.
fn guarded<T>(what: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(what)).ok()
}

/// Whether no drawing of the page stands inside itself, and the page tree is no ring.
fn shallow(document: &Document, id: ObjectId) -> bool {
    let Ok(page) = document.get_dictionary(id) else { return false };
    let mut resources = Vec::new();
    let mut above = Some(page);
    for _ in 0..64 {
        let Some(dictionary) = above else {
            let mut seen = HashSet::new();
            return resources.into_iter().all(|found| forms_end(document, found, &mut seen, 0));
        };
        if let Some(found) = below(document, dictionary, b"Resources") {
            resources.push(found);
        }
        above = below(document, dictionary, b"Parent");
    }
    false
}

fn below<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    let object = dictionary.get(key).ok()?;
    match object {
        Object::Reference(id) => document.get_object(*id).ok()?.as_dict().ok(),
        other => other.as_dict().ok(),
    }
}

fn forms_end(document: &Document, resources: &Dictionary, open: &mut HashSet<ObjectId>, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    let Some(forms) = below(document, resources, b"XObject") else { return true };
    forms.iter().all(|(_, object)| {
        let Object::Reference(id) = object else { return true };
        let Ok(Object::Stream(stream)) = document.get_object(*id) else { return true };
        if !stream.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Form")) {
            return true;
        }
        if !open.insert(*id) {
            return false;
        }
        // A form without resources of its own draws with those of its page.
        let inner = below(document, &stream.dict, b"Resources").unwrap_or(resources);
        let ends = std::ptr::eq(inner, resources) || forms_end(document, inner, open, depth + 1);
        open.remove(id);
        ends
    })
}

#[derive(Default)]
struct Glyphs {
    all: Vec<Glyph>,
}

impl OutputDev for Glyphs {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(&mut self, trm: &Transform, width: f64, _: f64, font_size: f64, text: &str) -> Result<(), OutputError> {
        if self.all.len() >= MOST_GLYPHS {
            return Err(OutputError::from(std::io::Error::other("too many letters on one page")));
        }
        let along = trm.m11.hypot(trm.m12);
        let glyph = Glyph {
            x: trm.m31,
            y: trm.m32,
            width: width * font_size * along,
            size: (font_size * trm.m21.hypot(trm.m22)).abs(),
            angle: trm.m12.atan2(trm.m11).to_degrees(),
            text: if text.is_empty() { "\u{fffd}".into() } else { text.into() },
        };
        let sound = [glyph.x, glyph.y, glyph.width, glyph.size, glyph.angle].iter().all(|number| number.is_finite());
        if sound && glyph.size > 0.0 {
            self.all.push(glyph);
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
