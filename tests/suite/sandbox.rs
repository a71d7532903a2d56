//! A build reads its project and writes its site; it calls nobody, starts nothing and looks nowhere else.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use kepi::diagnostics::{Severity, print};
use kepi::pipeline::{self, Depth, Outcome};

use crate::checks::{base, copy};
use crate::mutated::every;
use crate::publish_scratch::{Entry, Scratch, Tree, difference, options, run, tree, write};

/// The system calls of these names that a build of the small report makes, a line each.
fn calls(scratch: &Scratch, names: &str) -> Vec<String> {
    let log = scratch.folder.join("calls");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e"]).arg(format!("trace={names}")).arg("-o").arg(&log);
    strace.args(["--", env!("CARGO_BIN_EXE_kepi"), "build", "--jobs", "2"]);
    // Cargo sets it for tests; the loader would look for libraries there.
    strace.env_remove("LD_LIBRARY_PATH");
    run(strace.current_dir(scratch.project()));
    let lines = fs::read_to_string(&log).unwrap();
    assert!(scratch.output().join("index.html").exists());
    // The first word is the number of the process.
    lines
        .lines()
        .filter_map(|line| Some(line.trim_start().split_once(' ')?.1.trim_start().to_owned()))
        .collect()
}

fn ground() -> Scratch {
    let scratch = Scratch::in_memory();
    copy(&every().join("content"), &scratch.project().join("content"));
    scratch
}

#[test]
fn a_build_calls_nobody_and_starts_nothing() {
    let scratch = ground();
    let calls = calls(&scratch, "network,execve,execveat");
    let (started, called): (Vec<&String>, Vec<&String>) = calls
        .iter()
        .filter(|call| !["+++", "---", "<..."].iter().any(|mark| call.starts_with(mark)))
        .partition(|call| call.starts_with("exec"));
    assert_eq!(started.len(), 1, "only kepi itself: {started:#?}");
    // The pipe on which an interrupt wakes the thread that tidies up; it has no address.
    let called: Vec<&&String> = called
        .iter()
        .filter(|call| !call.starts_with("socketpair(AF_UNIX") && !is_of_pair(call))
        .collect();
    assert_eq!(called, Vec::<&&String>::new());
}

/// Talking on that pipe.
fn is_of_pair(call: &str) -> bool {
    ["recvfrom(", "sendto(", "shutdown("].iter().any(|name| call.starts_with(name))
        && !call.contains("sa_family")
}

/// Files that every program of the machine reads while it starts.
const OF_THE_SYSTEM: &[&str] = &[
    "/etc/ld.so",
    "/lib/",
    "/lib64/",
    "/usr/lib/",
    "/proc/self/",
    "/proc/sys/vm/",
    "/sys/fs/cgroup",
    "/sys/devices/system/cpu",
    "/dev/null",
];

#[test]
fn a_build_opens_its_project_and_nothing_else() {
    let scratch = ground();
    let own = scratch.folder.to_str().unwrap().to_owned();
    let mut elsewhere = BTreeSet::new();
    let mut seen = 0;
    for call in calls(&scratch, "open,openat,openat2") {
        let Some(path) = call.split('"').nth(1) else { continue };
        seen += 1;
        let inside = !path.starts_with('/') || path.starts_with(&own);
        if !inside && !OF_THE_SYSTEM.iter().any(|known| path.starts_with(known)) {
            elsewhere.insert(path.to_owned());
        }
    }
    assert!(seen > 20, "{seen} files opened");
    assert_eq!(elsewhere, BTreeSet::new());
}

/// In a name space without any network a build is the same.
#[test]
fn a_build_needs_no_network() {
    let scratch = ground();
    let mut command = Command::new("unshare");
    command.args(["--net", "--map-root-user", "--user", "--", env!("CARGO_BIN_EXE_kepi"), "build"]);
    run(command.current_dir(scratch.project()));
    assert!(Path::new(&scratch.output()).join("index.html").exists());
}

/// What no build may read: words that stand in files beside the project.
const SECRET: &str = "5ec2e7 of the neighbours";

/// A project with a published site, and files beside it that are nobody's business.
struct Fenced {
    scratch: Scratch,
    site: Tree,
}

impl Fenced {
    fn new() -> Self {
        let scratch = Scratch::in_memory();
        copy(&base().join("content"), &scratch.project().join("content"));
        for name in ["secret.toml", "secret.csv", "secret.md", "secret.png", "secret.html"] {
            write(&scratch.folder.join("outside").join(name), SECRET);
        }
        let fenced = Fenced { site: Tree::new(), scratch };
        assert!(fenced.build().published);
        let site = tree(&fenced.scratch.output());
        Fenced { site, ..fenced }
    }

    fn build(&self) -> Outcome {
        let options = options(&self.scratch.project(), Depth::Publish);
        pipeline::run(&options, &|_| ())
    }

    fn assert_no_secret(&self, name: &str, outcome: &Outcome) {
        for (path, entry) in tree(&self.scratch.output()) {
            let Entry::File(bytes) = entry else { panic!("{name}: {path} is no file") };
            assert!(!String::from_utf8_lossy(&bytes).contains(SECRET), "{name}: in {path}");
        }
        for finding in &outcome.diagnostics {
            let said = print::plain(finding, &outcome.sources);
            assert!(!said.contains(SECRET), "{name}: {said}");
        }
    }
}

const EDITION: &str = "content/editions/2025";

/// Plants a way out in a project.
type Escape = fn(&Path);

fn link(project: &Path, to: &str, at: &str) {
    fs::create_dir_all(project.join(at).parent().unwrap()).unwrap();
    symlink(to, project.join(at)).unwrap();
}

fn in_edition(project: &Path, name: &str, text: &str) {
    write(&project.join(EDITION).join(name), text);
}

fn table_from(project: &Path, file: &str) {
    let text = format!(
        "[table.t]\ntitle = \"a\"\nunit = \"loans\"\nsource = \"register\"\n\
         column.a = {{ label = \"a\" }}\ndata = {{ file = \"{file}\" }}\n"
    );
    in_edition(project, "x.toml", &text);
}

fn make(arguments: &[&str], at: &Path) {
    run(Command::new(arguments[0]).arg(at).args(&arguments[1..]));
}

#[rustfmt::skip]
const ESCAPES: &[(&str, Escape)] = &[
    ("an absolute link", |p| { let to = p.join("../outside/secret.toml").canonicalize().unwrap(); link(p, to.to_str().unwrap(), "content/editions/2025/x.toml"); }),
    ("a link by dots", |p| link(p, "../../../../outside/secret.toml", "content/editions/2025/x.toml")),
    ("a link to a link", |p| { link(p, "b.toml", "content/editions/2025/a.toml"); link(p, "../../../../outside/secret.toml", "content/editions/2025/b.toml"); }),
    ("a link in a circle", |p| link(p, "x.toml", "content/editions/2025/x.toml")),
    ("a linked folder", |p| link(p, "../../../../outside", "content/editions/2025/more")),
    ("a link to a folder above", |p| link(p, "../..", "content/editions/2025/more")),
    ("a linked edition", |p| link(p, "../../../outside", "content/editions/2026")),
    ("linked content", |p| { fs::rename(p.join("content"), p.join("../outside/content")).unwrap(); link(p, "../outside/content", "content"); }),
    ("a linked theme", |p| link(p, "../outside", "themes")),
    ("a linked template", |p| link(p, "../../../../outside/secret.html", "themes/default/templates/base.html")),
    ("a linked narrative", |p| link(p, "../../../../../outside/secret.md", "content/editions/2025/narrative/books-lent.en.md")),
    ("a linked picture", |p| link(p, "../../../../../outside/secret.png", "content/editions/2025/narrative/a.png")),
    ("a linked table", |p| { table_from(p, "x.csv"); link(p, "../../../../outside/secret.csv", "content/editions/2025/x.csv"); }),
    ("a linked record of translations", |p| link(p, "../../outside/secret.toml", "content/translations.lock")),
    ("the environment of the process", |p| link(p, "/proc/self/environ", "content/editions/2025/x.toml")),
    ("an open file of the process", |p| link(p, "/proc/self/fd/0", "content/editions/2025/x.toml")),
    ("a pipe", |p| make(&["mkfifo"], &p.join(EDITION).join("x.toml"))),
    ("a device without end", |p| make(&["mknod", "c", "1", "5"], &p.join(EDITION).join("x.toml"))),
    ("a socket", |p| drop(std::os::unix::net::UnixListener::bind(p.join(EDITION).join("x.toml")).unwrap())),
    ("a table by its path", |p| table_from(p, "../../../../outside/secret.csv")),
    ("a table by its whole path", |p| table_from(p, p.join("../outside/secret.csv").to_str().unwrap())),
    ("a picture by its path", |p| in_edition(p, "narrative/books-lent.en.md", "![A](../../../../../outside/secret.png)\n")),
    ("a picture by its address", |p| in_edition(p, "narrative/books-lent.en.md", "![A](file:///etc/passwd)\n")),
    ("a paper by its encoded path", |p| in_edition(p, "narrative/books-lent.en.md", "[A](%2e%2e/%2e%2e/secret.csv)\n")),
    ("a logo by its path", |p| { let site = p.join("content/site.toml"); let text = fs::read_to_string(&site).unwrap(); write(&site, text.replace("[organization]", "[organization]\nlogo = \"../../outside/secret.png\"")); }),
    ("a theme by its path", |p| { let site = p.join("content/site.toml"); let text = fs::read_to_string(&site).unwrap(); write(&site, format!("theme = \"../../outside\"\n{text}")); }),
    ("a template by its path", |p| write(&p.join("themes/default/templates/article.html"), "{% include \"../../../../outside/secret.html\" %}")),
    ("a style by its path", |p| write(&p.join("themes/default/theme.toml"), "styles = [\"../../../../outside/secret.html\"]\n")),
    ("an old address outside", |p| write(&p.join("content/redirects.toml"), "[redirect]\n\"../../outside/x.html\" = \"en/index.html\"\n")),
    ("a page with the name of a device", |p| write(&p.join("content/pages/con.en.md"), "A.\n")),
    ("a picture with the name of a drive", |p| write(&p.join(EDITION).join("narrative/c:a.png"), "A")),
    ("two names that differ in case", |p| { in_edition(p, "X.toml", ""); in_edition(p, "x.toml", ""); }),
    ("a name that is written in two ways", |p| in_edition(p, "narrative/cafe\u{301}.png", "a")),
    ("a name that is no text", |p| write(&p.join(EDITION).join(std::ffi::OsStr::from_bytes(b"\xff.toml")), "")),
    ("a name as long as names may be", |p| write(&p.join(EDITION).join("narrative").join("x".repeat(252) + ".md"), "A.\n")),
];

#[test]
fn no_way_out_of_the_project_is_taken() {
    assert!(ESCAPES.len() >= 20, "{}", ESCAPES.len());
    for (name, escape) in ESCAPES {
        let fenced = Fenced::new();
        escape(&fenced.scratch.project());
        let outcome = fenced.build();
        assert!(!outcome.published, "{name} was published");
        assert!(outcome.failure.is_none(), "{name}: {:?}", outcome.failure.map(|it| it.message));
        let errors = outcome.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        assert!(errors.clone().all(|one| one.origin.is_some()), "{name} is told of no file");
        assert!(errors.count() > 0, "{name}: nothing was said");
        let now = tree(&fenced.scratch.output());
        assert_eq!(difference(&fenced.site, &now), BTreeSet::new(), "{name}");
        fenced.assert_no_secret(name, &outcome);
    }
}

/// Somebody swaps a file for a link and back, again and again, while kepi reads.
#[test]
fn a_link_that_appears_while_kepi_reads_is_not_followed() {
    let fenced = Fenced::new();
    let folder = fenced.scratch.project().join(EDITION);
    let place = folder.join("narrative/map.png");
    let (plain, outside) = (folder.join("narrative/.plain"), folder.join("narrative/.outside"));
    write(&place, "A map");
    in_edition(&fenced.scratch.project(), "narrative/books-lent.en.md", "![A map](map.png)\n");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                symlink("../../../../../outside/secret.png", &outside).unwrap();
                fs::rename(&outside, &place).unwrap();
                write(&plain, "A map");
                fs::rename(&plain, &place).unwrap();
            }
        });
        let (mut published, mut refused) = (0, 0);
        for _ in 0..30 {
            let outcome = fenced.build();
            *(if outcome.published { &mut published } else { &mut refused }) += 1;
            fenced.assert_no_secret("a link that comes and goes", &outcome);
        }
        done.store(true, Ordering::Relaxed);
        assert!(published > 0, "{refused} refused: nothing was looked at");
    });
}

/// Texts of narratives are not held from their checks to their pages.
#[test]
fn a_narrative_that_changes_while_the_site_is_made_is_told_and_nothing_is_published() {
    let fenced = Fenced::new();
    let before = tree(&fenced.scratch.output());
    let narrative = "content/editions/2025/narrative/overview.en.md";
    let path = fenced.scratch.project().join(narrative);
    let options = options(&fenced.scratch.project(), Depth::Publish);
    let text = fs::read_to_string(&path).unwrap();
    for changed in [Some(text.replace('e', "o")), None] {
        let outcome = pipeline::run(&options, &|stage| match &changed {
            _ if stage != "making the pages" => {}
            Some(changed) => write(&path, changed),
            None => fs::remove_file(&path).unwrap(),
        });
        let failure = outcome.failure.expect("the pages would tell of two reports");
        assert_eq!(failure.message, format!("`{narrative}` was changed while the site was made"));
        assert_eq!((failure.help, failure.exit), (vec!["build again".to_owned()], 3));
        assert!(!outcome.published);
        assert_eq!(tree(&fenced.scratch.output()), before);
        write(&path, &text);
    }
    assert!(fenced.build().published);
}
