//! Words typed → library calls → words printed.
#![allow(clippy::disallowed_macros)]
use kepi::{diagnostics::*, load};
fn main() {
    let mut found = Diagnostics::new();
    let tree = load::read_tree(std::path::Path::new("."), &mut found);
    let project = load::parse(&tree, &mut found);
    for d in found.into_sorted(&tree.sources) {
        let at = d
            .origin
            .map(|o| match o.at {
                At::Range { start, .. } => {
                    let p = tree.sources.position(o.file, start);
                    format!(
                        "{}:{}:{}",
                        tree.sources.path(o.file),
                        p.map_or(0, |p| p.line),
                        p.map_or(0, |p| p.column)
                    )
                }
                _ => tree.sources.path(o.file).to_owned(),
            })
            .unwrap_or_default();
        println!(
            "{}[{}] {} {} | {} | {:?}",
            d.severity.word(),
            d.code.name,
            at,
            d.message,
            d.label,
            d.help
        );
    }
    if let Some(p) = project {
        println!(
            "{} editions, {} kpis {} tables",
            p.editions.len(),
            p.editions.iter().map(|e| e.kpis.len()).sum::<usize>(),
            p.editions.iter().map(|e| e.tables.len()).sum::<usize>()
        );
    }
}
