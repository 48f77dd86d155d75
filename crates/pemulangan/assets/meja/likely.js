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
  return place.querySelector("input:checked")?.value;
}

/** Asks for a form once its name and birth date, NIK or document are there. */
export async function look(form, online) {
  const what = Object.fromEntries(
    ["nama", "nik", "jenis_dokumen", "nomor_dokumen", "tanggal_lahir", "daerah_asal"]
      .filter((key) => form[key]).map((key) => [key, form[key]]),
  );
  const enough = what.nama && (what.tanggal_lahir || what.nik || what.nomor_dokumen);
  const key = JSON.stringify([what, online]);
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
    draw(found.status === 200 ? (found.content.data ?? []) : [], "");
  }
}

function draw(people, remark) {
  place.hidden = people.length === 0 && remark === "";
  place.replaceChildren();
  if (remark) {
    place.append(make("p", { kelas: "hint", teks: remark }));
  }
  if (people.length === 0) {
    return;
  }
  const choices = people.map((one) => choice(one.id, nameOf(one), facts(one), one.kekuatan === "pasti"));
  place.append(make("fieldset", { kelas: "choice" }, make("legend", { teks: "Mungkin sudah tercatat. Pilih orangnya." }),
    ...choices, choice("baru", "Orang baru", "bukan salah satu di atas")));
}

function nameOf({ orang, di_kantor_lain: elsewhere }) {
  return orang?.nama ?? elsewhere?.inisial ?? "Seseorang";
}

/** What tells somebody apart; of whom only another office knows there is little. */
function facts({ orang, di_kantor_lain: elsewhere, kantor, alasan }) {
  const own = ["nik", "nomor_dokumen", "tanggal_lahir", "daerah_asal"]
    .filter((key) => orang?.[key]).map((key) => typable(key, orang[key]));
  const far = elsewhere && [elsewhere.tahun_lahir && `lahir ${elsewhere.tahun_lahir}`,
    elsewhere.provinsi && typable("daerah_asal", elsewhere.provinsi), `tercatat di ${kantor ?? "kantor lain"}`];
  const why = (alasan ?? []).join(", ");
  return [...own, ...(far ?? []), why && `(${why})`].filter(Boolean).join(" · ");
}

function choice(value, name, more, taken = false) {
  return make("label", {}, make("input", { type: "radio", name: "orang_id", value, checked: taken }),
    make("span", {}, make("b", { teks: name }), more && ` · ${more}`));
}
