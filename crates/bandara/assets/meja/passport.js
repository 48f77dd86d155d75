// What a passport says, put into the form.

import { say } from "./dom.js";
import * as form from "./form.js";
import { plain } from "./manifest.js";
import { told } from "./mrz.js";

/** What is said at a field whose check digit does not fit. */
const WRONG = {
  nomor_dokumen: "Angka pemeriksa nomor ini tidak cocok. Ketik dari dokumennya.",
  tanggal_lahir: "Angka pemeriksa tanggal lahir tidak cocok. Ketik dari dokumennya.",
};

function words(name) {
  return plain(name).split(/[^\p{L}]+/u).filter(Boolean);
}

/** Whether two names have no more than half of the shorter one in common: then they are those of two people. */
function strangers(one, other) {
  const [short, long] = [words(one), words(other)].sort((a, b) => a.length - b.length);
  const shared = short.filter((word) => long.includes(word)).length;
  const within = [short.join(""), long.join("")].sort((a, b) => a.length - b.length);
  return short.length > 0 && shared * 2 <= short.length && !within[1].includes(within[0]);
}

/** Fills in what was read, not over somebody else. A name that may go on does not replace one that is there; a foreign nationality is kept as a remark. */
export function fill(found) {
  const { nama, nomor_dokumen: number = "", keterangan = "" } = form.read();
  const typed = { ...found.isi };
  const same = number !== "" && number.replace(/[\s-]/g, "").toUpperCase() === typed.nomor_dokumen;
  if (!same && strangers(nama ?? "", typed.nama ?? "")) {
    say(`Dokumen ini atas nama ${typed.nama}, isian ini ${nama}: tidak diisikan. Simpan atau batalkan (Esc) isian ini dahulu, lalu pindai lagi. `
      + "Bila orangnya sama, kosongkan namanya, lalu pindai lagi.", "warn");
    return;
  }
  if (found.terpotong && nama) {
    delete typed.nama;
  }
  if (!["IDN", ""].includes(found.negara) && keterangan === "") {
    typed.keterangan = `Kewarganegaraan menurut dokumen: ${found.negara}.`;
  }
  form.put(typed);
  const { teks, periksa } = told(found);
  say(teks, periksa ? "warn" : "ok");
  form.mark(found.salah.filter((key) => key in WRONG).map((key) => ({ isian: key, rincian: WRONG[key] })));
}
