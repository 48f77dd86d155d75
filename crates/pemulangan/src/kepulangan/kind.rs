//! The fields of kepulangan, and how they become a row.

use futures_util::future::BoxFuture;
use kernel::form::{Field, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Permission, Problem, Result, Tx};
use records::{Deed, Head, Info, Kind, Sealer, Showing, Step};

use super::age;
use super::entity::Model;
use super::fields::FIELDS;
use super::status::Status;
use super::steps::STEPS;
use super::table::{DEAD, Verb};
use super::{decide, follow, measures, remarks};

/// The days that cannot lie before the arrival.
const AFTER: [(&str, &str); 8] = [
    ("dirawat_pada", "Dirawat tidak mungkin sebelum tiba. Periksa kedua tanggal."),
    ("pulih_pada", "Keluar dari rumah sakit tidak mungkin sebelum tiba. Periksa kedua tanggal."),
    ("ditampung_pada", "Ditampung tidak mungkin sebelum tiba. Periksa kedua tanggal."),
    ("selesai_pada", "Selesai tidak mungkin sebelum tiba. Periksa kedua tanggal."),
    ("pulang_pada", "Pulang tidak mungkin sebelum tiba. Periksa kedua tanggal."),
    ("serah_terima_pada", "Serah terima tidak mungkin sebelum tiba. Periksa kedua tanggal."),
    ("tiba_di_asal_pada", "Tiba di daerah asal tidak mungkin sebelum tiba di sini. Periksa kedua tanggal."),
    ("asal_diberi_tahu_pada", "Kantor asal tidak mungkin diberi tahu sebelum ia tiba. Periksa kedua tanggal."),
];

/// The kind.
#[derive(Clone, Copy)]
pub struct Kepulangan;

impl Kind for Kepulangan {
    type Record = Model;

    const INFO: Info = Info {
        name: "kepulangan",
        table: "kepulangan",
        title: "Kepulangan",
        prefix: "PLG",
        permission: Permission::Pemulangan,
        person: true,
        day: "tiba_pada",
        unique: None,
        measures: &[measures::KEPULANGAN],
        columns: &["tiba_pada", "negara", "kategori", "cara_pulang"],
        filters: &["kategori", "alasan", "negara", "cara_pulang", "tempat_layanan", "kelompok_usia", "mata_anggaran"],
    };

    const FIELDS: &'static [Field] = FIELDS;

    const STEPS: &'static [Step] = STEPS;

    const PURSUED: bool = false;

    const LEADS_TO: &'static [(&'static str, &'static str)] =
        &[("pengaduan", "Catat pengaduan"), ("klaim", "Ajukan klaim"), ("rehabilitasi", "Daftarkan rehabilitasi")];

    const SHARED: Option<&'static str> = Some("kantor_asal");

    const PRINTS: &'static [(&'static str, &'static str)] = &[("berita-acara", "Berita acara")];

    const SHOWN_AT: &'static [&'static str] = &["pendamping", "pencegahan"];

    fn check(values: &Values) -> Vec<FieldError> {
        let mut errors = gather([
            adult(values),
            died(values),
            values.day("tiba_pada").map_or(Ok(()), |arrived| age::own_nik(values, arrived)),
        ]);
        errors.extend(AFTER.iter().filter_map(|(field, late)| values.in_order("tiba_pada", field, late).err()));
        errors
    }

    fn build(head: Head, values: &Values, seal: &Sealer<'_>) -> Result<Model> {
        Ok(Model {
            id: head.id,
            orang_id: head.somebody()?,
            nomor: head.number,
            kantor_id: head.office,
            kunci_isi: head.key,
            status: Status::of(values),
            versi: head.version,
            dibuat_pada: head.created,
            diubah_pada: head.changed,
            dibatalkan_pada: head.withdrawn,
            kedatangan_id: values.link("kedatangan"),
            tiba_pada: values.need_day("tiba_pada")?,
            negara: values.text("negara"),
            kategori: values.need_text("kategori")?,
            alasan: values.text("alasan"),
            jabatan: values.text("jabatan"),
            prosedural: values.maybe("prosedural"),
            tempat_layanan: values.text("tempat_layanan"),
            cara_pulang: values.text("cara_pulang"),
            kesehatan_sandi: seal.text(values, "kesehatan")?,
            rumah_sakit: values.text("rumah_sakit"),
            pulang_pada: values.day("pulang_pada"),
            serah_terima_pada: values.day("serah_terima_pada"),
            penerima: values.text("penerima"),
            keterangan: values.text("keterangan"),
            tiba_jam: values.text("tiba_jam"),
            alasan_lain: values.text("alasan_lain"),
            kelompok_usia: values.text("kelompok_usia"),
            pendamping_id: values.link("pendamping"),
            p3mi: values.text("p3mi"),
            hak_belum_dibayar: values.text("hak_belum_dibayar"),
            ingin_mengadu: values.maybe("ingin_mengadu"),
            dirawat_pada: values.day("dirawat_pada"),
            nomor_rujukan: values.text("nomor_rujukan"),
            ditampung_pada: values.day("ditampung_pada"),
            tujuan: values.text("tujuan"),
            angkutan: values.text("angkutan"),
            nomor_tiket: values.text("nomor_tiket"),
            biaya_rp: values.int("biaya_rp"),
            mata_anggaran: values.text("mata_anggaran"),
            meninggal_pada: values.day("meninggal_pada"),
            dokumen_jenazah: values.text("dokumen_jenazah"),
            keluarga_diberi_tahu_pada: values.day("keluarga_diberi_tahu_pada"),
            jenis_penerima: values.text("jenis_penerima"),
            saksi: values.text("saksi"),
            nomor_ba: values.text("nomor_ba"),
            kantor_asal: values.text("kantor_asal"),
            asal_diberi_tahu_pada: values.day("asal_diberi_tahu_pada"),
            tiba_di_asal_pada: values.day("tiba_di_asal_pada"),
            selesai_pada: values.day("selesai_pada"),
            pulih_pada: values.day("pulih_pada"),
            pencegahan_id: values.link("pencegahan"),
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .link("kedatangan", r.kedatangan_id)
            .day("tiba_pada", Some(r.tiba_pada))
            .text("negara", r.negara.as_deref())
            .text("kategori", Some(&r.kategori))
            .text("alasan", r.alasan.as_deref())
            .text("jabatan", r.jabatan.as_deref())
            .flag("prosedural", r.prosedural)
            .text("tempat_layanan", r.tempat_layanan.as_deref())
            .text("cara_pulang", r.cara_pulang.as_deref())
            .sealed("kesehatan", r.kesehatan_sandi.as_ref())?
            .text("rumah_sakit", r.rumah_sakit.as_deref())
            .day("pulang_pada", r.pulang_pada)
            .day("serah_terima_pada", r.serah_terima_pada)
            .text("penerima", r.penerima.as_deref())
            .text("keterangan", r.keterangan.as_deref())
            .text("tiba_jam", r.tiba_jam.as_deref())
            .text("alasan_lain", r.alasan_lain.as_deref())
            .text("kelompok_usia", r.kelompok_usia.as_deref())
            .link("pendamping", r.pendamping_id)
            .text("p3mi", r.p3mi.as_deref())
            .text("hak_belum_dibayar", r.hak_belum_dibayar.as_deref())
            .flag("ingin_mengadu", r.ingin_mengadu)
            .day("dirawat_pada", r.dirawat_pada)
            .text("nomor_rujukan", r.nomor_rujukan.as_deref())
            .day("ditampung_pada", r.ditampung_pada)
            .text("tujuan", r.tujuan.as_deref())
            .text("angkutan", r.angkutan.as_deref())
            .text("nomor_tiket", r.nomor_tiket.as_deref())
            .int("biaya_rp", r.biaya_rp)
            .text("mata_anggaran", r.mata_anggaran.as_deref())
            .day("meninggal_pada", r.meninggal_pada)
            .text("dokumen_jenazah", r.dokumen_jenazah.as_deref())
            .day("keluarga_diberi_tahu_pada", r.keluarga_diberi_tahu_pada)
            .text("jenis_penerima", r.jenis_penerima.as_deref())
            .text("saksi", r.saksi.as_deref())
            .text("nomor_ba", r.nomor_ba.as_deref())
            .text("kantor_asal", r.kantor_asal.as_deref())
            .day("asal_diberi_tahu_pada", r.asal_diberi_tahu_pada)
            .day("tiba_di_asal_pada", r.tiba_di_asal_pada)
            .day("selesai_pada", r.selesai_pada)
            .day("pulih_pada", r.pulih_pada)
            .link("pencegahan", r.pencegahan_id);
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn verdict(record: &Model, step: &str) -> Result<(), &'static str> {
        Verb::of(step).map_or(Err("langkah itu tidak ada."), |verb| decide::verdict(record, verb))
    }

    fn taken_by(ctx: &Ctx, record: &Model, step: &str) -> Result<(), &'static str> {
        let of = |office| ctx.actor.offices.contains(&office);
        let origin = record.kantor_asal.as_deref().and_then(|code| ctx.house.offices.by_code(code));
        match (Verb::of(step), origin) {
            (Some(Verb::Konfirmasi), None) => Err("isi dahulu kantor daerah asalnya, dengan Ubah."),
            (Some(Verb::Konfirmasi), Some(origin)) if !of(origin.id) || ctx.actor.office == record.kantor_id => {
                Err("hanya kantor daerah asal yang dapat mengonfirmasi.")
            }
            (Some(Verb::Konfirmasi | Verb::Catatan), _) => Ok(()),
            _ if !of(record.kantor_id) => Err("hanya kantor debarkasi yang dapat mencatatnya."),
            _ => Ok(()),
        }
    }

    fn corrected(old: &Model, new: &Model, _: &House) -> Result<(), FieldError> {
        let wrong = |field: &str, detail: &str| Err(FieldError::new(field, detail));
        if new.tiba_di_asal_pada != old.tiba_di_asal_pada {
            return wrong("tiba_di_asal_pada", "Dicatat oleh kantor daerah asal dengan langkah Konfirmasi.");
        }
        if new.kantor_asal != old.kantor_asal && old.tiba_di_asal_pada.is_some() {
            return wrong("kantor_asal", "Kantor ini sudah mengonfirmasi. Buka kembali dahulu.");
        }
        if new.pencegahan_id != old.pencegahan_id {
            return wrong("pencegahan", "Diisi oleh langkah Pulangkan pada pencegahannya.");
        }
        Ok(())
    }

    fn step(record: &Model, step: &str, values: &Values, head: Head, _: &House) -> Result<Model> {
        decide::decide(record, Verb::of(step).ok_or(Problem::NotFound)?, values, &head)
    }

    fn follow<'a>(tx: &'a Tx, ctx: &'a Ctx, deed: Deed<'a, Model>) -> BoxFuture<'a, Result<()>> {
        Box::pin(follow::follow(tx, ctx, deed))
    }

    fn remarks<'a>(ctx: &'a Ctx, record: &'a Model) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(remarks::of(ctx, record))
    }
}

/// A day of death stands only where the category says so: who dies after arrival gets it by the step.
fn died(values: &Values) -> Result<(), FieldError> {
    if values.day("meninggal_pada").is_some() && values.text("kategori").is_none_or(|category| category != DEAD) {
        let detail =
            "Kategori orang yang meninggal adalah Meninggal dunia/jenazah. Ubah kategori, atau kosongkan harinya.";
        return Err(FieldError::new("meninggal_pada", detail));
    }
    Ok(())
}

/// Only who is no adult comes with one.
fn adult(values: &Values) -> Result<(), FieldError> {
    if values.link("pendamping").is_some() && values.text("kelompok_usia").is_none_or(|age| age == "dewasa") {
        let detail = "Pendamping hanya diisi untuk anak dan balita. Pilih kelompok usianya, atau kosongkan pendamping.";
        return Err(FieldError::new("pendamping", detail));
    }
    Ok(())
}
