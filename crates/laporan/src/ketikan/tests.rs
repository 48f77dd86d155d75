use proptest::prelude::*;

use super::*;

fn known(role: Role, tw: usize, value: &str, form: Form) -> Known {
    let what = format!("{role:?} {tw}");
    let (value, address) = (value.parse().unwrap(), "/daftar".to_owned());
    let decimals = if form == Form::Percent { 2 } else { 0 };
    Known { role, year: 2025, tw, value, decimals, form, firm: true, what, address }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(potong::bare).collect()
}

/// Two items: a count of facilitations and a share, and a budget.
fn of(own: &str) -> Figures {
    use Form::{Percent, Plain, Rupiah};
    use Role::{Absorbed, Achieved, Ceiling, Part, Realised, Spent, Target};
    let earlier = Known { year: 2024, ..known(Realised, 0, "1011", Plain) };
    let returns = OfItem {
        indicator: "kepulangan".to_owned(),
        no: 6,
        names: vec![
            words("Jumlah kepulangan PMI yang bermasalah, sakit, dan meninggal"),
            words("Fasilitasi kepulangan"),
        ],
        units: words("fasilitasi"),
        percent: false,
        known: vec![
            known(Target, 0, "3390", Plain),
            known(Target, 2, "850", Plain),
            known(Realised, 0, "1173", Plain),
            known(Realised, 2, "295", Plain),
            known(Achieved, 0, "34.6017", Percent),
            known(Part, 0, "12", Plain),
            earlier,
        ],
    };
    let complaints = OfItem {
        indicator: "pengaduan".to_owned(),
        no: 1,
        names: vec![words("Persentase layanan pengaduan")],
        units: words("persen"),
        percent: true,
        known: vec![
            known(Target, 0, "70", Percent),
            known(Realised, 0, "98.4615", Percent),
            known(Achieved, 0, "140.659", Percent),
            known(Achieved, 0, "120", Percent),
        ],
    };
    let budget = vec![
        known(Ceiling, 0, "11664497000", Rupiah),
        known(Spent, 0, "10609922619", Rupiah),
        known(Absorbed, 0, "90.9591", Percent),
    ];
    let items = vec![returns, complaints];
    Figures {
        year: 2025,
        own: Some(own.to_owned()).filter(|own| own != "anggaran" && own != "saran"),
        money: own == "anggaran",
        items,
        budget,
    }
}

/// What is told of the numbers of a text: `=` held, `?` unknown, `-` apart, else the right ones.
fn told(own: &str, text: &str) -> String {
    let one = |typed: &Typed| match &typed.verdict {
        Verdict::Held => "=".to_owned(),
        Verdict::Unknown => "?".to_owned(),
        Verdict::Apart(_) => "-".to_owned(),
        Verdict::Contradicts(right) => right.iter().map(Known::shown).collect::<Vec<_>>().join("|"),
    };
    typed(text, &of(own)).iter().map(one).collect::<Vec<_>>().join(" ")
}

fn check(own: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(told(own, text), *expected, "{own}: {text}");
    }
}

#[test]
fn a_number_that_the_sentence_names_is_held_or_contradicted() {
    check(
        "kepulangan",
        &[
            ("Realisasi tahun 2025 sebesar 1.173 fasilitasi.", "- ="),
            ("Realisasi tahun 2025 sebesar 1.174 fasilitasi.", "- 1.173"),
            ("Realisasi sebesar 1.174.", "1.173"),
            ("Untuk tahun 2025 realisasi sebesar 1.174 fasilitasi.", "- 1.173"),
            ("Realisasi 1174 dari target 3.390.", "1.173 ="),
            ("Realisasi 1.173 dari target 3.930.", "= 3.390"),
            ("Realisasi TW2 sebesar 259 fasilitasi", "295"),
            ("Pada triwulan II realisasi mencapai 259 fasilitasi, di bawah rencana.", "?"),
            ("Pada Triwulan II, realisasi mencapai 259 fasilitasi.", "295"),
            ("Realisasi tahun 2024 sebesar 1.011 fasilitasi.", "- ="),
            ("Realisasi tahun 2024 sebesar 1.101 fasilitasi.", "- 1.011"),
            ("Realisasi tahun 2025 sebesar 295 fasilitasi.", "- 1.173"),
            ("Realisasi 1,173 fasilitasi.", "="),
            ("Realisasi 1.173,0 fasilitasi.", "="),
            ("Capaian sebesar 34,6% pada tahun 2025.", "= -"),
            ("Capaian sebesar 36,4 persen pada tahun 2025.", "34,6\u{a0}% -"),
            ("Capaian kinerja: 34,60 %", "="),
            (
                "Realisasi Jumlah kepulangan PMI yang bermasalah, sakit, dan meninggal sebesar 1.713 fasilitasi.",
                "1.173",
            ),
            ("Realisasi IKU 6 sebesar 1.713.", "- 1.173"),
            (
                "Realisasi turun pada Tahun 2024 menjadi 1.011, dan naik pada Tahun 2025 dengan realisasi sebanyak 1.713 fasilitasi.",
                "- = - 1.173",
            ),
            ("Pada Tahun 2024, target ditetapkan 900, pada TW2 realisasi sebesar 259.", "- ? ?"),
        ],
    );
    check(
        "pengaduan",
        &[
            ("Realisasi sebesar 98,46%.", "="),
            ("Realisasi sebesar 98,5 %.", "="),
            ("Realisasi sebesar 89,46%.", "98,46\u{a0}%"),
            ("Capaian sebesar 98,46%.", "="),
            ("Capaian sebesar 120%.", "="),
            ("Capaian sebesar 121%.", "98,46\u{a0}%|140,66\u{a0}%|120\u{a0}%"),
        ],
    );
}

#[test]
fn what_may_mean_something_else_is_no_contradiction() {
    check(
        "kepulangan",
        &[
            ("Realisasi di Kota Serang sebesar 30 fasilitasi.", "?"),
            ("Di Taiwan realisasi sebesar 30 fasilitasi.", "?"),
            ("Untuk skema G to G, realisasi sebesar 30 fasilitasi.", "?"),
            ("Pada skema SSW realisasi sebesar 30 fasilitasi.", "?"),
            ("Untuk yang sakit, realisasi sebesar 30 fasilitasi.", "?"),
            ("Khas di P4MI, realisasi sebesar 30 fasilitasi.", "- ?"),
            ("Kepulangan di NTB dengan realisasi sebesar 30 fasilitasi.", "?"),
            ("Menurut Imigrasi Soekarno, realisasi sebesar 30 fasilitasi.", "?"),
            ("Realisasi sebesar 30 orang perempuan.", "?"),
            ("Realisasi sebesar 30 kegiatan.", "?"),
            ("Realisasi sampai dengan Juni sebesar 500 fasilitasi.", "?"),
            ("Realisasi bulan ini sebesar 30.", "?"),
            ("Realisasi kepulangan yang meninggal sebesar 30 fasilitasi.", "?"),
            ("Realisasi naik 50 fasilitasi.", "?"),
            ("Selisih realisasi sebesar 50 fasilitasi.", "?"),
            ("Target dan realisasi 10 dan 20.", "? ?"),
            ("Target melampaui sebesar 12 fasilitasi.", "="),
            ("Realisasi hampir 1.200 fasilitasi.", "?"),
            ("Realisasi tahun 2023 sebesar 900 fasilitasi.", "- ?"),
            ("Realisasi triwulan I dan II sebesar 500.", "?"),
            ("Realisasi anggaran sebesar Rp 10.000.000.", "?"),
            ("Realisasi sebesar Rp 10.000.000.", "?"),
            ("Realisasi IKU 1 sebesar 50%.", "- ?"),
            ("Ada 5 petugas piket.", "?"),
            // A text about a quarter: a sentence without a period may be about it.
            ("Triwulan II\n\nRealisasi sebesar 259.", "?"),
            ("Realisasi bukan 1.713 fasilitasi.", "?"),
            ("Bila realisasi sebesar 2.000 fasilitasi, target tercapai.", "?"),
            ("Realisasi seribu seratus fasilitasi.", ""),
        ],
    );
}

#[test]
fn years_days_names_and_numbering_are_told_apart() {
    check(
        "kepulangan",
        &[
            ("Undang-Undang Nomor 18 Tahun 2017 Pasal 5 ayat (1).", "- - - -"),
            ("Surat B.123/KP/2025 tanggal 12 Januari 2025.", "- - -"),
            ("1. Piket di bandara.\n2) Jemputan.\n(3) Rujukan.", "- - -"),
            ("Upaya: 1) piket 2) jemputan.", "- -"),
            ("Pada 31/12/2025 dan 2025-12-31.", "- -"),
            ("Periode 2023-2025, BP3MI, SISKOP2MI.", "- - -"),
            ("Lihat Tabel 12 halaman 40.", "- -"),
            ("Pukul 08.00 pada 12–14 Maret.", "- -"),
            ("Sesuai UU Nomor 18 Tahun 2017, realisasi sebesar 1.713.", "- - 1.173"),
            ("Sebanyak 2025 orang.", "?"),
            ("Nilai 12,3,4 aneh.", "?"),
        ],
    );
}

#[test]
fn the_budget_is_held_where_the_sentence_is_about_the_whole_of_it() {
    check(
        "anggaran",
        &[
            ("Pagu 2025 sebesar Rp 11.664.497.000, realisasi 10.609.922.619 atau 90,96 persen.", "- = = ="),
            ("Pagu sebesar Rp 11.646.497.000.", "Rp\u{a0}11.664.497.000"),
            ("Pagu sebesar Rp11,66 miliar.", "="),
            ("Pagu sebesar Rp11,76 miliar.", "Rp\u{a0}11.664.497.000"),
            ("Realisasi sebesar 90,69%.", "90,96\u{a0}%"),
            ("Realisasi anggaran sebesar Rp. 10.609.922.691,-", "Rp\u{a0}10.609.922.619"),
            ("Pagu kegiatan pemberdayaan sebesar Rp 100.000.000.", "?"),
            ("Pagu semula sebesar Rp 12.000.000.000.", "?"),
            ("Belanja pegawai memiliki pagu Rp 4.000.000.000 dan realisasi Rp 3.900.000.000.", "? ?"),
            ("Untuk kegiatan sosialisasi, pagu anggaran sebesar Rp 1.200.000.000.", "?"),
            ("Belanja modal terealisasi 99,9%.", "?"),
            ("PNBP terealisasi Rp 5.000.000.", "?"),
            ("Pagu Rp 6.100.000.000 (belanja barang).", "?"),
            ("1. Belanja Pegawai\nPagu sebesar Rp 4.000.000.000\nRealisasi 97,5%", "- ? ?"),
            ("Realisasi anggaran 90,69% karena kegiatan ditunda.", "90,96\u{a0}%"),
        ],
    );
    check(
        "saran",
        &[
            ("Realisasi anggaran sebesar Rp 10.609.922.691.", "Rp\u{a0}10.609.922.619"),
            ("Realisasi fasilitasi kepulangan tahun 2025 sebesar 1.713 fasilitasi.", "- 1.173"),
            ("Realisasi IKU 1 sebesar 89,46%.", "- 98,46\u{a0}%"),
            ("Realisasi sebesar 1.713 fasilitasi.", "?"),
        ],
    );
}

#[test]
fn the_right_number_stands_behind_the_wrong_one() {
    let text = "Cuaca buruk.\n\nRealisasi sebesar 1.713 fasilitasi, capaian 36,4 % (2025), dari target 3.390.";
    let marks = with_marks(text, &typed(text, &of("kepulangan")));
    let wanted = "Cuaca buruk.\n\nRealisasi sebesar 1.713 [menurut catatan: 1.173] fasilitasi, capaian 36,4 % [menurut catatan: \
                  34,6\u{a0}%] (2025), dari target 3.390.";
    assert_eq!(marks, wanted);
    let shown: Vec<String> = typed(text, &of("kepulangan")).into_iter().map(|one| one.text).collect();
    assert_eq!(shown, ["1.713", "36,4 %", "2025", "3.390"]);
}

proptest! {
    /// Whatever is typed, nothing is lost of it, and marks are all that is added.
    #[test]
    fn a_text_with_marks_is_the_text(text in "([A-Za-z]{1,9}|[0-9.,%/()-]{1,9}|realisasi|target|capaian|tahun 2025|TW2|sebesar|Rp| |\n){0,40}") {
        let found = typed(&text, &of("kepulangan"));
        prop_assert!(found.iter().all(|one| text.is_char_boundary(one.end)));
        prop_assert!(found.windows(2).all(|two| two[0].end <= two[1].end));
        let marks = with_marks(&text, &found);
        let mut rest = marks.clone();
        while let Some(at) = rest.find(" [menurut catatan: ") {
            let end = at + rest[at..].find(']').unwrap();
            rest.replace_range(at..=end, "");
        }
        prop_assert_eq!(rest, text);
    }

    /// The record's own figure is never contradicted, at whatever precision it is typed.
    #[test]
    fn a_figure_of_the_record_is_held(value in 0_i64..10_000_000, decimals in 0_u32..3, word in prop::sample::select(vec!["sebesar", "mencapai", "tahun 2025 sebesar", "TW1 sebesar"])) {
        let exact = Decimal::new(value, 4);
        let mut figures = of("pengaduan");
        let tw = usize::from(word.starts_with("TW1"));
        figures.items[1].known = vec![Known { value: exact, ..known(Role::Realised, tw, "0", Form::Percent) }];
        let text = format!("Realisasi {word} {}%.", figure::decimal(exact, decimals));
        let found = typed(&text, &figures);
        prop_assert_eq!(&found.last().unwrap().verdict, &Verdict::Held, "{}", text);
    }

    /// Another number in its place is marked with the record's.
    #[test]
    fn another_number_is_contradicted(value in 0_i64..100_000, other in 0_i64..100_000) {
        prop_assume!(value != other);
        let mut figures = of("kepulangan");
        figures.items[0].known = vec![Known { value: value.into(), ..known(Role::Realised, 0, "0", Form::Plain) }];
        figures.budget.clear();
        let text = format!("Realisasi tahun ini sebesar {} fasilitasi.", figure::whole(other));
        let verdicts: Vec<Verdict> = typed(&text, &figures).into_iter().map(|one| one.verdict).collect();
        prop_assert_eq!(verdicts, vec![Verdict::Contradicts(figures.items[0].known.clone())]);
    }
}
