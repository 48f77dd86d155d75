//! The fields of izin, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Permission, Result, Tx};
use records::{Deed, Head, Info, Kind, More, Section, Step};

use super::entity::{KEY, Model};
use super::status::Status;
use super::steps::STEPS;
use super::table::Verb;
use super::{decide, follow};

/// The kind.
#[derive(Clone, Copy)]
pub struct Izin;

/// Why an office asks.
pub(super) const PURPOSE: Field = Field::new(KEY.keperluan, "Keperluan", FieldKind::Text(500))
    .required()
    .help("Untuk apa data itu diperlukan. Dibaca kantor yang diminta.");

impl Kind for Izin {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "izin",
        table: "izin",
        title: "Izin membuka orang",
        menu: Some(Section::Berkas),
        prefix: "IZN",
        permission: Permission::RevealPeople,
        person: false,
        day: KEY.diminta_pada,
        unique: None,
        same: &[KEY.kantor_tujuan.name, KEY.nama.name, KEY.tanggal_lahir.name, KEY.diminta_pada.name],
        measures: &[],
        columns: &["nama", "kantor_tujuan", "diminta_pada", "keperluan"],
        filters: &["kantor_tujuan"],
        more: More {
            made_by: Some("Izin diminta dari halaman orangnya, dengan Minta izin membuka."),
            parts: &[("orang", "Lihat orangnya")],
            shared: Some("kantor_tujuan"),
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.kantor_tujuan, "Kantor yang diminta", FieldKind::Office).required(),
        Field::new(KEY.nama, "Nama", FieldKind::Text(200)).required(),
        Field::new(KEY.tanggal_lahir, "Tanggal lahir", FieldKind::Born).required(),
        PURPOSE,
        Field::new(KEY.diminta_pada, "Diminta", FieldKind::Day).required(),
        Field::new(KEY.disetujui_pada, "Disetujui", FieldKind::Day).later(),
        Field::new(KEY.ditolak_pada, "Ditolak", FieldKind::Day).later(),
        Field::new(KEY.dicabut_pada, "Dicabut", FieldKind::Day).later(),
        Field::new(KEY.berakhir_pada, "Berakhir", FieldKind::Day).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let late = "Tidak mungkin sebelum diminta.";
        gather([
            values.in_order(KEY.diminta_pada, KEY.disetujui_pada, late),
            values.in_order(KEY.diminta_pada, KEY.ditolak_pada, late),
            values.in_order(KEY.diminta_pada, KEY.dicabut_pada, late),
            values.in_order(KEY.disetujui_pada, KEY.berakhir_pada, "Tidak mungkin sebelum disetujui."),
            values.together(KEY.berakhir_pada, KEY.disetujui_pada, "Yang berakhir pernah disetujui."),
        ])
    }

    fn status(values: &Values) -> Status {
        Status::of(values)
    }

    fn facts(_: &Model, _: &Rules) -> Vec<Fact> {
        Vec::new()
    }

    fn settled(record: &Model) -> Result<(), &'static str> {
        match record.status {
            Status::Disetujui => Err("Izin ini masih berlaku. Minta kantor yang menyetujuinya mengakhirinya."),
            _ => Ok(()),
        }
    }

    fn taken_by(ctx: &Ctx, record: &Model, verb: Verb) -> Result<(), &'static str> {
        let asked = follow::asked(ctx, record).is_some_and(|office| ctx.actor.offices.contains(&office));
        match verb {
            Verb::Cabut if !ctx.actor.offices.contains(&record.kantor_id) => {
                Err("hanya kantor yang meminta yang dapat mencabutnya.")
            }
            Verb::Setujui | Verb::Tolak | Verb::Akhiri if !asked => {
                Err("hanya kantor yang diminta yang dapat menjawabnya.")
            }
            Verb::Cabut | Verb::Setujui | Verb::Tolak | Verb::Akhiri => Ok(()),
        }
    }

    fn corrected(old: &Model, new: &Model, _: &House) -> Result<(), FieldError> {
        let wrong = |field: &str, detail: &str| Err(FieldError::new(field, detail));
        if new.status != old.status {
            return wrong("status", "Jawaban dicatat dengan langkah, bukan dengan mengubah tanggalnya.");
        }
        if new.kantor_tujuan != old.kantor_tujuan || new.nama != old.nama || new.tanggal_lahir != old.tanggal_lahir {
            return wrong("nama", "Siapa dan kantor mana yang diminta tidak dapat diganti. Cabut, lalu minta lagi.");
        }
        if new.keperluan != old.keperluan && old.status != Status::Diminta {
            return wrong("keperluan", "Keperluan yang sudah dijawab tidak dapat diganti. Minta lagi bila berubah.");
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
