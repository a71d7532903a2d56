//! What belongs together in an edition, found once per build: what each unit of work did, what tables
//! and risks say of a node, the lists of KPIs that a reader may ask for.
//!
//! Pages ask here instead of searching the report, so that a site of ten thousand pages takes ten
//! times as long as one of a thousand, not a hundred times.

use std::collections::{BTreeMap, HashMap};

use super::Subject;
use super::tree::Tree;
use crate::model::{
    Edition, Id, Kpi, Located, Measure, Point, Project, RowName, Series, TargetKind,
};

/// Numbers are places in the edition's lists.
#[derive(Debug, Default)]
pub struct EditionIndex {
    /// Nodes, KPIs, tables and series by id.
    records: HashMap<Id, Subject>,
    /// The lists of KPIs, each a page of its own; those with nothing in them have none.
    pub lists: Vec<KpiList>,
    lists_by_filter: BTreeMap<Filter, usize>,
    /// Units of work that the edition speaks of, in the vocabulary's order.
    pub units: Vec<UnitRecord>,
    units_by_id: HashMap<Id, usize>,
    /// Topics that a table or series of the edition has, in the vocabulary's order; none that is a
    /// part of another.
    pub topics: Vec<TopicRecord>,
    /// Rows of tables that are about a node: table and row.
    rows_of_node: Vec<Vec<(usize, usize)>>,
    /// Risks of each node.
    risks_of_node: Vec<Vec<usize>>,
}

/// Some of an edition's measures: what one choice of a filter leaves.
#[derive(Debug)]
pub struct KpiList {
    pub filter: Filter,
    pub measures: Vec<Picked>,
    /// How many ratings they were given.
    pub ratings: usize,
}

/// Measures of one KPI.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Picked {
    pub kpi: usize,
    pub measures: Vec<usize>,
}

/// What a list of KPIs is chosen by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Filter {
    Rating(Id),
    /// Place of the node.
    Node(usize),
    /// A unit of work.
    Unit(Id),
    Target(KindOfTarget),
}

/// What kind of promise a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KindOfTarget {
    Level,
    Growth,
    Keep,
    Words,
    None,
}

impl KindOfTarget {
    pub const ALL: [KindOfTarget; 5] = [
        KindOfTarget::Level,
        KindOfTarget::Growth,
        KindOfTarget::Keep,
        KindOfTarget::Words,
        KindOfTarget::None,
    ];

    fn of(measure: &Measure) -> KindOfTarget {
        match measure.target.as_ref().map(|target| &target.kind) {
            None => KindOfTarget::None,
            Some(TargetKind::Words(_)) => KindOfTarget::Words,
            Some(TargetKind::Maintain | TargetKind::Improve) => KindOfTarget::Keep,
            Some(TargetKind::Growth(_) | TargetKind::GrowthBelow(_) | TargetKind::Increase(_)) => {
                KindOfTarget::Growth
            }
            Some(_) => KindOfTarget::Level,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            KindOfTarget::Level => "level",
            KindOfTarget::Growth => "growth",
            KindOfTarget::Keep => "keep",
            KindOfTarget::Words => "words",
            KindOfTarget::None => "none",
        }
    }
}

impl Filter {
    /// Its folder below that of all KPIs.
    pub fn folder(&self, edition: &Edition) -> String {
        match self {
            Filter::Rating(id) => format!("rated-{id}"),
            Filter::Node(n) => format!("node-{}", edition.framework.nodes[*n].id),
            Filter::Unit(id) => format!("unit-{id}"),
            Filter::Target(kind) => format!("target-{}", kind.word()),
        }
    }
}

/// What an edition says of one unit of work.
#[derive(Debug)]
pub struct UnitRecord {
    /// Its place in the vocabulary.
    pub unit: usize,
    /// Whether the edition speaks of it at all, be it only as the owner of a KPI.
    is_named: bool,
    /// Nodes that it contributes to.
    pub nodes: Vec<usize>,
    /// Measures that it answers for.
    pub measures: Vec<Picked>,
    /// Tables that are about it alone.
    pub tables: Vec<usize>,
    /// Rows of tables that are about it.
    pub rows: Vec<(usize, usize)>,
    pub risks: Vec<usize>,
}

/// What an edition holds on one topic, with all that its parts hold.
#[derive(Debug)]
pub struct TopicRecord {
    /// Its place in the vocabulary.
    pub topic: usize,
    pub tables: Vec<usize>,
    pub series: Vec<usize>,
    /// Series across editions.
    pub of_site: Vec<usize>,
    pub parts: Vec<TopicRecord>,
}

impl EditionIndex {
    pub fn of(project: &Project, e: usize, tree: &Tree) -> EditionIndex {
        let edition = &project.editions[e];
        let mut index = EditionIndex { records: records(edition, e), ..EditionIndex::default() };
        index.find_units(project, edition);
        index.find_lists(project, edition, tree);
        index.find_topics(project, edition);
        index
    }

    pub fn node(&self, id: &Id) -> Option<usize> {
        match self.records.get(id) {
            Some(Subject::Node(_, n)) => Some(*n),
            _ => None,
        }
    }

    /// The page of a record.
    pub fn record(&self, id: &Id) -> Option<Subject> {
        self.records.get(id).copied()
    }

    pub fn rows_of(&self, node: usize) -> &[(usize, usize)] {
        &self.rows_of_node[node]
    }

    pub fn risks_of(&self, node: usize) -> &[usize] {
        &self.risks_of_node[node]
    }

    /// The page of a unit of work among those of the edition.
    pub fn unit(&self, id: &Id) -> Option<usize> {
        self.units_by_id.get(id).copied()
    }

    /// The list that a filter leaves, where it leaves anything.
    pub fn list(&self, filter: &Filter) -> Option<usize> {
        self.lists_by_filter.get(filter).copied()
    }

    fn find_topics(&mut self, project: &Project, edition: &Edition) {
        let known = &project.vocabulary.topics;
        // A series across editions belongs to those that it says something of.
        let reaches = |series: &Series| {
            series.points.iter().any(|Point { period, .. }| {
                period.start() <= edition.last_day() && edition.first_day() <= period.end()
            })
        };
        let stands_below = |part: usize, topic: usize| {
            known[part].parent.as_ref().is_some_and(|up| up.value == known[topic].id)
        };
        let record = |place: usize, parts: Vec<TopicRecord>| {
            let names: Vec<&Id> =
                parts.iter().map(|part| part.topic).chain([place]).map(|t| &known[t].id).collect();
            let belongs = |named: &Option<Located<Id>>| {
                named.as_ref().is_some_and(|named| names.contains(&&named.value))
            };
            let tables = edition.tables.iter().enumerate();
            let own = edition.series.iter().enumerate();
            let of_site = project.series.iter().enumerate();
            TopicRecord {
                topic: place,
                tables: tables.filter(|(_, own)| belongs(&own.topic)).map(|(t, _)| t).collect(),
                series: own.filter(|(_, own)| belongs(&own.topic)).map(|(s, _)| s).collect(),
                of_site: of_site
                    .filter(|(_, own)| belongs(&own.topic) && reaches(own))
                    .map(|(s, _)| s)
                    .collect(),
                parts,
            }
        };
        // A series across editions alone makes no topic of an edition, but a part of one.
        let holds = |own: &TopicRecord| !own.tables.is_empty() || !own.series.is_empty();
        let is_part = |own: &TopicRecord| holds(own) || !own.of_site.is_empty();
        let roots = (0..known.len()).filter(|&place| known[place].parent.is_none());
        let records = roots.map(|place| {
            let parts = (0..known.len()).filter(|&part| stands_below(part, place));
            let parts = parts.map(|part| record(part, Vec::new()));
            record(place, parts.filter(is_part).collect())
        });
        self.topics = records.filter(holds).collect();
    }

    fn find_units(&mut self, project: &Project, edition: &Edition) {
        let known = &project.vocabulary.work_units;
        let mut records: Vec<UnitRecord> = (0..known.len())
            .map(|unit| UnitRecord {
                unit,
                is_named: false,
                nodes: Vec::new(),
                measures: Vec::new(),
                tables: Vec::new(),
                rows: Vec::new(),
                risks: Vec::new(),
            })
            .collect();
        let places: HashMap<&Id, usize> =
            known.iter().enumerate().map(|(place, unit)| (&unit.id, place)).collect();
        let place = |id: &Located<Id>| places.get(&id.value).copied();
        for (n, node) in edition.framework.nodes.iter().enumerate() {
            for unit in node.work_units.iter().filter_map(place) {
                records[unit].is_named = true;
                records[unit].nodes.push(n);
            }
        }
        for (k, kpi) in edition.kpis.iter().enumerate() {
            for unit in kpi.owners.iter().filter_map(place) {
                records[unit].is_named = true;
            }
            for (unit, measures) in measures_by_unit(kpi) {
                if let Some(unit) = places.get(unit) {
                    records[*unit].is_named = true;
                    records[*unit].measures.push(Picked { kpi: k, measures });
                }
            }
        }
        self.rows_of_node = vec![Vec::new(); edition.framework.nodes.len()];
        for (t, table) in edition.tables.iter().enumerate() {
            if let Some(unit) = table.work_unit.as_ref().and_then(place) {
                records[unit].is_named = true;
                records[unit].tables.push(t);
            }
            for (r, row) in table.rows.iter().enumerate().filter(|(_, row)| !row.cells.is_empty()) {
                let RowName::Subject(subject) = &row.name else { continue };
                // A node of the edition comes before a unit of work of the same name.
                if let Some(node) = self.node(&subject.value) {
                    self.rows_of_node[node].push((t, r));
                } else if let Some(unit) = place(subject) {
                    records[unit].is_named = true;
                    records[unit].rows.push((t, r));
                }
            }
        }
        self.risks_of_node = vec![Vec::new(); edition.framework.nodes.len()];
        for (r, risk) in edition.risks.iter().enumerate() {
            let nodes: Vec<usize> =
                risk.nodes.iter().filter_map(|id| self.node(&id.value)).collect();
            for node in nodes {
                self.risks_of_node[node].push(r);
            }
            for unit in risk.owners.iter().filter_map(place) {
                records[unit].is_named = true;
                records[unit].risks.push(r);
            }
        }
        self.units = records.into_iter().filter(|record| record.is_named).collect();
        self.units_by_id = self
            .units
            .iter()
            .enumerate()
            .map(|(u, record)| (known[record.unit].id.clone(), u))
            .collect();
    }

    /// In the order in which filters are shown: ratings, nodes, units of work, kinds of target.
    fn find_lists(&mut self, project: &Project, edition: &Edition, tree: &Tree) {
        let mut ratings: Vec<_> = project.vocabulary.ratings.iter().collect();
        ratings.sort_by_key(|rating| rating.order);
        let mut lists: Vec<KpiList> = ratings
            .into_iter()
            .map(|rating| KpiList {
                filter: Filter::Rating(rating.id.clone()),
                measures: Vec::new(),
                ratings: 0,
            })
            .collect();
        let rating_places: HashMap<Id, usize> = lists
            .iter()
            .enumerate()
            .filter_map(|(place, list)| match &list.filter {
                Filter::Rating(id) => Some((id.clone(), place)),
                _ => None,
            })
            .collect();
        let mut node_places: BTreeMap<usize, usize> = BTreeMap::new();
        for &node in dividing_level(tree) {
            node_places.insert(node, lists.len());
            lists.push(KpiList { filter: Filter::Node(node), measures: Vec::new(), ratings: 0 });
        }
        for record in &self.units {
            let unit = &project.vocabulary.work_units[record.unit];
            lists.push(KpiList {
                filter: Filter::Unit(unit.id.clone()),
                measures: record.measures.clone(),
                ratings: 0,
            });
        }
        let first_kind = lists.len();
        lists.extend(KindOfTarget::ALL.map(|kind| KpiList {
            filter: Filter::Target(kind),
            measures: Vec::new(),
            ratings: 0,
        }));
        for (k, kpi) in edition.kpis.iter().enumerate() {
            for m in 0..kpi.measures.len() {
                if let Some(place) = rating_of(kpi, m).and_then(|id| rating_places.get(id)) {
                    pick(&mut lists[*place].measures, k, m);
                }
                let kind = KindOfTarget::of(&kpi.measures[m]);
                let kind = KindOfTarget::ALL.iter().position(|known| *known == kind);
                let kind = kind.expect("every kind is one of all");
                pick(&mut lists[first_kind + kind].measures, k, m);
            }
            let mut above = tree.node_of(k);
            while let Some(node) = above {
                if let Some(place) = node_places.get(&node) {
                    let measures = (0..kpi.measures.len()).collect();
                    lists[*place].measures.push(Picked { kpi: k, measures });
                    // Those of one level do not stand one below the other.
                    break;
                }
                above = tree.node(node).parent;
            }
        }
        lists.retain(|list| !list.measures.is_empty());
        for list in &mut lists {
            list.ratings = super::parts::kpi::ratings_of(&edition.kpis, &list.measures).len();
        }
        self.lists_by_filter =
            lists.iter().enumerate().map(|(place, list)| (list.filter.clone(), place)).collect();
        self.lists = lists;
    }
}

/// The highest nodes that divide anything: those at the top, or where that is a single one, those
/// below it.
fn dividing_level(tree: &Tree) -> &[usize] {
    let mut level = &tree.roots;
    while let [only] = level.as_slice()
        && !tree.node(*only).children.is_empty()
    {
        level = &tree.node(*only).children;
    }
    level
}

fn records(edition: &Edition, e: usize) -> HashMap<Id, Subject> {
    let nodes = edition.framework.nodes.iter().enumerate();
    let kpis = edition.kpis.iter().enumerate();
    let tables = edition.tables.iter().enumerate();
    let series = edition.series.iter().enumerate();
    nodes
        .map(|(n, node)| (node.id.clone(), Subject::Node(e, n)))
        .chain(kpis.map(|(k, kpi)| (kpi.id.clone(), Subject::Kpi(e, k))))
        .chain(tables.map(|(t, table)| (table.id.clone(), Subject::Table(e, t))))
        .chain(series.map(|(s, series)| (series.id.clone(), Subject::Series(Some(e), s))))
        .collect()
}

/// Which measures of a KPI each unit of work answers for.
fn measures_by_unit(kpi: &Kpi) -> BTreeMap<&Id, Vec<usize>> {
    let mut by_unit: BTreeMap<&Id, Vec<usize>> = BTreeMap::new();
    for (m, measure) in kpi.measures.iter().enumerate() {
        for unit in kpi.answering_for(measure) {
            let own = by_unit.entry(&unit.value).or_default();
            if own.last() != Some(&m) {
                own.push(m);
            }
        }
    }
    by_unit
}

/// The rating that holds for a measure: its own or its group's.
pub fn rating_of(kpi: &Kpi, m: usize) -> Option<&Id> {
    Some(&kpi.rating_of(&kpi.measures[m])?.rating.value)
}

fn pick(picked: &mut Vec<Picked>, kpi: usize, measure: usize) {
    match picked.last_mut() {
        Some(last) if last.kpi == kpi => last.measures.push(measure),
        _ => picked.push(Picked { kpi, measures: vec![measure] }),
    }
}
