// Who was recorded on this day already: at this desk, by what it fetched, and by the server while there is a line. Whoever is asked about
// is that arrival, or comes another time; without an answer nothing is saved.

import { dayOf } from "./check.js";
import { $, make } from "./dom.js";
import { plain } from "./manifest.js";
import { ask } from "./wire.js";
import { jakarta } from "./words.js";

const place = $("#sudah");
/** What is asked of the server. */
const ASKED = [
  "nama", "nik", "jenis_dokumen", "nomor_dokumen", "tanggal_lahir", "jenis_kelamin", "daerah_asal", "tiba_pada", "orang_id",
];

let asked = "";
let seen = 0;
let here = [];
let there = [];
/** The number of the record of which it was said, when the manifest was accepted, that this line is another arrival. */
let other = "";
let drawn = "";

export function clear() {
  [asked, here, there, other, drawn] = ["", [], [], "", ""];
  seen += 1;
  place.hidden = true;
  place.replaceChildren();
}

/** What was answered: `{ sama }` or `{ selain }` with the record, and `dari`, its entry at this desk. Nothing while it waits. */
export function answered() {
  const one = place.querySelector("input[type=radio]:checked");
  return one && { [one.value]: one.dataset.catatan, dari: one.dataset.dari };
}

/** Whether an answer is waited for. */
export function waits() {
  return !place.hidden && !answered();
}

/** A number as it is compared. */
function number(text) {
  return (text ?? "").replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
}

/** A name as it is compared. */
function name(text) {
  return plain(text ?? "").split(/\s+/).filter(Boolean).join(" ");
}

/** Whether two forms may be about one person. The same number under another name is asked about where people are matched. */
function alike(one, other) {
  const [mine, theirs] = [name(one.nama), name(other.nama)];
  for (const key of ["nik", "nomor_dokumen"]) {
    if (one[key] && other[key]) {
      return number(one[key]) === number(other[key]) && mine.split(" ").some((word) => theirs.split(" ").includes(word));
    }
  }
  const days = [one, other].map((form) => dayOf(form.tanggal_lahir ?? ""));
  return mine !== "" && mine === theirs && !(days[0] && days[1] && days[0] !== days[1]);
}

/** Looks among what this desk has: `{ recorded, lines, flight, own, line }`. */
export function look(form, { recorded, lines, flight, own, line }) {
  const day = dayOf(form.tiba_pada ?? "");
  const rest = recorded.filter((entry) => entry.id !== own && day && dayOf(entry.value.isi.tiba_pada ?? "") === day);
  const entries = rest.filter((entry) => alike(form, entry.value.isi)).map((entry) => (
    { catatan: entry.value.catatan ?? entry.id, nomor: entry.value.nomor, pada: entry.pada, dari: entry.id }));
  const known = new Set(recorded.map((entry) => entry.value.catatan ?? entry.id));
  other = lines.find((one) => one.id === line)?.isi.selain ?? "";
  // Of those of other desks no number is known here: whether one of them is what was answered for, the server knows.
  const met = other ? [] : lines.filter((one) => one.catatan && one.id !== line && !known.has(one.catatan) && flight?.tiba_pada === day);
  here = [...entries, ...met.filter((one) => alike(form, { ...one.isi, nama: one.nama })).map((one) => ({ catatan: one.catatan }))];
  draw();
}

/** Asks the server too, once there is enough to ask about. What it said of another form is forgotten, also where it is not asked again. */
export async function inquire(form, own, online) {
  const isi = Object.fromEntries(ASKED.filter((key) => form[key]).map((key) => [key, form[key]]));
  const key = JSON.stringify(isi);
  if (key === asked) {
    return;
  }
  seen += 1;
  if (!online || !isi.nama || !isi.tiba_pada) {
    [asked, there] = ["", []];
    draw();
    return;
  }
  asked = key;
  const mine = seen;
  const { status, content } = await ask("/api/v1/meja/periksa", { isi }).catch(() => ({ status: 0 }));
  if (mine === seen) {
    const rows = status === 200 ? content.data : [];
    there = rows.filter((one) => one.id !== own)
      .map((one) => ({ catatan: one.id, nomor: one.nomor, pada: Date.parse(one.dicatat_pada) }));
    draw();
  }
}

function draw() {
  const known = new Set(here.map((one) => one.catatan));
  const numbered = here.map((one) => ({ ...there.find((same) => same.catatan === one.catatan), ...one }));
  const standing = [...numbered, ...there.filter((one) => !known.has(one.catatan))];
  // An answer of the manifest holds for all of them, as it does at the server.
  const all = standing.some((one) => other && one.nomor === other) ? [] : standing;
  const key = JSON.stringify(all.map((one) => [one.catatan, one.nomor]));
  if (key === drawn) {
    return;
  }
  drawn = key;
  place.hidden = all.length === 0;
  place.replaceChildren();
  if (all.length > 0) {
    place.append(make("fieldset", { kelas: "choice" }, make("legend", { teks: "Orang ini sudah dicatat pada hari yang sama." }),
      ...all.map(line), choice("sama", all[0], "Kedatangan yang sama", "yang kosong di catatan itu dilengkapi"),
      choice("selain", all[0], "Kedatangan lain", "bukan yang sudah dicatat")));
  }
}

function line({ catatan, nomor, pada, dari }) {
  const when = pada ? ` ${jakarta(pada).jam.replace(":", ".")}` : " di meja lain";
  const open = dari
    ? make("button", { type: "button", kelas: "btn", "data-buka": dari, teks: "buka catatan itu" })
    : make("a", { href: `/kepulangan/${catatan}`, target: "_blank", rel: "noopener", teks: "buka catatan itu" });
  return make("p", {}, make("span", { teks: `Sudah dicatat${when}, ${nomor ?? "belum bernomor"}: ` }), open);
}

function choice(value, { catatan, dari }, word, more) {
  return make("label", {},
    make("input", { type: "radio", name: "sudah", value, "data-catatan": catatan, "data-dari": dari }),
    make("span", {}, make("b", { teks: word }), `, ${more}`));
}

/** Begins to listen: `open` when an entry of this desk is asked for in place of the form that is open. */
export function listen({ open }) {
  place.addEventListener("click", (event) => {
    const id = event.target.closest("[data-buka]")?.dataset.buka;
    if (id) {
      open(id);
    }
  });
}
