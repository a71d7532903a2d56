//! A page's narrative: its words from the Markdown file, its figures from the data.

use std::borrow::Cow;
use std::cell::RefCell;

use rust_decimal::Decimal;

use super::computed::in_unit;
use super::{table, value};
use crate::diagnostics::{Diagnostic, Origin, codes, nearest};
use crate::language::{NumberStyle, Sign, Tag};
use crate::localize::{LocalizedReport, ValueStyle};
use crate::model::{
    Edition, Found, Id, Lookup, NarrativePlace, Observation, Project, Reference, SourceUse, Unit,
    Value,
};
use crate::plan::desk::Sheet;
use crate::plan::view::{Html, Link, Narrative, Provenance, Words};
use crate::plan::{SitePlan, Subject, address};
use crate::prose::html::{self, Figure, Outdated, Place, Resolver, Target, Word};
use crate::prose::{Directive, Document, Name};
use crate::translations::StaleBlocks;

/// What a narrative gives to its page.
#[derive(Default)]
pub struct Told {
    pub html: Option<Narrative>,
    pub title: Option<Words>,
    pub description: Option<String>,
    /// Its headings, for the list of what is on the page.
    pub contents: Vec<Link>,
    /// Set when it is in another language.
    pub notice: Option<Words>,
}

/// Where the narrative of a page would lie.
pub fn place(sheet: &Sheet<'_, '_>) -> Option<NarrativePlace> {
    place_of(sheet.project(), sheet.desk.plan, sheet.subject)
}

/// Where the narrative of a subject's page would lie; `None` for a page that has none.
pub fn place_of(project: &Project, plan: &SitePlan, subject: Subject) -> Option<NarrativePlace> {
    let record = |e: usize, id: &Id| {
        let edition = project.editions[e].id.clone();
        NarrativePlace::Record { edition, record: id.clone() }
    };
    Some(match subject {
        Subject::Home => NarrativePlace::Page(Id::parse("home")?),
        Subject::Edition(e) => record(e, &Id::parse("overview")?),
        Subject::Node(e, n) => record(e, &project.editions[e].framework.nodes[n].id),
        Subject::Kpi(e, k) => record(e, &project.editions[e].kpis[k].id),
        Subject::Table(e, t) => record(e, &project.editions[e].tables[t].id),
        Subject::Series(Some(e), s) => record(e, &project.editions[e].series[s].id),
        Subject::Series(None, s) => NarrativePlace::Page(project.series[s].id.clone()),
        Subject::Article(a) => NarrativePlace::Page(plan.articles[a].clone()),
        Subject::Risks(e) => record(e, &Id::parse("risks")?),
        Subject::Corrections(e) => record(e, &Id::parse("corrections")?),
        Subject::Methodology(e) => record(e, &Id::parse("methodology")?),
        Subject::Kpis(..)
        | Subject::Topic(..)
        | Subject::Units(_)
        | Subject::Unit(..)
        | Subject::Data(_)
        | Subject::Glossary
        | Subject::Sources
        | Subject::Search
        | Subject::AToZ(_)
        | Subject::Print(_) => return None,
    })
}

/// The narrative of the page that is being made.
pub fn of_page(sheet: &mut Sheet<'_, '_>) -> Told {
    let report = sheet.report;
    let Some(narrative) = place(sheet).and_then(|place| report.narrative(&place)) else {
        return Told::default();
    };
    let document = narrative.document;
    let words = |text: &str| Words {
        text: text.to_owned(),
        lang: narrative.is_fallback.then(|| narrative.tag.to_string()),
        dir: narrative.is_fallback.then(|| narrative.tag.direction().attribute()),
    };
    let outdated = narrative.stale.map(|blocks| (blocks, stale_notice(sheet, narrative.tag)));
    // A text that stands in for one of the page's language is of its own language to the last word.
    let told_in = sheet.desk.languages.iter().find(|other| other.tag == *narrative.tag);
    let desk = Writer {
        report: told_in.unwrap_or(report),
        is_foreign: narrative.is_fallback,
        sheet: RefCell::new(sheet),
        first_heading: document.headings.first().map(|heading| heading.origin),
        figures: RefCell::default(),
        outdated,
    };
    let offset = desk.sheet.borrow().heading_offset;
    let html = html::html(document, &desk, offset);
    let figures = desk.figures.take();
    let contents = html::contents(document, &desk);
    let Words { lang, dir, .. } = words("");
    let html = Narrative { html: Html(html), lang, dir, figures };
    let front = &document.front;
    let told = Told {
        html: (!document.passages.is_empty()).then_some(html),
        title: front.title.as_ref().map(|title| words(&title.text)),
        description: front.description.as_ref().map(|text| text.text.clone()),
        contents: contents
            .into_iter()
            .filter(|entry| entry.level == 2)
            .map(|entry| Link {
                href: format!("#{}", entry.anchor),
                words: words(&entry.text),
                current: false,
            })
            .collect(),
        notice: narrative.is_fallback.then(|| {
            let other = sheet.desk.languages.iter().find(|other| other.tag == *narrative.tag);
            let shown = other.map_or_else(
                || narrative.tag.to_string(),
                |other| other.rules.own_name().to_owned(),
            );
            let own = report.rules.own_name();
            report.own(
                report.strings.fill("fallback.notice", &[("language", own), ("other", &shown)]),
            )
        }),
    };
    if narrative.is_fallback {
        sheet.fallbacks += 1;
    }
    told
}

/// Says that a text of the language `tag` is behind its original, with the way to that. On a page
/// of yet another language it is said in the page's own words all the same.
fn stale_notice(sheet: &Sheet<'_, '_>, tag: &Tag) -> String {
    let source = &sheet.project().site.source_language.value;
    let original = sheet.desk.languages.iter().find(|report| report.tag == *source);
    let shown = match original {
        Some(original) if sheet.report.tag != *source => {
            let path = format!("{source}/{}", sheet.desk.plan.path(sheet.subject));
            format!(
                "<a href=\"{}\" hreflang=\"{source}\" lang=\"{source}\" dir=\"{}\">{}</a>",
                escaped(&address::relative(&sheet.path, &path)),
                source.direction().attribute(),
                escaped(original.rules.own_name())
            )
        }
        _ => format!("<bdi>{source}</bdi>"),
    };
    let words = escaped(sheet.report.strings.get("stale.notice"));
    let notice = crate::theme::fill(&words, &[("language", &shown)]);
    if *tag == sheet.report.tag {
        return notice;
    }
    let (own, dir) = (&sheet.report.tag, sheet.report.direction().attribute());
    format!("<span lang=\"{own}\" dir=\"{dir}\">{notice}</span>")
}

/// The title of a page of the organization's own, from its front matter.
pub fn article_title(sheet: &Sheet<'_, '_>, id: &Id) -> Words {
    let narrative = sheet.report.narrative(&NarrativePlace::Page(id.clone()));
    let title = narrative.and_then(|narrative| {
        narrative.document.front.title.as_ref().map(|title| (narrative, title))
    });
    match title {
        Some((narrative, title)) => Words {
            text: title.text.clone(),
            lang: narrative.is_fallback.then(|| narrative.tag.to_string()),
            dir: narrative.is_fallback.then(|| narrative.tag.direction().attribute()),
        },
        None => sheet.report.own(id.to_string()),
    }
}

/// Checks every directive of a narrative against the data, once for all languages.
pub fn check(
    lookup: &Lookup<'_>,
    edition: Option<&Id>,
    document: &Document,
    found: &mut crate::diagnostics::Diagnostics,
) {
    for directive in &document.directives {
        apart(lookup, edition, directive, found);
    }
    for used in document.references() {
        let Some(reference) = Reference::parse(used.id) else { continue };
        let record = lookup.find(edition, &reference);
        let Some(record) = record else {
            let owner = reference.edition.as_ref().or(edition);
            if !lookup.project.is_no_news(owner, &reference.record) {
                found.push(unknown(lookup, edition, &reference).at(used.argument.origin));
            }
            continue;
        };
        if !fits(used.directive.name(), record) {
            found.push(
                Diagnostic::new(
                    &codes::REFERENCE_KIND,
                    format!("`{}` is not what `{}` can show", used.id, used.directive.word()),
                )
                .at(used.argument.origin)
                .label(format!("expected {}", expected(used.directive.name()))),
            );
        }
    }
}

/// A share or change of two figures that cannot be held against each other.
fn apart(
    lookup: &Lookup<'_>,
    edition: Option<&Id>,
    directive: &Directive,
    found: &mut crate::diagnostics::Diagnostics,
) {
    let (of, to) = match directive.name() {
        Name::Share => ("of", "in"),
        Name::Change => ("to", "from"),
        _ => return,
    };
    let unit = |argument: &str| {
        let reference = Reference::parse(directive.text(argument)?)?;
        unit_of(lookup, lookup.find(edition, &reference)?)
    };
    if let (Some(one), Some(other)) = (unit(of), unit(to))
        && !one.goes_with(other)
    {
        found.push(
            Diagnostic::new(
                &codes::REFERENCE_KIND,
                format!(
                    "`{}` compares a figure in `{}` with one in `{}`",
                    directive.word(),
                    one.id,
                    other.id
                ),
            )
            .at(directive.origin)
            .help("name two figures of one kind of unit; millions and thousands go together"),
        );
    }
}

/// What a reference that leads nowhere may have meant.
pub fn unknown(lookup: &Lookup<'_>, edition: Option<&Id>, reference: &Reference) -> Diagnostic {
    if lookup.project.is_hidden(reference.edition.as_ref().or(edition), &reference.record) {
        let message = format!("`{}` is not published yet", reference.record);
        return Diagnostic::new(&codes::UNKNOWN_REFERENCE, message)
            .label("a page with this on it would publish it")
            .help(
                "take the reference out, or mark what it stands in with `draft` or `publish_after`",
            );
    }
    let names = lookup.names(edition, reference);
    let record = lookup.record(reference.edition.as_ref().or(edition), reference);
    // The first part that leads nowhere; the names are those that could stand there.
    let row_is_there = |part: &Id| match record {
        Some(Found::Table(_, table)) => table.row(part).is_some(),
        Some(Found::Kpi(_, kpi)) => kpi.measures.iter().any(|measure| measure.id == *part),
        _ => false,
    };
    let wrong = match (record, &reference.part, &reference.field, &reference.period) {
        (None, ..) => reference.record.as_str(),
        (Some(Found::Series(..)), _, _, Some(period)) => period.as_str(),
        (Some(_), Some(part), Some(field), _) if row_is_there(part) => field.as_str(),
        (Some(_), Some(part), ..) => part.as_str(),
        _ => reference.record.as_str(),
    };
    let near = nearest(wrong, names.iter().map(String::as_str));
    let mut diagnostic =
        Diagnostic::new(&codes::UNKNOWN_REFERENCE, format!("`{reference}` leads to nothing"));
    if let Some(near) = near {
        diagnostic = diagnostic.label(format!("did you mean `{near}`?"));
    }
    let shown: Vec<&str> = names.iter().take(12).map(String::as_str).collect();
    match record {
        Some(_) if !shown.is_empty() => {
            let more = if names.len() > shown.len() { " …" } else { "" };
            diagnostic.help(format!("there are {}{more}", crate::diagnostics::listed(&shown)))
        }
        _ => diagnostic.help(
            "a reference is `record`, `table.row.column`, `kpi.measure.actual` or `series@2025`",
        ),
    }
}

fn fits(name: Name, record: Found<'_>) -> bool {
    match name {
        Name::Value => matches!(
            record,
            Found::Cell(..) | Found::Point(..) | Found::KpiValue(..) | Found::KpiTarget(..)
        ),
        Name::Change | Name::Share => number_of(record).is_some(),
        Name::Note => matches!(record, Found::Note(..)),
        Name::Table => matches!(record, Found::Table(..) | Found::Series(..)),
        Name::Chart => matches!(record, Found::Figure(..)),
        Name::Kpi => matches!(record, Found::Kpi(..)),
        Name::Ref => !matches!(record, Found::Term(_) | Found::WorkUnit(_) | Found::Note(..)),
    }
}

fn expected(name: Name) -> &'static str {
    match name {
        Name::Value => "a cell, a point of a series or a value of a KPI",
        Name::Change | Name::Share => "a cell or a point with a number",
        Name::Note => "a note",
        Name::Table => "a table or a series",
        Name::Chart => "a figure",
        Name::Kpi => "a KPI",
        Name::Ref => "a record that has a page",
    }
}

/// The number behind a reference, with what its unit is.
fn number_of(record: Found<'_>) -> Option<(Decimal, &Observation)> {
    let observation = match record {
        Found::Cell(.., cell) => cell,
        Found::Point(.., observation) | Found::KpiValue(.., observation) => observation,
        _ => return None,
    };
    Some((observation.number()?, observation))
}

fn unit_of<'a>(lookup: &Lookup<'a>, record: Found<'a>) -> Option<&'a Unit> {
    let id = match record {
        Found::Cell(_, table, row, column, _) => table.unit_of(row, column),
        Found::Point(_, series, ..) => &series.unit,
        Found::KpiValue(_, kpi, measure, _) | Found::KpiTarget(_, kpi, measure, _) => {
            measure.unit.as_ref().unwrap_or(&kpi.unit)
        }
        _ => return None,
    };
    lookup.unit(&id.value)
}

/// Fills in directives while a page is made.
struct Writer<'s, 'd, 'a> {
    /// Of the language that the narrative is in.
    report: &'d LocalizedReport<'a>,
    /// That is not the page's.
    is_foreign: bool,
    sheet: RefCell<&'s mut Sheet<'d, 'a>>,
    first_heading: Option<Origin>,
    /// Where each figure comes from; each once.
    figures: RefCell<Vec<Provenance>>,
    /// With what readers are told about them.
    outdated: Option<(&'a StaleBlocks, String)>,
}

impl<'a> Writer<'_, '_, 'a> {
    fn find(&self, directive: &Directive, argument: &str) -> Option<Found<'a>> {
        let sheet = self.sheet.borrow();
        let reference = Reference::parse(directive.text(argument)?)?;
        sheet.desk.lookup.find(sheet.edition.map(|edition| &edition.id), &reference)
    }

    fn unit_of(&self, record: Found<'a>) -> Option<&'a Unit> {
        unit_of(self.sheet.borrow().desk.lookup, record)
    }

    fn remember(&self, provenance: Provenance) {
        let mut figures = self.figures.borrow_mut();
        if !figures.contains(&provenance) {
            figures.push(provenance);
        }
    }

    /// A figure in a sentence, with where it comes from for those who ask.
    fn value(&self, directive: &Directive) -> Option<Figure> {
        let record = self.find(directive, "id")?;
        let unit = self.unit_of(record);
        let report = self.report;
        if let Found::KpiTarget(.., target) = record {
            let mut sheet = self.sheet.borrow_mut();
            let page = std::mem::replace(&mut sheet.report, report);
            let cell = value::promise(&sheet, target, unit, ValueStyle::InWords);
            sheet.report = page;
            return Some(Figure { html: escaped(&cell.text), text: cell.text });
        }
        let sheet = self.sheet.borrow();
        let observation = match record {
            Found::Cell(.., cell) => cell,
            Found::Point(.., observation) | Found::KpiValue(.., observation) => observation,
            _ => return None,
        };
        let text = match observation.number() {
            Some(number) => {
                let mut style = NumberStyle {
                    decimals: unit.and_then(|unit| unit.decimals),
                    ..NumberStyle::PROSE
                };
                if let Some(decimals) = directive.count("precision") {
                    style = style.decimals(decimals.into());
                }
                if directive.text("sign") == Some("always") {
                    style = style.sign(Sign::Always);
                }
                let words = match directive.text("scale") {
                    Some("plain") => ValueStyle::Signed,
                    _ => ValueStyle::InWords,
                };
                report.styled(number, unit, words, style)
            }
            None => match &observation.value {
                Value::Missing(reason) => report.missing(*reason).spoken.unwrap_or_default(),
                Value::Words(text) => report.plain(text).to_owned(),
                Value::InParts | Value::Number(_) => String::new(),
            },
        };
        let href = directive_place(&sheet, record);
        let shown = escaped(&text);
        let html = match &href {
            Some(href) => {
                format!("<a class=\"value\" href=\"{}\"><bdi>{shown}</bdi></a>", escaped(href))
            }
            None => format!("<span class=\"value\"><bdi>{shown}</bdi></span>"),
        };
        self.remember(Provenance {
            text: text.clone(),
            what: what(&sheet, record),
            href,
            status: report.status(observation.status).map(|(_, words)| words.to_owned()),
            source: super::source::source(&sheet, source_of(record)),
        });
        Some(Figure { html, text })
    }

    /// The difference of two figures, or of one as a share of another.
    fn computed(&self, directive: &Directive) -> Option<Figure> {
        let (a, b) = match directive.name() {
            Name::Change => (self.find(directive, "to")?, self.find(directive, "from")?),
            _ => (self.find(directive, "of")?, self.find(directive, "in")?),
        };
        // In one unit: a share of thousands in millions is none of the digits.
        let (top, base) = (number_of(a)?.0, number_of(b)?.0);
        let base = in_unit(base, self.unit_of(b), self.unit_of(a))?;
        let report = self.report;
        let decimals = directive.count("precision").map_or(1, u32::from);
        let text = match (directive.name(), directive.text("as")) {
            (Name::Change, Some("amount")) => {
                let difference = top.checked_sub(base)?;
                let unit = self.unit_of(a);
                let style = NumberStyle {
                    decimals: unit.and_then(|unit| unit.decimals),
                    ..NumberStyle::PROSE
                };
                report.styled(difference, unit, ValueStyle::InWords, style.sign(Sign::Always))
            }
            (Name::Change, _) => {
                let change =
                    top.checked_sub(base)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base)?;
                report
                    .rules
                    .percent(change, NumberStyle::PROSE.decimals(decimals).sign(Sign::Always))
            }
            _ => {
                let share = top.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base)?;
                report.rules.percent(share, NumberStyle::PROSE.decimals(decimals))
            }
        };
        let sheet = self.sheet.borrow();
        let both = [what(&sheet, a), what(&sheet, b)];
        self.remember(Provenance {
            text: text.clone(),
            what: both.join(" / "),
            href: directive_place(&sheet, a),
            status: None,
            source: super::source::source(&sheet, source_of(a)),
        });
        let html = format!("<span class=\"value\"><bdi>{}</bdi></span>", escaped(&text));
        Some(Figure { html, text })
    }
}

/// "Revenue in 2024/25, Fees, Actual"
pub fn what(sheet: &Sheet<'_, '_>, record: Found<'_>) -> String {
    let report = sheet.report;
    let mut parts = vec![table::title(sheet, record).text];
    match record {
        Found::Cell(_, owner, _, column, _) => {
            parts.insert(0, report.plain(&owner.title).to_owned());
            parts.push(table::name(sheet, &column.name).text);
        }
        Found::Point(.., period, _) => parts.push(report.period(period)),
        Found::KpiValue(_, kpi, measure, observation) => {
            parts.extend(super::kpi::label(sheet, kpi, measure).map(|words| words.text));
            let is_baseline =
                measure.baseline.as_ref().is_some_and(|own| own.origin == observation.origin);
            let key = if is_baseline { "kpi.baseline" } else { "kpi.actual" };
            parts.push(report.strings.get(key).to_owned());
        }
        _ => {}
    }
    parts.join(report.strings.get("chart.comma"))
}

pub fn source_of<'a>(record: Found<'a>) -> Option<&'a SourceUse> {
    match record {
        Found::Cell(_, table, .., cell) => cell.source.as_ref().or(table.source.as_ref()),
        Found::Point(_, series, _, observation) => {
            observation.source.as_ref().or(series.source.as_ref())
        }
        Found::KpiValue(_, kpi, _, observation) => {
            observation.source.as_ref().or(kpi.source.as_ref())
        }
        _ => None,
    }
}

/// The page that shows the record a figure belongs to; no link from a page to itself.
fn directive_place(sheet: &Sheet<'_, '_>, record: Found<'_>) -> Option<String> {
    let subject = subject_of(sheet, record)?;
    (subject != sheet.subject).then(|| sheet.to(subject))
}

/// The page of a record.
pub fn subject_of(sheet: &Sheet<'_, '_>, record: Found<'_>) -> Option<Subject> {
    let project = sheet.project();
    // What is found is always a part of the project itself, so its place says which it is.
    let edition = |wanted: &crate::model::Edition| project.editions.element_offset(wanted);
    Some(match record {
        Found::Edition(own) => Subject::Edition(edition(own)?),
        Found::Node(own, node) => {
            Subject::Node(edition(own)?, own.framework.nodes.element_offset(node)?)
        }
        Found::Kpi(own, kpi)
        | Found::Measure(own, kpi, _)
        | Found::KpiValue(own, kpi, ..)
        | Found::KpiTarget(own, kpi, ..) => {
            Subject::Kpi(edition(own)?, own.kpis.element_offset(kpi)?)
        }
        Found::Table(own, table) | Found::Row(own, table, _) | Found::Cell(own, table, ..) => {
            Subject::Table(edition(own)?, own.tables.element_offset(table)?)
        }
        Found::Series(own, series) | Found::Point(own, series, ..) => match own {
            Some(own) => Subject::Series(Some(edition(own)?), own.series.element_offset(series)?),
            None => Subject::Series(None, project.series.element_offset(series)?),
        },
        Found::Figure(own, figure) => super::figure::home(sheet, own, figure)?,
        Found::Article(id) => Subject::Article(sheet.desk.plan.articles.element_offset(id)?),
        Found::Source(_) => Subject::Sources,
        Found::WorkUnit(unit) => {
            let e = sheet.edition_place()?;
            Subject::Unit(e, sheet.index(e).unit(&unit.id)?)
        }
        Found::Term(term) if term.definition.is_some() => Subject::Glossary,
        Found::Note(..) | Found::Term(_) => return None,
    })
}

impl Resolver for Writer<'_, '_, '_> {
    fn figure(&self, directive: &Directive, place: Place) -> Figure {
        let figure = match directive.name() {
            Name::Value => self.value(directive),
            _ => self.computed(directive),
        };
        // What leads nowhere was reported by `check`, and nothing is published then.
        let figure = figure.unwrap_or_default();
        match place {
            Place::Sentence => figure,
            Place::Link => Figure { html: escaped(&figure.text), ..figure },
        }
    }

    fn reference(&self, directive: &Directive) -> Target {
        let Some(record) = self.find(directive, "id") else { return Target::default() };
        let sheet = self.sheet.borrow();
        let Some(subject) = subject_of(&sheet, record) else { return Target::default() };
        let words = table::title(&sheet, record);
        let anchor = match record {
            Found::Figure(_, figure) => format!("#f-{}", figure.id),
            Found::Source(source) => format!("#source-{}", source.id),
            Found::Term(term) => format!("#term-{}", term.id),
            _ => String::new(),
        };
        let mut href = sheet.to(subject);
        // Within a document the part is near enough.
        if !href.starts_with('#') {
            href.push_str(&anchor);
        }
        Target { href, title: words.text, lang: words.lang, dir: words.dir }
    }

    fn note(&self, directive: &Directive) -> String {
        let Some(Found::Note(_, note)) = self.find(directive, "id") else { return String::new() };
        let mut sheet = self.sheet.borrow_mut();
        let mark = sheet.note_mark(note);
        let name = sheet.report.strings.get("note.mark");
        format!(
            "<span class=\"note-marks\"><a id=\"{}\" href=\"{}\"><span class=\"hidden\">{} </span>{}</a></span>",
            escaped(&mark.anchor),
            escaped(&mark.href),
            escaped(name),
            escaped(&mark.number)
        )
    }

    fn block(&self, directive: &Directive) -> String {
        let Some(record) = self.find(directive, "id") else { return String::new() };
        // A record of another kind was reported by `check`.
        if !fits(directive.name(), record) {
            return String::new();
        }
        let mut sheet = self.sheet.borrow_mut();
        // Notes, names and downloads are those of the record's edition, whatever the page's is.
        let edition = std::mem::replace(&mut sheet.edition, edition_of(record));
        let inset = inset(&mut sheet, record);
        sheet.edition = edition;
        let Some(inset) = inset else { return String::new() };
        // Its heading stands below the narrative's own, or in their place before the first of them.
        let level =
            if self.first_heading.is_some_and(|first| first < directive.origin) { 3 } else { 2 };
        let level = level + sheet.heading_offset;
        match (sheet.desk.draw)(sheet.report, inset, level) {
            Ok(html) if self.is_foreign => in_language(&html, &sheet.report.tag),
            Ok(html) => html,
            Err(diagnostic) => {
                sheet.found.push(diagnostic);
                String::new()
            }
        }
    }

    fn outdated(&self) -> Option<Outdated<'_>> {
        let (StaleBlocks { passages, footnotes }, notice) = self.outdated.as_ref()?;
        Some(Outdated { passages, footnotes, notice: notice.clone() })
    }

    fn word(&self, word: Word) -> &str {
        self.report.strings.get(match word {
            Word::Footnotes => "note.heading",
            Word::Back => "note.back",
            Word::Table => "table.name",
        })
    }

    fn size(&self, path: &str) -> Option<(u32, u32)> {
        let sheet = self.sheet.borrow();
        let edition = match place(&sheet) {
            Some(NarrativePlace::Record { edition, .. }) => Some(edition),
            _ => None,
        };
        let attachments = &sheet.project().attachments;
        attachments.iter().find(|own| own.edition == edition && own.name == path)?.size
    }

    fn file<'f>(&self, path: &'f str) -> Cow<'f, str> {
        let sheet = self.sheet.borrow();
        match place(&sheet) {
            Some(NarrativePlace::Record { edition, .. }) => {
                Cow::Owned(address::relative(&sheet.path, &format!("assets/{edition}/{path}")))
            }
            _ => Cow::Owned(address::relative(&sheet.path, &format!("assets/pages/{path}"))),
        }
    }
}

/// A record shown within a narrative, drawn by the theme's own components.
pub enum Inset {
    Table(Box<crate::plan::view::Table>),
    Figure(Box<crate::plan::view::Figure>),
    Kpi(Box<crate::plan::view::Kpi>),
}

fn inset<'a>(sheet: &mut Sheet<'_, 'a>, record: Found<'a>) -> Option<Inset> {
    match record {
        Found::Table(_, own) => Some(Inset::Table(Box::new(table::table(sheet, own)))),
        Found::Series(_, own) => Some(Inset::Table(Box::new(table::series(sheet, own)))),
        Found::Figure(edition, own) => {
            super::figure::figure(sheet, edition, own).map(|figure| Inset::Figure(Box::new(figure)))
        }
        Found::Kpi(_, own) => {
            let subject = subject_of(sheet, record)?;
            Some(Inset::Kpi(Box::new(super::kpi::kpi(sheet, own, subject))))
        }
        _ => None,
    }
}

/// A figure or table within a text of another language is still in the page's own.
fn in_language(html: &str, tag: &Tag) -> String {
    let Some(start) = html.find('<') else { return html.to_owned() };
    let name = html[start..].find([' ', '>', '\n']).map_or(html.len(), |end| start + end);
    let dir = tag.direction().attribute();
    format!("{} lang=\"{tag}\" dir=\"{dir}\"{}", &html[..name], &html[name..])
}

/// `None` for a record of the site.
fn edition_of(record: Found<'_>) -> Option<&Edition> {
    match record {
        Found::Table(edition, _) | Found::Figure(edition, _) | Found::Kpi(edition, _) => {
            Some(edition)
        }
        Found::Series(edition, _) => edition,
        _ => None,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
