//! Gathers who speaks and how dates are printed, and decides.

use super::again::Beginning;
use super::calendar::{DateOrder, Reading, calendar_of, civil, read_date};
use super::cursor::is_mark;
use super::events::is_of_group;
use super::files::{android_attachment, day_of};
use super::header::Header;
use super::kinds::{Around, Memo, is_surely_plain, may_be_poll_or_deleted};
use super::layout::{Layout, Stretch};
use super::order::{DateReading, Ladder, OrderDecision, Outside};
use super::periods::{Calendar, Half};
use super::senders::{Candidates, first_part};
use super::shape::{Platform, Shape};
use super::splitter::{Part, Piece, Splitter, first_line, readable, without_ending};
use super::survey::{Chat, Segment, Sender, Survey, Totals, Wall, Warning};
use super::trace::{Step, Trace, Tracer};
use crate::{Basis, Deleter, Kind};
use std::borrow::Cow;
use std::io::{self, Read};

/// What is gathered about one segment.
#[derive(Debug)]
pub(super) struct Gathered {
    pub ladder: Ladder,
    pub messages: u64,
    first: Option<Printed>,
    last: Option<Printed>,
    pub latest_hour: u8,
}

#[derive(Debug, Default)]
pub(super) struct Pass {
    pub segments: Vec<Gathered>,
    pub candidates: Candidates,
    attached_words: Vec<String>,
    pub totals: Totals,
    group_lines: u64,
    pub memo: Memo,
    /// Who took messages back that the phone says “you” took back.
    owners: Vec<String>,
    tracer: Tracer,
    pub beginning: Beginning,
    /// The last line has no end.
    pub ends_open: bool,
}

/// Reads a file whose layout is known.
pub(crate) fn survey_content<R: Read>(
    source: R,
    layout: &Layout,
    outside: &Outside,
) -> io::Result<Survey> {
    let mut pass = Pass::of(layout);
    let mut splitter = Splitter::new(source, layout);
    while splitter.advance()? {
        pass.take(&splitter.piece());
    }
    pass.ends_open = splitter.ends_open();
    Ok(pass.finish(layout, outside))
}

/// Reads a file once: finds its layout and gathers at the same time what nearly
/// every layout lets one gather. Where that was wrong only the layout is given.
pub(crate) fn survey_at_once<R: Read>(
    source: R,
    outside: &Outside,
) -> io::Result<Result<Survey, Layout>> {
    let mut pass = Pass::default();
    let mut splitter = Splitter::watching(source);
    while splitter.advance()? {
        pass.take(&splitter.piece());
    }
    pass.ends_open = splitter.ends_open();
    let (layout, right) = splitter.layout();
    Ok(if right {
        Ok(pass.finish(&layout, outside))
    } else {
        Err(layout)
    })
}

impl Gathered {
    fn new(shape: Shape) -> Self {
        Self {
            ladder: Ladder::new(shape),
            messages: 0,
            first: None,
            last: None,
            latest_hour: 0,
        }
    }

    #[inline]
    pub fn note_wall(&mut self, header: &Header, bytes: &[u8]) {
        if self.first.is_none() {
            self.first = Some(Printed::of(header, bytes));
        }
        match &mut self.last {
            Some(last) => last.is_now(header, bytes),
            None => self.last = Some(Printed::of(header, bytes)),
        }
    }
}

/// A moment as printed: its header, and so much of its bytes as nearly all are
/// shorter than, or a copy where they are not at hand.
#[derive(Debug)]
struct Printed {
    header: Header,
    near: [u8; NEAR],
    far: Option<Vec<u8>>,
}

const NEAR: usize = 48;

impl Printed {
    fn of(header: &Header, bytes: &[u8]) -> Self {
        let mut new = Self {
            header: *header,
            near: [0; NEAR],
            far: None,
        };
        new.is_now(header, bytes);
        new
    }

    #[inline]
    fn is_now(&mut self, header: &Header, bytes: &[u8]) {
        let (start, end) = header.wall;
        self.header = *header;
        match bytes.get(start..).and_then(|wall| wall.first_chunk()) {
            Some(near) if end - start <= NEAR => (self.near, self.far) = (*near, None),
            _ => self.far = Some(bytes.get(start..end).unwrap_or_default().to_vec()),
        }
    }

    fn text(&self) -> &str {
        let (start, end) = self.header.wall;
        let bytes = match &self.far {
            Some(far) => far,
            None => self.near.get(..end - start).unwrap_or_default(),
        };
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl Pass {
    /// For a layout that is known.
    pub fn of(layout: &Layout) -> Self {
        Self {
            segments: layout
                .stretches
                .iter()
                .map(|stretch| Gathered::new(stretch.shape))
                .collect(),
            ..Self::default()
        }
    }

    fn take(&mut self, piece: &Piece<'_>) {
        self.totals.look_alikes += piece.look_alikes.len() as u64;
        if piece.part != Part::Message {
            self.totals.problems += 1;
            self.tracer.add(None);
            return;
        }
        let header = &piece.met.header;
        self.totals.messages += 1;
        self.beginning.take(piece.met, piece.bytes, piece.line);
        let rest = piece.bytes.get(header.rest..).unwrap_or_default();
        let line = piece
            .bytes
            .get(header.rest..piece.first_line)
            .unwrap_or_default();
        let ahead = piece.ahead.get(header.rest..).unwrap_or_default();
        let recent = self.candidates.recent(line, ahead);
        let plain = recent.and_then(|(sender, place)| {
            let body = plain(header.shape.platform(), sender, rest, line)?;
            Some((place, body))
        });
        self.trace(piece, plain.map(|(_, body)| body));
        let (system, file_day) = match plain {
            Some((sender, _)) => {
                self.candidates.add_recent(sender, line, false);
                (false, None)
            }
            None => {
                let text = readable(without_ending(rest).0);
                // What is not UTF-8 is named as the reading will show it.
                let line = match &text {
                    Cow::Borrowed(_) => line,
                    Cow::Owned(text) => first_line(text.as_bytes()),
                };
                let sender = first_part(line);
                let skip = sender.map_or(0, |sender| sender.len() + 2);
                let body = text.get(skip..).unwrap_or_default();
                let (system, file_day) = self.look_at(body, header.shape.platform(), sender);
                match recent {
                    Some((_, place)) => self.candidates.add_recent(place, line, system),
                    None => self.candidates.add(line, system),
                }
                (system, file_day)
            }
        };
        self.totals.system += u64::from(system);
        if self.segments.is_empty() {
            self.segments.push(Gathered::new(header.shape));
        }
        let Some(segment) = self.segments.get_mut(piece.stretch) else {
            return;
        };
        segment.messages += 1;
        segment.latest_hour = segment.latest_hour.max(header.hour);
        segment.ladder.add_met(piece.met, !system, file_day);
        segment.note_wall(header, piece.ahead);
    }

    /// Keeps for the reading where the message ends, and whether it is surely
    /// words: what is plain and begins as nothing else.
    #[inline]
    fn trace(&mut self, piece: &Piece<'_>, plain: Option<&[u8]>) {
        // A carriage return too many is seen otherwise by the reading.
        let surely = |body| !may_be_poll_or_deleted(body) && !piece.bytes.ends_with(b"\r\r\n");
        let step = piece.look_alikes.is_empty().then(|| Step {
            len: piece.bytes.len(),
            first_line: piece.first_line,
            lines: piece.lines,
            words: plain.is_some_and(surely),
        });
        self.tracer.add(step);
    }

    /// Whether the app wrote the text, and the day that a named file says.
    pub fn look_at(
        &mut self,
        body: &str,
        platform: Platform,
        sender: Option<&str>,
    ) -> (bool, Option<(i32, bool)>) {
        let around = Around {
            platform,
            sender,
            attached_words: &self.attached_words,
        };
        let found = self.memo.classify(body, around);
        match found.kind {
            Kind::System { event } => {
                self.group_lines += u64::from(is_of_group(event));
                (true, None)
            }
            Kind::Attachment { name, .. } => {
                self.totals.attachments += 1;
                if found.basis == Basis::Form && platform == Platform::Android {
                    self.learn(body);
                }
                (false, day_of(&name))
            }
            Kind::Deleted { by: Deleter::Owner } => {
                let known = sender.is_none_or(|name| self.owners.iter().any(|o| o == name));
                if !known && self.owners.len() < 2 {
                    self.owners.extend(sender.map(str::to_owned));
                }
                (false, None)
            }
            Kind::Omitted { .. } => {
                self.totals.omitted += 1;
                (false, None)
            }
            _ => (sender.is_none(), None),
        }
    }

    /// Learns the words that follow a name that only a phone gives.
    fn learn(&mut self, body: &str) {
        let line = body.lines().next().unwrap_or(body);
        let line = line.trim_start_matches(is_mark);
        if let Some(named) = android_attachment(line, &[])
            && self.attached_words.len() < 8
            && !self
                .attached_words
                .iter()
                .any(|words| words == named.phrase)
        {
            self.attached_words.push(named.phrase.to_owned());
        }
    }

    pub fn finish(mut self, layout: &Layout, outside: &Outside) -> Survey {
        (self.totals.bytes, self.totals.lines) = (layout.bytes, layout.lines);
        let segments: Vec<Segment> = layout
            .stretches
            .iter()
            .zip(&self.segments)
            .map(|(stretch, gathered)| segment(stretch, gathered, outside))
            .collect();
        let platform = segments
            .iter()
            .max_by_key(|segment| segment.messages)
            .map(|segment| segment.shape.platform());
        let candidates = std::mem::take(&mut self.candidates);
        let all_senders_known = !candidates.full;
        let senders: Vec<Sender> = candidates
            .settle(platform == Some(Platform::Iphone))
            .into_iter()
            .map(|(name, messages, system, doubtful)| Sender {
                name,
                messages,
                system,
                doubtful,
            })
            .collect();
        let spoken: u64 = senders
            .iter()
            .map(|sender| sender.messages - sender.system)
            .sum();
        if all_senders_known {
            self.totals.system = self.totals.messages.saturating_sub(spoken);
        }
        let speakers = senders
            .iter()
            .filter(|sender| !sender.is_only_system())
            .count();
        let chat = match (speakers, self.group_lines) {
            (3.., _) | (_, 1..) => Chat::Group,
            (1 | 2, _) => Chat::OneToOne,
            _ => Chat::Unknown,
        };
        let mut survey = Survey {
            platform,
            segments,
            crlf_rule: layout.crlf_rule,
            all_senders_known,
            likely_owner: match self.owners.as_slice() {
                [one] if senders_have(&senders, one) => Some(one.clone()),
                _ => None,
            },
            senders,
            attached_words: self.attached_words,
            totals: self.totals,
            chat,
            warnings: Vec::new(),
            trace: Trace::default(),
        };
        survey.warnings = warnings(&survey, self.ends_open, self.beginning.again());
        survey.trace = self.tracer.done(&survey.layout());
        survey
    }
}

/// A text that is surely no more than words. Nearly every message is such.
#[inline]
fn plain<'a>(platform: Platform, sender: &[u8], rest: &'a [u8], line: &[u8]) -> Option<&'a [u8]> {
    let skip = sender.len() + 2;
    let body = without_ending(rest.get(skip..)?).0;
    is_surely_plain(body, line.get(skip..)?, platform, sender).then_some(body)
}

fn senders_have(senders: &[Sender], name: &str) -> bool {
    senders.iter().any(|sender| sender.name == name)
}

fn segment(stretch: &Stretch, gathered: &Gathered, outside: &Outside) -> Segment {
    let clock_is_24_hours = gathered.latest_hour > 12;
    let decided = gathered.ladder.decide(outside);
    let moment =
        |end: &Option<Printed>, order| civil(&end.as_ref()?.header, order, clock_is_24_hours);
    let order = match decided {
        Some((order, evidence)) => OrderDecision::Decided { order, evidence },
        None => OrderDecision::Ask {
            readings: gathered
                .ladder
                .candidates()
                .into_iter()
                .map(|order| DateReading {
                    order,
                    first: moment(&gathered.first, order),
                    last: moment(&gathered.last, order),
                })
                .collect(),
            leaning: gathered.ladder.leaning(),
        },
    };
    let wall = |end: &Option<Printed>| {
        Some(Wall {
            text: end.as_ref()?.text().to_owned(),
            civil: order.order().and_then(|order| moment(end, order)),
        })
    };
    Segment {
        bytes: stretch.bytes.clone(),
        shape: stretch.shape,
        only: stretch.only,
        mixed: stretch.mixed,
        calendar: gathered
            .first
            .as_ref()
            .and_then(|first| foreign_calendar(&first.header)),
        clock_is_24_hours: clock_is_24_hours
            || !gathered
                .first
                .as_ref()
                .is_some_and(|first| first.header.half == Half::Unknown),
        messages: gathered.messages,
        first: wall(&gathered.first),
        last: wall(&gathered.last),
        order,
    }
}

/// The calendar of a header, where it is not the usual one.
fn foreign_calendar(header: &Header) -> Option<Calendar> {
    let order = super::calendar::open_orders(header)
        .iter()
        .find(|order| read_date(header, **order) != Reading::Impossible)?;
    let [a, _, c] = header.date;
    let year = if *order == DateOrder::YearMonthDay {
        a
    } else {
        c
    };
    let (calendar, _) = calendar_of(header, i16::try_from(year).ok()?)?;
    (calendar != Calendar::Gregorian).then_some(calendar)
}

fn warnings(survey: &Survey, ends_open: bool, again: Option<u64>) -> Vec<Warning> {
    let totals = &survey.totals;
    let mut found = Vec::new();
    if (39_900..=40_100).contains(&totals.messages) {
        found.push(Warning::Truncated { limit: 40_000 });
    }
    if totals.attachments > 0 && (9_950..=10_050).contains(&totals.messages) {
        found.push(Warning::Truncated { limit: 10_000 });
    }
    if survey.segments.len() > 1 {
        found.push(Warning::Glued {
            segments: survey.segments.len(),
        });
    }
    found.extend(again.map(|line| Warning::ToldAgain { line }));
    if totals.look_alikes > 0 {
        found.push(Warning::LookAlikes {
            lines: totals.look_alikes,
        });
    }
    for (segment, part) in survey.segments.iter().enumerate() {
        if part.mixed {
            found.push(Warning::MixedOrders { segment });
        }
    }
    if !survey.all_senders_known {
        found.push(Warning::TooManyNames);
    }
    // What somebody copied has never an end.
    if ends_open && survey.platform != Some(Platform::Web) {
        found.push(Warning::OpenEnd);
    }
    found
}
