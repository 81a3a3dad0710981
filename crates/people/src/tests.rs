//! Stories of people: set-up, coming in, files of people, leaving.

mod coming_in;
mod files;
mod here;
mod inviting;
mod leaving;
mod listing;
mod organisation;
mod proving;
mod second;
mod setting_up;
mod soft_key;
mod team_files;
mod teams;

use base::words::{Lang, ids};
use base::world::{Answer, NOBODY, World};

/// The session cookie an answer sets, as `name=value`.
fn cookie(answer: &Answer) -> String {
    let set = answer.cookies.iter().find(|c| c.starts_with("keepwell=")).expect("a session cookie");
    set.split(';').next().unwrap_or_default().to_owned()
}

/// A world with the cast in it.
async fn house() -> World {
    let world = World::new(vec![crate::slice()]).await;
    crate::world::cast(&world).await;
    world
}

/// The path of the link in the newest letter to this address.
fn link_to(world: &World, address: &str) -> String {
    let letters = world.letters();
    // Long lines of a letter are folded ("=\r\n") and "=" is written "=3D".
    let letters = letters.iter().rev().map(|l| l.replace("=\r\n", "").replace("=3D", "="));
    let letter = letters.into_iter().find(|l| l.contains(&format!("To: {address}"))).expect("a letter");
    let from = letter.find("/welcome/").expect("a link");
    letter[from..].split_whitespace().next().unwrap_or_default().to_owned()
}

#[test]
fn no_text_is_missing_in_either_language() {
    let texts = crate::slice().texts;
    assert_eq!(ids(texts.en), ids(texts.fr));
}

#[tokio::test]
async fn every_page_speaks_both_languages() {
    let world = house().await;
    for lang in [Lang::En, Lang::Fr] {
        for page in ["/people", "/people?left=yes", "/people?q=zzz", "/people?role=worker&waiting=yes&sort=-joined", "/people/ben", "/people/new", "/people/import", "/teams/import", "/me", "/me/security", "/me/security/app", "/me/security/passkey", "/prove", "/organisation/sign-in", "/people/invitations", "/people/ben/details", "/people/as-of", "/people/as-of?day=2020-01-01", "/teams", "/teams/new", "/organisation", "/people/ben/leave", "/me/here"] {
            let answer = world.get_in(lang.id(), "ana", page).await;
            assert_eq!(answer.status, 200, "{page}");
            assert!(!answer.words().contains("people-") && !answer.words().contains("deed-"), "{page} {}: {}", lang.id(), answer.words());
        }
        let page = world.get_in(lang.id(), NOBODY, "/sign-in").await;
        assert!(!page.words().contains("people-"), "{}", page.words());
    }
}

#[test]
fn every_text_the_code_names_is_there() {
    let en = ids(crate::slice().texts.en);
    let sources = [
        include_str!("model.rs"), include_str!("model/import.rs"), include_str!("sheet.rs"), include_str!("pages/add.rs"), include_str!("pages/door.rs"),
        include_str!("pages/import.rs"), include_str!("pages/bring.rs"), include_str!("pages/undo.rs"), include_str!("pages/import_teams.rs"), include_str!("model/import_teams.rs"), include_str!("pages/letters.rs"), include_str!("pages/list.rs"), include_str!("pages/me.rs"), include_str!("pages.rs"),
        include_str!("pages/person.rs"), include_str!("pages/setup.rs"), include_str!("pages/welcome.rs"), include_str!("lib.rs"),
        include_str!("pages/setup.html"), include_str!("pages/sign_in.html"), include_str!("pages/welcome.html"), include_str!("pages/list.html"),
        include_str!("pages/security.rs"), include_str!("pages/security.html"), include_str!("pages/factors.rs"), include_str!("pages/new_app.html"),
        include_str!("pages/new_passkey.html"), include_str!("pages/codes.html"), include_str!("pages/second.rs"), include_str!("pages/second.html"),
        include_str!("pages/prove.rs"), include_str!("pages/prove.html"), include_str!("pages/proved.html"), include_str!("pages/proof.rs"),
        include_str!("pages/arrive.rs"), include_str!("pages/rules.rs"), include_str!("pages/invitations.rs"), include_str!("pages/invitations.html"),
        include_str!("pages/slip.html"), include_str!("pages/welcome_code.html"), include_str!("pages/rules.html"), include_str!("pages/square.html"),
        include_str!("pages/person.html"), include_str!("pages/new.html"), include_str!("pages/bring.html"), include_str!("pages/me.html"),
    ];
    let named = sources.iter().flat_map(|s| s.split('"')).filter(|w| w.starts_with("people-") && !w.contains(['{', ' ']) && !w.ends_with('-'));
    for id in named {
        assert!(en.contains(id), "{id}");
    }
    for deed in crate::deeds::DEEDS {
        assert!(en.contains(&deed.text_id()), "{}", deed.name);
    }
}
