//! Puts a finished site on disk so that a failed, killed or cut-off build leaves exactly the old
//! or exactly the new one.
//!
//! The site is made in a staging folder beside the output folder, checked there, written back to
//! the disk, and then exchanged with the published one in a single step. What others put into the
//! output folder is taken over; a folder that kepi did not make is never touched. Where the system
//! cannot exchange folders, and at a mount point, the promise is weaker: no torn file, pages after
//! what they need, and a cut-off update is finished by the next build.

#![allow(clippy::disallowed_methods, reason = "the one module that writes, and the door to it")]

mod change;
mod commit;
mod exchange;
mod failure;
mod in_place;
mod interrupt;
pub mod manifest;
mod place;
mod standing;
mod system;
mod verify;

use std::fs::{self, File, FileTimes};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use crate::bundle::{ByPath, FileFacts, Hash, Sink, Texts, unsafe_path};
pub use failure::{Failure, Kind};
pub use interrupt::on_interrupt;
use manifest::Manifest;
use place::Place;
pub use verify::{Verified, verify};

/// A site in the making, beside the published one. Dropped without `commit`, it goes away and
/// leaves the published site as it was.
pub struct Staging {
    place: Place,
    /// What kepi published there before; `None` where there is no folder yet.
    published: Option<Manifest>,
    folder: PathBuf,
    opened: system::Folder,
    progress: Mutex<Progress>,
    /// Folders that exist below the staging folder.
    made: Mutex<Texts>,
    /// The staging folder is no longer ours to remove.
    given_away: bool,
    lock: File,
    /// Of what the report is made from.
    sources: Option<Hash>,
}

/// What the sink took in so far.
#[derive(Default)]
struct Progress {
    files: ByPath<FileFacts>,
    /// The numbers of the files that are not the published ones, in no order.
    written: Vec<u32>,
    /// A page that could not be written must not be missing because a caller looked away.
    failed: Option<Failure>,
}

/// How much of the old site a cut-off update could have left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// Exactly the old or exactly the new site, at every moment.
    WholeSite,
    /// Each file old or new, never torn.
    FileByFile,
}

/// What was put on the disk.
#[derive(Debug)]
pub struct Published {
    /// Without links and `..`.
    pub folder: PathBuf,
    pub promise: Promise,
    pub files: usize,
    /// Of these, how many kept their content and their time stamps.
    pub unchanged: usize,
    /// Files of the old site that the new one no longer has.
    pub removed: usize,
    /// What others put there; a whole folder is `name/`.
    pub kept: Vec<String>,
    /// The site is published, but the old one could not be removed completely.
    pub left_behind: Option<Failure>,
}

impl Staging {
    /// Opens an empty staging folder for the site that shall stand at `output`, or says why kepi
    /// must not publish there. Takes the lock that keeps a second build out.
    pub fn open(output: &Path, project_root: &Path) -> Result<Self, Failure> {
        let place = Place::find(output, project_root)?;
        let lock = place.lock()?;
        let published = place.published()?;
        place.sweep()?;
        let folder = place.staging_folder();
        let replaced = published.as_ref().filter(|_| !place.mounted);
        let replaced = replaced.map(|_| place.output.as_path());
        interrupt::remember(&folder);
        let opened = make_folder(&folder, replaced).map_err(|e| {
            interrupt::forget(&folder);
            // It is empty, and the first failure is the one that matters.
            fs::remove_dir(&folder).ok();
            Failure::machine("cannot prepare a new site in", &place.staging_in, &e)
        })?;
        Ok(Staging {
            place,
            published,
            folder,
            opened,
            progress: Mutex::default(),
            made: Mutex::default(),
            given_away: false,
            lock,
            sources: None,
        })
    }

    /// For the manifest, so that one can tell from which sources a published site was made.
    pub fn made_from(&mut self, sources: Hash) {
        self.sources = Some(sources);
    }

    fn take_in(&self, path: &str, bytes: &[u8], sha256: Hash) -> Result<(), Failure> {
        let shown = self.place.shown.join(path);
        let cannot = |e: io::Error| Failure::machine("cannot write", &shown, &e);
        let reserved = path == manifest::NAME || path.starts_with(place::STAGING_INSIDE);
        if let Some(reason) = unsafe_path(path).or(reserved.then_some("is kepi's own")) {
            return Err(cannot(io::Error::other(format!("the path {reason}"))));
        }
        let facts = FileFacts { size: bytes.len() as u64, sha256 };
        let (number, before) = inside(&self.progress).files.insert(path, facts.clone());
        if before.is_some() {
            return Err(cannot(io::Error::other("the site has two files there")));
        }
        let unchanged = {
            let _until_written = interrupt::hold_off();
            self.make_folders_above(path).map_err(cannot)?;
            let published = self.published.as_ref().and_then(|old| old.files.get(path));
            // The manifest says which files are worth reading back. Whether one is really
            // unchanged only its bytes say (3 µs a page), since anybody may have edited it.
            (published == Some(&facts) && self.link_if_equal(path, bytes))
                || write_new(&self.folder.join(path), bytes).map(|()| false).map_err(cannot)?
        };
        if !unchanged {
            inside(&self.progress).written.push(number);
        }
        Ok(())
    }

    fn make_folders_above(&self, path: &str) -> io::Result<()> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(()) };
        if inside(&self.made).contains(folder) {
            return Ok(());
        }
        make_folders(&self.folder.join(folder))?;
        inside(&self.made).number(folder);
        Ok(())
    }

    /// A published file with these bytes becomes a file of the new site as it is: a link keeps its
    /// time stamps, takes no room and costs half of what writing does. Nobody writes through it,
    /// since kepi only ever makes new files; an edit by hand while the site is being made has the
    /// same effect as one a moment later. `false` when anything speaks against the link.
    fn link_if_equal(&self, path: &str, bytes: &[u8]) -> bool {
        let (from, to) = (self.place.output.join(path), self.folder.join(path));
        let Ok(Some(modified)) = modified_if_equal(&from, bytes) else { return false };
        if fs::hard_link(&from, &to).is_ok() {
            return true;
        }
        // A file system without links, or a file of somebody else: the same content and time.
        let times = FileTimes::new().set_modified(modified);
        let written = write_new(&to, bytes)
            .and_then(|()| File::options().write(true).open(&to)?.set_times(times));
        if written.is_err() {
            // Written again by the caller, who reports what goes wrong.
            fs::remove_file(&to).ok();
        }
        written.is_ok()
    }
}

impl Sink for Staging {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.put_hashed(path, bytes, Sha256::digest(bytes).into())
    }

    fn put_hashed(&self, path: &str, bytes: &[u8], sha256: Hash) -> io::Result<()> {
        self.take_in(path, bytes, sha256).map_err(|failure| {
            inside(&self.progress).failed.get_or_insert_with(|| failure.clone());
            failure.into()
        })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.given_away {
            let _until_removed = interrupt::hold_off();
            // The next build sweeps what could not be removed.
            remove_folder(&self.folder).ok();
        }
        interrupt::forget(&self.folder);
        // Said aloud, because a process that is just being started may hold a copy of the handle.
        self.lock.unlock().ok();
    }
}

/// A thread that panicked holds nothing half-done: each entry is whole.
fn inside<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a staging folder with the permissions of the folder that it will replace.
fn make_folder(folder: &Path, replaced: Option<&Path>) -> io::Result<system::Folder> {
    let _until_made = interrupt::hold_off();
    fs::create_dir(folder)?;
    if let Some(replaced) = replaced {
        system::copy_permissions(replaced, folder)?;
    }
    system::Folder::open(folder)
}

/// Makes a folder and those above it. Unlike `create_dir_all` it does not look at what is there
/// already, so a disk that fails is not mistaken for a file in the way.
fn make_folders(folder: &Path) -> io::Result<()> {
    let make = || match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        result => result,
    };
    match (make(), folder.parent()) {
        (Err(error), Some(parent)) if error.kind() == io::ErrorKind::NotFound => {
            make_folders(parent)?;
            make()
        }
        (result, _) => result,
    }
}

/// Fails where a file stands already, so that no published file is ever written through a link.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    File::create_new(path)?.write_all(bytes)
}

/// The same for the list of all files, piece by piece: as a whole it would be the most that a build holds.
fn write_manifest(path: &Path, manifest: &Manifest) -> io::Result<()> {
    let mut out = BufWriter::new(File::create_new(path)?);
    manifest.write(&mut out)?;
    out.flush()
}

/// When the file was last modified, if it holds exactly these bytes.
fn modified_if_equal(path: &Path, bytes: &[u8]) -> io::Result<Option<std::time::SystemTime>> {
    let (mut file, metadata) = system::open_plain(path)?;
    if metadata.len() != bytes.len() as u64 {
        return Ok(None);
    }
    let mut published = Vec::with_capacity(bytes.len());
    file.read_to_end(&mut published)?;
    if published == bytes { metadata.modified().map(Some) } else { Ok(None) }
}

/// Tries twice, since a single file that could not be removed may be gone by then.
fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder).or_else(|_| fs::remove_dir_all(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}
