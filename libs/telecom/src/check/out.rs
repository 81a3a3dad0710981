//! A report for other programs: JSON and CSV that a spreadsheet cannot take for formulas.
//!
//! Rows are named by page and row. Their text is left out: it holds numbers of
//! people who were never asked.

use serde_json::{Value, json};

use super::{Finding, Missing, Report};
use crate::bill::Bill;
use crate::words::{Lang, Said};

impl Missing {
    /// What to bring.
    #[must_use]
    pub const fn said(self, lang: Lang) -> &'static str {
        let (en, fr) = match self {
            Self::RightTotals => ("a bill that was read whole and adds up (B01)", "une facture lue en entier et dont la somme est juste (B01)"),
            Self::PlanOfBill => ("a plan in the currency of the bill (B05)", "un forfait dans la devise de la facture (B05)"),
            Self::Earlier => ("the bill before this one", "la facture précédente"),
            Self::History => ("several earlier bills", "plusieurs factures précédentes"),
            Self::Register => ("the list of phones and known numbers", "la liste des téléphones et des numéros connus"),
            Self::Assignments => ("who had which phone when", "qui avait quel téléphone et quand"),
            Self::Losses => ("what was lost, stolen or cancelled", "ce qui a été perdu, volé ou annulé"),
            Self::Notes => ("case notes and letters", "les notes de dossier et les courriels"),
            Self::TaxRule => ("a [tax] section in the plan", "une section [tax] dans le forfait"),
            Self::OtherPlans => ("other plans to compare with", "d’autres forfaits à comparer"),
            Self::Today => ("today’s date", "la date d’aujourd’hui"),
        };
        match lang {
            Lang::En => en,
            Lang::Fr => fr,
        }
    }
}

/// `page.row` of each row of a finding: `1.12`, or `12` where there are no pages.
#[must_use]
pub fn places(bill: &Bill, finding: &Finding) -> Vec<String> {
    let at = finding.rows.iter().filter_map(|row| bill.rows.get(*row as usize)).map(|row| row.at);
    at.map(|at| if at.page == 0 { at.row.to_string() } else { format!("{}.{}", at.page, at.row) }).collect()
}

fn both(said: &Said) -> Value {
    json!({ "en": said.en(), "fr": said.fr() })
}

/// The whole report in both languages. Money is text, exact.
#[must_use]
pub fn json(bill: &Bill, report: &Report) -> Value {
    let findings: Vec<Value> = report.findings.iter().map(|f| one(bill, f)).collect();
    let not_run: Vec<Value> = report.not_run.iter().map(|(check, missing)| json!({ "check": check.id(), "needs": { "en": missing.said(Lang::En), "fr": missing.said(Lang::Fr) } })).collect();
    json!({
        "worst": report.worst().map(super::Severity::word),
        "stopped": report.stopped,
        "stake": report.stake().to_string(),
        "stakes": { "error": report.stakes.error.to_string(), "explain": report.stakes.explain.to_string() },
        "findings": findings,
        "not_run": not_run,
    })
}

/// One finding, as it stands in [`json`].
#[must_use]
pub fn one(bill: &Bill, finding: &Finding) -> Value {
    let evidence: Vec<Value> = finding.evidence.iter().map(|e| json!({ "en": e.said(Lang::En), "fr": e.said(Lang::Fr) })).collect();
    json!({
        "check": finding.check.id(),
        "severity": finding.severity.word(),
        "line": finding.line.map(|l| l.to_string()),
        "rows": places(bill, finding),
        "clause": finding.clause,
        "stake": finding.stake.to_string(),
        "what": both(&finding.what),
        "sum": both(&finding.sum),
        "evidence": evidence,
        "close": both(&finding.close),
    })
}

/// A cell that no spreadsheet takes for a formula.
fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() }
}

/// One line a finding.
///
/// # Errors
/// When the text cannot be made, which memory alone could cause.
pub fn csv(bill: &Bill, report: &Report, lang: Lang) -> Result<String, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["check", "severity", "line", "rows", "clause", "stake", "what", "sum", "evidence", "close"])?;
    for finding in &report.findings {
        let evidence = finding.evidence.iter().map(|e| e.said(lang)).collect::<Vec<_>>().join("; ");
        let line = finding.line.map(crate::number::E164::plain).unwrap_or_default();
        let cells = [
            finding.check.id(),
            finding.severity.word(),
            &line,
            &places(bill, finding).join(" "),
            finding.clause.as_deref().unwrap_or_default(),
            &finding.stake.to_string(),
            &finding.what.in_lang(lang),
            &finding.sum.in_lang(lang),
            &evidence,
            &finding.close.in_lang(lang),
        ];
        out.write_record(cells.map(safe))?;
    }
    let bytes = out.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;
    use crate::bill::{Direction, Kind};

    #[test]
    fn a_report_for_programs_names_rows_and_shows_no_strangers() {
        let world = World::with([call('A', Direction::Out, "416-555-0177", (10, 9, 0), 185, 100), fee('A', Kind::OneTime, "=cmd()", 500)]);
        let report = world.report();

        let value = json(&world.bill, &report);
        assert_eq!((value["worst"].as_str(), value["stake"].as_str()), (Some("error"), Some("5.20")), "the price of the call is wrong by 0.20, and nobody ordered the rest");
        assert_eq!((value["stakes"]["error"].as_str(), value["stakes"]["explain"].as_str()), (Some("0.20"), Some("5.00")));
        let wrong = value["findings"].as_array().unwrap().iter().find(|f| f["check"] == "B07").unwrap();
        assert_eq!((wrong["rows"][0].as_str(), wrong["line"].as_str(), wrong["clause"].as_str()), (Some("1.11"), Some("+16135550100"), Some("long-distance-call")));
        assert!(!value.to_string().contains("416-555") && !value.to_string().contains("4165550177"));

        let table = csv(&world.bill, &report, Lang::Fr).unwrap();
        assert_eq!(table.lines().count(), report.findings.len() + 1);
        assert!(!table.contains("4165550177") && table.lines().all(|l| !l.starts_with(['=', '+', '@'])));
    }

    #[test]
    fn every_missing_thing_has_words() {
        for missing in [Missing::RightTotals, Missing::PlanOfBill, Missing::Earlier, Missing::History, Missing::Register, Missing::Assignments, Missing::Losses, Missing::Notes, Missing::TaxRule, Missing::OtherPlans, Missing::Today] {
            assert_ne!(missing.said(Lang::En), missing.said(Lang::Fr));
        }
    }
}
