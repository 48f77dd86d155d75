//! `lindung import`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use indicatif::ProgressBar;
use kernel::{Problem, Result, figure};
use records::import::{CellError, Changed, MAX_BYTES, Report, Request, Stage, explain, run_with, write};
use records::{AnyKind, Consent, Mode};

use super::{on_terminal, say};
use crate::compose::{open, registry};
use crate::config::Config;

/// Imports a file.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[derive(Args)]
pub(crate) struct Import {
    /// Jenis catatan, misalnya kepulangan
    jenis: String,
    /// Berkas XLSX, XLS, ODS atau CSV; dengan --template berkas kosong yang dibuat
    file: PathBuf,
    /// Kode kantor; tanpa ini kantor dari setelan
    #[arg(long)]
    office: Option<String>,
    /// Hanya memeriksa, tidak menulis apa pun
    #[arg(long)]
    dry_run: bool,
    /// Menulis baris yang benar walau ada baris yang salah
    #[arg(long)]
    skip_bad_rows: bool,
    /// Memperbarui catatan yang sudah ada bila barisnya berisi lain; tanpa ini perubahannya hanya ditampilkan
    #[arg(long)]
    update: bool,
    /// Kejadian yang sama dengan nama yang sama adalah orang yang sama, bila tidak ada nomor yang dapat dibandingkan
    #[arg(long)]
    same_names: bool,
    /// Membuat berkas kosong dengan penjelasan kolomnya
    #[arg(long)]
    template: bool,
}

/// How many lines of errors are printed before the rest is counted.
const SHOWN: usize = 200;

impl Import {
    pub(crate) async fn run(self, config: Config) -> Result<ExitCode> {
        let registry = registry();
        let kind = registry.find(&self.jenis).ok_or_else(|| {
            let names: Vec<_> = registry.all().iter().map(|k| k.info().name).collect();
            Problem::Malformed(format!("Jenis {} tidak dikenal. Pilih salah satu: {}.", self.jenis, names.join(", ")))
        })?;
        if self.template {
            return template(kind, &self.file);
        }
        let bytes = load(&self.file)?;
        let lindung = open(config).await?;
        let office = self.office.clone().unwrap_or_else(|| lindung.config.office.clone());
        let ctx = lindung.system_for(&office, "Impor")?;
        let bar = if on_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        bar.enable_steady_tick(std::time::Duration::from_millis(120));
        let name = self.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let mode = if self.dry_run { Mode::DryRun } else { Mode::Write };
        let request = Request { name: &name, bytes: &bytes, mode, skip_bad: self.skip_bad_rows };
        let progress = |stage: Stage| match stage {
            Stage::Checking(rows) => bar.set_message(format!("{rows} baris dibaca; diperiksa dan ditulis …")),
            Stage::Done => bar.finish_and_clear(),
        };
        let consent = Consent { update: self.update, namesakes: self.same_names };
        let report = run_with(&registry, &ctx, kind, (request, consent), &progress).await?;
        print(&report, mode);
        lindung.close().await?;
        let left = mode == Mode::Write && report.updated < report.changed.len();
        let refused = !report.errors.is_empty() || left;
        Ok(ExitCode::from(u8::from(refused)))
    }
}

fn load(file: &Path) -> Result<Vec<u8>> {
    let unreadable =
        |error: std::io::Error| Problem::Malformed(format!("Berkas {} tidak dapat dibaca: {error}.", file.display()));
    let size = std::fs::metadata(file).map_err(unreadable)?.len();
    if size > MAX_BYTES {
        return Err(Problem::Malformed(format!(
            "Berkas {} lebih besar dari {} MB. Bagi menjadi beberapa berkas.",
            file.display(),
            MAX_BYTES / 1024 / 1024
        )));
    }
    std::fs::read(file).map_err(unreadable)
}

fn template(kind: &dyn AnyKind, file: &Path) -> Result<ExitCode> {
    let reference = kernel::reference::Reference::embedded()?;
    let csv = file.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
    let bytes = write(&reference, kind, csv)?;
    if file.exists() {
        return Err(Problem::Malformed(format!("Berkas {} sudah ada; pilih nama lain.", file.display())));
    }
    std::fs::write(file, bytes).map_err(|e| Problem::Malformed(format!("Berkas tidak dapat ditulis: {e}.")))?;
    say(format_args!("{} dibuat. {}", file.display(), kind.sameness()));
    say("Kolomnya:");
    for field in kind.fields() {
        let needed = if field.required { "wajib" } else { "boleh kosong" };
        say(format_args!("  {} ({needed}): {}. {}", field.key, field.label, explain(&reference, field)));
    }
    Ok(ExitCode::SUCCESS)
}

fn line(mark: &str, error: &CellError) -> String {
    let value = if error.value.is_empty() { String::new() } else { format!(" \"{}\"", error.value) };
    let column = if error.column.is_empty() { String::new() } else { format!(", kolom {}", error.column) };
    format!("{mark} {}{column}{value}: {}", error.place(), error.detail)
}

/// What a row says otherwise than its record.
fn differs(changed: &Changed) -> String {
    let text = |text: &str| if text.is_empty() { "(kosong)".to_owned() } else { text.to_owned() };
    let one = |field: &records::Altered| format!("{}: {} → {}", field.label, text(&field.was), text(&field.is));
    let all: Vec<String> = changed.fields.iter().map(one).collect();
    format!("{}, {}: {}", changed.place, changed.number, all.join("; "))
}

fn print(report: &Report, mode: Mode) {
    let whole = |n: usize| figure::whole(i64::try_from(n).unwrap_or_default());
    if report.seen {
        say("Berkas yang persis sama sudah pernah diimpor.");
    }
    if !report.unknown.is_empty() {
        say(format_args!("Kolom yang tidak dikenal dan tidak dibaca: {}.", report.unknown.join(", ")));
    }
    let mut rest = 0;
    let mut some = |lines: Vec<String>| {
        rest += lines.len().saturating_sub(SHOWN);
        lines.into_iter().take(SHOWN).for_each(say);
    };
    some(report.remarks.iter().map(|remark| format!("perhatian: {remark}")).collect());
    some(report.warnings.iter().map(|warning| line("perhatian:", warning)).collect());
    some(
        report.since.iter().map(|one| format!("dibiarkan, sudah dibetulkan sejak dicatat: {}", differs(one))).collect(),
    );
    some(report.changed.iter().map(|one| format!("berubah: {}", differs(one))).collect());
    some(report.errors.iter().map(|error| line("salah:", error)).collect());
    if rest > 0 {
        say(format_args!("… dan {} baris laporan lain.", whole(rest)));
    }
    say(format_args!(
        "{} baris: {} baru, {} berubah, {} sama dengan yang tercatat, {} berulang dalam berkas, {} kesalahan.",
        whole(report.rows),
        whole(report.new),
        whole(report.changed.len()),
        whole(report.known),
        whole(report.repeated),
        whole(report.errors.len())
    ));
    say(ending(report, mode));
}

/// What became of the file, and what to do now.
fn ending(report: &Report, mode: Mode) -> &'static str {
    let left = report.updated < report.changed.len();
    match (report.written, mode) {
        (true, _) if left && report.new == 0 => {
            "Tidak ada yang ditulis. Agar catatan mengikuti baris yang berubah, ulangi dengan --update."
        }
        (true, _) if left => {
            "Yang baru tertulis; yang berubah belum. Agar catatan mengikutinya, ulangi dengan --update."
        }
        (true, _) if report.updated > 0 => {
            "Tertulis. Angka pada penutupan yang sudah ditandatangani tetap; selisihnya tampak di Perubahan sejak penutupan."
        }
        (true, _) if report.new == 0 => "Tidak ada yang baru untuk ditulis.",
        (true, _) => "Tertulis.",
        (false, Mode::DryRun) => "Hanya diperiksa; tidak ada yang ditulis.",
        (false, Mode::Write | Mode::Show) => {
            "Tidak ada yang ditulis. Perbaiki baris yang salah, lalu impor lagi berkas yang sama."
        }
    }
}
