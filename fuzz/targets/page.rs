//! A finished page, which kepi reads again to check it: any text, since a theme may print anything.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| {
    kepi::bundle::read_page(html.as_bytes());
});
