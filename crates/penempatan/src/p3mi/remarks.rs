//! What pages point out: of a company a licence or a suspension whose last day has passed; of a record that names one, that it is not in the
//! register.

use kernel::period::written;
use kernel::reference::fold;
use kernel::{Ctx, Day, Result};

use super::entity::Model;
use super::status::Status;
use crate::rekam;

/// The remark on a record that names a company which is not in the register, where one is kept.
pub(crate) async fn unregistered(ctx: &Ctx, name: Option<&str>) -> Result<Vec<String>> {
    let Some(name) = name else { return Ok(Vec::new()) };
    let known = rekam::registered(ctx).await?;
    if known.is_empty() || known.contains(&fold(name)) {
        return Ok(Vec::new());
    }
    Ok(vec![format!(
        "{name} belum ada di daftar P3MI. Periksa ejaannya, atau daftarkan di P3MI, Belum terdaftar (/p3mi/belum-terdaftar)."
    )])
}

/// The remarks on a day.
pub(super) fn of(record: &Model, today: Day) -> Vec<String> {
    let past = |day: Option<Day>| day.filter(|day| *day < today).map(written);
    let licence = past(record.izin_sampai).filter(|_| matches!(record.status, Status::Berizin | Status::Diskors));
    let suspension = past(record.skors_sampai).filter(|_| record.status == Status::Diskors);
    let licence = licence.map(|day| format!("SIP3MI-nya berlaku sampai {day}; perpanjangannya belum dicatat."));
    let suspension = suspension.map(|day| {
        format!("Skorsingnya sampai {day}. Pulihkan izinnya, atau catat skorsing berikutnya bila diteruskan.")
    });
    licence.into_iter().chain(suspension).collect()
}
