//! Languages → the files of a small, complete report to start from, for `kepi new`.

mod files;
mod write;

use crate::language::Tag;
use crate::theme;

pub use write::{Refusal, create};

/// The languages that the report is written in; any other starts with the first.
const WRITTEN: &[&str] = &["en", "fr", "es", "zh", "ar", "ru"];

/// One file of the new project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Relative to the project, with `/`.
    pub path: String,
    pub text: String,
}

/// Where a project is checked and published with every change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ci {
    None,
    Github,
    Gitlab,
}

impl Ci {
    /// The recipe, with this version of kepi in it.
    fn file(self) -> Option<File> {
        let (path, text) = match self {
            Ci::None => return None,
            Ci::Github => files::GITHUB,
            Ci::Gitlab => files::GITLAB,
        };
        let text = text.replace("\"VERSION\"", concat!("\"", env!("CARGO_PKG_VERSION"), "\""));
        Some(File { path: path.to_owned(), text })
    }
}

/// The files of a new project; its first language is the one it is written in.
pub fn files(languages: &[Tag]) -> Vec<File> {
    let whole = files::WHOLE
        .iter()
        .map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() });
    let data = files::DATA
        .iter()
        .map(|(path, text)| File { path: (*path).to_owned(), text: in_languages(text, languages) });
    let narratives = files::NARRATIVES.iter().flat_map(|(path, texts)| {
        languages.iter().map(move |tag| {
            let written = written(tag);
            let (_, text) = texts.iter().find(|(language, _)| *language == written).expect(
                "a test looks for every narrative in every language that the report is written in",
            );
            File { path: format!("{path}.{tag}.md"), text: (*text).to_owned() }
        })
    });
    // A language that kepi does not speak yet gets the English strings to translate.
    let strings = languages.iter().filter(|tag| theme::shipped_strings(tag).is_none()).map(|tag| {
        let english = Tag::parse("en").and_then(|english| theme::shipped_strings(&english));
        File {
            path: format!("themes/default/strings/{tag}.toml"),
            text: format!("# To be translated into `{tag}`.\n\n{}", english.unwrap_or_default()),
        }
    });
    let mut files: Vec<File> = whole.chain(data).chain(narratives).chain(strings).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The language whose words a language starts with: French for `fr-CA`. Chinese is left out of
/// that: other places write it with other characters.
fn written(tag: &Tag) -> &'static str {
    let of = |known: &&&str| {
        let rest = tag.as_str().strip_prefix(**known);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-') && **known != "zh")
    };
    WRITTEN.iter().find(of).unwrap_or(&WRITTEN[0])
}

/// A data file with its texts in these languages only. In our files each text stands on lines of
/// its own, `title.en = …` and `title.fr = …`, one below the other.
fn in_languages(text: &str, languages: &[Tag]) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((key, language, value)) = translated(line) else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let mut values = vec![(language, value)];
        while let Some((_, language, value)) =
            lines.peek().and_then(|next| translated(next)).filter(|(next, ..)| *next == key)
        {
            values.push((language, value));
            lines.next();
        }
        for tag in languages {
            let written = written(tag);
            let (_, value) = values.iter().find(|(language, _)| *language == written).expect(
                "a test looks for every text in every language that the report is written in",
            );
            out.push_str(&format!("{key}.{tag} = {value}\n"));
        }
    }
    let quoted: Vec<String> = languages.iter().map(|tag| format!("\"{tag}\"")).collect();
    let first = languages.first().map_or(WRITTEN[0], Tag::as_str);
    out.replace("LANGUAGES", &format!("[{}]", quoted.join(", "))).replace("FIRST", first)
}

/// `title.en = "Revenue"` → `title`, `en`, `"Revenue"`.
fn translated(line: &str) -> Option<(&str, &str, &str)> {
    let (key, value) = line.split_once(" = ")?;
    let (key, language) = key.rsplit_once('.')?;
    WRITTEN.contains(&language).then_some((key, language, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(tags: &[&str]) -> Vec<Tag> {
        tags.iter().map(|tag| Tag::parse(tag).expect("a tag")).collect()
    }

    #[test]
    fn every_text_and_narrative_exists_in_every_language() {
        for (path, text) in files::DATA {
            let mut seen: Vec<(&str, Vec<&str>)> = Vec::new();
            for (key, language, _) in text.lines().filter_map(translated) {
                match seen.last_mut() {
                    Some((last, languages)) if *last == key && languages.len() < WRITTEN.len() => {
                        languages.push(language);
                    }
                    _ => seen.push((key, vec![language])),
                }
            }
            for (key, languages) in seen {
                assert_eq!(languages, WRITTEN, "{path}: {key}");
            }
        }
        for (path, texts) in files::NARRATIVES {
            let languages: Vec<&str> = texts.iter().map(|(language, _)| *language).collect();
            assert_eq!(languages, WRITTEN, "{path}");
        }
    }

    #[test]
    fn data_files_are_toml_with_the_chosen_languages_only() {
        for languages in [&["en"][..], &["ar", "zh"], &["fr", "de", "es-MX", "zh-Hant"]] {
            for file in files(&tags(languages)) {
                if !file.path.ends_with(".toml") {
                    continue;
                }
                let table: toml::Table = toml::from_str(&file.text)
                    .unwrap_or_else(|error| panic!("{}: {error}", file.path));
                assert!(!table.is_empty(), "{}", file.path);
                for line in file.text.lines() {
                    let key = line.split_once(" = ").map_or("", |(key, _)| key);
                    let language = key.rsplit_once('.').map_or("", |(_, language)| language);
                    let is_tag = WRITTEN.contains(&language);
                    assert!(!is_tag || languages.contains(&language), "{}: {line}", file.path);
                }
            }
        }
    }

    #[test]
    fn a_language_that_is_not_written_starts_in_english() {
        let files = files(&tags(&["de", "fr-CA", "zh-Hant"]));
        let site =
            &files.iter().find(|file| file.path == "content/site.toml").expect("is there").text;
        assert!(site.contains("title.de = \"Performance reports\"\n"));
        assert!(site.contains("title.fr-CA = \"Rapports sur la performance\"\n"));
        assert!(site.contains("title.zh-Hant = \"Performance reports\"\n"));
        assert!(site.contains("languages = [\"de\", \"fr-CA\", \"zh-Hant\"]\n"));
        assert!(site.contains("source_language = \"de\" "));
        let home = files.iter().find(|file| file.path == "content/pages/home.de.md");
        assert!(home.is_some_and(|home| home.text.contains("Association of Small Libraries")));
    }

    #[test]
    fn narratives_of_all_languages_use_the_same_directives() {
        for (path, texts) in files::NARRATIVES {
            let directives = |text: &'static str| {
                let mut found: Vec<&str> =
                    text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()).collect();
                found.sort_unstable();
                found
            };
            for (language, text) in *texts {
                assert_eq!(directives(text), directives(texts[0].1), "{path}.{language}");
            }
        }
    }
}
