//! How slow is too slow: the body of a request as it comes, an answer as it is taken.
//!
//! A caller may be slow; a caller who stands still, or sends one byte now and
//! then to look alive, holds a place that others need.

use std::io::{Error, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

use crate::Limits;
use crate::desk::{Phase, Ticket};

fn too_slow() -> Error {
    Error::new(ErrorKind::TimedOut, "too slow")
}

/// Watches a flow of bytes: how long we wait for it, and what came in that time.
#[derive(Debug)]
struct Pace {
    stall: Duration,
    grace: Duration,
    slowest: u64,
    /// Set while we wait.
    alarm: Option<(Instant, Pin<Box<Sleep>>)>,
    waited: Duration,
    moved: u64,
}

impl Pace {
    fn new(limits: &Limits) -> Self {
        Self { stall: limits.stall, grace: limits.grace, slowest: limits.slowest, alarm: None, waited: Duration::ZERO, moved: 0 }
    }

    /// Nothing moves. Ready when that has lasted too long.
    fn waits(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let stall = self.stall;
        let (_, alarm) = self.alarm.get_or_insert_with(|| (Instant::now(), Box::pin(tokio::time::sleep(stall))));
        alarm.as_mut().poll(cx)
    }

    /// So many bytes moved. False when, all waiting taken together, that is too slow.
    fn moved(&mut self, bytes: usize) -> bool {
        self.moved = self.moved.saturating_add(bytes as u64);
        if let Some((since, _)) = self.alarm.take() {
            self.waited += since.elapsed();
        }
        self.waited <= self.grace || self.moved >= self.slowest.saturating_mul(self.waited.as_secs())
    }
}

/// A connection whose caller must take what we send.
#[derive(Debug)]
pub struct Taken<S> {
    stream: S,
    pace: Pace,
}

impl<S> Taken<S> {
    pub fn new(stream: S, limits: &Limits) -> Self {
        Self { stream, pace: Pace::new(limits) }
    }

    fn watch(&mut self, cx: &mut Context<'_>, written: Poll<std::io::Result<usize>>) -> Poll<std::io::Result<usize>> {
        match written {
            Poll::Pending => {
                ready!(self.pace.waits(cx));
                Poll::Ready(Err(too_slow()))
            }
            Poll::Ready(Ok(n)) if !self.pace.moved(n) => Poll::Ready(Err(too_slow())),
            other => other,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Taken<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Taken<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<std::io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.watch(cx, written)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[IoSlice<'_>]) -> Poll<std::io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.watch(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// The body of a request, which must keep coming. At its end the ticket says that we are at work.
#[derive(Debug)]
pub struct Coming<B> {
    body: B,
    pace: Pace,
    ticket: Arc<Ticket>,
}

impl<B: Body> Coming<B> {
    pub fn new(body: B, limits: &Limits, ticket: Arc<Ticket>) -> Self {
        ticket.enter(if body.is_end_stream() { Phase::Served } else { Phase::Asking });
        Self { body, pace: Pace::new(limits), ticket }
    }
}

impl<B: Body<Data = Bytes> + Unpin> Body for Coming<B>
where
    B::Error: std::error::Error + Send + Sync + 'static,
{
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        match polled {
            Poll::Pending => {
                ready!(self.pace.waits(cx));
                Poll::Ready(Some(Err(too_slow())))
            }
            Poll::Ready(Some(Ok(frame))) => {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                if !self.pace.moved(bytes) {
                    return Poll::Ready(Some(Err(too_slow())));
                }
                if self.body.is_end_stream() {
                    self.ticket.enter(Phase::Served);
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(e))) => Poll::Ready(Some(Err(Error::other(e)))),
            Poll::Ready(None) => {
                self.ticket.enter(Phase::Served);
                Poll::Ready(None)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of an answer; once it was taken, the connection is idle.
#[derive(Debug)]
pub struct Going<B> {
    body: B,
    ticket: Arc<Ticket>,
}

impl<B> Going<B> {
    pub fn new(body: B, ticket: Arc<Ticket>) -> Self {
        ticket.enter(Phase::Answered);
        Self { body, ticket }
    }
}

impl<B> Drop for Going<B> {
    fn drop(&mut self) {
        self.ticket.enter(Phase::Idle);
    }
}

impl<B: Body + Unpin> Body for Going<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    #[tokio::test(start_paused = true)]
    async fn who_takes_nothing_is_given_up_and_who_is_slow_but_steady_is_not() {
        let limits = Limits { slowest: 100, ..Limits::default() };
        let (ours, theirs) = tokio::io::duplex(1000);
        let mut ours = Taken::new(ours, &limits);
        let begun = Instant::now();
        assert_eq!(ours.write_all(&[0; 5000]).await.unwrap_err().kind(), ErrorKind::TimedOut);
        assert_eq!(begun.elapsed().as_secs(), limits.stall.as_secs());
        drop(theirs);

        let (ours, mut theirs) = tokio::io::duplex(1000);
        let mut ours = Taken::new(ours, &limits);
        let taking = tokio::spawn(async move {
            let mut piece = [0; 1000];
            while theirs.read(&mut piece).await.unwrap() > 0 {
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
        });
        ours.write_all(&[0; 50_000]).await.unwrap();
        drop(ours);
        taking.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn who_takes_a_byte_now_and_then_to_look_alive_is_given_up() {
        let limits = Limits::default();
        let (ours, mut theirs) = tokio::io::duplex(100);
        let mut ours = Taken::new(ours, &limits);
        let begun = Instant::now();
        tokio::spawn(async move {
            let mut byte = [0; 1];
            while theirs.read(&mut byte).await.is_ok_and(|n| n > 0) {
                tokio::time::sleep(Duration::from_secs(3)).await;
            }
        });

        assert!(ours.write_all(&[0; 5000]).await.is_err());
        assert!(begun.elapsed() < limits.grace + limits.stall);
    }
}
