//! What a claim begins with where it comes from a return or a complaint.

use kernel::form::Form;

use super::entity::KEY;

/// The kind of claim and the day of what happened, as far as the other record says them.
#[must_use]
pub fn begins(from: &str, form: &Form) -> Form {
    let text = |key: &str| form.get(key).map_or("", String::as_str);
    let any = |keys: [&str; 2], word: &str| keys.iter().any(|key| text(key).split(',').any(|code| code == word));
    let kind = match from {
        "kepulangan" if text("kategori") == "meninggal" => Some("meninggal_dunia"),
        "kepulangan" if any(["alasan", "alasan_lain"], "sakit_kecelakaan_kerja") => Some("kecelakaan_kerja"),
        "kepulangan" if any(["alasan", "alasan_lain"], "phk") => Some("phk_sepihak"),
        "pengaduan" if any(["jenis_kasus", "jenis_lain"], "meninggal_dunia") => Some("meninggal_dunia"),
        "pengaduan" if text("jenis_kasus") == "gagal_berangkat" => Some("gagal_berangkat"),
        _ => None,
    };
    let day = form.get("meninggal_pada");
    let all = [
        (KEY.jenis_klaim.name, kind),
        (KEY.peristiwa_pada.name, day.map(String::as_str)),
        (KEY.fase.name, kind.map(|kind| if kind == "gagal_berangkat" { "sebelum" } else { "selama" })),
    ];
    all.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text?.to_owned()))).collect()
}
