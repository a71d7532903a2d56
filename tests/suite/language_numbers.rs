//! What must hold for every number, tried with twenty thousand of them in each language.

use kepi::language::{Grouping, NumberStyle, Numbering, Rules, Sign};
use rust_decimal::Decimal;

use crate::language::{SIX, decimal, rules, tag};

/// The same numbers on every machine (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    /// Of any size, with up to 28 digits, and often at the edges where rounding and signs go wrong.
    fn decimal(&mut self) -> Decimal {
        let digits = self.roll(29);
        let mut mantissa = 0_i128;
        for _ in 0..digits {
            mantissa = mantissa * 10
                + i128::from(match self.roll(4) {
                    0 => 9,
                    1 => 0,
                    _ => self.roll(10),
                });
        }
        let sign = if self.roll(2) == 0 { 1 } else { -1 };
        let scale = u32::try_from(self.roll(29)).expect("below 29");
        Decimal::from_i128_with_scale(sign * mantissa, scale)
    }
}

/// Reads a formatted number back, by the separators that a reader of the language knows.
fn parse(text: &str, decimal_separator: char, zero: char) -> Decimal {
    let mut plain = String::new();
    for character in text.chars() {
        let digit = u32::from(character).wrapping_sub(u32::from(zero));
        match character {
            '\u{2212}' => plain.push('-'),
            c if c == decimal_separator => plain.push('.'),
            _ if digit < 10 => plain.push(char::from_digit(digit, 10).expect("a digit")),
            ',' | '.' | '\u{a0}' | '\u{202f}' | '٬' | '\u{200e}' | '\u{61c}' | '+' => {}
            other => panic!("`{other}` in `{text}`"),
        }
    }
    decimal(&plain)
}

#[test]
fn a_printed_number_reads_back_as_the_same_number() {
    let languages = SIX.map(|language| {
        let separator = if ["fr", "es", "ru"].contains(&language) { ',' } else { '.' };
        (language, rules(language), separator, '0')
    });
    let indic = Rules::new(&tag("ar"), &Numbering::parse("arab").expect("Arabic-Indic digits"));
    for (language, rules, separator, zero) in languages.into_iter().chain([("ar", indic, '٫', '٠')])
    {
        let mut dice = Dice(88_172_645_463_325_252);
        for _ in 0..20_000 {
            let value = dice.decimal();
            for style in
                [NumberStyle::PROSE, NumberStyle::COLUMN, NumberStyle::PROSE.sign(Sign::Always)]
            {
                let text = rules.number(value, style);
                let read = parse(&text, separator, zero);
                assert_eq!(read, value, "{language}: {text}");
                // As written: 12.0 keeps its decimal.
                assert_eq!(read.scale(), value.scale(), "{language}: {text}");
                assert!(
                    !value.is_zero() || !text.contains(['\u{2212}', '+']),
                    "{language}: {text}"
                );
            }
        }
    }
}

#[test]
fn a_number_is_rounded_half_away_from_zero_and_never_to_minus_zero() {
    let english = rules("en");
    let mut dice = Dice(42);
    for _ in 0..20_000 {
        let value = dice.decimal().trunc_with_scale(9) % decimal("1000000000000");
        let decimals = u32::try_from(dice.roll(6)).expect("below 6");
        let text = english.number(value, NumberStyle::PROSE.decimals(decimals));
        let read = parse(&text, '.', '0');
        let half = Decimal::new(5, decimals + 1);
        assert!((read - value).abs() <= half, "{value} as {text}");
        assert!((read - value).abs() < half || read.abs() > value.abs(), "{value} as {text}");
        assert!(!read.is_zero() || !text.contains('\u{2212}'), "{value} as {text}");
        let printed = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        assert_eq!(printed, decimals as usize, "{value} as {text}");
    }
    let one = NumberStyle::PROSE.decimals(1);
    for (value, text) in [
        ("0.05", "0.1"),
        ("-0.05", "−0.1"),
        ("0.25", "0.3"),
        ("-0.25", "−0.3"),
        ("-0.04", "0.0"),
        ("2.449999", "2.4"),
        ("999.95", "1,000.0"),
        ("-0", "0.0"),
        ("7", "7.0"),
    ] {
        assert_eq!(english.number(decimal(value), one), text, "{value}");
    }
}

#[test]
fn the_largest_and_smallest_numbers_are_printed_whole() {
    let english = rules("en");
    let prose = NumberStyle::PROSE;
    assert_eq!(english.number(Decimal::MAX, prose), "79,228,162,514,264,337,593,543,950,335");
    assert_eq!(english.number(Decimal::MIN, prose), "−79,228,162,514,264,337,593,543,950,335");
    let tiny = Decimal::new(1, 28);
    assert_eq!(english.number(tiny, prose), "0.0000000000000000000000000001");
    assert_eq!(english.number(tiny, prose.decimals(2)), "0.00");
    // More decimals than a decimal can hold are not asked of it.
    assert_eq!(english.number(decimal("1.5"), prose.decimals(u32::MAX)).len(), "1.".len() + 28);
}

/// Whatever the scale of the unit, the words and the digits together say the same amount.
#[test]
fn a_scaled_number_keeps_its_amount() {
    let chinese = rules("zh");
    let english = rules("en");
    let spanish = rules("es");
    let mut dice = Dice(7);
    for _ in 0..20_000 {
        let mantissa = i64::try_from(dice.roll(2_000_000_000)).expect("small") - 1_000_000_000;
        let value = Decimal::new(mantissa, u32::try_from(dice.roll(5)).expect("below 5"));
        for exponent in [3, 6, 9] {
            let amount = value * decimal(&format!("1{}", "0".repeat(exponent as usize)));
            let read = |text: &str, separator: char, words: &[(&str, i64)]| {
                let (word, times) =
                    words.iter().find(|(word, _)| text.ends_with(word)).expect("a word");
                let number =
                    text.strip_suffix(word).expect("it ends so").trim_end_matches('\u{a0}');
                parse(number, separator, '0') * Decimal::from(*times)
            };
            let prose = NumberStyle::PROSE;
            let text = chinese.scaled(value, exponent, prose);
            let words = [("万亿", 1_000_000_000_000), ("亿", 100_000_000), ("万", 10_000), ("", 1)];
            assert_eq!(read(&text, '.', &words), amount, "{value}e{exponent}: {text}");
            let text = english.scaled(value, exponent, prose);
            let words = [
                ("trillion", 1_000_000_000_000),
                ("billion", 1_000_000_000),
                ("million", 1_000_000),
                ("", 1),
            ];
            assert_eq!(read(&text, '.', &words), amount, "{value}e{exponent}: {text}");
            let text = spanish.scaled(value, exponent, prose);
            let words = [
                ("billón", 1_000_000_000_000),
                ("billones", 1_000_000_000_000),
                ("millón", 1_000_000),
                ("millones", 1_000_000),
                ("", 1),
            ];
            assert_eq!(read(&text, ',', &words), amount, "{value}e{exponent}: {text}");
        }
    }
}

#[test]
fn an_amount_beyond_all_words_is_still_right() {
    let text = rules("zh").scaled(Decimal::MAX, 40, NumberStyle::PROSE);
    assert!(text.contains("79,228") && (text.ends_with("10⁴⁰") || text.ends_with('亿')), "{text}");
    for language in SIX {
        let rules = rules(language);
        for exponent in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 18, 28, 29, 100, u32::MAX] {
            for value in
                [Decimal::MAX, Decimal::MIN, Decimal::ZERO, Decimal::new(1, 28), decimal("976.4")]
            {
                let text = rules.money(value, exponent, "CHF", NumberStyle::PROSE.decimals(28));
                assert!(text.contains("CHF"), "{text}");
            }
        }
    }
}

#[test]
fn a_column_is_grouped_even_where_prose_is_not() {
    let spanish = rules("es");
    assert_eq!(NumberStyle::COLUMN.grouping, Grouping::Column);
    assert_eq!(spanish.number(decimal("1234"), NumberStyle::PROSE), "1234");
    assert_eq!(spanish.number(decimal("1234"), NumberStyle::COLUMN), "1.234");
    assert_eq!(spanish.number(decimal("123"), NumberStyle::COLUMN), "123");
    let hindi = rules("hi");
    assert_eq!(hindi.number(decimal("12345678.9"), NumberStyle::COLUMN), "1,23,45,678.9");
}

#[test]
fn accountants_get_parentheses_around_the_whole_amount() {
    let style = NumberStyle::COLUMN.sign(Sign::Parentheses);
    assert_eq!(rules("en").number(decimal("-18.0"), style), "(18.0)");
    assert_eq!(rules("fr").percent(decimal("-11.2"), style), "(11,2\u{a0}%)");
    assert_eq!(
        rules("en").money(decimal("-18.0"), 6, "CHF", style),
        "(CHF\u{a0}18.0\u{a0}million)"
    );
    assert_eq!(rules("en").number(decimal("18.0"), style), "18.0");
    assert_eq!(rules("en").number(decimal("-0.0"), style), "0.0");
}

/// `KEPI_MEASURE=1 cargo test --release language_numbers::measure -- --nocapture`
#[test]
fn measure_what_a_number_costs() {
    if std::env::var_os("KEPI_MEASURE").is_none() {
        return;
    }
    for language in SIX {
        let started = std::time::Instant::now();
        let rules = rules(language);
        let built = started.elapsed();
        let values: Vec<Decimal> = {
            let mut dice = Dice(3);
            (0..1000)
                .map(|_| {
                    Decimal::new(i64::try_from(dice.roll(1_000_000_000_000)).expect("small"), 1)
                })
                .collect()
        };
        let time = |run: &dyn Fn(Decimal) -> String| {
            let started = std::time::Instant::now();
            let mut length = 0;
            for _ in 0..100 {
                length += values.iter().map(|value| run(*value).len()).sum::<usize>();
            }
            assert!(length > 0);
            started.elapsed().as_nanos() / (100 * values.len() as u128)
        };
        let one = NumberStyle::PROSE.decimals(1);
        eprintln!(
            "{language}: built in {built:?}; number {} ns, percent {} ns, money in millions {} ns, plural {} ns",
            time(&|value| rules.number(value, one)),
            time(&|value| rules.percent(value, one)),
            time(&|value| rules.money(value, 6, "CHF", one)),
            time(&|value| rules.plural(value, one).name().to_owned()),
        );
    }
}
