//! The contents of a planned page → the passages that a reader may look for, each with its weight
//! and, where the page has one, the address within the page.

use super::passages::Passages;
use super::vocabulary::Weight;
use crate::localize::LocalizedReport;
use crate::plan::view::{
    Cell, Content, DataGroup, Extract, Figure, Headline, Kpi, KpiRow, LinkGroup, Missed, Narrative,
    NodeCard, Page, RatingCount, Risk, Source, StatusMark, Table,
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
const KPI_LIST: [&str; 3] = ["kpi.names", "kpi.code", "kpi.short"];
const EXTRACT: [&str; 1] = ["table.whole"];
const FOLLOWS: [&str; 4] = ["kpi.follows_how", "kpi.achieved", "kpi.progress", "kpi.given"];
const CHECKS: [&str; 4] =
    ["methodology.sums", "methodology.computed", "methodology.ratings", "methodology.languages"];
const RISK: [&str; 5] =
    ["risk.appetite", "risk.evolution", "risk.mitigation", "risk.impact", "risk.owner"];

/// `report` has the words that the site itself puts before values, which are found as well.
pub fn read(page: &Page, report: &LocalizedReport<'_>, all: &mut Passages<'_>) {
    match &page.content {
        Content::Home(home) => {
            narrative(all, home.narrative.as_ref());
            if let Some(latest) = &home.latest {
                headlines(all, &latest.headline);
                ratings(all, &latest.ratings);
                cards(all, &latest.nodes);
                missed(all, latest.missed.as_ref());
                for part in &latest.parts {
                    all.seen(&part.link.words);
                    part.about.iter().for_each(|about| all.seen(about));
                }
            }
            all.part("editions");
            home.editions.iter().for_each(|edition| all.text(&edition.link.words));
            all.part("articles");
            home.articles.iter().for_each(|link| all.text(&link.words));
        }
        Content::Edition(edition) => {
            narrative(all, edition.narrative.as_ref());
            headlines(all, &edition.headline);
            ratings(all, &edition.ratings);
            missed(all, edition.missed.as_ref());
            edition.scale.iter().for_each(|rule| {
                all.text(&rule.rating.name);
                all.text(&rule.rule);
            });
            all.part("framework");
            cards(all, &edition.nodes);
            figures(all, &edition.figures);
            all.part("tables");
            links(all, &edition.tables);
            all.part("series");
            links(all, &edition.series);
        }
        Content::Node(node) => {
            all.own(&node.code, Weight::Title);
            narrative(all, node.narrative.as_ref());
            if !node.work_units.is_empty() {
                all.seen_own(report.strings.get("node.work_units"));
            }
            node.work_units.iter().for_each(|unit| all.text(&unit.words));
            ratings(all, &node.ratings);
            node.former.iter().for_each(|words| all.text(words));
            all.seen(&node.level);
            cards(all, &node.children);
            node.kpis.iter().for_each(|own| kpi(all, own));
            figures(all, &node.figures);
            extracts(all, &node.extracts);
            node.risks.iter().for_each(|own| risk(all, own));
        }
        Content::Kpi(page) => {
            measures(all, &page.kpi);
            all.text(&page.node.words);
            narrative(all, page.narrative.as_ref());
            if !page.follows.is_empty() {
                FOLLOWS.iter().for_each(|key| all.seen_own(report.strings.get(key)));
                all.seen(&page.kpi.title);
                for line in &page.follows {
                    line.label.iter().for_each(|label| all.seen(label));
                    let methods = line.ratio.iter().chain(&line.progress);
                    all.values(methods.clone().count());
                    let rated = methods.filter_map(|method| method.rating.as_ref());
                    rated.chain(&line.given).for_each(|rating| all.seen(&rating.name));
                }
                for rule in &page.scale {
                    all.seen(&rule.rating.name);
                    all.seen(&rule.rule);
                }
            }
            for earlier in &page.history {
                all.part("history");
                all.text(&earlier.kpi.title);
                measures(all, &earlier.kpi);
            }
            figures(all, &page.figures);
        }
        Content::Table(page) => {
            if let Some(unit) = &page.work_unit {
                all.seen_own(report.strings.get("unit.name"));
                all.text(&unit.words);
            }
            narrative(all, page.narrative.as_ref());
            table(all, &page.table);
            figures(all, &page.figures);
        }
        Content::Series(page) => {
            narrative(all, page.narrative.as_ref());
            table(all, &page.table);
            figures(all, &page.figures);
        }
        Content::Article(article) => narrative(all, Some(&article.narrative)),
        Content::Risks(risks) => {
            narrative(all, risks.narrative.as_ref());
            risks.groups.iter().flat_map(|group| &group.risks).for_each(|own| risk(all, own));
        }
        Content::Corrections(corrections) => {
            narrative(all, corrections.narrative.as_ref());
            for entry in &corrections.entries {
                entry.of.iter().for_each(|link| all.text(&link.words));
                all.text(&entry.printed);
                all.text(&entry.right);
                entry.place.iter().chain(&entry.reason).for_each(|words| all.text(words));
                entry.on.iter().for_each(|day| all.seen_own(day));
                source(all, entry.source.as_ref());
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
                source.as_of.iter().for_each(|day| all.seen_own(day));
            }
        }
        Content::KpiList(list) => {
            for Kpi { id, title, .. } in list.kpis.iter().map(|row| &row.of.kpi) {
                all.part(&format!("k-{id}"));
                all.text(title);
            }
            list.kpis.iter().for_each(|row| listed(all, row));
        }
        Content::Units(units) => {
            for unit in &units.units {
                all.text(&unit.link.words);
                ratings(all, &unit.ratings);
            }
        }
        Content::Unit(unit) => {
            all.seen_own(report.strings.get("unit.name"));
            unit.parent.iter().for_each(|parent| all.seen(&parent.words));
            unit.parts.iter().for_each(|part| all.text(&part.words));
            ratings(all, &unit.ratings);
            cards(all, &unit.nodes);
            unit.kpis.iter().for_each(|row| all.text(&row.of.kpi.title));
            unit.kpis.iter().for_each(|row| listed(all, row));
            unit.tables.iter().for_each(|link| all.text(&link.words));
            extracts(all, &unit.extracts);
            unit.risks.iter().for_each(|own| risk(all, own));
        }
        Content::Topic(topic) => data(all, &topic.groups),
        Content::Data(page) => {
            data(all, &page.groups);
            all.seen_own(&page.build.program);
        }
        Content::Methodology(methodology) => {
            narrative(all, methodology.narrative.as_ref());
            for rule in &methodology.scale {
                all.text(&rule.rating.name);
                all.text(&rule.rule);
            }
            if !methodology.scale.is_empty() {
                all.own(report.strings.get("methodology.given"), Weight::Text);
            }
            all.part("checks");
            for key in CHECKS {
                all.own(report.strings.get(key), Weight::Text);
            }
            marks(all, &methodology.marks);
            marks(all, &methodology.missing);
        }
        Content::Glossary(glossary) => {
            for entry in &glossary.entries {
                all.part(&format!("term-{}", entry.id));
                all.words(&entry.name, Weight::Heading);
                all.text(&entry.definition);
            }
        }
        // All of it, notes as well, is found on the pages of its parts.
        Content::Print(_) => return,
        // They lead to others and say nothing of their own.
        Content::Chooser(_) | Content::NotFound(_) | Content::Search(_) | Content::AToZ(_) => {}
    }
    // As often as they stand there.
    let times = match &page.content {
        Content::Node(node) => [node.kpis.len(), node.risks.len(), 0, node.extracts.len()],
        Content::Unit(unit) => {
            let lists = unit.kpis.len().min(1);
            [lists, unit.risks.len(), lists, unit.extracts.len()]
        }
        Content::Kpi(page) => [1 + page.history.len(), 0, 0, 0],
        Content::KpiList(_) => [1, 0, 1, 0],
        Content::Risks(risks) => {
            [0, risks.groups.iter().map(|group| group.risks.len()).sum(), 0, 0]
        }
        _ => [0; 4],
    };
    let labels = [&KPI[..], &RISK[..], &KPI_LIST[..], &EXTRACT[..]];
    for (keys, times) in labels.into_iter().zip(times) {
        for label in keys.iter().map(|key| report.strings.get(key)) {
            (0..times).for_each(|_| all.seen_own(label));
        }
    }
    for heading in headings(page) {
        all.seen_heading(report.strings.get(heading));
    }
    page.on_this_page.iter().for_each(|link| all.seen(&link.words));
    for note in &page.notes {
        all.part(&note.anchor);
        all.text(&note.words);
    }
}

/// Those that the site itself puts above parts of the page.
fn headings(page: &Page) -> impl Iterator<Item = &'static str> {
    let all = match &page.content {
        Content::Home(home) => {
            let latest = home.latest.as_ref();
            vec![
                (latest.is_some_and(|latest| !latest.nodes.is_empty()), "edition.framework"),
                (latest.is_some_and(|latest| !latest.parts.is_empty()), "glance.parts"),
                (latest.is_some_and(|latest| latest.missed.is_some()), "glance.heading_missed"),
                (!home.editions.is_empty(), "home.editions"),
                (!home.articles.is_empty(), "home.articles"),
            ]
        }
        Content::Node(node) => vec![
            (!node.kpis.is_empty(), "node.kpis"),
            (!node.figures.is_empty(), "figure.heading"),
            (!node.extracts.is_empty(), "node.extracts"),
            (!node.risks.is_empty(), "risk.heading"),
            (!node.children.is_empty(), "node.children"),
        ],
        Content::Unit(unit) => vec![
            (!unit.nodes.is_empty(), "unit.nodes"),
            (!unit.kpis.is_empty(), "node.kpis"),
            (!unit.tables.is_empty(), "unit.tables"),
            (!unit.extracts.is_empty(), "node.extracts"),
            (!unit.risks.is_empty(), "risk.heading"),
        ],
        Content::Kpi(page) => vec![
            (!page.follows.is_empty(), "kpi.follows"),
            (!page.history.is_empty(), "kpi.history"),
            (!page.figures.is_empty(), "figure.heading"),
        ],
        Content::Table(page) => vec![(!page.figures.is_empty(), "figure.heading")],
        Content::Series(page) => {
            vec![(true, "series.values"), (!page.figures.is_empty(), "figure.heading")]
        }
        Content::Methodology(page) => vec![
            (!page.scale.is_empty(), "edition.scale"),
            (true, "methodology.checks"),
            (true, "methodology.marks"),
            (true, "methodology.missing"),
        ],
        _ => Vec::new(),
    };
    all.into_iter().filter(|(has, _)| *has).map(|(_, heading)| heading)
}

fn data(all: &mut Passages<'_>, groups: &[DataGroup]) {
    for group in groups {
        all.words(&group.heading, Weight::Heading);
        for entry in &group.entries {
            all.text(&entry.link.words);
            // Each download repeats it.
            entry.downloads.iter().for_each(|_| all.seen(&entry.link.words));
        }
    }
}

fn links(all: &mut Passages<'_>, groups: &[LinkGroup]) {
    for group in groups {
        group.heading.iter().for_each(|heading| all.seen(heading));
        group.links.iter().for_each(|link| all.text(&link.words));
    }
}

fn headlines(all: &mut Passages<'_>, headlines: &[Headline]) {
    for headline in headlines {
        all.text(&headline.label);
        all.seen_own(&headline.text);
    }
}

fn missed(all: &mut Passages<'_>, missed: Option<&Missed>) {
    if let Some(missed) = missed {
        all.part("missed");
        all.text(&missed.heading);
    }
    for row in missed.into_iter().flat_map(|missed| &missed.kpis) {
        all.text(&row.of.kpi.title);
        listed(all, row);
    }
}

/// Whose rows are found on the page of the whole table.
fn extracts(all: &mut Passages<'_>, extracts: &[Extract]) {
    for extract in extracts {
        all.text(&extract.link.words);
        heads(all, &extract.table);
    }
}

/// What each extract of a table repeats, and the table of a drawing.
fn heads(all: &mut Passages<'_>, table: &Table) {
    table.unit.iter().for_each(|unit| all.seen(unit));
    all.seen(&table.corner);
    units(all, table);
    for column in &table.columns {
        all.seen(&column.label);
    }
    for row in &table.rows {
        all.seen(&row.label);
        all.values(row.cells.len());
    }
    marks(all, &table.legend);
    source(all, table.source.as_ref());
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
        for figure in &narrative.figures {
            all.seen_own(&figure.text);
            all.seen_own(&figure.what);
            source(all, figure.source.as_ref());
        }
        narrative.paragraphs.iter().for_each(|link| all.seen(&link.words));
    }
}

fn ratings(all: &mut Passages<'_>, counts: &[RatingCount]) {
    counts.iter().for_each(|count| all.seen(&count.words));
}

fn cards(all: &mut Passages<'_>, cards: &[NodeCard]) {
    for card in cards {
        all.own(&card.code, Weight::Text);
        all.seen(&card.level);
        all.text(&card.link.words);
        all.seen(&card.short);
        ratings(all, &card.ratings);
        self::cards(all, &card.children);
    }
}

/// With its title, which on a page of its own is the page's.
fn kpi(all: &mut Passages<'_>, kpi: &Kpi) {
    all.part(&format!("k-{}", kpi.id));
    all.words(&kpi.title, Weight::Heading);
    measures(all, kpi);
}

/// In a list; the rest is shown on the page of the KPI.
fn listed(all: &mut Passages<'_>, row: &KpiRow) {
    all.row(&row.of.drawn, |all| measures(all, &row.of.kpi));
}

fn measures(all: &mut Passages<'_>, kpi: &Kpi) {
    all.seen(&kpi.title);
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
        measure.distance.iter().for_each(|words| all.seen_own(words));
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
    units(all, table);
    all.seen(&table.corner);
    marks(all, &table.legend);
    source(all, table.source.as_ref());
}

/// Of rows and columns that have their own.
fn units(all: &mut Passages<'_>, table: &Table) {
    let of_columns = table.columns.iter().filter_map(|column| column.unit.as_ref());
    let of_rows = table.rows.iter().filter_map(|row| row.unit.as_ref());
    of_columns.chain(of_rows).for_each(|unit| all.seen(unit));
}

/// What a cell says in words; figures alone lead to any page.
fn cell(all: &mut Passages<'_>, cell: &Cell) {
    if cell.kind == "text" {
        all.put(&cell.text, cell.lang.as_deref(), Weight::Text);
    } else {
        all.values(1 + usize::from(cell.period.is_some()));
    }
    cell.remarks.iter().for_each(|remark| all.own(remark, Weight::Text));
}

fn figures(all: &mut Passages<'_>, figures: &[Figure]) {
    for figure in figures {
        all.part(&format!("f-{}", figure.id));
        all.words(&figure.title, Weight::Heading);
        figure.subtitle.iter().for_each(|words| all.text(words));
        all.own(&figure.summary, Weight::Text);
        figure.lost.iter().chain(&figure.remarks).for_each(|words| all.seen(words));
        figure.key.iter().for_each(|entry| all.seen(&entry.words));
        figure.table.iter().for_each(|table| heads(all, table));
        source(all, figure.source.as_ref());
    }
}

fn risk(all: &mut Passages<'_>, risk: &Risk) {
    all.part(&format!("risk-{}", risk.id));
    all.words(&risk.title, Weight::Heading);
    all.text(&risk.evolution);
    all.text(&risk.mitigation);
    risk.appetite.iter().chain(&risk.impact).chain(&risk.project).for_each(|words| all.text(words));
    risk.nodes.iter().chain(&risk.owners).for_each(|link| all.seen(&link.words));
}
