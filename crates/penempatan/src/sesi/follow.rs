//! What must hold of a session and its roster: who is named for a day stays named for it, and a session is closed when everybody is marked.

use kernel::{FieldError, Problem, Result, Tx};
use records::{Deed, daftar};

use super::entity::{KEY, Model};
use super::status::Status;

/// Refuses to move a session for which people are named, and to close one while somebody's attendance is not known.
///
/// # Errors
/// [`Problem::Invalid`], [`Problem::Refused`]: how many there are, and what to do.
pub async fn follow(tx: &Tx, deed: Deed<'_, Model>) -> Result<()> {
    if let Some(old) = deed.old {
        stays(tx, old, deed.new).await?;
    }
    let closed = |record: &Model| record.status == Status::Selesai;
    if !closed(deed.new) || deed.old.is_some_and(closed) {
        return Ok(());
    }
    daftar::hold(tx, deed.new.id).await?;
    // The sort of a session is the name of the kind whose records are its roster.
    let open = daftar::unmarked(&**tx, &deed.new.jenis_sesi, "sesi", deed.new.id).await?;
    if open == 0 {
        return Ok(());
    }
    Err(Problem::Refused {
        status: Status::Dijadwalkan.code(),
        command: "tutup",
        allowed: Vec::new(),
        detail: format!("Kehadiran {open} peserta belum dicatat. Isi di daftar hadir, lalu tutup sesinya."),
    })
}

/// Each person's record holds the day and the scheme, by which it counts.
async fn stays(tx: &Tx, old: &Model, new: &Model) -> Result<()> {
    let moved = [
        (KEY.tanggal.name, old.tanggal != new.tanggal),
        (KEY.skema.name, old.skema != new.skema),
        (KEY.jenis_sesi.name, old.jenis_sesi != new.jenis_sesi),
    ];
    let Some((field, _)) = moved.into_iter().find(|(_, moved)| *moved) else { return Ok(()) };
    daftar::hold(tx, old.id).await?;
    let named = daftar::named(&**tx, &old.jenis_sesi, "sesi", old.id).await?;
    if named == 0 {
        return Ok(());
    }
    let detail = format!(
        "{named} orang sudah didaftarkan menurut isian ini. Batalkan sesinya, catat yang baru, lalu jadwalkan ulang pesertanya."
    );
    Err(FieldError::new(field, detail).into())
}
