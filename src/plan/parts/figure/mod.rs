//! A declared figure → one grid → its drawings, its table, its summary, its downloads.

mod check;
mod data;
mod derive;
mod download;
mod drawings;
mod grid;
mod of_kpis;
mod of_ratings;
mod of_series;
mod of_tables;
mod summary;

pub use check::check;
pub use download::{FigureDownload, downloads};
pub use drawings::Drawings;

use std::sync::Arc;
use std::time::Instant;

use rust_decimal::Decimal;

use super::source;
use crate::chart::{self, ChartKind, ChartSpec, Drawing, Grid, Options, StatusWords};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::language::NumberStyle;
use crate::model::{Edition, FigureKind, FigureSpec, Found, Unit, UnitKind};
use crate::plan::Subject;
use crate::plan::desk::{FiguresByPage, Sheet};
use crate::plan::view;
use data::FigureData;

/// The figure ready for the page; `None` when its data is not there, which is reported by `check`.
pub fn figure<'a>(
    sheet: &mut Sheet<'_, 'a>,
    edition: &'a Edition,
    spec: &'a FigureSpec,
) -> Option<view::Figure> {
    sheet.figures_shown.push((&edition.id, &spec.id));
    // Before its notes get their marks: a figure that is not shown has none to come back to.
    let data = match spec.lost {
        Some(_) => None,
        None => Some(data(sheet, edition, spec)?),
    };
    let notes = sheet.note_marks(&spec.notes);
    let report = sheet.report;
    let title = report.words(&spec.title);
    let subtitle = spec.subtitle.as_ref().map(|text| report.words(text));
    if let Some(lost) = &spec.lost {
        return Some(view::Figure {
            id: id_on_pages(edition, spec),
            title,
            subtitle,
            lost: Some(report.words(lost)),
            notes,
            source: source::source(sheet, spec.source.as_ref()),
            ..view::Figure::default()
        });
    }
    let shown = shown(sheet, spec, data?);
    let path = file(sheet, edition, spec);
    let drawn = drawn(sheet, edition, spec, &shown);
    report_problems(sheet, spec, &drawn);
    let mut downloads = download::links(sheet, edition, spec);
    if !drawn.standalone.is_empty() {
        downloads.push(drawing_link(sheet, edition, spec));
        // The file is made by one page: that of the data.
        if home(sheet, edition, spec) == Some(sheet.subject) {
            sheet.drawings.push((path, drawn.standalone.clone()));
        }
    }
    // What holds for two series is said once.
    let mut told: Vec<&str> = Vec::new();
    let mut remarks = Vec::new();
    for gap in &shown.data.gaps {
        let words = report.plain(gap);
        if !told.contains(&words) {
            told.push(words);
            remarks.push(report.words(gap));
        }
    }
    // In a document the tables are parts of their own.
    let is_table_elsewhere = sheet.document.is_some() && !drawn.wide.is_empty();
    if sheet.document.is_some() {
        downloads.clear();
    }
    Some(view::Figure {
        id: id_on_pages(edition, spec),
        title,
        subtitle,
        summary: shown.summary,
        lost: None,
        drawings: if drawn.wide.is_empty() {
            Vec::new()
        } else {
            std::iter::once(&drawn.wide).chain(&drawn.narrow).cloned().map(view::Html).collect()
        },
        key: drawn
            .key
            .iter()
            .map(|entry| view::KeyEntry {
                class: entry.class.clone(),
                swatch: view::Html(entry.swatch.clone()),
                words: report.own(entry.label.clone()),
            })
            .collect(),
        key_for_narrow: drawn.key_for == chart::KeyFor::Narrow,
        remarks: drawn.notes.iter().map(|note| report.own(note.clone())).chain(remarks).collect(),
        table: (!is_table_elsewhere)
            .then(|| grid::as_table(sheet, edition, spec, &shown.grid, shown.data.unit)),
        notes,
        source: source::source(sheet, shown.data.source),
        downloads,
    })
}

/// A figure's data in the page's language.
struct Shown<'a> {
    data: FigureData<'a>,
    grid: Grid,
    options: Options,
    summary: String,
}

/// What is wrong with the data was reported once, before any page.
fn data<'a>(
    sheet: &Sheet<'_, 'a>,
    edition: &'a Edition,
    spec: &'a FigureSpec,
) -> Option<FigureData<'a>> {
    data::find(sheet.desk.lookup, edition, spec, &mut Diagnostics::new())
}

fn shown<'a>(sheet: &mut Sheet<'_, 'a>, spec: &'a FigureSpec, data: FigureData<'a>) -> Shown<'a> {
    let grid = grid::grid(sheet, &data);
    let highlight = spec.options.highlight.as_ref();
    let options = Options {
        time: data.time,
        mirror_time: spec.options.mirror_time.as_ref().is_some_and(|mirror| mirror.value),
        zero: spec.options.zero.as_ref().is_none_or(|zero| zero.value),
        highlight: highlight
            .and_then(|name| data.rows.iter().position(|row| data::is_named(row, &name.value))),
    };
    let summary = match &spec.summary {
        Some(text) => sheet.report.plain(text).to_owned(),
        None => summary::summary(sheet, spec, &data, &grid, options),
    };
    Shown { data, grid, options, summary }
}

/// Drawn now, or for another page before.
fn drawn(
    sheet: &mut Sheet<'_, '_>,
    edition: &Edition,
    spec: &FigureSpec,
    shown: &Shown<'_>,
) -> Arc<Drawing> {
    let key = drawings::Key {
        language: sheet.report.tag.clone(),
        edition: sheet.edition_place(),
        figure: spec.origin,
    };
    if let Some(drawing) = sheet.desk.once.drawings.get(&key) {
        return drawing;
    }
    let began = Instant::now();
    let drawing = draw(sheet, edition, spec, shown);
    sheet.charts.push((format!("{}/{}", edition.id, spec.id), began.elapsed()));
    sheet.desk.once.drawings.keep(key, Arc::new(drawing))
}

fn draw(sheet: &Sheet<'_, '_>, edition: &Edition, spec: &FigureSpec, shown: &Shown<'_>) -> Drawing {
    let report = sheet.report;
    let title = report.plain(&spec.title);
    let kind = kind(spec);
    let unit = shown.data.unit;
    let unit_name = match unit {
        // Counts of ratings are named by the title.
        Some(unit) if !spec.kind.counts_ratings() => report.plain(&unit.name),
        _ => "",
    };
    let name = report
        .strings
        .fill("chart.name", &[("kind", report.strings.get(&kind_key(kind))), ("title", title)]);
    let source = source::source(sheet, shown.data.source).map(|source| source.words.text);
    let licence = sheet.project().site.licence.as_ref();
    let id = id_on_pages(edition, spec);
    chart::draw(&ChartSpec {
        id: &id,
        kind,
        grid: &shown.grid,
        title,
        name: &name,
        summary: &shown.summary,
        described_by: Some(&format!("f-{id}-s")),
        unit: unit_name,
        lang: report.tag.as_str(),
        direction: report.direction(),
        format: &|number| number_of_axis(sheet, number, unit),
        words: &words(sheet),
        options: shown.options,
        source: &source.unwrap_or_default(),
        licence: licence.map(|licence| report.plain(&licence.name)).unwrap_or_default(),
    })
}

/// One finding for each lint and language: twenty labels that collide are one mistake.
fn report_problems(sheet: &mut Sheet<'_, '_>, spec: &FigureSpec, drawn: &Drawing) {
    let mut reported = Vec::new();
    for problem in &drawn.problems {
        if reported.contains(&problem.code) {
            continue;
        }
        reported.push(problem.code);
        let code = codes::named(problem.code.name()).expect("each lint of a chart has its code");
        let more = drawn.problems.iter().filter(|other| other.code == problem.code).count() - 1;
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        let message = format!("in `{}`, {}{more}", sheet.report.tag, problem.words);
        let mut diagnostic = Diagnostic::new(code, message).at(spec.origin);
        let upright = matches!(spec.kind, FigureKind::Columns | FigureKind::StackedColumns);
        if problem.code == chart::ProblemCode::LabelsCollide && upright {
            diagnostic = diagnostic.help("`type = \"bars\"` has room for long names");
        }
        sheet.found.push(diagnostic);
    }
}

fn number_of_axis(sheet: &Sheet<'_, '_>, number: Decimal, unit: Option<&Unit>) -> String {
    // Bounds of a shaded table are values: they are printed as these are.
    let most = unit
        .and_then(|unit| unit.decimals)
        .unwrap_or(u32::MAX)
        .max(number.normalize().scale().min(1));
    let style = NumberStyle::COLUMN.decimals(number.scale().min(most));
    match unit.map(|unit| unit.kind) {
        Some(UnitKind::Percent) => sheet.report.rules.percent(number, style),
        _ => sheet.report.rules.number(number, style),
    }
}

/// Authors and charts call the kinds by the same names.
fn kind(spec: &FigureSpec) -> ChartKind {
    ChartKind::from_name(spec.kind.word()).expect("every declared kind can be drawn")
}

fn kind_key(kind: ChartKind) -> String {
    format!("chart_kind.{}", kind.name().replace('-', "_"))
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

/// Everything of a figure that can be downloaded, for pages that do not show it. `None` for one that stands
/// nowhere: its data is lost, or wrong, which was reported.
pub fn all_downloads(
    sheet: &Sheet<'_, '_>,
    edition: &Edition,
    spec: &FigureSpec,
) -> Option<Vec<view::Link>> {
    if spec.lost.is_some() {
        return None;
    }
    let data = data(sheet, edition, spec)?;
    let mut links = download::links(sheet, edition, spec);
    if chart::can_draw(kind(spec), &grid::without_words(&data)) {
        links.push(drawing_link(sheet, edition, spec));
    }
    Some(links)
}

fn drawing_link(sheet: &Sheet<'_, '_>, edition: &Edition, spec: &FigureSpec) -> view::Link {
    view::Link {
        href: sheet.to_file(&file(sheet, edition, spec)),
        words: sheet.report.own("SVG".to_owned()),
        current: false,
    }
}

/// What it is called within a page: figures of several editions stand on that of a series, and ids
/// are those of one edition.
pub fn id_on_pages(edition: &Edition, spec: &FigureSpec) -> String {
    format!("{}-{}", edition.id, spec.id)
}

/// The anchor of its place on a page.
pub fn anchor(edition: &Edition, spec: &FigureSpec) -> String {
    format!("#f-{}", id_on_pages(edition, spec))
}

/// Of its drawing, from the site's root.
fn file(sheet: &Sheet<'_, '_>, edition: &Edition, spec: &FigureSpec) -> String {
    format!("{}/figures/{}/{}.svg", sheet.report.tag, edition.id, spec.id)
}

/// The page that a figure belongs to: that of its first data, or of the edition.
pub fn home(sheet: &Sheet<'_, '_>, edition: &Edition, spec: &FigureSpec) -> Option<Subject> {
    let record = match spec.data.first() {
        Some(data) => sheet.desk.lookup.find(Some(&edition.id), &data.value)?,
        None => Found::Edition(edition),
    };
    match record {
        Found::Figure(..) => None,
        Found::Edition(own) => {
            let editions = &sheet.project().editions;
            Some(Subject::Edition(editions.iter().position(|known| known.id == own.id)?))
        }
        record => super::narrative::subject_of(sheet, record),
    }
}

/// The figures of a page, but for those that its narrative shows already.
pub fn figures_of(sheet: &mut Sheet<'_, '_>, subject: Subject) -> Vec<view::Figure> {
    let desk = sheet.desk;
    let here = desk.figures.get_or_init(|| by_page(sheet)).get(&subject);
    let mut figures = Vec::new();
    for &(e, f) in here.into_iter().flatten() {
        let edition = &desk.project.editions[e];
        let spec = &edition.figures[f];
        if !sheet.figures_shown.contains(&(&edition.id, &spec.id)) {
            figures.extend(figure(sheet, edition, spec));
        }
    }
    figures
}

/// On the page of its data, and on the edition's where it belongs to the overview.
fn by_page(sheet: &Sheet<'_, '_>) -> FiguresByPage {
    let mut pages = FiguresByPage::new();
    for (e, edition) in sheet.project().editions.iter().enumerate() {
        for (f, spec) in edition.figures.iter().enumerate() {
            let home = home(sheet, edition, spec);
            let overview =
                Some(Subject::Edition(e)).filter(|page| spec.overview && home != Some(*page));
            for page in home.into_iter().chain(overview) {
                pages.entry(page).or_default().push((e, f));
            }
        }
    }
    pages
}
