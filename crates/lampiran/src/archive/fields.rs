//! The fields of a Word file, which are worked out when it is opened. Those that begin with `DDE` start another program. They are looked for
//! while a part is read, whatever its name and size: which part is the text is said by others.

use std::io::{Read, Result};

/// How such a field begins.
const STARTS: &[u8] = b"DDE";
/// How much of a tag is kept. Word writes much shorter ones.
const KEPT: usize = 8 * 1024;
const CDATA: &[u8] = b"![CDATA[";
/// How what is no tag of an element begins within its brackets, and how it ends.
const OPAQUE: [(&[u8], &[u8]); 3] = [(b"!--", b"--"), (CDATA, b"]]"), (b"?", b"?")];

/// A part that is looked at as it is read.
pub(super) struct Watched<R> {
    part: R,
    look: Look,
}

impl<R: Read> Watched<R> {
    pub(super) fn new(part: R) -> Self {
        Self { part, look: Look::default() }
    }

    /// Whether what was read so far starts another program.
    pub(super) fn starts(&self) -> bool {
        self.look.found
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let many = self.part.read(into)?;
        into.iter().take(many).for_each(|byte| self.look.take(*byte));
        Ok(many)
    }
}

/// What was seen so far.
#[derive(Default)]
struct Look {
    /// The tag that is being read, without its brackets.
    tag: Vec<u8>,
    open: bool,
    /// The sign that ends the value within it.
    quote: Option<u8>,
    /// Whether the text is an instruction.
    within: bool,
    /// How the instruction begins, without blanks, in capitals.
    word: Vec<u8>,
    found: bool,
}

impl Look {
    fn take(&mut self, byte: u8) {
        match byte {
            // A part may be written with two bytes for each letter.
            0 => {}
            _ if self.open => self.inside(byte),
            b'<' => self.open = true,
            _ if self.within => self.instruct(byte),
            _ => {}
        }
    }

    fn inside(&mut self, byte: u8) {
        let opaque = OPAQUE.iter().find(|(begins, _)| self.tag.starts_with(begins));
        let whole =
            opaque.is_none_or(|(begins, ends)| self.tag.len() >= begins.len() + ends.len() && self.tag.ends_with(ends));
        let plain = opaque.is_none();
        if byte == b'>' && self.quote.is_none() && whole {
            self.ended();
            self.tag.clear();
            self.open = false;
            return;
        }
        match self.quote {
            Some(sign) if sign == byte => self.quote = None,
            None if plain && matches!(byte, b'"' | b'\'') => self.quote = Some(byte),
            _ => {}
        }
        if !plain && self.tag.len() >= KEPT {
            // Of what is no tag only its beginning and its end count.
            self.tag.drain(CDATA.len()..KEPT - 1);
        }
        if self.tag.len() < KEPT {
            self.tag.push(byte);
        }
        self.found |= self.within && self.tag == CDATA;
    }

    /// A letter of an instruction. Nobody writes the first one by its number.
    fn instruct(&mut self, byte: u8) {
        if self.word.len() < STARTS.len() && !byte.is_ascii_whitespace() {
            self.word.push(byte.to_ascii_uppercase());
            self.found |= self.word == STARTS || self.word.starts_with(b"&#");
        }
    }

    /// A tag was read to its end.
    fn ended(&mut self) {
        let text = String::from_utf8_lossy(&self.tag).into_owned();
        let name = text.split_ascii_whitespace().next().unwrap_or_default();
        match name.trim_end_matches('/').rsplit([':', '/']).next().unwrap_or_default() {
            "instrText" => self.within = !name.starts_with('/') && !text.ends_with('/'),
            "fldChar" => self.word.clear(),
            "fldSimple" => {
                self.found |= self.tag.len() >= KEPT;
                for (at, _) in text.match_indices("instr") {
                    let value = text.get(at + "instr".len()..).unwrap_or_default();
                    let value = value.trim_start_matches(|c: char| "='\"".contains(c) || c.is_whitespace());
                    self.word.clear();
                    value.bytes().take(KEPT).for_each(|byte| self.instruct(byte));
                }
                self.word.clear();
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(text: &[u8]) -> bool {
        let mut part = Watched::new(text);
        std::io::copy(&mut part, &mut std::io::sink()).unwrap();
        part.starts()
    }

    const BEGIN: &str = "<w:fldChar w:fldCharType=\"begin\"/>";

    fn field(before: &str, text: &str) -> String {
        format!("{before}{BEGIN}<w:instrText>{text}</w:instrText>")
    }

    #[test]
    fn a_field_that_starts_a_program_is_found_however_it_is_written() {
        let split = field("", "dd</w:instrText></w:r><w:r><w:instrText xml:space='preserve'>eauto c:\\x");
        let long = format!("<!-- it's > {} -->", "-x".repeat(KEPT));
        for bad in [
            split.clone(),
            field("", "  DDE x").replace("<w:instrText>", "<q:instrText a=\">\">"),
            field(&long, "DDE"),
            field("<!--><a \"-->", "DDE"),
            field("<?x it's ?><w:t><![CDATA[\"]]></w:t>", "DDE"),
            field("", "&#68;DE"),
            field("", "<![CDATA[DDE\"]]>"),
            "<w:fldSimple a=\"instr\" w:instr = \" DDEAUTO excel x\"><w:r/></w:fldSimple>".to_owned(),
        ] {
            assert!(starts(bad.as_bytes()), "{bad}");
        }
        let wide: Vec<u8> = split.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(starts(&wide));
        for good in [
            field("", "HYPERLINK \"https://contoh.example/ADDENDUM\""),
            field("", "PAGE</w:instrText><w:t>DDE</w:t><w:instrText> "),
            "<w:fldSimple w:instr=\" DATE \"/><w:t>&#68;DE</w:t><w:instrText/><w:t>DDE</w:t>".to_owned(),
        ] {
            assert!(!starts(good.as_bytes()), "{good}");
        }
    }
}
