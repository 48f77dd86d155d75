//! `lindung breach`.

use std::process::ExitCode;

use clap::Args;
use kernel::Result;
use pelindungan::kebocoran::{Asked, Told, find, told};

use super::{Form, say, say_json};
use crate::compose::open;
use crate::config::Config;

/// Whose data an account saw in a time, and which fields. The search is logged as a look at all of them.
#[derive(Args)]
pub(crate) struct Breach {
    /// Nama masuk akunnya
    #[arg(long, value_name = "LOGIN")]
    account: String,
    /// Sejak kapan, WIB: tanggal, atau tanggal dan jam seperti "2026-08-01 14:30"
    #[arg(long, value_name = "WAKTU")]
    from: String,
    /// Sampai kapan; tanggal saja berarti sampai akhir hari itu
    #[arg(long, value_name = "WAKTU")]
    to: String,
    /// Hanya orang pada catatan dengan nomor ini
    #[arg(long, value_name = "NOMOR")]
    record: Option<String>,
    /// Hanya yang dilihat dalam sesi dengan id ini, dari daftar sesi di keluarannya
    #[arg(long, value_name = "ID")]
    session: Option<String>,
    /// Kode kantor akunnya; tanpa ini kantor dari setelan
    #[arg(long)]
    office: Option<String>,
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
}

impl Breach {
    pub(crate) async fn run(self, config: Config) -> Result<ExitCode> {
        let lindung = open(config).await?;
        let office = self.office.unwrap_or_else(|| lindung.config.office.clone());
        let ctx = lindung.system_for(&office, "Kebocoran data")?;
        let asked = Asked {
            akun: Some(self.account),
            dari: Some(self.from),
            sampai: Some(self.to),
            catatan: self.record,
            sesi: self.session,
        };
        let found = told(find(&ctx, &lindung.registry, &asked).await?);
        lindung.close().await?;
        match self.format {
            Form::Json => say_json(&found)?,
            Form::Text => print(&found),
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print(found: &Told) {
    for (id, [device, began, first, last, looks]) in found.sessions() {
        say(format_args!("sesi {id}: {device}, sejak {began}; {first} sampai {last} WIB, {looks} kali"));
    }
    for line in &found.data {
        let [first, last, deeds, open, opened, masked] = line.texts();
        say(format_args!("{} {}", line.orang_id, line.nama.as_deref().unwrap_or("—")));
        say(format_args!("    {first} sampai {last} WIB, {} kali: {deeds}", line.many()));
        say(format_args!("    tampil: {open}"));
        for (title, fields) in [("dibuka", opened), ("disamarkan", masked)] {
            if !fields.is_empty() {
                say(format_args!("    terlindungi, {title}: {fields}"));
            }
        }
    }
    say(format_args!("{}: {} orang, dalam {} kali dilihat.", found.akun, found.orang, found.tindakan));
}
