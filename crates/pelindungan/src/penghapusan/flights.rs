//! What manifests of flights say of somebody who is erased: their lines, and who was left out of them.

use std::collections::HashSet;

use kernel::history::erased::ERASED;
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use people::entity::Model as Person;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, Value};
use serde_json::Value as Json;
use uuid::Uuid;

/// The place for which lines of manifests are sealed, and a line that says nothing.
const LINE: (&str, &[u8]) = ("manifes.isi", br#"{"isi":{}}"#);
/// The place for which it is sealed what was chosen for the rows of a manifest.
const CHOSEN: &str = "manifes.pilihan";

/// Takes what manifests said of a person out of their lines: by the record that was made of them, by the numbers of the person, and by name and
/// birth date where nobody was met by the line.
pub(super) async fn announced(tx: &Tx, ctx: &Ctx, rows: &[Person], records: &[CatatanId]) -> Result<()> {
    let niks: Vec<String> = rows.iter().filter_map(|row| row.nik_indeks.clone()).collect();
    let documents: Vec<String> = rows.iter().filter_map(|row| row.dokumen_indeks.clone()).collect();
    let mut theirs = Expr::col("catatan_id")
        .is_in(records.iter().map(|id| id.0))
        .or(Expr::col("nik_indeks").is_in(niks))
        .or(Expr::col("dokumen_indeks").is_in(documents));
    for row in rows {
        if let Some(born) = row.tanggal_lahir {
            let unmet = Expr::col("catatan_id").is_null();
            let named = Expr::col("nama_baku").eq(row.nama_baku.as_str());
            theirs = theirs.or(named.and(Expr::col("tanggal_lahir").eq(born)).and(unmet));
        }
    }
    let cells: [(&str, Value); 6] = [
        ("nama", ERASED.into()),
        ("nama_baku", ERASED.into()),
        ("tanggal_lahir", Value::ChronoDate(None)),
        ("nik_indeks", Value::String(None)),
        ("dokumen_indeks", Value::String(None)),
        ("isi_sandi", ctx.house.vault.seal(LINE.0, LINE.1)?.into()),
    ];
    let update = Query::update()
        .table("manifes")
        .values(cells.into_iter().map(|(name, cell)| (name, Expr::val(cell))))
        .and_where(theirs)
        .to_owned();
    tx.execute(&update).await?;
    left_out(tx, ctx, &Known::of(rows)).await
}

/// By what somebody who was left out of a manifest is known.
struct Known {
    names: HashSet<String>,
    numbers: HashSet<String>,
}

impl Known {
    fn of(rows: &[Person]) -> Self {
        let document = |row: &Person| row.dokumen_indeks.as_ref().map(|index| format!("dokumen:{index}"));
        let nik = |row: &Person| row.nik_indeks.as_ref().map(|index| format!("nik:{index}"));
        Self {
            names: rows.iter().map(|row| row.nama_baku.clone()).collect(),
            numbers: rows.iter().flat_map(|row| [document(row), nik(row)]).flatten().collect(),
        }
    }

    /// Whether it is they who were left out under a sign, which ends with a turn, and by a name.
    fn is(&self, sign: &str, one: &Json) -> bool {
        let number = sign.rsplit_once(':').is_some_and(|(number, _)| self.numbers.contains(number));
        let name = one.get("nama").and_then(Json::as_str).unwrap_or_default();
        number || self.names.contains(&people::normalise(name))
    }
}

/// Takes somebody out of those who were left out of manifests. A namesake is forgotten with them, and then asked about again.
async fn left_out(tx: &Tx, ctx: &Ctx, known: &Known) -> Result<()> {
    let all = Query::select().columns(["kedatangan_id", "isi_sandi"]).from("manifes_pilihan").to_owned();
    for row in tx.query_all(&all).await? {
        let arrival: Uuid = row.try_get("", "kedatangan_id")?;
        let sealed: Vec<u8> = row.try_get("", "isi_sandi")?;
        let opened = ctx.house.vault.open(CHOSEN, &sealed)?;
        let mut chosen: Json = serde_json::from_slice(&opened).map_err(Problem::internal)?;
        if !forgotten(&mut chosen, known) {
            continue;
        }
        let text = serde_json::to_vec(&chosen).map_err(Problem::internal)?;
        let update = Query::update()
            .table("manifes_pilihan")
            .value("isi_sandi", Expr::val(ctx.house.vault.seal(CHOSEN, &text)?))
            .and_where(Expr::col("kedatangan_id").eq(arrival))
            .to_owned();
        tx.execute(&update).await?;
    }
    Ok(())
}

/// Whether somebody was among them, and is not any more.
fn forgotten(chosen: &mut Json, known: &Known) -> bool {
    let Some(left) = chosen.get_mut("lewati").and_then(Json::as_object_mut) else { return false };
    let before = left.len();
    left.retain(|sign, one| !known.is(sign, one));
    left.len() < before
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn who_was_left_out_is_forgotten_by_number_and_by_name_and_others_stay() {
        let known = Known {
            names: HashSet::from([people::normalise("Wulandari Contoh")]),
            numbers: HashSet::from(["dokumen:ab".to_owned()]),
        };
        let mut chosen = json!({ "semua": {}, "lewati": {
            "dokumen:ab:1": { "nama": "W. Contoh", "alasan": "ganda" },
            "nama:wulandari contoh:1990-01-17:1": { "nama": "WULANDARI  CONTOH", "alasan": "" },
            "dokumen:cd:1": { "nama": "Siti Contoh", "alasan": "ganda" },
        }});
        assert!(forgotten(&mut chosen, &known));
        let left = json!({ "dokumen:cd:1": { "nama": "Siti Contoh", "alasan": "ganda" } });
        assert_eq!(chosen["lewati"], left);
        assert!(!forgotten(&mut chosen, &known));
    }
}
