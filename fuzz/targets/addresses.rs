//! Ids, references, periods and paths: what is accepted is safe, and is written as it was read.
#![no_main]

use kepi::bundle::unsafe_path;
use kepi::hosting;
use kepi::model::{Id, Period, Reference};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(id) = Id::parse(text) {
        assert_eq!(id.as_str(), text);
        assert_eq!(unsafe_path(text), None);
    }
    let suggestion = Id::suggestion(text);
    assert!(suggestion.is_empty() || Id::parse(&suggestion).is_some(), "{suggestion:?}");
    if let Some(reference) = Reference::parse(text) {
        assert_eq!(reference.to_string(), text);
    }
    if let Some(period) = Period::parse(text) {
        assert_eq!(period.as_str(), text);
        assert!(period.start() <= period.end(), "{period:?}");
        period.years();
    }
    if unsafe_path(text).is_none() {
        let inside = std::path::Path::new("/a").join(text);
        let stays = !text.split('/').any(|part| part == "..");
        assert!(inside.starts_with("/a") && stays, "{text:?}");
    }
    let redirects = vec![hosting::Redirect { from: text, to: "index.html" }];
    hosting::files(&hosting::Site {
        base_url: Some("https://a.example/b/"),
        domain: None,
        redirects,
    });
});
