//! All KPIs of an edition, or those of one list: by rating, node, unit of work, kind of target.
//! Every list is a page of its own, so that choosing needs no JavaScript.

use super::{Body, describe};
use crate::localize::ValueStyle;
use crate::model::{Found, Id};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::index::{Filter, KindOfTarget, Picked};
use crate::plan::parts::list::{self, List};
use crate::plan::parts::{kpi, table};
use crate::plan::view::{Content, FilterChoice, FilterGroup, KpiList, KpiRow, Words};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize, list: Option<usize>) -> Body {
    let edition = &sheet.project().editions[e];
    let index = sheet.index(e);
    let all: Vec<Picked>;
    let picked = match list {
        Some(list) => &index.lists[list].measures,
        None => {
            let whole = |(kpi, own): (usize, &crate::model::Kpi)| Picked {
                kpi,
                measures: (0..own.measures.len()).collect(),
            };
            all = edition.kpis.iter().enumerate().map(whole).collect();
            &all
        }
    };
    let kpis: Vec<KpiRow> = picked.iter().map(|one| kpi::listed(sheet, e, one)).collect();
    let report = sheet.report;
    let counted = report.own(report.counted("count.kpis", picked.len().into(), &[]));
    let filters = filters(sheet, e);
    let chosen = filters.iter().flat_map(|group| &group.choices).find(|choice| choice.current);
    let heading = report.string("title.kpis");
    let title = match list {
        Some(list) => titled(sheet, e, &index.lists[list].filter),
        None => heading.clone(),
    };
    let mut breadcrumbs = vec![sheet.link(Subject::Edition(e), report.words(&edition.title))];
    breadcrumbs.extend(list.map(|_| sheet.link(Subject::Kpis(e, None), heading)));
    Body {
        kind: "kpis",
        description: describe(&format!("{}: {}", title.text, counted.text)),
        title,
        breadcrumbs,
        on_this_page: Vec::new(),
        fallback: None,
        content: Content::KpiList(KpiList {
            counted,
            chosen: chosen.cloned(),
            all: list.map(|_| sheet.link(Subject::Kpis(e, None), report.string("filter.all"))),
            ratings: kpi::counts(sheet, &kpi::ratings_of(&edition.kpis, picked)),
            filters,
            legend: kpi::legend_of(&kpis),
            downloads: match list {
                None if !kpis.is_empty() => list::links(sheet, edition, List::Kpis),
                _ => Vec::new(),
            },
            kpis,
        }),
    }
}

/// "Rating: Not achieved"
fn titled(sheet: &Sheet<'_, '_>, e: usize, filter: &Filter) -> Words {
    let colon = sheet.report.strings.get("chart.colon");
    let by = sheet.report.strings.get(by(filter));
    let choice = choice(sheet, e, filter);
    Words { text: format!("{by}{colon}{}", choice.text), ..choice }
}

fn by(filter: &Filter) -> &'static str {
    match filter {
        Filter::Rating(_) => "kpi.rating",
        Filter::Node(_) => "filter.node",
        Filter::Unit(_) => "filter.unit",
        Filter::Target(_) => "filter.target",
    }
}

/// What a filter is called among its like.
pub fn choice(sheet: &Sheet<'_, '_>, e: usize, filter: &Filter) -> Words {
    let edition = &sheet.project().editions[e];
    match filter {
        Filter::Rating(id) => kpi::rating_named(sheet, id).name,
        Filter::Node(n) => table::title(sheet, Found::Node(edition, &edition.framework.nodes[*n])),
        Filter::Unit(id) => kpi::work_unit(sheet, id),
        Filter::Target(kind) => sheet.report.string(&format!("filter.target_{}", kind.word())),
    }
}

/// Every choice with its count. Ratings of the edition's scale and kinds of target are there also
/// where they would leave nothing: that nothing was missed is worth saying.
fn filters(sheet: &Sheet<'_, '_>, e: usize) -> Vec<FilterGroup> {
    let edition = &sheet.project().editions[e];
    let index = sheet.index(e);
    let mut known: Vec<_> = sheet.project().vocabulary.ratings.iter().collect();
    known.sort_by_key(|rating| rating.order);
    let in_use = |filter: &Filter| index.list(filter).is_some();
    let ratings: Vec<Filter> = known
        .into_iter()
        .map(|rating| Filter::Rating(rating.id.clone()))
        .filter(|filter| {
            let on_scale =
                |id: &Id| edition.rating_scale.iter().any(|rule| rule.rating.value == *id);
            in_use(filter) || matches!(filter, Filter::Rating(id) if on_scale(id))
        })
        .collect();
    let of_lists = |belongs: fn(&Filter) -> bool| -> Vec<Filter> {
        let filters = index.lists.iter().map(|list| &list.filter);
        filters.filter(|filter| belongs(filter)).cloned().collect()
    };
    let nodes = of_lists(|filter| matches!(filter, Filter::Node(_)));
    let units = of_lists(|filter| matches!(filter, Filter::Unit(_)));
    let kinds = KindOfTarget::ALL.map(Filter::Target);
    // That every measure has a target needs no saying.
    let kinds = kinds
        .into_iter()
        .filter(|kind| *kind != Filter::Target(KindOfTarget::None) || in_use(kind))
        .collect();
    [ratings, nodes, units, kinds]
        .into_iter()
        .filter(|filters: &Vec<Filter>| !filters.is_empty())
        .enumerate()
        .map(|(place, filters)| {
            let choices: Vec<FilterChoice> =
                filters.iter().map(|filter| offered(sheet, e, filter)).collect();
            FilterGroup {
                heading: sheet.report.string(by(&filters[0])),
                open: place == 0 || choices.iter().any(|choice| choice.current),
                choices,
            }
        })
        .collect()
}

fn offered(sheet: &Sheet<'_, '_>, e: usize, filter: &Filter) -> FilterChoice {
    let index = sheet.index(e);
    let list = index.list(filter);
    let count = list.map_or(0, |list| index.lists[list].ratings);
    let subject = list.map(|list| Subject::Kpis(e, Some(list)));
    FilterChoice {
        words: choice(sheet, e, filter),
        rating: match filter {
            Filter::Rating(id) => Some(kpi::rating_named(sheet, id)),
            _ => None,
        },
        count: sheet.report.value(count.into(), None, ValueStyle::Bare),
        href: subject.map(|subject| sheet.to(subject)),
        current: subject == Some(sheet.subject),
    }
}
