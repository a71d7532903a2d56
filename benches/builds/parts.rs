//! The same narratives by the crates alone: walk, read, parse, one template, write. No checks, no
//! links, no charts: what is left to compare kepi's own work with.

use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use tera::{Context, Tera};

use crate::words::LANGUAGES;

const TEMPLATE: &str = r##"<!doctype html>
<html lang="{{ lang }}">
<head><meta charset="utf-8"><title>{{ title }}</title><link rel="stylesheet" href="/site.css"></head>
<body>
<header><nav><ul>{% for link in navigation %}<li><a href="/{{ lang }}/{{ link }}/">{{ link }}</a></li>
{% endfor %}</ul></nav>
<ul>{% for tag in languages %}<li><a href="/{{ tag }}/{{ page }}/" hreflang="{{ tag }}">{{ tag }}</a></li>
{% endfor %}</ul></header>
<main><h1>{{ title }}</h1>
<table>{% for field in fields %}<tr><th>{{ field.name }}</th><td>{{ field.value }}</td></tr>
{% endfor %}</table>
{{ content | safe }}
</main>
<table>{% for row in finance %}<tr><th>{{ row.name }}</th>{% for cell in row.cells %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table>
<footer>{{ title }}</footer>
</body></html>
"##;

/// Builds what a folder made by `site` holds.
pub fn build(site: &Path, out: &Path, threads: usize) -> Result<(), Box<dyn std::error::Error>> {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    let mut tera = Tera::default();
    tera.autoescape_on(vec![".html"]);
    tera.add_raw_template("page.html", TEMPLATE)?;
    let files: Vec<PathBuf> = walkdir::WalkDir::new(site.join("content"))
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    let tags: Vec<&str> = LANGUAGES.iter().map(|language| language.tag).collect();
    let table = Table::new();
    files
        .par_iter()
        .try_for_each(|file| page(&tera, &table, &tags, file, out).map_err(|e| e.to_string()))?;
    Ok(())
}

fn page(
    tera: &Tera,
    table: &Table,
    tags: &[&str],
    file: &Path,
    out: &Path,
) -> Result<(), Box<dyn std::error::Error>> {
    let text = fs::read_to_string(file)?;
    let rest = text.strip_prefix("+++\n").ok_or("no front matter")?;
    let (front, body) = rest.split_once("\n+++\n").ok_or("no end of the front matter")?;
    let front: toml::Table = toml::from_str(front)?;
    let name = file.file_stem().and_then(|name| name.to_str()).ok_or("no name")?;
    let (id, lang) = name.split_once('.').ok_or("no language")?;
    let mut content = String::with_capacity(body.len() * 2);
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    html::push_html(&mut content, Parser::new_ext(body, options));
    let mut context = Context::new();
    context.insert("lang", lang);
    context.insert("page", id);
    context.insert("title", &front["title"]);
    context.insert("content", &content);
    context.insert("languages", tags);
    context.insert("navigation", &table.navigation);
    context.insert("fields", &table.fields);
    context.insert("finance", &table.rows);
    let html = tera.render("page.html", &context)?;
    let folder = out.join(lang).join(id);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("index.html"), html)?;
    Ok(())
}

/// What every page shows besides its narrative: ten fields, and a table of twelve rows.
struct Table {
    navigation: Vec<String>,
    fields: Vec<Field>,
    rows: Vec<Row>,
}

#[derive(serde::Serialize)]
struct Field {
    name: String,
    value: String,
}

#[derive(serde::Serialize)]
struct Row {
    name: String,
    cells: Vec<u32>,
}

impl Table {
    fn new() -> Self {
        let field = |n| Field { name: format!("field {n}"), value: format!("value {n}") };
        let row = |n: u32| Row {
            name: format!("row {n}"),
            cells: (0..6).map(|c| n * 1000 + c).collect(),
        };
        Table {
            navigation: (0..10).map(|n| format!("s{n:04}")).collect(),
            fields: (0..10).map(field).collect(),
            rows: (0..12).map(row).collect(),
        }
    }
}
