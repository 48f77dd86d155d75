use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::*;

fn file(parts: &[&[u8]]) -> Vec<u8> {
    let trailer = b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n";
    [&[&b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"[..]], parts, &[trailer]].concat().concat()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// A stream of packed objects with what its dictionary says beside.
fn objects(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("5 0 obj\n<< /Type /ObjStm {entries} /Length {} >>\nstream\n", data.len());
    file(&[head.as_bytes(), data, b"\nendstream\nendobj\n"])
}

fn words(bytes: &[u8]) -> String {
    harmless(bytes).map_or_else(|error| error.to_string(), |()| String::new())
}

#[test]
fn what_runs_loads_or_carries_is_refused_however_it_is_written() {
    for (object, word) in [
        ("<< /Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>", "skrip"),
        ("<</OpenAction<</S/J#61vaScript/JS 7 0 R>>>>", "skrip"),
        ("<</S/Rendition/#4a#53(x)>>", "skrip"),
        ("<< /AA << /O << /S /JavaScript >> >> >>", "skrip"),
        ("<< /Names << /JavaScript << /Names [(a) 6 0 R] >> >> >>", "skrip"),
        ("<< /A % (\n /JS (x) >>", "skrip"),
        ("<< /Title (a \\) b) /JS (x) >>", "skrip"),
        ("<< /A << /S /Launch /F (cmd.exe) >> >>", "menjalankan program"),
        ("<< /Names << /EmbeddedFiles 9 0 R >> >>", "berkas lain"),
        ("<< /Type /Filespec /EF << /F 9 0 R >> >>", "berkas lain"),
        ("<< /Subtype /FileAttachment >>", "berkas lain"),
        ("<< /Subtype /RichMedia >>", "media"),
        ("<< /AcroForm << /XFA 9 0 R >> >>", "XFA"),
        ("<< /S /SubmitForm /F (https://contoh.example) >>", "data"),
        ("<< /OpenAction << /S /GoToR /F (\\\\\\\\contoh\\\\a.pdf) >> >>", "rujukan"),
        ("<< /Encrypt 8 0 R >>", "terkunci"),
    ] {
        for bytes in [
            file(&[b"3 0 obj\n", object.as_bytes(), b"\nendobj\n"]),
            // Where only a reader that mends files looks: behind the end, in one line, or in what calls itself a picture.
            [file(&[]), b"3 0obj".to_vec(), object.into(), b"endobj".to_vec()].concat(),
            file(&[b"4 0 obj << /Length 500 >> stream\nxx 3 0 obj ", object.as_bytes(), b" endobj endstream endobj\n"]),
            file(&[b"4 0 obj (", b" 3 0 obj ", object.as_bytes(), b" endobj ) endobj\n"]),
        ] {
            let message = words(&bytes);
            assert!(message.contains(word), "{object}: {message:?}\n{}", String::from_utf8_lossy(&bytes));
            assert!(message.contains("cetak ke PDF baru"), "it says what to do: {message}");
        }
        let packed = format!("3 0 {object}");
        for (entries, data) in [
            ("/N 1 /First 4 /Filter /FlateDecode", deflated(packed.as_bytes())),
            ("/N 1 /First 4 /Filter [/Fl#61teDecode]", deflated(packed.as_bytes())),
            ("/N 1 /First 4", packed.clone().into_bytes()),
        ] {
            assert!(words(&objects(entries, &data)).contains(word), "{entries}: {object}");
            let unnamed = String::from_utf8_lossy(&objects(entries, b"")).replace("/Type /ObjStm", "");
            let (head, tail) = unnamed.split_once("stream\n").unwrap();
            let length = format!("/Length {}", data.len());
            let head = head.replace("/Length 0", &length);
            let unnamed = [head.as_bytes(), b"stream\n", &data, tail.as_bytes()].concat();
            assert!(words(&unnamed).contains(word), "without its type: {object}");
        }
    }
    let outside = file(&[b"4 0 obj << /Length 0 /F (\\\\\\\\contoh\\\\a) >> stream\n\nendstream endobj\n"]);
    assert!(words(&outside).contains("rujukan"));
}

#[test]
fn letters_and_forms_are_taken() {
    let picture: Vec<u8> = (0..=255).cycle().take(4096).collect();
    for bytes in [
        file(&[b"3 0 obj << /Title (Surat 12/JS/2025 dan /JavaScript) /Author <2f4a53> >> endobj\n"]),
        file(&[b"3 0 obj << /OpenAction [2 0 R /XYZ null null 0] /A << /S /URI /URI (https://contoh.example/JS) >> >> endobj\n"]),
        file(&[b"3 0 obj << /AcroForm << /Fields [] /SigFlags 3 >> /JSX 1 /NoJS true >> endobj\n"]),
        file(&[b"4 0 obj << /Length 4096 /Filter /DCTDecode >> stream\n", &picture, b"\nendstream endobj\n"]),
        file(&[b"4 0 obj << /Length 44 >> stream\n/JS << /MCID 0 >> BDC (/JavaScript) Tj EMC\nendstream endobj\n"]),
        objects("/N 2 /First 8 /Filter /FlateDecode", &deflated(b"3 0 4 9 << /A 1>>\n<< /B (/JS) >>")),
        file(&[b"6 0 obj << /Type /XRef /W [1 2 1] /Filter /FlateDecode /DecodeParms << /Predictor 12 >> /Length 9 >> stream\nx\nendstream endobj\n"]),
    ] {
        assert_eq!(words(&bytes), "", "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn what_cannot_be_told_is_refused() {
    let plain = b"3 0 << /A 1 >>";
    for (entries, data) in [
        ("/N 1 /First 4 /Filter /LZWDecode", plain.to_vec()),
        ("/N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode]", deflated(plain)),
        ("/N 1 /First 4 /Filter 9 0 R", deflated(plain)),
        ("/N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 >>", deflated(plain)),
        ("/N 1 /First 9 0 R /Filter /FlateDecode", plain.to_vec()),
        ("/N 1 /Filter /FlateDecode", deflated(plain)),
        ("/N 1 /First 4 /Filter /FlateDecode", plain.to_vec()),
        // An object that begins within the text of another.
        ("/N 1 /First 4 /Filter /FlateDecode", deflated(b"3 5 (abc << /A 1 >>)")),
        ("/N 2 /First 8 /Filter /FlateDecode", deflated(b"3 0 4 4 << /A 1 >> << /B 2 >>")),
        ("/N 1 /First 4 /Filter /FlateDecode", deflated(b"3 x << /A 1 >>")),
        ("/N 1 /First 99 /Filter /FlateDecode", deflated(plain)),
    ] {
        assert!(words(&objects(entries, &data)).contains("tidak dapat diperiksa"), "{entries}");
    }
}

#[test]
fn what_swells_or_keeps_one_busy_is_refused() {
    let zeros = vec![b' '; usize::try_from(MAX_UNPACKED).unwrap() + 1];
    let bomb = objects("/N 0 /First 0 /Filter /FlateDecode", &deflated(&zeros));
    assert!(bomb.len() < 1024 * 1024);
    assert!(words(&bomb).contains("mengembang"));
    // Each object is text without an end, so each would be read to the end of the file.
    let busy = file(&[&b"3 0 obj (".repeat(20_000)]);
    assert!(words(&busy).contains("tidak dapat diperiksa"));
    assert_eq!(words(&file(&[&b"3 0 obj << /A (b) >> endobj\n".repeat(20_000)])), "");
}
