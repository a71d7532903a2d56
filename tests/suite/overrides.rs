//! A project's `themes/` lies over the default theme, file by file and key by key.

use std::fs;
use std::path::{Path, PathBuf};

use scraper::{Html, Selector};

use crate::checks::{base, project};
use crate::cli::run;
use crate::publish_scratch::write;

/// The base report with some theme files, published; and what was said.
fn with_theme(name: &str, files: &[(&str, &str)]) -> (PathBuf, String) {
    let project = project(&format!("overrides-{name}"), &[&base()]);
    for (path, text) in files {
        write(&project.join("themes").join(path), text);
    }
    if let Some(theme) = files.iter().find_map(|(path, _)| path.split_once('/').map(|p| p.0))
        && theme != "default"
    {
        let site = project.join("content/site.toml");
        let text = fs::read_to_string(&site).unwrap();
        fs::write(&site, format!("theme = \"{theme}\"\n{text}")).unwrap();
    }
    let said = run(&project, &["build", "--color", "never"]);
    assert_eq!(said.status, Some(0), "{name}: {}", said.err);
    let findings = said.err.rsplit_once("published to").map_or("", |(findings, _)| findings);
    (project.join("output"), findings.to_owned())
}

fn page(output: &Path, path: &str) -> Html {
    Html::parse_document(&fs::read_to_string(output.join(path)).unwrap())
}

fn text(page: &Html, selector: &str) -> String {
    let selector = Selector::parse(selector).unwrap();
    let first = page.select(&selector).next();
    first.map(|element| element.text().collect::<String>()).unwrap_or_default()
}

/// All pages below a folder but those of downloads, which name the hash of all files of a project.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(pages(&path));
        } else if path.extension().is_some_and(|end| end == "html")
            && !path.ends_with("data/index.html")
        {
            all.push(path);
        }
    }
    all
}

/// The stylesheet that the pages link to.
fn style(output: &Path) -> String {
    let page = page(output, "en/index.html");
    let selector = Selector::parse("link[rel=stylesheet]").unwrap();
    let href = page.select(&selector).next().unwrap().attr("href").unwrap();
    fs::read_to_string(output.join("en").join(href)).unwrap()
}

#[test]
fn one_template_is_replaced_and_the_others_stay() {
    let article = "{% extends \"base.html\" %}\n{% block content %}<p id=\"house\">Of the house: {{ page.title | text }}</p>{% endblock content %}\n";
    let (output, said) = with_theme("template", &[("default/templates/article.html", article)]);
    assert_eq!(said, "");
    let about = page(&output, "en/about/index.html");
    assert_eq!(text(&about, "#house"), "Of the house: About these reports");
    assert_eq!(text(&about, "main h1").trim(), "About these reports", "base.html is the default's");
    let node = page(&output, "en/2025/services/index.html");
    assert_eq!(text(&node, "#house"), "", "other pages have their own template");
    assert!(!text(&node, "main h1").is_empty());
}

#[test]
fn one_component_is_replaced_wherever_it_is_used() {
    let footer = "{% component footer(page: map) -%}\n<footer id=\"house\">{{ page.site.title | text }}</footer>\n{%- endcomponent footer %}\n";
    let (output, said) =
        with_theme("component", &[("default/templates/parts/footer.html", footer)]);
    assert_eq!(said, "");
    for path in ["en/index.html", "en/2025/index.html", "en/about/index.html"] {
        assert_eq!(text(&page(&output, path), "#house"), "Performance reports", "{path}");
    }
    let french = page(&output, "fr/2025/services/index.html");
    assert_eq!(text(&french, "#house"), "Rapports sur la performance");
}

/// Masthead and footer are drawn once for many pages, unless a theme has its own, which differs from
/// the default one here by a remark that is not printed.
#[test]
fn pages_with_a_theme_of_their_own_that_prints_what_the_default_one_does_are_the_same() {
    let base = include_str!("../../themes/default/templates/base.html");
    let own_base = format!("{base}{{# own #}}");
    let footer = include_str!("../../themes/default/templates/parts/footer.html");
    let own_footer = format!("{{#- own -#}}\n{footer}");
    let (default, _) = with_theme("same-default", &[]);
    for (name, own) in [
        ("same-copy", ("default/templates/base.html", base)),
        ("same-base", ("default/templates/base.html", &own_base)),
        ("same-footer", ("default/templates/parts/footer.html", &own_footer)),
    ] {
        let (output, said) = with_theme(name, &[own]);
        assert_eq!(said, "");
        let pages = pages(&output);
        assert!(pages.len() > 20, "{}", pages.len());
        for path in pages {
            let same = default.join(path.strip_prefix(&output).unwrap());
            let [one, other] = [same, path].map(|path| (fs::read_to_string(&path).unwrap(), path));
            assert!(one.0 == other.0, "{}", other.1.display());
        }
    }
}

#[test]
fn a_masthead_of_a_theme_may_ask_anything_of_the_page() {
    let masthead = "{% component masthead(page: map) -%}\n<p id=\"house\">{{ page.title | text }}</p>\n{%- endcomponent masthead %}\n";
    let (output, said) =
        with_theme("masthead", &[("default/templates/parts/masthead.html", masthead)]);
    assert_eq!(said, "");
    for path in ["en/index.html", "en/2025/index.html", "en/about/index.html"] {
        let page = page(&output, path);
        assert_eq!(text(&page, "#house").trim(), text(&page, "main h1").trim(), "{path}");
    }
}

#[test]
fn one_string_is_replaced_and_the_others_stay() {
    let strings = "[page]\nskip = \"Zum Inhalt, s’il vous plaît\"\n";
    let (output, said) = with_theme("string", &[("default/strings/fr.toml", strings)]);
    assert_eq!(said, "", "no string is missing: the default theme has the others");
    let french = page(&output, "fr/index.html");
    assert_eq!(text(&french, "a.skip"), "Zum Inhalt, s’il vous plaît");
    assert_eq!(text(&page(&output, "en/index.html"), "a.skip"), "Skip to the main content");
    assert!(
        !fs::read_to_string(output.join("fr/2025/index.html")).unwrap().contains("You are here")
    );
}

#[test]
fn one_style_is_replaced_and_the_others_stay() {
    let prose = ".prose { letter-spacing: 1.234px; }\n";
    let (output, said) = with_theme("style", &[("default/static/prose.css", prose)]);
    assert_eq!(said, "");
    let style = style(&output);
    assert!(style.contains("@layer prose {\n.prose { letter-spacing: 1.234px; }\n}"), "{style}");
    assert!(style.contains("@layer table {"), "the other styles stay");
}

#[test]
fn one_colour_is_changed_and_the_others_stay() {
    let theme = "[light]\nbrand = \"#00629b\"\n\n[font]\ndisplay = \"Georgia, serif\"\n";
    let (output, said) = with_theme("colour", &[("default/theme.toml", theme)]);
    assert_eq!(said, "");
    let style = style(&output);
    assert!(style.contains("--brand: #00629b;\n"));
    assert!(style.contains("--font-display: Georgia, serif;\n"));
    assert!(!style.contains("--brand: #12436d;"), "the default's colour is replaced");
    for kept in ["--ink: #1b1d20;", "--font-data:", "@layer page {", "prefers-color-scheme: dark"] {
        assert!(style.contains(kept), "{kept}");
    }
}

#[test]
fn a_style_of_ones_own_is_joined_where_the_list_says() {
    let files = [
        (
            "house/theme.toml",
            "styles = [\"chart.css\", \"tokens.css\", \"base.css\", \"house.css\"]\n[light]\nhouse = \"#123456\"\n",
        ),
        ("house/static/house.css", "h1 { color: var(--house); }\n"),
    ];
    let (output, said) = with_theme("own-style", &files);
    assert_eq!(said, "");
    let style = style(&output);
    assert!(style.starts_with("@layer chart, tokens, base, house;\n"), "{}", &style[..80]);
    assert!(style.contains("--house: #123456;") && style.contains("h1 { color: var(--house); }"));
}

#[test]
fn a_theme_of_another_name_is_used_and_the_unused_one_is_not() {
    let project = project("overrides-two", &[&base()]);
    let article = |word: &str| {
        format!(
            "{{% extends \"base.html\" %}}\n{{% block content %}}<p id=\"house\">{word}</p>{{% endblock content %}}\n"
        )
    };
    write(&project.join("themes/house/templates/article.html"), article("house"));
    write(&project.join("themes/default/templates/article.html"), article("default"));
    let site = project.join("content/site.toml");
    let plain = fs::read_to_string(&site).unwrap();
    for (theme, shown) in [("theme = \"house\"\n", "house"), ("", "default")] {
        fs::write(&site, format!("{theme}{plain}")).unwrap();
        let said = run(&project, &["build"]);
        assert_eq!(said.status, Some(0), "{}", said.err);
        assert_eq!(text(&page(&project.join("output"), "en/about/index.html"), "#house"), shown);
    }
}

#[test]
fn what_is_wrong_with_an_override_is_told_in_the_projects_file() {
    let project = project("overrides-broken", &[&base()]);
    for (path, text) in [
        (
            "templates/node.html",
            "{% extends \"base.html\" %}\n{% block content %}\n{{ page.content.kpi }}\n{% endblock %}\n",
        ),
        ("templates/edtion.html", "a"),
        ("theme.toml", "[light]\nbrnad = \"#00629b\"\n"),
        ("strings/fr.toml", "[page]\nskp = \"a\"\n"),
        ("static/house.css", "h1 { margin: 0; }\n"),
    ] {
        write(&project.join("themes/default").join(path), text);
    }
    let said = run(&project, &["build", "--color", "never"]);
    assert_eq!(said.status, Some(1), "{}", said.err);
    for place in [
        "themes/default/templates/node.html:3:17",
        "themes/default/templates/edtion.html",
        "themes/default/theme.toml:2:1",
        "themes/default/strings/fr.toml:2:1",
        "themes/default/static/house.css",
    ] {
        assert!(said.err.contains(&format!("--> {place}\n")), "{place}\n{}", said.err);
    }
    assert_eq!(said.err.matches("--> ").count(), 5, "{}", said.err);
    assert!(!project.join("output").exists());
}

/// What kepi asks of a project's colours its own colours keep.
#[test]
fn the_default_colours_pass_as_a_projects_own() {
    let own = kepi::theme::default_file("theme.toml").unwrap();
    let (_, said) = with_theme("colours", &[("default/theme.toml", own)]);
    assert_eq!(said, "");
}
