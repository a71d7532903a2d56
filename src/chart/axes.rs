//! Scales, grid and axes through plotters, and the marks that stand on them.

use std::ops::Range;

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{
    KeyPointHint, KeyPointWeight, NoDefaultFormatting, Ranged, ValueFormatter,
};
use plotters::element::{Drawable, PathElement, PointCollection};
use plotters::prelude::{ChartBuilder, ChartContext, IntoDrawingArea, LabelAreaPosition};
use plotters::style::{BLACK, Color, IntoFont, TextStyle};
use plotters_backend::{BackendCoord, DrawingErrorKind};
use rust_decimal::Decimal;

use super::pen::{Pen, SCALE, ink, pixels, stroke};
use super::scale::{Ladder, float};
use super::sheet::{Datum, Sheet, TEXT};
use super::width::{Weight, width};

const INFALLIBLE: &str = "drawing into memory cannot fail";

/// From a tick's label to the plot.
const TICK_GAP: f64 = 8.0;

/// Along the side of a plot: places for categories, or a ladder of values.
pub(crate) enum Axis {
    /// One slot per category, between two `edges`; those in `shown` are labelled. The middle of
    /// slot 2 is at 2.5.
    Slots { edges: Vec<f64>, shown: Vec<usize>, mirrored: bool },
    /// The ticks of a ladder.
    Values { ticks: Vec<f64>, mirrored: bool },
}

impl Axis {
    /// How far along the axis a value is, from 0 to 1.
    fn along(&self, value: f64) -> f64 {
        let (low, high) = self.ends();
        match self {
            Axis::Slots { edges, .. } => {
                let slot = (value.max(0.0) as usize).min(edges.len().saturating_sub(2));
                let inside = value - slot as f64;
                let at = edges[slot] + inside * (edges[slot + 1] - edges[slot]);
                let (first, last) = (edges[0], edges[edges.len() - 1]);
                (at - first) / (last - first)
            }
            Axis::Values { .. } => (value - low) / (high - low),
        }
    }

    fn ends(&self) -> (f64, f64) {
        match self {
            Axis::Slots { edges, .. } => (0.0, edges.len() as f64 - 1.0),
            Axis::Values { ticks, .. } => {
                (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0))
            }
        }
    }

    fn is_mirrored(&self) -> bool {
        match self {
            Axis::Slots { mirrored, .. } | Axis::Values { mirrored, .. } => *mirrored,
        }
    }
}

/// Edges of slots that are all alike.
pub(crate) fn even_slots(count: usize) -> Vec<f64> {
    (0..=count.max(1)).map(|edge| edge as f64).collect()
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let along = self.along(*value);
        let along = if self.is_mirrored() { 1.0 - along } else { along };
        let (from, to) = (f64::from(limit.0), f64::from(limit.1));
        (from + along * (to - from)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if !matches!(hint.weight(), KeyPointWeight::Bold) {
            return Vec::new();
        }
        match self {
            Axis::Slots { shown, .. } => shown.iter().map(|&slot| slot as f64 + 0.5).collect(),
            Axis::Values { ticks, .. } => ticks.clone(),
        }
    }

    fn range(&self) -> Range<f64> {
        let (low, high) = self.ends();
        low..high
    }
}

impl ValueFormatter<f64> for Axis {}

/// The free space around a plot, in px.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Margins {
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
    pub(crate) left: f64,
}

/// A plot of categories against values.
pub(crate) struct Axes<'a> {
    pub(crate) ladder: &'a Ladder,
    /// Lines of each category's label, joined by line breaks; empty ones are not drawn.
    pub(crate) categories: &'a [String],
    /// Where each category begins, and where the last ends.
    pub(crate) slots: Vec<f64>,
    pub(crate) margins: Margins,
    /// Values grow to the right and categories stand below each other.
    pub(crate) lying: bool,
    pub(crate) mirrored: bool,
    pub(crate) ticks: Ticks,
    /// Along which slots the line of zero runs.
    pub(crate) zero: Vec<(f64, f64)>,
    pub(crate) format: &'a dyn Fn(Decimal) -> String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ticks {
    Shown,
    /// Another plot beside this one has the labels.
    GridOnly,
    /// Every mark says its value, so the axis would say it twice.
    Hidden,
}

/// The space that the labels of a ladder need beside an upright plot.
pub(crate) fn tick_room(ladder: &Ladder, format: &dyn Fn(Decimal) -> String) -> f64 {
    let widest = ladder.ticks.iter().map(|&tick| width(&format(tick), TEXT, Weight::Regular));
    widest.fold(0.0, f64::max).ceil() + TICK_GAP
}

/// A plot under way: puts marks where their values are.
pub(crate) struct Plot<'p, 's> {
    chart: ChartContext<'p, Pen<'s>, Cartesian2d<Axis, Axis>>,
    lying: bool,
}

impl Axes<'_> {
    /// Draws the grid, lets `marks` draw on it, and closes with the line of zero.
    pub(crate) fn plot<R>(
        &self,
        sheet: &mut Sheet,
        marks: impl FnOnce(&mut Plot<'_, '_>) -> R,
    ) -> R {
        let area = Pen { sheet }.into_drawing_area();
        let Margins { top, right, bottom, left } = self.margins;
        let tenfold = |px: f64| (px * SCALE).round() as i32;
        let shown: Vec<usize> =
            (0..self.categories.len()).filter(|&i| !self.categories[i].is_empty()).collect();
        let slots = Axis::Slots {
            edges: self.slots.clone(),
            shown,
            // The first row stands at the top, where plotters' own axis ends.
            mirrored: self.lying || self.mirrored,
        };
        let ticks: Vec<f64> = self.ladder.ticks.iter().copied().map(float).collect();
        let values = Axis::Values { ticks: ticks.clone(), mirrored: self.lying && self.mirrored };
        let (x, y) = if self.lying { (values, slots) } else { (slots, values) };
        let mut builder = ChartBuilder::on(&area);
        let (start, end) = if self.mirrored {
            (LabelAreaPosition::Right, LabelAreaPosition::Left)
        } else {
            (LabelAreaPosition::Left, LabelAreaPosition::Right)
        };
        let (start_room, end_room) = if self.mirrored { (right, left) } else { (left, right) };
        builder.set_label_area_size(start, tenfold(start_room));
        builder.margin_top(tenfold(top));
        // plotters' last pixel is one before the end.
        builder.set_label_area_size(LabelAreaPosition::Bottom, tenfold(bottom) - 1);
        match end {
            LabelAreaPosition::Right => builder.margin_right(tenfold(end_room)),
            _ => builder.margin_left(tenfold(end_room)),
        };
        let mut chart = builder.build_cartesian_2d(x, y).expect(INFALLIBLE);

        let category =
            |slot: &f64| self.categories.get(*slot as usize).cloned().unwrap_or_default();
        let tick = |at: &f64| {
            let found = ticks.iter().position(|tick| tick == at);
            found.map(|place| (self.format)(self.ladder.ticks[place])).unwrap_or_default()
        };
        let nothing = |_: &f64| String::new();
        let value_label: &dyn Fn(&f64) -> String =
            if self.ticks == Ticks::Shown { &tick } else { &nothing };
        let text = |class| -> TextStyle<'static> {
            ("sans-serif", TEXT * SCALE).into_font().color(&ink(class))
        };
        let labels = self.ladder.ticks.len().max(self.categories.len()) + 1;
        let mut mesh = chart.configure_mesh();
        mesh.x_labels(labels)
            .y_labels(labels)
            .bold_line_style(stroke("grid"))
            .light_line_style(BLACK.mix(0.0))
            // Without its axes plotters leaves out the labels too; so they are there, unseen.
            .axis_style(BLACK.mix(0.0))
            .set_all_tick_mark_size(tenfold(TICK_GAP / 2.0));
        if self.lying {
            mesh.disable_y_mesh()
                .x_label_formatter(value_label)
                .y_label_formatter(&category)
                .x_label_style(text("tl"))
                .y_label_style(text("cl"));
        } else {
            mesh.disable_x_mesh()
                .x_label_formatter(&category)
                .y_label_formatter(value_label)
                .x_label_style(text("cl"))
                .y_label_style(text("tl"));
        }
        if self.ticks == Ticks::Hidden {
            mesh.disable_mesh();
        }
        mesh.draw().expect(INFALLIBLE);

        let mut plot = Plot { chart, lying: self.lying };
        let result = marks(&mut plot);
        if self.ladder.low() <= Decimal::ZERO && self.ladder.high() >= Decimal::ZERO {
            for &(from, to) in &self.zero {
                let ends = vec![plot.place(from, 0.0), plot.place(to, 0.0)];
                let line = PathElement::new(ends, stroke("zero"));
                plot.chart.draw_series(std::iter::once(line)).expect(INFALLIBLE);
            }
        }
        result
    }
}

/// A block from one value to another, over a part of a slot.
pub(crate) struct Block<'d> {
    pub(crate) class: &'d str,
    pub(crate) datum: Datum,
    /// In slots: 2.1 to 2.9 is most of the third.
    pub(crate) across: (f64, f64),
    pub(crate) values: (Decimal, Decimal),
    /// Left free at the far end, for the next block of a stack.
    pub(crate) gap: f64,
}

impl Plot<'_, '_> {
    fn place(&self, slot: f64, value: f64) -> (f64, f64) {
        if self.lying { (value, slot) } else { (slot, value) }
    }

    /// Where a value in a slot is on the sheet.
    pub(crate) fn at(&self, slot: f64, value: Decimal) -> (f64, f64) {
        let place = self.place(slot, float(value));
        pixels(self.chart.backend_coord(&place))
    }

    pub(crate) fn block(&mut self, block: &Block<'_>) {
        let corners = vec![
            self.place(block.across.0, float(block.values.0)),
            self.place(block.across.1, float(block.values.1)),
        ];
        let lying = self.lying;
        self.draw(corners, |sheet, points| {
            let (a, b) = (points[0], points[1]);
            let (mut x, mut y) = (a.0.min(b.0), a.1.min(b.1));
            let (mut w, mut h) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
            // The gap is taken from the end away from zero, and never the whole block.
            if lying {
                let gap = block.gap.min(w / 2.0);
                w -= gap;
                if b.0 < a.0 {
                    x += gap;
                }
            } else {
                let gap = block.gap.min(h / 2.0);
                h -= gap;
                if b.1 < a.1 {
                    y += gap;
                }
            }
            sheet.rect(block.class, &block.datum, x, y, w, h);
        });
    }

    /// Lets `shape` draw at the places of values, in the order of drawing.
    pub(crate) fn draw(
        &mut self,
        places: Vec<(f64, f64)>,
        shape: impl Fn(&mut Sheet, &[(f64, f64)]),
    ) {
        let element = Shape { places, shape };
        self.chart.draw_series(std::iter::once(element)).expect(INFALLIBLE);
    }

    pub(crate) fn open(&mut self, class: &str, series: &str) {
        self.draw(Vec::new(), |sheet, _| sheet.open(class, series));
    }

    pub(crate) fn close(&mut self) {
        self.draw(Vec::new(), |sheet, _| sheet.close());
    }
}

/// A drawing whose places plotters has turned into pixels.
struct Shape<F> {
    places: Vec<(f64, f64)>,
    shape: F,
}

impl<'a, F> PointCollection<'a, (f64, f64)> for &'a Shape<F> {
    type Point = &'a (f64, f64);
    type IntoIter = &'a [(f64, f64)];

    fn point_iter(self) -> &'a [(f64, f64)] {
        &self.places
    }
}

impl<F: Fn(&mut Sheet, &[(f64, f64)])> Drawable<Pen<'_>> for Shape<F> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        pos: I,
        pen: &mut Pen<'_>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<std::convert::Infallible>> {
        let points: Vec<(f64, f64)> = pos.map(pixels).collect();
        (self.shape)(pen.sheet, &points);
        Ok(())
    }
}
