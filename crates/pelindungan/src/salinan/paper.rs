//! A copy on paper.

use cetak::{Part, Tabel};
use web::parts;

use crate::jejak::Look;

use super::told::{Baris, Catatan, Isian, Salinan, Ubahan};

/// How many looks stand on paper one by one; all of them are counted.
const LOOKS: usize = 2_000;

/// The paper of a copy; `made` says when it was made, by whom and for which request.
pub(super) fn paper(copy: &Salinan, made: String) -> Tabel {
    let mut all = vec![table("Data diri", &["Isian", "Isi"], fields(&copy.data_diri))];
    all.push(table("Nama lain", &["Nama"], copy.nama_lain.iter().map(|name| vec![name.clone()]).collect()));
    all.push(history("Perubahan data diri", &copy.riwayat));
    all.extend(copy.catatan.iter().flat_map(record));
    let sent = copy.dikirim.iter().map(|sent| {
        vec![parts::day(sent.pada), format!("{} {}", sent.jenis, sent.nomor), sent.kepada.clone(), sent.status.clone()]
    });
    all.push(table("Dikirim ke, atau diminta oleh", &["Hari", "Catatan", "Kantor", "Status"], sent.collect()));
    let counts = copy.dilihat.iter().map(|count| {
        vec![parts::day(count.hari), count.oleh.clone(), count.banyak.to_string(), count.dibuka.to_string()]
    });
    let heads = ["Hari", "Oleh", "Berapa kali#", "Isian terlindungi dibuka#"];
    all.push(table("Siapa yang melihat, menurut hari", &heads, counts.collect()));
    let looks = copy.jejak.iter().take(LOOKS).map(Look::row);
    let heads = ["Waktu (WIB)", "Oleh", "Kantor", "Tindakan", "Isian terlindungi"];
    let title = if copy.jejak.len() > LOOKS {
        format!("Siapa yang melihat, {LOOKS} yang terbaru; selebihnya dalam berkas JSON")
    } else {
        "Siapa yang melihat, satu per satu".to_owned()
    };
    all.push(table(&title, &heads, looks.collect()));
    all.retain(|part| !part.rows.is_empty());
    Tabel {
        office: copy.kantor.clone(),
        title: "Salinan data pribadi".to_owned(),
        lead:
            "Semua data tentang orang ini yang dipegang kantor ini: data diri, catatan dengan semua isiannya, riwayat \
               perubahan, lampiran, pengiriman ke kantor lain, dan siapa yang melihatnya. Nama dan nomor orang lain \
               disamarkan. Lampiran disebut namanya saja; salinannya dapat diminta."
                .to_owned(),
        parts: all,
        foot: made,
    }
}

fn table(title: &str, heads: &[&str], rows: Vec<Vec<String>>) -> Part {
    Part { title: title.to_owned(), heads: heads.iter().map(|head| (*head).to_owned()).collect(), rows }
}

fn fields(fields: &[Isian]) -> Vec<Vec<String>> {
    let text = |field: &Isian| if field.isi.is_empty() { "—".to_owned() } else { field.isi.clone() };
    fields.iter().map(|field| vec![field.nama.to_owned(), text(field)]).collect()
}

fn history(title: &str, lines: &[Baris]) -> Part {
    let row = |line: &Baris| {
        let state = match &line.dari {
            Some(from) if *from != line.ke => format!("{from} menjadi {}", line.ke),
            _ => line.ke.clone(),
        };
        let changes: Vec<String> = line.perubahan.iter().map(changed).collect();
        vec![parts::instant(line.dicatat_pada), state, changes.join("; "), line.alasan.clone(), line.oleh.clone()]
    };
    table(title, &["Waktu (WIB)", "Tahap", "Yang berubah", "Alasan", "Oleh"], lines.iter().map(row).collect())
}

fn changed(change: &Ubahan) -> String {
    if change.dari.is_none() && change.ke.is_none() {
        return format!("{}: berubah", change.nama);
    }
    let side = |text: Option<&String>| text.cloned().unwrap_or_else(|| "—".to_owned());
    format!("{}: {} menjadi {}", change.nama, side(change.dari.as_ref()), side(change.ke.as_ref()))
}

/// The tables of a record: its fields, its history, its attachments.
fn record(record: &Catatan) -> Vec<Part> {
    let name = format!("{} {}", record.judul, record.nomor);
    let pair = |head: &str, text: String| vec![head.to_owned(), text];
    let mut rows = vec![
        pair("Kantor", record.kantor.clone()),
        pair("Status", record.status.clone()),
        pair("Dicatat", parts::instant(record.dicatat_pada)),
        pair("Terakhir diubah", parts::instant(record.diubah_pada)),
    ];
    rows.extend(record.dibatalkan_pada.map(|at| pair("Dibatalkan", parts::instant(at))));
    rows.extend(fields(&record.isian));
    let files = record.lampiran.iter().map(|file| {
        let removed = file.dihapus_pada.map(parts::instant).unwrap_or_default();
        let remark = file.keterangan.clone().unwrap_or_default();
        vec![file.nama.clone(), file.macam.to_owned(), remark, parts::instant(file.diunggah_pada), removed]
    });
    vec![
        table(&name, &["Isian", "Isi"], rows),
        history(&format!("Riwayat {}", record.nomor), &record.riwayat),
        table(
            &format!("Lampiran {}", record.nomor),
            &["Nama", "Macam", "Keterangan", "Diunggah", "Dihapus"],
            files.collect(),
        ),
    ]
}
