//! The figures of a closing, each open to its members.

use kernel::figure;
use maud::{Markup, html};

use super::super::entity::{Model, angka};
use super::super::json::achieved;
use super::super::queries::Shown;
use super::super::words;
use super::marks;
use crate::compute::Value;
use crate::render;

pub(super) fn table(shown: &Shown) -> Markup {
    html! {
        h2.over { "Angka yang ditutup" }
        div.scroll {
            table.iku {
                thead {
                    tr {
                        th.no scope="col" { "No" }
                        th.what scope="col" { "Indikator" }
                        th.num scope="col" { "Target" }
                        th.num scope="col" { "Realisasi" }
                        th.cap scope="col" { "Capaian" }
                        th.num scope="col" { "Definisi" }
                        th.num scope="col" { "Anggota" }
                        th scope="col" { "Kode keaslian" }
                    }
                }
                tbody { @for figure in &shown.figures { (row(&shown.closing, figure)) } }
            }
        }
    }
}

/// Where the members of a figure are listed.
pub(super) fn members(closing: &Model, row: &angka::Model, role: &str) -> String {
    format!("{}/anggota/{}?peran={role}", marks::address(closing), row.no)
}

fn row(closing: &Model, row: &angka::Model) -> Markup {
    let value = words::value(row);
    let href = members(closing, row, "pembilang");
    html! {
        tr id={ "iku-" (row.no) } {
            td.no { (row.no) }
            th.what scope="row" { a href=(href) { (row.judul) } }
            td.target.num data-l="Target" {
                @match &row.target { Some(target) => { (render::target(target)) (words::sign(row)) } None => "—" }
            }
            td.real.num data-l="Realisasi" {
                @if value == Value::NoData { span.fig.nil { "belum ada data" } }
                @else { a.fig href=(href) { (words::figure_text(row, &value)) } }
                @if let Some(words) = words::made_of(row, row.pembilang, row.penyebut) {
                    a.of href=(members(closing, row, "penyebut")) { (words) }
                }
            }
            td.cap data-l="Capaian" { (capaian(closing, row)) }
            td.def.num data-l="Definisi" { "versi " (row.definisi_versi) }
            td.mem.num data-l="Anggota" {
                (figure::whole(row.anggota))
                @if row.tidak_dihitung > 0 {
                    a.of href=(members(closing, row, "tidak-dihitung")) { (figure::whole(row.tidak_dihitung)) " tidak dihitung" }
                }
            }
            td.sid data-l="Kode keaslian" { (marks::short(&row.sidik)) }
        }
    }
}

fn capaian(closing: &Model, row: &angka::Model) -> Markup {
    html! {
        @match achieved(closing, row) {
            Some(capaian) => (capaian.markup(row.tercapai == Some(false))),
            None if row.tercapai == Some(true) => "tercapai",
            None if row.tercapai == Some(false) => b.low { "belum tercapai" },
            None => span.fig.nil { "—" },
        }
    }
}
