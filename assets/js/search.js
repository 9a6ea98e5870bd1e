// The search page: what is asked is in the address, what is found is looked up in the index. What is not needed to open
// the page is loaded when it is.

import { Mismatch } from "./search-fetch.js";
import {
  box, chips, choices, clear, complain, count, element, fill, filters, form, groups, help, hints, idle, labelOf, list, names,
  note, page, root, see, settle, status, tally, wait, words,
} from "./search-page.js";
import { hasCue, isEmpty, parse, prepare, ready } from "./search-query.js";
import { addressOf, choicesOf, endsOf, stateOf, toggled, yearsOf } from "./search-state.js";

const PAGE = 20, FIRST = 5, FEW = 3, MOST_READ = 96, PAUSE = 250, THINK = 700;

const header = document.getElementById("o-tim");
const { tu: from, den: to, "sap-xep": sortBox } = form.elements;
const title = document.title;
const isWide = matchMedia("(min-width: 60rem)");
const after = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

let asked = null; // the state that was asked for last
let shown = null; // what stands on the page
let turn = 0; // a run that is no longer the newest shows nothing

// --- the form and the address

function fromForm() {
  let { chosen } = asked; // it may hold values that the form does not offer
  for (const choice of choices) chosen = toggled(chosen, choice.name, choice.value, choice.checked);
  return { q: box.value, chosen, sort: sortBox.value, years: yearsOf(from?.value, to?.value), insists: false };
}

function toForm({ q, chosen, sort, years }) {
  for (const input of [box, header]) if (input && input.value !== q) input.value = q;
  for (const choice of choices) choice.checked = chosen.get(choice.name)?.has(choice.value) ?? false;
  for (const group of groups) if (chosen.has(group.dataset.facet)) group.open = true;
  sortBox.value = sort;
  const ends = endsOf(years);
  [from, to].forEach((end, n) => { if (end) end.value = ends[n]; });
  const chip = (what, state) => {
    const button = element("button", { type: "button", "aria-label": fill(words.drop, { what }) }, what);
    button.addEventListener("click", () => lead({ ...asked, ...state() }));
    return element("li", {}, button);
  };
  const buttons = choicesOf(chosen).map(([facet, value]) =>
    chip(labelOf(facet, value), () => ({ chosen: toggled(asked.chosen, facet, value, false) })));
  if (years) buttons.push(chip(ends.join("–"), () => ({ years: null })));
  chips.replaceChildren(...buttons);
  tally.textContent = buttons.length || "";
  clear.hidden = !buttons.length;
  document.title = q.trim() ? `${q.trim()} – ${title}` : title;
}

let isTyping = false;

function go(state, { typed = false } = {}) {
  const address = location.pathname + addressOf(state);
  if (address !== location.pathname + location.search) {
    if (!typed || !isTyping) {
      remember();
      history.pushState(null, "", address);
    } else history.replaceState(null, "", address);
  }
  isTyping = typed;
  if (!typed) hints.replaceChildren();
  toForm(state);
  return run(state, { typed });
}

function lead(state) {
  status.focus({ preventScroll: true });
  return go(state);
}

const remember = () => history.replaceState({ count: shown?.count ?? 0, top: scrollY }, "");

function start() {
  const state = stateOf(location.search);
  toForm(state);
  return run(state, history.state ?? {});
}

// --- a run, from the state to the page

let current = null, opening = null;

const part = (loaded) => loaded.catch(() => { throw Object.assign(new Mismatch(), { isScript: true }); });
const engine = () => part(import("./search-rank.js"));

async function opened(isAnew = false) {
  if (current && !isAnew) return current;
  const { Index } = await engine();
  opening ??= Index.open(new URL("tim-kiem/", root).href, isAnew ? "reload" : "no-cache");
  try {
    const index = await opening;
    index.abbreviations ??= prepare(index.manifest.abbreviations);
    return current = index;
  } finally { opening = null; }
}

async function run(state, { again = false, count: size = 0, top = 0, typed = false } = {}) {
  const isStale = ++turn && watch();
  asked = state;
  await ready(state.q).catch(() => {}); // a part that is missing is missed below
  if (isStale()) return;
  if (isEmpty(parse(state.q, [], names)) && !state.chosen.size && !state.years) {
    shown = null;
    return idle(state.q.trim() ? words.nothing : words.idle);
  }
  wait(shown);
  try {
    const [index, { find }, { cardsOf }] = await Promise.all([opened(again), engine(), part(import("./search-cards.js"))]);
    const archive = { index, names, holds: (document, terms) => holds(index, document, terms) };
    const plain = { ...await find(archive, state), count: 0 };
    await taken(plain, FIRST); // what is left of it when those that must be read have been
    const { found, way, offers } = await meant(archive, plain, typed, isStale);
    if (isStale()) return;
    const next = { ...found, again, way, offers, count: 0, draw: cardsOf(found, root, typed ? THINK : 0) };
    const first = await index.cards(await taken(next, FIRST));
    if (isStale()) return;
    shown = next;
    list.replaceChildren();
    help.hidden = note.hidden = true;
    show(first);
    count(shown);
    const { announce, offer } = await part(import("./search-notes.js"));
    if (isStale()) return;
    announce(shown, state, lead);
    if (typed) await after(THINK);
    if (isStale()) return;
    await beside(() => offer(archive, next, isStale, lead, state));
    if (isStale()) return;
    await Promise.all([rest(Math.max(PAGE, size) - FIRST, isStale), loadMore()]);
    if (isStale()) return;
    settle("done", shown);
    if (top) scrollTo(0, top);
    await beside(countChoices);
  } catch (error) {
    if (isStale()) return;
    // The site was published anew while this page was open: begin again, once.
    if (error instanceof Mismatch && !error.isScript && !again) return run(state, { again: true, count: size, top });
    list.replaceChildren();
    shown = null;
    note.hidden = true;
    settle("error", shown);
    status.dataset.total = "";
    complain(error, shown, retry);
  }
}

function watch() {
  const mine = turn;
  return () => mine !== turn;
}

const retry = (error) => (error.isScript ? location.reload() : run(asked, { again: true, count: shown?.count }));

async function meant(archive, found, typed, isStale) {
  const plain = { found, way: null, offers: [] };
  if (found.state.insists || (found.documents.length && !hasCue(found.state.q, archive.index.manifest.cues))) return plain;
  if (typed) await after(THINK);
  return isStale() ? plain : (await part(import("./search-mend.js"))).answer(archive, found);
}

async function taken(found, size) {
  const out = [];
  for (let read = 0; read < MOST_READ && out.length < size && found.count + out.length < found.documents.length;) {
    const at = found.count + out.length, some = found.documents.slice(at, at + size - out.length);
    read += some.filter((d) => found.doubts.has(d)).length;
    const ranks = await Promise.all(some.map((d) => (found.doubts.has(d) ? found.verify(d) : 0)));
    const wrong = new Set(some.filter((_, n) => ranks[n] < 0));
    if (wrong.size) found.documents = found.documents.filter((d) => !wrong.has(d));
    out.push(...some.filter((d) => !wrong.has(d)));
  }
  return out;
}

async function rest(size, isStale) {
  const found = shown, cards = await found.index.cards(await taken(found, size));
  if (isStale()) return;
  show(cards);
  count(shown);
}

async function holds(index, document, terms) {
  const [[{ url }], { read, holds: isIn }] = await Promise.all([index.cards([document]), part(import("./search-excerpt.js"))]);
  return isIn((await read(new URL(url, root).href)).all, terms);
}

function show(cards) {
  list.append(...cards.filter(({ id }) => !shown.ahead?.has(id)).map(shown.draw));
  shown.count += cards.length;
}

async function beside(work) {
  const found = shown;
  try {
    await work(found);
  } catch (error) {
    if (found !== shown) return;
    if (error instanceof Mismatch && !found.again) {
      found.again = true;
      await run(asked, { again: true, count: found.count });
    } else complain(error, shown, retry);
  }
}

async function countChoices(found) {
  if (!found || !filters.open) return;
  await (await part(import("./search-counts.js"))).countChoices(found, () => found !== shown);
}

// --- what the reader does

const search = { go, fromForm, beside, rest, taken, opened, watch, get shown() { return shown; } };
let more = null;

function loadMore() {
  return more ??= import("./search-more.js").then(({ listen: begin }) => begin(search), () => { more = null; });
}

function listen() {
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      loadMore();
      go(fromForm(), { typed: true });
      // Without completions, too, one can search; the search says what is wrong.
      await import("./search-offers.js").then(({ complete }) => complete(search, () => isTyping)).catch(() => {});
    }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    go(fromForm());
    if (!isWide.matches) toResults();
  });
  header?.form.addEventListener("submit", (event) => {
    event.preventDefault();
    go({ ...asked, q: header.value, insists: false });
  });
  form.addEventListener("change", ({ target }) => { if (target.name && target !== box) go(fromForm()); });
  form.addEventListener("focusin", loadMore, { once: true });
  box.parentElement.addEventListener("focusout", ({ relatedTarget }) => {
    if (!box.parentElement.contains(relatedTarget)) hints.replaceChildren();
  });
  clear.addEventListener("click", () => lead({ ...asked, q: box.value, chosen: new Map(), years: null }));
  see.addEventListener("click", () => {
    filters.open = isWide.matches;
    toResults();
  });
  for (const group of [filters, ...groups]) group.addEventListener("toggle", () => { if (group.open) beside(countChoices); });
  // A jump inside the page is no other question.
  addEventListener("popstate", () => {
    isTyping = false;
    if (addressOf(stateOf(location.search)) !== addressOf(asked)) start();
  });
  list.addEventListener("click", remember);
}

function toResults() {
  status.focus({ preventScroll: true });
  status.scrollIntoView();
}

// Where it cannot run, search-guard.js says so.
if ("DecompressionStream" in globalThis) {
  page.dataset.ready = "";
  history.scrollRestoration = "manual"; // results come later than the browser thinks
  filters.open = isWide.matches;
  listen();
  start();
}
