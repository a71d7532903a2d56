//! Output folders that kepi must not replace: each is refused, and nothing at all is touched.

#![allow(clippy::disallowed_methods, reason = "tests make the folders that they publish into")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use kepi::publish::Kind;

use crate::publish_scratch::{Scratch, publish, tree, write};

/// Builds into `output` after `prepare`; the message must hold `words`.
fn refused(words: &str, prepare: impl Fn(&Scratch) -> PathBuf) {
    let scratch = Scratch::new();
    write(&scratch.project().join("content/site.toml"), "title = \"Report\"");
    let output = prepare(&scratch);
    let before = tree(&scratch.folder);
    let failure = publish(&scratch.project(), &output, &[("index.html", "new")])
        .expect_err("an output folder that must be refused");
    assert_eq!(failure.kind, Kind::Refused, "{failure}");
    assert_eq!(failure.exit_status(), 2);
    assert!(failure.message.contains(words), "{failure}");
    assert!(failure.message.contains(&format!("`{}", output.display())), "{failure}");
    assert!(failure.help.is_some(), "{failure} does not say what to do");
    let mut after = tree(&scratch.folder);
    after.retain(|path, _| !path.ends_with(".kepi-lock"));
    assert_eq!(after, before);
}

#[test]
fn the_project_itself() {
    refused("is the project itself", |scratch| scratch.project());
}

#[test]
fn the_project_by_a_detour() {
    refused("is the project itself", |scratch| scratch.project().join("content/.."));
}

#[test]
fn a_folder_above_the_project() {
    refused("holds the project", |scratch| scratch.folder.clone());
}

#[test]
fn the_root_of_the_file_system() {
    refused("holds the project", |_| PathBuf::from("/"));
}

#[test]
fn the_sources() {
    refused("lies in the project's `content` folder", |scratch| scratch.project().join("content"));
}

#[test]
fn a_folder_among_the_sources() {
    refused("lies in the project's `content` folder", |scratch| {
        scratch.project().join("content/editions/new")
    });
}

#[test]
fn a_theme() {
    refused("lies in the project's `themes` folder", |scratch| {
        scratch.project().join("themes/own")
    });
}

#[test]
fn a_folder_that_holds_the_sources_by_a_link() {
    refused("holds the project's `content` folder", |scratch| {
        let elsewhere = scratch.folder.join("elsewhere");
        fs::rename(scratch.project().join("content"), scratch.folder.join("content"))
            .expect("the sources can move");
        fs::create_dir(&elsewhere).expect("a new folder");
        fs::rename(scratch.folder.join("content"), elsewhere.join("content"))
            .expect("the sources can move");
        symlink(elsewhere.join("content"), scratch.project().join("content")).expect("a link");
        elsewhere
    });
}

#[test]
fn a_link_to_an_empty_folder() {
    refused("is a symbolic link", |scratch| {
        fs::create_dir(scratch.folder.join("empty")).expect("a new folder");
        symlink(scratch.folder.join("empty"), scratch.output()).expect("a link");
        scratch.output()
    });
}

#[test]
fn a_link_written_with_a_closing_slash() {
    refused("is a symbolic link", |scratch| {
        fs::create_dir(scratch.folder.join("empty")).expect("a new folder");
        symlink(scratch.folder.join("empty"), scratch.output()).expect("a link");
        scratch.output().join("")
    });
}

#[test]
fn a_link_to_nothing() {
    refused("is a symbolic link", |scratch| {
        symlink("nowhere", scratch.output()).expect("a link");
        scratch.output()
    });
}

#[test]
fn a_file() {
    refused("is a file, not a folder", |scratch| {
        write(&scratch.output(), "not a site");
        scratch.output()
    });
}

#[test]
fn somebody_elses_files() {
    refused("holds `thesis.docx` and 1 more, not made by kepi", |scratch| {
        write(&scratch.output().join("thesis.docx"), "three years of work");
        write(&scratch.output().join("thesis.pdf"), "three years of work");
        scratch.output()
    });
}

#[test]
fn somebody_elses_empty_folder() {
    refused("holds `drafts`, not made by kepi", |scratch| {
        fs::create_dir_all(scratch.output().join("drafts")).expect("a new folder");
        scratch.output()
    });
}

#[test]
fn a_home_folder_with_nothing_but_dot_files() {
    refused("looks like somebody's home folder", |scratch| {
        write(&scratch.output().join(".profile"), "umask 022");
        scratch.output()
    });
}

#[test]
fn a_broken_manifest() {
    refused("is not a manifest of this kepi", |scratch| {
        write(&scratch.output().join("kepi-manifest.json"), "{ \"kepi_manifest\": 1, \"fi");
        scratch.output()
    });
}

#[test]
fn a_manifest_of_a_later_kepi() {
    refused("version 9 is not known", |scratch| {
        write(&scratch.output().join("kepi-manifest.json"), "{ \"kepi_manifest\": 9 }");
        scratch.output()
    });
}

#[test]
fn a_manifest_that_names_files_outside() {
    refused("has a segment `.` or `..`", |scratch| {
        let manifest = "{ \"kepi_manifest\": 1, \"files\": {}, \"kept\": [],
            \"unfinished\": [\"../content/site.toml\"] }";
        write(&scratch.output().join("kepi-manifest.json"), manifest);
        scratch.output()
    });
}

#[test]
fn a_relative_path_means_the_folder_one_stands_in() {
    // Cargo runs tests in the root of the package, which is no project of a test.
    let scratch = Scratch::new();
    let failure = publish(&scratch.project(), Path::new("src"), &[("index.html", "new")])
        .expect_err("the sources of kepi");
    assert!(failure.message.starts_with("the output folder `src` holds `"), "{failure}");
}
