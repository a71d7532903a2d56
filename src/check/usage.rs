//! Which notes, documents, units and terms some record or narrative uses.

use std::collections::HashSet;

use super::Report;
use crate::model::{
    Edition, Id, Located, Observation, Reference, RowName, Series, SourceUse, Split,
};

/// What is used; notes by the edition that they belong to.
#[derive(Default)]
pub struct Usage<'a> {
    pub notes: HashSet<(Option<&'a Id>, &'a Id)>,
    pub sources: HashSet<&'a Id>,
    pub units: HashSet<&'a Id>,
    pub terms: HashSet<&'a Id>,
    /// Ids that a narrative refers to, whatever they are.
    pub in_prose: HashSet<Id>,
}

/// `None` where something could not be read: what seems unused may be used there.
pub fn usage<'a>(report: &Report<'a>) -> Option<Usage<'a>> {
    // A draft is not read, and a record that was left out used something.
    let all_read = report.narratives.len() == report.project.narratives.len();
    let all_shown = report.project.hidden.is_empty();
    if !report.project.broken.is_empty() || !all_read || !all_shown {
        return None;
    }
    let mut usage = Usage::default();
    for series in &report.project.series {
        usage.series(None, series);
    }
    for edition in &report.project.editions {
        usage.edition(edition);
    }
    for (narrative, document) in report.narratives {
        let own = narrative.place.edition();
        for reference in document.references().filter_map(|used| Reference::parse(used.id)) {
            let edition = reference.edition.as_ref().or(own);
            if let Some(edition) = edition.and_then(|id| report.project.edition(id)) {
                let note = edition.notes.iter().find(|note| note.id == reference.record);
                usage.notes.extend(note.map(|note| (Some(&edition.id), &note.id)));
            }
            if !usage.in_prose.contains(&reference.record) {
                usage.in_prose.insert(reference.record);
            }
        }
    }
    Some(usage)
}

impl<'a> Usage<'a> {
    fn edition(&mut self, edition: &'a Edition) {
        let own = Some(&edition.id);
        self.notes(own, &edition.notes_on_all);
        for node in &edition.framework.nodes {
            self.notes(own, &node.notes);
        }
        for kpi in &edition.kpis {
            self.units.insert(&kpi.unit.value);
            self.notes(own, &kpi.notes);
            self.source(&kpi.source);
            for group in &kpi.groups {
                self.terms.extend(group.subject.iter().map(|subject| &subject.value));
            }
            for measure in &kpi.measures {
                self.units.extend(measure.unit.iter().map(|unit| &unit.value));
                self.terms.extend(measure.subject.iter().map(|subject| &subject.value));
                self.notes(own, &measure.notes);
                self.notes(own, measure.target.as_ref().map_or(&[], |target| &target.notes));
                for value in measure.baseline.iter().chain(&measure.actual) {
                    self.value(own, value);
                }
            }
        }
        for table in &edition.tables {
            self.units.insert(&table.unit.value);
            self.notes(own, &table.notes);
            self.source(&table.source);
            for column in &table.columns {
                self.name(&column.name);
                self.units.extend(column.unit.iter().map(|unit| &unit.value));
                self.notes(own, &column.notes);
            }
            for row in &table.rows {
                self.name(&row.name);
                self.units.extend(row.unit.iter().map(|unit| &unit.value));
                self.notes(own, &row.notes);
                for cell in row.cells.iter().flatten() {
                    self.value(own, cell);
                }
            }
        }
        for series in &edition.series {
            self.series(own, series);
        }
        for risk in &edition.risks {
            self.notes(own, &risk.notes);
            self.source(&risk.source);
        }
        for correction in &edition.corrections {
            self.source(&correction.source);
        }
        for figure in &edition.figures {
            self.notes(own, &figure.notes);
            self.source(&figure.source);
        }
    }

    fn series(&mut self, edition: Option<&'a Id>, series: &'a Series) {
        self.units.insert(&series.unit.value);
        self.notes(edition, &series.notes);
        self.source(&series.source);
        for point in &series.points {
            self.value(edition, &point.observation);
        }
    }

    fn value(&mut self, edition: Option<&'a Id>, value: &'a Observation) {
        self.notes(edition, &value.notes);
        self.source(&value.source);
        let Some(details) = &value.details else { return };
        self.terms.extend(details.of_which.iter().map(|(part, _)| &part.value));
        for (_, year) in &details.per_year {
            self.value(edition, year);
        }
        for vintage in &details.vintages {
            self.value(edition, vintage);
        }
        if let Some(split) = &details.breakdown {
            self.split(edition, split);
        }
        if let Some(out_of) = &details.out_of {
            self.units.extend(out_of.unit.iter().map(|unit| &unit.value));
            if let Some(split) = &out_of.breakdown {
                self.split(edition, split);
            }
        }
    }

    fn split(&mut self, edition: Option<&'a Id>, split: &'a Split) {
        for (_, part) in &split.parts {
            self.value(edition, part);
        }
    }

    fn name(&mut self, name: &'a RowName) {
        if let RowName::Subject(subject) = name {
            self.terms.insert(&subject.value);
        }
    }

    fn notes(&mut self, edition: Option<&'a Id>, notes: &'a [Located<Id>]) {
        self.notes.extend(notes.iter().map(|note| (edition, &note.value)));
    }

    fn source(&mut self, source: &'a Option<SourceUse>) {
        self.sources.extend(source.iter().map(|used| &used.document.value));
    }
}
