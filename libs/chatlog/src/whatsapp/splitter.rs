//! Cuts the stream into whole messages, following the layout. Every byte is in
//! exactly one piece, in order; memory is bounded by [`LARGEST_MESSAGE`].
//!
//! Nothing is copied: a piece stands in the window that the stream is read
//! through. The line in which it begins is judged by [`Stencils`], any other
//! by its first byte wherever that is enough; where a survey left a [`Trace`],
//! only the lines that begin messages are judged again.

use super::layout::{Layout, Watch};
use super::named::{may_begin, no_figure_near};
use super::rule::Rule;
use super::stencil::{Met, REACH, Stencils};
use super::trace::{Following, Step, Trace};
use crate::Ending;
use crate::blocks::Blocks;
use crate::lines::{Before, PIECE};
use std::borrow::Cow;
use std::io::{self, Read};

/// A longer message is not WhatsApp's (its limit is 65,536 characters, at most
/// 256 KiB); it comes as Problems of this size, nothing lost.
pub const LARGEST_MESSAGE: usize = 1024 * 1024;
/// So many look-alikes are kept of one message.
const MOST_LOOK_ALIKES: usize = 1000;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Part {
    /// A message with its header.
    Message,
    /// Text before the first header.
    #[default]
    Preface,
    /// A part of a message that is too long.
    TooLong,
}

/// A message or a Problem, still as bytes.
#[derive(Debug)]
pub(crate) struct Piece<'a> {
    pub part: Part,
    /// Of a message.
    pub met: &'a Met,
    pub offset: u64,
    pub line: u64,
    /// How many line feeds it has.
    pub lines: u64,
    pub stretch: usize,
    pub bytes: &'a [u8],
    /// The same, and all that was read ahead.
    pub ahead: &'a [u8],
    /// The same as text, where the splitter knows that it is.
    pub text: Option<&'a str>,
    /// Where its first line ends, without the line feed.
    pub first_line: usize,
    /// Offsets of lines inside that look like headers and are not.
    pub look_alikes: &'a [u64],
    /// The survey found that it is surely words.
    pub words: bool,
}

/// What is known about the piece being gathered.
#[derive(Debug, Clone, Default)]
struct Head {
    part: Part,
    met: Met,
    offset: u64,
    line: u64,
    stretch: usize,
    first_line: Option<usize>,
    look_alikes: Vec<u64>,
    words: bool,
}

impl Head {
    /// Of a piece that begins there.
    #[inline]
    fn begin(&mut self, part: Part, offset: u64, line: u64, stretch: usize) {
        (self.part, self.offset, self.line, self.stretch) = (part, offset, line, stretch);
        (self.first_line, self.words) = (None, false);
        self.look_alikes.clear();
    }
}

/// Hands out pieces.
#[derive(Debug)]
pub(crate) struct Splitter<R> {
    blocks: Blocks<R>,
    stencils: Stencils,
    rule: Rule,
    watch: Option<Watch>,
    trace: Following,
    /// Of the piece being gathered and of the one that is done, by turns: a
    /// header is read into the place it will have.
    heads: [Head; 2],
    now: bool,
    /// How much of the window is gathered: whole lines.
    gathered: usize,
    /// Where in the file the window begins.
    offset: u64,
    /// What stands before the line after them, and its number.
    before: Before,
    number: u64,
    /// Whether that line is judged, and where it ends if anybody looked.
    judged: bool,
    line_len: Option<usize>,
    done: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Header,
    LookAlike,
    Text,
}

impl<R: Read> Splitter<R> {
    /// Follows a layout that is known.
    pub fn new(source: R, layout: &Layout) -> Self {
        Self::with(Blocks::new(source), Rule::of(layout), None)
    }

    /// The same; pieces come as text, too, and where a survey was before, it
    /// need not look through them again.
    pub fn following(source: R, layout: &Layout, trace: &Trace) -> Self {
        let mut splitter = Self::new(source, layout);
        splitter.blocks.keep_text();
        splitter.trace = Following::new(trace, layout);
        splitter
    }

    /// Finds the layout, and meanwhile follows the one that nearly every file
    /// has: every header of the shape of the first begins a message. At the end
    /// [`Self::layout`] says whether that was right.
    pub fn watching(source: R) -> Self {
        Self::with(Blocks::new(source), Rule::default(), Some(Watch::default()))
    }

    fn with(blocks: Blocks<R>, rule: Rule, watch: Option<Watch>) -> Self {
        Self {
            blocks,
            stencils: Stencils::default(),
            rule,
            watch,
            trace: Following::default(),
            heads: [
                Head {
                    line: 1,
                    ..Head::default()
                },
                Head::default(),
            ],
            now: false,
            gathered: 0,
            offset: 0,
            before: Before::Start,
            number: 1,
            judged: false,
            line_len: None,
            done: 0,
        }
    }

    /// Whether what was read last has no line end.
    pub fn ends_open(&self) -> bool {
        self.before == Before::SameLine
    }

    /// The layout that was found, and whether the pieces were cut as it says.
    pub fn layout(self) -> (Layout, bool) {
        let watch = self.watch.unwrap_or_default();
        let either = watch.endings_do_not_matter();
        let layout = watch.finish(self.offset + self.gathered as u64);
        let right = match (layout.stretches.as_slice(), self.rule.stretches.as_slice()) {
            ([], []) => true,
            ([found], [followed]) => {
                found.shape == followed.shape
                    && found.bytes.start == followed.bytes.start
                    && found.only.is_none()
                    && (either || layout.crlf_rule == self.rule.crlf_rule)
            }
            _ => false,
        };
        (layout, right)
    }

    /// Gathers one piece at the head of the window. False at the end.
    pub fn advance(&mut self) -> io::Result<bool> {
        self.blocks.pass(self.done);
        self.offset += self.done as u64;
        self.gathered -= self.done;
        self.done = 0;
        if let Some(watch) = &mut self.watch {
            let [one, other] = &self.heads;
            watch.keep(if self.now {
                &other.met.header
            } else {
                &one.met.header
            });
        }
        if let Some(step) = self.trace.step()
            && self.leap(step)?
        {
            return Ok(true);
        }
        loop {
            if !self.judged {
                let found = self.judge()?;
                self.judged = true;
                if found == Found::Header && self.gathered > 0 {
                    self.done = self.gathered;
                    return Ok(true);
                }
            }
            let Some(len) = self.line_len()? else {
                self.done = self.gathered;
                self.turn(Part::Preface);
                return Ok(self.done > 0);
            };
            self.take_line(len);
            if self.gathered > LARGEST_MESSAGE {
                self.break_off();
                return Ok(true);
            }
        }
    }

    /// Gathers the piece that the survey found here, if it did: a message that
    /// the next one follows.
    #[inline]
    fn leap(&mut self, step: Step) -> io::Result<bool> {
        if !self.judged || self.gathered > 0 || self.head().part != Part::Message {
            return Ok(false);
        }
        while self.blocks.window().len() < step.len + REACH && !self.blocks.ended() {
            self.blocks.fill()?;
        }
        let window = self.blocks.window();
        let Some(([.., last, b'\n'], next)) = window.split_at_checked(step.len) else {
            self.trace.stop();
            return Ok(false);
        };
        let ending = if *last == b'\r' {
            Before::CrLf
        } else {
            Before::Lf
        };
        let offset = self.offset + step.len as u64;
        let [one, two] = &mut self.heads;
        let (head, other) = if self.now { (two, one) } else { (one, two) };
        (head.first_line, head.words) = (Some(step.first_line), step.words);
        if let Some(reach) = next.first_chunk()
            && self.stencils.read(reach, &mut other.met)
            && self.rule.allows_again(&other.met, offset, ending)
        {
            let line = self.number + step.lines;
            other.begin(Part::Message, offset, line, self.rule.stretch);
            (self.now, self.before, self.number) = (!self.now, ending, line);
            (self.gathered, self.done, self.line_len) = (step.len, step.len, None);
            return Ok(true);
        }
        self.leap_and_judge(step, ending)
    }

    /// The same where the next header is unlike the one before it.
    fn leap_and_judge(&mut self, step: Step, ending: Before) -> io::Result<bool> {
        let (before, number, stretch) = (self.before, self.number, self.rule.stretch);
        (self.before, self.number) = (ending, number + step.lines);
        // What was measured is the line that the piece begins with.
        (self.gathered, self.line_len) = (step.len, None);
        if self.judge()? == Found::Header {
            (self.done, self.line_len) = (step.len, None);
            return Ok(true);
        }
        // Not the text of the survey, or its end: from here on all is judged.
        (self.before, self.number) = (before, number);
        self.rule.back_to(stretch);
        (self.gathered, self.line_len) = (0, None);
        let head = self.head();
        (head.first_line, head.words) = (None, false);
        head.look_alikes.clear();
        self.trace.stop();
        Ok(false)
    }

    /// Takes the line after what is gathered in.
    #[inline]
    fn take_line(&mut self, len: usize) {
        let window = self.blocks.window();
        let end = self.gathered + len;
        let byte = |at: usize| match at.checked_sub(1) {
            Some(at) => window.get(at).copied().unwrap_or(0),
            None => self.blocks.before(),
        };
        let whole = byte(end) == b'\n';
        // A line feed that stands alone belongs to what the line began with.
        let own = len > 1 || self.before == Before::SameLine;
        self.before = match (whole, own && byte(end - 1) == b'\r') {
            (true, true) => Before::CrLf,
            (true, false) => Before::Lf,
            (false, _) => Before::SameLine,
        };
        self.number += u64::from(whole);
        if self.rule.fresh && whole {
            self.rule.crlf_rule = self.before == Before::CrLf;
            self.rule.fresh = false;
        }
        let head = self.head();
        if whole && head.first_line.is_none() {
            head.first_line = Some(end - 1);
        }
        self.gathered = end;
        self.judged = false;
        self.line_len = None;
    }

    /// How long the line after what is gathered is; a very long one comes in
    /// parts. `None` at the end.
    #[inline]
    fn line_len(&mut self) -> io::Result<Option<usize>> {
        if self.line_len.is_some() {
            return Ok(self.line_len);
        }
        loop {
            let rest = self
                .blocks
                .window()
                .get(self.gathered..)
                .unwrap_or_default();
            if let Some(at) = memchr::memchr(b'\n', rest) {
                return Ok(Some((at + 1).min(PIECE)));
            }
            if rest.len() >= PIECE {
                return Ok(Some(PIECE));
            }
            if self.blocks.ended() {
                return Ok((!rest.is_empty()).then_some(rest.len()));
            }
            self.blocks.fill()?;
        }
    }

    /// Decides whether a message begins with the line after what is gathered;
    /// where it does, and something is gathered, that is done.
    #[inline]
    fn judge(&mut self) -> io::Result<Found> {
        while self.blocks.window().len() < self.gathered + REACH && !self.blocks.ended() {
            self.blocks.fill()?;
        }
        let line = self
            .blocks
            .window()
            .get(self.gathered..)
            .unwrap_or_default();
        let Some(&first) = line.first() else {
            return Ok(Found::Text);
        };
        if self.before == Before::SameLine {
            return Ok(Found::Text);
        }
        let maybe = first >= 0x80 || first == b'[' || first.is_ascii_digit();
        if !maybe && (no_figure_near(line) || !self.begins_with_month()) {
            self.text();
            return Ok(Found::Text);
        }
        let [one, other] = &mut self.heads;
        let met = if self.now {
            &mut one.met
        } else {
            &mut other.met
        };
        let known = line
            .first_chunk()
            .is_some_and(|reach| self.stencils.read(reach, met));
        if !known {
            self.line_len = self.line_len()?;
            let (gathered, len) = (self.gathered, self.line_len.unwrap_or(0));
            let line = self.blocks.window().get(gathered..gathered + len);
            let [one, other] = &mut self.heads;
            let met = if self.now {
                &mut one.met
            } else {
                &mut other.met
            };
            if !self.stencils.learn(line.unwrap_or_default(), met) {
                self.text();
                return Ok(Found::Text);
            }
        }
        Ok(self.weigh())
    }

    /// Whether the line after what is gathered may begin with the name of a
    /// month. Hardly any does, so this stands apart.
    #[cold]
    #[inline(never)]
    fn begins_with_month(&self) -> bool {
        let line = self.blocks.window().get(self.gathered..);
        line.is_some_and(may_begin)
    }

    /// The head of the piece being gathered.
    #[inline]
    fn head(&mut self) -> &mut Head {
        let [one, other] = &mut self.heads;
        if self.now { other } else { one }
    }

    /// What is gathered is done; another piece begins here.
    #[inline]
    fn turn(&mut self, part: Part) {
        let (offset, line) = (self.offset + self.gathered as u64, self.number);
        let stretch = self.rule.stretch;
        self.now = !self.now;
        self.head().begin(part, offset, line, stretch);
    }

    #[inline]
    fn text(&mut self) {
        if let Some(watch) = &mut self.watch {
            watch.text(self.before);
        }
    }

    /// A line looks like a header: is it one here?
    #[inline]
    fn weigh(&mut self) -> Found {
        let offset = self.offset + self.gathered as u64;
        let [one, other] = &mut self.heads;
        let (head, met) = if self.now {
            (other, &one.met)
        } else {
            (one, &other.met)
        };
        let mut maybe = true;
        if let Some(watch) = &mut self.watch {
            maybe = watch.header(met, offset, self.before);
            self.rule.follow(&met.header, maybe, offset);
        }
        if maybe
            && self
                .rule
                .allows(met, offset, self.before, self.watch.is_some())
        {
            self.turn(Part::Message);
            return Found::Header;
        }
        if head.look_alikes.len() < MOST_LOOK_ALIKES {
            head.look_alikes.push(offset);
        }
        if let Some(watch) = &mut self.watch {
            watch.keep(&met.header);
        }
        Found::LookAlike
    }

    /// Breaks the gathered bytes off between two characters.
    fn break_off(&mut self) {
        let gathered = self
            .blocks
            .window()
            .get(..self.gathered)
            .unwrap_or_default();
        let mut cut = gathered.len();
        for back in 1..=3 {
            match gathered.iter().rev().nth(back - 1) {
                Some(0xC0..) => {
                    cut -= back;
                    break;
                }
                Some(0x80..) => {}
                _ => break,
            }
        }
        let lines_inside = memchr::memchr_iter(b'\n', gathered).count() as u64;
        let head = self.head();
        let (line, stretch) = (head.line + lines_inside, head.stretch);
        let long = if head.part == Part::Preface {
            Part::Preface
        } else {
            Part::TooLong
        };
        head.part = long;
        self.done = cut;
        self.turn(long);
        let offset = self.offset + cut as u64;
        let head = self.head();
        (head.offset, head.line, head.stretch) = (offset, line, stretch);
    }

    /// The piece that was gathered.
    #[inline]
    pub fn piece(&self) -> Piece<'_> {
        let [one, other] = &self.heads;
        let head = if self.now { one } else { other };
        let ahead = self.blocks.window();
        let bytes = ahead.get(..self.done).unwrap_or_default();
        Piece {
            part: head.part,
            met: &head.met,
            offset: head.offset,
            line: head.line,
            lines: self.number - head.line,
            stretch: head.stretch,
            bytes,
            ahead,
            text: self.blocks.text(self.done),
            first_line: head.first_line.unwrap_or(bytes.len()),
            look_alikes: &head.look_alikes,
            words: head.words,
        }
    }
}

/// A piece as text. Where it is not UTF-8, U+FFFD stands for what cannot be
/// read; the header itself is always UTF-8, so places in it stay right.
pub(crate) fn readable(bytes: &[u8]) -> Cow<'_, str> {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(String::from_utf8_lossy(bytes).into_owned()),
    }
}

/// The bytes without what ends the message.
#[inline]
pub(crate) fn without_ending(bytes: &[u8]) -> (&[u8], Ending) {
    match bytes {
        [content @ .., b'\r', b'\n'] => (content, Ending::CrLf),
        [content @ .., b'\n'] => (content, Ending::Lf),
        content => (content, Ending::None),
    }
}

/// The bytes up to the first line feed.
#[inline]
pub(crate) fn first_line(bytes: &[u8]) -> &[u8] {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    bytes.get(..end).unwrap_or(bytes)
}
