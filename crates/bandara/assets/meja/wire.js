// Requests to the server: what it answered, or that it cannot be reached.

/** The server cannot be reached: the line is down, or it is. Nothing is known of what became of the request. */
export class Unreachable extends Error {}

const PATIENCE = 30_000;

async function call(path, options) {
  try {
    return await fetch(path, {
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
    });
  } catch {
    throw new Unreachable();
  }
}

/**
 * Asks the api. With a body it is a POST; with the mark of an earlier answer it is 304 where nothing is otherwise. Returns the status, the
 * JSON that came back, and its mark.
 */
export async function ask(path, body, mark) {
  const options =
    body === undefined
      ? { headers: mark ? { "If-None-Match": mark } : {} }
      : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await call(path, options);
  if ([502, 503, 504].includes(response.status)) {
    throw new Unreachable();
  }
  const content = await response.json().catch(() => ({}));
  return { status: response.status, content, mark: response.headers.get("ETag") };
}

/** Attaches a photo to a return. Returns what is wrong in words, or null when it is there. */
export async function attach(record, file) {
  const body = new FormData();
  body.append("keterangan", "Foto dokumen dari meja.");
  body.append("berkas", file, file.name || "foto.jpg");
  const response = await call(`/api/v1/kepulangan/${record}/lampiran`, { method: "POST", body });
  if (response.ok) {
    return null;
  }
  const content = await response.json().catch(() => ({}));
  return content.errors?.[0]?.detail ?? content.detail ?? "Foto belum tersimpan. Coba lagi.";
}

/** Whether the server answers at all. */
export async function reachable() {
  try {
    return (await call("/readyz", { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/** Sends a form of the door. Returns the page that came back, or null when the door is open. */
async function knock(path, fields) {
  const response = await call(path, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ ...fields, kembali: "/meja/" }),
  });
  if (response.type === "opaqueredirect") {
    return null;
  }
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/**
 * Logs in as the login page does, with a code where the account has a second factor. Returns what is wrong, in words, and whether a code
 * is asked for; or null when the door is open. The secret is what the login page would leave; the password's step takes it along.
 */
export async function login(name, password, code, secret = "") {
  let page = await knock("/masuk", { nama: name, sandi: password, titipan: secret });
  const ticket = page?.querySelector("form[action='/masuk/kode'] [name=tiket]")?.value;
  if (ticket && code === "") {
    return { words: "Akun ini memakai faktor kedua. Ketik juga kode dari ponsel.", code: true };
  }
  if (ticket) {
    page = await knock("/masuk/kode", { tiket: ticket, kode: code });
  }
  if (page === null) {
    return null;
  }
  if (page.querySelector("form[action='/masuk/faktor']")) {
    const words = "Kantor mewajibkan faktor kedua. Pasang dahulu lewat halaman masuk konsol, lalu buka meja lagi.";
    return { words, code: false };
  }
  const words = page.querySelector(".errors p")?.textContent ?? "Belum dapat masuk. Coba lagi sebentar lagi.";
  return { words, code: Boolean(ticket) };
}

/** Ends the session at the server. */
export async function logout() {
  await call("/keluar", { method: "POST", redirect: "manual" });
}
