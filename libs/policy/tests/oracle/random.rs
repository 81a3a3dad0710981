//! Random rules and histories, dense enough that things meet.

use policy::{Event, Lang, Line, Vocabulary, parse};

use super::readings::ROUGH;

/// splitmix64: small, and the same everywhere.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }

    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        let place = usize::try_from(self.roll(from.len() as u64)).unwrap();
        from[place]
    }

    fn chance(&mut self, one_in: u64) -> bool {
        self.roll(one_in) == 0
    }

    /// A moment of spring 2026, on the quarter of a day, often the same.
    pub fn moment(&mut self) -> i64 {
        let day = 1_771_390_800_000 + i64::try_from(self.roll(70)).unwrap() * 86_400_000;
        let spread = [0, 0, 6, 12, 12, 18, 20];
        day + spread[usize::try_from(self.roll(7)).unwrap()] * 3_600_000
            - i64::from(self.chance(12))
    }
}

fn span(dice: &mut Dice) -> String {
    let unit = dice.pick(&["hours", "days", "working days", "weeks", "months"]);
    let most = match unit {
        "hours" => 72,
        "days" => 20,
        "working days" => 6,
        "weeks" => 3,
        _ => 2,
    };
    format!("{} {unit}", dice.roll(most) + 1)
}

/// One line of a rule; `kind` fixes everything but the times.
struct Template {
    form: u64,
    words: Vec<String>,
    /// How exactly the record must show it: the same in all versions.
    strict: String,
}

/// Modifiers of a form that say how exactly the record must show it.
fn strict(dice: &mut Dice, form: u64) -> String {
    let mut all = String::new();
    let mut add = |words: String| all.push_str(&format!("; {words}"));
    if form <= 3 && dice.chance(4) {
        add(format!(
            "counts if recorded within {} days",
            dice.roll(12) + 1
        ));
    }
    match form {
        0 => {
            if dice.chance(3) {
                add("on a fixed schedule".to_owned());
            }
            if dice.chance(3) {
                add("carry over".to_owned());
            }
        }
        1 if dice.chance(3) => add(format!(
            "owed from {} percent of the period",
            dice.pick(&["1", "20", "75", "100"])
        )),
        2 if dice.chance(2) => add("one record each".to_owned()),
        3 if dice.chance(2) => add("on record first".to_owned()),
        4 if dice.chance(3) => add(format!("checked every {}", span(dice))),
        5 if dice.chance(3) => add(format!("stale after {}", span(dice))),
        _ => {}
    }
    all
}

const RENEWED: &[&str] = &[
    "passcode changed",
    "passcode changed",
    "passcode changed and manager informed",
    "passcode changed by the manager",
    "passcode changed by the worker",
    "passcode changed by the supervisor",
];
const TRIGGERED: &[&str] = &[
    "a passcode change: manager informed",
    "an app installation: app approved and manager informed",
    "an app installation: manager informed",
    "a trip off site: passcode changed",
];
const GUARDED: &[&str] = &[
    "a phone is taken off site: permission",
    "a phone is taken off site: permission",
    "an app is installed: app approved",
    "an app is installed: app approved and manager informed",
];
const STANDING: &[&str] = &[
    "always a passcode",
    "never a passcode",
    "always locked drawer storage",
    "never locked drawer storage",
];
const BY: &[&str] = &[
    "",
    " by the same worker",
    " by the same worker",
    " by the manager",
    " by the supervisor",
];
const RESPONSIBLE: &[&str] = &[
    "",
    "; responsible: the manager",
    "; responsible: the worker",
];
const NEED: &[&str] = &["", "", "; except while an accessibility need"];
const NEED_OR_LEAVE: &[&str] = &[
    "",
    "",
    "; except while an accessibility need",
    "; except while on leave",
];

impl Template {
    fn new(dice: &mut Dice) -> Self {
        let form = dice.roll(6);
        let each = format!(
            "each phone{}{}",
            dice.pick(&["", "", " in service", " not in use"]),
            dice.pick(NEED)
        );
        let words = match form {
            0 | 1 => {
                let period = dice.pick(&["week", "month", "month", "quarter"]).to_owned();
                vec![format!("{}, for {each}", dice.pick(RENEWED)), period]
            }
            2 if dice.chance(5) => {
                vec!["a phone issue: rules acknowledged by the worker".to_owned()]
            }
            2 => {
                let (by, rest) = (dice.pick(BY), dice.pick(NEED_OR_LEAVE));
                vec![format!(
                    "{}{by}{rest}{}",
                    dice.pick(TRIGGERED),
                    dice.pick(RESPONSIBLE)
                )]
            }
            3 => {
                let rest = dice.pick(NEED_OR_LEAVE).to_owned();
                vec![format!("{}{}", dice.pick(GUARDED), dice.pick(BY)), rest]
            }
            4 => vec![format!("only approved apps on {each}")],
            _ => vec![format!("{} on {each}", dice.pick(STANDING))],
        };
        Self {
            form,
            words,
            strict: strict(dice, form),
        }
    }

    fn line(&self, dice: &mut Dice) -> String {
        let first = if dice.chance(4) {
            format!("; first by {} March 2026", dice.roll(31) + 1)
        } else {
            String::new()
        };
        let warn = if dice.chance(3) {
            format!("; warn {} before", span(dice))
        } else {
            String::new()
        } + &self.strict;
        match self.form {
            0 => format!("every {}: {}{first}{warn}", span(dice), self.words[0]),
            1 => format!(
                "once each calendar {}: {}{first}{warn}",
                self.words[1], self.words[0]
            ),
            2 => format!("within {} of {}{warn}", span(dice), self.words[0]),
            3 => {
                let valid = match dice.roll(3) {
                    0 => String::new(),
                    1 => format!(" (valid {})", span(dice)),
                    _ => format!(" (valid {}, one use)", span(dice)),
                };
                format!(
                    "before {}{valid}{}{}",
                    self.words[0], self.words[1], self.strict
                )
            }
            _ => {
                let grace = if dice.chance(2) {
                    format!("; grace {}", span(dice))
                } else {
                    String::new()
                };
                format!("{}{grace}{warn}", self.words[0])
            }
        }
    }
}

/// One rule in one to three versions.
pub fn rule(dice: &mut Dice, vocabulary: &Vocabulary) -> Vec<Line> {
    let template = Template::new(dice);
    let rolls = dice.chance(4);
    let versions = [1, 1, 2, 3][usize::try_from(dice.roll(4)).unwrap()];
    let mut starts: Vec<i64> = (0..versions)
        .map(|_| dice.moment() - 20 * 86_400_000)
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let mut lines = Vec::new();
    for (place, from) in starts.iter().enumerate() {
        let text = template.line(dice);
        let rule = parse(&text, Lang::En, vocabulary).unwrap_or_else(|no| panic!("{text}: {no}"));
        let mut line = Line::new("rule", rule, *from);
        line.until = starts.get(place + 1).copied();
        line.rolls = rolls != dice.chance(8);
        if dice.chance(6) {
            let gap = *from + i64::try_from(dice.roll(30) + 1).unwrap() * 86_400_000;
            line.until = Some(line.until.map_or(gap, |until| until.min(gap)));
        }
        lines.push(line);
    }
    if dice.chance(3) {
        lines.extend(follower(dice, vocabulary, &lines[0]));
    }
    lines
}

/// A rule about the misses of another, and sometimes one about its misses.
fn follower(dice: &mut Dice, vocabulary: &Vocabulary, of: &Line) -> Vec<Line> {
    let mut ids = vec!["rule", "after"];
    if dice.chance(4) {
        ids.push("then");
    }
    let acted = of.rule.form.trigger().is_some();
    let mut lines = Vec::new();
    for pair in ids.windows(2) {
        let done = dice.pick(&[
            "manager informed",
            "manager informed",
            "passcode changed",
            "app approved",
            "manager informed and passcode changed",
        ]);
        let by = dice.pick(&["", "", " by the manager", " by the supervisor"]);
        let by = if acted && dice.chance(4) {
            " by the same worker"
        } else {
            by
        };
        let soon = if dice.chance(5) {
            "; counts if recorded within 5 days"
        } else {
            ""
        };
        let text = format!(
            "within {} of a miss of [{}]: {done}{by}{}{soon}",
            span(dice),
            pair[0],
            dice.pick(RESPONSIBLE)
        );
        let rule = parse(&text, Lang::En, vocabulary).unwrap_or_else(|no| panic!("{text}: {no}"));
        let from = of.from + i64::try_from(dice.roll(20)).unwrap() * 86_400_000;
        let rolls = dice.chance(4);
        lines.push(Line {
            rolls,
            ..Line::new(pair[1], rule, from)
        });
    }
    lines
}

const KINDS: &[&str] = &[
    "phone.added",
    "phone.added",
    "phone.retired",
    "custody.began",
    "custody.began",
    "custody.ended",
    "passcode.changed",
    "passcode.changed",
    "passcode.changed",
    "manager.informed",
    "manager.informed",
    "offsite.permitted",
    "offsite.permitted",
    "offsite.refused",
    "phone.taken-off-site",
    "phone.taken-off-site",
    "phone.brought-back",
    "phone.put-in-drawer",
    "phone.taken-from-drawer",
    "app.approved",
    "app.approved",
    "app.withdrawn",
    "app.installed",
    "app.installed",
    "app.removed",
    "code.seen",
    "code.missing",
    "need.began",
    "need.ended",
    "leave.began",
    "leave.ended",
    "person.left",
    "person.joined",
    "role.granted",
    "role.ended",
    "supervision.began",
    "supervision.ended",
    "rules.acknowledged",
    "apps.checked",
    "exception.began",
    "exception.began",
    "exception.ended",
    "phone.placed",
    "phone.placed",
    "source.failed",
    "source.failed",
    "source.back",
];

fn about(dice: &mut Dice, event: Event) -> Event {
    let person = dice.pick(&["ben", "cleo", "eli"]);
    let phone = dice.pick(&["p1", "p1", "p2"]);
    let kind = event.kind.to_string();
    match kind.split('.').next().unwrap() {
        "custody" => event.about("phone", phone).about("person", person),
        "offsite" => event
            .about("phone", phone)
            .about("request", dice.pick(&["q1", "q2"])),
        "app" => {
            let event = if kind == "app.installed" || kind == "app.removed" {
                event.about("phone", phone)
            } else {
                event
            };
            event.about("app", dice.pick(&["chat", "game"]))
        }
        "source" => event.about("source", dice.pick(&["scan", "mail"])),
        "leave" | "person" => event.about("person", person),
        "role" => event
            .about("person", person)
            .about("role", dice.pick(&["manager", "director"])),
        "supervision" => event
            .about("person", person)
            .about("supervisor", dice.pick(&["ben", "cleo", "ana"])),
        "rules" => event.about("person", person).about("document", "d1"),
        "exception" => {
            let event = event.about("rule", dice.pick(&["rule", "rule", "after", "other"]));
            if dice.chance(2) {
                event.about("phone", phone)
            } else {
                event.about("person", person)
            }
        }
        _ if kind == "phone.placed" => event.about("phone", phone).about(
            "site",
            dice.pick(&["vancouver", "vancouver", "st-johns", "nowhere"]),
        ),
        "apps" => event.about("phone", phone),
        _ => event.about("phone", phone),
    }
}

/// The deeds that matter to a form, so that enough of them meet.
#[rustfmt::skip]
fn near(form: &str) -> &'static [&'static str] {
    match form {
        "every" | "once" => &["passcode.changed", "passcode.changed", "manager.informed", "custody.began", "custody.ended", "need.began", "need.ended", "phone.placed", "source.failed"],
        "within" => &["passcode.changed", "manager.informed", "manager.informed", "app.installed", "app.approved", "phone.taken-off-site", "leave.began", "need.began", "need.ended", "person.left", "custody.began", "rules.acknowledged", "phone.placed", "source.failed"],
        "before" => &["offsite.permitted", "offsite.permitted", "phone.taken-off-site", "phone.taken-off-site", "offsite.refused", "app.approved", "app.installed", "manager.informed", "leave.began", "need.began", "need.ended", "phone.placed", "source.failed"],
        "only" => &["app.approved", "app.approved", "app.installed", "app.installed", "app.removed", "app.withdrawn", "apps.checked", "custody.began", "custody.ended", "need.began", "need.ended", "phone.placed", "source.failed"],
        _ => &["code.seen", "code.seen", "code.missing", "phone.put-in-drawer", "phone.taken-from-drawer", "custody.began", "custody.ended", "need.began", "need.ended", "phone.placed", "source.failed"],
    }
}

/// Up to two deeds of which some entries say the day only. What opens a duty may be
/// one of them, what begins or ends a state may not: the oracle would not know it again.
fn rough(dice: &mut Dice, form: &policy::Form) -> Vec<&'static str> {
    if !dice.chance(2) {
        return Vec::new();
    }
    let states = ["phone.taken-off-site", "app.installed"];
    let kinds = ROUGH
        .into_iter()
        .filter(|kind| form.each().is_none() || !states.contains(kind));
    let mut kinds: Vec<&str> = kinds.collect();
    while kinds.len() > 2 {
        kinds.remove(usize::try_from(dice.roll(kinds.len() as u64)).unwrap());
    }
    kinds
}

/// A trail, in the order it was written; some entries late, some amended.
pub fn trail(dice: &mut Dice, lines: &[Line]) -> Vec<Event> {
    let near = near(lines[0].rule.form.keyword());
    let rough = rough(dice, &lines[0].rule.form);
    let mut trail = Vec::new();
    let start = 1_771_390_800_000 - 10 * 86_400_000;
    let count = dice.roll(40);
    for id in 1..=count + 2 {
        // A phone in use and somebody in charge, so that most rules have something to say.
        let event = match id {
            1 => Event::new(id, "phone.added", start)
                .by("cleo")
                .about("phone", "p1"),
            2 => Event::new(id, "role.granted", start)
                .by("cleo")
                .about("person", "cleo")
                .about("role", "manager"),
            _ => {
                let kinds = if dice.chance(3) { KINDS } else { near };
                let event = Event::new(id, dice.pick(kinds), dice.moment());
                let event = about(dice, event);
                if dice.chance(12) {
                    event
                } else {
                    event.by(dice.pick(&["ben", "ben", "cleo", "eli", "ana"]))
                }
            }
        };
        let late = if dice.chance(4) {
            i64::try_from(dice.roll(20)).unwrap() * 86_400_000
        } else {
            0
        };
        let recorded = event.at + late;
        let event = event.recorded(recorded);
        let event = if rough.contains(&&*event.kind) && !dice.chance(4) {
            event.some_time_that_day()
        } else {
            event
        };
        let event = if id > 3 && dice.chance(10) {
            event.answering(dice.roll(id - 1) + 1)
        } else {
            event
        };
        trail.push(match dice.roll(14) {
            0 if id > 3 => event.corrects(dice.roll(id - 1) + 1),
            1 if id > 3 => event.retracts(dice.roll(id - 1) + 1),
            _ => event,
        });
    }
    trail
}
