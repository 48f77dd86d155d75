//! How long a claim took from one stage to the next.

use kernel::Day;

use super::entity::Model;

/// A stretch of the way of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    /// From the first report to the filing: the office's own time, and the family's.
    Pengajuan,
    /// From the filing until the branch passed it to the centre.
    Pelimpahan,
    /// From the filing at the branch, or from when the centre got it, to the decision.
    Putusan,
    /// From the filing to the payment.
    Pembayaran,
}

impl Span {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Pengajuan, Self::Pelimpahan, Self::Putusan, Self::Pembayaran];

    /// What people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pengajuan => "laporan sampai diajukan",
            Self::Pelimpahan => "diajukan sampai dilimpahkan",
            Self::Putusan => "sampai diputus",
            Self::Pembayaran => "diajukan sampai dibayar",
        }
    }

    /// The days that it took; none where one of its ends is not known.
    #[must_use]
    pub fn days(self, claim: &Model) -> Option<i64> {
        let decided = claim.disetujui_pada.or(claim.ditolak_pada).or(claim.dibayar_pada);
        let (from, until): (Option<Day>, Option<Day>) = match self {
            Self::Pengajuan => (claim.dilaporkan_pada, claim.diajukan_pada),
            Self::Pelimpahan => (claim.diajukan_pada, claim.dilimpahkan_pada),
            Self::Putusan => (claim.dilimpahkan_pada.or(claim.diajukan_pada), decided),
            Self::Pembayaran => (claim.diajukan_pada, claim.dibayar_pada),
        };
        Some((until? - from?).num_days())
    }
}

/// The same in a sentence; none for a claim that was not filed.
#[must_use]
pub fn sentence(claim: &Model) -> Option<String> {
    let parts: Vec<String> =
        Span::ALL.iter().filter_map(|span| Some(format!("{} {} hari", span.label(), span.days(claim)?))).collect();
    (!parts.is_empty()).then(|| format!("Lama tahapnya: {}.", parts.join("; ")))
}
