// The door of the desk: opening it, logging in again where the session has ended, leaving.

import * as carry from "./carry.js";
import { $ } from "./dom.js";
import { entered } from "./entered.js";
import { WrongPassword } from "./keys.js";
import * as leaving from "./leaving.js";
import { Store, exists, kept } from "./store.js";
import { Unreachable, ask, login, logout } from "./wire.js";

const LAST = "lindung-meja-terakhir";
const LEAVING = "lindung-meja-keluar";

function complain(place, text) {
  place.textContent = text;
  place.hidden = text === "";
}

/** Shuts the door: whoever opens it next must know the password, also while the session lives. */
export function shut() {
  carry.drop();
}

/** What the server said of a login. */
class Refused extends Error {
  constructor({ words, code }) {
    super(words);
    this.code = code;
  }
}

/** Leads to the field of a code where one is asked for, and to the password where not. */
function lead(asked, code, password) {
  if (asked) {
    code.closest("label, .field").hidden = false;
    code.select();
  } else {
    password.select();
  }
}

/** Opens the desk by the login at the console; else asks for name and password until what is kept opens. */
export async function open(enter) {
  const known = await entered().catch(() => null);
  if (known) {
    localStorage.setItem(LAST, known.me.masuk);
    await enter(known);
    return;
  }
  const [name, password, wrong] = [$("#masuk-nama"), $("#masuk-sandi"), $("#masuk-salah")];
  const code = $("#masuk-kode");
  const names = await kept();
  name.value = localStorage.getItem(LAST) ?? names[0] ?? "";
  $("#pintu").hidden = false;
  (name.value ? password : name).focus();
  $("#buka").addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = $("#buka button");
    button.disabled = true;
    complain(wrong, "");
    try {
      await enter(await opened(name.value.trim().toLowerCase(), password.value, code.value));
      localStorage.setItem(LAST, name.value.trim().toLowerCase());
      password.value = "";
      code.value = "";
      $("#pintu").hidden = true;
    } catch (error) {
      complain(wrong, words(error));
      lead(error.code === true, code, password);
    }
    button.disabled = false;
  });
}

function words(error) {
  if (error instanceof WrongPassword) {
    return "Kata sandi tidak membuka simpanan di peramban ini. Bila kata sandi Anda baru diganti, masuk lewat konsol selama tersambung: "
      + "meja terbuka dengan yang baru. Tanpa jaringan, ketik yang lama.";
  }
  if (error instanceof Unreachable) {
    return "Meja ini belum pernah dibuka atas nama itu di komputer ini, jadi perlu jaringan untuk pertama kali.";
  }
  return error.message;
}

/** Opens what is kept for a name; where nothing is, the server says first who that is. */
async function opened(name, password, code) {
  if (name === "" || password === "") {
    throw new Error("Tulis nama pengguna dan kata sandi.");
  }
  if (await exists(name)) {
    const store = await Store.open(name, password);
    return { store, me: await store.get("simpan", "diri") };
  }
  const me = await identified(name, password, code);
  const store = await Store.open(me.masuk, password);
  await store.keep("diri", me);
  return { store, me };
}

/** Who somebody is by the server, logged in if need be. */
async function identified(name, password, code) {
  for (const again of [false, true]) {
    const { status, content } = await ask("/api/v1/meja/buka", { petugas: name, sandi: password });
    if (status === 200) {
      return content;
    }
    if (again || status !== 401) {
      throw new Error(content.errors?.[0]?.detail ?? content.detail ?? "Server tidak menjawab dengan benar.");
    }
    const refused = await login(name, password, code);
    if (refused) {
      throw new Refused(refused);
    }
  }
  throw new Error("Belum dapat masuk. Coba lagi.");
}

/** Asks for the password where the session has ended; nothing that was typed is touched. `back` goes on with the work. */
export function askAgain(store, back) {
  const box = $("#masuk-lagi");
  if (!box.hidden) {
    return;
  }
  box.hidden = false;
  complain($("#lagi-salah"), "");
  const button = $("#lagi button");
  $("#lagi").onsubmit = async (event) => {
    event.preventDefault();
    if (button.disabled) {
      return;
    }
    const typed = $("#lagi-sandi").value;
    button.disabled = true;
    try {
      const secret = await carry.leave(store.login, typed);
      const refused = await login(store.login, typed, $("#lagi-kode").value, secret);
      if (refused) {
        complain($("#lagi-salah"), refused.words);
        lead(refused.code, $("#lagi-kode"), $("#lagi-sandi"));
        return;
      }
      // A new password opens what is kept from now on.
      const derived = await carry.take(store.login, secret);
      if (derived) {
        await store.rewrap(derived);
      }
    } catch (error) {
      complain($("#lagi-salah"), error instanceof Unreachable ? "Server tidak terjangkau. Coba lagi nanti." : error.message);
      return;
    } finally {
      button.disabled = false;
    }
    $("#lagi-sandi").value = "";
    $("#lagi-kode").value = "";
    box.hidden = true;
    await back();
  };
}

/**
 * Leaves: everything is sent, then nothing stays in the browser. What cannot be sent stays only where that is said, and a form
 * that is not saved keeps its officer here.
 */
export async function leave(store, queue, { send, busy }) {
  await send();
  const left = (await queue.all()).length;
  if (left > 0) {
    const box = $("#keluar-sisa");
    $("#keluar-banyak").textContent = left;
    box.hidden = false;
    $("#keluar-simpan").onclick = () => go(() => store.close());
    $("#keluar-batal").onclick = () => { box.hidden = true; };
    $("#keluar-simpan").focus();
    return;
  }
  if (busy()) {
    return;
  }
  await go(async () => {
    queue.close();
    await store.drop();
    localStorage.removeItem(LAST);
  });
}

async function go(end) {
  leaving.freely();
  carry.drop();
  await end();
  try {
    await logout();
    location.assign("/masuk");
  } catch {
    // Without a line the session cannot be ended now: it is, as soon as there is one.
    localStorage.setItem(LEAVING, "ya");
    location.reload();
  }
}

/** Ends the session of who left without a line. */
export async function finishLeaving() {
  if (localStorage.getItem(LEAVING)) {
    await logout().then(() => localStorage.removeItem(LEAVING), () => null);
  }
}
