//! The key file from outside: a new version, a passphrase, and a server that waits for it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const PASSPHRASE: &str = "seven quiet geese by the mill";

fn keepwell(args: &[&str], typed: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_keepwell"))
        .args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn done(args: &[&str], typed: &str) -> String {
    let output = keepwell(args, typed);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", said(&output));
    said(&output)
}

fn demo(folder: &Path) -> String {
    let data = folder.join("data").to_str().unwrap().to_owned();
    done(&["demo", "--data", &data, "--no-serve"], "");
    data
}

/// A running server; killed with `kill -9` when it goes.
struct Server(Child, u16);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(data: &str, more: &[&str]) -> (Server, String) {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let listen = format!("127.0.0.1:{port}");
    let mut child = Command::new(env!("CARGO_BIN_EXE_keepwell"))
        .args([&["serve", "--data", data, "--listen", &listen], more].concat()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    (Server(child, port), line)
}

impl Server {
    fn ask(&self, request: &str, body: &str) -> String {
        let mut answer = String::new();
        for _ in 0..100 {
            let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.1)) else { a_moment(); continue };
            let head = format!("{request} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", self.1, body.len());
            // Between the locked server and the open one a connection may be reset: ask again, as when it is refused.
            let asked = stream.write_all(head.as_bytes());
            if asked.is_ok() && stream.read_to_string(&mut answer).is_ok() && !answer.is_empty() {
                break;
            }
            answer.clear();
            a_moment();
        }
        answer
    }
}

#[expect(clippy::disallowed_methods, reason = "another process comes up, and there is nothing to wait on")]
fn a_moment() {
    std::thread::sleep(std::time::Duration::from_millis(50));
}

fn wrapped(data: &str) -> String {
    done(&["key", "status", "--data", data], PASSPHRASE)
}

#[test]
fn the_master_key_gets_a_new_version_and_the_old_one_goes() {
    let folder = tempfile::tempdir().unwrap();
    let data = demo(folder.path());
    assert!(wrapped(&data).contains("versions 1.") && wrapped(&data).contains("Version 1 wraps"));

    assert!(done(&["key", "rotate", "--data", &data], "").contains("version 2 now"));
    let early = keepwell(&["key", "drop-old", "--data", &data], "");
    assert_eq!(early.status.code(), Some(3), "{}", said(&early));
    assert!(said(&early).contains("version 1 still wraps"), "{}", said(&early));

    // Killed as soon as it is up, again and again, it ends all the same.
    for patience in 0..60 {
        let server = serve(&data, &[]);
        (0..patience).for_each(|_| a_moment());
        drop(server);
        if !wrapped(&data).contains("Version 1 wraps") {
            break;
        }
    }
    assert!(!wrapped(&data).contains("Version 1 wraps"), "{}", wrapped(&data));
    assert!(done(&["key", "drop-old", "--data", &data], "").contains("version 1"));
    assert!(done(&["trail", "verify", "--data", &data], "").contains("The trail is whole"));
    let (server, line) = serve(&data, &[]);
    assert!(line.contains("Keepwell is at"), "{line}");
    assert!(server.ask("GET /health", "").contains("{\"well\":true}"));
}

#[test]
fn a_protected_server_waits_for_its_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let data = demo(folder.path());
    let weak = keepwell(&["key", "protect", "--data", &data], "password1234567\n");
    assert_eq!(weak.status.code(), Some(3), "{}", said(&weak));
    done(&["key", "protect", "--data", &data], &format!("{PASSPHRASE}\n"));
    assert!(wrapped(&data).contains("is protected by a passphrase"));
    let file = std::fs::read_to_string(Path::new(&data).join("master.key")).unwrap();
    assert!(file.starts_with("keepwell-key-protected 1\nargon2id 262144 3 "), "{file}");

    let shut = keepwell(&["trail", "verify", "--data", &data], "");
    assert_eq!(shut.status.code(), Some(3));
    assert!(said(&shut).contains("--passphrase-file"), "{}", said(&shut));
    let wrong = keepwell(&["trail", "verify", "--data", &data, "--passphrase-file", "-"], "seven loud geese\n");
    assert_eq!(wrong.status.code(), Some(3));
    done(&["trail", "verify", "--data", &data, "--passphrase-file", "-"], &format!("{PASSPHRASE}\n"));

    let (server, line) = serve(&data, &[]);
    assert!(line.contains("Keepwell is locked") && line.contains("/unlock"), "{line}");
    assert!(server.ask("GET /sign-in", "").starts_with("HTTP/1.1 503"));
    assert!(server.ask("POST /unlock", "passphrase=seven+loud+geese").starts_with("HTTP/1.1 422"));
    assert!(server.ask("POST /unlock", "passphrase=seven+quiet+geese+by+the+mill").starts_with("HTTP/1.1 200"));
    let mut page = String::new();
    for _ in 0..100 {
        page = server.ask("GET /sign-in", "");
        if page.starts_with("HTTP/1.1 200") {
            break;
        }
        a_moment();
    }
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    drop(server);

    let secret = folder.path().join("passphrase");
    base::vault::write_private(&secret, format!("{PASSPHRASE}\n").as_bytes()).unwrap();
    let (server, line) = serve(&data, &["--passphrase-file", secret.to_str().unwrap()]);
    assert!(line.contains("Keepwell is at"), "unattended: {line}");
    drop(server);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o644)).unwrap();
        let open = keepwell(&["trail", "verify", "--data", &data, "--passphrase-file", secret.to_str().unwrap()], "");
        assert!(said(&open).contains("chmod 600"), "{}", said(&open));
    }
    done(&["key", "unprotect", "--data", &data], &format!("{PASSPHRASE}\n"));
    done(&["trail", "verify", "--data", &data], "");
}
