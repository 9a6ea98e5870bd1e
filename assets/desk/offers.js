// Completion: a list below a field, answered by the server. What is typed is never changed unless it is chosen.

import { about, changed, form, make } from "./talk.js";

const PAUSE = 100;
let number = 0;

/** Gives a field a list of what it may be completed to. `take`: what to do with a choice; else it fills the
 * field. */
export function complete(field, take) {
  if (field.dataset.completed) return;
  field.dataset.completed = "1";
  field.removeAttribute("list");
  const id = `goi-y-${++number}`;
  const list = make("ul", { className: "offers", id, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels?.[0]?.textContent || "");
  const combo = make("div", { className: "combo" });
  field.before(combo);
  combo.append(field, list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id }))
    field.setAttribute(name, value);
  let timer = 0;
  let asked = 0;
  let at = -1;

  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const typed = () => (take ? field.value : field.dataset.suggests === "tinh" ? field.value.split(",").pop() : field.value).trim();
  const choose = (value) => {
    if (take) take(value);
    else {
      const before = field.dataset.suggests === "tinh" ? field.value.split(",").slice(0, -1).map((part) => part.trim()) : [];
      field.value = [...before, value].join(", ");
      changed(field);
    }
    close();
  };
  const mark = (to) => {
    const items = [...list.children];
    at = (to + items.length) % items.length;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    field.setAttribute("aria-activedescendant", items[at].id);
    items[at].scrollIntoView({ block: "nearest" });
  };
  const ask = async () => {
    const mine = ++asked;
    const query = new URLSearchParams({ loai: field.dataset.suggests, q: typed(), ngay: form.elements.date?.value || "" });
    try {
      const answer = await (await fetch(`${about.top}goi-y?${query}`)).json();
      if (mine !== asked || document.activeElement !== field) return;
      const items = answer.offers.filter((offer) => offer.value !== typed());
      list.replaceChildren(
        ...items.map((offer, i) => {
          const item = make("li", { id: `${id}-${i}` }, offer.value, make("span", { textContent: offer.note }));
          item.setAttribute("role", "option");
          item.setAttribute("aria-selected", "false");
          item.dataset.value = offer.value;
          return item;
        }),
      );
      at = -1;
      list.hidden = !items.length;
      field.setAttribute("aria-expanded", String(!list.hidden));
    } catch {
      close();
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && list.hidden) {
      event.preventDefault();
      ask();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      mark(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1));
    } else if (event.key === "Enter" && !list.hidden && at >= 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
      choose(list.children[at].dataset.value);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("li");
    if (item) choose(item.dataset.value);
  });
}

export function start(within = form) {
  for (const field of within.querySelectorAll("input[data-suggests]")) complete(field);
}

