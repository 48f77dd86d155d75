// Opening the desk with the login at the console, where the session lives.

import * as carry from "./carry.js";
import * as entrusted from "./entrusted.js";
import { WrongPassword } from "./keys.js";
import { Store } from "./store.js";

/** How long the door waits for the server before it asks for the password, in milliseconds. */
const PATIENCE = 5_000;

async function session() {
  try {
    const answer = await fetch("/api/v1/meja/sesi", {
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}

/** What is kept, opened by what the login left: `{ store, me }`, or null where the password must be typed. */
export async function entered() {
  const { diri: me, kunci: secret } = await session();
  const derived = me && (await carry.take(me.masuk, secret));
  if (!derived) {
    return null;
  }
  const store = await opened(me.masuk, derived);
  await store?.keep("diri", me);
  return store && { store, me };
}

/** Where the password was changed since, the house opens its form of the key, to its owner. */
async function opened(login, derived) {
  try {
    return await Store.openBy(login, derived);
  } catch (error) {
    if (!(error instanceof WrongPassword)) {
      throw error;
    }
    const bytes = await entrusted.own(login);
    return bytes && Store.openAgain(login, bytes, derived);
  }
}
