//! The check of published tables: the 21 contradictions of the report of 2025, and nothing where nothing contradicts.

mod consistent;

use std::path::{Path, PathBuf};
use std::process::Command;

use periksa::{Laporan, Temuan};
use serde_json::Value;

/// What covers each of the 21: the rule, what stands in its place, and what is printed. `lkj-2025/README.md` numbers them.
const LISTED: [(u8, &str, &str, &str); 21] = [
    (1, "triwulan-lawan-tahun", "nomor 10", "91"),
    (2, "tercetak-dua-cara", "nomor 10", "91% (iku-2025.csv (ringkasan)), 1904%"),
    (3, "capaian", "nomor 12", "79,49%"),
    (4, "target-berbeda", "nomor 12", "79.49 (perjanjian-2025.csv)"),
    (5, "capaian", "nomor 9", "184%"),
    (6, "capaian", "nomor 8", "100%"),
    (7, "narasi-lawan-tabel", "narasi-2025.txt", "70%"),
    (8, "tercetak-dua-cara", "nomor 3", "80%"),
    (9, "narasi-tidak-terlaksana", "narasi-2025.txt", "20"),
    (10, "rata-rata-iku", "narasi-2025.txt", "90,96% dari 8 IKU"),
    (11, "kategori-berangka", "nomor 13", "90,96% untuk kategori Baik"),
    (12, "persentase", "nomor 1,", "77,98%"),
    (13, "persentase", "nomor 11-13", "90,96%"),
    (14, "jumlah-anggaran", "pagu_revisi_11_rp", "13632913000"),
    (15, "jumlah-anggaran", "pagu_awal_rp", "14172889000"),
    (16, "jumlah-anggaran", "realisasi_desember_rp", "3715884938"),
    (17, "persentase", "JUMLAH", "90,96%"),
    (18, "jumlah-anggaran", "sisa_terbit_rp", "1054574381"),
    (19, "sisa-anggaran", "Pelayanan Pengaduan", "16373000"),
    (20, "angka-tak-terbaca", "Penyebarluasan", "24,2460,000"),
    (21, "dua-perjanjian", "pk-oktober-2025.csv", "7 indikator"),
];
/// Found, but a person must say which print is right: no figure of the report decides it.
const FOR_A_PERSON: [u8; 6] = [4, 7, 8, 9, 11, 21];
/// Said by the report's text only.
const BY_TEXT: [u8; 3] = [7, 9, 10];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lkj")
}

fn read(names: &[&str]) -> Vec<(String, Vec<u8>)> {
    names.iter().map(|name| ((*name).to_owned(), std::fs::read(fixtures().join(name)).unwrap())).collect()
}

fn check(files: &[(String, Vec<u8>)]) -> Vec<Temuan> {
    Laporan::read(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))).unwrap().check()
}

const TABLES: [&str; 8] = [
    "anggaran-iku-2025.csv",
    "anggaran-jenis-belanja-2025.csv",
    "anggaran-kegiatan-2025.csv",
    "iku-2025.csv",
    "kerja-sama-2025.csv",
    "perjanjian-2025.csv",
    "pk-oktober-2025.csv",
    "riwayat-2023-2025.csv",
];

fn covers(temuan: &Temuan, (_, rule, place, printed): (u8, &str, &str, &str)) -> bool {
    temuan.aturan == rule && temuan.tempat.contains(place) && temuan.tercetak.contains(printed)
}

#[test]
fn every_listed_contradiction_is_found() {
    let all = check(&read(&[&TABLES[..], &["narasi-2025.txt"]].concat()));
    for listed in LISTED {
        assert!(all.iter().any(|t| covers(t, listed)), "{} is not found: {all:#?}", listed.0);
    }
    let tables = check(&read(&TABLES));
    let numbers: Vec<u8> = LISTED.iter().filter(|l| tables.iter().any(|t| covers(t, **l))).map(|l| l.0).collect();
    let missing: Vec<u8> = (1..=21).filter(|n| !numbers.contains(n)).collect();
    assert_eq!(missing, BY_TEXT, "what the tables alone do not show");
    assert!(FOR_A_PERSON.iter().all(|n| (1..=21).contains(n)));
}

#[test]
fn what_is_recomputed_is_what_the_report_should_have_said() {
    let all = check(&read(&TABLES));
    for (rule, printed, computed) in [
        ("triwulan-lawan-tahun", "91", "1.904"),
        ("capaian", "184%", "183,46%"),
        ("capaian", "100%", "111,11%"),
        ("capaian", "79,49%", "105,99%"),
        ("persentase", "77,98%", "61,68%"),
        ("jumlah-anggaran", "13632913000", "11.664.497.000"),
        ("jumlah-anggaran", "14172889000", "13.903.889.000"),
        ("jumlah-anggaran", "3715884938", "2.913.745.196"),
        ("jumlah-anggaran", "1054574381", "1.030.372.428"),
        ("sisa-anggaran", "16373000", "16.373.321"),
        ("angka-tak-terbaca", "24,2460,000", "24.260.000"),
    ] {
        let same = |t: &Temuan| t.aturan == rule && t.tercetak == printed && t.dihitung == computed;
        assert!(all.iter().any(same), "{rule} {printed} {computed}: {all:#?}");
    }
    assert!(all.iter().any(|t| t.dihitung.starts_with("91,17%")));
    let revised = all.iter().find(|t| t.tercetak == "77,98%").unwrap();
    assert!(revised.pesan.contains("147.600.000"), "{}", revised.pesan);
}

#[test]
fn the_consistent_rows_raise_no_alarm() {
    let all = check(&read(&[&TABLES[..], &["narasi-2025.txt"]].concat()));
    for place in ["nomor 6 ", "nomor 7 ", "nomor 2 ", "nomor 5 ", "nomor 11 "] {
        assert!(!all.iter().any(|t| t.tempat.contains(place)), "{place}: {all:#?}");
    }
    let nine: Vec<_> = all.iter().filter(|t| t.tempat.contains("nomor 9 ")).map(|t| t.aturan).collect();
    assert_eq!(nine, ["capaian"], "its quarters add up");
    for quiet in ["anggaran-jenis-belanja-2025.csv", "pk-oktober-2025.csv", "riwayat-2023-2025.csv", "contoh-2031.txt"]
    {
        assert_eq!(check(&read(&[quiet])), [], "{quiet}");
    }
}

#[test]
fn a_text_of_another_office_and_year_is_read_like_the_tables() {
    let text = String::from_utf8(read(&["contoh-2031.txt"]).remove(0).1).unwrap();
    let planted = |from: &str, to: &str| -> Vec<(&str, String)> {
        assert!(text.contains(from), "{from}");
        let files = [("contoh-2031.txt".to_owned(), text.replace(from, to).into_bytes())];
        check(&files).into_iter().map(|t| (t.aturan, t.tempat)).collect()
    };
    for (from, to, rule, place) in [
        ("310\t385\t200", "310\t395\t200", "triwulan-lawan-tahun", "Tabel 3"),
        ("84 %\t105 %", "84 %\t115 %", "capaian", "Tabel 3"),
        ("Baik\t100%\n\nRealisasi", "Baik\t90,96%\n\nRealisasi", "kategori-berangka", "Tabel 3"),
        ("capaian 4 (empat)", "capaian 3 (tiga)", "rata-rata-iku", "baris 7"),
        ("2031 sebanyak 1.145", "2031 sebanyak 1.154", "narasi-lawan-tabel", "baris"),
        ("114,000,000\t95.00%", "114,000,000\t98.00%", "persentase", "Tabel 4"),
        ("98.99%\t500,500", "98.99%\t500,000", "sisa-anggaran", "Tabel 4"),
        ("150,000,000\t170,000,000", "160,000,000\t170,000,000", "jumlah-anggaran", "Tabel 4"),
        (
            "Rp. 170.000.000",
            "Rp. 170.000.000\n\nJumlah pagu anggaran tahun 2031 Rp180.000.000",
            "pagu-berbeda",
            "baris",
        ),
    ] {
        let findings = planted(from, to);
        assert!(findings.iter().any(|(r, p)| *r == rule && p.contains(place)), "{to}: {findings:?}");
    }
}

fn of(name: &str, bytes: &[u8]) -> (Vec<(&'static str, String)>, Vec<String>) {
    let report = Laporan::read([(name, bytes)]).unwrap();
    let found = report.check().into_iter().map(|t| (t.aturan, format!("{} → {}", t.tercetak, t.dihitung))).collect();
    let unread = report.unread().iter().map(|cell| format!("{}: {}", cell.tempat(), cell.isi)).collect();
    (found, unread)
}

const YEAR: (&str, &str) = ("triwulan-lawan-tahun", "9176 → 9.167");

#[test]
fn heads_that_only_name_a_quarter_are_what_was_realised() {
    let row = "1;Jumlah PMI yang dipulangkan (orang);3430;3980;1747;1593;1847;9176;267,52%";
    for quarters in
        ["TW I;TW II;TW III;TW IV", "TW1;TW2;TW3;TW4", "Triwulan 1;Triwulan 2;Triwulan 3;Triwulan 4", "Q1;Q2;Q3;Q4"]
    {
        let text = format!("No;Indikator Kinerja;Target;{quarters};Realisasi;Capaian\r\n{row}\r\n");
        let (found, unread) = of("lkj.csv", text.as_bytes());
        assert!(found.iter().any(|(rule, says)| (*rule, says.as_str()) == YEAR), "{quarters}: {found:?}");
        assert_eq!(unread, [""; 0], "{quarters}");
        assert_eq!(
            of("lkj.csv", text.replace("9176", "9167").replace("267,52", "267,26").as_bytes()),
            (vec![], vec![])
        );
    }
    let parts =
        "No;Indikator;Target;TW I;TW II;TW III;TW IV;Realisasi;Capaian\n1;Jumlah rapat;40;10;10;10;10;50;125%\n";
    assert_eq!(of("lkj.csv", parts.as_bytes()), (vec![], vec![]), "parts of the target are none of what was realised");
    let plan = "No;Indikator;Target;TW I;TW II;TW III;TW IV\n1;Jumlah rapat;40;10;10;10;10\n";
    assert_eq!(of("lkj.csv", plan.as_bytes()), (vec![], vec![]));
    let open = plan.replace("10;10;10;10", "1;2;3;4");
    assert_eq!(of("lkj.csv", open.as_bytes()).1.len(), 4, "neither parts of the target nor anything that is said");
}

#[test]
fn what_hangs_on_a_printed_number_does_not_hide_it() {
    let head = "No;Indikator Kinerja;Target;Realisasi TW I;Realisasi TW II;Realisasi TW III;Realisasi TW IV;Realisasi Setahun;Capaian";
    for year in
        ["9.176*)", "9.176¹", "9.176²)", "'9.176", "9.176\u{200b}", "9\u{a0}176", "9.176 1)", "\u{202d}9.176\u{202c}"]
    {
        let row = format!("1;Jumlah PMI yang dipulangkan (orang);3430;3980;1747;1593;1847;{year};267,52%");
        let (found, unread) = of("lkj.csv", format!("{head}\n{row}\n").as_bytes());
        assert!(found.iter().any(|(rule, says)| *rule == YEAR.0 && says.ends_with("→ 9.167")), "{year}: {found:?}");
        assert_eq!(unread, [""; 0], "{year}");
    }
}

#[test]
fn what_looks_like_a_figure_and_is_not_read_is_told() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("IKU").unwrap();
    for (column, head) in (0..).zip(["No", "Indikator Kinerja", "Target", "Realisasi", "Capaian"]) {
        sheet.write(0, column, head).unwrap();
    }
    sheet
        .write(1, 0, 1)
        .unwrap()
        .write(1, 1, "Jumlah PMI yang dipulangkan (orang)")
        .unwrap()
        .write(1, 2, 3430)
        .unwrap();
    for column in [3, 4] {
        let failed = rust_xlsxwriter::Formula::new("=B9").set_result("#REF!");
        sheet.write_formula(1, column, failed).unwrap();
    }
    let (found, unread) = of("h5.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(found, []);
    let places = ["Realisasi", "Capaian"].map(|head| format!("h5.xlsx, lembar IKU, baris 2, kolom {head}: #REF!"));
    assert_eq!(unread, places);

    let head = "No;Indikator;Target;Realisasi;Capaian";
    for (row, what) in [
        ("1;Jumlah rapat;40;± 40;100%", "kolom Realisasi: ± 40"),
        ("1;Jumlah rapat;40;#N/A;", "kolom Realisasi: #N/A"),
        ("1;Jumlah rapat;40;40 / 39;100%", "kolom Realisasi: 40 / 39"),
        ("1;Jumlah rapat;> 40;41;", "kolom Target: > 40"),
        (";;40;41;", "kolom Target: 40"),
        ("1;Jumlah rapat;40;9,176 K;100%", "kolom Realisasi: 9,176 K"),
        ("1;Jumlah rapat;40;9,2 juta orang;100%", "kolom Realisasi: 9,2 juta orang"),
        ("1;Jumlah rapat;40;XII;100%", "kolom Realisasi: XII"),
        ("1;Jumlah rapat;40;∑;100%", "kolom Realisasi: ∑"),
        ("1;Jumlah rapat;dua belas;12;100%", "kolom Target: dua belas"),
    ] {
        let text = format!("{head}\n1;Jumlah kunjungan;8;8;100%\n{row}\n");
        let (found, unread) = of("lkj.csv", text.as_bytes());
        assert_eq!(found, [], "{row}");
        assert_eq!(unread.first(), Some(&format!("lkj.csv, baris 3, {what}")), "{row}");
    }
    let column = of("lkj.csv", b"No;Indikator;Target;Hasil;Realisasi\n1;Jumlah rapat;40;39;40\n").1;
    assert_eq!(column, ["lkj.csv, baris 2, kolom Hasil: 39"]);
    for quiet in [
        "1;Predikat;Level 3;Level 3;100%",
        "1;Opini;WTP;WTP;-",
        "1;Predikat;CC;CC;100%",
        "1;Jumlah rapat;40;n/a;–",
        "1;Jumlah rapat;40;;",
    ] {
        assert_eq!(of("lkj.csv", format!("{head}\n{quiet}\n").as_bytes()), (vec![], vec![]), "{quiet}");
    }
    let two = "Tabel 1\n\nIndikator\tTarget\tRealisasi\nJumlah rapat\t40\t40\n\nTabel 2\n\nUnit\tRealisasi\nTata usaha\t7\nPelayanan\t8\n";
    assert_eq!(
        of("lkj.txt", two.as_bytes()).1,
        ["lkj.txt, Tabel 2 (baris 8), baris 9, kolom Realisasi: 7 dan 1 angka di bawahnya"]
    );
}

#[test]
fn a_table_that_blanks_part_is_read_or_named() {
    let head =
        "Tabel 1. Capaian BP3MI Contoh Tahun 2031\n\nNo  Indikator Kinerja            Target  Realisasi  Capaian\n";
    let good = " 1  Jumlah rapat koordinasi          40         50     125%\n 2  Jumlah kunjungan                 10          8      80%\n";
    for name in ["lkj.txt", "lkj.csv"] {
        assert_eq!(of(name, format!("{head}{good}\nContoh, 5 Januari 2032\n").as_bytes()), (vec![], vec![]), "{name}");
        let (found, unread) = of(name, format!("{head}{good}").replace("125%", "152%").as_bytes());
        assert_eq!((found.len(), found[0].0, unread.len()), (1, "capaian", 0), "{name}: {found:?}");
    }
    let signed = format!("{head}{good}\nMengetahui,      Contoh, 5 Januari 2032\n");
    assert_eq!(of("lkj.txt", signed.as_bytes()), (vec![], vec![]));
    let other = "Indikator\tTarget\tRealisasi\nJumlah rapat\t40\t40\n\n";
    let unclear =
        format!("{other}{head} 1  Jumlah rapat koordinasi pegawai  40  50  125%\n 2  Jumlah kunjungan   10   80%\n");
    let (found, unread) = of("lkj.txt", unclear.as_bytes());
    assert_eq!((found.len(), unread.len()), (0, 1), "{found:?} {unread:?}");
    assert!(unread[0].contains("baris 8") && unread[0].contains("Jumlah kunjungan"), "{unread:?}");
    let alone = Laporan::read([("lkj.txt", unclear.strip_prefix(other).unwrap().as_bytes())]).unwrap_err().to_string();
    assert!(alone.contains("hanya dipisah spasi") && alone.contains("CSV atau XLSX"), "{alone}");
}

#[test]
fn all_clear_and_not_read_have_different_exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let check = |text: &str| {
        let path = folder.path().join("lkj.csv");
        std::fs::write(&path, format!("No;Indikator;Target;Realisasi;Capaian\n{text}\n")).unwrap();
        let (code, out, _) = run(&[path.to_str().unwrap()]);
        (code, out)
    };
    assert_eq!(check("1;Jumlah rapat;40;40;100%").0, Some(0));
    let (code, out) = check("1;Jumlah rapat;40;#REF!;100%");
    assert_eq!(code, Some(3));
    assert!(out.contains("lkj.csv, baris 2, kolom Realisasi") && out.contains("#REF!"), "{out}");
    assert!(!out.contains("Tidak ada pertentangan"), "{out}");
    let (code, out) = check("1;Jumlah rapat;40;#REF!;100%\n2;Jumlah kunjungan;10;5;99%");
    assert_eq!(code, Some(1));
    assert!(out.contains("[tidak terbaca]") && out.ends_with("1 temuan dalam 1 berkas.\n"), "{out}");
}

/// The program, built beside the tests.
fn program() -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("lindung")
}

fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let done = Command::new(program()).arg("check").args(arguments).current_dir(fixtures()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

#[test]
fn the_command_says_by_its_exit_code_whether_it_found_something() {
    let (code, out, _) = run(&["iku-2025.csv", "--format", "json"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    let first = json["temuan"][0].as_object().unwrap();
    assert_eq!(code, Some(1));
    assert_eq!(first.keys().collect::<Vec<_>>(), ["aturan", "tempat", "tercetak", "dihitung", "pesan"]);
    assert!(first.values().all(Value::is_string));
    let (code, out, _) = run(&["contoh-2031.txt"]);
    assert_eq!((code, out.as_str()), (Some(0), "Tidak ada pertentangan dalam 1 berkas.\n"));
    let (code, out, _) = run(&["contoh-2031.txt", "--format", "json"]);
    let quiet: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, quiet), (Some(0), serde_json::json!({ "temuan": [], "tak_terbaca": [], "dilewati": [] })));
    let (code, out, _) = run(&["."]);
    assert_eq!(code, Some(1));
    assert!(out.ends_with(" temuan dalam 10 berkas.\n"), "{out}");
    for (file, says) in
        [("tidak-ada.csv", "tidak ada"), ("README.md", "Tidak ada tabel"), ("../../Cargo.toml", "bukan CSV")]
    {
        let (code, out, error) = run(&[file, "--format", "json"]);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{file}");
        assert!(error.contains(says), "{error}");
    }
}
