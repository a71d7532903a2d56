//! Words as a search compares them: no capitals, no accents, in any language.
#![no_main]

use kepi::language::{Initials, Tag, fold};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let folded = fold(text);
    let stays =
        |letter: char| letter.is_ascii_uppercase() || matches!(letter, '\u{300}'..='\u{36f}');
    assert!(!folded.contains(stays), "{text:?}: {folded:?}");
    for tag in ["en", "zh", "ar", "fr", "es", "ru"] {
        let initials = Initials::new(&Tag::parse(tag).expect("a tag"));
        initials.initial(initials.filed(text));
    }
});
