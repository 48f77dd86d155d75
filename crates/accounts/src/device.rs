//! From where and with what somebody logs in, in words that they know again.

use std::net::IpAddr;

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;

/// Browsers by what they say of themselves. Most name others as well, so the order counts.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// Where a session begins.
pub(crate) struct Device {
    /// The address.
    pub(crate) address: String,
    /// Browser and system.
    pub(crate) name: String,
}

impl Device {
    /// That of a request.
    pub(crate) fn of(from: IpAddr, headers: &HeaderMap) -> Self {
        let said = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self { address: from.to_string(), name: words(said) }
    }
}

fn first(known: &[(&str, &'static str)], said: &str) -> Option<&'static str> {
    known.iter().find(|(mark, _)| said.contains(*mark)).map(|(_, name)| *name)
}

fn words(said: &str) -> String {
    match (first(&BROWSERS, said), first(&SYSTEMS, said)) {
        (Some(browser), Some(system)) => format!("{browser} di {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "Program lain".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_told_in_words() {
        for (said, name) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
                "Chrome di Windows",
            ),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge di Windows"),
            ("Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile Safari/537.36", "Chrome di Android"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox di Linux"),
            ("curl/8.5.0", "Program lain"),
            ("", "Program lain"),
        ] {
            assert_eq!(words(said), name, "{said}");
        }
    }
}
