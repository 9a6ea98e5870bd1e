// What an article says, read from its page: for quotations with the words that were meant, and for phrases that the
// index cannot prove.

import { Mismatch, pageOf } from "./search-fetch.js";
import { once } from "./search-files.js";
import { clean, exact, fold, pieces } from "./search-text.js";

const WINDOW = 34, LEAD = 6, SAID = 6;

/** What to mark for a parsed query: syllables, and runs of syllables that must stand together. */
export function wanted(query, unfinished) {
  return query.clauses.flatMap((clause, k) => {
    const terms = clause.terms.map((term, n) => ({ ...term, begins: unfinished[k] && n === clause.terms.length - 1 }));
    const free = terms.filter((_, n) => !clause.covers.some((c) => c.start <= n && n < c.end)).map((t) => [t]);
    const covers = clause.covers.flatMap((cover) => cover.rows.flatMap((row) => [
      ...row.forms.map((form) => form.map((t) => ({ fold: t.fold, exact: t.fold, marked: false }))),
      row.shortFolds.map((f) => ({ fold: f, exact: f, marked: false, capitals: row.capitals })),
    ]));
    return [...clause.phrases, ...covers, ...free];
  });
}

const fits = (word, term) => {
  if (term.capitals && word.text !== word.text.toUpperCase()) return false;
  if (term.begins) return word.fold.startsWith(term.fold);
  return term.marked ? word.exact === term.exact : word.fold === term.fold;
};

/** The places of the wanted runs in the words: for each word -1 or the number of the run it belongs to. */
function hitsIn(words, runs) {
  const hits = new Int32Array(words.length).fill(-1);
  const find = (loose) => runs.forEach((run, n) => {
    for (let at = 0; at + run.length <= words.length; at++) {
      const here = (term, k) => words[at + k].text && fits(words[at + k], loose ? { ...term, marked: false } : term);
      if (run.every(here)) {
        for (let k = 0; k < run.length; k++) if (hits[at + k] < 0) hits[at + k] = n;
      }
    }
  });
  find(false);
  // Nothing in the form that was typed: show what folds alike.
  if (!hits.some((hit) => hit >= 0)) find(true);
  return hits;
}

function segments(s, words, hits, from, to) {
  const out = [];
  let at = from;
  const add = (text, hit) => {
    const last = out[out.length - 1];
    if (!text) return;
    if (last && last.hit === hit) last.text += text;
    else out.push({ text, hit });
  };
  for (let n = 0; n < words.length; n++) {
    const { start, end } = words[n];
    if (hits[n] < 0 || start < from || end > to) continue;
    // One mark over neighbours of one line of words.
    const joined = n > 0 && hits[n - 1] >= 0 && /^ ?$/.test(s.slice(at, start));
    add(s.slice(at, start), joined && out.length > 0);
    add(s.slice(start, end), true);
    at = end;
  }
  add(s.slice(at, to), false);
  return out;
}

const wordsOf = (s) => pieces(s).map((piece) => {
  const form = piece.text && exact(piece.text);
  return { ...piece, exact: form, fold: piece.text && fold(form) };
});

/** A short text whole, as [{text, hit}]. */
export function marked(text, runs) {
  const s = clean(text);
  const words = wordsOf(s);
  return segments(s, words, hitsIn(words, runs), 0, s.length);
}

/**
 * The best window of a long text: `parts` as [{text, hit}], ends that were cut with an ellipsis; `said`, words of one line
 * that lead to the first hit on the page, "" when there is none.
 */
export function excerpt(text, runs) {
  const s = clean(text).replace(/[ \t]+/g, " ").trim();
  const words = wordsOf(s);
  const hits = hitsIn(words, runs);
  let best = 0, most = -1;
  for (let start = 0; start < words.length; start++) {
    if (hits[start] < 0) continue;
    const seen = new Set();
    let score = 0;
    for (let n = start; n < Math.min(start + WINDOW - LEAD, words.length); n++) {
      if (hits[n] < 0) continue;
      if (!seen.has(hits[n])) score += 10 * runs[hits[n]].length;
      seen.add(hits[n]);
      score += n > start && hits[n - 1] >= 0 && hits[n - 1] !== hits[n] ? 3 : 0;
    }
    if (score > most) { most = score; best = start; }
  }
  let first = best;
  // Begin with the sentence if it is near.
  while (first > 0 && best - first < LEAD && words[first - 1].text) first--;
  const last = Math.min(first + WINDOW, words.length) - 1;
  if (last < 0) return { parts: [], said: "" };
  const from = first === 0 ? 0 : words[first].text ? words[first].start : words[first].end;
  const whole = segments(s, words, hits, from, last === words.length - 1 ? s.length : words[last].end);
  const out = whole.map(({ text: part, hit }) => ({ text: part.replace(/\s+/g, " "), hit }));
  if (from > 0) out.unshift({ text: "… ", hit: false });
  if (last < words.length - 1) out.push({ text: " …", hit: false });
  return { parts: out, said: hits[best] < 0 ? "" : placeOf(s, words, best) };
}

/** Some words from a place on, of one line: as many as should be nowhere else. */
function placeOf(s, words, at) {
  const end = s.indexOf("\n", words[at].start), line = end < 0 ? s.length : end;
  const inside = words.slice(at, at + SAID).filter((word) => word.text && word.end <= line);
  return s.slice(words[at].start, inside.at(-1)?.end ?? words[at].end);
}

// --- pages

const BLOCK = /^(P|H\d|[DUO]L|LI|T[RDH]|TABLE|CAPTION|D[TD]|FIGURE|FIGCAPTION|BLOCKQUOTE|PRE|DIV|DETAILS|SUMMARY|[BH]R)$/;

// The twin of plaintext.of: only blocks, where they begin and end, and forced line breaks part lines; the numbers of
// lists are words and those of footnotes are none.
function textOf(node, out = []) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) out.push(child.data.replace(/\s+/g, " "));
    else if (child.nodeType === Node.ELEMENT_NODE && !child.matches(".footnote-ref, .footnote-backref")) {
      const ends = BLOCK.test(child.tagName) ? ["\n"] : [];
      // The first paragraph of an item goes on the line of its number.
      const begins = child.tagName === "P" && node.tagName === "LI" && !child.previousElementSibling;
      out.push(...(begins ? [] : ends), ...numberOf(child));
      textOf(child, out);
      out.push(...ends);
    }
  }
  return out;
}

/** The number that the browser gives an item: the editor typed it. Footnotes have theirs from nobody. */
function numberOf(item) {
  const list = item.parentElement;
  if (item.tagName !== "LI" || list?.tagName !== "OL" || list.closest(".footnote")) return [];
  return [`${list.start + [...list.children].indexOf(item)}. `];
}

/** The text of an article's page, a paragraph a line: of what was reported (`body`), and all that is searched (`all`). */
export const read = (url) => once(pages, url, () => readAnew(url));

const pages = new Map();

async function readAnew(url) {
  const page = await pageOf(url);
  const body = page.querySelector("[data-search-body]");
  if (!body) throw new Mismatch(url);
  const said = [...page.querySelectorAll("[data-search], [data-search-body]")].map((part) => textOf(part).join(""));
  const facts = [...page.querySelectorAll("[data-search-facts]")].map((part) => part.dataset.searchFacts);
  return { body: textOf(body).join(""), all: [...said, ...facts].join("\n") };
}

/** Whether a text holds these terms side by side, each in its own form if marked. */
export function holds(text, terms) {
  const words = wordsOf(clean(text));
  return words.some((_, at) => terms.every((term, n) => words[at + n]?.text && fits(words[at + n], term)));
}
