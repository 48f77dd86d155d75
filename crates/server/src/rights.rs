//! The table of who may what, printed for the guide: each right, each kind of record and each step, by role.

use std::fmt::Write;

use kernel::{Permission, Role};
use records::Registry;
use web::layout::role_title;

/// What a right allows, as the table says it.
const fn words(right: Permission) -> &'static str {
    match right {
        Permission::ReadPeople => "Melihat orang, isian terlindungi disamarkan",
        Permission::WritePeople => "Mencatat dan membetulkan orang",
        Permission::RevealPeople => "Membuka isian terlindungi (tercatat setiap kali)",
        Permission::CallPeople => "Melihat telepon di daftar yang harus dihubungi (tercatat setiap kali)",
        Permission::Cases => "Pengaduan dan pelimpahannya",
        Permission::Correspondence => "Brafaks",
        Permission::Disposition => "Memberi disposisi",
        Permission::Pemulangan => "Kedatangan, kepulangan, pencegahan, rehabilitasi, pemberdayaan",
        Permission::Jamsos => "Klaim",
        Permission::Supply => "Pencari kerja dan verifikasi dokumen",
        Permission::Penempatan => "Penempatan, sesi, OPP, P3MI, rekomendasi",
        Permission::Kelembagaan => "Kerja sama, rencana aksi, kegiatan",
        Permission::Perencanaan => "Nilai, lembar kerja ZI, anggaran, DIPA",
        Permission::Kendala => "Kendala tim dan tindak lanjutnya",
        Permission::Pegawai => "Pegawai dan susunannya",
        Permission::Tasks => "Daftar tugas, dari catatan yang boleh dilihat",
        Permission::ReadReports => "Dasbor, angka, dan catatan di baliknya",
        Permission::PrepareClosing => "Menyiapkan, mengulang dan membuang penutupan; menyusun perjanjian kinerja",
        Permission::ReviewClosing => "Memeriksa penutupan yang disiapkan orang lain",
        Permission::SignClosing => "Menandatangani penutupan dan perjanjian kinerja",
        Permission::Words => "Kata, daftar nama, hari libur, lama tenggat, data kantor",
        Permission::DataProtection => {
            "Melihat siapa melihat siapa, memberi salinan data, menjawab permintaan atas data pribadi"
        }
        Permission::ManageUsers => "Akun pengguna",
        Permission::TwoPeople => "Meminta dan menyetujui tindakan yang perlu dua orang",
    }
}

/// The cells of a line: a mark for each role that has the right.
fn marks(right: Permission) -> String {
    let mark = |role: Role| if role.permissions().contains(&right) { " ya |" } else { "  |" };
    Role::ALL.into_iter().map(mark).collect()
}

fn heads(first: &str) -> String {
    let titles = Role::ALL.map(|role| role_title(Some(role))).join(" | ");
    format!("| {first} | {titles} |\n|{}\n", " --- |".repeat(Role::ALL.len() + 1))
}

/// The table in Markdown: rights, kinds of record, and the steps that need a right more.
#[must_use]
pub fn markdown(registry: &Registry) -> String {
    let mut text = "# Siapa boleh apa\n\nDicetak dari kode. Kantor membatasi lagi: setiap orang melihat catatan kantornya dan yang di bawahnya.\n\n## Wewenang\n\n".to_owned();
    text.push_str(&heads("wewenang"));
    let mut known: Vec<Permission> = Vec::new();
    for right in Role::ALL.into_iter().flat_map(Role::permissions).copied() {
        if !known.contains(&right) {
            known.push(right);
            let _ = writeln!(text, "| {} |{}", words(right), marks(right));
        }
    }
    let _ = write!(text, "\n## Jenis catatan: melihat dan mencatat\n\n{}", heads("jenis"));
    for kind in registry.all() {
        let _ = writeln!(text, "| {} |{}", kind.info().title, marks(kind.info().permission));
    }
    let _ = write!(text, "\n## Langkah yang perlu wewenang lain di samping jenisnya\n\n{}", heads("langkah"));
    for kind in registry.all() {
        for (step, right) in kind.steps().iter().filter_map(|step| Some((step, step.right?))) {
            let _ = writeln!(text, "| {}: {} |{}", kind.info().title, step.title, marks(right));
        }
    }
    text
}
