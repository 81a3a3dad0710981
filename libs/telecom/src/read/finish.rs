//! What only the whole file can settle: days, decimals, missing totals, rows that stand twice.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::build::Builder;
use super::code;
use super::dates::Said;
use super::profile::{Field, Of};
use super::row::Fault;
use super::seen::{Guess, Sure, What};
use super::values::Mark;
use crate::bill::{Kind, Place, Scope};

/// Fewer rows than this may well be alike by chance.
const FEWEST_TWICE: usize = 4;

impl Builder<'_> {
    /// Settles what is left. Afterwards every row is complete, or a problem.
    pub(super) fn settle(&mut self) -> Option<bool> {
        let day_first = self.days();
        self.amounts();
        self.drop_faulty();
        self.pages_there();
        self.totals_there();
        self.twice();
        day_first
    }

    fn days(&mut self) -> Option<bool> {
        let order = self.given.day_first.or(self.profile.day_first);
        let chosen = self.book.decide(&self.profile.dates, self.bill.period, order);
        let mut unread: Option<(Place, Box<str>, code::Code)> = None;
        for index in 0..self.bill.rows.len() {
            let said = self.row_dates.get(index).copied().flatten().and_then(|id| chosen.said.get(id as usize));
            let (Some(said), Some(row)) = (said, self.bill.rows.get_mut(index)) else { continue };
            match *said {
                Said::Day(day, doubt) => (row.date, row.doubtful_date) = (Some(day), doubt),
                Said::NoYear => unread = unread.or_else(|| Some((row.at, row.raw.clone(), code::YEAR))),
                Said::NoOrder => unread = unread.or_else(|| Some((row.at, row.raw.clone(), code::ORDER))),
                Said::Unreadable => {}
            }
        }
        if let Some((at, raw, code)) = unread {
            self.problem(at, &raw, Some("date"), code);
        } else if chosen.by_span
            && let Some((at, raw)) = self.bill.rows.first().map(|row| (row.at, row.raw.clone()))
        {
            self.problem(at, &raw, Some("date"), code::ORDER_SPAN);
        }
        let unreadable: Vec<usize> = (0..self.bill.rows.len())
            .filter(|index| self.row_dates.get(*index).copied().flatten().and_then(|id| chosen.said.get(id as usize)) == Some(&Said::Unreadable))
            .collect();
        for index in unreadable {
            self.faulty(index, &Fault { field: Some(Field::Date), code: code::DATE });
        }
        self.days_outside();
        let value = match chosen.day_first {
            Some(true) => "day-first",
            Some(false) => "month-first",
            None => "",
        };
        self.order_guess = chosen.sure.map(|sure| Guess::new(What::Order, value, sure));
        chosen.day_first
    }

    /// Use on days that are not of the period a person gave: told once, with the first and last of them.
    fn days_outside(&mut self) {
        let Some(period) = self.given.period else { return };
        let outside = || self.bill.rows.iter().filter(|row| row.kind == Kind::Usage).filter_map(|row| Some((row.date?, row.at))).filter(|(day, _)| !period.contain(*day));
        let (count, days) = (outside().count(), || outside().map(|(day, _)| day));
        let (Some(first), Some(last), Some((_, at))) = (days().min(), days().max(), outside().next()) else { return };
        let told = format!("{first}..{last} × {count}; {}..{}", period.first, period.last);
        self.problem(at, &told, Some("date"), code::OUTSIDE);
    }

    /// Which mark stands before decimals, as far as the amounts say.
    pub(super) fn decimal_guess(&self) -> Option<Guess> {
        let shown = |mark: Mark| if mark == Mark::Point { "." } else { "," };
        let guess = match (self.profile.decimal, self.seen.point, self.seen.comma) {
            (Some(said), ..) => (shown(said), Sure::Said),
            (None, true, false) => (".", Sure::OnlyFit),
            (None, false, true) => (",", Sure::OnlyFit),
            (None, true, true) => (". ,", Sure::Likely),
            (None, false, false) => return None,
        };
        Some(Guess::new(What::Decimal, guess.0, guess.1))
    }

    /// The days of use, and who said them.
    pub(super) fn period_guess(&self) -> Option<Guess> {
        let sure = if self.given.period.is_some() { Sure::Said } else { Sure::Marked };
        self.bill.period.map(|days| Guess::new(What::Period, format!("{}..{}", days.first, days.last), sure))
    }

    /// Takes a row back; its place is kept until [`Self::drop_faulty`].
    fn faulty(&mut self, index: usize, fault: &Fault) {
        let Some((at, raw)) = self.bill.rows.get(index).map(|row| (row.at, row.raw.clone())) else { return };
        self.fault(at, &raw, fault);
        self.tally.rows = self.tally.rows.saturating_sub(1);
        if let Some(date) = self.row_dates.get_mut(index) {
            *date = Some(u32::MAX);
        }
    }

    fn drop_faulty(&mut self) {
        if !self.row_dates.contains(&Some(u32::MAX)) {
            return;
        }
        let mut kept = self.row_dates.iter().map(|date| *date != Some(u32::MAX));
        self.bill.rows.retain(|_| kept.next().unwrap_or(true));
    }

    /// `1,234`: the decimal mark of the rest of the file tells.
    fn amounts(&mut self) {
        let decimal = match (self.seen.point, self.seen.comma) {
            (true, false) => Some(Mark::Point),
            (false, true) => Some(Mark::Comma),
            _ => None,
        };
        for unsettled in std::mem::take(&mut self.unsettled) {
            match (decimal, self.bill.rows.get_mut(unsettled.row)) {
                (Some(decimal), Some(row)) => {
                    let money = if decimal == unsettled.mark { unsettled.decimals } else { unsettled.thousands };
                    *unsettled.which.of(&mut row.charges) = Some(money);
                }
                _ if self.row_dates.get(unsettled.row) != Some(&Some(u32::MAX)) => self.faulty(unsettled.row, &Fault::whole(code::AMOUNT_UNCLEAR)),
                _ => {}
            }
        }
    }

    /// `Page 3 of 12`: all twelve must be there, each of them once, one after the other.
    fn pages_there(&mut self) {
        let Some((pages, seen)) = self.pages.take() else { return };
        let listed = |wanted: Vec<u32>| format!("{} / {pages}", wanted.iter().map(u32::to_string).collect::<Vec<_>>().join(", "));
        let missing: Vec<u32> = (1..=pages.min(5_000)).filter(|page| !seen.contains(page)).collect();
        let twice: Vec<u32> = seen.iter().enumerate().filter(|(at, page)| seen.iter().take(*at).any(|before| before == *page)).map(|(_, page)| *page).collect();
        let early: Vec<u32> = seen.windows(2).filter_map(|pair| if let [a, b] = pair { (b < a).then_some(*b) } else { None }).filter(|page| !twice.contains(page)).collect();
        for (wrong, code) in [(missing, code::PAGE_MISSING), (twice, code::PAGE_TWICE), (early, code::PAGE_ORDER)] {
            if !wrong.is_empty() {
                self.problem(Place::default(), &listed(wrong), None, code);
            }
        }
    }

    /// Where the profile says that every section, or the bill, prints its sum, one without is cut off.
    fn totals_there(&mut self) {
        let wants = |of: Of| self.profile.totals.iter().any(|total| total.required && total.of == of);
        if wants(Of::Bill) && self.tally.rows > 0 && !self.bill.totals.iter().any(|total| total.of == Scope::Bill) {
            self.problem(Place::default(), "", None, code::BILL_TOTAL_MISSING);
        }
        if !self.profile.totals.iter().any(|total| total.required && total.of == Of::Section) {
            return;
        }
        let with_rows: std::collections::HashSet<u32> = self.bill.rows.iter().filter_map(|row| row.section).collect();
        for index in 0..self.bill.sections.len() {
            let Ok(number) = u32::try_from(index) else { continue };
            let has = self.bill.totals.iter().any(|total| total.of == Scope::Section(number));
            let Some(section) = self.bill.sections.get(index) else { continue };
            if with_rows.contains(&number) && !has {
                let (at, title) = (section.at, section.title.clone());
                self.problem(at, &title, None, code::TOTAL_MISSING);
            }
        }
    }

    /// The same rows again: the whole file, or a section under the same heading.
    fn twice(&mut self) {
        let rows = self.bill.rows.as_slice();
        if rows.len() >= FEWEST_TWICE
            && rows.len().is_multiple_of(2)
            && let Some((first, second)) = rows.split_at_checked(rows.len() / 2)
            && first.iter().map(|row| &row.raw).eq(second.iter().map(|row| &row.raw))
            && let (Some(from), Some(again)) = (first.first(), second.first())
        {
            // A run of one and the same row has two like halves, and says nothing.
            if first.iter().any(|row| row.raw != from.raw) {
                let (at, raw) = (again.at, again.raw.clone());
                return self.problem(at, &raw, None, code::TWICE);
            }
        }
        if self.bill.sections.len() < 2 {
            return;
        }
        let mut known: HashMap<(String, Option<crate::E164>, u64), usize> = HashMap::new();
        for index in 0..self.bill.sections.len() {
            let Some(section) = self.bill.sections.get(index) else { continue };
            let mut hash = DefaultHasher::new();
            let mut count = 0;
            for row in self.bill.rows.iter().filter(|row| row.section == u32::try_from(index).ok()) {
                row.raw.hash(&mut hash);
                count += 1;
            }
            if count > 0 && known.insert((section.title.clone(), section.line, hash.finish()), index).is_some() {
                let (at, title) = (section.at, section.title.clone());
                self.problem(at, &title, None, code::SECTION_TWICE);
            }
        }
    }
}
