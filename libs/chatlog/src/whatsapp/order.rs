//! Which field is the day? Decided over a whole segment by a ladder of
//! evidence, strongest first, or asked. Never by language, never per line.

use super::calendar::{DateOrder, Reading, open_orders, orders_of, read_date};
use super::header::Header;
use super::shape::{DateSeparator, Shape, YearForm};
use super::stencil::Met;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// What decided the order. The first that decides is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum Evidence {
    /// The year is printed first with four digits, or `年` follows it.
    YearFirst,
    /// The month is printed as a word, so the day is the other number.
    MonthNamed,
    /// In so many headers the fields make a day in this order only.
    OnlyPossible {
        /// Headers that no other order can read.
        lines: u64,
    },
    /// Names of attached files say the date.
    MediaNames {
        /// How many names agree with this order and no other.
        agree: u64,
        /// How many agree with another.
        against: u64,
    },
    /// The first field stands still while the last moves, as a year does.
    SteadyYear {
        /// Different values of the first field.
        years: u32,
        /// Different values of the last field.
        days: u32,
    },
    /// Every other order puts messages after the archive was made.
    ArchiveTime,
    /// Messages go back in time less often.
    FewerBackwardJumps {
        /// Backward jumps in this order.
        chosen: u64,
        /// Backward jumps in the next best.
        other: u64,
    },
    /// Every other order puts messages in the future.
    NotInFuture,
    /// Dates written with full stops have the day first.
    FullStops,
    /// Every date reads the same in each order.
    SameEitherWay,
}

/// The first and last message under one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateReading {
    /// The order.
    pub order: DateOrder,
    /// The first message, so read.
    pub first: Option<DateTime>,
    /// The last message, so read.
    pub last: Option<DateTime>,
}

/// Decided, or to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum OrderDecision {
    /// The file says it.
    Decided {
        /// The order.
        order: DateOrder,
        /// What decided.
        evidence: Evidence,
    },
    /// The file does not say it: ask somebody, showing both readings.
    Ask {
        /// Each possible reading of the first and last message.
        readings: Vec<DateReading>,
        /// The likelier one, by how such clocks are usually set. Only a hint.
        leaning: Option<DateOrder>,
    },
}

impl OrderDecision {
    /// The decided order.
    #[must_use]
    pub fn order(&self) -> Option<DateOrder> {
        match self {
            Self::Decided { order, .. } => Some(*order),
            Self::Ask { .. } => None,
        }
    }
}

/// What is known from outside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outside {
    /// When the archive entry was written, by the phone's clock.
    pub archive_time: Option<DateTime>,
    /// A day after which no message can be: the day of the upload.
    pub not_after: Option<Date>,
}

/// Gathers the evidence of one segment, header by header.
#[derive(Debug, Clone)]
pub(crate) struct Ladder {
    shape: Shape,
    count: u64,
    possible: [u64; 3],
    only: [u64; 3],
    differ: bool,
    first_values: u128,
    last_values: u128,
    media: [u64; 3],
    jumps: [u64; 3],
    before: [i32; 3],
    latest: [i32; 3],
    again: Option<Again>,
}

/// The header before, where another like it would only be counted.
#[derive(Debug, Clone, Copy)]
struct Again {
    made_by: u64,
    day: u64,
    possible: [bool; 3],
    only: Option<DateOrder>,
}

impl Ladder {
    pub fn new(shape: Shape) -> Self {
        Self {
            shape,
            count: 0,
            possible: [0; 3],
            only: [0; 3],
            differ: false,
            first_values: 0,
            last_values: 0,
            media: [0; 3],
            jumps: [0; 3],
            before: [0; 3],
            latest: [0; 3],
            again: None,
        }
    }

    /// The same as [`Self::add`]; where the one before was alike, by counting.
    #[inline]
    pub fn add_met(&mut self, met: &Met, spoken: bool, file_day: Option<(i32, bool)>) {
        match &self.again {
            Some(again)
                if spoken
                    && file_day.is_none()
                    && again.made_by == met.made_by
                    && again.day == met.day =>
            {
                self.count += 1;
                for (count, can) in self.possible.iter_mut().zip(again.possible) {
                    *count += u64::from(can);
                }
                if let Some(only) = again.only {
                    add_one(&mut self.only, only);
                }
            }
            _ => {
                let (possible, only) = (self.possible, self.only);
                self.add(&met.header, spoken, file_day);
                self.again = spoken.then(|| Again {
                    made_by: met.made_by,
                    day: met.day,
                    possible: DateOrder::ALL
                        .map(|order| get(&self.possible, order) > get(&possible, order)),
                    only: DateOrder::ALL
                        .into_iter()
                        .find(|order| get(&self.only, *order) > get(&only, *order)),
                });
            }
        }
    }

    /// Takes one header in. `spoken` is false for system lines, whose dates
    /// may be those of another moment; `file_day` is the day that the name of
    /// an attached file says.
    pub fn add(&mut self, header: &Header, spoken: bool, file_day: Option<(i32, bool)>) {
        let [a, _, c] = header.date;
        self.count += 1;
        self.first_values |= 1_u128 << a.min(127);
        self.last_values |= 1_u128 << c.min(127);
        let mut ranks = [0; 3];
        for &order in open_orders(header) {
            let reading = read_date(header, order);
            if reading == Reading::Impossible {
                continue;
            }
            add_one(&mut self.possible, order);
            if let Some(place) = ranks.get_mut(order.index()) {
                *place = reading.rank();
            }
        }
        match ranks.map(|rank| rank > 0) {
            [true, false, _] => add_one(&mut self.only, DateOrder::DayMonthYear),
            [false, true, _] => add_one(&mut self.only, DateOrder::MonthDayYear),
            [false, false, true] => add_one(&mut self.only, DateOrder::YearMonthDay),
            _ => {}
        }
        self.compare(ranks, spoken, file_day);
    }

    fn compare(&mut self, ranks: [i32; 3], spoken: bool, file_day: Option<(i32, bool)>) {
        let [day_first, month_first, _] = ranks;
        self.differ |= day_first != month_first;
        for (place, rank) in ranks.into_iter().enumerate() {
            if rank == 0 {
                continue;
            }
            if let Some(latest) = self.latest.get_mut(place) {
                *latest = rank.max(*latest);
            }
            if spoken && let Some(before) = self.before.get_mut(place) {
                if rank < *before
                    && let Some(jumps) = self.jumps.get_mut(place)
                {
                    *jumps += 1;
                }
                *before = rank;
            }
        }
        if let Some((day, exact)) = file_day {
            self.vote(ranks, day, exact);
        }
    }

    /// A file name votes for the one order that puts the message on its day.
    fn vote(&mut self, ranks: [i32; 3], day: i32, exact: bool) {
        let fits = |rank: i32| rank != 0 && (rank == day || (!exact && (rank - day).abs() == 1));
        let mut fitting = ranks.iter().enumerate().filter(|(_, rank)| fits(**rank));
        if let (Some((place, _)), None) = (fitting.next(), fitting.next())
            && let Some(votes) = self.media.get_mut(place)
        {
            *votes += 1;
        }
    }

    /// Walks down the ladder.
    pub fn decide(&self, outside: &Outside) -> Option<(DateOrder, Evidence)> {
        if let [order] = orders_of(&self.shape) {
            let evidence = match order {
                DateOrder::YearMonthDay => Evidence::YearFirst,
                _ => Evidence::MonthNamed,
            };
            return Some((*order, evidence));
        }
        let candidates = self.candidates();
        self.only_possible(&candidates)
            .or_else(|| self.by_media(&candidates))
            .or_else(|| self.by_steady_year(&candidates))
            .or_else(|| {
                let limit = outside.archive_time.map(DateTime::date);
                self.before_limit(&candidates, limit, Evidence::ArchiveTime)
            })
            .or_else(|| self.by_jumps(&candidates))
            .or_else(|| self.before_limit(&candidates, outside.not_after, Evidence::NotInFuture))
            .or_else(|| {
                let stops = self.shape.date_separator == DateSeparator::Dot
                    && candidates.contains(&DateOrder::DayMonthYear);
                stops.then_some((DateOrder::DayMonthYear, Evidence::FullStops))
            })
            .or_else(|| {
                let same = !self.differ && !candidates.contains(&DateOrder::YearMonthDay);
                let order = candidates.first().filter(|_| same)?;
                Some((*order, Evidence::SameEitherWay))
            })
    }

    /// The orders that can read the file. Two-digit years first only where the
    /// first field moves no faster than the last, as a year does.
    pub fn candidates(&self) -> Vec<DateOrder> {
        let whole = self.possible.contains(&self.count);
        let (first, last) = (
            self.first_values.count_ones(),
            self.last_values.count_ones(),
        );
        let slow =
            first < last || (first == last && self.shape.date_separator == DateSeparator::Hyphen);
        DateOrder::ALL
            .into_iter()
            .filter(|order| {
                let readable = get(&self.possible, *order);
                let fits = readable > 0 && (readable == self.count || !whole);
                fits && (*order != DateOrder::YearMonthDay || slow)
            })
            .collect()
    }

    fn only_possible(&self, candidates: &[DateOrder]) -> Option<(DateOrder, Evidence)> {
        let [order] = candidates else { return None };
        let lines = get(&self.only, *order).max(1);
        let whole = get(&self.possible, *order) == self.count;
        whole.then_some((*order, Evidence::OnlyPossible { lines }))
    }

    fn by_media(&self, candidates: &[DateOrder]) -> Option<(DateOrder, Evidence)> {
        let best = *candidates
            .iter()
            .max_by_key(|order| get(&self.media, **order))?;
        let agree = get(&self.media, best);
        let against = candidates
            .iter()
            .filter(|order| **order != best)
            .map(|order| get(&self.media, *order))
            .max()
            .unwrap_or(0);
        (agree > 2 * against).then_some((best, Evidence::MediaNames { agree, against }))
    }

    fn by_steady_year(&self, candidates: &[DateOrder]) -> Option<(DateOrder, Evidence)> {
        let (years, days) = (
            self.first_values.count_ones(),
            self.last_values.count_ones(),
        );
        let steady =
            candidates.contains(&DateOrder::YearMonthDay) && days >= 3 && years * 3 <= days;
        steady.then_some((
            DateOrder::YearMonthDay,
            Evidence::SteadyYear { years, days },
        ))
    }

    fn by_jumps(&self, candidates: &[DateOrder]) -> Option<(DateOrder, Evidence)> {
        let mut sorted: Vec<_> = candidates
            .iter()
            .map(|order| (get(&self.jumps, *order), *order))
            .collect();
        sorted.sort_unstable();
        let [(chosen, order), (other, _), ..] = sorted.as_slice() else {
            return None;
        };
        (*other > 2 * chosen).then_some((
            *order,
            Evidence::FewerBackwardJumps {
                chosen: *chosen,
                other: *other,
            },
        ))
    }

    fn before_limit(
        &self,
        candidates: &[DateOrder],
        limit: Option<Date>,
        evidence: Evidence,
    ) -> Option<(DateOrder, Evidence)> {
        let tomorrow = limit?.tomorrow().ok()?;
        let limit = super::calendar::rank(tomorrow.year(), tomorrow.month(), tomorrow.day());
        let mut fitting = candidates.iter().filter(|order| {
            self.latest
                .get(order.index())
                .is_some_and(|day| *day <= limit)
        });
        match (fitting.next(), fitting.next()) {
            (Some(order), None) if candidates.len() > 1 => Some((*order, evidence)),
            _ => None,
        }
    }

    /// What such clocks usually mean; a hint for the question.
    pub fn leaning(&self) -> Option<DateOrder> {
        use super::shape::Period;
        match (
            self.shape.date_separator,
            self.shape.year,
            self.shape.period,
        ) {
            (DateSeparator::Slash, YearForm::Short, Period::After) => Some(DateOrder::MonthDayYear),
            (DateSeparator::Hyphen, YearForm::Short, _)
                if self.candidates().contains(&DateOrder::YearMonthDay) =>
            {
                Some(DateOrder::YearMonthDay)
            }
            (DateSeparator::Hyphen | DateSeparator::Dot | DateSeparator::Word, ..) => {
                Some(DateOrder::DayMonthYear)
            }
            _ => None,
        }
    }
}

fn add_one(counts: &mut [u64; 3], order: DateOrder) {
    if let Some(place) = counts.get_mut(order.index()) {
        *place += 1;
    }
}

fn get(counts: &[u64; 3], order: DateOrder) -> u64 {
    counts.get(order.index()).copied().unwrap_or(0)
}
