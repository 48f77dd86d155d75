//! The fields of a request for a passport recommendation, and what they must agree in.

use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, House, Permission, Result};
use records::{Head, Info, Kind, More, Section, Step};

use super::decide;
use super::entity::{KEY, Model};
use super::letters::LETTERS;
use super::status::{ISSUED, NOT_NEEDED, REFUSED, Status};
use super::steps::STEPS;
use super::table::Verb;

/// The kind.
#[derive(Clone, Copy)]
pub struct RekomendasiPaspor;

impl Kind for RekomendasiPaspor {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "rekomendasi-paspor",
        table: "rekomendasi_paspor",
        title: "Rekomendasi paspor",
        menu: Some(Section::Penempatan),
        prefix: "RKP",
        permission: Permission::Penempatan,
        person: true,
        day: KEY.diminta_pada,
        unique: None,
        same: &[KEY.diminta_pada.name],
        measures: &[],
        columns: &["diminta_pada", "melalui", "negara", "kantor_imigrasi", "jawaban", "petugas"],
        filters: &["melalui", "keperluan", "negara", "kantor_imigrasi", "jawaban", "hasil", "petugas"],
        more: More { sought: &["nomor_surat", "nomor_jawaban"], letters: LETTERS, ..More::NONE },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.diminta_pada, "Tanggal diminta", FieldKind::Day).required(),
        Field::new(KEY.melalui, "Melalui", FieldKind::Term("kanal_pengaduan")).required(),
        Field::new(KEY.asal_surat, "Asal surat", FieldKind::Text(160))
            .help("Bila diminta dengan surat: pengirimnya, misalnya P3MI atau Disnaker."),
        Field::new(KEY.nomor_surat, "Nomor surat permintaan", FieldKind::Text(80)),
        Field::new(KEY.keperluan, "Keperluan", FieldKind::Term("keperluan_paspor")),
        Field::new(KEY.negara, "Negara tujuan", FieldKind::Country),
        Field::new(KEY.skema, "Skema", FieldKind::Term("skema")),
        Field::new(KEY.kantor_imigrasi, "Kantor imigrasi", FieldKind::Text(120))
            .help("Tempat paspornya diurus, terutama bila kantor itu yang meminta rekomendasi."),
        Field::new(KEY.petugas, "Petugas", FieldKind::Officer).later(),
        Field::new(KEY.jawaban, "Jawaban", FieldKind::Term("jawaban_rekomendasi_paspor")).later(),
        Field::new(KEY.dijawab_pada, "Tanggal dijawab", FieldKind::Day).later(),
        Field::new(KEY.dasar_jawaban, "Dasar yang dijelaskan", FieldKind::Term("dasar_tanpa_rekomendasi")).later(),
        Field::new(KEY.penjelasan, "Cara menjelaskan", FieldKind::Text(300)).later(),
        Field::new(KEY.nomor_jawaban, "Nomor surat jawaban", FieldKind::Text(80)).later(),
        Field::new(KEY.alasan_tolak, "Alasan penolakan", FieldKind::Text(300)).later(),
        Field::new(KEY.hasil, "Hasil di kantor imigrasi", FieldKind::Term("hasil_rekomendasi_paspor")).later(),
        Field::new(KEY.hasil_pada, "Tanggal hasil diketahui", FieldKind::Day).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.together(KEY.jawaban, KEY.dijawab_pada, "Isi tanggal dijawab."),
            values.together(KEY.dijawab_pada, KEY.jawaban, "Pilih jawabannya."),
            grounded(values),
            values.together(KEY.hasil, KEY.hasil_pada, "Isi tanggal hasilnya diketahui."),
            values.together(KEY.hasil_pada, KEY.hasil, "Pilih hasilnya."),
            values.together(KEY.hasil_pada, KEY.jawaban, "Pilih jawabannya dahulu: hasil menyusul sesudah jawaban."),
            values.in_order(KEY.diminta_pada, KEY.dijawab_pada, "Tidak mungkin sebelum diminta."),
            values.in_order(KEY.dijawab_pada, KEY.hasil_pada, "Tidak mungkin sebelum dijawab."),
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

/// Each answer has what it rests on: the circular, the letter that was issued, the reason of the refusal.
fn grounded(values: &Values) -> Result<(), FieldError> {
    match values.get(KEY.jawaban).as_deref() {
        Some(NOT_NEEDED) => values.together(KEY.jawaban, KEY.dasar_jawaban, "Pilih dasar yang dijelaskan."),
        Some(ISSUED) => values.together(KEY.jawaban, KEY.nomor_jawaban, "Isi nomor surat rekomendasinya."),
        Some(REFUSED) => values.together(KEY.jawaban, KEY.alasan_tolak, "Isi alasan penolakannya."),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Day;

    use super::*;

    fn wrong(pairs: &[(&str, &str)]) -> Vec<String> {
        let reference = kernel::reference::Reference::embedded().unwrap();
        let mut form: kernel::form::Form =
            pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        form.insert("diminta_pada".to_owned(), "2025-06-10".to_owned());
        form.insert("melalui".to_owned(), "tatap_muka".to_owned());
        let fields: Vec<&Field> = RekomendasiPaspor::FIELDS.iter().collect();
        let today: Day = "2025-07-01".parse().unwrap();
        let values = kernel::form::parse(&fields, &form, &reference, today).unwrap().values;
        RekomendasiPaspor::check(&values).into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn an_answer_has_its_day_and_what_it_rests_on() {
        let none: [&str; 0] = [];
        assert_eq!(wrong(&[]), none);
        assert_eq!(wrong(&[("jawaban", "diterbitkan")]), ["dijawab_pada", "nomor_jawaban"]);
        let told = [("jawaban", "tidak_diperlukan"), ("dijawab_pada", "2025-06-09")];
        assert_eq!(wrong(&told), ["dasar_jawaban", "dijawab_pada"]);
        let refused = [("jawaban", "ditolak"), ("dijawab_pada", "2025-06-11"), ("alasan_tolak", "Bukan CPMI (contoh)")];
        assert_eq!(wrong(&refused), none);
    }

    #[test]
    fn a_result_comes_after_an_answer() {
        let alone = [("hasil", "paspor_terbit"), ("hasil_pada", "2025-06-20")];
        assert_eq!(wrong(&alone), ["jawaban"]);
        assert_eq!(wrong(&[("hasil", "paspor_terbit")]), ["hasil_pada"]);
    }
}
