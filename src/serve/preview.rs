//! The last good site and what is wrong with the report since, for everyone who looks.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use super::site::{Filling, Site};
use crate::diagnostics::{Severity, print};
use crate::pipeline::{self, Depth, Options, Outcome};

pub struct Preview {
    options: Options,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Clone, Default)]
pub struct State {
    /// `None` until the report is without errors for the first time.
    pub site: Option<Arc<Site>>,
    /// Goes up when the site changes; pages ask for it to know whether they are the latest.
    pub number: u64,
    /// Goes up with every build.
    pub builds: u64,
    pub problems: Arc<Vec<Problem>>,
    /// Found, but too many to list.
    pub more: usize,
}

/// Why the site is not the one of the files as they are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub severity: &'static str,
    /// As `kepi check` prints it, with the lines in question.
    pub text: String,
}

/// More than these nobody reads at once; the terminal says where the rest is.
const MOST_PROBLEMS: usize = 200;

impl Preview {
    pub fn new(options: Options) -> Self {
        let options = Options { depth: Depth::Check, output: None, strict: false, ..options };
        Preview { options, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Makes the site from the files as they are now. One at a time.
    pub fn rebuild(&self, progress: &(dyn Fn(&str) + Sync)) -> Outcome {
        let before = self.state().site;
        let filling = Filling::new(before.as_deref());
        let outcome = pipeline::run_into(&self.options, &filling, progress);
        let (problems, more) = problems(&outcome);
        let new = problems.is_empty().then(|| filling.into_site(outcome.made_from));
        let new = new.filter(|new| before.as_deref() != Some(new));
        let mut state = self.inside();
        if let Some(new) = new {
            state.site = Some(Arc::new(new));
            state.number += 1;
        }
        (state.problems, state.more) = (Arc::new(problems), more);
        state.builds += 1;
        drop(state);
        self.changed.notify_all();
        outcome
    }

    pub fn state(&self) -> State {
        self.inside().clone()
    }

    /// The state after the next build, or the same once the time is over.
    pub fn after(&self, builds: u64, time: Duration) -> State {
        let same = |state: &mut State| state.builds == builds;
        let waited = self.changed.wait_timeout_while(self.inside(), time, same);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    fn inside(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Of the page that is shown: of the site, or of the list of problems in its place. Differs
    /// between two runs of kepi, so that a page of the last run knows that it is old.
    pub fn version(&self) -> String {
        let process = std::process::id();
        match self.site {
            Some(_) => format!("{process}-{}", self.number),
            None => format!("{process}-0-{}", self.builds),
        }
    }

    /// What the script on each page is told.
    pub fn to_json(&self) -> Value {
        let problems: Vec<Value> = self
            .problems
            .iter()
            .map(|problem| json!({ "severity": problem.severity, "text": problem.text }))
            .collect();
        json!({
            "site": self.version(),
            "title": self.title(),
            "problems": problems,
            "more": self.more,
        })
    }

    /// Says what the problems mean for what one sees.
    pub fn title(&self) -> String {
        let count = |word| self.problems.iter().filter(|p| p.severity == word).count();
        let errors = count(Severity::Error.word()) + self.more;
        let errors = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
        match self.site {
            _ if self.problems.is_empty() => String::new(),
            Some(_) => format!("{errors}: this page is from before the last change"),
            None => format!("{errors}: there is no page to show yet"),
        }
    }
}

/// The errors that keep the site from being shown, and how many more there are.
fn problems(outcome: &Outcome) -> (Vec<Problem>, usize) {
    let error = Severity::Error.word();
    if let Some(failure) = &outcome.failure {
        let mut text = format!("{error}: {}", failure.message);
        for help in &failure.help {
            text.push_str(&format!("\n  = help: {help}"));
        }
        return (vec![Problem { severity: error, text }], 0);
    }
    let errors = outcome.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let more = errors.clone().count().saturating_sub(MOST_PROBLEMS);
    let listed = errors
        .take(MOST_PROBLEMS)
        .map(|found| Problem { severity: error, text: print::plain(found, &outcome.sources) });
    (listed.collect(), more)
}
