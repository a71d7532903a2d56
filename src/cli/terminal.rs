//! Where words go: standard output and standard error, and one line of progress between them.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use anstream::{AutoStream, ColorChoice};

use kepi::diagnostics::print::visible;

use super::{Color, Everywhere};

pub struct Terminal {
    choice: ColorChoice,
    progress: Progress,
    /// How many characters of progress stand on the current line.
    shown: AtomicUsize,
}

/// How to say that something goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// Nobody watches.
    None,
    /// On one line, each step over the one before.
    Overwritten,
    /// A line for each step.
    Lines,
}

impl Terminal {
    pub fn new(options: &Everywhere) -> Terminal {
        let choice = match options.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
        };
        let progress = match (options.verbose, options.quiet) {
            (true, _) => Progress::Lines,
            (false, false) if io::stderr().is_terminal() => Progress::Overwritten,
            _ => Progress::None,
        };
        Terminal { choice, progress, shown: AtomicUsize::new(0) }
    }

    /// Prints to standard output, for other programs. A reader that has seen enough and closed its
    /// end, as `head` does, is no failure.
    pub fn out(&self, print: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.end_progress();
        let mut out = BufWriter::new(io::stdout().lock());
        match print(&mut out).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            done => done,
        }
    }

    /// Prints to standard error, for people. Where that is closed there is nobody left to tell.
    pub fn err<T>(&self, print: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> Option<T> {
        self.end_progress();
        let stream = AutoStream::new(io::stderr().lock(), self.choice);
        let mut err = BufWriter::new(stream);
        let printed = print(&mut err).ok()?;
        err.flush().ok()?;
        Some(printed)
    }

    /// What went wrong and what to do, where no place in a file can be shown.
    pub fn error(&self, message: &str, help: &[String]) {
        self.err(|err| {
            writeln!(err, "\x1b[1;91merror\x1b[0m\x1b[1m: {}\x1b[0m", visible(message))?;
            for help in help {
                writeln!(err, "  = \x1b[1;96mhelp\x1b[0m: {}", visible(help))?;
            }
            Ok(())
        });
    }

    /// Says what is being done, if anyone watches.
    pub fn progress(&self, doing: &str) {
        match self.progress {
            Progress::None => {}
            Progress::Overwritten => self.overwrite(doing),
            Progress::Lines => {
                self.err(|err| writeln!(err, "{}", visible(doing)));
            }
        }
    }

    fn overwrite(&self, doing: &str) {
        let mut text: String = visible(doing).chars().take(78).collect();
        let length = text.chars().count();
        text.extend(std::iter::repeat_n(
            ' ',
            self.shown.load(Ordering::Relaxed).saturating_sub(length),
        ));
        self.shown.store(length, Ordering::Relaxed);
        let mut err = io::stderr().lock();
        if write!(err, "\r{text}\r").and_then(|()| err.flush()).is_err() {
            self.shown.store(0, Ordering::Relaxed);
        }
    }

    fn end_progress(&self) {
        if self.shown.load(Ordering::Relaxed) > 0 {
            self.overwrite("");
        }
    }
}
