//! `kepi serve` as its user meets it: the same bytes as a build, new after each save, problems over
//! the last good page.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::checks::{base, project};
use crate::cli::{empty_folder, kepi, run};
use crate::publish_scratch::{Entry, Tree, tree};
use crate::serve_process::{News, PATIENCE, Serving};

/// The site of a project as a build publishes it.
fn built(project: &Path) -> Tree {
    let said = run(project, &["build", "--output", "cold", "--color", "never"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    tree(&project.join("cold"))
}

/// A page without the tag that the preview adds.
fn as_built(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(page.to_vec()).unwrap();
    let start = text.find("<script defer src=\"/_kepi/preview.js?site=").expect("the tag is there");
    let end = start + text[start..].find("</script>").unwrap() + "</script>".len();
    [&text[..start], &text[end..]].concat().into_bytes()
}

/// The first file that is not served as it was built.
fn difference(serving: &Serving, built: &Tree) -> Option<String> {
    built.iter().find_map(|(path, entry)| {
        let Entry::File(bytes) = entry else { panic!("{path} is no file") };
        let reply = serving.get(&format!("/{path}"));
        let same = reply.status == 200
            && match path.ends_with(".html") {
                true => {
                    reply.text().contains("_kepi/preview.js") && as_built(&reply.body) == *bytes
                }
                false => reply.body == *bytes,
            };
        (!same).then(|| format!("{path} ({})", reply.status))
    })
}

#[test]
fn what_is_served_is_what_a_build_publishes() {
    let project = project("serve-same", &[&base()]);
    let built = built(&project);
    assert!(built.contains_key("kepi-manifest.json") && built.len() > 30);
    let serving = Serving::start(&project, &[]);
    assert_eq!(difference(&serving, &built), None);
    for (path, entry) in &built {
        let Entry::File(bytes) = entry else { panic!("{path} is no file") };
        assert!(!String::from_utf8_lossy(bytes).contains("_kepi"), "{path} knows of the preview");
    }
    // Nothing of it is left in the project.
    assert!(!project.join("output").exists());
}

#[test]
fn folders_and_missing_pages_are_answered_as_hosts_do() {
    let project = project("serve-addresses", &[&base()]);
    let serving = Serving::start(&project, &["--language", "en"]);
    assert_eq!(serving.get("/").status, 200);
    assert_eq!(serving.get("/en/").status, 200);
    let moved = serving.get("/en");
    assert_eq!((moved.status, moved.header("Location")), (301, Some("/en/")));
    let missing = serving.get("/en/nothing/");
    assert_eq!(missing.status, 404);
    assert_eq!(as_built(&missing.body), as_built(&serving.get("/en/404.html").body));
    let missing = serving.get("/nothing/");
    assert_eq!(as_built(&missing.body), as_built(&serving.get("/404.html").body));
    assert_eq!(serving.get("/fr/").status, 404, "only English was asked for");
    let head = serving.raw(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!((head.status, head.body.len()), (200, 0));
    let length: usize = head.header("Content-Length").unwrap().parse().unwrap();
    assert_eq!(length, serving.get("/").body.len());
}

/// One edit of each part of a project, as an editor would make it.
fn edits(project: &Path) {
    let content = project.join("content");
    let change = |path: &str, from: &str, to: &str| {
        let path = project.join(path);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{}", path.display());
        // Written beside it and renamed, as careful editors do.
        let beside = path.with_extension("swp");
        fs::write(&beside, text.replacen(from, to, 1)).unwrap();
        fs::rename(beside, path).unwrap();
    };
    let serving = Serving::start(project, &[]);
    let mut news = News::of(&serving);
    let mut site = news.next()["site"].clone();
    let mut shows = |what: &str| {
        let deadline = Instant::now() + PATIENCE;
        let mut found = Some("nothing new came".to_owned());
        while found.is_some() {
            assert!(Instant::now() < deadline, "{what}: {found:?}\n{}", serving.said());
            let told = news.next();
            // A file may have been read while it was half written.
            if told["problems"] != serde_json::json!([]) || told["site"] == site {
                continue;
            }
            site = told["site"].clone();
            found = difference(&serving, &built(project));
        }
    };
    change("content/editions/2025/revenue.toml", "[table.revenue]\n", "[table.revenue]\n# seen\n");
    // Bytes of the site do not change with a comment, so there is no news; a title makes some.
    change("content/site.toml", "title.en = \"", "title.en = \"New: ");
    shows("the site");
    change(
        "content/editions/2025/narrative/overview.en.md",
        "\n+++\n",
        "\n+++\n\nA new paragraph.\n",
    );
    shows("a narrative");
    fs::write(content.join("pages/later.en.md"), "+++\ntitle = \"Later\"\n+++\n\nText.\n").unwrap();
    shows("a page that is added");
    fs::rename(content.join("pages/later.en.md"), content.join("pages/sooner.en.md")).unwrap();
    shows("a page that is renamed");
    fs::remove_file(content.join("pages/sooner.en.md")).unwrap();
    shows("a page that is deleted");
    // A folder that was not there when watching began, and one inside it.
    fs::create_dir_all(project.join("themes/default/static")).unwrap();
    fs::write(project.join("themes/default/static/print.css"), "h1 { color: teal }\n").unwrap();
    let template = include_str!("../../themes/default/templates/article.html");
    fs::create_dir_all(project.join("themes/default/templates")).unwrap();
    let template = template.replace("{% block content -%}", "{% block content -%}<p>Mine.</p>");
    fs::write(project.join("themes/default/templates/article.html"), template).unwrap();
    shows("a template");
}

#[test]
fn every_part_of_a_project_is_shown_anew_when_it_is_saved() {
    edits(&project("serve-edits", &[&base()]));
}

#[test]
fn a_network_drive_is_looked_at_again_and_again() {
    let project = project("serve-poll", &[&base()]);
    let serving = Serving::start(&project, &["--poll"]);
    let path = project.join("content/site.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("title.en = \"", "title.en = \"Polled: ", 1)).unwrap();
    serving.until("the new title", |it| it.get("/en/").text().contains("Polled: "));
}

#[test]
fn a_report_with_errors_leaves_the_last_good_page_and_lists_them_all() {
    let project = project("serve-errors", &[&base()]);
    let serving = Serving::start(&project, &[]);
    let before = serving.get("/en/").body;
    let mut news = News::of(&serving);
    assert_eq!(news.next()["problems"].as_array().unwrap().len(), 0);
    let files = ["content/editions/2025/revenue.toml", "content/editions/2025/loans.toml"];
    let texts = files.map(|path| fs::read_to_string(project.join(path)).unwrap());
    for (path, text) in files.iter().zip(&texts) {
        fs::write(project.join(path), format!("{text}\nthis is no TOML\n")).unwrap();
    }
    let told = loop {
        let told = news.next();
        if told["problems"].as_array().unwrap().len() >= 2 {
            break told;
        }
    };
    assert_eq!(serving.get("/en/").body, before);
    let title = told["title"].as_str().unwrap();
    assert!(title.ends_with(": this page is from before the last change"), "{title}");
    let texts_told: Vec<&str> =
        told["problems"].as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap()).collect();
    for path in files {
        let of_file = texts_told.iter().find(|text| text.contains(path)).expect(path);
        assert!(of_file.contains("this is no TOML") && !of_file.contains('\u{1b}'), "{of_file}");
    }
    // The terminal says the same, as `kepi check` does.
    let checked = run(&project, &["check", "--color", "never"]).err;
    let (findings, _) = checked.rsplit_once("checked:").unwrap();
    serving.until("the findings", |it| it.said().contains(findings.trim_end()));
    for (path, text) in files.iter().zip(&texts) {
        fs::write(project.join(path), text).unwrap();
    }
    while news.next()["problems"] != serde_json::json!([]) {}
    assert_eq!(serving.get("/en/").body, before);
}

#[test]
fn a_report_that_was_never_without_errors_shows_them_in_place_of_pages() {
    let project = project("serve-never", &[&base()]);
    let path = project.join("content/editions/2025/revenue.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\n<script>\"&\n")).unwrap();
    let serving = Serving::start(&project, &[]);
    let page = serving.get("/en/");
    assert_eq!(page.status, 503);
    let html = page.text();
    assert!(html.contains("there is no page to show yet"), "{html}");
    assert!(html.contains("revenue.toml:") && html.contains("&lt;script&gt;&quot;&amp;"), "{html}");
    fs::write(&path, text).unwrap();
    serving.until("the first site", |it| it.get("/en/").status == 200);
}

#[test]
fn a_thousand_saves_make_a_few_builds_and_the_last_is_served() {
    let project = project("serve-saves", &[&base()]);
    let serving = Serving::start(&project, &["--language", "en"]);
    let path = project.join("content/site.toml");
    let text = fs::read_to_string(&path).unwrap();
    let builds = serving.builds();
    let started = Instant::now();
    for number in 1..=1_000_u32 {
        fs::write(
            &path,
            text.replacen("title.en = \"", &format!("title.en = \"Save {number} "), 1),
        )
        .unwrap();
        // What an editor leaves beside it is no reason to build.
        fs::write(project.join("content/.site.toml.swp"), number.to_string()).unwrap();
        let next = started + Duration::from_millis(10) * number;
        std::thread::sleep(next.saturating_duration_since(Instant::now()));
    }
    let took = started.elapsed();
    serving.until("the last save", |it| it.get("/en/").text().contains("Save 1000 "));
    // The page comes before the rest of its site.
    serving.until("all pages", |it| it.builds() > builds);
    let builds = serving.builds() - builds;
    let most = 6 + usize::try_from(took.as_millis()).unwrap() / 200;
    assert!((1..=most).contains(&builds), "{builds} builds in {took:?}");
}

#[test]
fn what_editors_leave_behind_is_no_reason_to_build() {
    let project = project("serve-editors", &[&base()]);
    let serving = Serving::start(&project, &["--language", "en"]);
    let builds = serving.builds();
    for name in ["site.toml~", ".site.toml.swp", "#site.toml#", ".#site.toml", "site.toml.bak"] {
        fs::write(project.join("content").join(name), "x").unwrap();
        fs::remove_file(project.join("content").join(name)).unwrap();
    }
    fs::create_dir(project.join("output")).unwrap();
    fs::write(project.join("notes.txt"), "not of the report").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(serving.builds(), builds);
}

#[test]
fn what_cannot_be_served_is_said_with_a_remedy() {
    let project = project("serve-refused", &[&base()]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let said = run(&project, &["serve", "--port", &port]);
    assert_eq!(said.status, Some(3), "{}", said.err);
    let message = format!("error: port {port} of 127.0.0.1 is taken by another program\n");
    assert!(said.err.starts_with(&message) && said.err.contains("= help: "), "{}", said.err);
    let said = run(&project, &["serve", "--port", "0", "--host", "192.0.2.1"]);
    assert_eq!(said.status, Some(3), "{}", said.err);
    let said = run(&project, &["serve", "--port", "0", "--language", "de"]);
    assert_eq!(said.status, Some(2), "{}", said.err);
    let said = run(&empty_folder("serve-nothing"), &["serve", "--port", "0"]);
    assert_eq!(said.status, Some(2), "{}", said.err);
    assert!(said.err.contains("kepi new DIR"), "{}", said.err);
}

/// Where the usual port is taken and none was asked for, the next one is.
#[test]
fn without_a_port_the_next_free_one_is_taken() {
    let project = project("serve-ports", &[&base()]);
    // Another test or program may hold it already, which serves as well.
    let _taken = std::net::TcpListener::bind("127.0.0.1:1111");
    let mut child = kepi(&project)
        .args(["serve", "--language", "en"])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    let line = lines.map_while(Result::ok).find(|line| line.starts_with("serving at ")).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let port: u16 = line.split([':', '/']).find_map(|word| word.parse().ok()).unwrap();
    assert!((1112..=1130).contains(&port), "{line}");
}
