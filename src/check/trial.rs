//! For tests: a small report in memory → its records.

use std::sync::Arc;

use crate::diagnostics::Diagnostics;
use crate::load::{self, FileKind, SourceFile, SourceTree};
use crate::model::{NarrativeFile, Project};
use crate::prose::{self, Document};

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
            tree.files.push(SourceFile { id, path: path.to_owned(), kind: FileKind::Text });
        }
        let mut found = Diagnostics::new();
        let project = load::parse(&tree, &mut found).expect("the trial has a site");
        let narratives = project.narratives.iter().map(|file| {
            let text = tree.sources.text(file.file).unwrap_or_default();
            (file.clone(), prose::parse(file.file, text, &mut found))
        });
        let narratives: Vec<(NarrativeFile, Document)> = narratives.collect();
        assert!(narratives.len() <= 1, "a trial has one narrative at most");
        let messages: Vec<&String> = found.iter().map(|diagnostic| &diagnostic.message).collect();
        assert!(messages.is_empty(), "{messages:?}");
        Trial { project }
    }
}
