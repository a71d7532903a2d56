//! Holds the colours of theme.toml to WCAG 2.2: whatever stands on something can be told from it.

use std::path::Path;

use crate::theme_stylesheet::settings;

/// What is read: 4.5 to 1 (1.4.3).
const TEXTS: [&str; 4] = ["ink", "muted", "link", "visited"];
/// What is seen: 3 to 1 (1.4.11).
const MARKS: [&str; 13] = [
    "edge",
    "focus",
    "brand",
    "s1",
    "s2",
    "s3",
    "s4",
    "s5",
    "r-full",
    "r-partial",
    "r-not",
    "r-na",
    "r-discontinued",
];
const GROUNDS: [&str; 3] = ["page", "surface", "tint"];

fn luminance(colour: &str) -> f64 {
    let digits =
        colour.strip_prefix('#').filter(|digits| digits.len() == 6).expect("colours are #rrggbb");
    let part = |at: usize| {
        let value = u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits");
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_colour_can_be_told_from_its_ground_by_day_and_by_night() {
    let settings = settings(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default"));
    let mut poor = Vec::new();
    for scheme in ["light", "dark"] {
        let colour = |name: &str| settings[scheme][name].as_str().expect("colours are texts");
        for ground in GROUNDS {
            for (names, least) in [(&TEXTS[..], 4.5), (&MARKS[..], 3.0)] {
                for name in names {
                    let found = contrast(colour(name), colour(ground));
                    if found < least {
                        poor.push(format!(
                            "{scheme}: {name} on {ground} {found:.2}, needs {least}"
                        ));
                    }
                }
            }
        }
    }
    assert!(poor.is_empty(), "{poor:#?}");
}
