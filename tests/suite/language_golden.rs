//! Each language's forms as a table that a native reader can check: tests/golden/language.
//!
//! `UPDATE_EXPECT=1 cargo test` rewrites the tables; reading their diff is the review.

use std::fmt::Write as _;
use std::path::Path;

use kepi::language::{Conjunction, Date, DateLength, NumberStyle, Numbering, Rules, Sign, Tag};

use crate::language::{SIX, decimal, legible, tag};

fn table(tag: &Tag) -> String {
    let rules = Rules::new(tag, &Numbering::default());
    let mut out = String::new();
    let mut row = |name: &str, text: &str| {
        writeln!(out, "{name:<34}{}", legible(text)).expect("a string takes any text");
    };
    let prose = NumberStyle::PROSE;
    let column = NumberStyle::COLUMN;
    let changes = prose.sign(Sign::Always);

    row("name", rules.own_name());
    row("direction", rules.direction().attribute());
    row("1234567.8", &rules.number(decimal("1234567.8"), prose));
    row("1234", &rules.number(decimal("1234"), prose));
    row("1234 in a column", &rules.number(decimal("1234"), column));
    row("12345", &rules.number(decimal("12345"), prose));
    row("-18.0", &rules.number(decimal("-18.0"), prose));
    row("-18.0 as accountants do", &rules.number(decimal("-18.0"), prose.sign(Sign::Parentheses)));
    row("-11.2 percent", &rules.percent(decimal("-11.2"), prose));
    row("93 percent", &rules.percent(decimal("93"), prose));
    row("a change of 3.35 percent", &rules.percent(decimal("3.35"), changes.decimals(1)));
    row("976.4 million", &rules.scaled(decimal("976.4"), 6, prose));
    row("75.7 million", &rules.scaled(decimal("75.7"), 6, prose));
    row("0.3 million", &rules.scaled(decimal("0.3"), 6, prose));
    row("1234.5 million", &rules.scaled(decimal("1234.5"), 6, prose));
    row("1, 2, 5 and 21 million", &{
        let millions = ["1", "2", "5", "21"].map(|n| rules.scaled(decimal(n), 6, prose));
        rules.list(&millions, Conjunction::And)
    });
    row("1.5 billion", &rules.scaled(decimal("1.5"), 9, prose));
    row("549813 thousand", &rules.scaled(decimal("549813"), 3, prose));
    row("590400 thousand", &rules.scaled(decimal("590400"), 3, prose));
    row("76.4 thousand", &rules.scaled(decimal("76.4"), 3, prose));
    row("CHF 976.4 million", &rules.money(decimal("976.4"), 6, "CHF", prose));
    row("EUR -18.0 million", &rules.money(decimal("-18.0"), 6, "EUR", prose));
    row("CHF 548", &rules.money(decimal("548"), 0, "CHF", prose));
    let day = Date::new(2026, 5, 1).expect("a day");
    row("1 May 2026", &rules.date(day, DateLength::Long));
    row("1 May 2026, shorter", &rules.date(day, DateLength::Medium));
    row("May 2026", &rules.date(day, DateLength::Month));
    row("2024/25", &rules.period("2024/25"));
    for number in ["0", "1", "2", "5", "11", "21", "100", "1000000", "1.0", "1.5"] {
        let category = rules.plural(decimal(number), prose);
        row(&format!("plural of {number}"), category.name());
    }
    for number in [1, 2, 3, 4, 11, 21] {
        row(&format!("ordinal of {number}"), rules.ordinal(number).name());
    }
    row("categories", &names(&rules.plural_categories()));
    row("ordinal categories", &names(&rules.ordinal_categories()));
    row("two", &rules.list(&["A", "B"], Conjunction::And));
    row("three", &rules.list(&["A", "B", "C"], Conjunction::And));
    row("one of three", &rules.list(&["A", "B", "C"], Conjunction::Or));
    row("in quotation marks", &rules.quote("A"));
    let mut words = sortable(tag.as_str());
    words.sort_by(|a, b| rules.compare(a, b));
    row("sorted", &words.join(" < "));
    out
}

fn names(categories: &[kepi::language::PluralCategory]) -> String {
    categories.iter().map(|category| category.name()).collect::<Vec<_>>().join(" ")
}

/// Words whose order says something about the language.
fn sortable(tag: &str) -> Vec<&'static str> {
    let mut words = match tag {
        "fr" => vec!["été", "Égypte", "Espagne", "etat", "état", "œuvre", "ombre", "Ouganda"],
        "es" => vec!["ñandú", "nube", "Nicaragua", "Ángel", "Argentina", "llave", "luz", "oso"],
        "ru" => vec!["ёлка", "ель", "Япония", "Россия", "йод", "игра", "Алжир", "жизнь"],
        "ar" => {
            vec!["فرنسا", "الصين", "البرازيل", "إسبانيا", "آسيا", "أفريقيا", "روسيا", "ألمانيا"]
        }
        "zh" => vec!["中国", "法国", "俄罗斯", "巴西", "阿尔及利亚", "西班牙", "埃及", "日本"],
        _ => vec!["zebra", "Apple", "apple", "Zürich", "zoo", "résumé", "resume", "Åland"],
    };
    words.extend(["Programme 10", "Programme 2", "1.10", "1.9"]);
    words
}

#[test]
fn every_language_keeps_its_golden_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/language");
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut differing = Vec::new();
    for language in SIX.into_iter().chain(["de", "pt-BR", "hi", "xx"]) {
        let path = folder.join(format!("{language}.txt"));
        let is = table(&tag(language));
        if update {
            std::fs::write(&path, &is).expect("the golden folder can be written");
        }
        let should = std::fs::read_to_string(&path).unwrap_or_default();
        for (is, should) in is.lines().zip(should.lines().chain(std::iter::repeat(""))) {
            if is != should {
                differing.push(format!("{language}: is     {is}\n    should {should}"));
            }
        }
        if is.lines().count() < should.lines().count() {
            differing.push(format!("{language}: the expected table has more lines"));
        }
    }
    assert!(differing.is_empty(), "{}\n(UPDATE_EXPECT=1 rewrites them)", differing.join("\n"));
}

/// The forms fixed by the chart and number specification, once more where no update rewrites them.
#[test]
fn the_pinned_forms_hold() {
    let prose = NumberStyle::PROSE;
    let cases: [(&str, [&str; 5]); 6] = [
        ("en", ["1,234,567.8", "1,234", "1,234", "−11.2%", "778.4{nbsp}million"]),
        (
            "fr",
            [
                "1{nnbsp}234{nnbsp}567,8",
                "1{nnbsp}234",
                "1{nnbsp}234",
                "−11,2{nbsp}%",
                "778,4{nbsp}millions",
            ],
        ),
        ("es", ["1.234.567,8", "1234", "1.234", "−11,2{nbsp}%", "778,4{nbsp}millones"]),
        (
            "ru",
            ["1{nbsp}234{nbsp}567,8", "1{nbsp}234", "1{nbsp}234", "−11,2{nbsp}%", "778,4{nbsp}млн"],
        ),
        ("ar", ["1,234,567.8", "1,234", "1,234", "{lrm}−11.2{lrm}%{lrm}", "778.4{nbsp}مليون"]),
        ("zh", ["1,234,567.8", "1,234", "1,234", "−11.2%", "7.784{nbsp}亿"]),
    ];
    for (language, [millions, text, column, percent, scaled]) in cases {
        let rules = crate::language::rules(language);
        assert_eq!(legible(&rules.number(decimal("1234567.8"), prose)), millions, "{language}");
        assert_eq!(legible(&rules.number(decimal("1234"), prose)), text, "{language}");
        let aligned = rules.number(decimal("1234"), NumberStyle::COLUMN);
        assert_eq!(legible(&aligned), column, "{language}");
        assert_eq!(legible(&rules.percent(decimal("-11.2"), prose)), percent, "{language}");
        assert_eq!(legible(&rules.scaled(decimal("778.4"), 6, prose)), scaled, "{language}");
    }
    let indic = Rules::new(&tag("ar"), &Numbering::parse("arab").expect("Arabic-Indic digits"));
    assert_eq!(indic.number(decimal("1234567.8"), prose), "١٬٢٣٤٬٥٦٧٫٨");
}
