//! The fields of selisih, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Form, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{CatatanId, Ctx, FieldError, House, Permission, Problem, Result, Tx};
use records::{Change, Deed, Head, Info, Kind, More, Step, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::status::Status;
use super::steps::STEPS;
use super::table::Verb;
use pemulangan::kepulangan::Kepulangan;

/// The kind.
#[derive(Clone, Copy)]
pub struct Selisih;

impl Kind for Selisih {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "selisih",
        table: "selisih",
        title: "Selisih isian",
        menu: None,
        prefix: "SLS",
        permission: Permission::Pemulangan,
        person: true,
        day: KEY.dicatat_pada,
        unique: None,
        same: &[KEY.kepulangan.name, KEY.isian.name, KEY.operasi.name],
        measures: &[],
        columns: &["dicatat_pada", "kepulangan", "uraian", "pilihan"],
        filters: &["isian", "pilihan"],
        more: More {
            made_by: Some("Selisih dicatat oleh meja bandara, bila satu isian diisi berbeda di dua tempat."),
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.uraian, "Yang berbeda", FieldKind::Text(600)).required(),
        Field::new(KEY.kepulangan, "Kepulangan", FieldKind::Link("kepulangan")).required(),
        Field::new(KEY.isian, "Kode isian", FieldKind::Text(60)).required(),
        Field::new(KEY.tersimpan, "Isi tersimpan", FieldKind::Long).health(),
        Field::new(KEY.diajukan, "Isi yang diajukan", FieldKind::Long).health(),
        Field::new(KEY.diajukan_oleh, "Diajukan oleh", FieldKind::Text(64)),
        Field::new(KEY.operasi, "Kiriman", FieldKind::Text(40)),
        Field::new(KEY.dicatat_pada, "Dicatat", FieldKind::Day).required(),
        Field::new(KEY.diputuskan_pada, "Diputuskan", FieldKind::Day).later(),
        Field::new(KEY.pilihan, "Yang dipakai", FieldKind::Term("pilihan_selisih")).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.together(KEY.diputuskan_pada, KEY.pilihan, "Isi mana yang dipakai."),
            values.together(KEY.pilihan, KEY.diputuskan_pada, "Isi kapan diputuskan."),
            values.in_order(KEY.dicatat_pada, KEY.diputuskan_pada, "Tidak mungkin sebelum dicatat."),
        ])
    }

    fn status(values: &Values) -> Status {
        Status::of(values.get(KEY.diputuskan_pada))
    }

    fn facts(_: &Model, _: &Rules) -> Vec<Fact> {
        Vec::new()
    }

    fn barred(record: &Model, verb: Verb) -> Option<&'static str> {
        match verb {
            Verb::PakaiDiajukan if people::FIELDS.iter().any(|field| field.key == record.isian) => {
                Some("isian ini data orang. Ubah di halaman orangnya bila yang diajukan benar, lalu pertahankan.")
            }
            Verb::PakaiDiajukan | Verb::Pertahankan => None,
        }
    }

    fn corrected(old: &Model, new: &Model, _: &House) -> Result<(), FieldError> {
        let decided = |row: &Model| (row.diputuskan_pada, row.pilihan.clone());
        let key = |row: &Model| (row.kepulangan_id, row.isian.clone(), row.operasi.clone());
        if decided(old) != decided(new) {
            return Err(FieldError::new(KEY.pilihan, "Diputuskan dengan langkah, bukan dengan mengubah isian."));
        }
        if key(old) != key(new) {
            return Err(FieldError::new(KEY.isian, "Selisih tidak dapat dialihkan ke isian atau kepulangan lain."));
        }
        Ok(())
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        let day = values.need(TANGGAL)?;
        // The words of `pilihan_selisih`.
        let choice = match verb {
            Verb::PakaiDiajukan => KEY.diajukan.name,
            Verb::Pertahankan => KEY.tersimpan.name,
        };
        Ok(Model {
            status: verb.cell(record.status).onward(record.status)?,
            diputuskan_pada: Some(day),
            pilihan: Some(choice.to_owned()),
            versi: head.version,
            diubah_pada: head.changed,
            ..record.clone()
        })
    }

    fn follow<'a>(tx: &'a Tx, ctx: &'a Ctx, deed: Deed<'a, Model>) -> BoxFuture<'a, Result<()>> {
        Box::pin(follow(tx, ctx, deed))
    }
}

/// The return says what was chosen, in the same transaction.
async fn follow(tx: &Tx, ctx: &Ctx, deed: Deed<'_, Model>) -> Result<()> {
    let decided = deed.old.is_some_and(|old| old.status == Status::Terbuka) && deed.new.status == Status::Selesai;
    if !decided || deed.new.pilihan.as_deref() != Some(KEY.diajukan.name) {
        return Ok(());
    }
    let key = people::find(&**tx, deed.new.orang_id).await?.key(ctx)?;
    let place = [Selisih::INFO.table, ".", KEY.diajukan.name].concat();
    let sealed = deed.new.diajukan_sandi.as_ref();
    let text = sealed.map(|sealed| key.open(&place, sealed)).transpose()?.unwrap_or_default();
    let text = String::from_utf8(text).map_err(Problem::internal)?;
    let reason = format!("{} ({})", deed.reason, deed.new.nomor);
    let change = Change { id: CatatanId(deed.new.kepulangan_id), version: None, reason, happened: None };
    records::edit_in::<Kepulangan>(tx, ctx, change, Form::from([(deed.new.isian.clone(), text)])).await
}
