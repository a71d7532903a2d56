//! Diagnostics → messages with the line in question and a mark below it, for people.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin as Arrow, Renderer, Snippet,
};

use super::place::{Place, place};
use super::visible::{shown, visible, visible_lines};
use crate::diagnostics::sources::Line;
use crate::diagnostics::{At, Diagnostic, FileId, Origin, Severity, SourceMap};

/// How many findings are printed; the rest are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub in_a_file: usize,
    pub in_all: usize,
    /// So many that say the same of different places; of the others the place is enough.
    pub alike: usize,
}

impl Limits {
    /// More than this nobody reads at once; the first mistakes often explain the others.
    pub const USUAL: Limits = Limits { in_a_file: 50, in_all: 200, alike: 3 };
    pub const NONE: Limits =
        Limits { in_a_file: usize::MAX, in_all: usize::MAX, alike: usize::MAX };
}

/// Of how many findings that are alike the place is printed.
const MOST_PLACES: usize = 12;

/// How a finding is told.
enum Told {
    /// With its line and a mark, and where else it was found.
    Whole {
        also: Vec<Origin>,
    },
    /// By its place, below one that is alike.
    Place,
    Counted,
}

/// Says how many findings were left out. The text holds ANSI colours, which the stream it goes to
/// removes where they are not wanted.
pub fn text(
    out: &mut dyn Write,
    found: &[Diagnostic],
    sources: &SourceMap,
    limits: Limits,
) -> io::Result<usize> {
    let told = choose(found, limits);
    let renderer = Renderer::styled();
    let mut in_other_files = 0;
    for run in runs_of_a_file(found) {
        let mut whole = 0;
        for number in run.clone() {
            let Told::Whole { also } = &told[number] else { continue };
            writeln!(out, "{}\n", renderer.render(&[message(&found[number], sources)]))?;
            if !also.is_empty() {
                writeln!(out, "... and the same at")?;
                for origin in also {
                    writeln!(out, "    {}", place(*origin, sources))?;
                }
                writeln!(out)?;
            }
            whole += 1;
        }
        let counted = told[run.clone()].iter().filter(|told| matches!(told, Told::Counted)).count();
        match file(&found[run.start]) {
            _ if counted == 0 => {}
            Some(file) if whole > 0 => {
                writeln!(out, "... and {counted} more in {}\n", visible(sources.path(file)))?;
            }
            _ => in_other_files += counted,
        }
    }
    if in_other_files > 0 {
        writeln!(out, "... and {in_other_files} more in other files\n")?;
    }
    Ok(told.iter().filter(|told| matches!(told, Told::Counted)).count())
}

/// One finding as it is printed, without colours: for a page.
pub fn plain(found: &Diagnostic, sources: &SourceMap) -> String {
    Renderer::plain().render(&[message(found, sources)])
}

/// Errors are chosen before warnings, so that what stops the report is never among the rest. One
/// wrong id is often found wherever it is named: who has read that three times knows what to mend.
fn choose(found: &[Diagnostic], limits: Limits) -> Vec<Told> {
    let mut told: Vec<Told> = found.iter().map(|_| Told::Counted).collect();
    let mut in_file: BTreeMap<Option<FileId>, usize> = BTreeMap::new();
    let mut in_all = 0;
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        for (number, diagnostic) in found.iter().enumerate() {
            if diagnostic.severity != severity {
                continue;
            }
            let before = alike.entry(wording(number, diagnostic)).or_default();
            if let (Some(origin), Some(&last)) = (diagnostic.origin, before.last())
                && before.len() >= limits.alike
            {
                if let Told::Whole { also } = &mut told[last]
                    && also.len() < MOST_PLACES
                {
                    also.push(origin);
                    told[number] = Told::Place;
                }
                continue;
            }
            let in_file = in_file.entry(file(diagnostic)).or_default();
            if *in_file < limits.in_a_file && in_all < limits.in_all {
                told[number] = Told::Whole { also: Vec::new() };
                before.push(number);
                *in_file += 1;
                in_all += 1;
            }
        }
    }
    told
}

/// What two findings have in common that say the same of two places. A message that names nothing,
/// or that leads to another place, says something else on each line.
fn wording(number: usize, diagnostic: &Diagnostic) -> (Option<usize>, &str, &str, &[String]) {
    let says_all = diagnostic.related.is_empty() && diagnostic.message.contains('`');
    let Diagnostic { message, label, help, .. } = diagnostic;
    ((!says_all).then_some(number), message, label, help)
}

/// Findings of one file follow each other, since they come sorted.
fn runs_of_a_file(found: &[Diagnostic]) -> Vec<Range<usize>> {
    let mut start = 0;
    let runs = found.chunk_by(|a, b| file(a) == file(b)).map(|run| {
        let range = start..start + run.len();
        start = range.end;
        range
    });
    runs.collect()
}

fn file(diagnostic: &Diagnostic) -> Option<FileId> {
    diagnostic.origin.map(|origin| origin.file)
}

fn message<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.name);
    let mut group = Group::with_title(title);
    if let Some(origin) = diagnostic.origin {
        group = group.elements(places(diagnostic, origin, sources));
    }
    group.elements(diagnostic.help.iter().map(|help| Level::HELP.message(visible_lines(help))))
}

/// The place itself, then the places that matter with it.
fn places<'a>(
    diagnostic: &'a Diagnostic,
    origin: Origin,
    sources: &'a SourceMap,
) -> Vec<Element<'a>> {
    let mut elements = Vec::new();
    let mut notes = Vec::new();
    let mut apart = Vec::new();
    match Mark::of(origin, &diagnostic.label, AnnotationKind::Primary, sources) {
        Some(mark) => {
            let mut marks = vec![mark];
            for (origin, label) in &diagnostic.related {
                match Mark::of(*origin, label, AnnotationKind::Context, sources) {
                    Some(mark) if mark.is_near(&marks[0]) => marks.push(mark),
                    Some(mark) => apart.push(mark),
                    None => notes.push(format!("{}: {}", visible(label), place(*origin, sources))),
                }
            }
            elements.push(excerpt(&marks, sources).into());
        }
        None => {
            elements.push(arrow(origin, sources).into());
            if !diagnostic.label.is_empty() {
                notes.push(visible(&diagnostic.label).into_owned());
            }
            for (origin, label) in &diagnostic.related {
                notes.push(format!("{}: {}", visible(label), place(*origin, sources)));
            }
        }
    }
    elements.extend(apart.iter().map(|mark| excerpt(std::slice::from_ref(mark), sources).into()));
    elements.extend(notes.into_iter().map(|note| Level::NOTE.message(note).into()));
    elements
}

/// The place alone, where there is no line to show.
fn arrow(origin: Origin, sources: &SourceMap) -> Arrow<'static> {
    let place = Place::of(origin, sources);
    let arrow = Arrow::path(place.without_position());
    match place.start {
        Some(start) => arrow.line(start.line).char_column(start.column),
        None => arrow,
    }
}

/// Behind so many bytes of one line nobody finds the place by eye, and showing it takes time.
const LONG_LINE: usize = 16 * 1024;

/// The start is what matters: a mark under a whole paragraph hides it.
const LONG_MARK: usize = 80;

/// How far apart two marked lines may stand in one excerpt.
const NEAR: usize = 3;

/// A part of one line to be marked.
struct Mark<'a> {
    file: FileId,
    line: usize,
    /// Bytes of the line.
    range: Range<usize>,
    label: &'a str,
    kind: AnnotationKind,
}

impl<'a> Mark<'a> {
    /// `None` where there is no text, or too much of it on the line. A range over several lines is
    /// marked on the first.
    fn of(
        origin: Origin,
        label: &'a str,
        kind: AnnotationKind,
        sources: &SourceMap,
    ) -> Option<Mark<'a>> {
        let At::Range { start, end } = origin.at else { return None };
        let line = sources.position(origin.file, start)?.line;
        let Line { start: line_start, text } = sources.line(origin.file, line)?;
        let within = |offset: u32| (offset as usize).saturating_sub(line_start).min(text.len());
        let start = text.floor_char_boundary(within(start));
        if start > LONG_LINE {
            return None;
        }
        let longest =
            text[start..].char_indices().nth(LONG_MARK).map_or(text.len(), |(at, _)| start + at);
        let end = text.ceil_char_boundary(within(end)).clamp(start, longest);
        Some(Mark { file: origin.file, line, range: start..end, label, kind })
    }

    fn is_near(&self, other: &Mark) -> bool {
        self.file == other.file && self.line.abs_diff(other.line) <= NEAR
    }
}

/// The marked lines of one file and those between them; the first mark gives the position.
fn excerpt<'a>(marks: &[Mark<'a>], sources: &'a SourceMap) -> Snippet<'a, Annotation<'a>> {
    let file = marks[0].file;
    let first = marks.iter().map(|mark| mark.line).min().unwrap_or(1);
    let last = marks.iter().map(|mark| mark.line).max().unwrap_or(first);
    let mut text = String::new();
    let mut annotations = Vec::new();
    for number in first..=last {
        let line = sources.line(file, number).map_or("", |line| line.text);
        let line = &line[..line.floor_char_boundary(2 * LONG_LINE)];
        let start = text.len();
        text.extend(line.chars().map(|c| if c == '\t' { c } else { shown(c) }));
        text.push('\n');
        for mark in marks.iter().filter(|mark| mark.line == number) {
            let moved = |at: usize| start + shown_len(&line[..at]);
            let span = moved(mark.range.start)..moved(mark.range.end);
            let label = (!mark.label.is_empty()).then(|| visible(mark.label));
            annotations.push(mark.kind.span(span).label(label));
        }
    }
    Snippet::source(text)
        .line_start(first)
        .path(visible(sources.path(file)))
        .annotations(annotations)
}

/// How many bytes the text takes once its controls are made visible.
fn shown_len(text: &str) -> usize {
    text.chars().map(|c| if c == '\t' { 1 } else { shown(c).len_utf8() }).sum()
}
