//! Pages that bring together what stands in many files: lists of KPIs, contributors, what a report
//! comes to, the same subject in another edition.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kepi::diagnostics::Diagnostics;
use kepi::load::{self, shown::Shown};
use kepi::pipeline::{self, Depth};
use kepi::plan::{self, Subject};
use scraper::{Html, Selector};

use crate::checks::{base, project};
use crate::cli::empty_folder;
use crate::publish_scratch::options;

const SITE: &str = r#"
title.en = "Reports"
languages = ["en"]
source_language = "en"
default_language = "en"
base_url = "https://example.org/"
[organization]
name.en = "Library"
logo = "logo.svg"
"#;

const VOCABULARY: &str = r#"
[unit.loans]
kind = "count"
name.en = "loans"
one_of.en = { one = "{n} loan", other = "{n} loans" }
[rating.full]
name.en = "Met"
letter = "M"
shape = "disc"
order = 1
[rating.not]
name.en = "Missed"
letter = "X"
shape = "ring"
order = 2
[work_unit.desk]
name.en = "Lending desk"
[work_unit.archive]
name.en = "Archive"
[work_unit.garden]
name.en = "Garden"
[topic.lending]
name.en = "Lending"
[topic.shelves]
name.en = "Shelves"
parent = "lending"
[term.loan]
name.en = "Loan"
definition.en = "A book that leaves the house and comes back."
[term.act]
name.en = "Act"
"#;

const EARLIER: &str = r#"
[edition]
title.en = "Report 2024"
period = "2024"
status = "final"
[level.aim]
name.en = "Aim"
[node.reading]
level = "aim"
code = "1"
title.en = "Reading"
[kpi.books-lent]
node = "reading"
title.en = "Books lent"
unit = "loans"
better = "higher"
owners = ["desk"]
[kpi.books-lent.measure.all]
baseline = 90
target = { value = 95 }
actual = 100
rating = "full"
[rating_scale.full]
at_least = 100
rule.en = "All of it"
[rating_scale.not]
below = 100
"#;

const LATER: &str = r#"
topic = "lending"

[edition]
title.en = "Report 2025"
period = "2025"
status = "final"
[[edition.headline]]
value = "loans.all.actual"
label.en = "Lent"
[rating_scale.full]
at_least = 100
rule.en = "All of it"
[rating_scale.not]
below = 100
rule.en = "Less"
[level.aim]
name.en = "Aim"
[node.reading]
level = "aim"
code = "1"
title.en = "Reading"
work_units = ["desk"]
[node.house]
level = "aim"
code = "2"
title.en = "House"
foundation = true

[kpi.loans-of-books]
node = "reading"
title.en = "Loans of books"
unit = "loans"
better = "higher"
owners = ["desk", "archive"]
continues = "2024/books-lent"
[kpi.loans-of-books.measure.desk]
label.en = "At the desk"
work_unit = "desk"
baseline = 100
target = { value = 110 }
actual = 120
rating = "full"
[kpi.loans-of-books.measure.archive]
label.en = "From the archive"
work_unit = "archive"
baseline = 10
target = { value = 20 }
actual = 15
rating = "not"
[kpi.quiet]
node = "house"
title.en = "Quiet hours"
unit = "loans"
better = "higher"
[kpi.quiet.group.both]
rating = "not"
[kpi.quiet.measure.day]
label.en = "By day"
group = "both"
target = { growth = 10 }
baseline = 10
actual = 10
[kpi.quiet.measure.night]
label.en = "By night"
group = "both"
target.text.en = "As quiet as can be"

[table.loans]
title.en = "Loans by place"
unit = "loans"
[table.loans.column.before]
label.en = "Before"
[table.loans.column.actual]
label.en = "Actual"
[table.loans.row.desk]
subject = "desk"
values = { before = "blank", actual = 120 }
[table.loans.row.reading]
subject = "reading"
values = { before = 130, actual = 135 }
[table.loans.row.all]
label.en = "All"
values = { before = "nil", actual = 1500 }

[table.shelves]
topic = "shelves"
work_unit = "archive"
title.en = "Shelves by place"
unit = "loans"
[table.shelves.column.actual]
label.en = "Actual"
[table.shelves.row.all]
label.en = "All"
values = { actual = 30 }

[risk.damp]
title.en = "Damp books"
nodes = ["house"]
owners = ["archive"]
materialized = false
exposure = "stable"
mitigation = "effective"
"#;

/// The site, made once.
fn site() -> &'static Path {
    static SITE_MADE: OnceLock<PathBuf> = OnceLock::new();
    SITE_MADE.get_or_init(|| {
        let folder = empty_folder("pages");
        let write = |path: &str, text: &str| {
            let path = folder.join("content").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("site.toml", SITE);
        write("vocabulary/words.toml", VOCABULARY);
        write("editions/2024/edition.toml", EARLIER);
        write("editions/2025/edition.toml", LATER);
        write(
            "pages/logo.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"32\"/>",
        );
        write("pages/about.en.md", "+++\ntitle = \"About\"\n+++\n\n![Our house](house.svg)\n");
        write(
            "pages/house.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 200\"/>",
        );
        let outcome = pipeline::run(&options(&folder, Depth::Publish), &|_| ());
        let output = folder.join("output");
        let told: Vec<String> = outcome.diagnostics.iter().map(|one| one.message.clone()).collect();
        assert!(output.join("index.html").is_file(), "{told:#?}");
        output
    })
}

fn page(path: &str) -> Html {
    let path = site().join("en").join(path).join("index.html");
    Html::parse_document(&fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path:?}: {e}")))
}

/// The texts of what a selector finds.
fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector)
        .map(|found| {
            found.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect()
}

fn attributes(page: &Html, selector: &str, name: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).filter_map(|found| found.attr(name).map(str::to_owned)).collect()
}

#[test]
fn each_choice_of_a_filter_is_a_page_that_holds_what_its_count_says() {
    let all = page("2025/kpis");
    assert_eq!(
        texts(&all, ".filters li"),
        [
            "Met 1",
            "Missed 2",
            "1 Reading 2",
            "2 House 1",
            "Lending desk 1",
            "Archive 1",
            "A level to reach 2",
            "A change to reach 1",
            "To be kept or improved 0",
            "In words 1"
        ]
    );
    for href in attributes(&all, ".filters a", "href") {
        let list = page(&format!("2025/kpis/{}", href.trim_end_matches("/index.html")));
        let count = texts(&list, ".filters [aria-current] .count");
        let rated = texts(&list, ".kpi-list td.rated").len();
        assert_eq!(count, [rated.to_string()], "{href}");
    }
    assert_eq!(texts(&all, ".filters .nothing .name"), ["To be kept or improved"]);
    assert_eq!(texts(&all, ".kpi-list td.rated").len(), 3);
}

#[test]
fn a_list_shows_only_the_measures_that_belong_there() {
    let missed = page("2025/kpis/rated-not");
    assert_eq!(
        texts(&missed, ".kpi-list tbody th[scope=row]"),
        ["Archive: From the archive", "By day", "By night"]
    );
    // A measure that names its unit of work is not that of the other owners.
    let desk = page("2025/kpis/unit-desk");
    assert_eq!(texts(&desk, ".kpi-list tbody th[scope=row]"), ["Lending desk: At the desk"]);
}

#[test]
fn a_contributor_has_all_that_names_it() {
    let archive = page("2025/units/archive");
    assert_eq!(texts(&archive, ".kpi-list tbody th[scope=row]"), ["Archive: From the archive"]);
    assert_eq!(texts(&archive, ".risks .name"), ["Damp books"]);
    // Its own tables, and the way back from them.
    assert_eq!(texts(&archive, "#tables ~ .links a"), ["Shelves by place"]);
    assert_eq!(attributes(&archive, "#tables ~ .links a", "href"), ["../../shelves/index.html"]);
    assert_eq!(texts(&page("2025/units/desk"), "#tables"), [""; 0]);
    let back = attributes(&page("2025/shelves"), ".facts a", "href");
    assert_eq!(back, ["../units/archive/index.html"]);
    assert_eq!(attributes(&page("2025/loans"), ".facts a", "href"), [""; 0]);
    let desk = page("2025/units/desk");
    assert_eq!(texts(&desk, ".nodes .name"), ["Reading"]);
    // What the source leaves blank of it is no column here.
    assert_eq!(texts(&desk, ".extracts tr"), ["Item Actual", "Lending desk 120"]);
    let reading = page("2025/reading");
    assert_eq!(texts(&reading, ".extracts tr"), ["Item Before Actual", "1 Reading 130 135"]);
    assert!(!site().join("en/2025/units/garden").exists(), "nobody names the garden");
}

#[test]
fn a_node_has_its_rows_of_tables_and_its_risks() {
    assert_eq!(texts(&page("2025/reading"), ".extracts tbody tr"), ["1 Reading 130 135"]);
    assert_eq!(texts(&page("2025/house"), ".risks .name"), ["Damp books"]);
}

#[test]
fn the_home_page_says_what_the_newest_report_comes_to() {
    let home = page("");
    assert_eq!(texts(&home, ".headline-figures dt"), ["Lent"]);
    assert_eq!(texts(&home, ".headline-figures dd"), ["1,500 loans"]);
    assert_eq!(texts(&home, ".missed .counted"), ["2 targets were not met."]);
    assert_eq!(texts(&home, ".house .storey .name"), ["Reading"]);
    assert_eq!(texts(&home, ".house .foundation .of .name"), ["House"]);
}

#[test]
fn a_kpi_says_how_its_rating_follows_and_what_it_was_before() {
    let kpi = page("2025/loans-of-books");
    assert_eq!(
        texts(&kpi, ".follows tbody tr"),
        [
            "Lending desk: At the desk100.0% Met100.0% Met Met",
            "Archive: From the archive75.0% Missed50.0% Missed Missed"
        ]
    );
    assert_eq!(texts(&kpi, "#history ~ .kpi h3"), ["2024 Books lent"]);
    assert_eq!(attributes(&kpi, ".cite bdi", "dir"), ["ltr"]);
    assert_eq!(texts(&page("2024/books-lent"), "#history ~ .kpi h3"), ["2025 Loans of books"]);
    let cited = texts(&kpi, ".cite .text");
    assert_eq!(
        cited,
        ["Library, Loans of books, Report 2025. https://example.org/en/2025/loans-of-books/"]
    );
}

#[test]
fn the_way_to_another_edition_stays_on_the_subject() {
    let to = |path: &str| attributes(&page(path), ".other-editions a", "href");
    assert_eq!(to("2025/loans-of-books"), ["../../2024/books-lent/index.html"]);
    assert_eq!(to("2024/books-lent"), ["../../2025/loans-of-books/index.html"]);
    assert_eq!(to("2025/reading"), ["../../2024/reading/index.html"]);
    assert_eq!(to("2025/kpis/rated-full"), ["../../../2024/kpis/rated-full/index.html"]);
    // What the other edition does not have leads to its first page.
    assert_eq!(to("2025/house"), ["../../2024/index.html"]);
    assert_eq!(to("2025/kpis/rated-not"), ["../../../2024/index.html"]);
}

#[test]
fn tables_are_found_by_their_topic_and_terms_in_the_glossary() {
    let topic = page("2025/topics/lending");
    assert_eq!(texts(&topic, ".downloads-list .name"), ["Loans by place", "Shelves by place"]);
    assert_eq!(texts(&topic, ".content h2"), ["Tables", "Shelves"]);
    let own = site().join("en/2025/topics/shelves");
    assert!(!own.exists(), "a part of a topic has no page of its own");
    let navigation = texts(&page("2025/loans"), ".main-nav [aria-current]");
    assert_eq!(navigation, ["Lending"]);
    assert_eq!(texts(&page("2025/shelves"), ".main-nav [aria-current]"), ["Lending"]);
    assert_eq!(texts(&page("2025"), "#tables ~ .link-group h3"), ["Lending", "Shelves"]);
    assert_eq!(texts(&page("2025/data"), "#topic-shelves ~ ul .name"), ["Shelves by place"]);
    assert_eq!(texts(&page("terms"), ".terms dt"), ["Loan"]);
}

#[test]
fn pictures_keep_their_place_while_they_load() {
    let sizes = |path: &str, selector: &str| {
        let page = page(path);
        (attributes(&page, selector, "width"), attributes(&page, selector, "height"))
    };
    assert_eq!(sizes("about", ".owner .logo"), (vec!["64".to_owned()], vec!["32".to_owned()]));
    assert_eq!(sizes("about", ".prose img"), (vec!["300".to_owned()], vec!["200".to_owned()]));
}

/// A document of thousands of sheets fits in no browser, and links would lead to it from each page.
#[test]
fn an_edition_of_more_than_500_records_has_no_page_to_print() {
    let printed = |nodes: usize| {
        let folder = project(&format!("pages-print-{nodes}"), &[&base()]);
        let nodes = (0..nodes).map(|n| {
            format!(
                "[node.n{n}]\nlevel = \"result\"\nparent = \"reading\"\ntitle.en = \"Result {n}\"\n"
            )
        });
        let text: String = nodes.collect();
        fs::write(folder.join("content/editions/2025/more.toml"), text).unwrap();
        let mut found = Diagnostics::new();
        let tree = load::read_tree(&folder, &mut found);
        let project = load::parse(&tree, &Shown::All, &mut found).unwrap();
        let plan = plan::plan(&project, &mut found);
        let has = |subject: Subject| plan.pages.iter().any(|page| page.subject == subject);
        assert!(has(Subject::Edition(0)));
        has(Subject::Print(0))
    };
    assert!(printed(400));
    assert!(!printed(501));
}
