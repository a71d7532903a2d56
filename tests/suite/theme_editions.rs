//! The site's first page and those of an edition, as the plan would make them: samples for the theme.

use kepi::plan::view::*;

use crate::theme_lists::*;
use crate::theme_report::*;
use crate::theme_tables::*;

pub fn home(l: In) -> Home {
    let card = |words: Words, period: &str, ratings, summary: Option<&str>| EditionCard {
        link: link("edition.html", words),
        period: period.into(),
        status: l.words("unaudited", "未经审计", "غير مراجَع"),
        summary: summary.map(Into::into),
        ratings,
    };
    Home {
        narrative: Some(told(Html(format!(
            "<p>{}</p>",
            l.pick(
                "Every two years the Organization answers to its Member States: what it planned, what it spent, and what came of it. Every figure here has a source, and every table can be downloaded.",
                "本组织每两年向成员国说明：计划了什么，支出了多少，取得了什么成果。这里的每个数字都有来源，每张表格都可以下载。",
                "تقدم المنظمة كل سنتين حساباً إلى دولها الأعضاء: ما خططت له وما أنفقته وما تحقق منه. ولكل رقم هنا مصدر، ويمكن تنزيل كل جدول.",
            )
        )))),
        latest: Some(Latest {
            link: link("edition.html", plain("2024/25")),
            period: "2024/25".into(),
            status: l.words("unaudited", "未经审计", "غير مراجَع"),
            headline: headline(l),
            ratings: counts(l, [123, 21, 18, 3, 0]),
            nodes: cards(l),
            missed: Some(missed(l)),
            parts: vec![PartCard {
                link: link("kpis.html", l.words("KPIs", "绩效指标", "المؤشرات")),
                about: Some(l.words("84 KPIs", "84 项绩效指标", "84 مؤشراً")),
            }],
        }),
        editions: vec![
            card(
                l.words("Performance Report 2024/25", "2024/25 年绩效报告", "تقرير الأداء 2024/25"),
                "2024/25",
                counts(l, [123, 21, 18, 3, 0]),
                Some(l.pick(
                    "Three quarters of the targets were fully achieved; revenue came to 976.4 million Swiss francs.",
                    "四分之三的目标完全实现；收入为 9.764 亿瑞郎。",
                    "تحققت ثلاثة أرباع الأهداف بالكامل؛ وبلغت الإيرادات 976.4 مليون فرنك سويسري.",
                )),
            ),
            card(
                l.words("Performance Report 2020/21", "2020/21 年绩效报告", "تقرير الأداء 2020/21"),
                "2020/21",
                counts(l, [261, 63, 29, 8, 11]),
                None,
            ),
        ],
        articles: vec![
            link("article.html", l.words("About this report", "关于本报告", "عن هذا التقرير")),
            link("series.html", l.words("PCT applications by year", "按年份开列的 PCT 申请", "طلبات معاهدة البراءات بحسب السنة")),
        ],
    }
}

pub fn cards(l: In) -> Vec<NodeCard> {
    let card = |code: &str, words: Words, depth, numbers, children| NodeCard {
        link: link("node.html", words.clone()),
        short: words,
        foundation: code == "2",
        code: code.into(),
        level: if depth == 0 {
            l.words("Strategic pillar", "战略支柱", "الركيزة الاستراتيجية")
        } else {
            l.words("Expected result", "预期成果", "النتيجة المرتقبة")
        },
        depth,
        ratings: counts(l, numbers),
        children,
    };
    vec![
        card(
            "1",
            l.words(
                "Reach out worldwide to explain the potential of intellectual property to improve the lives of everyone, everywhere",
                "在世界范围内进行广泛接触，宣传知识产权改善所有人生活的潜力",
                "التواصل مع العالم لشرح قدرة الملكية الفكرية على تحسين حياة الجميع في كل مكان",
            ),
            0,
            [15, 1, 1, 0, 0],
            vec![card(
                "1.1",
                l.words(
                    "More effective communication and engagement worldwide",
                    "在世界各地开展更有效的沟通和参与",
                    "تواصل ومشاركة أكثر فعالية في جميع أنحاء العالم",
                ),
                1,
                [15, 1, 1, 0, 0],
                Vec::new(),
            )],
        ),
        card(
            "2",
            l.words(
                "Bring people together to shape the future of the global IP ecosystem",
                "汇聚各方，塑造全球知识产权生态系统的未来",
                "الجمع بين الناس لرسم مستقبل النظام الإيكولوجي العالمي للملكية الفكرية",
            ),
            0,
            [14, 2, 0, 3, 0],
            vec![
                card("2.1", l.fallback("Development of balanced and effective international normative frameworks"), 1, [9, 1, 0, 2, 0], Vec::new()),
                card(
                    "2.2",
                    l.words("Attention to the global challenges", "关注全球挑战", "الاهتمام بالتحديات العالمية"),
                    1,
                    [5, 1, 0, 1, 0],
                    Vec::new(),
                ),
            ],
        ),
    ]
}

pub fn scale(l: In) -> Vec<RatingRule> {
    let rule = |id: &str, words: Words| RatingRule { rating: rating(l, id), rule: words };
    vec![
        rule(
            "full",
            l.words("100 per cent of the target", "目标的实现为 100%", "100 في المائة من الهدف"),
        ),
        rule(
            "partial",
            l.words(
                "60 to 99 per cent of the target",
                "在 60%和 99%之间",
                "من 60 إلى 99 في المائة من الهدف",
            ),
        ),
        rule(
            "not",
            l.words(
                "less than 60 per cent of the target",
                "低于 60%",
                "أقل من 60 في المائة من الهدف",
            ),
        ),
        rule(
            "not-assessable",
            l.words(
                "no clear target or baseline, or too few data",
                "目标未明确界定或数据不足",
                "لا هدف واضح أو بيانات كافية",
            ),
        ),
        rule(
            "discontinued",
            l.words("the indicator is no longer used", "指标不再使用", "لم يعد المؤشر مستخدماً"),
        ),
    ]
}

pub fn overview(l: In) -> Edition {
    Edition {
        notes: Vec::new(),
        period: "2024/25".into(),
        status: l.words("unaudited", "未经审计", "غير مراجَع"),
        narrative: Some(told(prose(l, false))),
        headline: headline(l),
        ratings: counts(l, [123, 21, 18, 3, 0]),
        missed: Some(missed(l)),
        scale: scale(l),
        nodes: cards(l),
        figures: vec![applications(l)],
        tables: vec![
            LinkGroup { heading: None, links: vec![link("table.html", revenue(l).caption)] },
            LinkGroup {
                heading: Some(l.words("Projects", "项目", "المشاريع")),
                links: vec![link("table-wide.html", spending(l).caption)],
            },
        ],
        series: vec![LinkGroup {
            heading: None,
            links: vec![link("series.html", applications(l).table.unwrap().caption)],
        }],
    }
}

pub fn node(l: In) -> Node {
    Node {
        notes: Vec::new(),
        risks: Vec::new(),
        former: Vec::new(),
        id: "er-1-1".into(),
        code: "1.1".into(),
        level: l.words("Expected result", "预期成果", "النتيجة المرتقبة"),
        narrative: Some(told(prose(l, true))),
        work_units: vec![contributor(l)],
        children: cards(l).remove(1).children,
        ratings: counts(l, [4, 1, 1, 1, 1]),
        kpis: vec![visitors(l), satisfaction(l), filings(l), agenda(l)],
        figures: vec![applications(l)],
        extracts: vec![extract(l)],
    }
}

pub fn document(l: In) -> Print {
    let part = |id: &str, kind, level, title: Words, content| PrintPart {
        id: id.into(),
        kind,
        level,
        heading: None,
        label: None,
        code: String::new(),
        title,
        content,
    };
    let of_table = TablePage {
        work_unit: None,
        narrative: None,
        table: revenue(l),
        figures: vec![applications(l)],
    };
    Print {
        parts: vec![
            part(
                "part-er-1-1",
                "node",
                2,
                l.words("Communication", "沟通", "التواصل"),
                Content::Node(Node { figures: Vec::new(), ..node(l) }),
            ),
            PrintPart {
                heading: Some(l.words("Tables", "表格", "الجداول")),
                ..part("part-revenue", "table", 3, revenue(l).caption, Content::Table(of_table))
            },
        ],
    }
}

pub fn prose(l: In, long: bool) -> Html {
    let first = l.pick(
        "<p>In the biennium WIPO’s website received <strong>36,658,116</strong> unique visitors, 32 per cent more than two years before. The Organization spoke in more languages, on more channels, and to people who had never heard of intellectual property: founders of small enterprises, musicians, farmers, <em>young people</em> above all.</p>",
        "<p>本两年期，产权组织网站的独立访问者达到 <strong>36,658,116</strong> 人，比两年前增长 32%。本组织以更多语言、通过更多渠道，向从未听说过知识产权的人们进行宣传：小企业创始人、音乐家、农民，尤其是<em>青年人</em>。</p>",
        "<p>بلغ عدد الزوار الفريدين لموقع الويبو خلال الثنائية <strong><bdi>36,658,116</bdi></strong> زائراً، بزيادة قدرها 32 في المائة عما كان عليه قبل سنتين. وتحدثت المنظمة بلغات أكثر وعبر قنوات أكثر إلى أشخاص لم يسمعوا قط بالملكية الفكرية: مؤسسو الشركات الصغيرة والموسيقيون والمزارعون، <em>والشباب</em> قبل كل شيء.</p>",
    );
    if !long {
        return Html(first.into());
    }
    let rest = l.pick(
        "<h2 id=\"reach\">A wider reach</h2><p>The <a href=\"https://www.wipo.int/web/ip-youth\">campaigns for young people</a> drew nearly 800,000 visitors. Three lessons stand out:</p><ul><li>speak in the language of the listener;</li><li>let users of the system tell their own story;</li><li>count what is counted in the same way in each year.</li></ul><blockquote><p>Data on visits may overstate real use.</p></blockquote><h3>What comes next</h3><p>The next programme keeps the indicators and adds one on the use of publications by offices (see <code>er-1-1</code>).</p>",
        "<h2 id=\"reach\">更广的影响</h2><p><a href=\"https://www.wipo.int/web/ip-youth\">面向青年的宣传活动</a>吸引了近 800,000 名访客。有三点经验值得注意：</p><ul><li>使用听众的语言；</li><li>让体系用户讲述自己的故事；</li><li>每年以相同的方式计数。</li></ul><blockquote><p>访问数据可能会高估实际使用情况。</p></blockquote><h3>下一步</h3><p>下一个计划保留各项指标，并增加一项关于各局使用出版物情况的指标（见 <code>er-1-1</code>）。</p>",
        "<h2 id=\"reach\">وصول أوسع</h2><p>اجتذبت <a href=\"https://www.wipo.int/web/ip-youth\">الحملات الموجهة إلى الشباب</a> زهاء <bdi>800,000</bdi> زائر. وتبرز ثلاثة دروس:</p><ul><li>التحدث بلغة السامع؛</li><li>ترك مستخدمي النظام يروون قصصهم؛</li><li>العد بالطريقة نفسها كل سنة.</li></ul><blockquote><p>قد تبالغ بيانات الزيارات في تقدير الاستخدام الفعلي.</p></blockquote><h3>الخطوات المقبلة</h3><p>يحتفظ البرنامج المقبل بالمؤشرات ويضيف مؤشراً بشأن استخدام المكاتب للمنشورات (انظر <code>er-1-1</code>).</p>",
    );
    Html(format!("{first}{rest}"))
}

/// A narrative with one figure that says where it comes from.
pub fn told(html: Html) -> Narrative {
    let figure = Provenance {
        text: "976.4".to_owned(),
        what: "Revenue, Actual".to_owned(),
        href: None,
        status: Some("estimated".to_owned()),
        source: None,
    };
    let is_long = html.0.contains("id=\"reach\"");
    let paragraphs = is_long.then(|| link("#reach", plain("Wider reach"))).into_iter().collect();
    Narrative { html, lang: None, dir: None, figures: vec![figure], paragraphs }
}
