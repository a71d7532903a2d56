//! A project folder → a signal whenever a file of the report changes, with the file where the system
//! names it.
//!
//! Events may be merged or come twice, as long as one comes after the last change; and may be lost, as
//! long as the next build finds out: what a build was not told of is looked at behind it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::signal::{News, Signal};
use crate::load::watched;

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The system tells.
    Told,
    /// All files are looked at again and again, for network drives and shared folders.
    Polling,
}

pub enum Watch {
    #[cfg(target_os = "linux")]
    Told(told::Told),
    Polling,
}

/// How long to rest between two looks; ten times as long as a look takes, if that is more.
const REST: Duration = Duration::from_millis(200);

impl Watch {
    pub fn start(root: &Path, how: How, changed: &Arc<Signal>) -> io::Result<Watch> {
        match how {
            #[cfg(target_os = "linux")]
            How::Told => told::Told::start(root, changed).map(Watch::Told),
            _ => Ok(Watch::polling(root, changed)),
        }
    }

    pub fn polling(root: &Path, changed: &Arc<Signal>) -> Watch {
        let (root, changed): (PathBuf, _) = (root.to_owned(), Arc::clone(changed));
        // Before anything is read, so that no change falls between.
        let mut before = watched::stamp(&root);
        std::thread::spawn(move || {
            let mut rest = REST;
            loop {
                std::thread::sleep(rest);
                let started = Instant::now();
                let now = watched::stamp(&root);
                rest = REST.max(started.elapsed() * 10);
                if now != before {
                    before = now;
                    changed.raise(News::Begun, None);
                }
            }
        });
        Watch::Polling
    }

    /// To be called before files are read: new folders are watched from here on.
    #[cfg_attr(not(target_os = "linux"), expect(unused_variables, reason = "a look sees all"))]
    pub fn follow(&self, root: &Path) -> io::Result<()> {
        match self {
            #[cfg(target_os = "linux")]
            Watch::Told(told) => told.follow(root),
            Watch::Polling => Ok(()),
        }
    }
}

/// inotify, by the crate that publishing uses already: what a crate for watching adds (renames put
/// together, a tree that is followed) is not needed where everything can be looked at again.
#[cfg(target_os = "linux")]
mod told {
    use std::collections::BTreeMap;
    use std::ffi::OsStr;
    use std::io;
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
    use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

    use rustix::fs::inotify::{self, CreateFlags, Event, ReadFlags, Reader, WatchFlags};
    use rustix::io::Errno;

    use super::{News, Signal};
    use crate::load::watched;

    pub struct Told {
        system: Arc<OwnedFd>,
        /// The project folder itself, where only `content` and `themes` matter.
        top: Arc<AtomicI32>,
        /// Folders came, went or moved since they were added last: to list them all takes time.
        is_stale: Arc<AtomicBool>,
        folders: Arc<Folders>,
    }

    /// Paths below the project, by the number that events name the folder by.
    #[derive(Default)]
    struct Folders(Mutex<BTreeMap<i32, String>>);

    impl Folders {
        fn inside(&self) -> MutexGuard<'_, BTreeMap<i32, String>> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner)
        }

        /// The path of the one file that an event is about.
        fn file(&self, event: &Event<'_>) -> Option<String> {
            let name = event.file_name().filter(|_| !is_of_folder(event))?;
            Some(format!("{}/{}", self.inside().get(&event.wd())?, name.to_str().ok()?))
        }
    }

    impl Told {
        pub fn start(root: &Path, changed: &Arc<Signal>) -> io::Result<Told> {
            let system = Arc::new(inotify::init(CreateFlags::CLOEXEC)?);
            let told = Told {
                system: Arc::clone(&system),
                top: Arc::new(AtomicI32::new(-1)),
                is_stale: Arc::new(AtomicBool::new(true)),
                folders: Arc::default(),
            };
            told.follow(root)?;
            let (top, changed) = (Arc::clone(&told.top), Arc::clone(changed));
            let (is_stale, folders) = (Arc::clone(&told.is_stale), Arc::clone(&told.folders));
            std::thread::spawn(move || {
                let mut buffer = [MaybeUninit::uninit(); 16 * 1024];
                let mut events = Reader::new(&*system, &mut buffer);
                loop {
                    match events.next() {
                        Ok(event) if matters(&event, top.load(Ordering::Relaxed)) => {
                            // Before the signal, so that whoever hears it knows.
                            is_stale.fetch_or(is_of_folder(&event), Ordering::Relaxed);
                            changed.raise(news(&event), folders.file(&event));
                        }
                        Ok(_) | Err(Errno::INTR) => {}
                        Err(_) => return,
                    }
                }
            });
            Ok(told)
        }

        /// Adds what is new; what is watched already stays watched once.
        pub fn follow(&self, root: &Path) -> io::Result<()> {
            if !self.is_stale.swap(false, Ordering::Relaxed) {
                return Ok(());
            }
            self.top.store(self.add(root)?.unwrap_or(-1), Ordering::Relaxed);
            for folder in watched::folders(root) {
                let Some(watch) = self.add(&folder)? else { continue };
                // Of one that has no such path, nobody knows which files are meant.
                let path = folder.strip_prefix(root).ok().and_then(Path::to_str);
                match path {
                    Some(path) => self.folders.inside().insert(watch, path.to_owned()),
                    None => self.folders.inside().remove(&watch),
                };
            }
            Ok(())
        }

        fn add(&self, folder: &Path) -> io::Result<Option<i32>> {
            let wanted = WatchFlags::CLOSE_WRITE
                | WatchFlags::CREATE
                | WatchFlags::DELETE
                | WatchFlags::MOVED_FROM
                | WatchFlags::MOVED_TO
                | WatchFlags::ATTRIB
                | WatchFlags::DELETE_SELF
                | WatchFlags::MOVE_SELF
                | WatchFlags::ONLYDIR;
            match inotify::add_watch(&*self.system, folder, wanted) {
                Ok(watch) => Ok(Some(watch)),
                Err(Errno::NOSPC | Errno::NOMEM) => {
                    Err(io::Error::other("the system watches no more folders for this user"))
                }
                // It is gone again, or may not be listed: reading says so.
                Err(_) => Ok(None),
            }
        }
    }

    /// Of a folder, or of anything at all where events were lost.
    fn is_of_folder(event: &Event<'_>) -> bool {
        let kind = event.events();
        kind.contains(ReadFlags::ISDIR) || event.file_name().is_none()
    }

    /// A file that was closed after writing, or moved to its place, is as it was meant.
    fn news(event: &Event<'_>) -> News {
        match event.events().intersects(ReadFlags::CLOSE_WRITE | ReadFlags::MOVED_TO) {
            true => News::Saved,
            false => News::Begun,
        }
    }

    fn matters(event: &Event<'_>, top: i32) -> bool {
        let kind = event.events();
        if kind.contains(ReadFlags::QUEUE_OVERFLOW) {
            return true;
        }
        match event.file_name() {
            Some(name) => {
                let name = OsStr::from_bytes(name.to_bytes());
                let is_top = watched::TOP.iter().any(|top| name == *top);
                if event.wd() == top { is_top } else { watched::counts(name) }
            }
            None => kind.intersects(ReadFlags::DELETE_SELF | ReadFlags::MOVE_SELF),
        }
    }
}
