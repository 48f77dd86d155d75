//! Text in UTF-8, with or without its mark, in UTF-16 as Excel saves "Unicode text", or in Windows-1252.

use std::borrow::Cow;

use kernel::Result;

use super::refuse;

/// The signs of Windows-1252 between 0x80 and 0x9F.
const HIGH: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

/// Turns bytes into text.
///
/// # Errors
/// What is no text at all.
pub(super) fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>> {
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes).into(),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes).into(),
        _ => utf8(bytes),
    };
    let odd = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if odd * 100 > text.chars().count() {
        return Err(refuse(name, "bukan teks. Simpan tabelnya sebagai CSV, XLSX atau TXT, lalu ulangi."));
    }
    Ok(text)
}

fn utf8(bytes: &[u8]) -> Cow<'_, str> {
    let western = || bytes.iter().map(|byte| western(*byte)).collect::<String>().into();
    std::str::from_utf8(bytes).map_or_else(|_| western(), Cow::Borrowed)
}

fn western(byte: u8) -> char {
    let high = byte.checked_sub(0x80).and_then(|at| HIGH.get(usize::from(at)));
    high.copied().unwrap_or(char::from(byte))
}

fn wide(bytes: &[u8], pair: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|two| two.try_into().ok()).map(pair);
    char::decode_utf16(units).map(|c| c.unwrap_or(' ')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_the_encodings_of_office_programs() {
        assert_eq!(decode("a", b"\xEF\xBB\xBFno;%").unwrap(), "no;%");
        assert_eq!(decode("a", b"\xFF\xFEn\0o\0").unwrap(), "no");
        assert_eq!(decode("a", b"tw \x96 \xE9").unwrap(), "tw – é");
        assert!(decode("a", &[0; 40]).is_err());
    }
}
