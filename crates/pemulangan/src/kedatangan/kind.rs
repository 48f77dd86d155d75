//! The fields of kedatangan, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Permission, Result, Tx};
use records::{Deed, Head, Info, Kind, More, Step};

use super::decide::{self, STEPS};
use super::entity::Model;
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
        prefix: "KDT",
        permission: Permission::Pemulangan,
        person: false,
        day: "tiba_pada",
        unique: None,
        measures: &[],
        columns: &["tiba_pada", "tiba_jam", "penerbangan", "terminal", "negara", "jumlah_diharapkan"],
        filters: &["jenis", "negara", "penerbangan", "terminal"],
        more: More { sought: &["penerbangan"], parts: &[("manifes", "Manifes")], ..More::NONE },
    };

    const FIELDS: &'static [Field] = &[
        Field::new("jenis", "Jenis", FieldKind::Term("jenis_kedatangan")),
        Field::new("tiba_pada", "Tanggal tiba", FieldKind::DayWithin(AHEAD)).required(),
        Field::new("tiba_jam", "Jam tiba", FieldKind::Time).help("WIB, misalnya 22:31."),
        Field::new("penerbangan", "Penerbangan atau rombongan", FieldKind::Text(80))
            .required()
            .help("Misalnya MH 725."),
        Field::new("terminal", "Terminal", FieldKind::Text(40)),
        Field::new("negara", "Dari negara", FieldKind::Country),
        Field::new("asal", "Bandara atau kota asal", FieldKind::Text(80)),
        Field::new("jenis_dasar", "Jenis dasar", FieldKind::Term("jenis_dasar")),
        Field::new("dasar_surat", "Dasar", FieldKind::Text(200))
            .help("Nomor brafaks, surat perwakilan, atau daftar Imigrasi."),
        Field::new("brafaks", "Brafaks", FieldKind::Link("brafaks"))
            .help("Nomor di Lindung, misalnya BRF-2025-000012."),
        Field::new("jumlah_diharapkan", "Jumlah menurut surat", FieldKind::Count),
        Field::new("keterangan", "Keterangan", FieldKind::Long),
        Field::new("dimulai_pada", "Mulai diterima", FieldKind::Day).later(),
        Field::new("selesai_pada", "Selesai diterima", FieldKind::Day).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        gather([values.in_order("dimulai_pada", "selesai_pada", "Selesai tidak mungkin sebelum dimulai.")])
    }

    fn status(values: &Values) -> Status {
        Status::of(values.day("dimulai_pada"), values.day("selesai_pada"))
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
