//! A window that moves along a stream: bytes not handed out yet, read in large
//! blocks, and on demand the same as text, checked once for a whole block.

use std::io::{self, Read};

/// How much is read at once, at most.
const BLOCK: usize = 256 * 1024;
/// Less room than this is not read into.
const LEAST: usize = 64 * 1024;

/// The window. It begins at the first byte that was not passed.
#[derive(Debug)]
pub(crate) struct Blocks<R> {
    source: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    /// The byte before the buffer; 0 at the beginning.
    before: u8,
    mirror: Option<Mirror>,
}

/// The buffer once more, as far as it is UTF-8 from its beginning on.
#[derive(Debug, Default)]
struct Mirror {
    text: String,
}

impl<R: Read> Blocks<R> {
    pub fn new(source: R) -> Self {
        Self {
            source,
            buffer: vec![0; BLOCK],
            start: 0,
            end: 0,
            ended: false,
            before: 0,
            mirror: None,
        }
    }

    /// From now on keeps the window as text, too, for [`Self::text`].
    pub fn keep_text(&mut self) {
        self.mirror = Some(Mirror::default());
        self.reflect();
    }

    /// What is in the window.
    #[inline]
    pub fn window(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// The first `len` bytes of the window as text; `None` where they are not
    /// UTF-8, or nobody knows.
    #[inline]
    pub fn text(&self, len: usize) -> Option<&str> {
        let mirror = self.mirror.as_ref()?;
        mirror.text.get(self.start..self.start + len)
    }

    /// Whether the window holds all that is left.
    #[inline]
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// The byte before the window; 0 at the beginning.
    pub fn before(&self) -> u8 {
        let at = self.start.checked_sub(1);
        at.and_then(|at| self.buffer.get(at).copied())
            .unwrap_or(self.before)
    }

    /// Moves the window over its first `len` bytes.
    #[inline]
    pub fn pass(&mut self, len: usize) {
        self.start += len.min(self.end - self.start);
    }

    /// Reads more behind the window, which stays as it is; notices the end.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn fill(&mut self) -> io::Result<()> {
        self.make_room();
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        match self.source.read(room) {
            Ok(0) => self.ended = true,
            Ok(read) => {
                self.end += read.min(room.len());
                self.reflect();
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    fn make_room(&mut self) {
        if self.buffer.len() - self.end >= LEAST {
            return;
        }
        if self.start > 0 {
            self.before = self.before();
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            if let Some(mirror) = &mut self.mirror {
                mirror.pass(self.start);
            }
            self.start = 0;
        }
        if self.buffer.len() - self.end < LEAST {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
    }

    fn reflect(&mut self) {
        if let Some(mirror) = &mut self.mirror {
            let from = mirror.text.len();
            mirror.add(self.buffer.get(from..self.end).unwrap_or_default());
        }
    }
}

impl Mirror {
    /// Takes the bytes in that follow it, if they are UTF-8; a character whose
    /// end is still to come waits.
    fn add(&mut self, bytes: &[u8]) {
        let whole = bytes.get(..whole_characters(bytes)).unwrap_or_default();
        if let Ok(text) = simdutf8::basic::from_utf8(whole) {
            self.text.push_str(text);
        }
    }

    fn pass(&mut self, len: usize) {
        if self.text.is_char_boundary(len) {
            self.text.drain(..len);
        } else {
            self.text.clear();
        }
    }
}

/// How many bytes there are before a last character that is not whole.
fn whole_characters(bytes: &[u8]) -> usize {
    for back in 1..=3_usize.min(bytes.len()) {
        let at = bytes.len() - back;
        let wanted = match bytes.get(at) {
            Some(0x80..=0xBF) => continue,
            Some(0xC0..=0xDF) => 2,
            Some(0xE0..=0xEF) => 3,
            Some(0xF0..) => 4,
            _ => 1,
        };
        return if wanted > back { at } else { bytes.len() };
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives what it has in pieces of a few bytes.
    struct Dripping<'a>(&'a [u8], usize);

    impl Read for Dripping<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let len = self.1.min(self.0.len()).min(buffer.len());
            buffer[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }

    #[test]
    fn a_window_is_text_wherever_it_is_cut() {
        let all = "aé€😀\n".repeat(20_000);
        for drip in [1_usize, 3, 7, 1000, 70_000] {
            let mut blocks = Blocks::new(Dripping(all.as_bytes(), drip));
            blocks.keep_text();
            let mut at = 0;
            while at < all.len() {
                while blocks.window().len() < 11 && !blocks.ended() {
                    blocks.fill().unwrap();
                }
                assert_eq!(blocks.window()[..11], all.as_bytes()[at..at + 11]);
                assert_eq!(blocks.text(11), Some(&all[at..at + 11]));
                blocks.pass(11);
                at += 11;
            }
        }
    }

    #[test]
    fn after_bytes_that_are_no_text_comes_text_again() {
        let mut all = b"good\nbad \xFF\n".to_vec();
        all.extend_from_slice("é\n".repeat(300_000).as_bytes());
        let mut blocks = Blocks::new(all.as_slice());
        blocks.keep_text();
        blocks.fill().unwrap();
        assert_eq!(blocks.text(11), None);
        blocks.pass(11);
        let mut texts = 0;
        loop {
            while blocks.window().len() < 3 && !blocks.ended() {
                blocks.fill().unwrap();
            }
            if blocks.window().is_empty() {
                break;
            }
            texts += u32::from(blocks.text(3) == Some("é\n"));
            blocks.pass(3);
        }
        assert!(texts > 150_000, "{texts}");
    }
}
