//! `site.toml`: the site itself, its organization and its languages.

use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes, listed};
use crate::language::{Numbering, Tag};
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Kind, Shape, field};
use crate::load::toml_file;
use crate::load::tree::{SourceFile, SourceTree};
use crate::model::{
    Fallback, Forms, Image, Licence, Located, Organization, Site, StalePolicy, Text, TextIn,
    TextPlace,
};

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
            "fallback_to",
            optional,
            Kind::ByTag(&Kind::List(&Kind::Tag)),
            "for a language, those that stand in for it, in this order, before the source language"
        ),
        field!(
            "digits",
            optional,
            Kind::ByTag(&Kind::Word),
            "for a language, its digits by CLDR's name: `latn` for 1 2 3, `arab` for ١ ٢ ٣"
        ),
        field!(
            "stale",
            optional,
            Kind::Choice(&["warn", "note", "accept"]),
            "what a translation does whose original has changed"
        ),
        field!(
            "base_url",
            optional,
            Kind::Word,
            "the public address of the site, for canonical links"
        ),
        field!(
            "domain",
            optional,
            Kind::Word,
            "the host name, for hosts that look for it in a file `CNAME`"
        ),
        field!(
            "csv_bom",
            optional,
            Kind::Flag,
            "whether CSV files begin with the mark that Excel knows UTF-8 by"
        ),
        field!(
            "image",
            optional,
            Kind::Table(&IMAGE),
            "what link previews show, instead of the theme's picture"
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
        field!("logo", optional, Kind::Word, "a picture in `content/pages/`, such as `logo.svg`"),
    ],
};

const IMAGE: Shape = Shape {
    name: "the picture of link previews",
    fields: &[
        field!("file", required, Kind::Word, "a PNG or JPEG in `content/pages/`"),
        field!("alt", required, Kind::Text, "what can be seen on it, for those who cannot see it"),
    ],
};

const LICENCE: Shape = Shape {
    name: "the licence",
    fields: &[
        field!("name", required, Kind::Text, "what it is called"),
        field!("url", optional, Kind::Word, "where it can be read"),
    ],
};

/// The site; `None` only where no language is known. What else is missing or wrong is reported, and
/// something stands in for it, so that all other mistakes of the report are found as well.
pub fn read(
    tree: &SourceTree,
    file: &SourceFile,
    texts: &mut Vec<TextPlace>,
    found: &mut Diagnostics,
) -> Option<Site> {
    let text = tree.sources.held(file.id).expect("a TOML file was read as text");
    let found_before = found.len();
    let table = toml_file::parse(file.id, text, found);
    if found.len() > found_before {
        return None;
    }
    // A key that the whole file lacks has no better place.
    let top = Origin::file(file.id);
    let mut reader = Reader { file: file.id, tree, found, texts, beside: Vec::new() };
    let mut record = reader.record(table.get_ref(), &SHAPE, top);
    let languages = languages(&mut record, found)?;
    let source_language = one_of(&languages, record.tag("source_language"), found);
    let default_language = one_of(&languages, record.tag("default_language"), found);
    let stand_ins = stand_ins(&mut record, &languages, found);
    let digits = digits(&mut record, &languages, found);
    let base_url = record.word("base_url").filter(|url| is_public_base(url, found));
    let mut organization = record.record("organization").map(|organization| organization.value);
    let mut of_organization =
        |key: &str| organization.as_mut().and_then(|organization| organization.text(key));
    Some(Site {
        file: file.id,
        title: record.text("title").unwrap_or_else(|| stand_in(top)),
        organization: Organization {
            name: of_organization("name").unwrap_or_else(|| stand_in(top)),
            short: of_organization("short"),
            url: organization.as_mut().and_then(|it| public_address(it, found)),
            logo: organization.as_mut().and_then(|it| it.word("logo")),
        },
        languages,
        source_language,
        default_language,
        fallback: match record.choice("fallback").map(|word| word.value) {
            Some("fail") => Fallback::Fail,
            Some("accept") => Fallback::Accept,
            _ => Fallback::Warn,
        },
        stand_ins,
        digits,
        stale: match record.choice("stale").map(|word| word.value) {
            Some("note") => StalePolicy::Note,
            Some("accept") => StalePolicy::Accept,
            _ => StalePolicy::Warn,
        },
        base_url,
        domain: record.word("domain").map(|domain| domain.value),
        image: record.record("image").and_then(|image| {
            let mut image = image.value;
            Some(Image { file: image.word("file")?, alt: image.text("alt")? })
        }),
        csv_bom: record.flag("csv_bom").is_some_and(|flag| flag.value),
        licence: record.record("licence").and_then(|licence| {
            let mut licence = licence.value;
            Some(Licence { name: licence.text("name")?, url: public_address(&mut licence, found) })
        }),
        theme: record.id("theme"),
    })
}

fn stand_in(origin: Origin) -> Text {
    let forms = Forms::One("…".to_owned());
    Text { entries: vec![TextIn { tag: None, forms, origin }], origin }
}

/// The languages, each once; `None` where there is none.
fn languages(record: &mut Record, found: &mut Diagnostics) -> Option<Vec<Located<Tag>>> {
    let listed = record.list("languages")?;
    let is_empty = listed.value.is_empty();
    let mut languages: Vec<Located<Tag>> = Vec::new();
    for item in listed.value {
        let Item::Tag(tag) = item.value else { unreachable!("languages are tags") };
        match languages.iter().find(|known| known.value == tag) {
            Some(first) => found.push(
                Diagnostic::new(
                    &codes::DUPLICATE_ID,
                    format!("the language `{tag}` is listed twice"),
                )
                .at(item.origin)
                .label("again here")
                .related(first.origin, "first here")
                .help("delete one"),
            ),
            None => languages.push(Located::new(tag, item.origin)),
        }
    }
    // A list of nothing but wrong tags was reported, tag by tag.
    if is_empty && !record.damaged {
        found.push(
            Diagnostic::new(&codes::NO_LANGUAGE, "the site has no language")
                .at(listed.origin)
                .help("list at least one, such as `languages = [\"en\"]`"),
        );
    }
    (!languages.is_empty()).then_some(languages)
}

/// The language given, which must be one of the site's; the first of them where none is.
fn one_of(
    languages: &[Located<Tag>],
    given: Option<Located<Tag>>,
    found: &mut Diagnostics,
) -> Located<Tag> {
    let given = given.filter(|given| is_listed(given, languages, found));
    given.unwrap_or_else(|| languages[0].clone())
}

/// For each language that says so, those that stand in for it.
fn stand_ins(
    record: &mut Record,
    languages: &[Located<Tag>],
    found: &mut Diagnostics,
) -> Vec<(Tag, Vec<Located<Tag>>)> {
    let mut all = Vec::new();
    for (tag, item) in record.by_tag("fallback_to").map(|by| by.value).unwrap_or_default() {
        let Item::List(items) = item.value else { unreachable!("the shape promises a list") };
        let stand_ins: Vec<Located<Tag>> = items
            .into_iter()
            .map(|item| match item.value {
                Item::Tag(tag) => Located::new(tag, item.origin),
                _ => unreachable!("the shape promises tags"),
            })
            .filter(|stand_in| is_listed(stand_in, languages, found))
            .collect();
        if is_listed(&tag, languages, found) {
            all.push((tag.value, stand_ins));
        }
    }
    all
}

fn digits(
    record: &mut Record,
    languages: &[Located<Tag>],
    found: &mut Diagnostics,
) -> Vec<(Tag, Numbering)> {
    let mut all = Vec::new();
    for (tag, item) in record.by_tag("digits").map(|by| by.value).unwrap_or_default() {
        let Item::Word(name) = item.value else { unreachable!("the shape promises a word") };
        let is_listed = is_listed(&tag, languages, found);
        match Numbering::parse(&name) {
            Some(digits) if is_listed => all.push((tag.value, digits)),
            Some(_) => {}
            None => found.push(
                Diagnostic::new(&codes::UNKNOWN_WORD, format!("there are no digits `{name}`"))
                    .at(item.origin)
                    .help(
                        "use a name of CLDR: `latn` (1 2 3), `arab` (١ ٢ ٣), `arabext` (۱ ۲ ۳), \
                         `deva` (१ २ ३)",
                    ),
            ),
        }
    }
    all
}

/// Whether it is one of the site's languages; reported where it is not.
fn is_listed(given: &Located<Tag>, languages: &[Located<Tag>], found: &mut Diagnostics) -> bool {
    if languages.iter().any(|language| language.value == given.value) {
        return true;
    }
    let known: Vec<&str> = languages.iter().map(|language| language.value.as_str()).collect();
    found.push(
        Diagnostic::new(
            &codes::UNKNOWN_LANGUAGE,
            format!("`{}` is no language of the site", given.value),
        )
        .at(given.origin)
        .help(format!("use one of {}, or add it to `languages`", listed(&known))),
    );
    false
}

/// Addresses of pages are made from it, so nothing may follow its path.
fn is_public_base(url: &Located<String>, found: &mut Diagnostics) -> bool {
    if url.value.contains(['?', '#']) {
        found.push(
            Diagnostic::new(&codes::INVALID_URL, format!("`{}` is no public address", url.value))
                .at(url.origin)
                .help("write it with https, such as `https://example.org/reports/`"),
        );
        return false;
    }
    is_public(url, found)
}

/// The `url` of a record, if a reader may be sent there: never to a script.
pub fn public_address(record: &mut Record, found: &mut Diagnostics) -> Option<String> {
    record.word("url").filter(|url| is_public(url, found)).map(|url| url.value)
}

fn is_public(url: &Located<String>, found: &mut Diagnostics) -> bool {
    let rest = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
    let fits = rest.is_some_and(|rest| {
        let host = rest.split('/').next().unwrap_or_default();
        // Before an `@` stands a name, and often a password.
        !host.is_empty() && !host.contains('@') && !rest.contains([' ', '"', '<', '>'])
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
