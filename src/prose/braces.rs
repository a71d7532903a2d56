//! Finds everything in braces in a narrative before Markdown is read, and hides directives from it.
//!
//! Markdown would take the `_` or `"` of a directive for its own. So each directive is replaced by
//! letters of the same length: byte ranges stay true, and Markdown sees one word. Whether it stands
//! in text or in code is known only afterwards, so nothing is judged here.

use std::borrow::Cow;
use std::ops::Range;

use super::directive;

/// Something in braces that must be judged where it turns out to stand in text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub range: Range<usize>,
    pub kind: MarkKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// `{{ … }}` on one line: hidden from Markdown.
    Directive,
    /// `{{` that does not find its `}}`.
    Unclosed {
        why: Unclosed,
        /// A `}}` up to here belongs to the same mistake.
        excuses: usize,
    },
    /// `}}` without `{{`.
    Stray,
    /// `{%`, or `{#` before a space.
    Template,
    /// `{value(…)}`: the name of a directive in single braces.
    Single { excuses: usize },
    /// `{#`: at the end of a heading, Markdown takes it for the heading's anchor.
    Anchor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unclosed {
    /// The line, or the file, ends before.
    LineEnds,
    /// It is closed on a later line.
    OtherLine,
    /// Another `{{` begins before.
    Reopened,
    /// A backtick stands in it: the beginning of code for Markdown.
    Backtick,
}

/// All marks in order, none overlapping. `from` is where the Markdown begins.
pub(super) fn find(source: &str, from: usize) -> Vec<Mark> {
    let mut finder = Finder { bytes: source.as_bytes(), line_end: from, marks: Vec::new() };
    let mut at = from;
    while let Some(next) =
        finder.bytes[at..].iter().position(|byte| matches!(byte, b'{' | b'}')).map(|next| at + next)
    {
        at = if finder.bytes[next] == b'{' { finder.opening(next) } else { finder.closing(next) };
    }
    finder.marks
}

/// The Markdown from `from` on, with each directive replaced by a word of the same length.
pub(super) fn hide<'s>(source: &'s str, from: usize, marks: &[Mark]) -> Cow<'s, str> {
    let mut hidden = String::new();
    let mut at = from;
    for mark in marks.iter().filter(|mark| mark.kind == MarkKind::Directive) {
        hidden.push_str(&source[at..mark.range.start]);
        push_hidden(&mut hidden, mark.range.len());
        at = mark.range.end;
    }
    if hidden.is_empty() {
        return Cow::Borrowed(&source[from..]);
    }
    hidden.push_str(&source[at..]);
    Cow::Owned(hidden)
}

/// Gives code its directives back: `marks` are those in the code, in order.
pub(super) fn reveal<'c>(code: &'c str, source: &str, marks: &[Mark]) -> Cow<'c, str> {
    let mut revealed = String::new();
    let mut at = 0;
    for mark in marks.iter().filter(|mark| mark.kind == MarkKind::Directive) {
        let mut word = String::with_capacity(mark.range.len());
        push_hidden(&mut word, mark.range.len());
        let Some(found) = code[at..].find(&word) else { continue };
        revealed.push_str(&code[at..at + found]);
        revealed.push_str(&source[mark.range.clone()]);
        at += found + word.len();
    }
    if at == 0 {
        return Cow::Borrowed(code);
    }
    revealed.push_str(&code[at..]);
    Cow::Owned(revealed)
}

/// The first letter of a hidden directive: no punctuation, no space, and never in a text, because
/// Unicode gave it to nobody. The letter `x` follows until the length is right.
pub(super) const HIDDEN: &str = "\u{FDD0}";

fn push_hidden(text: &mut String, length: usize) {
    text.push_str(HIDDEN);
    text.extend(std::iter::repeat_n('x', length - HIDDEN.len()));
}

// Everything below looks at each byte a bounded number of times: a hostile narrative of nothing
// but braces on one line takes as long as any other.
struct Finder<'s> {
    bytes: &'s [u8],
    /// Of the line last asked for.
    line_end: usize,
    marks: Vec<Mark>,
}

impl Finder<'_> {
    /// Judges the `{` at `open`, adds its mark, and returns where to go on.
    fn opening(&mut self, open: usize) -> usize {
        let escaped = self.is_escaped(open);
        let kind = match self.bytes.get(open + 1) {
            // `\{{ … }}`: its closing braces are as literal as its opening ones.
            Some(b'{') if escaped => return self.directive_end(open).unwrap_or(open + 2),
            Some(b'{') => match self.directive_end(open) {
                Ok(end) => return self.mark(open..end, MarkKind::Directive),
                Err(why) => self.unclosed(open, why),
            },
            _ if escaped => return open + 1,
            Some(b'%') => MarkKind::Template,
            Some(b'#') if matches!(self.bytes.get(open + 2), Some(b' ' | b'\t')) => {
                MarkKind::Template
            }
            Some(b'#') => MarkKind::Anchor,
            _ if names_a_directive(&self.bytes[open + 1..]) => {
                let kind = MarkKind::Single { excuses: self.line_end(open) };
                return self.mark(open..open + 1, kind);
            }
            _ => return open + 1,
        };
        self.mark(open..open + 2, kind)
    }

    fn closing(&mut self, close: usize) -> usize {
        if self.bytes.get(close + 1) != Some(&b'}') {
            close + 1
        } else if self.is_escaped(close) {
            close + 2
        } else {
            self.mark(close..close + 2, MarkKind::Stray)
        }
    }

    fn mark(&mut self, range: Range<usize>, kind: MarkKind) -> usize {
        let end = range.end;
        self.marks.push(Mark { range, kind });
        end
    }

    /// Behind the `}}` that closes the `{{` at `open`, on the same line and not between quotes;
    /// where the quotes are not in pairs, behind the first `}}`.
    fn directive_end(&self, open: usize) -> Result<usize, Unclosed> {
        let bytes = self.bytes;
        let mut first_closing = None;
        let mut in_text = false;
        let mut at = open + 2;
        let end = loop {
            match (bytes.get(at), bytes.get(at + 1)) {
                (None | Some(b'\n' | b'\r'), _) => {
                    break first_closing.ok_or(Unclosed::LineEnds)?;
                }
                (Some(b'{'), Some(b'{')) if at > open + 2 => {
                    break first_closing.ok_or(Unclosed::Reopened)?;
                }
                (Some(b'}'), Some(b'}')) if !in_text => break at + 2,
                (Some(b'}'), Some(b'}')) => first_closing = first_closing.or(Some(at + 2)),
                (Some(b'"'), _) => in_text = !in_text,
                _ => {}
            }
            at += 1;
        };
        if bytes[open..end].contains(&b'`') { Err(Unclosed::Backtick) } else { Ok(end) }
    }

    /// One forgotten brace is one mistake: finds the `}}` that is a part of it.
    fn unclosed(&mut self, open: usize, why: Unclosed) -> MarkKind {
        let line_end = self.line_end(open);
        if why != Unclosed::LineEnds {
            return MarkKind::Unclosed { why, excuses: line_end };
        }
        let mut line_is_blank = false;
        for at in line_end..self.bytes.len() {
            match (self.bytes[at], self.bytes.get(at + 1)) {
                (b'\n', _) if line_is_blank => break,
                (b'\n', _) => line_is_blank = true,
                (b' ' | b'\t' | b'\r', _) => {}
                (b'{', Some(b'{')) => break,
                (b'}', Some(b'}')) => {
                    return MarkKind::Unclosed { why: Unclosed::OtherLine, excuses: at + 2 };
                }
                _ => line_is_blank = false,
            }
        }
        MarkKind::Unclosed { why, excuses: line_end }
    }

    fn line_end(&mut self, at: usize) -> usize {
        if at >= self.line_end {
            let rest = &self.bytes[at..];
            let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            self.line_end = at + length.unwrap_or(rest.len());
        }
        self.line_end
    }

    /// An odd number of backslashes stands before it.
    fn is_escaped(&self, at: usize) -> bool {
        self.bytes[..at].iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
    }
}

/// `value(` or ` value }` behind a single brace.
fn names_a_directive(rest: &[u8]) -> bool {
    let rest = skip_blanks(rest);
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let known = std::str::from_utf8(&rest[..end]).is_ok_and(|word| directive::rule(word).is_some());
    known && matches!(skip_blanks(&rest[end..]).first(), Some(b'(' | b'}'))
}

fn skip_blanks(bytes: &[u8]) -> &[u8] {
    let blanks = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    &bytes[blanks..]
}
