//! The words of a narrative: text, code and directives as they come from the Markdown parser.

use std::ops::Range;

use super::braces::{self, MarkKind, Unclosed};
use super::call;
use super::directive::{Directive, Name, Place};
use super::document::{Element, Nth, Part, PassageKind, Words};
use super::hidden;
use super::numbers;
use super::tree::{Builder, Frame, Open};
use super::typed::TypedNumbers;
use crate::diagnostics::{Code, Diagnostic, codes};

/// Text that is being put together: the parser hands it out in pieces.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// All words so far.
    words: String,
    /// Where the text begins in them that is put together.
    from: usize,
    /// Where a piece begins in the words, and where in the source.
    pieces: Vec<(usize, usize)>,
}

impl Run {
    pub fn is_empty(&self) -> bool {
        self.words.len() == self.from
    }

    pub fn push(&mut self, text: &str, source: usize) {
        // Chinese and Japanese are written without spaces: a line break in the source is none.
        if self.text().ends_with('\n') && text.starts_with(is_written_without_spaces) {
            let before = self.text().trim_end_matches('\n');
            if before.ends_with(is_written_without_spaces) {
                let end = self.from + before.len();
                self.words.truncate(end);
            }
        }
        self.pieces.push((self.words.len(), source));
        self.words.push_str(text);
    }

    /// What is put together so far.
    fn text(&self) -> &str {
        &self.words[self.from..]
    }

    /// Notes the numbers in the text, which is of `source`.
    pub fn numbers(&self, source: &str, into: &mut TypedNumbers) {
        for range in numbers::find(self.text()) {
            let place = self.in_source(self.from + range.start..self.from + range.end);
            let behind = source.get(place.end..).unwrap_or_default();
            into.push(&self.text()[range], place, behind);
        }
    }

    /// The whole text. The run is empty afterwards.
    pub fn take(&mut self) -> Words {
        self.since(self.from)
    }

    /// Words that stand for themselves.
    pub fn put(&mut self, words: &str) -> Words {
        let from = self.words.len();
        self.words.push_str(words);
        self.since(from)
    }

    /// Where the next words come.
    pub fn end(&self) -> usize {
        self.words.len()
    }

    /// All words from there on.
    pub fn since(&mut self, from: usize) -> Words {
        self.from = self.words.len();
        self.pieces.clear();
        Words::new(from..self.from)
    }

    /// Lets go of all words.
    pub fn forget(&mut self) {
        self.words.clear();
        self.from = 0;
    }

    pub fn words(&self) -> &str {
        &self.words
    }

    pub fn into_words(self) -> String {
        self.words
    }

    fn in_source(&self, range: Range<usize>) -> Range<usize> {
        let first = self.pieces.partition_point(|&(start, _)| start <= range.start) - 1;
        let last = self.pieces.partition_point(|&(start, _)| start < range.end) - 1;
        let place = |(start, source): (usize, usize), offset| source + (offset - start);
        place(self.pieces[first], range.start)..place(self.pieces[last], range.end)
    }
}

/// Chinese characters, Japanese syllables and their punctuation. Korean has spaces.
fn is_written_without_spaces(letter: char) -> bool {
    matches!(letter, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

impl Builder<'_> {
    pub fn text(&mut self, text: &str, range: Range<usize>) {
        match self.stack.last() {
            Some(Frame { open: Open::Code { .. }, .. }) => return self.code_line(text, range),
            Some(Frame { open: Open::Dropped, .. }) => return self.forget_marks_before(range.end),
            _ => {}
        }
        self.refuse_marks_before(range.start);
        if self.marks.get(self.next_mark).is_none_or(|mark| mark.range.start >= range.end) {
            return self.words(text, range);
        }
        let mut at = range.start;
        while let Some(mark) = self.marks.get(self.next_mark)
            && mark.range.start < range.end
        {
            let mark = mark.clone();
            self.next_mark += 1;
            self.words(&self.source[at..mark.range.start], at..mark.range.start);
            at = mark.range.end;
            self.judge(mark.kind, mark.range);
        }
        if at < range.end {
            self.words(&self.source[at..range.end], at..range.end);
        }
    }

    fn words(&mut self, text: &str, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        match text.as_bytes()[0] {
            b'[' | b']' => self.bracket(range.start),
            b'^' => self.undefined_footnote(range.start),
            _ => {}
        }
        // `&#x202E;` is made of harmless letters; what it means is not.
        if text.len() != range.len()
            && let Some(letter) = text.chars().find(|&letter| hidden::is(letter))
        {
            self.report(
                &codes::HIDDEN_CHARACTER,
                format!("hidden character `U+{:04X}`", u32::from(letter)),
                range.clone(),
                "delete it",
            );
        }
        self.run.push(text, range.start);
    }

    pub fn code(&mut self, code: &str, range: Range<usize>) {
        self.refuse_marks_before(range.start);
        let code = self.revealed(code, range.end);
        self.flush();
        let code = self.run.put(&code);
        self.put(Part::Code(code));
    }

    fn code_line(&mut self, line: &str, range: Range<usize>) {
        self.refuse_marks_before(range.start);
        let first = self.next_mark;
        let line = self.revealed(line, range.end);
        let directive =
            self.marks[first..self.next_mark].iter().find(|mark| mark.kind == MarkKind::Directive);
        let directive = directive.map(|mark| mark.range.clone());
        let Some(&Frame { open: Open::Code { fenced, .. }, .. }) = self.stack.last() else {
            return;
        };
        self.run.put(&line);
        // Four spaces make code, which is seldom what was meant.
        if let (false, Some(directive)) = (fenced, directive) {
            self.report(
                &codes::MISPLACED_DIRECTIVE,
                "an indented directive is printed as it stands",
                directive,
                "delete the spaces before it, or put it between lines of three backticks",
            );
        }
    }

    /// Code with its directives as written; they are judged by that.
    fn revealed<'c>(&mut self, code: &'c str, end: usize) -> std::borrow::Cow<'c, str> {
        let first = self.next_mark;
        self.forget_marks_before(end);
        braces::reveal(code, self.source, &self.marks[first..self.next_mark])
    }

    /// Marks in code or raw HTML mean nothing.
    pub fn forget_marks_before(&mut self, end: usize) {
        while self.marks.get(self.next_mark).is_some_and(|mark| mark.range.start < end) {
            self.next_mark += 1;
        }
    }

    /// Marks that no text came for stand in an address, a label or a title.
    pub fn refuse_marks_before(&mut self, start: usize) {
        while let Some(mark) = self.marks.get(self.next_mark)
            && mark.range.start < start
        {
            let mark = mark.clone();
            self.next_mark += 1;
            if let MarkKind::Directive | MarkKind::Unclosed { .. } = mark.kind {
                self.report(
                    &codes::MISPLACED_DIRECTIVE,
                    "a directive cannot stand in an address, a title or a label",
                    mark.range,
                    "use `{{ ref(id=\"…\") }}` in the text for a link to a record",
                );
            }
        }
    }

    fn judge(&mut self, kind: MarkKind, range: Range<usize>) {
        // What stands before and behind a mistake is not one word.
        self.flush();
        match kind {
            MarkKind::Directive => match call::read(self.file, self.source, range.clone()) {
                Ok(directive) => self.directive(directive, range.start),
                Err(wrong) => {
                    wrong.into_iter().for_each(|diagnostic| self.found.push(diagnostic));
                    self.run.push(BROKEN, range.start);
                }
            },
            MarkKind::Unclosed { why, excuses } => {
                self.excused = excuses;
                let (what, help) = match why {
                    Unclosed::LineEnds => ("`{{` is not closed", "write `}}` at its end"),
                    Unclosed::OtherLine => {
                        ("`{{` is not closed on its line", "write the directive on one line")
                    }
                    Unclosed::Reopened => {
                        ("`{{` is not closed before the next one", "write `}}` at its end")
                    }
                    Unclosed::Backtick => (
                        "a directive cannot hold a backtick",
                        "put the whole directive between backticks to show it as code",
                    ),
                };
                self.report(&codes::UNCLOSED_DIRECTIVE, what, range, help);
            }
            MarkKind::Stray if range.start < self.excused => {}
            MarkKind::Stray => self.report(
                &codes::STRAY_BRACES,
                "`}}` without `{{`",
                range,
                "delete it, or write `\\}}` for two braces in the text",
            ),
            MarkKind::Template => self.report(
                &codes::TEMPLATE_SYNTAX,
                "template syntax in a narrative",
                range,
                "use one of the directives; `\\{` writes a brace",
            ),
            MarkKind::Single { excuses } => {
                self.excused = excuses;
                self.report(
                    &codes::MALFORMED_DIRECTIVE,
                    "a directive in single braces",
                    range,
                    "write two: `{{` and `}}`; `\\{` writes a brace",
                );
            }
            MarkKind::Anchor => self.report(
                &codes::WRONG_ANCHOR,
                "an anchor outside a heading",
                range,
                "write it at the end of a heading: `## Budget {#budget}`",
            ),
        }
    }

    fn directive(&mut self, directive: Directive, start: usize) {
        let word = directive.rule.word;
        let in_link = self.in_link();
        let misplaced = match (self.stack.last().map(|frame| &frame.open), directive.rule.place) {
            (Some(Open::Image(_)), _) => {
                Some(("cannot stand in an alternative text", "describe the picture in plain words"))
            }
            (Some(Open::Element(Element::Paragraph) | Open::Item(_)), Place::Paragraph) => None,
            (_, Place::Paragraph) => Some(ALONE),
            _ if in_link && matches!(directive.name(), Name::Ref | Name::Note) => {
                Some(("is a link and cannot stand in another", "put it before or behind the link"))
            }
            _ => None,
        };
        if let Some((what, help)) = misplaced {
            self.found.push(
                Diagnostic::new(&codes::MISPLACED_DIRECTIVE, format!("`{word}` {what}"))
                    .at(directive.origin)
                    .help(help),
            );
        }
        // Its records are checked all the same: the author sees every mistake at once.
        let index = Nth::next(&self.document.directives);
        self.document.directives.push(directive);
        match misplaced {
            None => self.put(Part::Directive(index)),
            Some(_) => self.run.push(BROKEN, start),
        }
    }

    /// Ends words that begin at `from`: a paragraph, or the one directive that stands alone in it;
    /// `None` when nothing is left.
    pub fn end_words(&mut self, element: Element, from: usize) -> Option<PassageKind> {
        let directives = &self.document.directives;
        let alone = |part: &Part| match part {
            Part::Directive(index) if directives[index.at()].rule.place == Place::Paragraph => {
                Some(*index)
            }
            _ => None,
        };
        let words = &self.parts[from + 1..];
        if let Some(first) = words.iter().find_map(alone) {
            let is_blank = |part: &&Part| match part {
                Part::Text(text) => text.of(self.run.words()).trim().is_empty(),
                _ => false,
            };
            if words.iter().filter(|part| !is_blank(part)).count() == 1 {
                self.parts.truncate(from);
                self.parts.push(Part::Block(first));
                return Some(PassageKind::Directive);
            }
            for index in words.iter().filter_map(alone) {
                let directive = &directives[index.at()];
                let (what, help) = ALONE;
                self.found.push(
                    Diagnostic::new(
                        &codes::MISPLACED_DIRECTIVE,
                        format!("`{}` {what}", directive.rule.word),
                    )
                    .at(directive.origin)
                    .help(help),
                );
            }
            let left: Vec<Part> =
                words.iter().filter(|part| alone(part).is_none()).copied().collect();
            self.parts.truncate(from + 1);
            self.parts.extend(left);
        }
        if self.parts.len() == from + 1 {
            self.parts.truncate(from);
            return None;
        }
        self.parts.push(Part::End(element));
        Some(PassageKind::Paragraph)
    }

    pub fn in_link(&self) -> bool {
        self.stack.iter().any(|frame| matches!(frame.open, Open::Link(..)))
    }

    /// The words from a part on, without markup. A directive's words are not known yet.
    pub fn plain_text(&self, from: usize) -> String {
        let mut text = String::new();
        for part in &self.parts[from..] {
            match part {
                // A line break of the source is a space.
                Part::Text(words) => text.push_str(&words.of(self.run.words()).replace('\n', " ")),
                Part::Code(words) => text.push_str(words.of(self.run.words())),
                Part::HardBreak => text.push(' '),
                Part::Image(index) => text.push_str(&self.document.images[index.at()].alternative),
                _ => {}
            }
        }
        text
    }

    /// Would a reader see nothing of what stands from a part on?
    pub fn is_blank(&self, from: usize) -> bool {
        self.parts[from..].iter().all(|part| match part {
            Part::Text(words) | Part::Code(words) => words.of(self.run.words()).trim().is_empty(),
            // One without alternative text is an error of its own.
            Part::Image(_) => false,
            Part::Directive(index) => self.document.directives[index.at()].name() == Name::Note,
            _ => true,
        })
    }

    pub fn report(
        &mut self,
        code: &'static Code,
        what: impl Into<String>,
        range: Range<usize>,
        help: impl Into<String>,
    ) {
        let origin = self.origin(range);
        self.found.push(Diagnostic::new(code, what).at(origin).help(help));
    }
}

/// Stands in place of a directive that was refused, so that its heading or link is not empty too.
const BROKEN: &str = "\u{FFFD}";

const ALONE: (&str, &str) =
    ("must stand alone in its paragraph", "put it on a line of its own between two blank lines");
