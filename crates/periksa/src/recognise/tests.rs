use super::*;
use crate::read::{Room, document};

fn read(name: &str, text: &str) -> Vec<Table> {
    tables(&document(name, text.as_bytes(), &mut Room::default()).unwrap())
}

fn roles(table: &Table) -> Vec<Role> {
    table.heads.iter().map(|(role, _)| *role).collect()
}

#[test]
fn headers_in_other_words_and_orders() {
    let [table] = &read(
        "a.csv",
        "Capaian BP3MI Contoh Tahun 2031;;;;;\nRealisasi TW-IV;Indikator Kinerja;Capaian (%);Triwulan III;Target 2031;Unit\n1;x;2;3;4;5\n",
    )[..] else {
        panic!()
    };
    assert_eq!(
        roles(table),
        [Role::Realised(When::Quarter(4)), Role::Name, Role::Capaian(When::Year), Role::Target(When::Year)]
    );
    assert_eq!((table.year, table.office.as_deref()), (Some(2031), Some("contoh")));
}

#[test]
fn two_lines_of_header_and_spending_beside_performance() {
    let text = "Tabel 3\nRealisasi\n\nSasaran\tIndikator\tAnggaran (Rp)\t\t\tKinerja\t\t\n\t\tPagu\tRealisasi\t%\tTarget\tRealisasi\t%\ns\ti\t100\t50\t50%\t20\t10\t50%\n";
    let [table] = &read("a.txt", text)[..] else { panic!() };
    assert_eq!(
        roles(table)[2..],
        [
            Role::Ceiling(0),
            Role::Spent(0),
            Role::Absorbed,
            Role::Target(When::Year),
            Role::Realised(When::Year),
            Role::Capaian(When::Year)
        ]
    );
    assert_eq!(table.rows.len(), 1);
}

#[test]
fn running_quarters_are_not_quarters() {
    let [table] = &read(
        "a.csv",
        "indikator,target,s.d. TW I realisasi,realisasi s.d. TW II,realisasi s/d TW III,Realisasi s.d TW IV\nx,4,1,2,3,4\n",
    )[..] else {
        panic!()
    };
    assert_eq!(roles(table)[2], Role::Realised(When::ToQuarter(1)));
    assert_eq!(roles(table)[5], Role::Realised(When::ToQuarter(4)));
}

#[test]
fn several_years_are_several_tables_and_plans_are_none() {
    let history = read("a.csv", "indikator,target_2029,realisasi_2029,target_2030,realisasi_2030\nx,1,2,3,4\n");
    assert_eq!(history.iter().map(|t| t.year).collect::<Vec<_>>(), [Some(2029), Some(2030)]);
    assert!(read("b.csv", "indikator,target_2029,target_2030\nx,1,2\n").is_empty());
}

#[test]
fn other_tables_are_left_alone() {
    assert!(read("a.csv", "no,nama,jabatan,jumlah\n1,x,y,3\n").is_empty());
    assert!(read("a.txt", "Tabel 1 : Komposisi\t5\nTabel 2 : Rekap\t6\n").is_empty());
}

#[test]
fn a_table_on_its_side_is_turned() {
    let text = "No\tKeterangan\tJenis Belanja\t\tTotal\n\t\tBarang\tModal\t\n1\t2\t3\t4\t5\n1\tPagu\t10\t20\t30\n\tRealisasi\t5\t20\t25\n\tPersentase\t50%\t100%\t83,33%\n\tSisa\t5\t0\t5\n";
    let [table] = &read("a.txt", text)[..] else { panic!() };
    assert_eq!(table.rows.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["Barang", "Modal"]);
    assert_eq!(table.total.as_ref().unwrap().figure(Role::Left).unwrap().text, "5");
}

#[test]
fn an_earlier_year_beside_the_own_one_is_another_table() {
    let both = read("a-2031.csv", "indikator,realisasi 2030,target,realisasi,capaian\nJumlah rapat,80,100,90,90%\n");
    assert_eq!(both.iter().map(|t| (t.year, t.heads.len())).collect::<Vec<_>>(), [(Some(2031), 4), (Some(2030), 2)]);
}

#[test]
fn figures_that_two_columns_claim_are_left_alone() {
    let [table] = &read("a.csv", "indikator,target,realisasi,% renstra,% pk\nx,1,2,3,4\n")[..] else { panic!() };
    assert_eq!(roles(table), [Role::Name, Role::Target(When::Year), Role::Realised(When::Year)]);
}

#[test]
fn a_header_in_words_not_known_is_not_misread() {
    let rows = "No;Indikator;Target;Realisasi;;;Capaian\n;;;semula;kini;entah apa;\n1;x;10;1;2;10;100\n";
    assert!(read("a.csv", rows).is_empty());
    let total = "No;Indikator;Target;Realisasi;;;Capaian\n;;;TW I;TW II;Total;(%)\n1;x;10;1;2;10;100\n";
    assert_eq!(read("a.csv", total)[0].heads[5].0, Role::Realised(When::Year));
}

#[test]
fn months_part_a_budget_and_no_indicator() {
    let budget = "Kegiatan;Pagu;Realisasi Keuangan;;%\n;;Bulan Desember;s.d. Bulan Desember;\nA;100;20;95;95%\n";
    assert_eq!(roles(&read("a.csv", budget)[0])[1..4], [Role::Ceiling(0), Role::Spent(0), Role::Spent(1)]);
    let indicator = "Indikator;Target;Realisasi Desember;Realisasi s.d. Desember;Capaian\nA;100;20;95;95%\n";
    assert_eq!(roles(&read("b.csv", indicator)[0])[2..4], [Role::Realised(When::Year), Role::Capaian(When::Year)]);
}

#[test]
fn a_table_of_one_indicator_is_a_row_of_it() {
    let text = "1. Kunjungan oleh BP3MI\nTabel 3. Capaian IKU Jumlah kunjungan desa oleh BP3MI pada Tahun 2031\nMasa\tTarget\tRealisasi\tCapaian\t\
                Capaian dibatasi 120 %\tDihitung\nTW1\t1\t2\t200%\t120%\t2\nTW2 (belum mulai)\t1\tbelum mulai\t–\t–\t–\nSetahun\t4\t2\t50%\t50%\t2\n";
    let [table] = &read("a.txt", text)[..] else { panic!() };
    let [row] = &table.rows[..] else { panic!() };
    assert_eq!((table.year, table.office.as_deref()), (Some(2031), None));
    assert_eq!(row.name, "Jumlah kunjungan desa oleh BP3MI");
    let told = |role: Role| row.figure(role).map(|figure| figure.text.clone());
    assert_eq!(told(Role::Realised(When::Quarter(1))).as_deref(), Some("2"));
    assert_eq!(told(Role::Target(When::Year)).as_deref(), Some("4"));
    assert_eq!(told(Role::Realised(When::Quarter(2))), None);
    let capped = [Role::Capaian(When::Quarter(1)), Role::Capped(When::Quarter(1))].map(told);
    assert_eq!(capped.map(Option::unwrap), ["200%", "120%"]);
    assert!(table.place.contains("Tabel 3") && table.unread.is_empty());
}
