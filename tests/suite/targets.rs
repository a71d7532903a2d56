//! Targets in words, by part and of several conditions, ratings of several units of work, and shares of
//! figures that stand elsewhere: what a reader sees of them.

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
