//! Ctrl-C, a closed terminal, a stopped service: the unfinished site goes before the process does.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::Failure;

/// The staging folders of this process. A signal concerns the process as a whole, so this is one
/// of the few things that belong to it and not to a value. Whoever writes below a folder holds it
/// for reading; the interrupt holds it for writing until the process has ended, so that nothing
/// comes back after the removal, and an exchange that has begun is finished first.
static STAGING: RwLock<BTreeSet<PathBuf>> = RwLock::new(BTreeSet::new());

/// Held while something is written below a staging folder.
pub(super) fn hold_off() -> RwLockReadGuard<'static, BTreeSet<PathBuf>> {
    STAGING.read().unwrap_or_else(PoisonError::into_inner)
}

fn alone() -> RwLockWriteGuard<'static, BTreeSet<PathBuf>> {
    STAGING.write().unwrap_or_else(PoisonError::into_inner)
}

/// Remembered before the folder is made: one that does not exist yet is removed for nothing.
pub(super) fn remember(folder: &Path) {
    alone().insert(folder.to_owned());
}

/// The folder is gone, or is no longer kepi's to remove.
pub(super) fn forget(folder: &Path) {
    alone().remove(folder);
}

/// From now on SIGINT, SIGTERM and SIGHUP take unfinished sites away and then call `end` with the
/// exit status that says so: 130, 143 or 129. Only `main` may end the process, so it hands that in.
#[cfg(unix)]
pub fn on_interrupt(end: fn(i32) -> !) -> Result<(), Failure> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    let failed = |error| Failure::system("cannot watch for interrupts", &error);
    let wanted = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| !is_ignored(*signal));
    let mut signals = Signals::new(wanted).map_err(failed)?;
    let wait = move || {
        if let Some(signal) = signals.forever().next() {
            let staging = alone();
            for folder in staging.iter() {
                // Nobody is left to be told; the next build sweeps what stayed.
                super::remove_folder(folder).ok();
            }
            end(128 + signal);
        }
    };
    let spawned = std::thread::Builder::new().name("interrupt".to_owned()).spawn(wait);
    spawned.map(drop).map_err(failed)
}

/// Whoever started the process may have told it to go on: `nohup kepi build`.
#[cfg(target_os = "linux")]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|digits| u64::from_str_radix(digits.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_ignored(_signal: i32) -> bool {
    false
}

/// Elsewhere the system ends the process at once, and the next build sweeps what stayed.
#[cfg(not(unix))]
pub fn on_interrupt(_end: fn(i32) -> !) -> Result<(), Failure> {
    Ok(())
}
