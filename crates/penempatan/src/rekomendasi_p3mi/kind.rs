//! The fields of a recommendation, and what they must agree in.

use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, House, Permission, Result};
use records::{Head, Info, Kind, More, Section, Step};

use super::decide;
use super::entity::{KEY, Model};
use super::letters::LETTERS;
use super::status::Status;
use super::steps::STEPS;
use super::table::Verb;

/// The word of `jenis_rekomendasi_p3mi` for a sanction, which alone has a form.
const SANCTION: &str = "sanksi";

/// The kind.
#[derive(Clone, Copy)]
pub struct RekomendasiP3mi;

impl Kind for RekomendasiP3mi {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "rekomendasi-p3mi",
        table: "rekomendasi_p3mi",
        title: "Rekomendasi P3MI",
        menu: Some(Section::Penempatan),
        prefix: "RKM",
        permission: Permission::Penempatan,
        person: false,
        day: KEY.diusulkan_pada,
        unique: None,
        same: &[KEY.p3mi.name, KEY.jenis.name, KEY.diusulkan_pada.name],
        measures: &[],
        columns: &["p3mi", "jenis", "bentuk_sanksi", "diusulkan_pada", "dikirim_pada", "petugas"],
        filters: &["jenis", "bentuk_sanksi", "jawaban", "petugas"],
        more: More { sought: &["nomor_surat"], shown_at: &["p3mi"], letters: LETTERS, ..More::NONE },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.p3mi, "P3MI", FieldKind::Link("p3mi")).required().help("Nomor P3MI, misalnya P3M-2025-000001."),
        Field::new(KEY.jenis, "Jenis rekomendasi", FieldKind::Term("jenis_rekomendasi_p3mi")).required(),
        Field::new(KEY.bentuk_sanksi, "Bentuk sanksi", FieldKind::Term("bentuk_sanksi_p3mi"))
            .help("Hanya untuk sanksi; wajib di sana."),
        Field::new(KEY.dasar, "Dasar dan uraian", FieldKind::Long)
            .required()
            .help("Temuan, aturan dan suratnya. Tanpa nama pekerja: sebut nomor catatannya."),
        Field::new(KEY.diusulkan_pada, "Tanggal diusulkan", FieldKind::Day).required(),
        Field::new(KEY.nomor_surat, "Nomor surat", FieldKind::Text(80)).later(),
        Field::new(KEY.dikirim_pada, "Tanggal dikirim", FieldKind::Day).later(),
        Field::new(KEY.jawaban, "Jawaban", FieldKind::Term("jawaban_rekomendasi_p3mi")).later(),
        Field::new(KEY.dijawab_pada, "Tanggal dijawab", FieldKind::Day).later(),
        Field::new(KEY.isi_jawaban, "Isi jawaban", FieldKind::Text(500)).later(),
        Field::new(KEY.ditutup_pada, "Tanggal ditutup", FieldKind::Day).later(),
        Field::new(KEY.alasan_tutup, "Alasan ditutup", FieldKind::Text(300)).later(),
        Field::new(KEY.petugas, "Petugas", FieldKind::Officer).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let early = "Tidak mungkin sebelum diusulkan.";
        gather([
            form_of_sanction(values),
            values.together(KEY.dikirim_pada, KEY.nomor_surat, "Isi nomor suratnya."),
            values.together(KEY.dijawab_pada, KEY.dikirim_pada, "Isi tanggal dikirim."),
            values.together(KEY.dijawab_pada, KEY.jawaban, "Pilih jawabannya."),
            values.together(KEY.jawaban, KEY.dijawab_pada, "Isi tanggal dijawab."),
            values.together(KEY.ditutup_pada, KEY.alasan_tutup, "Isi alasan ditutup."),
            values.in_order(KEY.diusulkan_pada, KEY.dikirim_pada, early),
            values.in_order(KEY.dikirim_pada, KEY.dijawab_pada, "Tidak mungkin sebelum dikirim."),
            values.in_order(KEY.diusulkan_pada, KEY.ditutup_pada, early),
        ])
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

/// A sanction has a form, and nothing else has.
fn form_of_sanction(values: &Values) -> Result<(), FieldError> {
    let sanction = values.get(KEY.jenis).as_deref() == Some(SANCTION);
    match (sanction, values.has(KEY.bentuk_sanksi)) {
        (true, false) => Err(FieldError::new(KEY.bentuk_sanksi, "Pilih bentuk sanksinya.")),
        (false, true) => Err(FieldError::new(KEY.bentuk_sanksi, "Kosongkan: hanya sanksi yang punya bentuk.")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sanction_has_a_form_and_nothing_else_has() {
        let values = |kind: &str, form: Option<&str>| {
            Values::default().with(KEY.jenis, Some(kind.to_owned())).with(KEY.bentuk_sanksi, form.map(str::to_owned))
        };
        let wrong =
            |kind, form| RekomendasiP3mi::check(&values(kind, form)).iter().any(|one| one.field == "bentuk_sanksi");
        assert!(wrong("sanksi", None) && wrong("perpanjangan_izin", Some("pencabutan")));
        assert!(!wrong("sanksi", Some("pencabutan")) && !wrong("penerbitan_izin", None));
    }
}
