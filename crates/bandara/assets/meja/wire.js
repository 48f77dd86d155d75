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

/** Asks the api. With a body it is a POST. Returns the status and the JSON that came back. */
export async function ask(path, body) {
  const options =
    body === undefined
      ? {}
      : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await call(path, options);
  if ([502, 503, 504].includes(response.status)) {
    throw new Unreachable();
  }
  const content = await response.json().catch(() => ({}));
  return { status: response.status, content };
}

/** Whether the server answers at all. */
export async function reachable() {
  try {
    return (await call("/readyz", { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/** Logs in as the login page does, with the secret that it leaves. Returns what is wrong in words, or null when the door is open. */
export async function login(name, password, secret = "") {
  const response = await call("/masuk", {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ nama: name, sandi: password, titipan: secret, kembali: "/meja/" }),
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
