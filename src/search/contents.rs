//! The contents of a planned page → the passages that a reader may look for, each with its weight
//! and, where the page has one, the address within the page.

use super::passages::Passages;
use super::vocabulary::{Vocabulary, Weight};
use crate::localize::LocalizedReport;
use crate::plan::view::{
    Cell, Content, DataGroup, Extract, Figure, Headline, Kpi, LinkGroup, Missed, Narrative,
    NodeCard, Page, Risk, Source, StatusMark, Table, Words,
};

const KPI: [&str; 8] = [
    "kpi.name",
    "kpi.baseline",
    "kpi.target",
    "kpi.actual",
    "kpi.rating",
    "kpi.owners",
    "kpi.better",
    "kpi.unit",
];
const RISK: [&str; 5] =
    ["risk.appetite", "risk.evolution", "risk.mitigation", "risk.impact", "risk.owner"];

/// `report` has the words that the site itself puts before values, which are found as well.
pub fn read<'v>(
    page: &Page,
    report: &LocalizedReport<'_>,
    vocabulary: &'v mut Vocabulary,
) -> Passages<'v> {
    let mut all = Passages::new(vocabulary);
    all.title(&page.title);
    match &page.content {
        Content::Home(home) => {
            narrative(&mut all, home.narrative.as_ref());
            if let Some(latest) = &home.latest {
                headlines(&mut all, &latest.headline);
                missed(&mut all, latest.missed.as_ref());
            }
            home.editions.iter().for_each(|edition| all.text(&edition.link.words));
            home.articles.iter().for_each(|link| all.text(&link.words));
        }
        Content::Edition(edition) => {
            narrative(&mut all, edition.narrative.as_ref());
            headlines(&mut all, &edition.headline);
            missed(&mut all, edition.missed.as_ref());
            edition.scale.iter().for_each(|rule| {
                all.text(&rule.rating.name);
                all.text(&rule.rule);
            });
            all.part("framework");
            cards(&mut all, &edition.nodes);
            figures(&mut all, &edition.figures);
            all.part("tables");
            links(&mut all, &edition.tables);
            all.part("series");
            links(&mut all, &edition.series);
        }
        Content::Node(node) => {
            all.own(&node.code, Weight::Title);
            narrative(&mut all, node.narrative.as_ref());
            node.work_units.iter().for_each(|unit| all.text(&unit.words));
            node.former.iter().for_each(|words| all.text(words));
            all.seen(&node.level);
            cards(&mut all, &node.children);
            node.kpis.iter().for_each(|own| kpi(&mut all, own));
            figures(&mut all, &node.figures);
            extracts(&mut all, &node.extracts);
            node.risks.iter().for_each(|own| risk(&mut all, own));
        }
        Content::Kpi(page) => {
            measures(&mut all, &page.kpi);
            all.text(&page.node.words);
            narrative(&mut all, page.narrative.as_ref());
            figures(&mut all, &page.figures);
        }
        Content::Table(page) => {
            narrative(&mut all, page.narrative.as_ref());
            table(&mut all, &page.table);
            figures(&mut all, &page.figures);
        }
        Content::Series(page) => {
            all.seen_own(report.strings.get("series.values"));
            narrative(&mut all, page.narrative.as_ref());
            table(&mut all, &page.table);
            figures(&mut all, &page.figures);
        }
        Content::Article(article) => narrative(&mut all, Some(&article.narrative)),
        Content::Risks(risks) => {
            narrative(&mut all, risks.narrative.as_ref());
            risks.groups.iter().flat_map(|group| &group.risks).for_each(|own| risk(&mut all, own));
        }
        Content::Corrections(corrections) => {
            narrative(&mut all, corrections.narrative.as_ref());
            for entry in &corrections.entries {
                entry.of.iter().for_each(|link| all.text(&link.words));
                all.text(&entry.printed);
                all.text(&entry.right);
                entry.place.iter().chain(&entry.reason).for_each(|words| all.text(words));
            }
            for entry in &corrections.accepted {
                entry.of.iter().for_each(|link| all.text(&link.words));
                all.text(&entry.reason);
            }
        }
        Content::Sources(sources) => {
            for source in &sources.sources {
                all.part(&format!("source-{}", source.id));
                all.text(&source.title);
                source.symbol.iter().for_each(|symbol| all.own(symbol, Weight::Text));
            }
        }
        Content::KpiList(list) => {
            for Kpi { id, title, .. } in list.kpis.iter().map(|row| &row.of.kpi) {
                all.part(&format!("k-{id}"));
                all.text(title);
            }
            // The rest is shown on the pages of the KPIs.
            all.quiet = true;
            list.kpis.iter().for_each(|row| measures(&mut all, &row.of.kpi));
            all.quiet = false;
        }
        Content::Units(units) => units.units.iter().for_each(|unit| all.text(&unit.link.words)),
        Content::Unit(unit) => {
            unit.parts.iter().for_each(|part| all.text(&part.words));
            cards(&mut all, &unit.nodes);
            unit.kpis.iter().for_each(|row| all.text(&row.of.kpi.title));
            extracts(&mut all, &unit.extracts);
            unit.risks.iter().for_each(|own| risk(&mut all, own));
        }
        Content::Topic(topic) => data(&mut all, &topic.groups),
        Content::Data(page) => data(&mut all, &page.groups),
        Content::Methodology(methodology) => {
            narrative(&mut all, methodology.narrative.as_ref());
            for rule in &methodology.scale {
                all.text(&rule.rating.name);
                all.text(&rule.rule);
            }
            marks(&mut all, &methodology.marks);
            marks(&mut all, &methodology.missing);
        }
        Content::Glossary(glossary) => {
            for entry in &glossary.entries {
                all.part(&format!("term-{}", entry.id));
                all.words(&entry.name, Weight::Heading);
                all.text(&entry.definition);
            }
        }
        // All of it, notes as well, is found on the pages of its parts.
        Content::Print(_) => return all,
        // They lead to others and say nothing of their own.
        Content::Chooser(_) | Content::NotFound(_) | Content::Search(_) | Content::AToZ(_) => {}
    }
    let (kpis, risks) = match &page.content {
        Content::Node(node) => (!node.kpis.is_empty(), !node.risks.is_empty()),
        Content::Unit(unit) => (!unit.kpis.is_empty(), !unit.risks.is_empty()),
        Content::Kpi(_) | Content::KpiList(_) => (true, false),
        Content::Risks(_) => (false, true),
        _ => (false, false),
    };
    let said = [(kpis, &KPI[..]), (risks, &RISK[..])].into_iter().filter(|(has, _)| *has);
    for key in said.flat_map(|(_, keys)| keys) {
        all.seen_own(report.strings.get(key));
    }
    page.on_this_page.iter().for_each(|link| all.seen(&link.words));
    for note in &page.notes {
        all.part(&note.anchor);
        all.text(&note.words);
    }
    all
}

fn data(all: &mut Passages<'_>, groups: &[DataGroup]) {
    groups.iter().flat_map(|group| &group.entries).for_each(|entry| all.text(&entry.link.words));
}

fn links(all: &mut Passages<'_>, groups: &[LinkGroup]) {
    for group in groups {
        group.heading.iter().for_each(|heading| all.seen(heading));
        group.links.iter().for_each(|link| all.text(&link.words));
    }
}

fn headlines(all: &mut Passages<'_>, headlines: &[Headline]) {
    headlines.iter().for_each(|headline| all.text(&headline.label));
}

fn missed(all: &mut Passages<'_>, missed: Option<&Missed>) {
    for row in missed.into_iter().flat_map(|missed| &missed.kpis) {
        all.text(&row.of.kpi.title);
    }
}

/// Whose rows are found on the page of the whole table.
fn extracts(all: &mut Passages<'_>, extracts: &[Extract]) {
    for extract in extracts {
        all.text(&extract.link.words);
        heads(all, &extract.table);
    }
}

/// What each extract of a table repeats.
fn heads(all: &mut Passages<'_>, table: &Table) {
    table.unit.iter().for_each(|unit| all.seen(unit));
    all.seen(&table.corner);
    for column in &table.columns {
        all.seen(&column.label);
    }
    table.rows.iter().for_each(|row| all.seen(&row.label));
    marks(all, &table.legend);
}

fn marks(all: &mut Passages<'_>, marks: &[StatusMark]) {
    marks.iter().for_each(|mark| all.seen_own(&mark.words));
}

fn source(all: &mut Passages<'_>, source: Option<&Source>) {
    if let Some(source) = source {
        all.seen(&source.words);
        source.as_of.iter().for_each(|day| all.seen_own(day));
    }
}

fn narrative(all: &mut Passages<'_>, narrative: Option<&Narrative>) {
    if let Some(narrative) = narrative {
        all.markup(&narrative.html);
    }
}

fn cards(all: &mut Passages<'_>, cards: &[NodeCard]) {
    for card in cards {
        all.own(&card.code, Weight::Text);
        all.seen(&card.level);
        all.text(&card.link.words);
        self::cards(all, &card.children);
    }
}

/// With its title, which on a page of its own is the page's.
fn kpi(all: &mut Passages<'_>, kpi: &Kpi) {
    all.part(&format!("k-{}", kpi.id));
    all.words(&kpi.title, Weight::Heading);
    measures(all, kpi);
}

fn measures(all: &mut Passages<'_>, kpi: &Kpi) {
    all.text(&kpi.unit);
    all.seen(&kpi.better);
    marks(all, &kpi.legend);
    source(all, kpi.source.as_ref());
    kpi.owners.iter().for_each(|owner| all.text(&owner.words));
    for measure in &kpi.measures {
        measure.label.iter().for_each(|label| all.text(label));
        for own in [&measure.baseline, &measure.target, &measure.actual] {
            cell(all, own);
        }
        measure.justification.iter().for_each(|words| all.text(words));
        measure.rating.iter().for_each(|rating| all.text(&rating.name));
        measure.rating_by.iter().for_each(|by| all.text(&by.unit));
    }
}

fn table(all: &mut Passages<'_>, table: &Table) {
    all.part(&format!("t-{}", table.id));
    all.words(&table.caption, Weight::Heading);
    table.unit.iter().for_each(|unit| all.text(unit));
    table.columns.iter().for_each(|column| all.text(&column.label));
    for row in &table.rows {
        all.text(&row.label);
        row.cells.iter().for_each(|own| cell(all, own));
    }
    all.seen(&table.corner);
    marks(all, &table.legend);
    source(all, table.source.as_ref());
}

/// What a cell says in words; figures alone lead to any page.
fn cell(all: &mut Passages<'_>, cell: &Cell) {
    if cell.kind == "text" {
        let (text, lang, dir) = (cell.text.clone(), cell.lang.clone(), cell.dir);
        all.text(&Words { text, lang, dir });
    }
    cell.remarks.iter().for_each(|remark| all.own(remark, Weight::Text));
}

fn figures(all: &mut Passages<'_>, figures: &[Figure]) {
    for figure in figures {
        all.part(&format!("f-{}", figure.id));
        all.words(&figure.title, Weight::Heading);
        figure.subtitle.iter().for_each(|words| all.text(words));
        all.own(&figure.summary, Weight::Text);
        source(all, figure.source.as_ref());
    }
}

fn risk(all: &mut Passages<'_>, risk: &Risk) {
    all.part(&format!("risk-{}", risk.id));
    all.words(&risk.title, Weight::Heading);
    all.text(&risk.evolution);
    all.text(&risk.mitigation);
    risk.appetite.iter().chain(&risk.impact).chain(&risk.project).for_each(|words| all.text(words));
}
