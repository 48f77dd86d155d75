//! `lindung check`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use kernel::{Problem, Result};
use reporting::periksa::{File, Hasil};

use super::{Form, say, say_json};
use crate::compose::open;
use crate::config::Config;

/// Checks published tables. Exit code: 0 all read and nothing found, 1 findings, 2 a file cannot be read, 3 nothing found, but some
/// figures cannot be read.
#[derive(Args)]
pub(crate) struct Check {
    /// Berkas CSV, XLSX, DOCX atau TXT, atau folder yang berisi berkas itu; semuanya diperiksa bersama
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    /// Bandingkan juga dengan catatan tahun ini
    #[arg(long)]
    year: Option<i32>,
}

impl Check {
    pub(crate) async fn run(self, config: Config) -> Result<ExitCode> {
        let files = load(&self.files)?;
        let counted = match self.year {
            Some(year) => Some((counted(config, year).await?, year)),
            None => None,
        };
        let count = files.len();
        let found = reporting::periksa::check(&files, counted)?;
        match self.format {
            Form::Json => say_json(&found)?,
            Form::Text => print(&found, count),
        }
        Ok(ExitCode::from(match (found.temuan.is_empty(), found.tak_terbaca.is_empty()) {
            (false, _) => 1,
            (true, false) => 3,
            (true, true) => 0,
        }))
    }
}

async fn counted(config: Config, year: i32) -> Result<Vec<periksa::Angka>> {
    let lindung = open(config).await?;
    let office =
        lindung.agreements.of_year(year).first().map_or_else(|| lindung.config.office.clone(), |a| a.office.clone());
    let ctx = lindung.system_for(&office, "Periksa")?;
    let counted = reporting::periksa::counted(&ctx, &lindung.agreements, year).await?;
    lindung.close().await?;
    Ok(counted)
}

/// Reads the files; of a folder those that can be checked, by name.
fn load(paths: &[PathBuf]) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside: Vec<PathBuf> = std::fs::read_dir(path)
                .map_err(|e| unreadable(path, &e))?
                .filter_map(|entry| Some(entry.ok()?.path()))
                .filter(|path| path.is_file() && periksa::readable(&path.to_string_lossy()))
                .collect();
            inside.sort();
            if inside.is_empty() {
                return Err(Problem::Malformed(format!(
                    "Folder {} tidak berisi CSV, XLSX, DOCX atau TXT.",
                    path.display()
                )));
            }
            files.extend(inside.iter().map(|path| file(path)).collect::<Result<Vec<_>>>()?);
        } else {
            files.push(file(path)?);
        }
    }
    Ok(files)
}

fn file(path: &Path) -> Result<File> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let size = std::fs::metadata(path).map_err(|e| unreadable(path, &e))?.len();
    if size > u64::try_from(periksa::MAX_BYTES).unwrap_or(u64::MAX) {
        return Err(Problem::Malformed(format!(
            "Berkas {name} lebih besar dari 10 MB. Ambil tabel laporannya saja, lalu ulangi."
        )));
    }
    Ok((name, std::fs::read(path).map_err(|e| unreadable(path, &e))?.into()))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    use std::io::ErrorKind;
    let why = match error.kind() {
        ErrorKind::NotFound => "tidak ada. Periksa nama dan foldernya.".to_owned(),
        ErrorKind::PermissionDenied => "tidak boleh dibaca oleh akun ini. Periksa izin berkasnya.".to_owned(),
        _ => format!("tidak dapat dibaca ({error}). Salin ke tempat lain, lalu ulangi."),
    };
    Problem::Malformed(format!("{} {why}", path.display()))
}

fn print(found: &Hasil, files: usize) {
    for temuan in &found.temuan {
        say(format_args!("[{}] {}", temuan.aturan, temuan.tempat.replace("; ", "\n    juga ")));
        say(format_args!("    tercetak: {}\n    dihitung: {}", temuan.tercetak, temuan.dihitung));
        say(format_args!("    {}\n", temuan.pesan));
    }
    for cell in &found.tak_terbaca {
        say(format_args!("[tidak terbaca] {}", cell.tempat()));
        say(format_args!("    tertulis: {}\n    {}\n", cell.isi, cell.pesan));
    }
    for remark in &found.dilewati {
        say(format_args!("perhatian: {remark}"));
    }
    let unread = found.tak_terbaca.len();
    if unread > 0 {
        say(format_args!("{unread} sel tidak terbaca, jadi tentang isinya tidak ada penilaian."));
    }
    match found.temuan.len() {
        0 if unread == 0 => say(format_args!("Tidak ada pertentangan dalam {files} berkas.")),
        0 => say(format_args!("Di sel lain tidak ditemukan yang bertentangan, dalam {files} berkas.")),
        findings => say(format_args!("{findings} temuan dalam {files} berkas.")),
    }
}
