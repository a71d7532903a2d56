//! Bad input that must end soon, with a message at its place and the published site as it was.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::checks::{base, project};
use crate::cli::{Said, kepi, run};
use crate::publish_scratch::{difference, tree, write};
use crate::sample::{Told, told};

const EDITION: &str = "content/editions/2025";

/// No author waits longer for an answer.
const LONGEST: Duration = Duration::from_secs(10);

/// A project with the base report, published.
fn published(name: &str) -> PathBuf {
    let project = project(&format!("hostile-{name}"), &[&base()]);
    let said = run(&project, &["build"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    project
}

/// A build, which must end in time.
fn build(project: &Path, arguments: &[&str], by: impl FnOnce(&mut std::process::Command)) -> Said {
    let (out, err) = (project.join("out.txt"), project.join("err.txt"));
    let mut command = kepi(project);
    command.arg("build").args(arguments);
    command.stdout(fs::File::create(&out).unwrap()).stderr(fs::File::create(&err).unwrap());
    by(command.stdin(Stdio::null()));
    let started = Instant::now();
    let mut child = command.spawn().unwrap();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if started.elapsed() > LONGEST => {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("{}: still at work after {LONGEST:?}", project.display());
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let read = |path: &Path| String::from_utf8(fs::read(path).unwrap()).unwrap();
    Said { status: status.code(), out: read(&out), err: read(&err) }
}

/// Plants something and builds: nothing is published, and what was stays. Returns what was told.
fn refused(name: &str, plant: impl FnOnce(&Path)) -> Vec<Told> {
    let project = published(name);
    let before = tree(&project.join("output"));
    plant(&project);
    let told = refusal(name, &project, |_| {});
    assert_eq!(difference(&before, &tree(&project.join("output"))), BTreeSet::new(), "{name}");
    told
}

fn refusal(name: &str, project: &Path, by: impl FnOnce(&mut std::process::Command)) -> Vec<Told> {
    let said = build(project, &["--format", "json"], by);
    assert_eq!(said.status, Some(1), "{name}: {}{}", said.out, said.err);
    // Never a dump of the file.
    assert!(said.out.len() < 200_000, "{name}: {} bytes of messages", said.out.len());
    let beside: Vec<String> = crate::publish_scratch::beside(project)
        .into_iter()
        .filter(|name| !["out.txt", "err.txt", "themes"].contains(&name.as_str()))
        .collect();
    assert_eq!(beside, Vec::<String>::new(), "{name}");
    let told = told(&said.out);
    let errors: Vec<Told> = told.into_iter().filter(|told| told.severity == "error").collect();
    assert!(!errors.is_empty(), "{name}");
    for told in &errors {
        assert!(told.message.len() < 1_000, "{name}: {}", told.message);
    }
    errors
}

/// One error of this code, at this line of this file (0: the file as a whole).
#[track_caller]
fn assert_one(told: &[Told], code: &str, path: &str, line: usize) {
    let places: Vec<_> =
        told.iter().map(|told| (told.code.as_str(), told.path.as_str(), told.line)).collect();
    assert_eq!(places, [(code, path, line)], "{told:#?}");
}

fn in_edition(name: &str) -> String {
    format!("{EDITION}/{name}")
}

fn add(project: &Path, name: &str, content: impl AsRef<[u8]>) {
    write(&project.join(in_edition(name)), content);
}

#[test]
fn slips_in_data_are_told_at_their_line() {
    for (name, code, line, text) in [
        ("unknown-key", "unknown-key", 3, "[note.a]\ntext = \"a\"\ntxet = \"a\"\n"),
        ("wrong-type", "wrong-type", 2, "[note.a]\ntext = 5\n"),
        ("two-files", "duplicate-id", 2, "\n[note.survey]\ntext = \"a\"\n"),
        (
            "to-nothing",
            "unknown-reference",
            4,
            "[figure.a]\ntype = \"columns\"\ntitle = \"a\"\ndata = \"nothing\"\n",
        ),
        ("no-toml", "toml-syntax", 5, "# 1\n# 2\n[note.a]\ntext = \"a\"\ntext2 = \"a\n# 6\n"),
    ] {
        let told = refused(name, |project| add(project, "x.toml", text));
        assert_one(&told, code, &in_edition("x.toml"), line);
    }
}

#[test]
fn a_megabyte_on_one_line_is_not_repeated_in_the_message() {
    for (name, text) in [
        ("long-line", format!("a = {}\n", "x".repeat(1_000_000))),
        ("long-key", format!("{} = 1\n", "é".repeat(1_000_000))),
        ("long-text", format!("[note.a]\ntext = \"{}", "x".repeat(2_000_000))),
        ("long-word", format!("[note.a]\ntext = 5 {}\n", "x".repeat(1_000_000))),
        ("long-id", format!("[note.{}]\ntext = \"a\"\n", "x".repeat(1_000_000))),
        ("long-reference", format!("[kpi.a]\nnode = \"{}\"\n", "x".repeat(900_000))),
    ] {
        let told = refused(name, |project| add(project, "x.toml", &text));
        for told in told {
            assert_eq!(told.path, in_edition("x.toml"), "{name}: {}", told.message);
        }
        let said = run(
            &Path::new(env!("CARGO_TARGET_TMPDIR")).join("checks").join(format!("hostile-{name}")),
            &["check", "--data", "--color", "never"],
        );
        assert!(said.err.len() < 20_000, "{name}: {} bytes", said.err.len());
    }
}

#[test]
fn a_file_that_is_no_text_is_told_where_it_stops_being_one() {
    let told = refused("latin", |project| add(project, "x.toml", b"# 1\n# \xe9\n"));
    assert_one(&told, "not-utf8", &in_edition("x.toml"), 2);
    let told = refused("noise", |project| {
        add(project, "x.toml", [0xff, 0x00, 0x80, 0xfe].repeat(1_000));
    });
    assert_one(&told, "not-utf8", &in_edition("x.toml"), 1);
    let told = refused("nul", |project| add(project, "x.toml", b"[note.a]\ntext = \"\0\"\n"));
    assert_one(&told, "stray-character", &in_edition("x.toml"), 2);
}

#[test]
fn an_empty_file_says_what_is_missing() {
    let told = refused("empty-site", |project| write(&project.join("content/site.toml"), ""));
    assert!(told.iter().all(|told| told.code == "missing-key"), "{told:#?}");
    assert!(told.iter().all(|told| told.path == "content/site.toml"), "{told:#?}");
    let told = refused("empty-edition", |project| add(project, "edition.toml", ""));
    assert_one(&told, "no-edition", &in_edition("edition.toml"), 0);
    let told = refused("empty-narrative", |project| add(project, "narrative/services.en.md", ""));
    assert_one(&told, "empty-narrative", &in_edition("narrative/services.en.md"), 0);
    let told = refused("empty-template", |project| {
        write(&project.join("themes/default/templates/base.html"), "");
    });
    assert_one(&told, "template", "themes/default/templates/base.html", 0);
}

#[test]
fn a_hundred_megabytes_are_refused_at_once() {
    for (name, path) in [
        ("100-mb-toml", in_edition("x.toml")),
        ("100-mb-md", in_edition("narrative/services.en.md")),
        ("100-mb-png", in_edition("narrative/map.png")),
        ("100-mb-theme", "themes/default/templates/node.html".to_owned()),
    ] {
        let told = refused(name, |project| {
            write(&project.join(&path), "");
            // A hole: it takes no room on the disk.
            let file = fs::File::options().write(true).open(project.join(&path)).unwrap();
            file.set_len(100_000_000).unwrap();
        });
        assert_one(&told, "file-too-large", &path, 0);
    }
}

#[test]
fn ten_thousand_levels_are_a_message() {
    const DEEP: usize = 10_000;
    let in_toml = [
        ("deep-list", format!("a = {}{}\n", "[".repeat(DEEP), "]".repeat(DEEP))),
        ("deep-open-list", format!("a = {}\n", "[".repeat(DEEP))),
        ("deep-table", format!("a = {}1{}\n", "{ a = ".repeat(DEEP), " }".repeat(DEEP))),
        ("deep-key", format!("{}a = 1\n", "a.".repeat(DEEP))),
        ("deep-header", format!("[note.{}a]\n", "a.".repeat(DEEP))),
    ];
    for (name, text) in in_toml {
        let told = refused(name, |project| add(project, "x.toml", &text));
        assert_eq!(told.len(), 1, "{name}: {told:#?}");
        assert_eq!((told[0].path.as_str(), told[0].line), (&*in_edition("x.toml"), 1), "{name}");
    }
    let in_markdown = [
        ("deep-quote", format!("{} a\n", ">".repeat(DEEP))),
        ("deep-bullets", format!("{}a\n", "- ".repeat(DEEP))),
        ("deep-emphasis", format!("{}a{}\n", "*a _b ".repeat(DEEP), "_*".repeat(DEEP))),
        ("deep-pictures", format!("{}a{}\n", "![".repeat(DEEP), "](a.png)".repeat(DEEP))),
    ];
    for (name, text) in in_markdown {
        let told = refused(name, |project| add(project, "narrative/services.en.md", &text));
        assert!(told.iter().any(|told| told.code == "too-deep"), "{name}: {told:#?}");
        assert!(
            told.iter().all(|told| told.path == in_edition("narrative/services.en.md")),
            "{name}: {told:#?}"
        );
    }
    let told = refused("deep-rows", |project| {
        let mut text = "[table.deep]\ntitle = \"a\"\nunit = \"loans\"\nsource = \"register\"\n\
             column.a = { label = \"a\" }\n"
            .to_owned();
        for row in 0..DEEP {
            let above =
                if row == 0 { String::new() } else { format!("parent = \"r{}\", ", row - 1) };
            text += &format!("row.r{row} = {{ label = \"a\", {above}values = {{ a = 1 }} }}\n");
        }
        add(project, "x.toml", text);
    });
    assert_one(&told, "too-deep", &in_edition("x.toml"), 18);
    let told = refused("deep-nodes", |project| {
        let mut text = String::new();
        for node in 0..DEEP {
            let above =
                if node == 0 { String::new() } else { format!("parent = \"n{}\"\n", node - 1) };
            text += &format!("[node.n{node}]\nlevel = \"result\"\ntitle = \"a\"\n{above}");
        }
        add(project, "x.toml", text);
    });
    assert_one(&told, "too-deep", &in_edition("x.toml"), 35);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_named_and_not_followed() {
    use std::os::unix::fs::symlink;

    let link = |name: &'static str, target: &'static str| {
        refused(&format!("link-{name}"), |project| {
            symlink(target, project.join(in_edition(name))).unwrap();
        })
    };
    assert_one(&link("itself", "itself"), "symlink", &in_edition("itself"), 0);
    assert_one(&link("up", "../../.."), "symlink", &in_edition("up"), 0);
    assert_one(&link("passwd.toml", "/etc/passwd"), "symlink", &in_edition("passwd.toml"), 0);
    let told = refused("link-circle", |project| {
        symlink("b.toml", project.join(in_edition("a.toml"))).unwrap();
        symlink("a.toml", project.join(in_edition("b.toml"))).unwrap();
    });
    assert_eq!(told.len(), 2, "{told:#?}");
    let told = refused("link-content", |project| {
        fs::rename(project.join("content"), project.join("themes")).unwrap();
        symlink("themes", project.join("content")).unwrap();
    });
    assert_one(&told, "symlink", "content", 0);
    let told = refused("pipe", |project| {
        crate::publish_scratch::run(
            std::process::Command::new("mkfifo").arg(project.join(in_edition("x.toml"))),
        );
    });
    assert_one(&told, "file-unreadable", &in_edition("x.toml"), 0);
}

/// Root may read everything, so there kepi runs as somebody else.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    let project = published("unreadable");
    let before = tree(&project.join("output"));
    let closed = [in_edition("closed"), in_edition("secret.toml")];
    fs::create_dir(project.join(&closed[0])).unwrap();
    fs::write(project.join(&closed[1]), "").unwrap();
    let allow = |mode: u32| {
        for path in &closed {
            fs::set_permissions(project.join(path), fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    allow(0o000);
    let told = refusal("unreadable", &project, |command| {
        let is_root = fs::metadata("/proc/self")
            .is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
        if is_root {
            command.uid(65_534).gid(65_534);
        }
    });
    allow(0o700);
    let places: Vec<_> = told.iter().map(|told| (&*told.code, &*told.path)).collect();
    assert_eq!(places, [("file-unreadable", &*closed[0]), ("file-unreadable", &*closed[1])]);
    assert!(told.iter().all(|told| told.message.contains("permission denied")), "{told:#?}");
    assert_eq!(difference(&before, &tree(&project.join("output"))), BTreeSet::new());
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_shown_as_well_as_it_can_be() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let told = refused("bad-name", |project| {
        let folder = project.join(EDITION);
        fs::write(folder.join(OsStr::from_bytes(b"caf\xe9.toml")), "").unwrap();
        fs::create_dir(folder.join(OsStr::from_bytes(b"\xff"))).unwrap();
        fs::write(folder.join(OsStr::from_bytes(b"\xff")).join("x.toml"), "").unwrap();
    });
    assert!(told.iter().all(|told| told.code == "file-unreadable"), "{told:#?}");
    assert!(told.iter().any(|told| told.path == in_edition("caf\u{fffd}.toml")), "{told:#?}");
    let told = refused("newline-name", |project| {
        fs::write(project.join(EDITION).join("a\nb.toml"), "nonsense").unwrap();
    });
    assert_eq!(told.len(), 1, "{told:#?}");
}

#[test]
fn a_narrative_without_a_page_or_a_language_is_named() {
    let path = in_edition("narrative/nowhere.en.md");
    let told = refused("no-page", |project| write(&project.join(&path), "A.\n"));
    assert_one(&told, "unknown-page", &path, 0);
    let path = in_edition("narrative/services.xx.md");
    let told = refused("no-language", |project| write(&project.join(&path), "A.\n"));
    assert_one(&told, "unknown-language", &path, 0);
}

/// The pages are there, in another language, and say so to people and to screen readers.
#[test]
fn a_language_without_any_translation_falls_back_and_says_so() {
    use scraper::{Html, Selector};

    let project = published("untranslated");
    let site = project.join("content/site.toml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, text.replace("[\"en\", \"fr\"]", "[\"en\", \"fr\", \"ar\"]")).unwrap();
    let said = build(&project, &["--color", "never"], |_| {});
    assert_eq!(said.status, Some(0), "{}", said.err);
    assert!(said.err.contains("warning[missing-translation]"), "{}", said.err);
    assert!(!said.err.contains(" 0 fallbacks"), "{}", said.err);
    for page in ["index.html", "2025/index.html", "2025/services/index.html", "about/index.html"] {
        let html = fs::read_to_string(project.join("output/ar").join(page)).unwrap();
        let document = Html::parse_document(&html);
        let one = |selector: &str| {
            let selector = Selector::parse(selector).unwrap();
            document.select(&selector).next().map(|element| element.html())
        };
        assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
        assert!(one("[lang=en][dir=ltr]").is_some(), "{page}: the English is not marked");
        if page != "index.html" {
            assert!(one("p.notice").is_some(), "{page} does not say that it falls back");
        }
    }
}

#[test]
fn a_broken_template_is_told_where_it_breaks() {
    let template = |name: &'static str, text: String| {
        let path = "themes/default/templates/article.html";
        let told = refused(&format!("template-{name}"), |project| {
            write(&project.join(path), &text);
        });
        assert_eq!(told.len(), 1, "{name}: {told:#?}");
        assert_eq!((&*told[0].code, &*told[0].path), ("template", path), "{name}: {told:#?}");
        (told[0].line, told[0].message.clone())
    };
    let child = "{% extends \"base.html\" %}\n";
    let (line, message) = template(
        "variable",
        format!("{child}{{% block content %}}\n{{{{ nothing }}}}\n{{% endblock %}}"),
    );
    assert_eq!((line, message.as_str()), (3, "variable `nothing` is not defined"));
    assert_eq!(template("syntax", format!("{child}\n\n{{% if %}}\n")).0, 4);
    assert_eq!(
        template(
            "component",
            format!("{child}{{% block content %}}{{{{ <nothing /> }}}}{{% endblock %}}")
        )
        .0,
        2
    );
    assert_eq!(template("extends-itself", "\n{% extends \"article.html\" %}".to_owned()).0, 2);
    assert_eq!(template("includes-itself", "\n\n{% include \"article.html\" %}".to_owned()).0, 3);
    let without_end = "{% component endless(a: integer) %}{{ <endless a={a + 1} /> }}{% endcomponent endless %}\n{{ <endless a={1} /> }}\n";
    let (line, message) = template("endless", without_end.to_owned());
    assert_eq!((line, message.as_str()), (1, "a component draws itself without end"));
    let large =
        "{% for i in range(end=30000) %}\n".to_owned() + &"x".repeat(1_000) + "\n{% endfor %}\n";
    let (_, message) = template("30-mb", large);
    assert_eq!(message, "`article.html` makes a page larger than 20 MB");
}

#[test]
fn two_pages_cannot_have_one_address() {
    let told = refused("one-address", |project| {
        write(&project.join("content/pages/2025.en.md"), "A.\n");
    });
    assert_one(&told, "address-taken", "content/pages/2025.en.md", 0);
    for name in ["assets", "data", "series", "sources", "fr"] {
        let path = format!("content/pages/{name}.en.md");
        let told = refused(&format!("reserved-{name}"), |project| {
            write(&project.join(&path), "A.\n");
        });
        assert_one(&told, "reserved-name", &path, 0);
    }
    for name in ["con", "nul", "aux", "com1"] {
        let path = format!("content/pages/{name}.en.md");
        let told = refused(&format!("device-{name}"), |project| {
            write(&project.join(&path), "A.\n");
        });
        assert_one(&told, "reserved-name", &path, 0);
    }
}

#[test]
fn no_address_of_the_data_leads_to_a_script() {
    for address in
        ["javascript:alert(1)", "data:text/html,x", "status://example.org/", "//evil.example"]
    {
        let path = "content/sources.toml";
        let told = refused("address", |project| {
            let text = fs::read_to_string(project.join(path)).unwrap();
            write(
                &project.join(path),
                format!("{text}\n[document.d]\ntitle = \"D\"\nurl = \"{address}\"\n"),
            );
        });
        assert_eq!((told.len(), told[0].code.as_str()), (1, "invalid-url"), "{told:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_differ_only_in_case_are_told() {
    let told = refused("case", |project| {
        add(project, "Notes.toml", "[note.a]\ntext = \"a\"\n");
    });
    assert_one(&told, "case-collision", &in_edition("Notes.toml"), 0);
}

#[test]
fn ten_thousand_slips_do_not_take_long() {
    let mut text = String::new();
    for note in 0..10_000 {
        text += &format!("[note.n{note}]\ntext = \"a\"\ncolour = {note}\n");
    }
    let project = project("hostile-many", &[&base()]);
    add(&project, "x.toml", &text);
    let said = build(&project, &["--color", "never"], |_| {});
    assert_eq!(said.status, Some(1));
    assert!(said.err.contains("... and 9985 more in "), "{}", said.err);
}

#[test]
fn a_chain_of_ten_thousand_computed_columns_is_computed() {
    let mut text = "[table.chain]\ntitle = \"a\"\nunit = \"loans\"\nsource = \"register\"\n\
         row.a = { label = \"a\", values = { c0 = 1 } }\ncolumn.c0 = { label = \"a\" }\n"
        .to_owned();
    for column in 1..10_000 {
        let next = (column + 1) % 10_000;
        text += &format!("column.c{column} = {{ label = \"a\", total = [\"c{next}\"] }}\n");
    }
    let project = project("hostile-chain", &[&base()]);
    add(&project, "x.toml", &text);
    let said = build(&project, &["--color", "never"], |_| {});
    assert_eq!(said.status, Some(0), "{}", said.err);
    let page = fs::read_to_string(project.join("output/en/2025/chain/index.html")).unwrap();
    assert_eq!(page.matches("<bdi class=\"value\">1</bdi>").count(), 10_000);
}

#[test]
fn a_file_that_is_no_data_at_all_is_told_with_its_first_mistakes() {
    let project = project("hostile-no-data", &[&base()]);
    add(&project, "x.toml", "=\n".repeat(20_000));
    let said = build(&project, &["--color", "never"], |_| {});
    assert_eq!(said.status, Some(1));
    let all = "error[too-many-mistakes]: the file has more mistakes than the 10000 that are told";
    assert!(said.err.contains(all), "{}", said.err);
    assert!(said.err.contains("... and 9939 more in "), "{}", said.err);
}

#[test]
fn the_environment_has_no_say_in_the_size_of_stacks() {
    let project = project("hostile-stacks", &[&base()]);
    let said = build(&project, &[], |command| _ = command.env("RUST_MIN_STACK", "1"));
    assert_eq!(said.status, Some(0), "{}", said.err);
}
