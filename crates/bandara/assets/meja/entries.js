// What was recorded at this desk, with what became of it.

import { $, make } from "./dom.js";
import { flightOf } from "./manifest.js";
import { back, waits } from "./queue.js";
import { jakarta, labelOf, termOf, told } from "./words.js";

/** The window beside the desk, where records open: the desk stays as it is. */
const BESIDE = "lindung-catatan";

const STATES = {
  menunggu: ["badge new", "Belum terkirim"],
  salah: ["badge late", "Perlu dibetulkan"],
  disisihkan: ["badge off", "Disisihkan"],
  terkirim: ["badge done", "Terkirim"],
  selisih: ["badge run", "Terkirim, ada selisih"],
};

/** What the list was drawn of: the same again leaves it, and the focus in it, alone. */
let drawn = "";

/** Draws the list; each line leads to its form. */
export function draw(entries, waiting) {
  $("#sini-kosong").hidden = entries.length > 0;
  $("#sini-tabel").hidden = entries.length === 0;
  const open = new Set(waiting.filter(waits).map((row) => row.id));
  const key = JSON.stringify([entries, [...open], entries.map((entry) => flightOf(entry.value.kedatangan)?.penerbangan)]);
  if (key === drawn) {
    return;
  }
  drawn = key;
  const held = document.activeElement?.closest("#sini [data-id]")?.dataset.id;
  $("#sini tbody").replaceChildren(...entries.map((entry) => line(entry, entry.value.op.some((id) => open.has(id)))));
  // Whoever stands on a name goes on from it.
  if (held) {
    $(`#sini [data-id="${CSS.escape(held)}"]`)?.focus();
  }
}

function line(entry, unsent) {
  const { value } = entry;
  // What came back holds up what is to follow it: that waits for nothing else.
  const [shape, word] = STATES[unsent && !back(entry) ? "menunggu" : entry.keadaan];
  const wrong = value.kesalahan.map(told).map(({ isian, rincian }) => `${labelOf(isian)}: ${rincian}`).join(" ");
  const differing = value.selisih.map(({ id, nomor, isian }) =>
    make("a", { href: `/selisih/${id}`, target: BESIDE, kelas: "id", teks: nomor, title: labelOf(isian) }));
  const state = make("td", {}, make("span", { kelas: shape, teks: word }), wrong && make("small", { teks: wrong }));
  if (differing.length > 0) {
    state.append(make("small", {}, ...differing.flatMap((one) => [one, " "])));
  }
  if (entry.keadaan === "salah") {
    state.append(make("button", { type: "button", kelas: "plain", "data-sisih": entry.id, teks: "Sisihkan…" }));
  } else if (entry.keadaan === "disisihkan") {
    state.append(make("small", { teks: `Alasan: ${value.disisihkan}` }));
  }
  const number = value.nomor
    ? make("a", { kelas: "id", href: `/kepulangan/${value.catatan ?? entry.id}`, target: BESIDE, teks: value.nomor })
    : make("span", { kelas: "muted", teks: "belum bernomor" });
  return make("tr", {},
    make("td", { kelas: "one", teks: jakarta(entry.pada).jam.replace(":", ".") }),
    make("td", {}, make("button", { type: "button", kelas: "plain name", "data-id": entry.id, teks: value.nama }),
      make("small", { teks: flightOf(value.kedatangan)?.penerbangan ?? "Tanpa kedatangan" })),
    make("td", { teks: termOf("kategori", value.isi.kategori ?? "") }),
    make("td", {}, number, value.nomor && photo(value.catatan ?? entry.id)),
    state);
}

/** The camera of a phone, for a photo of a document: it goes to the record at once, so it needs a line. */
function photo(record) {
  return make("label", { kelas: "btn photo" }, make("span", { teks: "Foto dokumen" }),
    make("input", { type: "file", accept: "image/*", capture: "environment", "data-foto": record }));
}

/** The adults of a flight who were recorded here, for the child that travels with one of them. */
export function offerAdults(entries, flight, own) {
  const adults = entries.filter((entry) => entry.id !== own && entry.value.kedatangan === flight
    && !["anak", "balita"].includes(entry.value.isi.kelompok_usia ?? ""));
  $("#pendamping").replaceChildren(make("option", { value: "", teks: "— tidak ada —" }),
    ...adults.map((entry) => make("option", { value: entry.id, teks: entry.value.nama })));
}

/** Begins to listen: `open` when an entry is to be changed, `attach` when a photo was taken. */
export function listen({ open, attach }) {
  $("#sini").addEventListener("change", async ({ target }) => {
    const [file] = target.files ?? [];
    if (file && target.dataset.foto) {
      await attach(target.dataset.foto, file);
      target.value = "";
    }
  });
  $("#sini").addEventListener("click", (event) => {
    const id = event.target.closest("[data-id]")?.dataset.id;
    if (id) {
      open(id);
    }
  });
}
