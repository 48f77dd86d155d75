//! The fields of rehabilitasi, and what they must agree in.

use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, House, Permission, Result};
use records::{Head, Info, Kind, More, Section, Step};

use super::entity::{KEY, Model};
use super::status::Status;
use super::steps::STEPS;
use super::table::Verb;
use super::{decide, measures};

/// The kind.
#[derive(Clone, Copy)]
pub struct Rehabilitasi;

impl Kind for Rehabilitasi {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "rehabilitasi",
        table: "rehabilitasi",
        title: "Rehabilitasi",
        menu: Some(Section::Pelindungan),
        prefix: "RHB",
        permission: Permission::Pemulangan,
        person: true,
        day: KEY.didata_pada,
        unique: None,
        same: &[KEY.didata_pada.name],
        measures: &[measures::REHABILITASI],
        columns: &["didata_pada", "kepulangan", "pelaksanaan_pada", "tempat"],
        filters: &[],
        more: More { shown_at: &["kepulangan"], beside: &[("calon", "Calon")], ..More::NONE },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.didata_pada, "Tanggal didata", FieldKind::Day).required(),
        Field::new(KEY.bermasalah, "PMI bermasalah", FieldKind::YesNo)
            .required()
            .help("ya bila semasa bekerja mengalami permasalahan."),
        Field::new(KEY.identifikasi_pada, "Tanggal identifikasi kebutuhan", FieldKind::Day),
        Field::new(KEY.pelaksanaan_pada, "Tanggal pelaksanaan", FieldKind::Day),
        Field::new(KEY.selesai_pada, "Tanggal selesai", FieldKind::Day),
        Field::new(KEY.ditolak_pada, "Tanggal menolak", FieldKind::Day).help("Ada surat pernyataan penolakan."),
        Field::new(KEY.tempat, "Tempat", FieldKind::Text(200)),
        Field::new(KEY.kebutuhan, "Kebutuhan", FieldKind::Text(500)).health(),
        Field::new(KEY.kepulangan, "Kepulangan", FieldKind::Link("kepulangan")).help("Misalnya PLG-2025-000123."),
        Field::new(KEY.tiba_pada, "Tiba di Indonesia", FieldKind::Day)
            .help("Rehabilitasi selesai paling lama satu tahun sejak hari ini."),
        Field::new(KEY.pemantauan_pada, "Tanggal pemantauan dan evaluasi", FieldKind::Day).later(),
        Field::new(KEY.pelaporan_pada, "Tanggal pelaporan", FieldKind::Day).later(),
        Field::new(KEY.nomor_laporan, "Nomor laporan", FieldKind::Text(80)).later(),
        Field::new(KEY.tindak_lanjut, "Tindak lanjut", FieldKind::Text(500)).later(),
        Field::new(KEY.nomor_penolakan, "Nomor surat penolakan", FieldKind::Text(80)).later(),
        Field::new(KEY.penanda_tangan, "Ditandatangani oleh", FieldKind::Term("penanda_tangan_penolakan")).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.together(KEY.selesai_pada, KEY.pelaksanaan_pada, "Isi tanggal pelaksanaan dahulu."),
            values.in_order(KEY.didata_pada, KEY.identifikasi_pada, "Tidak mungkin sebelum didata."),
            values.in_order(KEY.didata_pada, KEY.pelaksanaan_pada, "Tidak mungkin sebelum didata."),
            values.together(KEY.pemantauan_pada, KEY.pelaksanaan_pada, "Isi tanggal pelaksanaan dahulu."),
            values.together(KEY.pelaporan_pada, KEY.pelaksanaan_pada, "Isi tanggal pelaksanaan dahulu."),
            values.in_order(KEY.pelaksanaan_pada, KEY.pemantauan_pada, "Tidak mungkin sebelum pelaksanaan."),
            values.in_order(KEY.pelaksanaan_pada, KEY.pelaporan_pada, "Tidak mungkin sebelum pelaksanaan."),
            values.in_order(KEY.tiba_pada, KEY.didata_pada, "Didata tidak mungkin sebelum tiba di Indonesia."),
            values.in_order(KEY.pelaksanaan_pada, KEY.selesai_pada, "Tidak mungkin sebelum pelaksanaan."),
        ])
    }

    fn status(values: &Values) -> Status {
        Status::of(values)
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        decide::decide(record, verb, values, &head)
    }
}
