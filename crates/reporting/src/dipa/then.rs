//! The records of a budget as they were known at an instant, for the report of a closing. What was recorded later is left out; what was
//! changed, withdrawn, restored or moved later is taken back by its lines of history, which hold each field before and after.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::db::chunk_rows;
use kernel::{CatatanId, Ctx, Day, KantorId, Problem, Result, history};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;

use super::MOST;
use crate::anggaran::entity::{Column, Entity, KEY, Model};

/// The records of an office's year that stood at an instant, by day and then as recorded; the office is one of the actor's.
///
/// # Errors
/// [`Problem::Malformed`] for too many; [`Problem::Internal`] for history that cannot be read; any database error.
pub(super) async fn known_at(ctx: &Ctx, office: KantorId, year: i32, at: DateTime<Utc>) -> Result<Vec<Model>> {
    let year = i64::from(year);
    let here = Condition::all().add(Column::KantorId.eq(office)).add(Column::Tahun.eq(year));
    // What was changed since may have been of this year, and of this office until it was moved, also to one that the actor does not see.
    let once = Condition::any().add(Column::KantorId.eq(office)).add(was_of(office));
    let later = Condition::all().add(Column::DiubahPada.gte(at)).add(once);
    let wanted = Condition::any().add(here).add(later);
    let found = Entity::find().filter(Column::DibuatPada.lt(at)).filter(wanted);
    let mut records = found.limit(MOST + 1).all(ctx.db()).await?;
    if records.len() as u64 > MOST {
        return Err(Problem::Malformed(format!("Catatan anggaran tahun {year} lebih dari {MOST}, terlalu banyak.")));
    }
    let changed: Vec<CatatanId> =
        records.iter().filter(|record| record.diubah_pada >= at).map(|record| record.id).collect();
    let mut lines = since(ctx, &changed, at).await?;
    for record in &mut records {
        for line in lines.remove(&record.id).unwrap_or_default() {
            take_back(ctx, record, &line.perubahan)?;
        }
    }
    records.retain(|one| one.kantor_id == office && one.tahun == year && one.dibatalkan_pada.is_none());
    records.sort_by_key(|one| (one.tanggal, one.id));
    Ok(records)
}

/// Whether a record was an office's once, by its history.
fn was_of(office: KantorId) -> Expr {
    let line = Query::select()
        .expr(Expr::val(1))
        .from(history::Entity)
        .and_where(Expr::col((history::Entity, history::Column::CatatanId)).equals((Entity, Column::Id)))
        .and_where(Expr::col((history::Entity, history::Column::KantorId)).eq(office))
        .to_owned();
    Expr::exists(line)
}

/// What was done to records since an instant, the newest first.
async fn since(ctx: &Ctx, records: &[CatatanId], at: DateTime<Utc>) -> Result<HashMap<CatatanId, Vec<history::Model>>> {
    let mut lines: HashMap<CatatanId, Vec<history::Model>> = HashMap::new();
    for chunk in records.chunks(chunk_rows(1)) {
        let found = history::Entity::find()
            .filter(history::Column::CatatanId.is_in(chunk.iter().copied()))
            .filter(history::Column::DicatatPada.gte(at))
            .order_by_desc(history::Column::Versi)
            .all(ctx.keyed())
            .await?;
        for line in found {
            lines.entry(line.catatan_id).or_default().push(line);
        }
    }
    Ok(lines)
}

/// Gives the fields of a record what they held before a change.
fn take_back(ctx: &Ctx, record: &mut Model, changes: &Value) -> Result<()> {
    let office = |code: &str| ctx.house.offices.by_code(code).map(|one| one.id);
    taken_back(record, changes, office)
        .ok_or_else(|| Problem::internal(format!("history of {} cannot be read: {changes}", record.nomor)))
}

/// The same with offices by their codes; none where a line cannot be read.
fn taken_back(record: &mut Model, changes: &Value, office: impl Fn(&str) -> Option<KantorId>) -> Option<()> {
    for (key, change) in changes.as_object()? {
        let before = change.get("dari").and_then(Value::as_str);
        match key.as_str() {
            key if key == KEY.tahun.name => record.tahun = before?.parse().ok()?,
            key if key == KEY.kegiatan.name => before?.clone_into(&mut record.kegiatan),
            key if key == KEY.jenis.name => before?.clone_into(&mut record.jenis),
            key if key == KEY.revisi.name => record.revisi = before.map(str::parse).transpose().ok()?,
            key if key == KEY.tanggal.name => record.tanggal = before?.parse::<Day>().ok()?,
            key if key == KEY.jumlah_rp.name => record.jumlah_rp = before?.parse().ok()?,
            "nomor" => before?.clone_into(&mut record.nomor),
            "kantor" => record.kantor_id = office(before?)?,
            "dibatalkan" => record.dibatalkan_pada = before.map(|_| record.diubah_pada),
            _ => {}
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::anggaran::status::Status;

    fn record() -> Model {
        let (at, office) = (DateTime::from_timestamp(1_767_000_000, 0).unwrap(), KantorId(Uuid::from_u128(2)));
        Model {
            id: CatatanId(Uuid::from_u128(1)),
            nomor: "AGR-2026-000001".to_owned(),
            kantor_id: office,
            kunci_isi: String::new(),
            status: Status::Tercatat,
            versi: 3,
            dibuat_pada: at,
            diubah_pada: at,
            dibatalkan_pada: Some(at),
            tahun: 2026,
            kegiatan: "Kegiatan Contoh".to_owned(),
            jenis: "pagu".to_owned(),
            revisi: Some(2),
            tanggal: "2026-03-01".parse().unwrap(),
            jumlah_rp: 900,
            bukti: None,
        }
    }

    #[test]
    fn what_changed_later_is_taken_back() {
        let mut one = record();
        let other = KantorId(Uuid::from_u128(3));
        let changes = [
            json!({ "dibatalkan": { "dari": null, "ke": "ya" } }),
            json!({ "kantor": { "dari": "LAMA", "ke": "BARU" }, "nomor": { "dari": "AGR-2026-000007", "ke": "x" } }),
            json!({
                "jumlah_rp": { "dari": "1500", "ke": "900" }, "tanggal": { "dari": "2026-02-01", "ke": "2026-03-01" },
                "revisi": { "dari": null, "ke": "2" }, "jenis": { "dari": "realisasi", "ke": "pagu" },
                "bukti": { "dari": "SP2D", "ke": null }
            }),
        ];
        for change in &changes {
            taken_back(&mut one, change, |code| (code == "LAMA").then_some(other)).unwrap();
        }
        assert_eq!((one.jumlah_rp, one.revisi, one.jenis.as_str()), (1_500, None, "realisasi"));
        assert_eq!((one.tanggal.to_string(), one.kantor_id), ("2026-02-01".to_owned(), other));
        assert!(one.dibatalkan_pada.is_none() && one.nomor == "AGR-2026-000007");
        taken_back(&mut one, &json!({ "dibatalkan": { "dari": "ya", "ke": null } }), |_| None).unwrap();
        assert!(one.dibatalkan_pada.is_some(), "what was restored later was withdrawn then");
    }

    #[test]
    fn a_line_that_cannot_be_read_is_no_line_without_changes() {
        for wrong in [json!({ "jumlah_rp": "berubah" }), json!({ "kantor": { "dari": "HANTU" } }), json!("x")] {
            assert_eq!(taken_back(&mut record(), &wrong, |_| None), None, "{wrong}");
        }
    }
}
