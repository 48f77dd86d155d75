//! The last days of the airport desk: who came, what was done for them, who was stopped, and a flight that lands today.

use kernel::Day;

use super::persons::Papers;
use super::plan::{Act, FollowUp, Maker, form, step};
use super::weeks::ago;

/// What was done for somebody who came home.
#[derive(Clone, Copy)]
enum Did {
    Lounge,
    Sheltered,
    Hospital,
    Recovered,
    Sent,
    SentPaid,
    Handed,
    Done,
    Died,
    Papers,
}

use Did::{Died, Done, Handed, Hospital, Lounge, Papers as Documents, Recovered, Sent, SentPaid, Sheltered};

/// A return: how many days ago and at what hour, its category and reason, whether the person wishes to complain, and how many
/// days ago what was done.
struct Came(u64, &'static str, &'static str, &'static str, bool, &'static [(u64, Did)]);

const CAME: [Came; 24] = [
    Came(1, "21:40", "bermasalah", "phk", true, &[]),
    Came(1, "21:55", "deportasi", "deportasi", false, &[]),
    Came(1, "22:10", "deportasi", "deportasi", true, &[(1, Lounge)]),
    Came(1, "22:20", "habis_kontrak", "habis_kontrak", false, &[(1, Done)]),
    Came(1, "09:05", "sakit", "sakit_kecelakaan_kerja", false, &[(1, Hospital)]),
    Came(1, "09:20", "bermasalah", "kekerasan", true, &[(1, Sheltered)]),
    Came(1, "10:15", "cuti", "cuti", false, &[(1, Done)]),
    Came(2, "01:10", "deportasi", "deportasi", false, &[(2, Lounge), (1, SentPaid)]),
    Came(2, "01:30", "deportasi", "deportasi", false, &[(2, Sent)]),
    Came(2, "13:45", "repatriasi", "", false, &[(2, Sheltered), (1, SentPaid)]),
    Came(2, "14:00", "tppo", "", true, &[(2, Sheltered)]),
    Came(2, "20:30", "habis_kontrak", "habis_kontrak", false, &[(2, Done)]),
    Came(3, "08:10", "meninggal", "meninggal", false, &[(2, Documents), (1, Handed)]),
    Came(3, "11:25", "bermasalah", "phk", false, &[(3, Lounge), (2, Sent)]),
    Came(3, "23:50", "sakit", "sakit_kecelakaan_kerja", false, &[(3, Hospital), (1, Recovered)]),
    Came(4, "07:30", "deportasi", "deportasi", false, &[(3, SentPaid), (2, Handed)]),
    Came(4, "16:40", "bermasalah", "", false, &[(4, Sent)]),
    Came(5, "12:00", "sakit", "sakit_kecelakaan_kerja", false, &[(5, Hospital), (3, Died)]),
    Came(5, "19:15", "deportasi", "deportasi", false, &[(4, SentPaid)]),
    Came(6, "10:00", "repatriasi", "", false, &[(6, Sheltered), (4, SentPaid), (3, Handed)]),
    Came(7, "06:20", "bermasalah", "kekerasan", false, &[(7, Sheltered), (5, SentPaid), (4, Handed)]),
    Came(8, "22:45", "cuti", "cuti", false, &[(8, Done)]),
    Came(9, "15:30", "deportasi", "deportasi", false, &[(8, Sent), (7, Handed)]),
    Came(10, "04:05", "habis_kontrak", "habis_kontrak", false, &[(10, Done)]),
];

/// Somebody who was stopped: how many days ago, and what came of it so many days ago.
const STOPPED: [(u64, &[(u64, &str)]); 6] = [
    (1, &[]),
    (1, &[(1, "edukasi")]),
    (3, &[(3, "edukasi"), (2, "pulangkan")]),
    (4, &[(4, "edukasi"), (2, "proses-hukum")]),
    (6, &[(5, "edukasi"), (4, "tempatkan")]),
    (9, &[(9, "edukasi"), (8, "pulangkan")]),
];

/// How many are announced on the flight of today.
const EXPECTED: u32 = 24;

/// Adds the days before `today`, and the flight that lands on it.
pub(super) fn add(maker: &mut Maker, today: Day) {
    for (bed, came) in (1..).zip(&CAME) {
        returned(maker, today, bed, came);
    }
    for (days, did) in STOPPED {
        stopped(maker, ago(today, days), did.iter().map(|(days, step)| (ago(today, *days), *step)));
    }
    flight(maker, today);
}

fn returned(maker: &mut Maker, today: Day, bed: u32, Came(age, hour, category, reason, wish, did): &Came) {
    let day = ago(today, *age);
    let papers = if *category == "deportasi" { Papers::Splp } else { Papers::Both };
    let mut typed = maker.persons.make(&mut maker.rng, papers);
    let country = maker.weighted(&[("MY", 5), ("SA", 3), ("KH", 1), ("TW", 1)]);
    typed.extend(form(&[
        ("tiba_pada", &day.to_string()),
        ("tiba_jam", hour),
        ("negara", country),
        ("kategori", category),
        ("alasan", reason),
        ("kelompok_usia", "dewasa"),
        ("ingin_mengadu", if *wish { "ya" } else { "tidak" }),
        ("hak_belum_dibayar", if *reason == "phk" { "gaji" } else { "" }),
        ("tempat_layanan", "help_desk"),
    ]));
    let later = did.iter().flat_map(|(days, did)| follow_up(ago(today, *days), *did, bed)).collect();
    maker.plan.add_with(day, "kepulangan", typed, later);
}

fn follow_up(day: Day, did: Did, number: u32) -> Vec<FollowUp> {
    let one = |name, pairs: &[(&str, &str)], reason| vec![step(day, name, pairs, reason)];
    let service = |kind: &str, more: &[(&str, &str)]| {
        let begin = day.to_string();
        let pairs = [&[("jenis", kind), ("mulai_pada", &begin)], more].concat();
        step(day, "layanan", &pairs, "Dilayani (contoh).")
    };
    match did {
        Lounge => vec![service("lounge", &[])],
        Sheltered => {
            let bed = format!("A-{number:02}");
            vec![
                step(day, "tampung", &[], "Menunggu dipulangkan (contoh)."),
                service("rumah_ramah", &[("nomor_tempat_tidur", &bed)]),
            ]
        }
        Hospital => {
            let fields = [("rumah_sakit", "RS Contoh"), ("nomor_rujukan", "R-CONTOH-1")];
            one("rawat", &fields, "Perlu diperiksa dokter (contoh).")
        }
        Recovered => one("pulih", &[], "Boleh pulang menurut dokter (contoh)."),
        Sent => one(
            "berangkatkan",
            &[("cara_pulang", "mandiri"), ("angkutan", "Bus Contoh")],
            "Dijemput keluarga (contoh).",
        ),
        SentPaid => {
            let fields = [
                ("cara_pulang", "difasilitasi"),
                ("angkutan", "Bus Contoh"),
                ("biaya_rp", "350000"),
                ("mata_anggaran", "kepulangan"),
            ];
            one("berangkatkan", &fields, "Diantar sampai daerah asal (contoh).")
        }
        Handed => {
            let ba = format!("BA-CONTOH-{number:02}");
            let fields = [("jenis_penerima", "keluarga"), ("penerima", "Keluarga Contoh"), ("nomor_ba", &ba)];
            one("serah-terima", &fields, "Diterima dengan berita acara (contoh).")
        }
        Done => one("selesai", &[], "Pulang sendiri."),
        Died => one("meninggal", &[], "Meninggal di rumah sakit (contoh)."),
        Documents => {
            let date = day.to_string();
            let fields = [("dokumen_jenazah", "surat_kematian,paspor"), ("keluarga_diberi_tahu_pada", &date)];
            one("lengkapi-jenazah", &fields, "Surat diterima dari perwakilan (contoh).")
        }
    }
}

fn stopped(maker: &mut Maker, day: Day, did: impl Iterator<Item = (Day, &'static str)>) {
    let mut typed = maker.persons.make(&mut maker.rng, Papers::Both);
    typed.extend(form(&[
        ("diterima_pada", &day.to_string()),
        ("diterima_jam", "18:30"),
        ("sumber", "imigrasi"),
        ("nomor_surat", "W-CONTOH/1"),
        ("negara", "KH"),
        ("penerbangan", "ZZ 901 (contoh)"),
        ("alasan_cegah", "tanpa_visa_kerja"),
    ]));
    let pairs = |name: &str| match name {
        "edukasi" => vec![("edukasi", "Cara berangkat yang prosedural (contoh)")],
        "proses-hukum" => vec![("nomor_laporan", "LP-CONTOH-1")],
        _ => Vec::new(),
    };
    let later = did.map(|(day, name)| step(day, name, &pairs(name), "Ditangani (contoh).")).collect();
    maker.plan.add_with(day, "pencegahan", typed, later);
}

/// A flight that lands today, with the manifest that the mission sent the day before: nobody of it has been met.
fn flight(maker: &mut Maker, today: Day) {
    let yesterday = ago(today, 1);
    let arrival = form(&[
        ("tiba_pada", &today.to_string()),
        ("tiba_jam", "22:15"),
        ("penerbangan", "ZZ 725 (contoh)"),
        ("terminal", "Terminal 3"),
        ("negara", "MY"),
        ("jenis_dasar", "brafaks"),
        ("dasar_surat", "Brafaks perwakilan contoh"),
        ("jumlah_diharapkan", &EXPECTED.to_string()),
    ]);
    let mut rows = "Nama\tNIK\tNo Paspor\tTgl Lahir\tL/P\tCatatan perwakilan\n".to_owned();
    for number in 1..=EXPECTED {
        let person = maker.persons.make(&mut maker.rng, Papers::Both);
        let text = |key: &str| person.get(key).map_or("", String::as_str);
        let cells = ["nama", "nik", "nomor_dokumen", "tanggal_lahir", "jenis_kelamin"].map(text);
        rows.extend([&cells.join("\t"), &format!("\tRombongan {}\n", 1 + number % 3)].map(String::as_str));
    }
    let later =
        vec![FollowUp { day: yesterday, act: Act::Manifest(rows), reason: "Manifes dari perwakilan (contoh)." }];
    maker.plan.add_with(yesterday, "kedatangan", arrival, later);
}
