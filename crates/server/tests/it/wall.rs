//! The wall around the reader: what it keeps in, and that everything is still read behind it.
#![cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))]

use std::io::Write as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SIGSYS: i32 = 31;

fn reader(args: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_keepwell"));
    command.arg("read-upload").args(args).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = feeder.join().unwrap();
    output
}

#[test]
fn a_reader_that_was_taken_over_is_ended_before_it_opens_calls_or_starts_anything() {
    for deed in ["open", "socket", "program", "thread", "folder", "remove"] {
        let ended = reader(&["--attempt", deed], b"");
        assert_eq!(ended.status.signal(), Some(SIGSYS), "{deed}: {:?} {}", ended.status, String::from_utf8_lossy(&ended.stderr));
    }
}

fn samples(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            samples(&path, found);
        } else if path.extension().is_some_and(|e| e == "txt" || e == "zip") {
            found.push(path);
        }
    }
}

#[test]
fn behind_the_wall_everything_reads_as_it_does_without() {
    let mut found = Vec::new();
    samples(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/samples"), &mut found);
    // Enough to make memory be asked for, moved and given back.
    let line = "2026-03-02, 14:05 - R.: a line of text that is long enough to matter\n";
    let mut files: Vec<Vec<u8>> = found.iter().map(|path| std::fs::read(path).unwrap()).collect();
    files.push(line.repeat(30_000).into_bytes());
    assert!(files.len() > 3);
    for bytes in files {
        for pass in ["survey", "read"] {
            let mut input = format!("{{\"pass\":\"{pass}\",\"today\":\"2026-11-23\",\"choices\":{}}}\n", serde_json::to_string(&chatlog::whatsapp::Choices::default()).unwrap()).into_bytes();
            input.extend(&bytes);
            let mut without = Vec::new();
            clients::run_child(input.as_slice(), &mut without).unwrap();

            let behind = reader(&[], &input);

            assert!(behind.status.success(), "{:?}", behind.status);
            assert!(behind.stdout == without, "{} and {} bytes", behind.stdout.len(), without.len());
            assert!(without.windows(8).any(|w| w == b"\"report\""), "{}", String::from_utf8_lossy(&without));
        }
    }
}
