//! Whole builds of made-up reports of several sizes, beside the crates alone: benches/README.md.
//!
//! `cargo bench --bench builds -- compare 170 1700`, `… serve 170 1700`, `… growth [instructions]`, `… site DIR 1700`, `… parts SITE OUT THREADS`.

#![allow(clippy::disallowed_macros, reason = "a benchmark prints what it measured")]
#![allow(clippy::disallowed_methods, reason = "a benchmark makes the sites that it measures")]

mod growth;
mod parts;
mod serve;
mod site;
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use site::Size;

type Failed = Box<dyn std::error::Error>;

/// Of each build; the median counts.
const RUNS: usize = 3;

fn main() -> Result<(), Failed> {
    // Cargo adds a word of its own.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => compare(&[170, 1700]),
        ["compare", sizes @ ..] => compare(&numbers(sizes)?),
        ["serve"] => serve::measure(&[17, 170, 1700]),
        ["serve", sizes @ ..] => serve::measure(&numbers(sizes)?),
        ["growth"] => growth::measure("ms", growth::milliseconds),
        ["growth", "instructions"] => {
            growth::measure("million instructions", growth::instructions)
        }
        ["site", folder, pages] => Ok(site::write(Path::new(folder), Size::pages(pages.parse()?))?),
        ["parts", site, out, threads] => {
            parts::build(Path::new(site), Path::new(out), threads.parse()?)
        }
        _ => Err("compare [PAGES …] | serve [PAGES …] | growth [instructions] | site DIR PAGES | parts SITE OUT THREADS".into()),
    }
}

fn numbers(words: &[&str]) -> Result<Vec<usize>, Failed> {
    Ok(words.iter().map(|word| word.parse()).collect::<Result<_, _>>()?)
}

/// What a whole process took.
#[derive(Clone, Copy, Default)]
struct Took {
    wall: Duration,
    /// The most memory it held at once, in MB; 0 where the system does not say.
    memory: u64,
}

/// The same site by the crates alone and by kepi, in turn, with one thread and with two.
fn compare(sizes: &[usize]) -> Result<(), Failed> {
    println!("| pages | threads | the crates alone | kepi | ratio | kepi check --data | MB |");
    println!("|--:|--:|--:|--:|--:|--:|--:|");
    for &pages in sizes {
        let (site, out) = (scratch("site")?, scratch("out")?);
        site::write(&site, Size::pages(pages))?;
        for threads in ["1", "2"] {
            let (mut alone, mut kepi, mut data) = (Vec::new(), Vec::new(), Vec::new());
            for _ in 0..RUNS {
                let parts = std::env::current_exe()?;
                alone.push(run(
                    Command::new(parts).arg("parts").args([&site, &out]).arg(threads),
                    &out,
                )?);
                kepi.push(run(&mut build(&site, &out, threads), &out)?);
                data.push(run(kepi_at(&site).args(["check", "--data"]), &out)?);
            }
            let (alone, kepi, data) = (median(alone), median(kepi), median(data));
            println!(
                "| {} | {threads} | {:.2} s | {:.2} s | {:.1} | {:.2} s | {} |",
                pages * words::LANGUAGES.len(),
                alone.wall.as_secs_f64(),
                kepi.wall.as_secs_f64(),
                kepi.wall.as_secs_f64() / alone.wall.as_secs_f64(),
                data.wall.as_secs_f64(),
                kepi.memory,
            );
        }
        fs::remove_dir_all(&site)?;
    }
    Ok(())
}

fn kepi_at(site: &Path) -> Command {
    let mut kepi = Command::new(env!("CARGO_BIN_EXE_kepi"));
    kepi.arg("--root").arg(site).arg("-q");
    kepi
}

fn build(site: &Path, out: &Path, threads: &str) -> Command {
    let mut kepi = kepi_at(site);
    kepi.arg("build").arg("--output").arg(out).args(["--jobs", threads]);
    kepi
}

/// Runs a command that makes a site in a folder, which is gone before and after.
fn run(command: &mut Command, out: &Path) -> Result<Took, Failed> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let began = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut memory = 0;
    let ended = loop {
        // The system's own count of the most so far; gone with the process.
        memory = memory.max(fs::read_to_string(&status).map_or(0, |text| most_memory(&text)));
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let wall = began.elapsed();
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    if !ended.success() {
        return Err(format!("{command:?} failed").into());
    }
    Ok(Took { wall, memory })
}

fn most_memory(status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok());
    kilobytes.map_or(0, |kilobytes: u64| kilobytes / 1000)
}

fn median(mut runs: Vec<Took>) -> Took {
    runs.sort_by_key(|took| took.wall);
    runs[runs.len() / 2]
}

/// A folder that does not exist, in memory where the system has such a place: a disk's own time is
/// not what is asked for.
fn scratch(name: &str) -> Result<PathBuf, Failed> {
    let memory = Path::new("/dev/shm");
    let above = if memory.exists() { memory.to_owned() } else { std::env::temp_dir() };
    let folder = above.join(format!("kepi-bench-{}-{name}", std::process::id()));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Ok(folder)
}
