// What is kept in the browser is sealed with a random key, and that key is sealed with the login password. The key is in
// memory only while the desk is open; without the password nobody reads what is kept, also not without a line.

/** PBKDF2-SHA-256. */
const ROUNDS = 600_000;

/** The password does not open what is kept here. */
export class WrongPassword extends Error {}

const text = new TextEncoder();

function random(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** The key that a password comes to: `{ by, salt, rounds }`. Only what a login carries to the desk may leave this place, sealed. */
export async function derive(password, { salt, rounds } = { salt: random(16), rounds: ROUNDS }, carried = false) {
  const typed = await crypto.subtle.importKey("raw", text.encode(password), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  const by = await crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, carried, ["wrapKey", "unwrapKey"]);
  return { by, salt, rounds };
}

async function wrap(data, { by, salt, rounds }) {
  const iv = random(12);
  const sealed = await crypto.subtle.wrapKey("raw", data, by, { name: "AES-GCM", iv });
  return { id: "kunci", salt, rounds, iv, sealed };
}

function same(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
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
  static async make(derived) {
    const data = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
    const row = await wrap(data, derived);
    return { key: await Key.#opened(row, derived.by), row };
  }

  /** Opens a stored key with what a password came to. */
  static async open(row, { by, salt, rounds }) {
    if (rounds !== row.rounds || !same(salt, row.salt)) {
      throw new WrongPassword();
    }
    return Key.#opened(row, by);
  }

  /** The key whose bytes the server gave back, with its sealed form under what the password comes to now. */
  static async again(bytes, derived) {
    const data = await crypto.subtle.importKey("raw", bytes, "AES-GCM", true, ["encrypt", "decrypt"]);
    const row = await wrap(data, derived);
    return { key: await Key.#opened(row, derived.by), row };
  }

  /** The key whose bytes the server gave for what another officer left: it is only read. */
  static async foreign(bytes) {
    return new Key(await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["decrypt"]));
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

  /** The same key under what another password comes to, to be stored in place of the old form. */
  async rewrapped(derived) {
    const row = await wrap(await Key.#unwrap(this.#row, this.#by, true), derived);
    this.#row = row;
    this.#by = derived.by;
    return row;
  }

  /** The bytes of the key, for the house to seal and give back to the browser. */
  async bytes() {
    return new Uint8Array(await crypto.subtle.exportKey("raw", await Key.#unwrap(this.#row, this.#by, true)));
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
