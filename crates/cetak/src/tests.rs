use serde_json::json;
use typst::layout::{Frame, FrameItem};

use super::*;
use crate::tabel::Part;

const NONE: Fonts = Fonts::none();

/// The words of a laid out document.
fn words(template: &'static str, data: &Value) -> String {
    fn collect(frame: &Frame, text: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => collect(&group.frame, text),
                FrameItem::Text(item) => text.push_str(&item.text),
                _ => {}
            }
        }
    }
    let document = laid_out((template, data), &[], Vec::new()).unwrap();
    let mut text = String::new();
    document.pages().iter().for_each(|page| collect(&page.frame, &mut text));
    text
}

#[test]
fn what_was_typed_is_text_and_never_markup() {
    let hostile = r#"#panic("x") ]#read("/etc/passwd") $ ` \ "kutip" // bukan"#;
    let text = words("#let d = json(bytes(sys.inputs.data))\n#d.nama", &json!({ "nama": hostile }));
    let plain = |text: &str| text.replace([' ', '“', '”', '"'], "");
    assert_eq!(plain(&text), plain(hostile));
}

#[test]
fn a_template_reaches_no_file() {
    let error = pdf(&NONE, "#read(\"/etc/hostname\")", &json!({})).unwrap_err().to_string();
    assert!(error.contains("access denied") || error.contains("failed"), "{error}");
    assert!(pdf(&NONE, "#import \"@preview/cetz:0.3.0\"", &json!({})).is_err());
}

#[test]
fn data_that_is_missing_is_an_error_and_no_page() {
    assert!(pdf(&NONE, "#let d = json(bytes(sys.inputs.data))\n#d.nama", &json!({})).is_err());
}

#[test]
fn a_long_table_repeats_its_heads() {
    let rows = (1..=120).map(|n| vec![n.to_string(), format!("Siti Contoh {n}"), "1.250".to_owned()]).collect();
    let heads = ["Nomor", "Nama", "Biaya#"].map(str::to_owned).to_vec();
    let paper = Tabel {
        office: "BP3MI Contoh".to_owned(),
        title: "Daftar contoh".to_owned(),
        lead: "Semua rekaan.".to_owned(),
        parts: vec![Part { title: String::new(), heads, rows }],
        foot: "Dicetak untuk contoh".to_owned(),
        dense: false,
    };
    let bytes = tabel(&NONE, &paper).unwrap();
    assert!(bytes.starts_with(b"%PDF-1."));
    assert!(bytes.len() > 10_000);
    assert_eq!(tabel(&NONE, &paper).unwrap(), bytes, "the same data make the same paper");
}

fn handover(name: &str) -> Value {
    json!({
        "above": ["KEMENTERIAN CONTOH"], "office": "BP3MI CONTOH", "title": "BERITA ACARA", "number": "BA-1",
        "opening": "Pada hari ini:", "receiver": [["Nama", "Budi Contoh"]], "person_lead": "Orangnya:",
        "person": [["Nama", name]], "handed_lead": "Keterangan:", "handed": [["Nomor", "PLG-2025-000001"]],
        "closing": "Demikian.", "signs": [["Yang menyerahkan", "A"], ["Yang menerima", "B"], ["Saksi", name]],
        "footer": "Dicetak untuk uji",
    })
}

#[test]
fn what_no_font_can_write_is_refused_by_letter_and_place() {
    for (name, letters) in [
        ("陈美玲", vec!['陈', '美', '玲']),
        ("สมชาย Contoh", vec!['ส', 'ม', 'ช', 'า', 'ย']),
        ("Ｓiti Contoh", vec!['Ｓ']),
        ("Siti 😀 Contoh", vec!['😀']),
        ("மாலா", vec!['ம', 'ா', 'ல']),
    ] {
        let refused = pdf(&NONE, BERITA_ACARA, &handover(name)).unwrap_err();
        let texts = vec![format!("Nama: {name}")];
        assert_eq!(refused, Unprinted::Letters { letters: letters.clone(), texts }, "{name}");
        let told = refused.to_string();
        assert!(told.contains(&format!("“Nama: {name}”")) && told.contains("huruf Latin"), "{told}");
        assert!(told.contains(&format!("{} (U+{:04X})", letters[0], u32::from(letters[0]))), "{told}");
    }
    let paper = Tabel {
        parts: vec![Part {
            heads: vec!["Nama".to_owned()], rows: vec![vec!["陈美玲".to_owned()]], ..Part::default()
        }],
        ..Tabel::default()
    };
    assert!(matches!(tabel(&NONE, &paper), Err(Unprinted::Letters { .. })));
}

#[test]
fn what_travel_documents_hold_otherwise_is_written() {
    for name in [
        "محمد علي Contoh",
        "Nguyễn Thị Ánh",
        "Иван Петров",
        "Γιώργος",
        "Siti \u{202e}Contoh\u{200b}\u{200d}",
        "Baris\tsatu\ndua",
        "Nur’aini – “Ita” №½",
    ] {
        assert!(pdf(&NONE, BERITA_ACARA, &handover(name)).unwrap().starts_with(b"%PDF-"), "{name:?}");
    }
}

#[test]
fn a_handover_says_what_people_typed_as_text() {
    for name in ["#panic(\"x\")", "]", "*tebal* _miring_ #let a = 1", "Siti @ref <tag>", &"Panjang ".repeat(40)] {
        let data = handover(name);
        let plain = |text: &str| text.replace([' ', '-', '\u{ad}', '“', '”', '"'], "");
        let text = plain(&words(BERITA_ACARA, &data));
        assert!(text.contains(&plain(name)), "{name}: {text}");
        assert!(text.contains("BP3MICONTOH") && text.contains("Yangmenyerahkan"), "{text}");
        assert!(pdf(&NONE, BERITA_ACARA, &data).unwrap().starts_with(b"%PDF-"));
    }
}

#[test]
fn a_hundred_and_twenty_people_are_two_dense_pages() {
    let strings = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let person = |at: usize| {
        let number = format!("PLG-2025-{at:06}");
        strings(&[
            "08:15",
            &number,
            "Siti Nurhaliza Contoh",
            "PMI bermasalah",
            "Arab Saudi",
            "Nusa Tenggara Barat",
            "SV 818",
            "Difasilitasi BP3MI",
            "tidak dihitung",
        ])
    };
    let heads = ["Jam", "Nomor", "Nama", "Kategori", "Negara", "Provinsi asal", "Penerbangan", "Cara pulang", "IKU 6"];
    let count = |at: usize| strings(&[&format!("Provinsi Contoh {at}"), "12"]);
    let small = |title: &str| Part {
        title: title.to_owned(),
        heads: strings(&["Rincian", "Jumlah#"]),
        rows: (1..=12).map(count).collect(),
    };
    let paper = Tabel {
        title: "Laporan giliran 1 Jul 2025".to_owned(),
        parts: vec![
            small("Kategori"),
            small("Negara"),
            small("Provinsi asal"),
            small("Mengadu"),
            small("Petugas"),
            Part { title: "Orang".to_owned(), heads: strings(&heads), rows: (1..=120).map(person).collect() },
        ],
        dense: true,
        ..Tabel::default()
    };
    let document = laid_out((crate::tabel::TEMPLATE, &crate::tabel::data(&paper)), &[], Vec::new()).unwrap();
    assert_eq!(document.pages().len(), 2);
}

#[test]
fn a_handover_of_many_names_each_and_repeats_the_heads_of_its_annex() {
    let people: Vec<Vec<String>> = (1..=103)
        .map(|at| vec![at.to_string(), format!("Siti #Contoh {at};"), "P".to_owned(), format!("360399410190{at:04}")])
        .map(|row| {
            row.into_iter().chain(["X9000001", "Kabupaten Contoh", "PLG-2025-000001"].map(str::to_owned)).collect()
        })
        .collect();
    let data = json!({
        "above": ["KEMENTERIAN CONTOH"], "office": "BP3MI CONTOH", "below": ["Jalan Contoh 1"], "title": "BERITA ACARA",
        "number": "BA-1", "opening": "Pada hari ini:", "giver": [["Nama", "A"], ["NIP", "1"]], "giver_as": "PIHAK PERTAMA",
        "receiver": [["Nama", "B"]], "receiver_as": "PIHAK KEDUA", "handed": "103 (seratus tiga) orang",
        "counts": [["Banten", "103 orang"]], "closing": "Demikian.",
        "signs": [["PIHAK PERTAMA", "A", "1"], ["PIHAK KEDUA", "B", ""], ["Saksi", "C", ""]], "annex": "LAMPIRAN",
        "annex_lead": "103 orang.", "heads": ["No", "Nama", "L/P", "NIK", "Paspor", "Daerah asal", "Kepulangan"],
        "people": people, "footer": "Dicetak untuk uji",
    });
    let text = words(BERITA_ACARA_BERSAMA, &data).replace([' ', '-', '\u{ad}'], "");
    for at in 1..=103 {
        assert!(text.contains(&format!("Siti#Contoh{at};")), "{at}: {text}");
    }
    assert!(text.matches("Kepulangan").count() > 1, "the heads stand on each page of the annex: {text}");
    assert!(pdf(&NONE, BERITA_ACARA_BERSAMA, &data).unwrap().starts_with(b"%PDF-"));
}

fn closing(rows: usize, draft: bool) -> Value {
    let row = |no: usize| vec![no.to_string(), format!("Indikator contoh {no}"), "orang".to_owned(), "20".to_owned()];
    let rows: Vec<Vec<String>> = (1..=rows)
        .map(|no| row(no).into_iter().chain(["9.167", "120 %", "0123456789ab"].map(str::to_owned)).collect())
        .collect();
    json!({
        "konsep": draft, "atas": ["KEMENTERIAN CONTOH"], "kantor": "BP3MI CONTOH", "judul": "Penutupan triwulan 1 2025",
        "keterangan": [["Perjanjian", "Perjanjian contoh"], ["Kode keaslian", "0".repeat(64)]],
        "kepala": ["No", "Indikator", "Satuan", "Target", "Realisasi", "Capaian", "Kode"], "baris": rows,
        "catatan": ["Yang meninjau dan yang menandatangani orang yang sama."],
        "tanda": [["Disiapkan", "Perencana Contoh", "1 Apr 2025 09.00"], ["Ditinjau", "Siti Contoh", "2 Apr 2025 09.00"]],
        "kaki": "Dicetak untuk uji",
    })
}

#[test]
fn a_closing_is_a_draft_until_it_is_signed_and_repeats_its_heads() {
    let plain = |draft| words(PENUTUPAN, &closing(60, draft)).replace([' ', '-'], "");
    let (signed, draft) = (plain(false), plain(true));
    assert!(!signed.contains("KONSEP") && draft.contains("KONSEP"), "{draft}");
    assert!(signed.matches("Capaian").count() > 1, "the heads stand on each page: {signed}");
    assert!(signed.contains("PerencanaContoh") && signed.contains("BP3MICONTOH"), "{signed}");
    assert!(pdf(&NONE, PENUTUPAN, &closing(13, false)).unwrap().starts_with(b"%PDF-"));
    let hostile = json!({ "judul": "#panic(\"x\")", "konsep": false });
    let mut data = closing(1, false);
    data["judul"] = hostile["judul"].clone();
    assert!(words(PENUTUPAN, &data).contains("panic"));
}
