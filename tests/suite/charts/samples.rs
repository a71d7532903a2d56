//! Data as they stand in reports, one or more sets for each kind of chart.
#![allow(
    clippy::disallowed_methods,
    reason = "the contact sheet is written for a person to look at"
)]

use std::fmt::Write as _;
use std::path::Path;

use kepi::chart::{
    self, Cell, ChartKind, ChartSpec, Drawing, Grid, Heading, KeyFor, Options, Role, Shape, Status,
    StatusWords, Words,
};
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

pub fn grid(columns: Vec<Heading>, rows: Vec<(Heading, Vec<Cell>)>) -> Grid {
    let (rows, cells) = rows.into_iter().unzip();
    Grid { columns, rows, cells }
}

fn numbers(texts: &[&str]) -> Vec<Cell> {
    texts.iter().map(|text| number(text)).collect()
}

fn years(years: &[&str]) -> Vec<Heading> {
    years.iter().map(|year| Heading::new(*year, *year)).collect()
}

/// The sample sets of a kind.
pub fn of(kind: ChartKind, language: Language) -> Vec<Sample> {
    let sample = |name, title, unit: [&str; 3], grid| Sample {
        name,
        kind,
        language,
        grid,
        title: language.of(title),
        unit: language.of(unit),
        options: Options::default(),
    };
    let applications = ["applications", "申请", "طلبات"];
    let million = ["million Swiss francs", "百万瑞士法郎", "مليون فرنك سويسري"];
    let systems = [
        ("pct", language.of(["PCT system", "PCT体系", "نظام معاهدة التعاون"])),
        ("madrid", language.of(["Madrid system", "马德里体系", "نظام مدريد"])),
        ("hague", language.of(["Hague system", "海牙体系", "نظام لاهاي"])),
        ("lisbon", language.of(["Lisbon system", "里斯本体系", "نظام لشبونة"])),
        ("other", language.of(["Other income", "其他收入", "إيرادات أخرى"])),
    ];
    match kind {
        ChartKind::Columns => {
            let mut cells = numbers(&[
                "223356", "231800", "243500", "252900", "264710", "275260", "277180", "278100",
                "272600", "273913",
            ]);
            cells.push(number("275900").status(Status::Estimated));
            let decade = [
                "2015", "2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024",
                "2025",
            ];
            let short = numbers(&["275260", "277180", "278100", "272600", "273913"]);
            vec![
                sample(
                    "filings",
                    [
                        "PCT applications grew again in 2025",
                        "2025年PCT申请再次增长",
                        "نمت طلبات البراءات الدولية مجدداً في 2025",
                    ],
                    applications,
                    grid(years(&decade), vec![(Heading::new("pct", systems[0].1.clone()), cells)]),
                ),
                sample(
                    "filings-short",
                    ["PCT applications", "PCT申请", "طلبات البراءات الدولية"],
                    applications,
                    grid(
                        years(&decade[5..10]),
                        vec![(Heading::new("pct", systems[0].1.clone()), short)],
                    ),
                ),
            ]
        }
        ChartKind::StackedColumns => {
            let rows = [
                ["570.8", "609.4", "707.7", "742.4"],
                ["147.0", "159.7", "169.3", "176.1"],
                ["10.9", "11.5", "12.6", "12.9"],
                ["0.3", "0.1", "0.2", "0.3"],
                ["97.0", "44.5", "38.0", "44.7"],
            ];
            let mut all: Vec<(Heading, Vec<Cell>)> = systems
                .iter()
                .zip(rows)
                .map(|((id, label), values)| (Heading::new(*id, label.clone()), numbers(&values)))
                .collect();
            all[4].0.role = Role::Other;
            all.push((
                Heading::new("total", language.of(["Total", "合计", "المجموع"])).role(Role::Total),
                numbers(&["826.0", "825.2", "927.8", "976.4"]),
            ));
            vec![sample(
                "revenue",
                [
                    "PCT fees brought in three quarters of revenue",
                    "PCT费用占收入的四分之三",
                    "جلبت رسوم المعاهدة ثلاثة أرباع الإيرادات",
                ],
                million,
                grid(years(&["2018/19", "2020/21", "2022/23", "2024/25"]), all),
            )]
        }
        ChartKind::RatingBars => {
            let ratings = [
                ("full", ["Fully achieved", "完全实现", "تحقق بالكامل"], "F", Shape::Disc),
                ("partial", ["Partially achieved", "部分实现", "تحقق جزئياً"], "P", Shape::Half),
                ("not", ["Not achieved", "未实现", "لم يتحقق"], "N", Shape::Ring),
                (
                    "not-assessable",
                    ["Not assessable", "无法评估", "غير قابل للتقييم"],
                    "X",
                    Shape::Square,
                ),
            ];
            let mut columns: Vec<Heading> = ratings
                .iter()
                .map(|(id, label, letter, shape)| {
                    Heading::new(*id, language.of(*label)).rating(*letter, *shape)
                })
                .collect();
            columns.push(
                Heading::new("total", language.of(["Total", "合计", "المجموع"])).role(Role::Total),
            );
            let pillars = [
                (
                    "p1",
                    [
                        "Reach out worldwide to explain the potential of intellectual property",
                        "面向全世界解释知识产权的潜力",
                        "الوصول إلى العالم لشرح إمكانات الملكية الفكرية",
                    ],
                    ["17", "3", "4", "0", "24"],
                ),
                (
                    "p2",
                    ["Bring people together", "汇聚各方", "جمع الناس معاً"],
                    ["22", "2", "1", "1", "26"],
                ),
                (
                    "p3",
                    ["Provide high-quality services", "提供高质量服务", "تقديم خدمات عالية الجودة"],
                    ["31", "9", "8", "2", "50"],
                ),
                (
                    "p4",
                    [
                        "Support governments and enterprises",
                        "支持各国政府和企业",
                        "دعم الحكومات والشركات",
                    ],
                    ["34", "4", "3", "0", "41"],
                ),
                ("foundation", ["Foundation", "基础", "الأساس"], ["19", "3", "2", "0", "24"]),
            ];
            let rows = pillars
                .iter()
                .map(|(id, label, counts)| {
                    (Heading::new(*id, language.of(*label)), numbers(counts))
                })
                .collect();
            vec![sample(
                "ratings",
                [
                    "Three quarters of the targets were met",
                    "四分之三的目标已实现",
                    "تحققت ثلاثة أرباع الأهداف",
                ],
                ["", "", ""],
                grid(columns, rows),
            )]
        }
    }
}

/// Every sample in every language and both page widths, in the reader's colours.
pub fn contact_sheet(folder: &Path) {
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::fs::write(folder.join("chart.css"), chart::STYLE).expect("the style can be written");
    for language in Language::ALL {
        let mut page = format!(
            "<!doctype html><html lang=\"{}\" dir=\"{}\"><meta charset=\"utf-8\"><title>Charts</title>\
             <link rel=\"stylesheet\" href=\"chart.css\"><style>\
             body{{font-family:'Noto Sans','Noto Sans Arabic','Noto Sans CJK SC',sans-serif;margin:2rem;\
             background:var(--ch-page);color:var(--ch-ink);display:grid;grid-template-columns:720px 360px;gap:3rem}}\
             figure{{margin:0}}h3{{margin:0 0 .5rem;font-size:1.25rem;line-height:1.3}}\
             .key{{list-style:none;padding:0;margin:0 0 .75rem;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.875rem}}\
             .key li{{display:flex;gap:.4rem;align-items:center}}.note{{color:var(--ch-soft);font-size:.875rem}}\
             </style>{}",
            language.tag(),
            language.direction().attribute(),
            chart::PATTERNS,
        );
        for sample in ChartKind::ALL.iter().flat_map(|kind| of(*kind, language)) {
            let drawing = sample.draw();
            for (svg, narrow) in [(Some(&drawing.wide), false), (drawing.narrow.as_ref(), true)] {
                let mut figure = format!("<figure class=\"fig\"><h3>{}</h3>", sample.title);
                let keyed = match drawing.key_for {
                    KeyFor::Everyone => true,
                    KeyFor::Narrow => narrow,
                    KeyFor::Nobody => false,
                };
                if keyed {
                    figure += "<ul class=\"key\">";
                    for entry in &drawing.key {
                        let _infallible =
                            write!(figure, "<li>{}{}</li>", entry.swatch, entry.label);
                    }
                    figure += "</ul>";
                }
                if let Some(svg) = svg {
                    let _infallible = write!(figure, "<div class=\"drawings\">{svg}</div>");
                }
                for note in &drawing.notes {
                    let _infallible = write!(figure, "<p class=\"note\">{note}</p>");
                }
                page += &figure;
                page += "</figure>";
            }
            for problem in &drawing.problems {
                let _infallible =
                    write!(page, "<p>{}: {}</p><p></p>", problem.code.name(), problem.words);
            }
            if !drawing.standalone.is_empty() {
                let file = format!("{}.{}.svg", sample.name, language.tag());
                std::fs::write(folder.join(file), &drawing.standalone)
                    .expect("a chart can be written");
            }
        }
        let file = folder.join(format!("{}.html", language.tag()));
        std::fs::write(file, page).expect("the sheet can be written");
    }
}
