//! Bytes as text: UTF-8, with or without its mark, UTF-16 as Excel saves "Unicode text", or Windows-1252 as it saved CSV before.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Unfit;

/// Turns bytes into text, with a remark where it was guessed how.
///
/// # Errors
/// [`Unfit::NoText`].
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<String>), Unfit> {
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None => (guess(bytes), bytes),
    };
    let (text, broken) = encoding.decode_without_bom_handling(body);
    let odd = text.chars().filter(|one| one.is_control() && !one.is_whitespace()).count();
    if odd * crate::csv::ODD > text.chars().count() {
        return Err(Unfit::NoText);
    }
    let remark = if encoding == WINDOWS_1252 {
        let at = std::str::from_utf8(body).map_or_else(|error| error.valid_up_to(), |_| body.len());
        let line = body.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        Some(format!(
            "Berkas tidak tersimpan sebagai UTF-8 dan dibaca sebagai Windows-1252. Periksa huruf yang tidak biasa, yang pertama di baris \
             {line}; bila salah, simpan ulang sebagai \"CSV UTF-8\"."
        ))
    } else {
        broken.then(|| {
            "Ada huruf rusak di berkas ini, tertulis sebagai �. Simpan ulang sebagai \"CSV UTF-8\".".to_owned()
        })
    };
    Ok((text, remark))
}

/// The encoding of bytes without a mark. Text of ours is mostly ASCII, of which UTF-16 makes every other byte zero.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.get(..bytes.len().min(4000)).unwrap_or_default();
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let half = start.len() / 2;
    if half > 0 && zeros(1) * 2 > half && zeros(0) * 10 < half {
        UTF_16LE
    } else if half > 0 && zeros(0) * 2 > half && zeros(1) * 10 < half {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_the_encodings_of_office_programs() {
        let text = |bytes: &[u8]| decode(bytes).unwrap().0.into_owned();
        assert_eq!(text(b"\xEF\xBB\xBFno;%"), "no;%");
        assert_eq!(text(b"\xFF\xFEn\0o\0"), "no");
        assert_eq!(text(b"n\0a\0m\0a\0;\0n\0i\0k\0"), "nama;nik");
        assert_eq!(text(b"tw \x96 \xE9"), "tw – é");
        assert!(decode(b"a\nb\nAndr\xE9").unwrap().1.unwrap().contains("baris 3"));
        assert_eq!(decode(&[0; 40]), Err(Unfit::NoText));
        assert_eq!(decode(b"\x01\x02\x03"), Err(Unfit::NoText));
    }
}
