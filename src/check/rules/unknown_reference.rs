//! What a narrative or a record refers to must be there, and be of a kind that can stand there.

use crate::check::Report;
use crate::check::figures;
use crate::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use crate::model::{
    Computed, Edition, Expression, Figures, Found, Id, Located, NarrativeFile, Observation,
    Reference, Table, TargetKind,
};
use crate::plan::{check_narrative, unknown_reference};
use crate::prose::Document;

pub fn in_narrative(
    report: &Report<'_>,
    narrative: &NarrativeFile,
    document: &Document,
    found: &mut Diagnostics,
) {
    check_narrative(report.lookup, narrative.place.edition(), document, found);
}

pub fn check(report: &Report<'_>, found: &mut Diagnostics) {
    logo(report, found);
    image(report, found);
    for edition in &report.project.editions {
        let data = edition.figures.iter().flat_map(|figure| &figure.data);
        let continued = edition.kpis.iter().filter_map(|kpi| kpi.continues.as_ref());
        let corrected = edition.corrections.iter().filter_map(|correction| correction.of.as_ref());
        for named in data.chain(continued).chain(corrected) {
            if report.lookup.find(Some(&edition.id), &named.value).is_none() {
                nothing(report, edition, named, found);
            }
        }
        for headline in &edition.headline {
            figure(report, edition, &headline.value, found);
        }
        for table in &edition.tables {
            for column in &table.columns {
                if let Some(Computed::Share { of, whole }) = &column.computed
                    && !whole.value.is_record()
                {
                    whole_of_share(report, edition, table, (&of.value, whole), found);
                }
            }
        }
        for equality in &edition.equalities {
            equality.values.iter().for_each(|value| expression(report, edition, value, found));
        }
        for inclusion in &edition.inclusions {
            expression(report, edition, &inclusion.part, found);
            expression(report, edition, &inclusion.whole, found);
        }
    }
    let targets = report.project.editions.iter().flat_map(|edition| &edition.kpis);
    for target in targets.flat_map(|kpi| &kpi.measures).filter_map(|m| m.target.as_ref()) {
        if let TargetKind::Parts { by, parts } = &target.kind {
            breakdown(report, by, parts.iter().map(|(part, _)| part), found);
        }
    }
    figures::each(report, |figure| breakdowns(report, figure.observation, found));
}

/// The organization's mark must lie beside its pages, and say how large it is.
fn logo(report: &Report<'_>, found: &mut Diagnostics) {
    let Some(name) = &report.project.site.organization.logo else { return };
    if report.project.picture(&name.value).is_none_or(|file| file.size.is_none()) {
        found.push(
            Diagnostic::new(
                &codes::UNKNOWN_REFERENCE,
                format!("there is no picture `{}` in `content/pages/`", name.value),
            )
            .at(name.origin)
            .help("put an SVG, PNG, JPEG, WebP or GIF with that name there"),
        );
    }
}

/// What link previews show must be a picture that all of them know, large enough for the card.
fn image(report: &Report<'_>, found: &mut Diagnostics) {
    const LEAST: (u32, u32) = (600, 315);
    let Some(image) = &report.project.site.image else { return };
    let name = image.file.value.as_str();
    let is_known = name.rsplit_once('.').is_some_and(|(_, end)| {
        ["png", "jpg", "jpeg"].iter().any(|known| end.eq_ignore_ascii_case(known))
    });
    let size = report.project.picture(name).and_then(|file| file.size);
    if !is_known || size.is_none_or(|(width, height)| width < LEAST.0 || height < LEAST.1) {
        let is = match size {
            Some((width, height)) => format!("this one has {width} by {height}"),
            None => "it is not there, or no picture".to_owned(),
        };
        found.push(
            Diagnostic::new(
                &codes::UNKNOWN_REFERENCE,
                format!("`{name}` cannot be shown in link previews"),
            )
            .at(image.file.origin)
            .label(is)
            .help(format!(
                "put a PNG or JPEG of at least {} by {} pixels into `content/pages/`; 1200 by 630 \
                 is the usual size",
                LEAST.0, LEAST.1
            )),
        );
    }
}

/// A reference that leads to nothing; that to a record which was left out was reported with it.
fn nothing(
    report: &Report<'_>,
    edition: &Edition,
    reference: &Located<Reference>,
    found: &mut Diagnostics,
) {
    let record = &reference.value.record;
    let owner = reference.value.edition.as_ref().unwrap_or(&edition.id);
    if !report.project.is_no_news(Some(owner), record) {
        found.push(
            unknown_reference(report.lookup, Some(&edition.id), &reference.value)
                .at(reference.origin),
        );
    }
}

/// Must lead to a number.
fn figure(
    report: &Report<'_>,
    edition: &Edition,
    reference: &Located<Reference>,
    found: &mut Diagnostics,
) {
    let observation = match report.lookup.find(Some(&edition.id), &reference.value) {
        None => return nothing(report, edition, reference, found),
        Some(
            Found::Cell(.., observation)
            | Found::Point(.., observation)
            | Found::KpiValue(.., observation),
        ) => Some(observation),
        Some(_) => None,
    };
    if observation.and_then(Observation::number).is_none() {
        found.push(
            Diagnostic::new(&codes::REFERENCE_KIND, format!("`{}` is no number", reference.value))
                .at(reference.origin)
                .label("expected a cell, a point of a series or a value of a KPI")
                .help("write `table.row.column`, `series@period` or `kpi.measure.actual`"),
        );
    }
}

/// The whole that a column divides by must be a figure.
fn whole_of_share(
    report: &Report<'_>,
    edition: &Edition,
    table: &Table,
    (of, whole): (&Id, &Located<Reference>),
    found: &mut Diagnostics,
) {
    if report.lookup.find(Some(&edition.id), &whole.value).is_none() {
        nothing(report, edition, whole, found);
    } else if report.lookup.whole_of_share(edition, table, of, &whole.value).is_none() {
        found.push(
            Diagnostic::new(&codes::REFERENCE_KIND, format!("`{}` is no figure", whole.value))
                .at(whole.origin)
                .label("expected a row of this table, or a figure of another")
                .help(format!(
                    "write `table.row.column`; `table.row` is its column `{of}`, if it has one"
                )),
        );
    }
}

/// Every term of a sum must lead to figures.
fn expression(
    report: &Report<'_>,
    edition: &Edition,
    expression: &Located<Expression>,
    found: &mut Diagnostics,
) {
    for term in &expression.value.terms {
        let reference = term.figures.reference();
        let record = report.lookup.find(Some(&edition.id), reference);
        let has_figures = match (&term.figures, record) {
            // A rule about figures says nothing to readers.
            (_, None)
                if report.project.is_hidden(
                    reference.edition.as_ref().or(Some(&edition.id)),
                    &reference.record,
                ) =>
            {
                continue;
            }
            (_, None) => {
                let located = Located::new(reference.clone(), expression.origin);
                nothing(report, edition, &located, found);
                continue;
            }
            (Figures::Column { column, .. }, Some(Found::Table(_, table))) => {
                if table.column_index(column).is_none() {
                    let names = table.columns.iter().map(|column| column.id.as_str());
                    let near = nearest(column.as_str(), names);
                    found.push(
                        Diagnostic::new(
                            &codes::UNKNOWN_REFERENCE,
                            format!("the table `{}` has no column `{column}`", table.id),
                        )
                        .at(expression.origin)
                        .label(
                            near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default(),
                        ),
                    );
                    continue;
                }
                true
            }
            (
                Figures::Of(_),
                Some(
                    Found::Table(..)
                    | Found::Row(..)
                    | Found::Cell(..)
                    | Found::Point(..)
                    | Found::KpiValue(..)
                    | Found::KpiTarget(..),
                ),
            ) => true,
            _ => false,
        };
        if !has_figures {
            found.push(
                Diagnostic::new(&codes::REFERENCE_KIND, format!("`{}` is no figure", term.figures))
                    .at(expression.origin)
                    .label("expected a cell, a point of a series or a value of a KPI")
                    .help("write `table.row.column`, `series@period` or `kpi.measure.actual`"),
            );
        }
    }
}

/// The vocabulary must have what a value is split by, and the parts.
fn breakdowns(report: &Report<'_>, observation: &Observation, found: &mut Diagnostics) {
    let Some(details) = &observation.details else { return };
    let of_counts = details.out_of.as_ref().and_then(|out_of| out_of.breakdown.as_ref());
    for split in details.breakdown.iter().chain(of_counts) {
        breakdown(report, &split.by, split.parts.iter().map(|(part, _)| part), found);
        for (_, part) in &split.parts {
            breakdowns(report, part, found);
        }
    }
}

fn breakdown<'p>(
    report: &Report<'_>,
    by: &Located<Id>,
    parts: impl Iterator<Item = &'p Located<Id>>,
    found: &mut Diagnostics,
) {
    let is_broken = |id: &Id| report.project.broken.contains(&(None, id.clone()));
    let all = &report.project.vocabulary.breakdowns;
    let Some(kind) = report.lookup.breakdown(&by.value) else {
        if !is_broken(&by.value) {
            let near = nearest(by.value.as_str(), all.iter().map(|kind| kind.id.as_str()));
            found.push(
                Diagnostic::new(
                    &codes::UNKNOWN_REFERENCE,
                    format!("there is no breakdown `{}`", by.value),
                )
                .at(by.origin)
                .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
                .help("breakdowns are declared in `content/vocabulary/`, as `[breakdown.…]`"),
            );
        }
        return;
    };
    for part in parts {
        if kind.parts.iter().any(|known| known.id == part.value) || is_broken(&kind.id) {
            continue;
        }
        let near = nearest(part.value.as_str(), kind.parts.iter().map(|known| known.id.as_str()));
        found.push(
            Diagnostic::new(
                &codes::UNKNOWN_REFERENCE,
                format!("the breakdown `{}` has no part `{}`", kind.id, part.value),
            )
            .at(part.origin)
            .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
            .help(format!("declare it as `[breakdown.{}.part.{}]`", kind.id, part.value)),
        );
    }
}
