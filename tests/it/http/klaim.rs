//! The work on a claim over the api: from the first report to the payment, with what is refused on the way, and the log of branches.

use axum::http::StatusCode;
use kernel::form::{FieldKind, Form};
use serde_json::{Value, json};
use testkit::{TestApp, klaim, on_both, returned, with};

use super::pengaduan::{done, path, step, team};
use super::wire::console;

const PAPERS: [&str; 7] = [
    "kartu_peserta",
    "ktp_paspor",
    "ktp_ahli_waris",
    "kk",
    "surat_kematian",
    "surat_ahli_waris",
    "rekening_ahli_waris",
];

async fn reported(app: &TestApp, more: &Value) -> Value {
    let mut body = json!({
        "nama": "Siti Contoh", "jenis_klaim": "meninggal_dunia", "dilaporkan_pada": "2025-06-02", "peristiwa_pada": "2025-05-30",
        "rekening": "Bank Contoh 000-000 a.n. Budi Contoh"
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = app.post("/api/v1/klaim", &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

/// What a table of indicators has in the denominator and the numerator of claims.
async fn counted(app: &TestApp) -> (usize, usize) {
    let of = async |part: &str| {
        let members = app.get(&format!("/api/v1/iku/2025-pok/8/anggota?peran={part}")).await.json();
        members["data"].as_array().unwrap().len()
    };
    (of("penyebut").await, of("pembilang").await)
}

#[tokio::test]
async fn from_the_first_report_through_the_centre_to_the_payment() {
    on_both(async |test| {
        let app = team(&test).await;
        let claim = reported(&app, &json!({})).await;
        assert_eq!((&claim["status"], &claim["diajukan_pada"]), (&json!("dilaporkan"), &Value::Null));
        assert_eq!(counted(&app).await, (0, 0), "a report is no filing");
        let here = path("klaim", &claim);
        let early = step(&app, &here, "ajukan", json!({ "cabang": "Serang", "tanggal": "2025-06-03" })).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text);
        assert!(early.text.contains("belum lengkap"), "{}", early.text);
        let asked = json!({ "dokumen_diminta": ["kk", "surat_ahli_waris"], "tanggal": "2025-06-03" });
        done(&app, &here, "minta-dokumen", asked).await;
        let some = json!({ "dokumen": PAPERS[..3], "tanggal": "2025-06-04" });
        assert_eq!(done(&app, &here, "lengkapi", some).await["status"], "dilaporkan");
        let page = app.get(&here).await.json();
        assert_eq!(page["dokumen_diminta"], json!(["kk", "surat_ahli_waris"]));
        let rest = json!({ "dokumen": PAPERS[3..], "tanggal": "2025-06-10" });
        let complete = done(&app, &here, "lengkapi", rest).await;
        assert_eq!((&complete["status"], &complete["lengkap_pada"]), (&json!("lengkap"), &json!("2025-06-10")));
        assert_eq!((&complete["dokumen_diminta"], &complete["dokumen_diminta_pada"]), (&Value::Null, &Value::Null));
        let heirless = step(&app, &here, "ajukan", json!({ "cabang": "Serang", "tanggal": "2025-06-11" })).await;
        assert_eq!(heirless.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", heirless.text);
        assert!(heirless.text.contains("/ahli_waris") && heirless.text.contains("/hubungan_ahli_waris"));
        let filed = json!({
            "cabang": "Serang", "nomor_klaim": "K-1/CONTOH", "tanggal": "2025-06-11",
            "ahli_waris": "Budi Contoh", "hubungan_ahli_waris": "janda_duda_anak"
        });
        assert_eq!(done(&app, &here, "ajukan", filed).await["status"], "diajukan");
        assert_eq!(counted(&app).await, (1, 0));
        it_goes_through_the_centre(&app, &here).await;
        assert_eq!(counted(&app).await, (1, 1));
        let record = app.get(&here).await.json();
        assert_eq!((&record["ditolak_pada"], &record["keberatan_pada"]), (&Value::Null, &json!("2025-06-19")));
        the_branch_says_how_long_it_took(&app, &record).await;
        test
    })
    .await;
}

async fn it_goes_through_the_centre(app: &TestApp, here: &str) {
    for (name, body, status) in [
        (
            "minta-lengkapi",
            json!({ "diminta_lagi": "Legalisasi (contoh)", "tanggal": "2025-06-13" }),
            "perlu_dilengkapi",
        ),
        ("lengkapi", json!({ "tanggal": "2025-06-14" }), "diajukan"),
        (
            "limpahkan",
            json!({ "alasan_limpah": "kejadian_luar_negeri", "surat_limpah": "B-1/CONTOH", "tanggal": "2025-06-16" }),
            "dilimpahkan",
        ),
        ("tolak", json!({ "alasan_tolak": "Data kurang (contoh)", "tanggal": "2025-06-18" }), "ditolak"),
        ("keberatan", json!({ "alasan_keberatan": "Data ada (contoh)", "tanggal": "2025-06-19" }), "keberatan"),
        ("setujui", json!({ "tanggal": "2025-06-25" }), "disetujui"),
        ("bayar", json!({ "jumlah_rp": 85_000_000, "bukti_bayar": "BB-1/CONTOH", "tanggal": "2025-06-27" }), "dibayar"),
        ("tutup", json!({ "tanggal": "2025-06-30" }), "selesai"),
    ] {
        assert_eq!(done(app, here, name, body).await["status"], status, "{name}");
    }
}

async fn the_branch_says_how_long_it_took(app: &TestApp, record: &Value) {
    let log = app.get("/api/v1/klaim/cabang?cabang=Serang&tahap=dilimpahkan").await.json();
    let branch = &log["data"][0];
    assert_eq!(
        (&branch["cabang"], &branch["dilimpahkan"], &branch["dibayar"]),
        (&json!("Serang"), &json!(1), &json!(1))
    );
    assert_eq!(branch["alasan_limpah"], json!([{ "kode": "kejadian_luar_negeri", "jumlah": 1 }]));
    let days = json!({
        "laporan_sampai_diajukan": 9, "diajukan_sampai_dilimpahkan": 5, "sampai_diputus": 9, "diajukan_sampai_dibayar": 16
    });
    assert_eq!((&branch["hari"], &log["klaim"][0]["hari"]), (&days, &days));
    assert_eq!(log["klaim"][0]["nomor"], record["nomor"]);
}

/// A small file that differs from others by its number.
fn scan(number: usize) -> Vec<u8> {
    format!("%PDF-1.7\n{number} 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root {number} 0 R >>\n%%EOF\n")
        .into_bytes()
}

/// A paper of a claim as the api tells of it.
async fn paper(app: &TestApp, here: &str, code: &str) -> Value {
    let record = app.get(here).await.json();
    let all = record["daftar_dokumen"].as_array().unwrap();
    all.iter().find(|paper| paper["kode"] == code).unwrap().clone()
}

async fn removed(app: &TestApp, list: &str, file: &Value) {
    let gone =
        app.post(&format!("{list}/{}/hapus", file.as_str().unwrap()), &json!({ "alasan": "Salah (contoh)" })).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
}

#[tokio::test]
async fn a_file_is_a_paper_of_the_claim_until_it_is_removed() {
    on_both(async |test| {
        let app = team(&test).await;
        let here = path("klaim", &reported(&app, &json!({})).await);
        let list = format!("{here}/lampiran");
        let first = paper(&app, &here, "kk").await;
        assert_eq!((&first["ada"], &first["wajib"], &first["lampiran"]), (&json!(false), &json!(true), &json!([])));
        assert_eq!(paper(&app, &here, "surat_cuti").await["wajib"], json!(false));
        let asked = json!({ "dokumen_diminta": ["kk", "surat_ahli_waris"], "tanggal": "2025-06-03" });
        done(&app, &here, "minta-dokumen", asked).await;
        let again = json!({ "dokumen_diminta": ["ktp_ahli_waris"], "tanggal": "2025-06-05" });
        done(&app, &here, "minta-dokumen", again).await;
        for (code, day) in [("kk", "2025-06-03"), ("ktp_ahli_waris", "2025-06-05")] {
            let one = paper(&app, &here, code).await;
            assert_eq!((&one["diminta_pada"], &one["ada"]), (&json!(day), &json!(false)), "{code}");
            assert!(one["diminta_oleh"].is_string(), "{one}");
        }
        let rest: Vec<&str> = PAPERS.into_iter().filter(|code| *code != "kk").collect();
        let some = json!({ "dokumen": rest, "tanggal": "2025-06-06" });
        assert_eq!(done(&app, &here, "lengkapi", some).await["status"], "dilaporkan");
        let wrong = app.upload_as(&list, ("kk.pdf", &scan(1)), "kartu_hilang").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
        assert!(wrong.text.contains("/dokumen"), "{}", wrong.text);
        let made = app.upload_as(&list, ("kk.pdf", &scan(1)), "kk").await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let file = made.json()["id"].clone();
        assert_eq!(made.json()["dokumen"], "kk");
        let there = paper(&app, &here, "kk").await;
        assert_eq!((&there["ada"], &there["lampiran"]), (&json!(true), &json!([file])));
        assert_eq!(there["diminta_pada"], "2025-06-03", "it was asked for all the same");
        assert_eq!(app.get(&here).await.json()["status"], "lengkap", "the last one came");
        let other = app.upload_as(&list, ("kk.pdf", &scan(1)), "ktp_paspor").await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "one file is one paper: {}", other.text);
        removed(&app, &list, &file).await;
        assert_eq!(paper(&app, &here, "kk").await["ada"], json!(false));
        let record = app.get(&here).await.json();
        assert_eq!((&record["status"], &record["lengkap_pada"]), (&json!("dilaporkan"), &Value::Null));
        noted_by_hand_it_stays(&app, &here).await;
        test
    })
    .await;
}

async fn noted_by_hand_it_stays(app: &TestApp, here: &str) {
    let list = format!("{here}/lampiran");
    let (one, two) = (scan(2), scan(3));
    let one = app.upload_as(&list, ("kk-1.pdf", &one), "kk").await.json()["id"].clone();
    let two = app.upload_as(&list, ("kk-2.pdf", &two), "kk").await.json()["id"].clone();
    removed(app, &list, &one).await;
    assert_eq!(paper(app, here, "kk").await["ada"], json!(true), "the other file is there");
    done(app, here, "lengkapi", json!({ "dokumen": ["kk"], "tanggal": "2025-06-07" })).await;
    removed(app, &list, &two).await;
    let kept = paper(app, here, "kk").await;
    assert_eq!((&kept["ada"], &kept["lampiran"]), (&json!(true), &json!([])), "somebody has seen it");
    assert_eq!(app.get(here).await.json()["status"], "lengkap");
}

#[tokio::test]
async fn a_file_changes_no_papers_where_the_step_may_not_and_answers_where_it_was_asked_for() {
    on_both(async |test| {
        let app = team(&test).await;
        let here = path("klaim", &reported(&app, &json!({})).await);
        let list = format!("{here}/lampiran");
        let kk = app.upload_as(&list, ("kk.pdf", &scan(1)), "kk").await.json()["id"].clone();
        done(&app, &here, "lengkapi", json!({ "dokumen": PAPERS, "tanggal": "2025-06-06" })).await;
        let filed = json!({
            "cabang": "Serang", "tanggal": "2025-06-11", "ahli_waris": "Budi Contoh", "hubungan_ahli_waris": "janda_duda_anak"
        });
        done(&app, &here, "ajukan", filed).await;
        let fields = ["status", "dokumen", "dokumen_diminta", "dokumen_diminta_pada", "lengkap_pada", "diminta_lagi_pada"];
        let papers = async || {
            let record = app.get(&here).await.json();
            fields.map(|field| record[field].clone())
        };
        let before = papers().await;
        let late = app.upload_as(&list, ("cuti.pdf", &scan(2)), "surat_cuti").await;
        assert_eq!(late.status, StatusCode::CREATED, "{}", late.text);
        let told = late.json()["perhatian"].as_str().unwrap().to_owned();
        assert!(told.contains("tidak berubah") && told.contains("sudah diajukan"), "{told}");
        removed(&app, &list, &kk).await;
        removed(&app, &list, &late.json()["id"]).await;
        assert_eq!(papers().await, before);
        let wanted = json!({ "diminta_lagi": "Surat cuti (contoh)", "tanggal": "2025-06-13" });
        done(&app, &here, "minta-lengkapi", wanted).await;
        let asked = json!({ "dokumen_diminta": ["surat_cuti"], "tanggal": "2025-06-13" });
        assert_eq!(done(&app, &here, "minta-dokumen", asked).await["status"], "perlu_dilengkapi");
        let came = app.upload_as(&list, ("cuti-2.pdf", &scan(3)), "surat_cuti").await;
        assert_eq!(came.json()["perhatian"], Value::Null, "{}", came.text);
        let [status, papers, asked, _, _, open] = papers().await;
        assert_eq!((status, asked, open), (json!("diajukan"), Value::Null, Value::Null));
        assert!(papers.as_array().unwrap().contains(&json!("surat_cuti")), "{papers}");
        let page = console(&test, "pelindungan").await.get(&here.replace("/api/v1", "")).await;
        assert!(page.text.contains(&told), "{}", page.text);
        test
    })
    .await;
}

#[tokio::test]
async fn the_page_of_a_claim_lists_its_papers_and_other_kinds_have_none() {
    on_both(async |test| {
        let app = team(&test).await;
        let here = path("klaim", &reported(&app, &json!({})).await);
        let asked = json!({ "dokumen_diminta": ["surat_ahli_waris"], "tanggal": "2025-06-03" });
        done(&app, &here, "minta-dokumen", asked).await;
        app.upload_as(&format!("{here}/lampiran"), ("kk.pdf", &scan(1)), "kk").await;
        let other = super::pengaduan::made(&app, 1, &[]).await;
        let refused =
            app.upload_as(&format!("{}/lampiran", path("pengaduan", &other)), ("kk.pdf", &scan(1)), "kk").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert!(refused.text.contains("tidak punya daftar dokumen"), "{}", refused.text);
        let page = console(&test, "pelindungan").await.get(&here.replace("/api/v1", "")).await;
        for text in ["Diminta, belum ada", "Diminta 3 Jun 2025 oleh", "Bila perlu", "Berkas: ", "Sebagai dokumen"] {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }
        assert!(page.text.contains("Lampiran PDF diunggah sebagai Kartu keluarga."), "{}", page.text);
        test
    })
    .await;
}

#[tokio::test]
async fn nothing_is_filed_or_paid_without_an_account() {
    on_both(async |test| {
        let app = team(&test).await;
        let claim = reported(&app, &json!({ "rekening": null, "jenis_klaim": "lainnya" })).await;
        let here = path("klaim", &claim);
        let all = json!({ "dokumen": ["kartu_peserta", "ktp_paspor", "rekening"], "tanggal": "2025-06-04" });
        assert_eq!(done(&app, &here, "lengkapi", all).await["status"], "lengkap");
        let filed = json!({ "cabang": "Serang", "tanggal": "2025-06-05" });
        let barred = step(&app, &here, "ajukan", filed.clone()).await;
        assert_eq!(barred.status, StatusCode::CONFLICT, "{}", barred.text);
        assert!(barred.text.contains("rekening"), "{}", barred.text);
        let version = app.get(&here).await.json()["versi"].as_i64().unwrap();
        let body = json!({ "rekening": "Bank Contoh 000-001", "alasan_perubahan": "Menyusul" });
        let amended = app.patch(&here, version, &body).await;
        assert_eq!(amended.status, StatusCode::OK, "{}", amended.text);
        assert_eq!(done(&app, &here, "ajukan", filed).await["status"], "diajukan");
        let early =
            step(&app, &here, "bayar", json!({ "jumlah_rp": 1, "bukti_bayar": "B", "tanggal": "2025-06-04" })).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "before it was filed: {}", early.text);
        let groundless = step(&app, &here, "tutup", json!({ "tanggal": "2025-06-06" })).await;
        assert!(groundless.text.contains("/alasan_tutup"), "{}", groundless.text);
        let closed = json!({ "alasan_tutup": "bukan_peserta", "tanggal": "2025-06-06" });
        assert_eq!(done(&app, &here, "tutup", closed).await["status"], "ditutup");
        let again = json!({ "alasan": "Peserta ternyata (contoh)", "tanggal": "2025-06-07" });
        assert_eq!(done(&app, &here, "buka-kembali", again).await["status"], "diajukan");
        test
    })
    .await;
}

/// Claims of files and of clients from before reports were kept: filed when they are recorded, and found by that day.
#[tokio::test]
async fn a_claim_that_comes_in_filed_needs_no_report() {
    on_both(async |test| {
        let app = team(&test).await;
        let body = serde_json::to_value(klaim(1, "2025-05-20")).unwrap();
        let old = app.post("/api/v1/klaim", &body).await.json();
        assert_eq!((&old["status"], &old["dilaporkan_pada"]), (&json!("diajukan"), &Value::Null));
        let new = reported(&app, &json!({ "nama": "Dewi Contoh" })).await;
        for (query, expected) in [
            ("dari=2025-05-20&sampai=2025-05-20", vec![&old]),
            ("dari=2025-06-02&sampai=2025-06-02", vec![&new]),
            ("kosong=nomor_klaim", vec![&new, &old]),
        ] {
            let list = app.get(&format!("/api/v1/klaim?{query}")).await.json();
            let ids: Vec<&Value> = list["data"].as_array().unwrap().iter().map(|row| &row["id"]).collect();
            assert_eq!(ids, expected.iter().map(|row| &row["id"]).collect::<Vec<_>>(), "{query}");
        }
        let neither = app.post("/api/v1/klaim", &json!({ "nama": "Ani Contoh", "jenis_klaim": "lainnya" })).await;
        assert_eq!(neither.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(neither.text.contains("/dilaporkan_pada"), "{}", neither.text);
        let tasks = app.get("/api/v1/tugas?siapa=tim&jenis=klaim").await.json();
        let clocks: Vec<&str> =
            tasks["data"].as_array().unwrap().iter().map(|task| task["tenggat"].as_str().unwrap()).collect();
        assert_eq!(clocks.len(), 2, "{tasks}");
        assert!(clocks.contains(&"klaim_cabang") && clocks.contains(&"klaim_dokumen"), "{clocks:?}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_claim_begins_with_what_the_return_says() {
    on_both(async |test| {
        let app = team(&test).await;
        let form = with(returned(1, "2025-06-20", "meninggal"), &[("meninggal_pada", "2025-06-12"), ("negara", "MY")]);
        let made = app.post("/api/v1/kepulangan", &serde_json::to_value(form).unwrap()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let number = made.json()["nomor"].as_str().unwrap().to_owned();
        let page = console(&test, "pelindungan").await.get(&format!("/klaim/baru?dari={number}")).await;
        assert_eq!(page.status, StatusCode::OK);
        for begun in ["12/06/2025", "Meninggal dunia", "Malaysia"] {
            assert!(page.text.contains(begun), "{begun}: {}", page.text);
        }
        test
    })
    .await;
}

/// What a claim begins with is read by the names of fields and words of other kinds, which no compiler holds.
#[test]
fn a_claim_begins_with_fields_and_words_that_there_are() {
    let (registry, reference) = (server::registry(), kernel::reference::Reference::embedded().unwrap());
    let claim = registry.find("klaim").unwrap();
    for (from, key, word, begun) in [
        ("kepulangan", "kategori", "meninggal", "meninggal_dunia"),
        ("kepulangan", "alasan", "sakit_kecelakaan_kerja", "kecelakaan_kerja"),
        ("kepulangan", "alasan_lain", "phk", "phk_sepihak"),
        ("pengaduan", "jenis_kasus", "meninggal_dunia", "meninggal_dunia"),
        ("pengaduan", "jenis_lain", "meninggal_dunia", "meninggal_dunia"),
        ("pengaduan", "jenis_kasus", "gagal_berangkat", "gagal_berangkat"),
    ] {
        let field = registry.find(from).unwrap().own().iter().find(|field| field.key == key).unwrap();
        let (FieldKind::Term(words) | FieldKind::Terms(words)) = field.kind else { panic!("{key}") };
        assert!(reference.terms(words).iter().any(|term| term.code == word), "{from} {key}: {word}");
        let form = claim.begins(from, &Form::from([(key.to_owned(), word.to_owned())]));
        assert_eq!(form.get("jenis_klaim").map(String::as_str), Some(begun), "{from} {key} {word}");
        assert!(reference.terms("jenis_klaim").iter().any(|term| term.code == begun));
    }
    assert!(registry.find("kepulangan").unwrap().own().iter().any(|field| field.key == "meninggal_pada"));
}
