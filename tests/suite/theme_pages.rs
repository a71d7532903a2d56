//! One sample page of each kind in three languages, as the plan would make them.

use kepi::plan::view::*;

use crate::theme_editions::*;
use crate::theme_lists::*;
use crate::theme_report::*;
use crate::theme_tables::*;

pub fn pages(l: In) -> Vec<(&'static str, Page)> {
    let edition = || Some(edition_mark(l));
    let report = l.pick("Performance Report 2024/25", "2024/25 年绩效报告", "تقرير الأداء 2024/25");
    let result = l.words(
        "More effective communication and engagement worldwide to raise awareness of and increase understanding about the potential of IP",
        "在世界各地开展更有效的沟通和参与，提高对知识产权潜力的认识和理解",
        "تواصل ومشاركة أكثر فعالية في جميع أنحاء العالم لإذكاء الوعي بإمكانات الملكية الفكرية وتعزيز فهمها",
    );
    let mut pages = vec![
        ("home", page(l, "home", site_title(l), None, Content::Home(home(l)))),
        ("edition", page(l, "edition", plain(report), edition(), Content::Edition(overview(l)))),
        ("node", page(l, "node", result.clone(), edition(), Content::Node(node(l)))),
        (
            "kpis",
            page(
                l,
                "kpis",
                l.words("Rating: Not achieved", "评级：未实现", "التقييم: لم يتحقق"),
                edition(),
                Content::KpiList(kpi_list(l)),
            ),
        ),
        (
            "methodology",
            page(
                l,
                "methodology",
                l.words("Methodology", "方法", "المنهجية"),
                edition(),
                Content::Methodology(methodology(l)),
            ),
        ),
        (
            "data",
            page(
                l,
                "data",
                l.words("Data downloads", "数据下载", "تنزيل البيانات"),
                edition(),
                Content::Data(DataPage {
                    groups: vec![DataGroup {
                        id: "tables".into(),
                        heading: l.words("Tables", "表格", "الجداول"),
                        entries: vec![DataEntry {
                            link: link("table.html", revenue(l).caption),
                            downloads: revenue(l).downloads,
                        }],
                    }],
                    build: Build {
                        program: "kepi 1.0.0".to_owned(),
                        sources: "5b1f".repeat(16),
                        manifest: "../kepi-manifest.json".to_owned(),
                    },
                }),
            ),
        ),
        (
            "topic",
            page(
                l,
                "topic",
                l.words("Finance", "财务", "المالية"),
                edition(),
                Content::Topic(TopicPage { groups: Vec::new() }),
            ),
        ),
        (
            "glossary",
            page(
                l,
                "glossary",
                l.words("Terms used", "术语", "المصطلحات"),
                None,
                Content::Glossary(Glossary {
                    entries: vec![GlossaryEntry {
                        id: "net-assets".into(),
                        name: l.words("Net assets", "净资产", "صافي الأصول"),
                        definition: l.fallback("What is owned, less what is owed."),
                    }],
                }),
            ),
        ),
        ("unit", page(l, "unit", contributor(l).words, edition(), Content::Unit(unit_page(l)))),
        (
            "units",
            page(
                l,
                "units",
                l.words("Contributors", "责任部门", "الجهات المساهمة"),
                edition(),
                Content::Units(units(l)),
            ),
        ),
        ("print", page(l, "print", plain(report), edition(), Content::Print(document(l)))),
        ("kpi", page(l, "kpi", visitors(l).title, edition(), kpi_page(l))),
        (
            "table",
            page(
                l,
                "table",
                revenue(l).caption,
                edition(),
                Content::Table(TablePage {
                    work_unit: Some(contributor(l)),
                    narrative: None,
                    table: revenue(l),
                    figures: Vec::new(),
                }),
            ),
        ),
        (
            "table-wide",
            page(
                l,
                "table",
                spending(l).caption,
                edition(),
                Content::Table(TablePage {
                    work_unit: None,
                    narrative: Some(told(prose(l, false))),
                    table: spending(l),
                    figures: Vec::new(),
                }),
            ),
        ),
        (
            "series",
            page(
                l,
                "series",
                applications(l).table.unwrap().caption,
                edition(),
                Content::Series(SeriesPage {
                    narrative: None,
                    table: applications(l).table.unwrap(),
                    figures: vec![applications(l)],
                }),
            ),
        ),
        (
            "article",
            page(
                l,
                "article",
                l.words("About this report", "关于本报告", "عن هذا التقرير"),
                None,
                Content::Article(Article { narrative: told(prose(l, true)) }),
            ),
        ),
        (
            "sources",
            page(
                l,
                "sources",
                l.words("Sources", "来源", "المصادر"),
                None,
                Content::Sources(sources(l)),
            ),
        ),
        (
            "search",
            page(
                l,
                "search",
                l.words("Search", "搜索", "البحث"),
                None,
                Content::Search(Search { index: "index.js".into() }),
            ),
        ),
        (
            "a_to_z",
            page(l, "a_to_z", l.words("Index", "索引", "الفهرس"), None, Content::AToZ(a_to_z(l))),
        ),
    ];
    for (name, page) in &mut pages {
        match *name {
            "node" | "kpi" | "print" => page.notes = notes(l),
            "table" => {
                page.notes = notes(l);
                page.notes[0].back = vec!["#mark-1-r".into()];
                page.notes[1].back = vec!["#mark-2-t".into()];
                page.notes[2].back = vec!["#mark-3-t".into()];
            }
            _ => {}
        }
        if *name == "kpi" {
            page.notes.truncate(2);
        }
        if *name == "node" {
            let part = |id: &str, en, zh, ar| link(id, l.words(en, zh, ar));
            page.on_this_page = vec![
                part("#reach", "A wider reach", "更广的影响", "وصول أوسع"),
                part("#kpis", "Key performance indicators", "绩效指标", "مؤشرات الأداء الرئيسية"),
                part("#figures", "Figures", "图", "الأشكال"),
                part("#children", "Its parts", "组成部分", "أجزاؤها"),
                part("#notes", "Notes", "注释", "ملاحظات"),
            ];
            page.previous = Some(link("edition.html", plain(report)));
            page.next = Some(link("kpi.html", visitors(l).title));
        }
        if *name == "article" && l != In::En {
            page.fallback = Some(l.words(
                "",
                "本页尚未翻译，以英文显示。",
                "لم تُترجم هذه الصفحة بعد؛ وهي معروضة بالإنكليزية.",
            ));
            page.title = l.fallback("About this report");
        }
    }
    pages
}

/// The two pages at the root of a site, made once for all languages.
pub fn root_pages() -> Vec<(&'static str, Page)> {
    let choices =
        In::ALL.map(|l| Choice { language: language(In::En, l, "home"), title: site_title(l) });
    let in_language = |l: In| NotFoundIn {
        lang: l.tag().into(),
        dir: l.dir(),
        heading: l.pick("Page not found", "找不到页面", "الصفحة غير موجودة").into(),
        sentence: l
            .pick(
                "There is no page at this address; it may have moved.",
                "此地址没有页面，可能已移动。",
                "لا توجد صفحة في هذا العنوان؛ وربما نُقلت.",
            )
            .into(),
        home: link(
            &format!("{}/home.html", l.tag()),
            l.words("To the first page", "前往首页", "إلى الصفحة الأولى"),
        ),
        ways: vec![link(
            &format!("{}/search.html", l.tag()),
            l.words("Search this site", "搜索本网站", "البحث في هذا الموقع"),
        )],
    };
    let mut chooser = page(
        In::En,
        "chooser",
        site_title(In::En),
        None,
        Content::Chooser(Chooser { choices: choices.to_vec() }),
    );
    let languages = In::ALL.map(in_language).to_vec();
    let title = plain("404");
    let mut not_found =
        page(In::En, "not_found", title, None, Content::NotFound(NotFound { languages }));
    for page in [&mut chooser, &mut not_found] {
        page.root = String::new();
        page.languages.clear();
        page.navigation.clear();
        page.breadcrumbs.clear();
        page.search = None;
        page.site.footer.clear();
        page.styles[0].href = "theme.css".into();
        if let Content::Chooser(chooser) = &mut page.content {
            for choice in &mut chooser.choices {
                choice.language.href = format!("{}/home.html", choice.language.tag);
            }
        }
    }
    vec![("index", chooser), ("404", not_found)]
}

fn site_title(l: In) -> Words {
    l.words("Performance reports", "绩效报告", "تقارير الأداء")
}

fn edition_mark(l: In) -> EditionMark {
    EditionMark {
        link: link("edition.html", plain("2024/25")),
        period: "2024/25".into(),
        status: l.words("unaudited", "未经审计", "غير مراجَع"),
    }
}

fn language(page: In, l: In, kind: &str) -> LanguageLink {
    LanguageLink {
        tag: l.tag().into(),
        dir: l.dir(),
        name: l.pick("English", "中文", "العربية").into(),
        href: format!("../{}/{kind}.html", l.tag()),
        current: page == l,
        translated: kind != "article" || l == In::En,
    }
}

fn page(
    l: In,
    kind: &'static str,
    title: Words,
    edition: Option<EditionMark>,
    content: Content,
) -> Page {
    let name = l.words(
        "World Intellectual Property Organization",
        "世界知识产权组织",
        "المنظمة العالمية للملكية الفكرية",
    );
    let report = link(
        "edition.html",
        l.words("Performance Report 2024/25", "2024/25 年绩效报告", "تقرير الأداء 2024/25"),
    );
    let mut breadcrumbs =
        vec![link("home.html", l.words("Performance reports", "绩效报告", "تقارير الأداء"))];
    if edition.is_some() && kind != "edition" {
        breadcrumbs.push(report);
    }
    if kind == "home" {
        breadcrumbs.clear();
    }
    let mut navigation = vec![
        link("edition.html", l.words("Overview", "概览", "لمحة عامة")),
        link("node.html", l.words("Results", "成果", "النتائج")),
        link("table.html", l.words("Finance", "财务", "المالية")),
        link("series.html", l.words("Services", "服务", "الخدمات")),
        link("article.html", l.words("About", "关于", "عن التقرير")),
    ];
    for entry in &mut navigation {
        entry.current = entry.href.starts_with(kind);
    }
    Page {
        kind,
        lang: l.tag().into(),
        dir: l.dir(),
        title,
        description: l
            .pick(
                "What was planned, spent and achieved.",
                "计划、支出和成果。",
                "ما خُطط له وأُنفق وتحقق.",
            )
            .into(),
        root: "../".into(),
        site: Site {
            title: site_title(l),
            organization: name,
            logo: None,
            organization_url: Some("https://www.wipo.int/".into()),
            home: "home.html".into(),
            licence: Some(link("https://creativecommons.org/licenses/by/4.0/", plain("CC BY 4.0"))),
            footer: vec![
                link("sources.html", l.words("Sources", "来源", "المصادر")),
                link("article.html", l.words("About this report", "关于本报告", "عن هذا التقرير")),
            ],
        },
        editions: edition.iter().map(|_| link("edition.html", plain("2020/21"))).collect(),
        edition,
        citation: Some(Citation {
            text: l
                .words(
                    "Example Organization, Report 2024/25.",
                    "示例组织，2024/25 年报告。",
                    "المنظمة، تقرير 2024/25.",
                )
                .text,
            address: "https://example.org/reports/".into(),
        }),
        styles: vec![Asset { href: "../theme.css".into(), integrity: None }],
        scripts: Vec::new(),
        head: Head::default(),
        search: Some(SearchBox { page: "search.html".into(), index: "a_to_z.html".into() }),
        languages: In::ALL.map(|other| language(l, other, kind)).to_vec(),
        breadcrumbs,
        navigation,
        on_this_page: Vec::new(),
        previous: None,
        next: None,
        notes: Vec::new(),
        patterns: None,
        canonical: Some(format!("https://example.org/reports/{}/{kind}/", l.tag())),
        alternates: In::ALL
            .iter()
            .map(|l| Alternate {
                hreflang: l.tag().into(),
                href: format!("https://example.org/reports/{}/{kind}/", l.tag()),
            })
            .collect(),
        fallback: None,
        content,
    }
}

fn a_to_z(l: In) -> AToZ {
    let initials: &[&str] = match l {
        In::Ar => &["م", "ن"],
        _ => &["P", "R"],
    };
    let entry = |href: &str, words: Words, edition: Option<&str>| AToZEntry {
        link: link(href, words),
        edition: edition.map(Into::into),
    };
    AToZ {
        initials: (1..)
            .zip(initials)
            .map(|(n, own)| link(&format!("#initial-{n}"), plain(own)))
            .collect(),
        groups: (1..)
            .zip(initials)
            .map(|(n, own)| AToZGroup {
                initial: (*own).into(),
                anchor: format!("initial-{n}"),
                pages: vec![
                    entry("node.html", l.words("Results", "成果", "النتائج"), Some("2024/25")),
                    entry("article.html", l.fallback("About this report"), None),
                ],
            })
            .collect(),
    }
}

fn kpi_page(l: In) -> Content {
    let node =
        l.words("1.1 More effective communication", "1.1 更有效的沟通", "1.1 تواصل أكثر فعالية");
    Content::Kpi(Box::new(KpiPage {
        kpi: visitors(l),
        node: link("node.html", node),
        figures: vec![applications(l)],
        narrative: Some(told(prose(l, false))),
        follows: vec![Follows {
            label: visitors(l).measures[0].label.clone(),
            ratio: Some(Method { percent: "110.0%".into(), rating: Some(rating(l, "full")) }),
            progress: Some(Method { percent: "132.0%".into(), rating: None }),
            given: Some(rating(l, "full")),
        }],
        scale: scale(l),
        history: vec![InEdition {
            anchor: "in-2022-23".into(),
            period: "2022/23".into(),
            kpi: agenda(l),
        }],
    }))
}

fn sources(l: In) -> Sources {
    let entry = |id: &str, title: Words, symbol: Option<&str>, url: Option<&str>| SourceEntry {
        id: id.into(),
        title,
        symbol: symbol.map(Into::into),
        url: url.map(Into::into),
        as_of: symbol.map(|_| l.pick("March 2026", "2026年3月", "مارس 2026").into()),
    };
    Sources {
        sources: vec![
            entry(
                "wpr-2024-25",
                l.words(
                    "WIPO Performance Report 2024/25",
                    "《2024/25 年产权组织绩效报告》",
                    "تقرير أداء الويبو 2024/25",
                ),
                Some("WO/PBC/40/2"),
                Some("https://www.wipo.int/meetings/en/"),
            ),
            entry(
                "database",
                l.words("WIPO Statistics Database", "产权组织统计数据库", "قاعدة الويبو للإحصاءات"),
                None,
                None,
            ),
        ],
    }
}
