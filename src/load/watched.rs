//! A project folder → what a preview must look at to notice every change of a report, and no other.

#![allow(clippy::disallowed_methods, reason = "the door that reads the project's files")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

pub use super::tree::TOP;
use super::tree::is_left_by_an_editor;

/// Whether a file or folder of this name can be a part of a report: editors put files of their own
/// beside the one that is edited, which change more often.
pub fn counts(name: &OsStr) -> bool {
    !is_left_by_an_editor(name)
}

/// Every folder whose entries are read, those that cannot be listed left out: what is wrong with
/// them is found by reading.
pub fn folders(root: &Path) -> Vec<PathBuf> {
    let folders = entries(root).filter(|entry| entry.file_type().is_dir());
    folders.map(DirEntry::into_path).collect()
}

/// What can be seen of every file without opening it. Two stamps differ when a file was added,
/// renamed, deleted or written to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp(Vec<(PathBuf, u64, Option<SystemTime>)>);

pub fn stamp(root: &Path) -> Stamp {
    let seen = entries(root).filter(|entry| !entry.file_type().is_dir()).map(|entry| {
        let metadata = entry.metadata().ok();
        let size = metadata.as_ref().map_or(0, std::fs::Metadata::len);
        (entry.into_path(), size, metadata.and_then(|metadata| metadata.modified().ok()))
    });
    Stamp(seen.collect())
}

fn entries(root: &Path) -> impl Iterator<Item = DirEntry> {
    let tops: Vec<PathBuf> = TOP.iter().map(|top| root.join(top)).collect();
    tops.into_iter().flat_map(|top| {
        let walk = WalkDir::new(top).follow_links(false).follow_root_links(false);
        let visible = |entry: &DirEntry| entry.depth() == 0 || counts(entry.file_name());
        // In one order, so that two stamps of the same files are equal.
        walk.sort_by_file_name().into_iter().filter_entry(visible).filter_map(Result::ok)
    })
}
