//! How soon the site may be made again: at once after a save, but not for each of a thousand.

use std::time::{Duration, Instant};

/// So many builds follow each other without waiting.
const BURST: u32 = 5;
/// After that, one in this time: at most 55 in ten seconds.
const EVERY: Duration = Duration::from_millis(200);

/// As `nice` counts: a third of the time that others have who want it as well.
#[cfg(target_os = "linux")]
const BEHIND: i32 = 5;

#[derive(Default)]
pub struct Pace {
    /// When all builds so far would have ended at one in `EVERY`.
    paid: Option<Instant>,
}

impl Pace {
    /// How long to wait before the build that is wanted now; counts it as begun then.
    pub fn until_next(&mut self, now: Instant) -> Duration {
        let paid = self.paid.map_or(now, |paid| paid.max(now));
        let wait = paid.duration_since(now).saturating_sub(EVERY * (BURST - 1));
        self.paid = Some(paid + EVERY);
        wait
    }
}

/// Lets others before this thread from now on: a browser that shows the page which was just made, and
/// the thread that hands it over. Each site is made by new threads.
pub fn go_behind() {
    // Elsewhere it would be the whole program that stays behind.
    #[cfg(target_os = "linux")]
    {
        thread_local!(static IS_BEHIND: std::cell::Cell<bool> = const { std::cell::Cell::new(false) });
        if !IS_BEHIND.replace(true) {
            // Where it is not allowed, all are equal.
            rustix::process::setpriority_process(None, BEHIND).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_saves_wait_for_nothing() {
        let mut pace = Pace::default();
        let start = Instant::now();
        for second in 0..60 {
            assert_eq!(pace.until_next(start + Duration::from_secs(second)), Duration::ZERO);
        }
    }

    #[test]
    fn a_thousand_saves_in_ten_seconds_make_fifty_five_builds() {
        let mut pace = Pace::default();
        let start = Instant::now();
        let mut now = start;
        let mut builds = 0;
        while now < start + Duration::from_secs(10) {
            now += pace.until_next(now);
            builds += 1;
            // The next save, ten milliseconds later.
            now += Duration::from_millis(10);
        }
        assert!((45..=55).contains(&builds), "{builds}");
    }
}
