//! The sample's figures as readers get them: drawing, table, downloads and summary agree.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kepi::pipeline::{self, Depth, Options};
use rust_decimal::{Decimal, RoundingStrategy};
use scraper::{ElementRef, Html, Selector};
use sha2::{Digest, Sha256};

use crate::cli::empty_folder;
use crate::publish_scratch::options;

const LANGUAGES: [&str; 6] = ["ar", "en", "es", "fr", "ru", "zh"];

/// The sample, built once for all tests of this file.
fn site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let output = empty_folder("figures-sample").join("site");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let options = options(root, Depth::Publish);
        let options = Options { output: Some(output.clone()), jobs: None, ..options };
        let outcome = pipeline::run(&options, &|_| ());
        assert!(
            outcome.published,
            "{:?}",
            outcome.diagnostics.iter().find(|d| d.code.name != "missing-translation")
        );
        output
    })
}

/// A figure on its page.
struct Shown {
    /// `2024-25/revenue-by-source`.
    name: String,
    html: String,
}

/// Each figure of the sample once per language, on the page of its data.
fn figures(language: &str) -> Vec<Shown> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut folders = vec![site().join(language)];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                // It shows the figures of the other pages again, without their downloads.
                if path.file_name().is_none_or(|name| name != "print") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "html") {
                let page = fs::read_to_string(&path).unwrap();
                for part in page.split("<figure class=\"fig\" id=\"f-").skip(1) {
                    let id = part.split('"').next().unwrap();
                    let html = part.split("</figure>").next().unwrap();
                    // The folder of its downloads says which edition it belongs to.
                    let Some(edition) = html
                        .split("/figures/")
                        .next()
                        .and_then(|before| before.rsplit("data/").next())
                    else {
                        continue;
                    };
                    let html = format!("<figure class=\"fig\" id=\"f-{html}</figure>");
                    let id = id.strip_prefix(edition).and_then(|rest| rest.strip_prefix('-'));
                    let id = id.expect("a figure is called after its edition");
                    found.entry(format!("{edition}/{id}")).or_insert(html);
                }
            }
        }
    }
    found.into_iter().map(|(name, html)| Shown { name, html }).collect()
}

fn select<'h>(html: &'h Html, css: &str) -> Vec<ElementRef<'h>> {
    html.select(&Selector::parse(css).unwrap()).collect()
}

/// Row, column → value, as the download has it.
type Values = BTreeMap<(String, String), String>;

fn from_csv(name: &str) -> Values {
    let (edition, id) = name.split_once('/').unwrap();
    let path = site().join(format!("data/{edition}/figures/{id}.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let lines = reader.records().map(|line| line.unwrap());
    lines.map(|line| ((line[0].to_owned(), line[1].to_owned()), line[3].to_owned())).collect()
}

fn from_json(name: &str) -> Values {
    let (edition, id) = name.split_once('/').unwrap();
    let text =
        fs::read_to_string(site().join(format!("data/{edition}/figures/{id}.json"))).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut values = Values::new();
    for (row, cells) in json["values"].as_object().unwrap() {
        for (column, cell) in cells.as_object().unwrap() {
            let value = cell["value"].as_str().unwrap_or_default().to_owned();
            values.insert((row.clone(), column.clone()), value);
        }
    }
    values
}

/// What the drawing says of itself: a mark names its series, or the group around it does.
fn from_drawing(figure: &Html) -> Vec<(String, String, String)> {
    let marks = select(figure, "svg.wide [data-v], svg.only [data-v], svg.spark [data-v]");
    marks
        .into_iter()
        .map(|mark| {
            let around = std::iter::once(mark).chain(mark.ancestors().filter_map(ElementRef::wrap));
            let series = around.filter_map(|element| element.attr("data-s")).next();
            let series = series.unwrap_or_default().to_owned();
            let column = mark.attr("data-c").unwrap_or_default().to_owned();
            (series, column, mark.attr("data-v").unwrap().to_owned())
        })
        .collect()
}

#[test]
fn drawing_table_csv_and_json_agree_in_every_cell() {
    for language in LANGUAGES {
        let shown = figures(language);
        assert!(shown.len() > 20, "{language}: {}", shown.len());
        for Shown { name, html } in shown {
            let what = format!("{name} in {language}");
            let csv = from_csv(&name);
            assert_eq!(csv, from_json(&name), "{what}");
            let figure = Html::parse_fragment(&html);
            let drawn = from_drawing(&figure);
            // A course as small as a word has no marks to name.
            let is_small = html.contains("<svg class=\"ch spark\"");
            assert!(is_small || !drawn.is_empty(), "{what} draws nothing");
            for (series, column, value) in drawn {
                // Where each row is a bar of its own, the series are the columns.
                let known = csv.get(&(series.clone(), column.clone()));
                let known = known.or_else(|| csv.get(&(column.clone(), series.clone())));
                assert_eq!(known, Some(&value), "{what}: {series}, {column}");
            }
            let cells = select(&figure, "table.data td").len();
            assert_eq!(cells, csv.len(), "{what}: cells of the table");
        }
    }
}

#[test]
fn the_table_prints_the_values_of_the_download() {
    for Shown { name, html } in figures("en") {
        let csv = from_csv(&name);
        let figure = Html::parse_fragment(&html);
        let ids = |css: &str, between: &str| -> Vec<String> {
            let elements = select(&figure, css).into_iter();
            let id =
                |e: ElementRef<'_>| e.attr("id")?.split_once(between).map(|(_, id)| id.to_owned());
            elements.filter_map(id).collect()
        };
        let columns = ids("table.data thead th[id]", "-table-column-");
        let rows = ids("table.data tbody tr[id]", "-table-row-");
        let cells = select(&figure, "table.data td");
        for (index, cell) in cells.iter().enumerate() {
            let (row, column) = (&rows[index / columns.len()], &columns[index % columns.len()]);
            let known = csv.get(&(row.clone(), column.clone()));
            let known = known.or_else(|| csv.get(&(column.clone(), row.clone())));
            let known = known.unwrap_or_else(|| panic!("{name}: {row}, {column}"));
            let text = cell.text().collect::<String>();
            let Ok(value) = known.parse::<Decimal>() else { continue };
            // Targets are printed in words: "growth of 20%".
            if column == "target" {
                continue;
            }
            // A negative number is printed for the eye and spelled out for screen readers.
            let printed = cell
                .select(
                    &Selector::parse("bdi > [aria-hidden], bdi:not(:has([aria-hidden]))").unwrap(),
                )
                .next()
                .map_or(text.clone(), |element| element.text().collect());
            let digits: String = printed
                .trim()
                .chars()
                .map(|letter| if letter == '\u{2212}' { '-' } else { letter })
                .take_while(|letter| !matches!(letter, ' ' | '\u{a0}' | '[' | '%'))
                .filter(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-'))
                .collect();
            let printed: Decimal =
                digits.parse().unwrap_or_else(|_| panic!("{name}: {row}, {column}: `{text}`"));
            let rounded = value
                .round_dp_with_strategy(printed.scale(), RoundingStrategy::MidpointAwayFromZero);
            assert_eq!(printed, rounded, "{name}: {row}, {column}");
        }
    }
}

#[test]
fn every_summary_is_short_and_has_a_number() {
    for language in LANGUAGES {
        for Shown { name, html } in figures(language) {
            let figure = Html::parse_fragment(&html);
            let summary: String =
                select(&figure, ".sub").into_iter().flat_map(|e| e.text()).collect();
            let what = format!("{name} in {language}: {summary}");
            assert!(summary.chars().count() <= 300, "{what}");
            assert!(summary.chars().any(char::is_numeric), "{what}");
            assert!(!summary.contains(['{', '}']), "{what}");
        }
    }
}

#[test]
fn each_figure_is_drawn_as_it_was_reviewed() {
    let mut lock = String::from(
        "# What the sample's figures look like, as hashes of their drawings. UPDATE_EXPECT=1 renews it;\n\
         # look at the contact sheet before you commit that.\n",
    );
    for language in LANGUAGES {
        for Shown { name, html } in figures(language) {
            let (edition, id) = name.split_once('/').unwrap();
            let file = site().join(format!("{language}/figures/{edition}/{id}.svg"));
            let mut hash = Sha256::new();
            for drawing in html.split("<svg class=\"ch ").skip(1) {
                hash.update(drawing.split("</svg>").next().unwrap());
            }
            hash.update(fs::read(file).unwrap());
            let hash: String =
                hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            lock.push_str(&format!("{language} {name} {hash}\n"));
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts.lock");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &lock).unwrap();
        return;
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    let changed: Vec<&str> =
        lock.lines().filter(|line| !known.lines().any(|k| k == *line)).collect();
    let gone = known.lines().filter(|line| !lock.lines().any(|l| l == *line)).count();
    assert!(
        changed.is_empty() && gone == 0,
        "drawings changed, {gone} of the lock are no longer made: {changed:#?}\n\
         look at them, then UPDATE_EXPECT=1 renews tests/charts.lock"
    );
}

/// `CONTACT_SHEET=folder cargo test contact_sheet` writes a page per language with every figure of
/// the sample: as on a wide page and, beside it, as on a phone.
#[test]
fn contact_sheet_of_the_sample_is_written_on_request() {
    let Some(folder) = std::env::var_os("CONTACT_SHEET") else { return };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder).unwrap();
    let style = fs::read_dir(site().join("assets")).unwrap().map(|entry| entry.unwrap().path());
    let style =
        style.into_iter().find(|path| path.extension().is_some_and(|e| e == "css")).unwrap();
    fs::copy(style, folder.join("sample.css")).unwrap();
    for language in LANGUAGES {
        let dir = if language == "ar" { "rtl" } else { "ltr" };
        let mut page = format!(
            "<!doctype html><html lang=\"{language}\" dir=\"{dir}\"><meta charset=\"utf-8\">\
             <title>Figures</title><link rel=\"stylesheet\" href=\"sample.css\"><style>\
             main{{display:grid;grid-template-columns:720px 360px;gap:3rem;padding:2rem}}\
             h1{{grid-column:1/-1;margin:0}}\
             .phone .ch.wide,.desk .ch.narrow{{display:none}}\
             .phone .ch.narrow,.desk .ch.wide{{display:block}}\
             .phone :is(h2,.sub,.behind,figcaption){{display:none}}</style>{}\
             <main><h1>Figures</h1>",
            kepi::chart::PATTERNS
        );
        for (index, Shown { html, .. }) in figures(language).iter().enumerate() {
            // Figures of two editions may have the same id, and each stands here twice.
            let copy = |place: &str| {
                html.replace("\"f-", &format!("\"{place}{index}-"))
                    .replace("#f-", &format!("#{place}{index}-"))
                    .replace("h3", "h2")
            };
            let (desk, phone) = (copy("desk"), copy("phone"));
            page.push_str(&format!(
                "<div class=\"desk\">{desk}</div><div class=\"phone\">{phone}</div>"
            ));
        }
        fs::write(folder.join(format!("sample.{language}.html")), page).unwrap();
    }
}
