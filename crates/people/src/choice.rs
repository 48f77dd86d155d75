//! Who a row is about, and what is asked where its number says one and its other particulars another.

use std::collections::HashMap;

use kernel::form::{self, Values, mask};
use kernel::{Ctx, FieldError, OrangId, Tx};

use crate::doubt::index;
use crate::entity::Model;
use crate::key;
use crate::matching::Numbers;
use crate::name::normalise;
use crate::score::{self, Said};
use crate::tie::Tie;

/// Who a row is about, as far as somebody said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// Nobody said.
    #[default]
    Unsaid,
    /// Somebody new. A number that belongs to somebody else, with whom the row does not agree, is kept as in doubt: it is stored, and
    /// identifies nobody.
    New,
    /// This person. A name that was typed otherwise is kept as another name of theirs.
    Known(OrangId),
    /// This person, whose name is corrected to what was typed.
    Corrected(OrangId),
}

impl Choice {
    /// The person who was chosen, if somebody who is on record was.
    #[must_use]
    pub fn person(self) -> Option<OrangId> {
        match self {
            Self::Known(id) | Self::Corrected(id) => Some(id),
            Self::Unsaid | Self::New => None,
        }
    }
}

/// A row whose number belongs to somebody with whom its other particulars do not agree.
#[derive(Debug)]
pub struct Contradiction {
    /// The place of the row in the batch.
    pub at: usize,
    /// What differs, and the ways out.
    pub errors: Vec<FieldError>,
}

/// What a row says of its person.
pub(crate) fn said(row: &Values, (nik, document): (Option<String>, Option<String>)) -> Said {
    let name = row.get(key::NAMA).unwrap_or_default();
    Said::new(&name, row.get(key::TANGGAL_LAHIR), row.get(key::JENIS_KELAMIN), row.get(key::DAERAH_ASAL))
        .with_part(row.get(key::LAHIR_SEBAGIAN).as_deref())
        .with_numbers(nik, document)
}

/// The people who were chosen for rows with a number.
pub(crate) fn tried(
    people: &[(Model, Tie)],
    numbers: &[Numbers],
    chosen: &[Option<usize>],
) -> impl Iterator<Item = OrangId> {
    let numbered =
        |((nik, document), chosen): (&Numbers, &Option<usize>)| chosen.filter(|_| nik.is_some() || document.is_some());
    let places = numbers.iter().zip(chosen).filter_map(numbered);
    places.filter_map(move |at| people.get(at)).map(|(model, _)| model.id)
}

/// These people, of whom it is told whether a number is theirs.
pub(crate) fn told(tx: &Tx, people: impl Iterator<Item = OrangId>) -> Vec<OrangId> {
    let people: Vec<OrangId> = people.collect();
    tx.tells_of(people.iter().copied());
    people
}

/// What is asked about a row whose number belongs to somebody with whom it does not agree: what differs, and the ways out.
pub(crate) fn against(row: &Values, owner: &Model, also: &HashMap<OrangId, Vec<String>>) -> Option<Vec<FieldError>> {
    let known = owner.said().also(also.get(&owner.id).cloned().unwrap_or_default());
    let fields = score::contradictions(&said(row, (None, None)), &known);
    if fields.is_empty() {
        return None;
    }
    let differs = |field: &&'static str| {
        let detail = match *field {
            "nama" => format!("Nomor ini tercatat atas nama lain: {}.", mask(&owner.nama)),
            "jenis_kelamin" => "Nomor ini tercatat untuk jenis kelamin lain.".to_owned(),
            _ => "Nomor ini tercatat dengan tanggal lahir lain.".to_owned(),
        };
        FieldError::new(*field, detail)
    };
    let ways = format!(
        "NIK atau nomor dokumen ini milik orang yang sudah tercatat, dan keterangannya bertentangan. Orangnya sama: pilih orang itu \
         (orang_id {}); nama yang ditulis disimpan sebagai nama lain, atau menjadi namanya bila dipilih betulkan (nama_orang \
         betulkan). Orang lain: pilih orang baru (orang_id baru); nomornya disimpan sebagai diragukan.",
        owner.id
    );
    Some(fields.iter().map(differs).chain([FieldError::new("orang_id", ways)]).collect())
}

/// What is asked about a row whose NIK is one person's and whose document is somebody else's, with whom it does not agree.
pub(crate) fn crossed(
    row: &Values,
    owner: &Model,
    second: Option<&Model>,
    also: &HashMap<OrangId, Vec<String>>,
) -> Option<Vec<FieldError>> {
    let second = second.filter(|second| second.id != owner.id)?;
    against(row, second, also)?;
    let held = format!("Nomor dokumen ini tercatat atas nama lain: {}. Betulkan atau kosongkan.", mask(&second.nama));
    let ways = format!(
        "NIK dan nomor dokumen ini milik dua orang yang sudah tercatat. Pilih pemilik NIK-nya bila memang dia (orang_id {}), atau orang \
         baru (orang_id baru); nomornya disimpan sebagai diragukan.",
        owner.id
    );
    Some(vec![FieldError::new(key::NOMOR_DOKUMEN.name, held), FieldError::new("orang_id", ways)])
}

/// As what is asked about a row whose number belongs to somebody else, for a person known by its record alone.
#[must_use]
pub fn stranger(row: &Values, person: &Model) -> Option<Vec<FieldError>> {
    against(row, person, &HashMap::new())
}

/// Whether a row is about somebody of the same name, as far as it can be told without a common number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Somebody else: another name, NIK, sex or birth date.
    Other,
    /// Nothing speaks against it, and only the name for it.
    Perhaps,
    /// Name and birth date are the same.
    Surely,
}

/// How a row's person stands to somebody of the same name.
#[must_use]
pub fn likeness(ctx: &Ctx, row: &Values, person: &Model) -> Likeness {
    let name = row.get(key::NAMA).unwrap_or_default();
    let nik = row.get(key::NIK).map(|nik| ctx.house.vault.blind_index("nik", &nik));
    let (nik, _) = undoubted(ctx, Some(person), row, (nik, None));
    let other = matches!((&nik, &person.nik_indeks), (Some(typed), Some(held)) if typed != held);
    if other || normalise(&name) != person.nama_baku || stranger(row, person).is_some() {
        return Likeness::Other;
    }
    match (row.get(key::TANGGAL_LAHIR), person.tanggal_lahir) {
        (Some(typed), Some(held)) if typed == held => Likeness::Surely,
        _ => Likeness::Perhaps,
    }
}

/// Whether two rows of a file may be about one person without a common number: the same name, and nothing against it.
#[must_use]
pub fn alike_rows(one: &Values, other: &Values) -> bool {
    let name = |row: &Values| normalise(&row.get(key::NAMA).unwrap_or_default());
    let differ = matches!((one.get(key::NIK), other.get(key::NIK)), (Some(one), Some(other)) if one != other);
    let said = |row: &Values| said(row, (None, None));
    !differ && name(one) == name(other) && score::contradictions(&said(one), &said(other)).is_empty()
}

/// Somebody new whose numbers are in doubt: they are kept, and identify nobody.
pub(crate) fn doubted_of(ctx: &Ctx, person: Model, row: &Values) -> Model {
    let of = |field: form::Key<String>| row.get(field).map(|number| index(ctx, person.id, &number));
    Model { nik_indeks: of(key::NIK), dokumen_indeks: of(key::NOMOR_DOKUMEN), ..person }
}

/// The indexes of a row's numbers, without those that the chosen person has in doubt: they say nothing more.
pub(crate) fn undoubted(
    ctx: &Ctx,
    chosen: Option<&Model>,
    row: &Values,
    (nik, document): (Option<String>, Option<String>),
) -> (Option<String>, Option<String>) {
    let Some(person) = chosen else { return (nik, document) };
    let doubted = |held: &Option<String>, field: form::Key<String>| {
        row.get(field).is_some_and(|number| held.as_ref() == Some(&index(ctx, person.id, &number)))
    };
    (
        nik.filter(|_| !doubted(&person.nik_indeks, key::NIK)),
        document.filter(|_| !doubted(&person.dokumen_indeks, key::NOMOR_DOKUMEN)),
    )
}
