//! The fields of a session, and what they must agree in.

use futures_util::future::{BoxFuture, ready};
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Permission, Result, Tx};
use records::{Deed, Head, Info, Kind, More, Section, Step};

use super::entity::{KEY, Model};
use super::status::Status;
use super::table::Verb;
use super::{decide, follow, steps};

/// The kind.
#[derive(Clone, Copy)]
pub struct Sesi;

impl Kind for Sesi {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "sesi",
        table: "sesi",
        title: "Sesi",
        menu: Some(Section::Penempatan),
        prefix: "SES",
        permission: Permission::Penempatan,
        person: false,
        day: KEY.tanggal,
        unique: None,
        same: &[KEY.jenis_sesi.name, KEY.tanggal.name, KEY.pukul.name, KEY.tempat.name],
        measures: &[],
        columns: &["tanggal", "pukul", "jenis_sesi", "tempat", "skema", "kapasitas"],
        filters: &["jenis_sesi", "skema"],
        more: More {
            parts: &[("daftar", "Daftar hadir dan hasil"), ("tidak-hadir", "Yang tidak hadir")],
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.jenis_sesi, "Jenis sesi", FieldKind::Term("jenis_sesi")).required(),
        Field::new(KEY.tanggal, "Tanggal", FieldKind::DayAhead).required(),
        Field::new(KEY.pukul, "Pukul", FieldKind::Time),
        Field::new(KEY.tempat, "Tempat", FieldKind::Text(200)).required(),
        Field::new(KEY.kapasitas, "Kapasitas", FieldKind::Count)
            .help("Paling banyak berapa orang; kosongkan bila tidak dibatasi."),
        Field::new(KEY.skema, "Skema", FieldKind::Term("skema"))
            .help("Wajib untuk verifikasi dokumen: menjadi skema pesertanya."),
        Field::new(KEY.keterangan, "Keterangan", FieldKind::Long),
        Field::new(KEY.petugas, "Petugas", FieldKind::Officer).help("Nama penggunanya."),
        Field::new(KEY.selesai_pada, "Tanggal selesai", FieldKind::Day).later(),
        Field::new(KEY.batal_pada, "Tanggal batal", FieldKind::Day).later(),
        Field::new(KEY.alasan_batal, "Alasan batal", FieldKind::Text(300)).later(),
    ];

    const STEPS: &'static [Step] = steps::STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let mut errors = gather([
            values.in_order(KEY.tanggal, KEY.selesai_pada, "Tidak mungkin sebelum hari sesinya."),
            values.together(KEY.batal_pada, KEY.alasan_batal, "Isi alasan batal."),
            values.together(KEY.alasan_batal, KEY.batal_pada, "Isi tanggal batal."),
        ]);
        if values.get(KEY.jenis_sesi).as_deref() == Some("verifikasi") && !values.has(KEY.skema) {
            errors.push(FieldError::new(KEY.skema, "Pilih skemanya: verifikasi dokumen selalu menurut skema."));
        }
        if values.get(KEY.kapasitas) == Some(0) {
            errors.push(FieldError::new(KEY.kapasitas, "Isi paling sedikit 1, atau kosongkan bila tidak dibatasi."));
        }
        errors
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

    fn remarks<'a>(ctx: &'a Ctx, record: &'a Model, _: Option<&'a [bool]>) -> BoxFuture<'a, Result<Vec<String>>> {
        let late = record.status == Status::Dijadwalkan && record.tanggal < ctx.today();
        let told = late
            .then(|| "Harinya sudah lewat. Isi hasil semua peserta di daftar hadir, lalu tutup sesinya.".to_owned());
        Box::pin(ready(Ok(told.into_iter().collect())))
    }

    fn follow<'a>(tx: &'a Tx, _: &'a Ctx, deed: Deed<'a, Model>) -> BoxFuture<'a, Result<()>> {
        Box::pin(follow::follow(tx, deed))
    }
}
