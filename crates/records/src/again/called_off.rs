//! What an export of another system says of what was called off: by a word, seldom with the day, or by leaving it out. Nothing is withdrawn or
//! deleted by a file.

use std::collections::{BTreeSet, HashSet};

use kernel::period::written;
use kernel::reference::fold;
use kernel::{CatatanId, Day, FieldError, KantorId, Result, Tx};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};

use super::held::{Held, Stands};
use super::{Done, Found, Names, Row, STATUS};
use crate::enter::Draft;
use crate::{CalledOff, Info};

/// The most records that are named.
const NAMED: usize = 20;

/// What a row that names no record says of its standing: the word, if it does not say the day on which it was called off.
fn said<'a>(off: &CalledOff, row: &'a Row) -> Option<&'a str> {
    let dated = row.form.get(off.day.name).is_some_and(|text| !text.trim().is_empty());
    let word = row.beside.get(STATUS).map(|text| text.trim()).filter(|text| !text.is_empty());
    word.filter(|_| !dated && !matches!(row.names, Names::Number(_)))
}

fn is_off(off: &CalledOff, word: &str) -> bool {
    let word = fold(word);
    off.words.iter().any(|one| *one == word)
}

/// The rows that say that what they are about was called off, and not on which day.
pub(super) fn undated(info: &Info, rows: &[Row]) -> BTreeSet<usize> {
    let Some(off) = info.more.called_off else { return BTreeSet::new() };
    let says = |(_, row): &(usize, &Row)| said(&off, row).is_some_and(|word| is_off(&off, word));
    rows.iter().enumerate().filter(says).map(|(at, _)| at).collect()
}

/// What is told of such a row.
pub(super) fn told(info: &Info) -> Option<FieldError> {
    let detail = "Berstatus batal tanpa tanggal batal. Bila catatannya belum batal, tanggal batalnya hari impor ini; betulkan bila harinya \
                  diketahui.";
    Some(FieldError::new(info.more.called_off?.day, detail))
}

/// What is told of a row that is about something called off, and says that it stands.
pub(super) fn revived(info: &Info, row: &Row, held: &Held) -> Option<FieldError> {
    let off = info.more.called_off?;
    let word = said(&off, row).filter(|word| !is_off(&off, word))?;
    let day: Day = held.form.get(off.day.name)?.parse().ok()?;
    let detail = format!(
        "Di berkas statusnya {word}, tetapi {} tercatat batal sejak {}. Berkas tidak mengubahnya: betulkan di catatannya bila memang jadi.",
        held.head.number,
        written(day)
    );
    Some(FieldError::new(off.day, detail))
}

/// What is told of records that a file does not have, though it has most of those of its days. A list of a few people says nothing of others.
///
/// # Errors
/// Any database error.
pub(super) async fn gone(
    info: &Info,
    tx: &Tx,
    office: KantorId,
    (found, fresh, done): (&[Found], &[Draft], &Done),
) -> Result<Option<String>> {
    let Some(off) = info.more.called_off else { return Ok(None) };
    let values = found.iter().map(|one| &one.values).chain(fresh.iter().map(|draft| &draft.values));
    let days: BTreeSet<Day> =
        values.filter_map(|values| values.get(info.day)).chain(done.days.iter().copied()).collect();
    let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else { return Ok(None) };
    let query = Query::select()
        .columns(["id", "nomor"])
        .from(info.table)
        .and_where(Expr::col("kantor_id").eq(office.0))
        .and_where(Expr::col("dibatalkan_pada").is_null())
        .and_where(Expr::col(off.day.name).is_null())
        .and_where(Expr::col(info.day.name).between(first, last))
        .order_by("id", Order::Asc)
        .to_owned();
    let here = found.iter().filter(|one| one.held.stands == Stands::Here);
    let entered = done.entered.iter().map(|(_, id)| *id);
    let there: HashSet<CatatanId> = here.map(|one| one.held.head.id).chain(entered).collect();
    let (mut gone, mut met) = (Vec::new(), 0_usize);
    for row in tx.query_all(&query).await? {
        if there.contains(&CatatanId(row.try_get("", "id")?)) {
            met += 1;
        } else {
            gone.push(row.try_get::<String>("", "nomor")?);
        }
    }
    if gone.is_empty() || gone.len() > met {
        return Ok(None);
    }
    let more = if gone.len() > NAMED { " dan lainnya" } else { "" };
    let named = gone.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    Ok(Some(format!(
        "Tidak ada di berkas ini, padahal tercatat di rentang tanggalnya ({} sampai {}): {} catatan: {named}{more}. Tidak ada yang \
         dihapus; periksa di sumbernya apakah dibatalkan.",
        written(first),
        written(last),
        gone.len()
    )))
}
