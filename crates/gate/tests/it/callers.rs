//! Slow callers, greedy callers, callers behind a proxy, and a server that stops.

use std::time::Duration;

use gate::{Cover, Limits};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::Instant;

use crate::{VISIT, ask, connect_from, open};

/// The usual time of a visit from an address of its own: the slowest of so many.
async fn probe(at: std::net::SocketAddr, visits: usize) -> Duration {
    let mut slowest = Duration::ZERO;
    for _ in 0..visits {
        let begun = Instant::now();
        let answer = tokio::time::timeout(Duration::from_secs(5), async { ask(connect_from("127.0.0.9", at).await, VISIT).await }).await.expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        slowest = slowest.max(begun.elapsed());
    }
    slowest
}

#[tokio::test(flavor = "multi_thread")]
async fn hundreds_of_slow_callers_keep_nobody_else_waiting() {
    let limits = Limits { total: 120, each: 60, ..Limits::default() };
    let open = open(Cover::Loopback, &[], limits).await;
    let alone = probe(open.at, 20).await;

    // Slow headers, slow bodies, and answers nobody takes, from five addresses.
    let mut slow = Vec::new();
    for i in 0..500 {
        let Ok(mut stream) = tokio::time::timeout(Duration::from_secs(5), connect_from(&format!("127.0.1.{}", i % 5), open.at)).await else { continue };
        let opening: &[u8] = match i % 3 {
            0 => b"GET / HTTP/1.1\r\nhost: keep.example.org\r\nx-slow: ",
            1 => b"POST /take HTTP/1.1\r\nhost: keep.example.org\r\ncontent-length: 100000\r\n\r\nx",
            _ => b"GET /long HTTP/1.1\r\nhost: keep.example.org\r\n\r\n",
        };
        let _ = stream.write_all(opening).await;
        slow.push(stream);
    }
    let among = probe(open.at, 20).await;

    // Generous, for machines that do other things too; bench/README.md has the figures.
    assert!(among < alone * 2 + Duration::from_millis(250), "{among:?} instead of {alone:?}");
    drop(slow);
    open.close().await;
}

#[tokio::test]
async fn who_says_nothing_or_stops_in_the_middle_is_hung_up_on() {
    let brief = Duration::from_millis(300);
    let limits = Limits { opening: brief, idle: brief, stall: brief, grace: brief, farewell: brief, ..Limits::default() };
    let open = open(Cover::Loopback, &[], limits).await;

    for said in ["", "GET / HTTP/1.1\r\nhost: ", "GET / HTTP/1.1\r\nhost: keep.example.org\r\n\r\n", "POST /take HTTP/1.1\r\nhost: k\r\ncontent-length: 9\r\n\r\nx"] {
        let begun = Instant::now();
        let answer = tokio::time::timeout(Duration::from_secs(6), async { ask(TcpStream::connect(open.at).await.unwrap(), said).await }).await;
        assert!(answer.is_ok(), "{said:?} is still connected");
        assert!(begun.elapsed() < Duration::from_secs(4));
    }

    // An answer of 32 MB that nobody takes.
    let mut stream = TcpStream::connect(open.at).await.unwrap();
    stream.write_all(b"GET /long HTTP/1.1\r\nhost: k\r\n\r\n").await.unwrap();
    tokio::time::sleep(brief * 4).await;
    let mut taken = Vec::new();
    let _ = stream.read_to_end(&mut taken).await;
    assert!(taken.len() < 32 * 1024 * 1024, "{} bytes", taken.len());
    open.close().await;
}

#[tokio::test]
async fn a_proxy_says_who_calls_and_anybody_else_is_not_believed() {
    let open = open(Cover::Proxied, &["127.0.0.2"], Limits::default()).await;
    let visit = "GET / HTTP/1.1\r\nhost: k\r\nconnection: close\r\nx-forwarded-for: 203.0.113.7\r\nx-forwarded-host: evil.example\r\nforwarded: for=6.6.6.6\r\n\r\n";

    let by_proxy = ask(connect_from("127.0.0.2", open.at).await, visit).await;
    let by_stranger = ask(connect_from("127.0.0.3", open.at).await, visit).await;
    let uncovered = ask(connect_from("127.0.0.2", open.at).await, "GET /a?b=c HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\nx-forwarded-proto: http\r\n\r\n").await;

    assert!(by_proxy.ends_with("203.0.113.7 0"), "{by_proxy}");
    assert!(by_stranger.ends_with("127.0.0.3 0"), "{by_stranger}");
    assert!(uncovered.contains("location: https://keep.example.org/a?b=c\r\n"), "{uncovered}");
    open.close().await;
}

#[tokio::test]
async fn a_server_that_stops_finishes_what_it_began_and_takes_nothing_new() {
    let open = open(Cover::Loopback, &[], Limits::default()).await;
    let at = open.at;
    let running = tokio::spawn(async move { ask(TcpStream::connect(at).await.unwrap(), "GET /work HTTP/1.1\r\nhost: k\r\n\r\n").await });
    let mut idle = TcpStream::connect(at).await.unwrap();
    idle.write_all(b"GET / HTTP/1.1\r\nhost: k\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;

    let begun = Instant::now();
    open.close().await;

    assert!(running.await.unwrap().ends_with("done"), "the request under way was answered");
    assert!(begun.elapsed() < Duration::from_secs(5), "an idle connection does not hold the farewell up");
    assert!(TcpStream::connect(at).await.is_err());
}

#[tokio::test]
async fn the_unencrypted_door_shows_the_way_and_takes_no_form() {
    let listener = gate::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let at = listener.local_addr().unwrap();
    let gate = gate::Gate {
        listener,
        cover: Cover::Redirect,
        proxies: gate::Proxies::default(),
        limits: Limits::default(),
        router: gate::to_https("https://keep.example.org"),
        address: "https://keep.example.org".into(),
    };
    tokio::spawn(gate::serve(gate, std::future::pending()));
    let ask = async |request: &str| ask(TcpStream::connect(at).await.unwrap(), &format!("{request} HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n")).await;

    assert!(ask("GET /phones?a=b").await.contains("location: https://keep.example.org/phones?a=b\r\n"));
    assert!(ask("GET http://evil.example/x").await.contains("location: https://keep.example.org/x\r\n"));
    assert!(ask("GET //evil.example").await.contains("location: https://keep.example.org//evil.example\r\n"));
    let form = ask("POST /sign-in").await;
    assert!(form.starts_with("HTTP/1.1 403") && !form.contains("location"), "{form}");
}
