// What a reader types, read: the twin of bangvang/search/query.py.

import { agrees, clean, fold, spansOf, termOf, termsOf, words } from "./search-text.js";

export const QUOTES = /["“”„‟«»″]/gu;
const BLANK = /[\s\x1c-\x1f]/, CHUNK = /[^\s\x1c-\x1f]+/g;

const isCapital = (s) => s.length > 1 && [...s].slice(0, 2).every((c) => c !== c.toLowerCase());

export function prepare(given) {
  const rows = given.map(([short, long, capitals]) => ({
    short, long, capitals, shortFolds: termsOf(short).map((t) => t.fold), longTerms: termsOf(long),
  }));
  for (const row of rows) {
    const long = row.longTerms;
    row.concept = long.map((t) => t.fold).join("_");
    row.forms = [long, ...rows.filter((other) => other.short && !other.capitals && other.longTerms.length < long.length).flatMap((other) =>
      long.flatMap((_, at) => (other.longTerms.every((t, n) => long[at + n]?.exact === t.exact)
        ? [[...long.slice(0, at), ...other.shortFolds.map(termOf), ...long.slice(at + other.longTerms.length)]] : [])))];
  }
  return rows;
}

const OPERATORS = /[:|]|(?:^|\s)(?:-|ho[aặ]c|or)(?:\P{L}|.)/iu;
let operator = () => 0;

/** Load the operators, where a query may have some. */
export async function ready(q) {
  if (OPERATORS.test(`${q} `.normalize("NFC"))) ({ operator } = await import("./search-operators.js"));
}

/**
 * Read a query: {clauses: [{terms, phrases, covers, openEnded}], excluded, fields: [[name, run]], years}.
 * `names`: by facet, the values that it may name.
 */
export function parse(s, abbreviations = [], names = {}) {
  const items = itemsOf(clean(s)), query = read(items, abbreviations, names, operator);
  return isEmpty(query) && !query.excluded.length ? read(items, abbreviations, names, () => 0) : query;
}

export const isEmpty = ({ clauses, fields, years }) => !clauses.length && !fields.length && !years;

function itemsOf(cleaned) {
  const items = [];
  let start = 0;
  cleaned.split(QUOTES).forEach((segment, n) => {
    if (n % 2) {
      items.push({ text: segment, start, isQuoted: true, isGlued: start > 1 && !BLANK.test(cleaned[start - 2]) });
    } else for (const { 0: text, index } of segment.matchAll(CHUNK)) {
      items.push({ text, start: start + index, isGlued: n > 0 && !index });
    }
    start += segment.length + 1;
  });
  if (BLANK.test(cleaned.slice(-1))) items.push({ text: "", start }); // the last word is typed out
  return items;
}

function read(items, abbreviations, names, special) {
  const query = { clauses: [], excluded: [], fields: [], years: null }, drafts = [];
  let draft;
  const begin = () => drafts.push(
    draft = { terms: [], phrases: [], typed: [], openEnded: false, termSpans: [], phraseSpans: [] });
  begin();

  function plain(at) {
    const { text, start: from, isQuoted } = items[at];
    draft.openEnded = false;
    if (isQuoted) {
      const phrase = termsOf(text);
      if (phrase.length) {
        draft.phrases.push(phrase);
        draft.phraseSpans.push([from - 1, from + text.length + 1]);
      }
    } else if (text) {
      let start = draft.terms.length;
      draft.terms.push(...termsOf(text));
      draft.termSpans.push(...spansOf(text, from));
      // TP.HCM is two abbreviations, T.Ư one.
      draft.typed.push([start, words(text)]);
      for (const part of text.includes(".") ? text.split(".") : []) {
        draft.typed.push([start, words(part)]);
        start += words(part).length;
      }
      draft.openEnded = at === items.length - 1 && draft.terms.length > 0 && /[\p{L}\p{N}]$/u.test(text);
    }
    return at + 1;
  }

  for (let at = 0; at < items.length;) at = special({ items, at, query, begin, abbreviations, names }) || plain(at);
  query.clauses = drafts.filter(({ terms, phrases }) => terms.length || phrases.length)
    .map(({ typed, ...rest }) => ({ ...rest, ...covers(rest.terms, typed, abbreviations) }));
  return query;
}

function covers(terms, typed, abbreviations) {
  const found = new Map(), named = new Map();
  const add = (start, end, row) => {
    const key = `${start}-${end}`;
    if (!row.short) return named.set(key, [start, end]);
    if (!found.has(key)) found.set(key, { start, end, concepts: [], rows: [] });
    const span = found.get(key);
    if (!span.concepts.includes(row.concept)) span.concepts.push(row.concept);
    if (!span.rows.includes(row)) span.rows.push(row);
  };
  for (const row of abbreviations) {
    for (const [start, spoken] of typed) {
      if (row.short && spoken.length === row.shortFolds.length && spoken.every((s, n) => termOf(s).fold === row.shortFolds[n])
          && (!row.capitals || spoken.every(isCapital))) add(start, start + spoken.length, row);
    }
    for (const long of row.forms) {
      for (let start = 0; start + long.length <= terms.length; start++) {
        if (long.every((want, n) => agrees(terms[start + n], want))) add(start, start + long.length, row);
      }
    }
  }
  const others = (some, test) => some.filter((one) => !some.some((other) => other !== one && test(one, other)));
  const whole = others([...named.values()], (one, other) => other[0] <= one[0] && one[1] <= other[1]);
  return {
    covers: [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end),
    places: others(whole, (one, other) => other[0] < one[1] && one[0] < other[1]),
  };
}

/** Whether it may be a question in words, or name days in words. */
export const hasCue = (q, cues) => new RegExp(cues).test(` ${fold(q)} `);
