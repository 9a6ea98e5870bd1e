// What is shown where nothing was found, and what is offered where little was: the quick twin of
// bangvang/search/corrections.py, where the rules are set out. Loaded then.

import { phraseIn } from "./search-quoted.js";
import { find, isPoor } from "./search-rank.js";
import { alike } from "./search-hearing.js";
import { QUOTES, isQuestion, parse } from "./search-query.js";
import { keyed, lexisOf, parted, replaced, synonyms, unasked, unmarked, wordsOf } from "./search-rewording.js";
import { addressOf } from "./search-state.js";
import { clean } from "./search-text.js";

const MOST_SETS = 8, MOST_UNITS = 30, MOST_TRIED = 12;

/** {found, way, offers}: what is shown, how it was come by (null: as asked), and what else is better together. */
export async function answer(archive, found) {
  const { state, query } = found, plain = { found, way: null, offers: [] };
  if (state.insists || !query.clauses.length) return plain;
  const known = await knownTo(archive, state);
  if (isQuestion(state.q, archive.index.manifest.questions)) {
    const q = await unasked(state.q, known.lexis);
    if (q !== state.q && await known.total(q)) return { ...plain, found: await known.find(q), way: { kind: "question", q } };
  }
  if (found.documents.length) return { ...plain, offers: isPoor(found) ? await better(known, state.q) : [] };
  const way = await meant(known, state);
  return way ? { ...plain, found: await known.find(way.q, way.isUnfiltered), way } : plain;
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
  for (const stage of [keyed, parted, unmarked]) {
    const tried = (await stage(now, lexis)).slice(0, MOST_TRIED);
    for (const q of tried) if (await known.total(q)) return { kind: "meant", q };
    if (tried.length && stage !== unmarked) [now] = tried;
  }
  const other = await mostTogether(await heard(now, lexis), known);
  if (other) return { kind: "meant", q: other };
  for (const q of await synonyms(now, lexis)) if (q !== now && await known.total(q)) return { kind: "synonym", q };
  const loose = now.replace(QUOTES, " ");
  if (loose !== now && await known.total(loose)) return { kind: "unquoted", q: loose };
  const [nearer = now] = await alike(now, lexis, { onlyBeside: true });
  const ways = [];
  for (const q of new Set([now, nearer])) ways.push(await without(known, q));
  return ways.filter(Boolean).sort((a, b) => a.dropped.length - b.dropped.length)[0] ?? null;
}

async function heard(q, lexis) {
  const some = (await alike(q, lexis)).slice(0, MOST_TRIED);
  const again = some.length ? (await alike(some[0], lexis)).slice(0, MOST_TRIED) : [];
  return [...new Set([...some, ...again])];
}

async function mostTogether(others, known) {
  let best = null, most = -1;
  for (const q of others) {
    const found = await known.find(q), together = top(found, togetherOf);
    if (found.documents.length && together > most) [best, most] = [q, together];
  }
  return best;
}

/** The triples and pairs of a relevance that stand together whatever the marks. */
const togetherOf = (rank) => Math.floor(rank / 32 ** 3) % 32 ** 2;
const top = ({ documents, ranks }, of = (rank) => rank) => documents.reduce((most, d) => Math.max(most, of(ranks[d])), -1);

async function better(known, q) {
  const { lexis } = known, typed = await known.find(q), together = top(typed, togetherOf), out = [];
  const add = async (way) => out.push({ ...way, total: await known.total(way.q) });
  const isCloser = async (other) => top(await known.find(other), togetherOf) > together;
  const other = await mostTogether([...await keyed(q, lexis), ...await heard(q, lexis)], known);
  if (other && await isCloser(other)) await add({ kind: "meant", q: other });
  for (const said of await synonyms(q, lexis)) {
    if (await known.total(said) <= typed.documents.length && !await isCloser(said)) continue;
    await add({ kind: "synonym", q: said });
    break;
  }
  const fewer = await without(known, q, 1);
  if (fewer && await isCloser(fewer.q)) await add(fewer);
  return out;
}

/** The question without the fewest of its words and phrases. */
async function without(known, q, atLeast = 0) {
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
  const fewest = Math.max(Math.min(...sets.map(({ some }) => some.length)), atLeast);
  if (!(fewest > 0 && fewest <= spans.length / 2)) return null;
  const having = spans.map((_, n) => sets.reduce((sum, { some, count }) => sum + (some.includes(n) ? 0 : count), 0));
  const least = ({ some }) => some.reduce((sum, n) => sum + having[n], 0);
  const inOrder = (a, b) => a.some.map((n, k) => n - b.some[k]).find(Boolean) ?? 0;
  const most = Math.min(fewest + 1, Math.floor(spans.length / 2)), ways = [];
  for (let size = fewest; size <= most; size++) {
    const ofSize = sets.filter(({ some }) => some.length === size).sort((a, b) => least(b) - least(a) || inOrder(a, b));
    for (const { some } of ofSize.slice(0, MOST_SETS)) {
      const dropped = some.map((n) => spans[n]), other = replaced(q, dropped.map((span) => [span, ""]));
      const found = await known.find(other), said = dropped.map((span) => clean(q).slice(...span).replace(QUOTES, ""));
      ways.push({ key: [top(found, togetherOf), -size, top(found)], way: { kind: "without", q: other, dropped: said } });
    }
  }
  const better = (a, b) => a.key.map((n, k) => n - b.key[k]).find(Boolean) ?? 0;
  return ways.length ? ways.reduce((best, each) => (better(each, best) > 0 ? each : best)).way : null;
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
