//! What a preview must not do, whoever asks: a page of another site in the same browser, a program
//! that sends anything, a visitor who is slow.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::checks::{base, project};
use crate::serve_process::{PATIENCE, Serving};

fn small(name: &str) -> (PathBuf, Serving) {
    let project = project(name, &[&base()]);
    let serving = Serving::start(&project, &["--language", "en"]);
    (project, serving)
}

/// Sockets that listen, as `ss -ltn` would list them: local addresses in hexadecimal.
fn listening(port: u16) -> Vec<String> {
    let wanted = format!(":{port:04X}");
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(|path| fs::read_to_string(path).unwrap());
    let lines = tables.iter().flat_map(|table| table.lines().skip(1));
    let fields = lines.map(|line| line.split_whitespace().collect::<Vec<_>>());
    let ours = fields.filter(|fields| fields[3] == "0A" && fields[1].ends_with(&wanted));
    ours.map(|fields| fields[1].to_owned()).collect()
}

#[test]
fn only_this_computer_can_reach_it() {
    let (_, serving) = small("serve-loopback");
    assert_eq!(listening(serving.port), [format!("0100007F:{:04X}", serving.port)]);
    assert!(!serving.said().contains("every computer"));
}

#[test]
fn another_address_is_served_only_when_asked_for_and_said() {
    let project = project("serve-public", &[&base()]);
    let serving = Serving::start(&project, &["--host", "0.0.0.0", "--language", "en"]);
    serving.until("the warning", |it| {
        it.said().contains("warning: every computer that can reach this one can read the report")
    });
    assert_eq!(listening(serving.port), [format!("00000000:{:04X}", serving.port)]);
    assert_eq!(serving.ask("/en/", &[("Host", "192.0.2.7:1111")]).status, 200);
    assert_eq!(serving.ask("/en/", &[("Host", "evil.example")]).status, 403);
}

/// DNS rebinding: a page of `evil.example`, whose name suddenly means this computer.
#[test]
fn a_foreign_name_is_refused() {
    let (_, serving) = small("serve-host");
    let port = serving.port;
    for host in ["evil.example", "evil.example:1111", "localhost.evil.example", "192.168.0.1", ""] {
        let reply = serving.ask("/en/", &[("Host", host)]);
        assert_eq!(reply.status, 403, "{host}");
        assert!(!reply.text().contains("<html"), "{host}");
    }
    assert_eq!(serving.raw(b"GET /en/ HTTP/1.1\r\nConnection: close\r\n\r\n").status, 403);
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(
            serving.ask("/en/", &[("Host", &format!("{host}:{port}"))]).status,
            200,
            "{host}"
        );
    }
}

#[test]
fn a_page_of_another_origin_is_refused() {
    let (_, serving) = small("serve-origin");
    let own = format!("http://localhost:{}", serving.port);
    for path in ["/en/", "/_kepi/events", "/_kepi/preview.js"] {
        for origin in ["https://evil.example", "null", "http://localhost:9", "http://localhost"] {
            assert_eq!(serving.ask(path, &[("Origin", origin)]).status, 403, "{path} {origin}");
        }
        for site in ["cross-site", "same-site"] {
            let script = [("Sec-Fetch-Site", site), ("Sec-Fetch-Dest", "script")];
            assert_eq!(serving.ask(path, &script).status, 403, "{path} {site}");
            let frame = [
                ("Sec-Fetch-Site", site),
                ("Sec-Fetch-Mode", "navigate"),
                ("Sec-Fetch-Dest", "iframe"),
            ];
            assert_eq!(serving.ask(path, &frame).status, 403, "{path} {site}");
            assert_eq!(serving.ask(path, &[("Sec-Fetch-Site", site)]).status, 403);
        }
    }
    assert_eq!(serving.ask("/en/", &[("Origin", &own)]).status, 200);
    assert_eq!(serving.ask("/en/", &[("Sec-Fetch-Site", "same-origin")]).status, 200);
    assert_eq!(serving.ask("/en/", &[("Sec-Fetch-Site", "none")]).status, 200);
    // A link in a message leads here.
    let followed = [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Mode", "navigate"),
        ("Sec-Fetch-Dest", "document"),
    ];
    assert_eq!(serving.ask("/en/", &followed).status, 200);
}

#[test]
fn every_answer_has_the_headers_of_production_and_none_lets_others_read() {
    let (_, serving) = small("serve-headers");
    let asked = [
        "/en/",
        "/en",
        "/nothing",
        "/_kepi/preview.js",
        "/_kepi/preview.css",
        "/_kepi/nothing",
        "/kepi-manifest.json",
        "/%00",
        "/..",
    ];
    let mut replies: Vec<_> = asked.map(|path| serving.get(path)).into_iter().collect();
    replies.push(serving.ask("/en/", &[("Host", "evil.example")]));
    replies.push(serving.raw(b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    let mut events = serving.connect();
    events.write_all(b"GET /_kepi/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut head = [0; 2048];
    let read = events.read(&mut head).unwrap();
    let events = String::from_utf8_lossy(&head[..read]).into_owned();
    assert!(events.contains("Content-Type: text/event-stream\r\n"), "{events}");
    for head in replies.iter().map(|reply| &reply.head).chain([&events]) {
        let lower = head.to_lowercase();
        assert!(!lower.contains("access-control-"), "{head}");
        for header in [
            "content-security-policy: default-src 'none'; ",
            "x-content-type-options: nosniff",
            "cross-origin-resource-policy: same-origin",
            "cache-control: no-store",
        ] {
            assert!(lower.contains(header), "{header} is missing:\n{head}");
        }
        assert!(!lower.contains("unsafe-inline"), "{head}");
    }
}

#[test]
fn nothing_outside_the_site_is_served() {
    let project = project("serve-traversal", &[&base()]);
    let secret = project.join("secret.txt");
    fs::write(&secret, "the secret").unwrap();
    let serving = Serving::start(&project, &["--language", "en"]);
    // A link that leads out is an error of the report, and its target is nowhere.
    std::os::unix::fs::symlink(&secret, project.join("content/pages/link.txt")).unwrap();
    serving.until("the error", |it| it.said().contains("error[symlink]"));
    let up = ["..", "%2e%2e", ".%2e", "%252e%252e", "..;", "%c0%ae%c0%ae", "..%00", "..."];
    let slashes = ["/", "%2f", "%5c", "\\", "//", "%252f", "/./", "%c0%af"];
    let mut tried = 0;
    for up in up {
        for slash in slashes {
            for start in ["/", "/en/", "//", "http://localhost/", "/content/pages/"] {
                let path = format!("{start}{up}{slash}{up}{slash}secret.txt");
                let reply = serving.get(&path);
                assert!([400, 404].contains(&reply.status), "{path}: {}", reply.status);
                assert!(!reply.text().contains("the secret"), "{path}");
                tried += 1;
            }
        }
    }
    assert!(tried >= 60, "{tried}");
    for path in
        ["/content/pages/link.txt", "/link.txt", "/secret.txt", "/etc/passwd", "/content/site.toml"]
    {
        let reply = serving.get(path);
        assert!(reply.status == 404 && !reply.text().contains("the secret"), "{path}");
    }
}

#[test]
fn it_can_only_be_read() {
    let (_, serving) = small("serve-methods");
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "BREW"] {
        let request = format!("{method} /en/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
        let reply = serving.raw(request.as_bytes());
        assert_eq!((reply.status, reply.header("Allow")), (405, Some("GET, HEAD")), "{method}");
    }
    // A request hidden in the body of another.
    let smuggled = "GET /en/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 44\r\n\r\n\
                    GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let reply = serving.raw(smuggled.as_bytes());
    assert_eq!((reply.status, reply.text().contains("HTTP/1.1")), (400, false));
}

#[test]
fn long_requests_are_refused() {
    let (_, serving) = small("serve-limits");
    let long = "x".repeat(9_000);
    let reply = serving.raw(format!("GET /{long} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes());
    assert_eq!(reply.status, 414);
    let reply =
        serving.raw(format!("GET / HTTP/1.1\r\nHost: localhost\r\nA: {long}\r\n\r\n").as_bytes());
    assert_eq!(reply.status, 431);
    // A flood without an end is cut off, not collected.
    let mut stream = serving.connect();
    let sent = (0..4_000).take_while(|_| stream.write_all(&[b'x'; 4_096]).is_ok()).count();
    assert!(sent < 4_000, "16 MB were taken in");
    assert_eq!(serving.get("/en/").status, 200);
}

/// A request that never ends is closed, and 200 idle connections keep nobody out.
#[test]
fn slow_and_idle_visitors_harm_nobody() {
    let (project, serving) = small("serve-idle");
    let mut slow = serving.connect();
    slow.write_all(b"GET / HT").unwrap();
    let started = Instant::now();
    let idle: Vec<TcpStream> = (0..200).map(|_| serving.connect()).collect();
    for stream in &idle {
        (&*stream).write_all(b"GET ").unwrap();
    }
    let path = project.join("content/site.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("title.en = \"", "title.en = \"Meanwhile: ", 1)).unwrap();
    serving.until("a build", |it| it.get("/en/").text().contains("Meanwhile: "));
    let status = fs::read_to_string(format!("/proc/{}/status", serving.process())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kilobytes: usize = peak.trim().trim_end_matches(" kB").parse().unwrap();
    // Of them 60 MB are what the allocator holds ready for 200 threads.
    assert!(kilobytes < 150_000, "{kilobytes} kB with {} idle connections", idle.len());
    // The time limit of a head is ten seconds, however slowly its bytes come.
    let mut answer = Vec::new();
    let mut buffer = [0; 1024];
    slow.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    loop {
        assert!(started.elapsed() < PATIENCE, "it still waits");
        match slow.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => answer.extend_from_slice(&buffer[..read]),
            Err(_) => {
                slow.write_all(b"T").ok();
            }
        }
    }
    assert!(answer.starts_with(b"HTTP/1.1 408 "), "{}", String::from_utf8_lossy(&answer));
    assert!(started.elapsed() >= Duration::from_secs(9), "{:?}", started.elapsed());
}

#[test]
fn more_connections_than_it_can_hold_are_told_so() {
    let (_, serving) = small("serve-full");
    let held: Vec<TcpStream> = (0..256).map(|_| serving.connect()).collect();
    serving.until("the limit", |it| it.get("/en/").status == 503);
    drop(held);
    serving.until("room again", |it| it.get("/en/").status == 200);
}

#[test]
fn a_killed_preview_leaves_its_port_free() {
    let (_, serving) = small("serve-killed");
    let port = serving.port;
    // A connection that is open when it dies.
    let mut held = serving.connect();
    held.write_all(b"GET /en/ HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    held.read_exact(&mut [0; 100]).unwrap();
    drop(serving);
    TcpListener::bind(("127.0.0.1", port)).expect("the port is free at once");
}
