//! Figures as authors declare them: what is refused, where, and with which advice.

use std::fs;
use std::path::Path;

use kepi::diagnostics::{At, Diagnostic};
use kepi::pipeline::{self, Depth, Outcome};
use scraper::{Html, Selector};

use crate::cli::empty_folder;
use crate::publish_scratch::options;

const SITE: &str = r#"
title.en = "Reports"
languages = ["en"]
source_language = "en"
default_language = "en"
[organization]
name.en = "Example"
"#;

/// A table with two units, a series with a gap, two series of different rhythm, a KPI.
const DATA: &str = r#"
[edition]
title.en = "Report 2024/25"
period = "2024/25"
status = "unaudited"

[table.money]
title.en = "Money"
unit = "million"
[table.money.column]
plan = { label.en = "Plan", period = "2024/25", role = "approved" }
actual = { label.en = "Actual", period = "2024/25", role = "actual" }
ratio = { label.en = "Share", unit = "percent", ratio = "actual", of = "plan" }
[table.money.row.fees]
label.en = "Fees"
values = { plan = 100.0, actual = 110.5, ratio = 111 }
[table.money.row.gifts]
label.en = "Gifts"
values = { plan = 20.0, actual = 12.0, ratio = 60 }
[table.money.row.costs]
label.en = "Costs"
values = { plan = 90.0, actual = 95.0, ratio = 106 }
[table.money.row.result]
label.en = "Result"
values = { plan = 30.0, actual = 27.5, ratio = 92 }
[table.money.row.thousand]
label.en = "Small change"
unit = "thousand"
values = { plan = 4000, actual = 2500, ratio = 63 }

[series.filings]
title.en = "Filings"
unit = "filings"
kind = "flow"
every = "year"
[series.filings.points]
2021 = 100
2022 = 120
2025 = { value = 150, status = "estimated" }

[series.cases]
title.en = "Cases"
unit = "filings"
kind = "flow"
every = "biennium"
[series.cases.points]
"2022/23" = 10
"2024/25" = 12

[level.result]
name.en = "Result"
[node.one]
level = "result"
title.en = "One"
[kpi.visits]
node = "one"
title.en = "Visits"
unit = "filings"
better = "higher"
[kpi.visits.measure.site]
baseline = 100
target = { growth = 20 }
actual = 150
rating = "full"
"#;

const VOCABULARY: &str = r#"
[unit.million]
kind = "currency"
currency = "CHF"
scale = 1000000
decimals = 1
name.en = "million francs"
[unit.thousand]
kind = "currency"
currency = "CHF"
scale = 1000
name.en = "thousand francs"
[unit.percent]
kind = "percent"
name.en = "per cent"
[unit.filings]
kind = "count"
name.en = "filings"
[rating.full]
name.en = "Full"
letter = "F"
shape = "disc"
order = 1
"#;

/// Builds a project whose edition has these figures.
fn build(name: &str, figures: &str) -> (Outcome, std::path::PathBuf) {
    build_with(name, figures, &[])
}

/// With these files of `content` besides.
fn build_with(name: &str, figures: &str, more: &[(&str, &str)]) -> (Outcome, std::path::PathBuf) {
    let folder = empty_folder(&format!("figures-{name}"));
    let edition = folder.join("content/editions/2024-25");
    fs::create_dir_all(&edition).unwrap();
    fs::create_dir_all(folder.join("content/vocabulary")).unwrap();
    fs::write(folder.join("content/site.toml"), SITE).unwrap();
    fs::write(folder.join("content/vocabulary/words.toml"), VOCABULARY).unwrap();
    fs::write(edition.join("edition.toml"), DATA).unwrap();
    fs::write(edition.join("figures.toml"), figures).unwrap();
    for (path, text) in more {
        let path = folder.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let outcome = pipeline::run(&options(&folder, Depth::Publish), &|_| ());
    (outcome, folder.join("output"))
}

/// "code: message | label | the text it points at", for findings about figures.
fn said(outcome: &Outcome) -> Vec<String> {
    let about = |diagnostic: &&Diagnostic| {
        diagnostic
            .origin
            .is_some_and(|origin| outcome.sources.path(origin.file).ends_with("figures.toml"))
    };
    let line = |diagnostic: &Diagnostic| {
        let origin = diagnostic.origin.expect("it is located");
        let text = outcome.sources.text(origin.file).unwrap_or_default();
        let At::Range { start, end } = origin.at else { panic!("it points at a place") };
        let place = &text[start as usize..end as usize];
        format!("{}: {} | {} | {place}", diagnostic.code.name, diagnostic.message, diagnostic.label)
    };
    outcome.diagnostics.iter().filter(about).map(line).collect()
}

#[track_caller]
fn refused(name: &str, figure: &str, expected: &str) {
    let (outcome, _) = build(name, &format!("[figure.f]\ntitle.en = \"Figure\"\n{figure}"));
    assert_eq!(said(&outcome), [expected]);
}

#[test]
fn an_unknown_row_or_column_is_found_with_the_nearest_name() {
    refused(
        "row",
        "type = \"columns\"\ndata = \"money\"\nrows = [\"fee\"]",
        "unknown-reference: the data of this figure has no row `fee` with values | did you mean `fees`? | \"fee\"",
    );
    refused(
        "column",
        "type = \"columns\"\ndata = \"filings\"\ncolumns = [\"2012\"]",
        "unknown-reference: the data of this figure has no column `2012` with values | did you mean `2021`? | \"2012\"",
    );
    refused(
        "highlight",
        "type = \"panels\"\ndata = \"money\"\nhighlight = \"gift\"",
        "unknown-reference: the data of this figure has no row `gift` with values | did you mean `gifts`? | \"gift\"",
    );
}

#[test]
fn bars_never_leave_out_zero() {
    refused(
        "zero",
        "type = \"columns\"\ndata = \"filings\"\nzero = false",
        "figure-option: the axis cannot leave out zero in `columns` |  | false",
    );
}

#[test]
fn two_units_never_share_an_axis() {
    refused(
        "unit",
        "type = \"columns\"\ndata = \"money\"\ncolumns = [\"actual\", \"ratio\"]\nrows = [\"fees\"]",
        "figure-unit: `fees.ratio` is in `percent`, the chart in `million` |  | f",
    );
}

#[test]
fn data_of_another_kind_is_refused() {
    refused(
        "kind",
        "type = \"rating-dots\"\ndata = \"filings\"",
        "figure-data: `filings` is not what `rating-dots` can show | expected a node, an edition, or a table that counts ratings | \"filings\"",
    );
    refused(
        "rhythm",
        "type = \"lines\"\ndata = [\"filings\", \"cases\"]",
        "figure-data: `cases` has other periods than `filings` |  | \"cases\"",
    );
}

#[test]
fn a_figure_that_would_be_empty_is_refused() {
    let percent = "[table.rates]\ntitle.en = \"Rates\"\nunit = \"million\"\n[table.rates.column]\n\
                   rate = { label.en = \"Rate\", unit = \"percent\" }\n[table.rates.row.a]\n\
                   label.en = \"A\"\nvalues = { rate = 5 }\n";
    let figure = "[figure.f]\ntitle.en = \"F\"\ntype = \"bars\"\ndata = \"rates\"";
    let (outcome, _) = build("empty", &format!("{percent}{figure}"));
    assert_eq!(
        said(&outcome),
        ["figure-data: `rates` has no columns to show in `bars` |  | \"rates\""]
    );
}

#[test]
fn a_waterfall_arrives_at_its_totals() {
    let rows = "type = \"waterfall\"\ndata = \"money\"\ncolumns = [\"actual\"]\n\
                rows = [\"fees\", \"gifts\", \"costs\", \"result\"]\ntotals = [\"result\"]\n";
    refused(
        "steps",
        rows,
        "figure-steps: the steps before `result` lead to `217.5`, not to `27.5` |  | \"result\"",
    );
    let (outcome, _) =
        build("steps-right", &format!("[figure.f]\ntitle.en = \"F\"\n{rows}minus = [\"costs\"]"));
    assert_eq!(said(&outcome), [""; 0]);
}

#[test]
fn a_summary_says_something_of_its_own() {
    let figure = "type = \"columns\"\ndata = \"filings\"\n";
    refused(
        "summary-title",
        &format!("{figure}summary.en = \"Figure\""),
        "figure-summary: the summary is the title again |  | \"Figure\"",
    );
    refused(
        "summary-number",
        &format!("{figure}summary.en = \"They rose.\""),
        "figure-summary: the summary has no number |  | \"They rose.\"",
    );
}

/// The page that a figure stands on, without its table.
fn page(output: &Path, path: &str) -> String {
    fs::read_to_string(output.join(path)).unwrap()
}

#[test]
fn an_author_may_write_the_summary() {
    let figure = "[figure.f]\ntitle.en = \"F\"\ntype = \"columns\"\ndata = \"filings\"\n\
                  subtitle.en = \"All offices\"\nsummary.en = \"Half more in 4 years.\"";
    let (_, output) = build("summary", figure);
    let html = page(&output, "en/2024-25/filings/index.html");
    assert!(html.contains("id=\"f-2024-25-f-s\">Half more in 4 years.</p>"), "{html}");
    assert!(html.contains("<p class=\"subtitle\">All offices</p>"), "{html}");
}

#[test]
fn figures_of_two_editions_may_have_the_same_id_and_stand_on_one_page() {
    let loans = "[series.loans]\ntitle.en = \"Loans\"\nunit = \"filings\"\nkind = \"flow\"\n\
                 every = \"year\"\n[series.loans.points]\n2021 = 7\n2022 = 9\n";
    let first = "[edition]\ntitle.en = \"Report 2022/23\"\nperiod = \"2022/23\"\n\
                 status = \"unaudited\"\n[figure.course]\ntitle.en = \"Before\"\n\
                 type = \"columns\"\ndata = \"loans\"\n";
    let second = "[figure.course]\ntitle.en = \"Since\"\ntype = \"bars\"\ndata = \"loans\"\n";
    let narrative = "{{ chart(id=\"2022-23/course\") }}\n\n{{ chart(id=\"course\") }}\n\n\
                     See {{ ref(id=\"2022-23/course\") }}.\n";
    let (outcome, output) = build_with(
        "same-id",
        second,
        &[
            ("series/loans.toml", loans),
            ("editions/2022-23/edition.toml", first),
            ("editions/2024-25/narrative/one.en.md", narrative),
        ],
    );
    assert!(outcome.published, "{:?}", outcome.diagnostics);
    for path in ["en/series/loans/index.html", "en/2024-25/one/index.html"] {
        let html = page(&output, path);
        for name in ["2022-23-course", "2024-25-course"] {
            let figure = html.matches(&format!("id=\"f-{name}\"")).count();
            assert_eq!(figure, 1, "{name} on {path}");
            let described = format!("aria-describedby=\"f-{name}-s\"");
            assert!(html.contains(&described), "{name} on {path}");
        }
    }
    for edition in ["2022-23", "2024-25"] {
        assert!(output.join(format!("en/figures/{edition}/course.svg")).is_file(), "{edition}");
        let data = page(&output, &format!("en/{edition}/data/index.html"));
        assert!(data.contains(&format!("#f-{edition}-course\"")), "{edition}");
    }
}

#[test]
fn what_is_missing_is_said_and_never_drawn() {
    let figure = "[figure.f]\ntitle.en = \"F\"\ntype = \"lines\"\ndata = \"filings\"\nzero = false";
    let (_, output) = build("gap", figure);
    let html = page(&output, "en/2024-25/filings/index.html");
    assert!(
        html.contains(
            "Filings: 100 in 2021, 150 in 2025. Increase: 50.0%. Estimated: 2025. \
             No value: 2023 and 2024. The axis starts at"
        ),
        "{html}"
    );
    // One line from 2021 to 2022; none over the gap.
    let csv = page(&output, "data/2024-25/figures/f.csv");
    assert!(csv.contains("filings,2023,filings,,not-available,final,,"), "{csv}");
    let drawing = &html[html.find("<svg class=\"ch wide\"").unwrap()..];
    let drawing = &drawing[..drawing.find("</svg>").unwrap()];
    assert_eq!(drawing.matches("class=\"st\"").count(), 1, "{drawing}");
    assert_eq!(drawing.matches("class=\"st open\"").count(), 0, "{drawing}");
}

#[test]
fn a_lost_figure_stands_as_a_caption_with_the_reason() {
    let figure = "[figure.f]\ntitle.en = \"Filings by language\"\ntype = \"lines\"\n\
                  lost.en = \"The source shows it as a picture only.\"";
    let (outcome, output) = build("lost", figure);
    assert_eq!(said(&outcome), [""; 0]);
    let html = page(&output, "en/2024-25/index.html");
    assert!(html.contains("<p class=\"sub\">The source shows it as a picture only.</p>"), "{html}");
    assert!(!html.contains("<svg class=\"ch wide\""));
    assert!(!output.join("data/2024-25/figures/f.csv").exists());
}

#[test]
fn amounts_are_converted_and_differences_computed_in_the_open() {
    let figure = "[figure.f]\ntitle.en = \"F\"\ntype = \"variance-bars\"\ndata = \"money\"\n\
                  columns = [\"plan\", \"actual\"]\nrows = [\"fees\", \"thousand\"]\nbetter = \"higher\"";
    let (outcome, output) = build("derived", figure);
    assert_eq!(said(&outcome), [""; 0]);
    let csv = page(&output, "data/2024-25/figures/f.csv");
    let values: Vec<&str> =
        csv.lines().skip(1).map(|line| line.split(",final,").next().unwrap()).collect();
    assert_eq!(
        values,
        [
            "fees,plan,million,100.0,",
            "fees,actual,million,110.5,",
            "fees,difference,million,10.5,",
            "fees,difference-percent,percent,10.5,",
            "thousand,plan,million,4,",
            "thousand,actual,million,2.5,",
            "thousand,difference,million,-1.5,",
            "thousand,difference-percent,percent,-37.5,",
        ]
    );
}

#[test]
fn a_column_is_computed_of_columns_that_are_computed_themselves() {
    let table = "[table.chain]\ntitle.en = \"Chain\"\nunit = \"million\"\n\
                 column.plan = { label.en = \"Plan\" }\n\
                 column.share = { label.en = \"Share\", unit = \"percent\", ratio = \"less\", of = \"both\" }\n\
                 column.less = { label.en = \"Less\", difference = \"both\", minus = \"plan\" }\n\
                 column.both = { label.en = \"Both\", total = [\"plan\", \"actual\"] }\n\
                 column.actual = { label.en = \"Actual\" }\n\
                 row.fees = { label.en = \"Fees\", values = { plan = 30.0, actual = 10.0 } }\n";
    let (outcome, output) = build("chain", table);
    let told: Vec<&str> = outcome.diagnostics.iter().map(|one| one.code.name).collect();
    assert!(!told.contains(&"circle"), "{told:?}");
    let html = page(&output, "en/2024-25/chain/index.html");
    let cells: Vec<String> = Html::parse_document(&html)
        .select(&Selector::parse("tbody td").unwrap())
        .map(|cell| cell.text().collect::<String>().trim().to_owned())
        .collect();
    assert_eq!(cells, ["30.0", "25%", "10.0", "40.0", "10.0"]);
}

#[test]
fn a_home_page_leads_to_figures_where_the_edition_lists_some_below_its_narrative() {
    let figure =
        "[figure.f]\ntitle.en = \"F\"\ntype = \"columns\"\ndata = \"cases\"\noverview = true";
    let (outcome, output) = build("told", figure);
    let folder = output.parent().unwrap();
    assert!(outcome.published, "{:?}", said(&outcome));
    let leads = || page(&output, "en/index.html").contains("2024-25/index.html#figures");
    assert!(leads());
    let narrative = folder.join("content/editions/2024-25/narrative");
    fs::create_dir_all(&narrative).unwrap();
    fs::write(narrative.join("overview.en.md"), "The cases:\n\n{{ chart(id=\"f\") }}\n").unwrap();
    let outcome = pipeline::run(&options(folder, Depth::Publish), &|_| ());
    let told: Vec<_> = outcome.diagnostics.iter().map(|one| &one.message).collect();
    assert!(outcome.published, "{told:?}");
    assert!(!leads());
}

/// Rows whose total, of rounded amounts, is not their sum; and a result that takes costs away.
const BUDGET: &str = r#"
[table.budget]
title.en = "Budget"
unit = "million"
[table.budget.column]
plan = { label.en = "Plan", role = "approved" }
actual = { label.en = "Actual", role = "actual" }
[table.budget.row.fees]
label.en = "Fees"
values = { plan = 100.4, actual = 90.4 }
[table.budget.row.gifts]
label.en = "Gifts"
values = { plan = 20.4, actual = 10.4 }
[table.budget.row.all]
label.en = "All income"
sum = ["fees", "gifts"]
values = { plan = 120.9, actual = 100.9 }
[table.budget.row.costs]
label.en = "Costs"
values = { plan = 90.0, actual = 95.0 }
[table.budget.row.result]
label.en = "Result"
sum = ["all"]
less = ["costs"]
values = { plan = 30.9, actual = 5.9 }
"#;

#[test]
fn a_summary_gives_the_printed_total_or_says_what_it_adds_up() {
    let figure = |rows: &str| {
        format!(
            "{BUDGET}[figure.f]\ntitle.en = \"F\"\ntype = \"budget-bars\"\n\
             data = \"budget\"\nrows = [{rows}]"
        )
    };
    let (_, output) = build("total-printed", &figure("\"fees\", \"gifts\""));
    let html = page(&output, "en/2024-25/budget/index.html");
    let said = "Total: CHF\u{a0}100.9\u{a0}million spent of CHF\u{a0}120.9\u{a0}million (83%).";
    assert!(html.contains(said), "{html}");
    let (_, output) = build("total-of-some", &figure("\"fees\", \"costs\""));
    let html = page(&output, "en/2024-25/budget/index.html");
    assert!(html.contains("Total of the items shown: CHF\u{a0}185.4\u{a0}million spent"), "{html}");
}

#[test]
fn a_waterfall_takes_away_what_its_totals_do() {
    let figure = "[figure.f]\ntitle.en = \"F\"\ntype = \"waterfall\"\ndata = \"budget\"\n\
                  columns = [\"actual\"]\nrows = [\"fees\", \"gifts\", \"costs\", \"result\"]";
    let (outcome, output) = build("less", &format!("{BUDGET}{figure}"));
    assert!(!said(&outcome).iter().any(|said| said.starts_with("figure-")));
    let csv = page(&output, "data/2024-25/figures/f.csv");
    assert!(csv.contains("costs,actual,million,-95.0,"), "{csv}");
}

#[test]
fn a_sum_that_takes_away_is_no_total_of_a_stack() {
    let figure = "[figure.f]\ntitle.en = \"F\"\ntype = \"stacked-columns\"\ndata = \"budget\"\n\
                  rows = [\"all\", \"costs\"]";
    let (_, output) = build("less-stacked", &format!("{BUDGET}{figure}"));
    let csv = page(&output, "data/2024-25/figures/f.csv");
    assert!(!csv.contains("result,"), "{csv}");
}

#[test]
fn a_title_names_the_years_that_are_shown() {
    let figure = |title: &str, more: &str| {
        format!(
            "[figure.f]\ntitle.en = \"{title}\"\ntype = \"columns\"\ndata = \"filings\"\n{more}"
        )
    };
    for title in ["Filings", "Filings since 2021", "Filings to 2025", "Filings, 2021–2025"] {
        let (outcome, _) = build("title-right", &figure(title, ""));
        assert_eq!(said(&outcome), [""; 0], "{title}");
    }
    let (outcome, _) = build("title-wrong", &figure("Filings, 2023 to 2025", ""));
    assert_eq!(
        said(&outcome),
        [
            "figure-title-period: the title says `2023` to `2025`, the figure shows `2021` to `2025` \
          |  | \"Filings, 2023 to 2025\""
        ]
    );
    let two = "columns = [\"2021\", \"2022\"]";
    let (outcome, _) = build("title-biennium", &figure("Filings in 2021/22", two));
    assert_eq!(said(&outcome), [""; 0]);
}

#[test]
fn a_target_that_is_a_growth_is_drawn_as_the_level_it_means() {
    let figure = "[figure.f]\ntitle.en = \"F\"\ntype = \"bullets\"\ndata = \"visits\"";
    let (_, output) = build("growth", figure);
    let csv = page(&output, "data/2024-25/figures/f.csv");
    assert!(csv.contains("site,target,filings,120,"), "{csv}");
    assert!(csv.contains("site,share,percent,125,"), "{csv}");
}

#[test]
fn every_kind_that_is_drawn_can_be_declared() {
    let drawn: Vec<&str> = kepi::chart::ChartKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(drawn, kepi::model::FigureKind::WORDS);
}
