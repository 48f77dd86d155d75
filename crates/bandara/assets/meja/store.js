// What the desk keeps in the browser: one database for each login name. Only ids, times and states stand in clear; the rest
// of a row is sealed.
//
//   kunci    the sealed key
//   antrean  what is to be sent: menunggu (never sent), dikirim (sent, not answered), salah (to be mended)
//   catatan  what was recorded at this desk: menunggu, salah, terkirim, selisih
//   simpan   flights, manifests, the form that is being typed, who is at the desk

import { Key, derive } from "./keys.js";

const STORES = ["kunci", "antrean", "catatan", "simpan"];

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function committed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });
}

function nameOf(login) {
  return `lindung-meja:${login}`;
}

function connect(login) {
  const request = indexedDB.open(nameOf(login), 1);
  request.onupgradeneeded = () => {
    for (const store of STORES) {
      request.result.createObjectStore(store, { keyPath: "id" });
    }
  };
  return done(request);
}

/** Whether something is kept for a login name. */
export async function exists(login) {
  const all = await indexedDB.databases();
  return all.some((one) => one.name === nameOf(login));
}

/** The login names for which something is kept. */
export async function kept() {
  const head = nameOf("");
  return (await indexedDB.databases()).map((one) => one.name).filter((name) => name.startsWith(head))
    .map((name) => name.slice(head.length));
}

/** What stands in clear about a login name's store: its sealed key, the form of it that the house opens, and how much is left to send. */
export async function about(login) {
  if (!(await exists(login))) {
    return {};
  }
  const db = await connect(login);
  try {
    const keys = db.transaction("kunci").objectStore("kunci");
    const [row, held] = await Promise.all([done(keys.get("kunci")), done(keys.get("titipan"))]);
    const left = await done(db.transaction("antrean").objectStore("antrean").count());
    return { row, held: held?.held, left };
  } finally {
    db.close();
  }
}

/** An open store. */
export class Store {
  #db;
  #key;

  constructor(login, db, key) {
    this.login = login;
    this.#db = db;
    this.#key = key;
    // Another tab that logs out must be able to delete what is kept.
    db.onversionchange = () => {
      db.close();
      location.reload();
    };
  }

  /** Opens what is kept for a login name, or begins it. A wrong password is a `WrongPassword`. */
  static async open(login, password) {
    return Store.#with(login, async (row) => {
      const derived = await derive(password, row);
      return row ? { key: await Key.open(row, derived) } : Key.make(derived);
    });
  }

  /** As `open`, with what the login page derived. */
  static async openBy(login, derived) {
    return Store.#with(login, async (row) => (row ? { key: await Key.open(row, derived) } : Key.make(derived)));
  }

  /** Opens what is kept with the bytes of its key, and seals these with what the password comes to now. */
  static async openAgain(login, bytes, derived) {
    return Store.#with(login, () => Key.again(bytes, derived));
  }

  /** Opens what another officer left, to be read. */
  static async openForeign(login, bytes) {
    return Store.#with(login, async () => ({ key: await Key.foreign(bytes) }));
  }

  static async #with(login, opened) {
    const db = await connect(login);
    try {
      const { key, row } = await opened(await done(db.transaction("kunci").objectStore("kunci").get("kunci")));
      if (row) {
        const transaction = db.transaction("kunci", "readwrite");
        transaction.objectStore("kunci").put(row);
        await committed(transaction);
      }
      return new Store(login, db, key);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** Seals the key with what another password comes to. */
  async rewrap(derived) {
    const row = await this.#key.rewrapped(derived);
    const transaction = this.#db.transaction("kunci", "readwrite");
    transaction.objectStore("kunci").put(row);
    await committed(transaction);
  }

  /** The bytes of the key, for the house to seal. */
  bytes() {
    return this.#key.bytes();
  }

  /** Keeps the form of the key that only the house opens. */
  async entrust(held) {
    const transaction = this.#db.transaction("kunci", "readwrite");
    transaction.objectStore("kunci").put({ id: "titipan", held });
    await committed(transaction);
  }

  /** Writes and deletes together or not at all: `[{ store, id, clear, value }]`, or `{ store, id }` to delete. */
  async write(changes) {
    const rows = await Promise.all(
      changes.map(async ({ store, id, clear, value }) =>
        value === undefined ? null : { id, ...clear, ...(await this.#key.seal(`${store}/${id}`, value)) },
      ),
    );
    const transaction = this.#db.transaction([...new Set(changes.map((one) => one.store))], "readwrite");
    changes.forEach(({ store, id }, at) => {
      const table = transaction.objectStore(store);
      if (rows[at]) {
        table.put(rows[at]);
      } else {
        table.delete(id);
      }
    });
    await committed(transaction);
  }

  /** Changes what stands in clear of some rows. */
  async mark(store, ids, clear) {
    const transaction = this.#db.transaction(store, "readwrite");
    const table = transaction.objectStore(store);
    for (const id of ids) {
      const request = table.get(id);
      request.onsuccess = () => request.result && table.put({ ...request.result, ...clear });
    }
    await committed(transaction);
  }

  async #opened(store, row) {
    const { iv, sealed, ...clear } = row;
    return { ...clear, value: await this.#key.unseal(`${store}/${row.id}`, { iv, sealed }) };
  }

  /** The value of a row; undefined where there is none. */
  async get(store, id) {
    const row = await done(this.#db.transaction(store).objectStore(store).get(id));
    return row && (await this.#opened(store, row)).value;
  }

  /** All rows of a store, in the order in which they were made. */
  async all(store) {
    const rows = await done(this.#db.transaction(store).objectStore(store).getAll());
    return Promise.all(rows.map((row) => this.#opened(store, row)));
  }

  /** Keeps a value under a name. */
  async keep(id, value) {
    await this.write([{ store: "simpan", id, clear: {}, value }]);
  }

  /** Makes room: manifests go that the server has and nobody looks at now. */
  async lighten(flight) {
    const transaction = this.#db.transaction("simpan", "readwrite");
    const table = transaction.objectStore("simpan");
    for (const id of await done(table.getAllKeys())) {
      if (id.startsWith("manifes:") && id !== `manifes:${flight}`) {
        table.delete(id);
      }
    }
    await committed(transaction);
  }

  /** Closes the store and leaves it sealed. */
  close() {
    this.#db.close();
  }

  /** Deletes all of it. */
  async drop() {
    this.#db.onversionchange = null;
    this.#db.close();
    await done(indexedDB.deleteDatabase(nameOf(this.login)));
  }
}
