//! The fields of rencana aksi, and how they become a row.

use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, Permission, Result};
use records::{Head, Info, Kind, Sealer, Showing};

use super::entity::Model;
use super::measures;
use super::status::Status;

/// The kind.
#[derive(Clone, Copy)]
pub struct RencanaAksi;

impl Kind for RencanaAksi {
    type Record = Model;

    const INFO: Info = Info {
        name: "rencana-aksi",
        table: "rencana_aksi",
        title: "Rencana aksi",
        prefix: "RAK",
        permission: Permission::Kelembagaan,
        person: false,
        day: "jatuh_tempo",
        unique: None,
        measures: &[measures::RENCANA_AKSI],
        columns: &["butir", "jatuh_tempo", "dilaksanakan_pada"],
        filters: &[],
    };

    const FIELDS: &'static [Field] = &[
        Field::new("kerja_sama", "Kerja sama", FieldKind::Link("kerja-sama"))
            .required()
            .help("Nomor kerja sama, misalnya KSM-2025-000001."),
        Field::new("butir", "Butir", FieldKind::Text(300)).required(),
        Field::new("jatuh_tempo", "Jatuh tempo", FieldKind::DayAhead).required(),
        Field::new("dilaksanakan_pada", "Tanggal dilaksanakan", FieldKind::Day),
        Field::new("bukti", "Bukti", FieldKind::Text(300)).help("Nomor surat, laporan atau tautan arsip."),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.together("dilaksanakan_pada", "bukti", "Isi bukti pelaksanaan."),
            values.together("bukti", "dilaksanakan_pada", "Isi tanggal pelaksanaan."),
        ])
    }

    fn build(head: Head, values: &Values, _: &Sealer<'_>) -> Result<Model> {
        Ok(Model {
            id: head.id,
            nomor: head.number,
            kantor_id: head.office,
            kunci_isi: head.key,
            status: if values.day("dilaksanakan_pada").is_some() { Status::Dilaksanakan } else { Status::Direncanakan },
            versi: head.version,
            dibuat_pada: head.created,
            diubah_pada: head.changed,
            dibatalkan_pada: head.withdrawn,
            kerja_sama_id: values.need_link("kerja_sama")?,
            butir: values.need_text("butir")?,
            jatuh_tempo: values.need_day("jatuh_tempo")?,
            dilaksanakan_pada: values.day("dilaksanakan_pada"),
            bukti: values.text("bukti"),
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .link("kerja_sama", Some(r.kerja_sama_id))
            .text("butir", Some(&r.butir))
            .day("jatuh_tempo", Some(r.jatuh_tempo))
            .day("dilaksanakan_pada", r.dilaksanakan_pada)
            .text("bukti", r.bukti.as_deref());
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
