//! The grid of a figure in every language → what its downloads hold.

use super::data::{self, Point, Print};
use super::grid;
use crate::chart::Grid;
use crate::diagnostics::Diagnostics;
use crate::language::Tag;
use crate::model::{Edition, FigureSpec};
use crate::plan::Subject;
use crate::plan::desk::{Desk, Sheet};
use crate::plan::parts::table;
use crate::plan::view;

/// The data of one figure, in all languages of the site.
pub struct FigureDownload<'a> {
    /// From the site's root, without its ending.
    pub path: String,
    pub edition: &'a Edition,
    pub figure: &'a FigureSpec,
    /// The unit's id of each cell; empty for counts of ratings.
    pub units: Vec<Vec<&'a str>>,
    /// The same values in each; only labels differ.
    pub grids: Vec<(&'a Tag, Grid)>,
}

/// The figures of the site that have data.
pub fn downloads<'a>(desk: &'a Desk<'a>) -> Vec<FigureDownload<'a>> {
    let editions = desk.project.editions.iter().enumerate();
    let figures = editions.flat_map(|(e, edition)| {
        edition
            .figures
            .iter()
            .filter(|spec| spec.lost.is_none())
            .map(move |spec| (e, edition, spec))
    });
    figures
        .filter_map(|(e, edition, spec)| {
            let found = data::find(desk.lookup, edition, spec, &mut Diagnostics::new())?;
            let grids = desk.languages.iter().map(|report| {
                let mut sheet = Sheet::new(desk, report, Subject::Edition(e));
                (&report.tag, grid::grid(&mut sheet, &found))
            });
            Some(FigureDownload {
                path: path(edition, spec),
                edition,
                figure: spec,
                units: found.cells.iter().map(|row| row.iter().map(unit).collect()).collect(),
                grids: grids.collect(),
            })
        })
        .collect()
}

fn unit<'a>(point: &Point<'a>) -> &'a str {
    match point.print {
        Print::In(unit) | Print::Change(unit) => unit.map_or("", |unit| unit.id.as_str()),
        Print::Percent { .. } | Print::ChangeInPercent { .. } => "percent",
    }
}

/// A folder of their own, so that no table's download stands in the way.
fn path(edition: &Edition, spec: &FigureSpec) -> String {
    format!("data/{}/figures/{}", edition.id, spec.id)
}

pub fn links(sheet: &Sheet<'_, '_>, edition: &Edition, spec: &FigureSpec) -> Vec<view::Link> {
    table::formats(sheet, &path(edition, spec))
}
