//! Requests of people about their own data of the last weeks, in every state.

use kernel::Day;

use super::persons::Papers;
use super::plan::{FollowUp, Maker, form, step};
use super::weeks::ago;

/// What was done with a request.
#[derive(Clone, Copy)]
enum Did {
    Begun,
    Answered,
    Refused,
}

use Did::{Answered, Begun, Refused};

/// A request: how many days ago it came, by which way, what is asked, in which words, and how many days ago what was done.
struct Request(u64, &'static str, &'static str, &'static str, &'static [(u64, Did)]);

const REQUESTS: [Request; 4] = [
    Request(1, "email", "salinan", "Minta semua data tentang saya (contoh).", &[]),
    Request(3, "tatap_muka", "perbaikan", "Tanggal lahir saya salah tulis (contoh).", &[(2, Begun)]),
    Request(12, "tatap_muka", "salinan", "Minta data pengaduan saya (contoh).", &[(11, Begun), (10, Answered)]),
    Request(20, "surat", "penghapusan", "Hapus pengaduan saya yang masih berjalan (contoh).", &[(18, Refused)]),
];

pub(super) fn add(maker: &mut Maker, today: Day) {
    for Request(age, channel, what, words, did) in &REQUESTS {
        let came = ago(today, *age);
        let mut typed = maker.persons.make(&mut maker.rng, Papers::Nik);
        typed.extend(form(&[
            ("diterima_pada", &came.to_string()),
            ("kanal", channel),
            ("permintaan", what),
            ("uraian", words),
        ]));
        let later = did.iter().map(|(days, did)| follow_up(ago(today, *days), *did)).collect();
        maker.plan.add_with(came, "permintaan-data", typed, later);
    }
}

fn follow_up(day: Day, did: Did) -> FollowUp {
    match did {
        Begun => step(day, "kerjakan", &[("identitas", "Paspor asli (contoh)")], "Pemohon datang sendiri."),
        Answered => {
            step(day, "jawab", &[("jawaban", "Salinan data diserahkan langsung (contoh)")], "Pemohon diberi tahu.")
        }
        Refused => {
            let why = "Pengaduannya masih ditangani dan datanya masih diperlukan (contoh)";
            step(day, "tolak", &[("alasan_tolak", why)], "Pemohon diberi tahu.")
        }
    }
}
