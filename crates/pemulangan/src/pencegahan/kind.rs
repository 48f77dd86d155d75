//! The fields of pencegahan, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Permission, Result, Tx};
use records::{Deed, Head, Info, Kind, More, Section, Step};

use super::entity::{KEY, Model};
use super::status::Status;
use super::steps::STEPS;
use super::table::Verb;
use super::{decide, follow, remarks};

/// The kind.
#[derive(Clone, Copy)]
pub struct Pencegahan;

impl Kind for Pencegahan {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "pencegahan",
        table: "pencegahan",
        title: "Pencegahan",
        menu: Some(Section::Pelindungan),
        prefix: "CGH",
        permission: Permission::Pemulangan,
        person: true,
        day: KEY.diterima_pada,
        unique: None,
        same: &[KEY.diterima_pada.name],
        measures: &[],
        columns: &["diterima_pada", "sumber", "negara", "penerbangan", "hasil"],
        filters: &["kedatangan", "penerbangan", "sumber", "negara", "hasil"],
        more: More { leads_to: &[("pengaduan", "Catat pengaduan")], once: Some("Pencegahan lain"), ..More::NONE },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.kedatangan, "Daftar serahan", FieldKind::Link("kedatangan"))
            .help("Nomor kedatangan berjenis Serahan pencegahan."),
        Field::new(KEY.diterima_pada, "Tanggal diterima", FieldKind::Day).required(),
        Field::new(KEY.diterima_jam, "Jam diterima", FieldKind::Time).help("WIB. Boleh kosong."),
        Field::new(KEY.sumber, "Diserahkan oleh", FieldKind::Term("sumber_pencegahan")).required(),
        Field::new(KEY.nomor_surat, "Nomor surat", FieldKind::Text(80)),
        Field::new(KEY.negara, "Negara tujuan", FieldKind::Country),
        Field::new(KEY.penerbangan, "Penerbangan", FieldKind::Text(80))
            .help("Yang batal dinaiki; dalam daftar Imigrasi boleh lain untuk setiap orang."),
        Field::new(KEY.alasan_cegah, "Alasan dicegah", FieldKind::Terms("alasan_cegah")),
        Field::new(KEY.perekrut, "Perekrut", FieldKind::Text(200)).other(),
        Field::new(KEY.keterangan, "Keterangan", FieldKind::Long),
        Field::new(KEY.edukasi_pada, "Diedukasi", FieldKind::Day).later(),
        Field::new(KEY.edukasi, "Isi edukasi", FieldKind::Text(500)).later(),
        Field::new(KEY.hasil, "Hasil", FieldKind::Term("hasil_pencegahan")).later(),
        Field::new(KEY.hasil_pada, "Tanggal hasil", FieldKind::Day).later(),
        Field::new(KEY.nomor_laporan, "Nomor laporan polisi", FieldKind::Text(80)).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let report = || {
            let law = values.get(KEY.hasil).is_some_and(|result| result == "proses_hukum");
            if law { values.together(KEY.hasil, KEY.nomor_laporan, "Isi nomor laporan polisinya.") } else { Ok(()) }
        };
        gather([
            values.together(KEY.hasil, KEY.hasil_pada, "Isi tanggal hasilnya."),
            values.together(KEY.hasil_pada, KEY.hasil, "Isi hasilnya."),
            values.in_order(KEY.diterima_pada, KEY.edukasi_pada, "Tidak mungkin sebelum diterima."),
            values.in_order(KEY.diterima_pada, KEY.hasil_pada, "Tidak mungkin sebelum diterima."),
            report(),
        ])
    }

    fn status(values: &Values) -> Status {
        Status::of(values)
    }

    fn facts(_: &Model, _: &Rules) -> Vec<Fact> {
        Vec::new()
    }

    fn corrected(old: &Model, new: &Model, _: &House) -> Result<(), FieldError> {
        let home = |record: &Model| record.hasil.as_deref() == Some("pulang_mandiri");
        if home(old) == home(new) {
            return Ok(());
        }
        let detail = "Kepulangannya dibuat oleh langkah Pulangkan. Untuk membetulkannya, batalkan kepulangan itu dan catat \
            pencegahan ini lagi.";
        Err(FieldError::new(KEY.hasil, detail))
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        decide::decide(record, verb, values, &head)
    }

    fn follow<'a>(tx: &'a Tx, ctx: &'a Ctx, deed: Deed<'a, Model>) -> BoxFuture<'a, Result<()>> {
        Box::pin(follow::follow(tx, ctx, deed))
    }

    fn remarks<'a>(ctx: &'a Ctx, record: &'a Model, _: Option<&'a [bool]>) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(remarks::of(ctx, record))
    }
}
