//! Sealing files anew after the house changed its key (ADR 0076).

use std::fs;

use kernel::{Ctx, Problem, Result, db};

use crate::Store;
use crate::store::{FOLDER, UNDER_WAY, blocking};
use crate::sweep::lock;

/// Seals the files that are sealed with an earlier key of the house with the newest one. Returns how many were, and how many do not open:
/// those stay as they are, and the check of attachments names them.
///
/// # Errors
/// What the disk or the database says.
pub async fn renew(ctx: &Ctx, store: &Store) -> Result<(u64, u64)> {
    let walker = store.clone();
    let earlier = blocking(move || walker.earlier()).await?;
    let (mut renewed, mut broken) = (0, 0);
    for address in earlier {
        // Whoever removes a file holds the same lock, so what is removed does not come back.
        let tx = ctx.begin().await?;
        db::lock(&tx, &lock(&address)).await?;
        let (files, place) = (store.clone(), address.clone());
        match blocking(move || files.renew(&place)).await {
            Ok(done) => renewed += u64::from(done),
            Err(Problem::Internal(cause)) => {
                tracing::error!(address, %cause, "a file could not be sealed anew");
                broken += 1;
            }
            Err(other) => return Err(other),
        }
        tx.give_up().await?;
    }
    Ok((renewed, broken))
}

impl Store {
    /// The addresses whose files are sealed with an earlier key.
    fn earlier(&self) -> Result<Vec<String>> {
        let mut all = Vec::new();
        let Ok(folders) = fs::read_dir(self.folder()) else { return Ok(all) };
        for folder in folders.flatten().filter(|entry| entry.path().is_dir()) {
            for file in fs::read_dir(folder.path()).map_err(Problem::internal)?.flatten() {
                let name = file.file_name().to_string_lossy().into_owned();
                let address = format!("{}{name}", folder.file_name().to_string_lossy());
                let whole = !name.starts_with(UNDER_WAY) && name.len() == 64 - FOLDER && self.path(&address).is_ok();
                if whole && self.is_earlier(&file.path()) {
                    all.push(address);
                }
            }
        }
        Ok(all)
    }
}
