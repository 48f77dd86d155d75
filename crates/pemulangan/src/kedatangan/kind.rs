//! The fields of kedatangan, and how they become a row.

use kernel::form::{Field, FieldKind, Values};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, Permission, Result};
use records::{Head, Info, Kind, Sealer, Showing};

use super::entity::Model;
use super::measures;
use super::status::Status;

/// The kind.
#[derive(Clone, Copy)]
pub struct Kedatangan;

impl Kind for Kedatangan {
    type Record = Model;

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
        columns: &["tiba_pada", "penerbangan", "negara", "jumlah_diharapkan"],
        filters: &["negara", "penerbangan"],
    };

    const FIELDS: &'static [Field] = &[
        Field::new("tiba_pada", "Tanggal tiba", FieldKind::Day).required(),
        Field::new("penerbangan", "Penerbangan atau rombongan", FieldKind::Text(80))
            .required()
            .help("Misalnya MH 725."),
        Field::new("terminal", "Terminal", FieldKind::Text(40)),
        Field::new("negara", "Dari negara", FieldKind::Country),
        Field::new("dasar_surat", "Dasar", FieldKind::Text(200))
            .help("Nomor brafaks, surat perwakilan, atau daftar Imigrasi."),
        Field::new("jumlah_diharapkan", "Jumlah menurut surat", FieldKind::Count),
        Field::new("keterangan", "Keterangan", FieldKind::Long),
    ];

    const SOUGHT: &'static [&'static str] = &["penerbangan"];

    fn check(values: &Values) -> Vec<FieldError> {
        let _ = values;
        Vec::new()
    }

    fn build(head: Head, values: &Values, _: &Sealer<'_>) -> Result<Model> {
        Ok(Model {
            id: head.id,
            nomor: head.number,
            kantor_id: head.office,
            kunci_isi: head.key,
            status: Status::Tercatat,
            versi: head.version,
            dibuat_pada: head.created,
            diubah_pada: head.changed,
            dibatalkan_pada: head.withdrawn,
            tiba_pada: values.need_day("tiba_pada")?,
            penerbangan: values.need_text("penerbangan")?,
            terminal: values.text("terminal"),
            negara: values.text("negara"),
            dasar_surat: values.text("dasar_surat"),
            jumlah_diharapkan: values.int("jumlah_diharapkan"),
            keterangan: values.text("keterangan"),
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .day("tiba_pada", Some(r.tiba_pada))
            .text("penerbangan", Some(&r.penerbangan))
            .text("terminal", r.terminal.as_deref())
            .text("negara", r.negara.as_deref())
            .text("dasar_surat", r.dasar_surat.as_deref())
            .int("jumlah_diharapkan", r.jumlah_diharapkan)
            .text("keterangan", r.keterangan.as_deref());
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
