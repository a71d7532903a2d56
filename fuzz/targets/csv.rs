//! A CSV file that a table takes its numbers from, and one of a series.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((which, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let path = ["content/editions/2025/loans.csv", "content/editions/2025/halls.csv"];
    kepi_fuzz::read(&kepi_fuzz::report_with(path[usize::from(*which) % 2], text));
});
