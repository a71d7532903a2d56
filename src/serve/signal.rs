//! Something changed, however often: said by those who watch, heard by the one who builds.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

#[derive(Default)]
pub struct Signal {
    news: Mutex<News>,
    changed: Condvar,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum News {
    #[default]
    None,
    /// A save may have begun, such as one that moves the old file away.
    Begun,
    /// A file is there as it was meant.
    Saved,
}

impl Signal {
    pub fn raise(&self, news: News) {
        let mut inside = self.inside();
        *inside = news.max(*inside);
        drop(inside);
        self.changed.notify_all();
    }

    pub fn clear(&self) {
        *self.inside() = News::None;
    }

    pub fn is_raised(&self) -> bool {
        *self.inside() != News::None
    }

    /// Returns as soon as a file was saved since `clear`; when something else changed, after the time
    /// within which the rest of a save arrives.
    pub fn wait(&self, settling: Duration) {
        let begun = self.changed.wait_while(self.inside(), |news| *news == News::None);
        let begun = begun.unwrap_or_else(PoisonError::into_inner);
        drop(self.changed.wait_timeout_while(begun, settling, |news| *news != News::Saved));
    }

    /// Whether something changes within this time.
    pub fn rises_within(&self, time: Duration) -> bool {
        let quiet = |news: &mut News| *news == News::None;
        let waited = self.changed.wait_timeout_while(self.inside(), time, quiet);
        *waited.unwrap_or_else(PoisonError::into_inner).0 != News::None
    }

    fn inside(&self) -> MutexGuard<'_, News> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn what_is_saved_is_heard_at_once_and_what_is_begun_a_little_later() {
        let settling = Duration::from_millis(50);
        let signal = Signal::default();
        signal.raise(News::Begun);
        let began = Instant::now();
        signal.wait(settling);
        assert!(began.elapsed() >= settling);
        signal.raise(News::Saved);
        signal.raise(News::Begun);
        // It does not return later than a machine at work needs to.
        signal.wait(Duration::from_secs(3600));
        assert!(signal.is_raised() && signal.rises_within(Duration::ZERO));
        signal.clear();
        assert!(!signal.is_raised() && !signal.rises_within(Duration::from_millis(1)));
    }
}
