//! What is wrong with settings, in Indonesian: which one, where it stands, and what belongs there. What stands there is never told, since it
//! may be a password.

use figment::error::{Actual, Error, Kind};

/// All that is wrong, a sentence or two for each.
pub(super) fn sentences(error: Error) -> String {
    error.into_iter().map(|one| sentence(&one)).collect::<Vec<_>>().join("\n")
}

fn sentence(error: &Error) -> String {
    let (place, key) = (place(error), error.path.join("."));
    match &error.kind {
        Kind::UnknownField(_, known) => {
            format!(
                "{place}: setelan {key} tidak dikenal. Perbaiki ejaannya atau hapus barisnya; yang ada di bagian itu: {}.",
                known.join(", ")
            )
        }
        Kind::UnknownVariant(_, known) => {
            format!("{place}: isi setelan {key} harus salah satu dari {}.", known.join(", "))
        }
        Kind::InvalidType(found, wanted) => {
            format!("{place}: setelan {key} berisi {}. Isi dengan {}.", type_of(found), wanting(wanted))
        }
        Kind::InvalidValue(_, wanted) => {
            format!("{place}: isi setelan {key} tidak dapat dipakai. Isi dengan {}.", wanting(wanted))
        }
        Kind::Message(text) => match position(text) {
            Some((line, column)) => {
                format!(
                    "{place}: tulisan di baris {line}, kolom {column} bukan TOML. Periksa tanda kutip, kurung dan = di sana."
                )
            }
            None => format!("{place}: {text}."),
        },
        other => format!("{place}: {other}."),
    }
}

/// Where it stands.
fn place(error: &Error) -> String {
    let metadata = error.metadata.as_ref();
    if let Some(file) = metadata.and_then(|metadata| metadata.source.as_ref()).and_then(figment::Source::file_path) {
        return format!("Berkas setelan {}", file.display());
    }
    if metadata.is_some_and(|metadata| metadata.name.contains("environment")) {
        return format!("Variabel LINDUNG_{}", error.path.join("__").to_uppercase());
    }
    "Setelan".to_owned()
}

/// What stands there, by its type only.
fn type_of(found: &Actual) -> &'static str {
    match found {
        Actual::Bool(_) => "true atau false",
        Actual::Unsigned(_) | Actual::Signed(_) => "bilangan bulat",
        Actual::Float(_) => "bilangan pecahan",
        Actual::Char(_) | Actual::Str(_) => "teks",
        Actual::Seq => "daftar",
        Actual::Map => "bagian dengan setelan di dalamnya",
        _ => "sesuatu yang lain",
    }
}

/// What belongs there.
fn wanting(expected: &str) -> String {
    let number = expected.strip_prefix(['u', 'i']).is_some_and(|bits| bits.parse::<u8>().is_ok() || bits == "size");
    let words = match expected {
        "a string" | "path string" => "teks di antara tanda kutip",
        "a boolean" => "true atau false, tanpa tanda kutip",
        "a sequence" => "daftar di antara kurung siku, misalnya [\"127.0.0.1\"]",
        _ if number => "bilangan bulat mulai dari 0, tanpa tanda kutip",
        _ if expected.starts_with("struct ") => "setelan di bawah judul bagian, misalnya [server]",
        other => other,
    };
    words.to_owned()
}

/// The line and the column that a reader of TOML names.
fn position(text: &str) -> Option<(u32, u32)> {
    let (line, rest) = text.split_once("at line ")?.1.split_once(", column ")?;
    let column: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some((line.parse().ok()?, column.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use figment::providers::{Format, Toml};

    use super::super::{Config, defaults};
    use super::sentences;

    fn told(text: &str) -> String {
        let read = defaults().merge(Toml::string(text)).extract::<Config>();
        sentences(read.err().unwrap())
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place_and_what_belongs_there() {
        for (text, words) in [
            ("[server]\nbindd = \"127.0.0.1:1\"", "setelan server.bindd tidak dikenal"),
            ("[server]\nbindd = \"127.0.0.1:1\"", "bind, trusted_proxies, metrics_token"),
            (
                "[database]\nconnections = \"delapan\"",
                "setelan database.connections berisi teks. Isi dengan bilangan bulat",
            ),
            ("[database]\nconnections = -1", "setelan database.connections"),
            ("[server]\ntrusted_proxies = \"127.0.0.1\"", "daftar di antara kurung siku"),
            ("data_dir = 7", "setelan data_dir berisi bilangan bulat. Isi dengan teks"),
            ("server = 1", "di bawah judul bagian"),
            ("[server\nbind = 1", "tulisan di baris 1, kolom"),
        ] {
            let said = told(text);
            assert!(said.contains(words), "{words}: {said}");
        }
        assert!(!told("[database]\nurl = 4711815").contains("4711815"), "what stands there is not told");
    }
}
