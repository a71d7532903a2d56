//! A data file of the small report: any kind of record, the site, its editions, its words, its
//! redirects. The first byte says which.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((which, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let others = ["content/editions/2025/more.toml", "content/redirects.toml"];
    let paths: Vec<&str> =
        kepi_fuzz::data_files().filter(|path| path.ends_with(".toml")).chain(others).collect();
    kepi_fuzz::read(&kepi_fuzz::report_with(paths[usize::from(*which) % paths.len()], text));
});
