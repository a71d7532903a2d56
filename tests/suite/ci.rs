//! The recipes of `kepi new --ci`: what the services themselves say of them, and their commands, run
//! here in a clean checkout.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::cli::{empty_folder, kepi, run};
use crate::node;

/// A new report, committed, and a second checkout of it, as a service makes one.
fn checkout(name: &str, service: &str) -> PathBuf {
    let folder = empty_folder(&format!("ci-{name}"));
    let made = run(&folder, &["new", "report", "--ci", service]);
    assert_eq!(made.status, Some(0), "{}", made.err);
    let git = |folder: &Path, arguments: &[&str]| {
        let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
        let done = Command::new("git").args(identity).args(arguments).current_dir(folder).output();
        let done = done.unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    let report = folder.join("report");
    git(&report, &["init", "-q", "-b", "main"]);
    git(&report, &["add", "-A"]);
    git(&report, &["commit", "-qm", "A report"]);
    git(&folder, &["clone", "-q", "report", "checkout"]);
    let checkout = folder.join("checkout");
    git(&checkout, &["remote", "set-url", "origin", "https://example.org/group/report.git"]);
    checkout
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

/// Runs the commands one by one, each as a step of its own, with this kepi in the place of the one
/// that a service installs.
fn all_succeed(checkout: &Path, commands: &[&str]) {
    let program = Path::new(env!("CARGO_BIN_EXE_kepi"));
    let path =
        format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    for command in commands {
        let done = Command::new("bash")
            .args(["-e", "-o", "pipefail", "-c", command])
            .current_dir(checkout)
            .env("PATH", &path)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{command}: {said}");
    }
}

#[test]
fn the_workflow_for_github_is_valid_pinned_and_works() {
    let checkout = checkout("github", "github");
    let text = std::fs::read_to_string(checkout.join(".github/workflows/report.yml")).unwrap();
    let said = node::run("workflow.mjs", &text);
    let json: Value = serde_json::from_slice(&said.stdout).expect("the parser answers in JSON");
    assert_eq!(json["errors"], serde_json::json!([]));
    for action in texts(&json["uses"]) {
        let commit = action.split_once('@').unwrap().1;
        let is_commit = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
        assert!(is_commit, "{action} is not pinned");
    }
    // The parser does find mistakes.
    let broken = node::run("workflow.mjs", &text.replace("runs-on", "run-on"));
    assert!(String::from_utf8_lossy(&broken.stdout).contains("Unexpected value 'run-on'"));
    let runs = texts(&json["runs"]);
    let (installs, runs): (Vec<&str>, Vec<&str>) =
        runs.into_iter().partition(|run| run.starts_with("cargo install "));
    assert_eq!(installs, ["cargo install --locked --version \"$KEPI_VERSION\" kepi"]);
    assert!(text.contains(&format!("KEPI_VERSION: \"{}\"", env!("CARGO_PKG_VERSION"))));
    assert_eq!(runs.len(), 3, "{runs:?}");
    all_succeed(&checkout, &runs);
    assert!(checkout.join("output/en/index.html").exists());
}

#[test]
fn the_pipeline_for_gitlab_is_valid_pinned_and_works() {
    let checkout = checkout("gitlab", "gitlab");
    let said = node::run("gitlab.mjs", checkout.to_str().unwrap());
    let json: Value = serde_json::from_slice(&said.stdout).expect("the script answers in JSON");
    assert_eq!(json["isValid"], true, "{}", json["said"]);
    let path = checkout.join(".gitlab-ci.yml");
    let text = std::fs::read_to_string(&path).unwrap();
    for line in text.lines().filter_map(|line| line.trim_start().strip_prefix("image: ")) {
        let tag = line.split_once(':').unwrap().1;
        assert!(tag.split('.').count() >= 3 && tag != "latest", "{line} is not pinned");
    }
    // One script, as the service runs it; kepi is there, so it is not installed.
    let build = texts(&json["build"]).join("\n");
    all_succeed(&checkout, &[&build, &texts(&json["publish"]).join("\n")]);
    assert!(checkout.join("public/en/index.html").exists());
    std::fs::write(&path, text.replace("script:", "scripts:")).unwrap();
    let broken = node::run("gitlab.mjs", checkout.to_str().unwrap());
    let json: Value = serde_json::from_slice(&broken.stdout).unwrap_or(Value::Null);
    assert_ne!(json["isValid"], true);
}

/// In a pull request a mistake stands beside its line.
#[test]
fn a_mistake_ends_the_check_and_is_an_annotation() {
    let checkout = checkout("mistake", "github");
    let path = checkout.join("content/editions/2025/results.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{text}\nno TOML\n")).unwrap();
    let said = kepi(&checkout).args(["check", "--format", "github"]).output().unwrap();
    assert_eq!(said.status.code(), Some(1));
    let out = String::from_utf8_lossy(&said.stdout);
    assert!(out.contains("::error ") && out.contains("file=content/editions/2025/results.toml"));
}
