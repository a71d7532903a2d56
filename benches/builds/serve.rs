//! How long after a save `kepi serve` shows the page anew, for each kind of file of a made-up report.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::site::{self, Size};
use crate::words::LANGUAGES;
use crate::{Failed, scratch};

/// Edits of each file that count; one more comes before them.
const RUNS: usize = 7;
const POLL: Duration = Duration::from_millis(2);
/// Nothing takes this long where all is well.
const PATIENCE: Duration = Duration::from_secs(300);
/// One tick of the system's account of processor time, on Linux.
const TICK: Duration = Duration::from_millis(10);

/// What is edited: its name, the file, what is looked for in it, and what takes its place, where
/// `TOKEN` is new each time and appears on the page.
struct Edit {
    name: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
}

const EDITS: [Edit; 6] = [
    Edit {
        name: "a narrative",
        file: "content/editions/2024-25/narrative/p00005.en.md",
        from: "\n\n- **",
        to: "\n\nEdited TOKEN.\n\n- **",
    },
    Edit {
        name: "data",
        file: "content/editions/2024-25/finance.toml",
        from: "label.en = \"",
        to: "label.en = \"TOKEN ",
    },
    Edit {
        name: "strings",
        file: "themes/default/strings/en.toml",
        from: "skip = \"",
        to: "skip = \"TOKEN ",
    },
    Edit {
        name: "a template",
        file: "themes/default/templates/base.html",
        from: "</body>",
        to: "<p>TOKEN</p></body>",
    },
    Edit {
        name: "the style",
        file: "themes/default/static/page.css",
        from: "\n",
        to: "\n.TOKEN { color: inherit; }\n",
    },
    Edit {
        name: "site.toml",
        file: "content/site.toml",
        from: "name = \"Agency\"",
        to: "name = \"Agency TOKEN\"",
    },
];

/// Files of the theme that are edited, as they are built into kepi.
const THEME: [(&str, &str); 3] = [
    (EDITS[2].file, include_str!("../../themes/default/strings/en.toml")),
    (EDITS[3].file, include_str!("../../themes/default/templates/base.html")),
    (EDITS[4].file, include_str!("../../themes/default/static/page.css")),
];

/// The page that somebody looks at: the narrative's own, which shows the table, too.
const PAGE: &str = "/en/2024-25/p00005/";

pub fn measure(sizes: &[usize]) -> Result<(), Failed> {
    println!("| pages | edited | save to served, median | longest | all pages made | processor |");
    println!("|--:|---|--:|--:|--:|--:|");
    for &pages in sizes {
        let project = scratch("serve")?;
        site::write(&project, Size::pages(pages))?;
        for (file, text) in THEME {
            let path = project.join(file);
            fs::create_dir_all(path.parent().ok_or("every file stands in a folder")?)?;
            fs::write(path, text)?;
        }
        let mut serving = Serving::start(&project)?;
        for edit in &EDITS {
            let row = serving.row(&project, edit)?;
            println!("| {} | {} | {row} |", pages * LANGUAGES.len(), edit.name);
        }
        println!("Most memory: {} MB", crate::most_memory(&serving.status()?));
        drop(serving);
        fs::remove_dir_all(&project)?;
    }
    Ok(())
}

struct Took {
    seen: Duration,
    whole: Duration,
    processor: Duration,
}

struct Serving {
    child: Child,
    port: u16,
    /// What it says.
    lines: Receiver<String>,
}

impl Serving {
    fn start(project: &Path) -> Result<Serving, Failed> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kepi"));
        command.arg("--root").arg(project).args(["serve", "--port", "0", "--color", "never"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let said = BufReader::new(child.stderr.take().ok_or("it is piped")?);
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            said.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        let mut serving = Serving { child, port: 0, lines };
        let line = serving.said("serving at http://127.0.0.1:")?;
        let port = line.rsplit_once("127.0.0.1:").and_then(|(_, rest)| rest.split('/').next());
        serving.port = port.ok_or("it says its port")?.parse()?;
        Ok(serving)
    }

    fn said(&self, start: &str) -> Result<String, Failed> {
        loop {
            let line = self.lines.recv_timeout(PATIENCE)?;
            if line.starts_with("not shown:") {
                return Err(format!("kepi serve said: {line}").into());
            }
            if line.starts_with(start) {
                return Ok(line);
            }
        }
    }

    fn row(&mut self, project: &Path, edit: &Edit) -> Result<String, Failed> {
        let path = project.join(edit.file);
        let text = fs::read_to_string(&path)?;
        if !text.contains(edit.from) {
            return Err(format!("{} lacks {:?}", edit.file, edit.from).into());
        }
        let mut runs = Vec::new();
        for run in 0..=RUNS {
            let token = format!("edited{}x{run}", self.port);
            let edited = text.replacen(edit.from, &edit.to.replace("TOKEN", &token), 1);
            let took = self.edit(&path, &edited, &token)?;
            // The first one warms up.
            if run > 0 {
                runs.push(took);
            }
        }
        fs::write(&path, &text)?;
        self.said("shown:")?;
        let sorted = |of: fn(&Took) -> Duration| {
            let mut times: Vec<u128> = runs.iter().map(|took| of(took).as_millis()).collect();
            times.sort_unstable();
            (times[times.len() / 2], times[times.len() - 1])
        };
        let (seen, longest) = sorted(|took| took.seen);
        let (whole, _) = sorted(|took| took.whole);
        let (processor, _) = sorted(|took| took.processor);
        Ok(format!("{seen} ms | {longest} ms | {whole} ms | {processor} ms"))
    }

    fn edit(&self, path: &PathBuf, text: &str, token: &str) -> Result<Took, Failed> {
        // As a person does, who looks at the page before she edits.
        self.get(PAGE)?;
        std::thread::sleep(Duration::from_millis(300));
        let before = self.processor()?;
        let began = Instant::now();
        fs::write(path, text)?;
        let seen = loop {
            if self.shows(token)? {
                break began.elapsed();
            }
            if began.elapsed() > PATIENCE {
                return Err(format!("{} was not shown", path.display()).into());
            }
            std::thread::sleep(POLL);
        };
        self.said("shown:")?;
        let whole = began.elapsed();
        Ok(Took { seen, whole, processor: self.processor()? - before })
    }

    /// On the page, or in the style that the page names.
    fn shows(&self, token: &str) -> Result<bool, Failed> {
        let page = self.get(PAGE)?;
        if page.contains(token) {
            return Ok(true);
        }
        let style = page.split('"').find(|part| part.contains("assets/style."));
        let style = style.ok_or("the page has a style")?.trim_start_matches("../");
        Ok(self.get(&format!("/{style}"))?.contains(token))
    }

    fn get(&self, path: &str) -> Result<String, Failed> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    fn status(&self) -> Result<String, Failed> {
        Ok(fs::read_to_string(format!("/proc/{}/status", self.child.id()))?)
    }

    /// Of all its threads so far.
    fn processor(&self) -> Result<Duration, Failed> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name of the program, in brackets, may hold anything.
        let (_, fields) = stat.rsplit_once(") ").ok_or("the system counts")?;
        let ticks: Result<Vec<u32>, _> =
            fields.split(' ').skip(11).take(2).map(str::parse).collect();
        Ok(TICK * ticks?.iter().sum())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Whoever ended it before has done it for us.
        self.child.kill().and_then(|()| self.child.wait()).ok();
    }
}
