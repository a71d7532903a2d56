//! How long each part of a run took: its stages, and the slowest templates, pages, charts and narratives.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

use serde_json::json;

/// What is printed of each list.
const SLOWEST: usize = 10;

#[derive(Clone, Debug, Default)]
pub struct Timings {
    /// In the order of the work.
    pub stages: Vec<Stage>,
    /// By name; each counts every time that it was used, on whichever thread.
    templates: BTreeMap<String, Spent>,
    charts: BTreeMap<String, Spent>,
    /// The slowest only, the first of them first: there may be 100,000.
    pages: Vec<(String, Spent)>,
    narratives: Vec<(String, Spent)>,
}

#[derive(Clone, Copy, Debug)]
pub struct Stage {
    pub name: &'static str,
    /// By the clock on the wall.
    pub time: Duration,
    /// Whether all threads worked on it.
    pub shared: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Spent {
    time: Duration,
    times: usize,
}

impl Timings {
    pub fn template(&mut self, name: String, time: Duration) {
        add(&mut self.templates, name, time);
    }

    pub fn chart(&mut self, name: String, time: Duration) {
        add(&mut self.charts, name, time);
    }

    pub fn page(&mut self, path: &str, time: Duration) {
        keep_slowest(&mut self.pages, path, time);
    }

    pub fn narrative(&mut self, path: &str, time: Duration) {
        keep_slowest(&mut self.narratives, path, time);
    }

    /// The part of the time in which one thread worked and the others waited, in percent.
    pub fn alone(&self) -> f64 {
        let all: Duration = self.stages.iter().map(|stage| stage.time).sum();
        let alone = self.stages.iter().filter(|stage| !stage.shared).map(|stage| stage.time);
        match all.is_zero() {
            true => 0.0,
            false => alone.sum::<Duration>().as_secs_f64() / all.as_secs_f64() * 100.0,
        }
    }

    fn slowest(&self) -> [(&'static str, Vec<(&str, Spent)>); 4] {
        [
            ("templates", slowest(&self.templates)),
            ("pages", of_few(&self.pages)),
            ("charts", slowest(&self.charts)),
            ("narratives", of_few(&self.narratives)),
        ]
    }

    pub fn text(&self, out: &mut dyn Write) -> io::Result<()> {
        for stage in &self.stages {
            let threads = if stage.shared { "" } else { ", on one thread" };
            writeln!(out, "{:>10.1} ms  {}{threads}", milliseconds(stage.time), stage.name)?;
        }
        writeln!(out, "{:>10.0} %   of it on one thread", self.alone())?;
        for (name, list) in self.slowest().into_iter().filter(|(_, list)| !list.is_empty()) {
            writeln!(out, "slowest {name}")?;
            for (name, spent) in list {
                let times = if spent.times > 1 {
                    format!(", {} times", spent.times)
                } else {
                    String::new()
                };
                writeln!(out, "{:>10.1} ms  {name}{times}", milliseconds(spent.time))?;
            }
        }
        Ok(())
    }

    pub fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let stages = self.stages.iter().map(|stage| {
            json!({ "name": stage.name, "ms": milliseconds(stage.time), "one_thread": !stage.shared })
        });
        let mut all = json!({
            "stages": stages.collect::<Vec<_>>(),
            "one_thread_percent": self.alone(),
        });
        for (name, list) in self.slowest() {
            let slowest = list.into_iter().map(|(name, spent)| {
                json!({ "name": name, "ms": milliseconds(spent.time), "times": spent.times })
            });
            all[format!("slowest_{name}")] = slowest.collect::<Vec<_>>().into();
        }
        writeln!(out, "{all}")
    }
}

fn add(list: &mut BTreeMap<String, Spent>, name: String, time: Duration) {
    let spent = list.entry(name).or_default();
    spent.time += time;
    spent.times += 1;
}

fn keep_slowest(list: &mut Vec<(String, Spent)>, name: &str, time: Duration) {
    let place = list.partition_point(|(_, known)| known.time >= time);
    if place < SLOWEST {
        list.insert(place, (name.to_owned(), Spent { time, times: 1 }));
        list.truncate(SLOWEST);
    }
}

fn of_few(list: &[(String, Spent)]) -> Vec<(&str, Spent)> {
    list.iter().map(|(name, spent)| (name.as_str(), *spent)).collect()
}

/// The slowest first; of equal ones the first by name.
fn slowest(list: &BTreeMap<String, Spent>) -> Vec<(&str, Spent)> {
    let mut all: Vec<(&str, Spent)> =
        list.iter().map(|(name, spent)| (name.as_str(), *spent)).collect();
    all.sort_by_key(|(_, spent)| std::cmp::Reverse(spent.time));
    all.truncate(SLOWEST);
    all
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Timings {
        let ms = Duration::from_millis;
        let mut timings = Timings::default();
        timings.stages.push(Stage { name: "read data", time: ms(10), shared: false });
        timings.stages.push(Stage { name: "pages", time: ms(30), shared: true });
        for (name, time) in [("kpi.html", 2), ("node.html", 4), ("kpi.html", 3)] {
            timings.template(name.to_owned(), ms(time));
        }
        timings
    }

    #[test]
    fn what_was_used_often_counts_as_often() {
        let mut text = Vec::new();
        sample().text(&mut text).expect("memory takes it");
        let text = String::from_utf8(text).expect("it is text");
        assert!(text.contains("      10.0 ms  read data, on one thread\n"), "{text}");
        assert!(text.contains("        25 %   of it on one thread\n"), "{text}");
        let slowest =
            "slowest templates\n       5.0 ms  kpi.html, 2 times\n       4.0 ms  node.html\n";
        assert!(text.ends_with(slowest), "{text}");
    }

    #[test]
    fn of_many_pages_the_slowest_are_kept() {
        let mut timings = Timings::default();
        for page in 0..100 {
            timings.page(&page.to_string(), Duration::from_millis(page * 7 % 100));
        }
        let kept: Vec<u128> =
            timings.pages.iter().map(|(_, spent)| spent.time.as_millis()).collect();
        assert_eq!(kept, [99, 98, 97, 96, 95, 94, 93, 92, 91, 90]);
    }

    #[test]
    fn programs_read_the_same() {
        let mut text = Vec::new();
        sample().json(&mut text).expect("memory takes it");
        let value: serde_json::Value = serde_json::from_slice(&text).expect("it is JSON");
        assert_eq!(value["stages"][1]["name"], "pages");
        assert_eq!(value["one_thread_percent"], 25.0);
        assert_eq!(value["slowest_templates"][0]["times"], 2);
        assert_eq!(value["slowest_charts"], json!([]));
    }
}
