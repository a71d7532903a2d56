//! Figures, dates, lists and numbers in words, in the languages of the United Nations: written without
//! a panic, and read back as the same number.
#![no_main]

use std::cell::OnceCell;

use kepi::language::{
    Conjunction, Date, DateLength, Grouping, NumberStyle, Numbering, Rules, Sign, Tag, digit,
};
use libfuzzer_sys::fuzz_target;
use rust_decimal::Decimal;

thread_local! {
    static RULES: OnceCell<Vec<Rules>> = const { OnceCell::new() };
}

fn all() -> Vec<Rules> {
    let tags = ["en", "zh", "ar", "fr", "es", "ru", "sw", "fa"];
    let usual = tags.map(|tag| Rules::new(&Tag::parse(tag).expect("a tag"), &Numbering::default()));
    let indic = Numbering::parse("arab").expect("digits that there are");
    let arabic = Rules::new(&Tag::parse("ar").expect("a tag"), &indic);
    usual.into_iter().chain([arabic]).collect()
}

fuzz_target!(|data: (u8, u8, u8, i128, i32, &str)| {
    let (scale, style, exponent, mantissa, year, text) = data;
    let most = 79_228_162_514_264_337_593_543_950_335_i128;
    let value = Decimal::from_i128_with_scale(mantissa % most, u32::from(scale) % 29);
    let style = NumberStyle {
        decimals: (style & 1 == 1).then_some(u32::from(style >> 3) % 29),
        grouping: if style & 2 == 2 { Grouping::Column } else { Grouping::Prose },
        sign: [Sign::Negative, Sign::Always, Sign::Parentheses][usize::from(exponent) % 3],
    };
    RULES.with(|rules| {
        for rules in rules.get_or_init(all) {
            let written = rules.number(value, style);
            let digits: String =
                written.chars().filter_map(digit).map(|d| char::from(b'0' + d)).collect();
            if style.decimals.is_none() {
                let wanted: String =
                    value.to_string().chars().filter(char::is_ascii_digit).collect();
                assert_eq!(digits, wanted, "{written}");
            }
            rules.percent(value, style);
            rules.scaled(value, u32::from(exponent) % 20, style);
            rules.money(value, u32::from(exponent) % 20, "CHF", style);
            rules.plural(value, style);
            rules.ordinal(mantissa.unsigned_abs() as u64);
            if let Some(date) =
                Date::new(year, (mantissa & 0xf) as u8, (mantissa >> 4 & 0x1f) as u8)
            {
                for length in [DateLength::Long, DateLength::Medium] {
                    rules.date(date, length);
                }
            }
            rules.period(text);
            rules.list(&text.split(' ').collect::<Vec<_>>(), Conjunction::And);
            rules.quote(&rules.isolate(text));
            for number in kepi::prose::numbers::find(text) {
                rules.read(&text[number.clone()], &text[number.end..]);
            }
        }
    });
});
