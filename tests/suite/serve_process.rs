//! A running `kepi serve`, and a visitor who can send anything.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::cli::kepi;

/// As long as a slow machine may take; nothing waits this long where all is well.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct Serving {
    child: Child,
    pub port: u16,
    said: Arc<Mutex<String>>,
}

impl Serving {
    /// On any free port; returns when the site can be asked for.
    pub fn start(project: &Path, arguments: &[&str]) -> Serving {
        let mut command = kepi(project);
        command.args(["serve", "--port", "0", "--color", "never"]).args(arguments);
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("kepi starts");
        let mut lines = BufReader::new(child.stderr.take().expect("it is piped")).lines();
        let said = Arc::new(Mutex::new(String::new()));
        let mut port = None;
        while port.is_none() {
            let Some(Ok(line)) = lines.next() else {
                panic!("kepi serve ended: {}", said.lock().expect("it is whole"));
            };
            let address = line.strip_prefix("serving at http://");
            port = address.and_then(|it| it.split('/').next()?.rsplit(':').next()?.parse().ok());
            add(&said, &line);
        }
        let heard = Arc::clone(&said);
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| add(&heard, &line)));
        Serving { child, port: port.expect("the loop ended"), said }
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Everything printed so far.
    pub fn said(&self) -> String {
        self.said.lock().expect("it is whole").clone()
    }

    pub fn builds(&self) -> usize {
        self.said()
            .lines()
            .filter(|l| l.starts_with("shown:") || l.starts_with("not shown:"))
            .count()
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket has time limits");
        stream
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask(path, &[])
    }

    pub fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        let mut head = format!("GET {path} HTTP/1.1\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head.push_str(&format!("Host: localhost:{}\r\n", self.port));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        self.raw(format!("{head}Connection: close\r\n\r\n").as_bytes())
    }

    /// Sends these bytes and reads until the server closes.
    pub fn raw(&self, bytes: &[u8]) -> Reply {
        let mut stream = self.connect();
        // A server that has refused already may have closed its end.
        stream.write_all(bytes).ok();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok();
        Reply::parse(&answer)
    }

    /// Asks until the answer is as wanted.
    pub fn until(&self, what: &str, wanted: impl Fn(&Serving) -> bool) -> Duration {
        let started = Instant::now();
        while !wanted(self) {
            assert!(
                started.elapsed() < PATIENCE,
                "{what} took too long; kepi said:\n{}",
                self.said()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
        started.elapsed()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.child.kill().expect("it still runs");
        self.child.wait().expect("it was our child");
    }
}

fn add(said: &Mutex<String>, line: &str) {
    let mut said = said.lock().expect("it is whole");
    said.push_str(line);
    said.push('\n');
}

#[derive(Debug)]
pub struct Reply {
    /// 0 where nothing came.
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    fn parse(bytes: &[u8]) -> Reply {
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
        Reply { status, head, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// What the pages of a site are told: server-sent events.
pub struct News(BufReader<TcpStream>);

impl News {
    pub fn of(serving: &Serving) -> News {
        let mut stream = serving.connect();
        let head =
            format!("GET /_kepi/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", serving.port);
        stream.write_all(head.as_bytes()).expect("it is read");
        News(BufReader::new(stream))
    }

    pub fn next(&mut self) -> serde_json::Value {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.0.read_line(&mut line).expect("news within the time limit");
            assert!(read > 0, "the server closed the connection");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).expect("it is JSON");
            }
        }
    }
}
