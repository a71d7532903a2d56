//! The colours of the style, computed: contrast for all readers, distance for colour-blind ones.

use kepi::chart::STYLE;

/// Red, green and blue as light, each from 0 to 1.
type Light = [f64; 3];

struct Palette {
    name: &'static str,
    block: &'static str,
}

/// The light tokens stand in the first block for `:root`, the dark ones in the next.
fn palettes() -> [Palette; 2] {
    let mut blocks = STYLE.split(":where(:root) {").skip(1);
    let mut block = || blocks.next().and_then(|rest| rest.split('}').next()).expect("a block");
    [Palette { name: "light", block: block() }, Palette { name: "dark", block: block() }]
}

impl Palette {
    fn light(&self, token: &str) -> Light {
        let start = format!("--{token}: #");
        let rest = self.block.split(&start).nth(1).unwrap_or_else(|| panic!("no `{token}`"));
        let digits: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
        let digits = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => digits,
        };
        let channel = |at: usize| {
            let value = u8::from_str_radix(&digits[at..at + 2], 16).expect("two digits");
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        [channel(0), channel(2), channel(4)]
    }

    fn contrast(&self, one: &str, other: &str) -> f64 {
        let luminance = |token: &str| {
            let [r, g, b] = self.light(token);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(one) + 0.05, luminance(other) + 0.05);
        a.max(b) / a.min(b)
    }

    fn assert_contrast(&self, one: &str, other: &str, least: f64) {
        let found = self.contrast(one, other);
        assert!(found >= least, "{}: {one} on {other} has {found:.2}:1 of {least}:1", self.name);
    }

    /// The smallest distance of two colours to readers of all kinds.
    fn least_distance(&self, tokens: &[&str]) -> f64 {
        let mut least = f64::INFINITY;
        for sight in SIGHTS {
            let labs: Vec<[f64; 3]> =
                tokens.iter().map(|token| lab(seen(self.light(token), sight))).collect();
            for (index, one) in labs.iter().enumerate() {
                for other in &labs[..index] {
                    let squares = one.iter().zip(other).map(|(a, b)| (a - b).powi(2));
                    least = least.min(squares.sum::<f64>().sqrt());
                }
            }
        }
        least
    }
}

const SERIES: [&str; 5] = ["s1", "s2", "s3", "s4", "s5"];
const RATINGS: [&str; 4] = ["r-disc", "r-half", "r-ring", "r-other"];
const SHADES: [&str; 5] = ["h1", "h2", "h3", "h4", "h5"];

/// Normal sight, deuteranopia and protanopia (Machado, Oliveira and Fernandes 2009, severity 1).
const SIGHTS: [[[f64; 3]; 3]; 3] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
];

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

#[test]
fn marks_stand_out_from_the_page() {
    for palette in palettes() {
        for token in SERIES.iter().chain(&RATINGS) {
            palette.assert_contrast(token, "ch-page", 3.0);
        }
    }
}

#[test]
fn text_can_be_read_on_the_page_and_on_every_mark() {
    for palette in palettes() {
        palette.assert_contrast("ch-ink", "ch-page", 7.0);
        palette.assert_contrast("ch-soft", "ch-page", 4.5);
        for token in SERIES.iter().chain(&RATINGS).chain(&SHADES) {
            palette.assert_contrast(&format!("on-{token}"), token, 4.5);
        }
    }
}

#[test]
fn series_and_ratings_differ_for_colour_blind_readers() {
    for palette in palettes() {
        let series = palette.least_distance(&SERIES);
        assert!(series >= 11.0, "{}: series differ by {series:.1}", palette.name);
        let ratings = palette.least_distance(&RATINGS);
        assert!(ratings >= 20.0, "{}: ratings differ by {ratings:.1}", palette.name);
    }
}

#[test]
fn shades_grow_steadily_away_from_the_page() {
    for palette in palettes() {
        let steps: Vec<f64> =
            SHADES.iter().map(|shade| palette.contrast(shade, "ch-page")).collect();
        assert!(
            steps.windows(2).all(|pair| pair[1] > pair[0] * 1.2),
            "{}: {steps:?}",
            palette.name
        );
    }
}
