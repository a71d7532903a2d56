//! The weaker way, where folders cannot be exchanged: file by file, and finished by the next build
//! when it is cut off.
//!
//! Readers find no torn file, and no page before the pictures, styles and data that it needs. The
//! manifest says at each moment which files are kepi's, including those that are on their way.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::change::Change;
use super::manifest::{self, Manifest};
use super::standing::{folders_above, folders_of};
use super::{Failure, make_folders, system, write_manifest};

pub fn update(change: &Change) -> Result<(), Failure> {
    let (old, new) = (change.old, change.new);
    let coming = change.written().filter(|path| !old.files.contains(path)).map(str::to_owned);
    announce(change, old, coming.chain(old.unfinished.iter().cloned()).collect())?;

    let mut written: Vec<&str> = change.written().collect();
    written.sort_unstable_by_key(|path| (needed_last(path), *path));
    for path in written {
        put(change, path).map_err(|e| failed(change, "cannot write", path, &e))?;
    }

    let stale: BTreeSet<String> = change.stale().map(str::to_owned).collect();
    announce(change, new, stale.clone())?;
    for path in &stale {
        let removed = remove_file(&change.place.output.join(path));
        removed.map_err(|e| failed(change, "cannot delete", path, &e))?;
    }
    let still = folders_of(new.files.paths());
    for folder in change.standing.folders.iter().rev() {
        if !still.contains(folder.as_str()) {
            // It stays while somebody else has a file in it.
            fs::remove_dir(change.place.output.join(folder)).ok();
        }
    }
    announce(change, new, BTreeSet::new())?;

    let output = system::Folder::open(&change.place.output);
    let synced = output.and_then(|output| output.sync_all_below());
    synced.map_err(|e| change.failed("cannot sync the new site in", &e))
}

/// Pages after what they need, and the first page of the site after all others.
fn needed_last(path: &str) -> u8 {
    match path {
        "index.html" => 2,
        page if page.ends_with(".html") => 1,
        _ => 0,
    }
}

/// Publishes a manifest with these unfinished paths; without any, the last one.
fn announce(
    change: &Change,
    manifest: &Manifest,
    unfinished: BTreeSet<String>,
) -> Result<(), Failure> {
    let manifest = Manifest { unfinished, ..manifest.clone() };
    let from = change.staging.join(manifest::NAME);
    remove_file(&from)
        .and_then(|()| write_manifest(&from, &manifest))
        .and_then(|()| fs::rename(&from, change.place.output.join(manifest::NAME)))
        .map_err(|e| failed(change, "cannot write", manifest::NAME, &e))
}

/// Moves one file from the staging folder to its address.
fn put(change: &Change, path: &str) -> io::Result<()> {
    let to = change.place.output.join(path);
    // Where the old site had a file, the new one may have a folder, and the other way round.
    for folder in folders_above(path).filter(|folder| change.old.knows(folder)) {
        remove_file(&change.place.output.join(folder))?;
    }
    if change.known.is_folder(path) {
        let inside = |old: &&String| folders_above(old).any(|folder| folder == path);
        for file in change.standing.ours.iter().filter(inside) {
            remove_file(&change.place.output.join(file))?;
        }
        let standing = change.standing.folders.iter().rev();
        for folder in standing.filter(|folder| *folder == path || inside(folder)) {
            fs::remove_dir(change.place.output.join(folder))?;
        }
    }
    if let Some(parent) = to.parent() {
        make_folders(parent)?;
    }
    fs::rename(change.staging.join(path), to)
}

/// It may be gone, with its folder or without, or be a folder of the new site by now.
fn remove_file(path: &Path) -> io::Result<()> {
    use io::ErrorKind::{NotADirectory, NotFound};
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_dir() => fs::remove_file(path),
        Err(error) if !matches!(error.kind(), NotFound | NotADirectory) => Err(error),
        _ => Ok(()),
    }
}

fn failed(change: &Change, what: &str, path: &str, error: &io::Error) -> Failure {
    Failure::machine(what, &change.place.shown.join(path), error)
        .help("the site is partly updated, each file whole; the next build finishes it")
}
