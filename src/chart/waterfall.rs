//! From one total to another in steps: each bar starts where the one before it ended.

use rust_decimal::Decimal;

use super::axes::{Block, Ticks};
use super::marks::{parts, status_class};
use super::rows::{Rows, ValueLabels, Wish};
use super::scale::Ladder;
use super::sheet::Datum;
use super::{ChartSpec, Laid, Page, Role};

const BAR: f64 = 20.0;

pub(crate) fn lay_out(spec: &ChartSpec<'_>, page: Page) -> Laid {
    let steps = parts(spec);
    // A total is drawn from zero and continues from its own printed value.
    let mut running = Decimal::ZERO;
    let mut extents = Vec::new();
    for step in &steps {
        let value = step.cell.decimal().unwrap_or_default();
        let extent = if step.heading.role == Role::Total {
            (Decimal::ZERO, value)
        } else {
            (running, running + value)
        };
        running = if step.cell.decimal().is_some() { extent.1 } else { running };
        extents.push(extent);
    }
    let ladder = Ladder::exact(extents.iter().flat_map(|&(from, to)| [from, to]));
    let labels =
        ValueLabels::new(steps.iter().map(|step| (spec.marked(step.cell), false)).collect());
    let rows = Rows::new(
        spec,
        page,
        Wish {
            names: steps.iter().map(|step| (step.heading.label.as_str(), String::new())).collect(),
            marks: vec![BAR; steps.len()],
            between: 11.0,
            top: 2.0,
            bottom: 2.0,
            before: labels.before,
            end: labels.after,
            widest_name: 260.0,
        },
    );
    let mut sheet = rows.sheet();
    let mut axes = rows.axes(spec, &ladder, Ticks::Hidden);
    if page.is_narrow() {
        // The steps hang on each other; a piece of the axis in each row would mean nothing.
        axes.zero.clear();
    }
    let ends = axes.plot(&mut sheet, |plot| {
        let mut ends = Vec::new();
        for (place, (step, &(from, to))) in steps.iter().zip(&extents).enumerate() {
            let middle = place as f64 + 0.5;
            if place > 0 {
                let (x, _) = plot.at(middle, extents[place - 1].1);
                let above = rows.places[place - 1].mark + BAR;
                let below = rows.places[place].mark;
                plot.draw(Vec::new(), move |sheet, _| sheet.line("lead", (x, above), (x, below)));
            }
            let class = match step.heading.role {
                Role::Total => "m s1",
                _ if to < from => "m s4",
                _ => "m s2",
            };
            if step.cell.decimal().is_some() {
                plot.open(class, &step.heading.id);
                plot.block(&Block {
                    class: status_class(step.cell),
                    datum: Datum { series: String::new(), ..spec.datum(step.row, step.column) },
                    across: rows.across(place, 0.0, BAR),
                    values: (from, to),
                    gap: 0.0,
                });
                plot.close();
            }
            ends.push((plot.at(middle, from.max(to)).0, false));
        }
        ends
    });
    rows.names(&mut sheet);
    labels.write(&mut sheet, &rows, &ends);
    let mut laid = Laid::on(sheet);
    laid.notes.extend(super::marks::gaps(spec));
    laid
}
