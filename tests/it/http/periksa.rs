//! The check of published tables over HTTP.

use axum::http::{Method, StatusCode};
use testkit::{Backend, TestApp, on_each};

const TABLE: &str = "no,indikator,satuan,target,realisasi,capaian\n9,Data supply,orang,272,499,184%\n";

#[tokio::test]
async fn the_api_checks_a_file() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let send = async |query: &str, body: String| {
            app.send(Method::POST, &format!("/api/v1/periksa{query}"), "application/octet-stream", body).await
        };
        let answer = send("?nama=iku-2025.csv", TABLE.to_owned()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert_eq!(answer.json()["temuan"][0]["aturan"], "capaian");
        assert_eq!(answer.json()["temuan"].as_array().unwrap().len(), 1);
        let beside = send("?nama=iku-2025.csv&tahun=2025", TABLE.to_owned()).await.json();
        let rules: Vec<_> = beside["temuan"].as_array().unwrap().iter().map(|t| t["aturan"].clone()).collect();
        assert_eq!(rules, ["capaian", "tanpa-catatan"]);
        let large = format!("{TABLE}{}", "9,,,,,\n".repeat(300_000));
        assert!(send("?nama=iku-2025.csv", large).await.text.contains("50.000 baris"));
        for (query, body) in [
            ("?nama=iku.csv", "x".repeat(11_000_000)),
            ("?nama=iku.csv", String::new()),
            ("?nama=iku.pdf", TABLE.to_owned()),
            ("?nama=iku.csv&tahun=1999", TABLE.to_owned()),
            ("", TABLE.to_owned()),
        ] {
            assert_eq!(send(query, body).await.status, StatusCode::BAD_REQUEST, "{query}");
        }
        test
    })
    .await;
}

/// A Word document with a caption and the table.
fn document(table: &str) -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |line: &str| format!("<w:tr>{}</w:tr>", line.split(',').map(cell).collect::<String>());
    let rows: String = table.lines().map(row).collect();
    let body = format!("{}<w:tbl>{rows}</w:tbl>{}", paragraph("Tabel 9 Capaian"), paragraph("Demikian."));
    packed(&format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"))
}

fn packed(xml: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, xml.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_word_document_is_checked_as_its_tables_are() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let send = async |body: Vec<u8>| {
            app.send(Method::POST, "/api/v1/periksa?nama=lkj.docx", "application/octet-stream", body).await
        };
        let wrong = send(document(TABLE)).await;
        assert_eq!(wrong.status, StatusCode::OK, "{}", wrong.text);
        assert_eq!(wrong.json()["temuan"][0]["aturan"], "capaian", "{}", wrong.text);
        assert!(wrong.text.contains("Tabel 9") && wrong.text.contains("alinea demi alinea"), "{}", wrong.text);
        let right = send(document(&TABLE.replace("499,184%", "272,100%"))).await;
        assert_eq!(right.json()["temuan"].as_array().unwrap().len(), 0, "{}", right.text);
        let torn = send(TABLE.as_bytes().to_vec()).await;
        assert_eq!(torn.status, StatusCode::BAD_REQUEST, "{}", torn.text);
        let declared = "<!DOCTYPE d [<!ENTITY a \"b\">]><w:document><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>";
        for (xml, words) in [
            ("<w:document><w:body><w:p><w:r><w:t>Satu</w:t></w:r></w:p><w:p>", "bukan dokumen Word (DOCX) yang utuh"),
            (declared, "tidak memuat alinea atau tabel"),
        ] {
            let refused = send(packed(xml)).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.text);
            assert!(refused.text.contains(words) && !refused.text.contains("buku kerja"), "{}", refused.text);
        }
        test
    })
    .await;
}

#[tokio::test]
async fn the_page_checks_files() {
    on_each(&[Backend::Sqlite], async |test| {
        let console = super::wire::console(&test, "perencana").await;
        let empty = console.get("/periksa").await;
        assert_eq!(empty.status, StatusCode::OK);
        assert!(empty.text.contains("multipart/form-data") && empty.text.contains(">Periksa laporan<"));
        let send = async |files: &[(&str, &str)], year: &str| {
            let mut body = format!("--X\r\nContent-Disposition: form-data; name=\"tahun\"\r\n\r\n{year}\r\n");
            for (name, text) in files {
                body = format!(
                    "{body}--X\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"{name}\"\r\n\
                     Content-Type: text/csv\r\n\r\n{text}\r\n"
                );
            }
            body.push_str("--X--\r\n");
            console.send(Method::POST, "/periksa", "multipart/form-data; boundary=X", body).await
        };
        let page = send(&[("iku-2025.csv", TABLE)], "").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("184%") && page.text.contains("183,46%") && page.text.contains("1 temuan"));
        let good = TABLE.replace("184%", "183,46%").replace(",\"", ",").replace("183,46%", "\"183,46%\"");
        let quiet = send(&[("iku-2025.csv", &good)], "").await;
        assert!(quiet.text.contains("Tidak ada pertentangan"), "{}", quiet.text);
        assert!(send(&[("iku-2025.csv", TABLE)], "2025").await.text.contains("Tanpa catatan"));
        let large = "x".repeat(10_800_000);
        for (files, year, says) in [
            (&[][..], "", "Pilih berkasnya dahulu"),
            (&[("iku.pdf", "x")][..], "", "bukan CSV"),
            (&[("iku.csv", TABLE)][..], "dua ribu", "empat angka"),
            (&[("<b>.csv", "a,b\n1,2\n")][..], "", "Tidak ada tabel yang dikenali"),
            (&[("iku.csv", large.as_str())][..], "", "10 MB"),
        ] {
            let refused = send(files, year).await;
            assert!(refused.text.contains("Belum diperiksa"), "{says}");
            assert!(refused.text.contains(says) && !refused.text.contains("<b>."), "{says}: {}", refused.text);
        }
        let helper = super::wire::console(&test, "helpdesk").await;
        assert_eq!(helper.get("/periksa").await.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}
