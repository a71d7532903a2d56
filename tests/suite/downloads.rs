//! What the downloads of KPIs and risks hold is what the pages say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use scraper::{Html, Selector};

use crate::sample::built;

const LANGUAGES: [&str; 6] = ["en", "zh", "ar", "fr", "es", "ru"];

fn lists() -> PathBuf {
    built().output.join("data/2024-25/lists")
}

fn lines(name: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(lists().join(name)).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(|line| line.unwrap()).collect()
}

fn records(name: &str) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(lists().join(name)).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    json["records"].as_array().unwrap().clone()
}

/// The text of an element, its spaces as one.
fn text_of(page: &str, selector: &str) -> String {
    let html = Html::parse_document(&fs::read_to_string(built().output.join(page)).unwrap());
    let all: Vec<String> = html
        .select(&Selector::parse(selector).unwrap())
        .flat_map(|element| element.text().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    all.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn kpis_as_csv_say_what_their_pages_say() {
    let lines = lines("kpis.csv");
    let kpis: BTreeSet<&str> = lines.iter().map(|line| line["kpi"].as_str()).collect();
    for (nth, line) in lines.iter().enumerate() {
        // One language after another: all six take as long as all other tests of pages.
        let tag = LANGUAGES[nth % 6];
        let page = text_of(&format!("{tag}/2024-25/{}/index.html", line["kpi"]), "main");
        let is_there = |words: &str| {
            let first = words.split(['[', ';']).next().unwrap_or_default();
            let first = first.split(" (").next().unwrap_or_default();
            page.contains(first.split_whitespace().collect::<Vec<_>>().join(" ").as_str())
        };
        for name in ["kpi_label", "target_printed", "actual_printed", "rating_label"] {
            let words = &line[&format!("{name}_{tag}")];
            assert!(is_there(words), "{tag} {} {}: `{words}`", line["kpi"], line["measure"]);
        }
    }
    let shown = text_of("en/2024-25/kpis/index.html", "#kpis");
    assert_eq!(shown, format!("{} KPIs", kpis.len()));
    let of = |kpi: &str, measure: &str| {
        lines.iter().find(|line| line["kpi"] == kpi && line["measure"] == measure).unwrap()
    };
    let madrid = of("system-membership", "madrid");
    let facts = ["node", "target_condition", "target", "actual", "rating", "rating_basis"];
    assert_eq!(
        facts.map(|name| madrid[name].as_str()),
        ["er-3-1", "increase", "6", "2", "not", "printed"]
    );
    assert_eq!(madrid["actual_printed_en"], "2; cumulative: 116");
    // A measure with a unit of its own.
    let disputes = of("dispute-services-use", "disputes");
    assert_eq!(
        (&*disputes["unit"], &*disputes["unit_label_en"]),
        ("disputes", "disputes and good offices")
    );
    // Named by the group that it is rated with.
    assert_eq!(of("web-visitors", "woc-wechat")["owners"], "woc");
}

#[test]
fn the_lists_are_the_same_as_csv_and_json_and_stand_where_readers_look() {
    for name in ["kpis", "risks"] {
        let (lines, records) = (lines(&format!("{name}.csv")), records(&format!("{name}.json")));
        assert_eq!(lines.len(), records.len(), "{name}");
        for (line, record) in lines.iter().zip(&records) {
            for (key, field) in line {
                let (bare, tag) = key.rsplit_once('_').unwrap_or((key, ""));
                let value = match LANGUAGES.contains(&tag) {
                    true => &record[bare][tag],
                    false => &record[key],
                };
                // A spreadsheet would run what begins like a formula.
                let field = field.strip_prefix('\'').unwrap_or(field);
                assert_eq!(value.as_str().unwrap_or_default(), field, "{name}: {key}");
            }
        }
        for page in [format!("ar/2024-25/{name}/index.html"), "ar/2024-25/data/index.html".into()] {
            let html = fs::read_to_string(built().output.join(&page)).unwrap();
            for format in ["csv", "json"] {
                let link = format!("href=\"../../../data/2024-25/lists/{name}.{format}\" download");
                assert!(html.contains(&link), "{page}: {link}");
            }
        }
    }
    let risks = lines("risks.csv");
    assert_eq!(
        text_of("en/2024-25/data/index.html", "#risks + ul a.name"),
        format!("{} risks", risks.len())
    );
}
