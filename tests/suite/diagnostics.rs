//! What an author reads on the terminal, and what scripts, editors and CI get of the same findings.

use std::time::{Duration, Instant};

use kepi::diagnostics::print::{self, Limits};
use kepi::diagnostics::{At, Code, Diagnostic, Diagnostics, Origin, Severity, SourceMap};

use crate::expect::expect;

static UNKNOWN_RATING: Code = Code {
    name: "unknown-rating",
    severity: Severity::Error,
    what: "A measure names a rating that the edition does not have.",
    why: "Readers compare ratings; a word of its own cannot be counted.",
    example: "rating = \"full\"",
};
static TOTAL_MISMATCH: Code = Code {
    name: "total-mismatch",
    severity: Severity::Warning,
    what: "A printed total is not the sum of its parts.",
    why: "Readers add up.",
    example: "sum = [\"pct\", \"madrid\"]",
};
static NO_BASE_URL: Code = Code {
    name: "no-base-url",
    severity: Severity::Note,
    what: "The site has no address.",
    why: "Search engines need one.",
    example: "base_url = \"https://example.org/\"",
};

/// One finding of each kind that is printed differently.
fn sample() -> (Vec<Diagnostic>, SourceMap) {
    let mut sources = SourceMap::default();
    let mut found = Diagnostics::new();

    let site = sources.add("content/site.toml", Some("title = \"Reports\"\n".into()));
    let text = "[kpi.visitors]\nbetter = \"higher\"\ntitle.en = \"Visitors\"\n\n\
                [kpi.visitors.measure.all]\nrating = \"great\"\nbaseline = 1\n";
    let results = sources.add("content/editions/2025/results.toml", Some(text.into()));
    let at = |part: &str| {
        let start = text.find(part).unwrap();
        Origin::range(results, start..start + part.len())
    };
    found.push(
        Diagnostic::new(&UNKNOWN_RATING, "unknown rating `great`")
            .at(at("\"great\""))
            .label("not one of the ratings of this edition")
            .help("use one of `full`, `partial`, `not`"),
    );
    found.push(
        Diagnostic::new(&UNKNOWN_RATING, "a range of several lines is marked on the first")
            .at(Origin::range(results, text.find("[kpi.visitors.m").unwrap()..text.len()))
            .related(at("title.en"), "the title stands here")
            .related(at("[kpi.visitors]"), "too far away for one excerpt")
            .related(Origin::range(site, 0..5), "in another file"),
    );
    found.push(Diagnostic::new(&TOTAL_MISMATCH, "at the end").at(Origin::range(results, 999..999)));

    let budget = sources.add("content/editions/2025/finance/budget.xlsx", None);
    sources.name_sheets(budget, vec!["Cover".into(), "Revenue".into()]);
    found.push(
        Diagnostic::new(&TOTAL_MISMATCH, "the total `976.4` is not the sum `976.5`")
            .at(Origin { file: budget, at: At::Cell { sheet: 1, row: 6, column: 1 } })
            .label("6 rows make 976.5")
            .related(at("baseline"), "compared with this"),
    );
    let list = sources.add("content/editions/2025/finance/staff.csv", Some("a,b\n1,x\n".into()));
    found.push(
        Diagnostic::new(&TOTAL_MISMATCH, "`x` is not a number")
            .at(Origin { file: list, at: At::Cell { sheet: 0, row: 1, column: 1 } }),
    );
    let picture = sources.add("content/pages/photo, 100%: \u{202e}gnp.md", None);
    found.push(Diagnostic::new(&UNKNOWN_RATING, "not a text file").at(Origin::file(picture)));

    let text = "+++\r\ntitle = \"تقرير\"\r\n+++\r\n# 绩效报告 {{ valu(id=\"a\") }}\r\n\
                \tcolour \u{1b}[31mred\u{1b}[0m \u{202e}right to left\u{202c} end\r\n";
    let about = sources.add("content/pages/about.zh.md", Some(text.into()));
    let at = |part: &str| {
        let start = text.find(part).unwrap();
        Origin::range(about, start..start + part.len())
    };
    found.push(
        Diagnostic::new(&UNKNOWN_RATING, "unknown directive `valu`")
            .at(at("valu"))
            .label("did you mean `value`?"),
    );
    found.push(
        Diagnostic::new(&TOTAL_MISMATCH, "controls \u{1b}[31min\u{1b}[0m a\nmessage")
            .at(at("end"))
            .label("after \u{7} controls")
            .help("100 % of it:\n  title.en = \"a\""),
    );
    found.push(Diagnostic::new(&NO_BASE_URL, "the site has no `base_url`"));
    (found.into_sorted(&sources), sources)
}

fn text(found: &[Diagnostic], sources: &SourceMap, limits: Limits) -> (String, usize) {
    let mut out = anstream::StripStream::new(Vec::new());
    let hidden = print::text(&mut out, found, sources, limits).unwrap();
    (String::from_utf8(out.into_inner()).unwrap(), hidden)
}

#[test]
fn each_message_shows_its_place() {
    let (found, sources) = sample();
    let (printed, hidden) = text(&found, &sources, Limits::USUAL);
    expect("diagnostics.txt", &printed);
    assert_eq!(hidden, 0);
}

#[test]
fn json_holds_every_finding() {
    let (found, sources) = sample();
    let mut out = Vec::new();
    print::json(&mut out, &found, &sources).unwrap();
    let out = String::from_utf8(out).unwrap();
    let parsed: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(parsed["diagnostics"].as_array().unwrap().len(), found.len());
    expect("diagnostics.json", &out);
}

#[test]
fn github_gets_an_annotation_for_each_finding() {
    let (found, sources) = sample();
    let mut out = Vec::new();
    print::github(&mut out, &found, &sources, "reports").unwrap();
    let out = String::from_utf8(out).unwrap();
    assert_eq!(out.lines().count(), found.len());
    expect("diagnostics.github", &out);
}

fn sarif(found: &[Diagnostic], sources: &SourceMap) -> String {
    let mut out = Vec::new();
    print::sarif(&mut out, found, sources, "reports").unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn sarif_follows_its_official_schema() {
    let (found, sources) = sample();
    let out = sarif(&found, &sources);
    expect("diagnostics.sarif", &out);
    validate(&out).unwrap_or_else(|errors| panic!("not valid SARIF\n{errors}"));
    validate(&sarif(&[], &sources)).unwrap_or_else(|errors| panic!("not valid SARIF\n{errors}"));
    // The validator must be able to fail.
    let broken = out.replace("\"startLine\":5", "\"startLine\":0");
    assert_ne!(broken, out);
    assert!(validate(&broken).is_err_and(|errors| errors.contains("startLine")));
}

/// Asks the schema in the npm package that `tests/node/package-lock.json` pins.
fn validate(sarif: &str) -> Result<(), String> {
    let done = crate::node::run("sarif.mjs", sarif);
    if done.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr))
}

/// `count` findings, evenly spread over a file.
fn many(count: usize, text: &str) -> (Vec<Diagnostic>, SourceMap) {
    let mut sources = SourceMap::default();
    let file = sources.add("content/many.toml", Some(text.into()));
    let mut found = Diagnostics::new();
    for number in 0..count {
        let start = text.len() / count * number;
        found.push(
            Diagnostic::new(&UNKNOWN_RATING, format!("unknown rating `{number}`"))
                .at(Origin::range(file, start..start + 3))
                .help("use one of `full`, `partial`, `not`"),
        );
    }
    (found.into_sorted(&sources), sources)
}

#[test]
fn the_rest_is_counted_and_errors_come_before_warnings() {
    let mut sources = SourceMap::default();
    let mut found = Diagnostics::new();
    for name in ["a", "b", "c", "d", "e", "f"] {
        let file = sources.add(format!("content/{name}.toml"), Some("x = 1\n".repeat(60).into()));
        for number in 0..60 {
            let at = Origin::range(file, number * 6..number * 6 + 1);
            found.push(Diagnostic::new(&TOTAL_MISMATCH, format!("warning {number}")).at(at));
        }
    }
    let last = sources.find("content/f.toml").unwrap();
    let at = Origin::range(last, 354..355);
    found.push(Diagnostic::new(&UNKNOWN_RATING, "the one that matters").at(at));
    let found = found.into_sorted(&sources);

    let (printed, hidden) = text(&found, &sources, Limits::USUAL);
    assert_eq!(printed.matches("warning[total-mismatch]").count(), 199);
    assert!(printed.contains("error[unknown-rating]: the one that matters"));
    assert!(printed.contains("\n... and 10 more in content/a.toml\n"));
    assert!(printed.contains("\n... and 11 more in content/d.toml\n"));
    assert!(printed.contains("\n... and 60 more in content/f.toml\n"));
    assert!(printed.ends_with("\n... and 60 more in other files\n\n"));
    assert_eq!(hidden, 161);

    let (printed, hidden) = text(&found, &sources, Limits::NONE);
    assert_eq!(printed.matches("[total-mismatch]").count(), 360);
    assert_eq!(hidden, 0);
}

#[test]
fn what_is_the_same_everywhere_is_printed_three_times_and_then_its_places() {
    let mut sources = SourceMap::default();
    let mut found = Diagnostics::new();
    for name in ["a", "b", "c", "d"] {
        let file = sources.add(format!("content/{name}.toml"), Some("x = 1\n".repeat(10).into()));
        for line in 0..5 {
            let at = Origin::range(file, line * 6..line * 6 + 1);
            found.push(Diagnostic::new(&UNKNOWN_RATING, "unknown rating `fulll`").at(at));
            found.push(
                Diagnostic::new(&TOTAL_MISMATCH, "names nothing, so the line says it").at(at),
            );
        }
    }
    let found = found.into_sorted(&sources);

    let (printed, hidden) = text(&found, &sources, Limits::USUAL);
    assert_eq!(printed.matches("unknown rating `fulll`").count(), 3);
    let places = "\n... and the same at\n    content/a.toml:4:1\n    content/a.toml:5:1\n    \
                  content/b.toml:1:1\n";
    assert!(printed.contains(places), "{printed}");
    assert!(printed.contains("    content/c.toml:5:1\n\n"), "twelve places: {printed}");
    assert!(printed.contains("\n... and 5 more in content/d.toml\n"), "{printed}");
    assert_eq!(hidden, 5);
    assert_eq!(printed.matches("names nothing").count(), 20);

    let (printed, hidden) = text(&found, &sources, Limits::NONE);
    assert_eq!((printed.matches("unknown rating `fulll`").count(), hidden), (20, 0));
}

#[test]
fn ten_thousand_findings_are_printed_in_no_time() {
    for text_of_file in ["a = 1\n".repeat(27_000), "a = 1, ".repeat(23_000)] {
        let (found, sources) = many(10_000, &text_of_file);
        let started = Instant::now();
        let (_, hidden) = text(&found, &sources, Limits::USUAL);
        assert_eq!(hidden, 9_950);
        assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
        let mut out = Vec::new();
        print::json(&mut out, &found, &sources).unwrap();
        sarif(&found, &sources);
        print::github(&mut out, &found, &sources, "").unwrap();
        // All four, unoptimized and beside other tests; reading the file from its start for each
        // finding would take minutes.
        assert!(started.elapsed() < Duration::from_secs(40), "{:?}", started.elapsed());
    }
}

#[test]
fn a_line_of_ten_megabytes_still_gives_a_short_message() {
    let long = format!("{}\"报告\" = 1", "年 = 1, ".repeat(1_200_000));
    let (found, sources) = many(50, &long);
    let started = Instant::now();
    let (printed, _) = text(&found, &sources, Limits::USUAL);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert!(printed.lines().all(|line| line.chars().count() < 160));
    let column = long[..long.len() / 50 * 49].chars().count() + 1;
    assert!(printed.contains(&format!("--> content/many.toml:1:{column}\n")), "{column}");
}

#[test]
fn a_long_paragraph_is_cut_around_its_mark() {
    let text_of_file = format!("{}{{{{ valu }}}}{}", "报告。".repeat(700), "报告。".repeat(700));
    let mut sources = SourceMap::default();
    let file = sources.add("content/pages/about.zh.md", Some(text_of_file.as_str().into()));
    let start = text_of_file.find("valu").unwrap();
    let found = [Diagnostic::new(&UNKNOWN_RATING, "unknown directive `valu`")
        .at(Origin::range(file, start..start + 4))
        .label("did you mean `value`?")];
    let (printed, _) = text(&found, &sources, Limits::USUAL);
    expect("long-paragraph.txt", &printed);
}

/// Excerpts are made by a library with its own idea of columns; it must be ours.
#[test]
fn the_excerpt_and_the_machine_formats_name_the_same_column() {
    let text_of_file =
        "a = \"\u{1b}é\t年\u{200d}\u{301}🙂 \u{2028}\u{feff}x\"\r\n\tb = 2 # ع\n\n\rc\n";
    for start in (0..=text_of_file.len()).filter(|&at| text_of_file.is_char_boundary(at)) {
        let mut sources = SourceMap::default();
        let file = sources.add("a.toml", Some(text_of_file.into()));
        let origin = Origin::range(file, start..start + 1);
        let found = [Diagnostic::new(&UNKNOWN_RATING, "x").at(origin)];
        let (printed, _) = text(&found, &sources, Limits::USUAL);
        let place = print::place(origin, &sources);
        assert!(printed.contains(&format!("--> {place}\n")), "byte {start}, {place}:\n{printed}");
    }
}

/// Whatever an author typed and wherever a message points, printing it must not fail.
#[test]
fn no_text_and_no_place_breaks_a_message() {
    let pieces = [
        "a = 1",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "年度",
        "é",
        "e\u{301}",
        "\u{200d}",
        "👩\u{200d}🔬",
        "\u{202e}",
        "\u{feff}",
        "\u{1b}[2J",
        "\0",
        "\u{2028}",
        "مرحبا",
        "{{ x }}",
        "\u{9b}",
        "\u{10ffff}",
    ];
    // Numbers of a fixed sequence: a failure can be repeated.
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..1_500 {
        let text_of_file: String = (0..next(25)).map(|_| pieces[next(pieces.len())]).collect();
        let mut sources = SourceMap::default();
        let file = sources.add(pieces[next(pieces.len())], Some(text_of_file.as_str().into()));
        let mut somewhere = || {
            let (start, end) = (next(text_of_file.len() + 3), next(text_of_file.len() + 3));
            Origin { file, at: At::Range { start: start as u32, end: end as u32 } }
        };
        let found = [Diagnostic::new(&UNKNOWN_RATING, text_of_file.as_str())
            .at(somewhere())
            .label(text_of_file.as_str())
            .help(text_of_file.as_str())
            .related(somewhere(), text_of_file.as_str())
            .related(somewhere(), "")];
        let (printed, _) = text(&found, &sources, Limits::USUAL);
        assert!(!printed.contains(['\u{1b}', '\0', '\u{202e}', '\u{9b}', '\r']), "{printed:?}");
        let mut out = Vec::new();
        print::json(&mut out, &found, &sources).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let place = &json["diagnostics"][0]["place"];
        let line = place["start"]["line"].as_u64().unwrap() as usize;
        assert!(line <= text_of_file.split_terminator('\n').count().max(1), "{text_of_file:?}");
        let order = |at: &serde_json::Value| (at["line"].as_u64(), at["column"].as_u64());
        assert!(order(&place["start"]) <= order(&place["end"]), "{text_of_file:?}");
        let mut out = Vec::new();
        print::github(&mut out, &found, &sources, "").unwrap();
        assert_eq!(String::from_utf8(out).unwrap().lines().count(), 1, "{text_of_file:?}");
    }
}
