//! Exceptions: what an author accepts although a check says otherwise, and where each one stands.

use super::{Edition, Found, Located, Text};

/// An exception that the author accepts, with the reason that is published.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub check: Located<String>,
    pub reason: Text,
}

/// An exception with what it stands in.
pub struct AcceptedIn<'a> {
    pub accepted: &'a Accepted,
    /// For authors: `revenue.total`, `equal.expenditure`.
    pub record: String,
    /// What readers can be led to.
    pub found: Option<Found<'a>>,
}

#[derive(Default)]
struct List<'a>(Vec<AcceptedIn<'a>>);

impl<'a> List<'a> {
    fn add(
        &mut self,
        accepted: &'a [Accepted],
        found: Option<Found<'a>>,
        record: impl Fn() -> String,
    ) {
        let those = accepted.iter();
        self.0.extend(those.map(|accepted| AcceptedIn { accepted, record: record(), found }));
    }
}

impl Edition {
    /// Every exception of the edition's data, in the order of its records.
    pub fn exceptions(&self) -> Vec<AcceptedIn<'_>> {
        let mut list = List::default();
        list.add(&self.accepted, Some(Found::Edition(self)), || self.id.to_string());
        if let Some(declared) = &self.declared_ratings {
            let name = || "declared.ratings".to_owned();
            list.add(&declared.accepted, Some(Found::Edition(self)), name);
        }
        if let Some(declared) = &self.declared_risks {
            let name = || "declared.risks".to_owned();
            list.add(&declared.accepted, Some(Found::Edition(self)), name);
        }
        for risk in &self.risks {
            list.add(&risk.accepted, None, || risk.id.to_string());
        }
        for kpi in &self.kpis {
            let found = Some(Found::Kpi(self, kpi));
            list.add(&kpi.accepted, found, || kpi.id.to_string());
            for group in &kpi.groups {
                list.add(&group.accepted, found, || format!("{}.{}", kpi.id, group.id));
            }
            for measure in &kpi.measures {
                let found = Some(Found::Measure(self, kpi, measure));
                list.add(&measure.accepted, found, || format!("{}.{}", kpi.id, measure.id));
            }
        }
        for table in &self.tables {
            list.add(&table.accepted, Some(Found::Table(self, table)), || table.id.to_string());
            for row in &table.rows {
                let found = Some(Found::Row(self, table, row));
                list.add(&row.accepted, found, || format!("{}.{}", table.id, row.id));
            }
        }
        for series in &self.series {
            let found = Some(Found::Series(Some(self), series));
            list.add(&series.accepted, found, || series.id.to_string());
        }
        for note in &self.notes {
            list.add(&note.accepted, None, || note.id.to_string());
        }
        for equality in &self.equalities {
            list.add(&equality.accepted, None, || format!("equal.{}", equality.id));
        }
        for inclusion in &self.inclusions {
            list.add(&inclusion.accepted, None, || format!("within.{}", inclusion.id));
        }
        list.0
    }
}
