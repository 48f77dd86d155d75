// The obvious checks, in the words of the server. The server checks all of it again, and more.

import { areaKnown, countryKnown, fields, jakarta } from "./words.js";

/** A day that is written with digits, as 2025-12-31; nothing for any other text. */
export function dayOf(text) {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const here = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const parts = iso ? [iso[1], iso[2], iso[3]] : here ? [here[3], here[2], here[1]] : null;
  if (!parts) {
    return null;
  }
  const [year, month, day] = parts.map(Number);
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real ? at.toISOString().slice(0, 10) : null;
}

function day(text) {
  // Months in words are the server's to read.
  if (/[a-z]/i.test(text)) {
    return null;
  }
  const found = dayOf(text);
  if (!found && /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(text)) {
    return "Tulis tahunnya dengan empat angka, misalnya 31/12/2025.";
  }
  if (!found) {
    return "Bukan tanggal yang ada. Tulis misalnya 31/12/2025, 2025-12-31 atau 31 Desember 2025.";
  }
  const today = jakarta();
  return found > today.iso
    ? `Tanggal ini belum tiba (hari ini ${today.hari}). Periksa hari, bulan dan tahunnya.`
    : null;
}

// Of a birth date only the year or the month may be known.
function born(text) {
  return /^(\d{4}|\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2})$/.test(text) ? null : day(text);
}

// All the same, or counting up or down: put in only to fill the place.
function filler(text) {
  const steps = [...text].slice(1).map((one, at) => one.charCodeAt(0) - text.charCodeAt(at));
  const counts = (step) => steps.every((one) => one === step || one === -9 * step);
  return steps.length >= 4 && (counts(0) || counts(1) || counts(-1));
}

function nik(text) {
  const digits = text.replace(/[ .'-]/g, "");
  if (/^\d{16}$/.test(digits) && (filler(digits) || digits.endsWith("0000"))) {
    return "NIK seperti ini tidak ada. Periksa kartunya; bila NIK tidak diketahui, kosongkan.";
  }
  return /^\d{16}$/.test(digits)
    ? null
    : `NIK harus 16 angka, ini ${digits.length}. Periksa kartunya; bila NIK tidak diketahui, kosongkan.`;
}

function name(text) {
  return /\p{L}/u.test(text) ? null : "Ini bukan nama. Tulis nama orangnya dengan huruf.";
}

function time(text) {
  const parts = /^(\d{1,2})[:.](\d{1,2})$/.exec(text);
  return parts && Number(parts[1]) < 24 && Number(parts[2]) < 60 ? null : "Tulis jam dan menit, misalnya 22:31.";
}

function paper(text) {
  const number = text.replace(/[\s-]/g, "");
  if (/^[A-Za-z0-9/]{5,20}$/.test(number) && (!/[1-9]/.test(number) || filler(number))) {
    return "Ini bukan nomor dokumen. Bila hilang atau tidak diketahui, kosongkan.";
  }
  return /^[A-Za-z0-9/]{5,20}$/.test(number)
    ? null
    : "Nomor dokumen harus 5 sampai 20 huruf dan angka, misalnya X1234567.";
}

function phone(text) {
  const digits = text.replace(/[^\d+]/g, "");
  return /^[\d +().-]+$/.test(text) && digits.length >= 6 && digits.length <= 16
    ? null
    : "Nomor telepon harus 6 sampai 15 angka, misalnya +62 812 0000 0000.";
}

function country(text) {
  return countryKnown(text) ? null : "Negara ini tidak dikenal. Ketik awal namanya, lalu pilih dari daftar.";
}

function area(text) {
  return areaKnown(text) ? null : "Daerah ini tidak dikenal. Tulis misalnya Kabupaten Lebak, Kota Serang, atau Banten.";
}

const CHECKS = {
  tanggal: day, lahir: born, nama: name, nik, jam: time, dokumen: paper, telepon: phone, negara: country, daerah: area,
};

/** What is wrong with what stands in a field; nothing where it is empty. */
export function wrongIn(key, typed) {
  const field = fields().find((one) => one.kunci === key);
  const text = typed.trim();
  if (!field || text === "") {
    return null;
  }
  if (field.panjang && [...text].length > field.panjang) {
    return `Terlalu panjang: ${[...text].length} huruf, paling banyak ${field.panjang}.`;
  }
  return CHECKS[field.jenis]?.(text) ?? null;
}

/** What is wrong with a form: `[{ isian, rincian }]`, in the order of the fields. */
export function check(form) {
  const wrong = [];
  for (const field of fields()) {
    const text = (form[field.kunci] ?? "").trim();
    const missing = field.wajib ? "Wajib diisi." : null;
    const detail = text === "" ? missing : wrongIn(field.kunci, text);
    if (detail) {
      wrong.push({ isian: field.kunci, rincian: detail });
    }
  }
  return wrong;
}
