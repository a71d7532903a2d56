//! Which pages, figures and downloads exist, their addresses and their contents, before anything is drawn.
//!
//! The plan of a site is small: what each page is about and where it stands. The contents of a page
//! are made when it is its turn, so that a site of 100,000 pages needs no room for all of them.

mod address;
mod alike;
mod counterpart;
mod desk;
mod index;
mod pages;
mod parts;
mod tree;
pub mod view;

pub use address::{Subject, filled, is_document, relative};
pub use desk::{Assets, Desk, FiguresByPage, MadeOnce, Site, Titled};
pub use pages::{Made, chooser, make, make_over_all, not_found, not_found_in};
pub use parts::figure::{FigureDownload, check as check_figures, downloads as figure_downloads};
pub use parts::list::{ListDownload, Record, downloads as list_downloads};
pub use parts::narrative::{
    Inset, check as check_narrative, place_of as narrative_place, unknown as unknown_reference,
};

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes};
use crate::model::{Id, NarrativePlace, Project};
use counterpart::Continuity;
use index::EditionIndex;
use tree::Tree;

/// Every page of one language; the same in each.
#[derive(Debug, Default)]
pub struct SitePlan {
    /// In the order of the site: what `previous` and `next` follow.
    pub pages: Vec<PlannedPage>,
    /// Place of each subject in `pages`.
    by_subject: BTreeMap<Subject, usize>,
    /// Pages of the organization's own, in order of id.
    pub articles: Vec<Id>,
    /// Of each edition.
    trees: Vec<Tree>,
    /// What belongs together in each edition.
    editions: Vec<EditionIndex>,
    continuity: Continuity,
}

#[derive(Clone, Debug)]
pub struct PlannedPage {
    pub subject: Subject,
    /// Below the language's folder.
    pub path: String,
    /// Where the record behind it was written.
    pub origin: Option<Origin>,
    /// Another page stands at its address; it is reported and not made.
    pub taken: bool,
}

impl SitePlan {
    /// Below the language's folder.
    pub fn path(&self, subject: Subject) -> &str {
        &self.pages[self.by_subject[&subject]].path
    }

    pub fn position(&self, subject: Subject) -> usize {
        self.by_subject[&subject]
    }

    fn tree(&self, edition: usize) -> &Tree {
        &self.trees[edition]
    }

    fn has(&self, subject: Subject) -> bool {
        self.by_subject.contains_key(&subject)
    }

    fn edition(&self, e: usize) -> &EditionIndex {
        &self.editions[e]
    }
}

/// Gives every record its page and address; reports what would stand at the same one.
pub fn plan(project: &Project, found: &mut Diagnostics) -> SitePlan {
    let mut plan = SitePlan::default();
    let trees: Vec<Tree> = project.editions.iter().map(Tree::new).collect();
    let editions: Vec<EditionIndex> =
        trees.iter().enumerate().map(|(e, tree)| EditionIndex::of(project, e, tree)).collect();
    let mut add = |subject: Subject, path: String, origin: Option<Origin>| {
        plan.pages.push(PlannedPage { subject, path, origin, taken: false });
    };
    add(Subject::Home, "index.html".to_owned(), None);
    // Newest first, as a reader looks for it.
    for (e, edition) in project.editions.iter().enumerate().rev() {
        add(Subject::Edition(e), format!("{}/index.html", edition.id), Some(edition.origin));
        let index = &editions[e];
        for n in trees[e].order() {
            let node = &edition.framework.nodes[n];
            add(Subject::Node(e, n), address::of_record(edition, &node.id), Some(node.origin));
            for &k in &trees[e].node(n).kpis {
                let kpi = &edition.kpis[k];
                add(Subject::Kpi(e, k), address::of_record(edition, &kpi.id), Some(kpi.origin));
            }
        }
        let folder = &edition.id;
        if !edition.kpis.is_empty() {
            add(Subject::Kpis(e, None), format!("{folder}/kpis/index.html"), None);
            for (list, own) in index.lists.iter().enumerate() {
                let name = own.filter.folder(edition);
                add(Subject::Kpis(e, Some(list)), format!("{folder}/kpis/{name}/index.html"), None);
            }
        }
        for (t, record) in index.topics.iter().enumerate() {
            let id = &project.vocabulary.topics[record.topic].id;
            add(Subject::Topic(e, t), format!("{folder}/topics/{id}/index.html"), None);
        }
        if !index.units.is_empty() {
            add(Subject::Units(e), format!("{folder}/units/index.html"), None);
            for (u, record) in index.units.iter().enumerate() {
                let id = &project.vocabulary.work_units[record.unit].id;
                add(Subject::Unit(e, u), format!("{folder}/units/{id}/index.html"), None);
            }
        }
        if !edition.risks.is_empty() {
            add(Subject::Risks(e), format!("{}/risks/index.html", edition.id), None);
        }
        if pages::has_corrections(edition) {
            add(Subject::Corrections(e), format!("{}/corrections/index.html", edition.id), None);
        }
        for (t, table) in edition.tables.iter().enumerate() {
            add(Subject::Table(e, t), address::of_record(edition, &table.id), Some(table.origin));
        }
        for (s, series) in edition.series.iter().enumerate() {
            add(
                Subject::Series(Some(e), s),
                address::of_record(edition, &series.id),
                Some(series.origin),
            );
        }
        add(Subject::Methodology(e), format!("{folder}/methodology/index.html"), None);
        if !edition.tables.is_empty() || !edition.series.is_empty() || !edition.figures.is_empty() {
            add(Subject::Data(e), format!("{folder}/data/index.html"), None);
        }
        if pages::can_be_printed(edition) {
            add(Subject::Print(e), format!("{folder}/print/index.html"), None);
        }
    }
    for (s, series) in project.series.iter().enumerate() {
        add(
            Subject::Series(None, s),
            format!("series/{}/index.html", series.id),
            Some(series.origin),
        );
    }
    let mut articles: BTreeMap<&Id, Origin> = BTreeMap::new();
    for narrative in project.narratives.iter().filter(|narrative| !narrative.hidden) {
        if let NarrativePlace::Page(id) = &narrative.place
            && id.as_str() != "home"
            && !project.series.iter().any(|series| series.id == *id)
        {
            articles.entry(id).or_insert(Origin::file(narrative.file));
        }
    }
    for (a, (id, origin)) in articles.iter().enumerate() {
        add(Subject::Article(a), format!("{id}/index.html"), Some(*origin));
    }
    if project.vocabulary.terms.iter().any(|term| term.definition.is_some()) {
        add(Subject::Glossary, "terms/index.html".to_owned(), None);
    }
    add(Subject::Sources, "sources/index.html".to_owned(), None);
    add(Subject::Search, "search/index.html".to_owned(), None);
    plan.trees = trees;
    for part in 0..plan.pages.len().div_ceil(pages::PAGES_IN_PART) {
        plan.pages.push(PlannedPage {
            subject: Subject::AToZ(part),
            path: match part {
                0 => "index/index.html".to_owned(),
                _ => format!("index/{}/index.html", part + 1),
            },
            origin: None,
            taken: false,
        });
    }
    plan.articles = articles.into_keys().cloned().collect();
    plan.continuity = Continuity::of(project, &editions);
    plan.editions = editions;
    drop_taken(&mut plan, project, found);
    plan.by_subject =
        plan.pages.iter().enumerate().map(|(index, page)| (page.subject, index)).collect();
    plan
}

/// Two pages at one address, or one at an address that kepi needs: both are reported, the later is
/// left out.
fn drop_taken(plan: &mut SitePlan, project: &Project, found: &mut Diagnostics) {
    let mut taken: BTreeMap<String, Option<Origin>> = BTreeMap::new();
    // Pages that no author wrote come first: a record can be given another id, they cannot.
    let mut pages: Vec<&mut PlannedPage> = plan.pages.iter_mut().collect();
    pages.sort_by_key(|page| page.origin.is_some());
    for page in pages {
        let first = page.path.split('/').next().unwrap_or_default();
        let is_record = matches!(page.subject, Subject::Edition(_) | Subject::Article(_));
        let mut diagnostic = None;
        if let Some(name) = page.path.split('/').find(|name| crate::model::DEVICES.contains(name)) {
            diagnostic = Some(
                Diagnostic::new(
                    &codes::RESERVED_NAME,
                    format!("no folder can be called `{name}` on Windows"),
                )
                .help("give it another name"),
            );
        } else if is_record && (address::RESERVED.contains(&first) || is_language(project, first)) {
            diagnostic = Some(
                Diagnostic::new(
                    &codes::RESERVED_NAME,
                    format!("kepi needs the address `{first}` for itself"),
                )
                .help("give it another name"),
            );
        } else if let Some(other) = taken.get(&page.path) {
            let mut taken_by = Diagnostic::new(
                &codes::ADDRESS_TAKEN,
                format!("two pages would stand at `{}`", page.path.trim_end_matches("/index.html")),
            )
            .help("give one of them another id");
            if let Some(other) = other {
                taken_by = taken_by.related(*other, "the other one");
            }
            page.taken = true;
            diagnostic = Some(taken_by);
        } else {
            taken.insert(page.path.clone(), page.origin);
        }
        if let Some(diagnostic) = diagnostic {
            found.push(match page.origin {
                Some(origin) => diagnostic.at(origin),
                None => diagnostic,
            });
        }
    }
}

fn is_language(project: &Project, name: &str) -> bool {
    project.site.languages.iter().any(|language| language.value.as_str() == name)
}
