// What came back and cannot be mended now is put aside, with a reason: it stays kept, and is out of the way.

import { $, say } from "./dom.js";

/** Begins to listen: `put` puts an entry aside with its reason, and says whether there was still something of it. */
export function listen(put) {
  const [box, why, wrong] = [$("#sisihkan"), $("#sisih-alasan"), $("#sisih-salah")];
  let about = null;
  $("#sini").addEventListener("click", (event) => {
    const id = event.target.closest("[data-sisih]")?.dataset.sisih;
    if (id) {
      about = id;
      why.value = "";
      wrong.hidden = true;
      box.showModal();
    }
  });
  $("#sisih-isian").addEventListener("submit", async (event) => {
    event.preventDefault();
    const reason = why.value.trim();
    if (reason === "") {
      wrong.hidden = false;
      why.focus();
      return;
    }
    box.close();
    if (await put(about, reason)) {
      say("Disisihkan. Buka namanya untuk membetulkan dan mengirimnya lagi.", "ok");
    }
  });
  $("#sisih-batal").addEventListener("click", () => box.close());
}
