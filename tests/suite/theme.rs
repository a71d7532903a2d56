//! Draws every page of the default theme with sample contents and reads the finished pages.
//!
//! The pages are left in `target/tmp/theme/`, to be looked at in a browser.

#![allow(clippy::disallowed_methods, reason = "tests read the theme and leave pages to look at")]

use std::fs;
use std::path::{Path, PathBuf};

use kepi::plan::view::Page;
use tera::{Context, Tera};

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
    tera.add_raw_templates(named).expect("the templates compile");
    tera
}

fn strings(l: In) -> toml::Table {
    let path = format!("{}/tests/theme/strings-{}.toml", env!("CARGO_MANIFEST_DIR"), l.tag());
    fs::read_to_string(path).expect("there are strings").parse().expect("strings are TOML")
}

fn draw(tera: &Tera, l: In, page: &Page) -> String {
    let mut context = Context::new();
    context.insert("page", page);
    context.insert("t", &strings(l));
    match tera.render(&format!("{}.html", page.kind), &context) {
        Ok(html) => html,
        Err(error) => panic!("{}: {error:#}\n{:?}", page.kind, std::error::Error::source(&error)),
    }
}

/// Every sample page: its path below the site, and its markup.
fn site() -> Vec<(String, String)> {
    let tera = templates();
    let mut site: Vec<(String, String)> = root_pages()
        .iter()
        .map(|(name, page)| (format!("{name}.html"), draw(&tera, In::En, page)))
        .collect();
    for l in In::ALL {
        let drawn = pages(l);
        let drawn = drawn
            .iter()
            .map(|(name, page)| (format!("{}/{name}.html", l.tag()), draw(&tera, l, page)));
        site.extend(drawn);
    }
    site
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
