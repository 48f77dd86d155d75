//! The fields of nilai, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, Permission, Result};
use records::{Info, Kind, More, NoVerbs, Section};

use super::entity::{KEY, Model};
use super::measures;
use super::status::Status;

/// Said of a score without a file. It bars nothing: the letter is named in the record, and may lie on paper.
const UNPROVEN: &str = "Berkas bukti nilai ini belum ada. Unggah surat atau lembar kerja penilainya di Lampiran \
                        (untuk NKA: hasil dari SMART).";

/// The kind.
#[derive(Clone, Copy)]
pub struct Nilai;

impl Kind for Nilai {
    type Record = Model;
    type Verb = NoVerbs;

    const INFO: Info = Info {
        name: "nilai",
        table: "nilai",
        title: "Nilai",
        menu: Some(Section::Akuntabilitas),
        prefix: "NLI",
        permission: Permission::Perencanaan,
        person: false,
        day: KEY.tanggal,
        unique: None,
        same: &[KEY.jenis_nilai.name, KEY.tanggal.name],
        measures: &[measures::ZI, measures::KEARSIPAN, measures::NKA, measures::AKIP],
        columns: &["tanggal", "jenis_nilai", "nilai", "penilai"],
        filters: &["jenis_nilai"],
        more: More {
            pursued: false,
            proven: true,
            beside: &[("zi", "Lembar kerja ZI"), ("tanpa-bukti", "Tanpa bukti")],
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.jenis_nilai, "Jenis nilai", FieldKind::Term("jenis_nilai")).required(),
        Field::new(KEY.tanggal, "Tanggal penilaian", FieldKind::Day).required(),
        Field::new(KEY.nilai, "Nilai", FieldKind::Score).required().help("Misalnya 79,49."),
        Field::new(KEY.terpenuhi, "Syarat terpenuhi", FieldKind::Count),
        Field::new(KEY.syarat, "Jumlah syarat", FieldKind::Count),
        Field::new(KEY.kategori, "Kategori", FieldKind::Text(40)),
        Field::new(KEY.penilai, "Penilai", FieldKind::Text(160)).required(),
        Field::new(KEY.bukti, "Bukti", FieldKind::Text(300)).required().help("Nomor surat atau lembar kerja penilai."),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        let mut errors = gather([
            values.together(KEY.terpenuhi, KEY.syarat, "Isi jumlah syarat."),
            values.together(KEY.syarat, KEY.terpenuhi, "Isi syarat yang terpenuhi."),
        ]);
        if let (Some(met), Some(all)) = (values.get(KEY.terpenuhi), values.get(KEY.syarat))
            && (all == 0 || met > all)
        {
            errors.push(FieldError::new(KEY.terpenuhi, "Tidak mungkin lebih dari jumlah syarat."));
        }
        errors
    }

    fn status(_: &Values) -> Status {
        Status::Tercatat
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn remarks<'a>(ctx: &'a Ctx, record: &'a Model, _: Option<&'a [bool]>) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(async move {
            let bare = !records::attached::any(ctx, record.id).await?;
            Ok(bare.then(|| UNPROVEN.to_owned()).into_iter().collect())
        })
    }
}
