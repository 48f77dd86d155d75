// What is kept in the browser is sealed with a random key, and that key is sealed with the login password. The key is in
// memory only while the desk is open; without the password nobody reads what is kept, also not without a line.

/** PBKDF2-SHA-256. */
const ROUNDS = 600_000;

/** The password does not open what is kept here. */
export class WrongPassword extends Error {}

const text = new TextEncoder();

async function wrapper(password, salt, rounds) {
  const typed = await crypto.subtle.importKey("raw", text.encode(password), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

function random(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

async function wrap(data, password) {
  const [salt, iv] = [random(16), random(12)];
  const by = await wrapper(password, salt, ROUNDS);
  const sealed = await crypto.subtle.wrapKey("raw", data, by, { name: "AES-GCM", iv });
  return { row: { id: "kunci", salt, rounds: ROUNDS, iv, sealed }, by };
}

/** The open key of a desk. */
export class Key {
  #data;
  #row;
  #by;

  constructor(data, row, by) {
    this.#data = data;
    this.#row = row;
    this.#by = by;
  }

  /** A new key with its sealed form, which is what is stored. */
  static async make(password) {
    const data = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
    const { row, by } = await wrap(data, password);
    return { key: await Key.#opened(row, by), row };
  }

  /** Opens a stored key. */
  static async open(row, password) {
    return Key.#opened(row, await wrapper(password, row.salt, row.rounds));
  }

  static async #opened(row, by) {
    return new Key(await Key.#unwrap(row, by, false), row, by);
  }

  static async #unwrap(row, by, extractable) {
    const how = { name: "AES-GCM", iv: row.iv };
    try {
      return await crypto.subtle.unwrapKey("raw", row.sealed, by, how, "AES-GCM", extractable, ["encrypt", "decrypt"]);
    } catch {
      throw new WrongPassword();
    }
  }

  /** The same key under another password, to be stored in place of the old form. */
  async rewrapped(password) {
    const { row, by } = await wrap(await Key.#unwrap(this.#row, this.#by, true), password);
    this.#row = row;
    this.#by = by;
    return row;
  }

  /** Seals a value for one place: it opens in no other. */
  async seal(place, value) {
    const iv = random(12);
    const how = { name: "AES-GCM", iv, additionalData: text.encode(place) };
    return { iv, sealed: await crypto.subtle.encrypt(how, this.#data, text.encode(JSON.stringify(value))) };
  }

  /** Opens what was sealed for the same place. */
  async unseal(place, { iv, sealed }) {
    const how = { name: "AES-GCM", iv, additionalData: text.encode(place) };
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, this.#data, sealed)));
  }
}
