//! One replacement of a published site, and what both ways to make it need to know.

use std::path::Path;

use super::manifest::Manifest;
use super::place::Place;
use super::standing::{Known, Standing};
use super::{Failure, system};

/// One replacement of a published site, with everything that is known about it.
pub(super) struct Change<'a> {
    pub place: &'a Place,
    pub staging: &'a Path,
    pub opened: &'a system::Folder,
    pub old: &'a Manifest,
    pub new: &'a Manifest,
    pub known: &'a Known<'a>,
    pub standing: &'a Standing,
    /// Numbers of files whose content is not the published one, in no order.
    pub written: &'a [u32],
}

impl Change<'_> {
    pub fn failed(&self, what: &str, error: &std::io::Error) -> Failure {
        Failure::machine(what, &self.place.shown, error)
    }

    /// Paths whose content is not the published one, in no order.
    pub fn written(&self) -> impl Iterator<Item = &str> {
        self.written.iter().map(|number| self.new.files.path(*number))
    }

    /// Files of the old site that the new one no longer has.
    pub fn stale(&self) -> impl Iterator<Item = &str> {
        let ours = self.standing.ours.iter().map(String::as_str);
        ours.filter(|path| !self.new.files.contains(path))
    }

    /// Before anything is replaced: the contents are on the disk before the names point to them.
    pub fn sync(&self) -> Result<(), Failure> {
        let synced = self.opened.sync_all_below();
        synced.map_err(|e| self.failed("cannot sync the new site for", &e))
    }
}
