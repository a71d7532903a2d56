//! Template files → compiled templates; every mistake in one of them is found here, before any page.

use std::collections::BTreeMap;

use tera::{ErrorKind, Tera};

use super::ThemeFile;
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, codes};

pub struct Templates {
    /// `None` when a template is broken: that was reported, and no page can be made.
    tera: Option<Tera>,
    files: BTreeMap<String, FileId>,
}

impl Templates {
    /// For `render`, which prints pages with them.
    pub fn tera(&self) -> &Tera {
        self.tera.as_ref().expect("pages are made only with whole templates")
    }

    pub fn is_whole(&self) -> bool {
        self.tera.is_some()
    }

    /// A template's error as a finding at its place.
    pub fn finding(&self, error: &tera::Error) -> Diagnostic {
        finding(&self.files, error)
    }

    /// The file of a template, such as `node.html`.
    pub fn file(&self, name: &str) -> Option<FileId> {
        self.files.get(name).copied()
    }

    pub fn files(&self) -> impl Iterator<Item = FileId> {
        self.files.values().copied()
    }
}

/// Compiles all templates. Where several are wrong each is reported once, and what only follows
/// from it is not.
pub(super) fn compile(files: &[ThemeFile], found: &mut Diagnostics) -> Templates {
    let templates: Vec<(&str, &ThemeFile)> = files
        .iter()
        .filter_map(|file| Some((file.name("templates/")?, file)))
        .filter(|(name, _)| name.ends_with(".html"))
        .collect();
    let ids: BTreeMap<String, FileId> =
        templates.iter().map(|(name, file)| ((*name).to_owned(), file.id)).collect();
    let mut broken = false;
    for (name, file) in &templates {
        // Alone, a template may miss others; its own syntax must hold.
        let mut alone = Tera::new();
        if let Err(error) = alone.add_raw_template(name, &file.text)
            && let ErrorKind::SyntaxError(report) = error.kind()
            && !names_another(report.message())
        {
            broken = true;
            found.push(finding(&ids, &error));
        }
    }
    let mut tera = Tera::new();
    if !broken
        && let Err(error) =
            tera.add_raw_templates(templates.iter().map(|(name, file)| (*name, &*file.text)))
    {
        broken = true;
        found.push(finding(&ids, &error));
    }
    Templates { tera: (!broken).then_some(tera), files: ids }
}

/// Whether the message is only that a component stands in another file.
fn names_another(message: &str) -> bool {
    message.contains("component") || message.contains("Component")
}

fn finding(files: &BTreeMap<String, FileId>, error: &tera::Error) -> Diagnostic {
    let at = |diagnostic: Diagnostic, name: &str, range: Option<std::ops::Range<usize>>| match files
        .get(name)
    {
        Some(&file) => diagnostic.at(match range {
            Some(range) => Origin::range(file, range),
            None => Origin::file(file),
        }),
        None => diagnostic,
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let message = lowercase_first(report.message());
            at(
                Diagnostic::new(&codes::TEMPLATE, message),
                report.filename(),
                Some(report.span().range.clone()),
            )
        }
        ErrorKind::MissingParent { current, parent } => at(
            Diagnostic::new(&codes::TEMPLATE, format!("there is no template `{parent}` to extend")),
            current,
            None,
        ),
        ErrorKind::CircularExtend { tpl, .. } => {
            at(Diagnostic::new(&codes::TEMPLATE, format!("`{tpl}` extends itself")), tpl, None)
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            at(Diagnostic::new(&codes::TEMPLATE, format!("`{tpl}` includes itself")), tpl, None)
        }
        other => Diagnostic::new(&codes::TEMPLATE, lowercase_first(&other.to_string())),
    }
}

/// Messages are phrases: no capital, no full stop, one line.
fn lowercase_first(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut letters = line.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => "the template cannot be read".to_owned(),
    }
}
