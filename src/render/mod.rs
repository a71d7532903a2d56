//! Planned pages → HTML, through the theme's templates.

mod frame;
mod paper;

use std::sync::Arc;

use tera::value::Key;
use tera::{Context, Value};

use crate::diagnostics::{Diagnostic, Origin, codes};
use crate::plan::Inset;
use crate::plan::view::{Html, ListedKpi, Page};
use crate::theme::{Strings, Theme};
use frame::{Around, Drawn, Frames};
use paper::{Paper, Printed};

/// What the pages of one language share: its strings as templates see them, `t.page.skip`, and what
/// stands around the contents of most.
pub struct Words {
    strings: Value,
    frames: Frames,
    paper: Paper,
}

impl Words {
    pub fn new(strings: &Strings) -> Self {
        let mut groups = serde_json::Map::new();
        for (key, text) in strings.iter() {
            let mut at = &mut groups;
            let mut parts = key.split('.').peekable();
            while let Some(part) = parts.next() {
                if parts.peek().is_none() {
                    at.insert(part.to_owned(), text.into());
                    break;
                }
                let inner = at.entry(part).or_insert_with(|| serde_json::Map::new().into());
                match inner.as_object_mut() {
                    Some(inner) => at = inner,
                    None => break,
                }
            }
        }
        Words {
            strings: Value::from_serializable(&groups),
            frames: Frames::default(),
            paper: Paper::default(),
        }
    }

    /// A page as templates see it.
    fn page(&self, theme: &Theme, page: &Page) -> Value {
        let mut fields =
            Value::from_serializable(page).into_map().expect("a page is made of fields");
        // A theme's own may ask anything of the page, and each page draws it.
        let draw = |around: &Around| {
            theme.templates.has_default_frame().then(|| frame(theme, self, around))?
        };
        let frame = self.frames.of(page, draw);
        fields.extend(frame.fields(page).map(|(name, value)| (Key::Str(name), value)));
        fields.into()
    }
}

/// Masthead and footer of many pages. What is wrong with them is told where a page draws them itself.
fn frame(theme: &Theme, words: &Words, around: &Around) -> Option<Drawn> {
    let mut arguments = Context::new();
    arguments.insert("page", around);
    let drawn = |name: &str| component(theme, words, name, &arguments).ok();
    Some(Drawn { masthead: drawn("masthead")?, footer: drawn("footer")? })
}

/// A table, figure or KPI within a narrative, drawn by the theme's component of that name.
pub fn inset(
    theme: &Theme,
    words: &Words,
    inset: Inset,
    level: u8,
    lang: &str,
) -> Result<String, Diagnostic> {
    let about = || format!("while drawing within a narrative in `{lang}`");
    let mut arguments = Context::new();
    match inset {
        Inset::Table(table) => {
            arguments.insert("anchor", &format!("in-{}", table.id));
            arguments.insert("table", &table);
            component(theme, words, "table", &arguments)
        }
        Inset::Figure(figure) => {
            arguments.insert("figure", &figure);
            // Part of the text, which goes on below it: its headline is no heading.
            arguments.insert("level", &0);
            component(theme, words, "figure", &arguments)
        }
        Inset::Kpi(kpi) => {
            arguments.insert("kpi", &kpi);
            arguments.insert("level", &level);
            component(theme, words, "kpi", &arguments)
        }
    }
    .map_err(|diagnostic| diagnostic.help(about()))
}

/// Draws a KPI as it stands in lists, its links yet to be put in, unless another page did.
fn draw(theme: &Theme, words: &Words, listed: &ListedKpi) -> Result<(), Diagnostic> {
    if listed.drawn.get().is_none() {
        let mut arguments = Context::new();
        arguments.insert("listed", listed);
        let html = component(theme, words, "kpi_row", &arguments)?;
        listed.drawn.get_or_init(|| Html(html));
    }
    Ok(())
}

/// What a component of the theme makes of its arguments.
fn component(
    theme: &Theme,
    words: &Words,
    name: &str,
    arguments: &Context,
) -> Result<String, Diagnostic> {
    let mut context = Context::new();
    context.insert_value("t", words.strings.clone());
    let tera = theme.templates.tera();
    tera.render_component_with_implicits(name, arguments, &context, None, true)
        .map_err(|error| theme.templates.finding(&error))
}

/// One page as HTML, or what is wrong with its template, with the page and its language.
pub fn page<'w>(
    theme: &Theme,
    words: &'w Words,
    page: Page,
    path: &str,
) -> Result<Printed<'w>, Diagnostic> {
    let about = format!("while making `{path}` in `{}`", page.lang);
    let below: Arc<str> = path.split_once('/').map_or(path, |(_, below)| below).into();
    for line in page.content.kpi_rows() {
        match draw(theme, words, &line.of) {
            Ok(()) => line.page.get_or_init(|| Arc::clone(&below)),
            Err(diagnostic) => return Err(diagnostic.help(about)),
        };
    }
    let mut context = Context::new();
    context.insert_value("page", words.page(theme, &page));
    context.insert_value("t", words.strings.clone());
    let template = format!("{}.html", page.kind);
    // A long one is as large again as what templates see of it.
    drop(page);
    let mut html = words.paper.sheet();
    match theme.templates.tera().render_to(&template, &context, &mut html) {
        Ok(()) => Ok(html),
        Err(_) if html.is_full() => {
            let diagnostic = Diagnostic::new(
                &codes::TEMPLATE,
                format!("`{template}` makes a page larger than {} MB", paper::LARGEST / 1_000_000),
            )
            .help("look for a loop in it that prints too much")
            .help(about);
            Err(match theme.templates.file(&template) {
                Some(file) => diagnostic.at(Origin::file(file)),
                None => diagnostic,
            })
        }
        Err(error) => {
            let diagnostic = theme.templates.finding(&error).help(about);
            // A message without a place is about the template that the page began with.
            Err(match (diagnostic.origin, theme.templates.file(&template)) {
                (None, Some(file)) => diagnostic.at(Origin::file(file)),
                _ => diagnostic,
            })
        }
    }
}
