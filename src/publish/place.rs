//! An output folder as the author named it → a place that kepi may replace, or the reason why not.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};

use super::manifest::{self, Manifest};
use super::{Failure, remove_folder, system};

/// Begins the name of a staging folder inside a mount point.
pub const STAGING_INSIDE: &str = ".kepi-new-";

/// Where the site goes.
#[derive(Debug)]
pub struct Place {
    /// As the author wrote it, for messages.
    pub shown: PathBuf,
    /// The folder itself, with no link and no `..` in its path.
    pub output: PathBuf,
    /// Its parent, or for a mount point the folder itself: the staging folder must lie in the same
    /// file system.
    pub staging_in: PathBuf,
    /// A mount point cannot be exchanged; it is updated file by file.
    pub mounted: bool,
    name: OsString,
}

/// What stands at the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Nothing,
    /// Empty, or only with files that a host or a version control system wants there.
    Adopted,
    /// Holds our manifest.
    Ours,
}

impl Place {
    /// Refuses what kepi must not replace. Makes nothing.
    pub fn find(shown: &Path, project_root: &Path) -> Result<Self, Failure> {
        // Without the closing `/`, behind which the system follows a link.
        let written: PathBuf = shown.components().collect();
        let unreadable = |error: io::Error| Failure::machine("cannot use", shown, &error);
        match fs::symlink_metadata(&written) {
            Ok(found) if found.is_symlink() => {
                return Err(refused(shown, "is a symbolic link")
                    .help("name the folder that it points to, or remove the link"));
            }
            Ok(found) if !found.is_dir() => {
                return Err(refused(shown, "is a file, not a folder")
                    .help("move it away, or name another folder with `--output`"));
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(unreadable(error)),
            _ => {}
        }
        let output = resolve(&written).map_err(unreadable)?;
        let root = project_root.canonicalize();
        let root = root.map_err(|e| Failure::machine("cannot read", project_root, &e))?;
        refuse_sources(shown, &output, &root)?;
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(refused(shown, "is the root of the file system"));
        };
        let mut place = Place {
            shown: shown.to_owned(),
            name: name.to_owned(),
            staging_in: parent.to_owned(),
            mounted: false,
            output,
        };
        place.mounted = match system::is_mounted(&place.output) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            mounted => mounted.map_err(unreadable)?,
        };
        if place.standing()? != Standing::Nothing {
            system::may_change(&place.output)
                .map_err(|e| Failure::machine("cannot replace the files in", shown, &e))?;
        }
        if place.mounted {
            place.staging_in.clone_from(&place.output);
        }
        Ok(place)
    }

    /// A second build of the same site ends here, at once. The kernel gives the lock back when the
    /// process ends, however it ends.
    pub fn lock(&self) -> Result<File, Failure> {
        let cannot = |error: &io::Error| {
            Failure::machine("cannot prepare a new site in", &self.staging_in, error)
        };
        fs::create_dir_all(&self.staging_in).map_err(|e| cannot(&e))?;
        let lock = match self.mounted {
            // No file to lock beside it, and none wanted inside; the folder itself stays the same.
            true => File::open(&self.output),
            false => system::open_lock(&self.staging_in.join(self.own_name("kepi-lock"))),
        };
        let lock = lock.map_err(|e| cannot(&e))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => Err(self.taken()),
            Err(TryLockError::Error(error)) => {
                Err(Failure::machine("cannot lock the output folder", &self.shown, &error))
            }
        }
    }

    fn taken(&self) -> Failure {
        let staging = self.staging_folders().unwrap_or_default();
        let pid = match staging.as_slice() {
            [(_, pid)] => format!(" (pid {pid})"),
            // None yet, or leftovers of killed builds beside it.
            _ => String::new(),
        };
        let message = format!("another build is running{pid} for `{}`", self.shown.display());
        Failure { kind: super::Kind::Machine, message, help: None }
            .help("wait until it has ended, or name another folder with `--output`")
    }

    /// Removes what killed builds left. Only for the holder of the lock: nobody else writes there.
    pub fn sweep(&self) -> Result<(), Failure> {
        let listed = self.staging_folders();
        let listed = listed.map_err(|e| Failure::machine("cannot read", &self.staging_in, &e))?;
        for (leftover, _) in listed {
            let removed = remove_folder(&leftover);
            removed.map_err(|e| {
                Failure::machine("cannot remove what a killed build left,", &leftover, &e)
            })?;
        }
        Ok(())
    }

    /// Where this process builds its site.
    pub fn staging_folder(&self) -> PathBuf {
        let mut name = self.staging_prefix();
        name.push(std::process::id().to_string());
        self.staging_in.join(name)
    }

    /// What kepi published there before: an empty manifest for an adopted folder, `None` for none.
    /// Read under the lock, since another build may have ended since `find`.
    pub fn published(&self) -> Result<Option<Manifest>, Failure> {
        match self.standing()? {
            Standing::Nothing => Ok(None),
            Standing::Adopted => Ok(Some(Manifest::default())),
            Standing::Ours => {
                let shown = self.shown.join(manifest::NAME);
                let json = manifest::read(&self.output);
                let json = json.map_err(|e| Failure::machine("cannot read", &shown, &e))?;
                Manifest::parse(&json).map(Some).map_err(|reason| {
                    Failure::refused(
                        format!("`{}` is not a manifest of this kepi: {reason}", shown.display()),
                        "without it kepi cannot tell its files from others; empty the folder, or \
                         name another one with `--output`",
                    )
                })
            }
        }
    }

    fn standing(&self) -> Result<Standing, Failure> {
        let unreadable = |e: io::Error| Failure::machine("cannot read", &self.shown, &e);
        let entries = match fs::read_dir(&self.output) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Standing::Nothing),
            entries => entries.map_err(unreadable)?,
        };
        let mut foreign = Vec::new();
        let mut home = false;
        for entry in entries {
            let name = entry.map_err(unreadable)?.file_name();
            if name == manifest::NAME {
                return Ok(Standing::Ours);
            }
            home |= HOME_FILES.iter().any(|file| name == *file);
            // Every ext4 file system has a `lost+found` at its root.
            let expected = name == "CNAME"
                || name.as_encoded_bytes().starts_with(b".")
                || (self.mounted && name == "lost+found");
            if !expected {
                foreign.push(name);
            }
        }
        foreign.sort();
        match foreign.as_slice() {
            [] if home => Err(refused(&self.shown, "looks like somebody's home folder")),
            [] => Ok(Standing::Adopted),
            [first, others @ ..] => {
                let more = match others.len() {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                let holds = format!("holds `{}`{more}, not made by kepi", first.display());
                Err(refused(&self.shown, &holds)
                    .help("empty the folder, or name another one with `--output`"))
            }
        }
    }

    fn staging_prefix(&self) -> OsString {
        match self.mounted {
            true => STAGING_INSIDE.into(),
            false => self.own_name("kepi-new-"),
        }
    }

    fn own_name(&self, ending: &str) -> OsString {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".");
        name.push(ending);
        name
    }

    /// Every staging folder of this site, with the id of the process that made it.
    fn staging_folders(&self) -> io::Result<Vec<(PathBuf, String)>> {
        let prefix = self.staging_prefix();
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.staging_in)? {
            let entry = entry?;
            let name = entry.file_name();
            let rest = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
            let digits = |rest: &&[u8]| !rest.is_empty() && rest.iter().all(u8::is_ascii_digit);
            let Some(pid) = rest.filter(digits) else { continue };
            if entry.file_type()?.is_dir() {
                found.push((entry.path(), String::from_utf8_lossy(pid).into_owned()));
            }
        }
        Ok(found)
    }
}

/// A folder with one of these is a person's, even when it holds nothing but dot-files.
const HOME_FILES: &[&str] = &[".bashrc", ".profile", ".bash_profile", ".zshrc", ".ssh"];

fn refused(shown: &Path, why: &str) -> Failure {
    let message = format!("the output folder `{}` {why}", shown.display());
    Failure::refused(message, "name a folder that kepi may replace, such as `output`")
}

/// The path without links and `..`; what does not exist yet is taken as written.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    match path.canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let Some(Component::Normal(name)) = path.components().next_back() else {
                return Err(error);
            };
            let parent = match path.parent() {
                Some(parent) if parent == OsStr::new("") => Path::new("."),
                Some(parent) => parent,
                None => return Err(error),
            };
            Ok(resolve(parent)?.join(name))
        }
        resolved => resolved,
    }
}

/// Nothing that the report is made from may be replaced by what is made of it.
fn refuse_sources(shown: &Path, output: &Path, root: &Path) -> Result<(), Failure> {
    if output == root {
        return Err(refused(shown, "is the project itself"));
    }
    if root.starts_with(output) {
        return Err(refused(shown, "holds the project"));
    }
    for name in ["content", "themes"] {
        let folder = root.join(name);
        // The folder may be a link to where the sources really are.
        let sources = folder.canonicalize().unwrap_or(folder);
        if output.starts_with(&sources) {
            return Err(refused(shown, &format!("lies in the project's `{name}` folder")));
        }
        if sources.starts_with(output) {
            return Err(refused(shown, &format!("holds the project's `{name}` folder")));
        }
    }
    Ok(())
}
