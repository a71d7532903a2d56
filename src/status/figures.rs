//! The values of a report → how sure each of them is, which are missing and why, which say nothing
//! of where they come from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Reader;
use crate::diagnostics::Origin;
use crate::model::{Edition, Kpi, Missing, Observation, Series, SourceUse, Status, Table, Value};

/// The figures of an edition by what they stand in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    pub kpis: OfKind,
    pub tables: OfKind,
    pub series: OfKind,
    pub total: OfKind,
    /// The records in which a figure names no source.
    pub without_source: Vec<Unsourced>,
}

/// Baselines and actual values, cells, points: each once, and the years and parts given below them.
/// Targets are promises, not figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfKind {
    /// Numbers by status, every status.
    pub numbers: BTreeMap<&'static str, usize>,
    /// What stands in place of a number, every reason.
    pub missing: BTreeMap<&'static str, usize>,
    /// States in words.
    pub words: usize,
    /// All of these together.
    pub total: usize,
    /// Numbers and words of which neither the value nor its record says where it comes from.
    pub without_source: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unsourced {
    pub record: String,
    pub figures: usize,
    /// The record, or the first of them.
    pub place: String,
}

pub(super) fn of_edition(edition: &Edition, words: &Reader<'_>) -> Figures {
    let mut count = Count { words, figures: Figures::default() };
    for kpi in &edition.kpis {
        count.kpi(kpi);
    }
    for table in &edition.tables {
        count.table(table);
    }
    for series in &edition.series {
        count.series(series);
    }
    count.finish()
}

pub(super) fn of_series(series: &[Series], words: &Reader<'_>) -> Figures {
    let mut count = Count { words, figures: Figures::default() };
    for series in series {
        count.series(series);
    }
    count.finish()
}

struct Count<'a> {
    words: &'a Reader<'a>,
    figures: Figures,
}

impl Count<'_> {
    fn kpi(&mut self, kpi: &Kpi) {
        let values =
            kpi.measures.iter().flat_map(|measure| measure.baseline.iter().chain(&measure.actual));
        let unsourced = self.figures.kpis.add_all(values, kpi.source.as_ref());
        self.unsourced(kpi.id.to_string(), unsourced, kpi.origin);
    }

    fn table(&mut self, table: &Table) {
        let cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
        let unsourced = self.figures.tables.add_all(cells, table.source.as_ref());
        self.unsourced(table.id.to_string(), unsourced, table.origin);
    }

    fn series(&mut self, series: &Series) {
        let points = series.points.iter().map(|point| &point.observation);
        let unsourced = self.figures.series.add_all(points, series.source.as_ref());
        self.unsourced(series.id.to_string(), unsourced, series.origin);
    }

    fn unsourced(&mut self, record: String, figures: usize, origin: Origin) {
        if figures > 0 {
            let place = self.words.place(origin);
            self.figures.without_source.push(Unsourced { record, figures, place });
        }
    }

    fn finish(self) -> Figures {
        let mut figures = self.figures;
        for kind in [&figures.kpis, &figures.tables, &figures.series] {
            figures.total.add(kind);
        }
        figures
    }
}

impl OfKind {
    /// Says how many of them have no source.
    fn add_all<'v>(
        &mut self,
        values: impl Iterator<Item = &'v Observation>,
        source: Option<&SourceUse>,
    ) -> usize {
        let before = self.without_source;
        for value in values {
            self.value(value, source.is_some());
        }
        self.without_source - before
    }

    fn value(&mut self, value: &Observation, record_is_sourced: bool) {
        let is_sourced = record_is_sourced || value.source.is_some();
        match value.value {
            Value::Number(_) => count(&mut self.numbers, value.status.word(), 1),
            Value::Missing(reason) => count(&mut self.missing, reason.word(), 1),
            Value::Words(_) => self.words += 1,
            // Its years and parts are counted instead.
            Value::InParts => {}
        }
        self.total += usize::from(!matches!(value.value, Value::InParts));
        let is_figure = matches!(value.value, Value::Number(_) | Value::Words(_));
        self.without_source += usize::from(is_figure && !is_sourced);
        for part in parts(value) {
            self.value(part, is_sourced);
        }
    }

    fn add(&mut self, other: &OfKind) {
        for (status, number) in &other.numbers {
            count(&mut self.numbers, status, *number);
        }
        for (reason, number) in &other.missing {
            count(&mut self.missing, reason, *number);
        }
        self.words += other.words;
        self.total += other.total;
        self.without_source += other.without_source;
    }
}

impl Default for OfKind {
    fn default() -> Self {
        let reasons = Missing::ALL.iter().map(|reason| (reason.word(), 0));
        OfKind {
            numbers: Status::WORDS.iter().map(|word| (*word, 0)).collect(),
            missing: reasons.collect(),
            words: 0,
            total: 0,
            without_source: 0,
        }
    }
}

/// The values that stand within a value: its years, its parts by region or medium.
fn parts(value: &Observation) -> impl Iterator<Item = &Observation> {
    value.details.iter().flat_map(|details| {
        let share = details.out_of.as_ref();
        let splits =
            details.breakdown.iter().chain(share.and_then(|share| share.breakdown.as_ref()));
        let years = details.per_year.iter().map(|(_, value)| value);
        years.chain(splits.flat_map(|split| split.parts.iter().map(|(_, value)| value)))
    })
}

fn count(counts: &mut BTreeMap<&'static str, usize>, word: &'static str, number: usize) {
    *counts.entry(word).or_default() += number;
}
