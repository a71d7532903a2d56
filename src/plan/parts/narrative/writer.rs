//! Fills in the directives of a narrative while its page is made.

use std::borrow::Cow;
use std::cell::RefCell;

use rust_decimal::Decimal;

use super::check::fits;
use super::tables::Key;
use super::{
    Inset, directive_place, escaped, number_of, place, source_of, subject_of, unit_of, what,
};
use crate::diagnostics::Origin;
use crate::language::{NumberStyle, Sign, Tag};
use crate::localize::{LocalizedReport, ValueStyle};
use crate::model::{Edition, Found, NarrativePlace, Reference, Unit, Value};
use crate::plan::address;
use crate::plan::desk::Sheet;
use crate::plan::parts::computed::in_unit;
use crate::plan::parts::{figure, kpi, source, table, value};
use crate::plan::view::Provenance;
use crate::prose::html::{Figure, Outdated, Place, Resolver, Target, Word};
use crate::prose::{Directive, Name};
use crate::translations::StaleBlocks;

/// Fills in directives while a page is made.
pub struct Writer<'s, 'd, 'a> {
    /// Of the language that the narrative is in.
    pub report: &'d LocalizedReport<'a>,
    /// That is not the page's.
    pub is_foreign: bool,
    pub sheet: RefCell<&'s mut Sheet<'d, 'a>>,
    pub first_heading: Option<Origin>,
    /// Where each figure comes from; each once.
    pub figures: RefCell<Vec<Provenance>>,
    /// With what readers are told about them.
    pub outdated: Option<(&'a StaleBlocks, String)>,
}

impl<'a> Writer<'_, '_, 'a> {
    fn find(&self, directive: &Directive, argument: &str) -> Option<Found<'a>> {
        let sheet = self.sheet.borrow();
        let reference = Reference::parse(directive.text(argument)?)?;
        sheet.desk.lookup.find(sheet.edition.map(|edition| &edition.id), &reference)
    }

    /// What a block of the narrative is printed as.
    fn told(&self, sheet: &Sheet<'_, '_>, html: String) -> String {
        if self.is_foreign { in_language(&html, &sheet.report.tag) } else { html }
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
            source: source::source(&sheet, source_of(record)),
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
            source: source::source(&sheet, source_of(a)),
        });
        let html = format!("<span class=\"value\"><bdi>{}</bdi></span>", escaped(&text));
        Some(Figure { html, text })
    }
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
            Found::Figure(edition, spec) => figure::anchor(edition, spec),
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
        let shared = shared(&sheet, record);
        let drawn = shared.as_ref().and_then(|(key, own)| sheet.desk.once.tables.get(key, own));
        if let Some(html) = drawn {
            return self.told(&sheet, html.to_string());
        }
        let marks = sheet.marks();
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
            Ok(html) => {
                // Notes are numbered by each page.
                if let Some((key, _)) = shared.filter(|_| sheet.marks() == marks) {
                    sheet.desk.once.tables.keep(key, &html);
                }
                self.told(&sheet, html)
            }
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
        let place = place(&sheet);
        let edition = place.as_ref().and_then(NarrativePlace::edition);
        let attachments = &sheet.project().attachments;
        attachments.iter().find(|own| own.edition.as_ref() == edition && own.name == path)?.size
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

fn inset<'a>(sheet: &mut Sheet<'_, 'a>, record: Found<'a>) -> Option<Inset> {
    match record {
        Found::Table(_, own) => Some(Inset::Table(Box::new(table::table(sheet, own)))),
        Found::Series(_, own) => Some(Inset::Table(Box::new(table::series(sheet, own)))),
        Found::Figure(edition, own) => {
            figure::figure(sheet, edition, own).map(|figure| Inset::Figure(Box::new(figure)))
        }
        Found::Kpi(_, own) => {
            let subject = subject_of(sheet, record)?;
            Some(Inset::Kpi(Box::new(kpi::kpi(sheet, own, subject))))
        }
        _ => None,
    }
}

/// As which a table may stand on several pages, and the name of the page's own folder.
fn shared(sheet: &Sheet<'_, '_>, record: Found<'_>) -> Option<(Key, String)> {
    let table = match record {
        Found::Table(_, own) => own.origin,
        Found::Series(_, own) => own.origin,
        _ => return None,
    };
    // In a document links lead to its parts.
    let folder = sheet.path.strip_suffix("/index.html").filter(|_| sheet.document.is_none())?;
    let (above, own) = folder.rsplit_once('/')?;
    let key = Key { language: sheet.report.tag.clone(), table, above: above.to_owned() };
    Some((key, own.to_owned()))
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
