//! Every code says what it means, in the words of the people who meet it.

use std::collections::BTreeSet;

use kepi::diagnostics::codes;

#[test]
fn every_code_is_a_kebab_word_of_its_own() {
    let mut names = BTreeSet::new();
    for code in codes::ALL {
        let is_kebab = code.name.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        assert!(is_kebab, "`{}` is not kebab-case", code.name);
        assert!(names.insert(code.name), "`{}` stands twice", code.name);
    }
}

#[test]
fn every_code_is_explained() {
    for code in codes::ALL {
        for (field, text) in [("what", code.what), ("why", code.why), ("example", code.example)] {
            assert!(!text.trim().is_empty(), "`{}` has no `{field}`", code.name);
            assert_eq!(text.trim_matches(' '), text, "`{}`: `{field}`", code.name);
        }
        for (field, text) in [("what", code.what), ("why", code.why)] {
            assert!(text.ends_with('.'), "`{}`: `{field}` is a sentence", code.name);
        }
        let explained = kepi::explain::explain(code.name).expect("a known code");
        let first_words = code.what.split(' ').take(3).collect::<Vec<_>>().join(" ");
        assert!(explained.contains(&first_words), "{explained}");
    }
}

#[test]
fn the_list_has_a_line_for_each_code() {
    let list = kepi::explain::list();
    let names: Vec<&str> = list.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names.len(), codes::ALL.len());
    assert!(names.is_sorted());
}
