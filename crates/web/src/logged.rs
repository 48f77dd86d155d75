//! What of a request stands in the log: who, from where, to which address of ours, and how it ended. Nothing that somebody typed.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{ConnectInfo, MatchedPath, Request};
use axum::http::{Method, StatusCode};
use uuid::Uuid;

use crate::App;

/// What stands for an address that the program does not have: a name or a number may have been typed there.
const NOWHERE: &str = "(tidak ada)";
/// The longest code that is logged.
const LONGEST: usize = 64;

/// What is known of a request before it is served.
pub(crate) struct Asked {
    method: Method,
    path: String,
    template: Option<MatchedPath>,
    /// The address of the client, see [`crate::Proxies::client`].
    pub(crate) address: Option<IpAddr>,
}

impl Asked {
    pub(crate) fn of(app: &App, request: &Request) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        Self {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            template: request.extensions().get::<MatchedPath>().cloned(),
            address: peer.map(|ConnectInfo(peer)| app.proxies.client(peer.ip(), request.headers())),
        }
    }

    /// The method. One that is not among the usual ones is free text of whoever sends it.
    pub(crate) fn method(&self) -> &str {
        let usual =
            [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];
        if usual.contains(&self.method) { self.method.as_str() } else { "?" }
    }

    /// The path as it may be logged.
    pub(crate) fn path(&self, status: StatusCode) -> String {
        shown(self.template.as_ref().map(MatchedPath::as_str), &self.path, status.is_success())
    }
}

/// The route of a path with its ids; other values only where they were found, since what is not found may be a name or a number that
/// somebody typed in the wrong place.
fn shown(template: Option<&str>, path: &str, found: bool) -> String {
    let Some(template) = template else { return NOWHERE.to_owned() };
    let parts = template.split('/').zip(path.split('/')).map(|(part, given)| {
        let value = part.starts_with('{') && (Uuid::parse_str(given).is_ok() || found && is_code(given));
        if value { given } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

fn is_code(text: &str) -> bool {
    text.len() <= LONGEST && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

/// The classes of status, in the order of their digit.
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// How many requests were answered since the start, by the class of their status.
#[derive(Debug, Default)]
pub struct Answers([AtomicU64; 5]);

impl Answers {
    pub(crate) fn count(&self, status: StatusCode) {
        let at = usize::from(status.as_u16() / 100).saturating_sub(1);
        if let Some(class) = self.0.get(at) {
            class.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many of each class.
    #[must_use]
    pub fn by_class(&self) -> Vec<(&'static str, u64)> {
        CLASSES.into_iter().zip(&self.0).map(|(name, class)| (name, class.load(Ordering::Relaxed))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0190a5de-0000-7000-8000-000000000000";

    #[test]
    fn a_path_is_logged_by_its_route_and_what_was_found() {
        let one = Some("/api/v1/orang/{id}");
        assert_eq!(shown(one, &format!("/api/v1/orang/{ID}"), false), format!("/api/v1/orang/{ID}"));
        assert_eq!(shown(one, "/api/v1/orang/3699994101900001", false), "/api/v1/orang/{id}");
        assert_eq!(shown(one, "/api/v1/orang/Siti%20Contoh", true), "/api/v1/orang/{id}");
        let item = Some("/perjanjian/{perjanjian}/butir/{no}");
        assert_eq!(shown(item, "/perjanjian/2025-pok/butir/6", true), "/perjanjian/2025-pok/butir/6");
        assert_eq!(shown(item, "/perjanjian/siti/butir/6", false), "/perjanjian/{perjanjian}/butir/{no}");
        assert_eq!(shown(Some("/orang"), "/orang", false), "/orang");
        assert_eq!(shown(None, "/cari/Siti%0aContoh", false), NOWHERE);
    }

    #[test]
    fn answers_are_counted_by_their_class() {
        let answers = Answers::default();
        for status in [StatusCode::OK, StatusCode::CREATED, StatusCode::NOT_FOUND, StatusCode::SERVICE_UNAVAILABLE] {
            answers.count(status);
        }
        assert_eq!(answers.by_class(), [("1xx", 0), ("2xx", 2), ("3xx", 0), ("4xx", 1), ("5xx", 1)]);
    }
}
