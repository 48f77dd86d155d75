//! What the annual performance report says of closings that are not the newest, and who writes in it.

use axum::http::StatusCode;
use testkit::{Backend, on_each};

use super::lkj::{wrote, year};
use super::penutupan::console;

#[tokio::test]
async fn an_office_above_reads_the_texts_of_an_office_and_does_not_write_them() {
    on_each(&[Backend::Sqlite], async |test| {
        year(&test).await;
        let own = console(&test, "kepala", "BP3MI-BANTEN").await;
        assert_eq!(wrote(&own, "saran", 0, "Saran kantor.").await.status, StatusCode::SEE_OTHER);
        let above = console(&test, "kepala", "KP2MI").await;
        let page = above.get("/lkj/teks/tulis?tahun=2025&kantor=BP3MI-BANTEN&bagian=saran").await.text;
        assert!(page.contains("Saran kantor.") && !page.contains("<textarea"), "{page}");
        let refused = wrote(&above, "saran", 1, "Saran pusat.").await;
        assert!(refused.text.contains("hanya ditulis oleh kantornya sendiri"), "{} {}", refused.status, refused.text);
        let page = own.get("/lkj/teks/tulis?tahun=2025&kantor=BP3MI-BANTEN&bagian=saran").await.text;
        assert!(page.contains("Versi 1") && !page.contains("Versi 2") && !page.contains("Saran pusat."), "{page}");
        test
    })
    .await;
}
