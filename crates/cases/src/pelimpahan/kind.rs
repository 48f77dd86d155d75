//! The fields of pelimpahan, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Permission, Result, Tx};
use records::{Deed, Enclosure, Head, Info, Kind, More, Section, Step};

use super::entity::{KEY, Model};
use super::status::Status;
use super::steps::STEPS;
use super::table::Verb;
use super::{decide, follow};

/// The kind.
#[derive(Clone, Copy)]
pub struct Pelimpahan;

impl Kind for Pelimpahan {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "pelimpahan",
        table: "pelimpahan",
        title: "Pelimpahan",
        menu: Some(Section::Pelindungan),
        prefix: "PLP",
        permission: Permission::Cases,
        person: false,
        day: KEY.dikirim_pada,
        unique: None,
        same: &[KEY.pengaduan.name, KEY.tujuan.name, KEY.dikirim_pada.name],
        measures: &[],
        columns: &["pengaduan", "dikirim_pada", "tujuan", "kantor_tujuan", "nomor_surat"],
        filters: &["tujuan", "kantor_tujuan"],
        more: More {
            made_by: Some("Pelimpahan dibuat dengan langkah Limpahkan pada pengaduannya."),
            sought: &["nomor_surat", "nomor_terima"],
            encloses: Some(Enclosure { field: "pengaduan", lent: &["dikirim"] }),
            shared: Some("kantor_tujuan"),
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.pengaduan, "Pengaduan", FieldKind::Link("pengaduan")).required(),
        Field::new(KEY.tujuan, "Tujuan", FieldKind::Term("tujuan_limpah")).required(),
        Field::new(KEY.kantor_tujuan, "Kantor tujuan", FieldKind::Office),
        Field::new(KEY.nomor_surat, "Nomor surat", FieldKind::Text(80)),
        Field::new(KEY.dikirim_pada, "Dikirim", FieldKind::Day).required(),
        Field::new(KEY.diterima_pada, "Diterima", FieldKind::Day).later(),
        Field::new(KEY.nomor_terima, "Nomor di penerima", FieldKind::Text(80)).later(),
        Field::new(KEY.ditolak_pada, "Ditolak", FieldKind::Day).later(),
        Field::new(KEY.dikembalikan_pada, "Dikembalikan", FieldKind::Day).later(),
        Field::new(KEY.selesai_pada, "Selesai", FieldKind::Day).later(),
        Field::new(KEY.hasil, "Hasil", FieldKind::Text(500)).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let late = "Tidak mungkin sebelum dikirim.";
        gather([
            values.together(KEY.selesai_pada, KEY.hasil, "Isi hasilnya."),
            values.in_order(KEY.dikirim_pada, KEY.diterima_pada, late),
            values.in_order(KEY.dikirim_pada, KEY.ditolak_pada, late),
            values.in_order(KEY.dikirim_pada, KEY.dikembalikan_pada, late),
            values.in_order(KEY.dikirim_pada, KEY.selesai_pada, late),
        ])
    }

    fn status(values: &Values) -> Status {
        Status::of(values)
    }

    fn facts(_: &Model, _: &Rules) -> Vec<Fact> {
        Vec::new()
    }

    fn settled(record: &Model) -> Result<(), &'static str> {
        if matches!(record.status, Status::Dikirim | Status::Diterima) {
            return Err(
                "Pelimpahan ini masih berjalan. Catat ditolak atau dikembalikan, supaya pengaduannya ikut kembali.",
            );
        }
        Ok(())
    }

    fn taken_by(ctx: &Ctx, record: &Model, verb: Verb) -> Result<(), &'static str> {
        let target = follow::target(ctx, record);
        if verb != Verb::Tolak && target.is_some_and(|office| !ctx.actor.offices.contains(&office)) {
            return Err(
                "hanya kantor tujuan yang dapat mencatatnya. Pengirim dapat menarik kembali dari pengaduannya.",
            );
        }
        Ok(())
    }

    fn corrected(old: &Model, new: &Model, _: &House) -> Result<(), FieldError> {
        let wrong = |field: &str, detail: &str| Err(FieldError::new(field, detail));
        if new.pengaduan_id != old.pengaduan_id {
            return wrong(
                "pengaduan",
                "Pengaduan sebuah pelimpahan tidak dapat diganti. Limpahkan dari pengaduan yang benar.",
            );
        }
        if new.kantor_tujuan != old.kantor_tujuan {
            return wrong(
                "kantor_tujuan",
                "Tujuan tidak dapat diganti. Tarik kembali dari pengaduannya, lalu limpahkan lagi.",
            );
        }
        if new.status != old.status {
            return wrong("status", "Jawaban dicatat dengan langkah, bukan dengan mengubah tanggalnya.");
        }
        Ok(())
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        decide::decide(record, verb, values, &head)
    }

    fn follow<'a>(tx: &'a Tx, ctx: &'a Ctx, deed: Deed<'a, Model>) -> BoxFuture<'a, Result<()>> {
        Box::pin(follow::follow(tx, ctx, deed))
    }
}
