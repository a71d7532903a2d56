//! Publishing under fire: killed at any moment, and with any system call failing, a site is exactly
//! the old or exactly the new one, and the next build needs no help.
//!
//! The harness drives any command line that publishes: `ProvingGround::new` takes it. It shows that
//! it catches a publisher that is wrong. `KEPI_KILL_TIMES=10 cargo test kill` makes ten times as
//! many trials.

#![allow(
    clippy::disallowed_methods,
    reason = "the harness starts processes and reads what they left"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use kepi::language::Tag;

use crate::publish_process::{Job, Version, command};
use crate::publish_scratch::{Entry, Scratch, Tree, difference, tree, write};

const MANIFEST: &str = "kepi-manifest.json";

/// What others have put into the output folder.
const FOREIGN: &[(&str, &str)] = &[("CNAME", "example.org"), (".git/config", "[core]")];

/// What a file system can be asked, by the names of every machine that Linux runs on.
const CALLS: &str = "?access,?chmod,?copy_file_range,?faccessat,?faccessat2,?fchmod,?fchmodat,\
    ?fchown,?fchownat,?fcntl,?flock,?fstat,?fsync,?ftruncate,?getdents64,?link,?linkat,?lstat,\
    ?mkdir,?mkdirat,?newfstatat,?open,?openat,?read,?readlink,?readlinkat,?rename,?renameat,\
    ?renameat2,?rmdir,?sendfile,?stat,?statx,?symlink,?symlinkat,?syncfs,?unlink,?unlinkat,\
    ?utimensat,?write";

/// A project with a published site, and a process that publishes the other version into it.
struct ProvingGround<'a> {
    scratch: Scratch,
    publish: &'a dyn Fn(&Path, Version) -> Command,
    /// What the system refuses in every build, as strace takes it.
    without: &'a [&'a str],
    a: Tree,
    b: Tree,
    standing: Version,
}

/// How a disturbed build ended.
struct Trial {
    output: Output,
    /// What stands there now.
    left: Tree,
}

/// One call of a build: its name, and how many of that name its thread had made by then.
type Call = (String, usize);

impl<'a> ProvingGround<'a> {
    /// `publish` prepares the sources of a version and says which process publishes it.
    fn new(publish: &'a dyn Fn(&Path, Version) -> Command, without: &'a [&'a str]) -> Self {
        let scratch = Scratch::in_memory();
        for (path, content) in FOREIGN {
            write(&scratch.output().join(path), content);
        }
        let (a, b) = (Tree::new(), Tree::new());
        let mut ground = ProvingGround { scratch, publish, without, a, b, standing: Version::A };
        ground.b = ground.undisturbed(Version::B);
        ground.a = ground.undisturbed(Version::A);
        assert!(difference(&ground.a, &ground.b).len() > 20, "the versions are hardly different");
        ground
    }

    fn tree_of(&self, version: Version) -> &Tree {
        match version {
            Version::A => &self.a,
            Version::B => &self.b,
        }
    }

    /// The build of a version; under strace where it must do without something, or shall.
    fn command(&self, version: Version, injection: Option<&str>) -> Command {
        let publish = (self.publish)(&self.scratch.project(), version);
        let mut command = match self.without.iter().chain(&injection).count() {
            0 => publish,
            _ => self.strace(&publish, injection),
        };
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    fn strace(&self, publish: &Command, injection: Option<&str>) -> Command {
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-o"]).arg(self.scratch.folder.join("calls"));
        strace.arg("-e").arg(format!("trace={CALLS}"));
        for injection in self.without.iter().chain(&injection) {
            strace.arg("-e").arg(format!("inject={injection}"));
        }
        strace.arg("--").arg(publish.get_program()).args(publish.get_args());
        for (name, value) in publish.get_envs() {
            strace.env(name, value.unwrap_or_default());
        }
        strace
    }

    fn undisturbed(&mut self, version: Version) -> Tree {
        self.finish(version, self.command(version, None))
    }

    fn finish(&mut self, version: Version, mut command: Command) -> Tree {
        let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "an undisturbed build failed: {words}");
        assert_eq!(self.scratch.beside(), [""; 0], "left beside the site");
        self.standing = version;
        tree(&self.scratch.output())
    }

    /// Lets `disturb` run the build of the other version, and looks at what it left.
    fn attempt(&self, injection: Option<&str>, disturb: impl FnOnce(Command) -> Output) -> Trial {
        let output = disturb(self.command(self.standing.other(), injection));
        Trial { output, left: tree(&self.scratch.output()) }
    }

    /// Runs the build of the other version, with one call not doing what it should.
    fn inject(&self, (name, number): &Call, what: &str) -> Trial {
        let injection = format!("{name}:{what}:when={number}");
        self.attempt(Some(&injection), |mut strace| {
            strace.output().expect("strace is installed: see tests/setup")
        })
    }

    /// The old or the new site, or in which files it is neither.
    fn whole(&self, left: &Tree) -> Result<Version, String> {
        let (old, new) = (self.standing, self.standing.other());
        match [old, new].into_iter().find(|version| left == self.tree_of(*version)) {
            Some(version) => Ok(version),
            None => Err(format!(
                "differs from the old site in {:?}, from the new one in {:?}",
                difference(left, self.tree_of(old)),
                difference(left, self.tree_of(new)),
            )),
        }
    }

    /// The next build puts everything right.
    fn recover(&mut self) {
        let next = self.standing.other();
        let left = self.undisturbed(next);
        let wrong = difference(&left, self.tree_of(next));
        assert!(wrong.is_empty(), "the next build did not put {wrong:?} right");
    }

    /// Every file-system call of an undisturbed build from the moment it holds the lock, in order;
    /// for the build of B over A, and of A over B.
    fn calls(&mut self) -> [Vec<Call>; 2] {
        [Version::B, Version::A].map(|version| {
            let strace = self.strace(&(self.publish)(&self.scratch.project(), version), None);
            self.finish(version, strace);
            let log = fs::read_to_string(self.scratch.folder.join("calls"));
            let calls = after_the_lock(&log.expect("strace writes its log"));
            assert!(calls.len() > 100, "only {} calls were seen", calls.len());
            calls
        })
    }

    /// Does a trial at `count` calls, evenly spread over all, recovering after each.
    fn sweep(&mut self, count: usize, mut trial: impl FnMut(&Self, &Call)) {
        let calls = self.calls();
        for number in 0..count {
            let calls = &calls[usize::from(self.standing == Version::B)];
            if let Some(call) = calls.get(number * calls.len() / count) {
                trial(self, call);
                self.recover();
            }
        }
    }
}

/// The log of strace as calls; the lock is where publishing begins.
///
/// strace counts for each thread and each name, and lets the first thread that gets to the number
/// have it. A number that another thread, such as the one that loads the program, had before the
/// lock would disturb that one, and is left out.
fn after_the_lock(log: &str) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut counted: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut before = None;
    for line in log.lines() {
        // `1234  openat(AT_FDCWD, …`
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let Some((name, arguments)) = call.trim_start().split_once('(') else { continue };
        if name == "flock" && before.is_none() {
            before = Some(counted.clone());
        }
        let number = counted.entry((thread, name)).or_insert(0);
        *number += 1;
        let Some(before) = &before else { continue };
        let taken = before
            .iter()
            .any(|((other, of), count)| *other != thread && *of == name && *count >= *number);
        // What a publisher says is not about files.
        let says = name == "write" && (arguments.starts_with("1,") || arguments.starts_with("2,"));
        if !taken && !says {
            calls.push((name.to_owned(), *number));
        }
    }
    calls
}

/// `KEPI_KILL_TIMES`.
fn times() -> usize {
    std::env::var("KEPI_KILL_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

fn publisher(project: &Path, version: Version) -> Command {
    command(project, Job::Publish(version))
}

#[test]
fn the_harness_catches_a_publisher_that_writes_in_place() {
    let careless = |project: &Path, version| command(project, Job::Overwrite(version));
    let mut ground = ProvingGround::new(&careless, &[]);
    let mut wrong = 0;
    ground.sweep(15, |ground, call| {
        let trial = ground.inject(call, "signal=SIGKILL");
        wrong += usize::from(ground.whole(&trial.left).is_err());
    });
    assert!(wrong > 5, "only {wrong} of 15 broken sites were noticed");
}

/// The real thing: `kepi build` of a small report whose every page changes from version to version.
fn kepi_build(project: &Path, version: Version) -> Command {
    let content = project.join("content");
    if !content.join("site.toml").exists() {
        for file in kepi::scaffold::files(&["en", "ar"].map(|tag| Tag::parse(tag).expect("a tag")))
        {
            if file.path.starts_with("content/") {
                write(&project.join(&file.path), &file.text);
            }
        }
    }
    let path = content.join("site.toml");
    let site = fs::read_to_string(&path).expect("the report has a site.toml");
    let titled = site.lines().map(|line| match line.split_once(" = ") {
        Some((key @ "title.en", _)) => format!("{key} = \"Version {version:?}\"\n"),
        Some((key @ "title.ar", _)) => format!("{key} = \"{version:?}\"\n"),
        _ => format!("{line}\n"),
    });
    write(&path, titled.collect::<String>());
    let mut command = Command::new(env!("CARGO_BIN_EXE_kepi"));
    // One thread, so that strace counts the same calls in each run.
    command.args(["build", "--jobs", "1", "--root"]).arg(project);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn killed_at_random_moments() {
    random_kills(&publisher, 60);
}

#[test]
fn the_real_build_killed_at_random_moments() {
    random_kills(&kepi_build, 20);
}

#[test]
fn the_real_build_killed_at_its_file_system_calls() {
    let mut ground = ProvingGround::new(&kepi_build, &[]);
    ground.sweep(20 * times(), |ground, call| {
        let trial = ground.inject(call, "signal=SIGKILL");
        if let Err(wrong) = ground.whole(&trial.left) {
            panic!("killed at {call:?}: {wrong}");
        }
    });
}

/// Whoever comes second hears at once who is at work; nobody waits, and nobody's site is mixed.
#[test]
fn of_two_builds_at_once_one_publishes_and_the_other_says_so() {
    let mut ground = ProvingGround::new(&kepi_build, &[]);
    let mut refused = 0;
    for pair in 0..10 * times().min(5) {
        let next = ground.standing.other();
        // Both have the same sources, which are there before either begins.
        let commands = [ground.command(next, None), ground.command(next, None)];
        let builds = commands.map(|mut command| {
            let build = command.spawn().expect("a build starts");
            std::thread::spawn(move || (Instant::now(), build.wait_with_output(), Instant::now()))
        });
        let mut published = 0;
        for build in builds {
            let (began, output, ended) = build.join().expect("the thread only waits");
            let output = output.expect("it is a child");
            let said = String::from_utf8_lossy(&output.stderr);
            if output.status.success() {
                published += 1;
                continue;
            }
            assert_eq!(output.status.code(), Some(3), "pair {pair}: {said}");
            assert!(said.contains("another build is running"), "pair {pair}: {said}");
            assert!(ended - began < Duration::from_secs(5), "pair {pair}: {:?}", ended - began);
            refused += 1;
        }
        assert!(published > 0, "pair {pair}: nobody published");
        let left = tree(&ground.scratch.output());
        assert_eq!(ground.whole(&left), Ok(next), "pair {pair}");
        assert_eq!(ground.scratch.beside(), [""; 0], "pair {pair}");
        ground.standing = next;
    }
    assert!(refused > 0, "no two builds were at work at once");
}

fn random_kills(publish: &dyn Fn(&Path, Version) -> Command, count: usize) {
    let mut ground = ProvingGround::new(publish, &[]);
    let start = Instant::now();
    ground.recover();
    let whole = start.elapsed();
    // Any spread will do; the same one each time is easier to talk about.
    let mut state: u64 = 0x5eed;
    for number in 0..count * times() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let part = u32::try_from(state >> 48).expect("16 bits");
        let trial = ground.attempt(None, |mut command| {
            let mut build = command.spawn().expect("the publisher starts");
            std::thread::sleep(whole * part / 65_536);
            build.kill().expect("it is a child, ended or not");
            build.wait_with_output().expect("it is a child")
        });
        if let Err(wrong) = ground.whole(&trial.left) {
            panic!("kill {number}: {wrong}");
        }
        ground.recover();
    }
}

#[test]
fn killed_at_every_call() {
    let mut ground = ProvingGround::new(&publisher, &[]);
    let (mut old, mut new) = (0, 0);
    ground.sweep(200 * times(), |ground, call| {
        let trial = ground.inject(call, "signal=SIGKILL");
        match ground.whole(&trial.left) {
            Ok(version) if version == ground.standing => old += 1,
            Ok(_) => new += 1,
            Err(wrong) => panic!("killed at {call:?}: {wrong}"),
        }
    });
    assert!(old > 50 && new > 50, "{old} old and {new} new sites: the calls are not well spread");
}

/// One call fails; the build says so and changes nothing, or does without it.
fn failing(error: &str, words: &str) {
    let mut ground = ProvingGround::new(&publisher, &[]);
    let mut reported = 0;
    ground.sweep(100 * times(), |ground, call| {
        let trial = ground.inject(call, &format!("error={error}"));
        let said = String::from_utf8_lossy(&trial.output.stderr);
        let at = format!("{error} at {call:?}, which said `{}`", said.trim_end());
        let found = ground.whole(&trial.left).unwrap_or_else(|wrong| panic!("{at}: {wrong}"));
        assert_eq!(ground.scratch.beside(), [""; 0], "{at}");
        if trial.output.status.success() {
            assert_ne!(found, ground.standing, "{at}: success without a new site");
        } else {
            assert_eq!(found, ground.standing, "{at}: a failure and a new site");
            assert_eq!(trial.output.status.code(), Some(3), "{at}");
            assert!(said.starts_with("error: cannot ") && said.contains('`'), "{at}");
            assert!(said.trim_end().ends_with(words), "{at}");
            reported += 1;
        }
    });
    assert!(reported > 20, "{error} was reported {reported} times");
}

#[test]
fn a_disk_that_is_full_at_any_moment() {
    failing("ENOSPC", "no space left on device");
}

#[test]
fn a_disk_that_fails_at_any_moment() {
    failing("EIO", "input/output error");
}

#[test]
fn a_permission_that_is_missing_at_any_moment() {
    failing("EACCES", "permission denied");
}

#[test]
fn too_many_open_files_at_any_moment() {
    failing("EMFILE", "too many open files");
}

#[test]
fn a_site_that_may_not_survive_a_power_cut_is_not_published() {
    let mut ground = ProvingGround::new(&publisher, &[]);
    for call in ["syncfs", "fsync"] {
        let trial = ground.attempt(Some(&format!("{call}:error=EIO")), |mut strace| {
            strace.output().expect("strace is installed: see tests/setup")
        });
        assert_eq!(trial.output.status.code(), Some(3));
        assert_eq!(ground.whole(&trial.left), Ok(ground.standing), "after a failed {call}");
        assert_eq!(ground.scratch.beside(), [""; 0]);
        ground.recover();
    }
}

/// A file system that cannot exchange folders.
const NO_EXCHANGE: &[&str] = &["renameat2:error=EINVAL"];

#[test]
fn killed_at_every_call_where_folders_cannot_be_exchanged() {
    let mut ground = ProvingGround::new(&publisher, NO_EXCHANGE);
    let mut mixed = 0;
    ground.sweep(60 * times(), |ground, call| {
        let trial = ground.inject(call, "signal=SIGKILL");
        mixed += usize::from(ground.whole(&trial.left).is_err());
        if let Err(wrong) = each_file_whole(ground, &trial.left) {
            panic!("killed at {call:?}: {wrong}");
        }
    });
    assert!(mixed > 5, "only {mixed} builds were killed while they were updating");
}

/// The weaker promise: each file is the old or the new one, others' files stay, and a new page has
/// what it needs, as an old one has.
fn each_file_whole(ground: &ProvingGround, left: &Tree) -> Result<(), String> {
    let (old, new) = (ground.tree_of(ground.standing), ground.tree_of(ground.standing.other()));
    let is_page = |path: &&String| path.ends_with(".html");
    for (path, entry) in left {
        let known = [old.get(path), new.get(path)].contains(&Some(entry));
        if !known && path != MANIFEST {
            return Err(format!("`{path}` is torn"));
        }
    }
    for path in old.keys().filter(|path| new.contains_key(*path)) {
        if !left.contains_key(path) {
            return Err(format!("`{path}` is missing, which both sites have"));
        }
    }
    let all = |tree: &Tree, wanted: &dyn Fn(&&String) -> bool| {
        let mut paths = tree.keys().filter(wanted).filter(|path| *path != MANIFEST);
        paths.all(|path| left.get(path) == tree.get(path))
    };
    let has_new_page =
        new.keys().filter(is_page).any(|path| old.contains_key(path) && left[path] == new[path]);
    if has_new_page && old != new && !all(new, &|path| !is_page(path)) {
        return Err("a new page stands before what it needs".to_owned());
    }
    let turns = |path: &&String| path.starts_with("turn");
    let has_old_files = all(old, &|path| !new.contains_key(*path) && !turns(path));
    if !has_old_files && !all(new, &is_page) {
        return Err("an old page stands without what it needs".to_owned());
    }
    Ok(())
}

#[test]
fn what_others_change_while_a_site_is_replaced_is_not_lost() {
    // Held up after the old folder was looked through, before it is replaced.
    let mut ground = ProvingGround::new(&publisher, &[]);
    let (output, project) = (ground.scratch.output(), ground.scratch.project());
    let next = ground.standing.other();
    let injection = format!("syncfs:delay_enter={}", Duration::from_secs(1).as_micros());
    let mut build = ground.command(next, Some(&injection)).spawn().expect("the publisher starts");
    let deadline = Instant::now() + Duration::from_secs(20);
    while !ground.scratch.beside().iter().any(|name| project.join(name).join(MANIFEST).exists()) {
        assert!(Instant::now() < deadline, "the build did not get as far as its manifest");
        std::thread::sleep(Duration::from_millis(5));
    }
    let late = [
        (".git/config", "[core] edited where it stands"),
        (".git/refs/heads/main", "a new folder"),
        ("CNAME", "saved as editors do"),
        ("en/notes.txt", "in a folder of the report"),
        ("late.txt", "new"),
    ];
    let saved = project.join("content/CNAME");
    write(&saved, late[2].1);
    fs::rename(saved, output.join("CNAME")).expect("an editor may replace its file");
    late.iter().filter(|(path, _)| *path != "CNAME").for_each(|(path, content)| {
        write(&output.join(path), content);
    });
    assert!(build.wait().expect("it is a child").success());

    let mut expected = ground.tree_of(next).clone();
    for (path, content) in late {
        expected.insert(path.to_owned(), Entry::File(content.as_bytes().to_vec()));
    }
    assert_eq!(difference(&tree(&output), &expected), BTreeSet::new());
    assert_eq!(ground.scratch.beside(), [""; 0]);
    let next = ground.undisturbed(next.other());
    assert_eq!(next.get("late.txt"), expected.get("late.txt"));
}
