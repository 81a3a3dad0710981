//! The rig: eight people write through HTTP, the server dies, and every write that
//! was answered must be there, once. `scripts/rig.sh` drives it.
//!
//! A write is a client file opened by Ben: a data key, a sealed row, an
//! assignment, entries in the trail. Its answer, 303 to `/clients/ID`, names what
//! must be found afterwards.
//!
//!   rig write ADDRESS ACKS MS       eight writers; each answered id becomes a line of ACKS
//!   rig check DATA ACKS             every id has its row and its one deed; prints the counts
//!   rig kills KEEPWELL DATA TIMES   all of it, with `kill -9` of the server again and again

#![expect(clippy::disallowed_methods, reason = "a rig waits and measures by the machine's own clock")]

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use base::db::{Database, Durability, sqlite_url};

const WRITERS: usize = 8;
/// Everybody in the demo signs in with it.
const PASSPHRASE: &str = "kettle+lantern+orchard";
const ADDRESS: &str = "127.0.0.1:8757";

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["write", address, acks, ms] => {
            let seat = sign_in(address)?;
            let n = write(address, &seat, Path::new(acks), &AtomicBool::new(false), Some(Duration::from_millis(ms.parse()?)))?;
            say(&format!("{n} answered"))
        }
        ["check", data, acks] => {
            let found = check(Path::new(data), Path::new(acks))?;
            say(&found.words())?;
            ensure!(found.is_well(), "{} answered writes are lost, {} are there twice", found.lost, found.twice);
            Ok(())
        }
        ["kills", keepwell, data, times] => kills(keepwell, Path::new(data), times.parse()?),
        _ => bail!("rig write ADDRESS ACKS MS | check DATA ACKS | kills KEEPWELL DATA TIMES"),
    }
}

fn say(line: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}

/// A session of Ben's, and its form token.
struct Seat {
    cookie: String,
    token: String,
}

/// One request on a connection of its own; the answer whole.
fn ask(address: &str, method: &str, path: &str, cookie: &str, body: &str) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let kind = if body.is_empty() { "" } else { "content-type: application/x-www-form-urlencoded\r\n" };
    write!(stream, "{method} {path} HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\n{kind}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn token_in(page: &str) -> anyhow::Result<String> {
    let rest = page.split("name=\"csrf\"").nth(1).context("a form with a token")?;
    Ok(rest.split("value=\"").nth(1).and_then(|r| r.split('"').next()).context("a token")?.to_owned())
}

fn cookies(answer: &str) -> String {
    let set = answer.lines().filter_map(|l| l.split_once(": ").filter(|(n, _)| n.eq_ignore_ascii_case("set-cookie")).map(|(_, v)| v));
    set.filter_map(|v| v.split(';').next()).collect::<Vec<_>>().join("; ")
}

fn sign_in(address: &str) -> anyhow::Result<Seat> {
    let page = ask(address, "GET", "/sign-in", "", "")?;
    let before = cookies(&page);
    let answer = ask(address, "POST", "/sign-in", &before, &format!("csrf={}&email=ben%40example.org&passphrase={PASSPHRASE}", token_in(&page)?))?;
    let cookie = cookies(&answer);
    ensure!(answer.starts_with("HTTP/1.1 303") && !cookie.is_empty(), "Ben cannot sign in: {}", answer.lines().next().unwrap_or(""));
    let token = token_in(&ask(address, "GET", "/clients/new", &cookie, "")?)?;
    Ok(Seat { cookie, token })
}

/// Eight writers until `stop`, the time is up, or nobody answers any more; gives how many were answered.
fn write(address: &str, seat: &Seat, acks: &Path, stop: &AtomicBool, time: Option<Duration>) -> anyhow::Result<usize> {
    let file = Mutex::new(OpenOptions::new().create(true).append(true).open(acks)?);
    let (answered, begin) = (AtomicUsize::new(0), Instant::now());
    let writer = |n: usize| {
        for turn in 0.. {
            if stop.load(Ordering::SeqCst) || time.is_some_and(|t| begin.elapsed() > t) {
                return;
            }
            let body = format!("csrf={}&name=R.+{n}+{turn}&called=R.&contact=Only+in+the+mornings.", seat.token);
            // An answer that did not come says nothing: the write may be there or not.
            let Ok(answer) = ask(address, "POST", "/clients/new", &seat.cookie, &body) else { return };
            let location = answer.lines().find_map(|l| l.split_once(": ").filter(|(n, _)| n.eq_ignore_ascii_case("location")).map(|(_, v)| v.to_owned()));
            if let Some(id) = location.as_deref().filter(|_| answer.starts_with("HTTP/1.1 303")).and_then(|l| l.strip_prefix("/clients/")) {
                let id = id.split('?').next().unwrap_or(id);
                if let Ok(mut file) = file.lock() {
                    let _ = file.write_all(format!("{id}\n").as_bytes());
                }
                answered.fetch_add(1, Ordering::SeqCst);
            }
        }
    };
    std::thread::scope(|scope| {
        for n in 0..WRITERS {
            scope.spawn(move || writer(n));
        }
    });
    Ok(answered.load(Ordering::SeqCst))
}

/// What was found of what was answered.
struct Found {
    answered: usize,
    lost: usize,
    twice: usize,
    rows: i64,
}

impl Found {
    fn is_well(&self) -> bool {
        self.lost == 0 && self.twice == 0
    }

    fn words(&self) -> String {
        format!("answered {} lost {} twice {} rows {}", self.answered, self.lost, self.twice, self.rows)
    }
}

/// Every answered id must have its row and one deed; every row, answered or not, one deed.
fn check(data: &Path, acks: &Path) -> anyhow::Result<Found> {
    let ids: Vec<String> = match File::open(acks) {
        Ok(file) => BufReader::new(file).lines().collect::<Result<_, _>>()?,
        Err(_) => Vec::new(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let db = Database::open(&sqlite_url(data), Durability::Full).await?;
        let mut read = db.read().await?;
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "select c.id, cast(count(t.seq) as bigint) from client c
             left join trail_subject s on s.slot = 'client' and s.subject_id = c.id
             left join trail t on t.seq = s.seq and t.deed = 'client.opened' group by c.id",
        )
        .fetch_all(&mut *read)
        .await?;
        let said: String = sqlx::query_scalar("pragma integrity_check(1)").fetch_one(&mut *read).await?;
        ensure!(said == "ok", "the database is damaged: {said}");
        drop(read);
        db.close().await;
        let known: std::collections::HashMap<&str, i64> = rows.iter().map(|(id, n)| (id.as_str(), *n)).collect();
        let lost = ids.iter().filter(|id| !known.contains_key(id.as_str())).count();
        let twice = rows.iter().filter(|(_, deeds)| *deeds != 1).count();
        Ok(Found { answered: ids.len(), lost, twice, rows: i64::try_from(rows.len())? })
    })
}

fn start(keepwell: &str, data: &Path) -> anyhow::Result<Child> {
    let server = Command::new(keepwell).args(["serve", "--listen", ADDRESS, "--data"]).arg(data).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let begin = Instant::now();
    while ask(ADDRESS, "GET", "/health", "", "").is_err() {
        ensure!(begin.elapsed() < Duration::from_secs(60), "the server does not answer");
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(server)
}

/// `kill -9` so many times, at a moment nobody can foresee, while eight people write.
fn kills(keepwell: &str, data: &Path, times: usize) -> anyhow::Result<()> {
    let acks = data.with_extension("acks");
    let begin = Instant::now();
    let mut seat: Option<Seat> = None;
    let (mut answered, mut lost) = (0, 0);
    for time in 1..=times {
        let mut server = start(keepwell, data)?;
        let seat = match &mut seat {
            Some(seat) => seat,
            none => none.insert(sign_in(ADDRESS)?),
        };
        let dice: [u8; 2] = base::ids::Dice::System.throw()?;
        let wait = Duration::from_micros(20_000 + 3 * u64::from(u16::from_be_bytes(dice)));
        let stop = AtomicBool::new(false);
        answered += std::thread::scope(|scope| {
            let writing = scope.spawn(|| write(ADDRESS, seat, &acks, &stop, None));
            std::thread::sleep(wait);
            let killed = server.kill().and_then(|()| server.wait());
            stop.store(true, Ordering::SeqCst);
            killed?;
            writing.join().map_err(|_| anyhow::anyhow!("a writer panicked"))?
        })?;
        // Everything at the end; on the way now and then.
        if time % 25 == 0 || time == times {
            let found = check(data, &acks)?;
            lost = found.lost + found.twice;
            say(&format!("{time} kills, {} s: {}", begin.elapsed().as_secs(), found.words()))?;
            ensure!(lost == 0, "an answered write is gone, or is there twice");
        }
    }
    say(&format!("RESULT kills {times} answered {answered} lost {lost} in {} s", begin.elapsed().as_secs()))
}
