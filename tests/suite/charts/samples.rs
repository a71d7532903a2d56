//! A chart with everything it borrows: its data, words and numbers in one of three languages.

use kepi::chart::{self, Cell, ChartKind, ChartSpec, Drawing, Grid, Options, StatusWords, Words};
use kepi::language::Direction;
use rust_decimal::Decimal;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Chinese,
    Arabic,
}

impl Language {
    pub const ALL: [Language; 3] = [Language::English, Language::Chinese, Language::Arabic];

    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh",
            Language::Arabic => "ar",
        }
    }

    pub fn direction(self) -> Direction {
        match self {
            Language::Arabic => Direction::RightToLeft,
            Language::English | Language::Chinese => Direction::LeftToRight,
        }
    }

    /// The text of this language out of three.
    pub fn of(self, texts: [&str; 3]) -> String {
        texts[self as usize].to_owned()
    }
}

/// One chart with everything it borrows.
pub struct Sample {
    pub name: &'static str,
    pub kind: ChartKind,
    pub language: Language,
    pub grid: Grid,
    pub title: String,
    pub unit: String,
    pub options: Options,
}

impl Sample {
    pub fn with<R>(&self, use_spec: impl FnOnce(&ChartSpec<'_>) -> R) -> R {
        let words = words(self.language);
        use_spec(&ChartSpec {
            id: self.name,
            kind: self.kind,
            grid: &self.grid,
            title: &self.title,
            name: &format!("{}: {}", self.kind.name(), self.title),
            summary: &self.title,
            described_by: None,
            unit: &self.unit,
            lang: self.language.tag(),
            direction: self.language.direction(),
            format: &print,
            words: &words,
            options: self.options,
            source: "WIPO Performance Report 2024/25",
            licence: "CC BY 4.0",
        })
    }

    pub fn draw(&self) -> Drawing {
        self.with(chart::draw)
    }
}

pub fn words(language: Language) -> Words {
    let status =
        |mark: &str, texts| StatusWords { mark: mark.to_owned(), words: language.of(texts) };
    Words {
        estimated: status("[e]", ["estimate", "估计数", "تقدير"]),
        provisional: status("[p]", ["provisional", "暂定", "مؤقت"]),
        revised: status("[r]", ["revised", "已修订", "مراجع"]),
        forecast: status("[f]", ["forecast", "预测", "توقع"]),
        after_break: status("[b]", ["break in series", "数列中断", "انقطاع في السلسلة"]),
        total: language.of(["Total", "合计", "المجموع"]),
        comma: language.of([", ", "，", "، "]),
        colon: language.of([": ", "：", ": "]),
        no_data: language.of(["no data", "无数据", "لا توجد بيانات"]),
        axis_starts: language.of(["axis starts at {n}", "纵轴从 {n} 开始", "يبدأ المحور عند {n}"]),
        too_small: language.of([
            "too small to draw: {n}",
            "数值过小，无法绘制：{n}",
            "أصغر من أن يُرسم: {n}",
        ]),
        of_target: language.of(["{n} of target", "目标的 {n}", "{n} من الهدف"]),
        higher_is_better: language.of(["higher is better", "越高越好", "الأعلى أفضل"]),
        lower_is_better: language.of(["lower is better", "越低越好", "الأدنى أفضل"]),
        to_be_kept: language.of(["to be kept", "保持", "للحفاظ عليه"]),
        favourable: language.of(["favourable", "有利", "مواتٍ"]),
        unfavourable: language.of(["unfavourable", "不利", "غير مواتٍ"]),
    }
}

/// A number as the three languages print it.
pub fn print(value: Decimal) -> String {
    let digits = value.abs().to_string();
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits.as_str(), None),
    };
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out += fraction;
    }
    if value.is_sign_negative() && !value.is_zero() { format!("−{out}") } else { out }
}

pub fn number(text: &str) -> Cell {
    let value: Decimal = text.parse().expect("a sample is a number");
    Cell::number(value, print(value))
}
