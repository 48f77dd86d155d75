//! The settings of outgoing e-mail, checked at start.

use std::path::PathBuf;

use kernel::{Problem, Result};
use lettre::message::Mailbox;
use serde::Deserialize;

/// The section `[surel]`. `config/default.toml` explains each key.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Whether digests are sent.
    pub enabled: bool,
    /// The server that takes our mail.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// `tls`, `starttls` or `tanpa`.
    pub tls: String,
    /// The name to log in with; empty to log in with none.
    pub user: String,
    /// The password; empty to read it from a file.
    pub password: String,
    /// The file of the password.
    pub password_file: PathBuf,
    /// A file with further certificates that are trusted, in PEM.
    pub ca_file: PathBuf,
    /// Whom mail is from.
    pub sender: String,
    /// The address at which people open the console.
    pub console: String,
    /// The hour, in WIB, from which digests are sent.
    pub hour: u32,
    /// Whether a digest without tasks is sent.
    pub when_empty: bool,
    /// Whether digests are sent on days off too.
    pub every_day: bool,
}

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shield {
    /// TLS from the first byte.
    Tls,
    /// TLS after a greeting in clear, and nothing without it.
    Starttls,
    /// In clear, for a server on this machine.
    Tanpa,
}

fn wrong(key: &str, detail: &str) -> Problem {
    Problem::Malformed(format!("Setelan surel.{key}: {detail}"))
}

impl Settings {
    /// Whom mail is from.
    pub(crate) fn mailbox(&self) -> Result<Mailbox> {
        self.sender
            .parse()
            .map_err(|_| wrong("sender", "tulis alamat pengirim, misalnya \"Lindung <lindung@contoh.go.id>\"."))
    }

    /// How the connection is protected.
    pub(crate) fn shield(&self) -> Result<Shield> {
        match self.tls.as_str() {
            "tls" => Ok(Shield::Tls),
            "starttls" => Ok(Shield::Starttls),
            "tanpa" => Ok(Shield::Tanpa),
            _ => Err(wrong("tls", "pilih tls, starttls atau tanpa.")),
        }
    }

    /// Whether the server is this machine.
    fn is_here(&self) -> bool {
        ["localhost", "127.0.0.1", "::1"].contains(&self.host.as_str())
    }

    /// Whether mail can be sent by these settings.
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming the first key that will not do.
    pub fn check(&self) -> Result<()> {
        if self.host.is_empty() || (self.host.contains(['/', ':', ' ', '@']) && !self.is_here()) {
            return Err(wrong("host", "tulis nama server surel saja, misalnya smtp.contoh.go.id."));
        }
        if self.port == 0 {
            return Err(wrong("port", "tulis porta server surel: biasanya 587 (starttls), 465 (tls) atau 25."));
        }
        let shield = self.shield()?;
        self.mailbox()?;
        let console = self.console.strip_prefix("https://").or_else(|| self.console.strip_prefix("http://"));
        if console.is_none_or(|rest| rest.is_empty() || rest.contains(char::is_whitespace)) {
            return Err(wrong(
                "console",
                "tulis alamat konsol yang dibuka petugas, misalnya https://lindung.contoh.go.id.",
            ));
        }
        if !(1..=23).contains(&self.hour) {
            return Err(wrong("hour", "tulis jam pengiriman WIB, 1 sampai 23."));
        }
        let has_password = !self.password.is_empty() || !self.password_file.as_os_str().is_empty();
        if !self.password.is_empty() && !self.password_file.as_os_str().is_empty() {
            return Err(wrong("password_file", "pakai LINDUNG_SUREL__PASSWORD atau berkas, tidak keduanya."));
        }
        if self.user.is_empty() == has_password {
            return Err(wrong("user", "nama pengguna dan kata sandi diisi keduanya, atau dikosongkan keduanya."));
        }
        if has_password && shield == Shield::Tanpa && !self.is_here() {
            return Err(wrong("tls", "kata sandi tidak dikirim tanpa pengamanan; pakai starttls atau tls."));
        }
        Ok(())
    }

    /// The password, if there is one.
    pub(crate) fn secret(&self) -> Result<String> {
        if self.password_file.as_os_str().is_empty() {
            return Ok(self.password.clone());
        }
        let text = std::fs::read_to_string(&self.password_file)
            .map_err(|error| wrong("password_file", &format!("berkas tidak terbaca: {error}.")))?;
        let text = text.trim_end_matches(['\r', '\n']).to_owned();
        if text.is_empty() { Err(wrong("password_file", "berkas kosong.")) } else { Ok(text) }
    }

    /// The further certificates that are trusted, if there are any.
    pub(crate) fn certificates(&self) -> Result<Option<Vec<u8>>> {
        if self.ca_file.as_os_str().is_empty() {
            return Ok(None);
        }
        let read = std::fs::read(&self.ca_file);
        read.map(Some).map_err(|error| wrong("ca_file", &format!("berkas tidak terbaca: {error}.")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> Settings {
        Settings {
            enabled: true,
            host: "smtp.contoh.go.id".to_owned(),
            port: 587,
            tls: "starttls".to_owned(),
            user: "lindung".to_owned(),
            password: "rahasia uji".to_owned(),
            password_file: PathBuf::new(),
            ca_file: PathBuf::new(),
            sender: "Lindung <lindung@contoh.go.id>".to_owned(),
            console: "https://lindung.contoh.go.id".to_owned(),
            hour: 7,
            when_empty: false,
            every_day: false,
        }
    }

    #[test]
    fn what_will_not_do_is_named() {
        sound().check().unwrap();
        Settings { user: String::new(), password: String::new(), ..sound() }.check().unwrap();
        Settings { host: "localhost".to_owned(), tls: "tanpa".to_owned(), ..sound() }.check().unwrap();
        for (key, settings) in [
            ("host", Settings { host: String::new(), ..sound() }),
            ("host", Settings { host: "smtp://contoh.go.id".to_owned(), ..sound() }),
            ("port", Settings { port: 0, ..sound() }),
            ("tls", Settings { tls: "ssl".to_owned(), ..sound() }),
            ("tls", Settings { tls: "tanpa".to_owned(), ..sound() }),
            ("sender", Settings { sender: "Lindung".to_owned(), ..sound() }),
            ("console", Settings { console: "lindung.contoh.go.id".to_owned(), ..sound() }),
            ("console", Settings { console: "https://".to_owned(), ..sound() }),
            ("hour", Settings { hour: 0, ..sound() }),
            ("hour", Settings { hour: 24, ..sound() }),
            ("user", Settings { user: String::new(), ..sound() }),
            ("user", Settings { password: String::new(), ..sound() }),
            ("password_file", Settings { password_file: PathBuf::from("sandi"), ..sound() }),
        ] {
            let said = settings.check().unwrap_err().to_string();
            assert!(said.contains(&["surel.", key, ":"].concat()), "{key}: {said}");
        }
    }
}
