//! `keepwell bill check`, `plan try` and `number` from outside: exit codes, forms, both languages.

use ::telecom::bill::{Charges, Clock, Direction, Row, Service, Used};
use ::telecom::plan::SAMPLE;
use ::telecom::{Bill, E164, Money, Number};

use crate::outside::{Folder, err, keepwell, out};

impl Folder {
    /// A bill of one call of 185 seconds to Toronto, for so many cents.
    fn bill(&self, cents: i64) -> String {
        let call = Row {
            line: E164::read("613-555-0101"),
            service: Service::Voice,
            direction: Some(Direction::Out),
            date: Some(jiff::civil::date(2026, 3, 4)),
            time: Some(Clock { time: jiff::civil::time(9, 2, 11, 0), seconds: true }),
            other: Some(Number::read("416-555-0177")),
            used: Used { seconds: Some(185), ..Used::default() },
            charges: Charges { total: Some(Money::cents(cents)), ..Charges::default() },
            ..Row::default()
        };
        self.put("bill.json", serde_json::to_string(&Bill { rows: vec![call], bill_date: Some(jiff::civil::date(2026, 3, 31)), ..Bill::default() }).unwrap())
    }
}

#[test]
fn the_exit_code_of_a_check_is_the_worst_that_was_found() {
    let folder = Folder::new();
    let plan = folder.put("plan.toml", SAMPLE);
    let check = |cents, more: &[&str]| keepwell(&[&["bill", "check", &folder.bill(cents), "--plan", &plan], more].concat());

    let wrong = check(100, &[]);
    assert_eq!(wrong.status.code(), Some(13), "{}", err(&wrong));
    assert!(out(&wrong).contains("B07 · wrong · 2026-03-04 09:02:11, …0177: billed at $1.00, and the plan allows $0.40 or $0.80."), "{}", out(&wrong));
    assert!(out(&wrong).contains("sum: 185 s → 4 min; 4 × $0.10 = $0.40 or 4 × $0.20 = $0.80; the bill says $1.00"), "{}", out(&wrong));
    assert!(out(&wrong).contains("Not asked: B20"), "{}", out(&wrong));

    let right = check(40, &[]);
    assert_eq!(right.status.code(), Some(10), "it prints no totals: good to know. {}", out(&right));
    let french = check(100, &["--lang", "fr"]);
    assert!(out(&french).contains("facturé 1,00\u{a0}$, et le forfait permet 0,40\u{a0}$ ou 0,80\u{a0}$"), "{}", out(&french));

    let json: serde_json::Value = serde_json::from_str(&out(&check(100, &["--format", "json"]))).unwrap();
    assert_eq!((json["worst"].as_str(), json["stake"].as_str()), (Some("error"), Some("0.20")));
    let csv = check(100, &["--format", "csv"]);
    assert!(out(&csv).starts_with("check,severity,line,rows,clause,stake,what,sum,evidence,close\nB07,error,613-555-0101,"), "{}", out(&csv));

    // With the numbers somebody knows, the number is shown and strangers are asked about.
    let phones = folder.put("phones.txt", "613-555-0101 # the drawer\n");
    let known = folder.put("known.txt", "# partners\n416-555-0177\n");
    let told = check(100, &["--phones", &phones, "--known", &known, "--today", "2026-04-01"]);
    assert!(out(&told).contains("416-555-0177: billed") && !out(&told).contains("Not asked: B20"), "{}", out(&told));
}

#[test]
fn what_the_organisation_knows_comes_from_lists_and_every_check_can_be_asked() {
    let folder = Folder::new();
    let plan = folder.put("plan.toml", SAMPLE.replace("# [tax]\n# province", "[tax]\nprovince"));
    let held = folder.put("held.csv", "phone,who,from,to\n613-555-0101,ben,2026-03-01,2026-03-03\n");
    let lost = folder.put("lost.toml", "[[row]]\nphone = \"613-555-0101\"\nwhat = \"stolen\"\nat = \"2026-03-04 08:00\"\n");
    let notes = folder.put("notes.csv", "phone;kind;at;number\n613-555-0101;note de dossier;2026-03-05;\n");
    let promises = folder.put("promises.csv", "amount,promised,by,reference\n10.00,2026-02-10,2026-03-01,C-1\n");
    let phones = folder.put("phones.txt", "613-555-0101\n");
    let bill = folder.bill(40);
    let args = ["bill", "check", &bill, "--plan", &plan, "--held", &held, "--lost", &lost, "--notes", &notes, "--promises", &promises, "--phones", &phones, "--known", &phones, "--earlier", &bill, "--earlier", &bill, "--earlier", &bill, "--other-plan", &plan, "--today", "2026-04-01"];

    let checked = keepwell(&args);
    assert_eq!(checked.status.code(), Some(13), "{}", err(&checked));
    for told in [
        "B18 · wrong · 613-555-0101 was reported lost or stolen on 2026-03-04 08:00 and used after it",
        "B19 · our own rule · 613-555-0101 was used 1\u{a0}time while nobody had it on record.",
        "within 2 days no e-mail to the manager",
        "B23 · wrong",
    ] {
        assert!(out(&checked).contains(told), "{told}\n{}", out(&checked));
    }
    assert!(!out(&checked).contains("Not asked"), "{}", out(&checked));

    let bad = folder.put("bad.csv", "phone,who,from\n613-555-0101,ben,soon\n613-555,eli,2026-03-01\n");
    let refused = keepwell(&["bill", "check", &bill, "--plan", &plan, "--held", &bad]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(err(&refused).contains("bad.csv, line 2, column 3 (from): “soon” is not a day or a moment") && err(&refused).contains("bad.csv, line 3, column 1 (phone)"), "{}", err(&refused));
    let french = keepwell(&["bill", "check", &bill, "--plan", &plan, "--held", &bad, "--lang", "fr"]);
    assert!(err(&french).contains("ligne 2, colonne 3 (from)\u{a0}: «\u{a0}soon\u{a0}» n’est pas un jour"), "{}", err(&french));
}

#[test]
fn contacts_are_matched_to_records_and_each_decision_says_why() {
    let folder = Folder::new();
    let contacts = folder.put("contacts.csv", "id,at,kind,number,phone,minutes\nc1,2026-03-03 09:02,call,613-555-0142,613-555-0101,12\nc2,2026-03-03 14:11,call,613-555-0142,613-555-0101,4\nc3,2026-03-04 10:00,call,416-555-0177,613-555-0101,3\n");
    let records = folder.put("records.csv", "id,at,who,client,minutes\nn1,2026-03-03 14:15,ben,R.,5\n");
    let clients = folder.put("clients.csv", "client,number\nR.,613-555-0142\n");
    let held = folder.put("held.csv", "phone,who,from\n613-555-0101,ben,2026-01-01\n");
    let with = |more: &[&str]| keepwell(&[&["bill", "match", &contacts, &records, "--clients", &clients, "--held", &held, "--zone", "America/Toronto"], more].concat());

    let told = with(&[]);
    assert_eq!(told.status.code(), Some(1), "{}", err(&told));
    assert!(out(&told).contains("c2  2026-03-03 14:11  613-555-0142  → n1"), "{}", out(&told));
    assert!(out(&told).contains("the number is on the client’s file, 4\u{a0}min later, as when times are rounded to the quarter hour"), "{}", out(&told));
    assert!(out(&told).contains("c3  2026-03-04 10:00  …0177  → –") && !out(&told).contains("416-555"), "{}", out(&told));
    assert!(out(&told).contains("1 recorded, 0 covered"), "{}", out(&told));
    let french = out(&with(&["--lang", "fr", "--open"]));
    assert!(french.contains("Personne ne semble avoir noté l’appel du 3\u{a0}mars") && !french.contains("c2  "), "{french}");

    let json: serde_json::Value = serde_json::from_str(&out(&with(&["--format", "json"]))).unwrap();
    let second = &json["decisions"][1];
    assert_eq!((second["outcome"].as_str(), second["record"].as_str(), second["evidence"]["minutes_apart"].as_i64(), second["evidence"]["written_as"].as_str()), (Some("recorded"), Some("n1"), Some(4), Some("quarter")));
    let csv = out(&with(&["--format", "csv"]));
    assert!(csv.contains("c1,2026-03-03 09:02,613-555-0101,613-555-0142,unrecorded,,") && csv.lines().count() == 4, "{csv}");

    // A person's word wins, and is undone by taking it out.
    let words = folder.put("words.csv", "contact,says,record\nc1,together,n1\nc3,not-a-contact,\n");
    let said = with(&["--words", &words]);
    assert!(out(&said).contains("c1  2026-03-03 09:02  613-555-0142  → n1") && out(&said).contains("Somebody here said that"), "{}", out(&said));
    let strange = folder.put("strange.csv", "contact,says,record\nc9,never,\n");
    assert!(err(&with(&["--words", &strange])).contains("there is no contact “c9” in the lists"));

    // The bill of the carrier itself; a zone must be known.
    let bill = keepwell(&["bill", "match", &folder.bill(40), &records, "--zone", "America/Toronto"]);
    assert!(bill.status.code() == Some(1) && out(&bill).contains("1\u{a0}contact: 0 recorded"), "{}{}", out(&bill), err(&bill));
    let no_zone = keepwell(&["bill", "match", &contacts, &records]);
    assert!(no_zone.status.code() == Some(3) && err(&no_zone).contains("Add --zone America/Toronto"), "{}", err(&no_zone));
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/samples/bills/made-up-bell.csv");
    let whole = keepwell(&["bill", "match", sample, &records, "--open"]);
    assert!(whole.status.code() == Some(1) && out(&whole).contains("that nobody seems to have written down"), "{}", err(&whole));
}

#[test]
fn what_cannot_be_read_is_told_with_what_to_do() {
    let folder = Folder::new();
    let plan = folder.put("plan.toml", SAMPLE);
    let misspelt = folder.put("wrong.toml", SAMPLE.replacen("increment = 60", "incremant = 60", 1));
    let paper = folder.put("bill.csv", "a,b,c\n");
    let bill = folder.bill(40);

    let no_bill = keepwell(&["bill", "check", &paper, "--plan", &plan]);
    assert_eq!(no_bill.status.code(), Some(3));
    assert!(err(&no_bill).contains("No profile fits this file. Choose one, or write one"), "{}", err(&no_bill));
    let torn = keepwell(&["bill", "check", &folder.put("torn.json", "{\"bill\": "), "--plan", &plan]);
    assert_eq!(torn.status.code(), Some(3));
    assert!(err(&torn).contains("keepwell bill read FILE --format json"), "{}", err(&torn));
    let no_plan = keepwell(&["bill", "check", &bill, "--plan", &misspelt]);
    assert_eq!(no_plan.status.code(), Some(3));
    assert!(err(&no_plan).contains("column 1: “incremant” is not a word that is known here. Did you mean “increment”?"), "{}", err(&no_plan));
    let french = keepwell(&["plan", "try", &misspelt, "--lang", "fr"]);
    assert!(err(&french).contains("n’est pas un mot connu ici. Vouliez-vous dire «\u{a0}increment\u{a0}»?"), "{}", err(&french));
    let letters = folder.0.path().join("utf16.toml");
    std::fs::write(&letters, SAMPLE.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()).unwrap();
    let letters = letters.to_str().unwrap();
    assert!(err(&keepwell(&["plan", "try", letters])).contains("is not written in UTF-8") && err(&keepwell(&["plan", "try", letters, "--lang", "fr"])).contains("n’est pas écrit en UTF-8"));
    assert!(err(&keepwell(&["bill", "check", &folder.put("other.json", "{\"reading\":{}}"), "--plan", &plan])).contains("not a bill"));
    let form = folder.put("form.toml", "perod_from = \"2025-03-01\"\n");
    assert!(err(&keepwell(&["bill", "read", &form])).contains("form.toml, line 1, column 1: “perod_from” is not a word that is known here. Did you mean “period_from”?"), "{}", err(&keepwell(&["bill", "read", &form])));
    assert!(out(&keepwell(&["plan", "sample", "--lang", "fr"])).starts_with("# Forfait d’exemple."));
    let bad = folder.put("bad.txt", "613-555\n");
    let numbers = keepwell(&["bill", "check", &bill, "--plan", &plan, "--phones", &bad, "--known", &bad]);
    assert!(numbers.status.code() == Some(3) && err(&numbers).contains("bad.txt, 1: “613-555” is not a full number"), "{}", err(&numbers));
}

#[test]
fn a_plan_runs_its_own_examples() {
    let folder = Folder::new();
    let sample = keepwell(&["plan", "sample"]);
    let plan = folder.put("plan.toml", out(&sample));

    let tried = keepwell(&["plan", "try", &plan]);
    assert_eq!(tried.status.code(), Some(0), "{}", err(&tried));
    assert!(out(&tried).ends_with("All 20\u{a0}rows are what the plan says.\n"), "{}", out(&tried));
    let other = folder.put("other.toml", SAMPLE.replacen("charged = \"0.40\"", "charged = \"0.41\"", 1));
    let wrong = keepwell(&["plan", "try", &other, "--lang", "fr"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(out(&wrong).contains("✗ l’exemple dit outside-plan") && out(&wrong).contains("1 sur 20\u{a0}lignes."), "{}", out(&wrong));
    let broken = folder.put("broken.toml", "format = 1\n[plan");
    assert_eq!(keepwell(&["plan", "try", &broken]).status.code(), Some(3));
}

#[test]
fn a_number_says_what_it_is_and_not_where_anybody_is() {
    let known = keepwell(&["number", "613-555-0123", "1-800-555-0199", "876-555-0100", "911"]);
    assert_eq!(known.status.code(), Some(0));
    let lines: Vec<String> = out(&known).lines().map(str::to_owned).collect();
    assert_eq!(lines[0], "613-555-0123\t+16135550123\ta number of a place\tCA, ON\ta Canadian number");
    assert!(lines[1].contains("toll-free") && lines[1].contains("of no country"), "{lines:?}");
    assert!(lines[2].contains("JM\tnot a Canadian number"), "{lines:?}");
    assert!(!out(&known).contains("in Canada"));
    assert_eq!(keepwell(&["number", "222-555-0100"]).status.code(), Some(1));
    assert!(out(&keepwell(&["number", "+33142685300", "--lang", "fr"])).contains("un numéro d’un autre pays"));
}
