//! The files of the new report as they stand in this folder, built into the program.

/// A narrative in every language that the report is written in.
macro_rules! narrative {
    ($to:literal, $from:literal) => {
        (
            $to,
            &[
                ("en", include_str!(concat!("files/", $from, ".en.md"))),
                ("fr", include_str!(concat!("files/", $from, ".fr.md"))),
                ("es", include_str!(concat!("files/", $from, ".es.md"))),
                ("zh", include_str!(concat!("files/", $from, ".zh.md"))),
                ("ar", include_str!(concat!("files/", $from, ".ar.md"))),
                ("ru", include_str!(concat!("files/", $from, ".ru.md"))),
            ],
        )
    };
}

/// Path in the project, and the text.
pub const WHOLE: &[(&str, &str)] = &[
    // Under its own name it would act on this repository.
    (".gitignore", include_str!("files/gitignore")),
    ("README.md", include_str!("files/README.md")),
];

/// What the two services read; `VERSION` stands for kepi's.
pub const GITHUB: (&str, &str) =
    (".github/workflows/report.yml", include_str!("files/ci/github.yml"));
pub const GITLAB: (&str, &str) = (".gitlab-ci.yml", include_str!("files/ci/gitlab.yml"));

/// Texts in all languages, of which only the chosen ones are kept.
pub const DATA: &[(&str, &str)] = &[
    ("content/site.toml", include_str!("files/site.toml")),
    ("content/sources.toml", include_str!("files/sources.toml")),
    ("content/vocabulary/units.toml", include_str!("files/units.toml")),
    ("content/vocabulary/ratings.toml", include_str!("files/ratings.toml")),
    ("content/editions/2025/edition.toml", include_str!("files/edition.toml")),
    ("content/editions/2025/framework.toml", include_str!("files/framework.toml")),
    ("content/editions/2025/results.toml", include_str!("files/results.toml")),
    ("content/editions/2025/revenue.toml", include_str!("files/revenue.toml")),
    ("content/editions/2025/loans.toml", include_str!("files/loans.toml")),
    ("content/editions/2025/figures.toml", include_str!("files/figures.toml")),
];

/// Path without language, and the text in each.
pub const NARRATIVES: &[(&str, &[(&str, &str)])] = &[
    narrative!("content/pages/home", "pages/home"),
    narrative!("content/pages/about", "pages/about"),
    narrative!("content/editions/2025/narrative/overview", "narrative/overview"),
    narrative!("content/editions/2025/narrative/services", "narrative/services"),
];
