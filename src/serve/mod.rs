//! A project → its site at an address of this computer, made anew whenever a file changes.
//!
//! Every change runs the whole pipeline into memory, so what is shown is what `build` would
//! publish; there is no second way to make a page. A report with errors leaves the last good site
//! where it is, and lists its problems over the page. The server is our own: it answers GET and
//! HEAD from a table in memory and never opens a file, so there is little to attack.

mod answer;
mod connection;
mod headers;
mod host;
mod open;
mod own_files;
mod pace;
mod preview;
pub mod request;
mod signal;
mod site;
mod threads;
mod watch;

pub use open::open;
pub use preview::{Preview, Problem, State};
pub use site::Site;

use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::diagnostics::in_words;
use crate::load::Changed;
use crate::pipeline::{self, Failure, Outcome};
use host::Names;
use pace::Pace;
use signal::{News, Signal};
use watch::{How, Watch};

pub struct Options {
    /// `depth`, `output` and `strict` do not matter here.
    pub report: pipeline::Options,
    /// A name or an address of this computer.
    pub host: String,
    /// `None`: 1111, or the next one that is free.
    pub port: Option<u16>,
    /// Look at all files again and again, where the system does not tell of changes.
    pub poll: bool,
}

/// What there is to say while the site is served.
pub enum Told<'a> {
    Built {
        outcome: &'a Outcome,
        took: Duration,
    },
    /// The first site is there, or the problems that it has.
    Ready {
        address: &'a str,
        /// Other computers can see it too.
        is_public: bool,
    },
    /// The system does not tell of changes, so the files are looked at instead.
    Polling {
        why: String,
    },
}

const FIRST_PORT: u16 = 1111;
const PORTS_TRIED: u16 = 20;

/// Within this time the other events of the same save arrive.
const SETTLING: Duration = Duration::from_millis(8);

/// A site that is still being made when the next change comes is given up, but not for ever: of so
/// many in a row the next one is finished.
const MOST_GIVEN_UP: usize = 100;

/// Serves until the process ends; returns only what kept it from beginning.
pub fn serve(
    options: Options,
    progress: &(dyn Fn(&str) + Sync),
    told: &dyn Fn(Told<'_>),
) -> Result<Infallible, Failure> {
    let (listener, address) = bind(&options)?;
    let root = options.report.root.clone();
    let changed = Arc::new(Signal::default());
    let how = if options.poll { How::Polling } else { How::Told };
    let mut watch = started(Watch::start(&root, how, &changed), &root, &changed, told);
    let preview = Arc::new(Preview::new(options.report));
    let build = |given_up_by: &Signal, files: &Changed| {
        let started = Instant::now();
        let outcome = preview.rebuild_unless(given_up_by, files, progress);
        if let Some(outcome) = &outcome {
            told(Told::Built { outcome, took: started.elapsed() });
        }
        outcome
    };
    let never = Signal::default();
    if let Some(failure) = build(&never, &Changed::Anything).and_then(|outcome| outcome.failure) {
        return Err(failure);
    }
    let names = Names::new(&options.host, address.ip());
    let said = names.address(address.port());
    connection::listen(listener, Arc::clone(&preview), names).map_err(no_threads)?;
    told(Told::Ready { address: &said, is_public: !address.ip().is_loopback() });
    let mut pace = Pace::default();
    let mut given_up = 0;
    loop {
        changed.wait(SETTLING);
        std::thread::sleep(pace.until_next(Instant::now()));
        // In this order: what changes from here on is told again, also below a new folder.
        let files = changed.clear();
        watch = started(watch.follow(&root).map(|()| watch), &root, &changed, told);
        let given_up_by = if given_up < MOST_GIVEN_UP { &changed } else { &never };
        let is_whole = build(given_up_by, &files).is_some();
        // Events may be lost, and on some file systems others' changes make none: what was not looked at
        // is looked at now, when nobody waits for it.
        if is_whole && files != Changed::Anything && preview.is_outdated() {
            changed.raise(News::Saved, None);
        }
        given_up = if is_whole { 0 } else { given_up + 1 };
    }
}

/// Watches by polling where the system cannot.
fn started(
    watch: io::Result<Watch>,
    root: &std::path::Path,
    changed: &Arc<Signal>,
    told: &dyn Fn(Told<'_>),
) -> Watch {
    watch.unwrap_or_else(|error| {
        told(Told::Polling { why: error.to_string() });
        Watch::polling(root, changed)
    })
}

fn bind(options: &Options) -> Result<(TcpListener, SocketAddr), Failure> {
    let first = options.port.unwrap_or(FIRST_PORT);
    let last = match options.port {
        Some(port) => port,
        None => FIRST_PORT + PORTS_TRIED - 1,
    };
    let mut failed = None;
    for port in first..=last {
        match listener(&options.host, port) {
            Ok(listener) => {
                let address =
                    listener.local_addr().map_err(|error| unbound(options, port, error))?;
                return Ok((listener, address));
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                failed = Some((port, error));
            }
            Err(error) => return Err(unbound(options, port, error)),
        }
    }
    let (port, error) = failed.expect("at least one port was tried");
    Err(unbound(options, port, error))
}

fn listener(host: &str, port: u16) -> io::Result<TcpListener> {
    // An address of IPv6 may be written with the brackets that it has in a browser.
    let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let addresses: Vec<SocketAddr> = (host, port).to_socket_addrs()?.collect();
    TcpListener::bind(addresses.as_slice())
}

fn unbound(options: &Options, port: u16, error: io::Error) -> Failure {
    let host = &options.host;
    let (message, help) = match error.kind() {
        io::ErrorKind::AddrInUse if options.port.is_some() => (
            format!("port {port} of {host} is taken by another program"),
            "end that program, name another port, or leave out `--port` for the next free one",
        ),
        io::ErrorKind::AddrInUse => (
            format!("the ports {FIRST_PORT} to {port} of {host} are all taken"),
            "name another port with `--port`; 0 takes any that is free",
        ),
        io::ErrorKind::PermissionDenied => (
            format!("port {port} may not be used by this user"),
            "name a port above 1023 with `--port`",
        ),
        _ => (
            format!("cannot listen at {host}, port {port}: {}", in_words(&error)),
            "`--host` takes an address or a name of this computer, such as 127.0.0.1",
        ),
    };
    Failure { message, help: vec![help.to_owned()], exit: 3 }
}

fn no_threads(error: io::Error) -> Failure {
    let message = format!("no threads can be started: {}", in_words(&error));
    Failure { message, help: Vec::new(), exit: 3 }
}
