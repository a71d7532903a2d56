//! A site is put on disk: what changes, what stays, and what happens when the machine fails.

#![allow(clippy::disallowed_methods, reason = "tests make the folders that they publish into")]

use std::collections::BTreeSet;
use std::fs::{self, File, FileTimes};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use kepi::bundle::Sink;
use kepi::publish::manifest::Manifest;
use kepi::publish::{Kind, Promise, Staging};

use crate::publish_process::{Job, Version, command, start};
use crate::publish_scratch::{Entry, Mounted, Scratch, Tree, beside, publish, run, tree, write};

const OLD: &[(&str, &str)] =
    &[("index.html", "old"), ("en/index.html", "old page"), ("style.css", "body {}")];
const NEW: &[(&str, &str)] =
    &[("index.html", "new"), ("fr/index.html", "new page"), ("style.css", "body {}")];

/// What a folder holds after these files were published into it, with what else lies there.
fn expected(files: &[(&str, &str)], kept: &[(&str, &str)], output: &Path) -> Tree {
    let entries = files.iter().chain(kept);
    let mut tree: Tree = entries
        .map(|(path, content)| ((*path).to_owned(), Entry::File(content.as_bytes().to_vec())))
        .collect();
    let manifest = fs::read(output.join("kepi-manifest.json")).expect("every site has a manifest");
    tree.insert("kepi-manifest.json".to_owned(), Entry::File(manifest));
    tree
}

fn manifest(output: &Path) -> Manifest {
    let json = fs::read(output.join("kepi-manifest.json")).expect("every site has a manifest");
    Manifest::parse(&json).expect("kepi reads what it writes")
}

/// Long ago, so that a file that was written again is seen.
fn age(path: &Path) -> SystemTime {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = File::options().write(true).open(path).expect("a published file");
    file.set_times(FileTimes::new().set_modified(long_ago)).expect("times can be set");
    long_ago
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).and_then(|m| m.modified()).unwrap_or_else(|e| panic!("{path:?}: {e}"))
}

#[test]
fn the_first_site_makes_its_folder_and_those_above() {
    let scratch = Scratch::new();
    let output = scratch.project().join("public/report/2025");
    let published = publish(&scratch.project(), &output, OLD).expect("a new folder");
    assert_eq!(tree(&output), expected(OLD, &[], &output));
    assert_eq!(published.folder, output);
    assert_eq!(published.promise, Promise::WholeSite);
    assert_eq!((published.files, published.unchanged, published.removed), (3, 0, 0));
}

#[test]
fn the_next_site_replaces_the_last_one() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    let published = publish(&scratch.project(), &scratch.output(), NEW).expect("the next site");
    assert_eq!(tree(&scratch.output()), expected(NEW, &[], &scratch.output()));
    assert!(!scratch.output().join("en").exists(), "the old folder is still there");
    assert_eq!((published.files, published.unchanged, published.removed), (3, 1, 1));
    assert_eq!(published.left_behind, None);
    assert_eq!(scratch.beside(), [""; 0]);
}

#[test]
fn the_manifest_lists_every_file_with_size_and_hash() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), &[("a/b.txt", "abc")]).expect("a site");
    let json = fs::read_to_string(scratch.output().join("kepi-manifest.json")).expect("a manifest");
    assert_eq!(
        json,
        "{\n  \"kepi_manifest\": 1,\n  \"files\": {\n    \"a/b.txt\": { \"size\": 3, \"sha256\": \
         \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\" }\n  },\n  \
         \"kept\": []\n}\n"
    );
}

#[test]
fn the_same_site_again_touches_nothing() {
    let scratch = Scratch::new();
    write(&scratch.output().join("CNAME"), "report.example.org");
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    let before = fs::metadata(scratch.output()).expect("the site stands");
    let published = publish(&scratch.project(), &scratch.output(), OLD).expect("the same site");
    let after = fs::metadata(scratch.output()).expect("the site stands");
    assert_eq!((before.ino(), before.mtime_nsec()), (after.ino(), after.mtime_nsec()));
    assert_eq!((published.files, published.unchanged, published.removed), (3, 3, 0));
    assert_eq!(scratch.beside(), [""; 0]);
}

#[test]
fn an_unchanged_file_keeps_its_time_stamp() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    let (style, page) = (scratch.output().join("style.css"), scratch.output().join("index.html"));
    let (before, old_page) = (age(&style), age(&page));
    publish(&scratch.project(), &scratch.output(), NEW).expect("the next site");
    assert_eq!(modified(&style), before);
    assert_ne!(modified(&page), old_page);
    assert_eq!(fs::metadata(&style).expect("it stands").nlink(), 1, "a link was left behind");
}

#[test]
fn a_published_file_edited_by_hand_is_made_again() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    let style = scratch.output().join("style.css");
    let before = age(&style);
    // As long as the right one, and with its time stamp.
    write(&style, "BODY {}");
    age(&style);
    publish(&scratch.project(), &scratch.output(), OLD).expect("the same site");
    assert_eq!(tree(&scratch.output()), expected(OLD, &[], &scratch.output()));
    assert_ne!(modified(&style), before, "an upload by size and time would miss the repair");
}

#[test]
fn a_published_file_deleted_by_hand_comes_back() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    fs::remove_file(scratch.output().join("style.css")).expect("it stands");
    publish(&scratch.project(), &scratch.output(), OLD).expect("the same site");
    assert_eq!(tree(&scratch.output()), expected(OLD, &[], &scratch.output()));
}

#[test]
fn files_of_others_are_kept_and_listed() {
    let scratch = Scratch::new();
    let output = scratch.output();
    let kept = [
        (".git/config", "[core]"),
        (".gitignore", "*"),
        (".well-known/security.txt", "Contact: mailto:a@example.org"),
        ("CNAME", "report.example.org"),
    ];
    kept.iter().for_each(|(path, content)| write(&output.join(path), content));
    let cname = age(&output.join("CNAME"));
    let published = publish(&scratch.project(), &output, OLD).expect("an adopted folder");
    assert_eq!(published.kept, [".git/", ".gitignore", ".well-known/", "CNAME"]);

    let later = [("en/notes.txt", "mine"), ("archive/2019/report.pdf", "%PDF")];
    later.iter().for_each(|(path, content)| write(&output.join(path), content));
    symlink("archive", output.join("old")).expect("a link");
    let published = publish(&scratch.project(), &output, NEW).expect("the next site");
    let listed =
        [".git/", ".gitignore", ".well-known/", "CNAME", "archive/", "en/notes.txt", "old"];
    assert_eq!(published.kept, listed);
    assert_eq!(manifest(&output).kept, BTreeSet::from(listed.map(str::to_owned)));
    let mut whole = expected(NEW, &[kept.as_slice(), &later].concat(), &output);
    whole.insert("old".to_owned(), Entry::Link("archive".into()));
    assert_eq!(tree(&output), whole);
    assert_eq!(modified(&output.join("CNAME")), cname);
    assert_eq!(scratch.beside(), [""; 0]);

    fs::remove_file(output.join("old")).expect("the link stands");
    let published = publish(&scratch.project(), &output, OLD).expect("the site after that");
    assert!(!published.kept.contains(&"old".to_owned()));
}

#[test]
fn a_file_of_others_is_never_overwritten() {
    let conflicts: &[(&str, &[(&str, &str)])] = &[
        // The same address; a folder where the report has a file; a file where it has a folder;
        // a folder of the old site that is a file of the new one, with something in it.
        ("robots.txt", &[("robots.txt", "ours")]),
        ("robots.txt/mine", &[("robots.txt", "ours")]),
        ("fr", &[("fr/index.html", "ours")]),
        ("en/notes.txt", &[("en", "ours")]),
    ];
    for (foreign, new) in conflicts {
        let scratch = Scratch::new();
        publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
        write(&scratch.output().join(foreign), "theirs");
        let before = tree(&scratch.output());
        let failure = publish(&scratch.project(), &scratch.output(), new).expect_err(foreign);
        assert_eq!((failure.kind, failure.exit_status()), (Kind::Conflict, 1));
        let named = foreign.trim_end_matches("/mine");
        let path = scratch.output().join(named);
        assert!(failure.message.contains(&path.display().to_string()), "{failure}");
        assert!(failure.message.contains("was not made by kepi"), "{failure}");
        assert_eq!(tree(&scratch.output()), before);
        assert_eq!(scratch.beside(), [""; 0]);
    }
}

#[test]
fn a_folder_replaced_by_a_link_is_not_followed() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    let elsewhere = scratch.folder.join("elsewhere");
    fs::rename(scratch.output().join("en"), &elsewhere).expect("a folder can move");
    symlink(&elsewhere, scratch.output().join("en")).expect("a link");
    publish(&scratch.project(), &scratch.output(), OLD).expect_err("a link at an address of kepi");
    publish(&scratch.project(), &scratch.output(), NEW).expect("a site without that address");
    assert_eq!(fs::read_to_string(elsewhere.join("index.html")).expect("it stands"), "old page");
}

#[test]
fn a_build_that_is_given_up_leaves_the_old_site() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    let before = tree(&scratch.output());
    let staging = Staging::open(&scratch.output(), &scratch.project()).expect("our folder");
    staging.put("index.html", b"new").expect("a file");
    drop(staging);
    assert_eq!(tree(&scratch.output()), before);
    assert_eq!(scratch.beside(), [""; 0]);
}

#[test]
fn a_panic_while_a_site_is_made_leaves_the_old_one_and_no_lock() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    let before = tree(&scratch.output());
    let panicked = std::panic::catch_unwind(|| {
        let staging = Staging::open(&scratch.output(), &scratch.project()).expect("our folder");
        staging.put("index.html", b"new").expect("a file");
        panic!("a mistake of kepi, on purpose");
    });
    assert!(panicked.is_err());
    assert_eq!(tree(&scratch.output()), before);
    assert_eq!(scratch.beside(), [""; 0]);
    publish(&scratch.project(), &scratch.output(), NEW).expect("nobody is at work any more");
}

#[test]
fn many_threads_make_one_site() {
    let scratch = Scratch::new();
    let path = |thread: usize, page: usize| format!("a/{}/{}/{page}-{thread}.html", page % 7, page);
    let staging = Staging::open(&scratch.output(), &scratch.project()).expect("a new folder");
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let staging = &staging;
            scope.spawn(move || {
                for page in 0..100 {
                    let content = format!("page {page} of {thread}");
                    staging.put(&path(thread, page), content.as_bytes()).expect("a file");
                }
            });
        }
    });
    assert_eq!(staging.commit().expect("a site").files, 800);
    let found = tree(&scratch.output());
    assert_eq!(found.len(), 801);
    assert_eq!(found[&path(3, 50)], Entry::File(b"page 50 of 3".to_vec()));
    assert_eq!(manifest(&scratch.output()).files.len(), 800);
}

#[test]
fn a_file_that_could_not_be_written_cannot_be_overlooked() {
    let paths = ["../index.html", "/etc/x", "a//b", "a\\b", "a\0b", "kepi-manifest.json", ""];
    for path in paths {
        let scratch = Scratch::new();
        let staging = Staging::open(&scratch.output(), &scratch.project()).expect("a new folder");
        staging.put(path, b"x").expect_err(path);
        staging.put("index.html", b"page").expect("a good path");
        let failure = staging.commit().expect_err("a site with a file missing");
        assert!(failure.message.contains("cannot write `"), "{failure}");
        assert_eq!(fs::read_dir(scratch.project()).expect("the project").count(), 2);
    }
}

#[test]
fn two_files_at_one_address_are_not_one_file() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    let staging = Staging::open(&scratch.output(), &scratch.project()).expect("our folder");
    staging.put("style.css", b"body {}").expect("the first");
    staging.put("style.css", b"body {}").expect_err("the second");
    let failure = staging.commit().expect_err("a site with two files in one place");
    assert!(failure.message.ends_with("the site has two files there"), "{failure}");
}

/// Whoever may write into the folder must not be able to let a build wait, or fill its memory.
#[test]
fn a_manifest_that_is_a_pipe_or_has_no_end_is_not_read() {
    let makes: [fn(&Path); 3] = [
        |place| _ = run(Command::new("mkfifo").arg(place)),
        |place| symlink("/dev/zero", place).expect("a link"),
        // A hole: it takes no room on the disk.
        |place| File::create(place).and_then(|file| file.set_len(200_000_001)).expect("a file"),
    ];
    for make in makes {
        let scratch = Scratch::new();
        fs::create_dir(scratch.output()).expect("a new folder");
        let manifest = scratch.output().join("kepi-manifest.json");
        make(&manifest);
        let failure = publish(&scratch.project(), &scratch.output(), NEW).expect_err("no manifest");
        assert_eq!(failure.kind, Kind::Machine, "{failure}");
        assert!(failure.message.contains("kepi-manifest.json"), "{failure}");
        let failure = kepi::publish::verify(&scratch.output()).expect_err("no manifest");
        assert!(failure.message.starts_with("cannot read"), "{failure}");
        assert_eq!(scratch.beside(), Vec::<String>::new());
        fs::remove_file(&manifest).expect("it was left alone");
    }
}

#[test]
fn a_name_that_is_too_long_is_said() {
    let scratch = Scratch::new();
    let long = format!("{}.html", "x".repeat(300));
    let failure = publish(&scratch.project(), &scratch.output(), &[(&long, "x")])
        .expect_err("no file system takes 305 bytes");
    assert!(failure.message.ends_with(".html`: file name too long"), "{failure}");
    assert_eq!(failure.exit_status(), 3);
}

#[test]
fn the_folder_keeps_its_permissions() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    let private = fs::Permissions::from_mode(0o2750);
    fs::set_permissions(scratch.output(), private).expect("it is ours");
    publish(&scratch.project(), &scratch.output(), NEW).expect("the next site");
    let mode = fs::metadata(scratch.output()).expect("it stands").mode();
    assert_eq!(mode & 0o7777, 0o2750);
}

#[test]
fn leftovers_of_killed_builds_are_swept_and_nothing_else() {
    let scratch = Scratch::new();
    for name in [".output.kepi-new-1/en/index.html", ".output.kepi-new-99999999/x"] {
        write(&scratch.project().join(name), "left");
    }
    for name in [".output.kepi-new-1a/x", ".other.kepi-new-1/x", ".output.kepi-new-/x"] {
        write(&scratch.project().join(name), "not left by a build of this site");
    }
    publish(&scratch.project(), &scratch.output(), OLD).expect("a site");
    let mut beside = scratch.beside();
    beside.sort();
    assert_eq!(beside, [".other.kepi-new-1", ".output.kepi-new-", ".output.kepi-new-1a"]);
}

#[test]
fn a_reader_finds_a_whole_file_at_every_moment() {
    let scratch = Scratch::new();
    let page = |version: usize| format!("version {version}\n").repeat(1_000);
    let index = scratch.output().join("index.html");
    publish(&scratch.project(), &scratch.output(), &[("index.html", &page(0))]).expect("a site");
    let done = AtomicBool::new(false);
    let reads = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let (mut reads, mut last) = (0, 0);
            while !done.load(Ordering::Relaxed) {
                let text = fs::read_to_string(&index).expect("the page is never missing");
                let first = text.lines().next().and_then(|line| line.strip_prefix("version "));
                let version = first.and_then(|number| number.parse().ok()).expect("a whole page");
                assert_eq!(text, page(version), "a page of two versions");
                assert!(version >= last, "the old site came back");
                (reads, last) = (reads + 1, version);
            }
            reads
        });
        let publish_next = |version| {
            let files = [("index.html", page(version))];
            publish(&scratch.project(), &scratch.output(), &[(files[0].0, &files[0].1)])
        };
        let failed = (1..=300).find_map(|version| publish_next(version).err());
        done.store(true, Ordering::Relaxed);
        assert_eq!(failed, None);
        reader.join().expect("the reader found nothing wrong")
    });
    assert!(reads >= 300, "only {reads} reads");
}

#[test]
fn a_second_build_ends_at_once_and_the_next_starts_after_a_kill() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    for _ in 0..5 {
        let mut first = start(command(&scratch.project(), Job::Wait(Version::A)));
        let start = Instant::now();
        let failure = publish(&scratch.project(), &scratch.output(), NEW)
            .expect_err("another build has the lock");
        assert!(start.elapsed() < Duration::from_secs(1));
        let words = format!("another build is running (pid {}) for `", first.id());
        assert!(failure.message.starts_with(&words), "{failure}");
        assert_eq!(failure.exit_status(), 3);
        first.kill().expect("it waits");
        first.wait().expect("it is a child");
        assert_eq!(scratch.beside().len(), 1, "the killed build had a staging folder");
        publish(&scratch.project(), &scratch.output(), NEW).expect("the lock went with its holder");
        assert_eq!(scratch.beside(), [""; 0]);
    }
}

#[test]
fn an_interrupted_build_takes_its_staging_folder_away() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    let before = tree(&scratch.output());
    for (signal, status) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let mut build = start(command(&scratch.project(), Job::Wait(Version::A)));
        let kill = format!("kill -{signal} {}", build.id());
        run(Command::new("sh").args(["-c", &kill]));
        let ended = build.wait().expect("it is a child");
        assert_eq!(ended.code(), Some(status), "after SIG{signal}");
        assert_eq!(tree(&scratch.output()), before);
        assert_eq!(scratch.beside(), [""; 0]);
    }
}

#[test]
fn a_build_that_was_told_to_outlive_its_terminal_does() {
    let scratch = Scratch::new();
    let mut build = Command::new("sh");
    let waiting = command(&scratch.project(), Job::Wait(Version::A));
    build.args(["-c", "trap '' HUP; exec \"$@\"", "sh"]).arg(waiting.get_program());
    build.args(waiting.get_args()).envs(waiting.get_envs().filter_map(|(k, v)| Some((k, v?))));
    let mut build = start(build);
    run(Command::new("sh").args(["-c", &format!("kill -HUP {}", build.id())]));
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(build.try_wait().expect("it is a child"), None, "the build ended");
    build.kill().expect("it waits");
    build.wait().expect("it is a child");
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let scratch = Scratch::new();
    let disk = scratch.folder.join("disk");
    let _mounted = Mounted::disk(&disk, "size=1m");
    let output = disk.join("output");
    publish(&scratch.project(), &output, OLD).expect("a small site");
    let before = tree(&output);
    let large = "x".repeat(2_000_000);
    let failure = publish(&scratch.project(), &output, &[("en/large.html", &large)])
        .expect_err("a site that is too large");
    let path = output.join("en/large.html");
    let words = format!("cannot write `{}`: no space left on device", path.display());
    assert_eq!((failure.message.as_str(), failure.exit_status()), (words.as_str(), 3));
    assert_eq!(tree(&output), before);
    assert_eq!(beside(&disk), [""; 0]);
    publish(&scratch.project(), &output, NEW).expect("a site that fits");
}

#[test]
fn a_disk_without_room_for_names_leaves_the_old_site() {
    let scratch = Scratch::new();
    let disk = scratch.folder.join("disk");
    let _mounted = Mounted::disk(&disk, "size=1m,nr_inodes=30");
    let output = disk.join("output");
    publish(&scratch.project(), &output, OLD).expect("a small site");
    let before = tree(&output);
    let names: Vec<String> = (0..40).map(|number| format!("{number}.html")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "x")).collect();
    let failure = publish(&scratch.project(), &output, &many).expect_err("a site of many files");
    assert!(failure.message.ends_with("no space left on device"), "{failure}");
    assert_eq!(tree(&output), before);
    assert_eq!(beside(&disk), [""; 0]);
}

#[test]
fn a_read_only_disk_is_said() {
    let scratch = Scratch::new();
    let disk = scratch.folder.join("disk");
    let mounted = Mounted::disk(&disk, "size=1m");
    let output = disk.join("output");
    publish(&scratch.project(), &output, OLD).expect("a site");
    let before = tree(&output);
    mounted.make_read_only();
    let failure = publish(&scratch.project(), &output, NEW).expect_err("a read-only disk");
    let words =
        format!("cannot replace the files in `{}`: read-only file system", output.display());
    assert_eq!((failure.message.as_str(), failure.exit_status()), (words.as_str(), 3));
    let nowhere = disk.join("elsewhere");
    let failure = publish(&scratch.project(), &nowhere, NEW).expect_err("a read-only disk");
    let words = format!("cannot prepare a new site in `{}`: read-only", disk.display());
    assert!(failure.message.starts_with(&words), "{failure}");
    assert_eq!(tree(&output), before);
}

#[test]
fn a_read_only_folder_is_said() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    let before = tree(&scratch.output());
    let cases = [
        (scratch.output(), "cannot replace the files in"),
        (scratch.project(), "cannot prepare a new site in"),
    ];
    for (folder, words) in cases {
        let set_mode = |mode| {
            fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).expect("it is ours");
        };
        set_mode(0o555);
        let output = command_without_privileges(&scratch.project(), Job::Publish(Version::A))
            .output()
            .expect("the publisher starts");
        set_mode(0o755);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{said}");
        let sentence = format!("error: {words} `{}`: permission denied", folder.display());
        assert_eq!(said.trim_end(), sentence);
        assert_eq!(tree(&scratch.output()), before);
        assert_eq!(scratch.beside(), [""; 0]);
    }
}

/// The superuser may write anywhere, except without the capability for it.
fn command_without_privileges(project: &Path, job: Job) -> Command {
    let plain = command(project, job);
    if fs::metadata("/proc/self").expect("this process").uid() != 0 {
        return plain;
    }
    let mut command = Command::new("setpriv");
    command.arg("--bounding-set=-dac_override").arg(plain.get_program()).args(plain.get_args());
    command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
}

#[test]
fn a_mount_point_is_updated_file_by_file() {
    let scratch = Scratch::new();
    let output = scratch.output();
    let _mounted = Mounted::disk(&output, "size=1m");
    write(&output.join(".well-known/security.txt"), "theirs");
    let kept = [(".well-known/security.txt", "theirs")];
    let first = publish(&scratch.project(), &output, OLD).expect("an empty disk");
    assert_eq!(first.promise, Promise::FileByFile);
    assert_eq!(tree(&output), expected(OLD, &kept, &output));
    let before = age(&output.join("style.css"));
    let turned = [("index.html/page.html", "new"), ("en", "a file"), ("style.css", "body {}")];
    publish(&scratch.project(), &output, &turned).expect("files where folders were");
    assert_eq!(tree(&output), expected(&turned, &kept, &output));
    assert_eq!(modified(&output.join("style.css")), before);
    let again = publish(&scratch.project(), &output, &turned).expect("the same site");
    assert_eq!((again.unchanged, again.kept), (3, vec![".well-known/".to_owned()]));
    let back = publish(&scratch.project(), &output, OLD).expect("folders where files were");
    assert_eq!(back.promise, Promise::FileByFile);
    assert_eq!(tree(&output), expected(OLD, &kept, &output));
    assert_eq!(manifest(&output).unfinished, BTreeSet::new());
    assert_eq!(scratch.beside(), [""; 0]);
}

#[test]
fn a_bound_folder_is_a_mount_point_too() {
    let scratch = Scratch::new();
    let (real, output) = (scratch.folder.join("real"), scratch.output());
    fs::create_dir(&real).expect("a new folder");
    fs::create_dir(&output).expect("a new folder");
    let _mounted = Mounted::bind(&real, &output);
    publish(&scratch.project(), &output, OLD).expect("an empty folder");
    let published = publish(&scratch.project(), &output, NEW).expect("the next site");
    assert_eq!(published.promise, Promise::FileByFile);
    assert_eq!(tree(&real), expected(NEW, &[], &output));
    let holder = Staging::open(&output, &scratch.project()).expect("our folder");
    let failure = publish(&scratch.project(), &output, OLD).expect_err("a second build");
    assert!(failure.message.starts_with("another build is running (pid "), "{failure}");
    drop(holder);
    assert_eq!(tree(&real), expected(NEW, &[], &output));
}

#[test]
fn what_is_mounted_inside_is_not_moved_with_the_folder() {
    let scratch = Scratch::new();
    publish(&scratch.project(), &scratch.output(), OLD).expect("the first site");
    let uploads = scratch.output().join("uploads");
    let _mounted = Mounted::disk(&uploads, "size=1m");
    write(&uploads.join("photo.jpg"), "theirs");
    let published = publish(&scratch.project(), &scratch.output(), NEW).expect("the next site");
    assert_eq!(published.promise, Promise::FileByFile);
    let kept = [("uploads/photo.jpg", "theirs")];
    assert_eq!(tree(&scratch.output()), expected(NEW, &kept, &scratch.output()));
}
