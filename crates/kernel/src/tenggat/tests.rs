use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn form(pairs: &[(&str, &str)]) -> Form {
    pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

/// The clocks of a complaint: name, due day, how sure.
fn due(status: &str, pairs: &[(&str, &str)]) -> Vec<(String, Option<String>, Certainty)> {
    let (clocks, calendar, form) = (Clocks::embedded().unwrap(), Calendar::embedded().unwrap(), form(pairs));
    let subject = Subject { kind: "pengaduan", status, day: "diterima_pada", form: &form };
    let parts = |d: Deadline<'_>| (d.clock.code.clone(), d.due.map(|day| day.to_string()), d.clock.status);
    clocks.deadlines(&calendar, subject).into_iter().map(parts).collect()
}

fn deadline(code: &str, due: &str, status: Certainty) -> (String, Option<String>, Certainty) {
    (code.to_owned(), Some(due.to_owned()).filter(|due| !due.is_empty()), status)
}

use Certainty::{Asumsi, Terverifikasi};

#[test]
fn a_new_complaint_is_to_be_verified_and_its_complainant_kept_in_touch() {
    // 27 March 2025 is the Thursday before Lebaran; Good Friday falls within the fifteen working days.
    let expected = [deadline("verifikasi", "2025-04-29", Asumsi), deadline("kontak", "2025-05-26", Terverifikasi)];
    assert_eq!(due("diterima", &[("diterima_pada", "2025-03-27")]), expected);
}

#[test]
fn the_day_of_registration_decides_the_rules() {
    let fields = |day| [("diterima_pada", day), ("klarifikasi_2_pada", "2025-11-03")];
    let before = [deadline("kontak", "2025-12-06", Terverifikasi)];
    let after = [deadline("komitmen", "2025-11-10", Asumsi), deadline("kontak", "2025-12-07", Asumsi)];
    assert_eq!(due("klarifikasi_2", &fields("2025-10-07")), before);
    assert_eq!(due("klarifikasi_2", &fields("2025-10-08")), after);
}

#[test]
fn documents_that_lack_stop_the_verification() {
    let fields = [("diterima_pada", "2025-07-01"), ("dokumen_kurang_pada", "2025-07-03")];
    let expected = [
        deadline("data_tambahan", "2025-07-24", Terverifikasi),
        deadline("dokumen", "2025-07-31", Terverifikasi),
        deadline("kontak", "2025-08-30", Terverifikasi),
        deadline("verifikasi", "", Asumsi),
    ];
    assert_eq!(due("dokumen_kurang", &fields), expected);
}

#[test]
fn a_clock_counts_from_the_latest_of_its_days() {
    let fields = [("diterima_pada", "2025-07-01"), ("kontak_pada", "2025-08-15"), ("dilimpahkan_pada", "2025-07-10")];
    let expected = [
        deadline("tindak_lanjut", "2025-07-30", Asumsi),
        deadline("kontak", "2025-10-14", Terverifikasi),
        deadline("tanpa_jawaban", "2026-02-15", Asumsi),
    ];
    assert_eq!(due("dilimpahkan", &fields), expected);
}

#[test]
fn a_day_that_was_promised_goes_before_the_span() {
    let fields =
        [("diterima_pada", "2025-10-08"), ("klarifikasi_2_pada", "2025-11-03"), ("komitmen_sampai", "2025-11-06")];
    assert_eq!(due("klarifikasi_2", &fields)[0], deadline("komitmen", "2025-11-06", Asumsi));
}

#[test]
fn without_its_day_no_clock_runs() {
    assert_eq!(due("diterima", &[]), []);
    assert_eq!(due("diterima", &[("diterima_pada", "2023-12-31")]), []);
}

const ONE: &str = r#"
[[tenggat]]
kode = "uji"
jenis = "pengaduan"
n = 3
satuan = "kerja"
dari = ["diterima_pada"]
untuk = "Uji"
dasar_hukum = "Uji"
berlaku_sejak = "2025-01-01"
berlaku_sampai = "2025-06-30"
status = "asumsi"
"#;

fn refusal(text: &str) -> String {
    Clocks::parse("uji.toml", text).unwrap_err().to_string()
}

#[test]
fn what_is_wrong_is_said_with_file_and_place() {
    assert!(Clocks::parse("uji.toml", ONE).is_ok());
    let unit = refusal(&ONE.replace("\"kerja\"", "\"minggu\""));
    assert!(unit.contains("uji.toml") && unit.contains("line 6") && unit.contains("minggu"), "{unit}");
    let basis = refusal(&ONE.replace("dasar_hukum = \"Uji\"\n", ""));
    assert!(basis.contains("uji.toml tidak dapat dipakai: butir ke-1 (uji): isi dasar_hukum"), "{basis}");
    assert!(refusal(&ONE.replace("n = 3", "n = 0")).contains("n harus"));
    assert!(refusal(&ONE.replace("n = 3", "n = 3\ntampil_sebelum = 0")).contains("tampil_sebelum harus"));
    assert!(refusal(&ONE.replace("[\"diterima_pada\"]", "[]")).contains("isi dari"));
    assert!(refusal(&ONE.replace("2025-06-30", "2024-06-30")).contains("mendahului"));
    assert!(refusal(&ONE.replace("status", "keterangan")).contains("uji.toml"));
}

#[test]
fn a_clock_is_shown_so_many_days_before_its_due_day() {
    let clocks = Clocks::parse("uji.toml", &ONE.replace("n = 3", "n = 3\ntampil_sebelum = 90")).unwrap();
    let mut newest = clocks.latest(&["pengaduan"]);
    assert_eq!(newest.next().unwrap().shown_until(day("2025-07-01")), Some(day("2025-09-29")));
    assert!(newest.next().is_none() && clocks.latest(&["brafaks"]).next().is_none());
    let clocks = Clocks::embedded().unwrap();
    let contact: Vec<_> = clocks.latest(&["pengaduan"]).filter(|clock| clock.code == "kontak").collect();
    assert_eq!(
        (contact.len(), contact[0].since, contact[0].shown_until(day("2025-07-01"))),
        (1, day("2025-10-08"), None)
    );
}

#[test]
fn a_clock_may_name_a_right_and_no_other_word() {
    let clocks = Clocks::embedded().unwrap();
    let disposal = clocks.find("brafaks", "disposisi").unwrap();
    assert_eq!(disposal.holder.map(Holder::permission), Some(Permission::Disposition));
    assert!(clocks.find("brafaks", "jawab").unwrap().holder.is_none());
    assert!(refusal(&ONE.replace("n = 3", "n = 3\nhak = \"kepala\"")).contains("kepala"));
}

#[test]
fn what_endangers_life_is_due_on_the_same_day() {
    let fields = [("diterima_pada", "2025-06-27"), ("kegentingan", "nyawa")];
    // A Friday that is a holiday: the office must act all the same.
    assert_eq!(due("diterima", &fields)[0], deadline("nyawa", "2025-06-27", Asumsi));
    let verified = [&fields[..], &[("diverifikasi_pada", "2025-06-28")]].concat();
    assert_eq!(due("diverifikasi", &verified)[0], deadline("nyawa", "2025-06-28", Asumsi));
    assert_eq!(due("diterima", &[fields[0], ("kegentingan", "mendesak")])[0].0, "verifikasi");
    assert_eq!(Clocks::embedded().unwrap().find("pengaduan", "nyawa").unwrap().span(), "hari itu juga (hitungan jam)");
    assert!(
        Clocks::parse("uji.toml", &ONE.replace("n = 3\nsatuan = \"kerja\"", "n = 0\nsatuan = \"kalender\"")).is_ok()
    );
}

#[test]
fn a_telegram_marked_very_urgent_is_disposed_and_answered_on_the_same_day() {
    let (clocks, calendar) = (Clocks::embedded().unwrap(), Calendar::embedded().unwrap());
    let nearest = |status: &str, pairs: &[(&str, &str)]| {
        let form = form(&[&[("diterima_pada", "2025-06-30")], pairs].concat());
        let subject = Subject { kind: "brafaks", status, day: "diterima_pada", form: &form };
        let all = clocks.deadlines(&calendar, subject);
        all.first().map(|d| (d.clock.code.clone(), d.due.unwrap().to_string(), d.clock.holder.is_some())).unwrap()
    };
    let found = |code: &str, due: &str, held: bool| (code.to_owned(), due.to_owned(), held);
    let urgent = ("sifat", "sangat_segera");
    assert_eq!(nearest("diagenda", &[("sifat", "biasa")]), found("disposisi", "2025-07-01", true));
    assert_eq!(nearest("diagenda", &[urgent]), found("disposisi_segera", "2025-06-30", true));
    let given = [urgent, ("disposisi_pada", "2025-07-01")];
    assert_eq!(nearest("didisposisi", &given), found("jawab_segera", "2025-07-01", false));
    // The day that the head orders goes before.
    let ordered = [urgent, ("disposisi_pada", "2025-07-01"), ("tenggat", "2025-07-02")];
    assert_eq!(nearest("didisposisi", &ordered).1, "2025-07-02");
}

#[test]
fn periods_of_one_clock_may_follow_each_other_and_not_overlap() {
    let next = |since: &str| format!("{ONE}{}", ONE.replace("2025-06-30", "2025-12-31").replace("2025-01-01", since));
    assert!(Clocks::parse("uji.toml", &next("2025-07-01")).is_ok());
    let overlap = refusal(&next("2025-06-30"));
    assert!(overlap.contains("butir ke-2 (uji)") && overlap.contains("butir ke-1"), "{overlap}");
    let other = next("2025-06-30").replacen("\"uji\"", "\"lain\"", 1);
    assert!(Clocks::parse("uji.toml", &other).is_ok());
}

#[test]
fn a_clock_of_the_folder_takes_the_place_of_the_one_that_is_shipped() {
    let folder = std::env::temp_dir().join(format!("lindung-tenggat-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("tenggat.toml"), ONE.replace("\"uji\"", "\"kontak\"")).unwrap();
    let clocks = Clocks::load(Some(&folder)).unwrap();
    std::fs::write(folder.join("tenggat.toml"), "entah").unwrap();
    let broken = Clocks::load(Some(&folder)).unwrap_err().to_string();
    std::fs::remove_dir_all(&folder).unwrap();
    let contact: Vec<_> = clocks.all().iter().filter(|c| c.code == "kontak").collect();
    assert_eq!((contact.len(), contact[0].n, contact[0].since), (1, 3, day("2025-01-01")));
    assert!(clocks.find("pengaduan", "verifikasi").is_some());
    assert!(broken.contains("tenggat.toml"), "{broken}");
}

#[test]
fn what_is_not_verified_says_so() {
    let clocks = Clocks::embedded().unwrap();
    let sure: BTreeSet<_> =
        clocks.all().iter().filter(|c| c.status == Terverifikasi).map(|c| c.code.as_str()).collect();
    assert_eq!(sure, BTreeSet::from(["data_tambahan", "dokumen", "kontak", "rencana_aksi"]));
    let kinds = [
        "brafaks",
        "butir-zi",
        "izin",
        "kendala",
        "kepulangan",
        "kerja-sama",
        "klaim",
        "nilai",
        "p3mi",
        "pelimpahan",
        "pengaduan",
        "permintaan-data",
        "rehabilitasi",
        "rekomendasi-paspor",
        "rekomendasi-p3mi",
        "rencana-aksi",
        "selisih",
        "sesi",
        "verifikasi",
    ];
    assert_eq!(clocks.kinds(), BTreeSet::from(kinds));
}
