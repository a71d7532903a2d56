//! `site.toml`: the site itself, its organization and its languages.

use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes};
use crate::load::read::Reader;
use crate::load::record::Item;
use crate::load::shape::{Kind, Shape, field};
use crate::load::toml_file;
use crate::load::tree::{SourceFile, SourceTree};
use crate::model::{Fallback, Licence, Located, Organization, Site, TextPlace};

pub static SHAPE: Shape = Shape {
    name: "the site",
    fields: &[
        field!("title", required, Kind::Text, "the title of the whole site"),
        field!("organization", required, Kind::Table(&ORGANIZATION), "who reports"),
        field!(
            "languages",
            required,
            Kind::List(&Kind::Tag),
            "the languages, in the order of the language switch"
        ),
        field!(
            "source_language",
            required,
            Kind::Tag,
            "the language that translations are made from"
        ),
        field!("default_language", required, Kind::Tag, "the language offered first"),
        field!(
            "fallback",
            optional,
            Kind::Choice(&["fail", "warn", "accept"]),
            "what a missing translation does"
        ),
        field!(
            "base_url",
            optional,
            Kind::Word,
            "the public address of the site, for canonical links"
        ),
        field!(
            "licence",
            optional,
            Kind::Table(&LICENCE),
            "under which others may use the figures"
        ),
        field!("theme", optional, Kind::Id, "a folder below `themes/`; `default` if unset"),
    ],
};

const ORGANIZATION: Shape = Shape {
    name: "the organization",
    fields: &[
        field!("name", required, Kind::Text, "its full name"),
        field!("short", optional, Kind::Text, "its short name"),
        field!("url", optional, Kind::Word, "its home page"),
    ],
};

const LICENCE: Shape = Shape {
    name: "the licence",
    fields: &[
        field!("name", required, Kind::Text, "what it is called"),
        field!("url", optional, Kind::Word, "where it can be read"),
    ],
};

pub fn read(
    tree: &SourceTree,
    file: &SourceFile,
    texts: &mut Vec<TextPlace>,
    found: &mut Diagnostics,
) -> Option<Site> {
    let text = tree.sources.text(file.id).expect("a TOML file was read as text");
    let found_before = found.len();
    let table = toml_file::parse(file.id, text, found);
    if found.len() > found_before {
        return None;
    }
    let top = Origin::range(file.id, 0..0);
    let mut reader = Reader { file: file.id, found, texts };
    let mut record = reader.record(table.get_ref(), &SHAPE, top);
    if record.incomplete {
        return None;
    }
    let mut organization = record.record("organization").expect("a required key").value;
    if organization.incomplete {
        return None;
    }
    let listed = record.list("languages").expect("a required key");
    let mut languages: Vec<Located<_>> = Vec::new();
    for item in listed.value {
        let Item::Tag(tag) = item.value else { unreachable!("languages are tags") };
        match languages.iter().find(|known: &&Located<_>| known.value == tag) {
            Some(first) => found.push(
                Diagnostic::new(
                    &codes::DUPLICATE_ID,
                    format!("the language `{tag}` is listed twice"),
                )
                .at(item.origin)
                .related(first.origin, "first here")
                .help("delete one"),
            ),
            None => languages.push(Located::new(tag, item.origin)),
        }
    }
    if languages.is_empty() {
        found.push(
            Diagnostic::new(&codes::NO_LANGUAGE, "the site has no language")
                .at(listed.origin)
                .help("list at least one, such as `languages = [\"en\"]`"),
        );
        return None;
    }
    for key in ["source_language", "default_language"] {
        let Some(tag) = record.tag(key) else { continue };
        if !languages.iter().any(|language| language.value == tag.value) {
            let known: Vec<&str> =
                languages.iter().map(|language| language.value.as_str()).collect();
            found.push(
                Diagnostic::new(
                    &codes::UNKNOWN_LANGUAGE,
                    format!("`{}` is no language of the site", tag.value),
                )
                .at(tag.origin)
                .help(format!("use one of {}", crate::load::shape::list(&known))),
            );
        }
        record.fields.push((key, Located::new(Item::Tag(tag.value), tag.origin)));
    }
    let base_url = record.word("base_url");
    let base_url = base_url.filter(|url| is_base_url(url, found));
    Some(Site {
        file: file.id,
        title: record.text("title").expect("a required key"),
        organization: Organization {
            name: organization.text("name").expect("a required key"),
            short: organization.text("short"),
            url: organization.word("url").map(|url| url.value),
        },
        languages,
        source_language: record.tag("source_language").expect("a required key"),
        default_language: record.tag("default_language").expect("a required key"),
        fallback: match record.choice("fallback").map(|word| word.value) {
            Some("fail") => Fallback::Fail,
            Some("accept") => Fallback::Accept,
            _ => Fallback::Warn,
        },
        base_url,
        licence: record.record("licence").and_then(|licence| {
            let mut licence = licence.value;
            Some(Licence {
                name: licence.text("name")?,
                url: licence.word("url").map(|url| url.value),
            })
        }),
        theme: record.id("theme").map_or_else(|| "default".to_owned(), |id| id.value.to_string()),
    })
}

fn is_base_url(url: &Located<String>, found: &mut Diagnostics) -> bool {
    let rest = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
    let fits = rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && !rest.contains(['?', '#', ' ', '"', '<', '>'])
    });
    if !fits {
        found.push(
            Diagnostic::new(&codes::INVALID_URL, format!("`{}` is no public address", url.value))
                .at(url.origin)
                .help("write it with https, such as `https://example.org/reports/`"),
        );
    }
    fits
}
