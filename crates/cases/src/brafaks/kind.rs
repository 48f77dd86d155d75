//! The fields of brafaks, and what they must agree in.

use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, House, Permission, Result};
use records::{Head, Info, Kind, More, Section, Step};

use super::decide;
use super::entity::{KEY, Model};
use super::status::Status;
use super::steps::STEPS;
use super::table::Verb;

/// The kind.
#[derive(Clone, Copy)]
pub struct Brafaks;

impl Kind for Brafaks {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "brafaks",
        table: "brafaks",
        title: "Brafaks",
        menu: Some(Section::Pelindungan),
        prefix: "BRF",
        permission: Permission::Correspondence,
        person: false,
        day: KEY.diterima_pada,
        unique: None,
        same: &[KEY.nomor_brafaks.name, KEY.perwakilan.name, KEY.tanggal_brafaks.name],
        measures: &[],
        columns: &["perihal", "diterima_pada", "nomor_agenda", "perwakilan", "sifat", "tenggat"],
        filters: &["sifat", "negara", "petugas"],
        more: More {
            sought: &["nomor_brafaks", "nomor_agenda", "nomor_jawaban"],
            leads_to: &[
                ("pengaduan", "Catat pengaduan dari brafaks ini"),
                ("kepulangan", "Catat kepulangan dari brafaks ini"),
            ],
            subject: Some(KEY.perihal.name),
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.diterima_pada, "Tanggal diterima", FieldKind::Day).required(),
        Field::new(KEY.nomor_agenda, "Nomor agenda", FieldKind::Text(40)).required(),
        Field::new(KEY.perwakilan, "Perwakilan", FieldKind::Text(120)).required().help("Misalnya: KBRI Kuala Lumpur."),
        Field::new(KEY.negara, "Negara", FieldKind::Country),
        Field::new(KEY.nomor_brafaks, "Nomor brafaks", FieldKind::Text(80)).required(),
        Field::new(KEY.tanggal_brafaks, "Tanggal brafaks", FieldKind::Day).required(),
        Field::new(KEY.sifat, "Sifat", FieldKind::Term("sifat_surat")).required(),
        Field::new(KEY.perihal, "Perihal", FieldKind::Text(300))
            .required()
            .help("Tanpa nama orang: nama dicatat di pengaduan atau kepulangan yang terkait."),
        Field::new(KEY.disposisi_pada, "Disposisi", FieldKind::Day).later(),
        Field::new(KEY.instruksi, "Instruksi", FieldKind::Text(500)).later(),
        Field::new(KEY.petugas, "Petugas", FieldKind::Officer).later(),
        Field::new(KEY.tenggat, "Tenggat", FieldKind::DayAhead).later(),
        Field::new(KEY.dijawab_pada, "Dijawab", FieldKind::Day).later(),
        Field::new(KEY.nomor_jawaban, "Nomor jawaban", FieldKind::Text(80)).later(),
        Field::new(KEY.diarsipkan_pada, "Diarsipkan", FieldKind::Day).later(),
        Field::new(KEY.kode_arsip, "Kode arsip", FieldKind::Text(40)).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let late = "Tidak mungkin sebelum diterima.";
        gather([
            values.in_order(KEY.tanggal_brafaks, KEY.diterima_pada, "Tidak mungkin sebelum tanggal brafaks."),
            values.in_order(KEY.diterima_pada, KEY.disposisi_pada, late),
            values.in_order(KEY.diterima_pada, KEY.dijawab_pada, late),
            values.in_order(KEY.diterima_pada, KEY.diarsipkan_pada, late),
            values.together(KEY.disposisi_pada, KEY.instruksi, "Isi instruksinya."),
            values.together(KEY.dijawab_pada, KEY.nomor_jawaban, "Isi nomor jawabannya."),
            values.together(KEY.diarsipkan_pada, KEY.kode_arsip, "Isi kode arsipnya."),
        ])
    }

    fn status(values: &Values) -> Status {
        Status::of(values)
    }

    fn facts(_: &Model, _: &Rules) -> Vec<Fact> {
        Vec::new()
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        decide::decide(record, verb, values, &head)
    }
}
