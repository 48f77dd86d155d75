//! The fields of an item of the ZI worksheet, and what they must agree in.

use chrono::Datelike;
use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Key, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, Day, FieldError, House, Permission, Result};
use records::{Head, Info, Kind, More, Section, Step};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{Column, Entity, KEY, Model};
use super::measures::{self, WHOLE};
use super::status::Status;
use super::steps::STEPS;
use super::table::Verb;
use super::{decide, earlier, same_code};

/// Said of an assessed item without a file. It bars nothing: what counts is the assessment, and the page counts such items.
const UNPROVEN: &str =
    "Butir ini sudah dinilai, tetapi berkas buktinya belum ada. Unggah buktinya di Lampiran pada halaman ini.";

/// The kind.
#[derive(Clone, Copy)]
pub struct ButirZi;

impl Kind for ButirZi {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "butir-zi",
        table: "butir_zi",
        title: "Butir ZI",
        menu: Some(Section::Akuntabilitas),
        prefix: "BZI",
        permission: Permission::Perencanaan,
        person: false,
        day: KEY.tanggal,
        unique: None,
        same: &[KEY.kode.name, KEY.pokja.name, KEY.tahun.name],
        measures: &[measures::BUTIR_ZI],
        columns: &["tahun", "pokja", "kode", "bobot", "terpenuhi", "petugas"],
        filters: &["pokja", "petugas"],
        more: More { pursued: false, proven: true, subject: Some(KEY.butir.name), ..More::NONE },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.tahun, "Tahun lembar kerja", FieldKind::Year).required(),
        Field::new(KEY.tanggal, "Tanggal lembar kerja", FieldKind::Day)
            .required()
            .help("Hari lembar kerja disusun, dalam tahun itu. Sama untuk semua butirnya."),
        Field::new(KEY.pokja, "Pokja", FieldKind::Term("pokja_zi")).required(),
        Field::new(KEY.kode, "Kode butir", FieldKind::Text(20))
            .required()
            .help("Seperti di lembar kerja, misalnya 1.a.i."),
        Field::new(KEY.butir, "Butir", FieldKind::Text(500)).required(),
        Field::new(KEY.bobot, "Bobot", FieldKind::Score)
            .required()
            .help("Angka dari seluruh lembar kerja, misalnya 2,5. Bukan persen dari pokjanya."),
        Field::new(KEY.jawaban, "Jawaban", FieldKind::Text(40)).help("Seperti di lembar kerja, misalnya Ya atau B."),
        Field::new(KEY.terpenuhi, "Terpenuhi (%)", FieldKind::Score).help("0 sampai 100: bagian butir yang terpenuhi."),
        Field::new(KEY.dinilai_pada, "Tanggal dinilai", FieldKind::Day),
        Field::new(KEY.penilaian_1_pada, "Penilaian sebelumnya 1", FieldKind::Day).later(),
        Field::new(KEY.penilaian_1, "Terpenuhi (%) pada penilaian 1", FieldKind::Score).later(),
        Field::new(KEY.penilaian_2_pada, "Penilaian sebelumnya 2", FieldKind::Day).later(),
        Field::new(KEY.penilaian_2, "Terpenuhi (%) pada penilaian 2", FieldKind::Score).later(),
        Field::new(KEY.penilaian_3_pada, "Penilaian sebelumnya 3", FieldKind::Day).later(),
        Field::new(KEY.penilaian_3, "Terpenuhi (%) pada penilaian 3", FieldKind::Score).later(),
        Field::new(KEY.diverifikasi_pada, "Tanggal diverifikasi", FieldKind::Day),
        Field::new(KEY.verifikator, "Diverifikasi oleh", FieldKind::Text(160)).help("Misalnya Tim Penilai Internal."),
        Field::new(KEY.petugas, "Petugas", FieldKind::Officer),
        Field::new(KEY.keterangan, "Keterangan", FieldKind::Long),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let mut errors = gather([
            weighs(values),
            values.together(KEY.dinilai_pada, KEY.terpenuhi, "Isi bagian yang terpenuhi; 0 bila tidak terpenuhi."),
            values.together(KEY.terpenuhi, KEY.dinilai_pada, "Isi tanggal dinilai."),
            values.together(KEY.diverifikasi_pada, KEY.dinilai_pada, "Isi tanggal dinilai."),
            values.together(KEY.diverifikasi_pada, KEY.verifikator, "Isi siapa yang memverifikasi."),
            values.together(KEY.verifikator, KEY.diverifikasi_pada, "Isi tanggal diverifikasi."),
            values.in_order(KEY.dinilai_pada, KEY.diverifikasi_pada, "Tidak boleh sebelum tanggal dinilai."),
            earlier::whole(values, KEY.terpenuhi),
            in_year(values, KEY.tanggal),
            in_year(values, KEY.dinilai_pada),
        ]);
        errors.extend(earlier::check(values));
        errors.extend(earlier::KEPT.into_iter().filter_map(|(day, _)| in_year(values, day).err()));
        errors
    }

    fn status(values: &Values) -> Status {
        match (values.has(KEY.dinilai_pada), values.has(KEY.diverifikasi_pada)) {
            (_, true) => Status::Diverifikasi,
            (true, false) => Status::Dinilai,
            (false, false) => Status::BelumDinilai,
        }
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn corrected(old: &Model, new: &Model, _: &House) -> Result<(), FieldError> {
        earlier::moved(old, new)
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        decide::decide(record, verb, values, &head)
    }

    fn remarks<'a>(ctx: &'a Ctx, record: &'a Model, _: Option<&'a [bool]>) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(async move {
            let bare = record.dinilai_pada.is_some() && !records::attached::any(ctx, record.id).await?;
            let mut all: Vec<String> = bare.then(|| UNPROVEN.to_owned()).into_iter().collect();
            all.extend(doubled(ctx, record).await?);
            Ok(all)
        })
    }
}

/// Said of an item whose code stands in another record of the same worksheet. It bars nothing: two items may share a code until it is mended.
async fn doubled(ctx: &Ctx, record: &Model) -> Result<Option<String>> {
    if record.dibatalkan_pada.is_some() {
        return Ok(None);
    }
    let mut others = Entity::find()
        .filter(Column::KantorId.eq(record.kantor_id))
        .filter(Column::Tahun.eq(record.tahun))
        .filter(Column::Pokja.eq(record.pokja.as_str()))
        .filter(Column::DibatalkanPada.is_null())
        .filter(Column::Id.ne(record.id))
        .order_by_asc(Column::Id)
        .all(ctx.db())
        .await?;
    others.retain(|other| same_code(&other.kode) == same_code(&record.kode));
    let numbers: Vec<&str> = others.iter().map(|other| other.nomor.as_str()).collect();
    Ok((!numbers.is_empty()).then(|| {
        let (code, numbers) = (&record.kode, numbers.join(", "));
        format!(
            "Butir {code} tahun {} dalam pokja ini juga tercatat sebagai {numbers}, dan terhitung semuanya. Batalkan yang keliru, atau \
             betulkan kodenya.",
            record.tahun
        )
    }))
}

fn weighs(values: &Values) -> Result<(), FieldError> {
    match values.get(KEY.bobot) {
        Some(weight) if !(1..=WHOLE).contains(&weight) => {
            Err(FieldError::new(KEY.bobot, "Bobot harus di atas 0 dan tidak lebih dari 100."))
        }
        _ => Ok(()),
    }
}

/// An item counts in the year of its worksheet, so its days lie there.
fn in_year(values: &Values, day: Key<Day>) -> Result<(), FieldError> {
    match (values.get(KEY.tahun), values.get(day)) {
        (Some(year), Some(on)) if i64::from(on.year()) != year => {
            Err(FieldError::new(day, "Harus dalam tahun lembar kerja."))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn item() -> Values {
        Values::default()
            .with(KEY.tahun, Some(2026))
            .with(KEY.tanggal, Some(day("2026-02-02")))
            .with(KEY.bobot, Some(25_000))
    }

    #[test]
    fn the_state_follows_from_the_days() {
        let assessed = item().with(KEY.dinilai_pada, Some(day("2026-03-02"))).with(KEY.terpenuhi, Some(WHOLE));
        let verified = assessed
            .clone()
            .with(KEY.diverifikasi_pada, Some(day("2026-05-04")))
            .with(KEY.verifikator, Some("Tim contoh".to_owned()));
        for (values, status) in
            [(item(), Status::BelumDinilai), (assessed, Status::Dinilai), (verified, Status::Diverifikasi)]
        {
            assert_eq!(ButirZi::status(&values), status);
            assert_eq!(ButirZi::check(&values), Vec::new());
        }
    }

    #[test]
    fn earlier_assessments_are_whole_and_come_before_the_one_that_holds() {
        let assessed = item().with(KEY.dinilai_pada, Some(day("2026-08-03"))).with(KEY.terpenuhi, Some(WHOLE));
        let kept = |on: &str| assessed.clone().with(KEY.penilaian_1_pada, Some(day(on))).with(KEY.penilaian_1, Some(0));
        assert_eq!(ButirZi::check(&kept("2026-03-02")), Vec::new());
        for (values, field) in [
            (kept("2026-08-04"), "dinilai_pada"),
            (kept("2025-12-31"), "penilaian_1_pada"),
            (assessed.clone().with(KEY.penilaian_1_pada, Some(day("2026-03-02"))), "penilaian_1"),
            (kept("2026-03-02").with(KEY.penilaian_1, Some(WHOLE + 1)), "penilaian_1"),
        ] {
            let errors = ButirZi::check(&values);
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields, [field], "{errors:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_told_at_its_field() {
        let assessed = || item().with(KEY.terpenuhi, Some(WHOLE));
        for (values, field) in [
            (item().with(KEY.bobot, Some(0)), "bobot"),
            (item().with(KEY.bobot, Some(WHOLE + 1)), "bobot"),
            (assessed(), "dinilai_pada"),
            (assessed().with(KEY.dinilai_pada, Some(day("2025-12-31"))), "dinilai_pada"),
            (item().with(KEY.dinilai_pada, Some(day("2026-03-02"))), "terpenuhi"),
            (item().with(KEY.terpenuhi, Some(WHOLE + 1)).with(KEY.dinilai_pada, Some(day("2026-03-02"))), "terpenuhi"),
            (item().with(KEY.tanggal, Some(day("2027-01-04"))), "tanggal"),
            (item().with(KEY.verifikator, Some("Tim contoh".to_owned())), "diverifikasi_pada"),
        ] {
            let errors = ButirZi::check(&values);
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields, [field], "{errors:?}");
        }
    }
}
