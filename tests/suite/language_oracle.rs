//! Our formatter against another implementation of CLDR: Node's Intl, which is ICU for C++.
//!
//! Where the two differ on purpose, `pinned` says so; any other difference fails.

use std::io::Write as _;
use std::process::{Command, Stdio};

use kepi::language::{Conjunction, Date, DateLength, NumberStyle, Rules, Sign};
use serde_json::{Value, json};

use crate::language::{SIX, decimal, legible, rules, tag};

/// Languages of many kinds: other scripts, other groups of digits, other plurals, other orders.
const MORE: [&str; 22] = [
    "de", "de-AT", "de-CH", "pt-BR", "pt-PT", "it", "nl", "pl", "cs", "sv", "tr", "he", "fa", "hi",
    "ja", "ko", "uk", "en-GB", "fr-CA", "es-419", "ar-EG", "zh-Hant",
];

fn intl(mode: &str, input: &str) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tools/intl.mjs");
    let mut node = Command::new("node")
        .args([script, mode])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!(
                "`node` could not be started ({error}): this test needs Node 20 or later on PATH"
            )
        });
    let mut stdin = node.stdin.take().expect("stdin was piped");
    let questions = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(questions.as_bytes()));
    let output = node.wait_with_output().expect("node can be waited for");
    writer.join().expect("the writer does not panic").expect("node reads its questions");
    assert!(
        output.status.success(),
        "intl.mjs failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("node prints UTF-8")
}

/// What we print, beside what Intl prints for the same thing.
struct Questions {
    asked: Vec<Value>,
    ours: Vec<(String, String)>,
}

impl Questions {
    fn new() -> Questions {
        Questions { asked: Vec::new(), ours: Vec::new() }
    }

    fn ask(&mut self, ours: String, ask: &str, locale: &str, options: Value, value: Value) {
        self.ours.push((format!("{locale} {ask} {value} {options}"), ours));
        self.asked.push(json!({"ask": ask, "locale": locale, "options": options, "value": value}));
    }

    fn compare(self) {
        let answers = intl("answer", &Value::Array(self.asked).to_string());
        let answers: Vec<Value> = serde_json::from_str(&answers).expect("node prints JSON");
        assert_eq!(answers.len(), self.ours.len(), "an answer to each question");
        let mut different = Vec::new();
        for ((question, ours), answer) in self.ours.iter().zip(answers) {
            let theirs = match answer {
                Value::String(text) => text,
                Value::Array(items) => items
                    .iter()
                    .map(|item| item.as_str().expect("a list of texts"))
                    .collect::<Vec<_>>()
                    .join("|"),
                other => panic!("an unexpected answer: {other}"),
            };
            let theirs = pinned(question, &theirs);
            if *ours != theirs {
                different.push(format!(
                    "{question}\n   ours   {}\n   theirs {}",
                    legible(ours),
                    legible(&theirs)
                ));
            }
        }
        assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n"));
    }
}

/// What we do otherwise than CLDR, on purpose.
fn pinned(question: &str, theirs: &str) -> String {
    let language = question.split([' ', '-']).next().expect("a question starts with its locale");
    let mut text = theirs.to_owned();
    if question.contains(" number ") {
        // A minus is a minus, not a hyphen.
        text = text.replace('-', "\u{2212}");
    }
    if question.contains(" date ") && ["ru", "uk"].contains(&language) {
        // ICU4X has CLDR 49, which ties "г." to the year; Node 20 has CLDR 48.
        text = text.replace(" г.", "\u{202f}г.").replace(" р.", "\u{202f}р.");
    }
    if question.contains(" date ") && language == "fr" && text.starts_with("1 ") {
        // The first of May is not the one of May.
        text = text.replacen("1 ", "1er ", 1);
    }
    if question.contains("\"compact\"") {
        // A number does not part from its scale at the end of a line.
        text = text.replace(' ', "\u{a0}");
        // Chinese reports set a space before 万 and 亿.
        if language == "zh" {
            for word in ["万", "萬", "亿", "億"] {
                text = text.replace(word, &format!("\u{a0}{word}"));
            }
        }
    }
    text
}

#[test]
fn numbers_percentages_and_money_agree_with_intl() {
    let values = [
        "0",
        "5",
        "-5",
        "1234",
        "-1234.5",
        "12345",
        "1234567.8",
        "-0.04",
        "0.05",
        "2.5",
        "-2.5",
        "999999999999.95",
        "1000000",
        "79228162514264337593543950335",
    ];
    let mut questions = Questions::new();
    for locale in SIX.into_iter().chain(MORE) {
        let rules = rules(locale);
        for value in values {
            for decimals in [0, 1, 3] {
                let style = NumberStyle::PROSE.decimals(decimals);
                let number = decimal(value);
                let digits = json!({
                    "minimumFractionDigits": decimals, "maximumFractionDigits": decimals,
                    "signDisplay": "negative",
                });
                let with = |more: Value| merged(&digits, more);
                questions.ask(
                    rules.number(number, style),
                    "number",
                    locale,
                    with(json!({})),
                    value.into(),
                );
                questions.ask(
                    rules.number(number, NumberStyle::COLUMN.decimals(decimals)),
                    "number",
                    locale,
                    with(json!({"useGrouping": "always"})),
                    value.into(),
                );
                questions.ask(
                    rules.number(number, style.sign(Sign::Always)),
                    "number",
                    locale,
                    with(json!({"signDisplay": "exceptZero"})),
                    value.into(),
                );
                // Intl multiplies a percentage by a hundred.
                if let Some(hundredth) = number.checked_div(decimal("100"))
                    && hundredth.scale() == number.scale() + 2
                {
                    questions.ask(
                        rules.percent(number, style),
                        "number",
                        locale,
                        with(json!({"style": "percent"})),
                        hundredth.to_string().into(),
                    );
                }
                // Austria separates digits of money otherwise than of other numbers; a report does not.
                if locale != "de-AT" {
                    let money =
                        json!({"style": "currency", "currency": "CHF", "currencyDisplay": "code"});
                    questions.ask(
                        rules.money(number, 0, "CHF", style),
                        "number",
                        locale,
                        with(money),
                        value.into(),
                    );
                }
            }
        }
    }
    questions.compare();
}

fn merged(options: &Value, more: Value) -> Value {
    let mut options = options.clone();
    if let (Some(options), Value::Object(more)) = (options.as_object_mut(), more) {
        options.extend(more);
    }
    options
}

#[test]
fn millions_and_billions_agree_with_intl() {
    let mut questions = Questions::new();
    for locale in SIX.into_iter().chain(MORE) {
        let rules = rules(locale);
        // Russian abbreviates, see `scales.rs`.
        let length = if locale == "ru" { "short" } else { "long" };
        for value in ["1", "2", "3", "5", "11", "21", "101", "1.5", "976.4", "-18.25", "7.57"] {
            let number = decimal(value);
            for exponent in [6, 9] {
                // Spanish: 1500 millones, where CLDR has "mil millones". Hindi: the scale of the data
                // stays as long as there is a word for it, however large the number.
                if exponent == 9 && ["es", "hi"].contains(&&locale[..2]) {
                    continue;
                }
                let full = format!("{value}e{exponent}");
                let options = json!({
                    "notation": "compact", "compactDisplay": length, "maximumFractionDigits": 6,
                    "useGrouping": "always",
                });
                questions.ask(
                    rules.scaled(number, exponent, NumberStyle::PROSE),
                    "number",
                    locale,
                    options,
                    full.into(),
                );
            }
        }
    }
    questions.compare();
}

#[test]
fn dates_agree_with_intl() {
    let mut questions = Questions::new();
    for locale in SIX.into_iter().chain(MORE) {
        // CLDR 49 and 48 differ in these.
        if ["fa", "hi", "ko"].contains(&locale) {
            continue;
        }
        let rules = rules(locale);
        for (year, month, day) in [(2025, 12, 31), (2026, 5, 1), (2024, 2, 29), (1999, 8, 9)] {
            let date = Date::new(year, month, day).expect("a day");
            let text = format!("{year:04}-{month:02}-{day:02}");
            questions.ask(
                rules.date(date, DateLength::Long),
                "date",
                locale,
                json!({"dateStyle": "long"}),
                text.clone().into(),
            );
            questions.ask(
                rules.date(date, DateLength::Medium),
                "date",
                locale,
                json!({"dateStyle": "medium"}),
                text.clone().into(),
            );
            questions.ask(
                rules.date(date, DateLength::Month),
                "date",
                locale,
                json!({"month": "long", "year": "numeric"}),
                text.into(),
            );
        }
    }
    questions.compare();
}

#[test]
fn lists_agree_with_intl() {
    let mut questions = Questions::new();
    for locale in SIX.into_iter().chain(MORE) {
        // CLDR 49 and 48 differ in these.
        if ["he", "hi"].contains(&locale) {
            continue;
        }
        let rules = rules(locale);
        for items in [
            vec![],
            vec!["A"],
            vec!["A", "B"],
            vec!["A", "B", "C"],
            vec!["A", "B", "C", "D"],
            vec!["padre", "hijo"],
            vec!["uno", "otro"],
        ] {
            for (conjunction, kind) in
                [(Conjunction::And, "conjunction"), (Conjunction::Or, "disjunction")]
            {
                questions.ask(
                    rules.list(&items, conjunction),
                    "list",
                    locale,
                    json!({"type": kind}),
                    json!(items),
                );
            }
        }
    }
    questions.compare();
}

#[test]
fn plural_forms_agree_with_intl() {
    let mut questions = Questions::new();
    for locale in SIX.into_iter().chain(MORE) {
        let rules = rules(locale);
        for number in (0..=130_u64).chain([1000, 1001, 10_000, 1_000_000, 2_000_000, 1_000_001]) {
            let value = decimal(&number.to_string());
            questions.ask(
                rules.plural(value, NumberStyle::PROSE).name().into(),
                "plural",
                locale,
                json!({}),
                number.into(),
            );
            // CLDR 49 has 1.er and 3.er in Spanish, CLDR 48 has not.
            if !locale.starts_with("es") {
                questions.ask(
                    rules.ordinal(number).name().into(),
                    "plural",
                    locale,
                    json!({"type": "ordinal"}),
                    number.into(),
                );
            }
        }
        for number in ["0.0", "1.0", "1.1", "1.5", "2.0", "0.5", "21.1", "5.0"] {
            let category = rules.plural(decimal(number), NumberStyle::PROSE);
            questions.ask(
                category.name().into(),
                "plural",
                locale,
                json!({"minimumFractionDigits": 1}),
                json!(number.parse::<f64>().expect("a number")),
            );
        }
        let joined = |categories: Vec<kepi::language::PluralCategory>| {
            let mut names: Vec<_> =
                categories.into_iter().map(|category| category.name()).collect();
            names.sort_unstable();
            names.join("|")
        };
        questions.ask(
            joined(rules.plural_categories()),
            "categories",
            locale,
            json!({}),
            Value::Null,
        );
        if !locale.starts_with("es") {
            questions.ask(
                joined(rules.ordinal_categories()),
                "categories",
                locale,
                json!({"type": "ordinal"}),
                Value::Null,
            );
        }
    }
    questions.compare();
}

#[test]
fn words_are_sorted_as_intl_sorts_them() {
    let words = [
        "zebra",
        "Apple",
        "Åland",
        "été",
        "état",
        "œuvre",
        "ombre",
        "ñandú",
        "nube",
        "llave",
        "ёлка",
        "ель",
        "йод",
        "игра",
        "Япония",
        "فرنسا",
        "الصين",
        "آسيا",
        "أفريقيا",
        "中国",
        "法国",
        "俄罗斯",
        "巴西",
        "埃及",
        "Programme 10",
        "Programme 2",
        "1.10",
        "1.9",
        "2 a",
        "10 a",
        "ö",
        "z",
    ];
    let mut questions = Questions::new();
    for locale in SIX.into_iter().chain(MORE) {
        let rules = rules(locale);
        let mut sorted = words.to_vec();
        sorted.sort_by(|a, b| rules.compare(a, b));
        questions.ask(sorted.join("|"), "sorted", locale, json!({"numeric": true}), json!(words));
    }
    questions.compare();
}

#[test]
fn the_table_of_patterns_is_what_intl_prints() {
    let should = intl("patterns", "");
    let is = include_str!("../../src/language/patterns.tsv");
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    for (is, should) in lines(is).iter().zip(&lines(&should)) {
        assert_eq!(
            is, should,
            "made from another CLDR? node tests/tools/intl.mjs patterns > src/language/patterns.tsv"
        );
    }
    assert_eq!(is.lines().count(), should.lines().count());
}

/// Locales whose usual digits differ between CLDR 49 and CLDR 48.
const OTHER_DIGITS: [&str; 8] = ["ars", "bn-IN", "ccp", "dz", "lrc", "mzn", "pa-PK", "uz-AF"];

#[test]
fn every_locale_of_icu_can_be_a_language_of_a_site() {
    let locales: Vec<String> =
        serde_json::from_str(&intl("locales", "")).expect("node prints JSON");
    assert!(locales.len() > 700, "{} locales", locales.len());
    let mut questions = Questions::new();
    for locale in &locales {
        let rules = Rules::new(&tag(locale), &Default::default());
        let day = Date::new(2026, 5, 1).expect("a day");
        for length in [DateLength::Long, DateLength::Medium, DateLength::Month] {
            assert!(!rules.date(day, length).is_empty(), "{locale}");
        }
        for exponent in 0..20 {
            let text = rules.money(decimal("-976.4"), exponent, "XYZ", NumberStyle::PROSE);
            assert!(text.contains("XYZ"), "{locale}: {text}");
        }
        if OTHER_DIGITS.iter().any(|tag| locale.starts_with(tag)) {
            continue;
        }
        let percent = rules.percent(decimal("-5"), NumberStyle::PROSE);
        questions.ask(percent, "number", locale, json!({"style": "percent"}), "-0.05".into());
        let money = json!({"style": "currency", "currency": "XYZ", "currencyDisplay": "code", "maximumFractionDigits": 0});
        let amount = rules.money(decimal("-5"), 0, "XYZ", NumberStyle::PROSE);
        questions.ask(amount, "number", locale, money, "-5".into());
    }
    questions.compare();
}
