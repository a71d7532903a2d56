//! The staging folder takes the place of the published one in a single step; then the old site,
//! which has the staging folder's name by now, is deleted.

use std::fs;
use std::io;
use std::path::Path;

use super::change::Change;
use super::standing::{Owner, with_slashes};
use super::{Failure, make_folders, system};

/// The new site stands at its place.
pub struct Replaced {
    /// Why the old one could not be deleted completely.
    pub left_behind: Option<Failure>,
}

/// The first site at this place.
pub fn move_in(change: &Change) -> Result<Replaced, Failure> {
    let (staging, output) = (change.staging, &change.place.output);
    let cannot = |e: io::Error| change.failed("cannot put the site at", &e);
    let beside = system::Folder::open(&change.place.staging_in).map_err(cannot)?;
    // Refused by the system if somebody put something there in the meantime.
    fs::rename(staging, output).map_err(cannot)?;
    if let Err(error) = beside.sync_names() {
        fs::rename(output, staging).map_err(cannot)?;
        return Err(cannot(error));
    }
    Ok(Replaced { left_behind: None })
}

/// The next site in place of the last one. `None`, and nothing has changed, where the system or
/// the file system cannot exchange folders.
pub fn exchange(change: &Change) -> Result<Option<Replaced>, Failure> {
    let (staging, output) = (change.staging, &change.place.output);
    let cannot = |e: io::Error| change.failed("cannot replace", &e);
    let beside = system::Folder::open(&change.place.staging_in).map_err(cannot)?;
    if !system::exchange(staging, output).map_err(cannot)? {
        return Ok(None);
    }
    if let Err(error) = beside.sync_names() {
        // Which of the two a power cut would leave is not known, so both stay whole.
        system::exchange(staging, output).map_err(cannot)?;
        return Err(cannot(error));
    }
    // Twice, since the second pass finds only what the first could not delete.
    let clear = || clear(change, staging, Path::new(""));
    let cleared = clear().or_else(|_| clear());
    let in_words = |e| Failure::machine("cannot delete all of the old site, now", staging, &e);
    Ok(Some(Replaced { left_behind: cleared.err().map(in_words) }))
}

/// Deletes what was kepi's, and gives the new site what is not: a foreign file may have come, or
/// been replaced, after the survey. Goes on after a failure, and returns the first.
fn clear(change: &Change, folder: &Path, relative: &Path) -> io::Result<()> {
    let mut result = Ok(());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = relative.join(entry.file_name());
        let cleared = match change.known.owner(with_slashes(&path).as_deref(), &entry)? {
            Owner::Kepi | Owner::Bookkeeping => fs::remove_file(entry.path()),
            Owner::Shared => clear(change, &entry.path(), &path),
            Owner::Foreign => hand_over(change, &entry.path(), &path),
        };
        result = result.and(cleared);
    }
    result.and(fs::remove_dir(folder))
}

fn hand_over(change: &Change, from: &Path, relative: &Path) -> io::Result<()> {
    let to = change.place.output.join(relative);
    if fs::symlink_metadata(from)?.is_dir() {
        make_folders(&to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            hand_over(change, &entry.path(), &relative.join(entry.file_name()))?;
        }
        return fs::remove_dir(from);
    }
    // Linked by `carry_over`, as nearly always.
    if system::same_file(from, &to) {
        return fs::remove_file(from);
    }
    if with_slashes(relative).is_some_and(|path| change.new.files.contains(&path)) {
        let reason = "it came while the site was being replaced, and the report has that file";
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, reason));
    }
    if let Some(parent) = to.parent() {
        make_folders(parent)?;
    }
    fs::rename(from, &to)
}
