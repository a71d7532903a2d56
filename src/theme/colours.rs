//! The colours of a project's `theme.toml` → what some readers could not see or tell apart.
//!
//! Contrast is that of WCAG 2.2; distance is measured in CIE L*a*b* as readers with normal sight,
//! deuteranopia and protanopia see it. Only pairs with a colour of the project's own are told.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, codes};
use crate::load::plain::PlainEntry;

/// Red, green and blue as light, each from 0 to 1.
type Light = [f64; 3];

/// What colours stand on.
const GROUNDS: [&str; 3] = ["page", "surface", "tint"];
/// What is read, 4.5 to 1 (1.4.3), and what is seen, 3 to 1 (1.4.11).
const ON_GROUNDS: [(&[&str], f64); 2] = [
    (&["ink", "muted", "link", "visited"], 4.5),
    (
        &[
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
        ],
        3.0,
    ),
];
/// Text on a mark and the mark, with the colours that `chart.css` gives the text by day and by night.
const ON_MARKS: [(&str, &str, [&str; 2]); 9] = [
    ("on-s1", "s1", ["#ffffff", "#000000"]),
    ("on-s2", "s2", ["#000000", "#000000"]),
    ("on-s3", "s3", ["#ffffff", "#000000"]),
    ("on-s4", "s4", ["#000000", "#000000"]),
    ("on-s5", "s5", ["#ffffff", "#000000"]),
    ("on-r-disc", "r-full", ["#ffffff", "#000000"]),
    ("on-r-half", "r-partial", ["#000000", "#000000"]),
    ("on-r-ring", "r-not", ["#ffffff", "#000000"]),
    ("on-r-other", "r-na", ["#ffffff", "#000000"]),
];
/// Colours that stand beside each other, and how far apart they are at least.
const BESIDE: [(&[&str], f64); 2] =
    [(&["s1", "s2", "s3", "s4", "s5"], 11.0), (&["r-full", "r-partial", "r-not", "r-na"], 20.0)];

/// Normal sight, deuteranopia and protanopia (Machado, Oliveira and Fernandes 2009, severity 1).
const SIGHTS: [(&str, [[f64; 3]; 3]); 3] = [
    ("all readers", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "readers who see no green",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
    (
        "readers who see no red",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
];

/// Checks both schemes. `own` is the project's file; without one there is nothing to say.
pub(super) fn check(entries: &[PlainEntry], own: Option<FileId>, found: &mut Diagnostics) {
    let Some(own) = own else { return };
    for (night, scheme) in ["light", "dark"].into_iter().enumerate() {
        let scheme = Scheme { name: scheme, night, entries, own };
        scheme.check_forms(found);
        scheme.check_contrast(found);
        scheme.check_distance(found);
    }
}

struct Scheme<'e> {
    name: &'static str,
    /// 0 by day, 1 by night.
    night: usize,
    entries: &'e [PlainEntry],
    own: FileId,
}

/// A colour with its name and its place, if it is the project's.
struct Colour<'n> {
    name: &'n str,
    light: Light,
    own: Option<Origin>,
}

impl Scheme<'_> {
    fn entry(&self, name: &str) -> Option<&PlainEntry> {
        self.entries.iter().find(|entry| entry.is(&[self.name, name]))
    }

    /// `None` for what is no `#rrggbb`, which is told by itself.
    fn colour<'n>(&self, name: &'n str, otherwise: Option<&str>) -> Option<Colour<'n>> {
        let given = self.entry(name).and_then(|entry| entry.texts.first());
        let light = parse(given.map(|text| text.value.as_str()).or(otherwise)?)?;
        let own = given.map(|text| text.origin).filter(|origin| origin.file == self.own);
        Some(Colour { name, light, own })
    }

    fn check_forms(&self, found: &mut Diagnostics) {
        let on_grounds = ON_GROUNDS.iter().flat_map(|(names, _)| names.iter().copied());
        let on_marks = ON_MARKS.iter().map(|(name, ..)| *name);
        for name in GROUNDS.into_iter().chain(on_grounds).chain(on_marks) {
            let Some(text) = self.entry(name).and_then(|entry| entry.texts.first()) else {
                continue;
            };
            if text.origin.file == self.own && parse(&text.value).is_none() {
                found.push(
                    Diagnostic::new(
                        &codes::THEME_CONTRAST,
                        format!("`{}` is no colour whose contrast can be computed", text.value),
                    )
                    .at(text.origin)
                    .label("expected `#rrggbb`"),
                );
            }
        }
    }

    /// Of each colour of the project the worst pair is told, one where it stands in front if there is
    /// one: it is one colour to mend.
    fn check_contrast(&self, found: &mut Diagnostics) {
        let mut pairs: Vec<(Colour<'_>, Colour<'_>, f64)> = Vec::new();
        for (names, least) in ON_GROUNDS {
            for name in names {
                for ground in GROUNDS {
                    pairs.extend(self.pair(self.colour(name, None), ground, least));
                }
            }
        }
        for (text, mark, otherwise) in ON_MARKS {
            pairs.extend(self.pair(self.colour(text, Some(otherwise[self.night])), mark, 4.5));
        }
        let missed = |(one, other, least): &(Colour<'_>, Colour<'_>, f64)| {
            contrast(one.light, other.light) / least
        };
        pairs.retain(|pair| missed(pair) < 1.0);
        let behind = |(one, ..): &(Colour<'_>, Colour<'_>, f64)| one.own.is_none();
        pairs.sort_by(|a, b| behind(a).cmp(&behind(b)).then(missed(a).total_cmp(&missed(b))));
        let mut told = BTreeSet::new();
        for (one, other, least) in pairs {
            // The colour in front is the one to mend, unless only its ground is the project's.
            let Some(origin) = one.own.or(other.own).filter(|origin| told.insert(*origin)) else {
                continue;
            };
            let has = contrast(one.light, other.light);
            let needs = if least > 3.0 { "text needs" } else { "marks need" };
            found.push(
                Diagnostic::new(
                    &codes::THEME_CONTRAST,
                    format!(
                        "`{}` on `{}` has a contrast of {has:.2} to 1 in `[{}]`",
                        one.name, other.name, self.name
                    ),
                )
                .at(origin)
                .label(format!("{needs} {least} to 1"))
                .help("make one of the two darker or lighter"),
            );
        }
    }

    fn pair<'n>(
        &self,
        one: Option<Colour<'n>>,
        other: &'n str,
        least: f64,
    ) -> Option<(Colour<'n>, Colour<'n>, f64)> {
        let (one, other) = (one?, self.colour(other, None)?);
        (one.own.is_some() || other.own.is_some()).then_some((one, other, least))
    }

    fn check_distance(&self, found: &mut Diagnostics) {
        for (names, least) in BESIDE {
            let colours: Vec<Colour<'_>> =
                names.iter().filter_map(|name| self.colour(name, None)).collect();
            for (index, one) in colours.iter().enumerate() {
                for other in &colours[..index] {
                    let Some(origin) = one.own.or(other.own) else { continue };
                    let Some(sight) = alike(one.light, other.light, least) else { continue };
                    found.push(
                        Diagnostic::new(
                            &codes::THEME_COLOURS_ALIKE,
                            format!(
                                "`{}` and `{}` of `[{}]` look alike to {sight}",
                                other.name, one.name, self.name
                            ),
                        )
                        .at(origin)
                        .help("make one of them much lighter, darker, or of another hue"),
                    );
                }
            }
        }
    }
}

/// `#rrggbb` or `#rgb`.
fn parse(text: &str) -> Option<Light> {
    let digits = text.strip_prefix('#').filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let digits: String = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        6 => digits.to_owned(),
        _ => return None,
    };
    let channel = |at: usize| -> Option<f64> {
        let value = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).ok()?) / 255.0;
        Some(if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some([channel(0)?, channel(2)?, channel(4)?])
}

fn contrast(one: Light, other: Light) -> f64 {
    let luminance = |[r, g, b]: Light| 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

/// Who can hardly tell the two colours apart: all, or those who see less.
fn alike(one: Light, other: Light, least: f64) -> Option<&'static str> {
    let distance = |sight| {
        let (one, other) = (lab(seen(one, sight)), lab(seen(other, sight)));
        let squares = one.iter().zip(other).map(|(a, b)| (a - b).powi(2));
        squares.sum::<f64>().sqrt()
    };
    SIGHTS.iter().find(|(_, sight)| distance(*sight) < least).map(|(who, _)| *who)
}

fn seen(light: Light, sight: [[f64; 3]; 3]) -> Light {
    sight.map(|row| row.iter().zip(light).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0))
}

/// CIE L*a*b* under D65.
fn lab([r, g, b]: Light) -> [f64; 3] {
    let x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047;
    let y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b;
    let z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883;
    let f = |t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
}
