//! Throw-away projects, folders as comparable values, small disks, and publishing processes.

#![allow(clippy::disallowed_methods, reason = "tests make the folders that they publish into")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use kepi::bundle::Sink;
use kepi::pipeline::{Depth, Options};
use kepi::publish::{Failure, Published, Staging};

/// A folder of its own for one test, with a project in it; gone afterwards.
pub struct Scratch {
    pub folder: PathBuf,
}

impl Scratch {
    pub fn new() -> Self {
        Scratch::below(Path::new(env!("CARGO_TARGET_TMPDIR")))
    }

    /// For hundreds of builds: each waits until the disk has everything, including what others
    /// write meanwhile.
    pub fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { Scratch::below(memory) } else { Scratch::new() }
    }

    fn below(folder: &Path) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = folder.join(format!("kepi-publish-{}-{number}", std::process::id()));
        fs::create_dir_all(folder.join("project/content")).expect("a scratch folder can be made");
        let folder = folder.canonicalize().expect("it was just made");
        Scratch { folder }
    }

    pub fn project(&self) -> PathBuf {
        self.folder.join("project")
    }

    pub fn output(&self) -> PathBuf {
        self.project().join("output")
    }

    /// What stands in the project beside its sources, its site and the lock.
    pub fn beside(&self) -> Vec<String> {
        beside(&self.project())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let removed = fs::remove_dir_all(&self.folder);
        // After a failure the failure is what one wants to read.
        if !std::thread::panicking() {
            removed.expect("nothing is mounted in it any more");
        }
    }
}

pub fn beside(project: &Path) -> Vec<String> {
    let names = fs::read_dir(project).expect("the project stands").map(|entry| {
        entry.expect("it can be listed").file_name().into_string().expect("tests use plain names")
    });
    let expected = ["content", "output", ".output.kepi-lock"];
    names.filter(|name| !expected.contains(&name.as_str())).collect()
}

/// One entry of a folder, as somebody who copies it would find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    File(Vec<u8>),
    Link(PathBuf),
    Other,
}

/// A folder as a value. Empty folders are left out: a site is files.
pub type Tree = BTreeMap<String, Entry>;

pub fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    collect(folder, "", &mut found);
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut Tree) {
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let entry = entry.expect("a listed entry");
        let name = format!("{prefix}{}", entry.file_name().display());
        let kind = entry.file_type().expect("a listed entry has a type");
        let value = match kind {
            _ if kind.is_dir() => {
                collect(&entry.path(), &format!("{name}/"), found);
                continue;
            }
            _ if kind.is_file() => Entry::File(fs::read(entry.path()).expect("a readable file")),
            _ if kind.is_symlink() => {
                Entry::Link(fs::read_link(entry.path()).expect("a readable link"))
            }
            _ => Entry::Other,
        };
        found.insert(name, value);
    }
}

/// Which files two folders differ in, for messages a person can read.
pub fn difference(one: &Tree, other: &Tree) -> BTreeSet<String> {
    let differs = |path: &&String| one.get(*path) != other.get(*path);
    one.keys().chain(other.keys()).filter(differs).cloned().collect()
}

pub fn write(path: &Path, content: impl AsRef<[u8]>) {
    let folder = path.parent().expect("a file has a folder");
    fs::create_dir_all(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    fs::write(path, content).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
}

/// A run over the report in this folder as somebody who types no option has it, but on one thread:
/// other tests run beside it.
pub fn options(root: &Path, depth: Depth) -> Options {
    Options {
        root: root.to_owned(),
        output: None,
        languages: Vec::new(),
        base_url: None,
        strict: false,
        drafts: false,
        date: None,
        jobs: Some(1),
        depth,
    }
}

/// The whole of a build that matters here.
pub fn publish(
    project: &Path,
    output: &Path,
    files: &[(&str, &str)],
) -> Result<Published, Failure> {
    let staging = Staging::open(output, project)?;
    for (path, content) in files {
        staging.put(path, content.as_bytes())?;
    }
    staging.commit()
}

/// Something mounted, as long as this lives.
pub struct Mounted(PathBuf);

impl Mounted {
    /// A disk in memory. Needs the right to mount; a test that cannot have a small disk cannot say
    /// what happens when it is full, so it fails.
    pub fn disk(at: &Path, options: &str) -> Self {
        fs::create_dir_all(at).expect("a folder to mount at");
        run(Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at));
        Mounted(at.to_owned())
    }

    /// A folder that is seen at a second place as well.
    pub fn bind(from: &Path, at: &Path) -> Self {
        run(Command::new("mount").arg("--bind").args([from, at]));
        Mounted(at.to_owned())
    }

    pub fn make_read_only(&self) {
        run(Command::new("mount").args(["-o", "remount,ro"]).arg(&self.0));
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg(&self.0).status();
        if !std::thread::panicking() {
            assert!(unmounted.is_ok_and(|status| status.success()), "{} is busy", self.0.display());
        }
    }
}

/// Runs a program that the test cannot do without.
pub fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {words}");
    output
}
