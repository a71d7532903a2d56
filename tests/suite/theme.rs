//! Draws every page of the default theme with sample contents and reads the finished pages.
//!
//! The pages are left in `target/tmp/theme/`, to be looked at in a browser.

#![allow(clippy::disallowed_methods, reason = "tests read the theme and leave pages to look at")]

use std::fs;
use std::path::{Path, PathBuf};

use kepi::plan::view::{self, Page};
use scraper::{ElementRef, Html, Selector};
use tera::{Context, Tera, Value};

use crate::theme_pages::{pages, root_pages};
use crate::theme_report::In;
use crate::theme_stylesheet::stylesheet;

fn theme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default")
}

/// All files below a folder, by name, so that a failure is the same on every machine.
fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let found = walk.map(|entry| entry.expect("the theme can be read").into_path());
    found.filter(|path| path.is_file()).collect()
}

fn templates() -> Tera {
    let folder = theme().join("templates");
    let named = files(&folder).into_iter().map(|path| {
        let name = path
            .strip_prefix(&folder)
            .expect("below the folder")
            .to_string_lossy()
            .replace('\\', "/");
        (name, fs::read_to_string(&path).expect("a template is text"))
    });
    let mut tera = Tera::default();
    kepi::theme::register_filters(&mut tera);
    tera.add_raw_templates(named).expect("the templates compile");
    tera
}

/// The words of the theme itself: its own where a language has them, those of the tests otherwise.
fn strings(l: In) -> toml::Table {
    let own = theme().join(format!("strings/{}.toml", l.tag()));
    let path = format!("{}/tests/theme/strings-{}.toml", env!("CARGO_MANIFEST_DIR"), l.tag());
    let text = fs::read_to_string(own).or_else(|_| fs::read_to_string(path));
    text.expect("there are strings").parse().expect("strings are TOML")
}

fn draw(tera: &Tera, l: In, page: &Page) -> String {
    let mut words = Context::new();
    words.insert("t", &strings(l));
    // `render` does so before it prints a page.
    for row in page.content.kpi_rows() {
        let mut arguments = Context::new();
        arguments.insert("listed", &*row.of);
        let html = tera.render_component_with_implicits("kpi_row", &arguments, &words, None, true);
        let html = html.unwrap_or_else(|error| panic!("{error:#}"));
        row.of.drawn.get_or_init(|| view::Html(html));
        row.page.get_or_init(|| "".into());
    }
    // It hands these on by themselves, made once for all pages that have them alike.
    let mut fields = Value::from_serializable(page).into_map().expect("a page is made of fields");
    fields.insert("site".into(), Value::from_serializable(&page.site));
    fields.insert("navigation".into(), Value::from_serializable(&page.navigation));
    fields.insert("edition".into(), Value::from_serializable(&page.edition));
    fields.insert("styles".into(), Value::from_serializable(&page.styles));
    fields.insert("search".into(), Value::from_serializable(&page.search));
    fields.insert("head".into(), Value::from_serializable(&page.head));
    let mut context = words;
    context.insert_value("page", fields.into());
    tera.render(&format!("{}.html", page.kind), &context)
        .unwrap_or_else(|error| panic!("{error:#}"))
}

/// Every sample page: its path below the site, and its markup.
fn site() -> Vec<(String, String)> {
    let tera = templates();
    let mut site: Vec<(String, String)> = Vec::new();
    for (name, page) in root_pages() {
        site.push((format!("{name}.html"), draw(&tera, In::En, &page)));
    }
    for l in In::ALL {
        for (name, page) in pages(l) {
            site.push((format!("{}/{name}.html", l.tag()), draw(&tera, l, &page)));
        }
    }
    site
}

fn select<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).expect("a selector of these tests")).collect()
}

fn inside<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element.select(&Selector::parse(selector).expect("a selector of these tests")).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_page_kind_can_be_looked_at() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("theme");
    for l in In::ALL {
        fs::create_dir_all(folder.join(l.tag())).expect("target/ can be written");
    }
    fs::write(folder.join("theme.css"), stylesheet(&theme())).expect("target/ can be written");
    for (path, html) in site() {
        fs::write(folder.join(path), html).expect("target/ can be written");
    }
}

#[test]
fn a_strict_content_security_policy_finds_nothing_to_refuse() {
    for (path, html) in site() {
        let page = Html::parse_document(&html);
        assert!(select(&page, "script, style, iframe, object, embed, base").is_empty(), "{path}");
        for element in page.root_element().descendent_elements() {
            for (name, value) in element.value().attrs() {
                let refused =
                    name == "style" || name.starts_with("on") || value.starts_with("data:");
                assert!(!refused, "{path}: {}", element.html());
            }
        }
        for style in select(&page, "link[rel=stylesheet]") {
            let href = style.attr("href").unwrap_or_default();
            assert!(!href.starts_with('/') && !href.contains(':'), "{path}: {href}");
        }
    }
}

#[test]
fn a_screen_reader_finds_its_way() {
    for (path, html) in site() {
        let page = Html::parse_document(&html);
        for one in ["h1", "main", "body > footer", "a.skip[href='#main']", "head > title"] {
            assert_eq!(select(&page, one).len(), 1, "{path}: {one}");
        }
        let mut last = 0;
        for heading in select(&page, "main h1, main h2, main h3, main h4, main h5, main h6") {
            let level: usize = heading.value().name()[1..].parse().expect("h1 to h6");
            assert!(level <= last + 1, "{path}: h{level} after h{last}: {}", text(heading));
            assert!(!text(heading).is_empty(), "{path}: an empty h{level}");
            last = level;
        }
        for nav in select(&page, "nav") {
            assert!(
                nav.attr("aria-label").or(nav.attr("aria-labelledby")).is_some(),
                "{path}: {}",
                nav.html()
            );
        }
        for svg in select(&page, "svg") {
            let hidden = svg.attr("aria-hidden") == Some("true");
            let named = svg.attr("role") == Some("img") && svg.attr("aria-labelledby").is_some();
            assert!(hidden || named, "{path}: {}", svg.html());
        }
    }
}

#[test]
fn every_link_within_the_site_leads_somewhere() {
    let site = site();
    let ids_of = |html: &str| -> Vec<String> {
        let page = Html::parse_document(html);
        select(&page, "[id]")
            .iter()
            .filter_map(|element| element.attr("id").map(str::to_owned))
            .collect()
    };
    for (path, html) in &site {
        let mut ids = ids_of(html);
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all, "{path}: an id stands twice");
        let page = Html::parse_document(html);
        for (element, attribute) in [
            ("a[href]", "href"),
            ("[aria-labelledby]", "aria-labelledby"),
            ("[aria-describedby]", "aria-describedby"),
        ] {
            for reference in select(&page, element) {
                let to = reference.attr(attribute).unwrap_or_default();
                // Publishing writes the manifest.
                if attribute == "href" && (to.contains("://") || to == "../kepi-manifest.json") {
                    continue;
                }
                for to in to.split(' ') {
                    let (file, id) = match attribute {
                        "href" => to.split_once('#').unwrap_or((to, "")),
                        _ => ("", to),
                    };
                    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                    let target = match file.strip_prefix("../") {
                        _ if file.is_empty() => path.clone(),
                        Some(file) => file.to_owned(),
                        None => format!("{folder}/{file}").trim_start_matches('/').to_owned(),
                    };
                    let found = site.iter().find(|(known, _)| *known == target);
                    let (_, markup) = found.unwrap_or_else(|| panic!("{path}: no page {target}"));
                    assert!(
                        id.is_empty() || ids_of(markup).iter().any(|known| known == id),
                        "{path}: no {to}"
                    );
                }
            }
        }
    }
}

#[test]
fn every_table_says_what_its_rows_and_columns_are() {
    let mut seen = 0;
    for (path, html) in site() {
        let page = Html::parse_document(&html);
        for table in select(&page, "table") {
            seen += 1;
            let caption = inside(table, "caption");
            assert!(
                caption.len() == 1 && !text(caption[0]).is_empty(),
                "{path}: a table without a caption"
            );
            let columns = inside(table, "thead th[scope=col]").len();
            assert_eq!(
                columns,
                inside(table, "thead tr > *").len(),
                "{path}: a column without a scope"
            );
            // A rating that several measures share stands in the first of their rows.
            let mut shared = 0;
            for row in inside(table, "tbody tr") {
                let spans = |name| -> usize {
                    let spans =
                        inside(row, "th, td").into_iter().filter_map(move |cell| cell.attr(name));
                    spans.filter_map(|span| span.parse::<usize>().ok()).map(|span| span - 1).sum()
                };
                let cells =
                    inside(row, "th, td").len() + spans("colspan") + usize::from(shared > 0);
                assert_eq!(cells, columns, "{path}: {}", text(row));
                shared = if shared > 0 { shared - 1 } else { spans("rowspan") };
            }
            let headed = inside(table, "tbody tr").len() == inside(table, "tbody th[scope]").len();
            assert!(
                headed || inside(table, "tbody th").is_empty(),
                "{path}: a row without a heading"
            );
        }
        for region in select(&page, ".scroll") {
            assert_eq!(
                region.attr("tabindex"),
                Some("0"),
                "{path}: a table that the keyboard cannot scroll"
            );
            assert!(region.attr("aria-labelledby").is_some(), "{path}: a region without a name");
        }
    }
    assert!(seen > 30, "only {seen} tables");
}

#[test]
fn a_rating_is_never_shown_by_colour_alone() {
    let mut shapes = Vec::new();
    for (path, html) in site() {
        let page = Html::parse_document(&html);
        for glyph in select(&page, ".glyph") {
            let beside =
                glyph.parent().and_then(ElementRef::wrap).expect("a glyph stands in something");
            assert!(!text(beside).is_empty(), "{path}: a shape without words");
            shapes.push(glyph.inner_html());
        }
    }
    shapes.sort();
    shapes.dedup();
    assert_eq!(shapes.len(), 5, "five ratings have five shapes");
}

#[test]
fn words_left_in_another_language_say_so() {
    for (path, html) in site() {
        let page = Html::parse_document(&html);
        let rows = select(&page, "#k-web-visitors-wjo th");
        for row in rows {
            assert_eq!(text(row), "WIPO Japan Office", "{path}");
            let (lang, dir) = match inside(row, "span[lang]").first() {
                Some(span) => (span.attr("lang"), span.attr("dir")),
                None => (None, None),
            };
            let expected = match &path[..2] {
                "en" => (None, None),
                "zh" => (Some("en"), None),
                _ => (Some("en"), Some("ltr")),
            };
            assert_eq!((lang, dir), expected, "{path}");
        }
    }
}

#[test]
fn a_page_that_is_not_translated_stays_out_of_search_engines() {
    let noindex = |html: &str| html.contains("<meta name=\"robots\" content=\"noindex\">");
    for (path, html) in site() {
        let fallback = path == "zh/article.html" || path == "ar/article.html";
        // What is printed stands on other pages, too.
        let apart = path == "404.html" || path.ends_with("/print.html");
        assert_eq!(noindex(&html), fallback || apart, "{path}");
        assert_eq!(html.contains("class=\"notice\""), fallback, "{path}");
    }
}

#[test]
fn every_word_that_the_theme_says_is_in_the_manual_and_in_each_language() {
    let manual = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/theme.md"));
    let manual = manual.expect("there is a manual of the theme");
    let mut keys: Vec<String> = Vec::new();
    for path in files(&theme().join("templates")) {
        let template = fs::read_to_string(path).expect("a template is text");
        for part in template.split([' ', '{', '}']).filter_map(|word| word.strip_prefix("t.")) {
            keys.push(part.to_owned());
        }
    }
    keys.sort();
    keys.dedup();
    assert!(keys.len() > 30, "{keys:?}");
    for key in &keys {
        assert!(manual.contains(&format!("`{key}`")), "docs/theme.md does not name `{key}`");
        let (group, name) = key.split_once('.').expect("strings have a group and a key");
        for l in In::ALL {
            let strings = strings(l);
            let found = strings.get(group).and_then(|group| group.get(name));
            assert!(found.is_some_and(toml::Value::is_str), "{}: no `{key}`", l.tag());
        }
    }
}
