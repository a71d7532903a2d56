//! A mistake of kepi's own, in the middle of a page: it is known which, and nothing goes on as if it
//! had not happened.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use kepi::bundle::Sink;
use kepi::diagnostics::work;
use kepi::pipeline::{self, Depth, Options};

use crate::checks::{base, copy};
use crate::publish_scratch::Scratch;

/// Takes files until a page comes, and then does what only a mistake would do.
#[derive(Default)]
struct Broken {
    page: Mutex<Option<(String, Option<String>)>>,
}

impl Sink for Broken {
    fn put(&self, path: &str, _: Vec<u8>) -> std::io::Result<()> {
        if path.ends_with("books-lent/index.html") {
            *self.page.lock().unwrap() = Some((path.to_owned(), work::input()));
            panic!("a page, on purpose");
        }
        Ok(())
    }
}

#[test]
fn a_panic_on_any_thread_ends_the_build_and_the_page_is_known() {
    let scratch = Scratch::in_memory();
    copy(&base().join("content"), &scratch.project().join("content"));
    let options = Options {
        root: scratch.project(),
        output: None,
        languages: Vec::new(),
        base_url: None,
        strict: false,
        drafts: false,
        date: None,
        jobs: Some(2),
        depth: Depth::Check,
    };
    let broken = Broken::default();
    let run = AssertUnwindSafe(|| pipeline::run_into(&options, &broken, &|_| ()));
    let panic = catch_unwind(run).err().expect("a mistake is no site");
    assert_eq!(work::said(panic.as_ref()), "a page, on purpose");
    let (path, input) = broken.page.into_inner().unwrap().expect("the page came");
    assert_eq!(input.as_deref(), Some(path.as_str()), "what the message of a panic names");
}
