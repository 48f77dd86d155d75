//! The fields of rencana aksi, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, Permission, Result};
use records::{Info, Kind, More, NoVerbs, Reached, Section};

use super::entity::{KEY, Model};
use super::measures;
use super::status::Status;

/// Said of an item that is done without a file. It bars nothing: the evidence may lie on paper, and what counts is the day.
const UNPROVEN: &str =
    "Butir ini tercatat dilaksanakan, tetapi berkas buktinya belum ada. Unggah surat, laporan atau foto di Lampiran.";

/// The kind.
#[derive(Clone, Copy)]
pub struct RencanaAksi;

impl Kind for RencanaAksi {
    type Record = Model;
    type Verb = NoVerbs;

    const INFO: Info = Info {
        name: "rencana-aksi",
        table: "rencana_aksi",
        title: "Rencana aksi",
        menu: Some(Section::Kelembagaan),
        prefix: "RAK",
        permission: Permission::Kelembagaan,
        person: false,
        day: KEY.jatuh_tempo,
        unique: None,
        same: &[KEY.butir.name, KEY.kerja_sama.name, KEY.jatuh_tempo.name],
        measures: &[measures::RENCANA_AKSI],
        columns: &["butir", "jatuh_tempo", "dilaksanakan_pada"],
        filters: &[],
        more: More {
            reached: &[Reached {
                measure: measures::RENCANA_AKSI,
                by: &[(KEY.dilaksanakan_pada.name, "dilaksanakan")],
            }],
            shown_at: &[KEY.kerja_sama.name],
            subject: Some(KEY.butir.name),
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.kerja_sama, "Kerja sama", FieldKind::Link("kerja-sama"))
            .required()
            .help("Nomor kerja sama, misalnya KSM-2025-000001."),
        Field::new(KEY.butir, "Butir", FieldKind::Text(300)).required(),
        Field::new(KEY.jatuh_tempo, "Jatuh tempo", FieldKind::DayAhead).required(),
        Field::new(KEY.dilaksanakan_pada, "Tanggal dilaksanakan", FieldKind::Day),
        Field::new(KEY.bukti, "Bukti", FieldKind::Text(300))
            .help("Nomor surat, laporan atau tautan arsip. Berkasnya diunggah di Lampiran pada halaman butir ini."),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.together(KEY.dilaksanakan_pada, KEY.bukti, "Isi bukti pelaksanaan."),
            values.together(KEY.bukti, KEY.dilaksanakan_pada, "Isi tanggal pelaksanaan."),
        ])
    }

    fn status(values: &Values) -> Status {
        if values.get(KEY.dilaksanakan_pada).is_some() { Status::Dilaksanakan } else { Status::Direncanakan }
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn remarks<'a>(ctx: &'a Ctx, record: &'a Model, _: Option<&'a [bool]>) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(async move {
            let bare = record.dilaksanakan_pada.is_some() && !records::attached::any(ctx, record.id).await?;
            Ok(bare.then(|| UNPROVEN.to_owned()).into_iter().collect())
        })
    }
}
