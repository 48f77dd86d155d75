// The form of one person. Enter leads on, Alt+S saves, Esc leads back; what is typed is kept sealed while it is typed.

import { wrongIn } from "./check.js";
import { fields, labelOf, told, typable } from "./words.js";

const form = document.querySelector("#terima");
const problems = document.querySelector("#salah");

let changed = false;
/** Where the focus was last in the form. */
let last = null;

function control(key) {
  return document.getElementById(key);
}

/** The boxes of a field of which several words may be ticked. */
function ticks(key) {
  return [...form.querySelectorAll(`input[type=checkbox][name^="${key}."]`)];
}

/** What stands in the form; empty fields are left out. */
export function read() {
  const typed = {};
  for (const { kunci } of fields()) {
    const boxes = ticks(kunci);
    const text = boxes.length > 0
      ? boxes.filter((box) => box.checked).map((box) => box.name.slice(kunci.length + 1)).join(",")
      : (control(kunci)?.value ?? "").trim();
    if (text !== "") {
      typed[kunci] = text;
    }
  }
  return typed;
}

/** Puts a form in place of what stands there. */
export function fill(typed) {
  changed = false;
  last = null;
  complain([]);
  for (const { kunci } of fields()) {
    const text = typed[kunci] ?? "";
    const boxes = ticks(kunci);
    if (boxes.length > 0) {
      const words = text.split(/[,;]/).map((word) => word.trim());
      boxes.forEach((box) => { box.checked = words.includes(box.name.slice(kunci.length + 1)); });
    } else if (control(kunci)) {
      control(kunci).value = typable(kunci, text);
    }
  }
}

/** Puts texts into fields as if they were typed; the others stay as they are. */
export function put(typed) {
  for (const [key, text] of Object.entries(typed)) {
    if (control(key)) {
      control(key).value = typable(key, text);
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Says what is wrong at fields, and nothing above the form. */
export function mark(wrong) {
  clean(wrong.map(({ isian }) => place(isian)).filter(Boolean));
  wrong.forEach(({ isian, rincian }) => at(isian, rincian));
}

function place(key) {
  return control(key)?.closest(".field");
}

function clean(fields = form.querySelectorAll(".field.bad")) {
  for (const field of fields) {
    field.classList.remove("bad");
    field.querySelector(".err")?.remove();
    const input = field.querySelector("[aria-invalid]");
    input?.removeAttribute("aria-invalid");
    const before = input?.dataset.described;
    if (input && before !== undefined) {
      before ? input.setAttribute("aria-describedby", before) : input.removeAttribute("aria-describedby");
    }
  }
}

/** Says what is wrong, above the form and at each field; with nothing wrong it takes that away. */
export function complain(wrong) {
  clean();
  problems.hidden = wrong.length === 0;
  problems.replaceChildren();
  if (wrong.length === 0) {
    return;
  }
  const head = document.createElement("h2");
  head.textContent = `Belum tersimpan: ${wrong.length} isian perlu dibetulkan`;
  const list = document.createElement("ul");
  for (const { isian, rincian } of wrong.map(told)) {
    const link = document.createElement("a");
    link.href = `#${isian}`;
    link.textContent = rincian.startsWith(labelOf(isian)) ? rincian : `${labelOf(isian)}: ${rincian}`;
    const line = document.createElement("li");
    line.append(control(isian) ? link : document.createTextNode(link.textContent));
    list.append(line);
    at(isian, rincian);
  }
  problems.append(head, list);
  const first = wrong.map(told).map(({ isian }) => control(isian)).find(Boolean);
  (first?.matches("fieldset") ? first.querySelector("input[type=checkbox]") : first ?? problems)?.focus();
}

function at(key, detail) {
  const field = place(key);
  if (!field || field.querySelector(".err")) {
    return;
  }
  const said = document.createElement("p");
  said.className = "err";
  said.id = `${key}-e`;
  said.textContent = detail;
  field.classList.add("bad");
  field.append(said);
  const input = control(key);
  input.dataset.described ??= input.getAttribute("aria-describedby") ?? "";
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", `${input.dataset.described} ${said.id}`.trim());
}

/** Where Enter stops for a control: boxes to tick are one stop, Tab leads through them. */
function stop(one) {
  return one.type === "checkbox" ? one.closest("fieldset").querySelector("input[type=checkbox]") : one;
}

/** The stops in the order in which Enter leads through them. */
function order() {
  const all = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button.main")];
  return [...new Set(all.filter((one) => one.offsetParent !== null).map(stop))];
}

/** Puts the one suggestion that begins with what was typed in its place: Enter means the same whether its list is open or shut. */
function complete(input) {
  const typed = input.value.trim().toLowerCase();
  const all = typed === "" ? [] : [...(input.list?.options ?? [])].map((option) => option.value);
  const found = all.filter((text) => text.toLowerCase().startsWith(typed));
  if (found.length === 1 && found[0] !== input.value) {
    input.value = found[0];
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Leads from one control to the next, as Tab does, but not past the button that saves. */
function onward(event) {
  if (event.key !== "Enter" || event.ctrlKey || event.altKey || event.isComposing) {
    return;
  }
  if (event.target.matches("textarea, button")) {
    return;
  }
  event.preventDefault();
  complete(event.target);
  const all = order();
  const next = all[all.indexOf(stop(event.target)) + 1];
  next?.focus();
  if (next?.matches("input[type=text], input:not([type])")) {
    next.select();
  }
}

/** Begins to listen: `save` on Alt+S and the button, `back` on Esc, `typed` whenever something changes. */
export function listen({ save, back, typed }) {
  form.addEventListener("keydown", onward);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      back();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  form.addEventListener("focusin", (event) => { last = event.target; });
  // What the server would refuse is said where it was typed.
  form.addEventListener("change", ({ target }) => {
    const wrong = target.matches("input[id], textarea[id]") && wrongIn(target.id, target.value);
    if (wrong) {
      mark([{ isian: target.id, rincian: wrong }]);
    }
  });
  form.addEventListener("input", (event) => {
    touch();
    // What is being mended is not complained about any more.
    const field = event.target.closest(".field.bad");
    if (field) {
      clean([field]);
    }
    typed();
  });
  problems.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) {
      event.preventDefault();
      control(link.hash.slice(1))?.focus();
    }
  });
}

/** Shows the form, under a heading, with the focus on its first field that is asked for. */
export function show(title, remark, first = "nama") {
  form.hidden = false;
  document.querySelector("#judul-isian").textContent = title;
  document.querySelector("#asal-isian").textContent = remark;
  scrollTo(0, 0);
  control(first)?.focus();
}

export function hide() {
  form.hidden = true;
  scrollTo(0, 0);
  complain([]);
}

export function shown() {
  return !form.hidden;
}

/** Whether something in the form is not as it was opened. */
export function touched() {
  return changed;
}

export function touch() {
  changed = true;
}

/** Leads the focus back into the form, to where it was. */
export function stay() {
  last?.focus();
}
