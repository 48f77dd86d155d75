// Who is at the desk, what the page shows of it, and the order in which things come about.

import * as bar from "./bar.js";
import { say } from "./dom.js";
import * as entries from "./entries.js";
import * as manifest from "./manifest.js";
import { Queue, waits } from "./queue.js";

/** What is open: nothing before the door is. */
export const shift = { store: null, queue: null };

/** Begins with a store that is open. */
export function begin(store) {
  shift.queue?.close();
  shift.store = store;
  shift.queue = new Queue(store, draw);
}

let painted = Promise.resolve();
/** The drawing that has not begun yet: whoever asks meanwhile gets this one, as where a reader types ninety letters at once. */
let next = null;

/** Draws all that hangs on what is kept: one drawing after the other, so that what was read earlier is never shown last. */
export function draw() {
  next ??= painted.catch(() => null).then(() => {
    next = null;
    return paint();
  });
  painted = next;
  return next;
}

async function paint() {
  const { queue, store } = shift;
  const [all, recorded] = [await queue.all(), await queue.entries(), await manifest.recall(store)];
  const wrong = all.filter((row) => row.keadaan === "salah");
  bar.queue(all.filter(waits).length, wrong.length, recorded.flatMap((entry) => entry.value.selisih).length);
  manifest.draw(recorded, all);
  entries.draw(recorded, all);
  const marks = wrong.filter((row) => row.value.op.jenis === "tandai");
  if (marks.length > 0) {
    say(marks.map(refusal).join(" "), "warn");
  }
}

/** Whose mark came back, and why. */
function refusal({ value }) {
  const name = manifest.announced().find((line) => line.id === value.op.isi.manifes)?.nama;
  return [name && `${name}:`, ...value.kesalahan.map((one) => one.rincian)].filter(Boolean).join(" ");
}

let turn = Promise.resolve();

/** What the officer does comes about one thing after the other: a form that opens is not overtaken by one that still shuts. */
export function inTurn(run) {
  return (...rest) => {
    const done = turn.then(() => run(...rest));
    turn = done.catch(() => null);
    return done;
  };
}

/** Waits for what is still being written. */
export async function written() {
  await turn;
}
