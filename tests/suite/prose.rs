//! Each folder in `tests/prose` is a narrative with everything an author and a reader see of it.

use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use kepi::diagnostics::{At, Diagnostic, Diagnostics, FileId, Origin, SourceMap};
use kepi::prose::html::{Figure, Place, Resolver, Target, Word, contents, html};
use kepi::prose::{Argument, Directive, Document, Shelf, Value};

/// A narrative that was read, with what was found wrong, in order.
pub struct Narrative {
    pub sources: SourceMap,
    pub document: Document,
    /// As its page reads it.
    pub words: kepi::prose::Narrative,
    pub found: Vec<Diagnostic>,
}

pub fn read(source: &str) -> Narrative {
    let mut sources = SourceMap::default();
    let file = sources.add("input.md", Some(Arc::from(source)));
    let mut found = Diagnostics::new();
    let document = kepi::prose::parse(file, source, &mut found);
    let words = kepi::prose::read(file, source, &document.front);
    // The second reading finds what the first did, but for what only checks ask for.
    let (front, numbers) = (document.front.clone(), document.numbers.clone());
    let (is_blank, headings) = (document.is_blank, Vec::new());
    let again = Document { front, numbers, is_blank, headings, ..words.document.clone() };
    assert_eq!(again, document, "{source}");
    // One that waited for its page is the one that the page would have read.
    let shelf = Shelf::of(usize::MAX);
    let mut found_for_both = Diagnostics::new();
    let checked = shelf.parse(file, source, &mut found_for_both);
    assert_eq!(shelf.checked(file, checked), document.front);
    let waited = shelf.narrative(file, &document.front, || panic!("it waits: {source}"));
    let passages = words.document.passages.clone();
    let of_page = Document { passages, ..waited.document.clone() };
    assert_eq!(
        kepi::prose::Narrative { document: of_page, ..(*waited).clone() },
        words,
        "{source}"
    );
    let found = found.into_sorted(&sources);
    assert_eq!(found_for_both.into_sorted(&sources), found, "{source}");
    Narrative { sources, document, words, found }
}

/// Tests of what stands in a paragraph need not know its address.
pub fn without_addresses(html: &str) -> String {
    let mut parts = html.split(" id=\"p-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |before, part| {
        let (_, after) = part.split_once('"').expect("an attribute ends");
        before + after
    })
}

impl Narrative {
    /// `3:14`
    pub fn place(&self, origin: Origin) -> String {
        let At::Range { start, .. } = origin.at else { return "whole".to_owned() };
        let position = self.sources.position(origin.file, start).expect("the text is in the map");
        format!("{}:{}", position.line, position.column)
    }

    /// What the caret stands under.
    pub fn excerpt(&self, origin: Origin) -> &str {
        let At::Range { start, end } = origin.at else { return "" };
        let text = self.sources.held(origin.file).expect("the text is in the map");
        &text[start as usize..end as usize]
    }

    /// One line for each diagnostic.
    pub fn messages(&self) -> String {
        let mut out = String::new();
        for one in &self.found {
            let origin = one.origin.expect("whatever is wrong with a narrative has a place");
            let path = self.sources.path(origin.file);
            let mut line = |text: std::fmt::Arguments<'_>| {
                out.write_fmt(text).expect("a string takes every text");
            };
            line(format_args!(
                "{}[{}] {path}:{} {}\n",
                one.severity.word(),
                one.code.name,
                self.place(origin),
                one.message
            ));
            let excerpt = self.excerpt(origin).lines().next().unwrap_or_default();
            line(format_args!("    ^ {excerpt}"));
            if !one.label.is_empty() {
                line(format_args!("    {}", one.label));
            }
            line(format_args!("\n"));
            for help in &one.help {
                line(format_args!("    = {help}\n"));
            }
            for (origin, label) in &one.related {
                line(format_args!("    {} {label}\n", self.place(*origin)));
            }
        }
        out
    }

    pub fn html(&self) -> String {
        without_addresses(&html(&self.words, &Echo, 0))
    }

    /// What later checks ask for.
    fn facts(&self) -> String {
        let document = &self.document;
        let source = self.sources.held(FileId(0)).expect("the text is in the map");
        let mut out = String::new();
        let mut line = |kind: &str, origin: Origin, text: String| {
            writeln!(out, "{kind} {} {text}", self.place(origin)).expect("a string takes it");
        };
        for (key, entry) in
            [("title", &document.front.title), ("description", &document.front.description)]
        {
            if let Some(entry) = entry {
                line(key, entry.origin, entry.text.clone());
            }
        }
        for (heading, entry) in self.words.document.headings().zip(contents(&self.words, &Echo)) {
            let text = format!("{} #{} {}", heading.level, heading.anchor, entry.text);
            line("heading", heading.origin, text);
        }
        for reference in document.references() {
            let word = reference.directive.rule.word;
            let text = format!("{word} {}={}", reference.argument.name, reference.id);
            line("reference", reference.argument.origin, text);
        }
        for link in document.links() {
            line("link", link.origin, link.destination.clone());
        }
        for image in &document.images {
            line("image", image.origin, format!("{} ({})", image.destination, image.alternative));
        }
        for footnote in &document.footnotes {
            let marks: Vec<String> = footnote.marks.iter().map(|&mark| self.place(mark)).collect();
            line("footnote", footnote.origin, format!("{} at {}", footnote.label, marks.join(" ")));
        }
        for number in document.numbers.iter() {
            line("number", number.origin(FileId(0)), number.text.to_owned());
        }
        for passage in &document.passages {
            line("passage", passage.origin, hex(&passage.source_hash(source)[..4]));
        }
        out
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Shows each directive as it was understood.
pub struct Echo;

fn echo(directive: &Directive) -> String {
    let argument = |Argument { name, value, .. }: &Argument| match value {
        Value::Reference(text) | Value::Period(text) | Value::Text(text) => {
            format!(" {name}={text}")
        }
        Value::Count(count) => format!(" {name}={count}"),
        Value::Word(word) => format!(" {name}={word}"),
    };
    let arguments: String = directive.arguments.iter().map(argument).collect();
    format!("{}{arguments}", directive.rule.word)
}

impl Resolver for Echo {
    fn figure(&self, directive: &Directive, place: Place) -> Figure {
        let text = echo(directive);
        let html = match place {
            Place::Sentence => format!("<data>{text}</data>"),
            Place::Link => format!("<data class=\"in-link\">{text}</data>"),
        };
        Figure { html, text }
    }

    fn reference(&self, directive: &Directive) -> Target {
        let id = directive.text("id").expect("a `ref` has an id");
        Target {
            href: format!("../{id}/index.html"),
            title: format!("<{id}>"),
            ..Target::default()
        }
    }

    fn note(&self, directive: &Directive) -> String {
        format!("<sup>{}</sup>", echo(directive))
    }

    fn block(&self, directive: &Directive) -> String {
        format!("<figure>{}</figure>", echo(directive))
    }

    fn word(&self, word: Word) -> &str {
        match word {
            Word::Footnotes => "Footnotes",
            Word::Back => "Back to the text",
            Word::Table => "Table",
        }
    }

    fn file<'a>(&self, path: &'a str) -> Cow<'a, str> {
        Cow::Owned(format!("files/{path}"))
    }
}

#[test]
fn every_narrative_says_and_shows_what_is_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/prose");
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.is_dir())
        .collect();
    names.sort();
    assert!(names.len() >= 15, "the fixtures are there");
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut different = Vec::new();
    for name in names {
        let input = std::fs::read_to_string(name.join("input.md")).expect("a fixture has input.md");
        let narrative = read(&input);
        let actual = format!(
            "{}\n--- page\n{}\n--- facts\n{}",
            narrative.messages(),
            narrative.html(),
            narrative.facts()
        );
        let expected = name.join("expected.txt");
        if update {
            std::fs::write(&expected, actual).expect("an expectation can be written");
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != actual {
            different.push(format!("{}:\n{actual}", name.display()));
        }
    }
    assert!(
        different.is_empty(),
        "UPDATE_EXPECT=1 rewrites what differs:\n{}",
        different.join("\n")
    );
}
