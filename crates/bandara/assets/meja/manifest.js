// The flights of these days, and who is announced on the one that is chosen: found by typing, taken with Enter.

import { $, make } from "./dom.js";
import { back } from "./queue.js";
import { ask } from "./wire.js";
import { typable } from "./words.js";

const SHOWN = 200;
const STATES = {
  diharapkan: ["badge new", "Ditunggu"],
  ditemui: ["badge done", "Ditemui"],
  tidak_datang: ["badge off", "Tidak datang"],
  ditarik: ["badge off", "Ditarik"],
};

const choice = $("#kedatangan");
const search = $("#cari");
const list = $("#daftar");

let flights = [];
let lines = [];
/** How many were received whom the manifest does not name, as the server knows; nothing before it said so. */
let extras = null;
let active = 0;
/** The line that is pointed to: whatever is drawn anew, it stays the same person. */
let held = null;
/** The marks of what was fetched in this page, by address. */
const marks = new Map();

/** The flight that is chosen. */
export function flight() {
  return flights.find((one) => one.id === choice.value) ?? null;
}

export function flightOf(id) {
  return flights.find((one) => one.id === id);
}

function named(one) {
  const when = [typable("tiba_pada", one.tiba_pada), one.tiba_jam?.replace(":", ".")].filter(Boolean).join(", ");
  return `${one.penerbangan} · ${when}`;
}

function offer(chosen) {
  const none = make("option", { value: "", teks: "Tanpa kedatangan (datang sendiri)" });
  choice.replaceChildren(none, ...flights.map((one) => make("option", { value: one.id, teks: named(one) })));
  choice.value = flights.some((one) => one.id === chosen) ? chosen : "";
}

/** The lines of the chosen flight. */
export function announced() {
  return lines;
}

/** Shows what is kept of flights and of the chosen one's manifest. */
export async function restore(store) {
  flights = (await store.get("simpan", "kedatangan")) ?? [];
  offer(await store.get("simpan", "pilihan"));
  await recall(store);
}

/** Takes what is kept of the chosen flight: marks that were sent stand there before the server is asked again. */
export async function recall(store) {
  const id = choice.value;
  const [kept, many] = [await store.get("simpan", `manifes:${id}`), await store.get("simpan", `tambahan:${id}`)];
  if (choice.value === id) {
    [lines, extras] = [kept ?? [], many ?? null];
  }
}

/** Asks for what is not known to be as it was, and has `keep` keep it. What is not kept here is asked for anew. */
async function fetched(path, known, keep) {
  const answer = await ask(path, undefined, known === undefined ? undefined : marks.get(path));
  if (answer.status === 200) {
    marks.delete(path);
    await keep(answer.content);
    marks.set(path, answer.mark);
  }
  return answer;
}

/** Asks the server for flights and the chosen manifest, and keeps both. Returns the status that was answered. */
export async function refresh(store) {
  const known = await store.get("simpan", "kedatangan");
  const { status, content } = await fetched("/api/v1/meja/kedatangan", known, async ({ data }) => {
    flights = data;
    await store.keep("kedatangan", flights);
    offer(choice.value || (await store.get("simpan", "pilihan")));
  });
  if (![200, 304].includes(status)) {
    return { status };
  }
  return { status: choice.value ? await people(store) : status, clock: content.jam, differing: content.selisih };
}

async function people(store) {
  const id = choice.value;
  const known = await store.get("simpan", `manifes:${id}`);
  const { status } = await fetched(`/api/v1/meja/kedatangan/${id}`, known, async ({ data, tambahan }) => {
    await store.keep(`manifes:${id}`, data);
    await store.keep(`tambahan:${id}`, tambahan);
    if (choice.value === id) {
      [lines, extras] = [data, tambahan];
    }
  });
  return status;
}

/** Takes another flight: what is kept of it at once, what the server says when it answers. */
export async function choose(store) {
  await store.keep("pilihan", choice.value);
  clear();
  await recall(store);
}

/** What a line is by now, with what was done here and not sent yet. */
function stateOf(line, entries, waiting) {
  const own = entries.filter((entry) => entry.value.manifes === line.id);
  if (own.length > 0) {
    return { status: "ditemui", unsent: own.some((entry) => entry.keadaan === "menunggu" || back(entry)) };
  }
  const mark = waiting.filter((row) => row.value.op.jenis === "tandai" && row.value.op.isi.manifes === line.id).at(-1);
  if (mark) {
    return { status: mark.value.op.isi.tidak_datang ? "tidak_datang" : "diharapkan", unsent: true };
  }
  return { status: line.status, unsent: false };
}

/** Text as it is compared: no marks, apostrophes or signs that nobody sees. */
export function plain(text) {
  return text.replace(/['’‘‛`´ʼʻ′]/gu, "").normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").toLowerCase();
}

function matches(line, words) {
  const name = plain(line.nama);
  const text = `${name} ${name.replace(/\s/g, "")} ${plain(`${line.isi.nomor_dokumen ?? ""} ${line.isi.nik ?? ""}`)}`;
  return words.every((word) => text.includes(word));
}

function seen(entries, waiting) {
  const words = plain(search.value).split(/\s+/).filter(Boolean);
  const found = lines.filter((line) => matches(line, words)).map((line) => ({ line, ...stateOf(line, entries, waiting) }));
  const rank = { diharapkan: 0, tidak_datang: 1, ditemui: 2, ditarik: 3 };
  return found.sort((a, b) => rank[a.status] - rank[b.status] || a.line.baris - b.line.baris);
}

let rows = [];
/** What the list was drawn of: the same again leaves it where it was scrolled to. */
let drawn = "";

/** Draws the list. */
export function draw(entries, waiting) {
  rows = seen(entries, waiting).slice(0, SHOWN);
  const same = rows.findIndex(({ line }) => line.id === held);
  active = same < 0 ? Math.min(active, Math.max(rows.length - 1, 0)) : same;
  held = rows[active]?.line.id ?? null;
  const key = JSON.stringify([rows, active]);
  if (key !== drawn) {
    drawn = key;
    list.replaceChildren(...rows.map(row));
    point();
  }
  const all = lines.map((line) => stateOf(line, entries, waiting).status);
  const count = (status) => all.filter((one) => one === status).length;
  const own = entries.filter((e) => e.value.kedatangan === choice.value && choice.value && !e.value.manifes);
  // What the server has counted has its number.
  const extra = extras === null ? own.length : extras + own.filter((e) => !e.value.nomor).length;
  const parts = [
    [count("diharapkan"), "ditunggu"], [count("ditemui"), "ditemui"], [count("tidak_datang"), "tidak datang"],
    [extra, "tambahan"],
  ];
  $("#hitung").replaceChildren(...(choice.value ? parts.map(([many, what]) =>
    make("span", {}, make("b", { teks: many }), ` ${what}`)) : []));
  $("#kosong").hidden = rows.length > 0;
  $("#kosong").textContent = lines.length === 0
    ? "Tidak ada manifes untuk kedatangan ini. Catat dengan Orang baru."
    : "Tidak ada nama yang cocok di manifes. Catat dengan Orang baru.";
}

function row({ line, status, unsent }, at) {
  const [shape, word] = STATES[status] ?? STATES.diharapkan;
  const facts = [line.isi.nomor_dokumen, typable("tanggal_lahir", line.isi.tanggal_lahir ?? "")].filter(Boolean);
  return make("li", { role: "option", id: `orang-${at}`, "data-at": at },
    make("span", { kelas: "n", teks: line.baris }),
    make("span", { kelas: "who" }, make("b", { teks: line.nama }), make("small", { teks: facts.join(" · ") })),
    make("span", { kelas: shape, teks: unsent ? `${word}*` : word }));
}

function point() {
  held = rows[active]?.line.id ?? null;
  [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
  const item = list.children[active];
  item ? search.setAttribute("aria-activedescendant", item.id) : search.removeAttribute("aria-activedescendant");
  item?.scrollIntoView({ block: "nearest" });
}

/** The line that the keys point to, with its state. */
export function pointed() {
  return rows[active] ?? null;
}

/** A line with its state as it was drawn last. */
export function now(found) {
  return rows.find(({ line }) => line.id === found.line.id) ?? found;
}

/** Begins to listen: `take` on Enter or a click, `drawn` when the list must be drawn anew, `chosen` on another flight. */
export function listen({ take, drawn, chosen }) {
  search.addEventListener("input", () => {
    [active, held] = [0, null];
    drawn();
  });
  search.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    if (event.key in steps) {
      event.preventDefault();
      active = Math.min(Math.max(active + steps[event.key], 0), Math.max(rows.length - 1, 0));
      point();
    } else if (event.key === "Enter") {
      event.preventDefault();
      take();
    }
  });
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) {
      active = Number(item.dataset.at);
      point();
      take();
    }
  });
  choice.addEventListener("change", chosen);
}

export function focus() {
  search.focus();
  search.select();
}

export function clear() {
  search.value = "";
  [active, held] = [0, null];
}

/** The one line that a passport is about: by its number, else by its name; nothing where it is none, or several. */
export function meant({ nama, nomor_dokumen: number }) {
  const paper = (text) => (text ?? "").replace(/[\s-]/g, "").toUpperCase();
  const words = plain(nama ?? "").split(/\s+/).filter(Boolean).sort().join(" ");
  const named = ({ nama: own }) => plain(own).split(/\s+/).filter(Boolean).sort().join(" ") === words;
  const numbered = lines.filter((line) => number && paper(line.isi.nomor_dokumen) === paper(number));
  const found = numbered.length > 0 ? numbered : lines.filter((line) => named(line) && !line.isi.nomor_dokumen);
  return found.length === 1 ? found[0] : null;
}

/** Points to a line, and says whether it is shown. */
export function pointTo(line) {
  const at = rows.findIndex((row) => row.line.id === line.id);
  if (at >= 0) {
    active = at;
    point();
  }
  return at >= 0;
}
