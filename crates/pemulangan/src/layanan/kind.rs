//! The fields of layanan, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Permission, Problem, Result, Tx};
use records::{DAY, Deed, Head, Info, Kind, More, REMARK, Step, Weight};

use super::entity::Model;
use super::status::Status;
use super::table::Verb;
use super::{bed, ended};

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
        prefix: "LYN",
        permission: Permission::Pemulangan,
        person: false,
        day: "mulai_pada",
        unique: None,
        measures: &[],
        columns: &["kepulangan", "jenis", "mulai_pada", "sampai_pada", "nomor_tempat_tidur", "biaya_rp"],
        filters: &["jenis", "nomor_tempat_tidur", "mata_anggaran"],
        more: More { made_by: Some("Layanan dibuat dengan langkah Catat layanan pada kepulangannya."), ..More::NONE },
    };

    const FIELDS: &'static [Field] = &[
        Field::new("kepulangan", "Kepulangan", FieldKind::Link("kepulangan")).required(),
        Field::new("jenis", "Layanan", FieldKind::Term("jenis_layanan")).required(),
        Field::new("mulai_pada", "Mulai", FieldKind::Day).required(),
        Field::new("sampai_pada", "Sampai", FieldKind::DayWithin(366)),
        Field::new("nomor_tempat_tidur", "Nomor tempat tidur", FieldKind::Text(20)),
        Field::new("rujukan", "Nomor rujukan", FieldKind::Text(80)),
        Field::new("nama_pendamping", "Nama pendamping", FieldKind::Text(200)),
        Field::new("biaya_rp", "Biaya", FieldKind::Money),
        Field::new("mata_anggaran", "Mata anggaran", FieldKind::Term("mata_anggaran")),
        Field::new("keterangan", "Keterangan", FieldKind::Long),
        Field::new("selesai_pada", "Selesai", FieldKind::Day).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let needs = |kind: &str, field: &str, detail: &str| {
            let asked = values.text("jenis").is_some_and(|said| said == kind);
            if asked && values.text(field).is_none() { Err(FieldError::new(field, detail)) } else { Ok(()) }
        };
        gather([
            needs("rumah_ramah", "nomor_tempat_tidur", "Isi nomor tempat tidurnya."),
            needs("pendampingan", "nama_pendamping", "Isi nama pendampingnya."),
            values.in_order("mulai_pada", "sampai_pada", "Tidak mungkin sebelum mulai."),
            values.in_order("mulai_pada", "selesai_pada", "Tidak mungkin sebelum mulai."),
        ])
    }

    fn status(values: &Values) -> Status {
        Status::of(values.day("selesai_pada"))
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
        Err(FieldError::new("kepulangan", "Tidak dapat diganti. Batalkan, lalu catat pada kepulangan yang benar."))
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        let Verb::Akhiri = verb;
        let day = values.need_day(DAY.key)?;
        if day < record.mulai_pada {
            return Err(Problem::field(DAY.key, "Tidak mungkin sebelum mulai."));
        }
        Ok(ended(record, day, &head))
    }

    fn follow<'a>(tx: &'a Tx, ctx: &'a Ctx, deed: Deed<'a, Model>) -> BoxFuture<'a, Result<()>> {
        Box::pin(bed::free(tx, ctx, deed.new))
    }
}
