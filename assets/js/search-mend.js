// What is shown where nothing was found, and what is offered where little was: the quick twin of
// bangvang/search/corrections.py, where the rules are set out. Loaded then.

import { phraseIn } from "./search-quoted.js";
import { find } from "./search-rank.js";
import { alike } from "./search-hearing.js";
import { QUOTES, isQuestion, parse } from "./search-query.js";
import { keyed, lexisOf, parted, replaced, synonyms, unasked, unmarked, wordsOf } from "./search-rewording.js";
import { addressOf } from "./search-state.js";
import { clean } from "./search-text.js";

const FEW = 3, FAR_MORE = 10, MOST_SETS = 8, MOST_UNITS = 30, MOST_TRIED = 12;
const TITLED = 32; // a relevance, divided by this, ends in how many terms stand in the title

/** {found, way, offers}: what is shown, how it was come by (null: as asked), and what else finds more. */
export async function answer(archive, found) {
  const { state, query } = found;
  if (state.insists || !query.clauses.length) return { found, way: null, offers: [] };
  const asks = isQuestion(state.q, archive.index.manifest.questions);
  const isPoor = found.documents.length <= FEW && !found.documents.some((d) => Math.floor(found.ranks[d] / TITLED) % 32);
  if (!asks && !isPoor) return { found, way: null, offers: [] };
  const known = await knownTo(archive, state);
  if (asks) {
    const q = await unasked(state.q, known.lexis);
    if (q !== state.q && await known.total(q)) return { found: await known.find(q), way: { kind: "question", q }, offers: [] };
  }
  if (found.documents.length) return { found, way: null, offers: isPoor ? await better(known, state.q, found) : [] };
  const way = await meant(known, state);
  return way ? { found: await known.find(way.q, way.isUnfiltered), way, offers: [] } : { found, way, offers: [] };
}

/** What can be asked of an archive, all of a state staying as it is but the words. */
async function knownTo(archive, state) {
  const lexis = await lexisOf(archive.index, archive.names), asked = new Map();
  const known = {
    archive, state, lexis,
    find(q, isUnfiltered) {
      const other = { ...state, q, ...(isUnfiltered ? { chosen: new Map(), years: null } : {}) }, key = addressOf(other);
      if (!asked.has(key)) asked.set(key, find(archive, other));
      return asked.get(key);
    },
    total: async (q) => (await known.find(q)).documents.length,
  };
  return known;
}

async function meant(known, state) {
  const { lexis } = known;
  if ((state.chosen.size || state.years) && (await known.find(state.q, true)).documents.length) {
    return { kind: "unfiltered", q: state.q, isUnfiltered: true };
  }
  let now = await unasked(state.q, lexis);
  if (now !== state.q && await known.total(now)) return { kind: "question", q: now };
  for (const stage of [keyed, parted, unmarked, alike]) {
    const tried = (await stage(now, lexis)).slice(0, MOST_TRIED);
    for (const q of tried) if (await known.total(q)) return { kind: "meant", q };
    // What only sounds alike and finds nothing is no better than what was typed.
    if (tried.length && (stage === keyed || stage === parted)) [now] = tried;
  }
  for (const q of await synonyms(now, lexis)) if (q !== now && await known.total(q)) return { kind: "synonym", q };
  const loose = now.replace(QUOTES, " ");
  if (loose !== now && await known.total(loose)) return { kind: "unquoted", q: loose };
  const [nearer = now] = await alike(now, lexis, { onlyBeside: true });
  const ways = [];
  for (const q of new Set([now, nearer])) ways.push(await without(known, q));
  return ways.filter(Boolean).sort((a, b) => a.dropped.length - b.dropped.length)[0] ?? null;
}

async function better(known, q, { documents }) {
  const { lexis } = known, words = await wordsOf(q, lexis), out = [];
  const pairs = words.slice(1).map((word, n) => lexis.isBeside(words[n].term.fold, word.term.fold));
  if (words.length > 1 && !(await Promise.all(pairs)).some(Boolean)) {
    for (const other of [...await keyed(q, lexis), ...await alike(q, lexis)]) {
      const total = await known.total(other);
      if (total < FAR_MORE * documents.length) continue;
      out.push({ kind: "meant", q: other, total });
      break;
    }
  }
  for (const other of await synonyms(q, lexis)) {
    const total = await known.total(other);
    if (total <= documents.length) continue;
    out.push({ kind: "synonym", q: other, total });
    break;
  }
  return out;
}

/** The question without the fewest of its words and phrases. */
async function without(known, q) {
  const { archive, state, lexis } = known, query = parse(q, lexis.abbreviations, lexis.names), [clause] = query.clauses;
  if (query.clauses.length !== 1) return null;
  const spans = [...clause.termSpans, ...clause.phraseSpans];
  if (spans.length > MOST_UNITS) return null;
  const { unfinished: [unfinished] } = await known.find(q);
  const { documents } = await find(archive, { ...state, sort: "moi-nhat" }, { ...query, clauses: [] });
  const masks = await unitsOf(archive.index, clause, unfinished), lacking = new Map();
  for (const d of documents) {
    const some = masks.reduce((bits, mask, n) => (mask[d] ? bits : bits | (1 << n)), 0);
    lacking.set(some, (lacking.get(some) ?? 0) + 1);
  }
  const sets = [...lacking].map(([bits, count]) => ({ some: spans.flatMap((_, n) => (bits >> n & 1 ? [n] : [])), count }));
  const fewest = Math.min(...sets.map(({ some }) => some.length));
  if (!(fewest > 0 && fewest <= spans.length / 2)) return null;
  const having = spans.map((_, n) => sets.reduce((sum, { some, count }) => sum + (some.includes(n) ? 0 : count), 0));
  const least = ({ some }) => some.reduce((sum, n) => sum + having[n], 0);
  const inOrder = (a, b) => a.some.map((n, k) => n - b.some[k]).find(Boolean) ?? 0;
  const chosen = sets.filter(({ some }) => some.length === fewest).sort((a, b) => least(b) - least(a) || inOrder(a, b));
  let best = null, most = -1;
  for (const { some } of chosen.slice(0, MOST_SETS)) {
    const dropped = some.map((n) => spans[n]), other = replaced(q, dropped.map((span) => [span, ""]));
    const found = await known.find(other);
    const rank = found.documents.reduce((top, d) => Math.max(top, found.ranks[d]), -1);
    if (rank <= most) continue;
    most = rank;
    best = { kind: "without", q: other, dropped: dropped.map((span) => clean(q).slice(...span).replace(QUOTES, "")) };
  }
  return best;
}

/** For each term, then each phrase, the documents of the archive that have it. */
async function unitsOf(index, { terms, phrases, covers }, unfinished) {
  const masks = [...terms, ...phrases].map(() => new Uint8Array(index.documents));
  await Promise.all(index.trees.flatMap((tree, t) => {
    const mark = (n, documents) => { for (const d of documents) masks[n][index.starts[t] + d] = 1; };
    return [
      ...terms.map(async (term, n) => {
        const { documents, other } = await tree.words(term.fold);
        mark(n, unfinished && n === terms.length - 1 ? other : documents);
      }),
      ...covers.flatMap(({ start, end, concepts }) => concepts.map(async (concept) => {
        const { other } = await tree.words(`@${concept}`);
        for (let n = start; n < end; n++) mark(n, other);
      })),
      ...phrases.map(async (phrase, n) => masks[terms.length + n].set(await phraseIn(tree, phrase), index.starts[t])),
    ];
  }));
  return masks;
}
