//! Claims: those of the year, paid, and those of the last weeks, in every state.

use chrono::Days;
use kernel::Day;

use super::cases::COUNTRIES;
use super::persons::Papers;
use super::plan::{FollowUp, Maker, form, step};
use super::weeks::{ONE, OTHER, ago};

/// The documents that a kind of claim needs.
fn papers(kind: &str) -> &'static str {
    match kind {
        "meninggal_dunia" => {
            "kartu_peserta,kk,ktp_ahli_waris,ktp_paspor,rekening_ahli_waris,surat_ahli_waris,surat_kematian"
        }
        "kecelakaan_kerja" => "kartu_peserta,keterangan_kecelakaan,paspor,resume_medis",
        _ => "kartu_peserta,paspor,perjanjian_kerja,rekening,surat_phk",
    }
}

fn amount(kind: &str) -> &'static str {
    if kind == "meninggal_dunia" { "85000000" } else { "15000000" }
}

fn complete(day: Day, kind: &str) -> FollowUp {
    step(day, "lengkapi", &[("dokumen", papers(kind))], "Dokumen lengkap.")
}

fn filed(day: Day, kind: &str, branch: &str, number: &str) -> FollowUp {
    let mut fields = vec![("cabang", branch), ("nomor_klaim", number)];
    match kind {
        "meninggal_dunia" => {
            fields.extend([("ahli_waris", "Keluarga Contoh"), ("hubungan_ahli_waris", "janda_duda_anak")]);
        }
        "kecelakaan_kerja" => fields.push(("akibat", "sembuh")),
        _ => {}
    }
    step(day, "ajukan", &fields, "Diajukan ke cabang.")
}

fn paid(day: Day, kind: &str, proof: &str) -> FollowUp {
    step(day, "bayar", &[("jumlah_rp", amount(kind)), ("bukti_bayar", proof)], "Klaim cair.")
}

/// What is typed of a claim on the day of its first report.
fn reported(maker: &mut Maker, day: Day, kind: &str) -> kernel::form::Form {
    let happened = day.checked_sub_days(Days::new(9)).unwrap_or(day).to_string();
    let mut typed = maker.persons.make(&mut maker.rng, Papers::Both);
    typed.extend(form(&[
        ("jenis_klaim", kind),
        ("dilaporkan_pada", &day.to_string()),
        ("peristiwa_pada", &happened),
        ("fase", "selama"),
        ("pelapor", "Keluarga Contoh"),
        ("hubungan_pelapor", "keluarga"),
        ("rekening", "000-000-0000 (contoh)"),
    ]));
    typed
}

/// A claim of the year, filed on a day and paid some weeks later.
pub(super) fn of_year(maker: &mut Maker, day: Day, number: usize, until: Day) {
    let kind = maker.weighted(&[("meninggal_dunia", 50), ("kecelakaan_kerja", 30), ("phk_sepihak", 20)]);
    let first = Day::from_ymd_opt(maker.year, 1, 1).unwrap_or(day);
    let began = day.checked_sub_days(Days::new(6)).unwrap_or(day).max(first);
    let mut typed = reported(maker, began, kind);
    let branch = if maker.chance(50) { "Serang" } else { "Tangerang" };
    typed.extend(form(&[("negara", maker.weighted(&COUNTRIES))]));
    let lag = maker.rng.u64(12..38);
    let cleared = maker.after(day, lag, until);
    let number = format!("KLAIM-CONTOH-{number:03}");
    let proof = number.replace("KLAIM", "BUKTI");
    let later = vec![complete(day, kind), filed(day, kind, branch, &number), paid(cleared, kind, &proof)];
    maker.plan.add_with(began, "klaim", typed, later);
}

/// What was done with a claim of the last weeks.
#[derive(Clone, Copy)]
enum Did {
    Part,
    Asked,
    Complete,
    Filed,
    AskedMore,
    Passed,
    Approved,
    Refused,
    Objected,
    Paid,
    Closed,
    GivenUp,
}

use Did::{Approved, Asked, AskedMore, Closed, Complete, Filed, GivenUp, Objected, Paid, Part, Passed, Refused};

/// A claim: how many days ago it was reported, its kind, with whom, and how many days ago what was done.
struct Claim(u64, &'static str, &'static str, &'static [(u64, Did)]);

const CLAIMS: [Claim; 14] = [
    Claim(2, "meninggal_dunia", ONE, &[]),
    Claim(30, "kecelakaan_kerja", OTHER, &[(28, Part), (26, Asked)]),
    Claim(9, "phk_sepihak", ONE, &[(1, Complete)]),
    Claim(20, "meninggal_dunia", ONE, &[(14, Complete), (12, Filed)]),
    Claim(48, "kecelakaan_kerja", OTHER, &[(40, Complete), (36, Filed)]),
    Claim(33, "phk_sepihak", OTHER, &[(28, Complete), (27, Filed), (5, AskedMore)]),
    Claim(40, "meninggal_dunia", ONE, &[(35, Complete), (33, Filed), (25, Passed)]),
    Claim(50, "kecelakaan_kerja", OTHER, &[(47, Complete), (45, Filed), (44, Passed)]),
    Claim(37, "meninggal_dunia", ONE, &[(33, Complete), (30, Filed), (24, Passed), (3, Approved)]),
    Claim(42, "phk_sepihak", ONE, &[(38, Complete), (37, Filed), (10, Refused)]),
    Claim(46, "phk_sepihak", OTHER, &[(41, Complete), (40, Filed), (20, Refused), (9, Objected)]),
    Claim(36, "meninggal_dunia", ONE, &[(31, Complete), (29, Filed), (4, Paid)]),
    Claim(49, "kecelakaan_kerja", OTHER, &[(44, Complete), (42, Filed), (12, Paid), (8, Closed)]),
    Claim(27, "phk_sepihak", ONE, &[(7, GivenUp)]),
];

/// The claims of the last weeks.
pub(super) fn of_weeks(maker: &mut Maker, today: Day) {
    for (number, claim) in (901..).zip(&CLAIMS) {
        let Claim(age, kind, officer, did) = claim;
        let began = ago(today, *age);
        let mut typed = reported(maker, began, kind);
        typed.extend(form(&[("negara", maker.weighted(&COUNTRIES))]));
        let mut later = vec![step(began, "tugaskan", &[("petugas", officer)], "Diberikan kepada petugas.")];
        later.extend(did.iter().map(|(days, did)| follow_up(ago(today, *days), *did, kind, number)));
        maker.plan.add_with(began, "klaim", typed, later);
    }
}

fn follow_up(day: Day, did: Did, kind: &str, number: u32) -> FollowUp {
    let branch = if number.is_multiple_of(2) { "Serang" } else { "Tangerang" };
    match did {
        Part => step(day, "lengkapi", &[("dokumen", "kartu_peserta,paspor")], "Sebagian dokumen diterima."),
        Asked => step(
            day,
            "minta-dokumen",
            &[("dokumen_diminta", "keterangan_kecelakaan,resume_medis")],
            "Keluarga dihubungi.",
        ),
        Complete => complete(day, kind),
        Filed => filed(day, kind, branch, &format!("KLAIM-CONTOH-{number:03}")),
        AskedMore => {
            step(day, "minta-lengkapi", &[("diminta_lagi", "Legalisasi surat PHK (contoh)")], "Cabang bersurat.")
        }
        Passed => {
            let letter = format!("B-CONTOH-{number}");
            let fields = [("alasan_limpah", "kejadian_luar_negeri"), ("surat_limpah", letter.as_str())];
            step(day, "limpahkan", &fields, "Cabang meneruskan ke pusat.")
        }
        Approved => step(day, "setujui", &[], "Pusat menyetujui."),
        Refused => step(day, "tolak", &[("alasan_tolak", "Kepesertaan tidak ditemukan (contoh)")], "Cabang menolak."),
        Objected => {
            step(day, "keberatan", &[("alasan_keberatan", "Bukti iuran dilampirkan (contoh)")], "Keberatan dikirim.")
        }
        Paid => paid(day, kind, &format!("BUKTI-CONTOH-{number}")),
        Closed => step(day, "tutup", &[], "Berkas lengkap."),
        GivenUp => step(day, "tutup", &[("alasan_tutup", "bukan_peserta")], "Ternyata bukan peserta (contoh)."),
    }
}
