// Messages at their fields while one types.

import { about, changed, fields, form, make, post, say, state } from "./talk.js";

const PAUSE = 120;
const general = document.getElementById("thong-bao");
let timer = 0;
let asked = 0;
let shown = [];

/** Where the messages of a field stand, and the field itself. */
function places(name) {
  const id = `o-${name.replaceAll(".", "-")}`;
  return { list: document.getElementById(`${id}-noi`), echo: document.getElementById(`${id}-vong`), field: document.getElementById(id) };
}

function line(item) {
  const node = make("li", { className: `told-${item.severity}` });
  node.append(make("strong", { textContent: say(`form.${item.severity}`) }), " ");
  if (item.file) node.append(make("a", { href: item.address, textContent: say("form.other_file", { file: item.file }) }), " ");
  else if (item.where) node.append(`${say("form.line", { line: item.where })}: `);
  node.append(make("span", { textContent: item.message }), " ", make("span", { className: "hint", textContent: item.hint }));
  if (item.suggestion) {
    const text = item.code === "K103" ? "form.rename_key" : "form.use";
    const button = make("button", { type: "button", className: "use", textContent: say(text, item) });
    Object.assign(button.dataset, { use: item.suggestion, code: item.code });
    node.append(button);
  }
  return node;
}

/** Takes a suggestion: into the field, in place of the one line that is wrong, or over to the right field. */
function use(button) {
  const holder = button.closest("[data-name]");
  const field = holder?.querySelector("input:not([type=hidden]), select, textarea");
  if (!field) return;
  const { use: value, code } = button.dataset;
  if (code === "K103") {
    const right = form.elements[holder.dataset.name.replace(/[^.]+$/, value)];
    if (!right || right.length) return;
    if (!right.value) right.value = field.value;
    field.value = "";
    changed(right);
    right.focus();
    return;
  }
  const wrong = button.parentElement.textContent.match(/'([^']+)'/)?.[1];
  const whole = field.value.split("\n").map((row) => row.trim());
  if (field.name === "body") {
    const at = wrong ? field.value.indexOf(wrong) : -1;
    if (at < 0) return;
    field.setRangeText(value, at, at + wrong.length, "end");
  } else if (field.tagName === "TEXTAREA" && whole.includes(wrong)) {
    field.value = whole.map((row) => (row === wrong ? value : row)).join("\n");
  } else if (wrong && field.value.includes(wrong) && field.value !== wrong) {
    field.value = field.value.replace(wrong, value);
  } else {
    field.value = value;
  }
  changed(field);
  field.focus();
}

function at(item) {
  let name = item.field;
  while (name) {
    const found = places(name);
    if (found.list) return { name, ...found };
    name = name.includes(".") ? name.replace(/\.[^.]+$/, "") : "";
  }
  return null;
}

/** Shows what an answer of the server says of the form. */
export function show(answer) {
  for (const { list, field } of shown) {
    list.replaceChildren();
    list.hidden = true;
    field?.removeAttribute?.("aria-invalid");
  }
  for (const list of form.querySelectorAll(".told:not(.general *)")) {
    list.replaceChildren();
    list.hidden = true;
  }
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  shown = [];
  const elsewhere = [];
  let first = null;
  for (const item of answer.told) {
    const place = at(item);
    if (!place) {
      elsewhere.push(line({ ...item, where: item.line > 1 ? item.line : 0 }));
      continue;
    }
    const where = item.field === "body" ? Math.max(item.line - answer.body_line + 1, 1) : 0;
    place.list.append(line({ ...item, where }));
    place.list.hidden = false;
    place.list.closest("details")?.setAttribute("open", "");
    if (item.severity === "error" && place.field?.matches("input, select, textarea")) place.field.setAttribute("aria-invalid", "true");
    first ||= place.field || place.list;
    shown.push(place);
  }
  general.querySelector("ul").replaceChildren(...elsewhere);
  general.hidden = !elsewhere.length;
  echoes(answer.echoes || {});
  count(answer, first || general);
}

function echoes(said) {
  for (const echo of form.querySelectorAll(".echo[id]")) {
    if (!echo.dataset.own && !/^o-(anh|body)-/.test(echo.id)) {
      echo.textContent = "";
      echo.hidden = true;
    }
  }
  for (const [name, text] of Object.entries(said)) {
    const { echo } = places(name);
    if (echo) {
      echo.textContent = text;
      echo.hidden = false;
    }
  }
}

/** Leads to a field: the one that is typed in, where a script has put it in place of the plain one. */
function goTo(node) {
  const typed = "input:not([type=hidden], [hidden]), select, textarea:not([hidden])";
  const field = node.matches("fieldset, [hidden]") ? node.closest("[data-name], fieldset").querySelector(typed) : node;
  for (let at = node; at; at = at.parentElement) if (at.matches("details")) at.open = true;
  node.closest("[data-name], fieldset, section").scrollIntoView({ block: "center" });
  (field || node).focus({ preventScroll: true });
}

function count(answer, first) {
  const { errors, warnings } = answer;
  if (!errors && !warnings) {
    state("loi", say("form.no_faults"));
    return;
  }
  const link = make("a", { href: `#${first.id}`, className: errors ? "bad" : "", textContent: say("form.faults", { errors, warnings }) });
  link.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(first);
  });
  state("loi", link);
}

/** Asks what is to be said of the form as it stands. `then` is given the answer. */
export async function check(then = () => {}) {
  const mine = ++asked;
  try {
    const answer = await post(`${about.top}kiem/${about.path}`, fields());
    if (mine !== asked) return; // something newer was typed meanwhile
    if (answer.ok) {
      show(answer);
      then(answer);
    } else if (answer.error) state("loi", answer.error, "bad");
  } catch {
    state("loi", ""); // that the server is away is told by what keeps the form
  }
}

/** Checks a moment after the last key. UniKey takes letters back and types them again in one go: what lies
 * between is never asked about, and no field is ever written while it is typed in. */
export function start(then) {
  form.addEventListener("input", (event) => {
    const field = event.target;
    if (field.closest(".number")) field.closest(".number").querySelector(".zero").hidden = !/^0+$/.test(field.value.trim());
    clearTimeout(timer);
    timer = setTimeout(() => check(then), event.isComposing ? 400 : PAUSE);
  });
  form.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(() => check(then), PAUSE);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest(".use");
    if (button) use(button);
  });
  for (const button of form.querySelectorAll(".use")) button.hidden = false;
  // From the message of a build; after the browser has been there, which knows only what can be seen.
  const aim = document.getElementById(location.hash.slice(1));
  if (aim?.id.startsWith("o-")) addEventListener("load", () => setTimeout(goTo, 0, aim));
}
