//! The fields of penempatan, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, Permission, Result};
use records::{CalledOff, Info, Kind, More, NoVerbs, Section};

use super::entity::{KEY, Model};
use super::measures;
use super::status::Status;
use crate::p3mi::{NAMED, unregistered};

/// The kind.
#[derive(Clone, Copy)]
pub struct Penempatan;

impl Kind for Penempatan {
    type Record = Model;
    type Verb = NoVerbs;

    const INFO: Info = Info {
        name: "penempatan",
        table: "penempatan",
        title: "Penempatan",
        menu: Some(Section::Penempatan),
        prefix: "PNP",
        permission: Permission::Penempatan,
        person: true,
        day: KEY.epmi_terbit_pada,
        unique: Some(KEY.nomor_epmi),
        same: &[KEY.skema.name, KEY.negara.name, KEY.epmi_terbit_pada.name],
        measures: &[measures::PENEMPATAN],
        columns: &["epmi_terbit_pada", "skema", "negara", "p3mi"],
        filters: &["skema", "negara"],
        more: More {
            spelled: &[NAMED],
            // Asumsi: how exports of SISKOP2MI say it.
            called_off: Some(CalledOff {
                day: KEY.batal_pada,
                words: &["batal", "dibatalkan", "batal berangkat", "pembatalan", "cancel", "canceled", "cancelled"],
            }),
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.skema, "Skema", FieldKind::Term("skema")).required(),
        Field::new(KEY.negara, "Negara penempatan", FieldKind::Country).required(),
        Field::new(KEY.jabatan, "Jabatan", FieldKind::Text(120)),
        Field::new(KEY.p3mi, "P3MI", FieldKind::Text(160)),
        Field::new(KEY.nomor_epmi, "Nomor E-PMI", FieldKind::Outside(60)),
        Field::new(KEY.epmi_terbit_pada, "Tanggal terbit E-PMI", FieldKind::Day),
        Field::new(KEY.batal_pada, "Tanggal batal", FieldKind::Day),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.together(KEY.nomor_epmi, KEY.epmi_terbit_pada, "Isi tanggal terbit E-PMI."),
            values.together(KEY.epmi_terbit_pada, KEY.nomor_epmi, "Isi nomor E-PMI."),
            values.in_order(KEY.epmi_terbit_pada, KEY.batal_pada, "Tidak mungkin sebelum E-PMI terbit."),
        ])
    }

    fn status(values: &Values) -> Status {
        Status::of(values.get(KEY.epmi_terbit_pada), values.get(KEY.batal_pada))
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn remarks<'a>(ctx: &'a Ctx, record: &'a Model, _: Option<&'a [bool]>) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(unregistered(ctx, record.p3mi.as_deref()))
    }
}
