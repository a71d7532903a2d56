//! The names by which this computer may be asked for the preview. Any other is a page elsewhere
//! that had its own name lead here, to read a report that is not published yet.

use std::net::IpAddr;

pub struct Names {
    /// As given with `--host`, in lowercase, without brackets.
    given: String,
    /// Reached from other computers, by whatever address they know.
    is_public: bool,
}

impl Names {
    pub fn new(host: &str, bound: IpAddr) -> Self {
        let given = host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        Names { given, is_public: !bound.is_loopback() }
    }

    /// What to type into a browser.
    pub fn address(&self, port: u16) -> String {
        let host = match self.given.parse::<IpAddr>() {
            Ok(address) if address.is_unspecified() => "localhost".to_owned(),
            Ok(IpAddr::V6(address)) => format!("[{address}]"),
            _ => self.given.clone(),
        };
        format!("http://{host}:{port}/")
    }

    /// Whether a request with this header `Host` is meant for us.
    pub fn know(&self, host: &str) -> bool {
        let Some(name) = name(host) else { return false };
        let name = name.to_ascii_lowercase();
        if ["localhost", "127.0.0.1", "[::1]"].contains(&name.as_str()) {
            return true;
        }
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        // A number cannot be led elsewhere by whoever owns a name.
        bare == self.given || (self.is_public && bare.parse::<IpAddr>().is_ok())
    }
}

/// The header without its port; an address of IPv6 with its brackets.
fn name(host: &str) -> Option<&str> {
    let end = match host.strip_prefix('[') {
        Some(rest) => rest.find(']')? + 2,
        None => host.find(':').unwrap_or(host.len()),
    };
    let (name, port) = host.split_at_checked(end)?;
    let digits = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(digits);
    (is_port && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(host: &str, bound: &str) -> Names {
        Names::new(host, bound.parse().expect("an address"))
    }

    #[test]
    fn only_names_of_this_computer_are_known() {
        let local = names("127.0.0.1", "127.0.0.1");
        for host in ["localhost:1111", "LOCALHOST", "127.0.0.1:1", "[::1]:1111", "[::1]"] {
            assert!(local.know(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:1111",
            "localhost.evil.example",
            "127.0.0.1.evil",
            "localhost:",
            "localhost:80x",
            "localhost:1111@evil",
            "[::1",
            "[::1]x",
            "192.168.0.7",
            "127.0.0.1:1111:1111",
            "localhost ",
            "localhost.",
        ] {
            assert!(!local.know(host), "{host}");
        }
    }

    #[test]
    fn a_public_preview_is_known_by_its_name_and_by_any_address() {
        let public = names("0.0.0.0", "0.0.0.0");
        assert!(public.know("192.168.0.7:1111") && public.know("[fe80::1]:1111"));
        assert!(!public.know("evil.example:1111"));
        let named = names("Reports.local", "192.168.0.7");
        assert!(named.know("reports.local:1111") && !named.know("other.local:1111"));
    }

    #[test]
    fn the_address_can_be_typed_into_a_browser() {
        assert_eq!(names("127.0.0.1", "127.0.0.1").address(1111), "http://127.0.0.1:1111/");
        assert_eq!(names("0.0.0.0", "0.0.0.0").address(80), "http://localhost:80/");
        assert_eq!(names("[::1]", "::1").address(2), "http://[::1]:2/");
    }
}
