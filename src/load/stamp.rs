//! A file or folder on the disk → what shows that nobody has written to it since.

#![allow(clippy::disallowed_methods, reason = "the door that reads the project's files")]

use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Two of one path are equal only if the file is the same and was not written to between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    device: u64,
    file: u64,
    size: u64,
    /// Seconds and their billionths: when its content changed, and when anything of it did.
    modified: (i64, i64),
    changed: (i64, i64),
}

/// Before something is read: what changed shortly before may change again without another time of
/// it, because systems count time in steps, the coarsest in two seconds.
#[derive(Clone, Copy, Debug)]
pub struct Moment(SystemTime);

const STEP: Duration = Duration::from_secs(3);

impl Moment {
    pub fn now() -> Moment {
        Moment(SystemTime::now())
    }

    /// The stamp of what is read from now on. `None` where a later change may leave it as it is, or
    /// where the system does not say enough.
    pub fn stamp(self, metadata: &Metadata) -> Option<Stamp> {
        let stamp = Stamp::of(metadata)?;
        let changed = u64::try_from(stamp.changed.0).ok()?;
        let changed = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(changed))?;
        self.0.duration_since(changed).is_ok_and(|ago| ago > STEP).then_some(stamp)
    }
}

impl Stamp {
    /// Of what stands at a path now; a link is not followed.
    pub fn at(path: &Path) -> Option<Stamp> {
        Stamp::of(&path.symlink_metadata().ok()?)
    }

    #[cfg(unix)]
    fn of(metadata: &Metadata) -> Option<Stamp> {
        use std::os::unix::fs::MetadataExt as _;
        Some(Stamp {
            device: metadata.dev(),
            file: metadata.ino(),
            size: metadata.size(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        })
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Option<Stamp> {
        None
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_a_moment_ago_has_no_stamp_yet() {
        let path = std::env::temp_dir().join(format!("kepi-stamp-{}", std::process::id()));
        std::fs::write(&path, "one").expect("a file for the test");
        let metadata = path.symlink_metadata().expect("it is there");
        assert_eq!(Moment::now().stamp(&metadata), None);
        let later = Moment(SystemTime::now() + 2 * STEP);
        let stamp = later.stamp(&metadata);
        assert!(stamp.is_some() && stamp == Stamp::at(&path));
        std::fs::write(&path, "two").expect("a file for the test");
        // The time of day may be another by one step of the system at most, or none.
        assert!(Stamp::at(&path).is_some());
        std::fs::write(&path, "three").expect("a file for the test");
        assert_ne!(stamp, Stamp::at(&path));
        std::fs::remove_file(&path).expect("the test's own file");
        assert_eq!(Stamp::at(&path), None);
    }
}
