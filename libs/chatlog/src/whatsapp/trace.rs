//! Where messages begin and which are surely words, kept by the survey for the
//! reading that follows, which then need not look through the same text again.
//!
//! The reading follows it only in a text of the same layout, and only as long
//! as each message is followed by a header where the trace says so; else it
//! looks for itself, as it does where there is no trace.

use super::layout::Layout;
use std::sync::Arc;

/// So many messages are kept, in four bytes each: 4 MiB. What comes after them
/// is looked through twice.
const MOST: usize = 1024 * 1024;
/// How many bits each number has; what does not fit is looked through.
const LEN: u32 = 14;
const FIRST_LINE: u32 = 12;
const LINES: u32 = 5;

/// Where messages begin. A survey that was stored and read again has none.
#[derive(Clone, Default)]
pub struct Trace(Option<Arc<Kept>>);

struct Kept {
    layout: Layout,
    steps: Vec<u32>,
}

/// It says nothing about the file that the survey does not say.
impl PartialEq for Trace {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Trace {}

impl std::fmt::Debug for Trace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let steps = self.0.as_ref().map_or(0, |kept| kept.steps.len());
        write!(f, "Trace of {steps} messages")
    }
}

/// One message: how long it is, and what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub len: usize,
    /// Where its first line ends, without the line feed.
    pub first_line: usize,
    pub lines: u64,
    pub words: bool,
}

/// A trace while it is made.
#[derive(Debug, Default)]
pub(super) struct Tracer(Vec<u32>);

impl Tracer {
    /// Takes the next piece in. `None`: it must be looked through.
    #[inline]
    pub fn add(&mut self, step: Option<Step>) {
        if self.0.len() < MOST {
            self.0.push(step.map_or(0, Step::packed));
        }
    }

    pub fn done(self, layout: &Layout) -> Trace {
        Trace(Some(Arc::new(Kept {
            layout: layout.clone(),
            steps: self.0,
        })))
    }
}

impl Step {
    /// 0 where it does not fit.
    #[inline]
    fn packed(self) -> u32 {
        let fits =
            self.len >> LEN == 0 && self.first_line >> FIRST_LINE == 0 && self.lines >> LINES == 0;
        if !fits {
            return 0;
        }
        let (len, first_line) = (self.len as u64, self.first_line as u64);
        let packed = (len << FIRST_LINE | first_line) << LINES | self.lines;
        u32::try_from(packed << 1 | u64::from(self.words)).unwrap_or(0)
    }

    #[inline]
    fn unpacked(packed: u32) -> Self {
        let number = |shift: u32, bits: u32| packed >> shift & ((1 << bits) - 1);
        let size = |number| usize::try_from(number).unwrap_or(0);
        Self {
            len: size(number(1 + LINES + FIRST_LINE, LEN)),
            first_line: size(number(1 + LINES, FIRST_LINE)),
            lines: number(1, LINES).into(),
            words: packed & 1 == 1,
        }
    }
}

/// A trace while it is followed.
#[derive(Debug, Default)]
pub(super) struct Following {
    trace: Trace,
    next: usize,
}

impl Following {
    /// Follows the trace of a survey, if it is of this layout.
    pub fn new(trace: &Trace, layout: &Layout) -> Self {
        let same = |kept: &&Arc<Kept>| kept.layout == *layout;
        Self {
            trace: Trace(trace.0.as_ref().filter(same).cloned()),
            next: 0,
        }
    }

    /// The next piece, where it need not be looked through.
    #[inline]
    pub fn step(&mut self) -> Option<Step> {
        let packed = *self.trace.0.as_ref()?.steps.get(self.next)?;
        self.next += 1;
        (packed != 0).then(|| Step::unpacked(packed))
    }

    /// It led astray: no more of it.
    pub fn stop(&mut self) {
        self.trace = Trace::default();
    }
}
