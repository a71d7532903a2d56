//! What becomes of a report when one language moves on and the others have not followed yet.

use std::fs;
use std::path::{Path, PathBuf};

use scraper::{Html, Selector};

use crate::cli::{empty_folder, run};

/// A new report in these languages.
fn report(name: &str, languages: &str) -> PathBuf {
    let folder = empty_folder(&format!("translations-{name}"));
    let made = run(&folder, &["new", "report", "--languages", languages]);
    assert_eq!(made.status, Some(0), "{}", made.err);
    folder.join("report")
}

fn replace(report: &Path, file: &str, old: &str, new: &str) {
    let path = report.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{file} does not hold {old:?}");
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

fn check(report: &Path) -> serde_json::Value {
    let said = run(report, &["check", "--format", "json"]);
    serde_json::from_str(&said.out).unwrap()
}

/// Path and line of each finding of a code.
fn places(report: &Path, code: &str) -> Vec<(String, u64)> {
    let found = check(report);
    let found = found["diagnostics"].as_array().unwrap();
    let of_code = found.iter().filter(|one| one["code"] == code);
    of_code
        .map(|one| {
            let place = &one["place"];
            let path = place["path"].as_str().unwrap().to_owned();
            (path, place["start"]["line"].as_u64().unwrap_or(0))
        })
        .collect()
}

fn page(report: &Path, path: &str) -> Html {
    Html::parse_document(&fs::read_to_string(report.join("output").join(path)).unwrap())
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|element| element.text().collect()).collect()
}

const OVERVIEW: &str = "content/editions/2025/narrative/overview";

#[test]
fn one_changed_paragraph_is_stale_in_five_languages_and_nothing_else_is() {
    let report = report("paragraph", "en,fr,es,ru,zh,ar");
    assert_eq!(places(&report, "stale-translation"), []);
    assert_eq!(run(&report, &["translated", "--all"]).status, Some(0));
    assert_eq!(places(&report, "stale-translation"), []);

    replace(&report, &format!("{OVERVIEW}.en.md"), "Not everything went as planned", "Some failed");
    let mut expected: Vec<String> =
        ["ar", "es", "fr", "ru", "zh"].map(|tag| format!("{OVERVIEW}.{tag}.md")).into();
    let stale = places(&report, "stale-translation");
    expected.sort();
    assert_eq!(stale.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>(), expected);
    for (path, line) in stale {
        let text = fs::read_to_string(report.join(&path)).unwrap();
        let line = text.lines().nth(line as usize - 1).unwrap();
        let passage = text.find("{{ chart").unwrap();
        let start = text.find(line).unwrap();
        assert!(start > passage && start < text.find("##").unwrap(), "{path}: {line}");
    }
}

#[test]
fn readers_of_a_stale_passage_are_led_to_the_original() {
    let report = report("readers", "en,ar");
    run(&report, &["translated", "--all"]);
    replace(&report, &format!("{OVERVIEW}.en.md"), "Not everything went as planned", "Some failed");
    assert_eq!(run(&report, &["build"]).status, Some(0));
    let arabic = page(&report, "ar/2025/index.html");
    assert_eq!(texts(&arabic, ".stale > p:not(.stale-note)").len(), 1);
    let link = Selector::parse(".stale-note a").unwrap();
    let link = arabic.select(&link).next().unwrap();
    assert_eq!(link.attr("href"), Some("../../en/2025/index.html"));
    assert_eq!((link.attr("lang"), link.attr("dir")), (Some("en"), Some("ltr")));
    assert_eq!(texts(&page(&report, "en/2025/index.html"), ".stale"), Vec::<String>::new());

    // By policy: a note does not count as a warning, and what is accepted is not told at all.
    replace(&report, "content/site.toml", "fallback =", "stale = \"note\"\nfallback =");
    assert_eq!(run(&report, &["build", "--strict"]).status, Some(0));
    assert_eq!(texts(&page(&report, "ar/2025/index.html"), ".stale-note").len(), 1);
    replace(&report, "content/site.toml", "\"note\"", "\"accept\"");
    assert_eq!(run(&report, &["build"]).status, Some(0));
    assert_eq!(texts(&page(&report, "ar/2025/index.html"), ".stale-note").len(), 0);
    assert_eq!(places(&report, "stale-translation"), []);
}

#[test]
fn a_text_of_the_data_is_stale_by_itself() {
    let report = report("data", "en,fr,zh");
    run(&report, &["translated", "--all"]);
    let file = "content/editions/2025/revenue.toml";
    let text = fs::read_to_string(report.join(file)).unwrap();
    let title = text.lines().find(|line| line.starts_with("title.en")).unwrap().to_owned();
    replace(&report, file, &title, &title.replace("= \"", "= \"All "));
    let line_of = |tag: &str| {
        let key = format!("title.{tag}");
        text.lines().position(|line| line.starts_with(&key)).unwrap() as u64 + 1
    };
    let mut expected = vec![(file.to_owned(), line_of("fr")), (file.to_owned(), line_of("zh"))];
    expected.sort();
    assert_eq!(places(&report, "stale-translation"), expected);
    assert_eq!(run(&report, &["translated", "revenue", "--language", "zh"]).status, Some(0));
    assert_eq!(places(&report, "stale-translation"), [(file.to_owned(), line_of("fr"))]);
}

#[test]
fn a_record_may_move_to_another_file() {
    let report = report("move", "en,fr");
    run(&report, &["translated", "--all"]);
    let folder = report.join("content/editions/2025");
    fs::rename(folder.join("revenue.toml"), folder.join("money.toml")).unwrap();
    assert_eq!(run(&report, &["check", "--strict"]).status, Some(0));
    let before = fs::read_to_string(report.join("content/translations.lock")).unwrap();
    let said = run(&report, &["translated", "revenue", "--language", "fr"]);
    assert!(said.err.ends_with(" 0 new or changed\n"), "{}", said.err);
    let after = fs::read_to_string(report.join("content/translations.lock")).unwrap();
    assert_eq!(before, after);
}

#[test]
fn a_passage_more_in_the_original_leaves_the_rest_current() {
    let report = report("inserted", "en,fr");
    run(&report, &["translated", "--all"]);
    let english = format!("{OVERVIEW}.en.md");
    replace(&report, &english, "## What it cost", "One more thing.\n\n## What it cost");
    assert_eq!(places(&report, "stale-translation"), []);
    let found = places(&report, "translation-structure");
    let french = format!("{OVERVIEW}.fr.md");
    let text = fs::read_to_string(report.join(&french)).unwrap();
    let heading = text.lines().position(|line| line.starts_with("##")).unwrap() as u64 + 1;
    assert_eq!(found, [(french.clone(), heading)]);
    // What cannot be told passage by passage is not recorded.
    let said = run(&report, &["translated", "overview", "--language", "fr"]);
    assert_eq!(said.status, Some(1), "{}", said.err);
    assert!(said.err.contains("error[translation-structure]"), "{}", said.err);

    replace(&report, &french, "## ", "Encore une chose.\n\n## ");
    assert_eq!(places(&report, "translation-structure"), []);
    assert_eq!(places(&report, "stale-translation"), []);
}

#[test]
fn a_figure_typed_by_hand_is_one_error_at_its_place() {
    let report = report("typed", "en,fr");
    let french = format!("{OVERVIEW}.fr.md");
    let figure = "{{ change(from=\"loans@2024\", to=\"loans@2025\") }}";
    replace(&report, &french, figure, "12 %");
    let text = fs::read_to_string(report.join(&french)).unwrap();
    let line = text.lines().position(|line| line.contains("12 %")).unwrap() as u64 + 1;
    assert_eq!(places(&report, "figure-parity"), [(french, line)]);
    assert_eq!(run(&report, &["build"]).status, Some(1));
    assert!(!report.join("output").exists());
}

#[test]
fn a_lost_sentence_and_an_added_figure_are_errors() {
    let report = report("lost", "en,fr");
    let french = format!("{OVERVIEW}.fr.md");
    replace(&report, &french, "{{ ref(id=\"services\") }}", "plus loin");
    replace(&report, &french, "{{ ref(id=\"skills\") }}", "{{ ref(id=\"skills\", text=\"ici\") }}");
    replace(&report, &french, "## ", "{{ value(id=\"books-lent.all.actual\") }}\n\n## ");
    let said = run(&report, &["check", "-q"]);
    assert_eq!(said.status, Some(1));
    assert_eq!(said.err.matches("error[figure-parity]").count(), 2, "{}", said.err);
    assert!(said.err.contains("has lost `ref(id=\"services\")`"), "{}", said.err);
    let added = "`value(id=\"books-lent.all.actual\")` is not in the original as often as here";
    assert!(said.err.contains(added), "{}", said.err);
}

/// Pages about many records, which no record gives its name.
fn headed_by_theme(path: &str) -> bool {
    let names = [
        "sources",
        "data",
        "kpis",
        "units",
        "risks",
        "corrections",
        "methodology",
        "terms",
        "search",
    ];
    path == "index/index.html"
        || names.iter().any(|name| path.split('/').rev().nth(1).is_some_and(|last| last == *name))
}

#[test]
fn a_language_with_nothing_but_its_strings_has_a_whole_site() {
    let report = report("strings", "en,fr");
    let listed = "[\"en\", \"fr\", \"pt-BR\", \"de\"]";
    replace(&report, "content/site.toml", "[\"en\", \"fr\"]", listed);
    let base = "base_url = \"https://example.org/\"\nsource_language";
    replace(&report, "content/site.toml", "source_language", base);
    // Strings of another language stand for those that a translator would write.
    fs::create_dir_all(report.join("themes/default/strings")).unwrap();
    for (tag, like) in [("pt-BR", "es"), ("de", "fr")] {
        let strings = format!("{}/themes/default/strings/{like}.toml", env!("CARGO_MANIFEST_DIR"));
        fs::copy(strings, report.join(format!("themes/default/strings/{tag}.toml"))).unwrap();
    }

    let built = run(&report, &["build"]);
    assert_eq!(built.status, Some(0), "{}", built.err);
    assert_eq!(places(&report, "dead-link"), []);
    let last = built.err.lines().last().unwrap();
    assert!(last.contains(" in 4 languages") && !last.contains(" 0 fallbacks"), "{last}");

    let below = |tag: &str| -> Vec<String> {
        let folder = report.join("output").join(tag);
        let files = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter();
        let paths = files.map(|entry| entry.unwrap().into_path());
        let pages = paths.filter(|path| path.extension().is_some_and(|end| end == "html"));
        pages.map(|path| path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned()).collect()
    };
    let pages = below("en");
    assert!(pages.len() > 5);
    let select =
        |page: &Html, selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
    let mut foreign = 0;
    for tag in ["pt-BR", "de"] {
        assert_eq!(below(tag), pages);
        for path in &pages {
            // Says nothing but words of the theme.
            if path == "404.html" {
                continue;
            }
            let own = page(&report, &format!("{tag}/{path}"));
            // Words of the theme around titles of other pages, each of which says its language.
            let lists_titles = path.starts_with("index/") || path.starts_with("search/");
            if lists_titles {
                foreign += select(&own, "main [lang=en][dir=ltr]");
                continue;
            }
            let robots = select(&own, "meta[name=robots][content=noindex]");
            assert_eq!(robots, 1, "{tag}/{path} may be found by search engines");
            assert_eq!(texts(&own, "p.notice").len(), 1, "{tag}/{path} does not say why");
            assert_eq!(select(&own, "link[hreflang]"), 0, "{tag}/{path}");
            assert_eq!(select(&own, &format!("html[lang={tag}][dir=ltr]")), 1, "{tag}/{path}");
            // Some pages have a heading of the theme's own.
            let heading = select(&own, "h1 > [lang=en][dir=ltr]");
            let is_of_theme = headed_by_theme(path) || path.contains("/kpis/target-");
            assert_eq!(heading, usize::from(!is_of_theme), "{tag}/{path}");
            foreign += select(&own, "main [lang=en][dir=ltr]");
            for other in ["en", "fr"] {
                let announcing = page(&report, &format!("{other}/{path}"));
                let announced = format!("link[hreflang={tag}]");
                assert_eq!(select(&announcing, &announced), 0, "{other}/{path}");
                let switch = format!("a[hreflang={tag}] .untranslated");
                assert!(select(&announcing, &switch) > 0, "{other}/{path} hides it in the switch");
            }
        }
    }
    assert!(foreign > 40, "{foreign} runs of words are marked as English");
    let chooser = page(&report, "index.html");
    let announced = Selector::parse("link[hreflang]").unwrap();
    let announced: Vec<_> = chooser.select(&announced).filter_map(|l| l.attr("hreflang")).collect();
    assert_eq!(announced, ["en", "fr", "x-default"]);
}

#[test]
fn a_language_falls_back_along_the_chain_that_the_site_declares() {
    let report = report("chain", "en,fr,es");
    let listed = "[\"en\", \"fr\", \"es\", \"pt-BR\"]\nfallback_to.pt-BR = [\"es\", \"fr\"]";
    replace(&report, "content/site.toml", "[\"en\", \"fr\", \"es\"]", listed);
    let strings = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/strings/es.toml");
    fs::create_dir_all(report.join("themes/default/strings")).unwrap();
    fs::copy(strings, report.join("themes/default/strings/pt-BR.toml")).unwrap();
    fs::remove_file(report.join(format!("{OVERVIEW}.es.md"))).unwrap();
    assert_eq!(run(&report, &["build"]).status, Some(0));
    // The overview is there in French only, the page about the association in Spanish too.
    let shown = |path: &str| {
        let page = page(&report, path);
        let prose = Selector::parse(".prose[lang]").unwrap();
        page.select(&prose).next().unwrap().attr("lang").unwrap().to_owned()
    };
    assert_eq!(shown("pt-BR/2025/index.html"), "fr");
    assert_eq!(shown("pt-BR/about/index.html"), "es");
    assert_eq!(shown("es/2025/index.html"), "en");
    // Its figures are written as its sentences are; charts stay in the page's language.
    let overview = page(&report, "pt-BR/2025/index.html");
    let prose = texts(&overview, ".prose[lang=fr] > p").concat();
    assert!(prose.contains("48\u{202f}210") && !prose.contains("48.210"), "{prose}");
    assert_eq!(texts(&overview, ".prose[lang=fr] > figure[lang=pt-BR][dir=ltr]").len(), 2);

    // `"fail"` refuses to publish and leaves what was published; `"accept"` says nothing.
    replace(&report, "content/site.toml", "fallback = \"warn\"", "fallback = \"fail\"");
    let failed = run(&report, &["build"]);
    assert_eq!(failed.status, Some(1), "{}", failed.err);
    assert!(failed.err.contains("error[missing-translation]"), "{}", failed.err);
    replace(&report, "content/site.toml", "fallback = \"fail\"", "fallback = \"accept\"");
    assert_eq!(places(&report, "missing-translation"), []);
    assert_eq!(run(&report, &["build"]).status, Some(0));
}

#[test]
fn a_site_may_write_arabic_digits() {
    let report = report("digits", "en,ar");
    assert_eq!(run(&report, &["build"]).status, Some(0));
    let figures = |tag: &str| {
        let cells = texts(&page(&report, &format!("{tag}/2025/revenue/index.html")), "td");
        cells.concat().chars().filter(|letter| letter.is_numeric()).collect::<String>()
    };
    let (english, western) = (figures("en"), figures("ar"));
    assert!(english.len() > 20);
    assert_eq!(western, english);
    replace(
        &report,
        "content/site.toml",
        "source_language",
        "digits.ar = \"arab\"\nsource_language",
    );
    assert_eq!(run(&report, &["build"]).status, Some(0));
    let arabic: String = english
        .chars()
        .map(|digit| char::from_u32(0x660 + digit.to_digit(10).unwrap()).unwrap())
        .collect();
    assert_eq!(figures("ar"), arabic);
    assert_eq!(figures("en"), english);
    let drawn = fs::read_to_string(report.join("output/ar/2025/index.html")).unwrap();
    let labels = texts(&Html::parse_document(&drawn), "svg text").concat();
    assert!(!labels.contains(|letter: char| letter.is_ascii_digit()), "{labels}");
}

#[test]
fn what_is_to_do_in_a_language_is_listed_with_its_place() {
    let report = report("to-do", "en,fr");
    run(&report, &["translated", "--all"]);
    replace(&report, &format!("{OVERVIEW}.en.md"), "Not everything went as planned", "Some failed");
    fs::remove_file(report.join("content/pages/about.fr.md")).unwrap();
    let said = run(&report, &["status", "--language", "fr"]).out;
    let list = &said[said.find("  To do in fr\n").expect("there is a list")..];
    let french = fs::read_to_string(report.join(format!("{OVERVIEW}.fr.md"))).unwrap();
    let line = french.lines().position(|line| line.starts_with("Tout ne s’est")).unwrap() + 1;
    let stale = format!("  - stale: 1 passage\n    {OVERVIEW}.fr.md:{line}:1\n");
    assert!(list.contains(&stale), "{list}");
    assert!(list.contains("  - missing: 1 narrative\n    content/pages/about.en.md\n"), "{list}");
    assert!(!run(&report, &["status"]).out.contains("To do in"));

    let said = run(&report, &["status", "--format", "json"]).out;
    let status: serde_json::Value = serde_json::from_str(&said).unwrap();
    let french = &status["languages"][1];
    assert_eq!((&french["stale"], &french["unrecorded"]), (&1.into(), &0.into()), "{french}");
    assert_eq!(french["to_do"].as_array().unwrap().len(), 2);
    let narratives = &status["in_all_languages"]["narratives"];
    let total = narratives["total"].as_u64().unwrap();
    assert_eq!(narratives["translated"].as_u64(), Some(total - 1));
}

#[test]
fn the_record_is_kept_when_it_cannot_be_made_whole() {
    let report = report("errors", "en,fr");
    run(&report, &["translated", "--all"]);
    let lock = report.join("content/translations.lock");
    let before = fs::read_to_string(&lock).unwrap();
    fs::write(report.join("content/editions/2025/broken.toml"), "[kpi.x\n").unwrap();
    replace(&report, &format!("{OVERVIEW}.en.md"), "Not everything", "Little");
    let said = run(&report, &["translated", "--all"]);
    assert_eq!(said.status, Some(1), "{}", said.err);
    assert!(said.err.ends_with("nothing was recorded\n"), "{}", said.err);
    assert_eq!(fs::read_to_string(&lock).unwrap(), before);
    // The mistakes of others do not keep a translator from recording her work.
    let said = run(&report, &["translated", "overview", "--language", "fr"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    assert_ne!(fs::read_to_string(&lock).unwrap(), before);
}

#[test]
fn a_damaged_record_is_told_and_mended() {
    let report = report("damaged", "en,fr");
    run(&report, &["translated", "--all"]);
    let lock = "content/translations.lock";
    replace(&report, lock, "\n[fr ", "\n<<<<<<< ours\n[fr ");
    assert_eq!(places(&report, "damaged-record").len(), 1);
    run(&report, &["translated", "--all"]);
    assert_eq!(places(&report, "damaged-record"), []);
}

#[test]
fn wrong_use_of_the_command_is_told() {
    let report = report("use", "en,fr");
    for (arguments, way_out) in [
        (&["translated"][..], "<ID|--all>"),
        (&["translated", "overview"], "--language <TAG>"),
        (&["translated", "overvew", "--language", "fr"], "did you mean `overview`?"),
        (&["translated", "overview", "--language", "en"], "translations are made from"),
        (&["translated", "overview", "--language", "de"], "no language of the site"),
        (&["translated", "overview", "--all", "--language", "fr"], "cannot be used with"),
    ] {
        let said = run(&report, arguments);
        assert_eq!(said.status, Some(2), "{arguments:?}: {}", said.err);
        assert!(said.err.contains(way_out), "{arguments:?}: {}", said.err);
    }
    assert!(!report.join("content/translations.lock").exists());
}

/// Every command and every change of the manual, in order, with what the manual says comes out.
#[test]
fn the_manual_tells_a_true_story() {
    let report = report("manual", "en,fr");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/translations.md");
    let manual = fs::read_to_string(path).unwrap();
    let mut steps = 0;
    for block in manual.split("```").skip(1).step_by(2) {
        let (kind, content) = block.split_once('\n').unwrap();
        match kind {
            "console" => {
                let (command, expected) = content.split_once('\n').unwrap();
                let arguments: Vec<&str> = command.split(' ').skip(2).collect();
                let said = run(&report, &arguments).err;
                let said = match said.rfind("\nchecked: ") {
                    Some(end) => &said[..end],
                    None => &said,
                };
                // How much the new report holds is no matter of this page.
                let shown = |text: &str| match command {
                    "$ kepi translated --all" => text.replace(|c: char| c.is_ascii_digit(), ""),
                    _ => text.to_owned(),
                };
                assert_eq!(shown(said), shown(expected), "{command}");
            }
            "diff" => {
                let mut lines = content.lines();
                let file = lines.next().unwrap().strip_prefix("--- ").unwrap();
                let old = lines.next().unwrap().strip_prefix('-').unwrap();
                let new = lines.next().unwrap().strip_prefix('+').unwrap();
                replace(&report, file, old, new);
            }
            _ => panic!("a block of another kind: {kind}"),
        }
        steps += 1;
    }
    assert_eq!(steps, 7);
}
