//! The fields of kepulangan, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, Key, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, Day, FieldError, House, Permission, Result, Tx};
use records::{Deed, Head, Info, Kind, More, Section, Step};
use sea_orm::sea_query::Expr;

use super::age;
use super::entity::{KEY, Model};
use super::fields::FIELDS;
use super::status::Status;
use super::steps::STEPS;
use super::table::{DEAD, Verb};
use super::{decide, follow, measures, remarks, table};

/// The days that cannot lie before the arrival.
const AFTER: [(Key<Day>, &str); 8] = [
    (KEY.dirawat_pada, "Dirawat tidak mungkin sebelum tiba. Periksa kedua tanggal."),
    (KEY.pulih_pada, "Keluar dari rumah sakit tidak mungkin sebelum tiba. Periksa kedua tanggal."),
    (KEY.ditampung_pada, "Ditampung tidak mungkin sebelum tiba. Periksa kedua tanggal."),
    (KEY.selesai_pada, "Selesai tidak mungkin sebelum tiba. Periksa kedua tanggal."),
    (KEY.pulang_pada, "Pulang tidak mungkin sebelum tiba. Periksa kedua tanggal."),
    (KEY.serah_terima_pada, "Serah terima tidak mungkin sebelum tiba. Periksa kedua tanggal."),
    (KEY.tiba_di_asal_pada, "Tiba di daerah asal tidak mungkin sebelum tiba di sini. Periksa kedua tanggal."),
    (KEY.asal_diberi_tahu_pada, "Kantor asal tidak mungkin diberi tahu sebelum ia tiba. Periksa kedua tanggal."),
];

/// The kind.
#[derive(Clone, Copy)]
pub struct Kepulangan;

impl Kind for Kepulangan {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "kepulangan",
        table: "kepulangan",
        title: "Kepulangan",
        menu: Some(Section::Pelindungan),
        prefix: "PLG",
        permission: Permission::Pemulangan,
        person: true,
        day: KEY.tiba_pada,
        unique: None,
        same: &[KEY.tiba_pada.name],
        measures: &[measures::KEPULANGAN],
        columns: &["tiba_pada", "negara", "kategori", "cara_pulang"],
        filters: &[
            "kedatangan",
            "kategori",
            "alasan",
            "negara",
            "cara_pulang",
            "tempat_layanan",
            "kelompok_usia",
            "mata_anggaran",
        ],
        more: More {
            pursued: false,
            leads_to: &[
                ("pengaduan", "Catat pengaduan"),
                ("klaim", "Catat klaim"),
                ("rehabilitasi", "Daftarkan rehabilitasi"),
            ],
            prints: &[("berita-acara", "Berita acara")],
            shown_at: &["pendamping", "pencegahan"],
            shared: Some("kantor_asal"),
            once: Some("Kedatangan lain"),
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = FIELDS;

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let mut errors = gather([
            adult(values),
            died(values),
            values.get(KEY.tiba_pada).map_or(Ok(()), |arrived| age::own_nik(values, arrived)),
        ]);
        errors.extend(AFTER.iter().filter_map(|(field, late)| values.in_order(KEY.tiba_pada, *field, late).err()));
        errors
    }

    fn status(values: &Values) -> Status {
        Status::of(values)
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn barred(record: &Model, verb: Verb) -> Option<&'static str> {
        table::barred(record, verb)
    }

    fn taken_by(ctx: &Ctx, record: &Model, verb: Verb) -> Result<(), &'static str> {
        let of = |office| ctx.actor.offices.contains(&office);
        let origin = record.kantor_asal.as_deref().and_then(|code| ctx.house.offices.by_code(code));
        match (verb, origin) {
            (Verb::Konfirmasi, None) => Err("isi dahulu kantor daerah asalnya, dengan Ubah."),
            (Verb::Konfirmasi, Some(origin)) if !of(origin.id) || ctx.actor.office == record.kantor_id => {
                Err("hanya kantor daerah asal yang dapat mengonfirmasi.")
            }
            (Verb::Konfirmasi | Verb::Catatan, _) => Ok(()),
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

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, _: &House) -> Result<Model> {
        decide::decide(record, verb, values, &head)
    }

    fn follow<'a>(tx: &'a Tx, ctx: &'a Ctx, deed: Deed<'a, Model>) -> BoxFuture<'a, Result<()>> {
        Box::pin(follow::follow(tx, ctx, deed))
    }

    fn remarks<'a>(ctx: &'a Ctx, record: &'a Model, known: Option<&'a [bool]>) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(remarks::of(ctx, record, known))
    }

    fn asked(id: Expr) -> Vec<Expr> {
        remarks::asked(&id).into()
    }
}

/// A day of death stands only where the category says so: who dies after arrival gets it by the step.
fn died(values: &Values) -> Result<(), FieldError> {
    if values.get(KEY.meninggal_pada).is_some() && values.get(KEY.kategori).is_none_or(|category| category != DEAD) {
        let detail =
            "Kategori orang yang meninggal adalah Meninggal dunia/jenazah. Ubah kategori, atau kosongkan harinya.";
        return Err(FieldError::new(KEY.meninggal_pada, detail));
    }
    Ok(())
}

/// Only who is no adult comes with one.
fn adult(values: &Values) -> Result<(), FieldError> {
    if values.get(KEY.pendamping).is_some() && values.get(KEY.kelompok_usia).is_none_or(|age| age == "dewasa") {
        let detail = "Pendamping hanya diisi untuk anak dan balita. Pilih kelompok usianya, atau kosongkan pendamping.";
        return Err(FieldError::new(KEY.pendamping, detail));
    }
    Ok(())
}
