//! How many charts one core draws in a second, what they weigh, and how much of the time the mere
//! writing of their text would take: `cargo bench --bench charts`.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a benchmark reads the clock and prints"
)]

#[path = "../tests/suite/charts/samples.rs"]
mod samples;
#[path = "../tests/suite/charts/sets.rs"]
mod sets;
#[path = "../tests/suite/charts/sets_in_rows.rs"]
mod sets_in_rows;

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use kepi::chart::{ChartKind, Drawing};
use samples::{Language, Sample};

/// Drawing may take this many times what writing the same text takes.
const BAR: f64 = 4.0;

fn main() {
    println!(
        "{:<18} {:>8} {:>9} {:>9} {:>6} {:>7} {:>7}",
        "kind", "charts/s", "draw", "write", "ratio", "wide", "phone"
    );
    let (mut drawing, mut writing) = (Duration::ZERO, Duration::ZERO);
    for kind in ChartKind::ALL {
        let in_language = |language| sets::of(*kind, language).swap_remove(0);
        let samples: Vec<Sample> = Language::ALL.into_iter().map(in_language).collect();
        let drawn = samples[0].draw();
        let all: Vec<Drawing> = samples.iter().map(Sample::draw).collect();
        let tokens: Vec<Token> = all.iter().flat_map(texts).flat_map(tokens).collect();
        let each = samples.len() as u32;
        let draw = fastest(|| samples.iter().map(|s| black_box(s.draw()).wide.len()).sum()) / each;
        let write = fastest(|| written(black_box(&tokens)).len()) / each;
        println!(
            "{:<18} {:>8.0} {:>6.1} µs {:>6.1} µs {:>6.1} {:>7} {:>7}",
            kind.name(),
            1.0 / draw.as_secs_f64(),
            draw.as_secs_f64() * 1e6,
            write.as_secs_f64() * 1e6,
            draw.as_secs_f64() / write.as_secs_f64(),
            drawn.wide.len(),
            drawn.narrow.as_ref().map_or(0, String::len),
        );
        drawing += draw;
        writing += write;
    }
    let ratio = drawing.as_secs_f64() / writing.as_secs_f64();
    let per_second = ChartKind::ALL.len() as f64 / drawing.as_secs_f64();
    println!("all kinds: {per_second:.0} charts a second (each wide, for phones and as a file)");
    println!("ratio to writing the same text: {ratio:.1} (bar: at most {BAR})");
    assert!(ratio <= BAR, "drawing takes {ratio:.1} times what writing takes");
}

/// The three drawings of a chart.
fn texts(drawing: &Drawing) -> impl Iterator<Item = &str> {
    [Some(&drawing.wide), drawing.narrow.as_ref(), Some(&drawing.standalone)]
        .into_iter()
        .flatten()
        .map(String::as_str)
}

/// The best of many rounds: what the machine can do when nothing else wants it.
fn fastest(mut work: impl FnMut() -> usize) -> Duration {
    let until = Instant::now() + Duration::from_millis(400);
    let mut best = Duration::MAX;
    while Instant::now() < until {
        let start = Instant::now();
        black_box(work());
        best = best.min(start.elapsed());
    }
    best
}

/// A drawing taken apart into what a program would have to write.
enum Token {
    /// Words that are written as they are: names of tags and attributes, classes.
    Words(String),
    Number(f64),
    /// A text that is escaped.
    Text(String),
}

/// Numbers within quotes and paths, texts between tags, and the words around them.
fn tokens(svg: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut words, mut quoted, mut in_tag) = (String::new(), false, false);
    let mut letters = svg.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '<' => in_tag = true,
            '>' if !quoted => in_tag = false,
            '"' => quoted = !quoted,
            _ => {}
        }
        let starts_number = quoted && (letter.is_ascii_digit() || letter == '-');
        if starts_number
            && !words.ends_with(|l: char| l.is_ascii_alphanumeric() && l.is_lowercase())
        {
            let rest = &svg[at..];
            let end = rest[1..]
                .find(|l: char| !l.is_ascii_digit() && l != '.')
                .map_or(rest.len(), |n| n + 1);
            if let Ok(number) = rest[..end].parse() {
                tokens.push(Token::Words(std::mem::take(&mut words)));
                tokens.push(Token::Number(number));
                while letters.peek().is_some_and(|(next, _)| *next < at + end) {
                    letters.next();
                }
                continue;
            }
        }
        words.push(letter);
        if letter == '>' && !in_tag {
            let text = svg[at + 1..].split('<').next().unwrap_or_default();
            if !text.is_empty() {
                tokens.push(Token::Words(std::mem::take(&mut words)));
                tokens.push(Token::Text(text.to_owned()));
                while letters.peek().is_some_and(|(next, _)| *next <= at + text.len()) {
                    letters.next();
                }
            }
        }
    }
    tokens.push(Token::Words(words));
    tokens
}

/// The text again, by formatting alone.
fn written(tokens: &[Token]) -> String {
    let mut out = String::new();
    for token in tokens {
        let _infallible = match token {
            Token::Words(words) => write!(out, "{words}"),
            Token::Number(number) => write!(out, "{}", (number * 10.0).round() / 10.0),
            Token::Text(text) => {
                for letter in text.chars() {
                    match letter {
                        '&' => out.push_str("&amp;"),
                        '<' => out.push_str("&lt;"),
                        letter => out.push(letter),
                    }
                }
                Ok(())
            }
        };
    }
    out
}
