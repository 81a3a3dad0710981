//! Files beside the conversation, and which messages name them.

use super::{Archive, Standing, names};
use crate::Media;
use crate::whatsapp::media_of;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Read, Seek};

/// One file beside the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaFile {
    /// Its place in the archive.
    pub place: usize,
    /// Its name as stored. Data, not a path.
    pub name: String,
    /// Its name, safe to show.
    pub shown: String,
    /// Its size.
    pub size: u64,
    /// SHA-256 of its bytes, in hexadecimal digits; none when it could not be
    /// read as its table says.
    pub sha256: Option<String>,
    /// When it was written.
    pub modified: Option<DateTime>,
    /// What it is, by its name.
    pub media: Media,
}

/// How the names in messages and the files in the archive fit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MediaMatch {
    /// Named and there: the name, and the file's place.
    pub found: Vec<(String, usize)>,
    /// Named and not there.
    pub missing: Vec<String>,
    /// There, and no message names it: the file's place.
    pub unreferenced: Vec<usize>,
}

impl<R: Read + Seek> Archive<R> {
    /// Lists the files beside the conversation, each with the digest of its
    /// bytes. Reads each once; holds none.
    ///
    /// # Errors
    /// When the archive itself cannot be read. A damaged file has no digest.
    pub fn media(&mut self) -> io::Result<Vec<MediaFile>> {
        let places: Vec<usize> = self
            .files()
            .iter()
            .filter(|file| file.standing == Standing::File)
            .map(|file| file.place)
            .collect();
        let mut list = Vec::with_capacity(places.len());
        for place in places {
            let sha256 = self.digest(place)?;
            if let Some(file) = self.files().get(place) {
                list.push(MediaFile {
                    place,
                    name: file.name.clone(),
                    shown: file.shown.clone(),
                    size: file.size,
                    sha256,
                    modified: file.modified,
                    media: media_of(names::base(&file.name)),
                });
            }
        }
        Ok(list)
    }

    fn digest(&mut self, place: usize) -> io::Result<Option<String>> {
        let mut content = self.content(place)?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match content.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => hash.update(buffer.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if is_damage(&error) => return Ok(None),
                Err(error) => return Err(error),
            }
        }
        let mut text = String::with_capacity(64);
        for byte in hash.finalize() {
            let _ = write!(text, "{byte:02x}");
        }
        Ok(Some(text))
    }
}

fn is_damage(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof)
}

/// Fits the names that messages mention to the files of an archive.
pub fn match_media<'a>(
    files: &[MediaFile],
    mentioned: impl IntoIterator<Item = &'a str>,
) -> MediaMatch {
    let named = files.iter().map(|file| (file.place, file.name.as_str()));
    match_names(named, mentioned)
}

/// The same by the names alone.
pub(crate) fn match_names<'a, 'b>(
    files: impl Iterator<Item = (usize, &'b str)> + Clone,
    mentioned: impl IntoIterator<Item = &'a str>,
) -> MediaMatch {
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for (place, name) in files.clone() {
        by_name.entry(names::folded(name)).or_insert(place);
    }
    let mut result = MediaMatch::default();
    let mut used = std::collections::HashSet::new();
    for name in mentioned {
        match by_name.get(&names::folded(name)) {
            Some(&place) => {
                used.insert(place);
                result.found.push((name.to_owned(), place));
            }
            None => result.missing.push(name.to_owned()),
        }
    }
    result.unreferenced = files
        .map(|(place, _)| place)
        .filter(|place| !used.contains(place))
        .collect();
    result
}
