//! Tables of made-up offices that agree with themselves, and the same with one contradiction planted.

use std::fmt::Write;

use periksa::Laporan;
use proptest::prelude::*;
use rust_decimal::Decimal;

const NAMES: [&str; 8] = [
    "warga yang mengikuti pembekalan",
    "kunjungan ke desa binaan",
    "aduan keluarga yang ditangani",
    "pelatihan bahasa bagi calon pekerja",
    "dokumen perjalanan yang diperiksa",
    "rapat koordinasi lintas instansi",
    "penyuluhan hukum di sekolah",
    "mitra usaha yang didampingi",
];
/// The words above the columns: name, unit, target, quarter, year, capaian.
const HEADS: [[&str; 6]; 3] = [
    ["Indikator Kinerja", "Satuan", "Target 2031", "Realisasi TW {}", "Realisasi 2031", "Capaian (%)"],
    ["indikator", "satuan", "target_tahun", "realisasi_tw{}", "realisasi_tahun", "capaian"],
    ["INDIKATOR KINERJA UTAMA", "SATUAN", "TARGET", "REALISASI TRIWULAN {}", "REALISASI", "% CAPAIAN"],
];

/// One indicator: its kind, its quarters and its target.
#[derive(Clone, Debug)]
struct Row {
    name: usize,
    count: bool,
    quarters: [u32; 4],
    target: u32,
}

#[derive(Clone, Debug)]
struct Office {
    rows: Vec<Row>,
    heads: usize,
    english: bool,
    delimiter: char,
    cap: Option<u32>,
    budget: Vec<(u32, u32)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plant {
    Nothing,
    Year,
    Capaian,
    Target,
    Total,
    Percent,
    Unreadable,
}

fn office() -> impl Strategy<Value = Office> {
    let row = (any::<bool>(), prop::array::uniform4(1_u32..9000), 1_u32..20_000);
    let rows = prop::collection::vec(row, 3..8);
    let budget = prop::collection::vec((1_000_u32..4_000_000, 1_u32..100), 3..7);
    (rows, 0..3_usize, any::<bool>(), prop::sample::select(vec![';', '\t']), any::<bool>(), budget).prop_map(
        |(rows, heads, english, delimiter, capped, budget)| Office {
            rows: rows
                .into_iter()
                .enumerate()
                .map(|(name, (count, quarters, target))| {
                    // Of shares the quarters are percentages, and the year is the last of them. The first row counts.
                    let count = count || name == 0;
                    let scaled = if count { quarters } else { quarters.map(|q| q % 60 + 40) };
                    Row { name, count, quarters: scaled, target: if count { target } else { target % 50 + 50 } }
                })
                .collect(),
            heads,
            english,
            delimiter,
            cap: capped.then_some(120),
            budget,
        },
    )
}

impl Office {
    fn thousands(&self, value: u64) -> String {
        let text = kernel::figure::whole(i64::try_from(value).unwrap());
        if self.english { text.replace('.', ",") } else { text }
    }

    fn decimal(&self, value: Decimal) -> String {
        let text = format!("{:.2}", kernel::figure::round(value, 2));
        if self.english { text } else { text.replace('.', ",") }
    }

    fn capaian(&self, realised: u32, target: u32) -> Decimal {
        let raw = Decimal::from(realised) * Decimal::ONE_HUNDRED / Decimal::from(target);
        self.cap.map_or(raw, |cap| raw.min(cap.into()))
    }

    fn performance(&self, plant: Plant) -> String {
        let [name, unit, target, quarter, year, capaian] = HEADS[self.heads];
        let mut heads = vec![name.to_owned(), unit.to_owned(), target.to_owned()];
        heads.extend((1..=4).map(|n| quarter.replace("{}", &n.to_string())));
        heads.extend([year.to_owned(), capaian.to_owned()]);
        let mut lines = vec!["Pengukuran kinerja BP3MI Contoh Tahun 2031".to_owned(), self.line(&heads)];
        for (at, row) in self.rows.iter().enumerate() {
            let first = at == 0;
            let kind = if row.count { "Jumlah" } else { "Persentase" };
            let own = if row.count { row.quarters.iter().sum() } else { row.quarters[3] };
            let realised = if first && plant == Plant::Year { own + 7 } else { own };
            let mut shown = self.capaian(realised, row.target);
            if first && plant == Plant::Capaian {
                shown = shown * Decimal::from(3) + Decimal::new(711, 2);
            }
            let mut cells = vec![
                format!("{kind} {}", NAMES[row.name]),
                if row.count { "orang" } else { "persen" }.to_owned(),
                self.thousands(row.target.into()),
            ];
            cells.extend(row.quarters.iter().map(|q| self.thousands((*q).into())));
            cells.extend([self.thousands(realised.into()), self.decimal(shown)]);
            lines.push(self.line(&cells));
        }
        lines.join("\n")
    }

    fn agreement(&self, plant: Plant) -> String {
        let mut text = self.line(&["No".to_owned(), "Indikator".to_owned(), "Target 2031".to_owned()]);
        for (at, row) in self.rows.iter().enumerate() {
            let target = row.target + u32::from(at == 0 && plant == Plant::Target);
            let cells = [(at + 1).to_string(), NAMES[row.name].to_uppercase(), target.to_string()];
            write!(text, "\n{}", self.line(&cells)).unwrap();
        }
        text
    }

    fn money(&self, plant: Plant) -> String {
        let heads = ["Uraian", "Pagu (Rp)", "Realisasi (Rp)", "%", "Sisa"].map(str::to_owned);
        let mut lines = vec![self.line(&heads)];
        let (mut all, mut done) = (0_u64, 0_u64);
        let share = |part: u64, whole: u64| Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(whole);
        for (at, (ceiling, percent)) in self.budget.iter().enumerate() {
            let (ceiling, spent) = (u64::from(*ceiling) * 1000, u64::from(*ceiling) * u64::from(*percent) * 10 - 1);
            (all, done) = (all + ceiling, done + spent);
            let first = at == 0;
            let mut shown = share(spent, ceiling);
            if first && plant == Plant::Percent {
                shown += Decimal::from(3);
            }
            let broken = if self.english { "1,2345,000" } else { "1.2345.000" };
            let unreadable = first && plant == Plant::Unreadable;
            let pagu = if unreadable { broken.to_owned() } else { self.thousands(ceiling) };
            let cells = [
                format!("Kegiatan {at}"),
                pagu,
                self.thousands(spent),
                self.decimal(shown),
                self.thousands(ceiling - spent),
            ];
            lines.push(self.line(&cells));
        }
        let printed = if plant == Plant::Total { all + 5000 } else { all };
        let total = [
            "Jumlah".to_owned(),
            self.thousands(printed),
            self.thousands(done),
            self.decimal(share(done, all)),
            self.thousands(all - done),
        ];
        lines.push(self.line(&total));
        lines.join("\n")
    }

    fn line(&self, cells: &[String]) -> String {
        cells.join(&self.delimiter.to_string())
    }

    fn found(&self, plant: Plant) -> Vec<(&'static str, String)> {
        let files = [
            ("kinerja.csv", self.performance(plant)),
            ("perjanjian.csv", self.agreement(plant)),
            ("anggaran.csv", self.money(plant)),
        ];
        let report = Laporan::read(files.iter().map(|(name, text)| (*name, text.as_bytes()))).unwrap();
        assert_eq!(report.tables(), 3, "{files:?}");
        report
            .check()
            .into_iter()
            .map(|t| (t.aturan, format!("{}: {} → {}", t.tempat, t.tercetak, t.dihitung)))
            .collect()
    }
}

/// Text out of the pieces that tables are made of.
fn scraps() -> impl Strategy<Value = String> {
    let pieces = vec![
        "indikator",
        "target",
        "realisasi",
        "capaian",
        "pagu",
        "sisa",
        "%",
        "TW I",
        "2031",
        "\t",
        ";",
        ",",
        "\n",
        "\n",
        "|",
        "99999999999999",
        "0,000001",
        "-",
        "1.904",
        "24,2460,000",
        "(Tabel 9: 5)",
        "Jumlah",
        "Baik",
        "\u{c}",
        "\"",
        "Rp",
        "é",
        "realisasi indikator pada tahun 2031 sebanyak 5",
        "rata-rata 8 IKU 90%",
        "belum terlaksana",
        "0",
        "-5",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..120).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whatever_is_sent_is_checked_or_refused(text in scraps(), head in any::<bool>()) {
        let head = if head { "indikator\ttarget\trealisasi\tcapaian\tpagu\trealisasi\t%\tsisa\n" } else { "" };
        let text = format!("{head}{text}");
        for name in ["a.csv", "a.txt"] {
            if let Ok(report) = Laporan::read([(name, text.as_bytes())]) {
                let _ = report.check();
            }
        }
    }

    #[test]
    fn what_agrees_with_itself_raises_no_alarm(office in office()) {
        prop_assert_eq!(office.found(Plant::Nothing), []);
    }

    #[test]
    fn one_planted_contradiction_is_found_and_nothing_else(office in office()) {
        for (plant, rule) in [
            (Plant::Year, "triwulan-lawan-tahun"),
            (Plant::Capaian, "capaian"),
            (Plant::Target, "target-berbeda"),
            (Plant::Total, "jumlah-anggaran"),
            (Plant::Percent, "persentase"),
            (Plant::Unreadable, "angka-tak-terbaca"),
        ] {
            let findings = office.found(plant);
            prop_assert_eq!(findings.iter().map(|(rule, _)| *rule).collect::<Vec<_>>(), vec![rule], "{:?}: {:?}", plant, findings);
        }
    }
}
