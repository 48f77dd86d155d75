// The login page and that of the first own password, where scripts run: what the password comes to is left for the desk, so that it is typed once. Whatever goes
// wrong here, the login itself goes on as without scripts.

import { leave } from "./carry.js";

/** How long a login waits for this, in milliseconds. */
const PATIENCE = 4_000;

const form = document.querySelector("form[action='/masuk'], form[action='/masuk/baru']");
let going = false;

function late() {
  return new Promise((resolve) => { setTimeout(resolve, PATIENCE, ""); });
}

function carried(secret) {
  const field = form.elements.namedItem("titipan") ?? document.createElement("input");
  field.type = "hidden";
  field.name = "titipan";
  field.value = secret;
  form.append(field);
}

form?.addEventListener("submit", async (event) => {
  const name = form.elements.namedItem("nama").value.trim().toLowerCase();
  const password = (form.elements.namedItem("sandi") ?? form.elements.namedItem("sandi_baru")).value;
  if (going || name === "" || password === "") {
    if (going) {
      event.preventDefault();
    }
    return;
  }
  event.preventDefault();
  going = true;
  try {
    carried(await Promise.race([leave(name, password), late()]));
  } catch {
    carried("");
  }
  form.submit();
});

// Who comes back to the page by the browser's button logs in anew.
addEventListener("pageshow", () => { going = false; });
