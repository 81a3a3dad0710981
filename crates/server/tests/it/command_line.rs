//! `keepwell` from outside: exit codes, the demo, the trail, the limits of the reader.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::outside::{keepwell, out};

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn demo(folder: &Path) -> String {
    let data = folder.join("data");
    let filled = keepwell(&["demo", "--data", data.to_str().unwrap(), "--no-serve"]);
    assert!(filled.status.success(), "{}", said(&filled));
    assert!(said(&filled).contains("ben@example.org"));
    data.to_str().unwrap().to_owned()
}

/// Flips one letter of `text` where it first stands in the database file.
fn alter(data: &str, text: &str, from: u8, to: u8) {
    let path = Path::new(data).join("keepwell.sqlite");
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(text.len()).position(|w| w == text.as_bytes()).expect("the text is in the file");
    let letter = text.as_bytes().iter().position(|b| *b == from).unwrap();
    bytes[at + letter] = to;
    std::fs::write(&path, bytes).unwrap();
}

#[test]
fn a_demo_is_filled_proved_altered_and_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let data = demo(folder.path());

    let whole = keepwell(&["trail", "verify", "--data", &data]);
    assert_eq!(whole.status.code(), Some(0), "{}", said(&whole));
    assert!(said(&whole).contains("The trail is whole"));

    // One byte: one letter of the kit that was handed out with a phone.
    alter(&data, "kit=charger case", b'g', b'G');
    let altered = keepwell(&["trail", "verify", "--data", &data]);
    assert_eq!(altered.status.code(), Some(1), "{}", said(&altered));
    assert!(said(&altered).contains("(custody.began)"), "{}", said(&altered));
}

#[test]
fn standing_is_told_as_of_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let data = demo(folder.path());

    let now = keepwell(&["standing", "--data", &data]);
    let before = keepwell(&["standing", "--data", &data, "--as-of", "2001-01-01", "--lang", "fr"]);

    assert!(now.status.success() && said(&now).contains(" open, "), "{}", said(&now));
    assert!(before.status.success() && said(&before).contains("Aucun devoir pour l’instant."), "{}", said(&before));
    let json = keepwell(&["standing", "--data", &data, "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&json.stdout).unwrap();
    assert!(rows.iter().any(|r| r["state"] == "late" && r["rule"] == "passcode-age" && r["opened_by"] != ""), "{rows:?}");
    let csv = keepwell(&["standing", "--data", &data, "--format", "csv"]);
    let csv = String::from_utf8(csv.stdout).unwrap();
    assert!(csv.starts_with("duty,rule,clause,stage,state,") && csv.lines().count() == rows.len() + 1, "{csv}");
    assert_eq!(keepwell(&["standing", "--data", &data, "--format", "pdf"]).status.code(), Some(2));
    assert_eq!(keepwell(&["standing", "--data", &data, "--as-of", "yesterday"]).status.code(), Some(2));
    assert_eq!(keepwell(&["standing", "--data", &data, "--as-of", "2999-01-01"]).status.code(), Some(3));
}

#[test]
fn what_cannot_be_done_says_so_and_exits_with_three() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("nothing");

    let missing = keepwell(&["trail", "verify", "--data", empty.to_str().unwrap()]);
    assert_eq!(missing.status.code(), Some(3));
    assert!(said(&missing).contains("there is no Keepwell in"), "{}", said(&missing));
    assert!(!empty.exists(), "looking makes nothing");

    let open = keepwell(&["serve", "--data", empty.to_str().unwrap(), "--listen", "0.0.0.0:8751"]);
    assert_eq!(open.status.code(), Some(3));
    assert!(said(&open).contains("without encryption"));

    std::fs::write(folder.path().join("mine"), "x").unwrap();
    let filled = keepwell(&["demo", "--data", folder.path().to_str().unwrap(), "--no-serve"]);
    assert_eq!(filled.status.code(), Some(3));
    assert!(said(&filled).contains("is not empty"));
}

#[cfg(unix)]
#[test]
fn a_data_folder_everybody_can_open_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let data = demo(folder.path());
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();

    let open = keepwell(&["trail", "verify", "--data", &data]);

    assert_eq!(open.status.code(), Some(3));
    assert!(said(&open).contains("chmod 700"), "{}", said(&open));
}

#[test]
fn a_second_server_cannot_share_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let data = demo(folder.path());
    let mut first = Command::new(env!("CARGO_BIN_EXE_keepwell"))
        .args(["serve", "--data", &data, "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(first.stdout.as_mut().unwrap()), &mut line).unwrap();

    let second = keepwell(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]);

    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(second.status.code(), Some(3));
    assert!(said(&second).contains("another Keepwell"), "{}", said(&second));
}

#[test]
fn the_reader_of_uploads_answers_nonsense_without_dying_badly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_keepwell"))
        .arg("read-upload").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"this is no request\n").unwrap();

    let output = child.wait_with_output().unwrap();

    assert_eq!(output.status.code(), Some(3));
    assert!(!said(&output).contains("panicked"), "{}", said(&output));
}

fn check(args: &[&str], env: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_keepwell")).arg("check").args(args).envs(env.iter().copied()).output().unwrap()
}

#[test]
fn check_says_what_holds_where_it_comes_from_and_that_all_is_well() {
    let folder = tempfile::tempdir().unwrap();
    let data = demo(folder.path());
    std::fs::write(Path::new(&data).join("keepwell.toml"), "mail_from = \"keepwell@example.org\"\n").unwrap();

    let well = check(&["--data", &data], &[("KEEPWELL_LOG", "info")]);
    let words = said(&well);

    assert_eq!(well.status.code(), Some(0), "{words}");
    assert!(words.contains("keepwell@example.org   [") && words.contains("info   [KEEPWELL_LOG]") && words.contains("127.0.0.1:8750   [by default]"), "{words}");
    assert!(words.contains("ok     database") && words.contains("SQLite 3.") && words.contains("Nothing is wrong."), "{words}");
}

#[test]
fn check_names_each_thing_that_is_wrong_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let data = demo(folder.path());
    std::fs::remove_file(Path::new(&data).join("master.key")).unwrap();
    // Nobody listens on this port: it was just let go.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let smtp = format!("smtp://ben:s3cret@127.0.0.1:{port}");

    let bad = check(&["--data", &data, "--listen", "0.0.0.0:8750", "--smtp", &smtp], &[]);
    let words = said(&bad);

    assert_eq!(bad.status.code(), Some(1), "{words}");
    for line in ["WRONG  master key", "Put the key back", "WRONG  address", "without encryption", "WRONG  letters", "3 things are wrong."] {
        assert!(words.contains(line), "{line}: {words}");
    }
    assert!(!words.contains("s3cret"), "{words}");
    assert!(!Path::new(&data).join("master.key").exists(), "looking makes nothing");
}

#[test]
fn check_of_a_folder_that_is_not_there_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = folder.path().join("nothing");

    let looked = check(&["--data", nothing.to_str().unwrap()], &[]);

    assert_eq!(looked.status.code(), Some(0), "{}", said(&looked));
    assert!(said(&looked).contains("note   data folder"));
    assert!(!nothing.exists());
    let mistyped = check(&["--data", nothing.to_str().unwrap()], &[("KEEPWELL_DATABSE", "postgres://x")]);
    assert_eq!(mistyped.status.code(), Some(3));
    assert!(said(&mistyped).contains("Did you mean KEEPWELL_DATABASE?"), "{}", said(&mistyped));
}

#[test]
fn a_backup_made_beside_a_running_server_is_brought_back_and_proved() {
    let folder = tempfile::tempdir().unwrap();
    let data = demo(folder.path());
    let printed = said(&keepwell(&["recovery-key", "new"]));
    let secret = printed.lines().map(str::trim).find(|l| l.starts_with("AGE-SECRET-KEY-1")).unwrap().to_owned();
    let setting = printed.lines().map(str::trim).find(|l| l.starts_with("recovery_key = ")).unwrap();
    std::fs::write(Path::new(&data).join("keepwell.toml"), setting).unwrap();
    let file = folder.path().join("backup.age").display().to_string();
    let paper = folder.path().join("paper.txt").display().to_string();
    std::fs::write(&paper, &secret).unwrap();
    std::fs::set_permissions(&paper, std::fs::Permissions::from_mode(0o644)).unwrap();

    let made = keepwell(&["backup", &file, "--data", &data]);
    let again = keepwell(&["backup", &file, "--data", &data]);
    let elsewhere = folder.path().join("elsewhere").display().to_string();
    let open = keepwell(&["restore", &file, "--data", &elsewhere, "--recovery-key-file", &paper]);
    assert!(open.status.code() == Some(3) && said(&open).contains("can be read by others"), "{}", said(&open));
    std::fs::set_permissions(&paper, std::fs::Permissions::from_mode(0o600)).unwrap();
    let list = folder.path().join("erasures.txt");
    std::fs::rename(&list, folder.path().join("elsewhere.txt")).unwrap();
    let listless = keepwell(&["restore", &file, "--data", &elsewhere, "--recovery-key-file", &paper]);
    assert!(listless.status.code() == Some(3) && said(&listless).contains("--nothing-was-erased"), "{}", said(&listless));
    std::fs::write(&list, "keepwell erasures 1\nmark 00\n").unwrap();
    let forged = keepwell(&["restore", &file, "--data", &elsewhere, "--recovery-key-file", &paper]);
    assert!(forged.status.code() == Some(3) && said(&forged).contains("it was altered"), "{}", said(&forged));
    assert!(!Path::new(&elsewhere).exists(), "what is refused leaves nothing behind");
    std::fs::rename(folder.path().join("elsewhere.txt"), &list).unwrap();
    let back = keepwell(&["restore", &file, "--data", &elsewhere, "--recovery-key-file", &paper]);
    let proved = keepwell(&["trail", "verify", "--data", &elsewhere]);
    let twice = keepwell(&["restore", &file, "--data", &elsewhere, "--recovery-key-file", &paper]);

    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    assert!(!said(&made).contains(&secret) && said(&made).contains("up to entry"));
    assert!(again.status.code() == Some(3) && said(&again).contains("is there already"), "{}", said(&again));
    assert_eq!(back.status.code(), Some(0), "{}", said(&back));
    assert!(proved.status.success() && said(&proved).contains("The trail is whole"), "{}", said(&proved));
    assert!(twice.status.code() == Some(3) && said(&twice).contains("is not empty"), "{}", said(&twice));
    assert!(said(&back).contains("destroyed again"), "{}", said(&back));
    let nobody = keepwell(&["backup", "x.age", "--data", &elsewhere]);
    assert!(nobody.status.code() == Some(3) && said(&nobody).contains("recovery-key new"), "{}", said(&nobody));
}

#[expect(clippy::disallowed_methods, reason = "another process writes the file, and there is nothing to wait on")]
fn a_moment() {
    std::thread::sleep(std::time::Duration::from_millis(50));
}

/// The newest checkpoint of a folder whose server ran for a moment.
fn checkpoint(data: &str) -> std::path::PathBuf {
    let mut server = Command::new(env!("CARGO_BIN_EXE_keepwell"))
        .args(["serve", "--data", data, "--listen", "127.0.0.1:0"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let file = Path::new(data).join("trail-checkpoint.txt");
    for _ in 0..200 {
        if file.exists() {
            break;
        }
        a_moment();
    }
    server.kill().unwrap();
    server.wait().unwrap();
    file
}

#[test]
fn a_checkpoint_kept_elsewhere_finds_out_a_database_that_was_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = demo(folder.path());
    let yesterday = folder.path().join("yesterday.sqlite");
    std::fs::copy(Path::new(&data).join("keepwell.sqlite"), &yesterday).unwrap();
    let more = keepwell(&["trail", "proof", "--data", &data, "1", "9"]);
    assert_eq!(said(&more).lines().count(), 4, "{}", said(&more));
    for (older, newer, words) in [("9", "1", "Give the older checkpoint first"), ("1", "99999", "so there is no checkpoint with 99999"), ("a", "9", "“a” is not a whole number")] {
        let no = keepwell(&["trail", "proof", "--data", &data, older, newer]);
        assert!(!no.status.success() && said(&no).contains(words), "{older} {newer}: {}", said(&no));
    }

    let own = checkpoint(&data);
    let stick = folder.path().join("stick.txt");
    std::fs::rename(&own, &stick).unwrap();
    let good = keepwell(&["trail", "verify", "--data", &data, "--checkpoint", stick.to_str().unwrap()]);
    assert_eq!(good.status.code(), Some(0), "{}", said(&good));
    assert!(said(&good).contains("2 checkpoints that hold"), "{}", said(&good));
    assert!(said(&keepwell(&["trail", "key", "--data", &data])).starts_with(std::fs::read_to_string(&stick).unwrap().lines().next().unwrap()));

    let forged = std::fs::read_to_string(&stick).unwrap().replacen('\n', "\n1", 1);
    std::fs::write(&own, forged).unwrap();
    let found = keepwell(&["trail", "verify", "--data", &data]);
    assert_eq!(found.status.code(), Some(1), "{}", said(&found));
    assert!(said(&found).contains("it was changed or forged"), "{}", said(&found));
}

#[tokio::test]
async fn the_trail_is_proved_while_the_server_serves_and_nothing_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let data = demo(folder.path());
    let migration = "insert into migration (name, sha256) values ('9999_later', 'x')";
    let tables = base::db::Database::open(&base::db::sqlite_url(Path::new(&data)), base::db::Durability::Full).await.unwrap();
    let mut tx = tables.begin().await.unwrap();
    sqlx::query(migration).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let other = keepwell(&["trail", "verify", "--data", &data]);
    assert_eq!(other.status.code(), Some(3), "{}", said(&other));
    assert!(said(&other).contains("later version (it has 9999_later)"), "{}", said(&other));
    let mut tx = tables.begin().await.unwrap();
    sqlx::query("delete from migration where name = '9999_later'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    tables.close().await;
    let mut server = Command::new(env!("CARGO_BIN_EXE_keepwell"))
        .args(["serve", "--data", &data, "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(server.stdout.as_mut().unwrap()), &mut line).unwrap();

    let whole = keepwell(&["trail", "verify", "--data", &data]);

    server.kill().unwrap();
    server.wait().unwrap();
    assert_eq!(whole.status.code(), Some(0), "{}", said(&whole));
}

#[test]
fn the_manual_goes_out_to_files_and_back_letter_for_letter() {
    let folder = tempfile::tempdir().unwrap();
    let data = demo(folder.path());
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    let (first, second) = (first.to_str().unwrap(), second.to_str().unwrap());

    let exported = keepwell(&["manual", "export", first, "--data", &data]);
    assert_eq!(exported.status.code(), Some(0), "{}", said(&exported));
    let checked = keepwell(&["manual", "check", first]);
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
    let same = keepwell(&["manual", "import", first, "--data", &data, "--replace"]);
    assert!(out(&same).contains("technology: "), "{}", said(&same));

    // One word is changed in both files, brought in, and written out again.
    for lang in ["en", "fr"] {
        let path = format!("{first}/technology.{lang}.md");
        let text = std::fs::read_to_string(&path).unwrap().replace("every 12 months", "every 6 months").replace("tous les 12 mois", "tous les 6 mois");
        std::fs::write(&path, text).unwrap();
    }
    let by_a_volunteer = keepwell(&["manual", "import", first, "--data", &data, "--replace", "--author", "gus@example.org"]);
    assert!(by_a_volunteer.status.code() == Some(3) && said(&by_a_volunteer).contains("gus@example.org may not edit the manual"), "{}", said(&by_a_volunteer));
    let brought = keepwell(&["manual", "import", first, "--data", &data, "--replace", "--author", "ana@example.org"]);
    assert!(out(&brought).contains("technology: is a draft now"), "{}{}", out(&brought), said(&brought));
    let again = keepwell(&["manual", "export", second, "--data", &data, "--draft"]);
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
    for lang in ["en", "fr"] {
        let read = |dir: &str| std::fs::read_to_string(format!("{dir}/technology.{lang}.md")).unwrap();
        assert_eq!(read(first), read(second));
    }

    // A rule that does not read is told with its file, line and column, and nothing is brought in.
    let path = format!("{first}/technology.en.md");
    let text = std::fs::read_to_string(&path).unwrap().replace("policy reviewed, for each", "policy revewed, for each");
    let line = text.lines().position(|l| l.contains("revewed")).unwrap() + 1;
    std::fs::write(&path, text).unwrap();
    let wrong = keepwell(&["manual", "check", first]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(out(&wrong).contains(&format!("technology.en.md:{line}:")) && out(&wrong).contains("policy reviewed"), "{}", out(&wrong));
    assert_eq!(keepwell(&["manual", "import", first, "--data", &data, "--replace"]).status.code(), Some(1));
    assert_eq!(keepwell(&["manual", "check", "/no/such/folder"]).status.code(), Some(3));
    std::fs::remove_file(format!("{first}/technology.fr.md")).unwrap();
    assert!(said(&keepwell(&["manual", "check", first])).contains("technology.fr.md: it is not there"));
}

#[test]
fn a_damaged_database_is_said_to_be_damaged_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = demo(folder.path());
    let file = Path::new(&data).join("keepwell.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes.get_mut(..7).unwrap().copy_from_slice(b"garbage");
    std::fs::write(&file, bytes).unwrap();
    for command in [&["trail", "verify", "--data", &data][..], &["standing", "--data", &data], &["check", "--data", &data]] {
        let no = keepwell(command);
        assert!(!no.status.success() && said(&no).contains("it is damaged") && said(&no).contains("keepwell restore"), "{command:?}: {}", said(&no));
        assert!(!said(&no).contains("pool"), "{command:?}: it does not try until its patience ends: {}", said(&no));
    }
}

#[test]
fn the_help_begins_with_what_keepwell_is_for() {
    assert!(out(&keepwell(&["--help"])).starts_with("Keeps an agency's technology policy running"));
}
