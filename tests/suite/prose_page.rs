//! What a reader gets: footnotes, tables, headings and lists as a browser understands them.

use std::cell::RefCell;

use kepi::prose::Directive;
use kepi::prose::html::{Figure, Place, Resolver, Target, Word, addressed, contents, html};
use scraper::{ElementRef, Html, Selector};

use super::prose::{Echo, read, without_addresses};

fn page(source: &str) -> Html {
    let narrative = read(source);
    assert_eq!(narrative.messages(), "", "{source}");
    Html::parse_fragment(&narrative.html())
}

fn all<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(selector).expect("a selector of this test")).collect()
}

fn text(element: &ElementRef) -> String {
    element.text().collect::<String>().trim().to_owned()
}

#[test]
fn footnotes_are_numbered_as_they_are_met_and_lead_back() {
    let page = page(
        "First.[^z] Second.[^a] First again.[^z]\n\n[^a]: Text of a, see[^deep].\n\n[^z]: Text of z.\n\n[^deep]: Text of deep.\n",
    );
    let marks: Vec<String> = all(&page, "sup.footnote-mark").iter().map(text).collect();
    assert_eq!(marks, ["1", "2", "1", "3"]);
    let notes = all(&page, "section[role=doc-endnotes] li");
    let texts: Vec<String> = notes.iter().map(|note| text(note).replace('\u{21A9}', "")).collect();
    assert!(texts[0].starts_with("Text of z."), "{texts:?}");
    assert!(texts[1].starts_with("Text of a, see3."), "{texts:?}");
    assert!(texts[2].starts_with("Text of deep."), "{texts:?}");
    assert_eq!(all(&page, "li#fn-1 a[role=doc-backlink]").len(), 2, "one way back for each mark");
    for link in all(&page, "a[href^='#']") {
        let target = link.attr("href").expect("it was selected by it");
        assert_eq!(all(&page, &format!("[id='{}']", &target[1..])).len(), 1, "{target}");
    }
}

#[test]
fn a_table_names_its_columns_and_rows_and_scrolls_by_keyboard() {
    let page = page(
        "## Staff\n\n| | 2024 | 2025 |\n|---|--:|:-:|\n| Women | 10 | 12 |\n| Men | 11 | {{ value(id=\"a\") }} |\n",
    );
    let columns: Vec<String> = all(&page, "thead th[scope=col]").iter().map(text).collect();
    assert_eq!(columns, ["2024", "2025"]);
    let rows: Vec<String> = all(&page, "tbody th[scope=row]").iter().map(text).collect();
    assert_eq!(rows, ["Women", "Men"]);
    assert_eq!(all(&page, "thead td").len(), 1, "an empty corner heads nothing");
    let region = all(&page, "[role=group][tabindex='0'] > table");
    assert_eq!(region.len(), 1);
    assert_eq!(all(&page, "[role=group][aria-labelledby=staff]").len(), 1);
    assert_eq!(all(&page, "[style]").len(), 0, "the theme decides the looks");
    assert_eq!(all(&page, "td.end").len(), 2);
}

#[test]
fn a_line_across_a_list_stands_where_it_was_written() {
    let page = page("- before\n  ***\n  behind\n");
    let item = all(&page, "li")[0].inner_html();
    let places = ["before", "<hr>", "behind"].map(|part| item.find(part).expect(part));
    assert!(places.is_sorted(), "{item}");
}

#[test]
fn a_table_under_no_heading_is_named_by_a_word() {
    let page = page("| a | b |\n|---|---|\n| 1 | 2 |\n");
    assert_eq!(all(&page, "[role=group][aria-label=Table]").len(), 1);
}

#[test]
fn headings_can_be_lowered_below_one_of_the_page() {
    let narrative = read("## Two\n\n### Three\n\n#### Four\n\n##### Five\n\n###### Six\n");
    let page = Html::parse_fragment(&html(&narrative.words, &Echo, 1));
    let levels: Vec<&str> =
        all(&page, "h1,h2,h3,h4,h5,h6").iter().map(|heading| heading.value().name()).collect();
    assert_eq!(levels, ["h3", "h4", "h5", "h6", "h6"]);
}

#[test]
fn the_list_of_headings_has_figures_and_no_marks() {
    let narrative = read(
        "## Up by {{ change(from=\"a\", to=\"b\") }}{{ note(id=\"n\") }}[^1] *at* `last`\n\n> ### {{ ref(id=\"er-1-1\") }}\n\n[^1]: Text.\n",
    );
    let entries: Vec<(u8, String, String)> = contents(&narrative.words, &Echo)
        .into_iter()
        .map(|entry| (entry.level, entry.anchor, entry.text))
        .collect();
    assert_eq!(
        entries,
        [
            (2, "up-by-at-last".to_owned(), "Up by change from=a to=b at last".to_owned()),
            (3, "section".to_owned(), "<er-1-1>".to_owned()),
        ]
    );
}

#[test]
fn equal_headings_get_their_own_anchors() {
    let narrative =
        read("## Risks\n\n## Risks\n\n## Risks 2\n\n## Other {#risks-3}\n\n## Risks\n\n## 风险\n");
    let anchors: Vec<&str> =
        narrative.words.document.headings().map(|heading| heading.anchor.as_str()).collect();
    assert_eq!(anchors, ["risks", "risks-2", "risks-2-2", "risks-3", "risks-4", "风险"]);
}

/// Numbers notes as a page does.
#[derive(Default)]
struct Notes(RefCell<Vec<String>>);

impl Resolver for Notes {
    fn figure(&self, directive: &Directive, place: Place) -> Figure {
        Echo.figure(directive, place)
    }
    fn reference(&self, directive: &Directive) -> Target {
        Echo.reference(directive)
    }
    fn note(&self, directive: &Directive) -> String {
        let mut met = self.0.borrow_mut();
        met.push(directive.text("id").expect("a note has an id").to_owned());
        met.len().to_string()
    }
    fn block(&self, directive: &Directive) -> String {
        Echo.block(directive)
    }
    fn word(&self, word: Word) -> &str {
        Echo.word(word)
    }
}

#[test]
fn each_note_is_asked_for_once_in_the_order_of_the_page() {
    let narrative = read(
        "[^f]: In a footnote {{ note(id=\"c\") }}\n\nText {{ note(id=\"a\") }}[^f]\n\n| {{ note(id=\"b\") }} |\n|---|\n",
    );
    let notes = Notes::default();
    html(&narrative.words, &notes, 0);
    assert_eq!(*notes.0.borrow(), ["a", "b", "c"]);
}

#[test]
fn a_title_in_another_language_says_so() {
    struct Arabic;
    impl Resolver for Arabic {
        fn figure(&self, directive: &Directive, place: Place) -> Figure {
            Echo.figure(directive, place)
        }
        fn reference(&self, _: &Directive) -> Target {
            Target {
                href: "../a/index.html".to_owned(),
                title: "نتائج".to_owned(),
                lang: Some("ar".to_owned()),
                dir: Some("rtl"),
            }
        }
        fn note(&self, directive: &Directive) -> String {
            Echo.note(directive)
        }
        fn block(&self, directive: &Directive) -> String {
            Echo.block(directive)
        }
        fn word(&self, word: Word) -> &str {
            Echo.word(word)
        }
    }
    let narrative = read("{{ ref(id=\"a\") }} and {{ ref(id=\"a\", text=\"results\") }}\n");
    assert_eq!(
        without_addresses(&html(&narrative.words, &Arabic, 0)),
        "<p><a href=\"../a/index.html\" lang=\"ar\" dir=\"rtl\">نتائج</a> and \
         <a href=\"../a/index.html\">results</a></p>\n"
    );
}

#[test]
fn each_paragraph_list_and_quotation_can_be_linked_to() {
    let narrative = read("One.\n\n> Two.\n\n3. a\n\n   b\n\n- c\n\n## Four\n\n|a|\n|-|\n|b|\n");
    let html = html(&narrative.words, &Echo, 0);
    let page = Html::parse_fragment(&html);
    let found = addressed(&narrative.words, &Echo);
    let openings: Vec<&str> = found.iter().map(|one| one.opening.as_str()).collect();
    assert_eq!(openings, ["One.", "Two.", "a", "c"]);
    let tags: Vec<&str> = found
        .iter()
        .map(|one| {
            let [element] = all(&page, &format!("[id='{}']", one.anchor))[..] else {
                panic!("{html}")
            };
            element.value().name()
        })
        .collect();
    assert_eq!(tags, ["p", "blockquote", "ol", "ul"], "nothing within them: {html}");
    assert_eq!(all(&page, "[id^='p-']").len(), 4, "{html}");
}

#[test]
fn an_opening_ends_between_words_where_there_are_spaces() {
    let words = read(&"Filings rose again. ".repeat(8));
    let [one] = &addressed(&words.words, &Echo)[..] else { panic!("one paragraph") };
    assert_eq!(one.opening, "Filings rose again. Filings rose again. Filings rose again. …");
    let chinese = read(&"申请量再次增长。".repeat(12));
    let [one] = &addressed(&chinese.words, &Echo)[..] else { panic!("one paragraph") };
    assert_eq!(one.opening.chars().count(), 62);
}
