//! The description of the desk's api.

use web::openapi::Description;

use super::api::{Applied, Entered, Flights, Lines, Me, Opening, Sent};
use super::twice::{Asked, Stands};
use super::{op, simpanan};

const TAG: &str = "Meja bandara";

/// Adds the description of these operations.
pub fn describe(all: &mut Description) {
    all.sent::<op::Sent>();
    let name = ("meja-buka", TAG, "Buka meja: kata sandi diketik sekali lagi");
    all.post("/api/v1/meja/buka", name, |one| one.takes::<Opening>().answers::<Me>(200));
    let name = ("meja-sesi", TAG, "Buka meja dengan sesi konsol: siapa yang masuk, dan titipan halaman masuk");
    all.get("/api/v1/meja/sesi", name, |one| one.answers::<Entered>(200));
    let name = ("meja-titip-kunci", TAG, "Segel kunci simpanan meja sendiri, agar tidak hilang bersama kata sandi");
    all.post("/api/v1/meja/simpanan", name, |one| one.takes::<simpanan::Key>().answers::<simpanan::Entrusted>(200));
    let name = ("meja-ambil-alih", TAG, "Buka kunci simpanan: milik sendiri, atau milik rekan sekantor dengan alasan");
    all.post("/api/v1/meja/simpanan/buka", name, |one| one.takes::<simpanan::Asked>().answers::<simpanan::Opened>(200));
    let name = ("meja-kedatangan", TAG, "Kedatangan dua hari sebelum sampai dua hari sesudah hari ini");
    all.get("/api/v1/meja/kedatangan", name, |one| one.answers::<Flights>(200));
    let name = ("meja-manifes", TAG, "Manifes satu kedatangan, terbuka");
    all.get("/api/v1/meja/kedatangan/{id}", name, |one| one.id("id", "Kedatangan.").answers::<Lines>(200));
    let name = ("meja-periksa", TAG, "Kepulangan orang itu pada hari itu yang sudah tercatat");
    all.post("/api/v1/meja/periksa", name, |one| one.takes::<Asked>().answers::<Stands>(200));
    let name = ("meja-kirim", TAG, "Kirim antrean meja; dijawab satu per satu");
    all.post("/api/v1/meja/kirim", name, |one| one.takes::<Sent>().answers::<Applied>(200));
}
