// What a passport says, put into the form.

import { say } from "./dom.js";
import * as form from "./form.js";
import { told } from "./mrz.js";

/** What is said at a field whose check digit does not fit. */
const WRONG = {
  nomor_dokumen: "Angka pemeriksa nomor ini tidak cocok. Ketik dari dokumennya.",
  tanggal_lahir: "Angka pemeriksa tanggal lahir tidak cocok. Ketik dari dokumennya.",
};

/** Fills in what was read. A name that may go on does not replace one that is there; a foreign nationality is kept as a remark. */
export function fill(found) {
  const { nama, keterangan = "" } = form.read();
  const typed = { ...found.isi };
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
