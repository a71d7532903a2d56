//! Something changed, however often: said by those who watch, heard by the one who builds.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::load::Changed;

pub struct Signal {
    inside: Mutex<Inside>,
    changed: Condvar,
}

struct Inside {
    news: News,
    files: Changed,
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

impl Default for Signal {
    fn default() -> Self {
        let inside = Inside { news: News::None, files: Changed::nothing() };
        Signal { inside: Mutex::new(inside), changed: Condvar::new() }
    }
}

impl Signal {
    /// `file`: its path below the project; `None` where nobody knows which it is.
    pub fn raise(&self, news: News, file: Option<String>) {
        let mut inside = self.inside();
        inside.news = news.max(inside.news);
        inside.files.add(file);
        drop(inside);
        self.changed.notify_all();
    }

    /// Says what changed since the last time.
    pub fn clear(&self) -> Changed {
        let mut inside = self.inside();
        inside.news = News::None;
        std::mem::replace(&mut inside.files, Changed::nothing())
    }

    pub fn is_raised(&self) -> bool {
        self.inside().news != News::None
    }

    /// Returns as soon as a file was saved since `clear`; when something else changed, after the time
    /// within which the rest of a save arrives.
    pub fn wait(&self, settling: Duration) {
        let begun = self.changed.wait_while(self.inside(), |inside| inside.news == News::None);
        let begun = begun.unwrap_or_else(PoisonError::into_inner);
        drop(self.changed.wait_timeout_while(begun, settling, |inside| inside.news != News::Saved));
    }

    /// Whether something changes within this time.
    pub fn rises_within(&self, time: Duration) -> bool {
        let quiet = |inside: &mut Inside| inside.news == News::None;
        let waited = self.changed.wait_timeout_while(self.inside(), time, quiet);
        waited.unwrap_or_else(PoisonError::into_inner).0.news != News::None
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
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
        signal.raise(News::Begun, None);
        let began = Instant::now();
        signal.wait(settling);
        assert!(began.elapsed() >= settling);
        signal.raise(News::Saved, None);
        signal.raise(News::Begun, None);
        // It does not return later than a machine at work needs to.
        signal.wait(Duration::from_secs(3600));
        assert!(signal.is_raised() && signal.rises_within(Duration::ZERO));
        assert_eq!(signal.clear(), Changed::Anything);
        assert!(!signal.is_raised() && !signal.rises_within(Duration::from_millis(1)));
    }

    #[test]
    fn what_changed_is_told_once_and_one_unknown_file_may_be_any() {
        let signal = Signal::default();
        let raise = |file: &str| signal.raise(News::Saved, Some(file.to_owned()));
        assert_eq!(signal.clear(), Changed::nothing());
        raise("content/b.toml");
        raise("content/a.md");
        let changed = signal.clear();
        assert!(changed.may_be("content/a.md") && changed.may_be("content/b.toml"));
        assert!(!changed.may_be("content/c.toml"));
        assert_eq!(signal.clear(), Changed::nothing());
        raise("content/a.md");
        signal.raise(News::Begun, None);
        raise("content/b.toml");
        assert_eq!(signal.clear(), Changed::Anything);
    }
}
