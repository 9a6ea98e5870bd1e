// What a query finds, and in which order: the quick twin of bangvang/search/twin.py.

import { agrees } from "./search-files.js";
import { parse } from "./search-query.js";

export { Index } from "./search-index.js";

const quoted = () => import("./search-quoted.js");
const CAP = 31;
export const OWN_WEIGHT = 3;
const PROVINCES = ["tinh", "tinh-nay"];

/** {ranks: -1 where a document is not found, unfinished: by clause, doubts: what `verify(document)` has yet to read}. */
async function lookUp({ index, names, holds }, query) {
  const ranks = new Float64Array(index.documents).fill(query.clauses.length ? -1 : 0);
  const found = await Promise.all(query.clauses.map((clause) => inArchive(index, clause, names)));
  for (const { ranks: some } of found) for (let d = 0; d < some.length; d++) ranks[d] = Math.max(ranks[d], some[d]);
  const unsure = query.excluded.length || found.some(({ checks }) => checks.size);
  const beside = unsure ? await (await quoted()).proven(index, query, found, ranks, holds) : { doubts: new Map() };
  return { ranks, unfinished: found.map((each) => each.unfinished), ...beside };
}

async function inArchive(index, clause, names) {
  const wordsOf = await Promise.all(index.trees.map((tree) => Promise.all(clause.terms.map((t, n) => tree.words(t.fold, clause.terms[n + 1]?.fold)))));
  const last = clause.terms.length - 1;
  const unfinished = clause.openEnded && !clause.covers.some((cover) => cover.end > last)
    && wordsOf.every((words) => !words[last].forms.size);
  const ranks = new Float64Array(index.documents), checks = new Map();
  await Promise.all(index.trees.map(async (tree, n) => {
    const start = index.starts[n];
    const years = index.yearOf.subarray(start, start + tree.documents);
    const found = await inTree(tree, clause, wordsOf[n], unfinished, years, names);
    ranks.set(found.ranks, start);
    for (const [d, terms] of found.doubts) checks.set(start + d, [...checks.get(start + d) ?? [], terms]);
  }));
  return { ranks, unfinished, checks };
}

async function inTree(tree, clause, words, unfinished, years, names) {
  const ranks = new Float64Array(tree.documents).fill(-1);
  const terms = unfinished ? clause.terms.slice(0, -1) : clause.terms;
  const [concepts, phrases] = await Promise.all([
    Promise.all(clause.covers.map((cover) => covered(tree, cover))),
    Promise.all(clause.phrases.map(async (phrase) => (await quoted()).phraseIn(tree, phrase))),
  ]);
  const covering = (from, to) => clause.covers.flatMap((c, n) => (c.start <= from && to <= c.end ? [concepts[n]] : []));
  const hits = new Uint8Array(tree.documents).fill(1);
  const keep = (mask) => { for (let d = 0; d < hits.length; d++) if (!mask[d]) hits[d] = 0; };
  phrases.forEach(keep);
  words.forEach(({ documents, other }, n) => {
    const mask = maskOf(tree, n === terms.length ? other : documents); // the last may be unfinished
    for (const concept of covering(n, n + 1)) for (let d = 0; d < mask.length; d++) mask[d] |= concept[d];
    keep(mask);
  });
  if (!hits.includes(1)) return { ranks, doubts: [] };

  const inside = [...terms, ...clause.phrases.flat()];
  const spoken = `-${terms.map((term) => term.fold).join("-")}-`;
  const provinces = PROVINCES.flatMap((facet) => [...names[facet] ?? []]).filter((value) => spoken.includes(`-${value}-`));
  const [said, own, ...neighbouring] = await Promise.all([
    Promise.all(inside.map((term) => tree.said(term))),
    covered(tree, { concepts: provinces.map((value) => `${value.replaceAll("-", "_")}_`) }),
    ...[3, 2].map((size) => neighbours(tree, terms, size, covering)),
  ]);
  for (const [start, end] of clause.places) for (let n = start; n < Math.min(end, terms.length) - 1; n++) keep(neighbouring[1].has[n]);
  const doubts = phrases.flatMap((mask, n) => members(hits).filter((d) => mask[d] > 1).map((d) => [d, clause.phrases[n]]));
  const [exact, titled, told] = Array.from({ length: 3 }, () => new Counter(tree.documents));
  inside.forEach((term, n) => {
    if (n < terms.length && term.marked) {
      exact.add(said[n].documents);
      // What is said by an abbreviation alone is said rightly.
      for (const concept of covering(n, n + 1)) exact.add(members(concept, maskOf(tree, words[n].documents)));
    }
    titled.add(said[n].titled);
    told.add(members(maskOf(tree, said[n].documents), maskOf(tree, said[n].aside)));
    for (const counter of [exact, titled, told]) counter.next();
  });
  const named = new Set(terms.map((term) => term.fold));
  const [threes, twos] = neighbouring;
  const before = [exact, threes.own, twos.own, threes.any, twos.any];
  for (let d = 0; d < ranks.length; d++) {
    if (!hits[d]) continue;
    const mine = named.has(String(years[d])) + own[d];
    let rank = exact.counts[d] + threes.any.counts[d] + twos.any.counts[d] + OWN_WEIGHT * mine;
    for (const { counts } of before) rank = rank * (CAP + 1) + counts[d];
    rank = rank * (CAP + 1) + mine;
    for (const { counts } of [titled, told]) rank = rank * (CAP + 1) + counts[d];
    ranks[d] = rank;
  }
  return { ranks, doubts };
}

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

const members = (mask, not) => {
  const out = [];
  for (let d = 0; d < mask.length; d++) if (mask[d] && !not?.[d]) out.push(d);
  return out;
};

function maskOf(tree, documents) {
  const mask = new Uint8Array(tree.documents);
  for (const d of documents) mask[d] = 1;
  return mask;
}

async function covered(tree, cover) {
  const found = await Promise.all(cover.concepts.map((concept) => tree.words(`@${concept}`)));
  return maskOf(tree, found.flatMap(({ other }) => [...other]));
}

async function neighbours(tree, terms, size, covering) {
  const own = new Counter(tree.documents), any = new Counter(tree.documents);
  const starts = Array.from({ length: Math.max(0, terms.length - size + 1) }, (_, n) => n);
  const found = await Promise.all(starts.map((n) => tree.runs(terms.slice(n, n + size).map((t) => t.fold))));
  const has = starts.map((n) => {
    const fits = agrees(terms.slice(n, n + size));
    for (const run of found[n]) {
      any.add(run.documents);
      if (fits(run)) own.add(run.documents);
    }
    const spelled = maskOf(tree, found[n].flatMap((run) => [...run.documents]));
    const said = covering(n, n + size).flatMap((concept) => members(concept, spelled));
    for (const counter of [own, any]) {
      counter.add(said);
      counter.next();
    }
    for (const d of said) spelled[d] = 1;
    return spelled;
  });
  return { own, any, has };
}

function order(documents, ranks, sort, numbers) {
  const out = [...documents];
  if (sort === "cu-nhat") return out.sort((a, b) => a - b);
  const key = sort === "so-luong" ? numbers : sort === "lien-quan" ? ranks : null;
  return out.sort((a, b) => (key ? key[b] - key[a] : 0) || b - a);
}

/**
 * {index, state, query, unfinished, doubts, verify, ranks, documents}. `names`: by facet, the values that a question may
 * name; `holds(document, terms)` reads an article.
 */
export async function find(archive, state, query = parse(state.q, archive.index.abbreviations, archive.names)) {
  const { index } = archive, { chosen, sort, years } = state, isNarrowed = chosen.size || years || query.fields.length || query.years;
  const beside = isNarrowed || sort === "so-luong" ? await import("./search-facets.js") : null;
  const asked = new Set([...chosen.keys(), ...query.fields.map(([name]) => name)]);
  const [found, facets, numbers] = await Promise.all([
    lookUp(archive, query), isNarrowed ? beside.facetsOf(index, index.columnsOf(asked)) : null,
    sort === "so-luong" ? beside.numbersOf(index) : null,
  ]);
  if (isNarrowed) beside.limit(found.ranks, index, query, years, facets);
  const kept = isNarrowed ? beside.narrow(found.ranks, facets, chosen).kept
    : [...found.ranks.keys()].filter((d) => found.ranks[d] >= 0);
  return { index, state, query, ...found, documents: order(kept, found.ranks, sort, numbers) };
}
