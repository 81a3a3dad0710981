//! `keepwell bill read` from outside: rows, sums, what is refused, and files made to break it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::outside::{bill, err, keepwell, out};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/samples/bills").join(name)
}

#[test]
fn a_bill_is_a_table_or_json_and_its_sums_are_told() {
    for (name, rows) in [("made-up-bell.csv", "made-up-bell"), ("made-up-telus.pdf", "made-up-telus"), ("made-up-rogers.pdf", "made-up-rogers")] {
        let read = bill(&["read", sample(name).to_str().unwrap()]);
        assert_eq!(read.status.code(), Some(0), "{name}: {}", err(&read));
        assert!(out(&read).starts_with("page,row,kind,service,phone,date,"), "{name}");
        assert!(err(&read).contains(&format!("rows by the profile {rows}; ")) && err(&read).contains(" 0\u{a0}problems"), "{name}: {}", err(&read));
    }

    let json = bill(&["read", sample("made-up-bell.csv").to_str().unwrap(), "--format", "json"]);
    let read: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(read["reading"]["bill"]["rows"][0]["charges"]["total"], "45.00");
    assert!(read["sums"].as_array().unwrap().iter().all(|sum| sum["verdict"] == "agrees"));
}

#[test]
fn a_bill_that_does_not_add_up_says_which_part_is_short_and_ends_with_one() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(sample("made-up-bell.csv")).unwrap();
    let path = folder.path().join("bill.csv");
    fs::write(&path, text.replacen("911 fee,0.44\r\n", "", 1)).unwrap();

    let read = bill(&["read", path.to_str().unwrap(), "--profile", "made-up-bell"]);

    assert_eq!(read.status.code(), Some(1));
    assert!(err(&read).starts_with("Monthly charges: short by 0.44: 45.44 is printed, the 1\u{a0}row comes to 45.00.\n"), "{}", err(&read));
}

#[test]
fn the_file_of_the_carrier_is_checked_in_one_go_as_what_was_read_from_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, json) = (folder.path().join("plan.toml"), folder.path().join("bill.json"));
    fs::write(&plan, keepwell(&["plan", "sample"]).stdout).unwrap();
    let (plan, file) = (plan.to_str().unwrap(), sample("made-up-bell.csv"));
    fs::write(&json, bill(&["read", file.to_str().unwrap(), "--format", "json"]).stdout).unwrap();

    let at_once = bill(&["check", file.to_str().unwrap(), "--plan", plan, "--profile", "made-up-bell"]);
    let guessed = bill(&["check", file.to_str().unwrap(), "--plan", plan]);
    let in_two_steps = bill(&["check", json.to_str().unwrap(), "--plan", plan]);

    assert!(at_once.status.code().is_some_and(|code| code >= 10), "{}", err(&at_once));
    assert!(out(&at_once).contains("at stake"), "{}", out(&at_once));
    assert_eq!((out(&at_once), at_once.status.code()), (out(&in_two_steps), in_two_steps.status.code()));
    assert_eq!(out(&at_once), out(&guessed));
    let missing = bill(&["check", "nowhere.pdf", "--plan", plan]);
    assert_eq!(missing.status.code(), Some(3), "{}", err(&missing));
}

#[test]
fn what_a_spreadsheet_would_run_is_kept_as_text() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(sample("made-up-bell.csv")).unwrap();
    let path = folder.path().join("bill.csv");
    fs::write(&path, text.replacen("911 fee,", "=HYPERLINK(1),", 1)).unwrap();
    let read = bill(&["read", path.to_str().unwrap()]);
    assert!(out(&read).contains(",'=HYPERLINK(1),"), "{}", err(&read));
}

#[test]
fn a_profile_is_printed_changed_and_refused_by_its_line() {
    let folder = tempfile::tempdir().unwrap();
    assert!(out(&bill(&["profile"])).contains("made-up-telus"));
    let text = out(&bill(&["profile", "airtime-detail"]));
    let path = folder.path().join("mine.toml");
    let list = folder.path().join("list.csv");
    fs::write(&list, "Phone,Date,Time,Call Destination,Number Called,Minutes,Total\n613-555-0123,Mar 3,9:02AM,OTTAWA ON,613-555-0142,4,0.10\n").unwrap();
    let read = || bill(&["read", list.to_str().unwrap(), "--profile", path.to_str().unwrap(), "--period", "2025-03-01..2025-03-31"]);

    fs::write(&path, text.replace("\"Wireless Number\"", "\"Phone\"")).unwrap();
    assert_eq!(read().status.code(), Some(0), "{}", err(&read()));
    assert!(out(&read()).contains("1,usage,voice,16135550123,2025-03-03,09:02:00,out,16135550142,OTTAWA ON") || out(&read()).contains("0,2,usage,voice,16135550123,2025-03-03,09:02:00,out,16135550142,OTTAWA ON"), "{}", out(&read()));

    fs::write(&path, text.replace("minutes = ", "minuts = ")).unwrap();
    let refused = read();
    assert_eq!(refused.status.code(), Some(3));
    assert!(err(&refused).contains("line ") && err(&refused).contains(", column 1: “minuts” is not a word that is known here. Did you mean “minutes”?"), "{}", err(&refused));

    assert!(out(&bill(&["profile", "--lang", "fr"])).contains("(inventé\u{a0}: copiez-le"));
    let unknown = bill(&["read", list.to_str().unwrap(), "--profile", "nobody"]);
    assert!(err(&unknown).contains("neither a file nor one of made-up-bell"), "{}", err(&unknown));
}

/// Always the same damage: cut, turned, taken out, put in.
fn damaged(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut roll = |sides: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % sides as u64).unwrap()
    };
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + roll(30) {
        let at = roll(bytes.len());
        match roll(4) {
            0 => bytes[at] = u8::try_from(roll(256)).unwrap(),
            1 => drop(bytes.drain(at..(at + 1 + roll(40)).min(bytes.len()))),
            2 => bytes.insert(at, u8::try_from(roll(256)).unwrap()),
            _ if roll(20) == 0 => bytes.truncate(at.max(100)),
            _ => bytes.swap(at, 0),
        }
    }
    bytes
}

/// No exit by a signal, no panic's 101: an answer, or a refusal in words.
fn answered(path: &Path, what: &str) {
    let read = bill(&["read", path.to_str().unwrap()]);
    let code = read.status.code();
    assert!(matches!(code, Some(0 | 1 | 3)), "{what}: {code:?} {}", err(&read));
    assert!(code != Some(3) || err(&read).starts_with("keepwell: "), "{what}: {}", err(&read));
}

#[test]
fn two_hundred_damaged_pdfs_and_fifty_lists_end_nobody_but_their_reader() {
    let folder = tempfile::tempdir().unwrap();
    let pdfs = ["made-up-bell.pdf", "made-up-rogers.pdf", "made-up-telus.pdf"].map(|name| fs::read(sample(name)).unwrap());
    let list = fs::read(sample("made-up-bell.csv")).unwrap();
    let tried = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for worker in 0..4_u64 {
            let (folder, pdfs, list, tried) = (folder.path(), &pdfs, &list, &tried);
            scope.spawn(move || {
                for seed in (worker..250).step_by(4) {
                    let path = folder.join(format!("{seed}.bill"));
                    let bytes = if seed < 200 {
                        let mut bytes = damaged(&pdfs[usize::try_from(seed % 3).unwrap()], seed + 1);
                        // Still a PDF to whoever looks at its first bytes.
                        bytes.splice(0..bytes.len().min(8), *b"%PDF-1.4");
                        bytes
                    } else {
                        damaged(list, seed + 1)
                    };
                    fs::write(&path, bytes).unwrap();
                    answered(&path, &format!("damage {seed}"));
                    tried.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!(tried.into_inner(), 250);
}

#[test]
fn a_profile_that_is_being_written_shows_how_it_reads() {
    let folder = tempfile::tempdir().unwrap();
    let (mine, list) = (folder.path().join("mine.toml"), folder.path().join("list.csv"));
    fs::write(&mine, out(&bill(&["profile", "airtime-detail"]))).unwrap();
    fs::write(&list, "Wireless Number;Date;Time;Call Destination;Number Called;Minutes;Feature Code;Airtime Charge;Long Distance Charge;Total\n613-555-0123;Mar 3;9:02AM;MONTRÉAL QC;514-555-0142;4;S;0,00;0,10;0,10\n613-555-0123;Mar 4;9:02AM;OTTAWA ON;613-555-0142;four;S;0,00;0,10;0,10\n").unwrap();
    let shown = |more: &[&str]| bill(&[&["profile", "try", list.to_str().unwrap(), "--profile", mine.to_str().unwrap(), "--period", "2025-03-01..2025-03-31"], more].concat());

    let told = shown(&[]);
    assert_eq!(told.status.code(), Some(1), "{}{}", out(&told), err(&told));
    for line in [
        "letters: UTF-8   (certain: nothing else fits)",
        "between cells: ;   (certain: nothing else fits)",
        "decimals: ,   (certain: nothing else fits)",
        "period: 2025-03-01..2025-03-31   (certain: it was said)",
        "← “Call Destination”         MONTRÉAL QC",
        "not read: Feature Code",
        "The first 1 of 1\u{a0}row",
        "Not understood: 1, here the first 1",
        "  line 3 (minutes): This is not a number of minutes, seconds, messages or data. 613-555-0123;Mar 4;",
    ] {
        assert!(out(&told).contains(line), "{line}\n{}", out(&told));
    }
    let french = out(&shown(&["--lang", "fr"]));
    assert!(french.contains("Quelle colonne est quoi") && french.contains("ligne 3 (minutes)\u{a0}: Ce n’est pas un nombre de minutes"), "{french}");
    let json: serde_json::Value = serde_json::from_slice(&shown(&["--format", "json"]).stdout).unwrap();
    assert!(json["reading"]["look"]["columns"].as_array().unwrap().iter().any(|seen| seen["field"] == "place_to" && seen["name"] == "Call Destination" && seen["example"] == "MONTRÉAL QC"));

    let telus = out(&bill(&["profile", "try", sample("made-up-telus.pdf").to_str().unwrap(), "--rows", "3"]));
    assert!(telus.contains("Profile: made-up-telus") && telus.contains("Everything was understood.") && telus.contains("← “Lieu appelé”"), "{telus}");
}

#[test]
fn a_bill_is_entered_by_hand_and_checked_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bill.toml");
    let form = out(&bill(&["form"]));
    let filled = form
        .replacen("period_from = \"\"", "period_from = \"2025-03-01\"", 1)
        .replacen("period_to = \"\"", "period_to = \"2025-03-31\"", 1)
        .replacen("total = \"\"", "total = \"45.30\"", 1)
        .replacen("phone = \"\"              # our phone, whole; \"\" for the account\ndescription = \"\"        # what the bill calls it\namount = \"\"", "phone = \"613-555-0123\"\ndescription = \"Plan\"\namount = \"45.00\"", 1)
        .replacen("phone = \"\"\ndate = \"\"\nnumber = \"\"             # the other one\ndirection = \"\"          # in, out, or \"\"\nminutes = \"\"\namount = \"\"", "phone = \"613-555-0123\"\ndate = \"2025-03-04\"\nnumber = \"416-555-0108\"\ndirection = \"out\"\nminutes = \"3\"\namount = \"0.30\"", 1);
    fs::write(&path, &filled).unwrap();

    let read = bill(&["read", path.to_str().unwrap()]);
    assert_eq!(read.status.code(), Some(0), "{}", err(&read));
    assert!(err(&read).contains("2\u{a0}rows by the profile by hand; 1 of 1 printed totals hold"), "{}", err(&read));
    let plan = folder.path().join("plan.toml");
    fs::write(&plan, keepwell(&["plan", "sample"]).stdout).unwrap();
    let checked = bill(&["check", path.to_str().unwrap(), "--plan", plan.to_str().unwrap()]);
    assert!(checked.status.code().is_some_and(|code| code >= 10) && !out(&checked).contains("B01 ·"), "{}{}", out(&checked), err(&checked));

    // The call was mistyped: the total tells, and every bad field is named with its line.
    fs::write(&path, filled.replacen("\"0.30\"", "\"0.33\"", 1)).unwrap();
    let short = bill(&["read", path.to_str().unwrap()]);
    assert!(short.status.code() == Some(1) && err(&short).contains("Total: over by 0.03"), "{}", err(&short));
    fs::write(&path, filled.replacen("\"2025-03-04\"", "\"4 March\"", 1).replacen("\"45.30\"", "\"lots\"", 1)).unwrap();
    let wrong = bill(&["read", path.to_str().unwrap()]);
    let day = filled.lines().position(|line| line.starts_with("date = \"2025")).unwrap() + 1;
    assert!(wrong.status.code() == Some(3) && err(&wrong).contains(&format!("line {day} (date): Write the day like 2025-03-31.")) && err(&wrong).contains("line 10 (total): Write the amount"), "{}", err(&wrong));
    fs::write(&path, filled.replacen("amount = \"45.00\"", "amount = 45.00", 1)).unwrap();
    assert!(err(&bill(&["read", path.to_str().unwrap(), "--lang", "fr"])).contains("Écrivez chaque valeur entre guillemets droits"));
    assert!(out(&bill(&["form", "--lang", "fr"])).contains("Une facture entrée à la main"));
}

#[test]
fn a_file_made_to_do_harm_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("harm.pdf");
    let nested = format!("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /X {}{} >>\nendobj\ntrailer << /Root 1 0 R >>\n", "[".repeat(20_000), "]".repeat(20_000));
    let pdf = fs::read(sample("made-up-bell.pdf")).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    // A drawing that draws itself, and a page tree that is a ring.
    let ring = text.replacen("/Resources << /Font << /F1 3 0 R >> >>", "/Parent 4 0 R /Resources << /XObject << /F1 5 0 R >> >>", 1).replacen("<< /Length", "<< /Type /XObject /Subtype /Form /Resources << /XObject << /F1 5 0 R >> >> /Length", 1);
    for (what, bytes) in [("nested", nested.into_bytes()), ("ring", ring.into_bytes())] {
        fs::write(&path, bytes).unwrap();
        answered(&path, what);
    }
}
