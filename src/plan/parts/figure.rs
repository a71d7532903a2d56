//! A declared figure → one grid → its drawings, its table, its summary.

use rust_decimal::Decimal;

use super::{kpi, node, source, table};
use crate::chart::{self, ChartKind, ChartSpec, Grid, Heading, Options, Role, Shape, StatusWords};
use crate::diagnostics::{Diagnostic, codes};
use crate::language::{Conjunction, NumberStyle};
use crate::localize::ValueStyle;
use crate::model::{
    Edition, FigureKind, FigureSpec, Found, Id, Observation, Row, Series, Status, Table, Unit,
    UnitKind, Value,
};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::view;

/// What a figure shows, found in the data.
struct Shown<'a> {
    grid: Grid,
    unit: Option<&'a Unit>,
    source: Option<view::Source>,
    /// Columns are moments.
    time: bool,
}

/// The figure ready for the page; `None` when its data is not there (which is reported) or cannot
/// be drawn.
pub fn figure<'a>(
    sheet: &mut Sheet<'_, 'a>,
    edition: &'a Edition,
    spec: &'a FigureSpec,
) -> Option<view::Figure> {
    sheet.figures_shown.push(&spec.id);
    let found = sheet.desk.lookup.find(Some(&edition.id), &spec.data.value)?;
    let shown = shown(sheet, spec, found)?;
    let report = sheet.report;
    let title = report.words(&spec.title);
    let unit_name = shown.unit.map(|unit| report.plain(&unit.name).to_owned()).unwrap_or_default();
    let summary = summary(sheet, spec.kind, &shown);
    let name = report.strings.fill(
        "chart.name",
        &[
            ("kind", report.strings.get(&format!("chart_kind.{}", kind_key(spec.kind)))),
            ("title", &title.text),
        ],
    );
    let words = words(sheet);
    let format = |number: Decimal| {
        let style = NumberStyle::COLUMN.decimals(number.scale());
        match shown.unit.map(|unit| unit.kind) {
            Some(UnitKind::Percent) => report.rules.percent(number, style),
            _ => report.rules.number(number, style),
        }
    };
    let drawing_source =
        shown.source.as_ref().map(|source| source.words.text.clone()).unwrap_or_default();
    let licence = sheet.project().site.licence.as_ref();
    let drawn = chart::draw(&ChartSpec {
        id: spec.id.as_str(),
        kind: kind(spec.kind),
        grid: &shown.grid,
        title: &title.text,
        name: &name,
        summary: &summary,
        described_by: Some(&format!("f-{}-s", spec.id)),
        unit: if spec.kind == FigureKind::Ratings { "" } else { &unit_name },
        lang: report.tag.as_str(),
        direction: report.direction(),
        format: &format,
        words: &words,
        options: Options { time: shown.time, ..Options::default() },
        source: &drawing_source,
        licence: licence.map(|licence| report.plain(&licence.name)).unwrap_or_default(),
    });
    for problem in &drawn.problems {
        let code = codes::named(problem.code.name()).expect("each lint of a chart has its code");
        let diagnostic = Diagnostic::new(code, problem.words.clone());
        sheet.found.push(diagnostic.at(spec.origin));
    }
    if drawn.wide.is_empty() {
        return None;
    }
    let path = format!("{}/figures/{}/{}.svg", report.tag, edition.id, spec.id);
    let download = view::Link {
        href: sheet.to_file(&path),
        words: report.own("SVG".to_owned()),
        current: false,
    };
    // The file is made by one page: that of the data.
    if super::narrative::subject_of(sheet, Found::Figure(edition, spec)) == Some(sheet.subject) {
        sheet.drawings.push((path, drawn.standalone));
    }
    let mut table = grid_table(sheet, spec, &shown, found);
    let mut downloads = std::mem::take(&mut table.downloads);
    downloads.push(download);
    Some(view::Figure {
        id: spec.id.to_string(),
        title,
        summary,
        drawings: std::iter::once(drawn.wide).chain(drawn.narrow).map(view::Html).collect(),
        key: drawn
            .key
            .into_iter()
            .map(|entry| view::KeyEntry {
                class: entry.class,
                swatch: view::Html(entry.swatch),
                words: report.own(entry.label),
            })
            .collect(),
        key_for_narrow: drawn.key_for == chart::KeyFor::Narrow,
        remarks: drawn.notes.into_iter().map(|note| report.own(note)).collect(),
        table,
        source: shown.source,
        downloads,
    })
}

fn kind(kind: FigureKind) -> ChartKind {
    match kind {
        FigureKind::Columns => ChartKind::Columns,
        FigureKind::StackedColumns => ChartKind::StackedColumns,
        FigureKind::Ratings => ChartKind::RatingBars,
    }
}

fn kind_key(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Columns => "columns",
        FigureKind::StackedColumns => "stacked_columns",
        FigureKind::Ratings => "rating_bars",
    }
}

fn shown<'a>(sheet: &mut Sheet<'_, 'a>, spec: &FigureSpec, found: Found<'a>) -> Option<Shown<'a>> {
    match (spec.kind, found) {
        (FigureKind::Ratings, Found::Node(edition, node)) => Some(of_ratings(sheet, edition, node)),
        (FigureKind::Columns | FigureKind::StackedColumns, Found::Series(_, series)) => {
            Some(of_series(sheet, series))
        }
        (FigureKind::Columns | FigureKind::StackedColumns, Found::Table(_, table)) => {
            // Rows and columns that are not there were reported.
            let all_there = spec.rows.iter().all(|id| table.row(&id.value).is_some())
                && spec.columns.iter().all(|id| table.column_index(&id.value).is_some());
            all_there.then(|| of_table(sheet, spec, table))
        }
        _ => {
            let what = match spec.kind {
                FigureKind::Ratings => "a node of the framework",
                FigureKind::Columns | FigureKind::StackedColumns => "a table or a series",
            };
            sheet.found.push(
                Diagnostic::new(
                    &codes::FIGURE_DATA,
                    format!("`{}` is not what this figure can show", spec.data.value),
                )
                .at(spec.data.origin)
                .label(format!("expected {what}")),
            );
            None
        }
    }
}

fn of_series<'a>(sheet: &Sheet<'_, 'a>, series: &'a Series) -> Shown<'a> {
    let unit = sheet.unit(&series.unit);
    let report = sheet.report;
    let columns = series
        .points
        .iter()
        .map(|point| {
            Heading::new(point.period.as_str().replace('/', "-"), report.period(&point.period))
        })
        .collect();
    let cells = series.points.iter().map(|point| cell(sheet, &point.observation, unit)).collect();
    let row = Heading::new(series.id.as_str(), report.plain(&series.title));
    Shown {
        grid: Grid { columns, rows: vec![row], cells: vec![cells] },
        unit,
        source: source::source(sheet, series.source.as_ref()),
        time: true,
    }
}

fn of_table<'a>(sheet: &Sheet<'_, 'a>, spec: &FigureSpec, table: &'a Table) -> Shown<'a> {
    let unit = sheet.unit(&table.unit);
    let columns: Vec<usize> = if spec.columns.is_empty() {
        (0..table.columns.len()).filter(|&c| table.columns[c].computed.is_none()).collect()
    } else {
        spec.columns.iter().filter_map(|id| table.column_index(&id.value)).collect()
    };
    let rows: Vec<&Row> = if spec.rows.is_empty() {
        let parts: Vec<&Row> = table.rows.iter().filter(|row| !row.cells.is_empty()).collect();
        let plain: Vec<&Row> = parts.iter().copied().filter(|row| row.sum.is_none()).collect();
        if plain.is_empty() { parts } else { plain }
    } else {
        spec.rows.iter().filter_map(|id| table.row(&id.value)).collect()
    };
    let cells = rows
        .iter()
        .map(|row| {
            columns
                .iter()
                .map(|&c| match row.cells.get(c).and_then(Option::as_ref) {
                    Some(observation) => cell(sheet, observation, unit),
                    None => missing(sheet, crate::model::Missing::NotAvailable),
                })
                .collect()
        })
        .collect();
    let heading = |id: &Id, name| Heading::new(id.as_str(), self::table::name(sheet, name).text);
    let grid = Grid {
        columns: columns
            .iter()
            .map(|&c| heading(&table.columns[c].id, &table.columns[c].name))
            .collect(),
        rows: rows.iter().map(|row| heading(&row.id, &row.name)).collect(),
        cells,
    };
    Shown { grid, unit, source: source::source(sheet, table.source.as_ref()), time: false }
}

fn of_ratings<'a>(
    sheet: &Sheet<'_, 'a>,
    edition: &'a Edition,
    node: &'a crate::model::Node,
) -> Shown<'a> {
    let kpis = node::kpis_below(edition, node);
    let given = kpi::ratings(kpis.iter().copied());
    let counts = kpi::counts(sheet, &given);
    let source = kpis.iter().find_map(|kpi| kpi.source.as_ref());
    let columns = counts
        .iter()
        .map(|count| {
            let shape = Shape::from_name(&count.rating.shape).unwrap_or(Shape::Square);
            Heading::new(count.rating.id.clone(), count.rating.name.text.clone())
                .rating(count.rating.letter.clone(), shape)
        })
        .collect();
    let cells = counts
        .iter()
        .map(|count| {
            let number = Decimal::from(count.count);
            chart::Cell::number(number, sheet.report.value(number, None, ValueStyle::Bare))
        })
        .collect();
    let row = Heading::new(node.id.as_str(), table::title(sheet, Found::Node(edition, node)).text);
    Shown {
        grid: Grid { columns, rows: vec![row], cells: vec![cells] },
        unit: None,
        source: source::source(sheet, source),
        time: false,
    }
}

fn cell(sheet: &Sheet<'_, '_>, observation: &Observation, unit: Option<&Unit>) -> chart::Cell {
    let mut cell = match &observation.value {
        Value::Number(number) => {
            chart::Cell::number(*number, sheet.report.value(*number, unit, ValueStyle::Signed))
        }
        Value::Missing(reason) => missing(sheet, *reason),
        Value::Words(text) => chart::Cell::text(sheet.report.plain(text)),
        Value::InParts => missing(sheet, crate::model::Missing::NotAvailable),
    };
    cell.after_break = observation.breaks;
    cell.status(match observation.status {
        Status::Final => chart::Status::Final,
        Status::Provisional => chart::Status::Provisional,
        Status::Estimated => chart::Status::Estimated,
        Status::Revised => chart::Status::Revised,
        Status::Forecast => chart::Status::Forecast,
    })
}

fn missing(sheet: &Sheet<'_, '_>, reason: crate::model::Missing) -> chart::Cell {
    let words = sheet.report.missing(reason);
    chart::Cell::missing(reason.word(), words.text, words.spoken.unwrap_or_default())
}

/// The same grid as a table below the drawing.
fn grid_table(
    sheet: &Sheet<'_, '_>,
    spec: &FigureSpec,
    shown: &Shown<'_>,
    data: Found<'_>,
) -> view::Table {
    let report = sheet.report;
    // Time runs down the page where there is one series: a long row does not fit a phone.
    let grid =
        if shown.grid.rows.len() == 1 { shown.grid.transposed() } else { shown.grid.clone() };
    let rows = grid.rows.iter().zip(&grid.cells).map(|(row, cells)| view::Row {
        id: row.id.clone(),
        label: report.own(row.label.clone()),
        kind: if row.role == Role::Total { "total" } else { "row" },
        depth: 0,
        unit: None,
        cells: cells.iter().map(|cell| grid_cell(sheet, cell)).collect(),
        notes: Vec::new(),
    });
    let columns = grid.columns.iter().map(|column| view::Column {
        id: column.id.clone(),
        label: report.own(column.label.clone()),
        unit: None,
        notes: Vec::new(),
    });
    let id = match data {
        Found::Table(edition, table) => Some((Some(edition), table.id.as_str())),
        Found::Series(edition, series) => Some((edition, series.id.as_str())),
        _ => None,
    };
    let downloads = id.into_iter().flat_map(|(edition, id)| {
        let folder = edition.map_or("series", |edition| edition.id.as_str());
        ["csv", "json"].map(|format| view::Link {
            href: sheet.to_file(&format!("data/{folder}/{id}.{format}")),
            words: report.own(format.to_uppercase()),
            current: false,
        })
    });
    view::Table {
        id: format!("{}-data", spec.id),
        caption: report.words(&spec.title),
        unit: shown.unit.map(|unit| table::unit_words(sheet, unit)),
        corner: report.string("table.corner"),
        columns: columns.collect(),
        rows: rows.collect(),
        legend: Vec::new(),
        notes: Vec::new(),
        source: None,
        downloads: downloads.collect(),
    }
}

fn grid_cell(sheet: &Sheet<'_, '_>, cell: &chart::Cell) -> view::Cell {
    let status = match cell.status {
        chart::Status::Final => Status::Final,
        chart::Status::Provisional => Status::Provisional,
        chart::Status::Estimated => Status::Estimated,
        chart::Status::Revised => Status::Revised,
        chart::Status::Forecast => Status::Forecast,
    };
    let (kind, spoken) = match &cell.value {
        chart::Value::Number(_) => ("number", None),
        chart::Value::Missing { words, .. } => ("missing", Some(words.clone())),
        chart::Value::Text => ("text", None),
    };
    view::Cell {
        text: cell.text.clone(),
        kind,
        spoken,
        status: super::value::status(sheet, status, cell.after_break),
        ..view::Cell::default()
    }
}

/// One sentence or two on what the data say.
fn summary(sheet: &Sheet<'_, '_>, kind: FigureKind, shown: &Shown<'_>) -> String {
    let report = sheet.report;
    let strings = &report.strings;
    let grid = &shown.grid;
    if kind == FigureKind::Ratings {
        let cells = grid.cells.iter().flatten();
        let counts: Vec<String> = grid
            .columns
            .iter()
            .zip(cells.clone())
            .map(|(column, cell)| {
                strings.fill("rating.counted", &[("n", &cell.text), ("rating", &column.label)])
            })
            .collect();
        let total: Decimal = cells.filter_map(chart::Cell::decimal).sum();
        return report.counted(
            "summary.ratings",
            total,
            &[("list", &counts.join(strings.get("chart.comma")))],
        );
    }
    let in_words = |number: Decimal| report.value(number, shown.unit, ValueStyle::InWords);
    let mut sentences = Vec::new();
    if shown.time {
        let row = grid.rows.iter().zip(&grid.cells).next();
        let Some((name, cells)) = row else { return String::new() };
        let known: Vec<(&Heading, Decimal)> = grid
            .columns
            .iter()
            .zip(cells)
            .filter_map(|(column, cell)| Some((column, cell.decimal()?)))
            .collect();
        if let [(first, from), .., (last, to)] = known.as_slice() {
            sentences.push(strings.fill(
                "summary.first_last",
                &[
                    ("name", &name.label),
                    ("first", &in_words(*from)),
                    ("from", &first.label),
                    ("last", &in_words(*to)),
                    ("to", &last.label),
                ],
            ));
            sentences.extend(change(sheet, *from, *to));
        } else if let [(only, value)] = known.as_slice() {
            sentences.push(format!(
                "{}{}{}",
                only.label,
                strings.get("chart.colon"),
                in_words(*value)
            ));
        }
        let missing: Vec<String> = grid
            .columns
            .iter()
            .zip(cells)
            .filter(|(_, cell)| cell.decimal().is_none())
            .map(|(column, _)| column.label.clone())
            .collect();
        if !missing.is_empty() {
            let list = report.rules.list(&missing, Conjunction::And);
            sentences.push(strings.fill("summary.missing", &[("list", &list)]));
        }
    } else {
        for (c, column) in grid.columns.iter().enumerate() {
            let total: Decimal = grid.cells.iter().filter_map(|row| row[c].decimal()).sum();
            let value =
                format!("{}{}{}", column.label, strings.get("chart.colon"), in_words(total));
            sentences.push(strings.fill("summary.total", &[("value", &value)]));
        }
        let last = grid.columns.len().saturating_sub(1);
        let largest = grid
            .rows
            .iter()
            .zip(&grid.cells)
            .filter_map(|(row, cells)| Some((row, cells.get(last)?.decimal()?)))
            .max_by_key(|(_, value)| *value);
        if let Some((row, value)) = largest {
            sentences.push(
                strings
                    .fill("summary.highest", &[("name", &row.label), ("value", &in_words(value))]),
            );
        }
    }
    let estimates = open_values(grid);
    if !estimates.is_empty() {
        let list = report.rules.list(&estimates, Conjunction::And);
        sentences.push(strings.fill("summary.estimated", &[("list", &list)]));
    }
    sentences.join(" ")
}

/// "Increase: 1.5%."
fn change(sheet: &Sheet<'_, '_>, from: Decimal, to: Decimal) -> Option<String> {
    let strings = &sheet.report.strings;
    if from == to {
        return Some(strings.get("summary.unchanged").to_owned());
    }
    let share = to.checked_sub(from)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(from)?;
    let text = sheet.report.rules.percent(share.abs(), NumberStyle::PROSE.decimals(1));
    let key = if to > from { "summary.rose" } else { "summary.fell" };
    Some(strings.fill(key, &[("change", &text)]))
}

/// The columns with a value that may still change.
fn open_values(grid: &Grid) -> Vec<String> {
    let is_open = |c: usize| {
        grid.cells.iter().any(|row| row.get(c).is_some_and(|cell| cell.status.is_open()))
    };
    let columns = grid.columns.iter().enumerate();
    columns.filter(|(c, _)| is_open(*c)).map(|(_, column)| column.label.clone()).collect()
}

fn words(sheet: &Sheet<'_, '_>) -> chart::Words {
    let strings = &sheet.report.strings;
    let status = |name: &str| StatusWords {
        mark: strings.get(&format!("status_mark.{name}")).to_owned(),
        words: strings.get(&format!("status.{name}")).to_owned(),
    };
    let get = |key: &str| strings.get(key).to_owned();
    chart::Words {
        estimated: status("estimated"),
        provisional: status("provisional"),
        revised: status("revised"),
        forecast: status("forecast"),
        after_break: status("break"),
        total: get("chart.total"),
        comma: get("chart.comma"),
        colon: get("chart.colon"),
        no_data: get("chart.no_data"),
        axis_starts: get("chart.axis_starts"),
        too_small: get("chart.too_small"),
        of_target: get("chart.of_target"),
        higher_is_better: get("chart.higher_is_better"),
        lower_is_better: get("chart.lower_is_better"),
        to_be_kept: get("chart.to_be_kept"),
        favourable: get("chart.favourable"),
        unfavourable: get("chart.unfavourable"),
    }
}

/// The figures that show a record, but for those that the page's narrative shows already.
pub fn figures_of(sheet: &mut Sheet<'_, '_>, subject: Subject) -> Vec<view::Figure> {
    let mut figures = Vec::new();
    for edition in &sheet.project().editions {
        for spec in &edition.figures {
            let is_here = || {
                super::narrative::subject_of(sheet, Found::Figure(edition, spec)) == Some(subject)
            };
            if !sheet.figures_shown.contains(&&spec.id) && is_here() {
                figures.extend(figure(sheet, edition, spec));
            }
        }
    }
    figures
}
