//! What was decided, as a table, CSV or JSON, each with its reasons.

use std::io::Write as _;

use base::Failure;
use serde_json::{Value, json};
use telecom::check::out;
use telecom::matching::{Basis, Decision, Matched, Outcome, RecordId, explain, explain_clock};
use telecom::words::{Lang, things};

use super::gather::{Gathered, Shown};
use crate::commands::bill::check::told;
use crate::commands::bill::show::no_formula;
use crate::commands::say;

/// What is told, and how.
pub(super) struct Told<'a> {
    pub gathered: &'a Gathered,
    pub matched: &'a Matched,
    pub open: bool,
    pub lang: Lang,
}

impl Told<'_> {
    fn wanted(&self) -> impl Iterator<Item = &Decision> {
        self.matched.decisions.iter().filter(|decision| !self.open || decision.outcome == Outcome::Unrecorded || decision.review)
    }

    fn shown(&self, decision: &Decision) -> Option<&Shown> {
        self.gathered.shown.get(usize::try_from(decision.contact.0).ok()?)
    }

    fn record(&self, id: RecordId) -> &str {
        usize::try_from(id.0).ok().and_then(|at| self.gathered.record_names.get(at)).map_or("?", String::as_str)
    }

    fn began(&self, decision: &Decision) -> String {
        let at = jiff::Timestamp::from_second(decision.began).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        self.gathered.settings.zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string()
    }

    fn word(&self, en: &'static str, fr: &'static str) -> &'static str {
        if self.lang == Lang::En { en } else { fr }
    }

    fn clocks(&self) -> Vec<(String, String, i32)> {
        let told = self.matched.clock_findings().into_iter().filter(|finding| finding.basis != Basis::Said || finding.ahead != 0).map(|finding| {
            let name = usize::try_from(finding.source.0).ok().and_then(|at| self.gathered.source_names.get(at)).cloned().unwrap_or_default();
            (name, explain_clock(&finding, self.lang), finding.ahead)
        });
        told.collect()
    }

    /// How many contacts became what: recorded, covered, unrecorded, nothing owed, to be looked at.
    fn tally(&self) -> [usize; 5] {
        let count = |of: fn(&Decision) -> bool| self.matched.decisions.iter().filter(|decision| of(decision)).count();
        [
            count(|d| matches!(d.outcome, Outcome::Recorded(_))),
            count(|d| matches!(d.outcome, Outcome::CoveredBy(_))),
            count(|d| d.outcome == Outcome::Unrecorded),
            count(|d| d.outcome == Outcome::NothingOwed),
            count(|d| d.review),
        ]
    }

    pub(super) fn table(&self) {
        for told in self.reading() {
            say(&told);
        }
        for (name, told, _) in self.clocks() {
            say(&format!("{name}: {told}"));
        }
        for decision in self.wanted() {
            let Some(shown) = self.shown(decision) else { continue };
            let record = decision.outcome.record().map_or("–", |id| self.record(id));
            say(&format!("\n{}  {}  {}  → {record}", shown.id, self.began(decision), shown.number));
            say(&format!("      {}", explain(decision, self.lang, &self.gathered.settings.zone)));
            if let Some((other, share)) = decision.next.filter(|(_, share)| *share >= 0.01) {
                say(&match self.lang {
                    Lang::En => format!("      next best: {} ({} in 100)", self.record(other), percent(share)),
                    Lang::Fr => format!("      ensuite\u{a0}: {} ({} sur 100)", self.record(other), percent(share)),
                });
            }
        }
        self.summary();
    }

    fn summary(&self) {
        let [recorded, covered, unrecorded, none, look] = self.tally();
        let all = things(self.matched.decisions.len(), self.lang, ("contact", "contacts"), ("contact", "contacts"));
        say(&match self.lang {
            Lang::En => format!("\n{all}: {recorded} recorded, {covered} covered by the record of one just beside, {unrecorded} that nobody seems to have written down, {none} that need no record. Please look at {look}."),
            Lang::Fr => format!("\n{all}\u{a0}: {recorded} notés, {covered} couverts par la note d’un contact tout proche, {unrecorded} que personne ne semble avoir notés, {none} sans note requise. À vérifier\u{a0}: {look}."),
        });
        let alone: Vec<&str> = self.matched.unmatched_records.iter().map(|id| self.record(*id)).collect();
        if !alone.is_empty() {
            say(&format!("{} {}", self.word("Records about none of these contacts (in person, another phone, or free of charge and not listed):", "Notes sur aucun de ces contacts (en personne, autre téléphone, ou gratuit et non énuméré)\u{a0}:"), alone.join(", ")));
        }
        for told in self.beside() {
            say(&told);
        }
        say(self.word("A contact without a record is a reason to write one, not a fault: it may be written down elsewhere.", "Un contact sans note est une raison d’en écrire une, pas une faute\u{a0}: elle est peut-être ailleurs."));
    }

    /// What was not matched, and why.
    fn beside(&self) -> Vec<String> {
        let rows = |number| things(number, self.lang, ("row", "rows"), ("ligne", "lignes"));
        let mut told = Vec::new();
        if self.gathered.left_out > 0 {
            told.push(match self.lang {
                Lang::En => format!("Of the bill, {} {} no contact with a person.", rows(self.gathered.left_out), if self.gathered.left_out == 1 { "is" } else { "are" }),
                Lang::Fr => format!("Sur la facture, {} sans contact avec une personne.", rows(self.gathered.left_out)),
            });
        }
        if self.gathered.undated > 0 {
            told.push(match self.lang {
                Lang::En => format!("{} of calls or messages print no day or no time: whether they were written down cannot be said.", rows(self.gathered.undated)),
                Lang::Fr => format!("{} d’appels ou de messages sans jour ou sans heure\u{a0}: impossible de dire s’ils ont été notés.", rows(self.gathered.undated)),
            });
        }
        told
    }

    /// What of the bill was not read or does not add up: before anything else.
    fn reading(&self) -> Vec<String> {
        let findings = self.gathered.reading.iter().flat_map(|(bill, findings)| findings.iter().map(move |finding| told(bill, finding, self.lang)));
        findings.collect()
    }

    pub(super) fn csv(&self) -> Result<(), Failure> {
        let fail = |e: csv::Error| Failure::broken("writing the table", e);
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(["contact", "began", "phone", "number", "outcome", "record", "sure", "look", "by", "minutes_apart", "days_apart", "clock_ahead", "next_record", "next_sure", "why"]).map_err(fail)?;
        for decision in self.wanted() {
            let Some(shown) = self.shown(decision) else { continue };
            let evidence = decision.evidence.as_ref();
            let next = decision.next.filter(|(_, share)| *share >= 0.01);
            let cells = [
                shown.id.clone(),
                self.began(decision),
                shown.phone.map(telecom::E164::plain).unwrap_or_default(),
                shown.number.clone(),
                word(decision.outcome).to_owned(),
                decision.outcome.record().map_or_else(String::new, |id| self.record(id).to_owned()),
                percent(decision.probability).to_string(),
                decision.review.to_string(),
                by(decision).to_owned(),
                evidence.and_then(|e| e.apart).map(|n| n.to_string()).unwrap_or_default(),
                evidence.map(|e| e.days.to_string()).unwrap_or_default(),
                decision.ahead.to_string(),
                next.map(|(id, _)| self.record(id).to_owned()).unwrap_or_default(),
                next.map(|(_, share)| percent(share).to_string()).unwrap_or_default(),
                explain(decision, self.lang, &self.gathered.settings.zone),
            ];
            // Figures may begin with a minus sign; everything people wrote may not.
            out.write_record(cells.map(|cell| if cell.parse::<i64>().is_ok() { cell } else { no_formula(&cell) })).map_err(fail)?;
        }
        let bytes = out.into_inner().map_err(|e| fail(e.into_error().into()))?;
        say(String::from_utf8_lossy(&bytes).trim_end());
        // The table is for a program: what the bill lacks goes beside it, with exit code 13 or 1.
        let mut err = std::io::stderr().lock();
        for told in self.reading().into_iter().chain(self.beside()) {
            let _ = writeln!(err, "{told}");
        }
        Ok(())
    }

    pub(super) fn json(&self) {
        let decisions: Vec<Value> = self.wanted().filter_map(|decision| Some(self.one(decision, self.shown(decision)?))).collect();
        let [recorded, covered, unrecorded, nothing_owed, look] = self.tally();
        let clocks: Vec<Value> = self.clocks().into_iter().map(|(source, why, ahead)| json!({ "source": source, "ahead_minutes": ahead, "why": why })).collect();
        say(&json!({
            "tally": { "recorded": recorded, "covered": covered, "unrecorded": unrecorded, "nothing_owed": nothing_owed, "look": look, "rows_left_out": self.gathered.left_out, "undated": self.gathered.undated },
            "reading": self.gathered.reading.iter().flat_map(|(bill, findings)| findings.iter().map(|finding| out::one(bill, finding))).collect::<Vec<_>>(),
            "clocks": clocks,
            "decisions": decisions,
            "unmatched_records": self.matched.unmatched_records.iter().map(|id| self.record(*id)).collect::<Vec<_>>(),
        })
        .to_string());
    }

    fn one(&self, decision: &Decision, shown: &Shown) -> Value {
        let evidence = decision.evidence.as_ref().map(|e| {
            json!({
                "record": self.record(e.record),
                "identity": kebab(&format!("{:?}", e.identity)),
                "minutes_apart": e.apart,
                "days_apart": e.days,
                "written_as": e.style.map(|style| kebab(&format!("{style:?}"))),
                "minutes_spoken_and_noted": e.lengths,
                "author_had_the_phone": e.author,
                "direction_agrees": e.direction,
                "channel_agrees": e.channel,
                "written_before_it_began": e.too_early,
            })
        });
        json!({
            "contact": shown.id,
            "began": self.began(decision),
            "phone": shown.phone.map(telecom::E164::plain),
            "number": shown.number,
            "outcome": word(decision.outcome),
            "record": decision.outcome.record().map(|id| self.record(id)),
            "probability": decision.probability,
            "look": decision.review,
            "by": by(decision),
            "contacts_as_one": decision.together,
            "clock_ahead_minutes": decision.ahead,
            "evidence": evidence,
            "next": decision.next.map(|(id, share)| json!({ "record": self.record(id), "probability": share })),
            "why": explain(decision, self.lang, &self.gathered.settings.zone),
        })
    }
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Recorded(_) => "recorded",
        Outcome::CoveredBy(_) => "covered",
        Outcome::Unrecorded => "unrecorded",
        Outcome::NothingOwed => "nothing-owed",
    }
}

fn by(decision: &Decision) -> &'static str {
    if decision.by == telecom::matching::By::Person { "person" } else { "figures" }
}

fn percent(share: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
    let whole = (share.clamp(0.0, 1.0) * 100.0).round() as u32;
    whole
}

fn kebab(name: &str) -> String {
    crate::commands::bill::show::kebab(name)
}
