//! A process that publishes, for tests that kill, stop or starve it: this test binary, run again
//! with a job in its environment.

#![allow(clippy::disallowed_methods, reason = "a process of its own, which reads its job and ends")]
#![allow(clippy::disallowed_macros, reason = "the test that started it listens")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use kepi::bundle::Sink;
use kepi::publish::{Failure, Staging, on_interrupt};

use crate::publish_scratch::write;

const JOB: &str = "KEPI_TEST_JOB";
const PROJECT: &str = "KEPI_TEST_PROJECT";

/// What the process does before it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    Publish(Version),
    /// Deletes the old site and writes the new one in its place: what kepi must never do.
    Overwrite(Version),
    /// Makes the site, says that it is ready, and waits to be killed.
    Wait(Version),
}

/// One of two sites that have some files in common, some with other content, and some apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    A,
    B,
}

impl Version {
    pub fn other(self) -> Self {
        match self {
            Version::A => Version::B,
            Version::B => Version::A,
        }
    }

    pub fn files(self) -> Vec<(String, Vec<u8>)> {
        let lines = |word: &str, number: usize| format!("{word} {number}\n").repeat(200);
        let version = format!("version {self:?}, page");
        let mut files = vec![("index.html".to_owned(), lines(&version, 0).into_bytes())];
        for number in 0..12 {
            let changed = format!("en/kpi/page-{number}/index.html");
            let same = format!("assets/style-{number}.css");
            let own = format!("data/only-in-{self:?}/{number}.csv");
            files.push((changed, lines(&version, number).into_bytes()));
            files.push((same, lines("style", number).into_bytes()));
            files.push((own, lines("row", number).into_bytes()));
        }
        // What is a file in one version is a folder in the other.
        let (file, folder) = match self {
            Version::A => ("turns", "turned/index.html"),
            Version::B => ("turned", "turns/index.html"),
        };
        files.push((file.to_owned(), b"a file".to_vec()));
        files.push((folder.to_owned(), b"in a folder".to_vec()));
        files
    }

    pub fn put_into(self, staging: &Staging) -> Result<(), Failure> {
        for (path, content) in self.files() {
            staging.put(&path, &content)?;
        }
        Ok(())
    }
}

/// The command line of such a process; it publishes into `output` of the project.
pub fn command(project: &Path, job: Job) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this binary has a path"));
    let (word, version) = match job {
        Job::Publish(version) => ("publish", version),
        Job::Overwrite(version) => ("overwrite", version),
        Job::Wait(version) => ("wait", version),
    };
    let test = "publish_process::does_its_job_when_started_by_another_test";
    // On one thread, because strace counts the calls of each thread.
    command.args([test, "--exact", "--nocapture", "--test-threads=1"]);
    command.env(JOB, format!("{word} {version:?}")).env(PROJECT, project);
    command.stdin(Stdio::null());
    command
}

/// Starts a process that is to wait, and returns when it does.
pub fn start(mut command: Command) -> Child {
    let mut child = command.stdout(Stdio::piped()).spawn().expect("this binary runs again");
    let said = child.stdout.take().expect("its output is piped");
    let ready = BufReader::new(said).lines().map_while(Result::ok).any(|line| line == "ready");
    assert!(ready, "the process ended before it was ready");
    child
}

/// strace counts calls for each thread, and the thread that loads the program makes some of them
/// first: this one overtakes it, so that each of its later calls can be named by its number.
fn count_ahead(project: &Path) {
    for _ in 0..40 {
        fs::read("/proc/self/comm").expect("the name of this process");
        fs::symlink_metadata(project).expect("the project stands");
        fs::read_dir(project).expect("the project stands").for_each(drop);
    }
}

fn overwrite(project: &Path, version: Version) {
    // As in a real build: the harness looks at what comes after the lock.
    let lock = File::create(project.join(".output.kepi-lock")).expect("a lock");
    lock.lock().expect("nobody else holds it");
    let output = project.join("output");
    for entry in fs::read_dir(&output).expect("the site stands") {
        let path = entry.expect("a listed entry").path();
        match path.is_dir() {
            _ if path.ends_with(".git") || path.ends_with("CNAME") => Ok(()),
            true => fs::remove_dir_all(path),
            false => fs::remove_file(path),
        }
        .expect("it can be deleted");
    }
    for (path, content) in version.files() {
        write(&output.join(path), content);
    }
}

#[test]
fn does_its_job_when_started_by_another_test() {
    let Ok(job) = std::env::var(JOB) else { return };
    let project = PathBuf::from(std::env::var_os(PROJECT).expect("set together with the job"));
    let version = if job.ends_with('A') { Version::A } else { Version::B };
    count_ahead(&project);
    if job.starts_with("overwrite") {
        overwrite(&project, version);
        std::process::exit(0);
    }
    on_interrupt(|status| std::process::exit(status)).expect("signals can be watched for");
    let result = Staging::open(&project.join("output"), &project).and_then(|staging| {
        version.put_into(&staging)?;
        if job.starts_with("wait") {
            println!("\nready");
            std::thread::sleep(Duration::from_secs(60));
        }
        staging.commit()
    });
    match result {
        Ok(published) => {
            if let Some(left) = published.left_behind {
                eprintln!("warning: {left}");
            }
            std::process::exit(0);
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            std::process::exit(failure.exit_status().into());
        }
    }
}
