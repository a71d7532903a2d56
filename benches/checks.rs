//! How long the checks take for a large report: 10,000 KPIs with 30,000 measures, on one core.
//!
//! `cargo bench --bench checks`. The goal is less than a second; it prints KPIs per second.

#![allow(clippy::disallowed_macros, reason = "a benchmark prints what it measured")]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use kepi::check;
use kepi::diagnostics::Diagnostics;
use kepi::load::shown::Shown;
use kepi::load::{self, FileKind, SourceFile, SourceTree};
use kepi::model::{Lookup, NarrativeFile, Project};
use kepi::prose::Document;

const KPIS: usize = 10_000;
const MEASURES: usize = 3;
const RUNS: usize = 9;

const SITE: &str = r#"
title.en = "Reports"
languages = ["en"]
source_language = "en"
default_language = "en"
[organization]
name.en = "Agency"
"#;

const SOURCES: &str = "[document.report]\ntitle.en = \"Report\"\nas_of = \"2026-03\"\n";

const WORDS: &str = r#"
[unit.cases]
kind = "count"
name.en = "cases"
[unit.percent]
kind = "percent"
name.en = "per cent"
[rating.full]
name.en = "Full"
letter = "F"
shape = "disc"
order = 1
[rating.partial]
name.en = "Partial"
letter = "P"
shape = "half"
order = 2
[rating.not]
name.en = "Not"
letter = "N"
shape = "ring"
order = 3
[work_unit.desk]
name.en = "Desk"
[breakdown.region]
name.en = "Region"
part.north.name.en = "North"
part.south.name.en = "South"
"#;

const EDITION: &str = r#"
[edition]
title.en = "2024/25"
period = "2024/25"
status = "final"
notes = ["all"]
[note.all]
text.en = "Unaudited."
[rating_scale.full]
at_least = 100
[rating_scale.partial]
at_least = 60
below = 100
[rating_scale.not]
below = 60
[level.result]
name.en = "Result"
[node.er]
level = "result"
title.en = "Result"
"#;

fn main() {
    let tree = tree();
    let mut found = Diagnostics::new();
    let since = Instant::now();
    let project =
        load::parse(&tree, &Shown::All, &mut found).expect("the benchmark's report has a site");
    let read = since.elapsed();
    assert_eq!(found.len(), 0, "{:?}", found.iter().next());
    let edition = &project.editions[0];
    let measures: usize = edition.kpis.iter().map(|kpi| kpi.measures.len()).sum();
    assert_eq!((edition.kpis.len(), measures), (KPIS, KPIS * MEASURES));

    let mut times: Vec<Duration> = (0..RUNS).map(|_| checked(&project, &tree)).collect();
    times.sort();
    let middle = times[RUNS / 2];
    let per_second = KPIS as f64 / middle.as_secs_f64();
    println!("read     {KPIS} KPIs with {measures} measures  {:>8.1} ms", ms(read));
    println!(
        "checked  {KPIS} KPIs with {measures} measures  {:>8.1} ms  ({:.1} to {:.1} in {RUNS} runs), \
         {per_second:.0} KPIs per second",
        ms(middle),
        ms(times[0]),
        ms(times[RUNS - 1]),
    );
    assert!(middle < Duration::from_secs(1), "the checks of a large report take over a second");
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The time that all checks of the data take, with the lookup that they use.
fn checked(project: &Project, tree: &SourceTree) -> Duration {
    let mut found = Diagnostics::new();
    let plan = kepi::plan::plan(project, &mut found);
    let narratives: [(&NarrativeFile, &Document); 0] = [];
    let since = Instant::now();
    let lookup = Lookup::new(project, &plan.articles);
    let report = check::Report {
        project,
        lookup: &lookup,
        plan: &plan,
        narratives: &narratives,
        pairs: &[],
        slips: &[],
        sources: &tree.sources,
        translations: &kepi::translations::State::default(),
    };
    check::project(&report, &mut check::Memory::default(), &mut found);
    let time = since.elapsed();
    let messages: Vec<_> = found.iter().map(|finding| &finding.message).collect();
    // Every seventh KPI has a rating that nothing gives: the rules have something to say.
    assert_eq!(messages.len(), KPIS.div_ceil(7), "{:?}", messages.first());
    time
}

fn tree() -> SourceTree {
    let mut tree = SourceTree::default();
    let files = [
        ("content/editions/2024-25/edition.toml", EDITION.to_owned()),
        ("content/editions/2024-25/kpis.toml", kpis()),
        ("content/site.toml", SITE.to_owned()),
        ("content/sources.toml", SOURCES.to_owned()),
        ("content/vocabulary/words.toml", WORDS.to_owned()),
    ];
    for (path, text) in files {
        let id = tree.sources.add(path, Some(Arc::from(text)));
        tree.files.push(SourceFile { id, path: path.into(), kind: FileKind::Text });
    }
    tree
}

/// Three measures each: growth with a printed change, an increment with its level, a share with a
/// breakdown of its counts.
fn kpis() -> String {
    let mut text = "source = \"report\"\n".to_owned();
    for index in 0..KPIS {
        let base = 1000 + index;
        let rating = if index % 7 == 0 { "not" } else { "full" };
        write!(
            text,
            r#"
[kpi.kpi-{index}]
node = "er"
title.en = "Indicator {index}"
unit = "cases"
better = "higher"
owners = ["desk"]
[kpi.kpi-{index}.measure.growth]
baseline = {{ value = {base}, period = "2022/23" }}
target = {{ growth = 20 }}
actual = {{ value = {grown}, printed_change = 50.0 }}
rating = "{rating}"
[kpi.kpi-{index}.measure.increment]
baseline = {base}
target = {{ increase = 10 }}
actual = {{ value = 8, cumulative = {level}, period = "2025-12-31" }}
rating = "partial"
[kpi.kpi-{index}.measure.share]
unit = "percent"
baseline = 40
target = {{ at_least = 90 }}
actual = {{ value = 50, out_of = {{ part = 20, whole = 40, unit = "cases", breakdown = {{ by = "region", values = {{ north = 12, south = 8 }} }} }} }}
rating = "not"
"#,
            grown = base + base / 2 + (base % 2),
            level = base + 8,
        )
        .expect("a string takes any text");
    }
    text
}
