//! The name of a file as a label: it is shown and offered again, and is never part of a path.

/// The most letters that a label keeps.
const MAX: usize = 120;

/// Letters that turn, join or hide text.
fn unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// A label from a name that a client sent: the last component of a path, without control characters and bidirectional marks,
/// without letters that file systems refuse, cut in the middle where it is too long, so that its ending stays.
#[must_use]
pub fn label(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|c| !unseen(*c)).collect();
    let safe: String = seen.chars().map(|c| if r#""<>|:*?"#.contains(c) { '_' } else { c }).collect();
    let name = safe.trim().trim_start_matches('.').trim();
    let letters: Vec<char> = name.chars().collect();
    let cut = if letters.len() > MAX {
        let keep = MAX - 11;
        let (start, end) = (letters.iter().take(keep), letters.iter().skip(letters.len() - 10));
        start.chain(std::iter::once(&'…')).chain(end).collect()
    } else {
        name.to_owned()
    };
    if cut.is_empty() { "lampiran".to_owned() } else { cut }
}

/// The header that has a browser save what it gets under a name and not show it (RFC 6266): a plain name for old programs,
/// and the whole one (RFC 5987).
#[must_use]
pub fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || " ._-()".contains(c) { c } else { '_' }).collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            whole.push('%');
            whole.push_str(&kernel::vault::hex(&[byte]).to_uppercase());
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_no_path() {
        for (sent, kept) in [
            ("../../etc/passwd", "passwd"),
            (r"C:\Users\Contoh\surat.pdf", "surat.pdf"),
            (r"..\x.pdf", "x.pdf"),
            ("surat\u{202e}fdp.exe", "suratfdp.exe"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
            ("  ..bashrc.png ", "bashrc.png"),
            ("nul\0byte.pdf", "nulbyte.pdf"),
            ("/", "lampiran"),
            ("Surat Kuasa – Sítí.pdf", "Surat Kuasa – Sítí.pdf"),
        ] {
            assert_eq!(label(sent), kept, "{sent:?}");
        }
        let long = label(&format!("{}.pdf", "a".repeat(500)));
        assert_eq!((long.chars().count(), long.ends_with("aaaaaa.pdf")), (MAX, true));
    }

    #[test]
    fn a_header_cannot_be_broken_out_of() {
        let header = disposition("a\"; filename=x.exe; é.pdf");
        assert_eq!(
            header,
            "attachment; filename=\"a__ filename_x.exe_ _.pdf\"; filename*=UTF-8''a%22%3B%20filename%3Dx.exe%3B%20%C3%A9.pdf"
        );
        assert!(header.is_ascii());
    }
}
