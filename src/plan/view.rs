//! What a template sees: plain values with nothing left to compute, look up or translate.
//!
//! Names of fields are the theme's contract (docs/theme.md). A field is added here first.

mod parts;

use serde::Serialize;

pub use crate::localize::Words;
pub use parts::*;

/// Markup made by kepi itself, the only thing a template may print with `safe`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(pub String);

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Relative to the page, naming the file: `../kpi/index.html`.
    pub href: String,
    pub words: Words,
    /// The page itself, or the part of the site that it belongs to.
    pub current: bool,
}

/// Every template sees one of these as `page`.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// Names the template: `node` is drawn by `templates/node.html`.
    pub kind: &'static str,
    pub lang: String,
    pub dir: &'static str,
    pub title: Words,
    /// One plain sentence for search engines and link previews.
    pub description: String,
    /// From the page to the site's root: `../../`, empty for the root itself.
    pub root: String,
    pub site: Site,
    /// The edition that the page belongs to; `None` outside of all editions.
    pub edition: Option<EditionMark>,
    /// The same subject in the other editions, or their first pages.
    pub editions: Vec<Link>,
    pub styles: Vec<Asset>,
    /// None is needed to read a page.
    pub scripts: Vec<Asset>,
    /// The way to the search of this language; `None` at the root.
    pub search: Option<SearchBox>,
    pub head: Head,
    /// This page in every language of the site, in the site's order.
    pub languages: Vec<LanguageLink>,
    /// From the home page down to this page's parent; the page itself is not in it.
    pub breadcrumbs: Vec<Link>,
    /// The main parts of the site, the same on each page of an edition.
    pub navigation: Vec<Link>,
    pub on_this_page: Vec<Link>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
    /// Numbered as they are first met on the page.
    pub notes: Vec<Note>,
    /// Once on each page that has a drawing: the patterns that the drawings' style refers to.
    pub patterns: Option<Html>,
    /// Absolute addresses; empty when the site has no `base_url`.
    pub canonical: Option<String>,
    /// How to cite the page; `None` without an address to give.
    pub citation: Option<String>,
    pub alternates: Vec<Alternate>,
    /// A fallback page: to be kept out of search engines, with a notice for the reader.
    pub fallback: Option<Words>,
    pub content: Content,
}

/// What a browser, a search engine or a link preview reads before the contents.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// The content security policy, for hosts that send none.
    pub policy: &'static str,
    /// SVG, and PNG for browsers that know no other.
    pub icon: String,
    pub icon_png: String,
    /// Of the browser's own frame, by day and by night.
    pub colour_light: String,
    pub colour_dark: String,
    /// The absolute address of the picture in link previews.
    pub picture: Option<String>,
    /// The Atom feed of this language.
    pub feed: Option<String>,
    /// JSON-LD, on the page of a table or series.
    pub dataset: Option<Html>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Site {
    pub title: Words,
    pub organization: Words,
    pub organization_url: Option<String>,
    pub logo: Option<Picture>,
    /// The home page of this language.
    pub home: String,
    pub licence: Option<Link>,
    /// For the foot of each page: sources, about, contact, legal.
    pub footer: Vec<Link>,
}

/// A picture whose place is kept while it loads.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    pub href: String,
    pub width: u32,
    pub height: u32,
}

/// Says on each page of an edition which one it is, and how far its figures can be trusted.
#[derive(Clone, Debug, Serialize)]
pub struct EditionMark {
    pub link: Link,
    /// "2024/25"
    pub period: String,
    /// "unaudited"
    pub status: Words,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asset {
    pub href: String,
    /// `sha384-…`. Browsers refuse a style with it on a page opened from a folder (`file://`), so it
    /// is for sites that are only ever served.
    pub integrity: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct LanguageLink {
    pub tag: String,
    pub dir: &'static str,
    /// In the language itself: العربية
    pub name: String,
    pub href: String,
    pub current: bool,
    /// False where that page is a fallback.
    pub translated: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Alternate {
    /// A tag or `x-default`.
    pub hreflang: String,
    pub href: String,
}

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

/// A figure that an edition is known by.
#[derive(Clone, Debug, Serialize)]
pub struct Headline {
    /// With its unit, in the scale of the language: "976.4 million Swiss francs".
    pub text: String,
    pub label: Words,
    pub href: Option<String>,
    pub status: Option<StatusMark>,
}

/// Targets that were not met.
#[derive(Clone, Debug, Serialize)]
pub struct Missed {
    /// "14 targets were not met"
    pub heading: Words,
    pub kpis: Vec<ListedKpi>,
    pub legend: Vec<StatusMark>,
    pub all: Link,
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
    pub tables: Vec<Link>,
    pub series: Vec<Link>,
    /// On all figures of the edition.
    pub notes: Vec<NoteMark>,
}

#[derive(Clone, Debug, Serialize)]
pub struct NodeCard {
    pub link: Link,
    pub code: String,
    /// "Expected result": the name of its level.
    pub level: Words,
    /// Its name where there is little room.
    pub short: Words,
    /// It carries the others of its level.
    pub foundation: bool,
    /// 0 for the top level.
    pub depth: usize,
    pub ratings: Vec<RatingCount>,
    pub children: Vec<NodeCard>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RatingCount {
    pub rating: Rating,
    pub count: usize,
    /// Where its part of a strip of all ratings begins, in thousandths from the left.
    pub start: usize,
    pub width: usize,
    /// The count in words: "3 fully achieved".
    pub words: Words,
}

#[derive(Clone, Debug, Serialize)]
pub struct RatingRule {
    pub rating: Rating,
    /// "100 per cent of the target"
    pub rule: Words,
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

/// The rows of a table that are about one subject.
#[derive(Clone, Debug, Serialize)]
pub struct Extract {
    /// To the whole table.
    pub link: Link,
    pub table: Table,
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
    pub kpis: Vec<ListedKpi>,
    pub legend: Vec<StatusMark>,
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

/// A KPI as one of a list, with the measures that belong there.
#[derive(Clone, Debug, Serialize)]
pub struct ListedKpi {
    /// Of its node: "1.1".
    pub code: String,
    pub node: Link,
    pub kpi: Kpi,
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
    pub kpis: Vec<ListedKpi>,
    /// Explains each mark that stands in a cell of the KPIs.
    pub legend: Vec<StatusMark>,
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
pub struct InEdition {
    /// Begins the ids of its measures.
    pub anchor: String,
    pub period: String,
    pub kpi: Kpi,
}

#[derive(Clone, Debug, Serialize)]
pub struct Kpi {
    pub id: String,
    pub href: String,
    pub title: Words,
    pub unit: Words,
    /// "Higher is better" and its like.
    pub better: Words,
    /// The KPI of an earlier edition that it continues.
    pub continues: Option<Link>,
    pub owners: Vec<Link>,
    /// Whether a measure has a label of its own; otherwise the table has no column of labels.
    pub labelled: bool,
    pub measures: Vec<Measure>,
    /// Explains each mark that stands in a cell: `[p]` provisional, `[x]` not available.
    pub legend: Vec<StatusMark>,
    pub source: Option<Source>,
    pub notes: Vec<NoteMark>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Measure {
    pub id: String,
    pub label: Option<Words>,
    pub baseline: Cell,
    pub target: Cell,
    pub actual: Cell,
    /// `None` where there is none, or where it stands at the first measure of the group.
    pub rating: Option<Rating>,
    /// How many measures the rating stands for; 0 where it stands at the first of the group.
    pub rating_span: usize,
    /// What each unit of work was rated, where several share the KPI.
    pub rating_by: Vec<UnitRating>,
    pub justification: Option<Words>,
    pub notes: Vec<NoteMark>,
}

/// The rating of one unit of work among several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitRating {
    pub unit: Words,
    pub rating: Rating,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rating {
    pub id: String,
    pub name: Words,
    /// One letter for tight places.
    pub letter: String,
    /// `disc`, `half`, `ring`, `square`, `diamond` or `triangle`: never colour alone.
    pub shape: String,
    /// Where the source lost the rating and it was derived by the published rule.
    pub derived: Option<StatusMark>,
}

#[derive(Clone, Debug, Serialize)]
pub struct TablePage {
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
pub struct Risk {
    pub id: String,
    pub title: Words,
    pub appetite: Option<Words>,
    /// Whether it materialized, and how the exposure developed.
    pub evolution: Words,
    pub mitigation: Words,
    pub impact: Option<Words>,
    pub owners: Vec<Link>,
    pub nodes: Vec<Link>,
    pub project: Option<Words>,
    pub source: Option<Source>,
    pub notes: Vec<NoteMark>,
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
}

#[derive(Clone, Debug, Serialize)]
pub struct DataGroup {
    pub id: &'static str,
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
    /// The folder of its index, for the script.
    pub folder: String,
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
    /// In every language: heading, sentence and a link home.
    pub languages: Vec<NotFoundIn>,
}

#[derive(Clone, Debug, Serialize)]
pub struct NotFoundIn {
    pub lang: String,
    pub dir: &'static str,
    pub heading: String,
    pub sentence: String,
    pub home: Link,
}
