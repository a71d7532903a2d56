//! Names the series beside their last marks, apart from each other, with lines where they moved.

use super::sheet::{Anchor, Datum, LINE, Path, Sheet, TEXT};
use super::spread::{Wanted, spread};
use super::width::{Weight, width, wrap_evenly};

/// From the last mark to the names.
pub(crate) const NAME_GAP: f64 = 20.0;
/// The most that names may take of a page.
const WIDEST: f64 = 152.0;

/// A name and the height at which its mark ends.
pub(crate) struct EndLabel {
    lines: Vec<String>,
    y: f64,
}

impl EndLabel {
    pub(crate) fn new(text: &str) -> EndLabel {
        EndLabel { lines: wrap_evenly(text, WIDEST, TEXT, Weight::Regular), y: 0.0 }
    }

    pub(crate) fn at(mut self, y: f64) -> EndLabel {
        self.y = y;
        self
    }

    fn height(&self) -> f64 {
        self.lines.len() as f64 * LINE + 2.0
    }
}

/// What the names need beside the plot.
pub(crate) fn room(labels: &[EndLabel]) -> f64 {
    let lines = labels.iter().flat_map(|label| &label.lines);
    let widest = lines.map(|line| width(line, TEXT, Weight::Regular)).fold(0.0, f64::max);
    if widest > 0.0 { widest.ceil() + NAME_GAP } else { 0.0 }
}

/// Writes the names right of `edge`, or left of it on a mirrored chart, between two heights.
pub(crate) fn write(
    sheet: &mut Sheet,
    labels: &[EndLabel],
    edge: f64,
    (top, bottom): (f64, f64),
    mirrored: bool,
) {
    let wanted: Vec<Wanted> =
        labels.iter().map(|label| Wanted { wanted: label.y, size: label.height() }).collect();
    let sign = if mirrored { -1.0 } else { 1.0 };
    let x = edge + sign * NAME_GAP;
    for (label, middle) in labels.iter().zip(spread(&wanted, top, bottom)) {
        if (middle - label.y).abs() > 3.0 {
            let mut lead = Path::default();
            lead.to('M', (edge + sign * 6.0, label.y)).to('L', (x - sign * 3.0, middle));
            sheet.path("lead", &Datum::default(), &lead);
        }
        let first = middle + 0.35 * TEXT - (label.lines.len() as f64 - 1.0) * LINE / 2.0;
        sheet.lines_of_text("cl", Anchor::Start.mirrored(mirrored), x, first, &label.lines);
    }
}
