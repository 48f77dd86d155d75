//! What the login page leaves for the desk: a secret of the browser, which the house seals into a cookie that no script reads. It is
//! given back to who is in by that name only, so that what lies in the browser opens nothing by itself.

use axum::http::HeaderMap;
use kernel::Result;
use kernel::vault::{Vault, hex};

use crate::auth::cookie_in;
use crate::kept::unhex;

/// For which place the vault seals.
const PLACE: &str = "titipan pintu masuk";
/// The name of the cookie. The prefix binds it to this host and to secure connections.
const NAME: &str = "__Host-lindung-meja";
/// How long the secret is, in hexadecimal digits.
const LENGTH: usize = 64;
/// The most of a login name that is sealed along.
const MOST: usize = 100;

/// The cookie with the secret that a login page left for a name; none where there is no such secret.
///
/// # Errors
/// [`kernel::Problem::Internal`] when the system has no randomness.
pub fn cookie(vault: &Vault, login: &str, secret: &str) -> Result<Option<String>> {
    let login = login.trim().to_lowercase();
    if secret.len() != LENGTH || !secret.bytes().all(|byte| byte.is_ascii_hexdigit()) || login.len() > MOST {
        return Ok(None);
    }
    let sealed = hex(&vault.seal(PLACE, format!("{secret}{login}").as_bytes())?);
    Ok(Some(format!("{NAME}={sealed}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=43200")))
}

/// The cookie that takes away what was left before.
#[must_use]
pub fn gone() -> String {
    format!("{NAME}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// The secret that came along with a request, for who is in by a name; none where it is another's or none was left.
#[must_use]
pub fn secret(vault: &Vault, headers: &HeaderMap, login: &str) -> Option<String> {
    let opened = vault.open(PLACE, &unhex(cookie_in(headers, NAME)?)?).ok()?;
    let text = String::from_utf8(opened).ok()?;
    let (secret, owner) = text.split_at_checked(LENGTH)?;
    (owner == login).then(|| secret.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use axum::http::header::COOKIE;

    fn asked(cookie: &str) -> HeaderMap {
        let pair = cookie.split(';').next().unwrap();
        HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(pair).unwrap())])
    }

    #[test]
    fn the_secret_comes_back_to_its_name_and_house_only() {
        let (vault, secret_of_browser) = (Vault::new(&[7; 32]), "0f".repeat(32));
        let cookie = cookie(&vault, " Ayu.Contoh ", &secret_of_browser).unwrap().unwrap();
        assert!(!cookie.contains(&secret_of_browser) && cookie.contains("HttpOnly"), "{cookie}");
        let headers = asked(&cookie);
        assert_eq!(secret(&vault, &headers, "ayu.contoh"), Some(secret_of_browser));
        assert_eq!(secret(&vault, &headers, "budi.contoh"), None);
        assert_eq!(secret(&Vault::new(&[8; 32]), &headers, "ayu.contoh"), None);
        assert_eq!(secret(&vault, &HeaderMap::new(), "ayu.contoh"), None);
        assert_eq!(secret(&vault, &asked("__Host-lindung-meja=zz"), "ayu.contoh"), None);
    }

    #[test]
    fn what_is_no_secret_is_not_taken_along() {
        let vault = Vault::new(&[7; 32]);
        for odd in ["", "0f", "zz".repeat(32).as_str(), "0f".repeat(33).as_str()] {
            assert_eq!(cookie(&vault, "ayu.contoh", odd).unwrap(), None, "{odd}");
        }
        assert_eq!(cookie(&vault, &"a".repeat(101), &"0f".repeat(32)).unwrap(), None);
    }
}
