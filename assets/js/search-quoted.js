// Phrases in quotes, of any length, and what is excluded. Loaded with the first of them.

import { DEEPEST, agrees } from "./search-files.js";

const MOST_READ = 48; // articles that are read for phrases which the index cannot prove, before anything is shown
const AT_ONCE = 6;

/** Take what is excluded out of the ranks, and read what the index cannot prove: {doubts, verify}. */
export async function proven(index, { excluded }, found, ranks, holds) {
  const doubts = new Map(), unwanted = new Map();
  for (const { checks } of found) {
    for (const d of checks.keys()) doubts.set(d, found.map((each) => each.ranks[d] >= 0 && each));
  }
  for (const phrase of excluded) {
    const masks = await Promise.all(index.trees.map((tree) => phraseIn(tree, phrase)));
    masks.forEach((mask, n) => mask.forEach((value, d) => {
      const document = index.starts[n] + d;
      if (value === 1) ranks[document] = -1;
      else if (value) unwanted.set(document, [...unwanted.get(document) ?? [], phrase]);
    }));
  }
  for (const document of unwanted.keys()) if (!doubts.has(document)) doubts.set(document, null);
  for (const document of doubts.keys()) if (ranks[document] < 0) doubts.delete(document);
  async function verify(document) {
    let rank = doubts.get(document) ? -1 : ranks[document];
    for (const each of doubts.get(document) || []) {
      const all = each ? await Promise.all((each.checks.get(document) ?? []).map((terms) => holds(document, terms))) : [];
      if (each && all.every(Boolean)) rank = Math.max(rank, each.ranks[document]);
    }
    for (const phrase of unwanted.get(document) ?? []) if (await holds(document, phrase)) rank = -1;
    doubts.delete(document);
    return ranks[document] = rank;
  }
  if (doubts.size <= MOST_READ) {
    const waiting = [...doubts.keys()];
    const read = async () => { for (let next; (next = waiting.pop()) !== undefined;) await verify(next); };
    await Promise.all(Array.from({ length: AT_ONCE }, read));
  }
  return { doubts, verify };
}

/**
 * Mark the documents that hold these terms side by side, each in its own form if marked. Of more than six terms the
 * index cannot prove everything: documents marked 2 must be looked at.
 */
export function phraseIn(tree, terms) {
  return tree.once(`p ${terms.map((t) => t.exact).join(" ")}`, async () => {
    const out = new Uint8Array(tree.documents), size = terms.length;
    const mark = (documents, value) => { for (const d of documents) out[d] = value; };
    if (size === 1) mark((await tree.said(terms[0])).documents, 1);
    else if (size < 4) mark(await hold(tree, terms), 1);
    else if (size <= DEEPEST) {
      // Both halves, where the middle comes but once; where it is repeated, the run itself is listed.
      const [head, tail, repeated, listed] = await Promise.all([
        phraseIn(tree, terms.slice(0, -1)), phraseIn(tree, terms.slice(1)), repeat(tree, terms.slice(1, -1)), hold(tree, terms),
      ]);
      for (let d = 0; d < out.length; d++) out[d] = head[d] & tail[d];
      mark(repeated, 0);
      mark(listed, 1);
    } else {
      // All runs of six; they overlap in one place where the five between them come but once.
      const starts = Array.from({ length: size - DEEPEST + 1 }, (_, n) => n);
      const [runs, seams] = await Promise.all([
        Promise.all(starts.map((n) => phraseIn(tree, terms.slice(n, n + DEEPEST)))),
        Promise.all(starts.slice(1).map((n) => repeat(tree, terms.slice(n, n + DEEPEST - 1)))),
      ]);
      out.fill(1);
      for (const run of runs) for (let d = 0; d < out.length; d++) out[d] &= run[d];
      for (const seam of seams) for (const d of seam) if (out[d]) out[d] = 2;
    }
    return out;
  });
}

async function hold(tree, terms) {
  const runs = await tree.runs(terms.map((t) => t.fold));
  return runs.filter(agrees(terms)).flatMap((run) => [...run.documents]);
}

async function repeat(tree, terms) {
  return (await tree.runs(terms.map((t) => t.fold))).flatMap((run) => [...run.repeated]);
}
