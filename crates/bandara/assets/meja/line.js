// The line to the server: what waits goes when it is there, and what others did comes.

import * as bar from "./bar.js";
import { say } from "./dom.js";
import * as door from "./door.js";
import * as entrusted from "./entrusted.js";
import * as leaving from "./leaving.js";
import * as manifest from "./manifest.js";
import { waits } from "./queue.js";
import { draw, shift, written } from "./shift.js";
import { Unreachable, reachable } from "./wire.js";

/** How often the line is looked at, and how long nobody may be there before the desk shuts itself, in milliseconds. */
const LOOK = 15_000;
const IDLE = 30 * 60_000;

let online = true;
/** How often in a row the server did not say how things stand, and when it is asked next. */
let [misses, due] = [0, 0];
let touched = Date.now();

/** Whether the server answered when it was last asked. */
export function up() {
  return online;
}

/** Does something that needs the server; without a line it says so and nothing is lost. */
export async function attempt(run) {
  try {
    const done = await run();
    online = true;
    return done;
  } catch (error) {
    if (!(error instanceof Unreachable)) {
      throw error;
    }
    online = false;
    bar.line("offline");
    return null;
  }
}

/** Asks how things stand. */
export async function refreshed() {
  const done = await manifest.refresh(shift.store);
  if (done.differing) {
    await shift.queue.decided(done.differing);
  }
  const met = await shift.queue.outdone(manifest.announced());
  if (met.length > 0) {
    say(`${met.join(", ")} sudah ditemui dan tercatat: tanda tidak datang dilepas.`, "warn");
  }
  await draw();
  return done;
}

/** Sends what waits, or asks how things stand: whether the server said so. */
export async function send() {
  const { queue, store } = shift;
  if (!store) {
    return false;
  }
  const waiting = (await queue.all()).filter(waits).length;
  if (waiting > 0) {
    bar.line("sending");
  }
  const done = await attempt(() => (waiting > 0 ? queue.send() : refreshed()));
  if (!done) {
    return false;
  }
  if (done.state === "login" || done.status === 401) {
    bar.line("login");
    door.askAgain(store, send);
    return false;
  }
  bar.line("online");
  bar.clock(done.clock);
  if (done.state === "refused") {
    say(done.text, "bad");
  } else if (waiting > 0 && done.state === "sent") {
    bar.sentNow();
    await attempt(refreshed);
  }
  await attempt(() => entrusted.entrust(store));
  await draw();
  return ["sent", "busy"].includes(done.state) || [200, 304].includes(done.status);
}

/** Sends, and waits for what is still being written. */
export async function settled() {
  await send();
  await written();
}

/** Looks at the line now and then: what waits goes when it is back. */
async function look() {
  if (!shift.store) {
    return;
  }
  if (Date.now() - touched > IDLE) {
    // What is typed is kept sealed; whoever comes next must know the password.
    leaving.freely();
    door.shut();
    location.reload();
    return;
  }
  const was = online;
  online = await reachable();
  const waiting = (await shift.queue.all()).some(waits);
  if (!online) {
    bar.line("offline");
  } else if (!was || waiting || (!document.hidden && Date.now() >= due)) {
    // What others did since appears by itself; a server that does not answer well is asked less and less often.
    misses = (await send()) ? 0 : Math.min(misses + 1, 4);
    due = Date.now() + LOOK * (2 ** misses - 1);
  }
}

/** Begins to look after the line. */
export function watch() {
  for (const event of ["keydown", "pointerdown"]) {
    addEventListener(event, () => { touched = Date.now(); });
  }
  addEventListener("online", look);
  addEventListener("offline", look);
  setInterval(look, LOOK);
}
