//! The fields of a problem, and what they must agree in.

use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, House, Permission, Result};
use records::{Head, Info, Kind, More, Section, Step};

use super::decide::{self, unnumbered};
use super::entity::{KEY, Model};
use super::status::Status;
use super::steps::STEPS;
use super::table::Verb;
use super::year::TEAMS;
use crate::indicators;

/// The kind.
#[derive(Clone, Copy)]
pub struct Kendala;

impl Kind for Kendala {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "kendala",
        table: "kendala",
        title: "Kendala",
        menu: Some(Section::Akuntabilitas),
        prefix: "KDL",
        permission: Permission::Kendala,
        person: false,
        day: KEY.dicatat_pada,
        unique: None,
        same: &[KEY.masalah.name, KEY.tim.name, KEY.dicatat_pada.name],
        measures: &[],
        columns: &["masalah", "tim", "dicatat_pada", "penanggung_jawab", "tenggat"],
        filters: &["tim", "iku", "petugas"],
        more: More { subject: Some(KEY.masalah.name), ..More::NONE },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.tim, "Tim", FieldKind::Term(TEAMS)).required(),
        Field::new(KEY.masalah, "Masalah", FieldKind::Text(500))
            .required()
            .help("Seperti dicetak di Bab IV laporan. Tanpa nama atau nomor orang yang dilayani."),
        Field::new(KEY.penyebab, "Penyebab", FieldKind::Text(500)),
        Field::new(KEY.dampak, "Dampak", FieldKind::Text(500)),
        Field::new(KEY.iku, "Kode indikator", FieldKind::Text(60)).help(
            "Bila menyangkut satu IKU, misalnya penanganan-pengaduan. Bila kodenya tidak ada, yang ada disebutkan.",
        ),
        Field::new(KEY.penanggung_jawab, "Penanggung jawab", FieldKind::Text(160))
            .required()
            .help("Seperti dicetak di laporan, misalnya Ketua Tim Penempatan."),
        Field::new(KEY.petugas, "Petugas", FieldKind::Officer).help("Nama pengguna yang mendapat tugasnya."),
        Field::new(KEY.dicatat_pada, "Tanggal dicatat", FieldKind::Day).required(),
        Field::new(KEY.tenggat, "Tenggat", FieldKind::DayAhead).help("Paling lambat selesai."),
        Field::new(KEY.ditindaklanjuti_pada, "Tanggal tindak lanjut pertama", FieldKind::Day).later(),
        Field::new(KEY.tindak_lanjut, "Tindak lanjut", FieldKind::Long)
            .later()
            .help("Satu baris untuk setiap kali, dengan harinya: 2 Jun 2025: Rapat dengan Pusdatin."),
        Field::new(KEY.diteruskan_pada, "Tanggal diteruskan", FieldKind::Day).later(),
        Field::new(KEY.selesai_pada, "Tanggal selesai", FieldKind::Day).later(),
        Field::new(KEY.hasil, "Hasil", FieldKind::Text(500)).later(),
        Field::new(KEY.selesai_sebelumnya_pada, "Tanggal selesai sebelum dibuka kembali", FieldKind::Day).later(),
        Field::new(KEY.dibuka_kembali_pada, "Tanggal dibuka kembali", FieldKind::Day).later(),
        Field::new(KEY.keterangan, "Keterangan", FieldKind::Long),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let late = "Tidak mungkin sebelum dicatat.";
        let mut all = gather([
            known(values),
            values.together(KEY.ditindaklanjuti_pada, KEY.tindak_lanjut, "Isi tindak lanjutnya."),
            values.together(KEY.selesai_pada, KEY.hasil, "Isi hasilnya."),
            values.together(KEY.dibuka_kembali_pada, KEY.selesai_sebelumnya_pada, "Isi kapan selesai sebelumnya."),
            values.together(KEY.selesai_sebelumnya_pada, KEY.dibuka_kembali_pada, "Isi kapan dibuka kembali."),
            values.in_order(KEY.dicatat_pada, KEY.tenggat, late),
            values.in_order(KEY.dicatat_pada, KEY.ditindaklanjuti_pada, late),
            values.in_order(KEY.dicatat_pada, KEY.diteruskan_pada, late),
            values.in_order(KEY.dicatat_pada, KEY.selesai_pada, late),
            values.in_order(KEY.dicatat_pada, KEY.selesai_sebelumnya_pada, late),
            values.in_order(
                KEY.selesai_sebelumnya_pada,
                KEY.dibuka_kembali_pada,
                "Tidak mungkin sebelum tanggal selesainya.",
            ),
            values.in_order(KEY.dibuka_kembali_pada, KEY.selesai_pada, "Tidak mungkin sebelum dibuka kembali."),
        ]);
        let texts = [KEY.masalah, KEY.penyebab, KEY.dampak, KEY.penanggung_jawab, KEY.tindak_lanjut, KEY.hasil];
        let refused = |key| unnumbered(key, &values.get(key).unwrap_or_default()).err();
        all.extend(texts.into_iter().filter_map(refused));
        all
    }

    fn status(values: &Values) -> Status {
        Status::of(values)
    }

    fn facts(_: &Model, _: &Rules) -> Vec<Fact> {
        Vec::new()
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        decide::decide(record, verb, values, &head)
    }
}

/// The indicator that is named is one of those that are counted.
fn known(values: &Values) -> Result<(), FieldError> {
    match values.get(KEY.iku) {
        Some(code) if indicators::find(&code).is_none() => {
            let all: Vec<&str> = indicators::ALL.iter().map(|one| one.id).collect();
            let detail = format!("Tidak ada indikator dengan kode {code}. Yang ada: {}.", all.join(", "));
            Err(FieldError::new(KEY.iku, detail))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Day;
    use kernel::form::Key;

    use super::*;

    fn on(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn words(text: &str) -> String {
        text.to_owned()
    }

    fn noted() -> Values {
        Values::default().with(KEY.dicatat_pada, Some(on("2025-03-03"))).with(KEY.iku, Some(words("pemenuhan-zi")))
    }

    fn ended(values: Values, day: &str) -> Values {
        values.with(KEY.selesai_pada, Some(on(day))).with(KEY.hasil, Some(words("Server baru.")))
    }

    fn reopened(values: Values, solved: &str, again: &str) -> Values {
        values.with(KEY.selesai_sebelumnya_pada, Some(on(solved))).with(KEY.dibuka_kembali_pada, Some(on(again)))
    }

    #[test]
    fn the_state_follows_from_the_days() {
        let followed = noted()
            .with(KEY.ditindaklanjuti_pada, Some(on("2025-04-01")))
            .with(KEY.tindak_lanjut, Some(words("Rapat.")));
        let again = reopened(followed.clone(), "2025-05-05", "2025-06-06");
        for (values, status) in [
            (noted(), Status::Tercatat),
            (followed.clone(), Status::Ditindaklanjuti),
            (ended(followed, "2025-05-05"), Status::Selesai),
            (again.clone(), Status::DibukaKembali),
            (ended(again, "2025-07-07"), Status::Selesai),
        ] {
            assert_eq!(Kendala::status(&values), status);
            assert_eq!(Kendala::check(&values), Vec::new());
        }
    }

    #[test]
    fn what_does_not_fit_is_told_at_its_field() {
        let day = |key: Key<Day>, text: &str| noted().with(key, Some(on(text)));
        for (values, field) in [
            (noted().with(KEY.iku, Some(words("hantu"))), "iku"),
            (day(KEY.tenggat, "2025-03-02"), "tenggat"),
            (day(KEY.ditindaklanjuti_pada, "2025-04-01"), "tindak_lanjut"),
            (day(KEY.selesai_pada, "2025-04-01"), "hasil"),
            (ended(noted(), "2025-03-02"), "selesai_pada"),
            (day(KEY.dibuka_kembali_pada, "2025-04-01"), "selesai_sebelumnya_pada"),
            (day(KEY.selesai_sebelumnya_pada, "2025-04-01"), "dibuka_kembali_pada"),
            (reopened(noted(), "2025-04-01", "2025-03-31"), "dibuka_kembali_pada"),
            (ended(reopened(noted(), "2025-04-01", "2025-05-01"), "2025-04-30"), "selesai_pada"),
            (noted().with(KEY.masalah, Some(words("Telepon 081200001111 mati."))), "masalah"),
        ] {
            let errors = Kendala::check(&values);
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields, [field], "{errors:?}");
        }
    }
}
