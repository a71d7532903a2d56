//! What a stranger comes for stands at most three clicks from the home page, in every language and
//! without JavaScript; and one search finds it.

use std::fs;
use std::path::{Path, PathBuf};

use scraper::{ElementRef, Html, Selector};

use crate::sample;
use crate::search::search_one;

const LANGUAGES: [&str; 6] = ["en", "zh", "ar", "fr", "es", "ru"];

/// A reader on a page of the finished site.
struct Reader {
    /// From the site's root.
    at: PathBuf,
    page: Html,
    clicks: usize,
}

impl Reader {
    fn at_home(tag: &str) -> Self {
        let at = PathBuf::from(tag).join("index.html");
        Reader { page: open(&at), at, clicks: 0 }
    }

    /// Clicks the first link with words in it that ends like this.
    fn click(mut self, end: &str) -> Self {
        let to = self.way(end);
        self.at = to;
        self.page = open(&self.at);
        self.clicks += 1;
        self
    }

    fn way(&self, end: &str) -> PathBuf {
        let link = self.all("a[href]").into_iter().find(|link| {
            let href = link.attr("href").unwrap();
            let href = href.split('#').next().unwrap();
            let is_whole = href == end || href.ends_with(&format!("/{end}"));
            is_whole && !text(link).is_empty()
        });
        let Some(link) = link else { panic!("{}: no link to `{end}`", self.at.display()) };
        let href = link.attr("href").unwrap().split('#').next().unwrap();
        let mut way = self.at.parent().unwrap().to_path_buf();
        for part in Path::new(href) {
            if part == ".." {
                assert!(way.pop(), "{href}");
            } else {
                way.push(part);
            }
        }
        way
    }

    fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.page.select(&Selector::parse(selector).unwrap()).collect()
    }

    fn cell(&self, row: &str) -> String {
        let cells = self.all(&format!("tr#{row} td"));
        let [cell] = cells[..] else { panic!("{}: {} cells", self.at.display(), cells.len()) };
        text(&cell)
    }
}

fn open(path: &Path) -> Html {
    let file = sample::built().output.join(path);
    Html::parse_document(
        &fs::read_to_string(&file).unwrap_or_else(|_| panic!("{}", path.display())),
    )
}

fn text(element: &ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn which_targets_of_a_result_were_missed_and_by_how_much() {
    for tag in LANGUAGES {
        let result = Reader::at_home(tag).click("2024-25/er-3-1/index.html");
        let missed = result.all("article.kpi td.rated .r-ring");
        assert_eq!(missed.len(), 4, "{tag}");
        // Target and actual value stand beside the rating.
        for glyph in missed {
            let row = glyph.ancestors().filter_map(ElementRef::wrap);
            let row = row.into_iter().find(|it| it.value().name() == "tr").unwrap();
            let cells = Selector::parse("td.actual .value").unwrap();
            let actual: Vec<String> = row.select(&cells).map(|cell| text(&cell)).collect();
            assert!(!actual.is_empty() && !actual[0].is_empty(), "{tag}");
        }
        // How far each came stands on its page.
        let kpi = Reader::at_home(tag)
            .click("2024-25/kpis/rated-not/index.html")
            .click("apdex/index.html");
        assert_eq!(kpi.clicks, 2);
        assert!(!kpi.all(".follows .percent").is_empty(), "{tag}");
    }
}

#[test]
fn a_number_of_filings_and_whether_it_is_final() {
    for tag in LANGUAGES {
        let series = Reader::at_home(tag)
            .click("2024-25/topics/demand/index.html")
            .click("series/pct-applications/index.html");
        let cell = series.cell("t-pct-applications-row-2025");
        assert!(cell.contains("900") && cell.contains("[e]"), "{tag}: {cell}");
        assert!(!series.all(".legend").is_empty(), "{tag}: what [e] means");
        assert!(!series.all("p.source a[href]").is_empty(), "{tag}: where it comes from");
    }
}

#[test]
fn a_unit_cost_of_an_earlier_report() {
    for tag in LANGUAGES {
        let series = Reader::at_home(tag)
            .click("2020-21/index.html")
            .click("topics/demand/index.html")
            .click("series/hague-unit-cost-2020-21/index.html");
        assert_eq!(series.clicks, 3);
        assert_eq!(series.cell("t-hague-unit-cost-2020-21-row-2021"), "540", "{tag}");
    }
}

#[test]
fn the_source_of_a_figure() {
    for tag in LANGUAGES {
        let table = Reader::at_home(tag).click("2024-25/key-financial-data/index.html");
        let source = table.click("sources/index.html");
        assert_eq!(source.clicks, 2);
        assert!(!source.all("#source-wpr-2024-25").is_empty(), "{tag}");
    }
}

#[test]
fn the_data_of_a_table_as_a_file() {
    for tag in LANGUAGES {
        let topic = Reader::at_home(tag).click("2024-25/topics/finance/index.html");
        let file = sample::built().output.join(topic.way("budget-by-sector.csv"));
        let csv = fs::read_to_string(file).unwrap();
        assert!(csv.lines().count() > 8, "{csv}");
    }
}

#[test]
fn the_same_page_in_another_language() {
    for tag in LANGUAGES {
        let page = Reader::at_home(tag).click("2024-25/er-3-1/index.html");
        let other = if tag == "ar" { "en" } else { "ar" };
        let same = page.click(&format!("{other}/2024-25/er-3-1/index.html"));
        assert_eq!(same.page.root_element().attr("lang"), Some(other));
        assert_eq!(same.all("article.kpi td.rated .r-ring").len(), 4);
    }
}

#[test]
fn one_search_finds_each_of_them() {
    for (tag, query, page) in [
        ("en", "PCT applications", "series/pct-applications"),
        ("zh", "PCT申请", "series/pct-applications"),
        ("ar", "طلبات معاهدة التعاون بشأن البراءات", "series/pct-applications"),
        ("en", "Hague unit cost", "series/hague-unit-cost-2020-21"),
        ("zh", "海牙 单位成本", "series/hague-unit-cost-2020-21"),
        ("ar", "لاهاي تكلفة الوحدة", "series/hague-unit-cost-2020-21"),
        ("en", "expenditure by sector", "2024-25/budget-by-sector"),
        ("zh", "部门支出", "2024-25/budget-by-sector"),
        ("ar", "النفقات حسب القطاع", "2024-25/budget-by-sector"),
        ("en", "3.1", "2024-25/er-3-1"),
        ("zh", "3.1", "2024-25/er-3-1"),
        ("ar", "3.1", "2024-25/er-3-1"),
    ] {
        let (_, results) = search_one(tag, query);
        let shown: Vec<&str> = results.iter().take(10).map(|it| it.href.as_str()).collect();
        let wanted = format!("../{page}/index.html");
        assert!(shown.iter().any(|href| href.starts_with(&wanted)), "{tag} `{query}`: {shown:?}");
    }
}
