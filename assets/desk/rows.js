// Rows of awards, people, photos: added, taken away, moved. Their fields are numbered anew.

import { complete } from "./offers.js";
import { changed, form, make, say } from "./talk.js";

function mine(group) {
  return [...group.querySelector(":scope > .rows").children].filter((row) => row.matches(".row"));
}

function renamed(row, from, to) {
  const old = `o-${from.replaceAll(".", "-")}`;
  const fresh = `o-${to.replaceAll(".", "-")}`;
  for (const node of [row, ...row.querySelectorAll("*")]) {
    for (const name of ["name", "data-name", "data-row", "data-groups"]) {
      const value = node.getAttribute(name);
      if (value === from || value?.startsWith(`${from}.`)) node.setAttribute(name, to + value.slice(from.length));
    }
    for (const name of ["id", "for", "aria-describedby"]) {
      const value = node.getAttribute(name);
      if (value?.includes(old)) {
        const parts = value.split(" ").map((part) => (part === old || part.startsWith(`${old}-`) ? fresh + part.slice(old.length) : part));
        node.setAttribute(name, parts.join(" "));
      }
    }
  }
}

function numbered(group) {
  const name = group.dataset.groups;
  const rows = mine(group);
  // In two goes, so that no row takes the name of one that has not been renamed yet.
  rows.forEach((row, i) => renamed(row, row.dataset.row, `${name}.x${i}`));
  rows.forEach((row, i) => {
    renamed(row, row.dataset.row, `${name}.${i}`);
    const what = group.dataset.what;
    const label = say("form.row", { what, number: i + 1 });
    row.querySelector(":scope > legend .row-name").textContent = label[0].toUpperCase() + label.slice(1);
    const tools = row.querySelector(":scope > .row-tools");
    const texts = [
      [".up", "form.up"],
      [".down", "form.down"],
      [".remove", "form.remove"],
    ];
    for (const [css, key] of texts) tools.querySelector(css).textContent = say(key, { what, number: i + 1 });
    tools.querySelector(".up").hidden = i === 0;
    tools.querySelector(".down").hidden = i === rows.length - 1;
  });
}

function furnish(group, row) {
  if (row.querySelector(":scope > .row-tools")) return;
  const button = (css) => make("button", { type: "button", className: `quiet ${css}` });
  const tools = make("p", { className: "row-tools" }, button("up"), button("down"), button("remove"));
  tools.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    const near = pressed.matches(".up") ? row.previousElementSibling : row.nextElementSibling;
    if (pressed.matches(".up")) near.before(row);
    else if (pressed.matches(".down")) near.after(row);
    else takeAway(group, row);
    numbered(group);
    changed(group.querySelector(":scope > input[type=hidden]"));
    (pressed.isConnected ? pressed : group.querySelector(":scope > .add")).focus();
  });
  row.append(tools);
}

/** Takes a row away; it can be had back until the page is left. */
function takeAway(group, row) {
  const at = mine(group).indexOf(row);
  const back = make("button", { type: "button", className: "quiet back", textContent: say("form.restore", { what: group.dataset.what, number: at + 1 }) });
  back.addEventListener("click", () => {
    const rows = group.querySelector(":scope > .rows");
    rows.insertBefore(row, mine(group)[at] || null);
    numbered(group);
    back.remove();
    changed(group.querySelector(":scope > input[type=hidden]"));
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
  row.remove();
  group.querySelector(":scope > .add").after(" ", back);
}

/** Adds an empty row to a group and gives it. */
export function add(group, focus = true) {
  const row = group.spare.cloneNode(true);
  for (const node of row.querySelectorAll("[data-completed]")) delete node.dataset.completed;
  group.querySelector(":scope > .rows").append(row);
  const name = group.dataset.groups;
  renamed(row, row.dataset.row, `${name}.x`);
  ready(row);
  furnish(group, row);
  numbered(group);
  if (focus) row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  return row;
}

function ready(within) {
  for (const group of within.querySelectorAll("[data-groups]")) prepare(group);
  for (const field of within.querySelectorAll("input[data-suggests]")) complete(field);
}

function prepare(group) {
  if (group.spare) return;
  const offered = group.querySelector(":scope > .spare");
  group.spare = offered.querySelector(":scope > .row").cloneNode(true);
  // A row that was begun before the script came is a row.
  const begun = [...offered.querySelectorAll("input:not([type=hidden], [type=checkbox]), textarea")].some((field) => field.value);
  if (begun) group.querySelector(":scope > .rows").append(offered.querySelector(":scope > .row"));
  offered.remove();
  const button = make("button", { type: "button", className: "add", textContent: say("form.add", { what: group.dataset.what }) });
  button.addEventListener("click", () => {
    add(group);
    changed(group.querySelector(":scope > input[type=hidden]"));
  });
  group.querySelector(":scope > .rows").after(button);
  for (const row of mine(group)) furnish(group, row);
  numbered(group);
}

export function start() {
  for (const group of form.querySelectorAll("[data-groups]")) if (!group.closest(".spare")) prepare(group);
}
