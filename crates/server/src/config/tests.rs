//! Stories of settings: who wins, what is refused, what is never printed.

use std::collections::BTreeMap;
use std::path::Path;

use super::Settings;
use super::sources::{Origin, Values, gather};
use super::table::SETTINGS;

fn environment(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
}

fn flags(pairs: &[(&'static str, &str)]) -> BTreeMap<&'static str, String> {
    pairs.iter().map(|(n, v)| (*n, (*v).to_owned())).collect()
}

/// A folder with this `keepwell.toml`, which only its owner can read.
fn folder(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    base::vault::write_private(&folder.path().join("keepwell.toml"), text.as_bytes()).unwrap();
    folder
}

fn in_folder(folder: &Path, env: &[(&str, &str)], given: &[(&'static str, &str)]) -> Result<Values, String> {
    let mut all = flags(given);
    all.insert("data", folder.display().to_string());
    gather(None, &all, &environment(env)).map_err(|e| e.cause())
}

fn refusal(values: Result<Values, String>) -> String {
    match values.and_then(|v| Settings::from_values(v).map_err(|e| e.cause())) {
        Ok(_) => panic!("it was taken"),
        Err(why) => why,
    }
}

#[test]
fn nothing_given_is_a_folder_called_data_on_this_machine_only() {
    let settings = Settings::from_values(gather(None, &flags(&[]), &[]).unwrap()).unwrap();

    assert_eq!(settings.data, Path::new("data"));
    assert_eq!(settings.key_file, Path::new("data/master.key"));
    assert_eq!(settings.address, "http://127.0.0.1:8750");
    assert_eq!(settings.database_url(), "sqlite:data/keepwell.sqlite");
    assert!(settings.entrance().is_ok());
}

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_file() {
    let folder = folder("mail_from = \"file@example.org\"\nlog = \"info\"\nlisten = \"127.0.0.1:1\"\n");
    let values = in_folder(folder.path(), &[("KEEPWELL_MAIL_FROM", "env@example.org"), ("KEEPWELL_LISTEN", "127.0.0.1:2")], &[("listen", "127.0.0.1:3")]).unwrap();

    assert_eq!((values.text("listen"), values.origin("listen")), ("127.0.0.1:3", Origin::Flag));
    assert_eq!((values.text("mail_from"), values.origin("mail_from")), ("env@example.org", Origin::Variable));
    assert_eq!((values.text("log"), values.origin("log")), ("info", Origin::File(folder.path().join("keepwell.toml"))));
    assert_eq!(values.origin("database"), Origin::Default);
}

#[test]
fn a_name_nobody_knows_is_refused_with_the_one_that_was_meant() {
    let mistyped = folder("mail-form = \"x@example.org\"\n");
    let strange = folder("colour = \"blue\"\n");

    assert!(refusal(in_folder(mistyped.path(), &[], &[])).ends_with("mail-form is not a setting. Did you mean mail_from?"));
    assert!(refusal(in_folder(strange.path(), &[], &[])).ends_with("colour is not a setting. `keepwell check` lists them all."));
    let variable = refusal(gather(None, &flags(&[]), &environment(&[("KEEPWELL_DATABSE", "postgres://x")])).map_err(|e| e.cause()));
    assert_eq!(variable, "KEEPWELL_DATABSE in the environment is not a setting. Did you mean KEEPWELL_DATABASE?");
    // What is not nearly ours is somebody else's.
    assert!(gather(None, &flags(&[]), &environment(&[("KEEPWELL_TEST_POSTGRES", "x"), ("KEEPWELL_BIN", "x"), ("KEEPWELL_RIG", "x")])).is_ok());
}

#[test]
fn a_value_that_cannot_be_read_names_its_place_and_what_to_write() {
    let folder = folder("listen = \"everywhere\"\n");
    let broken = self::folder("listen = \n");

    let said = refusal(in_folder(folder.path(), &[], &[]));
    assert!(said.starts_with("listen in ") && said.contains("“everywhere” cannot be read. Write an address"), "{said}");
    assert!(refusal(in_folder(folder.path(), &[("KEEPWELL_LISTEN", "x")], &[])).starts_with("KEEPWELL_LISTEN: “x”"));
    assert!(refusal(in_folder(folder.path(), &[], &[("listen", "y")])).starts_with("--listen: “y”"));
    assert!(refusal(in_folder(broken.path(), &[], &[])).contains("line 1"));
    let list = self::folder("log = [1]\n");
    assert!(refusal(in_folder(list.path(), &[], &[])).contains("log wants a text in quotes"));
}

#[test]
fn a_password_is_never_shown() {
    let folder = folder("database = \"postgres://keepwell:s3cret@db:5432/keepwell?sslmode=require\"\nsmtp = \"nonsense s3cret\"\n");
    let values = in_folder(folder.path(), &[], &[]).unwrap();

    assert_eq!(values.shown("database").unwrap(), "postgres://keepwell:…@db:5432/keepwell?…");
    assert_eq!(values.shown("smtp").unwrap(), "…");
    assert!(!refusal(Ok(values)).contains("s3cret"));
}

#[cfg(unix)]
#[test]
fn a_file_with_a_password_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("smtp = \"smtps://ben:s3cret@mail.example.org\"\n");
    std::fs::set_permissions(folder.path().join("keepwell.toml"), std::fs::Permissions::from_mode(0o644)).unwrap();

    let said = refusal(in_folder(folder.path(), &[], &[]));

    assert!(said.contains("holds a password (smtp)") && said.contains("chmod 600"), "{said}");
    assert!(!said.contains("s3cret"));
}

#[test]
fn the_file_in_the_data_folder_names_no_other_data_folder_but_a_named_file_may() {
    let inside = folder("data = \"elsewhere\"\n");
    assert!(refusal(in_folder(inside.path(), &[], &[])).contains("cannot name another one"));

    let named = inside.path().join("keepwell.toml");
    let values = gather(Some(&named), &flags(&[]), &[]).unwrap();
    assert_eq!(values.text("data"), "elsewhere");
    let from_environment = gather(None, &flags(&[]), &environment(&[("KEEPWELL_CONFIG", named.to_str().unwrap())])).unwrap();
    assert_eq!(from_environment.text("data"), "elsewhere");
    assert!(gather(Some(Path::new("/no/such/file.toml")), &flags(&[]), &[]).is_err());
}

#[test]
fn there_are_fewer_than_25_settings_each_said_in_both_languages() {
    assert!(SETTINGS.len() < 25);
    for setting in SETTINGS {
        assert!(setting.en.ends_with('.') && setting.fr.ends_with('.') && !setting.takes.is_empty(), "{}", setting.name);
        assert!(!["config", "help", "version"].contains(&setting.name));
    }
    let names: std::collections::BTreeSet<_> = SETTINGS.iter().map(|s| s.name).collect();
    assert_eq!(names.len(), SETTINGS.len());
}

#[test]
fn a_store_for_files_needs_its_key_and_never_shows_the_secret() {
    let place = "storage = \"s3://files/here?endpoint=https://s3.example.org\"\n";
    let whole = folder(&format!("{place}storage_key = \"AKIA\"\nstorage_secret = \"s3cret\"\n"));
    let bare = folder(place);
    let strange = folder("storage = \"/srv/files\"\n");

    let values = in_folder(whole.path(), &[], &[]).unwrap();
    assert_eq!(values.shown("storage_secret").unwrap(), "…");
    let settings = Settings::from_values(values).unwrap();
    assert_eq!(settings.storage.as_ref().unwrap().0.bucket, "files");
    assert!(!format!("{:?}", settings.storage).contains("s3cret"));
    assert!(refusal(in_folder(bare.path(), &[], &[])).contains("give storage_key and storage_secret as well"));
    assert!(refusal(in_folder(strange.path(), &[], &[])).contains("Write s3://BUCKET"));
}

#[cfg(unix)]
#[test]
fn a_file_with_the_secret_of_a_store_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("storage_secret = \"s3cret\"\n");
    std::fs::set_permissions(folder.path().join("keepwell.toml"), std::fs::Permissions::from_mode(0o644)).unwrap();

    let said = refusal(in_folder(folder.path(), &[], &[]));

    assert!(said.contains("holds a password (storage_secret)") && !said.contains("s3cret"), "{said}");
}

#[test]
fn an_address_is_a_name_and_no_more_and_a_level_is_one_there_is() {
    for bad in ["http://127.0.0.1:9103/sub/path", "https://u:p@keepwell.example.org", "https://keepwell.example.org?x=1", "https://keepwell.example.org/#a", "https://a b"] {
        let why = refusal(gather(None, &flags(&[("address", bad)]), &[]).map_err(|e| e.cause()));
        assert!(why.contains("no path") && !why.contains("u:p@"), "{bad}: {why}");
    }
    for good in ["https://keepwell.example.org", "https://keepwell.example.org:8443/", "http://[::1]:8750", "http://127.0.0.1:1"] {
        assert!(gather(None, &flags(&[("address", good)]), &[]).and_then(Settings::from_values).is_ok(), "{good}");
    }
    for bad in ["shout", "info,base=loud"] {
        let why = refusal(gather(None, &flags(&[("log", bad)]), &[]).map_err(|e| e.cause()));
        assert!(why.contains("error, warn, info, debug or trace"), "{bad}: {why}");
    }
    assert!(gather(None, &flags(&[("log", "warn,base=debug")]), &[]).and_then(Settings::from_values).is_ok());
}
