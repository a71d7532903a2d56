//! The report of this repository, built once for all tests that look at it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::checks::copy;
use crate::cli::run;

/// A project with the sample's `content/`, in a folder of its own.
pub fn copied(name: &str) -> PathBuf {
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample").join(name);
    if project.exists() {
        fs::remove_dir_all(&project).unwrap();
    }
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &project.join("content"));
    project
}

pub struct Built {
    pub output: PathBuf,
}

/// Nobody changes it; who wants to builds another.
pub fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        let project = copied("built");
        let said = run(&project, &["build", "--color", "never"]);
        assert_eq!(said.status, Some(0), "{}", said.err);
        Built { output: project.join("output") }
    })
}

/// One finding as a program reads it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    pub path: String,
    /// 0 for a file as a whole.
    pub line: usize,
    pub code: String,
    pub severity: String,
    pub message: String,
}

/// What a command with `--format json` printed.
pub fn told(out: &str) -> Vec<Told> {
    let all: serde_json::Value = serde_json::from_str(out).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let findings = all["diagnostics"].as_array().unwrap();
    let mut told: Vec<Told> = findings
        .iter()
        .map(|finding| Told {
            path: text(&finding["place"]["path"]),
            line: finding["place"]["start"]["line"]
                .as_u64()
                .map_or(0, |line| usize::try_from(line).unwrap()),
            code: text(&finding["code"]),
            severity: text(&finding["severity"]),
            message: text(&finding["message"]),
        })
        .collect();
    told.sort();
    told
}
