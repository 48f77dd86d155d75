//! Files that no row names: an upload that broke off between file and row, or a file that was still being written when the
//! program died.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use kernel::{Ctx, Problem, Result, db};
use sea_orm::entity::prelude::*;

use crate::store::{FOLDER, UNDER_WAY, blocking};
use crate::{Column, Entity, Store};

/// Removes files older than `before` that no row names. Returns how many.
///
/// # Errors
/// What the disk or the database says.
pub async fn sweep(ctx: &Ctx, store: &Store, before: SystemTime) -> Result<usize> {
    let walker = store.clone();
    let old = blocking(move || walker.older(before)).await?;
    let mut swept = 0;
    for (path, address) in old {
        // Whoever attaches the same content at this moment holds the same lock until the row is there.
        let tx = ctx.begin().await?;
        if let Some(address) = address {
            db::lock(&tx, &lock(&address)).await?;
            if Entity::find().filter(Column::Alamat.eq(address)).one(&*tx).await?.is_some() {
                continue;
            }
        }
        let gone = blocking(move || Ok(is_older(&path, before) && fs::remove_file(&path).is_ok())).await?;
        swept += usize::from(gone);
    }
    if swept > 0 {
        tracing::info!(swept, "files that no attachment names were removed");
    }
    Ok(swept)
}

/// The lock under which a file and its rows come and go together.
pub(crate) fn lock(address: &str) -> String {
    format!("lampiran {address}")
}

fn is_older(path: &std::path::Path, before: SystemTime) -> bool {
    fs::metadata(path).and_then(|file| file.modified()).is_ok_and(|at| at < before)
}

impl Store {
    /// Holds the lock under which files of an address come and go, and makes sure that its file is there: the nightly job
    /// may have swept it since it was put.
    ///
    /// # Errors
    /// What the disk or the database says.
    pub async fn hold(&self, tx: &kernel::Tx, content: &std::sync::Arc<Vec<u8>>, address: &str) -> Result<()> {
        db::lock(tx, &lock(address)).await?;
        if self.size(address).await?.is_none() {
            self.put(std::sync::Arc::clone(content)).await?;
        }
        Ok(())
    }

    /// Lets go of a file that was put for an attachment which did not come about, unless an attachment names it. What cannot be
    /// looked at now is left to the night.
    ///
    /// # Errors
    /// What the disk or the database says.
    pub async fn let_go(&self, ctx: &Ctx, address: &str) -> Result<()> {
        let tx = ctx.begin().await?;
        db::lock(&tx, &lock(address)).await?;
        if Entity::find().filter(Column::Alamat.eq(address)).one(&*tx).await?.is_some() {
            return Ok(());
        }
        let path = self.path(address)?;
        blocking(move || fs::remove_file(&path).map_err(Problem::internal)).await
    }

    /// Old files, each with its address unless it was never finished.
    fn older(&self, before: SystemTime) -> Result<Vec<(PathBuf, Option<String>)>> {
        let mut old = Vec::new();
        let Ok(folders) = fs::read_dir(self.folder()) else { return Ok(old) };
        for folder in folders.flatten().filter(|entry| entry.path().is_dir()) {
            for file in fs::read_dir(folder.path()).map_err(Problem::internal)?.flatten() {
                let (path, name) = (file.path(), file.file_name().to_string_lossy().into_owned());
                if !is_older(&path, before) {
                    continue;
                }
                let address = format!("{}{name}", folder.file_name().to_string_lossy());
                if name.starts_with(UNDER_WAY) {
                    old.push((path, None));
                } else if name.len() == 64 - FOLDER && self.path(&address).is_ok() {
                    old.push((path, Some(address)));
                }
            }
        }
        Ok(old)
    }
}
