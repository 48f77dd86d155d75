//! The words of which a PDF is made (ISO 32000-1, 7.2 and 7.3): just enough to tell names from text.

use std::borrow::Cow;

/// A word.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A name, without its slash and with its `#` resolved.
    Name(Cow<'a, [u8]>),
    /// A number or a keyword.
    Word(&'a [u8]),
    /// The beginning of a dictionary.
    Open,
    /// The end of a dictionary.
    Close,
    /// A bracket, or one that stands alone.
    Mark(u8),
    /// Text, also in hexadecimal digits. Nobody acts on it.
    Text,
}

/// Reads words from a place on.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    /// Behind the last word.
    pub at: usize,
    /// Where the last word began.
    pub began: usize,
}

pub(super) fn blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn regular(byte: u8) -> bool {
    !blank(byte) && !b"()<>[]{}/%".contains(&byte)
}

impl<'a> Tokens<'a> {
    pub(super) fn from(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, began: at }
    }

    /// Goes on while bytes are such, and says over what it went.
    fn run(&mut self, such: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let many = rest.iter().take_while(|byte| such(**byte)).count();
        self.at += many;
        rest.get(..many).unwrap_or_default()
    }

    /// Goes behind blanks and remarks.
    fn skip(&mut self) {
        loop {
            self.run(blank);
            if self.bytes.get(self.at) != Some(&b'%') {
                return;
            }
            self.run(|byte| byte != b'\r' && byte != b'\n');
        }
    }

    /// Goes behind text in brackets, of which it is within the first.
    fn text(&mut self) {
        let mut depth = 1_usize;
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' if depth == 1 => return,
                b')' => depth -= 1,
                _ => {}
            }
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip();
        self.began = self.at;
        let first = *self.bytes.get(self.at)?;
        if regular(first) {
            return Some(Token::Word(self.run(regular)));
        }
        self.at += 1;
        let doubled = self.bytes.get(self.at) == Some(&first);
        Some(match first {
            b'/' => Token::Name(resolved(self.run(regular))),
            b'(' => {
                self.text();
                Token::Text
            }
            b'<' | b'>' if doubled => {
                self.at += 1;
                if first == b'<' { Token::Open } else { Token::Close }
            }
            b'<' => {
                self.run(|byte| byte != b'>');
                self.at += 1;
                Token::Text
            }
            other => Token::Mark(other),
        })
    }
}

/// A name with `#61` read as `a`.
fn resolved(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.contains(&b'#') {
        return Cow::Borrowed(name);
    }
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((first, more)) = rest.split_first() {
        let digits = more.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.filter(|_| *first == b'#').and_then(|two| u8::from_str_radix(two, 16).ok());
        plain.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { more.get(2..).unwrap_or_default() } else { more };
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_text() {
        let all: Vec<Token> = Tokens::from(b"<</J#61va (a(/b)\\)/c) /d%/e\r[<2F66>/g 1 0 R]>>/h#4 endobj", 0).collect();
        let name = |text: &'static str| Token::Name(Cow::Borrowed(text.as_bytes()));
        let expected = [
            Token::Open,
            name("Java"),
            Token::Text,
            name("d"),
            Token::Mark(b'['),
            Token::Text,
            name("g"),
            Token::Word(b"1"),
            Token::Word(b"0"),
            Token::Word(b"R"),
            Token::Mark(b']'),
            Token::Close,
            name("h#4"),
            Token::Word(b"endobj"),
        ];
        assert_eq!(all, expected);
        for endless in [&b"(((("[..], b"<abc", b"(a\\", b"/", b"%", b"#", b"<<<"] {
            assert!(Tokens::from(endless, 0).count() <= endless.len(), "{endless:?}");
        }
    }
}
