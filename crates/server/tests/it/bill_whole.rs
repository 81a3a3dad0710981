//! A bill that was not read whole: `bill check` and `bill match` say so and accuse nobody.

use std::fs;
use std::path::Path;

use ::telecom::plan::SAMPLE;

use crate::outside::{Folder, bill, err, out};

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/samples/bills").join(name)).unwrap()
}

/// A list without a year, as many carriers write it.
const NO_YEAR: &str = "Wireless Number;Date;Time;Call Destination;Number Called;Minutes;Feature Code;Airtime Charge;Long Distance Charge;Total\n613-555-0123;Mar 3;9:02AM;MONTRÉAL QC;514-555-0142;4;S;0,00;0,40;0,40\n613-555-0123;Mar 4;9:02AM;OTTAWA ON;613-555-0142;4;S;0,00;0,00;0,00\n";

#[test]
fn a_bill_that_is_cut_off_is_told_in_every_form_and_nothing_else_is_checked() {
    let folder = Folder::new();
    let plan = folder.put("plan.toml", SAMPLE);
    let whole = String::from_utf8(sample("made-up-bell.csv")).unwrap();
    // The last line is lost: the total of all charges.
    let cut = folder.put("cut.csv", &whole[..whole.trim_end().rfind('\n').unwrap()]);
    let json = folder.put("cut.json", bill(&["read", &cut, "--format", "json"]).stdout);

    for given in [&cut, &json] {
        let told = bill(&["check", given, "--plan", &plan]);
        assert_eq!(told.status.code(), Some(13), "{}{}", out(&told), err(&told));
        assert!(out(&told).contains("B01 · wrong · The bill was not read as it should be: The bill prints no total of all its charges: the file may be cut off."), "{}", out(&told));
        assert!(out(&told).contains("so nothing else was checked") && !out(&told).contains("B06 ·"), "{}", out(&told));
    }
    let french = bill(&["check", &cut, "--plan", &plan, "--lang", "fr"]);
    assert!(out(&french).contains("B01 · erroné · La facture n’a pas été lue comme il faut\u{a0}:") && out(&french).contains("rien d’autre n’a été vérifié"), "{}", out(&french));
    let csv = bill(&["check", &cut, "--plan", &plan, "--format", "csv"]);
    assert!(out(&csv).contains("\nB01,error,") && csv.status.code() == Some(13), "{}", out(&csv));
    let value: serde_json::Value = serde_json::from_slice(&bill(&["check", &cut, "--plan", &plan, "--format", "json"]).stdout).unwrap();
    assert_eq!((value["stopped"].as_bool(), value["findings"][0]["check"].as_str(), value["worst"].as_str()), (Some(true), Some("B01"), Some("error")));
}

#[test]
fn calls_of_a_bill_that_is_cut_off_are_not_all_written_down() {
    let folder = Folder::new();
    let whole = String::from_utf8(sample("made-up-bell.csv")).unwrap();
    let cut = folder.put("cut.csv", &whole[..whole.trim_end().rfind('\n').unwrap()]);
    let records = folder.put("records.csv", "id,at,number\nn1,2025-03-03 14:15,613-555-0142\n");
    let with = |more: &[&str]| bill(&[&["match", &cut, &records, "--zone", "America/Toronto"], more].concat());

    let told = with(&[]);
    assert_eq!(told.status.code(), Some(13), "{}{}", out(&told), err(&told));
    assert!(out(&told).starts_with("B01 · wrong · The bill was not read as it should be"), "{}", out(&told));
    let csv = with(&["--format", "csv"]);
    assert!(err(&csv).contains("B01 ·") && csv.status.code() == Some(13), "{}", err(&csv));
    let value: serde_json::Value = serde_json::from_slice(&with(&["--format", "json"]).stdout).unwrap();
    assert_eq!(value["reading"][0]["check"], "B01");
}

#[test]
fn a_bill_without_a_year_is_not_checked_until_somebody_says_it() {
    let folder = Folder::new();
    let (plan, list) = (folder.put("plan.toml", SAMPLE), folder.put("list.csv", NO_YEAR));
    let records = folder.put("records.csv", "id,at,number\nn1,2025-03-03 14:15,613-555-0142\n");

    let open = bill(&["check", &list, "--plan", &plan]);
    assert_eq!(open.status.code(), Some(13), "{}", out(&open));
    assert!(out(&open).contains("The bill prints no year and no period") && out(&open).contains("--period 2025-03-01..2025-03-31") && !out(&open).contains("B07"), "{}", out(&open));
    let said = bill(&["check", &list, "--plan", &plan, "--period", "2025-03-01..2025-03-31"]);
    assert!(!out(&said).contains("no year") && out(&said).contains("Not asked: B27"), "{}", out(&said));

    let nothing = bill(&["match", &list, &records, "--zone", "America/Toronto"]);
    assert_eq!(nothing.status.code(), Some(3), "{}", out(&nothing));
    assert!(err(&nothing).contains("no year and no period") && err(&nothing).contains("--period"), "{}", err(&nothing));
    let matched = bill(&["match", &list, &records, "--zone", "America/Toronto", "--period", "2025-03-01..2025-03-31"]);
    assert!(out(&matched).contains("2\u{a0}contacts:"), "{}{}", out(&matched), err(&matched));

    let json = folder.put("list.json", bill(&["read", &list, "--format", "json"]).stdout);
    let late = bill(&["check", &json, "--plan", &plan, "--period", "2025-03-01..2025-03-31"]);
    assert!(late.status.code() == Some(3) && err(&late).contains("--period comes too late"), "{}", err(&late));
}

#[test]
fn calls_that_print_no_time_are_not_said_to_be_written_down() {
    let folder = Folder::new();
    let form = folder.put("form.toml", "period_from = \"2025-03-01\"\nperiod_to = \"2025-03-31\"\ntotal = \"0.30\"\n[[rows]]\nkind = \"voice\"\nphone = \"613-555-0123\"\ndate = \"2025-03-04\"\nnumber = \"416-555-0108\"\ndirection = \"out\"\nminutes = \"3\"\namount = \"0.30\"\n");
    let records = folder.put("records.csv", "id,at,number\nn1,2025-03-04,416-555-0108\n");
    let typed = folder.put("typed.json", bill(&["read", &form, "--format", "json"]).stdout);
    let told = bill(&["match", &typed, &records, "--zone", "America/Toronto"]);
    assert_eq!(told.status.code(), Some(1), "{}{}", out(&told), err(&told));
    assert!(out(&told).contains("1\u{a0}row of calls or messages print no day or no time"), "{}", out(&told));
}

#[test]
fn days_that_are_not_of_the_period_are_shown() {
    let folder = Folder::new();
    let list = folder.put("list.csv", NO_YEAR);
    let read = bill(&["read", &list, "--period", "2025-01-01..2025-01-31"]);
    assert_eq!(read.status.code(), Some(1), "{}", err(&read));
    assert!(err(&read).contains("line 2 (date): Days on this bill are outside of the period that was given. 2024-03-03..2024-03-04 × 2; 2025-01-01..2025-01-31"), "{}", err(&read));
    assert!(err(&bill(&["read", &list, "--period", "2025-01-01..2025-01-31", "--lang", "fr"])).contains("Des jours de cette facture sont hors de la période donnée."));
}

#[test]
fn what_is_at_stake_is_the_money_of_the_findings_each_charge_once() {
    let folder = Folder::new();
    let plan = folder.put("plan.toml", SAMPLE);
    let file = folder.put("bell.csv", sample("made-up-bell.csv"));
    let value: serde_json::Value = serde_json::from_slice(&bill(&["check", &file, "--plan", &plan, "--format", "json"]).stdout).unwrap();
    let cents = |value: &serde_json::Value| value.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    let (error, explain) = (cents(&value["stakes"]["error"]), cents(&value["stakes"]["explain"]));
    assert!(explain > 0);
    assert_eq!(cents(&value["stake"]), error + explain);
    let all: i64 = value["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == "error" || f["severity"] == "explain").map(|f| cents(&f["stake"])).sum();
    assert!(error + explain <= all, "{error} + {explain} of {all}");
    let told = out(&bill(&["check", &file, "--plan", &plan]));
    assert!(told.contains("at stake: each charge once, though several findings speak of it.") && told.contains(" to be explained ($"), "{told}");

    // Of one missing dollar, one dollar is at stake, though three totals say it.
    let short = folder.put("short.csv", String::from_utf8(sample("made-up-bell.csv")).unwrap().replacen("911 fee,0.44\r\n", "", 1));
    let value: serde_json::Value = serde_json::from_slice(&bill(&["check", &short, "--plan", &plan, "--profile", "made-up-bell", "--format", "json"]).stdout).unwrap();
    assert_eq!(value["stake"], "0.44", "{value}");
    assert_eq!(value["findings"].as_array().unwrap().iter().filter(|f| f["stake"] == "0.44").count(), 1);
}

#[test]
fn what_is_no_bill_is_called_by_its_name() {
    let folder = Folder::new();
    let photo = folder.put("photo.pdf", b"\xff\xd8\xff\xe0\0\x10JFIF\0");
    let refused = bill(&["read", &photo]);
    assert!(refused.status.code() == Some(3) && err(&refused).contains("This is a picture: it holds no letters. Enter the bill by hand: keepwell bill form"), "{}", err(&refused));
    assert!(err(&bill(&["read", &photo, "--lang", "fr"])).contains("C’est une image"));
    let inside = folder.0.path().to_str().unwrap();
    assert!(err(&bill(&["read", inside])).contains("this is a folder"), "{}", err(&bill(&["read", inside])));

    // A PDF that some program has filled up with zeros is a PDF.
    let padded = folder.put("padded.pdf", [sample("made-up-bell.pdf"), vec![0; 4096]].concat());
    assert_eq!(bill(&["read", &padded]).status.code(), Some(0));
}
