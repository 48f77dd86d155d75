use std::io::Write;
use std::process::{Command, Stdio};

use super::*;

/// The text of a document, where the tool for it is there.
fn text(bytes: &[u8]) -> Option<String> {
    let mut tool = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    tool.stdin.take()?.write_all(bytes).ok()?;
    String::from_utf8(tool.wait_with_output().ok()?.stdout).ok()
}

fn sheet(name: &str) -> Value {
    json!({
        "above": ["KEMENTERIAN CONTOH"], "office": "BP3MI CONTOH", "title": "BERITA ACARA SERAH TERIMA",
        "number": "BA-1/CONTOH/2025", "opening": "Pada hari ini telah diserahkan:",
        "receiver": [["Nama", "Budi Contoh"]], "person_lead": "Orang yang diserahkan:", "person": [["Nama", name]],
        "handed_lead": "Yang diserahkan:", "handed": [["Nomor", "PLG-2025-000001"]], "closing": "Demikian.",
        "signs": [["Yang menyerahkan", "A"], ["Yang menerima", "B"], ["Saksi", "C"]], "footer": "Dicetak untuk uji",
    })
}

#[test]
fn what_is_said_stands_in_the_document() {
    let bytes = pdf(BERITA_ACARA, &sheet("Siti Contoh")).unwrap();
    assert!(bytes.starts_with(b"%PDF-") && bytes.ends_with(b"%%EOF"), "a whole document");
    let Some(text) = text(&bytes) else { return };
    for part in ["BP3MI CONTOH", "BERITA ACARA SERAH TERIMA", "BA-1/CONTOH/2025", "Siti Contoh", "Saksi"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn what_people_typed_is_never_markup() {
    let long = "Panjang ".repeat(40);
    for name in ["#panic(\"x\")", "]", "*tebal* _miring_ $x$ #let a = 1", "\\", "Siti 😀 <tag> @ref", long.trim()] {
        let bytes = pdf(BERITA_ACARA, &sheet(name)).unwrap();
        let Some(text) = text(&bytes) else { continue };
        let words: Vec<&str> = name.split_whitespace().filter(|word| word.is_ascii()).collect();
        let said: Vec<&str> = text.split_whitespace().collect();
        let last = words.last().unwrap();
        assert!(said.iter().any(|word| word.contains(last)), "{name}: {text}");
    }
}

#[test]
fn a_table_has_its_heads_on_every_page() {
    let headers = ["Kategori".to_owned(), "Jumlah".to_owned()];
    let rows: Vec<Vec<String>> = (0..120).map(|n| vec![format!("Baris {n} #x"), n.to_string()]).collect();
    let made = Table { title: "Laporan regu", lead: "Contoh", headers: &headers, rows: &rows, footer: "Uji" };
    let bytes = table(&made).unwrap();
    let Some(text) = text(&bytes) else { return };
    assert!(text.matches("Kategori").count() > 1 && text.contains("Baris 119 #x"), "{text}");
}
