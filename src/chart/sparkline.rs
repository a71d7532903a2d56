//! A course of values as small as a word, for a cell of a table that has the numbers already.

use super::marks::Course;
use super::sheet::Sheet;
use super::{ChartSpec, Laid, Page};

const WIDTH: f64 = 96.0;
const HEIGHT: f64 = 24.0;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, _page: Page) -> Laid {
    let mut sheet = Sheet::new(WIDTH, HEIGHT);
    if let Some((row, _)) = spec.series().first() {
        let cells: Vec<_> = spec.grid.cells[*row].iter().collect();
        Course { left: 4.0, top: 4.0, width: WIDTH - 8.0, height: HEIGHT - 8.0 }
            .draw(&mut sheet, &cells);
    }
    Laid::on(sheet)
}
