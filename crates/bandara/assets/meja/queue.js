// What was done at the desk and is to be sent. Every operation has its id from the start, so that it may be sent any number
// of times and in any order: the server keeps a receipt for each, and answers the same again.

import { uuid7 } from "./uuid.js";
import { ask } from "./wire.js";

/** How many operations go in one request. */
const BATCH = 100;

/** The fields in which two forms differ, of the second. */
function differing(before, after) {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => (before[key] ?? "") !== (after[key] ?? ""));
}

function pick(form, keys) {
  return Object.fromEntries(keys.map((key) => [key, form[key] ?? ""]));
}

/** Whether an operation goes by itself as soon as it can: it did not come back, and was not put aside. */
export function waits(row) {
  return row.keadaan === "menunggu" || row.keadaan === "dikirim";
}

/** Whether an entry, or an operation, came back: it goes again only once its form is kept again. */
export function back({ keadaan }) {
  return keadaan === "salah" || keadaan === "disisihkan";
}

/** An operation with what the later ones of its entry would do, and with what the form says now. */
function folded(op, later, was, form) {
  if (op.jenis === "terima") {
    return { ...op, isi: { ...op.isi, isi: form } };
  }
  const keys = differing(was, form);
  const steps = [op, ...later].map((one) => one.isi);
  const dasar = Object.assign({}, pick(was, keys), ...steps.map((one) => one.dasar).reverse());
  const isi = Object.assign({}, ...steps.map((one) => one.isi), pick(form, keys));
  return { ...op, isi: { ...op.isi, dasar, isi } };
}

export class Queue {
  #store;
  #channel;
  #changed;

  /** `changed` is called whenever something is different, here or in another tab. */
  constructor(store, changed) {
    this.#store = store;
    this.#changed = changed;
    this.#channel = new BroadcastChannel(`lindung-meja:${store.login}`);
    this.#channel.onmessage = () => changed();
  }

  close() {
    this.#channel.close();
  }

  /** What is written stands: whoever is told that it failed would do it again, so a page that cannot be drawn says nothing here. */
  async #write(changes) {
    await this.#store.write(changes);
    this.#channel.postMessage("berubah");
    await Promise.resolve(this.#changed()).catch((error) => console.error(error));
  }

  /** Reads and writes what follows from it without another tab, or an answer that comes, in between. */
  #alone(run) {
    return navigator.locks.request(`lindung-meja-tulis:${this.#store.login}`, run);
  }

  /** All operations that are still here, oldest first. */
  async all() {
    return (await this.#store.all("antrean")).sort((a, b) => a.pada - b.pada || (a.id < b.id ? -1 : 1));
  }

  /** All that was recorded at this desk, newest first. */
  async entries() {
    return (await this.#store.all("catatan")).sort((a, b) => b.pada - a.pada || (a.id < b.id ? 1 : -1));
  }

  #operation(op, state = { pada: Date.now(), keadaan: "menunggu" }) {
    return { store: "antrean", id: op.id, clear: state, value: { op, kesalahan: [] } };
  }

  /** Records somebody: `entry` is `{ nama, kedatangan, manifes, isi, setelah }`. Returns the record's id. */
  async receive(entry) {
    return this.#alone(() => this.#receive(entry));
  }

  async #receive(entry) {
    const [record, id] = [uuid7(), uuid7()];
    const { setelah: before = [], ...rest } = entry;
    const marks = (await this.all()).filter((row) => entry.manifes && row.value.op.isi.manifes === entry.manifes);
    const setelah = [...before, ...marks.map((row) => row.id)];
    const isi = { id: record, isi: entry.isi };
    for (const key of ["kedatangan", "manifes"]) {
      if (entry[key]) {
        isi[key] = entry[key];
      }
    }
    const clear = { pada: Date.now(), keadaan: "menunggu" };
    await this.#write([
      this.#operation({ id, jenis: "terima", setelah, isi }, clear),
      { store: "catatan", id: record, clear, value: { ...rest, op: [id], selisih: [], kesalahan: [] } },
      { store: "simpan", id: "draf" },
    ]);
    return record;
  }

  /** Changes what was recorded: in the queue where it was never sent or came back, else by an operation of its own. */
  async amend(record, form, more = {}) {
    return this.#alone(() => this.#amend(record, form, more));
  }

  async #amend(record, form, more) {
    const entry = (await this.entries()).find((one) => one.id === record);
    const { value } = entry;
    const waiting = (await this.all()).filter((row) => value.op.includes(row.id));
    const changes = [];
    let { op } = value;
    // What came back holds up all that was to come after it: that is done by it now.
    const first = waiting.find(back) ?? waiting.slice(-1).find((row) => row.keadaan !== "dikirim");
    if (first) {
      const later = waiting.slice(waiting.indexOf(first) + 1);
      const next = folded(first.value.op, later.map((row) => row.value.op), value.isi, form);
      changes.push(this.#operation(next, { pada: first.pada, keadaan: "menunggu" }));
      changes.push(...later.map((row) => ({ store: "antrean", id: row.id })));
      op = op.filter((id) => !later.some((row) => row.id === id));
    } else {
      const keys = differing(value.isi, form);
      if (keys.length > 0) {
        const isi = { catatan: record, dasar: pick(value.isi, keys), isi: pick(form, keys) };
        const next = { id: uuid7(), jenis: "ubah", setelah: waiting.map((row) => row.id), isi };
        changes.push(this.#operation(next));
        op = [...op, next.id];
      }
    }
    const clear = { pada: entry.pada, keadaan: changes.length > 0 ? "menunggu" : entry.keadaan };
    const kept = { ...value, ...more, isi: form, op, kesalahan: [] };
    changes.push({ store: "catatan", id: record, clear, value: kept }, { store: "simpan", id: "draf" });
    await this.#write(changes);
  }

  /** Marks a line of a manifest as not come, or takes the mark away. */
  async mark(line, absent) {
    return this.#alone(() => this.#mark(line, absent));
  }

  async #mark(line, absent) {
    const earlier = (await this.all()).filter((row) => row.value.op.isi.manifes === line);
    const unsent = earlier.find((row) => row.value.op.jenis === "tandai" && row.keadaan !== "dikirim");
    if (unsent) {
      // Never sent: the mark and its taking away are as if nothing had been done.
      return this.#write([{ store: "antrean", id: unsent.id }]);
    }
    const isi = { manifes: line, tidak_datang: absent };
    const op = { id: uuid7(), jenis: "tandai", setelah: earlier.map((row) => row.id), isi };
    return this.#write([this.#operation(op)]);
  }

  /** Lets go of marks that came back of somebody who was met meanwhile: `lines` are as the server has them. Returns who that is. */
  async outdone(lines) {
    return this.#alone(async () => {
      const met = new Map(lines.filter((line) => line.status === "ditemui").map((line) => [line.id, line.nama]));
      const marks = (await this.all()).filter((row) => row.keadaan === "salah" && row.value.op.jenis === "tandai");
      const gone = marks.filter((row) => met.has(row.value.op.isi.manifes));
      if (gone.length > 0) {
        await this.#write(gone.map((row) => ({ store: "antrean", id: row.id })));
      }
      return gone.map((row) => met.get(row.value.op.isi.manifes));
    });
  }

  /**
   * Puts what came back aside, with the reason and with what was to come after it: it is not sent and not asked about until its form is opened
   * and kept again. Returns whether there was anything.
   */
  async aside(record, reason) {
    return this.#alone(async () => {
      const entry = (await this.entries()).find((one) => one.id === record);
      const own = (await this.all()).filter((row) => entry.value.op.includes(row.id));
      const from = own.findIndex(back);
      if (from < 0) {
        return false;
      }
      const clear = (row) => ({ pada: row.pada, keadaan: "disisihkan" });
      await this.#write([
        ...own.slice(from).map((row) => ({ store: "antrean", id: row.id, clear: clear(row), value: row.value })),
        { store: "catatan", id: record, clear: clear(entry), value: { ...entry.value, disisihkan: reason } },
      ]);
      return true;
    });
  }

  /**
   * Takes in what a colleague left: the same operations under the same ids, so that nothing that had arrived is done twice. Also the entry
   * that a form which is still being typed is about.
   */
  async adopt(operations, entries, typed) {
    const ids = new Set(operations.map((row) => row.id));
    const into = (store) => ({ id, value, ...clear }) => ({ store, id, clear, value });
    const about = entries.filter((entry) => entry.id === typed || entry.value.op.some((id) => ids.has(id)));
    return this.#alone(() => this.#write([...operations.map(into("antrean")), ...about.map(into("catatan"))]));
  }

  /** Sends what waits. Of several tabs one sends. Returns `{ state, text?, clock? }`: `sent`, `busy`, `login`, `refused`. */
  async send() {
    return navigator.locks.request(`lindung-meja-kirim:${this.#store.login}`, { ifAvailable: true }, (lock) =>
      lock ? this.#sendAll() : { state: "busy" },
    );
  }

  async #sendAll() {
    let clock;
    const waited = new Set();
    for (;;) {
      const batch = await this.#alone(() => this.#taken(waited));
      if (batch.length === 0) {
        return { state: "sent", clock };
      }
      const operasi = batch.map((row) => row.value.op);
      const { status, content } = await ask("/api/v1/meja/kirim", { petugas: this.#store.login, operasi });
      if (status === 401) {
        return { state: "login" };
      }
      if (status !== 200) {
        return { state: "refused", text: content.detail ?? "Server menolak kiriman. Coba lagi sebentar lagi." };
      }
      clock = content.jam;
      for (const answer of content.hasil) {
        if (answer.hasil === "tunggu") {
          waited.add(answer.id);
        }
      }
      await this.#alone(() => this.#settle(batch, content.hasil));
    }
  }

  /** What is sent next: from here on nobody knows whether it arrived, until the answer is there. */
  async #taken(waited) {
    const waiting = (await this.all()).filter((row) => waits(row) && !waited.has(row.id));
    const batch = waiting.slice(0, BATCH);
    await this.#store.mark("antrean", batch.map((row) => row.id), { keadaan: "dikirim" });
    return batch;
  }

  /** Keeps what the server answered. */
  async #settle(batch, answers) {
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    const entries = await this.entries();
    const all = await this.all();
    const [here, held] = [all, all.filter(back)].map((rows) => new Set(rows.map((row) => row.id)));
    const changes = [];
    // What was folded into another meanwhile is not put back.
    for (const row of batch.filter((one) => here.has(one.id))) {
      const answer = byId.get(row.id);
      const entry = entries.find((one) => one.value.op.includes(row.id));
      const open = answer?.hasil;
      if (!open || open === "tunggu") {
        changes.push({ ...this.#operation(row.value.op, { pada: row.pada, keadaan: open ? "menunggu" : "dikirim" }) });
        continue;
      }
      if (open === "salah") {
        const value = { op: row.value.op, kesalahan: answer.kesalahan };
        changes.push({ store: "antrean", id: row.id, clear: { pada: row.pada, keadaan: "salah" }, value });
      } else {
        changes.push({ store: "antrean", id: row.id });
      }
      if (entry) {
        // Where something else of it came back, that is still to be mended.
        const { keadaan, value } = told(entry, answer);
        const stays = back(entry) && entry.value.op.some((id) => held.has(id));
        Object.assign(entry, stays ? { value: { ...value, kesalahan: entry.value.kesalahan } } : { keadaan, value });
        changes.push({ store: "catatan", id: entry.id, clear: { pada: entry.pada, keadaan: entry.keadaan }, value: entry.value });
      } else if (row.value.op.jenis === "tandai" && open !== "salah") {
        changes.push(...(await this.#marked(row.value.op.isi)));
      }
    }
    await this.#write(changes);
  }

  /** Takes away the differences that somebody has decided since: `open` are those that still wait. */
  async decided(open) {
    return this.#alone(() => this.#decided(open));
  }

  async #decided(open) {
    const changes = [];
    for (const { id, pada, keadaan, value } of await this.entries()) {
      const left = value.selisih.filter((one) => open.includes(one.id));
      if (left.length < value.selisih.length) {
        const clear = { pada, keadaan: keadaan === "selisih" && left.length === 0 ? "terkirim" : keadaan };
        changes.push({ store: "catatan", id, clear, value: { ...value, selisih: left } });
      }
    }
    if (changes.length > 0) {
      await this.#write(changes);
    }
  }

  /** The manifests that are kept here, with the mark on its line, for as long as the server is not asked again. */
  async #marked({ manifes, tidak_datang: absent }) {
    const kept = (await this.#store.all("simpan")).filter((row) => row.id.startsWith("manifes:"));
    const found = kept.find((row) => row.value.some((line) => line.id === manifes));
    if (!found) {
      return [];
    }
    const status = absent ? "tidak_datang" : "diharapkan";
    const value = found.value.map((line) => (line.id === manifes ? { ...line, status } : line));
    return [{ store: "simpan", id: found.id, clear: {}, value }];
  }
}

/** An entry after an answer about one of its operations. */
function told(entry, answer) {
  if (answer.hasil === "salah") {
    return { keadaan: "salah", value: { ...entry.value, kesalahan: answer.kesalahan } };
  }
  const selisih = [...entry.value.selisih, ...(answer.selisih ?? [])];
  const value = { ...entry.value, nomor: answer.nomor ?? entry.value.nomor, selisih, kesalahan: [] };
  value.catatan = answer.catatan ?? entry.value.catatan;
  return { keadaan: selisih.length > 0 ? "selisih" : "terkirim", value };
}
