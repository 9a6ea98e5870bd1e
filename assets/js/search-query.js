// A query, read: twin of bangvang/search/query.py.

import { clean, exact, fold, syllables } from "./search-text.js";

const words = (s) => syllables(s).filter(Boolean);

function term(syllable) {
  const form = exact(syllable);
  const plain = fold(form);
  return { exact: form, fold: plain, marked: form !== plain };
}

export const isCapital = (s) => s.length > 1 && [...s].slice(0, 2).every((c) => c !== c.toLowerCase());

/** The abbreviations of the manifest, made ready: [short, long, capitals] rows. */
export function prepare(rows) {
  return rows.map(([short, long, capitals]) => ({
    short, long, capitals: Boolean(capitals),
    shortFolds: words(short).map((s) => term(s).fold),
    longTerms: words(long).map(term),
    concept: words(long).map((s) => term(s).fold).join("_"),
  }));
}

/** Read a query: {terms, phrases, covers, openEnded}. */
export function parse(s, abbreviations = []) {
  const segments = clean(s).split(/["“”„‟«»″]/u);
  const terms = [], phrases = [], typed = [];
  segments.forEach((segment, n) => {
    if (n % 2) {
      const phrase = words(segment).map(term);
      if (phrase.length) phrases.push(phrase);
      return;
    }
    for (const chunk of segment.split(/[\s\x1c-\x1f]+/)) {
      const found = words(chunk);
      typed.push([terms.length, found]);
      terms.push(...found.map(term));
    }
  });
  const last = segments[segments.length - 1];
  const openEnded = terms.length > 0 && segments.length % 2 === 1 && /[\p{L}\p{N}]$/u.test(last);
  return { terms, phrases, covers: covers(terms, typed, abbreviations), openEnded };
}

function covers(terms, typed, abbreviations) {
  const found = new Map();
  const add = (start, end, row) => {
    const key = `${start}-${end}`;
    if (!found.has(key)) found.set(key, { start, end, concepts: [], rows: [] });
    const span = found.get(key);
    if (!span.concepts.includes(row.concept)) span.concepts.push(row.concept);
    span.rows.push(row);
  };
  for (const row of abbreviations) {
    for (const [start, spoken] of typed) {
      if (spoken.length === row.shortFolds.length && spoken.every((s, n) => term(s).fold === row.shortFolds[n])
          && (!row.capitals || spoken.every(isCapital))) add(start, start + spoken.length, row);
    }
    const long = row.longTerms;
    for (let start = 0; start + long.length <= terms.length; start++) {
      if (long.every((want, n) => {
        const got = terms[start + n];
        return got.marked ? got.exact === want.exact : got.fold === want.fold;
      })) add(start, start + long.length, row);
    }
  }
  const kept = [];
  const spans = [...found.values()].sort((a, b) => (b.end - b.start) - (a.end - a.start) || a.start - b.start);
  for (const span of spans) if (kept.every((k) => span.end <= k.start || k.end <= span.start)) kept.push(span);
  return kept.sort((a, b) => a.start - b.start);
}
