//! Letters through a real mail server (Debian's aiosmtpd) on loopback.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::mail::{Letter, Post, State, list, send};
use crate::words::Lang;
use crate::world::World;

/// The distribution’s own: another Python beside it does not know its packages.
const PYTHON: &str = "/usr/bin/python3";

/// A mail server that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Starts a mail server that keeps what it takes in a folder; `None` when the program is missing.
async fn server(port: u16, folder: &Path, more: &[&str]) -> Option<Server> {
    let there = Command::new(PYTHON).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status().is_ok_and(|s| s.success());
    if !there {
        assert!(std::env::var_os("CI").is_none(), "aiosmtpd is missing: run scripts/install.sh");
        eprintln!("NOT RUN: aiosmtpd is missing: run scripts/install.sh");
        return None;
    }
    let child = Command::new(PYTHON)
        .args(["-m", "aiosmtpd", "-n", "-l", &format!("127.0.0.1:{port}")]).args(more)
        .args(["-c", "aiosmtpd.handlers.Mailbox"]).arg(folder)
        .stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let server = Server(child);
    for _ in 0..200 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Some(server);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the mail server did not start");
}

async fn world(url: String) -> World {
    World::with(vec![], |config| config.post = Post::Smtp { url, from: "keepwell@example.org".into() }).await
}

async fn write(world: &World, lang: Lang) {
    let mut tx = world.app.db.begin().await.unwrap();
    let letter = Letter { to: "ben@example.org", lang, subject: "base-mail-closing", body: "base-mail-closing", args: &[], link: "/phones/ph-014", then: None };
    send(&world.app, &mut tx, letter, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
}

fn taken(folder: &Path) -> Vec<String> {
    let mut taken: Vec<_> = std::fs::read_dir(folder.join("new")).map(|files| files.map(|f| std::fs::read_to_string(f.unwrap().path()).unwrap()).collect()).unwrap_or_default();
    taken.sort();
    taken
}

async fn states(world: &World) -> Vec<State> {
    list(&mut world.app.db.read().await.unwrap(), 10).await.unwrap().into_iter().map(|l| l.state).collect()
}

#[tokio::test]
async fn a_mail_server_that_is_away_gets_the_letter_once_it_is_back_and_once_only() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let world = world(format!("smtp://127.0.0.1:{port}")).await;
    write(&world, Lang::En).await;
    write(&world, Lang::Fr).await;

    assert_eq!(world.run_jobs().await, 2);
    assert!(states(&world).await.iter().all(|s| matches!(s, State::Waiting { tries: 1, error: Some(_), .. })), "{:?}", states(&world).await);

    let Some(_server) = server(port, &folder.path().join("mail"), &[]).await else { return };
    world.pass(60_000);
    world.run_jobs().await;
    world.pass(600_000);
    assert_eq!(world.run_jobs().await, 0);

    let taken = taken(&folder.path().join("mail"));
    assert_eq!(taken.len(), 2);
    for letter in &taken {
        for part in ["multipart/alternative", "text/plain", "text/html", "To: ben@example.org", "From: keepwell@example.org", "http://keepwell.test/phones/ph-014"] {
            assert!(letter.contains(part), "{part}\n{letter}");
        }
        assert!(letter.contains("Auto-Submitted: auto-generated"), "{letter}");
    }
    assert_ne!(taken[0], taken[1], "one in each language");
    assert_eq!(states(&world).await, [State::Sent, State::Sent]);
    let kept: Vec<String> = sqlx::query_scalar("select body from mail").fetch_all(&mut *world.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!(kept, ["", ""], "what was handed over is not kept");
}

#[tokio::test]
async fn a_mail_server_nobody_vouches_for_gets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let own = rcgen::generate_simple_self_signed(vec!["mail.example.org".to_owned()]).unwrap();
    let (certificate, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    std::fs::write(&certificate, own.cert.pem()).unwrap();
    std::fs::write(&key, own.key_pair.serialize_pem()).unwrap();
    let tls = ["--smtpscert", certificate.to_str().unwrap(), "--smtpskey", key.to_str().unwrap()];
    let Some(_server) = server(port, &folder.path().join("mail"), &tls).await else { return };
    let world = world(format!("smtps://localhost:{port}")).await;
    write(&world, Lang::En).await;

    world.run_jobs().await;

    assert!(matches!(states(&world).await.as_slice(), [State::Waiting { tries: 1, error: Some(_), .. }]), "{:?}", states(&world).await);
    assert!(taken(&folder.path().join("mail")).is_empty());
}

#[tokio::test]
async fn without_a_mail_server_a_letter_is_kept_to_be_printed_unless_it_lets_somebody_in() {
    let welcome = crate::slice::get("/welcome/{token}", crate::slice::OPEN_TO_ALL, async || "come in");
    let slice = crate::Slice { name: "entrance", routes: vec![welcome], ..crate::Slice::default() };
    let world = World::new(vec![slice]).await;
    write(&world, Lang::En).await;
    let mut tx = world.app.db.begin().await.unwrap();
    let letter = Letter { to: "eli@example.org", lang: Lang::En, subject: "base-mail-closing", body: "base-mail-closing", args: &[], link: "/welcome/secret", then: None };
    send(&world.app, &mut tx, letter, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();

    world.run_jobs().await;

    let letters = list(&mut world.app.db.read().await.unwrap(), 10).await.unwrap();
    let kept = |to: &str| letters.iter().find(|l| l.to == to).map(|l| (l.state.clone(), l.body.clone())).unwrap();
    assert!(matches!(kept("ben@example.org"), (State::InOutbox, Some(body)) if body.contains("/phones/ph-014")));
    assert_eq!(kept("eli@example.org"), (State::InOutbox, None));
}
