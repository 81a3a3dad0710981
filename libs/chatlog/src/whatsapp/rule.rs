//! Where headers may stand: in which stretch of the file, of which shape, after
//! which line ending.

use super::calendar::{Reading, read_date};
use super::header::Header;
use super::layout::{Layout, Stretch};
use super::stencil::Met;
use crate::lines::Before;

/// Where headers may stand.
#[derive(Debug, Default)]
pub(super) struct Rule {
    pub stretches: Vec<Stretch>,
    pub crlf_rule: bool,
    pub stretch: usize,
    /// What made the last header that was one, and its date.
    same: u64,
    same_day: u64,
    /// Where the stretch ends that it was in.
    same_until: u64,
    /// The line of the first header is not read to its end: that will say
    /// whether lines in messages end otherwise.
    pub fresh: bool,
}

impl Rule {
    /// What a layout says that is known.
    pub fn of(layout: &Layout) -> Self {
        Self {
            stretches: layout.stretches.clone(),
            crlf_rule: layout.crlf_rule,
            ..Self::default()
        }
    }

    /// While the layout is being found: the first header says what is followed.
    #[inline]
    pub fn follow(&mut self, header: &Header, possible: bool, offset: u64) {
        if self.stretches.is_empty() && possible {
            self.stretches.push(Stretch {
                bytes: offset..u64::MAX,
                shape: header.shape,
                only: None,
                mixed: false,
            });
            self.fresh = true;
        }
    }

    /// Goes back to an earlier stretch.
    pub fn back_to(&mut self, stretch: usize) {
        (self.stretch, self.same) = (stretch, 0);
    }

    /// Whether a line that looks like a header is one. `possible`: that its
    /// date can be is known.
    #[inline]
    pub fn allows(&mut self, met: &Met, offset: u64, before: Before, possible: bool) -> bool {
        self.allows_again(met, offset, before) || self.allows_other(met, offset, before, possible)
    }

    /// Whether it is one because the last that was one was alike. False says
    /// nothing.
    #[inline]
    pub fn allows_again(&self, met: &Met, offset: u64, before: Before) -> bool {
        self.same == met.made_by
            && self.same_day == met.day
            && offset < self.same_until
            && !(self.crlf_rule && before == Before::Lf)
    }

    fn allows_other(&mut self, met: &Met, offset: u64, before: Before, possible: bool) -> bool {
        while self
            .stretches
            .get(self.stretch)
            .is_some_and(|stretch| offset >= stretch.bytes.end)
        {
            self.stretch += 1;
            self.same = 0;
        }
        let Some(stretch) = self.stretches.get(self.stretch) else {
            return false;
        };
        let fits = offset >= stretch.bytes.start
            && !(self.crlf_rule && before == Before::Lf)
            && (self.same == met.made_by || stretch.shape == met.header.shape);
        if !fits {
            return false;
        }
        let header = &met.header;
        let can = possible
            || (self.same == met.made_by && self.same_day == met.day)
            || match stretch.only {
                Some(order) => read_date(header, order) != Reading::Impossible,
                None => super::layout::possible(header),
            };
        if can {
            (self.same, self.same_day) = (met.made_by, met.day);
            self.same_until = stretch.bytes.end;
        }
        can
    }
}
