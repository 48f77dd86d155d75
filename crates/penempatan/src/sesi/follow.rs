//! What must hold when a session is closed: everybody on its roster came or did not.

use kernel::{Problem, Result, Tx};
use records::{Deed, daftar};

use super::entity::Model;
use super::status::Status;

/// Refuses to close a session while somebody's attendance is not known.
///
/// # Errors
/// [`Problem::Refused`] that says how many there are.
pub async fn follow(tx: &Tx, deed: Deed<'_, Model>) -> Result<()> {
    let closed = |record: &Model| record.status == Status::Selesai;
    if !closed(deed.new) || deed.old.is_some_and(closed) {
        return Ok(());
    }
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
