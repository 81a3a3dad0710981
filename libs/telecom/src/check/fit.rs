//! B05 before anything else: is this the plan of this bill at all?

use super::finding::{Check, Evidence, Finding, Severity, both};
use super::given::Given;

/// Words that many carriers have in their names.
const COMMON: [&str; 18] =
    ["mobility", "mobilité", "mobile", "wireless", "sans", "fil", "communications", "telecom", "télécom", "phone", "canada", "inc", "ltd", "ltée", "corp", "the", "made", "up"];

/// Prices in another currency: no sum of one says anything about the other.
pub(super) fn currency(given: &Given<'_>) -> Option<Finding> {
    let (bill, plan) = (given.bill.currency.trim().to_uppercase(), given.plan.about.currency.trim().to_uppercase());
    if bill.is_empty() || bill == plan {
        return None;
    }
    let what = both!(|_l| "The bill is in {bill} and the plan is in {plan}.", "La facture est en {bill} et le forfait en {plan}.");
    let close = both!(|_l| "Nothing else is checked. Give the plan of this bill, or correct the currency in the plan or in the profile.",
        "Rien d’autre n’est vérifié. Donnez le forfait de cette facture, ou corrigez la devise dans le forfait ou dans le profil.");
    Some(Finding::new(Check::B05, Severity::Error, what).clause("plan").close(close))
}

/// Another carrier's plan. Names are written in many ways: they differ when they share no word of their own.
pub(super) fn carrier(given: &Given<'_>) -> Option<Finding> {
    let (bill, plan) = (given.bill.carrier.as_deref()?.trim(), given.plan.about.carrier.trim());
    let (ours, theirs) = (words(bill), words(plan));
    if ours.is_empty() || theirs.is_empty() || ours.iter().any(|word| theirs.contains(word)) {
        return None;
    }
    let what = both!(|_l| "The bill is of “{bill}” and the plan of “{plan}”.", "La facture est de «\u{a0}{bill}\u{a0}» et le forfait de «\u{a0}{plan}\u{a0}».");
    let close = both!(|_l| "See that it is the plan of this bill. If it is, write the carrier’s name in the plan as the bill does.",
        "Voyez si c’est le forfait de cette facture. Si oui, écrivez le nom du fournisseur dans le forfait comme sur la facture.");
    Some(Finding::new(Check::B05, Severity::Explain, what).clause("plan").also(Evidence::Plan).close(close))
}

fn words(name: &str) -> Vec<String> {
    let all: Vec<String> = name.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let own: Vec<String> = all.iter().filter(|word| !COMMON.contains(&word.as_str())).cloned().collect();
    if own.is_empty() { all } else { own }
}

#[cfg(test)]
mod tests {
    use super::super::tests::World;
    use super::*;
    use crate::check::Missing;

    #[test]
    fn a_plan_in_another_currency_stops_the_check_and_another_carriers_is_told() {
        let mut world = World::new();
        world.bill.carrier = Some("Example Mobility Inc.".to_owned());
        assert_eq!(world.found(), [""; 0]);

        let euros = World::new().plan(|text| text.replace("currency = \"CAD\"", "currency = \"EUR\""));
        let report = euros.report();
        assert_eq!((euros.found(), report.stopped), (vec!["B05 error 0".to_owned()], true));
        assert!(report.not_run.contains(&(Check::B07, Missing::PlanOfBill)));
        assert_eq!(report.findings[0].what.en(), "The bill is in CAD and the plan is in EUR.");

        world.bill.carrier = Some("Nordique Sans-fil".to_owned());
        assert_eq!(world.found(), ["B05 explain 0"]);
        world.bill.currency = String::new();
        world.bill.carrier = Some("EXAMPLE Wireless".to_owned());
        assert_eq!(world.found(), [""; 0], "nothing says which currency the bill is in");
    }
}
