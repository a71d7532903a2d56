//! Charts of every kind, with any figures and any words: the markup is whole, and nothing in it runs.
#![no_main]

use kepi::chart::{Cell, ChartKind, ChartSpec, Grid, Heading, Options, Role, Shape, Words, draw};
use kepi::language::Direction;
use libfuzzer_sys::fuzz_target;
use rust_decimal::Decimal;

const ROLES: [Role; 12] = [
    Role::Value,
    Role::Total,
    Role::Other,
    Role::Baseline,
    Role::Target,
    Role::Actual,
    Role::Plan,
    Role::FinalPlan,
    Role::Low,
    Role::High,
    Role::Share,
    Role::Change,
];

fuzz_target!(|data: (u8, u8, u8, Vec<(i64, u8, u8)>, &str)| {
    let (kind, columns, flags, values, text) = data;
    let kind = ChartKind::ALL[usize::from(kind) % ChartKind::ALL.len()];
    let columns = usize::from(columns) % 8 + 1;
    let rows = (values.len() / columns).min(40);
    let heading = |index: usize| {
        let role = values.get(index).map_or(0, |(.., role)| usize::from(*role));
        let heading = Heading::new(format!("h{index}"), text).role(ROLES[role % ROLES.len()]);
        match flags & 1 {
            1 => heading.rating("R", Shape::ALL[index % Shape::ALL.len()]),
            _ => heading,
        }
    };
    let cell = |(value, scale, _): &(i64, u8, u8)| match scale {
        255 => Cell::missing("not-available", text, text),
        254 => Cell::text(text),
        _ => Cell::number(Decimal::new(*value, u32::from(*scale) % 29), text),
    };
    let cells = values.chunks_exact(columns).take(rows).map(|row| row.iter().map(cell).collect());
    let grid = Grid {
        columns: (0..columns).map(heading).collect(),
        rows: (0..rows).map(heading).collect(),
        cells: cells.collect(),
    };
    let words = Words { total: text.to_owned(), no_data: text.to_owned(), ..Words::default() };
    let drawing = draw(&ChartSpec {
        id: "a",
        kind,
        grid: &grid,
        title: text,
        name: text,
        summary: text,
        described_by: None,
        unit: text,
        lang: "en",
        direction: if flags & 2 == 2 { Direction::RightToLeft } else { Direction::LeftToRight },
        format: &|value| value.to_string(),
        words: &words,
        options: Options {
            time: flags & 4 == 4,
            mirror_time: flags & 8 == 8,
            zero: flags & 16 == 16,
            highlight: (flags & 32 == 32).then_some(usize::from(flags >> 6)),
        },
        source: text,
        licence: text,
    });
    for markup in [&drawing.wide, &drawing.standalone].into_iter().chain(&drawing.narrow) {
        kepi_fuzz::assert_harmless(markup);
        assert!(!markup.contains("NaN") || text.contains("NaN"), "{markup}");
        assert!(!markup.contains("\"inf") && !markup.contains("-0 "), "{markup}");
    }
});
