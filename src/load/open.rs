//! The project's folder → its files, each only if it is a plain file that stands inside.
//!
//! The folder was walked a moment before, and what was a file then may be a link by now.

#![allow(clippy::disallowed_methods, reason = "the door that reads the project's files")]

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

pub struct Root {
    path: PathBuf,
    /// `None` where it cannot be opened, or not so that the system keeps what is opened inside.
    #[cfg(target_os = "linux")]
    folder: Option<rustix::fd::OwnedFd>,
}

impl Root {
    pub fn new(path: &Path) -> Root {
        Root {
            path: path.to_owned(),
            #[cfg(target_os = "linux")]
            folder: {
                use rustix::fs::{Mode, OFlags};
                rustix::fs::open(path, OFlags::PATH | OFlags::CLOEXEC, Mode::empty()).ok()
            },
        }
    }

    /// `path` is relative, with `/`. Never waits, as a pipe would let it.
    pub fn open(&self, path: &str) -> io::Result<(File, Metadata)> {
        let file = self.within(path)?;
        let metadata = file.metadata()?;
        match metadata.is_file() {
            true => Ok((file, metadata)),
            false => Err(io::Error::other("it is no plain file any more")),
        }
    }

    #[cfg(target_os = "linux")]
    fn within(&self, path: &str) -> io::Result<File> {
        use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
        use rustix::io::Errno;

        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let inside = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        let Some(folder) = &self.folder else { return self.last_step(path) };
        match openat2(folder, path, flags, Mode::empty(), inside) {
            Ok(file) => Ok(File::from(file)),
            // Older systems do not know the call, and some boxes for programs forbid it.
            Err(Errno::NOSYS | Errno::PERM) => self.last_step(path),
            Err(Errno::LOOP | Errno::XDEV) => Err(io::Error::other("it is a link by now")),
            Err(error) => Err(error.into()),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn within(&self, path: &str) -> io::Result<File> {
        self.last_step(path)
    }

    /// Follows no link in the last step of the path.
    fn last_step(&self, path: &str) -> io::Result<File> {
        let mut options = File::options();
        options.read(true);
        #[cfg(unix)]
        {
            use rustix::fs::OFlags;
            use std::os::unix::fs::OpenOptionsExt as _;
            let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
            options.custom_flags(flags.bits().cast_signed());
        }
        options.open(self.path.join(path))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Read as _;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn only_plain_files_inside_are_opened() {
        let folder = std::env::temp_dir().join(format!("kepi-open-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("in/side")).expect("a folder for the test");
        std::fs::write(folder.join("secret"), "secret").expect("a file for the test");
        std::fs::write(folder.join("in/side/plain"), "plain").expect("a file for the test");
        symlink("../secret", folder.join("in/link")).expect("a link for the test");
        symlink("..", folder.join("in/up")).expect("a link for the test");
        symlink("side/plain", folder.join("in/near")).expect("a link for the test");
        let root = Root::new(&folder.join("in"));
        let read = |path: &str| {
            let mut text = String::new();
            root.open(path).map(|(mut file, _)| file.read_to_string(&mut text).map(|_| text))
        };
        assert_eq!(read("side/plain").ok().and_then(Result::ok).as_deref(), Some("plain"));
        for path in ["link", "near", "side", "nothing"] {
            assert!(read(path).is_err(), "{path}");
            assert!(
                root.last_step(path).and_then(|file| file.metadata()).is_ok_and(|it| it.is_dir())
                    == (path == "side"),
                "{path}"
            );
        }
        if cfg!(target_os = "linux") {
            for path in ["up/secret", "../secret", "/etc/passwd"] {
                assert!(read(path).is_err(), "{path}");
            }
        }
        std::fs::remove_dir_all(&folder).expect("the test's own folder");
    }
}
