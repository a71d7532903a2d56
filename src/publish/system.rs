//! What publishing asks of the operating system beyond `std::fs`, and what it does without it.
//!
//! Linux exchanges two folders in one step and writes a whole file system back in one call; macOS
//! has the exchange only; elsewhere both are missing, and the promise is the weaker one.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

/// Swaps two folders in one step. `false` where the system or the file system cannot.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // NFS and some FUSE file systems do not know the flag; a folder that is mounted, or that
        // comes from a lower layer of a container image, cannot be moved.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::XDEV | Errno::BUSY) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

/// An open folder: keeps what the system must see from the first write on.
pub struct Folder {
    #[cfg(unix)]
    handle: File,
}

impl Folder {
    /// Opened before anything is written, so that `sync` reports each failed write since.
    #[cfg(unix)]
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Folder { handle: File::open(path)? })
    }

    #[cfg(not(unix))]
    pub fn open(_path: &Path) -> io::Result<Self> {
        Ok(Folder {})
    }

    /// Puts every file below on the disk: one call for the file system, not one for each file,
    /// which takes five times as long.
    #[cfg(target_os = "linux")]
    pub fn sync_all_below(&self) -> io::Result<()> {
        rustix::fs::syncfs(&self.handle).map_err(io::Error::from)
    }

    #[cfg(not(target_os = "linux"))]
    pub fn sync_all_below(&self) -> io::Result<()> {
        Ok(())
    }

    /// Puts the names in this folder on the disk.
    #[cfg(unix)]
    pub fn sync_names(&self) -> io::Result<()> {
        self.handle.sync_all()
    }

    #[cfg(not(unix))]
    pub fn sync_names(&self) -> io::Result<()> {
        Ok(())
    }
}

/// Opens a plain file for reading: never a link, and without waiting at a pipe.
pub fn open_plain(path: &Path) -> io::Result<(File, Metadata)> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    no_surprises(&mut options);
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    match metadata.is_file() {
        true => Ok((file, metadata)),
        false => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a plain file")),
    }
}

/// Opens the file to be locked, making it where it is missing. A lock that belongs to someone else
/// and may only be read can be held all the same.
pub fn open_lock(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true);
    #[cfg(unix)]
    no_surprises(&mut options);
    match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            open_plain(path).map(|(file, _)| file).map_err(|_| error)
        }
        result => result,
    }
}

#[cfg(unix)]
fn no_surprises(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    options.custom_flags(flags.bits().cast_signed());
}

/// Whether another file system, or another part of this one, is mounted at the folder.
#[cfg(target_os = "linux")]
pub fn is_mounted(folder: &Path) -> io::Result<bool> {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let flags = AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT;
    // A bind mount of the same file system has the same device number, so the kernel is asked.
    match statx(CWD, folder, flags, StatxFlags::empty()) {
        Ok(found) if found.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT) => {
            Ok(found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
        }
        Ok(_) | Err(rustix::io::Errno::NOSYS) => has_other_device(folder),
        Err(error) => Err(error.into()),
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
pub fn is_mounted(folder: &Path) -> io::Result<bool> {
    has_other_device(folder)
}

#[cfg(not(unix))]
pub fn is_mounted(_folder: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(unix)]
fn has_other_device(folder: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let Some(parent) = folder.parent() else { return Ok(true) };
    Ok(fs::symlink_metadata(folder)?.dev() != fs::symlink_metadata(parent)?.dev())
}

/// Fails where files in this folder cannot be added or deleted.
#[cfg(unix)]
pub fn may_change(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    access(folder, Access::WRITE_OK | Access::EXEC_OK).map_err(io::Error::from)
}

#[cfg(not(unix))]
pub fn may_change(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Gives `to` the permissions and the group of `from`, since it will stand in its place.
pub fn copy_permissions(from: &Path, to: &Path) -> io::Result<()> {
    let wanted = fs::metadata(from)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        // A group that the author does not belong to cannot be given; the web server that reads
        // through it would have failed for new files anyway. Changing the group clears the
        // set-group bit, so the permissions follow.
        if wanted.gid() != fs::metadata(to)?.gid() {
            match chown(to, None, Some(wanted.gid())) {
                Err(error) if error.kind() != io::ErrorKind::PermissionDenied => return Err(error),
                _ => {}
            }
        }
    }
    fs::set_permissions(to, wanted.permissions())
}

/// Whether two names belong to one file.
#[cfg(unix)]
pub fn same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |path: &Path| fs::symlink_metadata(path).map(|m| (m.dev(), m.ino()));
    matches!((identity(one), identity(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(not(unix))]
pub fn same_file(_one: &Path, _other: &Path) -> bool {
    false
}

/// Makes a link that points where another one points.
#[cfg(unix)]
pub fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
pub fn copy_link(_from: &Path, _to: &Path) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "symbolic links cannot be copied here"))
}
