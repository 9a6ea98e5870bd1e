// What a query finds, and in which order: the quick twin of bangvang/search/twin.py.

import { agrees } from "./search-index.js";

const CAP = 31;
const MOST_READ = 48; // articles that are read for phrases which the index cannot prove
const AT_ONCE = 6;

/**
 * Look a parsed query up. `holds(document, terms)` reads an article for a phrase that the index cannot prove. Returns
 * {ranks, unfinished, believed}: for every document of the archive -1 when it is not found, else its relevance; whether
 * the last term stood for all words that begin so; how many phrases were taken for granted, since to read so many
 * articles would take too long.
 */
export async function lookUp(index, query, holds) {
  const wordsOf = await Promise.all(index.trees.map((tree) => Promise.all(query.terms.map((t) => tree.words(t.fold)))));
  const last = query.terms.length - 1;
  const unfinished = query.openEnded && !query.covers.some((cover) => cover.end > last)
    && wordsOf.every((words) => !words[last].forms.size);
  const ranks = new Int32Array(index.documents), doubts = [];
  await Promise.all(index.trees.map(async (tree, n) => {
    const found = await inTree(tree, query, wordsOf[n], unfinished);
    ranks.set(found.ranks, index.starts[n]);
    for (const [document, terms] of found.doubts) doubts.push([index.starts[n] + document, terms]);
  }));
  if (doubts.length > MOST_READ) return { ranks, unfinished, believed: doubts.length };
  const read = async () => {
    for (let next; (next = doubts.pop());) if (!await holds(...next)) ranks[next[0]] = -1;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, read));
  return { ranks, unfinished, believed: 0 };
}

async function inTree(tree, query, words, unfinished) {
  const ranks = new Int32Array(tree.documents).fill(-1);
  const terms = unfinished ? query.terms.slice(0, -1) : query.terms;
  const [concepts, phrases] = await Promise.all([
    Promise.all(query.covers.map((cover) => covered(tree, cover))),
    Promise.all(query.phrases.map((phrase) => tree.phrase(phrase))),
  ]);
  const coverOf = query.terms.map((_, n) => query.covers.findIndex((c) => c.start <= n && n < c.end));
  const hits = new Uint8Array(tree.documents).fill(1);
  const keep = (mask) => { for (let d = 0; d < hits.length; d++) if (!mask[d]) hits[d] = 0; };
  phrases.forEach(keep);
  words.forEach(({ documents, other }, n) => {
    const mask = coverOf[n] < 0 ? new Uint8Array(tree.documents) : concepts[coverOf[n]].slice();
    for (const d of n === terms.length ? other : documents) mask[d] = 1; // the last may be unfinished
    keep(mask);
  });
  const doubts = phrases.flatMap((mask, n) => members(hits).filter((d) => mask[d] > 1).map((d) => [d, query.phrases[n]]));
  if (!hits.includes(1)) return { ranks, doubts };

  const shown = [...terms, ...query.phrases.flat()];
  const [spoken, ...counters] = await Promise.all([
    Promise.all(shown.map((term) => tree.said(term))),
    ...[3, 2].map((size) => neighbours(tree, terms, size, coverOf, concepts)),
  ]);
  const exact = new Counter(tree.documents), titled = new Counter(tree.documents);
  shown.forEach((term, n) => {
    if (n < terms.length && term.marked) {
      if (coverOf[n] >= 0) exact.add(members(concepts[coverOf[n]]));
      exact.add(spoken[n].documents);
      exact.next();
    }
    titled.add(spoken[n].titled);
    titled.next();
  });
  const order = [exact, counters[0].own, counters[1].own, counters[0].any, counters[1].any, titled];
  for (let d = 0; d < ranks.length; d++) {
    if (!hits[d]) continue;
    let rank = 0;
    for (const { counts } of order) rank = rank * (CAP + 1) + counts[d];
    ranks[d] = rank;
  }
  return { ranks, doubts };
}

/** Counts for each document for how many things it was named, up to CAP; one thing may name it several times. */
class Counter {
  constructor(size) {
    this.counts = new Uint8Array(size);
    this.last = new Uint32Array(size);
    this.thing = 1;
  }
  add(documents) {
    const { counts, last, thing } = this;
    for (const d of documents) {
      if (last[d] === thing) continue;
      last[d] = thing;
      if (counts[d] < CAP) counts[d]++;
    }
  }
  next() { this.thing++; }
}

const members = (mask) => {
  const out = [];
  for (let d = 0; d < mask.length; d++) if (mask[d]) out.push(d);
  return out;
};

async function covered(tree, cover) {
  const mask = new Uint8Array(tree.documents);
  for (const concept of cover.concepts) for (const d of (await tree.words(`@${concept}`)).other) mask[d] = 1;
  return mask;
}

/** For every document: how many runs of `size` neighbouring terms stand side by side, in their own form, in any. */
async function neighbours(tree, terms, size, coverOf, concepts) {
  const own = new Counter(tree.documents), any = new Counter(tree.documents);
  const starts = Array.from({ length: Math.max(0, terms.length - size + 1) }, (_, n) => n);
  const found = await Promise.all(starts.map((n) => tree.runs(terms.slice(n, n + size).map((t) => t.fold))));
  starts.forEach((n) => {
    const cover = coverOf[n];
    if (cover >= 0 && coverOf.slice(n, n + size).every((c) => c === cover)) {
      for (const counter of [own, any]) counter.add(members(concepts[cover]));
    }
    const fits = agrees(terms.slice(n, n + size));
    for (const run of found[n]) {
      any.add(run.documents);
      if (fits(run)) own.add(run.documents);
    }
    own.next();
    any.next();
  });
  return { own, any };
}

/** The documents of a result in order. `sort`: lien-quan, moi-nhat, cu-nhat, so-luong (which needs the numbers). */
export function order(documents, ranks, sort, numbers) {
  const out = [...documents];
  if (sort === "cu-nhat") return out.sort((a, b) => a - b);
  const key = sort === "so-luong" ? numbers : sort === "lien-quan" ? ranks : null;
  return out.sort((a, b) => (key ? key[b] - key[a] : 0) || b - a);
}

/**
 * Narrow the found documents by the chosen values and count every choice: a choice's number is what the query and
 * the other facets leave it. `facets`: name to {values, of}; `chosen`: name to a set of values.
 */
export function narrow(ranks, facets, chosen) {
  const names = [...facets.keys()];
  const wanted = names.map((name) => {
    const values = chosen.get(name);
    return values && values.size ? facets.get(name).values.map((value) => values.has(value)) : null;
  });
  const counts = names.map((name) => new Uint32Array(facets.get(name).values.length));
  const kept = [];
  // A value that no document has is a choice that leaves nothing.
  for (let d = 0; d < ranks.length; d++) {
    if (ranks[d] < 0) continue;
    let misses = 0, missed = -1;
    for (let n = 0; n < names.length && misses < 2; n++) {
      if (wanted[n] && !facets.get(names[n]).of[d].some((value) => wanted[n][value])) { misses++; missed = n; }
    }
    if (misses > 1) continue;
    if (misses === 0) kept.push(d);
    for (let n = 0; n < names.length; n++) {
      if (misses === 0 || n === missed) for (const value of facets.get(names[n]).of[d]) counts[n][value]++;
    }
  }
  return { kept, counts: new Map(names.map((name, n) => [name, counts[n]])) };
}
