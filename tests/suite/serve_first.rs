//! The page that somebody looks at is made before the others, and taken back if the site turns out to
//! have errors.

use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use kepi::bundle::Sink;
use kepi::pipeline::{self, Depth};

use crate::checks::{base, copy, project};
use crate::publish_scratch::{Scratch, options};
use crate::serve_process::{News, Serving};

const LOOKED_AT: &str = "fr/2025/loans/index.html";

/// Somebody waits for one page; once it is there, for nothing more.
#[derive(Default)]
struct Waiting {
    pages: Mutex<Vec<String>>,
    has_asked: AtomicBool,
    /// Wants the others, too.
    is_patient: bool,
}

impl Sink for Waiting {
    fn put(&self, path: &str, _: &[u8]) -> std::io::Result<()> {
        if path.ends_with("/index.html") {
            self.pages.lock().unwrap().push(path.to_owned());
        }
        Ok(())
    }

    fn awaited(&self) -> Option<String> {
        (!self.has_asked.swap(true, Ordering::Relaxed)).then(|| LOOKED_AT.to_owned())
    }

    fn is_given_up(&self) -> bool {
        !self.is_patient && !self.pages.lock().unwrap().is_empty()
    }
}

fn made(is_patient: bool) -> (Vec<String>, pipeline::Outcome) {
    let scratch = Scratch::in_memory();
    copy(&base().join("content"), &scratch.project().join("content"));
    let options = options(&scratch.project(), Depth::Check);
    let waiting = Waiting { is_patient, ..Waiting::default() };
    let outcome = pipeline::run_into(&options, &waiting, &|_| ());
    (waiting.pages.into_inner().unwrap(), outcome)
}

#[test]
fn the_page_that_is_waited_for_is_made_first_and_once() {
    let (mut pages, outcome) = made(true);
    assert_eq!(pages[0], LOOKED_AT);
    assert!(pages.len() > 30 && outcome.summary.is_some(), "{}", pages.len());
    let all = pages.len();
    pages.sort();
    pages.dedup();
    assert_eq!(pages.len(), all, "a page was made twice");
}

#[test]
fn a_site_that_nobody_wants_any_more_is_given_up_after_the_page_that_is_waited_for() {
    let (pages, outcome) = made(false);
    assert_eq!(pages, [LOOKED_AT]);
    // Nothing is said of a site that is none.
    assert!(outcome.summary.is_none() && outcome.failure.is_none());
}

#[test]
fn pages_of_a_site_that_turns_out_to_have_errors_are_taken_back() {
    let project = project("serve-first", &[&base()]);
    let serving = Serving::start(&project, &[]);
    let before = serving.get("/en/2025/loans/");
    let mut news = News::of(&serving);
    let good = news.next();
    // Only the finished pages show that the link leads nowhere.
    let path = project.join("content/editions/2025/narrative/overview.en.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\n\n[Nowhere](#nowhere-at-all)\n")).unwrap();
    let told = loop {
        let told = news.next();
        if told["problems"] != serde_json::json!([]) {
            break told;
        }
    };
    assert!(told["problems"][0]["text"].as_str().unwrap().contains("nowhere-at-all"), "{told}");
    // A page that was loaded meanwhile is another one, and loads again.
    let after = serving.get("/en/2025/loans/");
    let tag = |site: &serde_json::Value| format!("?site={}\"", site["site"].as_str().unwrap());
    assert_eq!(after.text().replace(&tag(&told), &tag(&good)), before.text());
    fs::write(&path, text).unwrap();
    while news.next()["problems"] != serde_json::json!([]) {}
    serving.until("the end of it", |it| it.said().trim_end().ends_with(" ms"));
}
