//! What was tried to reach the complainant. An attempt that failed stands in the history and restarts nothing: the days without
//! contact run on.

use kernel::form::{Key, Values};
use kernel::period::{day_of, written};
use kernel::{Ctx, Result, history};

use super::entity::Model;

/// The key of what came of a contact; it stands in the history only.
pub(super) const HASIL_KONTAK: Key<String> = Key::new("hasil_kontak");

/// The outcome by which the complainant was reached.
const REACHED: &str = "tersambung";

/// The ground that the attempts speak for.
const GROUND: &str = "pengadu_tidak_dapat_dihubungi";

/// Whether a contact reached the complainant. One whose outcome is not told did: before outcomes were asked for, only such were
/// noted.
pub(super) fn reached(values: &Values) -> bool {
    values.get(HASIL_KONTAK).is_none_or(|outcome| outcome == REACHED)
}

/// What a complaint that was closed because nobody could be reached says about the attempts.
///
/// # Errors
/// What the database says.
pub(super) async fn remarks(ctx: &Ctx, record: &Model) -> Result<Vec<String>> {
    if record.dasar_penutupan.as_deref() != Some(GROUND) {
        return Ok(Vec::new());
    }
    let lines = history::of(ctx, "pengaduan", record.id).await?;
    // Those before the last contact that reached, or before it was taken up again, speak of another time.
    let since = record.kontak_pada.max(record.dibuka_kembali_pada);
    let counts = |line: &&history::Model| since.is_none_or(|since| day_of(line.terjadi_pada) > since);
    let failed: Vec<String> = lines.iter().filter(counts).filter_map(|line| failed(ctx, line)).collect();
    if failed.is_empty() {
        let text = "Ditutup karena pengadu tidak dapat dihubungi; tidak ada upaya kontak yang gagal di riwayatnya sejak kontak terakhir.";
        return Ok(vec![text.to_owned()]);
    }
    let (count, all) = (failed.len(), failed.join("; "));
    Ok(vec![format!("Ditutup karena pengadu tidak dapat dihubungi. Upaya kontak yang gagal: {count} ({all}).")])
}

/// An attempt that failed, in words; none for any other line.
fn failed(ctx: &Ctx, line: &history::Model) -> Option<String> {
    let told = |key: &str| line.perubahan.get(key)?.get("ke")?.as_str();
    let outcome = told(HASIL_KONTAK.name).filter(|outcome| *outcome != REACHED)?;
    let word = |vocabulary: &str, code: &str| {
        let term = ctx.house.reference.term(vocabulary, code);
        term.map_or_else(|| code.to_owned(), |term| term.label.clone())
    };
    let way = told("cara_kontak").map(|way| word("kanal_pengaduan", way)).unwrap_or_default();
    let (day, outcome) = (written(day_of(line.terjadi_pada)), word("hasil_kontak", outcome));
    Some(format!("{day}, {way}: {}", outcome.to_lowercase()))
}
