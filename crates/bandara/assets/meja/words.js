// The vocabularies that came with the page, and times as they are written here.

let words = { isian: [], kamus: {}, negara: [], daerah: [], kata_negara: [], kata_daerah: [], singkatan_daerah: [] };

/** Loads the vocabularies; the service worker has them without a line too. */
export async function load() {
  words = await (await fetch("/meja/kamus.json")).json();
}

/** The fields of the form: `{ kunci, label, jenis, wajib, panjang, kamus }`. */
export function fields() {
  return words.isian;
}

export function labelOf(key) {
  return words.isian.find((field) => field.kunci === key)?.label ?? { mungkin: "Orangnya", sudah: "Kedatangan" }[key] ?? key;
}

const WHO = "nomornya milik orang yang sudah tercatat, dan keterangannya bertentangan. Pilih orang itu (namanya dapat dibetulkan), atau orang baru.";

/** What is wrong, as the desk says it: who somebody is, and whether the arrival stands already, is chosen here and not typed. */
export function told({ isian, rincian }) {
  if (isian === "selain") {
    return { isian: "sudah", rincian };
  }
  return isian === "orang_id" ? { isian: "mungkin", rincian: WHO } : { isian, rincian };
}

function named(list, code) {
  return list.find(([own]) => own === code)?.[1] ?? code;
}

/** A stored text as people type it: the name of a country or an area, a day as 31/12/2025. */
export function typable(key, text) {
  const field = words.isian.find((one) => one.kunci === key);
  switch (field?.jenis) {
    case "negara":
      return named(words.negara, text);
    case "daerah":
      return named(words.daerah, text);
    case "tanggal":
    case "lahir":
      return /^\d{4}-\d\d-\d\d$/.test(text) ? text.split("-").reverse().join("/") : text;
    default:
      return text;
  }
}

/** Whether a text names a country, by its code, its name or another that is usual. */
export function countryKnown(text) {
  return words.kata_negara.includes(text.trim().toLowerCase().split(/\s+/).join(" "));
}

/** Whether a text names an area; one with its province beside it is the server's to read. */
export function areaKnown(text) {
  const short = new Map(words.singkatan_daerah);
  const parts = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").split(" ").filter(Boolean);
  return /[,/();]| - /.test(text) || words.kata_daerah.includes(parts.map((part) => short.get(part) ?? part).join(""));
}

/** A word of a vocabulary as people read it. */
export function termOf(key, code) {
  const field = words.isian.find((one) => one.kunci === key);
  return words.kamus[field?.kamus]?.find((term) => term.kode === code)?.label ?? code;
}

/** An instant on the clocks of Banten (WIB), by parts: `{ hari: "31/12/2025", jam: "22:31" }`. */
export function jakarta(at = Date.now()) {
  const [day, time] = new Date(at + 7 * 3_600_000).toISOString().split("T");
  return { iso: day, hari: day.split("-").reverse().join("/"), jam: time.slice(0, 5) };
}
