//! What the page of a company points out: a licence or a suspension whose last day has passed.

use kernel::Day;
use kernel::period::written;

use super::entity::Model;
use super::status::Status;

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
