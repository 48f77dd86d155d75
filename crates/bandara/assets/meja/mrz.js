// The lines at the foot of a passport or visa (ICAO 9303): TD3 with two lines of 44 signs, MRV-A of 44, MRV-B of 36. What its check
// digit does not confirm is not taken.

const WEIGHTS = [7, 3, 1];

function worth(sign) {
  const at = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(sign);
  return at < 0 ? 0 : at;
}

function fits(text, digit) {
  const sum = [...text].reduce((all, sign, at) => all + worth(sign) * WEIGHTS[at % 3], 0);
  return String(sum % 10) === digit || (digit === "<" && /^<*$/.test(text));
}

/** Whether a text may be such a line, or the first of two that are still to come. */
export function begins(text) {
  return /^[PV][A-Z<][A-Z<]{3}[A-Z<]{31}(?:[A-Z<]{8})?$/.test(plain(text));
}

function plain(text) {
  return text.toUpperCase().replace(/[\s«‹]/g, "");
}

/** The two lines that a text is made of, with or without a break between them; nothing where it is none. Two first lines are of two people. */
export function lines(text) {
  const all = plain(text);
  const half = all.length / 2;
  const pair = [all.slice(0, half), all.slice(half)];
  const known = half === 44 || (half === 36 && all.startsWith("V"));
  return known && begins(pair[0]) && !begins(pair[1]) && /^[A-Z0-9<]+$/.test(pair[1]) ? pair : null;
}

function word(text) {
  return text.charAt(0) + text.slice(1).toLowerCase();
}

/** A name as people write it: given names first. */
function named(field) {
  const [surname = "", given = ""] = field.split("<<");
  return [given, surname].flatMap((part) => part.split("<")).filter(Boolean).map(word).join(" ");
}

function born(text, year) {
  const [yy, mm, dd] = [text.slice(0, 2), text.slice(2, 4), text.slice(4, 6)];
  if (!/^\d\d$/.test(yy)) {
    return "";
  }
  const full = 2000 + Number(yy) > year ? 1900 + Number(yy) : 2000 + Number(yy);
  return [dd, mm].filter((part) => /^\d\d$/.test(part) && part !== "00").concat(full).join("/");
}

/**
 * What a passport or visa says: `{ isi, salah, negara, visa, terpotong }`, where `isi` are fields of the form, `salah` names the fields
 * that are not confirmed, `negara` is the nationality and `terpotong` says that the name may go on. Nothing where it is none.
 */
export function read(text, year = new Date().getFullYear()) {
  const pair = lines(text);
  if (!pair) {
    return null;
  }
  const [first, second] = pair;
  const visa = first[0] === "V";
  const isi = {};
  const salah = [];
  const take = (key, from, to, value) => {
    if (fits(second.slice(from, to), second[to])) {
      isi[key] = value;
    } else {
      salah.push(key);
    }
  };
  isi.nama = named(first.slice(5));
  take("nomor_dokumen", 0, 9, second.slice(0, 9).replace(/</g, ""));
  take("tanggal_lahir", 13, 19, born(second.slice(13, 19), year));
  isi.jenis_kelamin = { M: "L", F: "P" }[second[20]] ?? "";
  if (!fits(second.slice(21, 27), second[27])) {
    salah.push("berlaku");
  }
  const whole = second.slice(0, 10) + second.slice(13, 20) + second.slice(21, 43);
  if (!visa && salah.length === 0 && !(fits(second.slice(28, 42), second[42]) && fits(whole, second[43]))) {
    salah.push("baris");
  }
  if (!visa && isi.nomor_dokumen) {
    isi.jenis_dokumen = "paspor";
  }
  for (const key of Object.keys(isi).filter((key) => isi[key] === "")) {
    delete isi[key];
  }
  return { isi, salah, negara: second.slice(10, 13).replace(/</g, ""), visa, terpotong: !first.endsWith("<") };
}

const LABELS = {
  nomor_dokumen: "nomor dokumen",
  tanggal_lahir: "tanggal lahir",
  berlaku: "masa berlaku",
  baris: "baris kedua",
};

/** What is to be said of it, and whether something is to be looked at. */
export function told({ salah, negara, visa, terpotong }) {
  const parts = [
    salah.length > 0 && `Angka pemeriksa ${salah.map((key) => LABELS[key]).join(", ")} tidak cocok: cocokkan dengan dokumennya.`,
    terpotong && "Nama di baris ini mungkin terpotong.",
    visa && "Ini visa: periksa apakah nomornya nomor paspor.",
    negara !== "IDN" && `Kewarganegaraan menurut dokumen: ${negara}.`,
  ].filter(Boolean);
  return { teks: ["Isian diambil dari dokumen.", ...parts].join(" "), periksa: parts.length > 0 };
}

/**
 * Listens to a reader that types both lines, each with Enter after it or in one, wherever the focus is, and to lines that are pasted: they
 * do not stay in the field. `done` gets what was read.
 */
export function listen(place, done) {
  let first = null;
  let before = "";
  place.addEventListener("focusin", ({ target }) => { before = target.value ?? ""; });
  place.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.key !== "Enter" || !target.matches("input, textarea")) {
      return;
    }
    const typed = plain(target.value);
    const line = /[PV][A-Z<]{35}(?:[A-Z<]{8})?$/.exec(typed)?.[0];
    const both = lines(typed.slice(-88)) ?? lines(typed.slice(-72)) ?? (first && lines(first + typed.slice(-first.length)));
    if (!both && !(line && begins(line))) {
      first = null;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    // What stood in the field before the reader typed comes back.
    const many = both && !first ? both.join("").length : (first ?? line).length;
    const kept = target.value.slice(0, Math.max(target.value.length - many, 0));
    target.value = before.startsWith(kept) ? before : kept;
    first = both ? null : line;
    if (both) {
      done(read(both.join("")));
    }
  }, { capture: true });
  place.addEventListener("paste", (event) => {
    const found = read(event.clipboardData?.getData("text") ?? "");
    if (found) {
      event.preventDefault();
      done(found);
    }
  });
}
