//! Something changed, however often: said by those who watch, heard by the one who builds.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

#[derive(Default)]
pub struct Signal {
    raised: Mutex<bool>,
    changed: Condvar,
}

impl Signal {
    pub fn raise(&self) {
        *self.inside() = true;
        self.changed.notify_all();
    }

    pub fn clear(&self) {
        *self.inside() = false;
    }

    pub fn is_raised(&self) -> bool {
        *self.inside()
    }

    /// Returns at once if something changed since `clear`.
    pub fn wait(&self) {
        let raised = self.changed.wait_while(self.inside(), |raised| !*raised);
        drop(raised.unwrap_or_else(PoisonError::into_inner));
    }

    fn inside(&self) -> MutexGuard<'_, bool> {
        self.raised.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
