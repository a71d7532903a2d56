//! For tests: a small report in memory → what the rules say about it.

use std::sync::Arc;

use super::{Exception, Memory, Report};
use crate::diagnostics::Diagnostics;
use crate::load::shown::Shown;
use crate::load::{self, FileKind, SourceFile, SourceTree};
use crate::model::{Lookup, NarrativeFile, Project};
use crate::plan;
use crate::prose::{self, Document};
use crate::translations;

const SITE: &str = r#"
title.en = "Reports"
languages = ["en"]
source_language = "en"
default_language = "en"
[organization]
name.en = "Agency"
"#;

const SOURCES: &str = r#"
[document.report]
title.en = "Report"
as_of = "2026-03"
"#;

const VOCABULARY: &str = r#"
[unit.cases]
kind = "count"
name.en = "cases"
[unit.percent]
kind = "percent"
name.en = "per cent"
[unit.million]
kind = "currency"
currency = "CHF"
scale = 1000000
decimals = 1
name.en = "million francs"
[unit.thousand]
kind = "currency"
currency = "CHF"
scale = 1000
name.en = "thousand francs"
[unit.maturity]
kind = "level"
name.en = "maturity"
level.low.name.en = "low"
level.middle.name.en = "middle"
level.high.name.en = "high"
[term.deployed]
name.en = "Deployed"
[rating.full]
name.en = "Full"
letter = "F"
shape = "disc"
order = 1
[rating.partial]
name.en = "Partial"
letter = "P"
shape = "half"
order = 2
[rating.not]
name.en = "Not"
letter = "N"
shape = "ring"
order = 3
[rating.unknown]
name.en = "Unknown"
letter = "U"
shape = "square"
order = 4
[breakdown.region]
name.en = "Region"
part.north.name.en = "North"
part.south.name.en = "South"
[breakdown.session]
name.en = "Session"
adds_up = false
part.first.name.en = "First"
part.second.name.en = "Second"
"#;

const EDITION: &str = r#"
source = "report"
[edition]
title.en = "2024/25"
period = "2024/25"
status = "final"
[rating_scale.full]
at_least = 100
[rating_scale.partial]
at_least = 60
below = 100
[rating_scale.not]
below = 60
[level.result]
name.en = "Result"
[node.er]
level = "result"
title.en = "Result"
"#;

/// The data of a trial: everything above, and `data` in the edition.
pub struct Trial {
    pub project: Project,
    pub tree: SourceTree,
    pub narratives: Vec<(NarrativeFile, Document)>,
}

impl Trial {
    /// Panics where the data cannot be read: the rules are about data that can.
    pub fn new(data: &str, narrative: &str) -> Trial {
        let mut tree = SourceTree::default();
        let data = format!("source = \"report\"\n{data}");
        let mut files = vec![
            ("content/editions/2024-25/data.toml", data.as_str()),
            ("content/editions/2024-25/edition.toml", EDITION),
        ];
        if !narrative.is_empty() {
            files.push(("content/editions/2024-25/narrative/overview.en.md", narrative));
        }
        files.extend([
            ("content/site.toml", SITE),
            ("content/sources.toml", SOURCES),
            ("content/vocabulary/words.toml", VOCABULARY),
        ]);
        for (path, text) in files {
            let id = tree.sources.add(path, Some(Arc::from(text)));
            tree.files.push(SourceFile { id, path: path.into(), kind: FileKind::Text });
        }
        let mut found = Diagnostics::new();
        let project = load::parse(&tree, &Shown::All, &mut found).expect("the trial has a site");
        let narratives = project.narratives.iter().map(|file| {
            let text = tree.sources.text(file.file).unwrap_or_default();
            (file.clone(), prose::parse(file.file, &text, &mut found))
        });
        let narratives = narratives.collect();
        let messages: Vec<&String> = found.iter().map(|diagnostic| &diagnostic.message).collect();
        assert!(messages.is_empty(), "{messages:?}");
        Trial { project, tree, narratives }
    }

    pub fn run<T>(&self, then: impl FnOnce(Diagnostics, Vec<Exception<'_>>) -> T) -> T {
        let mut found = Diagnostics::new();
        let plan = plan::plan(&self.project, &mut found);
        let lookup = Lookup::new(&self.project, &plan.articles);
        let narratives: Vec<(&NarrativeFile, &Document)> =
            self.narratives.iter().map(|(file, document)| (file, document)).collect();
        let source_language = &self.project.site.source_language.value;
        let pairs = translations::pairs(source_language, narratives.iter().copied());
        let report = Report {
            project: &self.project,
            lookup: &lookup,
            plan: &plan,
            narratives: &narratives,
            pairs: &pairs,
            slips: &[],
            sources: &self.tree.sources,
            translations: &translations::State::default(),
        };
        let exceptions = super::project(&report, &mut Memory::default(), &mut found);
        then(found, exceptions)
    }
}

/// `code: message` of everything found, but for what every trial has: it uses few of its words.
pub fn found(data: &str) -> Vec<String> {
    found_in(data, "")
}

/// The same with a narrative of the edition.
pub fn found_in(data: &str, narrative: &str) -> Vec<String> {
    const NOT_TRIED: [&str; 3] = ["unused-unit", "unused-term", "kpi-without-owner"];
    let trial = Trial::new(data, narrative);
    trial.run(|found, _| {
        let sorted = found.into_sorted(&trial.tree.sources);
        let told = sorted.iter().filter(|d| !NOT_TRIED.contains(&d.code.name));
        told.map(|diagnostic| format!("{}: {}", diagnostic.code.name, diagnostic.message)).collect()
    })
}
