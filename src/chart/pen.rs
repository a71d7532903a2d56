//! Turns what plotters draws into shapes on a `Sheet`: tenths of a pixel in, classes out.
//!
//! plotters knows colours, not classes; so each class is a colour that no eye will ever see.

use std::convert::Infallible;

use plotters::style::{Color, RGBColor, ShapeStyle};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::sheet::{Anchor, LINE, Sheet, TEXT, weight_of};
use super::width::width;

/// plotters counts whole pixels; ten of its pixels are one of ours.
pub(crate) const SCALE: f64 = 10.0;

/// The classes that plotters' own lines and texts may have.
const CLASSES: [&str; 6] = ["none", "grid", "axis", "tl", "cl", "zero"];

/// The colour that stands for a class.
pub(crate) fn ink(class: &str) -> RGBColor {
    let index = CLASSES.iter().position(|known| *known == class).unwrap_or(0);
    RGBColor(0, 0, u8::try_from(index).unwrap_or(0))
}

pub(crate) fn stroke(class: &str) -> ShapeStyle {
    Color::stroke_width(&ink(class), 1)
}

fn class_of(color: BackendColor) -> &'static str {
    CLASSES.get(usize::from(color.rgb.2)).copied().unwrap_or("none")
}

/// The backend: borrows the sheet for as long as plotters draws on it.
pub(crate) struct Pen<'s> {
    pub(crate) sheet: &'s mut Sheet,
}

pub(crate) fn pixels(at: BackendCoord) -> (f64, f64) {
    (f64::from(at.0) / SCALE, f64::from(at.1) / SCALE)
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Pen<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.sheet.width * SCALE) as u32, (self.sheet.height * SCALE) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    /// Only raster shapes need pixels, and none is drawn here.
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        if style.color().alpha > 0.0 {
            self.sheet.line(class_of(style.color()), pixels(from), pixels(to));
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<BackendCoord> = path.into_iter().collect();
        for pair in points.windows(2) {
            self.draw_line(pair[0], pair[1], style)?;
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        pos: BackendCoord,
    ) -> Drawn {
        let class = class_of(style.color());
        let (x, y) = pixels(pos);
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        // A label at the end of an axis moves inwards rather than out of the drawing.
        let widest = text.split('\n').map(|line| width(line, TEXT, weight_of(class)));
        let half = (widest.fold(0.0, f64::max) / 2.0).min(self.sheet.width / 2.0);
        let x = match anchor {
            Anchor::Middle => x.clamp(half, self.sheet.width - half),
            Anchor::Start | Anchor::End => x,
        };
        // A label of several lines keeps its middle, its top or its bottom at the place asked for.
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let below_first = LINE * (lines.len() as f64 - 1.0);
        let first = match style.anchor().v_pos {
            VPos::Top => y + 0.8 * TEXT,
            VPos::Center => y + 0.35 * TEXT - below_first / 2.0,
            VPos::Bottom => y - below_first - 0.2 * TEXT,
        };
        self.sheet.lines_of_text(class, anchor, x, first, &lines);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let weight = weight_of(class_of(style.color()));
        let widest = text.split('\n').map(|line| width(line, TEXT, weight)).fold(0.0, f64::max);
        let lines = text.split('\n').count() as f64;
        Ok(((widest * SCALE) as u32, (lines * LINE * SCALE) as u32))
    }
}
