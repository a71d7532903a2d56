//! The command line as a person or a script meets it: help, exit statuses, streams, colours.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::expect::expect;

/// kepi in a folder, with nothing of this machine's environment that changes what it says.
pub fn kepi(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kepi"));
    command.current_dir(folder).stdin(Stdio::null());
    for variable in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH"] {
        command.env_remove(variable);
    }
    command
}

/// An empty folder of a test's own.
pub fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

pub struct Said {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Said {
        Said {
            status: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub fn run(folder: &Path, arguments: &[&str]) -> Said {
    kepi(folder).args(arguments).output().unwrap().into()
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

const COMMANDS: &[&str] = &[
    "new",
    "build",
    "check",
    "serve",
    "verify",
    "status",
    "translated",
    "explain",
    "schema",
    "completions",
    "man",
];

#[test]
fn help_says_what_everything_is_for() {
    let said = run(here(), &["--help"]);
    assert_eq!(said.status, Some(0));
    expect("help.txt", &said.out);
    expect("help-short.txt", &run(here(), &["-h"]).out);
    for command in COMMANDS {
        let said = run(here(), &[command, "--help"]);
        assert_eq!((said.status, said.err.as_str()), (Some(0), ""));
        expect(&format!("help-{command}.txt"), &said.out);
    }
}

/// A release adds its commit in brackets.
#[test]
fn the_version_is_said_at_once() {
    let said = run(here(), &["--version"]);
    let (name, rest) = said.out.trim_end().split_once(' ').unwrap();
    let number = rest.split(' ').next().unwrap();
    assert_eq!((name, number, said.status), ("kepi", env!("CARGO_PKG_VERSION"), Some(0)));
}

#[test]
fn the_manual_describes_every_command_and_option() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/commands.md");
    let manual = fs::read_to_string(path).unwrap();
    for command in COMMANDS {
        assert!(manual.contains(&format!("\n## kepi {command}")), "{command} is not in {path}");
        let help = run(here(), &[command, "--help"]).out;
        let options = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
        for option in options.flat_map(|line| line.split([' ', ',', '['])) {
            if option.starts_with("--") {
                assert!(manual.contains(&format!("`{option}")), "{option} is not in {path}");
            }
        }
    }
}

#[test]
fn wrong_use_ends_with_2_and_a_way_out() {
    for (arguments, way_out) in [
        (&[][..], "Usage: kepi"),
        (&["buidl"], "'build'"),
        (&["build", "--strickt"], "'--strict'"),
        (&["build", "-q", "-v"], "cannot be used with"),
        (&["build", "--date", "2026-02-30"], "2026-02 has no day 30"),
        (&["build", "--language", "english"], "did you mean `en`?"),
        (&["build", "--base-url", "example.org"], "`https://`"),
        (&["build", "--jobs", "0"], "from 1 to 1024"),
        (&["check", "--format", "xml"], "possible values: text, json, sarif, github"),
        (&["new"], "<DIR>"),
        (&["new", "x", "--languages", "en,pt_br"], "did you mean `pt-BR`?"),
        (&["new", "x", "--languages", "en,fr,en"], "`en` stands twice"),
        (&["explain", "file-unreadble"], "did you mean `file-unreadable`?"),
        (&["explain", "xyz"], "`kepi explain` lists all codes"),
    ] {
        let said = run(here(), arguments);
        assert_eq!(said.status, Some(2), "{arguments:?}: {}", said.err);
        assert!(said.err.contains(way_out), "{arguments:?}: {}", said.err);
        assert_eq!(said.out, "", "{arguments:?}");
    }
    assert!(!here().join("x").exists());
}

#[test]
fn an_explanation_is_found_by_its_code() {
    let said = run(here(), &["explain", "error[file-unreadable]"]);
    assert_eq!(said.status, Some(0));
    expect("explain.txt", &said.out);
    let list = run(here(), &["explain"]);
    assert_eq!(list.status, Some(0));
    assert!(list.out.lines().any(|line| line.starts_with("file-unreadable ")), "{}", list.out);
}

#[test]
fn a_nonsensical_source_date_epoch_is_wrong_use() {
    for command in ["build", "check"] {
        let run = kepi(here()).arg(command).env("SOURCE_DATE_EPOCH", "yesterday").output();
        let said = Said::from(run.unwrap());
        assert_eq!(said.status, Some(2));
        assert!(said.err.contains("SOURCE_DATE_EPOCH is `yesterday`"), "{}", said.err);
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    for arguments in [&["man"][..], &["--help"], &["explain"], &["completions", "bash"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let run = kepi(here()).args(arguments).stdout(writer).stderr(Stdio::piped()).output();
        let said = Said::from(run.unwrap());
        assert_eq!((said.status, said.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn nobody_to_read_the_messages_changes_nothing() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let done = kepi(here()).args(["explain", "xyz"]).stderr(writer).status().unwrap();
    assert_eq!(done.code(), Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_with_3() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let run = kepi(here()).arg("man").stdout(full).stderr(Stdio::piped()).output().unwrap();
    let said = Said::from(run);
    assert_eq!(said.status, Some(3));
    assert_eq!(said.err, "error: the text could not be written: no space left on device\n");
}

/// 128 + the signal: 130, 143, 129.
#[cfg(unix)]
#[test]
fn an_interrupted_command_says_so_by_its_status() {
    use std::io::Write;

    for (name, number) in [("INT", 2), ("TERM", 15), ("HUP", 1)] {
        // Nobody reads this pipe, so once it is full kepi waits until it is interrupted.
        let (reader, mut writer) = std::io::pipe().unwrap();
        writer.write_all(&[b' '; 60_000]).unwrap();
        let mut child = kepi(here()).args(["completions", "bash"]).stdout(writer).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(200));
        let kill = ["-s", name, &child.id().to_string()];
        assert!(Command::new("kill").args(kill).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(128 + number), "{name}");
        drop(reader);
    }
}

#[test]
fn colours_are_for_terminals_and_for_who_asks() {
    let wrong = ["explain", "xyz"];
    let colourful =
        |command: &mut Command| Said::from(command.output().unwrap()).err.contains('\u{1b}');
    assert!(!colourful(kepi(here()).args(wrong)));
    assert!(colourful(kepi(here()).args(wrong).args(["--color", "always"])));
    assert!(!colourful(kepi(here()).args(wrong).args(["--color", "never"])));
    assert!(!colourful(kepi(here()).args(wrong).env("NO_COLOR", "1")));
}

#[test]
fn completions_exist_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let said = run(here(), &["completions", shell]);
        assert_eq!(said.status, Some(0));
        for word in ["build", "base-url", "explain"] {
            assert!(said.out.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn the_manual_page_holds_all_commands() {
    let said = run(here(), &["man"]);
    assert_eq!(said.status, Some(0));
    for heading in ["NAME", "SYNOPSIS", "OPTIONS", "\"KEPI BUILD\"", "\"KEPI EXPLAIN\""] {
        assert!(said.out.contains(&format!("\n.SH {heading}\n")), "{heading}");
    }
    assert!(said.out.contains("Exit status"));
    // Options of every command stand once.
    assert_eq!(said.out.matches("\\-\\-color").count(), 2, "synopsis and description");
}
