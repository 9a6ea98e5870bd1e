// What every part of the form needs: the form, its words, and the way to the server.

export const form = document.getElementById("bai");
export const about = form ? form.dataset : {};
const words = JSON.parse(document.getElementById("chu")?.textContent || "{}");

/** A text of the desk with its blanks filled in. */
export function say(key, values = {}) {
  return (words[key] || key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function token() {
  return form.elements.dau.value;
}

/** Posts to an address of the desk and gives the answer. Throws when the server cannot be reached. */
export async function post(address, body) {
  const answer = await fetch(address, { method: "POST", headers: { "X-Soan": token() }, body });
  return { status: answer.status, ...(await answer.json()) };
}

/** The form as it stands, without files. */
export function fields() {
  const pairs = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") pairs.append(name, value);
  return pairs;
}

/** Tells the rest of the form that a field was changed by a button. */
export function changed(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const bar = document.getElementById("tinh-hinh");

/** Says one of the things in the bar, in its own place: whether it is saved (`luu`), what is wrong with it (`loi`). */
export function state(part, words, className = "") {
  let place = bar.querySelector(`[data-${part}]`);
  if (!place) {
    place = make("span");
    place.dataset[part] = "";
    if (part === "luu") bar.prepend(place, " ");
    else bar.append(place);
  }
  place.className = className;
  place.replaceChildren(words);
}

/** Text without marks, as it is looked for. */
export function fold(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
}
