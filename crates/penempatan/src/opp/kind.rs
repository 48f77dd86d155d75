//! The fields of a participant, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Values};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Permission, Result};
use records::{Head, Info, Kind, More, Roster, Section, Step};

use super::entity::{KEY, Model};
use super::status::Status;
use super::table::Verb;
use super::{decide, measures, steps};
use crate::p3mi::{NAMED, unregistered};

/// The kind.
#[derive(Clone, Copy)]
pub struct Opp;

impl Kind for Opp {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "opp",
        table: "opp",
        title: "Peserta OPP",
        menu: Some(Section::Penempatan),
        prefix: "OPP",
        permission: Permission::Penempatan,
        person: true,
        day: KEY.dijadwalkan_pada,
        unique: None,
        same: &[KEY.dijadwalkan_pada.name],
        measures: &[measures::PEMAHAMAN],
        columns: &["dijadwalkan_pada", "p3mi", "nilai_awal", "nilai_akhir"],
        filters: &["p3mi"],
        more: More {
            // Of hundreds of people the session is the task.
            pursued: false,
            spelled: &[NAMED],
            roster: Some(Roster {
                of: KEY.sesi.name,
                when: ("jenis_sesi", "opp"),
                open: "dijadwalkan",
                takes: &[(KEY.dijadwalkan_pada.name, "tanggal")],
                came: KEY.hadir.name,
                absence: KEY.alasan_absen.name,
                marks: &[KEY.nilai_awal.name, KEY.nilai_akhir.name],
                result: KEY.nilai_akhir.name,
                day: None,
                sender: Some(KEY.p3mi.name),
                tells: &[KEY.p3mi.name],
            }),
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.sesi, "Sesi", FieldKind::Link("sesi")).help("Nomor sesinya, misalnya SES-2026-000001."),
        Field::new(KEY.p3mi, "P3MI", FieldKind::Text(160)),
        Field::new(KEY.dijadwalkan_pada, "Tanggal OPP", FieldKind::DayAhead).required(),
        Field::new(KEY.hadir, "Hadir", FieldKind::YesNo),
        Field::new(KEY.nilai_awal, "Nilai awal", FieldKind::Score),
        Field::new(KEY.nilai_akhir, "Nilai akhir", FieldKind::Score),
        Field::new(KEY.alasan_absen, "Alasan tidak hadir", FieldKind::Text(200)),
    ];

    const STEPS: &'static [Step] = steps::STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let scored = values.get(KEY.nilai_akhir).is_some() && values.get(KEY.hadir) != Some(true);
        let wrong = FieldError::new(KEY.hadir, "Yang bernilai pasti hadir: isi ya, atau kosongkan nilai akhir.");
        if scored { vec![wrong] } else { Vec::new() }
    }

    fn status(values: &Values) -> Status {
        Status::of(values.get(KEY.hadir))
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn barred(record: &Model, verb: Verb) -> Option<&'static str> {
        decide::barred(record, verb)
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        decide::decide(record, verb, values, &head)
    }

    fn remarks<'a>(ctx: &'a Ctx, record: &'a Model, _: Option<&'a [bool]>) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(unregistered(ctx, record.p3mi.as_deref()))
    }
}
