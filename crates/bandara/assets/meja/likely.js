// Who may be on file already. It is asked of the server while the form is filled in; without a line it is left out, and said so.

import { $, make } from "./dom.js";
import { ask } from "./wire.js";
import { typable } from "./words.js";

const place = $("#mungkin");

let asked = "";
let seen = 0;

export function clear() {
  asked = "";
  seen += 1;
  place.hidden = true;
  place.replaceChildren();
}

/** The person who was chosen: an id, `baru`, or nothing where nobody was asked. */
export function chosen() {
  return place.querySelector("input[type=radio]:checked")?.value;
}

/** Whether somebody must be chosen first. */
export function waits() {
  return place.querySelector(".choice") !== null && !chosen();
}

/** What becomes of a name that is typed otherwise than that of the person who was chosen: `betulkan`, or nothing for another name. */
export function named() {
  return place.querySelector("input[name=nama_orang]:checked")?.value;
}

/** Asks for a form once its name and birth date, NIK or document are there. */
export async function look(form, online) {
  const what = Object.fromEntries(
    ["nama", "nik", "jenis_dokumen", "nomor_dokumen", "tanggal_lahir", "daerah_asal"]
      .filter((key) => form[key]).map((key) => [key, form[key]]),
  );
  const enough = what.nama && (what.tanggal_lahir || what.nik || what.nomor_dokumen);
  const key = JSON.stringify([what, online]);
  if (!enough && asked !== "") {
    // Who was chosen for what stood there before is not who stands there now.
    clear();
  }
  if (!enough || key === asked) {
    return;
  }
  asked = key;
  seen += 1;
  const mine = seen;
  if (!online) {
    draw([], "Tidak tersambung: belum diperiksa apakah orang ini sudah tercatat. Server memeriksanya saat terkirim.");
    return;
  }
  const found = await ask("/api/v1/orang/cocokkan", what).catch(() => ({ status: 0 }));
  if (mine === seen) {
    draw(found.status === 200 ? (found.content.data ?? []) : [], remark(found));
  }
}

/** Whom to turn to where another office may know somebody; nothing else of that person is told. */
function remark({ status, content }) {
  if (status === 429) {
    return "Terlalu sering memeriksa: belum diperiksa apakah orang ini sudah tercatat. Teruskan mencatat.";
  }
  const offices = status === 200 ? (content.kantor_lain ?? []).map((office) => office.nama) : [];
  return offices.length > 0 && `Mungkin dikenal di ${offices.join(", ")}. Data di sana tertutup; tim pelindungan dapat meminta izin.`;
}

function draw(people, remark) {
  place.hidden = people.length === 0 && !remark;
  place.replaceChildren();
  if (remark) {
    place.append(make("p", { kelas: "hint", teks: remark }));
  }
  if (people.length === 0) {
    return;
  }
  const choices = people.map((one) => choice(one.id, one.orang?.nama ?? "Seseorang", facts(one), one.kekuatan === "pasti"));
  place.append(make("fieldset", { kelas: "choice" }, make("legend", { teks: "Mungkin sudah tercatat. Pilih orangnya." }),
    ...choices, choice("baru", "Orang baru", "bukan salah satu di atas"), correction()));
}

/** The way to correct the name of the person who is chosen. */
function correction() {
  return make("label", {}, make("input", { type: "checkbox", name: "nama_orang", value: "betulkan" }),
    make("span", { teks: "Nama di isian yang benar: betulkan nama orang yang dipilih. Bila tidak, disimpan sebagai nama lain." }));
}

/** What tells somebody apart. */
function facts({ orang, alasan }) {
  const own = ["nik", "nomor_dokumen", "tanggal_lahir", "daerah_asal"]
    .filter((key) => orang?.[key]).map((key) => typable(key, orang[key]));
  const why = (alasan ?? []).join(", ");
  return [...own, why && `(${why})`].filter(Boolean).join(" · ");
}

function choice(value, name, more, taken = false) {
  return make("label", {}, make("input", { type: "radio", name: "orang_id", value, checked: taken }),
    make("span", {}, make("b", { teks: name }), more && ` · ${more}`));
}
