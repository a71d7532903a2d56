//! What a thread is busy with: named in the message of last resort when kepi itself fails.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static INPUTS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static CONTAINED: Cell<usize> = const { Cell::new(0) };
}

/// Runs `work` as the work on an input, such as a file's path or a page's address.
pub fn on<T>(input: &str, work: impl FnOnce() -> T) -> T {
    INPUTS.with_borrow_mut(|inputs| inputs.push(input.to_owned()));
    let _done = Done(|| INPUTS.with_borrow_mut(|inputs| inputs.truncate(inputs.len() - 1)));
    work()
}

/// The innermost input that this thread works on.
pub fn input() -> Option<String> {
    INPUTS.with_borrow(|inputs| inputs.last().cloned())
}

/// Runs a parser that is not ours and may panic on an input. `Err` holds what the panic said; the
/// caller makes a diagnostic of it.
pub fn contained<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    CONTAINED.set(CONTAINED.get() + 1);
    let _done = Done(|| CONTAINED.set(CONTAINED.get() - 1));
    // Nothing that `work` changed is looked at after a panic: its result is lost with it.
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| said(panic.as_ref()))
}

/// Whether a panic on this thread will be caught by `contained`, and so is not worth a word.
pub fn is_contained() -> bool {
    CONTAINED.get() > 0
}

/// The words of a panic.
pub fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// Runs on the way out, also when the way out is a panic.
struct Done<F: FnMut()>(F);

impl<F: FnMut()> Drop for Done<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_input_is_named_and_forgotten_when_done() {
        on("site.toml", || {
            on("about.en.md", || assert_eq!(input().as_deref(), Some("about.en.md")));
            assert_eq!(input().as_deref(), Some("site.toml"));
        });
        assert_eq!(input(), None);
    }

    #[test]
    fn a_parser_that_panics_does_not_take_the_report_down() {
        let parsed = contained(|| -> u32 { on("bad.md", || panic!("begin > end")) });
        assert_eq!(parsed, Err("begin > end".to_owned()));
        assert_eq!(input(), None);
        assert!(!is_contained());
    }
}
