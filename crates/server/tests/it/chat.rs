//! `keepwell chat read` from outside: every form of what comes out, the questions and
//! their answers, several exports made one, an iPhone backup, and what is refused.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::outside::{Folder, err, keepwell, out};

fn read(args: &[&str]) -> Output {
    keepwell(&[&["chat", "read"], args].concat())
}

const TALK: &str = "27/03/2022, 21:41 - Ann Roy: Hello\n27/03/2022, 21:42 - R.: =1+1\nsecond line\n27/03/2022, 21:43 - Ann Roy left\n";

#[test]
fn a_conversation_is_text_a_table_or_json_lines() {
    let folder = Folder::new();
    let file = folder.put("talk.txt", TALK);

    let text = read(&[&file, "--owner", "Ann Roy"]);
    assert_eq!(text.status.code(), Some(0), "{}", err(&text));
    assert_eq!(
        out(&text),
        "2022-03-27 21:41 | Ann Roy: Hello\n2022-03-27 21:42 | R.: =1+1\n    second line\n2022-03-27 21:43 | [WhatsApp] Ann Roy left\n"
    );

    let table = out(&read(&[&file, "--csv", "--owner", "Ann Roy"]));
    let rows: Vec<&str> = table.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert!(rows[0].starts_with("\"file\",\"conversation\",\"date and time\",\"zone\",\"who\""), "{table}");
    assert!(rows[1].contains("\"2022-03-27 21:41\",\"not in the file\",\"Ann Roy\",\"\",\"out\",\"text\",\"Hello\""), "{table}");
    assert!(table.contains("\"'=1+1\nsecond line\""), "a spreadsheet would run it: {table}");

    let json = out(&read(&[&file, "--json"]));
    let objects: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let bodies: Vec<&str> = objects.iter().filter(|o| o["item"] == "entry").map(|o| o["of"]["body"].as_str().unwrap()).collect();
    assert_eq!(bodies, ["Hello", "=1+1\nsecond line", "Ann Roy left"]);
    assert!(objects.iter().all(|o| o["file"] == "talk.txt"));
}

#[test]
fn the_report_counts_by_kind_and_leaves_no_byte_over() {
    let folder = Folder::new();
    let file = folder.put("talk.txt", format!("stray words\n{TALK}"));

    let told = read(&[&file, "--report"]);

    assert_eq!(told.status.code(), Some(1), "a problem was found");
    for line in [
        "  messages: 3",
        "    system: 1",
        "    text: 2",
        "  system lines: 1",
        "  problems: 1",
        "  1 × This stands before the first message",
        "  dates: day, month, year. Dates on 3 lines are possible in this order only.",
        "  bytes and rows unaccounted: 0",
    ] {
        assert!(out(&told).contains(line), "{line}\nis not in\n{}", out(&told));
    }
    let french = out(&read(&[&file, "--report", "--lang", "fr"]));
    assert!(french.contains("  octets et rangées non comptés\u{a0}: 0"), "{french}");
    assert!(french.contains("jour, mois, année"), "{french}");

    let json: serde_json::Value = serde_json::from_str(&out(&read(&[&file, "--report", "--json"]))).unwrap();
    assert_eq!((&json["total"]["messages"], &json["total"]["kinds"]["system"]), (&3.into(), &1.into()));
    let table = out(&read(&[&file, "--report", "--csv"]));
    assert!(table.contains("\"talk.txt\",\"kind\",\"system\",\"1\"\r\n"), "{table}");
}

#[test]
fn what_the_file_does_not_say_is_asked_and_answered_by_a_flag() {
    let folder = Folder::new();
    let file = folder.put("a.txt", "03/05/2021, 10:00 - Ann: a\n03/06/2021, 10:00 - R.: b\n");

    let asked = read(&[&file]);
    assert_eq!(asked.status.code(), Some(1));
    assert!(err(&asked).contains("--dates day: 2021-05-03 to 2021-06-03; --dates month: 2021-03-05 to 2021-03-06"), "{}", err(&asked));
    assert!(err(&asked).contains("Whose phone is it? --owner NAME"), "{}", err(&asked));
    assert!(out(&asked).starts_with("03/05/2021, 10:00 | Ann: a\n"), "as printed: {}", out(&asked));
    assert!(err(&read(&[&file, "--lang", "fr"])).contains("À qui est ce téléphone\u{a0}? --owner NOM"));

    let told = read(&[&file, "--dates", "month", "--owner", "Ann"]);
    assert_eq!((told.status.code(), err(&told)), (Some(0), String::new()));
    assert!(out(&told).starts_with("2021-03-05 10:00 | Ann: a\n"), "{}", out(&told));
    let report = out(&read(&[&file, "--dates", "day", "--report"]));
    assert!(report.contains("dates: day, month, year. Answered with --dates."), "{report}");
}

#[test]
fn a_table_of_no_known_form_is_read_when_its_columns_are_named() {
    let folder = Folder::new();
    let file = folder.put("log.csv", "When;Who;What\n2024-03-05 10:00;Ann;Hello\n2024-03-05 10:01;R.;Hi\n");

    assert_eq!(read(&[&file]).status.code(), Some(1), "nobody guesses columns");
    let told = read(&[&file, "--columns", "date=1,sender=2,text=3"]);
    assert!(out(&told).contains("2024-03-05 10:00 | Ann: Hello\n"), "{}{}", out(&told), err(&told));

    let wrong = read(&[&file, "--columns", "colour=1"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("says no column"), "{}", err(&wrong));
}

#[test]
fn several_exports_of_one_conversation_become_one_in_the_order_of_time() {
    let folder = Folder::new();
    let one = folder.put("one.txt", "27/03/2022, 21:41 - Ann Roy: Hello\n27/03/2022, 21:42 - R.: ok\n27/03/2022, 21:42 - R.: ok\n");
    let two = folder.put("two.txt", "26/03/2022, 20:00 - R.: before\n27/03/2022, 21:41 - Roy Ann: Hello\n27/03/2022, 21:42 - Robin: ok\n28/03/2022, 08:00 - Robin: after\n");

    let apart = out(&read(&[&one, &two]));
    assert!(apart.contains("== one.txt ==\n") && apart.contains("== two.txt ==\n"), "{apart}");
    assert_eq!(apart.lines().count(), 9);

    let joined = read(&[&one, &two, "--merge"]);
    let lines: Vec<String> = out(&joined).lines().map(|line| line.split(" | ").nth(1).unwrap().to_owned()).collect();
    assert_eq!(lines, ["R.: before", "Ann Roy: Hello", "R.: ok", "R.: ok", "Robin: ok", "Robin: after"]);
    assert!(err(&joined).contains("from another name; both are kept"), "{}", err(&joined));

    let told = out(&read(&[&one, &two, "--merge", "--same", "R.=Robin", "--report"]));
    assert!(told.contains("all files together\n  messages: 5\n  left out, because an earlier file has them: 2\n"), "{told}");
    let again = out(&read(&[&one, &one, "--merge", "--report"]));
    assert!(again.contains("  messages: 3\n  left out, because an earlier file has them: 3\n"), "{again}");
}

#[test]
fn an_encrypted_iphone_backup_opens_with_a_password_that_is_never_an_argument() {
    let folder = Folder::new();
    let (packed, files) = backup();
    for (name, bytes) in &files {
        folder.put(&format!("backup/{name}"), bytes);
    }
    let backup = folder.0.path().join("backup").to_str().unwrap().to_owned();

    let locked = read(&[&backup]);
    assert_eq!(locked.status.code(), Some(1));
    assert!(err(&locked).contains("This backup is encrypted.") && err(&locked).contains("--password-file FILE"), "{}", err(&locked));

    let right = folder.put("right", "Tulpe 7 été\n");
    let open = read(&[&backup, "--password-file", &right]);
    assert_eq!(open.status.code(), Some(3), "others may read the password");
    fs::set_permissions(&right, fs::Permissions::from_mode(0o600)).unwrap();
    let told = read(&[&backup, "--password-file", &right]);
    assert_eq!(told.status.code(), Some(0), "{}", err(&told));
    assert!(out(&told).contains("+15550100: Hello from the phone"), "{}", out(&told));

    let typed = typed(&backup, "Tulpe 7 été\n");
    assert_eq!(out(&typed), out(&told), "{}", err(&typed));
    let wrong = typed_wrong(&backup);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(err(&wrong).contains("Ce n’est pas le mot de passe de cette sauvegarde."), "{}", err(&wrong));

    // The same, packed into a zip.
    let packed = folder.put("backup.zip", packed);
    assert_eq!(out(&read(&[&packed, "--password-file", &right])), out(&told));
}

fn typed(backup: &str, password: &str) -> Output {
    piped(&[backup, "--password-file", "-"], password)
}

fn typed_wrong(backup: &str) -> Output {
    piped(&[backup, "--password-file", "-", "--lang", "fr"], "tulpe 7 été\n")
}

fn piped(args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_keepwell"));
    let mut child = command.args(["chat", "read"]).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn what_is_not_a_conversation_is_said_in_both_languages_and_a_picture_is_kept() {
    let folder = Folder::new();
    let letter = folder.put("letter.txt", "Dear Ann,\nsee you\n");
    let picture = folder.put("shot.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x03\0");

    let told = read(&[&letter, &picture]);
    assert_eq!((told.status.code(), out(&told).lines().count()), (Some(1), 2));
    assert!(err(&told).contains("letter.txt: No line of this text begins a message as an app writes it."), "{}", err(&told));
    assert!(err(&told).contains("shot.png: png (24 bytes, 1024 × 768); nothing is read out of it"), "{}", err(&told));
    assert!(err(&read(&[&picture, "--lang", "fr"])).contains("on n’en lit rien\u{a0}: gardez-le"));
    let json = out(&read(&[&picture, "--json"]));
    assert!(json.starts_with("{\"item\":\"kept\",\"file\":\"shot.png\",\"of\":{\"media\":\"image\",\"form\":\"png\",\"bytes\":24"), "{json}");

    let missing = read(&[&format!("{letter}.not")]);
    assert_eq!(missing.status.code(), Some(3));
    assert!(err(&missing).contains("There is no such file."), "{}", err(&missing));
    assert_eq!(read(&[]).status.code(), Some(2));
}

#[test]
fn a_text_cannot_move_the_cursor_of_whoever_reads_it() {
    let folder = Folder::new();
    let file = folder.put("a.txt", "27/03/2022, 21:41 - A\u{202e}nn: \u{1b}[2J\u{1b}]0;owned\u{7}gone\n");

    let told = out(&read(&[&file]));

    assert_eq!(told, "2022-03-27 21:41 | A\u{fffd}nn: ␛[2J␛]0;owned␇gone\n");
    assert!(out(&read(&[&file, "--json"])).contains("\\u001b[2J"), "verbatim for a program");
}

#[test]
fn files_are_read_behind_the_wall_and_whoever_looks_away_ends_it_well() {
    let folder = Folder::new();
    let line = "27/03/2022, 21:41 - Ann: a line of text that is long enough to matter\n";
    let file = folder.put("long.txt", line.repeat(20_000));

    let mut command = Command::new(env!("CARGO_BIN_EXE_keepwell"));
    let mut child = command.args(["chat", "read", &file]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0), "a closed pipe is no failure");

    // Redirected into a file: the reader itself may write none.
    let to = folder.0.path().join("out.csv");
    let mut command = Command::new(env!("CARGO_BIN_EXE_keepwell"));
    let status = command.args(["chat", "read", &file, "--csv"]).stdout(fs::File::create(&to).unwrap()).stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(0));
    assert_eq!(fs::read_to_string(&to).unwrap().matches("\r\n").count(), 20_001);
}

#[test]
fn every_sample_of_the_documentation_is_read_whole() {
    let mut files = Vec::new();
    samples(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/samples/whatsapp"), &mut files);
    assert!(files.len() > 2);
    for file in files {
        let told = out(&read(&[&file, "--report"]));
        assert!(told.contains("bytes and rows unaccounted: 0"), "{file}: {told}");
    }
}

fn samples(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            samples(&path, found);
        } else if path.extension().is_some_and(|e| e == "txt" || e == "zip") {
            found.push(path.to_str().unwrap().to_owned());
        }
    }
}

/// A small encrypted backup, made by the tests of `chatlog`; its files by their names in the folder.
fn backup() -> (Vec<u8>, Vec<(String, Vec<u8>)>) {
    use std::io::Read as _;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../libs/chatlog/tests/fixtures/shapes/encrypted-backup.zip");
    let packed = fs::read(path).unwrap();
    let mut archive = chatlog::archive::open(std::io::Cursor::new(&packed), &chatlog::archive::Limits::default()).unwrap();
    let names: Vec<(usize, String)> = archive.files().iter().map(|file| (file.place, file.name.clone())).collect();
    let mut unpack = |(place, name): (usize, String)| {
        let mut bytes = Vec::new();
        archive.content(place).unwrap().read_to_end(&mut bytes).unwrap();
        (name.split_once('/').unwrap().1.to_owned(), bytes)
    };
    let files = names.into_iter().map(&mut unpack).collect();
    (packed, files)
}

#[test]
fn an_owner_that_nobody_is_called_is_refused_with_the_names_that_are_there() {
    let folder = Folder::new();
    let file = folder.put("talk.txt", TALK);

    for form in ["--csv", "--report"] {
        let told = read(&[&file, "--owner", "ann roy", form]);
        assert_eq!((told.status.code(), out(&told)), (Some(2), String::new()));
        assert_eq!(err(&told), "keepwell: --owner: Nobody in these files is called “ann roy”. There are: “Ann Roy”, “R.”. Did you mean “Ann Roy”?\n");
    }
    let french = err(&read(&[&file, "--owner", "Personne", "--lang", "fr"]));
    assert!(french.contains("Personne dans ces fichiers ne s’appelle «\u{a0}Personne\u{a0}». Il y a\u{a0}: «\u{a0}Ann Roy\u{a0}», «\u{a0}R.\u{a0}».\n"), "{french}");
    assert_eq!(read(&[&file, "--owner", "R."]).status.code(), Some(0));
}

#[test]
fn columns_that_a_table_does_not_have_are_refused_with_those_it_has() {
    let folder = Folder::new();
    let file = folder.put("log.csv", "When;Who;What\n2024-03-05 10:00;Ann;Hello\n2024-03-05 10:01;R.;Hi\n");

    let far = read(&[&file, "--columns", "date=1,sender=2,text=9"]);
    assert_eq!((far.status.code(), out(&far)), (Some(2), String::new()));
    assert!(err(&far).contains("This table has no column 9. It has: 1 “When”, 2 “Who”, 3 “What”."), "{}", err(&far));
    let mixed = read(&[&file, "--columns", "date=2,sender=1,text=3", "--lang", "fr"]);
    assert_eq!(mixed.status.code(), Some(2));
    assert!(err(&mixed).contains("La colonne 2 devait contenir la date"), "{}", err(&mixed));

    let asked = err(&read(&[&file]));
    assert!(asked.contains("--columns \"date=1,sender=2,text=3\". It has: 1 “When”, 2 “Who”, 3 “What”."), "{asked}");
    let open = folder.put("open.csv", "When;Who;What\n03/05/2024 10:00;Ann;Hello\n");
    let told = read(&[&open, "--columns", "date=1,sender=2,text=3"]);
    assert_eq!(told.status.code(), Some(1));
    assert!(err(&told).contains("--dates day: 2024-05-03"), "{}", err(&told));
    assert_eq!(read(&[&open, "--columns", "date=1,sender=2,text=3", "--dates", "day"]).status.code(), Some(0));
}

#[test]
fn damaged_and_cut_files_end_with_one_and_lines_that_end_in_cr_are_lines() {
    let folder = Folder::new();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../libs/chatlog/tests/fixtures/shapes");
    let tar = fs::read(samples.join("skype.tar")).unwrap();
    let half = folder.put("skype.tar", &tar[..2048]);
    let told = read(&[&half]);
    assert_eq!(told.status.code(), Some(1), "{}", err(&told));
    assert!(err(&told).contains("The file is damaged or cut off"), "{}", err(&told));

    let csv = fs::read_to_string(samples.join("linkedin.csv")).unwrap();
    let usual = out(&read(&[&folder.put("linkedin.csv", &csv)]));
    let returned = read(&[&folder.put("mac.csv", csv.replace("\r\n", "\n").replace('\n', "\r"))]);
    assert_eq!(out(&returned), usual.replace("\r\n", "\n"), "{}", err(&returned));
    assert_eq!(returned.status.code(), Some(0));

    let cut = folder.put("cut.csv", "FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\nAna,Ben,2019-11-06");
    assert_eq!(read(&[&cut]).status.code(), Some(1));
}

#[test]
fn what_is_no_chat_gets_words_of_its_own() {
    let folder = Folder::new();
    let mut empty = b"PK\x05\x06".to_vec();
    empty.resize(22, 0);
    let zip = folder.put("empty.zip", empty);
    let page = folder.put("page.html", "<!doctype html><html><body>Hello");
    folder.put("inside/a.txt", TALK);
    let inside = folder.0.path().join("inside");

    let told = read(&[&zip, &page, inside.to_str().unwrap()]);
    assert_eq!(told.status.code(), Some(1));
    let words = err(&told);
    assert!(words.contains("empty.zip: Nothing in this archive is a conversation"), "{words}");
    assert!(words.contains("page.html: This is a web page, but no conversation that is known"), "{words}");
    assert!(words.contains("inside: This is a folder. Give the files in it"), "{words}");
    assert!(!words.contains("WhatsApp") && !words.contains("upload"), "{words}");
}

#[test]
fn what_comes_through_a_pipe_is_read_like_a_file() {
    for name in ["-", "/dev/stdin"] {
        let told = piped(&[name, "--owner", "Ann Roy"], TALK);
        assert_eq!(told.status.code(), Some(0), "{}", err(&told));
        assert!(out(&told).starts_with("2022-03-27 21:41 | Ann Roy: Hello\n"), "{}", out(&told));
    }
    assert_eq!(read(&["-", "-"]).status.code(), Some(3));
}

#[test]
fn in_french_all_that_is_said_is_french() {
    let folder = Folder::new();
    let file = folder.put("talk.txt", TALK);

    let table = out(&read(&[&file, "--csv", "--owner", "R.", "--lang", "fr"]));
    assert!(table.contains("\"entrant\",\"texte\",\"Hello\"") && table.contains("\"sortant\",\"texte\""), "{table}");
    let report = out(&read(&[&file, "--report", "--lang", "fr"]));
    assert!(report.contains("    texte\u{a0}: 2\n") && report.contains("  problèmes\u{a0}: 0\n"), "{report}");
    let missing = err(&read(&["nowhere.txt", "--lang", "fr"]));
    assert!(missing.contains("lecture d’une conversation"), "{missing}");
    assert!(!missing.contains("reading a conversation"), "{missing}");
}

#[tokio::test]
async fn what_a_phone_wrote_last_stands_in_the_file_beside_its_database_and_is_read() {
    use sqlx::ConnectOptions as _;

    let folder = Folder::new();
    let path = folder.put("sms.db", "");
    let mut phone = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(&path)
        .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
        .pragma("wal_autocheckpoint", "0")
        .connect()
        .await
        .unwrap();
    let table = "create table message(ROWID integer primary key, guid text, text text, handle_id, is_from_me, date)";
    let said = "insert into message(guid, text, is_from_me, date) values ('A', 'newest', 0, 721692800)";
    for sql in [table, "pragma wal_checkpoint(truncate)", said] {
        sqlx::query(sql).execute(&mut phone).await.unwrap();
    }

    let told = read(&[&path, "--report"]);

    assert!(out(&told).contains("messages: 1\n"), "{}{}", out(&told), err(&told));
    assert!(!out(&told).contains("-wal"), "{}", out(&told));
}
