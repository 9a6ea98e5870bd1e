// What the best article that a question finds lacks of it: the twin of bangvang/search/lacks.py.

import { OWN_WEIGHT } from "./search-rank.js";

const MOST = 30, FEW = 3;
export const ENOUGH = 2;

const got = (rank) => Math.floor(rank / 32 ** 8);
const titled = (rank) => Math.floor(rank / 32) % 32;

/** How much; null when nothing is found. `names`: by facet, the values that a question may name. */
export function lacking({ query: { clauses }, unfinished, documents, ranks, index }, names) {
  if (!documents.length) return null;
  const best = documents.reduce((most, d) => Math.max(most, got(ranks[d])), 0);
  if (clauses.length !== 1) return 0;
  const terms = unfinished[0] ? clauses[0].terms.slice(0, -1) : clauses[0].terms;
  if (terms.length > MOST) return 0;
  const { runs, own } = parts(terms.map((term) => term.fold), names, new Set(index.manifest.years.map(([year]) => String(year))));
  const together = runs.reduce((sum, size) => sum + Math.max(0, size - 1) + Math.max(0, size - 2), 0);
  return Math.max(0, terms.filter((term) => term.marked).length + together + OWN_WEIGHT * own - best);
}

/** The documents that lack no more than the best one does, in order. */
export function fitting({ documents, ranks }) {
  const best = documents.reduce((most, d) => Math.max(most, got(ranks[d])), 0);
  return documents.filter((d) => got(ranks[d]) === best);
}

/** How long the runs are that names of provinces and years part, and which of both are named. */
function parts(said, names, years) {
  const provinces = ["tinh", "tinh-nay"].flatMap((facet) => [...names[facet] ?? []]).map((value) => value.split("-"));
  const cuts = [0], own = new Set();
  for (let at = 0; at < said.length;) {
    const isYear = years.has(said[at]);
    const named = provinces.filter((name) => name.every((part, n) => part === said[at + n])).map((name) => name.length);
    const size = Math.max(Number(isYear), ...named);
    if (size) {
      own.add(isYear);
      cuts.push(at, at + size);
    }
    at += size || 1;
  }
  cuts.push(said.length);
  return { runs: cuts.slice(1).map((end, n) => end - cuts[n]), own: own.size };
}

/** Whether little was found, and none of it with a word of the question in its title. */
export const isLittle = ({ documents, ranks }) => documents.length <= FEW && !documents.some((d) => titled(ranks[d]));
