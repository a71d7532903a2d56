//! Jobs that all threads do, each of them once, and what somebody waits for before the others.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::bundle::Sink;

/// Jobs that a thread takes at a time: with many, another would have none left while it does its last.
const FEW: usize = 4;

pub struct Jobs<'w, T> {
    /// Whether each is begun, and what it left until that is asked for. A place takes little room for as
    /// long as nothing is left there.
    places: Vec<(AtomicBool, Mutex<Option<Box<T>>>)>,
    sink: &'w dyn Sink,
    /// The job that makes a file.
    of_path: &'w (dyn Fn(&str) -> Option<usize> + Sync),
    work: &'w (dyn Fn(usize) -> T + Sync),
}

impl<'w, T: Send> Jobs<'w, T> {
    pub fn new(
        all: usize,
        sink: &'w dyn Sink,
        of_path: &'w (dyn Fn(&str) -> Option<usize> + Sync),
        work: &'w (dyn Fn(usize) -> T + Sync),
    ) -> Self {
        let places = (0..all).map(|_| (AtomicBool::new(false), Mutex::default())).collect();
        Jobs { places, sink, of_path, work }
    }

    /// Does some of the jobs, in this order, and any other that is awaited meanwhile. `None` if nobody
    /// wanted the rest any more. Each result is at the place of its job, so that nothing depends on who
    /// was faster.
    pub fn run(&self, order: &[usize]) -> Option<Vec<T>> {
        order.par_iter().with_max_len(FEW).for_each(|&job| {
            while let Some(path) = self.sink.awaited() {
                (self.of_path)(&path).into_iter().for_each(|job| self.once(job));
            }
            if !self.sink.is_given_up() {
                self.once(job);
            }
        });
        let mut jobs = order.to_vec();
        jobs.sort_unstable();
        let result = |job: usize| self.left(job).take().map(|result| *result);
        jobs.into_iter().map(result).collect()
    }

    fn once(&self, job: usize) {
        if !self.places[job].0.swap(true, Ordering::Relaxed) {
            let result = (self.work)(job);
            *self.left(job) = Some(Box::new(result));
        }
    }

    fn left(&self, job: usize) -> std::sync::MutexGuard<'_, Option<Box<T>>> {
        self.places[job].1.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// Somebody waits for these; nobody wants more than so many.
    struct Waiting {
        awaited: Mutex<Vec<String>>,
        wanted: Mutex<usize>,
    }

    impl Sink for Waiting {
        fn put(&self, _: &str, _: &[u8]) -> io::Result<()> {
            Ok(())
        }

        fn awaited(&self) -> Option<String> {
            self.awaited.lock().expect("nobody panics").pop()
        }

        fn is_given_up(&self) -> bool {
            let mut wanted = self.wanted.lock().expect("nobody panics");
            let is_over = *wanted == 0;
            *wanted = wanted.saturating_sub(1);
            is_over
        }
    }

    fn waiting(awaited: &[&str], wanted: usize) -> Waiting {
        let awaited = awaited.iter().map(|path| path.to_string()).collect();
        Waiting { awaited: Mutex::new(awaited), wanted: Mutex::new(wanted) }
    }

    #[test]
    fn a_job_that_is_awaited_is_done_before_its_turn_and_once() {
        let done = Mutex::new(Vec::new());
        let work = |job: usize| {
            done.lock().expect("nobody panics").push(job);
            job * 10
        };
        let sink = waiting(&["no job", "5"], usize::MAX);
        let of_path = |path: &str| path.parse().ok();
        let jobs = Jobs::new(6, &sink, &of_path, &work);
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
        one.install(|| {
            assert_eq!(jobs.run(&[2, 0, 1]), Some(vec![0, 10, 20]));
            assert_eq!(jobs.run(&[5, 4, 3]), Some(vec![30, 40, 50]));
        });
        assert_eq!(*done.lock().expect("nobody panics"), [5, 2, 0, 1, 4, 3]);
    }

    #[test]
    fn what_nobody_wants_any_more_is_left() {
        let sink = waiting(&[], 2);
        let (of_path, work) = (|_: &str| None, |job: usize| job);
        let jobs = Jobs::new(3, &sink, &of_path, &work);
        assert_eq!(jobs.run(&[0, 1, 2]), None);
    }
}
