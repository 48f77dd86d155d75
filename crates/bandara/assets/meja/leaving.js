// What is typed is not lost by a key or a click: Esc asks first, and so does the browser before the page goes.

import { $ } from "./dom.js";
import * as form from "./form.js";

let free = false;

/** From here on the page goes without asking: what is typed is kept sealed, or its officer said so. */
export function freely() {
  free = true;
}

/** Shuts the form with `shut`; where something was typed, only once that is confirmed. */
export function ask(shut) {
  const box = $("#buang");
  if (!form.touched()) {
    shut();
    return;
  }
  if (box.open) {
    return;
  }
  box.returnValue = "";
  box.onclose = () => {
    if (box.returnValue === "buang") {
      shut();
    } else {
      form.stay();
    }
  };
  box.showModal();
}

/** Begins to watch over the page. */
export function watch() {
  addEventListener("beforeunload", (event) => {
    if (!free && form.shown() && form.touched()) {
      event.preventDefault();
    }
  });
}
