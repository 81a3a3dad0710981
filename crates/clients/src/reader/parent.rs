//! The server's side: feeds the child, bounds what it says, kills it when it is slow.

use std::io::Cursor;
use std::path::Path;
use std::pin::Pin;
use std::process::Stdio;
use std::time::Duration;

use base::blobs::{Blob, Opened};
use base::{App, Failure};
use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::Sleep;
use zeroize::Zeroizing;

use super::child::run_child;
use super::wire::{Line, Request, Tally, Why};

/// How long the child may take, our own writing included. Shorter than the lease of a job.
const PATIENCE: Duration = Duration::from_secs(8 * 60);
/// The longest line: a message of the largest size, each byte escaped.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;
/// JSON around the text of a file: never more than so many times the file, and some.
const GROWTH: u64 = 40;
const HEAD_START: u64 = 64 * 1024 * 1024;
/// An archive of text may unpack to this much.
const LARGEST_TEXT: u64 = 256 * 1024 * 1024;
const PIECE: usize = 256 * 1024;

type Lines = Pin<Box<dyn AsyncBufRead + Send>>;

/// A file being read: ask it for one line after the other.
pub struct Reading {
    lines: Lines,
    child: Option<Child>,
    feeder: Option<JoinHandle<Result<(), Why>>>,
    alarm: Pin<Box<Sleep>>,
    tally: Tally,
    left: u64,
    /// Set once the last line came.
    ended: bool,
}

/// Begins to read a sealed file: in a process of its own, or here when the
/// configuration names no reader (tests).
///
/// # Errors
/// When the database fails or the file's key is gone. What is wrong with the
/// file itself comes from [`Reading::next`].
pub async fn read(app: &App, blob: &Blob, request: &Request) -> Result<Result<Reading, Why>, Failure> {
    let key = app.vault.key(&mut *app.db.read().await?, &blob.key_id).await?;
    let opened = match app.blobs.open(&blob.id, &key).await {
        Ok(opened) => opened,
        Err(away @ Failure::Away { .. }) => return Err(away),
        Err(_) => return Ok(Err(Why::Altered)),
    };
    let mut first = serde_json::to_vec(request).map_err(|e| Failure::broken("writing to the reader", e))?;
    first.push(b'\n');
    let size = u64::try_from(blob.size).unwrap_or(0);
    let unpacked = size.saturating_mul(200).min(LARGEST_TEXT).max(size);
    let left = unpacked.saturating_mul(GROWTH).saturating_add(HEAD_START);
    let begun = match &app.config.reader {
        Some(program) => apart(program, blob.id.clone(), opened, first),
        None => here(blob.id.clone(), opened, first).await,
    };
    Ok(begun.map(|(lines, child, feeder)| Reading {
        lines,
        child,
        feeder,
        alarm: Box::pin(tokio::time::sleep(PATIENCE)),
        tally: Tally::default(),
        left,
        ended: false,
    }))
}

type Begun = (Lines, Option<Child>, Option<JoinHandle<Result<(), Why>>>);

/// Starts the child and the task that feeds it.
fn apart(program: &Path, id: String, opened: Opened, first: Vec<u8>) -> Result<Begun, Why> {
    let spawned = Command::new(program)
        .arg("read-upload")
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let mut child = spawned.map_err(|error| {
        tracing::error!(%error, "the reader could not be started");
        Why::Died
    })?;
    let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else { return Err(Why::Died) };
    let feeder = tokio::spawn(feed(stdin, id, opened, first));
    Ok((Box::pin(BufReader::with_capacity(PIECE, stdout)), Some(child), Some(feeder)))
}

/// Sends the request and the clear bytes. A child that hangs up early is not our failure: its answer tells.
async fn feed(mut stdin: ChildStdin, id: String, opened: Opened, first: Vec<u8>) -> Result<(), Why> {
    let (send, mut pieces) = mpsc::channel::<Zeroizing<Vec<u8>>>(4);
    let opener = tokio::task::spawn_blocking(move || unseal(&id, opened, |piece| send.blocking_send(piece).is_ok()));
    let mut open = stdin.write_all(&first).await.is_ok();
    while let Some(piece) = pieces.recv().await {
        open = open && stdin.write_all(&piece).await.is_ok();
        if !open {
            break;
        }
    }
    drop(pieces);
    let _ = stdin.shutdown().await;
    drop(stdin);
    opener.await.unwrap_or(Err(Why::Altered))
}

/// Hands out the clear bytes, piece by piece, until nobody takes them.
fn unseal(id: &str, mut opened: Opened, mut take: impl FnMut(Zeroizing<Vec<u8>>) -> bool) -> Result<(), Why> {
    loop {
        let mut piece = Zeroizing::new(vec![0; PIECE]);
        let n = opened.read_from(id, &mut piece).map_err(|_| Why::Altered)?;
        piece.truncate(n);
        if n == 0 || !take(piece) {
            return Ok(());
        }
    }
}

/// The whole reading in this process, on a thread that may be blocked.
async fn here(id: String, opened: Opened, first: Vec<u8>) -> Result<Begun, Why> {
    let read = tokio::task::spawn_blocking(move || {
        let mut input = first;
        unseal(&id, opened, |piece| {
            input.extend_from_slice(&piece);
            true
        })?;
        let mut said = Vec::new();
        run_child(input.as_slice(), &mut said).map_err(|_| Why::Died)?;
        Ok(said)
    });
    let said = read.await.unwrap_or(Err(Why::Died))?;
    Ok((Box::pin(BufReader::new(Cursor::new(said))), None, None))
}

impl Reading {
    /// The next line; `None` after the report. Entries are checked: their byte
    /// ranges touch, and the report says what came.
    ///
    /// # Errors
    /// Why the file cannot be read. Nothing comes after that.
    pub async fn next(&mut self) -> Result<Option<Line>, Why> {
        if self.ended {
            return Ok(None);
        }
        let line = tokio::select! {
            line = line_of(&mut self.lines, self.left) => line,
            () = &mut self.alarm => Err(Why::Slow),
        };
        let line = match line {
            Ok(Some(bytes)) => {
                self.left = self.left.saturating_sub(bytes.len() as u64);
                serde_json::from_slice(&bytes).map_err(|_| Why::Garbled)
            }
            Ok(None) => Err(Why::Died),
            Err(why) => Err(why),
        };
        let checked = match line {
            Ok(line) => self.checked(line).await,
            Err(why) => Err(why),
        };
        if checked.is_err() {
            self.stop().await;
        }
        checked.map(Some)
    }

    async fn checked(&mut self, line: Line) -> Result<Line, Why> {
        match &line {
            Line::Look(look) => self.tally.looked(look),
            Line::Beside(item) => self.tally.beside(item)?,
            Line::Entry(entry) => self.tally.add(entry)?,
            Line::Unreadable(why) => return Err(why.clone()),
            Line::Report(said) => {
                // On the first pass no entry is handed out, and the report is empty as well.
                self.tally.agrees(*said)?;
                self.ended = true;
                self.farewell().await?;
            }
        }
        Ok(line)
    }

    /// Everything was fed, unaltered, and the child left well.
    async fn farewell(&mut self) -> Result<(), Why> {
        if let Some(feeder) = self.feeder.take() {
            feeder.await.unwrap_or(Err(Why::Altered))?;
        }
        if let Some(mut child) = self.child.take() {
            let left = tokio::time::timeout(Duration::from_secs(5), child.wait()).await;
            if !matches!(left, Ok(Ok(status)) if status.success()) {
                return Err(Why::Died);
            }
        }
        Ok(())
    }

    async fn stop(&mut self) {
        self.ended = true;
        if let Some(feeder) = self.feeder.take() {
            feeder.abort();
        }
        if let Some(mut child) = self.child.take() {
            let _ = child.kill().await;
        }
    }
}

/// One line without its end; `None` at the end of what is said.
async fn line_of(lines: &mut Lines, left: u64) -> Result<Option<Zeroizing<Vec<u8>>>, Why> {
    let most = LONGEST_LINE.min(left);
    let mut line = Zeroizing::new(Vec::new());
    lines.take(most).read_until(b'\n', &mut line).await.map_err(|_| Why::Died)?;
    match line.pop() {
        None => Ok(None),
        Some(b'\n') => Ok(Some(line)),
        Some(_) if line.len() as u64 + 1 >= most => Err(Why::TooMuch),
        Some(_) => Err(Why::Died),
    }
}
