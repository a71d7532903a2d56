//! A mistake of kepi's own, in the middle of a page: it is known which, and nothing goes on as if it
//! had not happened.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::sync::Mutex;

use kepi::bundle::Sink;
use kepi::diagnostics::work;
use kepi::pipeline::{self, Depth, Options};

use crate::checks::{base, copy};
use crate::publish_scratch::{Scratch, difference, options, run, tree, write};

/// Takes files until a page comes, and then does what only a mistake would do.
#[derive(Default)]
struct Broken {
    page: Mutex<Option<(String, Option<String>)>>,
}

impl Sink for Broken {
    fn put(&self, path: &str, _: &[u8]) -> std::io::Result<()> {
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
    let options = Options { jobs: Some(2), ..options(&scratch.project(), Depth::Check) };
    let broken = Broken::default();
    let work = AssertUnwindSafe(|| pipeline::run_into(&options, &broken, &|_| ()));
    let panic = catch_unwind(work).err().expect("a mistake is no site");
    assert_eq!(work::said(panic.as_ref()), "a page, on purpose");
    let (path, input) = broken.page.into_inner().unwrap().expect("the page came");
    assert_eq!(input.as_deref(), Some(path.as_str()), "what the message of a panic names");
}

/// The whole program, without a hook in it: where the system has no random numbers, Rust's own maps
/// panic, and that is nobody's mistake but looks like one of kepi's.
#[test]
fn the_program_ends_with_70_and_says_what_it_was_at() {
    let scratch = Scratch::in_memory();
    copy(&base().join("content"), &scratch.project().join("content"));
    let kepi = || {
        let mut kepi = Command::new(env!("CARGO_BIN_EXE_kepi"));
        kepi.arg("build");
        kepi
    };
    run(kepi().current_dir(scratch.project()));
    let before = tree(&scratch.output());
    write(&scratch.project().join("content/pages/more.en.md"), "More.\n");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "trace=getrandom", "-e", "inject=getrandom:error=EIO"]);
    strace.arg("-o").arg(scratch.folder.join("calls")).arg("--");
    strace.arg(kepi().get_program()).args(kepi().get_args());
    let output = strace.current_dir(scratch.project()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(70), "{said}");
    for part in [
        "error: this is a mistake in kepi, not in your report",
        "reason    failed to generate random data",
        "while     reading the files",
        "input     content/",
        "A website published before is still whole.",
    ] {
        assert!(said.contains(part), "`{part}` is missing: {said}");
    }
    assert!(!said.contains("panicked at"), "{said}");
    assert_eq!(difference(&before, &tree(&scratch.output())), BTreeSet::new());
    assert_eq!(scratch.beside(), Vec::<String>::new());
    run(kepi().current_dir(scratch.project()));
    assert!(scratch.output().join("en/more/index.html").is_file());
}
