//! A complete staging folder → the published site: what stays is taken over, the manifest is
//! written, and one of the two ways to replace the old site is taken.

use super::change::Change;
use super::manifest::{self, Manifest};
use super::standing::{Known, Standing, carry_over};
use super::{Failure, Promise, Published, Staging};
use super::{exchange, in_place, inside, interrupt, write_manifest};

impl Staging {
    /// Replaces the published site with this one, or leaves the published one as it is.
    pub fn commit(mut self) -> Result<Published, Failure> {
        let progress = std::mem::take(&mut *inside(&self.progress));
        if let Some(failure) = progress.failed {
            return Err(failure);
        }
        let sources = self.sources;
        let mut new = Manifest { files: progress.files, sources, ..Manifest::default() };
        let is_first = self.published.is_none();
        let empty = Manifest::default();
        let old = self.published.as_ref().unwrap_or(&empty);
        let known = Known::new(old, &new.files, self.place.mounted);
        let standing = match is_first {
            true => Standing::default(),
            false => Standing::survey(&self.place, &known)?,
        };
        standing.refuse_conflicts(&self.place.shown, &new.files)?;
        new.kept = standing.foreign.iter().map(|foreign| foreign.listed.clone()).collect();

        let change = Change {
            place: &self.place,
            staging: &self.folder,
            opened: &self.opened,
            old,
            new: &new,
            known: &known,
            standing: &standing,
            written: &progress.written,
        };
        let in_place = self.place.mounted || standing.mounts_inside;
        let mut published = Published {
            folder: self.place.output.clone(),
            promise: if in_place { Promise::FileByFile } else { Promise::WholeSite },
            files: new.files.len(),
            unchanged: new.files.len() - progress.written.len(),
            removed: change.stale().count(),
            kept: new.kept.iter().cloned().collect(),
            left_behind: None,
        };
        let same_manifest = self.complete(&change, in_place)?;
        if same_manifest && change.written.is_empty() && published.removed == 0 {
            // The published folder is this site; it keeps its own time stamps as well.
            return Ok(published);
        }
        change.sync()?;

        // From here on an interrupt waits until one of the two sites stands whole.
        let until_replaced = interrupt::hold_off();
        let replaced = match (is_first, in_place) {
            (true, _) => Some(exchange::move_in(&change)?),
            (false, true) => None,
            (false, false) => exchange::exchange(&change)?,
        };
        match replaced {
            Some(exchange::Replaced { left_behind }) => {
                published.left_behind = left_behind;
                self.given_away = true;
            }
            None => {
                published.promise = Promise::FileByFile;
                in_place::update(&change)?;
            }
        }
        drop(until_replaced);
        Ok(published)
    }

    /// Adds to the staging folder what the site needs beside kepi's own files. Says whether the
    /// manifest is the published one.
    fn complete(&self, change: &Change, in_place: bool) -> Result<bool, Failure> {
        let _until_written = interrupt::hold_off();
        if !in_place {
            carry_over(&change.standing.foreign, &self.place.output, &self.folder)?;
        }
        let same = self.published.as_ref() == Some(change.new)
            && self.link_if_equal(manifest::NAME, &change.new.to_json());
        if !same {
            write_manifest(&self.folder.join(manifest::NAME), change.new).map_err(|e| {
                Failure::machine("cannot write", &self.place.shown.join(manifest::NAME), &e)
            })?;
        }
        Ok(same)
    }
}
