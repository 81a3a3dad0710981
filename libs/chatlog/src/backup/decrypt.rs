//! Decrypts a file of a backup while it is read, here and there.

use crate::ReadSeek;
use aes::Aes256;
use aes::cipher::{Array, BlockCipherDecrypt as _, KeyInit as _};
use std::io::{self, Read, Seek, SeekFrom};

const BLOCK: u64 = 16;
/// Blocks decrypted at once.
const CHUNK: usize = 4096;

/// A file encrypted with AES-256 in CBC mode, first vector zero, as a file one
/// can read. In CBC a block needs only the one before it, so any place of the
/// file can be read without what stands before.
pub struct Decrypted {
    source: Box<dyn ReadSeek>,
    cipher: Aes256,
    len: u64,
    encrypted: u64,
    at: u64,
    /// Clear bytes, and where they begin.
    buffer: Vec<u8>,
    from: u64,
}

impl std::fmt::Debug for Decrypted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Decrypted({} bytes)", self.len)
    }
}

impl Decrypted {
    /// `size` is the length of the clear file, where it is known; else the
    /// padding tells it.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub(super) fn new(
        mut source: Box<dyn ReadSeek>,
        key: &[u8; 32],
        size: Option<u64>,
    ) -> io::Result<Self> {
        let end = source.seek(SeekFrom::End(0))?;
        let encrypted = end / BLOCK * BLOCK;
        let mut file = Self {
            source,
            cipher: Aes256::new(key.into()),
            len: encrypted,
            encrypted,
            at: 0,
            buffer: Vec::new(),
            from: 0,
        };
        file.len = match size.filter(|size| *size <= encrypted) {
            Some(size) => size,
            None => encrypted - file.padding()?,
        };
        Ok(file)
    }

    /// PKCS 7: the last byte says how many were added. None that makes sense:
    /// nothing was.
    fn padding(&mut self) -> io::Result<u64> {
        let Some(last) = self.encrypted.checked_sub(BLOCK) else {
            return Ok(0);
        };
        self.fill(last)?;
        let count = self.buffer.get(15).copied().unwrap_or_default();
        let tail = self
            .buffer
            .get(16_usize.saturating_sub(usize::from(count))..16);
        let sound = (1..=16).contains(&count)
            && tail.is_some_and(|tail| tail.iter().all(|byte| *byte == count));
        Ok(if sound { u64::from(count) } else { 0 })
    }

    /// Decrypts from the block that holds the place.
    fn fill(&mut self, place: u64) -> io::Result<()> {
        let start = place / BLOCK * BLOCK;
        let mut before = [0; 16];
        if let Some(previous) = start.checked_sub(BLOCK) {
            self.source.seek(SeekFrom::Start(previous))?;
            self.source.read_exact(&mut before)?;
        } else {
            self.source.seek(SeekFrom::Start(0))?;
        }
        let most = (self.encrypted - start).min(CHUNK as u64 * BLOCK);
        self.buffer.clear();
        self.source
            .by_ref()
            .take(most)
            .read_to_end(&mut self.buffer)?;
        let (blocks, _) = self.buffer.as_chunks_mut::<16>();
        for block in blocks {
            let sealed = *block;
            let mut clear = Array::from(sealed);
            self.cipher.decrypt_block(&mut clear);
            for (byte, (clear, before)) in block.iter_mut().zip(clear.iter().zip(before)) {
                *byte = clear ^ before;
            }
            before = sealed;
        }
        self.from = start;
        Ok(())
    }
}

impl Read for Decrypted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.len || into.is_empty() {
            return Ok(0);
        }
        let held = self.from..self.from + self.buffer.len() as u64;
        if !held.contains(&self.at) {
            self.fill(self.at)?;
        }
        let skip = usize::try_from(self.at - self.from).unwrap_or(usize::MAX);
        let ready = self.buffer.get(skip..).unwrap_or_default();
        let left = usize::try_from(self.len - self.at).unwrap_or(usize::MAX);
        let len = ready.len().min(into.len()).min(left);
        for (to, from) in into.iter_mut().zip(ready.iter().take(len)) {
            *to = *from;
        }
        self.at += len as u64;
        Ok(len)
    }
}

impl Seek for Decrypted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(by) => self.len.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
