// Nothing typed is lost: it lies in this browser at once, beside the file on the server a moment later, and a
// save goes without leaving the page. The page is left only for one that has what was typed, and what lies here is
// dropped only when the server has said that it has it.

import { show } from "./check.js";
import { about, fields, form, make, post, say, state } from "./talk.js";

/** Under what a form's words lie in this browser: by where it is saved, which an import's page is not. */
const place = (address) => `soan:${new URL(address, location.href).pathname}`;
const PLACE = form ? place(form.getAttribute("action")) : "";
const PAUSE = 1500;
const AGAIN = 4000;
/** Whose form this is, what file it was made from, when it was sent: of the form, and not in it. */
const OWN = ["dau", "digest", "tam", "tu", "luot"];
let mine = ""; // where this window's words lie in this browser
let saved = "";
let kept = ""; // what the server has put aside
let timer = 0;
let lost = false;
let full = false;
let running = null;
let next = null;
let leaving = false;

/** Whether anything stands in the form that is not saved. */
export function dirty() {
  return told() !== saved;
}

function told(pairs = fields()) {
  const bare = new URLSearchParams(pairs);
  for (const name of OWN) bare.delete(name);
  return bare.toString();
}

/** The form as it is sent, with its turn: requests overtake each other. */
function sending() {
  const pairs = fields();
  pairs.set("luot", String(Math.round(performance.timeOrigin + performance.now())));
  return pairs;
}

// ---------------------------------------------------------------- in this browser

function here() {
  if (!dirty()) {
    drop(mine);
    return;
  }
  const entry = { digest: form.elements.digest.value, form: told(), at: Date.now(), there: told() === kept };
  try {
    localStorage.setItem(mine, JSON.stringify(entry));
    full = false;
  } catch {
    full = true; // a browser that keeps nothing, or no more: the server does
    if (entry.there) drop(mine);
  }
}

function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

function entries() {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (key !== mine && (key === PLACE || key.startsWith(`${PLACE}:`))) {
        found.push({ key, window: key.slice(PLACE.length + 1), ...JSON.parse(localStorage.getItem(key)) });
      }
    }
  } catch {
    // What cannot be read cannot be offered.
  }
  return found.sort((a, b) => (b.at || 0) - (a.at || 0));
}

/** What lies in this browser from the last time, where the server has not got it. */
function offer() {
  for (const entry of entries()) {
    const on = entry.window === about.taken || document.querySelector(`[data-kept="${entry.window}"]`);
    if (entry.form === saved || (entry.there && entry.window === about.taken)) drop(entry.key);
    else if (!(entry.there && on)) form.before(note(entry));
  }
}

function note(entry) {
  const take = make("button", { type: "button", textContent: say("kept.take") });
  const leave = make("button", { type: "button", className: "quiet", textContent: say("kept.drop") });
  const words = make("p", { textContent: entry.at ? say("kept.here", { time: new Date(entry.at).toLocaleString(document.documentElement.lang) }) : "" });
  const section = make("section", { className: "note" }, make("h2", { textContent: say("kept.title") }), words, make("p", {}, take, " ", leave));
  leave.addEventListener("click", () => {
    drop(entry.key);
    section.remove();
  });
  take.addEventListener("click", async () => {
    const pairs = new URLSearchParams(entry.form);
    const window = entry.window || form.elements.tam.value;
    pairs.set("digest", entry.digest);
    pairs.set("tam", window);
    const fault = await aside(pairs);
    if (fault) words.textContent = fault;
    else location.href = `${form.getAttribute("action")}?do=${window}`;
  });
  return section;
}

// ---------------------------------------------------------------- beside the file

/** Has a form put aside. Gives why it is not, in words; nothing when it is. */
async function aside(pairs, below = about.path) {
  try {
    const answer = await post(`${about.top}giu/${below}`, pairs);
    return answer.ok ? "" : say("form.unkept", { error: answer.error });
  } catch {
    return say(full ? "form.lost_all" : "form.lost");
  }
}

/** Puts the form aside on the server; gives whether it lies there now. */
async function there() {
  clearTimeout(timer);
  if (leaving || !dirty()) return true;
  const sent = told();
  const fault = await aside(sending());
  if (leaving) return !fault;
  if (fault) {
    lost = true;
    state("luu", fault, "bad");
    timer = setTimeout(there, AGAIN);
    return false;
  }
  kept = sent;
  here();
  if (lost) state("luu", say("form.back"));
  lost = false;
  return true;
}

// ---------------------------------------------------------------- into the file

/** Saves what stands in the form. Asked while a save is under way it saves once more after that. */
function save(then) {
  if (running) {
    next ||= running.then(() => {
      next = null;
      save(then);
    });
    return;
  }
  running = once(then).finally(() => {
    running = null;
  });
}

async function once(then) {
  if (leaving) return;
  clearTimeout(timer);
  form.dispatchEvent(new Event("gather"));
  here();
  const pairs = sending();
  state("luu", say("form.saving"));
  let answer = { error: say(full ? "form.lost_all" : "form.lost") };
  try {
    answer = await post(form.getAttribute("action"), pairs);
  } catch {
    lost = true;
  }
  if (answer.ok && answer.go) await moved(answer, told(pairs));
  else if (answer.ok) arrived(answer, pairs, then);
  else if (answer.stale) await both(answer);
  else refused(answer);
}

function arrived(answer, pairs, then) {
  form.elements.digest.value = answer.digest;
  saved = told(settled(pairs));
  kept = "";
  here();
  show(answer);
  const since = dirty();
  state("luu", since ? say("form.unsaved_since", { time: answer.saved }) : `${say("form.saved", { time: answer.saved })}.`);
  lost = false;
  if (since) timer = setTimeout(there, PAUSE);
  else form.addEventListener("input", () => state("luu", ""), { once: true });
  then(answer);
}

/** The article has another form now: what was typed since goes there with us. */
async function moved(answer, sent) {
  const since = told() !== sent;
  if (since) {
    const pairs = sending();
    pairs.set("digest", answer.digest);
    const entry = { digest: answer.digest, form: told(pairs), at: Date.now(), there: false };
    const below = decodeURIComponent(answer.go).split("/bai/")[1];
    try {
      localStorage.setItem(`${place(answer.go)}:${form.elements.tam.value}`, JSON.stringify(entry));
    } catch {
      // The server gets it next.
    }
    await aside(pairs, below);
  }
  leaving = true;
  drop(mine);
  location.href = since ? `${answer.go}?do=${form.elements.tam.value}` : answer.go;
}

/** Somebody else was here: both versions side by side, on a page that is made from what the server has kept. */
async function both(answer) {
  kept = "";
  if (!(await there())) return refused(answer);
  leaving = true;
  location.href = `${form.getAttribute("action")}?do=${form.elements.tam.value}`;
}

function refused(answer) {
  state("luu", answer.error || say("form.lost"), "bad");
  const field = answer.at && form.elements[answer.at];
  field?.setAttribute("aria-invalid", "true");
  field?.focus();
  timer = setTimeout(there, PAUSE);
}

/** Questions that were ticked off went with the save. Gives what of it stands in the form still. */
function settled(pairs) {
  const done = pairs.getAll("review.xong");
  for (const box of form.querySelectorAll(".tick :checked")) if (done.includes(box.value)) box.closest(".tick").remove();
  return new URLSearchParams([...pairs].filter(([name, value]) => !(/^review(\.xong)?$/.test(name) && done.includes(value))));
}

export function start(then) {
  mine = `${PLACE}:${form.elements.tam.value}`;
  saved = about.unsaved ? "" : told();
  offer();
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
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && !event.altKey) {
      event.preventDefault();
      save(then);
    }
  });
  addEventListener("beforeunload", (event) => {
    if (leaving || !dirty()) return;
    here();
    navigator.sendBeacon?.(`${about.top}giu/${about.path}`, sending());
    event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && dirty() && told() !== kept) there();
  });
}
