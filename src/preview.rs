//! `kepi serve`: what is said in the terminal while a site is served.

use std::cell::RefCell;
use std::time::Duration;

use kepi::diagnostics::Severity;
use kepi::pipeline::{Depth, Failure, Options, Outcome};
use kepi::serve::{self, Told};

use crate::cli::findings::{self, counted};
use crate::cli::terminal::Terminal;
use crate::cli::{Everywhere, Format, Serve, bug};

/// Returns only if the site could not be served.
pub fn serve(
    command: Serve,
    date: Option<String>,
    everywhere: &Everywhere,
    terminal: &Terminal,
) -> u8 {
    let report = Options {
        root: everywhere.root.clone(),
        output: None,
        languages: command.languages,
        base_url: None,
        strict: false,
        drafts: command.drafts,
        date,
        jobs: None,
        depth: Depth::Check,
    };
    let options =
        serve::Options { report, host: command.host, port: command.port, poll: command.poll };
    let seen = Seen { everywhere, terminal, last: RefCell::default() };
    let progress = |doing: &str| {
        bug::doing(doing);
        terminal.progress(doing);
    };
    let served = serve::serve(options, &progress, &|told| match told {
        Told::Built { outcome, took } => seen.built(outcome, took),
        Told::Ready { address, is_public } => {
            terminal.err(|err| writeln!(err, "\nserving at {address} until Ctrl-C ends it"));
            if is_public {
                let warning = "every computer that can reach this one can read the report";
                terminal.err(|err| writeln!(err, "warning: {warning}"));
            }
            if command.open && serve::open(address).is_err() {
                terminal.error("no browser could be opened", &[format!("open {address} yourself")]);
            }
        }
        Told::Polling { why } => {
            terminal.err(|err| {
                writeln!(err, "warning: {why}, so all files are looked at again and again")
            });
        }
    });
    let Err(Failure { message, help, exit }) = served;
    terminal.error(&message, &help);
    exit
}

struct Seen<'a> {
    everywhere: &'a Everywhere,
    terminal: &'a Terminal,
    /// What was found in the build before.
    last: RefCell<Option<Vec<String>>>,
}

impl Seen<'_> {
    /// What was found is printed when it is another than before: a warning that one lives with must
    /// not bury what is new.
    fn built(&self, outcome: &Outcome, took: Duration) {
        let plain = |found| kepi::diagnostics::print::plain(found, &outcome.sources);
        let found: Vec<String> = outcome.diagnostics.iter().map(plain).collect();
        let is_new = self.last.borrow().as_ref() != Some(&found);
        // Programs count on a document for each build.
        if is_new || self.everywhere.format != Format::Text {
            // Where standard output is closed, nobody reads it; the site is served all the same.
            findings::print(outcome, false, self.everywhere, self.terminal).ok();
        }
        *self.last.borrow_mut() = Some(found);
        match &outcome.failure {
            Some(Failure { message, help, .. }) => self.terminal.error(message, help),
            None if self.everywhere.quiet => {}
            None => {
                let line = summary(outcome, took);
                self.terminal.err(|err| writeln!(err, "{line}"));
            }
        }
    }
}

fn summary(outcome: &Outcome, took: Duration) -> String {
    let count = |severity| outcome.diagnostics.iter().filter(|d| d.severity == severity).count();
    let warnings = counted(count(Severity::Warning), "warning");
    let took = format!("{} ms", took.as_millis());
    match (count(Severity::Error), &outcome.summary) {
        (0, Some(site)) => format!(
            "shown: {} in {}, {warnings}, {took}",
            counted(site.pages, "page"),
            counted(site.languages, "language"),
        ),
        (errors, _) => format!("not shown: {}, {warnings}, {took}", counted(errors, "error"),),
    }
}
