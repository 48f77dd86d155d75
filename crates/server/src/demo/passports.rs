//! Requests for a passport recommendation of the last weeks, in every state.

use kernel::Day;

use super::persons::Papers;
use super::plan::{FollowUp, Maker, form, step};
use super::weeks::ago;

/// What was done with a request.
#[derive(Clone, Copy)]
enum Did {
    Explained,
    Issued,
    Refused,
    /// What became of it at the immigration office.
    Ended(&'static str),
}

use Did::{Ended, Explained, Issued, Refused};

/// A request: how many days ago it came, by which way, for which country, and how many days ago what was done.
struct Request(u64, &'static str, &'static str, &'static [(u64, Did)]);

const REQUESTS: [Request; 8] = [
    Request(1, "tatap_muka", "MY", &[]),
    Request(9, "surat", "JP", &[]),
    Request(5, "whatsapp", "TW", &[(4, Explained)]),
    Request(45, "tatap_muka", "HK", &[(44, Explained)]),
    Request(20, "surat", "KR", &[(18, Explained), (12, Issued)]),
    Request(25, "telepon", "SA", &[(23, Refused)]),
    Request(40, "tatap_muka", "TW", &[(39, Explained), (15, Ended("paspor_terbit"))]),
    Request(50, "email", "MY", &[(49, Explained), (10, Ended("tidak_kembali"))]),
];

pub(super) fn add(maker: &mut Maker, today: Day) {
    for (number, Request(age, channel, country, did)) in (1..).zip(&REQUESTS) {
        let came = ago(today, *age);
        let letter = if *channel == "surat" { format!("B-MINTA-CONTOH-{number:02}") } else { String::new() };
        let mut typed = maker.persons.make(&mut maker.rng, Papers::Nik);
        typed.extend(form(&[
            ("diminta_pada", &came.to_string()),
            ("melalui", channel),
            ("asal_surat", if letter.is_empty() { "" } else { "PT Contoh Penempatan 7" }),
            ("nomor_surat", &letter),
            ("keperluan", "paspor_baru"),
            ("negara", country),
            ("kantor_imigrasi", "Kantor Imigrasi (contoh)"),
        ]));
        let later = did.iter().map(|(days, did)| follow_up(ago(today, *days), *did, number)).collect();
        maker.plan.add_with(came, "rekomendasi-paspor", typed, later);
    }
}

fn follow_up(day: Day, did: Did, number: u32) -> FollowUp {
    match did {
        Explained => {
            let told = [("dasar_jawaban", "se_kemenkumham"), ("penjelasan", "Salinan surat edaran diberikan (contoh)")];
            step(day, "jelaskan", &told, "Pemohon diberi tahu.")
        }
        Issued => {
            let letter = format!("B-REKOM-CONTOH-{number:02}");
            step(day, "terbitkan", &[("nomor_jawaban", &letter)], "Kantor imigrasi tetap memintanya (contoh).")
        }
        Refused => step(
            day,
            "tolak",
            &[("alasan_tolak", "Pemohon bukan calon pekerja migran (contoh)")],
            "Pemohon diberi tahu.",
        ),
        Ended(result) => step(day, "catat-hasil", &[("hasil", result)], "Pemohon dihubungi (contoh)."),
    }
}
