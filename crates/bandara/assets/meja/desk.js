// The airport desk: what the officer does, and what follows from it.

import * as aside from "./aside.js";
import { $, say } from "./dom.js";
import * as door from "./door.js";
import * as entries from "./entries.js";
import * as entrusted from "./entrusted.js";
import * as form from "./form.js";
import * as leaving from "./leaving.js";
import * as line from "./line.js";
import * as manifest from "./manifest.js";
import * as mrz from "./mrz.js";
import * as recording from "./recording.js";
import * as room from "./room.js";
import { begin, draw, inTurn, shift } from "./shift.js";
import { attach } from "./wire.js";
import { load } from "./words.js";

/** Marks a line of the manifest as not come, or takes the mark away. Returns whether it did. */
async function mark(found) {
  // Who is meant was said by the key; how that line stands is seen now, after what was asked for before.
  const status = found && manifest.now(found).status;
  if (!found || status === "ditemui" || form.shown()) {
    return false;
  }
  const absent = status !== "tidak_datang";
  manifest.focus();
  await shift.queue.mark(found.line.id, absent);
  say(`${found.line.nama} ditandai ${absent ? "tidak datang" : "masih ditunggu"}.`, "ok");
  return true;
}

const markInTurn = inTurn(mark);

async function absent() {
  if ((await markInTurn(manifest.pointed())) && line.up()) {
    await line.send();
  }
}

async function enter(opened) {
  const { store, me } = opened;
  begin(store);
  $("#siapa").textContent = me?.nama ?? store.login;
  $("#kantor").textContent = me?.kantor?.nama ?? "";
  $("#keluar").hidden = false;
  $("#kerja").hidden = false;
  room.persist();
  await manifest.restore(store);
  await draw();
  manifest.focus();
  await inTurn(recording.restore)();
  // A line that hangs must not keep the door shut.
  line.send();
  await entrusted.offer(store, shift.queue, takenOver);
}

/** What a colleague left is here now: it is shown and sent, and a form that was begun goes on. */
async function takenOver() {
  await draw();
  if (!form.shown()) {
    await inTurn(recording.restore)();
  }
  await line.send();
}

async function photographed(record, file) {
  const wrong = await attach(record, file).catch(() => "Tidak tersambung: foto belum tersimpan. Ambil lagi nanti.");
  say(wrong ?? "Foto dokumen dilampirkan.", wrong ? "bad" : "ok");
}

function listen() {
  const taken = inTurn(recording.take);
  // Who is meant is who is pointed to now, whatever is drawn until it is their turn.
  manifest.listen({ take: () => taken(manifest.pointed()), drawn: draw, chosen: async () => {
    await manifest.choose(shift.store);
    await draw();
    await line.attempt(line.refreshed);
  } });
  entries.listen({ open: inTurn(recording.change), attach: photographed });
  aside.listen(inTurn((id, reason) => shift.queue.aside(id, reason)));
  mrz.listen(document.querySelector("#kerja"), inTurn(recording.scanned));
  recording.listen();
  $("#baru").addEventListener("click", inTurn(() => recording.begin(null)));
  $("#absen").addEventListener("click", absent);
  $("#kirim").addEventListener("click", line.send);
  $("#keluar").addEventListener("click", () =>
    door.leave(shift.store, shift.queue, { send: line.settled, busy: recording.busy }));
  addEventListener("unhandledrejection", ({ reason }) => {
    if (room.full(reason)) {
      say(room.FULL, "bad");
      shift.store?.lighten(manifest.flight()?.id).catch(() => null);
      return;
    }
    say(`Gagal di peramban ini: ${reason?.message ?? reason}. Yang tertulis masih di layar; coba lagi.`, "bad");
  });
}

async function start() {
  if ("serviceWorker" in navigator) {
    await navigator.serviceWorker.register("/meja/sw.js", { scope: "/" }).catch(() => null);
  }
  await load();
  await door.finishLeaving();
  leaving.watch();
  listen();
  line.watch();
  await door.open(enter);
  document.documentElement.dataset.siap = "ya";
}

await start();
