// The airport desk: what the officer does, and what follows from it.

import * as aside from "./aside.js";
import * as bar from "./bar.js";
import { check } from "./check.js";
import { $, calm, say } from "./dom.js";
import * as door from "./door.js";
import * as entries from "./entries.js";
import * as entrusted from "./entrusted.js";
import * as form from "./form.js";
import * as leaving from "./leaving.js";
import * as likely from "./likely.js";
import * as manifest from "./manifest.js";
import * as mrz from "./mrz.js";
import * as once from "./once.js";
import * as passport from "./passport.js";
import { Queue, waits } from "./queue.js";
import * as room from "./room.js";
import { Unreachable, attach, reachable } from "./wire.js";
import { jakarta, load } from "./words.js";

/** How often the line is looked at, and how long nobody may be there before the desk shuts itself, in milliseconds. */
const LOOK = 15_000;
const IDLE = 30 * 60_000;
/** The categories that belong to one person and to nobody who comes next. */
const OWN = ["meninggal", "anak"];

let store;
let queue;
let online = true;
/** How often in a row the server did not say how things stand, and when it is asked next. */
let [misses, due] = [0, 0];
let touched = Date.now();
/** What the form is about: `{ manifes, kedatangan, catatan, kembali }`; none while it is shut. */
let about = null;

async function draw() {
  const [all, recorded] = [await queue.all(), await queue.entries(), await manifest.recall(store)];
  const wrong = all.filter((row) => row.keadaan === "salah");
  bar.queue(all.filter(waits).length, wrong.length, recorded.flatMap((entry) => entry.value.selisih).length);
  manifest.draw(recorded, all);
  entries.draw(recorded, all);
  const marks = wrong.filter((row) => row.value.op.jenis === "tandai");
  if (marks.length > 0) {
    say(marks.map((row) => row.value.kesalahan.map((one) => one.rincian).join(" ")).join(" "), "warn");
  }
}

/** Does something that needs the server; without a line it says so and nothing is lost. */
async function attempt(run) {
  try {
    const done = await run();
    online = true;
    return done;
  } catch (error) {
    if (!(error instanceof Unreachable)) {
      throw error;
    }
    online = false;
    bar.line("offline");
    return null;
  }
}

/** Sends what waits, or asks how things stand: whether the server said so. */
async function send() {
  const waiting = (await queue.all()).filter(waits).length;
  if (waiting > 0) {
    bar.line("sending");
  }
  const done = await attempt(() => (waiting > 0 ? queue.send() : refreshed()));
  if (!done) {
    return false;
  }
  if (done.state === "login" || done.status === 401) {
    bar.line("login");
    door.askAgain(store, send);
    return false;
  }
  bar.line("online");
  bar.clock(done.clock);
  if (done.state === "refused") {
    say(done.text, "bad");
  } else if (waiting > 0 && done.state === "sent") {
    bar.sentNow();
    await attempt(refreshed);
  }
  await draw();
  return done.state === "sent" || [200, 304].includes(done.status);
}

/** Sends, and waits for what is still being written. */
async function settled() {
  await send();
  await turn;
}

async function refreshed() {
  const done = await manifest.refresh(store);
  if (done.differing) {
    await queue.decided(done.differing);
  }
  await draw();
  return done;
}

let turn = Promise.resolve();

/** What the officer does comes about one thing after the other: a form that opens is not overtaken by one that still shuts. */
function inTurn(run) {
  return (...rest) => {
    const done = turn.then(() => run(...rest));
    turn = done.catch(() => null);
    return done;
  };
}

/** Whether something typed would be lost if another form were opened now; then that is said. */
function busy() {
  if (!form.shown() || !form.touched()) {
    return false;
  }
  say("Isian ini belum disimpan. Simpan (Alt+S) atau batalkan (Esc) dahulu.", "warn");
  form.stay();
  return true;
}

/** Opens the form for a line of the manifest, or for somebody who is on none. */
async function begin(line) {
  if (busy()) {
    return;
  }
  const flight = manifest.flight();
  const last = (await queue.entries()).find((entry) => entry.value.kedatangan === (flight?.id ?? null));
  const now = jakarta();
  const usual = { tiba_pada: now.hari, tiba_jam: now.jam, negara: flight?.negara ?? "", cara_pulang: "" };
  const before = last?.value.isi ?? {};
  const own = OWN.includes(before.kategori) || ["anak", "balita"].includes(before.kelompok_usia);
  for (const key of own ? ["negara"] : ["negara", "kategori"]) {
    usual[key] = before[key] ?? usual[key] ?? "";
  }
  const known = Object.fromEntries(Object.entries(line?.isi ?? {}).filter(([key]) => key !== "lain"));
  await openForm({ manifes: line?.id ?? null, kedatangan: flight?.id ?? null }, { ...usual, ...known }, line?.nama);
}

async function openForm(what, typed, name) {
  about = what;
  likely.clear();
  once.clear();
  entries.offerAdults(await queue.entries(), what.kedatangan, what.catatan);
  form.fill(typed);
  const flight = manifest.flightOf(what.kedatangan);
  const title = what.catatan ? `Ubah ${name}` : (name ?? "Orang baru");
  const from = what.manifes ? "Dari manifes" : "Tidak ada di manifes";
  $("#sini").hidden = true;
  form.show(title, [flight?.penerbangan ?? "Tanpa kedatangan", from].join(" · "), name ? "jenis_dokumen" : "nama");
  if (fresh()) {
    once.look(form.read(), await beside());
  }
}

/** Whether the form is about somebody who is to be recorded, not a change. */
const fresh = () => about !== null && (!about.catatan || Boolean(about.kembali));

/** What this desk has, to find who was recorded on this day already. */
async function beside() {
  const { catatan: own, manifes: line, kedatangan } = about;
  return { recorded: await queue.entries(), lines: manifest.announced(), flight: manifest.flightOf(kedatangan), own, line };
}

async function shut() {
  form.hide();
  likely.clear();
  once.clear();
  about = null;
  $("#sini").hidden = false;
  await store.write([{ store: "simpan", id: "draf" }]);
  await draw();
  manifest.focus();
}

/** Keeps what stands in the form and shuts it. Returns whether it was in order. */
async function keep() {
  if (!form.shown()) {
    return false;
  }
  const typed = form.read();
  const wrong = check(typed);
  if (fresh() && likely.chosen() !== "baru") {
    once.look(typed, await beside());
    if (once.waits()) {
      wrong.unshift({ isian: "sudah", rincian: "Buka catatan itu, atau pilih: kedatangan yang sama, atau kedatangan lain." });
    }
  }
  if ($("#mungkin .choice") && !likely.chosen()) {
    wrong.unshift({ isian: "mungkin", rincian: "Pilih dahulu: orang yang sudah tercatat, atau orang baru." });
  }
  if (wrong.length > 0) {
    form.complain(wrong);
    return false;
  }
  const recorded = await queue.entries();
  const before = recorded.find((entry) => entry.id === about.catatan);
  const chosen = likely.chosen();
  const said = chosen ? { orang_id: chosen, nama_orang: likely.named() } : (before?.value.isi ?? {});
  const { dari, ...answer } = once.answered() ?? {};
  const { orang_id, nama_orang, selain, sama } = said;
  const beyond = Object.entries({ orang_id, nama_orang, ...(fresh() ? answer : { selain, sama }) });
  Object.assign(typed, Object.fromEntries(beyond.filter(([, text]) => text)));
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
  if ((await keepInTurn()) && online) {
    await send();
  }
}

async function change(id) {
  if (busy()) {
    return;
  }
  const entry = (await queue.entries()).find((one) => one.id === id);
  const { manifes, kedatangan, isi, nama, kesalahan } = entry.value;
  await openForm({ manifes, kedatangan, catatan: id, kembali: entry.keadaan === "salah" }, isi, nama);
  form.complain(kesalahan);
  if (about.kembali) {
    asking();
  }
}

async function take(found) {
  if (!found) {
    return;
  }
  const entry = (await queue.entries()).find((one) => one.value.manifes === found.line.id);
  if (entry) {
    await change(entry.id);
  } else if (found.status === "ditemui") {
    say(`${found.line.nama} sudah dicatat di meja lain.`, "warn");
  } else {
    await begin(found.line);
  }
}

/** Marks a line of the manifest as not come, or takes the mark away. Returns whether it did. */
async function mark(found) {
  if (!found || found.status === "ditemui" || form.shown()) {
    return false;
  }
  const now = found.status !== "tidak_datang";
  await queue.mark(found.line.id, now);
  say(`${found.line.nama} ditandai ${now ? "tidak datang" : "masih ditunggu"}.`, "ok");
  manifest.focus();
  return true;
}

const markInTurn = inTurn(mark);

async function absent() {
  if ((await markInTurn(manifest.pointed())) && online) {
    await send();
  }
}

/** What a passport says is put into the form that is open, or into that of the line which it is about; else somebody new begins. */
async function scanned(found) {
  if (found && !form.shown()) {
    manifest.clear();
    await draw();
    const line = manifest.meant(found.isi);
    await (line && manifest.pointTo(line) ? take(manifest.pointed()) : begin(null));
  }
  if (found && form.shown()) {
    passport.fill(found);
  }
}

/** Keeps what is being typed. */
const draft = calm(300, inTurn(async () => {
  if (about && store) {
    await store.keep("draf", { about, isi: form.read(), judul: $("#judul-isian").textContent });
  }
}));

async function restoreDraft() {
  const kept = await store.get("simpan", "draf");
  if (kept) {
    const name = kept.isi.nama;
    await openForm(kept.about, kept.isi, kept.about.manifes || kept.about.catatan ? name : undefined);
    form.touch();
    say("Isian yang belum disimpan dipulihkan.", "ok");
  }
}

async function enter(opened) {
  store = opened.store;
  queue = new Queue(store, draw);
  $("#siapa").textContent = opened.me?.nama ?? store.login;
  $("#kantor").textContent = opened.me?.kantor?.nama ?? "";
  $("#keluar").hidden = false;
  $("#kerja").hidden = false;
  room.persist();
  await manifest.restore(store);
  await draw();
  manifest.focus();
  await inTurn(restoreDraft)();
  // A line that hangs must not keep the door shut.
  send().then(() => attempt(() => entrusted.entrust(store)));
  await entrusted.offer(store, queue, takenOver);
}

/** What a colleague left is here now: it is shown and sent, and a form that was begun goes on. */
async function takenOver() {
  await draw();
  if (!form.shown()) {
    await inTurn(restoreDraft)();
  }
  await send();
}

async function photographed(record, file) {
  const wrong = await attach(record, file).catch(() => "Tidak tersambung: foto belum tersimpan. Ambil lagi nanti.");
  say(wrong ?? "Foto dokumen dilampirkan.", wrong ? "bad" : "ok");
}

/** Looks at the line now and then: what waits goes when it is back. */
async function look() {
  if (!store) {
    return;
  }
  if (Date.now() - touched > IDLE) {
    // What is typed is kept sealed; whoever comes next must know the password.
    leaving.freely();
    door.shut();
    location.reload();
    return;
  }
  const was = online;
  online = await reachable();
  const waiting = (await queue.all()).some(waits);
  if (!online) {
    bar.line("offline");
  } else if (!was || waiting || (!document.hidden && Date.now() >= due)) {
    // What others did since appears by itself; a server that does not answer well is asked less and less often.
    misses = (await send()) ? 0 : Math.min(misses + 1, 4);
    due = Date.now() + LOOK * (2 ** misses - 1);
  }
}

async function start() {
  if ("serviceWorker" in navigator) {
    await navigator.serviceWorker.register("/meja/sw.js", { scope: "/" }).catch(() => null);
  }
  await load();
  await door.finishLeaving();
  const shutInTurn = inTurn(shut);
  const back = () => leaving.ask(shutInTurn);
  leaving.watch();
  const taken = inTurn(take);
  // Who is meant is who is pointed to now, whatever is drawn until it is their turn.
  manifest.listen({ take: () => taken(manifest.pointed()), drawn: draw, chosen: async () => {
    await manifest.choose(store);
    await draw();
    await attempt(refreshed);
  } });
  entries.listen({ open: inTurn(change), attach: photographed });
  aside.listen(inTurn((id, reason) => queue.aside(id, reason)));
  once.listen({ open: inTurn((id) => shut().then(() => change(id))) });
  mrz.listen(document.querySelector("#kerja"), inTurn(scanned));
  form.listen({ save, back, typed: () => {
    draft();
    asking();
  } });
  const begun = inTurn(() => begin(null));
  $("#baru").addEventListener("click", begun);
  $("#absen").addEventListener("click", absent);
  $("#batal").addEventListener("click", back);
  $("#kirim").addEventListener("click", send);
  $("#keluar").addEventListener("click", () => door.leave(store, queue, { send: settled, busy }));
  for (const event of ["keydown", "pointerdown"]) {
    addEventListener(event, () => { touched = Date.now(); });
  }
  addEventListener("unhandledrejection", ({ reason }) => {
    if (room.full(reason)) {
      say(room.FULL, "bad");
      store?.lighten(manifest.flight()?.id).catch(() => null);
      return;
    }
    say(`Gagal di peramban ini: ${reason?.message ?? reason}. Yang tertulis masih di layar; coba lagi.`, "bad");
  });
  addEventListener("online", look);
  addEventListener("offline", look);
  setInterval(look, LOOK);
  await door.open(enter);
  document.documentElement.dataset.siap = "ya";
}

// Of somebody who was recorded it is known who that is, unless the server sent it back.
const asking = calm(400, async () => {
  if (!fresh()) {
    return;
  }
  const typed = form.read();
  const shown = about;
  likely.look(typed, online);
  const own = await beside();
  if (about === shown && likely.chosen() !== "baru") {
    once.look(typed, own);
    await (online && once.inquire({ ...typed, orang_id: likely.chosen() }, shown.catatan));
  }
});

await start();
