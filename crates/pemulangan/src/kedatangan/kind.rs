//! The fields of kedatangan, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Permission, Result, Tx};
use records::{Deed, Head, Info, Kind, More, Section, Step};

use super::decide::{self, STEPS};
use super::entity::{KEY, Model};
use super::measures;
use super::status::Status;
use super::table::Verb;

/// How many days ahead an arrival may be announced.
const AHEAD: u32 = 60;

/// The kind.
#[derive(Clone, Copy)]
pub struct Kedatangan;

impl Kind for Kedatangan {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "kedatangan",
        table: "kedatangan",
        title: "Kedatangan",
        menu: Some(Section::Pelindungan),
        prefix: "KDT",
        permission: Permission::Pemulangan,
        person: false,
        day: KEY.tiba_pada,
        unique: None,
        same: &[KEY.penerbangan.name, KEY.tiba_pada.name],
        measures: &[],
        columns: &["tiba_pada", "tiba_jam", "penerbangan", "terminal", "negara", "jumlah_diharapkan"],
        filters: &["jenis", "negara", "penerbangan", "terminal"],
        more: More {
            sought: &["penerbangan"],
            parts: &[("manifes", "Manifes"), ("penumpang", "Penumpang")],
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.jenis, "Jenis", FieldKind::Term("jenis_kedatangan")),
        Field::new(KEY.tiba_pada, "Tanggal tiba", FieldKind::DayWithin(AHEAD)).required(),
        Field::new(KEY.tiba_jam, "Jam tiba", FieldKind::Time).help("WIB, misalnya 22:31."),
        Field::new(KEY.penerbangan, "Penerbangan atau rombongan", FieldKind::Text(80))
            .required()
            .help("Misalnya MH 725."),
        Field::new(KEY.terminal, "Terminal", FieldKind::Text(40)),
        Field::new(KEY.negara, "Dari negara", FieldKind::Country),
        Field::new(KEY.asal, "Bandara atau kota asal", FieldKind::Text(80)),
        Field::new(KEY.jenis_dasar, "Jenis dasar", FieldKind::Term("jenis_dasar")),
        Field::new(KEY.dasar_surat, "Dasar", FieldKind::Text(200))
            .help("Nomor brafaks, surat perwakilan, atau daftar Imigrasi."),
        Field::new(KEY.brafaks, "Brafaks", FieldKind::Link("brafaks"))
            .help("Nomor di Lindung, misalnya BRF-2025-000012."),
        Field::new(KEY.jumlah_diharapkan, "Jumlah menurut surat", FieldKind::Count),
        Field::new(KEY.keterangan, "Keterangan", FieldKind::Long),
        Field::new(KEY.dimulai_pada, "Mulai diterima", FieldKind::Day).later(),
        Field::new(KEY.selesai_pada, "Selesai diterima", FieldKind::Day).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        gather([values.in_order(KEY.dimulai_pada, KEY.selesai_pada, "Selesai tidak mungkin sebelum dimulai.")])
    }

    fn status(values: &Values) -> Status {
        Status::of(values.get(KEY.dimulai_pada), values.get(KEY.selesai_pada))
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        decide::decide(record, verb, values, &head)
    }

    fn follow<'a>(tx: &'a Tx, _: &'a Ctx, deed: Deed<'a, Model>) -> BoxFuture<'a, Result<()>> {
        Box::pin(decide::follow(tx, deed))
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
