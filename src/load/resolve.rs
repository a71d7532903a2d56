//! Every id that a record names must lead to a record; what leads nowhere is reported and left out.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::parents::{self, Member, Remedy};
use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::model::{
    Edition, Forms, Framework, Id, Kpi, Located, Observation, Project, RatingGiven, RowName,
    Series, SourceUse, Split, Target, TargetKind, Text, TextIn, Topic, UnitKind, Value,
};

/// Checks the references of all records and drops those that lead nowhere.
pub fn resolve(project: &mut Project, found: &mut Diagnostics) {
    let names = Names {
        units: project.vocabulary.units.iter().map(|unit| unit.id.clone()).collect(),
        scales: project
            .vocabulary
            .units
            .iter()
            .filter(|unit| unit.kind == UnitKind::Level)
            .map(|unit| (unit.id.clone(), unit.levels.iter().map(|(id, _)| id.clone()).collect()))
            .collect(),
        ratings: project.vocabulary.ratings.iter().map(|rating| rating.id.clone()).collect(),
        work_units: project.vocabulary.work_units.iter().map(|unit| unit.id.clone()).collect(),
        topics: project.vocabulary.topics.iter().map(|topic| topic.id.clone()).collect(),
        terms: project.vocabulary.terms.iter().map(|term| term.id.clone()).collect(),
        documents: project.sources.iter().map(|source| source.id.clone()).collect(),
        breakdowns: project
            .vocabulary
            .breakdowns
            .iter()
            .map(|breakdown| {
                let parts = breakdown.parts.iter().map(|part| part.id.clone());
                (breakdown.id.clone(), parts.collect())
            })
            .collect(),
        broken: project.broken.clone(),
        lost: project.lost.clone(),
    };
    let mut editions = std::mem::take(&mut project.editions);
    let known: BTreeSet<Id> = editions.iter().map(|edition| edition.id.clone()).collect();
    for edition in &mut editions {
        let mut resolver = Resolver::new(&names, Some(edition.id.clone()), found);
        resolver.edition(edition, &known);
        project.broken.extend(resolver.broken.into_iter().map(|id| (Some(edition.id.clone()), id)));
    }
    project.editions = editions;
    let notes: BTreeSet<Id> = project.notes.iter().map(|note| note.id.clone()).collect();
    let mut resolver = Resolver::new(&names, None, found);
    project.series.retain_mut(|series| resolver.series(series, &notes));
    for unit in &mut project.vocabulary.work_units {
        resolver.optional(&mut unit.parent, &names.work_units, "unit of work");
    }
    resolver.topics(&mut project.vocabulary.topics);
    let left_out = std::mem::take(&mut resolver.broken);
    project.broken.extend(left_out.into_iter().map(|id| (None, id)));
}

struct Names {
    units: BTreeSet<Id>,
    /// Units whose values are words in an order.
    scales: BTreeMap<Id, Vec<Id>>,
    ratings: BTreeSet<Id>,
    work_units: BTreeSet<Id>,
    topics: BTreeSet<Id>,
    terms: BTreeSet<Id>,
    documents: BTreeSet<Id>,
    /// With their parts.
    breakdowns: BTreeMap<Id, BTreeSet<Id>>,
    broken: BTreeSet<(Option<Id>, Id)>,
    lost: BTreeSet<Option<Id>>,
}

struct Resolver<'a> {
    names: &'a Names,
    /// Whose records it is at; `None` for the site's.
    edition: Option<Id>,
    /// Records that had to be left out here.
    broken: BTreeSet<Id>,
    found: &'a mut Diagnostics,
}

impl<'a> Resolver<'a> {
    fn new(names: &'a Names, edition: Option<Id>, found: &'a mut Diagnostics) -> Self {
        Resolver { names, edition, broken: BTreeSet::new(), found }
    }

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
        let subjects: BTreeSet<Id> =
            nodes.iter().chain(&names.work_units).chain(&names.terms).cloned().collect();
        edition.kpis.retain_mut(|kpi| self.kpi(kpi, &nodes, &subjects, &notes));
        edition.tables.retain_mut(|table| {
            self.ids(&mut table.notes, &notes, "note");
            self.source(&mut table.source);
            self.optional(&mut table.topic, &names.topics, "topic");
            self.optional(&mut table.work_unit, &names.work_units, "unit of work");
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
                for (cell, column) in row.cells.iter_mut().zip(&table.columns) {
                    let unit = column.unit.as_ref().or(row.unit.as_ref()).unwrap_or(&table.unit);
                    if let Some(cell) = cell {
                        self.observation(cell, &unit.value, &notes);
                    }
                }
            }
            self.keep(whole, &table.id)
        });
        edition.series.retain_mut(|series| self.series(series, &notes));
        for correction in &mut edition.corrections {
            self.source(&mut correction.source);
        }
        for risk in &mut edition.risks {
            self.ids(&mut risk.nodes, &nodes, "node");
            self.ids(&mut risk.owners, &names.work_units, "unit of work");
            self.ids(&mut risk.notes, &notes, "note");
            self.source(&mut risk.source);
        }
        for figure in &mut edition.figures {
            self.ids(&mut figure.notes, &notes, "note");
            self.source(&mut figure.source);
            self.optional(&mut figure.unit, &names.units, "unit");
        }
    }

    fn kpi(
        &mut self,
        kpi: &mut Kpi,
        nodes: &BTreeSet<Id>,
        subjects: &BTreeSet<Id>,
        notes: &BTreeSet<Id>,
    ) -> bool {
        let names = self.names;
        self.ids(&mut kpi.also, nodes, "node");
        self.ids(&mut kpi.owners, &names.work_units, "unit of work");
        self.ids(&mut kpi.notes, notes, "note");
        self.source(&mut kpi.source);
        for group in &mut kpi.groups {
            self.rating(&mut group.rating);
            self.optional(&mut group.subject, subjects, SUBJECT);
            self.optional(&mut group.work_unit, &names.work_units, "unit of work");
        }
        for measure in &mut kpi.measures {
            self.optional(&mut measure.subject, subjects, SUBJECT);
            self.optional(&mut measure.node, nodes, "node");
            self.optional(&mut measure.unit, &names.units, "unit");
            self.optional(&mut measure.work_unit, &names.work_units, "unit of work");
            self.ids(&mut measure.notes, notes, "note");
            self.rating(&mut measure.rating);
            let unit = &measure.unit.as_ref().unwrap_or(&kpi.unit).value;
            for value in measure.baseline.iter_mut().chain(&mut measure.actual) {
                self.observation(value, unit, notes);
            }
            if let Some(target) = &mut measure.target {
                self.target(target, unit, notes);
            }
        }
        let unit = self.one(&kpi.unit, &names.units, "unit");
        let node = self.one(&kpi.node, nodes, "node");
        self.keep(unit && node, &kpi.id)
    }

    fn series(&mut self, series: &mut Series, notes: &BTreeSet<Id>) -> bool {
        self.ids(&mut series.notes, notes, "note");
        self.source(&mut series.source);
        let topics = &self.names.topics;
        self.optional(&mut series.topic, topics, "topic");
        for point in &mut series.points {
            self.observation(&mut point.observation, &series.unit.value, notes);
        }
        let whole = self.one(&series.unit, &self.names.units, "unit");
        self.keep(whole, &series.id)
    }

    /// The place of a word on the scale of a unit, from 1; reports a word that is not on it.
    fn rank(&mut self, level: &Located<Id>, unit: &Id) -> Option<Decimal> {
        let levels = self.names.scales.get(unit);
        let place = levels.and_then(|levels| levels.iter().position(|known| *known == level.value));
        if place.is_none() && !self.is_no_news_of_site(unit) {
            let diagnostic = match levels {
                Some(levels) => {
                    let known: Vec<&str> = levels.iter().map(Id::as_str).collect();
                    let near = nearest(level.value.as_str(), known.iter().copied());
                    Diagnostic::new(
                        &codes::UNKNOWN_REFERENCE,
                        format!("the scale of `{unit}` has no level `{}`", level.value),
                    )
                    .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
                    .help(format!("its levels are {}", listed(&known)))
                }
                None => Diagnostic::new(
                    &codes::UNKNOWN_REFERENCE,
                    format!("the unit `{unit}` has no levels"),
                )
                .help(format!(
                    "declare `[unit.{unit}]` with `kind = \"level\"` and a \
                     `[unit.{unit}.level.{}]`, from low to high",
                    level.value
                )),
            };
            self.found.push(diagnostic.at(level.origin));
        }
        place.map(|place| Decimal::from(place + 1))
    }

    fn is_no_news_of_site(&self, id: &Id) -> bool {
        let names = self.names;
        !names.units.contains(id)
            || names.lost.contains(&None)
            || names.broken.contains(&(None, id.clone()))
    }

    fn target(&mut self, target: &mut Target, unit: &Id, notes: &BTreeSet<Id>) {
        self.ids(&mut target.notes, notes, "note");
        let names = self.names;
        if let Some(of) = &target.of {
            let parts = names.breakdowns.values().flatten();
            let known: BTreeSet<Id> = names.terms.iter().chain(parts).cloned().collect();
            self.one(of, &known, "term or part");
        }
        if let Some(level) = &target.level {
            target.kind = match self.rank(level, unit) {
                Some(rank) => TargetKind::Level(rank),
                None => TargetKind::Words(as_typed(level)),
            };
        }
        match &mut target.kind {
            TargetKind::Parts { parts, .. } => {
                for (_, promised) in parts {
                    if let Some(level) = &promised.level
                        && let Some(rank) = self.rank(level, unit)
                    {
                        promised.number = rank;
                    }
                }
            }
            TargetKind::All(conditions) => {
                conditions.iter_mut().for_each(|one| self.target(one, unit, notes));
            }
            _ => {}
        }
    }

    /// A value with the values inside it.
    fn observation(&mut self, value: &mut Observation, unit: &Id, notes: &BTreeSet<Id>) {
        if let Some(level) = &value.level {
            value.value = match self.rank(level, unit) {
                Some(rank) => Value::Number(rank),
                None => Value::Words(as_typed(level)),
            };
        }
        self.ids(&mut value.notes, notes, "note");
        self.source(&mut value.source);
        let Some(details) = &mut value.details else { return };
        if details.breakdown.as_mut().is_some_and(|split| !self.split(split, unit, notes)) {
            details.breakdown = None;
        }
        if let Some(out_of) = &mut details.out_of {
            self.optional(&mut out_of.unit, &self.names.units, "unit");
            let of_counts = out_of.unit.as_ref().map_or(unit, |unit| &unit.value);
            if out_of.breakdown.as_mut().is_some_and(|split| !self.split(split, of_counts, notes)) {
                out_of.breakdown = None;
            }
        }
        details.of_which.retain(|(term, _)| self.one(term, &self.names.terms, "term"));
        for (_, part) in &mut details.per_year {
            self.observation(part, unit, notes);
        }
        for vintage in &mut details.vintages {
            self.observation(vintage, unit, notes);
        }
    }

    fn split(&mut self, split: &mut Split, unit: &Id, notes: &BTreeSet<Id>) -> bool {
        let known: BTreeSet<Id> = self.names.breakdowns.keys().cloned().collect();
        if !self.one(&split.by, &known, "breakdown") {
            return false;
        }
        let parts = &self.names.breakdowns[&split.by.value];
        split.parts.retain_mut(|(part, value)| {
            self.observation(value, unit, notes);
            self.one(part, parts, "part")
        });
        true
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
        // Without the node above it a node stands at the top, so that its page is made and checked.
        let left: BTreeSet<Id> = framework.nodes.iter().map(|node| node.id.clone()).collect();
        for node in &mut framework.nodes {
            node.parent = node.parent.take().filter(|parent| left.contains(&parent.value));
        }
        self.tree(framework);
    }

    /// Topics and their parts. One that cannot be a part is a topic of its own.
    fn topics(&mut self, topics: &mut [Topic]) {
        let known = &self.names.topics;
        for topic in &mut *topics {
            self.optional(&mut topic.parent, known, "topic");
        }
        let members = topics.iter().map(|own| Member {
            id: &own.id,
            origin: own.origin,
            parent: own.parent.as_ref(),
        });
        let remedies = parents::check("topic", members, DEEPEST_TOPIC, self.found);
        for (topic, remedy) in topics.iter_mut().zip(remedies) {
            topic.parent = topic.parent.take().filter(|_| remedy == Remedy::None);
        }
    }

    /// Nodes must form a tree.
    fn tree(&mut self, framework: &mut Framework) {
        let members = framework.nodes.iter().map(|node| Member {
            id: &node.id,
            origin: node.origin,
            parent: node.parent.as_ref(),
        });
        let remedies = parents::check("node", members, DEEPEST_NODE, self.found);
        let mut remedies = remedies.into_iter();
        framework.nodes.retain_mut(|node| {
            let remedy = remedies.next().expect("there is one for each node");
            if remedy == Remedy::WithoutParent {
                node.parent = None;
            }
            self.keep(remedy != Remedy::LeaveOut, &node.id)
        });
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
        if !self.is_no_news(&id.value) {
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

    /// Whether what is missing was reported already: a record that was left out, or a whole file.
    fn is_no_news(&self, id: &Id) -> bool {
        let names = self.names;
        self.broken.contains(id)
            || [self.edition.clone(), None].into_iter().any(|owner| {
                names.lost.contains(&owner) || names.broken.contains(&(owner, id.clone()))
            })
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
        if let Some(given) = rating {
            let names = self.names;
            given.by_unit.retain(|(unit, rating)| {
                let unit = self.one(unit, &names.work_units, "unit of work");
                self.one(rating, ratings, "rating") && unit
            });
        }
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
            RowName::Subject(id) => self.one(id, subjects, SUBJECT),
        }
    }
}

/// A level that no scale has compares with nothing: it is told once, and no rule judges it.
fn as_typed(level: &Located<Id>) -> Text {
    let word = Forms::One(level.value.as_str().to_owned());
    let entries = vec![TextIn { tag: None, forms: word, origin: level.origin }];
    Text { entries, origin: level.origin }
}

/// Deeper than any framework; templates draw one level inside the other.
const DEEPEST_NODE: usize = 8;

/// A topic and its parts: a page and its sections.
const DEEPEST_TOPIC: usize = 2;

/// What may lend its name to a row, a column, a measure.
const SUBJECT: &str = "node, unit of work or term";

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
        "topic" => "topics are declared in `content/vocabulary/`, as `[topic.…]`".to_owned(),
        "term" => "terms are declared in `content/vocabulary/`, as `[term.…]`".to_owned(),
        "breakdown" => {
            "breakdowns are declared in `content/vocabulary/`, as `[breakdown.…]`".to_owned()
        }
        "part" => "parts are declared with the breakdown, as `[breakdown.….part.…]`".to_owned(),
        "edition" => "an edition is a folder of `content/editions/`".to_owned(),
        "note" => "notes are declared in the same edition, as `[note.…]`".to_owned(),
        "node" => "nodes are declared in the same edition, as `[node.…]`".to_owned(),
        "level" => "levels are declared in the same edition, as `[level.…]`".to_owned(),
        other => format!("declare it, or name another {other}"),
    }
}
