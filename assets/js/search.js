// The search page: reads its state from the address, and shows what the index answers.

import { Index, Mismatch } from "./search-index.js";
import { lookUp, narrow, order } from "./search-rank.js";
import { exact, fold, parse, prepare } from "./search-text.js";

const PAGE = 20, PAUSE = 180, SUGGESTIONS = 8;
const COLUMNS = { noi: ["tinh", "tinh-nay", "khu-vuc"], "hinh-thuc": ["hinh-thuc"], "chu-de": ["chu-de"] };
const FACETS = ["nam", ...Object.values(COLUMNS).flat()];
const columnOf = (facet) => Object.keys(COLUMNS).find((name) => COLUMNS[name].includes(facet));

const page = document.getElementById("tim-kiem");
const words = JSON.parse(page.dataset.words);
const root = new URL(page.dataset.root, location.href);
const base = new URL("tim-kiem/", root).href;
const form = document.getElementById("tim");
const box = form.elements.q;
const sortBox = form.elements["sap-xep"];
const list = document.getElementById("ket-qua");
const status = document.getElementById("so-ket-qua");
const help = document.getElementById("tro-giup");
const hints = document.getElementById("goi-y");
const note = document.getElementById("mo-rong");
const more = document.getElementById("xem-them");
const clear = document.getElementById("xoa-bo-loc");
const save = document.getElementById("tai-ve");
const choices = [...form.querySelectorAll("input[type=checkbox]")];
const groups = () => [...form.querySelectorAll("details[data-facet]")];
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const number = (n) => n.toLocaleString(document.documentElement.lang === "en" ? "en" : "vi");

// --- state: the address is all of it

function stateOf(search) {
  const given = new URLSearchParams(search);
  const chosen = new Map();
  for (const facet of FACETS) {
    const values = given.getAll(facet).filter(Boolean);
    if (values.length) chosen.set(facet, new Set(values));
  }
  const sort = [...sortBox.options].some((o) => o.value === given.get("sap-xep")) ? given.get("sap-xep") : "lien-quan";
  return { q: given.get("q") ?? "", chosen, sort };
}

function addressOf({ q, chosen, sort }) {
  const out = new URLSearchParams();
  if (q) out.set("q", q);
  for (const [facet, values] of chosen) for (const value of values) out.append(facet, value);
  if (sort !== "lien-quan") out.set("sap-xep", sort);
  const query = out.toString();
  return location.pathname + (query ? `?${query}` : "");
}

function fromForm() {
  const chosen = new Map();
  for (const choice of choices) {
    if (!choice.checked) continue;
    if (!chosen.has(choice.name)) chosen.set(choice.name, new Set());
    chosen.get(choice.name).add(choice.value);
  }
  return { q: box.value, chosen, sort: sortBox.value };
}

function toForm({ q, chosen, sort }) {
  if (box.value !== q) box.value = q;
  for (const choice of choices) choice.checked = chosen.get(choice.name)?.has(choice.value) ?? false;
  for (const group of groups()) {
    if (chosen.has(group.dataset.facet)) group.open = true;
  }
  sortBox.value = sort;
}

// --- the index

let opening = null;

function opened(cache) {
  opening ??= Index.open(base, cache).then((index) => {
    index.abbreviations = prepare(index.manifest.abbreviations);
    index.columnFiles = new Map();
    return index;
  });
  opening.catch(() => { opening = null; });
  return opening;
}

async function facetsOf(index, names) {
  const out = new Map([["nam", index.years()]]);
  await Promise.all(names.map(async (name) => {
    if (!index.columnFiles.has(name)) index.columnFiles.set(name, index.column(name, COLUMNS[name]));
    for (const [facet, column] of await index.columnFiles.get(name)) out.set(facet, column);
  }));
  return out;
}

// --- a run, from the state to the page

let turn = 0; // a run that is no longer the newest shows nothing
let shown = null;

async function run(state, { again = false } = {}) {
  const mine = ++turn;
  const stale = () => mine !== turn;
  clear.hidden = state.chosen.size === 0;
  if (!state.q.trim() && !state.chosen.size) return idle();
  list.dataset.state = "loading";
  list.setAttribute("aria-busy", "true");
  try {
    const index = await opened(again ? "reload" : "no-cache");
    const query = parse(state.q, index.abbreviations);
    const [{ ranks, unfinished }, needed, drawing] = await Promise.all([
      lookUp(index, query, (document, terms) => holds(index, document, terms)), facetsOf(index, needs(state)),
      import("./search-excerpt.js"), // not before there is something to show
    ]);
    const numbers = state.sort === "so-luong" ? await index.numbers() : null;
    if (stale()) return;
    const { kept } = narrow(ranks, needed, state.chosen);
    const documents = order(kept, ranks, state.sort, numbers);
    const found = { index, state, query, ranks, documents, drawing, runs: drawing.wanted(query, unfinished), at: 0 };
    const first = await index.cards(found.documents.slice(0, PAGE));
    if (stale()) return;
    shown = found;
    list.replaceChildren();
    show(first);
    announce();
    await count();
  } catch (error) {
    if (stale()) return;
    if (error instanceof Mismatch && !again) {
      // The site was published anew while this page was open: begin again, once.
      opening = null;
      return run(state, { again: true });
    }
    failed(error);
  }
}

const needs = (state) => [...new Set([...state.chosen.keys()].map(columnOf).filter(Boolean))];

function idle() {
  shown = null;
  list.replaceChildren();
  settle("done");
  status.dataset.total = "0";
  status.textContent = words.idle;
  help.hidden = note.hidden = more.hidden = true;
  save.disabled = true;
  for (const choice of choices) tally(choice, null);
  for (const group of groups()) group.hidden = false;
}

function settle(state) {
  list.dataset.state = state;
  list.removeAttribute("aria-busy");
}

function announce() {
  const total = shown.documents.length;
  status.dataset.total = String(total);
  status.textContent = total === 0 ? words.none : fill(total === 1 ? words.one : words.many, { n: number(total) });
  save.disabled = total === 0;
  const meant = [...new Set(shown.query.covers.flatMap((c) => c.rows).map((row) => `${row.short} = ${row.long}`))];
  note.hidden = meant.length === 0;
  note.textContent = meant.length ? fill(words.also, { what: meant.join("; ") }) : "";
  waysOn(total);
  settle("done");
}

function failed(error) {
  shown = null;
  list.replaceChildren();
  status.dataset.total = "";
  status.textContent = "";
  help.hidden = false;
  const again = element("button", { type: "button" }, words.retry);
  again.addEventListener("click", () => { opening = null; run(stateOf(location.search), { again: true }); });
  help.replaceChildren(element("p", {}, error instanceof Mismatch ? words.stale : words.broken), again);
  more.hidden = note.hidden = true;
  save.disabled = true;
  settle("error");
}

/** Nothing found: other spellings, fewer filters; the ways in stand below in any case. */
function waysOn(total) {
  help.hidden = total > 0;
  if (total) return;
  const { q, chosen } = shown.state;
  const tries = [];
  const way = (text, state) => {
    const link = element("a", { href: addressOf(state) }, text);
    link.addEventListener("click", (event) => { event.preventDefault(); go(state); });
    tries.push(element("li", {}, link));
  };
  const bare = fold(q);
  const loose = q.replace(/["“”„‟«»″]/gu, " ").trim();
  if (loose !== q.trim()) way(fill(words.unquoted, { q: loose }), { ...shown.state, q: loose });
  if (bare !== q.toLowerCase().trim()) way(fill(words.unmarked, { q: bare }), { ...shown.state, q: bare });
  if (chosen.size) way(words.unfiltered, { ...shown.state, chosen: new Map() });
  help.replaceChildren(element("p", {}, words.try), element("ul", {}, ...tries));
  if (!tries.length) help.replaceChildren(element("p", {}, words.fewer));
}

function element(name, attributes, ...children) {
  const out = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) out.setAttribute(key, value);
  out.append(...children);
  return out;
}

// Text nodes only: what an article says is never read as HTML.
const nodes = (parts) => parts.map(({ text, hit }) => (hit ? element("mark", {}, text) : text));

function show(cards) {
  for (const card of cards) {
    const url = new URL(card.url, root).href;
    const [year, month, day] = card.date.split("-");
    const date = [day, month, year].filter(Boolean).map((part) => part.replace(/^0/, "")).join("/");
    const item = element("li", { class: "card", "data-id": card.id },
      element("p", { class: "card-kicker" },
        ...(card.province ? [element("span", { class: "card-place" }, card.province), " "] : []),
        element("time", { datetime: card.date }, date)),
      element("h2", { class: "card-title", lang: "vi" },
        element("a", { href: url }, ...nodes(shown.drawing.marked(card.title, shown.runs)))),
      element("p", { class: "card-excerpt", lang: "vi" }),
      element("p", { class: "card-facts" }, element("strong", {}, card.total)));
    item.url = url;
    list.append(item);
    watcher.observe(item);
  }
  shown.at += cards.length;
  more.hidden = shown.at >= shown.documents.length;
}

const watcher = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    quote(target, shown);
  }
}, { rootMargin: "100px" });

async function quote(item, { drawing, runs }) {
  const place = item.querySelector(".card-excerpt");
  try {
    const { body } = await drawing.read(item.url);
    if (body) place.replaceChildren(...nodes(drawing.excerpt(body, runs)));
  } catch {
    place.remove(); // a result without its quotation is still right
  }
}

/** Whether an article holds a phrase that the index cannot prove; of one that cannot be read it is believed. */
async function holds(index, document, terms) {
  const [{ url }] = await index.cards([document]);
  const { read, holds: has } = await import("./search-excerpt.js");
  return read(new URL(url, root).href).then(({ all }) => has(all, terms), () => true);
}

// --- numbers beside the choices

async function count() {
  const found = shown;
  const open = groups().filter((group) => group.open);
  const names = new Set([...needs(found.state), ...open.map((group) => columnOf(group.dataset.facet)).filter(Boolean)]);
  if (!document.getElementById("bo-loc").open) return;
  const facets = await facetsOf(found.index, [...names]);
  if (found !== shown) return;
  const { counts } = narrow(found.ranks, facets, found.state.chosen);
  const places = new Map([...facets].map(([name, { values }]) => [name, new Map(values.map((v, n) => [v, n]))]));
  for (const choice of choices) {
    const at = places.get(choice.name);
    tally(choice, at ? counts.get(choice.name)[at.get(choice.value)] ?? 0 : null);
  }
  for (const group of groups()) group.hidden = !group.querySelector("li:not([hidden])");
}

function tally(choice, n) {
  const label = choice.closest("li");
  const place = label.querySelector(".count");
  place.textContent = n === null ? "" : number(n);
  if (n === null) delete place.dataset.count;
  else place.dataset.count = String(n);
  label.hidden = n === 0 && !choice.checked;
}

// --- completions

async function suggest() {
  const typed = box.value;
  hints.replaceChildren();
  const last = /[\p{L}\p{N}][\p{L}\p{N}\u0300-\u036f]*$/u.exec(typed);
  if (!last || !opening) return;
  try {
    const index = await opening;
    index.ready ??= index.completions();
    const all = await index.ready;
    if (box.value !== typed) return;
    const typedForm = exact(last[0]), plain = fold(typedForm), key = plain === typedForm ? "fold" : "word";
    const fitting = all.filter((each) => each.word !== typedForm && each[key].startsWith(typedForm));
    fitting.sort((a, b) => (b.fold === plain) - (a.fold === plain) || b.level - a.level || a.word.localeCompare(b.word, "vi"));
    const offers = fitting.slice(0, SUGGESTIONS).map(({ word }) => word);
    for (const row of index.abbreviations) {
      const short = row.shortFolds.join("");
      if (plain.length > 1 && short.startsWith(plain) && offers.length < SUGGESTIONS + 2) offers.push(row.long);
    }
    for (const word of new Set(offers)) {
      const button = element("button", { type: "button" }, word);
      button.addEventListener("click", () => {
        box.value = `${typed.slice(0, last.index)}${word} `;
        box.focus();
        go(fromForm());
        hints.replaceChildren();
      });
      hints.append(element("li", {}, button));
    }
  } catch { /* no completions; the search itself says what is wrong */ }
}

// --- a table of the results

async function download() {
  const found = shown;
  save.disabled = true;
  try {
    const cards = await found.index.cards(found.documents);
    const cell = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    // A cell that begins like a formula would be one in a spreadsheet.
    const safe = (value) => cell(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);
    const rows = [["id", "url", "title", "date", "province", "total"],
      ...cards.map((c) => [c.id, new URL(c.url, root).href, c.title, c.date, c.province, c.total])];
    const text = `\ufeff${rows.map((row) => row.map(safe).join(",")).join("\r\n")}\r\n`;
    const link = element("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: "bang-vang.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (error) { failed(error); } finally { save.disabled = false; }
}

// --- what the reader does

function go(state, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", addressOf(state));
  toForm(state);
  run(state);
}

function listen() {
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { go(fromForm(), { replace: true }); suggest(); }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    hints.replaceChildren();
    go(fromForm());
  });
  form.addEventListener("change", (event) => { if (event.target !== box) go(fromForm()); });
  clear.addEventListener("click", () => go({ ...fromForm(), chosen: new Map() }));
  save.addEventListener("click", download);
  more.addEventListener("click", async () => {
    const found = shown, from = list.children.length;
    try {
      const cards = await found.index.cards(found.documents.slice(found.at, found.at + PAGE));
      if (found !== shown) return;
      show(cards);
      list.children[from]?.querySelector("a").focus();
    } catch (error) { failed(error); }
  });
  for (const group of form.querySelectorAll("details")) {
    group.addEventListener("toggle", () => { if (group.open && shown) count().catch(failed); });
  }
  addEventListener("popstate", () => start());
  document.addEventListener("keydown", keys);
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const at = document.activeElement;
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const links = [...list.querySelectorAll(".card-title a")];
  const n = links.indexOf(at);
  if (at !== box && n < 0) return;
  const next = event.key === "ArrowDown" ? links[n + 1] : n === 0 ? box : links[n - 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function start() {
  const state = stateOf(location.search);
  toForm(state);
  return run(state);
}

help.hidden = "DecompressionStream" in globalThis;
if (!help.hidden) help.firstElementChild.textContent = words.old_browser;
else {
  document.getElementById("bo-loc").open = matchMedia("(min-width: 60rem)").matches;
  listen();
  start();
}
