//! The counts → aligned tables for people, or JSON for programs.

use std::io::{self, Write};

use super::{
    EditionStatus, Exception, Figures, InAll, Language, OfKind, Ratings, Share, Status, ToDo,
    Translated,
};
use crate::diagnostics::print::visible;
use crate::model::{Missing, Status as Certainty};

/// One document; docs/status.md describes its fields, which scripts rely on.
pub fn json(out: &mut dyn Write, status: &Status) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, status)?;
    writeln!(out)
}

/// Tables of ratings, figures and translations, and the exceptions in words.
pub fn text(out: &mut dyn Write, status: &Status) -> io::Result<()> {
    tables(out, status)?;
    last_line(out, status)
}

/// The same, and what translators have still to do.
pub fn text_with_to_do(out: &mut dyn Write, status: &Status) -> io::Result<()> {
    tables(out, status)?;
    for language in &status.languages {
        to_do(out, language)?;
    }
    last_line(out, status)
}

fn tables(out: &mut dyn Write, status: &Status) -> io::Result<()> {
    for edition in &status.editions {
        edition_text(out, edition)?;
    }
    if status.across_editions.total.total > 0 {
        writeln!(out, "Series across editions\n")?;
        figures(&status.across_editions).print(out)?;
        without_source(out, &status.across_editions)?;
    }
    accepted(out, &status.exceptions)?;
    languages(status).print(out)?;
    translations(&status.languages, out)
}

fn last_line(out: &mut dyn Write, status: &Status) -> io::Result<()> {
    let found = &status.findings;
    let counts = [
        counted(found.errors, "error"),
        counted(found.warnings, "warning"),
        counted(found.notes, "note"),
    ];
    let where_to_read = if found.errors + found.warnings + found.notes > 0 {
        "; `kepi check --data` prints them"
    } else {
        ""
    };
    writeln!(out, "{}{where_to_read}", counts.join(", "))
}

fn edition_text(out: &mut dyn Write, edition: &EditionStatus) -> io::Result<()> {
    let EditionStatus { id, period, status, .. } = edition;
    writeln!(out, "Edition {id}: {period}, {status}\n")?;
    if edition.ratings.kpis > 0 || !edition.ratings.by_rating.is_empty() {
        ratings(&edition.ratings).print(out)?;
    }
    figures(&edition.figures).print(out)?;
    without_source(out, &edition.figures)?;
    accepted(out, &edition.exceptions)?;
    if !edition.justifications.is_empty() {
        writeln!(out, "  Ratings that stand against the formula")?;
        for justified in &edition.justifications {
            let about = format!("{} of {}", justified.rating, justified.record);
            reason(out, &about, &justified.reason, &justified.place)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn accepted(out: &mut dyn Write, exceptions: &[Exception]) -> io::Result<()> {
    if exceptions.is_empty() {
        return Ok(());
    }
    writeln!(out, "  Accepted exceptions")?;
    for exception in exceptions {
        let about = format!("{} in {}", exception.check, exception.record);
        reason(out, &about, &exception.reason, &exception.place)?;
    }
    writeln!(out)
}

fn to_do(out: &mut dyn Write, language: &Language) -> io::Result<()> {
    writeln!(out, "  To do in {}", language.tag)?;
    for ToDo { state, what, count, place } in &language.to_do {
        writeln!(out, "  - {state}: {}\n    {}", counted(*count, what), visible(place))?;
    }
    if language.to_do.is_empty() {
        writeln!(out, "  - nothing")?;
    }
    writeln!(out)
}

fn reason(out: &mut dyn Write, about: &str, reason: &str, place: &str) -> io::Result<()> {
    writeln!(out, "  - {}", visible(about))?;
    for line in wrapped(&visible(reason)) {
        writeln!(out, "    {line}")?;
    }
    writeln!(out, "    {}", visible(place))
}

/// Sentences, broken between words.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("starts with one line");
        if line.is_empty() {
            word.clone_into(line);
        } else if line.chars().count() + 1 + word.chars().count() <= 92 {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

fn without_source(out: &mut dyn Write, figures: &Figures) -> io::Result<()> {
    if figures.without_source.is_empty() {
        return Ok(());
    }
    writeln!(out, "  Figures without source")?;
    for unsourced in &figures.without_source {
        let figures = counted(unsourced.figures, "figure");
        writeln!(out, "  - {figures} in {}\n    {}", unsourced.record, unsourced.place)?;
    }
    writeln!(out)
}

fn ratings(ratings: &Ratings) -> Columns {
    let mut table =
        Columns::new(&["Ratings", "KPIs", "measures", "ratings", "printed", "derived", "declared"]);
    for of in &ratings.by_rating {
        let counts = [of.kpis, of.measures, of.ratings, of.printed, of.derived].map(number);
        table.row(&of.rating, counts.into_iter().chain([stated(of.declared)]));
    }
    if ratings.kpis_with_several > 0 {
        table.row("several ratings", [number(ratings.kpis_with_several)]);
    }
    if ratings.kpis_without + ratings.measures_without > 0 {
        table.row("no rating", [ratings.kpis_without, ratings.measures_without].map(number));
    }
    let Ratings { kpis, measures, ratings: given, printed, derived, declared, .. } = ratings;
    table.row("total", [kpis, measures, given, printed, derived].map(|count| number(*count)));
    if declared.kpis.is_some() || declared.ratings.is_some() {
        let stated = [stated(declared.kpis), String::new(), stated(declared.ratings)];
        table.row("declared", stated);
    }
    table
}

fn figures(figures: &Figures) -> Columns {
    let all = [("KPIs", &figures.kpis), ("tables", &figures.tables), ("series", &figures.series)];
    let mut kinds: Vec<(&str, &OfKind)> =
        all.into_iter().filter(|(_, kind)| kind.total > 0).collect();
    if kinds.len() != 1 {
        kinds.push(("total", &figures.total));
    }
    let heads: Vec<&str> = ["Figures"].into_iter().chain(kinds.iter().map(|kind| kind.0)).collect();
    let mut table = Columns::new(&heads);
    let mut row = |name: &str, of: &dyn Fn(&OfKind) -> usize| {
        if of(&figures.total) > 0 || name == "total" {
            table.row(name, kinds.iter().map(|(_, kind)| number(of(kind))));
        }
    };
    for word in Certainty::WORDS {
        row(word, &|kind| kind.numbers[word]);
    }
    for word in Missing::ALL.iter().map(|reason| reason.word()) {
        row(&format!("missing: {word}"), &|kind| kind.missing[word]);
    }
    row("in words", &|kind| kind.words);
    row("total", &|kind| kind.total);
    row("without source", &|kind| kind.without_source);
    table
}

fn languages(status: &Status) -> Columns {
    let mut table = Columns::new(&["Languages", "translated", "missing", "percent", "seen in"]);
    for language in &status.languages {
        for (what, of) in [("texts", &language.texts), ("narratives", &language.narratives)] {
            let counts = [number(of.translated), missing(of), format!("{} %", of.percent)];
            table.row(
                &format!("{} {what}", language.tag),
                counts.into_iter().chain([falling_back(of)]),
            );
        }
    }
    let InAll { texts, narratives } = &status.in_all_languages;
    for (what, Share { total, translated, percent }) in
        [("texts", texts), ("narratives", narratives)]
    {
        let counts = [number(*translated), number(total - translated), format!("{percent} %")];
        table.row(&format!("all {what}"), counts);
    }
    table
}

/// How translations stand to what they were made from.
fn translations(languages: &[Language], out: &mut dyn Write) -> io::Result<()> {
    let translated = languages.iter().filter(|language| !language.is_source);
    let mut table = Columns::new(&["Translations", "current", "stale", "unrecorded"]);
    for language in translated.clone() {
        let counts = [language.current, language.stale, language.unrecorded].map(number);
        table.row(&language.tag, counts);
    }
    match translated.count() {
        0 => Ok(()),
        _ => table.print(out),
    }
}

fn missing(of: &Translated) -> String {
    match of.drafts {
        0 => number(of.missing),
        drafts => format!("{} ({})", of.missing, counted(drafts, "draft")),
    }
}

fn falling_back(of: &Translated) -> String {
    let shown = of.falling_back.iter().map(|(tag, count)| format!("{tag} {count}"));
    shown.collect::<Vec<_>>().join(", ")
}

fn number(count: usize) -> String {
    count.to_string()
}

fn stated(count: Option<i64>) -> String {
    count.map(|count| count.to_string()).unwrap_or_default()
}

fn counted(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// A table with its names at the left and its counts at the right of their columns.
struct Columns {
    rows: Vec<Vec<String>>,
}

impl Columns {
    fn new(heads: &[&str]) -> Self {
        Columns { rows: vec![heads.iter().map(|head| (*head).to_owned()).collect()] }
    }

    fn row(&mut self, name: &str, cells: impl IntoIterator<Item = String>) {
        self.rows.push([name.to_owned()].into_iter().chain(cells).collect());
    }

    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut widths = vec![0; self.rows.iter().map(Vec::len).max().unwrap_or(0)];
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        for row in &self.rows {
            let mut line = format!("  {:<1$}", row[0], widths[0]);
            for (cell, width) in row.iter().zip(&widths).skip(1) {
                line.push_str(&format!("  {cell:>width$}"));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        writeln!(out)
    }
}
