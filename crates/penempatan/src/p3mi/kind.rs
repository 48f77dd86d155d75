//! The fields of a placement company, and what they must agree in.

use futures_util::future::{BoxFuture, ready};
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Permission, Result};
use records::{Head, Info, Kind, More, Section, Step};

use super::entity::{KEY, Model};
use super::status::Status;
use super::steps::STEPS;
use super::table::Verb;
use super::{decide, remarks};

/// The kind.
#[derive(Clone, Copy)]
pub struct P3mi;

impl Kind for P3mi {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "p3mi",
        table: "p3mi",
        title: "P3MI",
        menu: Some(Section::Penempatan),
        prefix: "P3M",
        permission: Permission::Penempatan,
        person: false,
        day: KEY.tercatat_pada,
        unique: None,
        same: &[KEY.nama.name],
        measures: &[],
        columns: &["nama", "nomor_izin", "izin_sampai", "daerah"],
        filters: &["daerah"],
        more: More {
            sought: &["nama", "nomor_izin"],
            // A company needs work only by a day: that of its licence, or of its suspension.
            pursued: false,
            leads_to: &[("rekomendasi-p3mi", "Usulkan rekomendasi")],
            parts: &[("rekam", "Rekam jejak")],
            beside: &[("belum-terdaftar", "Belum terdaftar")],
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.nama, "Nama P3MI", FieldKind::Text(160)).required().help("Misalnya: PT Contoh Penempatan."),
        Field::new(KEY.ejaan_lain, "Ejaan lain", FieldKind::Long).help(
            "Penulisan lain namanya di OPP dan penempatan, satu per baris. Huruf besar dan spasi tidak dibedakan.",
        ),
        Field::new(KEY.nomor_izin, "Nomor SIP3MI", FieldKind::Outside(60)),
        Field::new(KEY.izin_terbit_pada, "Tanggal terbit izin", FieldKind::Day),
        Field::new(KEY.izin_sampai, "Izin berlaku sampai", FieldKind::DayAhead),
        Field::new(KEY.alamat, "Alamat", FieldKind::Text(300)),
        Field::new(KEY.daerah, "Daerah", FieldKind::Area),
        Field::new(KEY.telepon, "Telepon kantor", FieldKind::Text(60)),
        Field::new(KEY.surel, "Surel", FieldKind::Text(120)),
        Field::new(KEY.penanggung_jawab, "Penanggung jawab", FieldKind::Text(160)).other(),
        Field::new(KEY.keterangan, "Keterangan", FieldKind::Long),
        Field::new(KEY.tercatat_pada, "Tanggal dicatat", FieldKind::Day)
            .required()
            .help("Hari P3MI ini masuk daftar kantor."),
        Field::new(KEY.diskors_pada, "Tanggal skorsing", FieldKind::Day).later(),
        Field::new(KEY.dasar_skors, "Dasar skorsing", FieldKind::Text(500)).later(),
        Field::new(KEY.surat_skors, "Surat skorsing", FieldKind::Text(80)).later(),
        Field::new(KEY.skors_sampai, "Skorsing sampai", FieldKind::DayAhead).later(),
        Field::new(KEY.dicabut_pada, "Tanggal izin dicabut", FieldKind::Day).later(),
        Field::new(KEY.dasar_cabut, "Dasar pencabutan", FieldKind::Text(500)).later(),
        Field::new(KEY.surat_cabut, "Surat pencabutan", FieldKind::Text(80)).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let number = "Isi nomor SIP3MI.";
        let early = "Tidak mungkin sebelum izinnya terbit.";
        gather([
            values.together(KEY.izin_terbit_pada, KEY.nomor_izin, number),
            values.together(KEY.izin_sampai, KEY.nomor_izin, number),
            values.in_order(KEY.izin_terbit_pada, KEY.izin_sampai, early),
            values.together(KEY.diskors_pada, KEY.dasar_skors, "Isi dasar skorsingnya."),
            values.together(KEY.dasar_skors, KEY.diskors_pada, "Isi tanggal skorsing."),
            values.together(KEY.skors_sampai, KEY.diskors_pada, "Isi tanggal skorsing."),
            values.in_order(KEY.diskors_pada, KEY.skors_sampai, "Tidak mungkin sebelum skorsingnya mulai."),
            values.together(KEY.dicabut_pada, KEY.dasar_cabut, "Isi dasar pencabutannya."),
            values.together(KEY.dasar_cabut, KEY.dicabut_pada, "Isi tanggal izin dicabut."),
            values.in_order(KEY.diskors_pada, KEY.dicabut_pada, "Tidak mungkin sebelum skorsingnya mulai."),
        ])
    }

    fn status(values: &Values) -> Status {
        Status::of(values.has(KEY.nomor_izin), values.has(KEY.diskors_pada), values.has(KEY.dicabut_pada))
    }

    fn facts(_: &Model, _: &Rules) -> Vec<Fact> {
        Vec::new()
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        decide::decide(record, verb, values, &head)
    }

    fn remarks<'a>(ctx: &'a Ctx, record: &'a Model, _: Option<&'a [bool]>) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(ready(Ok(remarks::of(record, ctx.today()))))
    }
}
