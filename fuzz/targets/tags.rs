//! Language tags: what is one keeps its spelling and has rules.
#![no_main]

use kepi::language::{Initials, Numbering, Rules, Tag};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    Numbering::parse(text);
    for tag in [Tag::parse(text), Tag::meant(text)].into_iter().flatten() {
        assert_eq!(Tag::parse(tag.as_str()).as_ref(), Some(&tag));
        tag.direction();
        let rules = Rules::new(&tag, &Numbering::default());
        rules.plural_categories();
        rules.own_name();
        Initials::new(&tag).initial("Éa");
    }
});
