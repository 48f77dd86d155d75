// The form of one person at the desk: whom it is about, what is asked before it is kept, and what becomes of a form that is not.

import { check } from "./check.js";
import { $, calm, say } from "./dom.js";
import * as entries from "./entries.js";
import * as form from "./form.js";
import * as leaving from "./leaving.js";
import * as likely from "./likely.js";
import * as line from "./line.js";
import * as manifest from "./manifest.js";
import * as once from "./once.js";
import * as passport from "./passport.js";
import { back } from "./queue.js";
import { draw, inTurn, shift } from "./shift.js";
import { jakarta } from "./words.js";

/** The categories that belong to one person and to nobody who comes next. */
const OWN = ["meninggal", "anak"];
/** By what is asked who somebody is: an answer holds for these words and no others. */
const WHO = ["nama", "nik", "nomor_dokumen", "tanggal_lahir", "tiba_pada"];

/** What the form is about: `{ manifes, kedatangan, catatan, tercatat, kembali }`; none while it is shut. */
let about = null;
/** What was asked about last. */
let asked = "";

const who = (typed) => JSON.stringify(WHO.map((key) => typed[key] ?? ""));

/** Whether something typed would be lost if another form were opened now; then that is said. */
export function busy() {
  if (!form.shown() || !form.touched()) {
    return false;
  }
  say("Isian ini belum disimpan. Simpan (Alt+S) atau batalkan (Esc) dahulu.", "warn");
  form.stay();
  return true;
}

/** Opens the form for a line of the manifest, or for somebody who is on none. */
export async function begin(found) {
  if (busy()) {
    return;
  }
  const flight = manifest.flight();
  const last = (await shift.queue.entries()).find((entry) => entry.value.kedatangan === (flight?.id ?? null));
  const now = jakarta();
  const usual = { tiba_pada: now.hari, tiba_jam: now.jam, negara: flight?.negara ?? "", cara_pulang: "" };
  const before = last?.value.isi ?? {};
  const own = OWN.includes(before.kategori) || ["anak", "balita"].includes(before.kelompok_usia);
  for (const key of own ? ["negara"] : ["negara", "kategori"]) {
    usual[key] = before[key] ?? usual[key] ?? "";
  }
  const known = Object.fromEntries(Object.entries(found?.isi ?? {}).filter(([key]) => key !== "lain"));
  await open({ manifes: found?.id ?? null, kedatangan: flight?.id ?? null }, { ...usual, ...known }, found?.nama);
}

async function open(what, typed, name) {
  about = what;
  asked = "";
  likely.clear();
  once.clear();
  entries.offerAdults(await shift.queue.entries(), what.kedatangan, what.catatan);
  form.fill(typed);
  const flight = manifest.flightOf(what.kedatangan);
  const title = what.catatan ? `Ubah ${name}` : (name ?? "Orang baru");
  const from = what.manifes ? "Dari manifes" : "Tidak ada di manifes";
  $("#sini").hidden = true;
  form.show(title, [flight?.penerbangan ?? "Tanpa kedatangan", from].join(" · "), name ? "jenis_dokumen" : "nama");
  if (fresh()) {
    await lookHere(form.read());
  }
}

/** Whether the form is about somebody who is to be recorded, not a change. */
const fresh = () => about !== null && (!about.catatan || Boolean(about.kembali));

/** Looks among what this desk has for who was recorded on this day already. */
async function lookHere(typed) {
  const { catatan: own, manifes, kedatangan } = about;
  const shown = about;
  const recorded = await shift.queue.entries();
  if (about === shown) {
    asked = who(typed);
    once.look(typed, { recorded, lines: manifest.announced(), flight: manifest.flightOf(kedatangan), own, line: manifes });
  }
}

async function shut() {
  form.hide();
  likely.clear();
  once.clear();
  about = null;
  $("#sini").hidden = false;
  // At once: later it would mark, and so lose, what is typed or read into the search meanwhile.
  manifest.focus();
  await shift.store.write([{ store: "simpan", id: "draf" }]);
  await draw();
}

/** What is wrong with who somebody is: an answer that is missing, or one that was given about other words. */
async function unanswered(typed) {
  const wrong = [];
  if (asked !== who(typed) && (likely.chosen() || once.answered())) {
    likely.clear();
    once.clear();
    asking();
    wrong.push({ isian: "mungkin", rincian: "Isian berubah sesudah pilihan dibuat. Lihat lagi pilihannya, lalu simpan." });
  }
  if (likely.waits()) {
    wrong.push({ isian: "mungkin", rincian: "Pilih dahulu: orang yang sudah tercatat, atau orang baru." });
  }
  if (fresh() && likely.chosen() !== "baru") {
    await lookHere(typed);
    if (once.waits()) {
      wrong.push({ isian: "sudah", rincian: "Buka catatan itu, atau pilih: kedatangan yang sama, atau kedatangan lain." });
    }
  }
  return wrong;
}

/** What was chosen of who somebody is, as it goes along with the form. */
function answered(before) {
  const chosen = likely.chosen();
  const said = chosen ? { orang_id: chosen, nama_orang: likely.named() } : (before?.value.isi ?? {});
  const { dari, ...answer } = once.answered() ?? {};
  const { orang_id, nama_orang, selain, sama } = said;
  const all = Object.entries({ orang_id, nama_orang, ...(fresh() ? answer : { selain, sama }) });
  return { dari, beyond: Object.fromEntries(all.filter(([, text]) => text)) };
}

/** Keeps what stands in the form and shuts it. Returns whether it was in order. */
async function keep() {
  if (!form.shown()) {
    return false;
  }
  const typed = form.read();
  const wrong = [...(await unanswered(typed)), ...check(typed)];
  if (wrong.length > 0) {
    form.complain(wrong);
    return false;
  }
  const { queue } = shift;
  const recorded = await queue.entries();
  const before = recorded.find((entry) => entry.id === about.catatan);
  const { dari, beyond } = answered(before);
  Object.assign(typed, beyond);
  if (before) {
    await queue.amend(about.catatan, typed, { nama: typed.nama });
  } else {
    const { kedatangan, manifes } = about;
    const setelah = recorded.filter((one) => [typed.pendamping, dari].includes(one.id)).flatMap((one) => one.value.op.slice(0, 1));
    await queue.receive({ nama: typed.nama, kedatangan, manifes, isi: typed, setelah });
  }
  say(`${typed.nama} disimpan di meja ini.`, "ok");
  manifest.clear();
  await shut();
  return true;
}

const keepInTurn = inTurn(keep);

async function save() {
  // The line may hang: what comes next at the desk does not wait for it.
  if ((await keepInTurn()) && line.up()) {
    await line.send();
  }
}

/** Opens the form of what was recorded here. */
export async function change(id) {
  if (busy()) {
    return;
  }
  const entry = (await shift.queue.entries()).find((one) => one.id === id);
  const { manifes, kedatangan, isi, nama, kesalahan, catatan } = entry.value;
  await open({ manifes, kedatangan, catatan: id, tercatat: catatan ?? id, kembali: back(entry) }, isi, nama);
  form.complain(kesalahan);
  if (about.kembali) {
    asking();
  }
}

/** Opens the form of who is pointed to. */
export async function take(found) {
  if (!found) {
    return;
  }
  const { id, catatan } = found.line;
  // Who was recorded beside the manifest that came later met a line of it.
  const entry = (await shift.queue.entries())
    .find((one) => one.value.manifes === id || (catatan && (one.value.catatan ?? one.id) === catatan));
  if (entry) {
    await change(entry.id);
  } else if (found.status === "ditemui") {
    say(`${found.line.nama} sudah dicatat di meja lain.`, "warn");
  } else {
    await begin(found.line);
  }
}

/** What a passport says is put into the form that is open, or into that of the line which it is about; else somebody new begins. */
export async function scanned(found) {
  if (found && !form.shown()) {
    manifest.clear();
    await draw();
    const meant = manifest.meant(found.isi);
    await (meant && manifest.pointTo(meant) ? take(manifest.pointed()) : begin(null));
  }
  if (found && form.shown()) {
    passport.fill(found);
  }
}

/** Keeps what is being typed. */
const draft = calm(300, inTurn(async () => {
  if (about && shift.store) {
    await shift.store.keep("draf", { about, isi: form.read() });
  }
}));

/** Opens the form that was not kept when the page went. */
export async function restore() {
  const kept = await shift.store.get("simpan", "draf");
  if (kept) {
    const name = kept.isi.nama;
    await open(kept.about, kept.isi, kept.about.manifes || kept.about.catatan ? name : undefined);
    form.touch();
    say("Isian yang belum disimpan dipulihkan.", "ok");
  }
}

// Of somebody who was recorded it is known who that is, unless the server sent it back.
const asking = calm(400, async () => {
  if (!fresh()) {
    return;
  }
  const typed = form.read();
  const shown = about;
  likely.look(typed, line.up());
  await lookHere(typed);
  if (about === shown && likely.chosen() !== "baru") {
    await once.inquire({ ...typed, orang_id: likely.chosen() }, shown.tercatat ?? shown.catatan, line.up());
  }
});

/** Begins to listen to the form. */
export function listen() {
  const [shutInTurn, changeInTurn] = [inTurn(shut), inTurn(change)];
  const leave = () => leaving.ask(shutInTurn);
  once.listen({ open: (id) => leaving.ask(() => shutInTurn().then(() => changeInTurn(id))) });
  form.listen({ save, back: leave, typed: () => {
    draft();
    asking();
  } });
  $("#batal").addEventListener("click", leave);
}
