//! The fields of layanan, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Key, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Permission, Problem, Result, Tx};
use records::{DAY, Deed, Head, Info, Kind, More, REMARK, Section, Step, TANGGAL, Weight};

use super::entity::{KEY, Model};
use super::status::Status;
use super::table::Verb;
use super::{SHELTER, bed, ended};

/// The kind.
#[derive(Clone, Copy)]
pub struct Layanan;

const STEPS: &[Step] = &[Step {
    name: Verb::Akhiri.code(),
    title: "Akhiri",
    hint: "Layanan berakhir; tempat tidurnya bebas.",
    fields: &[DAY],
    reason: REMARK,
    done: "Berakhir.",
    right: None,
    weight: Weight::Onward,
}];

impl Kind for Layanan {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "layanan",
        table: "layanan",
        title: "Layanan",
        menu: Some(Section::Pelindungan),
        prefix: "LYN",
        permission: Permission::Pemulangan,
        person: false,
        day: KEY.mulai_pada,
        unique: None,
        same: &[KEY.kepulangan.name, KEY.jenis.name, KEY.mulai_pada.name],
        measures: &[],
        columns: &["kepulangan", "jenis", "mulai_pada", "sampai_pada", "nomor_tempat_tidur", "biaya_rp"],
        filters: &["jenis", "nomor_tempat_tidur", "mata_anggaran"],
        more: More { made_by: Some("Layanan dibuat dengan langkah Catat layanan pada kepulangannya."), ..More::NONE },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.kepulangan, "Kepulangan", FieldKind::Link("kepulangan")).required(),
        Field::new(KEY.jenis, "Layanan", FieldKind::Term("jenis_layanan")).required(),
        Field::new(KEY.mulai_pada, "Mulai", FieldKind::Day).required(),
        Field::new(KEY.sampai_pada, "Sampai", FieldKind::DayWithin(366)),
        Field::new(KEY.nomor_tempat_tidur, "Nomor tempat tidur", FieldKind::Text(20)),
        Field::new(KEY.rujukan, "Nomor rujukan", FieldKind::Text(80)),
        Field::new(KEY.nama_pendamping, "Nama pendamping", FieldKind::Text(200)).other(),
        Field::new(KEY.biaya_rp, "Biaya", FieldKind::Money),
        Field::new(KEY.mata_anggaran, "Mata anggaran", FieldKind::Term("mata_anggaran")),
        Field::new(KEY.keterangan, "Keterangan", FieldKind::Long),
        Field::new(KEY.selesai_pada, "Selesai", FieldKind::Day).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let needs = |kind: &str, field: Key<String>, detail: &str| {
            let asked = values.get(KEY.jenis).is_some_and(|value| value == kind);
            if asked && !values.has(field) { Err(FieldError::new(field, detail)) } else { Ok(()) }
        };
        gather([
            needs(SHELTER, KEY.nomor_tempat_tidur, "Isi nomor tempat tidurnya."),
            needs("pendampingan", KEY.nama_pendamping, "Isi nama pendampingnya."),
            values.in_order(KEY.mulai_pada, KEY.sampai_pada, "Tidak mungkin sebelum mulai."),
            values.in_order(KEY.mulai_pada, KEY.selesai_pada, "Tidak mungkin sebelum mulai."),
        ])
    }

    fn status(values: &Values) -> Status {
        Status::of(values.get(KEY.selesai_pada))
    }

    fn completed(record: Model) -> Result<Model> {
        let bed = record.nomor_tempat_tidur.as_deref().map(|bed| bed.trim().to_uppercase());
        Ok(Model { nomor_tempat_tidur: bed, ..record })
    }

    fn facts(_: &Model, _: &Rules) -> Vec<Fact> {
        Vec::new()
    }

    fn corrected(old: &Model, new: &Model, _: &House) -> Result<(), FieldError> {
        if new.kepulangan_id == old.kepulangan_id {
            return Ok(());
        }
        Err(FieldError::new(KEY.kepulangan, "Tidak dapat diganti. Batalkan, lalu catat pada kepulangan yang benar."))
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        let Verb::Akhiri = verb;
        let day = values.need(TANGGAL)?;
        if day < record.mulai_pada {
            return Err(Problem::field(TANGGAL, "Tidak mungkin sebelum mulai."));
        }
        Ok(ended(record, day, &head))
    }

    fn follow<'a>(tx: &'a Tx, ctx: &'a Ctx, deed: Deed<'a, Model>) -> BoxFuture<'a, Result<()>> {
        Box::pin(bed::free(tx, ctx, deed.new))
    }
}
