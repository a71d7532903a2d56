//! Template files → compiled templates; every mistake in one of them is found here, before any page.

use std::collections::BTreeMap;

use tera::{ErrorKind, Tera};

use super::{ThemeFile, ThemeFiles, filters};
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, codes, listed, nearest};

pub struct Templates {
    /// `None` when a template is broken: that was reported, and no page can be made.
    tera: Option<Tera>,
    files: BTreeMap<String, ThemeFile>,
    has_default_frame: bool,
}

/// What the default theme prints around the contents of a page, and where.
const FRAME: &[&str] = &["masthead", "footer", "languages", "search_box"];

impl Templates {
    /// For `render`, which prints pages with them.
    pub fn tera(&self) -> &Tera {
        self.tera.as_ref().expect("pages are made only with whole templates")
    }

    pub fn is_whole(&self) -> bool {
        self.tera.is_some()
    }

    /// Whether all that prints masthead and footer is the default theme's, of which it is known what it
    /// asks of a page.
    pub fn has_default_frame(&self) -> bool {
        self.has_default_frame
    }

    /// A template's error as a finding at its place.
    pub fn finding(&self, error: &tera::Error) -> Diagnostic {
        finding(&self.files, error)
    }

    /// The file of a template, such as `node.html`.
    pub fn file(&self, name: &str) -> Option<FileId> {
        self.files.get(name).map(|file| file.id)
    }

    pub fn files(&self) -> impl Iterator<Item = FileId> {
        self.files.values().map(|file| file.id)
    }
}

/// Compiles all templates, unless those of `before` are the same. Where several are wrong each is
/// reported once, and what only follows from it is not.
pub(super) fn compile(
    files: &ThemeFiles,
    before: Option<Templates>,
    found: &mut Diagnostics,
) -> Templates {
    let templates: Vec<(&str, &ThemeFile)> =
        files.inside("templates/").filter(|(name, _)| name.ends_with(".html")).collect();
    let by_name: BTreeMap<String, ThemeFile> =
        templates.iter().map(|(name, file)| ((*name).to_owned(), (*file).clone())).collect();
    if let Some(before) = before
        && before.is_whole()
        && before.files == by_name
    {
        return before;
    }
    let own = by_name.values().filter(|file| !file.is_default);
    let has_default_frame = by_name.get("base.html").is_some_and(|base| base.is_default)
        && !components(own).any(|name| FRAME.contains(&name));
    let mut tera = new();
    let texts = templates.iter().map(|(name, file)| (*name, &*file.text));
    let Err(error) = tera.add_raw_templates(texts) else {
        return Templates { tera: Some(tera), files: by_name, has_default_frame };
    };
    let found_before = found.len();
    for (name, file) in &templates {
        // Alone, a template may miss others; its own syntax must hold.
        let mut alone = new();
        if let Err(error) = alone.add_raw_template(name, &file.text)
            && let ErrorKind::SyntaxError(report) = error.kind()
            && !names_another(report.message())
        {
            found.push(finding(&by_name, &error));
        }
    }
    if found.len() == found_before {
        match error.kind() {
            ErrorKind::Msg(reports) => unknown_names(&by_name, reports, found),
            _ => found.push(finding(&by_name, &error)),
        }
    }
    Templates { tera: None, files: by_name, has_default_frame }
}

fn new() -> Tera {
    let mut tera = Tera::new();
    filters::register(&mut tera);
    tera
}

/// Whether the message is only that a component stands in another file.
fn names_another(message: &str) -> bool {
    message.contains("component") || message.contains("Component")
}

/// Names that no template has: tera hands them out as printed reports, several in one text.
fn unknown_names(files: &BTreeMap<String, ThemeFile>, reports: &str, found: &mut Diagnostics) {
    // A template of the project that lacks blocks breaks all that extend it: that is one mistake.
    let mut lacking: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for report in reports.split("\n\n").filter(|report| report.starts_with("error: ")) {
        let mut lines = report.lines();
        let message = lines.next().unwrap_or_default().trim_start_matches("error: ");
        let place = lines.next().and_then(|line| line.trim_start().strip_prefix("--> "));
        let marked = lines.last().map_or(0, |line| line.matches('^').count());
        let name = message.split('`').nth(1).unwrap_or_default();
        if message.starts_with("Block ")
            && let Some(parent) = place.and_then(|place| parent_of_default(files, place))
        {
            lacking.entry(parent).or_default().push(name);
            continue;
        }
        let diagnostic = match message.starts_with("Unknown component ") {
            true => {
                let near = nearest(name, components(files.values()));
                let label = near.map(|near| format!("did you mean `{near}`?"));
                phrased(message).label(label.unwrap_or_default())
            }
            false => phrased(message),
        };
        found.push(match place.and_then(|place| range(files, place, marked)) {
            Some(origin) => diagnostic.at(origin),
            None => diagnostic,
        });
    }
    for (parent, mut blocks) in lacking {
        blocks.sort_unstable();
        blocks.dedup();
        found.push(
            Diagnostic::new(
                &codes::TEMPLATE,
                format!("`{parent}` lacks blocks that other templates fill: {}", listed(&blocks)),
            )
            .at(Origin::file(files[parent].id))
            .help("add them, as in the default theme's template of that name: `{% block title %}{% endblock title %}`"),
        );
    }
}

/// What a template of the default theme extends, where that is the project's own.
fn parent_of_default<'f>(files: &'f BTreeMap<String, ThemeFile>, place: &str) -> Option<&'f str> {
    let child = files.get(place.rsplitn(3, ':').last()?).filter(|child| child.is_default)?;
    let parent = child.text.split("{% extends \"").nth(1)?.split('"').next()?;
    let (parent, file) = files.get_key_value(parent)?;
    (!file.is_default).then_some(parent.as_str())
}

/// The names behind `{% component`.
fn components<'f>(files: impl Iterator<Item = &'f ThemeFile>) -> impl Iterator<Item = &'f str> {
    let begun = files.flat_map(|file| file.text.split("component ").skip(1));
    begun.filter_map(|rest| Some(rest.split_once('(')?.0.trim()))
}

/// The first component that draws itself, in a file of the project if there is one.
fn recursive(files: &BTreeMap<String, ThemeFile>) -> Option<Origin> {
    let own_first = files.values().filter(|file| !file.is_default);
    own_first.chain(files.values().filter(|file| file.is_default)).find_map(|file| {
        file.text.match_indices("{% component ").find_map(|(at, begin)| {
            let component = &file.text[at + begin.len()..];
            let name = component.split_once('(')?.0.trim();
            let body = &component[..component.find("{% endcomponent").unwrap_or(component.len())];
            let call = at + begin.len() + body.find(&format!("<{name} "))?;
            Some(Origin::range(file.id, call..call + 1 + name.len()))
        })
    })
}

/// `node.html:3:4` and a number of letters as a place.
fn range(files: &BTreeMap<String, ThemeFile>, place: &str, letters: usize) -> Option<Origin> {
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let file = files.get(parts.next()?)?;
    let before: usize = file.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = &file.text[before..];
    let offset = |letters: usize| rest.char_indices().nth(letters).map_or(rest.len(), |(at, _)| at);
    Some(Origin::range(file.id, before + offset(column - 1)..before + offset(column - 1 + letters)))
}

fn finding(files: &BTreeMap<String, ThemeFile>, error: &tera::Error) -> Diagnostic {
    // Where in the file a name stands in quotes, which is how templates name each other.
    let naming = |template: &str, name: &str| {
        let file = files.get(template)?;
        let start = file.text.find(&format!("\"{name}\"")).map(|quote| quote + 1);
        Some(start.map_or(Origin::file(file.id), |start| {
            Origin::range(file.id, start..start + name.len())
        }))
    };
    let (diagnostic, origin) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let file = files.get(report.filename());
            let range = report.span().range.clone();
            let marked = file.and_then(|file| file.text.get(range.clone())).unwrap_or_default();
            let diagnostic = match report.message().trim_end_matches('.') {
                // An end that nothing has begun, or a word that is none.
                "Unknown tag" => {
                    let message = format!("the tag `{marked}` cannot stand here");
                    let diagnostic = Diagnostic::new(&codes::TEMPLATE, message);
                    match marked.strip_prefix("end") {
                        Some(begun) => diagnostic.help(format!(
                            "a tag before it lacks its end, or no `{{% {begun} %}}` begins what it ends"
                        )),
                        None => diagnostic.help(
                            "tags are `block`, `component`, `extends`, `filter`, `for`, `if`, \
                             `include`, `raw`, `set` and their ends",
                        ),
                    }
                }
                message => phrased(message),
            };
            (diagnostic, file.map(|file| Origin::range(file.id, range)))
        }
        ErrorKind::MissingParent { current, parent } => {
            let near = nearest(parent, files.keys().map(String::as_str));
            let missing = format!("there is no template `{parent}` to extend");
            let diagnostic = Diagnostic::new(&codes::TEMPLATE, missing)
                .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default());
            (diagnostic, naming(current, parent))
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let parent = inheritance_chain.iter().find(|parent| *parent != tpl).unwrap_or(tpl);
            let circle = format!("the template `{tpl}` extends itself");
            (Diagnostic::new(&codes::TEMPLATE, circle), naming(tpl, parent))
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let included = include_chain.iter().find(|included| *included != tpl).unwrap_or(tpl);
            let circle = format!("the template `{tpl}` includes itself");
            (Diagnostic::new(&codes::TEMPLATE, circle), naming(tpl, included))
        }
        ErrorKind::Msg(message) if message.contains("recursion") => {
            let diagnostic =
                Diagnostic::new(&codes::TEMPLATE, "a component draws itself without end")
                    .help("let it stop: draw it only while there is something left to draw");
            (diagnostic, recursive(files))
        }
        other => (phrased(&other.to_string()), None),
    };
    match origin {
        Some(origin) => diagnostic.at(origin),
        None => diagnostic,
    }
}

/// Messages are phrases: no capital, no full stop, one line. A second sentence is a help.
fn phrased(message: &str) -> Diagnostic {
    let line = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let line = line
        .replace("nknown argument(s) ", "nknown argument ")
        .replace("Possible argument(s) are: ", "It takes ")
        .replace("expected }}", "expected `}}`");
    let (what, more) =
        line.split_once(". ").map_or((line.as_str(), None), |(what, more)| (what, Some(more)));
    let lowercase = |text: &str| {
        let mut letters = text.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
    };
    let what = match what {
        "" => "the template cannot be read".to_owned(),
        what => lowercase(what),
    };
    let diagnostic = Diagnostic::new(&codes::TEMPLATE, what);
    match more {
        Some(more) => diagnostic.help(lowercase(more)),
        None => diagnostic,
    }
}
