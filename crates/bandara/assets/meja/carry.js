// One login for the console and the desk. The login page derives the key that the password comes to, and leaves it here, sealed
// with a random secret. The server takes the secret along with the login, seals it in a cookie that no script reads, and gives it
// back to a living session of that name only. So what lies here opens nothing by itself, and the password is kept nowhere.

import { derive } from "./keys.js";
import { about } from "./store.js";

const PLACE = "lindung-masuk";
const text = new TextEncoder();

/** Bytes as the server reads them. */
export function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What `hex` wrote. */
export function unhex(digits) {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function random(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

function sealing(secret, use) {
  return crypto.subtle.importKey("raw", unhex(secret), "AES-GCM", false, [use]);
}

function how(login, iv) {
  return { name: "AES-GCM", iv, additionalData: text.encode(login) };
}

/** Leaves what a password comes to, for the desk of a login name. Returns the secret that opens it. */
export async function leave(login, password) {
  const { by, salt, rounds } = await derive(password, (await about(login)).row, true);
  const [secret, iv] = [hex(random(32)), random(12)];
  const sealed = await crypto.subtle.wrapKey("raw", by, await sealing(secret, "wrapKey"), how(login, iv));
  const left = { login, salt: hex(salt), rounds, iv: hex(iv), sealed: hex(new Uint8Array(sealed)) };
  localStorage.setItem(PLACE, JSON.stringify(left));
  return secret;
}

/** Takes up what a login left: `{ by, salt, rounds }`, or null where there is nothing that this secret opens. */
export async function take(login, secret) {
  const left = JSON.parse(localStorage.getItem(PLACE) ?? "null");
  if (left?.login !== login || !secret) {
    return null;
  }
  try {
    const sealed = await sealing(secret, "unwrapKey");
    const uses = ["wrapKey", "unwrapKey"];
    const by = await crypto.subtle.unwrapKey("raw", unhex(left.sealed), sealed, how(login, unhex(left.iv)), "AES-GCM", false, uses);
    return { by, salt: unhex(left.salt), rounds: left.rounds };
  } catch {
    return null;
  }
}

/** Nothing of a login stays: the password is asked for again. */
export function drop() {
  localStorage.removeItem(PLACE);
}
