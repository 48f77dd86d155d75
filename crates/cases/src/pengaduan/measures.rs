//! What a complaint contributes.

use kernel::ledger::Fact;
use kernel::rules::Rules;
use records::Reached;

use super::entity::{KEY, Model};

/// Complaints by the day of receipt, finished on the first day on which they were verified, referred,
/// closed or taken back; reopening does not undo it.
pub const PENANGANAN: &str = "pengaduan-penanganan";
/// Complaints by the day of receipt, finished on the day on which they got a SISKOP2MI number.
pub const SISKOP2MI: &str = "pengaduan-siskop2mi";

/// What brings a complaint into each numerator. A complaint that was only verified is not at its end.
pub const REACHED: &[Reached] = &[
    Reached {
        measure: PENANGANAN,
        by: &[
            (KEY.diverifikasi_pada.name, "diverifikasi"),
            (KEY.dilimpahkan_pada.name, "dilimpahkan"),
            (KEY.selesai_pada.name, "selesai"),
            (KEY.ditutup_pada.name, "ditutup"),
            (KEY.dicabut_pada.name, "dicabut pengadu"),
            (KEY.pertama_berakhir_pada.name, "berakhir untuk pertama kali"),
        ],
    },
    Reached { measure: SISKOP2MI, by: &[(KEY.siskop2mi_pada.name, "bernomor SISKOP2MI")] },
];

/// Two facts: how far it was handled, and whether it stands in SISKOP2MI.
#[must_use]
pub fn facts(record: &Model, _: &Rules) -> Vec<Fact> {
    let handled = [
        record.diverifikasi_pada,
        record.dilimpahkan_pada,
        record.selesai_pada,
        record.ditutup_pada,
        record.dicabut_pada,
        record.pertama_berakhir_pada,
    ]
    .into_iter()
    .flatten()
    .min();
    let numbered = record.nomor_siskop2mi.as_ref().map(|_| record.siskop2mi_pada.unwrap_or(record.diterima_pada));
    let fact = |measure, end| {
        Fact::on(measure, record.diterima_pada)
            .finished(end)
            .category(&record.jenis_kasus)
            .country(record.negara.as_deref())
    };
    vec![fact(PENANGANAN, handled), fact(SISKOP2MI, numbered)]
}
