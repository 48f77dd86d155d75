//! The page of the desk, as it is for everybody: who works at it and with whom stands nowhere in it.

use kernel::reference::Reference;
use maud::{Markup, html};
use web::{layout, parts};

use super::assets::{SCRIPT, STYLESHEET};
use super::words::{MORE, PERSON, RETURN, field};

/// The page.
pub(super) fn shell(reference: &Reference) -> Markup {
    let top = html! {
        span.office id="kantor" {}
        div.who {
            span id="siapa" {}
            a.btn href="/" { "Konsol" }
            button.btn id="keluar" type="button" hidden { "Keluar" }
        }
    };
    let body = html! {
        (bar())
        div.desk {
            (notes())
            (door())
            (discarding())
            (aside())
            div.work id="kerja" hidden {
                (people())
                div.sheet {
                    (form(reference))
                    (recorded())
                }
            }
        }
        (parts::lists(reference))
    };
    layout::kept("Meja bandara", (STYLESHEET, SCRIPT), &top, &body)
}

fn bar() -> Markup {
    html! {
        div.deskbar {
            h1 { "Meja bandara" }
            span.badge.off id="sambungan" role="status" { "Memeriksa sambungan" }
            span id="belum" role="status" { "" }
            span.wrong id="betulkan" role="status" hidden {}
            a id="selisih" href="/selisih" target="lindung-catatan" hidden {}
            span.said id="kabar" role="status" {}
            span.last id="terakhir" {}
            button.btn id="kirim" type="button" accesskey="k" { "Kirim sekarang " kbd { "Alt+K" } }
        }
    }
}

fn notes() -> Markup {
    html! {
        p.note.warn id="jam" role="alert" hidden {}
        div.note.warn id="masuk-lagi" hidden {
            form.filter id="lagi" {
                p { b { "Masuk lagi untuk mengirim. " } "Sesi sudah berakhir; semua yang dicatat tetap ada di meja ini." }
                label { "Kata sandi" input id="lagi-sandi" type="password" autocomplete="current-password"; }
                label hidden { "Kode dari ponsel" input id="lagi-kode" autocomplete="one-time-code"; }
                button.btn.main { "Masuk lagi" }
                p.err id="lagi-salah" role="alert" hidden {}
            }
        }
        div.note.warn id="titipan" hidden {}
        div.note.bad id="keluar-sisa" role="alertdialog" aria-labelledby="keluar-judul" hidden {
            p id="keluar-judul" { b { span id="keluar-banyak" {} " catatan belum terkirim." } }
            p { "Bila keluar sekarang, catatan itu tersimpan terkunci di komputer ini dan dikirim setelah Anda membuka meja lagi." }
            p.acts {
                button.btn.danger id="keluar-simpan" type="button" { "Keluar, simpan terkunci" }
                button.btn id="keluar-batal" type="button" { "Tetap di sini" }
            }
        }
    }
}

/// The question before what was typed is thrown away; Esc goes on typing.
fn discarding() -> Markup {
    html! {
        dialog.box id="buang" aria-labelledby="buang-judul" {
            form method="dialog" {
                p id="buang-judul" { b { "Isian ini belum disimpan. Buang?" } }
                p.acts {
                    button.btn.main value="lanjut" autofocus { "Lanjut mengisi" }
                    button.btn.danger value="buang" { "Buang isian" }
                }
            }
        }
    }
}

/// Why something that came back is put aside.
fn aside() -> Markup {
    html! {
        dialog.box id="sisihkan" aria-labelledby="sisih-judul" {
            form id="sisih-isian" {
                p id="sisih-judul" { b { "Sisihkan isian yang ditolak server" } }
                div.field {
                    label for="sisih-alasan" { "Alasan" }
                    input id="sisih-alasan" autocomplete="off" maxlength="200" autofocus;
                    p.err id="sisih-salah" role="alert" hidden { "Tulis alasannya, misalnya: menunggu paspor asli." }
                }
                p.acts {
                    button.btn.main { "Sisihkan" }
                    button.btn id="sisih-batal" type="button" { "Batal" }
                }
            }
        }
    }
}

fn door() -> Markup {
    html! {
        section.box.gate id="pintu" hidden {
            h2 { "Buka meja" }
            p.lead { "Yang dicatat di meja ini disimpan terkunci di komputer, dan terbuka dengan kata sandi Anda, juga tanpa jaringan." }
            form id="buka" {
                div.field { label for="masuk-nama" { "Nama pengguna" } input id="masuk-nama" autocomplete="username"; }
                div.field {
                    label for="masuk-sandi" { "Kata sandi" }
                    input id="masuk-sandi" type="password" autocomplete="current-password";
                }
                div.field hidden {
                    label for="masuk-kode" { "Kode dari ponsel, atau satu kata pemulihan" }
                    input id="masuk-kode" autocomplete="one-time-code";
                }
                p.err id="masuk-salah" role="alert" hidden {}
                button.btn.main { "Buka meja" }
            }
        }
    }
}

fn people() -> Markup {
    html! {
        section.people aria-labelledby="judul-manifes" {
            h2.hide id="judul-manifes" { "Kedatangan dan manifes" }
            div.field { label for="kedatangan" { "Kedatangan" } select id="kedatangan" {} }
            p.count id="hitung" {}
            div.field {
                label for="cari" { "Cari di manifes" }
                input id="cari" role="combobox" aria-expanded="true" aria-controls="daftar" aria-autocomplete="list" autocomplete="off"
                    accesskey="c" placeholder="Nama, paspor, atau NIK";
            }
            ul.found id="daftar" role="listbox" aria-label="Orang di manifes" {}
            p.muted id="kosong" hidden {}
            p.acts {
                button.btn id="baru" type="button" accesskey="b" { "Orang baru " kbd { "Alt+B" } }
                button.btn id="absen" type="button" accesskey="t" { "Tidak datang " kbd { "Alt+T" } }
            }
            p.hint { "Panah memilih nama, Enter membuka isian. " kbd { "Alt+C" } " kembali ke sini." }
        }
    }
}

fn form(reference: &Reference) -> Markup {
    html! {
        form.intake id="terima" novalidate hidden {
            div.head.tight {
                div { h2 id="judul-isian" {} p.lead id="asal-isian" {} }
                p.hint { kbd { "Enter" } " lanjut, " kbd { "Alt+S" } " simpan, " kbd { "Esc" } " batal" }
            }
            div.errors id="salah" role="alert" tabindex="-1" hidden {}
            (part(reference, "Orang", PERSON))
            div id="mungkin" tabindex="-1" role="status" hidden {}
            div id="sudah" tabindex="-1" role="status" hidden {}
            (part(reference, "Kepulangan", RETURN))
            (part(reference, "Lain-lain", MORE))
            div.bottom {
                button.btn.main accesskey="s" { "Simpan " kbd { "Alt+S" } }
                button.btn.quiet id="batal" type="button" { "Batal" }
            }
        }
    }
}

fn part(reference: &Reference, title: &str, keys: &[&str]) -> Markup {
    html! {
        fieldset.part {
            legend { (title) }
            div.row {
                @for field in keys.iter().filter_map(|key| field(key)) {
                    @if field.key == "pendamping" {
                        div.field { label for="pendamping" { (field.label) } select id="pendamping" name="pendamping" {} }
                    } @else {
                        (parts::input(reference, field, "", None))
                    }
                }
            }
        }
    }
}

fn recorded() -> Markup {
    html! {
        section id="sini" aria-labelledby="judul-sini" {
            h2 id="judul-sini" { "Dicatat di meja ini" }
            p.empty id="sini-kosong" { "Belum ada yang dicatat. Pilih nama di manifes, atau catat orang baru." }
            div.scroll id="sini-tabel" hidden {
                table.list {
                    thead { tr { th { "Jam" } th { "Nama" } th { "Kategori" } th { "Nomor" } th { "Keadaan" } } }
                    tbody {}
                }
            }
        }
    }
}
