//! The head of a request to the preview: what is asked for lies within the site.
#![no_main]

use kepi::bundle::unsafe_path;
use kepi::serve::request::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|head: &[u8]| {
    match parse(head) {
        Ok(request) => {
            assert_eq!(unsafe_path(&request.path), None, "{:?}", request.path);
            let texts = [Some(request.target), request.host, request.origin];
            for text in texts.into_iter().flatten() {
                assert!(!text.contains(['\r', '\n', '\0']), "{text:?}");
            }
        }
        Err(refusal) => assert!((400..600).contains(&refusal.status)),
    }
});
