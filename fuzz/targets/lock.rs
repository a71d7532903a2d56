//! The record of translations; what was read of it is written as it will be read again.
#![no_main]

use std::sync::Arc;

use kepi::diagnostics::{Diagnostics, SourceMap};
use kepi::translations::Lock;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let read = |text: &str| {
        let mut sources = SourceMap::default();
        let file = sources.add("content/translations.lock", Some(Arc::from(text)));
        let mut found = Diagnostics::new();
        let lock = Lock::parse(file, text, &mut found);
        let findings = found.len();
        kepi_fuzz::judge(found, &sources);
        (lock, findings)
    };
    let (lock, _) = read(text);
    assert_eq!(read(&lock.print()), (lock, 0));
});
