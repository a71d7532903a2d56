//! One connection after another: a thread each, up to a number, with a time limit on everything,
//! so that neither a slow nor an idle visitor keeps others out for long.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::answer::{Answer, Body, answer};
use super::host::Names;
use super::preview::Preview;
use super::request::{self, LONGEST_HEAD, Refusal, refuse};
use super::threads::Threads;
use crate::hosting;

const MOST_CONNECTIONS: usize = 256;
/// A browser keeps a connection for its next request.
const IDLE: Duration = Duration::from_secs(30);
/// From the first byte of a request to the last of its head.
const HEAD: Duration = Duration::from_secs(10);
/// From the first byte of an answer to its last.
const ANSWER: Duration = Duration::from_secs(60);
/// How soon a listener that went away is noticed.
const LOOK: Duration = Duration::from_secs(1);
/// Proxies drop what is silent for long.
const HEARTBEAT: u32 = 15;
/// Reads of what comes behind a request that is refused.
const MOST_UNREAD: usize = 32;

struct Shared {
    preview: Arc<Preview>,
    names: Names,
    open: AtomicUsize,
    threads: Arc<Threads>,
}

/// Answers from now on, on threads of its own.
pub fn listen(listener: TcpListener, preview: Arc<Preview>, names: Names) -> io::Result<()> {
    let shared =
        Arc::new(Shared { preview, names, open: AtomicUsize::new(0), threads: Arc::default() });
    let accept = move || {
        for stream in listener.incoming() {
            match stream {
                Ok(stream) => take(stream, &shared),
                // Too many open files: a moment later there are fewer.
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    };
    std::thread::Builder::new().name("listen".to_owned()).spawn(accept).map(drop)
}

/// Counts a connection for as long as it lives.
struct Place(Arc<Shared>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

fn take(stream: TcpStream, shared: &Arc<Shared>) {
    let open = shared.open.fetch_add(1, Ordering::Relaxed);
    let place = Place(Arc::clone(shared));
    if open >= MOST_CONNECTIONS {
        let full = refuse(503, "Too many connections are open.");
        // Written into the empty buffer of the system, so it does not wait; who it is for may be gone.
        Connection::new(stream).refuse(&full).ok();
        return;
    }
    let serve = move || {
        let shared = &place.0;
        // A connection that breaks concerns only the one who opened it.
        Connection::new(stream).serve(shared).ok();
    };
    // Without a thread the connection is closed, and the browser tries again.
    shared.threads.begin(serve).ok();
}

struct Connection {
    stream: TcpStream,
    /// Received, not read yet.
    buffer: Vec<u8>,
}

enum Head {
    Whole(Vec<u8>),
    Refused(Refusal),
    Closed,
}

impl Connection {
    fn new(stream: TcpStream) -> Self {
        Connection { stream, buffer: Vec::new() }
    }

    fn serve(mut self, shared: &Shared) -> io::Result<()> {
        self.stream.set_nodelay(true)?;
        loop {
            let head = match self.head()? {
                Head::Whole(head) => head,
                Head::Refused(refusal) => return self.refuse(&refusal),
                Head::Closed => return Ok(()),
            };
            let request = match request::parse(&head) {
                Ok(request) => request,
                Err(refusal) => return self.refuse(&refusal),
            };
            match answer(&request, &shared.names, &shared.preview) {
                Ok(Answer { body: Body::Events, .. }) if !request.is_head => {
                    return self.events(&shared.preview);
                }
                Ok(answer) => self.send(&answer, request.is_head, request.keep_alive)?,
                Err(refusal) => return self.refuse(&refusal),
            }
            if !request.keep_alive {
                return self.close();
            }
        }
    }

    fn head(&mut self) -> io::Result<Head> {
        let mut until = Instant::now() + if self.buffer.is_empty() { IDLE } else { HEAD };
        loop {
            let end = self.buffer.windows(4).position(|part| part == b"\r\n\r\n");
            if let Some(end) = end.filter(|end| *end <= LONGEST_HEAD) {
                let rest = self.buffer.split_off(end + 4);
                let mut head = std::mem::replace(&mut self.buffer, rest);
                head.truncate(end);
                return Ok(Head::Whole(head));
            }
            if self.buffer.len() > LONGEST_HEAD {
                let line_end = self.buffer.windows(2).position(|part| part == b"\r\n");
                let (status, reason) = match line_end.is_some_and(|end| end <= LONGEST_HEAD) {
                    true => (431, "The headers of the request are too long."),
                    false => (414, "The address is too long."),
                };
                return Ok(Head::Refused(refuse(status, reason)));
            }
            let was_empty = self.buffer.is_empty();
            match self.read_until(until) {
                Ok(0) => return Ok(Head::Closed),
                Ok(_) if was_empty => until = Instant::now() + HEAD,
                Ok(_) => {}
                Err(error) if is_timeout(&error) && was_empty => return Ok(Head::Closed),
                Err(error) if is_timeout(&error) => {
                    return Ok(Head::Refused(refuse(408, "The request took too long.")));
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn read_until(&mut self, until: Instant) -> io::Result<usize> {
        self.stream.set_read_timeout(Some(left(until)?))?;
        let mut bytes = [0; 2048];
        let read = self.stream.read(&mut bytes)?;
        self.buffer.extend_from_slice(&bytes[..read]);
        Ok(read)
    }

    fn refuse(mut self, refusal: &Refusal) -> io::Result<()> {
        let answer = Answer {
            status: refusal.status,
            content_type: "text/plain; charset=utf-8",
            location: None,
            body: Body::Bytes(format!("{}\n", refusal.reason).into_bytes().into()),
        };
        self.send(&answer, false, false)?;
        self.close()
    }

    fn send(&mut self, answer: &Answer, is_head: bool, keep_alive: bool) -> io::Result<()> {
        let until = Instant::now() + ANSWER;
        let Body::Bytes(bytes) = &answer.body else {
            return self.write_until(until, head(answer, None, keep_alive).as_bytes());
        };
        let mut message = head(answer, Some(bytes.len()), keep_alive).into_bytes();
        // Small answers go out in one piece.
        let (with_head, rest) = match is_head {
            true => (&bytes[..0], &bytes[..0]),
            false => bytes.split_at(bytes.len().min(16 * 1024)),
        };
        message.extend_from_slice(with_head);
        self.write_until(until, &message)?;
        self.write_until(until, rest)
    }

    fn write_until(&mut self, until: Instant, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            self.stream.set_write_timeout(Some(left(until)?))?;
            match self.stream.write(&bytes[..bytes.len().min(64 * 1024)])? {
                0 => return Err(io::ErrorKind::WriteZero.into()),
                written => bytes = &bytes[written..],
            }
        }
        Ok(())
    }

    /// Server-sent events: the state now, and after each build.
    fn events(mut self, preview: &Preview) -> io::Result<()> {
        let answer = Answer {
            status: 200,
            content_type: "text/event-stream",
            location: None,
            body: Body::Events,
        };
        self.send(&answer, false, false)?;
        let mut told = None;
        let mut silent = 0;
        loop {
            let state = match told {
                None => preview.state(),
                Some(news) => preview.after(news, LOOK),
            };
            if told != Some(state.news) {
                told = Some(state.news);
                silent = 0;
                let event = format!("data: {}\n\n", state.to_json());
                self.write_until(Instant::now() + HEAD, event.as_bytes())?;
            } else if self.is_gone()? {
                return Ok(());
            } else if silent == HEARTBEAT {
                silent = 0;
                self.write_until(Instant::now() + HEAD, b":\n\n")?;
            } else {
                silent += 1;
            }
        }
    }

    fn is_gone(&self) -> io::Result<bool> {
        self.stream.set_read_timeout(Some(Duration::from_millis(1)))?;
        match self.stream.peek(&mut [0]) {
            Ok(read) => Ok(read == 0),
            Err(error) if is_timeout(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Lets the answer arrive although there may be more that nobody reads: closed with bytes unread,
    /// a connection is reset, and the answer lost.
    fn close(mut self) -> io::Result<()> {
        self.stream.shutdown(Shutdown::Write)?;
        let until = Instant::now() + Duration::from_millis(300);
        // Whoever sends without an end is not waited for.
        for _ in 0..MOST_UNREAD {
            self.buffer.clear();
            if self.read_until(until)? == 0 {
                break;
            }
        }
        Ok(())
    }
}

fn left(until: Instant) -> io::Result<Duration> {
    match until.saturating_duration_since(Instant::now()) {
        Duration::ZERO => Err(io::ErrorKind::TimedOut.into()),
        left => Ok(left),
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

fn head(answer: &Answer, length: Option<usize>, keep_alive: bool) -> String {
    let Answer { status, content_type, location, .. } = answer;
    let mut head = format!("HTTP/1.1 {status} {}\r\n", phrase(*status));
    let mut line = |name: &str, value: &str| head.push_str(&format!("{name}: {value}\r\n"));
    line("Content-Type", content_type);
    if let Some(length) = length {
        line("Content-Length", &length.to_string());
    }
    if let Some(location) = location {
        line("Location", location);
    }
    if *status == 405 {
        line("Allow", "GET, HEAD");
    }
    // Hosts let browsers keep files; a preview is about what is new.
    line("Cache-Control", "no-store");
    line("Connection", if keep_alive { "keep-alive" } else { "close" });
    for (name, value) in hosting::HEADERS {
        line(name, value);
    }
    head.push_str("\r\n");
    head
}

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        414 => "URI Too Long",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "HTTP Version Not Supported",
    }
}
