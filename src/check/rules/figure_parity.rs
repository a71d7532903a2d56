//! Every language version of a narrative refers to the same figures, charts, tables, notes and records.

use std::collections::BTreeMap;

use crate::diagnostics::{At, Diagnostic, Diagnostics, Origin, SourceMap, codes};
use crate::model::Id;
use crate::prose::{Directive, Document, Name, TypedNumber, Value};
use crate::translations::Pair;

pub fn check(pair: &Pair<'_>, sources: &SourceMap, found: &mut Diagnostics) {
    let edition = pair.source.file.place.edition();
    let (source, translation) = (pair.source.document, pair.translation.document);
    if show_the_same(&source.directives, &translation.directives, edition) {
        return;
    }
    let mut theirs = by_subject(source, edition);
    let ours = by_subject(translation, edition);
    let source_path = sources.path(pair.source.file.file);
    for (subject, used) in &ours {
        let there = theirs.get(subject).map_or(0, Vec::len);
        for directive in used.iter().skip(there) {
            let often = if there > 0 { " as often as here" } else { "" };
            let diagnostic = Diagnostic::new(
                &codes::FIGURE_PARITY,
                format!("`{subject}` is not in the original{often}"),
            )
            .at(directive.origin);
            let diagnostic = match theirs.get(subject).and_then(|all| all.last()) {
                Some(original) => diagnostic.related(original.origin, "the last in the original"),
                None => diagnostic,
            };
            found.push(diagnostic.help(format!(
                "delete it here, or add it to `{source_path}` and every other language"
            )));
        }
    }
    // By place in the original, so that the k-th figure lost in a passage meets its k-th number.
    let mut lost: Vec<(String, &Directive)> = Vec::new();
    for (subject, used) in &mut theirs {
        let here = ours.get(subject).map_or(0, Vec::len);
        lost.extend(used.drain(..).skip(here).map(|directive| (subject.clone(), directive)));
    }
    lost.sort_by_key(|(_, directive)| directive.origin.at);
    let aligned = source.passages.len() == translation.passages.len();
    let mut typed: BTreeMap<usize, Vec<TypedNumber<'_>>> = BTreeMap::new();
    for (subject, directive) in lost {
        let passage = passage_of(source, directive.origin).filter(|_| aligned);
        let is_figure = matches!(directive.name(), Name::Value | Name::Change | Name::Share);
        let number = passage.filter(|_| is_figure).and_then(|passage| {
            let numbers =
                typed.entry(passage).or_insert_with(|| typed_anew(source, translation, passage));
            (!numbers.is_empty()).then(|| numbers.remove(0))
        });
        found.push(match number {
            Some(number) => Diagnostic::new(
                &codes::FIGURE_PARITY,
                format!("`{}` is typed by hand", number.text),
            )
            .at(number.origin(pair.translation.file.file))
            .label(format!("the original has `{subject}` in this passage"))
            .related(directive.origin, "here")
            .help("copy the directive from the original: it prints the figure in every language"),
            None => Diagnostic::new(
                &codes::FIGURE_PARITY,
                format!("this translation has lost `{subject}`"),
            )
            .at(match passage {
                Some(passage) => translation.passages[passage].origin,
                None => Origin::file(pair.translation.file.file),
            })
            .related(directive.origin, "in the original it stands here")
            .help("copy the directive from the original: it prints the figure in every language"),
        });
    }
}

/// Whether they show the same in the same order, as nearly all translations do.
fn show_the_same(one: &[Directive], other: &[Directive], edition: Option<&Id>) -> bool {
    let is_same = |(one, other): (&Directive, &Directive)| {
        one.word() == other.word() && named(one, edition).eq(named(other, edition))
    };
    one.len() == other.len() && one.iter().zip(other).all(is_same)
}

/// The directives of a narrative by what they show, however they show it.
fn by_subject<'d>(
    document: &'d Document,
    edition: Option<&Id>,
) -> BTreeMap<String, Vec<&'d Directive>> {
    let mut all: BTreeMap<String, Vec<&Directive>> = BTreeMap::new();
    for directive in &document.directives {
        all.entry(subject(directive, edition)).or_default().push(directive);
    }
    all
}

/// `value(id="revenue.total.actual")`: without sign, precision and words, which are the language's
/// own matter.
fn subject(directive: &Directive, edition: Option<&Id>) -> String {
    let named = named(directive, edition);
    let mut arguments: Vec<String> =
        named.map(|(name, value)| format!("{name}=\"{value}\"")).collect();
    arguments.sort();
    format!("{}({})", directive.word(), arguments.join(", "))
}

/// Each argument that says what is shown, with its name.
fn named<'d>(
    directive: &'d Directive,
    edition: Option<&Id>,
) -> impl Iterator<Item = (&'d str, &'d str)> {
    directive.arguments.iter().filter_map(move |argument| match &argument.value {
        Value::Reference(id) => {
            let own = edition.and_then(|edition| id.strip_prefix(edition.as_str()));
            let id = own.and_then(|rest| rest.strip_prefix('/')).unwrap_or(id);
            Some((argument.name, id))
        }
        Value::Period(period) => Some((argument.name, period.as_str())),
        Value::Text(_) | Value::Count(_) | Value::Word(_) => None,
    })
}

fn passage_of(document: &Document, place: Origin) -> Option<usize> {
    // They stand in the order of the text.
    let behind = document.passages.partition_point(|passage| start(passage.origin) <= start(place));
    let passage = behind.checked_sub(1)?;
    holds(document.passages[passage].origin, place).then_some(passage)
}

fn start(origin: Origin) -> u32 {
    match origin.at {
        At::Range { start, .. } => start,
        At::Whole | At::Cell { .. } => 0,
    }
}

fn holds(outer: Origin, inner: Origin) -> bool {
    match (outer.at, inner.at) {
        (At::Range { start, end }, At::Range { start: from, end: to }) => {
            start <= from && to <= end
        }
        _ => false,
    }
}

/// Numbers in a passage of the translation that its original does not have.
fn typed_anew<'d>(
    source: &Document,
    translation: &'d Document,
    passage: usize,
) -> Vec<TypedNumber<'d>> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for number in source.numbers.within(source.passages[passage].origin) {
        *known.entry(digits(number.text)).or_default() += 1;
    }
    translation
        .numbers
        .within(translation.passages[passage].origin)
        .filter(|number| match known.get_mut(&digits(number.text)) {
            Some(left @ 1..) => {
                *left -= 1;
                false
            }
            _ => true,
        })
        .collect()
}

/// The digits alone, so that `1,234` and `1 234` are one number.
fn digits(text: &str) -> String {
    text.chars()
        .filter_map(|letter| match letter {
            '0'..='9' => Some(letter),
            '٠'..='٩' => char::from_digit(u32::from(letter) - u32::from('٠'), 10),
            '۰'..='۹' => char::from_digit(u32::from(letter) - u32::from('۰'), 10),
            '０'..='９' => char::from_digit(u32::from(letter) - u32::from('０'), 10),
            _ => None,
        })
        .collect()
}
