//! What a build takes while one thing grows, as a table and as a chart that kepi draws.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use kepi::chart::{self, Cell, ChartKind, ChartSpec, Grid, Heading, Options, Words};
use kepi::language::Direction;
use rust_decimal::{Decimal, prelude::FromPrimitive};

use super::site::{self, Size};
use super::{Failed, RUNS, Took, build, median, run, scratch, words};

/// A site of this size, so many times as large in one respect.
type Grown = fn(Size, usize) -> Size;

/// What it takes to build the site of the first folder into the second.
type Cost = fn(&Path, &Path) -> Result<f64, Failed>;

pub fn milliseconds(site: &Path, out: &Path) -> Result<f64, Failed> {
    let runs: Result<Vec<Took>, Failed> =
        (0..RUNS).map(|_| run(&mut build(site, out, "1"), out)).collect();
    Ok(median(runs?).wall.as_secs_f64() * 1000.0)
}

/// In millions; they hardly depend on what else the machine does.
pub fn instructions(site: &Path, out: &Path) -> Result<f64, Failed> {
    let build = build(site, out, "1");
    let mut counted = Command::new("valgrind");
    counted.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    counted.arg(build.get_program()).args(build.get_args());
    let said = counted.stdout(Stdio::null()).output()?.stderr;
    let said = String::from_utf8_lossy(&said);
    let count = said.lines().find_map(|line| line.split_once("Collected : "));
    let (_, count) = count.ok_or_else(|| format!("valgrind counted nothing: {said}"))?;
    fs::remove_dir_all(out)?;
    Ok(count.trim().parse::<f64>()? / 1e6)
}

/// One thing grows at a time, from once to sixteen times. All stay below the size from which there is
/// no edition to print, which would be a step down.
pub fn measure(unit: &str, cost: Cost) -> Result<(), Failed> {
    let base = Size { pages: 20, kpis: 0, languages: 1, links: 4, rows: 10 };
    let kinds: [(&str, Grown, usize); 5] = [
        ("pages", |size, n| Size { pages: size.pages * n, ..size }, 16),
        ("KPIs", |size, n| Size { kpis: 20 * n, ..size }, 16),
        ("languages", |size, n| Size { languages: n, ..size }, words::LANGUAGES.len()),
        ("links", |size, n| Size { links: 8 * n, ..size }, 16),
        ("rows", |size, n| Size { rows: 8 * n, ..size }, 16),
    ];
    println!(
        "| grows | times | {unit} | more than before | of what the doubling before took more |"
    );
    println!("|---|--:|--:|--:|--:|");
    let mut curves = Vec::new();
    for (name, grown, most) in kinds {
        let (mut before, mut step): (Option<f64>, Option<f64>) = (None, None);
        let mut steps = Vec::new();
        for times in TIMES.into_iter().filter(|times| *times <= most) {
            let (site, out) = (scratch("site")?, scratch("out")?);
            site::write(&site, grown(base, times))?;
            let cost = cost(&site, &out)?;
            let more = before.map(|before| cost - before);
            let ratio = more.zip(step).map(|(more, step)| more / step);
            let shown = |number: Option<f64>, places| {
                number.map_or(String::new(), |number| format!("{number:.places$}"))
            };
            println!("| {name} | {times} | {cost:.0} | {} | {} |", shown(more, 0), shown(ratio, 2));
            (before, step) = (Some(cost), more);
            steps.extend(more);
            fs::remove_dir_all(&site)?;
        }
        curves.push((name, steps));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/growth.svg");
    fs::write(&path, drawn(&curves)?)?;
    println!("\ndrawn: {}", path.display());
    Ok(())
}

const TIMES: [usize; 5] = [1, 2, 4, 8, 16];

/// A line for each thing that grows: what one more of it takes, of what the first ones took. Where
/// the work is linear it is level; a quadratic one would double at each step.
fn drawn(curves: &[(&str, Vec<f64>)]) -> Result<String, Failed> {
    let columns: Vec<Heading> = TIMES
        .windows(2)
        .map(|pair| Heading::new(pair[1].to_string(), format!("{}× to {}×", pair[0], pair[1])))
        .collect();
    let rows = curves.iter().map(|(name, _)| Heading::new(*name, *name)).collect();
    let cells = curves.iter().map(|(_, steps)| {
        let cell = |step: usize| match steps.get(step) {
            Some(took) => of_the_first(took / steps[0] / 2_f64.powi(i32::try_from(step)?)),
            None => Ok(Cell::missing("not-measured", "–", "not measured")),
        };
        (0..columns.len()).map(cell).collect::<Result<Vec<Cell>, Failed>>()
    });
    let cells = cells.collect::<Result<_, _>>()?;
    let drawing = chart::draw(&ChartSpec {
        id: "growth",
        kind: ChartKind::Lines,
        grid: &Grid { columns, rows, cells },
        title: "What one more page, KPI, language, link or row takes, the first ones being 1",
        name: "Lines: the work for one more of each, over four doublings",
        summary: "A line that stays level is work that grows as the report does.",
        described_by: None,
        unit: "",
        lang: "en",
        direction: Direction::LeftToRight,
        format: &|number| number.to_string(),
        words: &Words { comma: ", ".into(), colon: ": ".into(), ..Words::default() },
        options: Options::default(),
        source: "cargo bench --bench builds -- growth",
        licence: "MIT or Apache-2.0",
    });
    match drawing.problems.as_slice() {
        [] => Ok(drawing.standalone),
        problems => {
            Err(problems.iter().map(|p| p.words.as_str()).collect::<Vec<_>>().join("; ").into())
        }
    }
}

fn of_the_first(ratio: f64) -> Result<Cell, Failed> {
    let value = Decimal::from_f64(ratio).ok_or("not a number")?.round_dp(2);
    Ok(Cell::number(value, value.to_string()))
}
