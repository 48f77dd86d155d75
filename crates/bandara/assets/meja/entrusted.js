// What is kept is never lost with one password: the house seals the key of each store too, and this form of it lies in the browser
// beside the other. The house opens it to its owner, and to a colleague of the same office who says why; that is written down.

import * as carry from "./carry.js";
import { $, make } from "./dom.js";
import * as form from "./form.js";
import { Store, about, kept } from "./store.js";
import { ask } from "./wire.js";

/** The stores that need not be entrusted: the house holds them, or said that it does not. */
const settled = new Set();

/** Has the house seal the key of a store, once; as long as it did not answer, it is asked again. */
export async function entrust(store) {
  if (settled.has(store.login)) {
    return;
  }
  if (!(await about(store.login)).held) {
    const { status, content } = await ask("/api/v1/meja/simpanan", { kunci: carry.hex(await store.bytes()) });
    if (status === 401 || status >= 500) {
      return;
    }
    if (status === 200) {
      await store.entrust(content.titipan);
    }
  }
  settled.add(store.login);
}

async function opened(login, why) {
  const { held } = await about(login);
  if (!held) {
    return { text: "Simpanan ini belum pernah dititipkan ke server. Hanya kata sandi pemiliknya yang membukanya." };
  }
  const { status, content } = await ask("/api/v1/meja/simpanan/buka", { titipan: held, alasan: why });
  if (status === 200) {
    return { bytes: carry.unhex(content.kunci) };
  }
  return { text: content.errors?.[0]?.detail ?? content.detail ?? "Server tidak menjawab dengan benar. Coba lagi." };
}

/** The bytes of the key of who is logged in; null where the house does not give them. */
export async function own(login) {
  return (await opened(login, "")).bytes ?? null;
}

/** The stores that others left on this computer with something that was not sent: `{ login, left }`. */
async function others(own) {
  const names = (await kept()).filter((name) => name !== own);
  const all = await Promise.all(names.map(async (login) => ({ login, left: (await about(login)).left })));
  return all.filter((one) => one.left > 0);
}

/** Takes over what a colleague left: it is sent, or mended, by who is here now. Returns what is wrong, or nothing. */
async function takeOver(store, queue, login, why) {
  // What the colleague was typing comes into the form.
  if (form.shown()) {
    return "Simpan atau batalkan (Esc) isian Anda dahulu: yang sedang diketik rekan Anda ikut pindah ke isian.";
  }
  const { bytes, text } = await opened(login, why);
  if (!bytes) {
    return text;
  }
  const left = await Store.openForeign(login, bytes);
  const draft = await left.get("simpan", "draf");
  await queue.adopt(await left.all("antrean"), await left.all("catatan"), draft?.about.catatan);
  if (draft) {
    await store.keep("draf", draft);
  }
  // Only now that all of it is kept here.
  await left.drop();
  return null;
}

/** Shows what others left, each with its way to take it over; `taken` goes on once it is here. */
export async function offer(store, queue, taken) {
  const all = await others(store.login);
  const place = $("#titipan");
  place.hidden = all.length === 0;
  place.replaceChildren(...all.map(({ login, left }) => {
    const why = make("input", { id: `alasan-${login}`, autocomplete: "off", maxlength: "200" });
    const wrong = make("p", { kelas: "err", role: "alert" });
    const button = make("button", { kelas: "btn", teks: "Ambil alih" });
    const asking = make("form", { kelas: "filter" },
      make("p", {}, make("b", { teks: `${left} kiriman ${login} belum terkirim dari komputer ini. ` }),
        "Ambil alih bila yang punya tidak dapat membukanya lagi; pengambilan tercatat atas nama Anda."),
      make("label", { teks: "Alasan " }, why),
      button, wrong);
    asking.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (button.disabled) {
        return;
      }
      button.disabled = true;
      wrong.textContent = (await takeOver(store, queue, login, why.value.trim()).catch((error) =>
        error.message || "Server tidak terjangkau. Coba lagi nanti.")) ?? "";
      button.disabled = false;
      if (wrong.textContent === "") {
        await offer(store, queue, taken);
        await taken();
      }
    });
    return asking;
  }));
}
