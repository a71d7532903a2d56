//! Targets in words, by part and of several conditions, ratings of several units of work, and shares of
//! figures that stand elsewhere, and how far a value is from its target: what a reader sees of them.

use std::fs;

use scraper::{Html, Selector};

use crate::checks::{base, project};
use crate::cli::run;
use crate::publish_scratch::write;

const WORDS: &str = r#"
[unit.maturity]
kind = "level"
name = { en = "maturity", fr = "maturité" }
level.low.name = { en = "low", fr = "faible" }
level.middle.name = { en = "intermediate", fr = "moyen" }
level.high.name = { en = "high", fr = "élevé" }
[unit.million-euros]
kind = "currency"
currency = "EUR"
scale = 1000000
decimals = 2
name = { en = "million euros", fr = "millions d’euros" }
[unit.parts-of-one]
kind = "ratio"
decimals = 2
name = { en = "ratio", fr = "rapport" }
[breakdown.branch]
name = { en = "Branch", fr = "Succursale" }
adds_up = false
part.centre.name = { en = "Centre", fr = "Centre" }
part.north.name = { en = "North", fr = "Nord" }
[term.deployed]
name = { en = "Deployed", fr = "Mis en service" }
[work_unit.reading]
name = { en = "Reading room", fr = "Salle de lecture" }
"#;

const RECORDS: &str = r#"
source = "register"
[kpi.maturity]
node = "services"
title = "Maturity"
unit = "maturity"
better = "higher"
owners = ["lending"]
[kpi.maturity.measure.catalogue]
label = "Catalogue"
baseline = { level = "low", period = "2024" }
target = { level = "high" }
actual = { level = "middle" }
rating = "partial"
rating_by = { lending = "full", reading = "not" }
[kpi.maturity.measure.branches]
label = "Branches"
baseline = { period = "2024", breakdown = { by = "branch", values = { centre = { level = "middle" }, north = { level = "low" } } } }
target = { by = "branch", values = { centre = "high", north = "middle" } }
actual = { breakdown = { by = "branch", values = { centre = { level = "high" }, north = { level = "middle" } } } }
rating = "full"
[kpi.maturity.measure.machines]
label = "Machines"
unit = "loans"
baseline = { value = 0, period = "2024" }
target = { all = [{ at_least = 4 }, { at_least = 1, of = "deployed" }] }
actual = { value = 5, of_which = { deployed = 2 } }
rating = "full"
[table.investments]
title = "Investments"
unit = "million-euros"
source = "accounts"
column.actual = { label = "2025", period = "2025", role = "actual" }
column.share = { label.en = "Share of revenue", label.fr = "Part", unit = "percent", share = "actual", in = "revenue.total" }
column.ratio = { label.en = "Ratio", label.fr = "Rapport", unit = "parts-of-one", share = "actual", in = "revenue.total.budget" }
row.new = { label = "New machines", values = { actual = 0.23 } }
"#;

const SENTENCE: &str = "New machines took {{ share(of=\"investments.new.actual\", \
                        in=\"revenue.total.actual\") }} of revenue, \
                        {{ change(to=\"investments.new.actual\", from=\"revenue.total.actual\", as=\"amount\") }}.\n";

fn text(path: &std::path::Path) -> String {
    let page = Html::parse_document(&fs::read_to_string(path).unwrap());
    let main = Selector::parse("main").unwrap();
    let words = page.select(&main).next().unwrap();
    let words = words.text().flat_map(str::split_whitespace);
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_reader_sees_levels_parts_conditions_and_shares_across_tables() {
    let project = project("targets", &[&base()]);
    let edition = project.join("content/editions/2025");
    write(&project.join("content/vocabulary/more.toml"), WORDS);
    write(&edition.join("more.toml"), RECORDS);
    write(&edition.join("narrative/investments.en.md"), SENTENCE);
    write(&edition.join("narrative/investments.fr.md"), SENTENCE);
    let said = run(&project, &["build"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    let page = |path: &str| text(&project.join("output").join(path).join("index.html"));

    let kpi = page("en/2025/maturity");
    for part in [
        "Catalogue low",
        "high intermediate Partially achieved Lending desk Fully achieved Reading room Not achieved",
        "Centre: intermediate and North: low",
        "Centre: high and North: intermediate",
        "at least 4 and Deployed: at least 1",
    ] {
        assert!(kpi.contains(part), "`{part}` is not in: {kpi}");
    }
    // A level has no ratio, so that none is shown.
    assert!(!kpi.contains("99.9%"), "{kpi}");
    let french = page("fr/2025/maturity");
    assert!(french.contains("Centre : élevé et Nord : moyen"), "{french}");

    // 230,000 of 1,129,500 and of 1,150,000 euros.
    let table = page("en/2025/investments");
    for part in ["0.23 20% 0.20", "20.4% of revenue", "0.90"] {
        assert!(table.contains(part), "`{part}` is not in: {table}");
    }
}

/// Name of a measure, what was promised, what came of it, and how far apart the page says they are.
const MEASURES: &[(&str, &str, &str, &str)] = &[
    ("below", "{ value = 50 }", "38", "12 below the target"),
    ("ceiling", "{ at_most = 2 }", "5", "3 above the target"),
    ("decimals", "{ more_than = 0.30 }", "0.1", "0.20 below the target"),
    ("one-point", "{ at_least = 85 }", "84", "1 percentage point below the target"),
    ("points", "{ at_least = 97.5 }", "99", "1.5 percentage points above the target"),
    ("range", "{ between = [5, 10] }", "12", "2 above the target"),
    ("more", "{ increase = 6 }", "{ value = 2, cumulative = 7 }", "4 below the target"),
    ("last-day", "{ value = 10 }", "{ value = 8, period = \"2025-12-31\" }", "2 below the target"),
    (
        "each",
        "{ per_year = { 2024 = 1200, 2025 = 30 } }",
        "{ per_year = { 2024 = 100, 2025 = 30 } }",
        "2024: 1,100 below the target",
    ),
    // A change that was promised is said as one.
    ("growth", "{ growth = 10 }", "8", "60.0% above the baseline"),
    ("fall", "{ growth = 10 }", "4", "20.0% below the baseline"),
    ("slower", "{ growth_below = 70 }", "8", "60.0% above the baseline"),
    // Nothing is said of what is as promised, of another time, of a part, and of what is no number.
    ("equal", "{ value = 50 }", "50.0", ""),
    ("in-range", "{ between = [5, 10] }", "7", ""),
    ("month", "{ value = 10 }", "{ value = 8, period = \"2025-11\" }", ""),
    ("earlier", "{ value = 10, period = \"2024\" }", "8", ""),
    ("per", "{ value = 10, per = \"year\" }", "8", ""),
    ("yearly", "{ growth = 10, per = \"year\" }", "8", ""),
    ("no-growth", "{ growth = 10 }", "5", ""),
    ("no-more", "{ growth = 10 }", "{ value = 8, bound = \"more-than\" }", ""),
    // 20.02 per cent above would read as what was promised.
    ("nearly", "{ growth = 20 }", "6.001", ""),
    ("bound", "{ at_least = 10 }", "{ value = 8, bound = \"less-than\" }", ""),
    ("changed", "{ at_least = 10 }", "{ value = 8, not_comparable = true }", ""),
    ("nil", "{ at_least = 10 }", "\"nil\"", ""),
    ("words", "{ at_least = 10 }", "{ text = \"Some\" }", ""),
    // Printed without decimals, 98 less 85 would not give it.
    ("rounded", "{ at_least = 85 }", "97.5", ""),
];

#[test]
fn a_kpi_says_how_far_it_is_from_its_target_where_both_are_plain_numbers() {
    let project = project("distances", &[&base()]);
    let edition = project.join("content/editions/2025");
    let vocabulary = "[unit.rate]\nkind = \"percent\"\nname = { en = \"rate\", fr = \"taux\" }\n";
    write(&project.join("content/vocabulary/more.toml"), vocabulary);
    let mut record = String::from(
        "source = \"register\"\n[kpi.far]\nnode = \"services\"\ntitle = \"Far\"\nunit = \"loans\"\nbetter = \"higher\"\n",
    );
    for (id, target, actual, _) in MEASURES {
        let unit = match *id {
            "one-point" | "points" => "unit = \"rate\"\n",
            "rounded" => "unit = \"percent\"\n",
            _ => "",
        };
        record += &format!(
            "[kpi.far.measure.{id}]\nlabel = \"{id}\"\n{unit}baseline = {{ value = 5, period = \"2024\" }}\n\
             target = {target}\nactual = {actual}\nrating = \"partial\"\n"
        );
    }
    // Notes of a measure without a label stand at its value, before the distance, marked or not.
    for (id, actual) in [("bare", "38"), ("dated", "{ value = 38, period = \"2025-12-31\" }")] {
        record += &format!(
            "[kpi.{id}]\nnode = \"services\"\ntitle = \"{id}\"\nunit = \"loans\"\nbetter = \"higher\"\n\
             [kpi.{id}.measure.own]\nbaseline = {{ value = 5, period = \"2024\" }}\n\
             target = {{ value = 50 }}\nactual = {actual}\nnotes = [\"survey\"]\nrating = \"partial\"\n"
        );
    }
    write(&edition.join("more.toml"), &record);
    let said = run(&project, &["build"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    for path in ["en/2025/bare", "en/2025/dated", "en/2025/kpis"] {
        let page = project.join("output").join(path).join("index.html");
        let page = Html::parse_document(&fs::read_to_string(page).unwrap());
        let actual = Selector::parse("[id$='-own'] .actual").unwrap();
        let marks = Selector::parse(".value + .marks > .note-marks").unwrap();
        let cells = page.select(&actual).map(|cell| {
            assert_eq!(cell.select(&marks).count(), 1, "{path}: {}", cell.html());
            let words: Vec<&str> = cell.text().flat_map(str::split_whitespace).collect();
            let words = words.join(" ");
            assert!(words.starts_with("38"), "{path}: {words}");
            assert!(words.ends_with("12 below the target"), "{path}: {words}");
        });
        assert_eq!(cells.count(), if path.ends_with("kpis") { 2 } else { 1 }, "{path}");
    }
    for path in ["en/2025/far", "en/2025/kpis"] {
        let page = project.join("output").join(path).join("index.html");
        let page = Html::parse_document(&fs::read_to_string(page).unwrap());
        for (id, .., distance) in MEASURES {
            let row = Selector::parse(&format!("#k-far-{id}")).unwrap();
            let row = page.select(&row).next().unwrap();
            let shown = Selector::parse(".actual .distance").unwrap();
            let shown: String = row.select(&shown).flat_map(|own| own.text()).collect();
            assert_eq!(shown, *distance, "{id} on {path}");
        }
    }
    let french = fs::read_to_string(project.join("output/fr/2025/far/index.html")).unwrap();
    assert!(french.contains("12 au-dessous de la cible"));
    assert!(french.contains("1,5 point de pourcentage au-dessus de la cible"));
}
