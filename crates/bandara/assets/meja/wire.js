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

/** Logs in as the login page does. Returns what is wrong in words, or null when the door is open. */
export async function login(name, password) {
  const response = await call("/masuk", {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ nama: name, sandi: password, kembali: "/meja/" }),
  });
  if (response.type === "opaqueredirect") {
    return null;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector(".errors p")?.textContent ?? "Belum dapat masuk. Coba lagi sebentar lagi.";
}

/** Ends the session at the server. */
export async function logout() {
  await call("/keluar", { method: "POST", redirect: "manual" });
}
