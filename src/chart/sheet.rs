//! Writes one SVG drawing: shapes and texts in, markup and the boxes of its texts out.
//!
//! Colours, fonts and strokes are left to classes (chart.css), so that a strict content security
//! policy, dark mode, print and forced colours work. Coordinates have one decimal.

use std::borrow::Cow;

use super::width::{Weight, width};

/// All text on charts, in units of the view box. Wide drawings are shown from 620 px, narrow ones
/// from 309 px, so that it is never under 12 px.
pub(crate) const TEXT: f64 = 14.0;
/// From one line of a label to the next.
pub(crate) const LINE: f64 = 18.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn class(self) -> &'static str {
        match self {
            Anchor::Start => "",
            Anchor::Middle => " tm",
            Anchor::End => " te",
        }
    }

    /// The same side of the text on a mirrored chart.
    pub(crate) fn mirrored(self, mirrored: bool) -> Anchor {
        match self {
            Anchor::Start if mirrored => Anchor::End,
            Anchor::End if mirrored => Anchor::Start,
            other => other,
        }
    }
}

/// The space that a text takes, with the safety margin of its width.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TextBox {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

/// What a mark stands for: it is written beside the shape, for the table, tests and tooltips.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Datum {
    pub(crate) column: String,
    /// Empty where the group around the mark names the series.
    pub(crate) series: String,
    pub(crate) value: String,
    pub(crate) tooltip: String,
}

pub(crate) struct Sheet {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) texts: Vec<TextBox>,
    out: String,
    /// Consecutive lines of one class share a path, consecutive texts of one class a group.
    open_lines: Option<(String, String)>,
    open_texts: Option<(String, Anchor)>,
    depth: usize,
}

impl Sheet {
    pub(crate) fn new(width: f64, height: f64) -> Self {
        Sheet {
            width,
            height,
            texts: Vec::new(),
            out: String::new(),
            open_lines: None,
            open_texts: None,
            depth: 0,
        }
    }

    /// Starts a group: `m s1` with its series id.
    pub(crate) fn open(&mut self, class: &str, series: &str) {
        self.settle();
        self.out.push_str("<g");
        attribute(&mut self.out, "class", class);
        if !series.is_empty() {
            attribute(&mut self.out, "data-s", series);
        }
        self.out.push('>');
        self.depth += 1;
    }

    pub(crate) fn close(&mut self) {
        self.settle();
        self.out.push_str("</g>");
        self.depth -= 1;
    }

    pub(crate) fn rect(&mut self, class: &str, datum: &Datum, x: f64, y: f64, w: f64, h: f64) {
        self.settle();
        self.out.push_str("<rect");
        attribute(&mut self.out, "class", class);
        self.data(datum);
        for (name, value) in [("x", x), ("y", y), ("width", w.max(0.0)), ("height", h.max(0.0))] {
            number(&mut self.out, name, value);
        }
        self.end_shape("rect", datum);
    }

    pub(crate) fn circle(&mut self, class: &str, datum: &Datum, x: f64, y: f64, r: f64) {
        self.settle();
        self.out.push_str("<circle");
        attribute(&mut self.out, "class", class);
        self.data(datum);
        for (name, value) in [("cx", x), ("cy", y), ("r", r)] {
            number(&mut self.out, name, value);
        }
        self.end_shape("circle", datum);
    }

    /// A dot on a line, whose radius is in the style.
    pub(crate) fn point(&mut self, class: &str, datum: &Datum, x: f64, y: f64) {
        self.settle();
        self.out.push_str("<circle");
        attribute(&mut self.out, "class", class);
        self.data(datum);
        for (name, value) in [("cx", x), ("cy", y), ("r", 2.5)] {
            number(&mut self.out, name, value);
        }
        self.end_shape("circle", datum);
    }

    pub(crate) fn path(&mut self, class: &str, datum: &Datum, d: &Path) {
        self.settle();
        self.out.push_str("<path");
        attribute(&mut self.out, "class", class);
        self.data(datum);
        attribute(&mut self.out, "d", &d.0);
        self.end_shape("path", datum);
    }

    /// A straight line that is not data: grid, axis, leader.
    pub(crate) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        if self.open_lines.as_ref().is_none_or(|(open, _)| open != class) {
            self.settle();
            self.open_lines = Some((class.to_owned(), String::new()));
        }
        if let Some((_, d)) = &mut self.open_lines {
            let mut path = Path(std::mem::take(d));
            path.to('M', from);
            if from.1 == to.1 {
                path.0.push('H');
                write_tenths(&mut path.0, to.0);
            } else if from.0 == to.0 {
                path.0.push('V');
                write_tenths(&mut path.0, to.1);
            } else {
                path.to('L', to);
            }
            *d = path.0;
        }
    }

    /// `y` is the baseline. The class says what the text is; `vt` is bold.
    pub(crate) fn text(&mut self, class: &str, anchor: Anchor, x: f64, y: f64, text: &str) {
        if text.is_empty() {
            return;
        }
        let is_open = |(open, side): &(String, Anchor)| open == class && *side == anchor;
        if !self.open_texts.as_ref().is_some_and(is_open) {
            self.settle();
            self.out.push_str("<g");
            attribute(&mut self.out, "class", &format!("{class}{}", anchor.class()));
            // The edge of letters lies below them. An attribute, because checkers of style sheets
            // do not know the property.
            self.out.push_str(" paint-order=\"stroke\">");
            self.open_texts = Some((class.to_owned(), anchor));
        }
        self.out.push_str("<text");
        number(&mut self.out, "x", x);
        number(&mut self.out, "y", y);
        self.out.push('>');
        escape_into(&mut self.out, &isolate(text));
        self.out.push_str("</text>");
        let wide = width(text, TEXT, weight_of(class));
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - wide / 2.0,
            Anchor::End => x - wide,
        };
        self.texts.push(TextBox {
            text: text.to_owned(),
            left,
            right: left + wide,
            top: y - 0.80 * TEXT,
            bottom: y + 0.24 * TEXT,
        });
    }

    /// Several lines of one label; `y` is the baseline of the first.
    pub(crate) fn lines_of_text(
        &mut self,
        class: &str,
        anchor: Anchor,
        x: f64,
        y: f64,
        lines: &[String],
    ) {
        let mut baseline = y;
        for line in lines {
            self.text(class, anchor, x, baseline, line);
            baseline += LINE;
        }
    }

    /// The markup inside `<svg>`.
    pub(crate) fn body(&mut self) -> &str {
        self.settle();
        debug_assert_eq!(self.depth, 0, "every group is closed");
        &self.out
    }

    fn data(&mut self, datum: &Datum) {
        for (name, value) in
            [("data-s", &datum.series), ("data-c", &datum.column), ("data-v", &datum.value)]
        {
            if !value.is_empty() {
                attribute(&mut self.out, name, value);
            }
        }
    }

    fn end_shape(&mut self, tag: &str, datum: &Datum) {
        if datum.tooltip.is_empty() {
            self.out.push_str("/>");
            return;
        }
        self.out.push_str("><title>");
        escape_into(&mut self.out, &datum.tooltip);
        self.out.push_str("</title></");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// Ends the shared path or group of texts that is under way.
    fn settle(&mut self) {
        if let Some((class, d)) = self.open_lines.take() {
            self.out.push_str("<path");
            attribute(&mut self.out, "class", &class);
            attribute(&mut self.out, "d", &d);
            self.out.push_str("/>");
        }
        if self.open_texts.take().is_some() {
            self.out.push_str("</g>");
        }
    }
}

pub(crate) fn weight_of(class: &str) -> Weight {
    if class.split(' ').any(|class| class == "vt") { Weight::Bold } else { Weight::Regular }
}

/// The `d` of a path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Path(String);

impl Path {
    pub(crate) fn to(&mut self, command: char, (x, y): (f64, f64)) -> &mut Self {
        self.0.push(command);
        write_tenths(&mut self.0, x);
        self.0.push(' ');
        write_tenths(&mut self.0, y);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn raw(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self
    }

    pub(crate) fn circle(&mut self, x: f64, y: f64, r: f64) -> &mut Self {
        let (radius, across) = (tenths(r), tenths(2.0 * r));
        self.to('M', (x, y - r));
        self.raw(&format!("a{radius} {radius} 0 0 1 0 {across}a{radius} {radius} 0 0 1 0-{across}"))
    }

    pub(crate) fn polygon(&mut self, points: &[(f64, f64)]) -> &mut Self {
        for (index, &point) in points.iter().enumerate() {
            self.to(if index == 0 { 'M' } else { 'L' }, point);
        }
        self.raw("z")
    }

    pub(crate) fn closed(points: &[(f64, f64)]) -> Path {
        let mut path = Path::default();
        path.polygon(points);
        path
    }
}

/// A coordinate with at most one decimal.
pub(crate) fn tenths(value: f64) -> String {
    let mut out = String::new();
    write_tenths(&mut out, value);
    out
}

/// The same behind a text. As a whole number of tenths, because a drawing has hundreds of them and a
/// float takes ten times as long to print.
fn write_tenths(out: &mut String, value: f64) {
    debug_assert!(value.is_finite(), "a coordinate is a number");
    let tenths = if value.is_finite() { (value * 10.0).round() as i64 } else { 0 };
    if tenths < 0 {
        out.push('-');
    }
    write_digits(out, tenths.unsigned_abs() / 10);
    if tenths % 10 != 0 {
        out.push('.');
        write_digits(out, tenths.unsigned_abs() % 10);
    }
}

fn write_digits(out: &mut String, number: u64) {
    if number >= 10 {
        write_digits(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// Keeps a right-to-left text from turning the texts around it, and the reverse.
pub(crate) fn isolate(text: &str) -> Cow<'_, str> {
    if has_right_to_left(text) {
        Cow::Owned(format!("\u{2067}{text}\u{2069}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A number or code inside a sentence of a right-to-left language.
pub(crate) fn isolate_in<'v>(sentence: &str, value: &'v str) -> Cow<'v, str> {
    if has_right_to_left(sentence) && !has_right_to_left(value) {
        Cow::Owned(format!("\u{2066}{value}\u{2069}"))
    } else {
        Cow::Borrowed(value)
    }
}

/// Writes a part of a sentence. One that runs from right to left keeps to itself, and so does every other
/// in a sentence that is turned, in which something does.
pub(crate) fn push_isolated(out: &mut String, part: &str, is_turned: bool) {
    let begin = match has_right_to_left(part) {
        true => Some('\u{2067}'),
        false => is_turned.then_some('\u{2066}'),
    };
    out.extend(begin);
    out.push_str(part);
    out.extend(begin.map(|_| '\u{2069}'));
}

pub(crate) fn has_right_to_left(text: &str) -> bool {
    // The first byte of every letter before them is lower than that of the first of them.
    text.bytes().any(|byte| byte >= 0xD6) && text.chars().any(is_right_to_left)
}

fn is_right_to_left(c: char) -> bool {
    matches!(c as u32, 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE | 0x10800..=0x10FFF
        | 0x1E800..=0x1EFFF)
}

fn attribute(out: &mut String, name: &str, value: &str) {
    if name == "class" && value.is_empty() {
        return;
    }
    for part in [" ", name, "=\""] {
        out.push_str(part);
    }
    escape_into(out, value);
    out.push('"');
}

fn number(out: &mut String, name: &str, value: f64) {
    for part in [" ", name, "=\""] {
        out.push_str(part);
    }
    write_tenths(out, value);
    out.push('"');
}

/// Text or attribute value of XML. Characters that XML forbids are left out.
pub(crate) fn escape_into(out: &mut String, text: &str) {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !IS_ESCAPED[usize::from(byte)] {
            continue;
        }
        let (length, instead) = match byte {
            b'&' => (1, "&amp;"),
            b'<' => (1, "&lt;"),
            b'>' => (1, "&gt;"),
            b'"' => (1, "&quot;"),
            b'\t' | b'\n' | b'\r' => (1, " "),
            0..=0x1F | 0x7F => (1, ""),
            // Control characters beyond ASCII, and two that are none in Unicode.
            0xC2 if text[at..].starts_with(char::is_control) => (2, ""),
            0xEF if text[at..].starts_with(['\u{FFFE}', '\u{FFFF}']) => (3, ""),
            _ => continue,
        };
        out.push_str(&text[written..at]);
        out.push_str(instead);
        written = at + length;
    }
    out.push_str(&text[written..]);
}

/// The first bytes of what is not written as it is, and of a few letters beside.
const IS_ESCAPED: [bool; 256] = {
    let mut bytes = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        bytes[byte] =
            byte < 0x20 || matches!(byte as u8, b'&' | b'<' | b'>' | b'"' | 0x7F | 0xC2 | 0xEF);
        byte += 1;
    }
    bytes
};

pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}
