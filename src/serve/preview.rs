//! The last good site and what is wrong with the report since, for everyone who looks.

use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::pace;
use super::signal::Signal;
use super::site::{Filling, Site};
use crate::bundle::Sink;
use crate::diagnostics::{Severity, print};
use crate::hosting;
use crate::load::Changed;
use crate::pipeline::{self, Depth, Kept, Options, Outcome};

pub struct Preview {
    options: Options,
    state: Mutex<State>,
    changed: Condvar,
    /// Of the build before.
    kept: Mutex<Kept>,
    /// The pages asked for last, the latest at the end: they are made first.
    looked_at: Mutex<VecDeque<String>>,
}

#[derive(Clone, Default)]
pub struct State {
    /// `None` until the report is without errors for the first time.
    pub site: Option<Arc<Site>>,
    /// The site of the files as they are now, while its pages are made. Nothing was wrong with the
    /// report so far; should a page show that there is, the site before stays.
    filling: Option<Arc<Filling>>,
    /// The one before, which was given up. Of its pages somebody may still be asking for the style.
    given_up: Option<Arc<Filling>>,
    /// Goes up when the site changes; pages ask for it to know whether they are the latest.
    pub number: u64,
    /// Goes up with all that there is to tell.
    pub news: u64,
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

/// Of the pages looked at, so many are made before the others.
const MADE_FIRST: usize = 6;
/// A page that is being made is waited for in turns of this length, to notice that it never comes.
const TURN: Duration = Duration::from_millis(100);
/// Whoever waited this long gets the page as it was.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

impl Preview {
    pub fn new(options: Options) -> Self {
        let options = Options { depth: Depth::Check, output: None, strict: false, ..options };
        Preview {
            options,
            state: Mutex::default(),
            changed: Condvar::new(),
            kept: Mutex::default(),
            looked_at: Mutex::default(),
        }
    }

    /// Makes the site from the files as they are now. One at a time.
    pub fn rebuild(&self, progress: &(dyn Fn(&str) + Sync)) -> Outcome {
        self.rebuild_after(&Changed::Anything, progress)
    }

    /// The same, where it is told which files have changed since it was made.
    pub fn rebuild_after(&self, files: &Changed, progress: &(dyn Fn(&str) + Sync)) -> Outcome {
        let never = Signal::default();
        self.rebuild_unless(&never, files, progress).expect("nothing raises this signal")
    }

    /// Whether files have changed that it was not told of.
    pub fn is_outdated(&self) -> bool {
        lock(&self.kept).is_outdated(&self.options.root)
    }

    /// As `rebuild_after`, given up as soon as a file changes, when the pages that are looked at are made.
    pub fn rebuild_unless(
        &self,
        changed: &Signal,
        files: &Changed,
        progress: &(dyn Fn(&str) + Sync),
    ) -> Option<Outcome> {
        let began = Instant::now();
        let State { site: before, filling: given_up, .. } = self.state();
        let looked_at = lock(&self.looked_at).iter().rev().cloned().collect();
        let making = Making {
            preview: self,
            filling: Arc::new(Filling::new(before.clone(), looked_at)),
            is_shown: AtomicBool::new(false),
            // What was begun before is on the screen, whatever this site holds.
            shows_at_once: given_up.is_some(),
            changed,
            is_given_up: AtomicBool::new(false),
        };
        let kept = &mut lock(&self.kept);
        let outcome = pipeline::run_again(&self.options, &making, kept, files, progress);
        making.filling.end();
        if making.is_given_up.into_inner() {
            return None;
        }
        let (problems, more) = problems(&outcome);
        // Half of a save may look like a mistake.
        let settling = super::SETTLING.saturating_sub(began.elapsed());
        if !problems.is_empty() && before.is_some() && changed.rises_within(settling) {
            return None;
        }
        let new = problems.is_empty().then(|| making.filling.to_site(outcome.made_from));
        let new = new.filter(|new| before.as_deref() != Some(new));
        let mut state = self.inside();
        state.given_up = None;
        let was_shown = state.filling.take().is_some();
        let (is_new, is_refused) = (new.is_some(), !problems.is_empty());
        state.site = new.map(Arc::new).or(before);
        // Pages shown already are those of the new site, unless it is none.
        if is_new && !making.is_shown.into_inner() || was_shown && (is_refused || !is_new) {
            state.number += 1;
        }
        (state.problems, state.more) = (Arc::new(problems), more);
        state.news += 1;
        drop(state);
        self.changed.notify_all();
        Some(outcome)
    }

    pub fn state(&self) -> State {
        self.inside().clone()
    }

    /// The state that can say what stands at an address: with the page, if it is being made.
    pub fn state_with(&self, path: &str) -> State {
        if path.ends_with(".html") {
            let mut looked_at = lock(&self.looked_at);
            looked_at.retain(|known| known != path);
            looked_at.push_back(path.to_owned());
            if looked_at.len() > MADE_FIRST {
                looked_at.pop_front();
            }
        }
        let until = Instant::now() + LONGEST_WAIT;
        loop {
            let state = self.state();
            let Some(filling) = &state.filling else { return state };
            let is_known = filling.file(path).is_some()
                || hosting::is_named_after_content(path) && state.file(path).is_some();
            if is_known || Instant::now() > until {
                return state;
            }
            match filling.has_ended() {
                // Given up: the next one is on its way.
                true => drop(self.after(state.news, TURN)),
                false => filling.wait_for(path, TURN),
            }
        }
    }

    /// The state after the next piece of news, or the same once the time is over.
    pub fn after(&self, news: u64, time: Duration) -> State {
        let same = |state: &mut State| state.news == news;
        let waited = self.changed.wait_timeout_while(self.inside(), time, same);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    fn show(&self, filling: &Arc<Filling>) {
        let mut state = self.inside();
        let before = state.filling.replace(Arc::clone(filling));
        // It may have been given up before anything of it was shown.
        state.given_up = before.or(state.given_up.take());
        state.number += 1;
        state.news += 1;
        (state.problems, state.more) = (Arc::default(), 0);
        drop(state);
        self.changed.notify_all();
    }

    fn inside(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Shows pages of a site while others are still made: from the first one on that is another than
/// before.
struct Making<'a> {
    preview: &'a Preview,
    filling: Arc<Filling>,
    is_shown: AtomicBool,
    shows_at_once: bool,
    changed: &'a Signal,
    is_given_up: AtomicBool,
}

impl Sink for Making<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let is_new = self.filling.put(path, bytes)?;
        // The first site is shown when it is whole: nobody looks yet.
        let shows = self.filling.follows_another() && (is_new || self.shows_at_once);
        if shows && !self.is_shown.swap(true, Ordering::Relaxed) {
            self.preview.show(&self.filling);
        }
        Ok(())
    }

    fn awaited(&self) -> Option<String> {
        let awaited = self.filling.awaited();
        if awaited.is_none() && self.filling.follows_another() {
            pace::go_behind();
        }
        awaited
    }

    fn is_given_up(&self) -> bool {
        let is_given_up = self.filling.follows_another() && self.changed.is_raised();
        self.is_given_up.fetch_or(is_given_up, Ordering::Relaxed) || is_given_up
    }
}

impl State {
    pub fn file(&self, path: &str) -> Option<Arc<[u8]>> {
        let made = self.filling.as_ref().and_then(|filling| filling.file(path));
        let made = made.or_else(|| self.site.as_ref()?.file(path));
        let is_named = || hosting::is_named_after_content(path);
        made.or_else(|| self.given_up.as_ref().filter(|_| is_named())?.file(path))
    }

    /// Of the page that is shown: of the site, or of the list of problems in its place. Differs
    /// between two runs of kepi, so that a page of the last run knows that it is old.
    pub fn version(&self) -> String {
        let process = std::process::id();
        match self.site {
            Some(_) => format!("{process}-{}", self.number),
            None => format!("{process}-0-{}", self.news),
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
