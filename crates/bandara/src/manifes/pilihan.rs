//! The table `manifes_pilihan`: what was chosen for the rows of a flight's manifest, so that a corrected one is asked nothing twice.

use std::collections::{BTreeMap, HashSet};

use kernel::form::Form;
use kernel::{CatatanId, Ctx, KantorId, Problem, Result, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde::{Deserialize, Serialize};

use super::check::{Person, signs};
use pemulangan::kedatangan::entity::Model as Arrival;

/// The place for which choices are sealed: they name texts of the manifest and people who were left out.
const PLACE: &str = "manifes.pilihan";

/// A row of `manifes_pilihan`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "manifes_pilihan")]
pub struct Model {
    /// The arrival.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kedatangan_id: CatatanId,
    /// The office of the arrival.
    pub kantor_id: KantorId,
    /// What was chosen, sealed.
    #[sea_orm(column_type = "Blob")]
    pub isi_sandi: Vec<u8>,
    /// When it was last changed.
    pub diubah_pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// What was chosen for the rows of a manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Choices {
    /// What fills empty fields of every row.
    #[serde(default)]
    pub semua: Form,
    /// What was answered: by field, then by question.
    #[serde(default)]
    pub jawaban: BTreeMap<String, Form>,
    /// Who was left out, by [`signs`].
    #[serde(default)]
    pub lewati: BTreeMap<String, Skipped>,
}

/// Somebody who was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Skipped {
    /// The name, as it stands in the manifest.
    pub nama: String,
    /// Why; may be empty.
    pub alasan: String,
}

impl Choices {
    /// What was answered to a question about a field.
    pub(super) fn answer(&self, field: &str, question: &str) -> Option<&str> {
        self.jawaban.get(field)?.get(question).map(String::as_str).filter(|answer| !answer.is_empty())
    }

    /// These with others laid over them.
    pub(super) fn under(mut self, typed: Self) -> Self {
        self.semua.extend(typed.semua);
        for (field, answers) in typed.jawaban {
            self.jawaban.entry(field).or_default().extend(answers);
        }
        self.lewati.extend(typed.lewati);
        self
    }

    /// These with the people of a manifest: who was left out is, who was not is not. Of others what was chosen stays.
    pub(super) fn with_people(mut self, before: &Self, people: &[Person]) -> Self {
        let all = signs(people);
        let here: HashSet<&String> = all.iter().flatten().collect();
        self.lewati.retain(|sign, _| !here.contains(sign));
        let others = before.lewati.iter().filter(|(sign, _)| !here.contains(sign));
        self.lewati.extend(others.map(|(sign, one)| (sign.clone(), one.clone())));
        for (person, sign) in people.iter().zip(&all) {
            let Some((sign, reason)) = sign.clone().zip(person.skipped.clone()) else { continue };
            let name = person.said.isi.get("nama").cloned().unwrap_or_default();
            self.lewati.insert(sign, Skipped { nama: name, alasan: reason });
        }
        self
    }
}

/// What was chosen for an arrival.
///
/// # Errors
/// What the database says, or [`Problem::Internal`] when it does not open.
pub(super) async fn remembered(ctx: &Ctx, db: &impl ConnectionTrait, arrival: CatatanId) -> Result<Choices> {
    let own = Entity::find_by_id(arrival).filter(ctx.of_offices(Column::KantorId.as_column_ref()));
    let Some(row) = own.one(db).await? else { return Ok(Choices::default()) };
    serde_json::from_slice(&ctx.house.vault.open(PLACE, &row.isi_sandi)?).map_err(Problem::internal)
}

/// Remembers what was chosen.
///
/// # Errors
/// What the database says.
pub(super) async fn remember(tx: &Tx, ctx: &Ctx, arrival: &Arrival, choices: &Choices) -> Result<()> {
    let text = serde_json::to_vec(choices).map_err(Problem::internal)?;
    let row = ActiveModel {
        kedatangan_id: Set(arrival.id),
        kantor_id: Set(arrival.kantor_id),
        isi_sandi: Set(ctx.house.vault.seal(PLACE, &text)?),
        diubah_pada: Set(tx.at),
    };
    let again = OnConflict::column(Column::KedatanganId)
        .update_columns([Column::KantorId, Column::IsiSandi, Column::DiubahPada])
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(&**tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, document: &str, skipped: Option<&str>) -> Person {
        let mut person =
            Person { document: Some(document.to_owned()), skipped: skipped.map(str::to_owned), ..Person::default() };
        person.said.isi.insert("nama".to_owned(), name.to_owned());
        person
    }

    #[test]
    fn who_was_left_out_stays_so_until_somebody_takes_them_back() {
        let first = Choices::default().with_people(
            &Choices::default(),
            &[person("Siti Contoh", "a", Some("ganda")), person("Budi Contoh", "b", None)],
        );
        assert_eq!(first.lewati.values().map(|one| one.alasan.as_str()).collect::<Vec<_>>(), ["ganda"]);
        let other = Choices::default().with_people(&first, &[person("Budi Contoh", "b", Some("batal"))]);
        assert_eq!(other.lewati.len(), 2, "of whom a manifest does not speak nothing changes");
        let back = Choices::default().with_people(&other, &[person("Siti Contoh", "a", None)]);
        assert_eq!(back.lewati.values().map(|one| one.nama.as_str()).collect::<Vec<_>>(), ["Budi Contoh"]);
    }

    #[test]
    fn what_is_typed_lies_over_what_is_remembered() {
        let of = |answer: &str| Choices {
            jawaban: [("daerah_asal".to_owned(), Form::from([("=tangerang".to_owned(), answer.to_owned())]))].into(),
            ..Choices::default()
        };
        let laid = of("36.03").under(of("36.71"));
        assert_eq!(laid.answer("daerah_asal", "=tangerang"), Some("36.71"));
        assert_eq!(laid.answer("daerah_asal", "=serang"), None);
    }
}
