//! What a chart needs and the data does not print: another unit, the opposite sign, a difference, a
//! share, an order. What is made here stands in the figure's table and downloads, too.

use rust_decimal::{Decimal, RoundingStrategy};

use super::data::{Content, FigureData, Line, Name, Point, Print, is_named};
use super::of_tables;
use crate::chart::Role;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::model::{FigureKind, FigureSpec, Located, Missing, Order, Project, Unit, UnitKind};

pub fn derive<'a>(
    project: &'a Project,
    spec: &'a FigureSpec,
    data: &mut FigureData<'a>,
    found: &mut Diagnostics,
) -> Option<()> {
    options(spec, found)?;
    name_roles(spec, data);
    one_unit(project, spec, data, found)?;
    subtract(spec, data);
    match spec.kind {
        FigureKind::VarianceBars => differences(spec, data, found)?,
        FigureKind::Shares => shares(project, data),
        FigureKind::Waterfall => steps(spec, data, found),
        _ => {}
    }
    if spec.kind.shows_one_column() && spec.columns.is_empty() {
        keep_newest(data);
    }
    order(spec, data);
    data.time = spec.options.time.as_ref().map_or_else(|| runs(data), |time| time.value);
    // Things with one value each are columns, not series.
    let things = spec.kind == FigureKind::Columns && data.columns.len() == 1 && data.rows.len() > 1;
    let turned = spec.options.transpose.unwrap_or(things);
    if turned {
        transpose(data);
    }
    Some(())
}

/// Options that the kind of chart cannot have.
fn options(spec: &FigureSpec, found: &mut Diagnostics) -> Option<()> {
    let kind = spec.kind;
    let mut wrong = |is_wrong: bool, origin, words: &str, help: &str| {
        if is_wrong {
            let message = format!("{words} in `{}`", kind.word());
            found.push(Diagnostic::new(&codes::FIGURE_OPTION, message).at(origin).help(help));
        }
        is_wrong
    };
    let options = &spec.options;
    let mut any = false;
    if let Some(zero) = &options.zero {
        any |= wrong(
            !zero.value && !kind.may_cut_its_axis(),
            zero.origin,
            "the axis cannot leave out zero",
            "the length of a bar is its value; draw `lines`, or delete `zero`",
        );
    }
    if let Some(highlight) = &options.highlight {
        any |= wrong(
            kind != FigureKind::Panels,
            highlight.origin,
            "no row can be brought out",
            "`highlight` is for `panels`",
        );
    }
    if let Some(minus) = options.minus.first() {
        any |= wrong(
            kind != FigureKind::Waterfall,
            minus.origin,
            "nothing is subtracted",
            "`minus` is for `waterfall`",
        );
    }
    (!any).then_some(())
}

/// Rows that are totals: those that the author names, else sums whose parts are shown.
fn name_roles(spec: &FigureSpec, data: &mut FigureData<'_>) {
    let ids: Vec<String> = data.rows.iter().map(|row| row.id.clone()).collect();
    for row in &mut data.rows {
        let is_total = match &spec.options.totals {
            Some(totals) => totals.iter().any(|name| is_named(row, &name.value)),
            None => row.sum.iter().chain(&row.less).any(|part| ids.iter().any(|id| id == part)),
        };
        if is_total {
            row.role = Role::Total;
        }
    }
    if data.columns.iter().all(|column| is_beside(column.role)) {
        for column in &mut data.columns {
            column.role = Role::Value;
        }
    }
}

/// Printed beside the marks, on no axis.
fn is_beside(role: Role) -> bool {
    matches!(role, Role::Share | Role::Change)
}

/// Everything on one axis has one unit; amounts of one currency are converted.
fn one_unit<'a>(
    project: &'a Project,
    spec: &'a FigureSpec,
    data: &mut FigureData<'a>,
    found: &mut Diagnostics,
) -> Option<()> {
    // Each bullet has a scale of its own, and ratings are counted.
    if matches!(spec.kind, FigureKind::Bullets) || spec.kind.counts_ratings() {
        return Some(());
    }
    let on_axis: Vec<usize> =
        (0..data.columns.len()).filter(|&c| !is_beside(data.columns[c].role)).collect();
    let drawn = data.cells.iter().flat_map(|row| on_axis.iter().map(move |&c| &row[c]));
    let first = drawn.clone().filter(|point| point.decimal().is_some()).find_map(Point::unit);
    let wanted = match &spec.unit {
        Some(id) => of_tables::unit(project, &id.value),
        None => first.or(data.unit),
    };
    for (row, cells) in data.rows.iter().zip(&mut data.cells) {
        for &column in &on_axis {
            let point = &mut cells[column];
            let (Some(from), Some(to)) = (point.unit(), wanted) else { continue };
            if from.id == to.id || point.decimal().is_none() {
                continue;
            }
            let converted = point.decimal().and_then(|number| convert(number, from, to));
            let Some(number) = converted else {
                let column = &data.columns[column];
                found.push(other_unit(spec, (&row.id, &column.id), from, to));
                return None;
            };
            *point = Point {
                content: Content::Number(number),
                print: Print::In(Some(to)),
                ..point.clone()
            };
        }
    }
    data.unit = wanted;
    Some(())
}

fn convert(number: Decimal, from: &Unit, to: &Unit) -> Option<Decimal> {
    let same = from.kind == to.kind
        && from.currency == to.currency
        && matches!(from.kind, UnitKind::Currency);
    if !same {
        return None;
    }
    let number = number.checked_mul(from.scale.into())?.checked_div(to.scale.into())?;
    Some(number.normalize())
}

fn other_unit(
    spec: &FigureSpec,
    (row, column): (&str, &str),
    from: &Unit,
    to: &Unit,
) -> Diagnostic {
    let origin = spec.unit.as_ref().map_or(spec.origin, |unit: &Located<_>| unit.origin);
    Diagnostic::new(
        &codes::FIGURE_UNIT,
        format!("`{row}.{column}` is in `{}`, the chart in `{}`", from.id, to.id),
    )
    .at(origin)
    .help("a chart has one axis: name rows and columns of one unit, or make two figures")
}

/// Steps downwards: those that the author names, else what the totals shown take away.
fn subtract(spec: &FigureSpec, data: &mut FigureData<'_>) {
    if spec.kind != FigureKind::Waterfall {
        return;
    }
    let taken: Vec<&str> = data.rows.iter().flat_map(|row| row.less.iter().copied()).collect();
    for (row, cells) in data.rows.iter().zip(&mut data.cells) {
        let is_taken = match spec.options.minus.as_slice() {
            [] => taken.contains(&row.id.as_str()),
            named => named.iter().any(|name| is_named(row, &name.value)),
        };
        if !is_taken {
            continue;
        }
        for point in cells {
            if let Content::Number(number) = &mut point.content {
                *number = if number.is_zero() { *number } else { -*number };
            }
        }
    }
}

/// Actual less plan, and the same in percent of the plan, where the table prints no difference.
fn differences(
    spec: &FigureSpec,
    data: &mut FigureData<'_>,
    found: &mut Diagnostics,
) -> Option<()> {
    if data.columns.iter().any(|column| column.role == Role::Change) {
        return Some(());
    }
    let find = |roles: &[Role]| data.columns.iter().position(|column| roles.contains(&column.role));
    let plan =
        find(&[Role::Plan]).or_else(|| find(&[Role::FinalPlan, Role::Target, Role::Baseline]));
    let (Some(plan), Some(actual)) = (plan, find(&[Role::Actual])) else {
        // A single column of the author's choice holds differences already.
        if data.columns.len() == 1 {
            return Some(());
        }
        found.push(
            Diagnostic::new(
                &codes::FIGURE_DATA,
                "there are no differences to draw, and none can be computed".to_owned(),
            )
            .at(spec.origin)
            .help("name a plan and an actual column: `role = \"approved\"`, `role = \"actual\"`"),
        );
        return None;
    };
    // A share of the plan beside the difference would be read as the size of the difference.
    let kept: Vec<usize> =
        (0..data.columns.len()).filter(|&c| !is_beside(data.columns[c].role)).collect();
    for cells in &mut data.cells {
        let numbers = cells[plan].decimal().zip(cells[actual].decimal());
        let change = numbers.and_then(|(plan, actual)| actual.checked_sub(plan));
        let share = numbers.zip(change).and_then(|((plan, _), change)| {
            let share = change.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(plan)?;
            Some(share.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero))
        });
        let reason = [actual, plan].iter().find_map(|&column| match cells[column].content {
            Content::Missing(reason) => Some(reason),
            _ => None,
        });
        let missing = || Point::missing(reason.unwrap_or(Missing::NotApplicable));
        let mut all: Vec<Point<'_>> = kept.iter().map(|&column| cells[column].clone()).collect();
        let status = cells[actual].status;
        all.push(match change {
            Some(change) => Point {
                content: Content::Number(change),
                print: Print::Change(data.unit),
                breaks: false,
                status,
            },
            None => missing(),
        });
        all.push(match share {
            Some(share) => Point::number(share, Print::ChangeInPercent { decimals: 1 }),
            None => missing(),
        });
        *cells = all;
    }
    data.columns = kept.iter().map(|&column| data.columns[column].clone()).collect();
    data.columns.push(Line::new("difference", Name::String("table.difference")).role(Role::Change));
    data.columns
        .push(Line::new("difference-percent", Name::String("chart.in_percent")).role(Role::Share));
    Some(())
}

/// Amounts as shares of their sum.
fn shares<'a>(project: &'a Project, data: &mut FigureData<'a>) {
    keep_newest(data);
    data.rows_without_totals();
    if super::data::percent(data.unit) {
        return;
    }
    let Some(column) = data.columns.len().checked_sub(1) else { return };
    let whole: Option<Decimal> = data
        .cells
        .iter()
        .filter_map(|cells| cells[column].decimal())
        .try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number));
    let Some(whole) = whole.filter(|whole| *whole > Decimal::ZERO) else { return };
    for cells in &mut data.cells {
        let point = &cells[column];
        let share = point
            .decimal()
            .and_then(|number| number.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole));
        let share = match share {
            Some(share) => {
                let (share, decimals) = readable(share);
                Point {
                    content: Content::Number(share),
                    print: Print::Percent { decimals },
                    ..point.clone()
                }
            }
            None => point.clone(),
        };
        cells.push(share);
    }
    data.columns.push(Line::new("share", Name::String("table.share")).role(Role::Share));
    let percent = project.vocabulary.units.iter().find(|unit| unit.kind == UnitKind::Percent);
    data.unit = percent;
}

/// One decimal, or as many as it takes to tell a small share from none.
fn readable(share: Decimal) -> (Decimal, u32) {
    let rounded =
        |decimals| share.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let decimals = (1..4).find(|&decimals| share.is_zero() || !rounded(decimals).is_zero());
    let decimals = decimals.unwrap_or(4);
    (rounded(decimals), decimals)
}

/// A waterfall must arrive at the totals that it shows.
fn steps(spec: &FigureSpec, data: &FigureData<'_>, found: &mut Diagnostics) {
    let Some(column) = data.columns.len().checked_sub(1) else { return };
    let mut running = Decimal::ZERO;
    let mut summed: i64 = 0;
    for (row, cells) in data.rows.iter().zip(&data.cells) {
        let Some(number) = cells[column].decimal() else { continue };
        if row.role != Role::Total {
            running = running.saturating_add(number);
            summed += 1;
            continue;
        }
        // Half a unit of the last digit for each rounded amount, and for the total itself.
        let digit = (number.scale() + 1).min(Decimal::MAX_SCALE);
        let tolerance = Decimal::new(5 * (summed + 1), digit);
        let difference = running.saturating_sub(number);
        if summed > 0 && difference.abs() > tolerance {
            let origin = spec.rows.iter().find(|name| is_named(row, &name.value));
            found.push(
                Diagnostic::new(
                    &codes::FIGURE_STEPS,
                    format!("the steps before `{}` lead to `{running}`, not to `{number}`", row.id),
                )
                .at(origin.map_or(spec.origin, |name| name.origin))
                .help(
                    "name every step between two totals, and in `minus` those that are subtracted",
                ),
            );
        }
        (running, summed) = (number, 1);
    }
}

/// Of several columns the actual or newest one.
fn keep_newest(data: &mut FigureData<'_>) {
    if data.columns.iter().any(|column| column.role == Role::Share) && data.columns.len() == 2 {
        return;
    }
    let actual = data.columns.iter().rposition(|column| column.role == Role::Actual);
    let Some(kept) = actual.or_else(|| data.columns.len().checked_sub(1)) else { return };
    data.columns = vec![data.columns[kept].clone()];
    for cells in &mut data.cells {
        *cells = vec![cells[kept].clone()];
    }
}

impl FigureData<'_> {
    fn rows_without_totals(&mut self) {
        let keep: Vec<bool> = self.rows.iter().map(|row| row.role != Role::Total).collect();
        let mut kept = keep.iter();
        self.rows.retain(|_| *kept.next().expect("a flag for each row"));
        let mut kept = keep.iter();
        self.cells.retain(|_| *kept.next().expect("a flag for each row"));
    }
}

/// By the value that is drawn last; totals and what is left over keep their place at the end.
fn order(spec: &FigureSpec, data: &mut FigureData<'_>) {
    let ranked = spec.kind == FigureKind::RankedBars;
    if spec.order == Order::Given && !ranked {
        return;
    }
    let Some(column) = data.columns.iter().rposition(|column| !is_beside(column.role)) else {
        return;
    };
    let mut places: Vec<usize> = (0..data.rows.len()).collect();
    places.sort_by(|&a, &b| {
        let last = |row: usize| match data.rows[row].role {
            Role::Total => 2,
            Role::Other => 1,
            _ => 0,
        };
        let value = |row: usize| data.cells[row][column].decimal();
        let by_value = match spec.order {
            Order::SmallestFirst => value(a).cmp(&value(b)),
            _ => value(b).cmp(&value(a)),
        };
        last(a).cmp(&last(b)).then(by_value)
    });
    data.rows = places.iter().map(|&row| data.rows[row].clone()).collect();
    data.cells = places.iter().map(|&row| data.cells[row].clone()).collect();
}

/// Whether each column is another moment.
fn runs(data: &FigureData<'_>) -> bool {
    let periods: Vec<_> = data
        .columns
        .iter()
        .filter(|column| !is_beside(column.role))
        .map(|column| column.period.as_ref())
        .collect();
    let differ = |index: usize| {
        periods[..index]
            .iter()
            .flatten()
            .all(|other| periods[index].is_some_and(|own| !own.same_time(other)))
    };
    periods.iter().all(Option::is_some) && (0..periods.len()).all(differ)
}

fn transpose(data: &mut FigureData<'_>) {
    let cells = (0..data.columns.len())
        .map(|column| data.cells.iter().map(|row| row[column].clone()).collect())
        .collect();
    std::mem::swap(&mut data.rows, &mut data.columns);
    data.cells = cells;
    data.time = false;
}
