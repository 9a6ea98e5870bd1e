// Nothing typed is lost: it lies in this browser at once, beside the file on the server a moment later, and a
// save goes without leaving the page.

import { show } from "./check.js";
import { about, fields, form, make, post, say } from "./talk.js";

const KEY = `soan:${location.pathname}`;
const PAUSE = 1500;
const state = document.getElementById("tinh-hinh");
let saved = "";
let timer = 0;
let away = false;
let leaving = false;

/** Whether anything stands in the form that is not saved. */
export function dirty() {
  return told() !== saved;
}

function told() {
  const pairs = fields();
  for (const name of ["dau", "digest"]) pairs.delete(name);
  return pairs.toString();
}

function here() {
  try {
    if (dirty()) localStorage.setItem(KEY, JSON.stringify({ digest: form.elements.digest.value, form: told() }));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing: the server does.
  }
}

async function there() {
  if (leaving || !dirty()) return;
  try {
    await post(`${about.top}giu/${about.path}`, fields());
    if (away) state.textContent = say("form.back");
    away = false;
  } catch {
    away = true;
    state.textContent = say("form.lost");
    clearTimeout(timer);
    timer = setTimeout(there, 4000);
  }
}

/** What lies in this browser from the last time, where the server has not got it. */
function rest() {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(KEY) || "null");
  } catch {
    return;
  }
  if (!kept || kept.form === saved || form.dataset.taken || document.querySelector("[name=viec][value=bo-do]")) return;
  const take = make("button", { type: "button", textContent: say("kept.take") });
  const drop = make("button", { type: "button", className: "quiet", textContent: say("kept.drop") });
  const note = make("section", { className: "note" }, make("h2", { textContent: say("kept.title") }), make("p", {}, take, " ", drop));
  form.before(note);
  drop.addEventListener("click", () => {
    localStorage.removeItem(KEY);
    note.remove();
  });
  take.addEventListener("click", async () => {
    const pairs = new URLSearchParams(kept.form);
    pairs.set("digest", kept.digest);
    await post(`${about.top}giu/${about.path}`, pairs);
    location.href = `${location.pathname}?do=1`;
  });
}

function hidden(name, value) {
  form.append(make("input", { type: "hidden", name, value }));
}

async function save(then) {
  clearTimeout(timer);
  const sent = told();
  const files = form.elements.anh;
  if (files?.files.length || about.new || form.elements.text) return plainly();
  try {
    const answer = await post(form.getAttribute("action"), fields());
    if (answer.stale || !answer.digest) return plainly();
    form.elements.digest.value = answer.digest;
    saved = sent;
    here();
    show(answer);
    const words = make("span", { textContent: `${say("form.saved", { time: answer.saved })}. ` });
    words.dataset.luu = "";
    for (const former of state.querySelectorAll("[data-luu]")) former.remove();
    state.prepend(words);
    form.addEventListener("input", () => words.remove(), { once: true });
    then(answer);
    settled();
  } catch {
    state.textContent = say("form.lost");
  }
}

/** By the browser itself: what the server has to say needs a page of its own. */
function plainly() {
  leaving = true;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
  hidden("viec", "luu");
  form.submit();
}

/** Questions that were ticked off went with the save. */
function settled() {
  for (const tick of form.querySelectorAll(".tick :checked")) tick.closest(".tick").remove();
  saved = told();
}

export function start(then) {
  saved = form.dataset.unsaved ? "" : told();
  rest();
  form.addEventListener("input", () => {
    here();
    clearTimeout(timer);
    timer = setTimeout(there, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "kiem") return;
    event.preventDefault();
    save(then);
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      save(then);
    }
  });
  addEventListener("beforeunload", (event) => {
    if (leaving || !dirty()) return;
    here();
    navigator.sendBeacon?.(`${about.top}giu/${about.path}`, fields());
    event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && dirty()) there();
  });
}
