//! The fields of a request about somebody's data, and what they must agree in.

use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, House, Permission, Result};
use records::{Head, Info, Kind, More, Section, Step};

use super::decide;
use super::entity::{KEY, Model};
use super::status::{MET, REFUSED, Status};
use super::steps::STEPS;
use super::table::Verb;

/// The kind.
#[derive(Clone, Copy)]
pub struct PermintaanData;

impl Kind for PermintaanData {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "permintaan-data",
        table: "permintaan_data",
        title: "Permintaan data pribadi",
        menu: Some(Section::Berkas),
        prefix: "PDP",
        permission: Permission::DataProtection,
        person: true,
        day: KEY.diterima_pada,
        unique: None,
        same: &[KEY.diterima_pada.name, KEY.permintaan.name],
        measures: &[],
        columns: &["diterima_pada", "permintaan", "kanal", "hasil", "dijawab_pada"],
        filters: &["permintaan", "kanal", "hasil"],
        more: More { parts: &[("salinan", "Salinan data")], ..More::NONE },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.diterima_pada, "Tanggal diterima", FieldKind::Day).required(),
        Field::new(KEY.kanal, "Melalui", FieldKind::Term("kanal_pengaduan")).required(),
        Field::new(KEY.permintaan, "Yang diminta", FieldKind::Term("jenis_permintaan_data")).required(),
        Field::new(KEY.uraian, "Isi permintaan", FieldKind::Long)
            .help("Dengan kata-kata pemohon: data yang mana, apa yang keliru, apa keberatannya."),
        Field::new(KEY.pemohon, "Pemohon", FieldKind::Text(200))
            .other()
            .help("Bila bukan orangnya sendiri: nama kuasa atau keluarganya."),
        Field::new(KEY.identitas, "Identitas diperiksa dengan", FieldKind::Text(200))
            .help("Misalnya: paspor asli, dibandingkan dengan orangnya."),
        Field::new(KEY.dikerjakan_pada, "Mulai dikerjakan", FieldKind::Day).later(),
        Field::new(KEY.hasil, "Hasil", FieldKind::Term("hasil_permintaan_data")).later(),
        Field::new(KEY.dijawab_pada, "Tanggal dijawab", FieldKind::Day).later(),
        Field::new(KEY.jawaban, "Jawaban", FieldKind::Text(500)).later(),
        Field::new(KEY.alasan_tolak, "Alasan penolakan", FieldKind::Text(500)).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let late = "Tidak mungkin sebelum diterima.";
        gather([
            values.together(KEY.hasil, KEY.dijawab_pada, "Isi tanggal dijawab."),
            values.together(KEY.dijawab_pada, KEY.hasil, "Pilih hasilnya."),
            grounded(values),
            values.in_order(KEY.diterima_pada, KEY.dikerjakan_pada, late),
            values.in_order(KEY.diterima_pada, KEY.dijawab_pada, late),
            values.in_order(KEY.dikerjakan_pada, KEY.dijawab_pada, "Tidak mungkin sebelum mulai dikerjakan."),
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

/// A request that was met says what was answered, one that was refused says why.
fn grounded(values: &Values) -> Result<(), FieldError> {
    match values.get(KEY.hasil).as_deref() {
        Some(MET) => values.together(KEY.hasil, KEY.jawaban, "Isi jawabannya."),
        Some(REFUSED) => values.together(KEY.hasil, KEY.alasan_tolak, "Isi alasan penolakannya."),
        _ => Ok(()),
    }
}
