//! The fields of klaim, and what they must agree in.

use futures_util::future::{BoxFuture, ready};
use kernel::form::{Field, FieldKind, Form, Key, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, Day, FieldError, House, Permission, Result};
use records::{Head, Info, Kind, More, Papers, Reached, Section, Step};

use super::entity::{KEY, Model};
use super::status::Status;
use super::steps::STEPS;
use super::table::Verb;
use super::{decide, measures, origin, papers, remarks};

/// The days of what BPJS does, none of which can lie before the filing.
const AFTER: [Key<Day>; 5] =
    [KEY.dilimpahkan_pada, KEY.diminta_lagi_pada, KEY.disetujui_pada, KEY.dibayar_pada, KEY.ditolak_pada];

/// The kind.
#[derive(Clone, Copy)]
pub struct Klaim;

impl Kind for Klaim {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "klaim",
        table: "klaim",
        title: "Klaim",
        menu: Some(Section::Pelindungan),
        prefix: "KLM",
        permission: Permission::Jamsos,
        person: true,
        day: KEY.dilaporkan_pada,
        unique: Some(KEY.nomor_klaim),
        same: &[KEY.jenis_klaim.name, KEY.diajukan_pada.name],
        measures: &[measures::KLAIM],
        columns: &["dilaporkan_pada", "jenis_klaim", "diajukan_pada", "cabang", "petugas"],
        filters: &["jenis_klaim", "cabang", "negara", "petugas", "alasan_limpah"],
        more: More {
            day_else: Some(KEY.diajukan_pada),
            beside: &[("cabang", "Catatan cabang")],
            reached: &[Reached { measure: measures::KLAIM, by: &[(KEY.dibayar_pada.name, "dibayar")] }],
            papers: Some(Papers {
                field: KEY.dokumen.name,
                words: papers::ALL,
                sometimes: Some(papers::SOMETIMES),
                asked: Some((KEY.dokumen_diminta.name, KEY.dokumen_diminta_pada.name)),
                step: Verb::Lengkapi.code(),
            }),
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.dilaporkan_pada, "Tanggal laporan pertama", FieldKind::Day)
            .help("Hari kejadiannya pertama kali dilaporkan ke kantor. Pengajuannya menyusul."),
        Field::new(KEY.jenis_klaim, "Jenis klaim", FieldKind::Term("jenis_klaim")).required(),
        Field::new(KEY.manfaat, "Manfaat yang diminta", FieldKind::Term("manfaat_jamsos")),
        Field::new(KEY.fase, "Masa kejadian", FieldKind::Term("fase_klaim")),
        Field::new(KEY.peristiwa_pada, "Tanggal peristiwa", FieldKind::Day)
            .help("Hari meninggal, kecelakaan atau PHK. Kedaluwarsanya dihitung dari hari ini."),
        Field::new(KEY.negara, "Negara penempatan", FieldKind::Country),
        Field::new(KEY.pelapor, "Nama pelapor", FieldKind::Text(200)).other(),
        Field::new(KEY.hubungan_pelapor, "Pelapor sebagai", FieldKind::Term("pelapor_klaim")),
        Field::new(KEY.telepon_pelapor, "Telepon pelapor", FieldKind::Phone).identity().other(),
        Field::new(KEY.ahli_waris, "Nama ahli waris", FieldKind::Text(200)).other(),
        Field::new(KEY.hubungan_ahli_waris, "Hubungan ahli waris", FieldKind::Term("ahli_waris")),
        Field::new(KEY.rekening, "Rekening ahli waris", FieldKind::Text(60))
            .identity()
            .help("Atau rekening pekerja: bank, nomor, dan nama pemiliknya."),
        Field::new(KEY.dokumen, "Dokumen yang sudah ada", FieldKind::Terms(papers::ALL)),
        Field::new(KEY.dokumen_diminta, "Dokumen yang diminta", FieldKind::Terms(papers::ALL)).later(),
        Field::new(KEY.dokumen_diminta_pada, "Tanggal dokumen diminta", FieldKind::Day).later(),
        Field::new(KEY.lengkap_pada, "Tanggal dokumen lengkap", FieldKind::Day).later(),
        Field::new(KEY.diajukan_pada, "Tanggal diajukan", FieldKind::Day).later(),
        Field::new(KEY.cabang, "Cabang BPJS Ketenagakerjaan", FieldKind::Named("cabang_bpjs", 80)).later(),
        Field::new(KEY.nomor_klaim, "Nomor klaim", FieldKind::Outside(60)).later(),
        Field::new(KEY.akibat, "Akibat kecelakaan", FieldKind::Term("akibat_kecelakaan")).later(),
        Field::new(KEY.diminta_lagi_pada, "BPJS meminta kelengkapan", FieldKind::Day).later(),
        Field::new(KEY.diminta_lagi, "Yang diminta BPJS", FieldKind::Text(500)).later(),
        Field::new(KEY.dilimpahkan_pada, "Tanggal dilimpahkan ke pusat", FieldKind::Day).later(),
        Field::new(KEY.alasan_limpah, "Alasan dilimpahkan", FieldKind::Term("alasan_limpah_klaim")).later(),
        Field::new(KEY.surat_limpah, "Surat pelimpahan", FieldKind::Text(80)).later(),
        Field::new(KEY.disetujui_pada, "Tanggal disetujui", FieldKind::Day).later(),
        Field::new(KEY.dibayar_pada, "Tanggal dibayar", FieldKind::Day).later(),
        Field::new(KEY.jumlah_rp, "Jumlah dibayar (Rp)", FieldKind::Money).later(),
        Field::new(KEY.bukti_bayar, "Bukti bayar", FieldKind::Text(80)).later(),
        Field::new(KEY.ditolak_pada, "Tanggal ditolak", FieldKind::Day).later(),
        Field::new(KEY.alasan_tolak, "Alasan ditolak", FieldKind::Text(300)).later(),
        Field::new(KEY.keberatan_pada, "Tanggal keberatan", FieldKind::Day).later(),
        Field::new(KEY.alasan_keberatan, "Dasar keberatan", FieldKind::Text(500)).later(),
        Field::new(KEY.ditutup_pada, "Tanggal berkas ditutup", FieldKind::Day).later(),
        Field::new(KEY.alasan_tutup, "Alasan ditutup", FieldKind::Term("alasan_tutup_klaim")).later(),
        Field::new(KEY.kontak_pada, "Kontak terakhir", FieldKind::Day).later(),
        Field::new(KEY.petugas, "Petugas", FieldKind::Officer).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let mut errors = gather([
            begun(values),
            values.together(KEY.diajukan_pada, KEY.cabang, "Isi cabang tempat diajukan."),
            values.together(KEY.dokumen_diminta_pada, KEY.dokumen_diminta, "Isi dokumen yang diminta."),
            values.together(KEY.diminta_lagi_pada, KEY.diminta_lagi, "Isi yang diminta BPJS."),
            values.together(KEY.dibayar_pada, KEY.jumlah_rp, "Isi jumlah yang dibayar."),
            values.together(KEY.ditolak_pada, KEY.alasan_tolak, "Isi alasan penolakan."),
            values.together(KEY.keberatan_pada, KEY.alasan_keberatan, "Isi dasar keberatannya."),
            ended(values),
            values.in_order(KEY.peristiwa_pada, KEY.dilaporkan_pada, "Tidak mungkin sebelum peristiwanya."),
            values.in_order(KEY.dilaporkan_pada, KEY.lengkap_pada, "Tidak mungkin sebelum dilaporkan."),
            values.in_order(KEY.dilaporkan_pada, KEY.diajukan_pada, "Tidak mungkin sebelum dilaporkan."),
            values.in_order(KEY.lengkap_pada, KEY.diajukan_pada, "Tidak mungkin sebelum dokumennya lengkap."),
        ]);
        let early = "Tidak mungkin sebelum diajukan.";
        for day in AFTER {
            errors.extend(values.together(day, KEY.diajukan_pada, "Isi tanggal diajukan.").err());
            errors.extend(values.in_order(KEY.diajukan_pada, day, early).err());
        }
        errors
    }

    fn status(values: &Values) -> Status {
        Status::of(values)
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn begins(from: &str, form: &Form) -> Form {
        origin::begins(from, form)
    }

    fn offered(field: &str, form: &Form) -> Option<&'static str> {
        let papers = [KEY.dokumen.name, KEY.dokumen_diminta.name].contains(&field);
        let kind = form.get(KEY.jenis_klaim.name).filter(|_| papers)?;
        Some(papers::of(kind))
    }

    fn barred(record: &Model, verb: Verb) -> Option<&'static str> {
        let needed = matches!(verb, Verb::Ajukan | Verb::Bayar) && record.rekening_sandi.is_none();
        needed.then_some("rekening ahli waris atau pekerjanya belum diisi. Isi lewat Ubah dahulu.")
    }

    fn corrected(old: &Model, new: &Model, house: &House) -> Result<(), FieldError> {
        let said = |record: &Model| (record.jenis_klaim.clone(), record.dokumen.clone(), record.lengkap_pada);
        if new.status != Status::Lengkap || said(old) == said(new) {
            return Ok(());
        }
        match papers::missing(&house.reference, &new.jenis_klaim, new.dokumen.as_deref()).first() {
            None => Ok(()),
            Some(missing) => {
                let detail =
                    format!("Dokumen tidak lengkap tanpa {}: kosongkan tanggal dokumen lengkap.", missing.label);
                Err(FieldError::new(KEY.dokumen, detail))
            }
        }
    }

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, house: &House) -> Result<Model> {
        decide::decide(record, verb, values, &head, house)
    }

    fn papered(record: Model, came: bool, day: Day, house: &House) -> Result<Model> {
        decide::papered(record, came, day, house)
    }

    fn remarks<'a>(ctx: &'a Ctx, record: &'a Model, _: Option<&'a [bool]>) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(ready(Ok(remarks::of(ctx, record))))
    }
}

/// A claim begins with a report; one that came in when it was filed already, with its filing.
fn begun(values: &Values) -> Result<(), FieldError> {
    if values.has(KEY.dilaporkan_pada) || values.has(KEY.diajukan_pada) {
        return Ok(());
    }
    Err(FieldError::new(KEY.dilaporkan_pada, "Isi tanggal laporan, atau tanggal diajukan bila sudah diajukan."))
}

/// A file that is closed unpaid has a ground.
fn ended(values: &Values) -> Result<(), FieldError> {
    if !values.has(KEY.ditutup_pada) || values.has(KEY.dibayar_pada) || values.has(KEY.alasan_tutup) {
        return Ok(());
    }
    Err(FieldError::new(KEY.alasan_tutup, "Pilih mengapa ditutup tanpa dibayar."))
}
