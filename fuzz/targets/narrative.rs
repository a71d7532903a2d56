//! A narrative: front matter, Markdown, directives, and the page that comes of them.
#![no_main]

use std::sync::Arc;

use kepi::diagnostics::{Diagnostics, SourceMap};
use kepi::prose::Directive;
use kepi::prose::html::{Figure, Place, Resolver, Target, Word, contents, html};
use libfuzzer_sys::fuzz_target;

/// Stands for a report that has every record.
struct Anything;

impl Resolver for Anything {
    fn figure(&self, _: &Directive, _: Place) -> Figure {
        Figure { html: "<data>1</data>".to_owned(), text: "1".to_owned() }
    }

    fn reference(&self, _: &Directive) -> Target {
        Target { href: "a.html".to_owned(), title: "<a>".to_owned(), ..Target::default() }
    }

    fn note(&self, _: &Directive) -> String {
        "<sup>1</sup>".to_owned()
    }

    fn block(&self, _: &Directive) -> String {
        "<figure></figure>".to_owned()
    }

    fn word(&self, _: Word) -> &str {
        "word"
    }
}

fuzz_target!(|text: &str| {
    let mut sources = SourceMap::default();
    let file = sources.add("a.en.md", Some(Arc::from(text)));
    let mut found = Diagnostics::new();
    let document = kepi::prose::parse(file, text, &mut found);
    kepi_fuzz::judge(found, &sources);
    let read = kepi::prose::read(file, text, &document.front);
    assert_eq!(read.document.passages, document.passages);
    kepi_fuzz::assert_harmless(&html(&read, &Anything, 0));
    contents(&read, &Anything);
});
