// Room in the browser: it is asked to keep what the desk keeps, and told of where none is left.

/** Asks the browser not to clear what is kept here when it wants room itself. Nothing hangs on the answer. */
export async function persist() {
  try {
    return Boolean(await navigator.storage?.persist?.());
  } catch {
    return false;
  }
}

/** Whether something failed for want of room. */
export function full(error) {
  return error?.name === "QuotaExceededError";
}

/** What is said then: nothing is lost while the page stays. */
export const FULL = "Ruang simpan peramban ini penuh: yang baru ditulis BELUM tersimpan. Jangan tutup halaman ini. "
  + "Manifes penerbangan lain baru saja dilepas agar ada ruang: simpan lagi (Alt+S). Bila tetap penuh, kosongkan ruang di komputer ini.";
