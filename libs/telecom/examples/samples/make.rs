//! Made-up bills with the truth beside them, as CSV and as PDF drawn in several ways.

use std::fmt::Write as _;

/// Whose bills it resembles, from afar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Like {
    Bell,
    Rogers,
    Telus,
}

impl Like {
    pub const ALL: [Self; 3] = [Self::Bell, Self::Rogers, Self::Telus];

    pub fn id(self) -> &'static str {
        match self {
            Self::Bell => "made-up-bell",
            Self::Rogers => "made-up-rogers",
            Self::Telus => "made-up-telus",
        }
    }

    /// How its PDF is drawn in `docs/samples`.
    pub fn drawn(self) -> Drawn {
        match self {
            Self::Bell => Drawn::Rows,
            Self::Rogers => Drawn::Columns,
            Self::Telus => Drawn::Turned,
        }
    }
}

/// In what order and direction a page is drawn. What one sees is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// Row by row.
    Rows,
    /// From left to right: all first columns, then all second ones.
    Columns,
    /// One operation for each letter, in no order.
    Letters,
    /// On its side, and turned back by the page.
    Turned,
}

/// A call or a text, as it is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub ours: u64,
    pub day: u32,
    pub hour: u32,
    pub minute: u32,
    pub out: bool,
    pub text: bool,
    pub place: &'static str,
    pub other: u64,
    pub minutes: u32,
    pub cents: i64,
}

/// A line of a bill, before it is laid out.
#[derive(Debug, Clone)]
pub enum Part {
    Words(String),
    /// Words to the left, an amount at the right edge.
    Amount(String, String),
    Table { names: Vec<&'static str>, places: Vec<(f64, bool)>, rows: Vec<Vec<String>>, side_by_side: bool },
    NewPage,
}

/// A bill: its parts, and what is true of it.
pub struct Bill {
    pub like: Like,
    pub parts: Vec<Part>,
    pub events: Vec<Event>,
    /// Fees, credits and taxes: what, and cents.
    pub charges: Vec<(String, i64)>,
    pub total: i64,
    pub delimiter: char,
}

const PHONES: [(u64, &str); 3] = [(16_135_550_123, "OUTREACH A"), (16_135_550_124, "OUTREACH B"), (16_135_550_125, "SHARED")];
const PEOPLE: [(u64, &str, &str, i64); 7] = [
    (16_135_550_142, "OTTAWA ON", "Ottawa ON", 0),
    (18_195_550_117, "GATINEAU QC", "Gatineau QC", 0),
    (14_165_550_108, "TORONTO ON", "Toronto ON", 10),
    (15_145_550_161, "MONTRÉAL QC", "Montréal QC", 10),
    (12_125_550_133, "NEW YORK NY", "New York NY", 20),
    (18_005_550_199, "TOLL FREE", "Sans frais", 0),
    (18_765_550_100, "JAMAICA", "Jamaïque", 110),
];

/// Always the same numbers: this is no chance.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(sides)).unwrap_or(0)
    }
}

fn dashed(number: u64) -> String {
    let text = number.to_string();
    format!("{}-{}-{}", text.get(1..4).unwrap_or(""), text.get(4..7).unwrap_or(""), text.get(7..).unwrap_or(""))
}

fn events(like: Like) -> Vec<Event> {
    let mut dice = Dice(like.id().len() as u64 * 7919 + like.id().as_bytes().last().copied().map_or(0, u64::from));
    let mut all = Vec::new();
    for (ours, _) in PHONES {
        for day in 1..=31 {
            let mut hour = 7;
            for _ in 0..1 + dice.roll(3) {
                hour += 1 + dice.roll(4);
                let Some(&(other, place, french, rate)) = PEOPLE.get(dice.roll(7) as usize) else { continue };
                let text = like == Like::Rogers && dice.roll(4) == 0;
                let out = dice.roll(5) < 3 || rate > 20 || place == "TOLL FREE";
                let minutes = if text { 1 } else { 1 + dice.roll(30) };
                let cents = if out && !text { rate * i64::from(minutes) } else { 0 };
                let place = if like == Like::Telus { french } else { place };
                all.push(Event { ours, day, hour, minute: dice.roll(60), out, text, place, other, minutes, cents });
            }
        }
    }
    all
}

fn money(cents: i64, french: bool) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (whole, rest) = (cents.abs() / 100, cents.abs() % 100);
    if french { format!("{sign}{whole},{rest:02} $") } else { format!("{sign}{whole}.{rest:02}") }
}

/// Makes the bill.
pub fn bill(like: Like) -> Bill {
    let events = events(like);
    let mut bill = Bill { like, parts: Vec::new(), events, charges: Vec::new(), total: 0, delimiter: if like == Like::Telus { ';' } else { ',' } };
    match like {
        Like::Bell => bell(&mut bill),
        Like::Rogers => rogers(&mut bill),
        Like::Telus => telus(&mut bill),
    }
    bill
}

impl Bill {
    fn words(&mut self, text: &str) {
        self.parts.push(Part::Words(text.into()));
    }

    fn amount(&mut self, what: &str, cents: i64) {
        let shown = money(cents, self.like == Like::Telus);
        self.parts.push(Part::Amount(what.into(), shown));
    }

    fn charge(&mut self, what: &str, cents: i64) -> i64 {
        self.amount(what, cents);
        self.charges.push((what.into(), cents));
        self.total += cents;
        cents
    }

    fn of(&self, ours: u64) -> Vec<Event> {
        self.events.iter().filter(|event| event.ours == ours).cloned().collect()
    }

    fn used(&mut self, events: &[Event]) -> (i64, u32) {
        let cents = events.iter().map(|event| event.cents).sum();
        self.total += cents;
        (cents, events.iter().map(|event| event.minutes).sum())
    }
}

fn clock12(event: &Event) -> String {
    let hour = if event.hour.is_multiple_of(12) { 12 } else { event.hour % 12 };
    format!("{hour}:{:02}{}", event.minute, if event.hour < 12 { "AM" } else { "PM" })
}

fn bell(bill: &mut Bill) {
    for text in ["Account number 512345678", "Invoice number B-2025-03", "Bill date March 31, 2025", "Billing period Mar 1, 2025 to Mar 31, 2025"] {
        bill.words(text);
    }
    for (ours, name) in PHONES {
        bill.parts.push(Part::NewPage);
        bill.words(&format!("Wireless number {} {name}", dashed(ours)));
        bill.words("Monthly charges");
        let fee = bill.charge("Voice and Data plan 1 GB", 4500) + bill.charge("911 fee", 44);
        bill.amount("Total monthly charges", fee);
        bill.words("Call details");
        let events = bill.of(ours);
        let row = |event: &Event| {
            let place = if event.out { event.place } else { "INCOMING" };
            vec![format!("Mar {:02}", event.day), clock12(event), place.into(), dashed(event.other), event.minutes.to_string(), money(event.cents, false)]
        };
        bill.parts.push(Part::Table {
            names: vec!["Date", "Time", "Called to", "Number called", "Min", "Charge"],
            places: vec![(40.0, false), (72.0, false), (112.0, false), (178.0, false), (252.0, true), (290.0, true)],
            rows: events.iter().map(row).collect(),
            side_by_side: true,
        });
        let (cents, minutes) = bill.used(&events);
        bill.amount(&format!("Total calls {minutes} min"), cents);
        bill.amount(&format!("Total for {}", dashed(ours)), fee + cents);
    }
    bill.words("Taxes");
    let tax = bill.total * 13 / 100;
    let tax = bill.charge("HST 13%", tax);
    bill.amount("Total taxes", tax);
    bill.amount("Total due", bill.total);
}

fn rogers(bill: &mut Bill) {
    for text in ["Account 123456789", "Invoice date 31/03/2025", "Use from March 1, 2025 to March 31, 2025"] {
        bill.words(text);
    }
    for (ours, name) in PHONES {
        bill.parts.push(Part::NewPage);
        bill.words(&format!("Charges for {} {name}", dashed(ours)));
        let mut all = 0;
        if name == "SHARED" {
            bill.words("Partial charges");
            all += bill.charge("Plan change (March 20, 2025 to March 31, 2025)", 2800);
            bill.amount("Partial charges total", all);
        }
        bill.words("Regular charges");
        let fee = bill.charge("Business share everything", 7000) + bill.charge("Voicemail", 0);
        bill.amount("Regular charges total", fee);
        bill.words("Use");
        let events = bill.of(ours);
        let row = |event: &Event| {
            let what = match (event.text, event.out) {
                (false, true) => "Call out (S)",
                (false, false) => "Call in (S)",
                (true, true) => "Text out",
                (true, false) => "Text in",
            };
            let (minutes, cents) = (event.minutes.to_string(), money(event.cents, false));
            vec![format!("{:02}/03/2025", event.day), format!("{:02}:{:02}", event.hour, event.minute), what.into(), dashed(event.other), "OTTAWA ON".into(), minutes, cents.clone(), cents]
        };
        bill.parts.push(Part::Table {
            names: vec!["Date", "Time", "Service", "Number", "From", "Min or count", "LD", "Amount"],
            places: vec![(40.0, false), (105.0, false), (150.0, false), (230.0, false), (320.0, false), (440.0, true), (500.0, true), (560.0, true)],
            rows: events.iter().map(row).collect(),
            side_by_side: false,
        });
        let (cents, _) = bill.used(&events);
        bill.amount(&format!("Use total {}", money(cents, false)), cents);
        bill.words("Credits");
        let credit = bill.charge("Loyalty discount", -500);
        bill.amount("Credits total", credit);
        bill.amount(&format!("All charges for {}", dashed(ours)), all + fee + cents + credit);
    }
    bill.words("Taxes");
    let tax = bill.charge("HST", bill.total * 13 / 100);
    bill.amount("Taxes total", tax);
    bill.amount("Invoice total", bill.total);
}

fn telus(bill: &mut Bill) {
    for text in ["Numéro de compte 98765432", "Date de la facture 31 mars 2025", "Période du 1 mars 2025 au 31 mars 2025"] {
        bill.words(text);
    }
    for (ours, name) in PHONES {
        bill.parts.push(Part::NewPage);
        bill.words(&format!("Appareil {} {name}", dashed(ours)));
        bill.words("Forfait");
        let fee = bill.charge("Affaires voix et données", 5500);
        bill.amount("Total du forfait", fee);
        bill.words("Frais d'utilisation");
        let events = bill.of(ours);
        let row = |event: &Event| {
            let place = if event.out { event.place } else { "ENTRANT" };
            let (day, clock) = (format!("{} mars 2025", event.day), format!("{} h {:02}", event.hour, event.minute));
            vec![day, clock, place.into(), dashed(event.other), event.minutes.to_string(), money(0, true), money(event.cents, true), money(event.cents, true)]
        };
        bill.parts.push(Part::Table {
            names: vec!["Date", "Heure", "Lieu appelé", "Numéro", "Min", "Antenne", "Interurbain", "Montant"],
            places: vec![(40.0, false), (110.0, false), (165.0, false), (250.0, false), (350.0, true), (410.0, true), (485.0, true), (560.0, true)],
            rows: events.iter().map(row).collect(),
            side_by_side: false,
        });
        let (cents, minutes) = bill.used(&events);
        bill.amount(&format!("Total de l'utilisation {minutes} min"), cents);
        bill.words("Données");
        bill.amount("Données au Canada 524288 Ko", 0);
        bill.amount("Total des données", 0);
        bill.amount(&format!("Total de l'appareil {}", dashed(ours)), fee + cents);
    }
    bill.words("Taxes");
    let tax = bill.charge("TVH", bill.total * 13 / 100);
    bill.amount("Total des taxes", tax);
    bill.amount("Montant à payer", bill.total);
}

fn note(like: Like) -> &'static str {
    if like == Like::Telus { "EXEMPLE INVENTÉ de facture, aucune personne réelle" } else { "MADE-UP SAMPLE of a bill, no real person" }
}

fn page_words(like: Like, page: usize, pages: usize) -> String {
    if like == Like::Telus { format!("Page {page} de {pages}") } else { format!("Page {page} of {pages}") }
}

/// The bill as text with delimiters.
pub fn csv(bill: &Bill) -> Vec<u8> {
    let cell = |text: &str| if text.contains(bill.delimiter) { format!("\"{text}\"") } else { text.to_owned() };
    let line = |cells: &[String]| cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(&bill.delimiter.to_string()) + "\r\n";
    let mut text = line(&[note(bill.like).to_owned()]);
    for part in &bill.parts {
        match part {
            Part::Words(words) => text.push_str(&line(std::slice::from_ref(words))),
            Part::Amount(words, amount) => text.push_str(&line(&[words.clone(), amount.clone()])),
            Part::Table { names, rows, .. } => {
                text.push_str(&line(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()));
                rows.iter().for_each(|row| text.push_str(&line(row)));
            }
            Part::NewPage => {}
        }
    }
    text.into_bytes()
}

/// A piece of text on a page.
#[derive(Clone)]
struct Ink {
    x: f64,
    y: f64,
    text: String,
}

const SIZE: f64 = 7.0;
const RIGHT: f64 = 560.0;

/// Widths of Helvetica, in thousandths, from the blank to the tilde.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

fn width(c: char) -> f64 {
    let plain = match c {
        'é' | 'à' => 'e',
        'É' => 'E',
        'ï' => 'i',
        other => other,
    };
    let at = (plain as usize).saturating_sub(32);
    f64::from(WIDTHS.get(at).copied().unwrap_or(556)) * SIZE / 1000.0
}

fn wide(text: &str) -> f64 {
    text.chars().map(width).sum()
}

struct Sheet {
    pages: Vec<Vec<Ink>>,
    y: f64,
}

impl Sheet {
    fn ink(&mut self, x: f64, right: bool, text: &str) {
        let x = if right { x - wide(text) } else { x };
        let y = self.y;
        if let Some(page) = self.pages.last_mut() {
            page.push(Ink { x, y, text: text.to_owned() });
        }
    }

    fn down(&mut self) {
        self.y -= 11.0;
        if self.y < 70.0 {
            self.turn();
        }
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = 740.0;
    }

    fn row(&mut self, shift: f64, places: &[(f64, bool)], cells: &[String]) {
        for ((x, right), text) in places.iter().zip(cells) {
            self.ink(x + shift, *right, text);
        }
    }

    fn table(&mut self, names: &[&'static str], places: &[(f64, bool)], rows: &[Vec<String>], side_by_side: bool) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut rest = rows;
        while !rest.is_empty() {
            if self.y < 130.0 {
                self.turn();
            }
            let top = self.y;
            let space = (1..70).take_while(|row| top - 85.0 >= f64::from(*row) * 11.0).count();
            let bands = if side_by_side { 2 } else { 1 };
            let half = if side_by_side { space.min(rest.len().div_ceil(2)) } else { space.min(rest.len()) };
            let (now, later) = rest.split_at((half * bands).min(rest.len()));
            for (band, rows) in now.chunks(half.max(1)).enumerate() {
                let shift = if band == 0 { 0.0 } else { 280.0 };
                self.y = top;
                self.row(shift, places, &names);
                for row in rows {
                    self.y -= 11.0;
                    self.row(shift, places, row);
                }
            }
            // Two tables stand side by side even when the second is empty.
            if side_by_side && now.len() <= half {
                self.y = top;
                self.row(280.0, places, &names);
            }
            self.y = top;
            (0..half).for_each(|_| self.y -= 11.0);
            self.down();
            rest = later;
        }
    }
}

/// The bill as a PDF.
pub fn pdf(bill: &Bill, drawn: Drawn) -> Vec<u8> {
    let mut sheet = Sheet { pages: vec![Vec::new()], y: 740.0 };
    for part in &bill.parts {
        match part {
            Part::Words(words) => {
                sheet.ink(40.0, false, words);
                sheet.down();
            }
            Part::Amount(words, amount) => {
                sheet.ink(40.0, false, words);
                sheet.ink(RIGHT, true, amount);
                sheet.down();
            }
            Part::Table { names, places, rows, side_by_side } => sheet.table(names, places, rows, *side_by_side),
            Part::NewPage => sheet.turn(),
        }
    }
    let pages = sheet.pages.len();
    for (number, page) in (1..).zip(&mut sheet.pages) {
        page.push(Ink { x: 40.0, y: 770.0, text: note(bill.like).into() });
        page.push(Ink { x: 500.0, y: 770.0, text: page_words(bill.like, number, pages) });
    }
    written(&sheet.pages, drawn)
}

/// The pages as operations.
fn written(pages: &[Vec<Ink>], drawn: Drawn) -> Vec<u8> {
    let turned = drawn == Drawn::Turned;
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 4 + at * 2)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Count {} /Kids [{}] >>", pages.len(), kids.join(" ")).into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    for (at, page) in pages.iter().enumerate() {
        let (media, rotate) = if turned { ("[0 0 792 612]", " /Rotate 90") } else { ("[0 0 612 792]", "") };
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox {media}{rotate} /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>", 5 + at * 2).into_bytes());
        let content = content(page, drawn);
        let mut stream = format!("<< /Length {} >>\nstream\n", content.len()).into_bytes();
        stream.extend_from_slice(&content);
        stream.extend_from_slice(b"\nendstream");
        objects.push(stream);
    }
    assembled(&objects)
}

fn content(page: &[Ink], drawn: Drawn) -> Vec<u8> {
    let mut inks = page.to_vec();
    match drawn {
        Drawn::Rows => {}
        Drawn::Columns | Drawn::Turned => inks.sort_by(|a, b| a.x.total_cmp(&b.x)),
        Drawn::Letters => {
            inks = inks.iter().flat_map(letters).collect();
            inks.sort_by(|a, b| (a.x * 7.0 % 13.0).total_cmp(&(b.x * 7.0 % 13.0)));
        }
    }
    let mut out = Vec::new();
    for ink in inks {
        let matrix = if drawn == Drawn::Turned { format!("0 1 -1 0 {:.2} {:.2}", 792.0 - ink.y, ink.x) } else { format!("1 0 0 1 {:.2} {:.2}", ink.x, ink.y) };
        out.extend_from_slice(format!("BT /F1 {SIZE} Tf {matrix} Tm (").as_bytes());
        for c in ink.text.chars() {
            if matches!(c, '(' | ')' | '\\') {
                out.push(b'\\');
            }
            // Windows-1252 holds these letters where Unicode does.
            out.push(u8::try_from(c as u32).unwrap_or(b'?'));
        }
        out.extend_from_slice(b") Tj ET\n");
    }
    out
}

fn letters(ink: &Ink) -> Vec<Ink> {
    let mut x = ink.x;
    let mut all = Vec::new();
    for c in ink.text.chars() {
        if c != ' ' {
            all.push(Ink { x, y: ink.y, text: c.to_string() });
        }
        x += width(c);
    }
    all
}

fn assembled(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(out.len());
        out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(table, "{place:010} 00000 n ");
    }
    let _ = write!(table, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    out.extend_from_slice(table.as_bytes());
    out
}
