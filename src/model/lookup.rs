//! Finds what a reference means: a record, a row, a cell, a value of a KPI, a point of a series.

use std::collections::HashMap;

use super::{
    Breakdown, Cell, Column, Edition, FigureSpec, Id, Kpi, Measure, Node, Note, Observation,
    Period, Project, Reference, Row, Series, Source, Table, Target, Term, Unit, WorkUnit,
};

/// Built once per project; answers in constant time.
pub struct Lookup<'a> {
    pub project: &'a Project,
    records: HashMap<(Option<&'a Id>, &'a str), Found<'a>>,
    units: HashMap<&'a Id, &'a Unit>,
    breakdowns: HashMap<&'a Id, &'a Breakdown>,
}

/// What a reference leads to.
#[derive(Clone, Copy, Debug)]
pub enum Found<'a> {
    Edition(&'a Edition),
    Node(&'a Edition, &'a Node),
    Kpi(&'a Edition, &'a Kpi),
    Measure(&'a Edition, &'a Kpi, &'a Measure),
    /// Baseline or actual.
    KpiValue(&'a Edition, &'a Kpi, &'a Measure, &'a Observation),
    KpiTarget(&'a Edition, &'a Kpi, &'a Measure, &'a Target),
    Table(&'a Edition, &'a Table),
    Row(&'a Edition, &'a Table, &'a Row),
    Cell(&'a Edition, &'a Table, &'a Row, &'a Column, &'a Cell),
    Series(Option<&'a Edition>, &'a Series),
    Point(Option<&'a Edition>, &'a Series, &'a Period, &'a Observation),
    Figure(&'a Edition, &'a FigureSpec),
    Note(&'a Edition, &'a Note),
    Source(&'a Source),
    WorkUnit(&'a WorkUnit),
    Term(&'a Term),
    /// A page of the organization's own.
    Article(&'a Id),
}

impl<'a> Lookup<'a> {
    pub fn new(project: &'a Project, articles: impl IntoIterator<Item = &'a Id>) -> Self {
        let mut records = HashMap::new();
        for id in articles {
            records.insert((None, id.as_str()), Found::Article(id));
        }
        for source in &project.sources {
            records.insert((None, source.id.as_str()), Found::Source(source));
        }
        for unit in &project.vocabulary.work_units {
            records.insert((None, unit.id.as_str()), Found::WorkUnit(unit));
        }
        for term in &project.vocabulary.terms {
            records.insert((None, term.id.as_str()), Found::Term(term));
        }
        for series in &project.series {
            records.insert((None, series.id.as_str()), Found::Series(None, series));
        }
        for edition in &project.editions {
            records.insert((None, edition.id.as_str()), Found::Edition(edition));
            let own = Some(&edition.id);
            for node in &edition.framework.nodes {
                records.insert((own, node.id.as_str()), Found::Node(edition, node));
            }
            for kpi in &edition.kpis {
                records.insert((own, kpi.id.as_str()), Found::Kpi(edition, kpi));
            }
            for table in &edition.tables {
                records.insert((own, table.id.as_str()), Found::Table(edition, table));
            }
            for series in &edition.series {
                records.insert((own, series.id.as_str()), Found::Series(Some(edition), series));
            }
            for figure in &edition.figures {
                records.insert((own, figure.id.as_str()), Found::Figure(edition, figure));
            }
            for note in &edition.notes {
                records.insert((own, note.id.as_str()), Found::Note(edition, note));
            }
        }
        let vocabulary = &project.vocabulary;
        Lookup {
            project,
            records,
            units: vocabulary.units.iter().map(|unit| (&unit.id, unit)).collect(),
            breakdowns: vocabulary.breakdowns.iter().map(|split| (&split.id, split)).collect(),
        }
    }

    pub fn unit(&self, id: &Id) -> Option<&'a Unit> {
        self.units.get(id).copied()
    }

    pub fn breakdown(&self, id: &Id) -> Option<&'a Breakdown> {
        self.breakdowns.get(id).copied()
    }

    /// What the reference means when written in `from`; an edition's own records come first.
    pub fn find(&self, from: Option<&Id>, reference: &Reference) -> Option<Found<'a>> {
        let record = self.record(reference.edition.as_ref().or(from), reference)?;
        match (record, &reference.part, &reference.field, &reference.period) {
            (record, None, None, None) => Some(record),
            (Found::Series(edition, series), None, None, Some(period)) => {
                let point = series.points.iter().find(|point| point.period.same_time(period))?;
                Some(Found::Point(edition, series, &point.period, &point.observation))
            }
            (Found::Table(edition, table), Some(row), field, None) => {
                let row = table.row(row)?;
                match field {
                    None => Some(Found::Row(edition, table, row)),
                    Some(field) => {
                        let index = table.column_index(field)?;
                        let cell = row.cells.get(index)?.as_ref()?;
                        Some(Found::Cell(edition, table, row, &table.columns[index], cell))
                    }
                }
            }
            (Found::Kpi(edition, kpi), Some(measure), field, None) => {
                let measure = kpi.measures.iter().find(|m| m.id == *measure)?;
                match field.as_ref().map(Id::as_str) {
                    None => Some(Found::Measure(edition, kpi, measure)),
                    Some("baseline") => {
                        Some(Found::KpiValue(edition, kpi, measure, measure.baseline.as_ref()?))
                    }
                    Some("actual") => {
                        Some(Found::KpiValue(edition, kpi, measure, measure.actual.as_ref()?))
                    }
                    Some("target") => {
                        Some(Found::KpiTarget(edition, kpi, measure, measure.target.as_ref()?))
                    }
                    Some(_) => None,
                }
            }
            // One year of a value that is given by year.
            (Found::Kpi(edition, kpi), Some(measure), Some(field), Some(period)) => {
                let measure = kpi.measures.iter().find(|m| m.id == *measure)?;
                let whole = match field.as_str() {
                    "baseline" => measure.baseline.as_ref()?,
                    "actual" => measure.actual.as_ref()?,
                    _ => return None,
                };
                let years = &whole.details.as_ref()?.per_year;
                let (_, year) = years.iter().find(|(year, _)| year.same_time(period))?;
                Some(Found::KpiValue(edition, kpi, measure, year))
            }
            _ => None,
        }
    }

    /// The value that is the whole of a share, and its unit: in a row of the same table, or in the
    /// table, series or KPI that the reference leads to.
    pub fn whole_of_share<'s>(
        &'s self,
        edition: &Edition,
        table: &'s Table,
        of: &Id,
        whole: &Reference,
    ) -> Option<(&'s Observation, &'s Id)> {
        let in_row = |table: &'s Table, row: &'s Row| {
            let index = table.column_index(of)?;
            let unit = &table.unit_of(row, &table.columns[index]).value;
            Some((row.cells.get(index)?.as_ref()?, unit))
        };
        if whole.is_record() {
            return in_row(table, table.row(&whole.record)?);
        }
        match self.find(Some(&edition.id), whole)? {
            Found::Row(_, table, row) => in_row(table, row),
            Found::Cell(_, table, row, column, cell) => {
                Some((cell, &table.unit_of(row, column).value))
            }
            Found::Point(_, series, _, value) => Some((value, &series.unit.value)),
            Found::KpiValue(_, kpi, measure, value) => {
                Some((value, &measure.unit.as_ref().unwrap_or(&kpi.unit).value))
            }
            _ => None,
        }
    }

    /// The record alone, whatever stands behind it in the reference.
    pub fn record(&self, edition: Option<&Id>, reference: &Reference) -> Option<Found<'a>> {
        let key = reference.record.as_str();
        let own = edition.and_then(|edition| {
            let edition = self.project.edition(edition)?;
            self.records.get(&(Some(&edition.id), key))
        });
        own.or_else(|| self.records.get(&(None, key))).copied()
    }

    /// Names that a reference written in `from` could have meant, for "did you mean".
    pub fn names(&self, from: Option<&Id>, reference: &Reference) -> Vec<String> {
        let edition = reference.edition.as_ref().or(from);
        let Some(record) = self.record(edition, reference) else {
            let mut names: Vec<String> = self
                .records
                .keys()
                .filter(|(owner, _)| owner.is_none_or(|owner| Some(owner) == edition))
                .map(|(_, name)| (*name).to_owned())
                .collect();
            names.sort();
            return names;
        };
        let with = |names: Vec<&Id>, before: &str| -> Vec<String> {
            names.into_iter().map(|name| format!("{before}{name}")).collect()
        };
        match (record, &reference.part) {
            (Found::Table(_, table), Some(part)) => match table.row(part) {
                None => with(table.rows.iter().map(|row| &row.id).collect(), ""),
                Some(_) => with(table.columns.iter().map(|column| &column.id).collect(), ""),
            },
            (Found::Kpi(_, kpi), Some(part)) => match kpi.measures.iter().find(|m| m.id == *part) {
                None => with(kpi.measures.iter().map(|measure| &measure.id).collect(), ""),
                Some(_) => ["baseline", "target", "actual"].map(str::to_owned).to_vec(),
            },
            (Found::Series(_, series), _) => {
                series.points.iter().map(|point| point.period.to_string()).collect()
            }
            _ => Vec::new(),
        }
    }
}
