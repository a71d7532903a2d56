//! Every id that a record names must lead to a record; what leads nowhere is reported and left out.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use crate::model::{Edition, Id, Located, Project, RatingGiven, RowName, SourceUse};

/// Checks the references of all records and drops those that lead nowhere.
pub fn resolve(project: &mut Project, found: &mut Diagnostics) {
    let names = Names {
        units: project.vocabulary.units.iter().map(|unit| unit.id.clone()).collect(),
        ratings: project.vocabulary.ratings.iter().map(|rating| rating.id.clone()).collect(),
        work_units: project.vocabulary.work_units.iter().map(|unit| unit.id.clone()).collect(),
        terms: project.vocabulary.terms.iter().map(|term| term.id.clone()).collect(),
        documents: project.sources.iter().map(|source| source.id.clone()).collect(),
        broken: project.broken.iter().map(|(_, id)| id.clone()).collect(),
    };
    let mut editions = std::mem::take(&mut project.editions);
    let known: BTreeSet<Id> = editions.iter().map(|edition| edition.id.clone()).collect();
    for edition in &mut editions {
        let mut resolver = Resolver { names: &names, broken: BTreeSet::new(), found };
        resolver.edition(edition, &known);
        project.broken.extend(resolver.broken.into_iter().map(|id| (Some(edition.id.clone()), id)));
    }
    project.editions = editions;
    let notes: BTreeSet<Id> = project.notes.iter().map(|note| note.id.clone()).collect();
    let mut resolver = Resolver { names: &names, broken: BTreeSet::new(), found };
    project.series.retain_mut(|series| {
        resolver.ids(&mut series.notes, &notes, "note");
        resolver.source(&mut series.source);
        for point in &mut series.points {
            resolver.ids(&mut point.observation.notes, &notes, "note");
            resolver.source(&mut point.observation.source);
        }
        resolver.one(&series.unit, &names.units, "unit")
    });
}

struct Names {
    units: BTreeSet<Id>,
    ratings: BTreeSet<Id>,
    work_units: BTreeSet<Id>,
    terms: BTreeSet<Id>,
    documents: BTreeSet<Id>,
    broken: BTreeSet<Id>,
}

struct Resolver<'a> {
    names: &'a Names,
    /// Records that had to be left out here.
    broken: BTreeSet<Id>,
    found: &'a mut Diagnostics,
}

impl Resolver<'_> {
    fn edition(&mut self, edition: &mut Edition, editions: &BTreeSet<Id>) {
        let names = self.names;
        let notes: BTreeSet<Id> = edition.notes.iter().map(|note| note.id.clone()).collect();
        if edition.previous.as_ref().is_some_and(|id| !self.one(id, editions, "edition")) {
            edition.previous = None;
        }
        self.ids(&mut edition.notes_on_all, &notes, "note");
        self.framework(edition, &notes);
        let nodes: BTreeSet<Id> =
            edition.framework.nodes.iter().map(|node| node.id.clone()).collect();
        edition.rating_scale.retain(|rule| self.one(&rule.rating, &names.ratings, "rating"));
        if let Some(declared) = &mut edition.declared_ratings {
            declared.counts.retain(|(rating, _)| self.one(rating, &names.ratings, "rating"));
        }
        edition.kpis.retain_mut(|kpi| {
            self.ids(&mut kpi.also, &nodes, "node");
            self.ids(&mut kpi.owners, &names.work_units, "unit of work");
            self.ids(&mut kpi.notes, &notes, "note");
            self.source(&mut kpi.source);
            for group in &mut kpi.groups {
                self.rating(&mut group.rating);
                self.optional(&mut group.work_unit, &names.work_units, "unit of work");
            }
            for measure in &mut kpi.measures {
                self.optional(&mut measure.unit, &names.units, "unit");
                self.optional(&mut measure.work_unit, &names.work_units, "unit of work");
                self.ids(&mut measure.notes, &notes, "note");
                self.rating(&mut measure.rating);
                for value in measure.baseline.iter_mut().chain(&mut measure.actual) {
                    self.ids(&mut value.notes, &notes, "note");
                    self.source(&mut value.source);
                }
                if let Some(target) = &mut measure.target {
                    self.ids(&mut target.notes, &notes, "note");
                }
            }
            let unit = self.one(&kpi.unit, &names.units, "unit");
            let node = self.one(&kpi.node, &nodes, "node");
            self.keep(unit && node, &kpi.id)
        });
        let subjects: BTreeSet<Id> =
            nodes.iter().chain(&names.work_units).chain(&names.terms).cloned().collect();
        edition.tables.retain_mut(|table| {
            self.ids(&mut table.notes, &notes, "note");
            self.source(&mut table.source);
            let mut whole = self.one(&table.unit, &names.units, "unit");
            for column in &mut table.columns {
                self.optional(&mut column.unit, &names.units, "unit");
                self.ids(&mut column.notes, &notes, "note");
                whole &= self.name(&column.name, &subjects);
            }
            for row in &mut table.rows {
                self.optional(&mut row.unit, &names.units, "unit");
                self.ids(&mut row.notes, &notes, "note");
                whole &= self.name(&row.name, &subjects);
                for cell in row.cells.iter_mut().flatten() {
                    self.ids(&mut cell.notes, &notes, "note");
                    self.source(&mut cell.source);
                }
            }
            self.keep(whole, &table.id)
        });
        edition.series.retain_mut(|series| {
            self.ids(&mut series.notes, &notes, "note");
            self.source(&mut series.source);
            for point in &mut series.points {
                self.ids(&mut point.observation.notes, &notes, "note");
                self.source(&mut point.observation.source);
            }
            let whole = self.one(&series.unit, &names.units, "unit");
            self.keep(whole, &series.id)
        });
        for figure in &mut edition.figures {
            self.ids(&mut figure.notes, &notes, "note");
            self.source(&mut figure.source);
        }
    }

    fn framework(&mut self, edition: &mut Edition, notes: &BTreeSet<Id>) {
        let names = self.names;
        let framework = &mut edition.framework;
        let levels: BTreeSet<Id> = framework.levels.iter().map(|level| level.id.clone()).collect();
        let nodes: BTreeSet<Id> = framework.nodes.iter().map(|node| node.id.clone()).collect();
        framework.nodes.retain_mut(|node| {
            self.ids(&mut node.work_units, &names.work_units, "unit of work");
            self.ids(&mut node.notes, notes, "note");
            self.optional(&mut node.parent, &nodes, "node");
            let whole = self.one(&node.level, &levels, "level");
            self.keep(whole, &node.id)
        });
        // A node that was left out takes the place of a parent with it.
        let parents: Vec<(Id, Option<Located<Id>>)> =
            framework.nodes.iter().map(|node| (node.id.clone(), node.parent.clone())).collect();
        let parent_of = |id: &Id| {
            parents.iter().find(|(known, _)| known == id).and_then(|(_, parent)| parent.clone())
        };
        for node in &mut framework.nodes {
            let mut above = node.parent.clone();
            let mut steps = 0;
            while let Some(parent) = above {
                steps += 1;
                if parent.value == node.id || steps > parents.len() {
                    let origin = node.parent.as_ref().map_or(node.origin, |parent| parent.origin);
                    self.found.push(
                        Diagnostic::new(
                            &codes::CIRCLE,
                            format!("the node `{}` stands below itself", node.id),
                        )
                        .at(origin)
                        .help("give it another `parent`, or none"),
                    );
                    node.parent = None;
                    break;
                }
                above = parent_of(&parent.value);
            }
        }
    }

    fn keep(&mut self, whole: bool, id: &Id) -> bool {
        if !whole {
            self.broken.insert(id.clone());
        }
        whole
    }

    /// Whether the id leads somewhere; reports it if not.
    fn one(&mut self, id: &Located<Id>, known: &BTreeSet<Id>, what: &str) -> bool {
        if known.contains(&id.value) {
            return true;
        }
        if !self.names.broken.contains(&id.value) && !self.broken.contains(&id.value) {
            let near = nearest(id.value.as_str(), known.iter().map(Id::as_str));
            let label = near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default();
            self.found.push(
                Diagnostic::new(
                    &codes::UNKNOWN_REFERENCE,
                    format!("there is no {what} `{}`", id.value),
                )
                .at(id.origin)
                .label(label)
                .help(remedy(what)),
            );
        }
        false
    }

    fn optional(&mut self, id: &mut Option<Located<Id>>, known: &BTreeSet<Id>, what: &str) {
        if id.as_ref().is_some_and(|id| !self.one(id, known, what)) {
            *id = None;
        }
    }

    fn ids(&mut self, ids: &mut Vec<Located<Id>>, known: &BTreeSet<Id>, what: &str) {
        ids.retain(|id| self.one(id, known, what));
    }

    fn rating(&mut self, rating: &mut Option<RatingGiven>) {
        let ratings = &self.names.ratings;
        if rating.as_ref().is_some_and(|given| !self.one(&given.rating, ratings, "rating")) {
            *rating = None;
        }
    }

    /// One that leads nowhere stays: it was reported, and its record does name a source.
    fn source(&mut self, source: &mut Option<SourceUse>) {
        let documents = &self.names.documents;
        if let Some(used) = source {
            self.one(&used.document, documents, "document");
        }
    }

    fn name(&mut self, name: &RowName, subjects: &BTreeSet<Id>) -> bool {
        match name {
            RowName::Label(_) => true,
            RowName::Subject(id) => self.one(id, subjects, "node, unit of work or term"),
        }
    }
}

fn remedy(what: &str) -> String {
    match what {
        "unit" => "units are declared in `content/vocabulary/`, as `[unit.…]`".to_owned(),
        "rating" => "ratings are declared in `content/vocabulary/`, as `[rating.…]`".to_owned(),
        "unit of work" => {
            "units of work are declared in `content/vocabulary/`, as `[work_unit.…]`".to_owned()
        }
        "document" => {
            "documents are declared in `content/sources.toml`, as `[document.…]`".to_owned()
        }
        "note" => "notes are declared in the same edition, as `[note.…]`".to_owned(),
        "node" => "nodes are declared in the same edition, as `[node.…]`".to_owned(),
        "level" => "levels are declared in the same edition, as `[level.…]`".to_owned(),
        other => format!("declare it, or name another {other}"),
    }
}
