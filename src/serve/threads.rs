//! Threads that do one job after another.
//!
//! When a thread ends, its allocator looks through the memory that all threads before it left, which
//! takes longer than most answers; so one that has nothing to do waits for a while.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

const STACK: usize = 512 * 1024;
/// How long a thread waits for its next job.
const IDLE: Duration = Duration::from_secs(60);

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
pub struct Threads {
    inside: Mutex<Inside>,
    arrived: Condvar,
}

#[derive(Default)]
struct Inside {
    /// Each for one of those that wait.
    jobs: VecDeque<Job>,
    waiting: usize,
}

impl Threads {
    /// Begun at once: by a thread that waits, or by a new one.
    pub fn begin(self: &Arc<Self>, job: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let mut inside = self.inside();
        if inside.waiting > inside.jobs.len() {
            inside.jobs.push_back(Box::new(job));
            drop(inside);
            self.arrived.notify_one();
            return Ok(());
        }
        drop(inside);
        let own = Arc::clone(self);
        let work = move || {
            job();
            while let Some(next) = own.next() {
                next();
            }
        };
        std::thread::Builder::new().stack_size(STACK).spawn(work).map(drop)
    }

    fn next(&self) -> Option<Job> {
        let mut inside = self.inside();
        inside.waiting += 1;
        let has_none = |inside: &mut Inside| inside.jobs.is_empty();
        let waited = self.arrived.wait_timeout_while(inside, IDLE, has_none);
        let mut inside = waited.unwrap_or_else(PoisonError::into_inner).0;
        inside.waiting -= 1;
        inside.jobs.pop_front()
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_job_is_begun_while_others_last_and_a_thread_does_several() {
        let threads = Arc::new(Threads::default());
        let (done, all_done) = channel();
        let (go_on, wait) = channel::<()>();
        let said = done.clone();
        let long = move || {
            wait.recv().expect("it is told to go on");
            said.send(std::thread::current().id()).expect("the test listens");
        };
        threads.begin(long).expect("a thread");
        let short = || {
            let said = done.clone();
            let work = move || said.send(std::thread::current().id()).expect("the test listens");
            threads.begin(work).expect("a thread");
            all_done.recv().expect("it is begun beside the long one")
        };
        let first = short();
        // It waits for the next one as soon as the system lets it.
        while threads.inside().waiting == 0 {
            std::thread::yield_now();
        }
        assert_eq!(short(), first);
        go_on.send(()).expect("the long one waits");
        assert_ne!(all_done.recv().expect("the long one ends"), first);
    }
}
