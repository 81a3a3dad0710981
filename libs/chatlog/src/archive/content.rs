//! The bytes of one file in an archive, checked while they are read.

use super::File;
use super::refusal::{Broken, Refusal};
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::io::{self, Read, Take};

/// Hands out the bytes of one file.
#[derive(Debug)]
pub struct Content<'a, R> {
    inner: Inner<Take<&'a mut R>>,
    left: u64,
    crc: Crc,
    expected: u64,
    done: bool,
    /// The name of the file, safe to show.
    name: String,
}

#[derive(Debug)]
enum Inner<R> {
    Stored(R),
    Deflated(Box<DeflateDecoder<R>>),
}

impl<'a, R: Read> Content<'a, R> {
    /// `source` stands where the bytes begin.
    pub(super) fn new(source: &'a mut R, file: &File) -> Self {
        let packed = source.take(file.packed);
        let inner = if file.deflated {
            Inner::Deflated(Box::new(DeflateDecoder::new(packed)))
        } else {
            Inner::Stored(packed)
        };
        Self {
            inner,
            left: file.size,
            crc: Crc::new(),
            expected: file.crc,
            done: false,
            name: file.shown.clone(),
        }
    }

    fn finish(&mut self) -> io::Result<usize> {
        let right = self.left == 0 && u64::from(self.crc.sum()) == self.expected;
        self.done = true;
        if right { Ok(0) } else { Err(self.mismatch()) }
    }

    fn mismatch(&self) -> io::Error {
        let name = self.name.clone();
        Broken(Refusal::CheckSum { name }).into()
    }
}

impl<R: Read> Read for Content<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.done || buffer.is_empty() {
            return Ok(0);
        }
        let read = match &mut self.inner {
            Inner::Stored(source) => source.read(buffer)?,
            Inner::Deflated(source) => source.read(buffer).map_err(|error| {
                let name = self.name.clone();
                Broken::unpacking(error, Refusal::Content { name })
            })?,
        };
        if read == 0 {
            return self.finish();
        }
        let Some(left) = self.left.checked_sub(read as u64) else {
            self.done = true;
            return Err(self.mismatch());
        };
        self.left = left;
        self.crc.update(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}
