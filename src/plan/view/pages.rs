//! What is special to each kind of page.

use serde::Serialize;

use super::{
    Extract, Figure, Headline, InEdition, Kpi, KpiRow, LanguageLink, Link, Missed, Narrative,
    NodeCard, NoteMark, Rating, RatingCount, RatingRule, Risk, Source, StatusMark, Table, Words,
};

/// What is special to each kind of page.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Content {
    Chooser(Chooser),
    Home(Home),
    Edition(Edition),
    Node(Node),
    Kpi(Box<KpiPage>),
    Table(TablePage),
    Series(SeriesPage),
    Article(Article),
    Risks(Risks),
    Corrections(Corrections),
    Sources(Sources),
    KpiList(KpiList),
    Units(Units),
    Unit(UnitPage),
    Topic(TopicPage),
    Methodology(Methodology),
    Data(DataPage),
    Glossary(Glossary),
    Search(Search),
    AToZ(AToZ),
    Print(Print),
    NotFound(NotFound),
}

impl Content {
    /// All lines of its lists of KPIs.
    pub fn kpi_rows(&self) -> Vec<&KpiRow> {
        let missed = match self {
            Content::KpiList(list) => return list.kpis.iter().collect(),
            Content::Unit(unit) => return unit.kpis.iter().collect(),
            Content::Print(print) => {
                return print.parts.iter().flat_map(|part| part.content.kpi_rows()).collect();
            }
            Content::Home(home) => home.latest.as_ref().and_then(|latest| latest.missed.as_ref()),
            Content::Edition(edition) => edition.missed.as_ref(),
            _ => None,
        };
        missed.into_iter().flat_map(|missed| &missed.kpis).collect()
    }
}

/// The root: choose a language, without JavaScript.
#[derive(Clone, Debug, Serialize)]
pub struct Chooser {
    pub choices: Vec<Choice>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    pub language: LanguageLink,
    /// The site's title in that language.
    pub title: Words,
}

/// The first page of a language.
#[derive(Clone, Debug, Serialize)]
pub struct Home {
    pub narrative: Option<Narrative>,
    /// The newest edition at a glance.
    pub latest: Option<Latest>,
    /// Newest first.
    pub editions: Vec<EditionCard>,
    pub articles: Vec<Link>,
}

/// What the newest edition says, for those who will read one page only.
#[derive(Clone, Debug, Serialize)]
pub struct Latest {
    pub link: Link,
    pub period: String,
    pub status: Words,
    pub headline: Vec<Headline>,
    pub ratings: Vec<RatingCount>,
    /// The top of the framework, without what stands below.
    pub nodes: Vec<NodeCard>,
    pub missed: Option<Missed>,
    pub parts: Vec<PartCard>,
}

/// The way to a part of an edition, with how much there is: "84 KPIs".
#[derive(Clone, Debug, Serialize)]
pub struct PartCard {
    pub link: Link,
    pub about: Option<Words>,
}

#[derive(Clone, Debug, Serialize)]
pub struct EditionCard {
    pub link: Link,
    pub period: String,
    pub status: Words,
    pub summary: Option<String>,
    pub ratings: Vec<RatingCount>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Edition {
    pub period: String,
    pub status: Words,
    pub narrative: Option<Narrative>,
    pub headline: Vec<Headline>,
    /// Of all measures of the edition.
    pub ratings: Vec<RatingCount>,
    pub missed: Option<Missed>,
    /// What each rating means, as published.
    pub scale: Vec<RatingRule>,
    /// The framework as a tree, in order.
    pub nodes: Vec<NodeCard>,
    pub figures: Vec<Figure>,
    pub tables: Vec<LinkGroup>,
    pub series: Vec<LinkGroup>,
    /// On all figures of the edition.
    pub notes: Vec<NoteMark>,
}

/// Pages that belong together.
#[derive(Clone, Debug, Serialize)]
pub struct LinkGroup {
    /// None for those that belong to no group.
    pub heading: Option<Words>,
    pub links: Vec<Link>,
}

/// A goal, pillar, result: one place in the framework.
#[derive(Clone, Debug, Serialize)]
pub struct Node {
    pub id: String,
    pub code: String,
    pub level: Words,
    pub narrative: Option<Narrative>,
    /// Who contributes.
    pub work_units: Vec<Link>,
    /// How its title was worded before, with the time.
    pub former: Vec<Words>,
    pub children: Vec<NodeCard>,
    pub ratings: Vec<RatingCount>,
    pub kpis: Vec<Kpi>,
    pub figures: Vec<Figure>,
    /// What tables say of it: budget, spending.
    pub extracts: Vec<Extract>,
    pub risks: Vec<Risk>,
    pub notes: Vec<NoteMark>,
}

/// All KPIs of an edition, or those that a filter leaves.
#[derive(Clone, Debug, Serialize)]
pub struct KpiList {
    /// "84 KPIs"
    pub counted: Words,
    /// What was chosen: a rating, a node, a unit of work, a kind of target.
    pub chosen: Option<FilterChoice>,
    /// To all KPIs; `None` on their own page.
    pub all: Option<Link>,
    pub ratings: Vec<RatingCount>,
    pub filters: Vec<FilterGroup>,
    pub kpis: Vec<KpiRow>,
    pub legend: Vec<StatusMark>,
    /// Of all KPIs, on their own page.
    pub downloads: Vec<Link>,
}

#[derive(Clone, Debug, Serialize)]
pub struct FilterGroup {
    pub heading: Words,
    /// The first of them, and the one that the list was chosen by.
    pub open: bool,
    pub choices: Vec<FilterChoice>,
}

#[derive(Clone, Debug, Serialize)]
pub struct FilterChoice {
    pub words: Words,
    pub rating: Option<Rating>,
    /// How many ratings it leaves.
    pub count: String,
    /// `None` where it would leave nothing.
    pub href: Option<String>,
    pub current: bool,
}

/// Who did the work: sectors, programmes, offices.
#[derive(Clone, Debug, Serialize)]
pub struct Units {
    pub units: Vec<UnitCard>,
}

#[derive(Clone, Debug, Serialize)]
pub struct UnitCard {
    pub link: Link,
    /// "12 KPIs"; `None` where it has none of its own.
    pub counted: Option<Words>,
    pub ratings: Vec<RatingCount>,
}

/// One unit of work: what it contributed to, answered for, spent and feared.
#[derive(Clone, Debug, Serialize)]
pub struct UnitPage {
    pub id: String,
    /// The unit that it is a part of.
    pub parent: Option<Link>,
    pub parts: Vec<Link>,
    pub ratings: Vec<RatingCount>,
    /// The nodes that it contributes to.
    pub nodes: Vec<NodeCard>,
    pub kpis: Vec<KpiRow>,
    /// Explains each mark that stands in a cell of the KPIs.
    pub legend: Vec<StatusMark>,
    /// The tables that are about it alone.
    pub tables: Vec<Link>,
    /// What other tables say of it.
    pub extracts: Vec<Extract>,
    pub risks: Vec<Risk>,
}

#[derive(Clone, Debug, Serialize)]
pub struct KpiPage {
    pub kpi: Kpi,
    pub node: Link,
    pub figures: Vec<Figure>,
    pub narrative: Option<Narrative>,
    /// How its ratings follow from its numbers.
    pub follows: Vec<Follows>,
    /// What each rating means, as published.
    pub scale: Vec<RatingRule>,
    /// The same KPI in other editions, newest first.
    pub history: Vec<InEdition>,
}

/// What the numbers of one rating give, by either method.
#[derive(Clone, Debug, Serialize)]
pub struct Follows {
    pub label: Option<Words>,
    /// How much of the target was reached.
    pub ratio: Option<Method>,
    /// How much of the way from the baseline to the target was gone.
    pub progress: Option<Method>,
    /// As the organization rated it.
    pub given: Option<Rating>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Method {
    pub percent: String,
    /// `None` where the scale has no rating for it.
    pub rating: Option<Rating>,
}

#[derive(Clone, Debug, Serialize)]
pub struct TablePage {
    /// The unit of work that all of it is about.
    pub work_unit: Option<Link>,
    pub narrative: Option<Narrative>,
    pub table: Table,
    pub figures: Vec<Figure>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SeriesPage {
    pub narrative: Option<Narrative>,
    pub table: Table,
    pub figures: Vec<Figure>,
}

/// A page of the organization's own.
#[derive(Clone, Debug, Serialize)]
pub struct Article {
    pub narrative: Narrative,
}

#[derive(Clone, Debug, Serialize)]
pub struct Risks {
    pub narrative: Option<Narrative>,
    pub groups: Vec<RiskGroup>,
    pub downloads: Vec<Link>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Corrections {
    pub narrative: Option<Narrative>,
    pub entries: Vec<CorrectionEntry>,
    /// What is printed as the source has it, although it contradicts other figures.
    pub accepted: Vec<AcceptedEntry>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AcceptedEntry {
    pub of: Option<Link>,
    pub reason: Words,
}

/// What had been printed, and what is right.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionEntry {
    /// Of a declared correction: its id, for an address within the page.
    pub id: Option<String>,
    pub of: Option<Link>,
    pub printed: Words,
    pub right: Words,
    /// Where the wrong one stood.
    pub place: Option<Words>,
    pub on: Option<String>,
    pub reason: Option<Words>,
    pub source: Option<Source>,
    pub notes: Vec<NoteMark>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RiskGroup {
    pub id: &'static str,
    pub heading: Words,
    pub risks: Vec<Risk>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Sources {
    pub sources: Vec<SourceEntry>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SourceEntry {
    pub id: String,
    pub title: Words,
    pub symbol: Option<String>,
    pub url: Option<String>,
    pub as_of: Option<String>,
}

/// How an edition measures.
#[derive(Clone, Debug, Serialize)]
pub struct Methodology {
    pub narrative: Option<Narrative>,
    pub scale: Vec<RatingRule>,
    /// What stands beside a value that is not final.
    pub marks: Vec<StatusMark>,
    /// What stands in the place of a value.
    pub missing: Vec<StatusMark>,
}

/// What an edition holds on one topic.
#[derive(Clone, Debug, Serialize)]
pub struct TopicPage {
    pub groups: Vec<DataGroup>,
}

/// All downloads of an edition.
#[derive(Clone, Debug, Serialize)]
pub struct DataPage {
    pub groups: Vec<DataGroup>,
    pub build: Build,
}

/// What the site was made by and from, so that a copy can be checked.
#[derive(Clone, Debug, Serialize)]
pub struct Build {
    /// "kepi 1.0.0"
    pub program: String,
    /// The hash of all files that the report was made from, as the manifest has it.
    pub sources: String,
    /// To the list of all files of the site.
    pub manifest: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct DataGroup {
    pub id: String,
    pub heading: Words,
    pub entries: Vec<DataEntry>,
}

#[derive(Clone, Debug, Serialize)]
pub struct DataEntry {
    /// Where it is shown.
    pub link: Link,
    pub downloads: Vec<Link>,
}

/// Terms with their definitions.
#[derive(Clone, Debug, Serialize)]
pub struct Glossary {
    pub entries: Vec<GlossaryEntry>,
}

#[derive(Clone, Debug, Serialize)]
pub struct GlossaryEntry {
    pub id: String,
    pub name: Words,
    pub definition: Words,
}

/// Addresses of the page that searches, and of the list of all pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SearchBox {
    pub page: String,
    pub index: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Search {
    /// The first file of its index, for the script.
    pub index: String,
}

/// All pages by title, or one part of that list where it is long.
#[derive(Clone, Debug, Serialize)]
pub struct AToZ {
    /// Every initial of the whole list.
    pub initials: Vec<Link>,
    /// Those of this part.
    pub groups: Vec<AToZGroup>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AToZGroup {
    /// "B", "0–9"
    pub initial: String,
    pub anchor: String,
    pub pages: Vec<AToZEntry>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AToZEntry {
    pub link: Link,
    /// "2024/25", which tells pages of one title apart.
    pub edition: Option<String>,
}

/// The whole of an edition as one document for paper.
#[derive(Clone, Debug, Serialize)]
pub struct Print {
    /// In the order of the document.
    pub parts: Vec<PrintPart>,
}

#[derive(Clone, Debug, Serialize)]
pub struct PrintPart {
    /// Its anchor.
    pub id: String,
    /// Of the page that shows the same: `edition`, `node`, `risks`, `corrections`, `table` or
    /// `series`; says what `content` holds.
    pub kind: &'static str,
    /// Of its heading: 2, or 3 for a part of a part.
    pub level: u8,
    /// Stands above the first of several parts: "Tables".
    pub heading: Option<Words>,
    /// "Expected result": the name of a node's level.
    pub label: Option<Words>,
    pub code: String,
    pub title: Words,
    pub content: Content,
}

#[derive(Clone, Debug, Serialize)]
pub struct NotFound {
    /// In every language: heading, sentence, a link home and others.
    pub languages: Vec<NotFoundIn>,
}

#[derive(Clone, Debug, Serialize)]
pub struct NotFoundIn {
    pub lang: String,
    pub dir: &'static str,
    pub heading: String,
    pub sentence: String,
    pub home: Link,
    /// To the search, and to the list of all pages.
    pub ways: Vec<Link>,
}
