// Small things about the page.

export const $ = (selector) => document.querySelector(selector);

/** An element with a class, text and children. */
export function make(tag, { kelas, teks, ...rest } = {}, ...children) {
  const element = document.createElement(tag);
  if (kelas) {
    element.className = kelas;
  }
  if (teks !== undefined) {
    element.textContent = teks;
  }
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.filter(Boolean));
  return element;
}

/** Says something to who looks and to who listens. */
export function say(text, kind = "ok") {
  const place = $("#kabar");
  place.className = `said ${kind}`;
  place.textContent = text;
  place.hidden = text === "";
}

/** A function that waits until nothing has called it for some milliseconds. */
export function calm(wait, run) {
  let timer;
  return (...rest) => {
    clearTimeout(timer);
    timer = setTimeout(run, wait, ...rest);
  };
}
