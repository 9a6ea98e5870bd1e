// What stands on the search page, the words that it speaks, and the state of its results.

import { Mismatch } from "./search-fetch.js";


export const page = document.getElementById("tim-kiem");
export const words = JSON.parse(page.dataset.words);
export const root = new URL(page.dataset.root, location.href);
export const form = document.getElementById("tim");
export const box = form.elements.q;
export const [list, status, help, hints, note, chips, filters, tally, see, more, clear, save] = [
  "ket-qua", "so-ket-qua", "tro-giup", "goi-y", "mo-rong", "dang-loc", "bo-loc", "so-bo-loc", "xem-ket-qua", "xem-them",
  "xoa-bo-loc", "tai-ve",
].map((id) => document.getElementById(id));
export const choices = [...form.querySelectorAll("input[type=checkbox]")];
export const groups = [...form.querySelectorAll("details[data-facet]")];

export const names = Object.fromEntries(groups.map(({ dataset: { facet } }) =>
  [facet, choices.filter((choice) => choice.name === facet).map((choice) => choice.value)]));

export function element(name, attributes, ...children) {
  const out = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) out.setAttribute(key, value);
  out.append(...children);
  return out;
}

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const number = (n) => n.toLocaleString(document.documentElement.lang);
export const say = (one, many, n) => (n === 1 ? one : fill(many, { n: number(n) }));

export const labelOf = (facet, value) => choices.find((choice) => choice.name === facet && choice.value === value)
  ?.nextElementSibling.textContent ?? value;

// --- results

const SLOW = 400;
let slow;

export function wait(isShown) {
  list.dataset.state = "loading";
  list.setAttribute("aria-busy", "true");
  list.inert = save.disabled = more.disabled = true;
  clearTimeout(slow);
  slow = setTimeout(() => { status.textContent = words.searching; }, isShown ? SLOW : 0);
}

export function settle(state, shown) {
  clearTimeout(slow);
  list.dataset.state = state;
  list.removeAttribute("aria-busy");
  list.inert = more.disabled = false;
  save.disabled = !shown?.documents.length;
  more.hidden = !shown || shown.count >= shown.documents.length;
}

export function idle(text) {
  list.replaceChildren();
  settle("done", null);
  status.dataset.total = "0";
  status.textContent = text;
  see.textContent = words.see_results;
  help.hidden = note.hidden = true;
  for (const choice of choices) put(choice, null);
  for (const group of groups) group.hidden = false;
}

export function count({ documents: { length: total }, doubts }) {
  clearTimeout(slow);
  status.dataset.total = String(total);
  status.textContent = !total ? words.none : doubts.size ? fill(words.at_most, { n: number(total) }) : say(words.one, words.many, total);
  see.textContent = `${words.see_results} (${say(words.see_one, words.see, total)})`;
}

export function complain(error, shown, again) {
  const button = element("button", { type: "button" }, words.retry);
  button.addEventListener("click", () => {
    status.focus({ preventScroll: true });
    help.hidden = true;
    again(error);
  });
  if (!shown) status.textContent = words.failed;
  help.replaceChildren(element("p", { role: "alert" }, error instanceof Mismatch ? words.stale : words.broken), button);
  help.hidden = false;
  help.scrollIntoView({ block: "nearest" });
}

export function put(choice, n) {
  const row = choice.closest("li"), place = row.querySelector(".count");
  place.textContent = n === null ? "" : number(n);
  if (n === null) delete place.dataset.count;
  else place.dataset.count = String(n);
  row.hidden = n === 0 && !choice.checked && choice !== document.activeElement;
}
