//! The twenty-three ways in which rows of KPIs differ in a real report, and where the sample has each:
//! it loads, it is checked, and its page says it in every language.

use std::fs;

use scraper::{Html, Selector};

use crate::sample::built;

/// What is peculiar, the KPI of the edition 2024/25 that has it, and what a reader of its page is
/// told in English.
const CASES: &[(&str, &str, &[&str])] = &[
    (
        "1. several numbers, one rating",
        "web-visitors",
        &["WOC: WeChat", "338,313", "one rating for these measures"],
    ),
    (
        "2. several ratings, one KPI, by sector, region and office",
        "training-satisfaction",
        &["Copyright 94%", "Africa 89%", "Least developed countries 94%", "External Offices"],
    ),
    (
        "3. a line for each office, a footnote on some",
        "web-visitors",
        &["WJO 94,064 Note 5", "previously published: 68,504"],
    ),
    (
        "4. a target that is printed once for several lines",
        "web-visitors",
        &["WAO 7,368 2022/23 growth of 20%", "WBO 22,624 2022/23 growth of 20%"],
    ),
    (
        "5. a target and an actual value for each year, one rating",
        "filing-rate",
        &["2024: 72,900, 2025: 75,000", "2024: 65,115, 2025: 64,150 [p]"],
    ),
    (
        "6. the same with a rating for each year",
        "filing-rate",
        &[
            "Lisbon international applications, 2024 96",
            "Lisbon international applications, 2025 96",
        ],
    ),
    (
        "7. a compound condition of which the actual value answers one half",
        "appropriate-technologies",
        &["Identified 2 4 4", "Deployed 0 1 [ ] left blank in the source"],
    ),
    (
        "8. growth, over the biennium, each year, and against a target",
        "trained-by-institutions",
        &["growth of 5%", "The growth is measured against the target of 122,450 for 2024."],
    ),
    (
        "9. an increment, with the level that it makes",
        "dispute-services-use",
        &["gTLD cases 59,436 9,000 more 10,823", "cumulative: 70,259"],
    ),
    (
        "10. satisfaction with replies, an asymmetric interval and sub-scores",
        "customer-satisfaction-index",
        &["at least 85%", "confidence interval 83% to 88%", "Professionalism: 87%"],
    ),
    (
        "11. so many of so many",
        "multilingual-web-content",
        &["94% December 31, 2023 125 of 133", "83% 5 of 6"],
    ),
    ("12. maintain, improve", "staff-engagement", &["73 2022/23 improve on the baseline 76"]),
    (
        "13. levels on a scale, in numbers and in words",
        "erp-maturity",
        &[
            "4.4 December 31, 2023 4.5",
            "Dimension 4: advanced, Dimension 5: established, and Dimension 6: established",
        ],
    ),
    (
        "14. less is better",
        "unit-costs",
        &["Lower is better", "Madrid: new or renewed registration 598"],
    ),
    (
        "15. words instead of numbers, one of them pending",
        "audit-opinion",
        &["2024: Unqualified audit opinion received, 2025: […]"],
    ),
    ("16. no baseline, with the reason", "project-benefits", &["Brands [z] not applicable 3 3"]),
    (
        "17. a vector of shares",
        "geographical-diversity",
        &["Africa: 12.4%, Asia and the Pacific: 20.3%", "Western Europe: 34.9%"],
    ),
    (
        "18. a scale of measurement that changed",
        "un-swap",
        &["44.4% Note 2 not comparable", "UN-SWAP 3.0"],
    ),
    (
        "19. a correction of what was published",
        "documents-exchanged",
        &["previously published: 2,619,986", "Correction: 2,691,986 documents"],
    ),
    (
        "20. doubts about the data, and values that are preliminary",
        "web-visitors",
        &["incentivised or low-quality traffic"],
    ),
    (
        "21. a target in per cent, an actual value in countries",
        "gii-data-advice",
        &["100% 100% Note 1 59 of 59 Africa: 11", "[x] not available"],
    ),
    (
        "22. more is covered than by the baseline",
        "ldc-deliverables",
        &["all 8 focus areas", "all 9 focus areas", "One focus area was added in 2025."],
    ),
    (
        "23. a baseline that was brought up to date",
        "unit-costs",
        &["PCT application 555 Note 1", "Actual figure for 2022/23."],
    ),
];

#[test]
fn every_kind_of_row_of_a_real_report_is_there_for_its_reader() {
    let output = &built().output;
    let mut wrong = Vec::new();
    for (case, kpi, said) in CASES {
        for tag in ["en", "zh", "ar", "fr", "es", "ru"] {
            let page = output.join(tag).join("2024-25").join(kpi).join("index.html");
            assert!(page.is_file(), "{case}: {}", page.display());
        }
        let page = output.join("en/2024-25").join(kpi).join("index.html");
        let text = text(&fs::read_to_string(page).unwrap());
        for said in said.iter().filter(|said| !text.contains(*said)) {
            wrong.push(format!("{case}: `{kpi}` does not say `{said}`: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The words of the page's content, in their order, with single blanks.
fn text(html: &str) -> String {
    let page = Html::parse_document(html);
    let content = Selector::parse("main").unwrap();
    let content = page.select(&content).next().expect("every page has a main part");
    let words = content.text().flat_map(str::split_whitespace);
    words.collect::<Vec<_>>().join(" ")
}
