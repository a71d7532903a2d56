//! What pages are printed on: room that is used again for the next page, and that ends somewhere.

use std::io::{self, Write};
use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A page larger than this is a loop in a template.
pub const LARGEST: usize = 20_000_000;

/// Most pages fit, so that their bytes are not moved while they grow.
const USUAL: usize = 1 << 15;
/// Larger room is given back to the system.
const KEPT: usize = 1 << 17;

/// Room for one page on each thread that prints one, so that the system is not asked for it anew.
#[derive(Default)]
pub struct Paper {
    free: Mutex<Vec<Vec<u8>>>,
}

/// A page as it was printed.
pub struct Printed<'p> {
    bytes: Vec<u8>,
    is_full: bool,
    paper: &'p Paper,
}

impl Paper {
    pub fn sheet(&self) -> Printed<'_> {
        let bytes = self.free().pop().unwrap_or_else(|| Vec::with_capacity(USUAL));
        Printed { bytes, is_full: false, paper: self }
    }

    fn free(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Printed<'_> {
    pub fn is_full(&self) -> bool {
        self.is_full
    }
}

impl Deref for Printed<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Takes as much as a page may have, so that a loop in a template does not fill the memory.
impl Write for Printed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_full |= self.bytes.len() + bytes.len() > LARGEST;
        if self.is_full {
            return Err(io::Error::other("the page is full"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Printed<'_> {
    fn drop(&mut self) {
        let mut bytes = std::mem::take(&mut self.bytes);
        if bytes.capacity() <= KEPT {
            bytes.clear();
            self.paper.free().push(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_used_again_and_holds_nothing_of_the_page_before() {
        let paper = Paper::default();
        let mut first = paper.sheet();
        first.write_all(b"first").expect("it fits");
        let at = first.as_ptr();
        assert_eq!(&*first, b"first");
        drop(first);
        let (second, other) = (paper.sheet(), paper.sheet());
        assert_eq!((&*second, second.as_ptr()), (b"".as_slice(), at));
        assert_ne!(other.as_ptr(), at);
    }

    #[test]
    fn a_page_ends_somewhere() {
        let paper = Paper::default();
        let mut page = paper.sheet();
        page.write_all(&vec![b'a'; LARGEST]).expect("the largest page");
        page.write_all(b"a").expect_err("one more byte");
        assert!(page.is_full() && page.len() == LARGEST);
        drop(page);
        assert!(paper.free().is_empty());
    }
}
