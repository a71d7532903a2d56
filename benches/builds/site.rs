//! A made-up report of any size, as the folder of a kepi project: pages of about 3.5 KB of Markdown
//! with headings, a list, a table, links, a footnote and a table of the report.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::words::{Dice, LANGUAGES, Language};

/// How much of everything.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// KPIs with a narrative, each a page of every language.
    pub pages: usize,
    /// KPIs without a narrative.
    pub kpis: usize,
    pub languages: usize,
    /// On each page with a narrative.
    pub links: usize,
    /// Of the table in each narrative.
    pub rows: usize,
}

impl Size {
    /// The usual page, with six languages.
    pub const fn pages(pages: usize) -> Self {
        Size { pages, kpis: 0, languages: LANGUAGES.len(), links: 4, rows: 10 }
    }
}

/// KPIs that one node of the framework holds.
const PER_NODE: usize = 17;
const PILLARS: usize = 10;

const SOURCES: &str = "[document.report]\ntitle = \"Report\"\nas_of = \"2026-03\"\n";

const EDITION: &str = r#"
[edition]
title = "2024/25"
period = "2024/25"
status = "final"
[rating_scale.full]
at_least = 100
[rating_scale.partial]
at_least = 60
below = 100
[rating_scale.not]
below = 60
[level.pillar]
name = "Pillar"
[level.result]
name = "Result"
"#;

/// Writes the project into a folder that does not exist yet.
pub fn write(folder: &Path, size: Size) -> io::Result<()> {
    let languages = &LANGUAGES[..size.languages];
    let content = folder.join("content");
    let edition = content.join("editions/2024-25");
    fs::create_dir_all(content.join("vocabulary"))?;
    fs::create_dir_all(edition.join("kpis"))?;
    fs::create_dir_all(edition.join("narrative"))?;
    fs::write(content.join("site.toml"), site(languages))?;
    fs::write(content.join("sources.toml"), SOURCES)?;
    fs::write(content.join("vocabulary/words.toml"), vocabulary())?;
    fs::write(edition.join("edition.toml"), EDITION)?;
    fs::write(edition.join("finance.toml"), finance(languages))?;
    let all = size.pages + size.kpis;
    let nodes = all.div_ceil(PER_NODE);
    fs::write(edition.join("framework.toml"), framework(languages, nodes))?;
    for node in 0..nodes {
        let own = node * PER_NODE..((node + 1) * PER_NODE).min(all);
        let mut text = String::from("source = \"report\"\n");
        own.for_each(|index| kpi(&mut text, languages, node, index));
        fs::write(edition.join(format!("kpis/n{node:04}.toml")), text)?;
    }
    for language in languages {
        for index in 0..size.pages {
            let name = format!("narrative/p{index:05}.{}.md", language.tag);
            fs::write(edition.join(name), narrative(language, index, size))?;
        }
    }
    Ok(())
}

fn site(languages: &[Language]) -> String {
    let tags: Vec<String> =
        languages.iter().map(|language| format!("{:?}", language.tag)).collect();
    format!(
        "title = \"Reports\"\nlanguages = [{}]\nsource_language = \"en\"\n\
         default_language = \"en\"\nbase_url = \"https://example.org/\"\n\
         [organization]\nname = \"Agency\"\n",
        tags.join(", ")
    )
}

fn vocabulary() -> String {
    let mut text = String::from(
        "[unit.cases]\nkind = \"score\"\ndecimals = 1\nname = \"cases\"\n\
         [unit.money]\nkind = \"currency\"\ncurrency = \"CHF\"\nscale = 1000\nname = \"thousand CHF\"\n\
         [work_unit.desk]\nname = \"Desk\"\n",
    );
    let ratings = [("full", "F", "disc"), ("partial", "P", "half"), ("not", "N", "ring")];
    for (order, (id, letter, shape)) in ratings.iter().enumerate() {
        let _ = write!(
            text,
            "[rating.{id}]\nname = \"{id}\"\nletter = \"{letter}\"\nshape = \"{shape}\"\norder = {}\n",
            order + 1
        );
    }
    text
}

/// The table that every narrative shows.
fn finance(languages: &[Language]) -> String {
    let mut dice = Dice::new(7);
    let mut text = String::from(
        "[table.finance]\nsource = \"report\"\nunit = \"money\"\ntitle = \"Finance\"\n\
         [table.finance.column]\n",
    );
    for year in 2018..2024 {
        let _ = writeln!(text, "y{year} = {{ label = \"{year}\", period = \"{year}\" }}");
    }
    for row in 0..12 {
        let _ = writeln!(text, "[table.finance.row.r{row}]");
        in_languages(&mut text, languages, "label", 1000 + row, 2);
        let values: Vec<String> =
            (2018..2024).map(|year| format!("y{year} = {}", 1_000 + dice.below(998_999))).collect();
        let _ = writeln!(text, "values = {{ {} }}", values.join(", "));
    }
    text
}

fn framework(languages: &[Language], nodes: usize) -> String {
    let mut text = String::new();
    for pillar in 0..PILLARS.min(nodes) {
        let _ =
            writeln!(text, "[node.pillar-{pillar}]\nlevel = \"pillar\"\ncode = \"{}\"", pillar + 1);
        in_languages(&mut text, languages, "title", 2000 + pillar, 3);
    }
    for node in 0..nodes {
        let _ = writeln!(
            text,
            "[node.n{node:04}]\nlevel = \"result\"\nparent = \"pillar-{}\"\ncode = \"{}.{}\"",
            node % PILLARS,
            node % PILLARS + 1,
            node / PILLARS + 1
        );
        in_languages(&mut text, languages, "title", 3000 + node, 3);
    }
    text
}

fn kpi(text: &mut String, languages: &[Language], node: usize, index: usize) {
    let mut dice = Dice::new(index);
    let target = 4000 + dice.below(5000);
    let actual = 2000 + dice.below(8000);
    // One decimal that is never 0, so that no number in a sentence is a figure by chance.
    let tenths = |number: usize| number / 10 * 10 + number % 9 + 1;
    let figure = |tenths: usize| format!("{}.{}", tenths / 10, tenths % 10);
    let (target, actual) = (tenths(target), tenths(actual));
    let rating = match actual * 100 / target {
        100.. => "full",
        60.. => "partial",
        _ => "not",
    };
    let _ = writeln!(
        text,
        "[kpi.p{index:05}]\nnode = \"n{node:04}\"\nunit = \"cases\"\nbetter = \"higher\"\n\
         owners = [\"desk\"]"
    );
    in_languages(text, languages, "title", 10_000 + index, 8);
    let _ = writeln!(
        text,
        "[kpi.p{index:05}.measure.m]\nbaseline = {{ value = {}, period = \"2022/23\" }}\n\
         target = {{ at_least = {} }}\nactual = {}\nrating = \"{rating}\"",
        figure(tenths(100 + dice.below(3900))),
        figure(target),
        figure(actual),
    );
}

/// `title.en = "…"` and so on.
fn in_languages(text: &mut String, languages: &[Language], key: &str, seed: usize, words: usize) {
    for language in languages {
        let phrase = language.phrase(&mut Dice::new(seed), words);
        let _ = writeln!(text, "{key}.{} = \"{phrase} {seed}\"", language.tag);
    }
}

fn narrative(language: &Language, index: usize, size: Size) -> String {
    let mut dice = Dice::new(index * LANGUAGES.len() + language.tag.len());
    // Figures are the same in every language.
    let mut figures = Dice::new(index);
    let dice = &mut dice;
    let mut text = format!("+++\ntitle = \"{} {}\"\n+++\n\n", language.phrase(dice, 4), index + 1);
    let _ =
        writeln!(text, "## {}\n\n{}\n", language.phrase(dice, 4), language.paragraph(dice, 380));
    for _ in 0..4 {
        let (name, rest) = (language.phrase(dice, 2), language.phrase(dice, 5));
        let _ = writeln!(text, "- **{name}**: {rest} ({})", figures.below(99));
    }
    let _ = writeln!(text, "\n{}[^1]\n", language.paragraph(dice, 260));
    let _ =
        writeln!(text, "## {}\n\n{}\n", language.phrase(dice, 4), language.paragraph(dice, 380));
    let _ = writeln!(text, "| {} | 2020 | 2021 | 2022 | 2023 |", language.phrase(dice, 2));
    let _ = writeln!(text, "| --- | ---: | ---: | ---: | ---: |");
    for _ in 0..size.rows {
        let _ = write!(text, "| {} |", language.phrase(dice, 2));
        for _ in 0..4 {
            let _ = write!(text, " {} |", 100 + figures.below(99_900));
        }
        text.push('\n');
    }
    let _ = writeln!(text, "\n{{{{ table(id=\"finance\") }}}}\n");
    let _ =
        writeln!(text, "## {}\n\n{}\n", language.phrase(dice, 4), language.paragraph(dice, 380));
    let _ = write!(text, "{}", language.paragraph(dice, 120));
    for link in 0..size.links {
        let to = (index + 1 + link * link * PER_NODE / 2) % (size.pages + size.kpis);
        let words = language.phrase(dice, 3);
        let _ = write!(text, " {{{{ ref(id=\"p{to:05}\", text=\"{words}\") }}}}");
    }
    let _ = writeln!(text, "\n\n[^1]: {}", language.paragraph(dice, 120));
    text
}
