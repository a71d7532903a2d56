//! `themes/default` → a list of its files inside the binary, so that kepi is one file to install;
//! and the version, with the commit that a release was built from.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a build script reads, writes and prints"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let theme = root.join("themes/default");
    println!("cargo::rerun-if-changed={}", theme.display());
    let mut files = Vec::new();
    collect(&theme, &mut files);
    files.sort();
    let mut list = String::from("pub static FILES: &[(&str, &[u8])] = &[\n");
    for file in files {
        let inside = file.strip_prefix(&root).expect("it was found below the root");
        let path: Vec<_> =
            inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let name = path.join("/");
        writeln!(list, "    ({name:?}, include_bytes!({:?})),", file.display().to_string())
            .expect("a string takes everything");
    }
    list.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("embedded_theme.rs"), list).expect("the build folder can be written");
    let number = env::var("CARGO_PKG_VERSION").expect("cargo sets it");
    let version = match commit(&root) {
        Some(commit) => format!("{number} ({commit})"),
        None => number,
    };
    println!("cargo::rustc-env=KEPI_VERSION={version}");
}

/// `None` for a build while developing, which a new commit must not make anew, and for sources that
/// came without their history. `-dirty` where they are not those of the commit.
fn commit(root: &Path) -> Option<String> {
    if env::var("PROFILE").ok()? != "release" {
        return None;
    }
    let git = |arguments: &[&str]| -> Option<String> {
        let said = Command::new("git").args(arguments).current_dir(root).output().ok()?;
        let text = String::from_utf8(said.stdout).ok().filter(|_| said.status.success())?;
        Some(text.trim().to_owned())
    };
    // Sources without history may lie in a folder of another project that has one.
    let top = PathBuf::from(git(&["rev-parse", "--show-toplevel"])?).canonicalize().ok()?;
    if top != root.canonicalize().ok()? {
        return None;
    }
    let folder = root.join(git(&["rev-parse", "--git-dir"])?);
    for watched in [folder.join("HEAD"), folder.join("logs/HEAD"), root.join("src")] {
        if watched.exists() {
            println!("cargo::rerun-if-changed={}", watched.display());
        }
    }
    git(&["describe", "--always", "--dirty", "--abbrev=10", "--exclude=*"])
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).expect("the default theme is part of the repository") {
        let path = entry.expect("its folders can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
