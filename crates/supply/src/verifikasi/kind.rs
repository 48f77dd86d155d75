//! The fields of verifikasi, and what they must agree in.

use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, House, Permission, Result};
use records::{Head, Info, Kind, More, Roster, Section, Step};

use super::entity::{KEY, Model};
use super::status::Status;
use super::table::Verb;
use super::{decide, measures, steps};

/// The kind.
#[derive(Clone, Copy)]
pub struct Verifikasi;

impl Kind for Verifikasi {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "verifikasi",
        table: "verifikasi",
        title: "Verifikasi dokumen",
        menu: Some(Section::Penempatan),
        prefix: "VRF",
        permission: Permission::Supply,
        person: true,
        day: KEY.dijadwalkan_pada,
        unique: None,
        same: &[KEY.skema.name, KEY.dijadwalkan_pada.name],
        measures: &[measures::VERIFIKASI],
        columns: &["dijadwalkan_pada", "skema", "diperiksa_pada", "hasil"],
        filters: &["skema", "hasil"],
        more: More {
            // Of hundreds of people the session is the task.
            pursued: false,
            beside: &[("belum-visa", "SSW belum unggah visa")],
            roster: Some(Roster {
                of: KEY.sesi.name,
                when: ("jenis_sesi", "verifikasi"),
                open: "dijadwalkan",
                takes: &[(KEY.dijadwalkan_pada.name, "tanggal"), (KEY.skema.name, "skema")],
                came: KEY.hadir.name,
                absence: KEY.alasan_absen.name,
                marks: &[KEY.diperiksa_pada.name, KEY.hasil.name, KEY.kekurangan.name],
                result: KEY.hasil.name,
                day: Some(KEY.diperiksa_pada.name),
                sender: None,
                tells: &[KEY.nomor_pendaftaran.name],
            }),
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.sesi, "Sesi", FieldKind::Link("sesi")).help("Nomor sesinya, misalnya SES-2026-000001."),
        Field::new(KEY.skema, "Skema", FieldKind::Term("skema")).required(),
        Field::new(KEY.nomor_pendaftaran, "Nomor pendaftaran", FieldKind::Text(60)),
        Field::new(KEY.dijadwalkan_pada, "Tanggal jadwal", FieldKind::DayAhead).required(),
        Field::new(KEY.hadir, "Hadir", FieldKind::YesNo),
        Field::new(KEY.diperiksa_pada, "Tanggal diperiksa", FieldKind::Day),
        Field::new(KEY.hasil, "Hasil", FieldKind::Term("hasil_verifikasi")),
        Field::new(KEY.kekurangan, "Kekurangan", FieldKind::Text(300)),
        Field::new(KEY.alasan_absen, "Alasan tidak hadir", FieldKind::Text(200)),
        Field::new(KEY.diperbaiki_pada, "Tanggal diperbaiki", FieldKind::Day).later(),
        Field::new(KEY.visa_pada, "Tanggal visa diunggah", FieldKind::Day).later(),
        Field::new(KEY.kontak_pada, "Kontak terakhir", FieldKind::Day).later(),
        Field::new(KEY.hasil_kontak, "Hasil kontak", FieldKind::Term("hasil_kontak")).later(),
    ];

    const STEPS: &'static [Step] = steps::STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let mut errors = gather([
            values.together(
                KEY.diperbaiki_pada,
                KEY.diperiksa_pada,
                "Isi tanggal diperiksa: perbaikan sesudah pemeriksaan.",
            ),
            values.in_order(KEY.diperiksa_pada, KEY.diperbaiki_pada, "Tidak mungkin sebelum diperiksa."),
        ]);
        if values.get(KEY.diperiksa_pada).is_some() && values.get(KEY.hadir) != Some(true) {
            errors.push(FieldError::new(
                "hadir",
                "Yang diperiksa pasti hadir: isi ya, atau kosongkan tanggal diperiksa.",
            ));
        }
        errors
    }

    fn status(values: &Values) -> Status {
        Status::of(values)
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
}
