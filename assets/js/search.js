// The search page: what is asked is in the address, what is found is looked up in the index. Drawing results, ways out
// of an empty one, completions and the table are modules of their own, loaded when they are needed.

import { element } from "./search-dom.js";
import { Index, Mismatch, once } from "./search-index.js";
import { lookUp, narrow, order } from "./search-rank.js";
import { addressOf, choicesOf, stateOf, toggled } from "./search-state.js";
import { parse, prepare } from "./search-text.js";

const PAGE = 20, PAUSE = 180, SLOW = 400;

const page = document.getElementById("tim-kiem");
const words = JSON.parse(page.dataset.words);
const root = new URL(page.dataset.root, location.href);
const form = document.getElementById("tim");
const box = form.elements.q;
const sortBox = form.elements["sap-xep"];
const [list, status, help, hints, note, chips, filters, tally, see, more, clear, save] = [
  "ket-qua", "so-ket-qua", "tro-giup", "goi-y", "mo-rong", "dang-loc", "bo-loc", "so-bo-loc", "xem-ket-qua", "xem-them",
  "xoa-bo-loc", "tai-ve",
].map((id) => document.getElementById(id));
const header = document.getElementById("o-tim");
const choices = [...form.querySelectorAll("input[type=checkbox]")];
const groups = [...form.querySelectorAll("details[data-facet]")];
const title = document.title;
const isWide = matchMedia("(min-width: 60rem)");
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const number = (n) => n.toLocaleString(document.documentElement.lang);
const say = (one, many, n) => (n === 1 ? one : fill(many, { n: number(n) }));

let asked = null; // the state that was asked for last
let shown = null; // what stands on the page
let turn = 0; // a run that is no longer the newest shows nothing

// --- the form and the address

function fromForm() {
  let { chosen } = asked; // it may hold values that the form does not offer
  for (const choice of choices) chosen = toggled(chosen, choice.name, choice.value, choice.checked);
  return { q: box.value, chosen, sort: sortBox.value };
}

function toForm({ q, chosen, sort }) {
  for (const input of [box, header]) if (input && input.value !== q) input.value = q;
  for (const choice of choices) choice.checked = chosen.get(choice.name)?.has(choice.value) ?? false;
  for (const group of groups) if (chosen.has(group.dataset.facet)) group.open = true;
  sortBox.value = sort;
  const buttons = choicesOf(chosen).map(([facet, value]) => {
    const what = labelOf(facet, value);
    const chip = element("button", { type: "button", "aria-label": fill(words.drop, { what }) }, what);
    chip.addEventListener("click", () => lead({ ...asked, chosen: toggled(asked.chosen, facet, value, false) }));
    return element("li", {}, chip);
  });
  chips.replaceChildren(...buttons);
  tally.textContent = buttons.length || "";
  clear.hidden = !buttons.length;
  document.title = q.trim() ? `${q.trim()} – ${title}` : title;
}

const labelOf = (facet, value) => choices.find((choice) => choice.name === facet && choice.value === value)
  ?.nextElementSibling.textContent ?? value;

let isTyping = false;

/** Ask something else. What is typed letter by letter is one step back. */
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
  return run(state);
}

/** Ask something else from a control that may be gone then. */
function lead(state) {
  status.focus({ preventScroll: true });
  return go(state);
}

/** Keep with the address how far the reader came. */
const remember = () => history.replaceState({ count: shown?.count ?? 0, top: scrollY }, "");

function start() {
  const state = stateOf(location.search);
  toForm(state);
  return run(state, history.state ?? {});
}

// --- a run, from the state to the page

let opening = null;

function opened(cache = "no-cache") {
  const mine = opening ??= Index.open(new URL("tim-kiem/", root).href, cache).then((index) => {
    index.abbreviations = prepare(index.manifest.abbreviations);
    return index;
  });
  mine.catch(() => { if (opening === mine) opening = null; });
  return mine;
}

async function run(state, { again = false, count = 0, top = 0 } = {}) {
  const mine = ++turn, isStale = () => mine !== turn;
  asked = state;
  const { terms, phrases } = parse(state.q);
  if (!terms.length && !phrases.length && !state.chosen.size) return idle(state.q.trim() ? words.nothing : words.idle);
  wait();
  try {
    const index = await opened(again ? "reload" : "no-cache");
    const [found, { cardsOf }, { choicesNamed, waysOn }] = await Promise.all([
      find(index, state), import("./search-cards.js"), import("./search-ways.js"),
    ]);
    const size = Math.max(PAGE, count), first = await index.cards(found.documents.slice(0, size));
    const totalOf = async (other) => (await find(index, other)).documents.length;
    const ways = found.documents.length ? null : await waysOn(index, state, found.query, totalOf);
    if (isStale()) return;
    shown = {
      ...found, count: 0, draw: cardsOf(found.query, found.unfinished, root), named: choicesNamed(found.query, choices),
    };
    list.replaceChildren();
    help.hidden = true;
    show(first);
    announce(ways);
    if (top) scrollTo(0, top);
    await beside(countChoices);
  } catch (error) {
    if (isStale()) return;
    opening = null;
    // The site was published anew while this page was open: begin again, once.
    if (error instanceof Mismatch && !again) return run(state, { again: true, count, top });
    list.replaceChildren();
    shown = null;
    note.hidden = true;
    settle("error");
    status.dataset.total = "";
    complain(error);
  }
}

/** What a state finds: {index, state, query, unfinished, believed, ranks, documents}. */
async function find(index, state) {
  const query = parse(state.q, index.abbreviations);
  const [{ ranks, unfinished, believed }, facets, numbers] = await Promise.all([
    lookUp(index, query, (document, terms) => holds(index, document, terms)),
    facetsOf(index, index.columnsOf(state.chosen)),
    state.sort === "so-luong" ? index.numbers() : null,
  ]);
  const documents = order(narrow(ranks, facets, state.chosen).kept, ranks, state.sort, numbers);
  return { index, state, query, unfinished, believed, ranks, documents };
}

async function facetsOf(index, names) {
  const columns = await Promise.all(names.map((name) => index.column(name)));
  return new Map([["nam", index.years()], ...columns.flatMap((column) => [...column])]);
}

/** Whether an article holds a phrase that the index cannot prove. */
function holds(index, document, terms) {
  return once(index.read, `${document} ${terms.map((term) => term.exact).join(" ")}`, async () => {
    const [[{ url }], { read, holds: isIn }] = await Promise.all([index.cards([document]), import("./search-excerpt.js")]);
    return isIn((await read(new URL(url, root).href)).all, terms);
  });
}

let slow;

function wait() {
  list.dataset.state = "loading";
  list.setAttribute("aria-busy", "true");
  // What stands here answers another question: nobody should open, keep or continue it.
  list.inert = save.disabled = more.disabled = true;
  clearTimeout(slow);
  slow = setTimeout(() => { status.textContent = words.searching; }, shown ? SLOW : 0);
}

function settle(state) {
  clearTimeout(slow);
  list.dataset.state = state;
  list.removeAttribute("aria-busy");
  list.inert = more.disabled = false;
  save.disabled = !shown?.documents.length;
  more.hidden = !shown || shown.count >= shown.documents.length;
}

function idle(text) {
  shown = null;
  list.replaceChildren();
  settle("done");
  status.dataset.total = "0";
  status.textContent = text;
  see.textContent = words.see_results;
  help.hidden = note.hidden = true;
  for (const choice of choices) put(choice, null);
  for (const group of groups) group.hidden = false;
}

function announce(ways) {
  const total = shown.documents.length;
  settle("done");
  status.dataset.total = String(total);
  status.textContent = total ? say(words.one, words.many, total) : words.none;
  see.textContent = `${words.see_results} (${say(words.see_one, words.see, total)})`;
  const meant = shown.query.covers.flatMap((cover) => cover.rows.map((row) => `${row.short} = ${row.long}`));
  const said = [];
  if (meant.length) said.push(element("p", {}, fill(words.also, { what: [...new Set(meant)].join("; ") })));
  if (shown.believed) said.push(element("p", {}, fill(words.believed, { n: number(shown.believed) })));
  if (total) said.push(...narrower());
  note.replaceChildren(...said);
  note.hidden = !said.length;
  if (ways) offer(ways);
}

/** A question that names a province, a form or a topic: the filter of that name says more than the words. */
function narrower() {
  return shown.named.map((choice) => {
    const group = choice.closest("details").querySelector("summary").textContent;
    const text = fill(words.narrow, { name: choice.nextElementSibling.textContent, group });
    return way(text, { ...asked, chosen: toggled(asked.chosen, choice.name, choice.value, true) }, "p");
  });
}

function offer({ missing, ways }) {
  const said = missing.length ? fill(words.missing, { what: missing.map((word) => `“${word}”`).join(", ") }) : words.together;
  const links = ways.map(({ kind, state, total }) => {
    const what = fill(words[kind], { q: state.q });
    const isFreed = kind !== "unfiltered" && asked.chosen.size > state.chosen.size;
    return way(`${isFreed ? fill(words.and_unfiltered, { what }) : what} (${say(words.see_one, words.see, total)})`, state, "li");
  });
  help.replaceChildren(element("p", {}, links.length ? `${said} ${words.try}` : `${said} ${words.fewer}`));
  if (links.length) help.append(element("ul", {}, ...links));
  help.hidden = false;
}

function way(text, state, name) {
  const link = element("a", { href: location.pathname + addressOf(state) }, text);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    lead(state);
  });
  return element(name, {}, link);
}

function show(cards) {
  list.append(...cards.map(shown.draw));
  shown.count += cards.length;
}

/** Something besides the results, which stay when it fails; `work` may be asked for twice. */
async function beside(work) {
  const found = shown;
  try {
    await work(found);
  } catch (error) {
    if (found !== shown) return;
    opening = null;
    if (error instanceof Mismatch) await run(found.state, { again: true, count: found.count });
    else complain(error);
  }
}

function complain(error) {
  const again = element("button", { type: "button" }, words.retry);
  again.addEventListener("click", () => {
    status.focus({ preventScroll: true });
    help.hidden = true;
    run(asked, { again: true, count: shown?.count });
  });
  const said = error instanceof Mismatch ? words.stale : words.broken;
  if (!shown) status.textContent = words.failed;
  help.replaceChildren(element("p", { role: "alert" }, said), again);
  help.hidden = false;
  help.scrollIntoView({ block: "nearest" });
}

// --- numbers beside the choices

async function countChoices(found) {
  if (!found || !filters.open) return;
  const open = groups.filter((group) => group.open).map((group) => group.dataset.facet);
  const facets = await facetsOf(found.index, found.index.columnsOf(new Set([...found.state.chosen.keys(), ...open])));
  if (found !== shown) return;
  const { counts } = narrow(found.ranks, facets, found.state.chosen);
  const places = new Map([...facets].map(([name, { values }]) => [name, new Map(values.map((v, n) => [v, n]))]));
  for (const choice of choices) {
    const at = places.get(choice.name);
    put(choice, at ? counts.get(choice.name)[at.get(choice.value)] ?? 0 : null);
  }
  for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
}

function put(choice, n) {
  const row = choice.closest("li"), place = row.querySelector(".count");
  place.textContent = n === null ? "" : number(n);
  if (n === null) delete place.dataset.count;
  else place.dataset.count = String(n);
  row.hidden = n === 0 && !choice.checked && choice !== document.activeElement;
}

// --- completions, the rest of the results, the table

async function complete() {
  const typed = box.value;
  hints.replaceChildren();
  const { offersFor } = await import("./search-offers.js");
  const { at, words: offers } = await offersFor(await opened(), typed);
  if (box.value !== typed || document.activeElement !== box || !isTyping) return;
  hints.replaceChildren(...offers.map((word) => {
    const button = element("button", { type: "button" }, word);
    button.addEventListener("click", () => {
      box.value = `${typed.slice(0, at)}${word} `;
      box.focus();
      go(fromForm());
    });
    return element("li", {}, button);
  }));
}

async function further(found) {
  const mine = turn;
  more.disabled = true;
  try {
    const cards = await found.index.cards(found.documents.slice(found.count, found.count + PAGE));
    if (mine !== turn) return;
    const from = list.children.length;
    show(cards);
    list.children[from]?.querySelector("a").focus();
  } finally {
    if (mine === turn) settle("done");
  }
}

async function download(found) {
  const mine = turn;
  save.disabled = true;
  try {
    const [{ keep }, cards] = await Promise.all([import("./search-table.js"), found.index.cards(found.documents)]);
    keep(cards, root);
  } finally {
    if (mine === turn) save.disabled = false;
  }
}

// --- what the reader does

function listen() {
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      go(fromForm(), { typed: true });
      complete().catch(() => {}); // without completions, too, one can search; the search says what is wrong
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
    go({ ...asked, q: header.value });
  });
  form.addEventListener("change", ({ target }) => { if (target !== box) go(fromForm()); });
  box.parentElement.addEventListener("focusout", ({ relatedTarget }) => {
    if (!box.parentElement.contains(relatedTarget)) hints.replaceChildren();
  });
  clear.addEventListener("click", () => lead({ ...asked, q: box.value, chosen: new Map() }));
  see.addEventListener("click", () => {
    filters.open = isWide.matches;
    toResults();
  });
  save.addEventListener("click", () => beside(download));
  more.addEventListener("click", () => beside(further));
  for (const group of [filters, ...groups]) group.addEventListener("toggle", () => { if (group.open) beside(countChoices); });
  // A jump inside the page is no other question.
  addEventListener("popstate", () => {
    isTyping = false;
    if (addressOf(stateOf(location.search)) !== addressOf(asked)) start();
  });
  list.addEventListener("click", remember);
  document.addEventListener("keydown", keys);
}

/** Put the results before the reader's eyes, and the keyboard of a phone away. */
function toResults() {
  status.focus({ preventScroll: true });
  status.scrollIntoView();
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && hints.children.length) {
    event.preventDefault();
    hints.replaceChildren();
    box.focus();
  }
  if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || list.inert) return;
  const links = [...list.querySelectorAll(".card-title a")], n = links.indexOf(document.activeElement);
  if (document.activeElement !== box && n < 0) return;
  const next = event.key === "ArrowDown" ? links[n + 1] : n === 0 ? box : links[n - 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

// Where it cannot run, search-guard.js says so.
if ("DecompressionStream" in globalThis) {
  page.dataset.ready = "";
  history.scrollRestoration = "manual"; // results come later than the browser thinks
  filters.open = isWide.matches;
  listen();
  start();
}
