// The bar that says how things stand: the line, what waits, what came back, when something was last sent.

import { $ } from "./dom.js";
import { jakarta } from "./words.js";

/** How far the clocks may be apart, in milliseconds. */
const SKEW = 5 * 60_000;

const LINE = {
  online: ["badge done", "Tersambung"],
  offline: ["badge off", "Tidak tersambung"],
  login: ["badge late", "Perlu masuk lagi"],
  sending: ["badge run", "Mengirim…"],
};

/** Says how the line is. */
export function line(state) {
  const [shape, word] = LINE[state];
  const place = $("#sambungan");
  if (place.dataset.keadaan === state) {
    return;
  }
  place.className = shape;
  place.textContent = word;
  place.dataset.keadaan = state;
}

function count(selector, many, word) {
  const place = $(selector);
  place.hidden = many === 0;
  place.textContent = `${many} ${word}`;
}

/** Says what waits, what is to be mended and what differs. */
export function queue(waiting, wrong, differing) {
  $("#belum").textContent = waiting === 0 ? "Semua terkirim" : `${waiting} belum terkirim`;
  $("#belum").dataset.banyak = waiting;
  count("#betulkan", wrong, "perlu dibetulkan");
  count("#selisih", differing, "selisih menunggu");
}

export function sentNow() {
  $("#terakhir").textContent = `Terakhir terkirim ${jakarta().jam.replace(":", ".")}`;
}

/** Warns where the clock of this computer is far from the server's. */
export function clock(server) {
  if (!server) {
    return;
  }
  const apart = Date.now() - Date.parse(server);
  const place = $("#jam");
  place.hidden = Math.abs(apart) <= SKEW;
  const minutes = Math.round(Math.abs(apart) / 60_000);
  place.textContent = `Jam komputer ini ${apart > 0 ? "lebih cepat" : "lebih lambat"} ${minutes} menit dari server. `
    + "Betulkan jamnya, dan periksa tanggal dan jam tiba sebelum menyimpan.";
}
