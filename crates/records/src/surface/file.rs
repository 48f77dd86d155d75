//! Files as answers, and their sizes.

use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use kernel::figure;
use lampiran::{Macam, disposition};

/// A file as an answer. Browsers save it instead of showing it, its type is the one that we detected, and it may not run
/// anything if a browser opens it nevertheless.
pub(crate) fn answer(name: &str, macam: Macam, bytes: Vec<u8>) -> Response {
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    let fixed: [(HeaderName, &'static str); 5] = [
        (header::CONTENT_TYPE, macam.media_type()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let saved = HeaderValue::from_str(&disposition(name)).unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, saved);
    answer
}

/// A size as people read it: 812 KB, 1,4 MB.
pub(crate) fn bytes(size: i64) -> String {
    const MEGABYTE: i64 = 1024 * 1024;
    if size < MEGABYTE {
        return format!("{} KB", figure::whole((size + 1023) / 1024));
    }
    let tenths = (size * 10 + MEGABYTE / 2) / MEGABYTE;
    format!("{},{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_are_read_at_a_glance() {
        for (size, text) in
            [(1, "1 KB"), (1024, "1 KB"), (1_048_575, "1.024 KB"), (1_500_000, "1,4 MB"), (20_971_520, "20,0 MB")]
        {
            assert_eq!(bytes(size), text);
        }
    }
}
