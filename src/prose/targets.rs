//! Links, pictures, footnotes and raw HTML: what points out of a sentence, or tries to.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::braces;
use super::document::{Element, Footnote, Image, Link, Nth, Part};
use super::link::{self, Fault};
use super::tree::{Builder, Open};
use crate::diagnostics::{Diagnostic, Origin, codes};

impl Builder<'_> {
    /// Its place in `Document::links`; checked when it ends, because only then its place is known.
    pub fn link(
        &mut self,
        kind: LinkType,
        destination: &str,
        title: &str,
        range: Range<usize>,
    ) -> Nth {
        // Behind the bracket, where an empty link ends.
        self.last_end = range.start + 1;
        let destination = match kind {
            LinkType::Email => format!("mailto:{destination}"),
            _ => destination.to_owned(),
        };
        let origin = self.origin(range);
        let index = Nth::next(&self.document.links);
        self.document.links.push(Link { destination, title: title_of(title), origin });
        index
    }

    pub fn end_link(&mut self, index: Nth, kind: LinkType, from: usize, range: Range<usize>) {
        if kind == LinkType::Inline {
            let destination = self.destination(range.clone());
            let origin = self.origin(destination);
            self.document.links[index.at()].origin = origin;
        }
        if self.is_blank(from) {
            self.report(
                &codes::EMPTY_LINK,
                "a link without words",
                range,
                "write in the brackets where it leads",
            );
        }
        let Link { destination, origin, .. } = &self.document.links[index.at()];
        // A directive in an address is told when the next text comes.
        let judged = !destination.contains(braces::HIDDEN);
        if judged && let Err(fault) = link::check_link(destination) {
            self.found.push(describe(fault, destination).at(*origin));
            self.document.links[index.at()].destination.clear();
        }
        self.parts.push(Part::End(Element::Link(index)));
    }

    /// Its place in `Document::images`; checked when it ends.
    pub fn image(&mut self, destination: &str, title: &str, range: Range<usize>) -> Nth {
        self.last_end = range.start + 2;
        let image = Image {
            destination: destination.to_owned(),
            title: title_of(title),
            alternative: String::new(),
            origin: self.origin(range),
        };
        let index = Nth::next(&self.document.images);
        self.document.images.push(image);
        index
    }

    pub fn end_image(&mut self, index: Nth, from: usize, range: Range<usize>) {
        let alternative = self.plain_text(from).trim().to_owned();
        self.parts.truncate(from);
        if alternative.is_empty() {
            self.report(
                &codes::MISSING_ALTERNATIVE_TEXT,
                "a picture without alternative text",
                range.clone(),
                "say in the brackets what it shows: `![Offices on a map](map.png)`",
            );
        }
        let place = self.origin(self.destination(range));
        let image = &mut self.document.images[index.at()];
        image.alternative = alternative;
        let judged = !image.destination.contains(braces::HIDDEN);
        if judged && let Err(fault) = link::check_picture(&image.destination) {
            self.found.push(describe(fault, &image.destination).at(place));
            image.destination.clear();
        }
        self.put(Part::Image(index));
    }

    /// Of `[words](destination "title")`, what stands in the round brackets before the title;
    /// else all of it.
    fn destination(&self, range: Range<usize>) -> Range<usize> {
        let Some(behind) = self.source[self.last_end..range.end].strip_prefix("](") else {
            return range;
        };
        let inside = behind.trim_start();
        let start = range.end - inside.len();
        let length = match inside.strip_prefix('<') {
            Some(pointed) => pointed.find('>').map(|end| end + 2),
            None => inside.find(char::is_whitespace).or(Some(inside.len() - 1)),
        };
        match length.unwrap_or(inside.len() - 1) {
            0 => range,
            length => start..start + length,
        }
    }

    pub fn footnote_mark(&mut self, label: &str, range: Range<usize>) {
        self.refuse_marks_before(range.start);
        self.flush();
        let origin = self.origin(range);
        let index = self.known_footnote(label, origin).index;
        self.document.footnotes[index.at()].marks.push(origin);
        self.put(Part::Footnote(index));
    }

    /// Opens the text of a footnote.
    pub fn footnote(&mut self, label: &str, range: Range<usize>) -> Open {
        let bracket = self.source[range.clone()].find(']').map_or(range.len(), |end| end + 1);
        let origin = self.origin(range.start..range.start + bracket);
        let known = self.known_footnote(label, origin);
        let index = known.index;
        if std::mem::replace(&mut known.has_text, true) {
            self.found.push(
                Diagnostic::new(
                    &codes::DUPLICATE_FOOTNOTE,
                    format!("the footnote `{label}` has two texts"),
                )
                .at(origin)
                .related(self.document.footnotes[index.at()].origin, "first here")
                .help("give one of them another label"),
            );
            return Open::Dropped;
        }
        self.document.footnotes[index.at()].origin = origin;
        Open::Footnote(index)
    }

    pub fn end_footnote(&mut self, index: Nth, from: usize, range: Range<usize>) {
        let extent = self.origin(self.trimmed(range));
        self.document.footnotes[index.at()].extent = extent;
        self.footnotes_at[index.at()] = self.put_aside(from);
    }

    /// Markdown prints the mark of a footnote without text as it stands: `[` and `^1` and `]`.
    /// `caret` is where the `^` stands.
    pub fn undefined_footnote(&mut self, caret: usize) {
        let before = &self.source[..caret];
        if !before.ends_with('[') || before.ends_with("\\[") {
            return;
        }
        let rest = &self.source[caret + 1..];
        let Some(label) = rest.find([']', '\n', '[']).map(|end| &rest[..end]) else { return };
        let ends_here = rest[label.len()..].starts_with(']');
        if label.is_empty() || !ends_here {
            return;
        }
        self.report(
            &codes::UNDEFINED_FOOTNOTE,
            format!("the footnote `{label}` has no text"),
            caret - 1..caret + label.len() + 2,
            format!("write its text on a line of its own: `[^{label}]: …`"),
        );
    }

    /// Markdown prints a link that it does not understand as it stands. A bracket at `at` is text.
    pub fn bracket(&mut self, at: usize) {
        let opens = self.source[at..].starts_with('[');
        if self.source[..at].ends_with('\\') {
            return;
        }
        if opens {
            self.open_brackets += 1;
        } else if self.open_brackets > 0 {
            self.open_brackets -= 1;
            if self.source[at + 1..].starts_with('(') {
                self.broken_link(at);
            }
        }
    }

    fn broken_link(&mut self, at: usize) {
        self.found.push(
            Diagnostic::new(&codes::MALFORMED_LINK, "`](` is not the middle of a link")
                .at(self.origin(at..at + 2))
                .help("an address has no spaces, unless it stands between `<` and `>`")
                .help("the mark of a footnote stands behind a link, not in it")
                .help("`\\[` writes a bracket"),
        );
    }

    pub fn check_footnotes(&mut self) {
        for footnote in self.document.footnotes.iter().filter(|one| one.marks.is_empty()) {
            self.found.push(
                Diagnostic::new(
                    &codes::UNUSED_FOOTNOTE,
                    format!("no text refers to the footnote `{}`", footnote.label),
                )
                .at(footnote.origin)
                .help(format!("write `[^{}]` where it belongs, or delete it", footnote.label)),
            );
        }
    }

    fn known_footnote(&mut self, label: &str, origin: Origin) -> &mut KnownFootnote {
        let footnotes = &mut self.document.footnotes;
        let footnotes_at = &mut self.footnotes_at;
        self.footnotes.entry(label.to_lowercase()).or_insert_with(|| {
            let index = Nth::next(footnotes);
            footnotes.push(Footnote {
                label: label.to_owned(),
                origin,
                extent: origin,
                marks: Vec::new(),
            });
            footnotes_at.push(0..0);
            KnownFootnote { index, has_text: false }
        })
    }

    pub fn inline_html(&mut self, html: &str, range: Range<usize>) {
        self.refuse_marks_before(range.start);
        self.flush();
        if html.starts_with("</") && self.open_html > 0 {
            // Told when it was opened.
            self.open_html -= 1;
        } else {
            self.open_html += 1;
            self.raw_html(range.clone());
        }
        self.forget_marks_before(range.end);
    }

    pub fn raw_html(&mut self, range: Range<usize>) {
        let html = self.source[range.clone()].trim_start();
        let start = range.end - html.len();
        let tag = html.lines().next().unwrap_or_default();
        let tag = &tag[..tag.find('>').map_or(tag.len(), |end| end + 1)];
        let help = if tag.starts_with("<!--") {
            "delete the comment, or keep it outside the narrative"
        } else {
            "use Markdown or a directive; `\\<` writes the character"
        };
        let what = if tag.chars().count() > 40 {
            "raw HTML in a narrative".to_owned()
        } else {
            format!("raw HTML `{tag}` in a narrative")
        };
        self.report(&codes::RAW_HTML, what, start..start + tag.len(), help);
    }
}

/// A footnote met so far, as a mark or as a text.
pub(super) struct KnownFootnote {
    /// In `Document::footnotes`.
    index: Nth,
    has_text: bool,
}

fn title_of(title: &str) -> Option<String> {
    (!title.is_empty()).then(|| title.to_owned())
}

fn describe(fault: Fault, destination: &str) -> Diagnostic {
    let shown: String = destination.chars().filter(|letter| !letter.is_control()).collect();
    match fault {
        Fault::Unsafe => {
            Diagnostic::new(&codes::UNSAFE_LINK, format!("`{shown}` cannot be linked")).help(
                "link to `https:`, `http:`, `mailto:` or `tel:`, or to `#anchor` on this page",
            )
        }
        Fault::WithoutScheme => {
            Diagnostic::new(&codes::UNSAFE_LINK, format!("`{shown}` does not say how to get there"))
                .help(format!("write `https:{shown}`"))
        }
        Fault::Page => Diagnostic::new(
            &codes::RELATIVE_LINK,
            format!("`{shown}` is the path of a page, which may change"),
        )
        .help("name the record: `{{ ref(id=\"er-1-1\", text=\"…\") }}`"),
        Fault::Remote => Diagnostic::new(
            &codes::REMOTE_PICTURE,
            format!("the picture `{shown}` lies on another site"),
        )
        .help("put the file beside the narrative and write its name"),
        Fault::Empty => Diagnostic::new(&codes::EMPTY_LINK, "a link that leads nowhere")
            .help("write the address in the round brackets"),
    }
}
