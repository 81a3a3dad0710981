//! The questions of a clause in its form: several, each in both languages; one more place stands
//! empty below, and a question whose fields are emptied is taken out.

use base::Said;
use base::web::form::{Field, FormState};

use super::clause::Desk;
use crate::model::{Both, Clause, Question};

/// The fields of one question.
pub(super) struct Slot {
    pub ask_en: &'static str,
    pub ask_fr: &'static str,
    pub choices_en: &'static str,
    pub choices_fr: &'static str,
    pub right: &'static str,
}

macro_rules! slot {
    ($n:literal) => {
        Slot {
            ask_en: concat!("ask", $n, "_en"),
            ask_fr: concat!("ask", $n, "_fr"),
            choices_en: concat!("choices", $n, "_en"),
            choices_fr: concat!("choices", $n, "_fr"),
            right: concat!("right", $n),
        }
    };
}

/// A clause has at most so many questions in its form; those a file brought beyond stay as they are.
pub(super) const SLOTS: [Slot; 6] = [slot!(""), slot!("2"), slot!("3"), slot!("4"), slot!("5"), slot!("6")];

impl Slot {
    fn fields(&self) -> [&'static str; 5] {
        [self.ask_en, self.ask_fr, self.choices_en, self.choices_fr, self.right]
    }

    fn is_used(&self, form: &FormState) -> bool {
        self.fields().iter().any(|name| !form.text(name).is_empty())
    }
}

/// One question, ready to be drawn.
pub(super) struct Shown {
    pub ask_en: Field,
    pub ask_fr: Field,
    pub choices_en: Field,
    pub choices_fr: Field,
    pub right: Field,
}

/// The questions of the form, and one more to be filled. How many there are.
pub(super) fn shown(form: &FormState, field: impl Fn(&'static str) -> Field) -> (usize, Vec<Shown>) {
    let used = SLOTS.iter().rposition(|s| s.is_used(form)).map_or(0, |place| place + 1);
    let all = SLOTS.iter().take(used + 1).map(|s| Shown {
        ask_en: field(s.ask_en), ask_fr: field(s.ask_fr), choices_en: field(s.choices_en), choices_fr: field(s.choices_fr), right: field(s.right),
    });
    (used, all.collect())
}

/// The fields as the clause has them: name, value.
pub(super) fn kept(clause: &Clause) -> Vec<(&'static str, String)> {
    let lines = |q: &Question, of: fn(&Both) -> &str| q.choices.iter().map(of).collect::<Vec<_>>().join("\n");
    SLOTS.iter().zip(&clause.questions).flat_map(|(slot, q)| {
        [
            (slot.ask_en, q.ask.en.clone()),
            (slot.ask_fr, q.ask.fr.clone()),
            (slot.choices_en, lines(q, |b| &b.en)),
            (slot.choices_fr, lines(q, |b| &b.fr)),
            (slot.right, q.right.to_string()),
        ]
    }).collect()
}

/// The questions as they were typed. What is wrong stands beside the fields.
pub(super) fn typed(desk: &Desk, form: &mut FormState) -> Vec<Question> {
    let mut all: Vec<Question> = Vec::new();
    for (place, slot) in SLOTS.iter().enumerate().filter(|(_, s)| s.is_used(form)).collect::<Vec<_>>() {
        let before = desk.clause.questions.get(place).map(|q| q.id.clone());
        let id = before.unwrap_or_else(|| desk.new_question_id(&all));
        all.push(read(slot, form, id));
    }
    all.extend(desk.clause.questions.iter().skip(SLOTS.len()).cloned());
    all
}

fn read(slot: &Slot, form: &mut FormState, id: String) -> Question {
    let ask = Both::new(form.text(slot.ask_en), form.text(slot.ask_fr));
    let lines = |name: &str| form.text(name).lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (en, fr) = (lines(slot.choices_en), lines(slot.choices_fr));
    let right = form.text(slot.right).parse::<usize>().unwrap_or(0);
    if ask.en.is_empty() || ask.fr.is_empty() || ask.en.contains('\n') || ask.fr.contains('\n') {
        form.wrong(if ask.en.is_empty() { slot.ask_en } else { slot.ask_fr }, Said::plain("manual-question-unfit"));
    }
    if en.len() < 2 || en.len() != fr.len() {
        form.wrong(slot.choices_en, Said::plain("manual-choices-unfit"));
    }
    if !(1..=en.len().max(1)).contains(&right) {
        form.wrong(slot.right, Said::plain("manual-right-unfit"));
    }
    let choices = en.into_iter().zip(fr).map(|(e, f)| Both::new(e, f)).collect();
    Question { id, ask, choices, right }
}
