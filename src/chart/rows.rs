//! Rows of a lying chart: each name beside its marks on a wide page, above them on a phone.

use super::axes::{Axes, Margins, Ticks};
use super::scale::Ladder;
use super::sheet::{Anchor, Datum, LINE, Sheet, TEXT};
use super::width::{Weight, width, wrap_evenly};
use super::{ChartSpec, Page};

/// From a name to its marks.
const NAME_GAP: f64 = 14.0;

/// What a chart asks of its rows.
pub(crate) struct Wish<'a> {
    /// The name of each row and a line in softer ink under it, which may be empty.
    pub(crate) names: Vec<(&'a str, String)>,
    /// The height of each row's marks.
    pub(crate) marks: Vec<f64>,
    pub(crate) between: f64,
    /// Kept free above the first row, below the last, and at the end of each row.
    pub(crate) top: f64,
    pub(crate) bottom: f64,
    pub(crate) end: f64,
    /// Kept free between a name and its marks, for the labels of negative values.
    pub(crate) before: f64,
    /// The most that names may take of a wide page.
    pub(crate) widest_name: f64,
}

/// Where one row stands.
pub(crate) struct Place {
    pub(crate) top: f64,
    pub(crate) bottom: f64,
    /// The upper edge of its marks.
    pub(crate) mark: f64,
    pub(crate) height: f64,
    name: Vec<(&'static str, String)>,
    first_baseline: f64,
}

pub(crate) struct Rows {
    pub(crate) places: Vec<Place>,
    /// Where marks begin and end, counted from the side where reading starts.
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) mirrored: bool,
    top: f64,
    bottom: f64,
    page_width: f64,
    beside: bool,
    unit: String,
}

impl Rows {
    pub(crate) fn new(spec: &ChartSpec<'_>, page: Page, wish: Wish<'_>) -> Rows {
        let named = wish.names.iter().any(|(name, _)| !name.is_empty());
        let beside = named && !page.is_narrow();
        let measure = |text: &str| width(text, TEXT, Weight::Regular);
        let widest = (wish.names.iter())
            .flat_map(|(name, note)| [measure(name), measure(note)])
            .fold(0.0, f64::max);
        let name_room = if beside { widest.min(wish.widest_name).ceil() } else { page.width() };
        let from = wish.before + if beside { name_room + NAME_GAP } else { 0.0 };

        let mut places = Vec::new();
        // The unit stands above the rows, on the line of the headings if there are any.
        let unit_room = if spec.unit.is_empty() { 0.0 } else { LINE + 14.0 };
        let first = wish.top.max(unit_room);
        let mut top = first;
        for ((name, note), &mark) in wish.names.iter().zip(&wish.marks) {
            let mut lines: Vec<(&'static str, String)> = Vec::new();
            for (class, text) in [("cl", *name), ("nl", note.as_str())] {
                if !text.is_empty() {
                    let wrapped = wrap_evenly(text, name_room, TEXT, Weight::Regular);
                    lines.extend(wrapped.into_iter().map(|line| (class, line)));
                }
            }
            let tall = lines.len() as f64 * LINE;
            let place = if beside {
                let height = tall.max(mark);
                Place {
                    top,
                    bottom: top + height,
                    mark: top + (height - mark) / 2.0,
                    height: mark,
                    first_baseline: top + (height - tall) / 2.0 + 0.96 * TEXT,
                    name: lines,
                }
            } else {
                let above = if lines.is_empty() { 0.0 } else { tall + 5.0 };
                Place {
                    top,
                    bottom: top + above + mark,
                    mark: top + above,
                    height: mark,
                    first_baseline: top + 0.96 * TEXT,
                    name: lines,
                }
            };
            top = place.bottom + wish.between;
            places.push(place);
        }
        Rows {
            places,
            from,
            to: page.width() - wish.end,
            mirrored: spec.is_right_to_left(),
            top: first,
            bottom: wish.bottom,
            page_width: page.width(),
            beside,
            unit: spec.unit.to_owned(),
        }
    }

    pub(crate) fn sheet(&self) -> Sheet {
        let end = self.places.last().map_or(self.top, |place| place.bottom);
        Sheet::new(self.page_width, end + self.bottom)
    }

    /// From the side where reading starts to the left edge of the sheet.
    pub(crate) fn x(&self, along: f64) -> f64 {
        if self.mirrored { self.page_width - along } else { along }
    }

    /// How far along a place on the sheet is.
    pub(crate) fn along(&self, x: f64) -> f64 {
        self.x(x)
    }

    pub(crate) fn page_width(&self) -> f64 {
        self.page_width
    }

    pub(crate) fn start(&self) -> Anchor {
        Anchor::Start.mirrored(self.mirrored)
    }

    pub(crate) fn end(&self) -> Anchor {
        Anchor::End.mirrored(self.mirrored)
    }

    /// The baseline of a text in the middle of a row's marks.
    pub(crate) fn baseline(&self, row: usize) -> f64 {
        self.places[row].mark + self.places[row].height / 2.0 + 0.35 * TEXT
    }

    /// Written last, so that names stand over the lines of the plot.
    pub(crate) fn names(&self, sheet: &mut Sheet) {
        sheet.text("ul", self.start(), self.x(0.0), self.top - 14.0 - LINE + TEXT, &self.unit);
        for place in &self.places {
            for (index, (class, line)) in place.name.iter().enumerate() {
                let baseline = place.first_baseline + index as f64 * LINE;
                sheet.text(class, self.start(), self.x(0.0), baseline, line);
            }
        }
    }

    /// A rectangle whose extent is counted from the side where reading starts.
    pub(crate) fn rect(
        &self,
        sheet: &mut Sheet,
        class: &str,
        datum: &Datum,
        (from, to): (f64, f64),
        (top, height): (f64, f64),
    ) {
        let (a, b) = (self.x(from), self.x(to));
        sheet.rect(class, datum, a.min(b), top, (a - b).abs(), height);
    }

    /// The axes of plotters over the same places: slot 2 is row 2, from 2.0 to 3.0 its marks.
    pub(crate) fn axes<'a>(
        &self,
        spec: &'a ChartSpec<'_>,
        ladder: &'a Ladder,
        ticks: Ticks,
    ) -> Axes<'a> {
        let mut margins = Margins {
            top: self.top,
            bottom: self.bottom,
            left: self.from,
            right: self.page_width - self.to,
        };
        if self.mirrored {
            std::mem::swap(&mut margins.left, &mut margins.right);
        }
        // Where names stand above their marks, one line through all rows would run through them.
        let rows = 0..self.places.len();
        let zero = if self.beside {
            vec![(0.0, self.places.len() as f64)]
        } else {
            rows.map(|row| self.across(row, -1.5, self.places[row].height + 3.0)).collect()
        };
        let mut slots: Vec<f64> = self.places.iter().map(|place| place.top).collect();
        slots.push(self.places.last().map_or(1.0, |place| place.bottom));
        Axes {
            ladder,
            categories: &[],
            slots,
            margins,
            lying: true,
            mirrored: self.mirrored,
            ticks,
            zero,
            format: spec.format,
        }
    }

    /// The part of a row's slot that a mark takes, in slots.
    pub(crate) fn across(&self, row: usize, top: f64, height: f64) -> (f64, f64) {
        let from = self.places[row].top;
        let to = self.places.get(row + 1).map_or(self.places[row].bottom, |next| next.top);
        let mark = self.places[row].mark + top - from;
        (row as f64 + mark / (to - from), row as f64 + (mark + height) / (to - from))
    }
}

/// The printed value at the end of each bar.
pub(crate) struct ValueLabels {
    texts: Vec<String>,
    /// The room that they take beyond the bars, on the side of zero and on the other.
    pub(crate) before: f64,
    pub(crate) after: f64,
}

/// From a bar to its value.
const VALUE_GAP: f64 = 6.0;

impl ValueLabels {
    pub(crate) fn new(labels: Vec<(String, bool)>) -> ValueLabels {
        let room = |negative: bool| {
            let texts = labels.iter().filter(|label| label.1 == negative);
            let widest = texts.map(|(text, _)| width(text, TEXT, Weight::Regular));
            widest.fold(0.0, |most, wide| f64::max(most, wide + VALUE_GAP)).ceil()
        };
        let (before, after) = (room(true), room(false));
        ValueLabels { texts: labels.into_iter().map(|(text, _)| text).collect(), before, after }
    }

    /// `ends`: where each bar ends on the sheet, and whether it points back.
    pub(crate) fn write(&self, sheet: &mut Sheet, rows: &Rows, ends: &[(f64, bool)]) {
        for (row, (text, &(x, back))) in self.texts.iter().zip(ends).enumerate() {
            let (gap, anchor) =
                if back { (-VALUE_GAP, rows.end()) } else { (VALUE_GAP, rows.start()) };
            let x = rows.x(rows.along(x) + gap);
            sheet.text("vl", anchor, x, rows.baseline(row), text);
        }
    }
}
