//! The fields of somebody of the staff, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::numbers::is_number;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, Permission, Result};
use records::{Info, Kind, More, NoVerbs, Section};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{Column, Entity, KEY, Model};
use super::measures;
use super::status::Status;
use crate::susunan::{FUNCTIONAL, Group};

/// How the words begin that are ranks of a PPPK.
const OF_PPPK: &str = "pppk_";

/// The kind.
#[derive(Clone, Copy)]
pub struct Pegawai;

impl Kind for Pegawai {
    type Record = Model;
    type Verb = NoVerbs;

    const INFO: Info = Info {
        name: "pegawai",
        table: "pegawai",
        title: "Pegawai",
        menu: Some(Section::Akuntabilitas),
        prefix: "PGW",
        permission: Permission::Pegawai,
        person: false,
        day: KEY.sejak,
        unique: None,
        same: &[KEY.kode.name, KEY.sejak.name],
        measures: &[],
        columns: &["kode", "unit", "jabatan", "kelompok", "sejak", "sampai"],
        filters: &["unit", "kelompok", "tingkat"],
        more: More {
            pursued: false,
            subject: Some(KEY.jabatan.name),
            beside: &[("susunan", "Susunan pegawai")],
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.kode, "Kode pegawai", FieldKind::Text(20))
            .required()
            .help("Kode dari kantor, misalnya P-012. Jangan nama, NIK atau NIP."),
        Field::new(KEY.unit, "Unit kerja", FieldKind::Office)
            .required()
            .help("Kode kantor tempat bekerja, misalnya BP3MI-BANTEN atau P4MI-SOETTA."),
        Field::new(KEY.jabatan, "Nama jabatan", FieldKind::Text(120))
            .required()
            .help("Dengan jenjangnya, misalnya Pengantar Kerja Ahli Muda."),
        Field::new(KEY.kelompok, "Kelompok", FieldKind::Term("kelompok_pegawai")).required(),
        Field::new(KEY.golongan, "Golongan", FieldKind::Term("golongan_pegawai"))
            .help("PNS: I/a sampai IV/e. PPPK: I sampai XVII."),
        Field::new(KEY.tingkat, "Tingkat jabatan", FieldKind::Term("tingkat_jabatan"))
            .help("Wajib, kecuali untuk outsourcing."),
        Field::new(KEY.jabatan_fungsional, "Jabatan fungsional", FieldKind::Text(80))
            .help("Tanpa jenjangnya, misalnya Pengantar Kerja. Hanya bila tingkatnya fungsional."),
        Field::new(KEY.jenis_kelamin, "Jenis kelamin", FieldKind::Term("jenis_kelamin")).required(),
        Field::new(KEY.pendidikan, "Pendidikan", FieldKind::Term("pendidikan")),
        Field::new(KEY.sejak, "Sejak", FieldKind::Day).required().help("Hari pertama dalam jabatan ini."),
        Field::new(KEY.sampai, "Sampai", FieldKind::Day)
            .help("Hari terakhir dalam jabatan ini; kosong selama masih menjabat."),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            nameless(values),
            ranked(values),
            levelled(values),
            functional(values),
            values.in_order(KEY.sejak, KEY.sampai, "Tidak boleh sebelum hari pertama dalam jabatan ini."),
        ])
    }

    fn status(values: &Values) -> Status {
        if values.has(KEY.sampai) { Status::Selesai } else { Status::Menjabat }
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn remarks<'a>(ctx: &'a Ctx, record: &'a Model, _: Option<&'a [bool]>) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(async move { Ok(doubled(ctx, record).await?.into_iter().collect()) })
    }
}

/// A code that may be a number of a person is refused: the register holds none.
fn nameless(values: &Values) -> Result<(), FieldError> {
    match values.get(KEY.kode) {
        Some(code) if is_number(&code) => {
            Err(FieldError::new(KEY.kode, "Ini tampak seperti NIK atau NIP. Tulis kode dari kantor, misalnya P-012."))
        }
        _ => Ok(()),
    }
}

fn group(values: &Values) -> Option<Group> {
    values.get(KEY.kelompok).map(|code| Group::of(&code))
}

/// A civil servant has a rank of the own sort, others have none.
fn ranked(values: &Values) -> Result<(), FieldError> {
    let (Some(group), Some(rank)) = (group(values), values.get(KEY.golongan)) else { return Ok(()) };
    let of_pppk = rank.starts_with(OF_PPPK);
    let detail = match group {
        Group::Pns if of_pppk => "Itu golongan PPPK. Golongan PNS ditulis seperti III/a.",
        Group::Pppk if !of_pppk => "Itu golongan PNS. Golongan PPPK ditulis seperti IX.",
        Group::Polri | Group::Outsourcing => "Kosongkan: golongan hanya untuk PNS dan PPPK.",
        Group::Pns | Group::Pppk => return Ok(()),
    };
    Err(FieldError::new(KEY.golongan, detail))
}

/// All but outsourced staff have a level.
fn levelled(values: &Values) -> Result<(), FieldError> {
    match (group(values), values.has(KEY.tingkat)) {
        (Some(Group::Outsourcing), true) => {
            Err(FieldError::new(KEY.tingkat, "Kosongkan: outsourcing tidak bertingkat jabatan."))
        }
        (Some(Group::Polri | Group::Pns | Group::Pppk), false) => {
            Err(FieldError::new(KEY.tingkat, "Isi tingkat jabatannya, misalnya fungsional atau pelaksana."))
        }
        _ => Ok(()),
    }
}

/// A functional position is named where the level says that it is one, and only there.
fn functional(values: &Values) -> Result<(), FieldError> {
    let is = values.get(KEY.tingkat).as_deref() == Some(FUNCTIONAL);
    match (is, values.has(KEY.jabatan_fungsional)) {
        (true, false) => {
            let detail = "Isi jabatan fungsionalnya tanpa jenjang, misalnya Pengantar Kerja.";
            Err(FieldError::new(KEY.jabatan_fungsional, detail))
        }
        (false, true) => {
            Err(FieldError::new(KEY.jabatan_fungsional, "Kosongkan, atau pilih tingkat jabatan fungsional."))
        }
        _ => Ok(()),
    }
}

/// Said of somebody whose code stands in another record of the office for some of the same days. It bars nothing: both count.
async fn doubled(ctx: &Ctx, record: &Model) -> Result<Option<String>> {
    if record.dibatalkan_pada.is_some() {
        return Ok(None);
    }
    let mut others = Entity::find()
        .filter(Column::KantorId.eq(record.kantor_id))
        .filter(Column::Kode.eq(record.kode.as_str()))
        .filter(Column::DibatalkanPada.is_null())
        .filter(Column::Id.ne(record.id))
        .order_by_asc(Column::Id)
        .all(ctx.db())
        .await?;
    others.retain(|other| overlap(record, other) && overlap(other, record));
    let numbers: Vec<&str> = others.iter().map(|other| other.nomor.as_str()).collect();
    Ok((!numbers.is_empty()).then(|| {
        format!(
            "Kode {} pada hari yang sama juga tercatat sebagai {}, dan terhitung semuanya. Isi Sampai di jabatan yang sudah ditinggalkan, \
             atau betulkan kodenya.",
            record.kode,
            numbers.join(", ")
        )
    }))
}

/// Whether one had begun when the other ended.
fn overlap(one: &Model, other: &Model) -> bool {
    other.sampai.is_none_or(|last| one.sejak <= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        text.to_owned()
    }

    fn official() -> Values {
        Values::default()
            .with(KEY.kode, Some(text("P-012")))
            .with(KEY.kelompok, Some(text("pns")))
            .with(KEY.golongan, Some(text("iii_a")))
            .with(KEY.tingkat, Some(text("fungsional")))
            .with(KEY.jabatan_fungsional, Some(text("Pengantar Kerja")))
            .with(KEY.sejak, "2025-02-03".parse().ok())
    }

    fn hired() -> Values {
        Values::default().with(KEY.kode, Some(text("O-001"))).with(KEY.kelompok, Some(text("outsourcing")))
    }

    #[test]
    fn the_state_follows_from_the_last_day() {
        assert_eq!(Pegawai::status(&official()), Status::Menjabat);
        let left = official().with(KEY.sampai, "2025-02-03".parse().ok());
        assert_eq!((Pegawai::status(&left), Pegawai::check(&left)), (Status::Selesai, Vec::new()));
        assert_eq!(Pegawai::check(&hired()), Vec::new());
    }

    #[test]
    fn what_does_not_fit_is_told_at_its_field() {
        let pppk = || official().with(KEY.kelompok, Some(text("pppk")));
        assert_eq!(Pegawai::check(&pppk().with(KEY.golongan, Some(text("pppk_ix")))), Vec::new());
        for (values, field) in [
            (official().with(KEY.kode, Some(text("199001012020121001"))), "kode"),
            (official().with(KEY.golongan, Some(text("pppk_ix"))), "golongan"),
            (pppk(), "golongan"),
            (official().with(KEY.kelompok, Some(text("polri_tni"))), "golongan"),
            (hired().with(KEY.golongan, Some(text("i_a"))), "golongan"),
            (hired().with(KEY.tingkat, Some(text("pelaksana"))), "tingkat"),
            (Values::default().with(KEY.kelompok, Some(text("pns"))), "tingkat"),
            (official().with(KEY.tingkat, Some(text("pelaksana"))), "jabatan_fungsional"),
            (hired().with(KEY.jabatan_fungsional, Some(text("Arsiparis"))), "jabatan_fungsional"),
            (official().with(KEY.sampai, "2025-02-02".parse().ok()), "sampai"),
        ] {
            let errors = Pegawai::check(&values);
            let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields, [field], "{errors:?}");
        }
        let unnamed =
            Values::default().with(KEY.kelompok, Some(text("pns"))).with(KEY.tingkat, Some(text("fungsional")));
        assert_eq!(Pegawai::check(&unnamed).len(), 1);
    }
}
