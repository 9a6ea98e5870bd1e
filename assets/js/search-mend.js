// What is shown where nothing was found, and what is offered where little was: the quick twin of
// bangvang/search/corrections.py, where the rules are set out. Loaded then.

import { phraseIn } from "./search-quoted.js";
import { find } from "./search-rank.js";
import { alike } from "./search-hearing.js";
import { ENOUGH, fitting, isLittle, lacking } from "./search-lacks.js";
import { QUOTES, isQuestion, parse } from "./search-query.js";
import { keyed, lexisOf, parted, replaced, synonyms, unasked, unmarked, wordsOf } from "./search-rewording.js";
import { addressOf } from "./search-state.js";
import { clean } from "./search-text.js";

const MOST_SETS = 8, MOST_UNITS = 30, MOST_TRIED = 12;
const AHEAD = 2, MOST_AHEAD = 3, CHANGED = 1, LOOSE = 2, LEFT_OUT = 3, COMMON = 2;

/** {found, way, offers, ahead}: what is shown, how it was come by (null: as asked), what else fits better, what of that
 * stands above:
 * {way, found, documents} or null. */
export async function answer(archive, found) {
  const { state, query } = found, plain = { found, way: null, offers: [], ahead: null };
  if (state.insists || !query.clauses.length) return plain;
  const known = await knownTo(archive, state);
  const asks = isQuestion(state.q, archive.index.manifest.questions) && await finds(known, await unasked(state.q, known.lexis));
  if (found.documents.length && !asks) {
    const offers = await better(known, found);
    return { ...plain, offers, ahead: await aheadOf(known, found, offers) };
  }
  if ((state.chosen.size || state.years) && !asks && (await known.find(state.q, true)).documents.length) {
    const way = { kind: "unfiltered", q: state.q, isUnfiltered: true };
    return { ...plain, found: await known.find(state.q, true), way };
  }
  const way = least(await ways(known, state.q));
  return way ? { ...plain, found: await known.find(way.q), way } : plain;
}

async function finds(known, asked) {
  for (const [q] of asked) if (await known.total(q)) return true;
  return false;
}

const least = (some) => some.reduce((best, way) => (best && best.lacks <= way.lacks ? best : way), null);

/** What can be asked of an archive, all of a state staying as it is but the words. */
async function knownTo(archive, state) {
  const lexis = await lexisOf(archive.index, archive.names), asked = new Map();
  return {
    archive, state, lexis,
    find(q, isUnfiltered) {
      const other = { ...state, q, ...(isUnfiltered ? { chosen: new Map(), years: null } : {}) }, key = addressOf(other);
      if (!asked.has(key)) asked.set(key, find(archive, other));
      return asked.get(key);
    },
    async total(q) { return (await this.find(q)).documents.length; },
    async lacking(q) { return lacking(await this.find(q), archive.names); },
  };
}

async function better(known, found) {
  const { q } = found.state, typed = lacking(found, known.archive.names), total = found.documents.length;
  const offers = typed >= ENOUGH ? (await ways(known, q)).filter((way) => way.lacks < typed) : [];
  if (isLittle(found) && !offers.some(({ kind }) => kind === "synonym")) {
    for (const other of (await synonyms(q, known.lexis)).slice(0, MOST_TRIED)) {
      if (await known.total(other) <= total) continue;
      offers.push({ kind: "synonym", q: other, lacks: 0 });
      break;
    }
  }
  for (const way of offers) way.total = await known.total(way.q);
  return offers;
}

async function aheadOf(known, found, offers) {
  const way = least(offers.filter(({ kind, lacks }) => kind !== "without" && kind !== "unquoted" && lacks));
  if (!way || known.state.sort !== "lien-quan" || way.lacks > lacking(found, known.archive.names) - AHEAD) return null;
  const other = await known.find(way.q);
  return { way, found: other, documents: fitting(other).slice(0, MOST_AHEAD) };
}

/** Of each kind the way that lacks least. */
async function ways(known, q) {
  const best = new Map();
  for await (const stage of stages(known, q)) {
    for (const way of stage) {
      const lacks = await known.lacking(way.q);
      if (lacks === null) continue;
      const now = { ...way, lacks: way.lacks + lacks };
      if (!best.has(way.kind) || now.lacks < best.get(way.kind).lacks) best.set(way.kind, now);
    }
    if ([...best.values()].some(({ lacks }) => lacks <= ENOUGH)) break;
  }
  return [...best.values()];
}

async function* stages(known, q) {
  const { lexis } = known, asks = isQuestion(q, lexis.questions), asked = await unasked(q, lexis);
  const wayOf = (kind, lacks) => (other) => ({ kind, q: other, lacks });
  for (const row of asked) row[1] *= asks ? CHANGED : LOOSE;
  yield asked.map(([other, lacks]) => ({ kind: "question", q: other, lacks }));
  let [now, spent] = asked.at(asks ? -1 : 0) ?? [q, 0];
  for (const stage of [keyed, parted, unmarked]) {
    const tried = (await stage(now, lexis)).slice(0, MOST_TRIED);
    yield tried.map(wayOf("meant", spent + CHANGED));
    if (!tried.length || stage === unmarked || !(await wordsOf(now, lexis)).some(({ isLost }) => isLost)) continue;
    [now] = tried;
    spent += CHANGED;
  }
  const heard = (await alike(now, lexis)).slice(0, MOST_TRIED);
  const again = heard.length ? (await alike(heard[0], lexis)).slice(0, MOST_TRIED) : [];
  yield heard.map(wayOf("meant", spent + CHANGED));
  yield again.map(wayOf("meant", spent + 2 * CHANGED));
  for (const places of [1, 2]) {
    const others = (await synonyms(now, lexis, places)).slice(0, places * MOST_TRIED);
    yield others.filter((other) => other !== now).map(wayOf("synonym", spent + places * CHANGED));
  }
  const loose = now.replace(QUOTES, " ");
  if (loose !== now) yield [wayOf("unquoted", spent + LOOSE)(loose)];
  const [nearer = now] = await alike(now, lexis, { onlyBeside: true }), last = [];
  for (const other of new Set([now, nearer])) {
    for (const way of await without(known, other)) last.push({ ...way, lacks: way.lacks + spent + CHANGED * (other !== now) });
  }
  yield last;
}

/** The question without the fewest of its words and phrases, or one more. */
async function without(known, q) {
  const { archive, state, lexis } = known, query = parse(q, lexis.abbreviations, lexis.names), [clause] = query.clauses;
  if (query.clauses.length !== 1) return [];
  const spans = [...clause.termSpans, ...clause.phraseSpans];
  if (spans.length > MOST_UNITS) return [];
  const { unfinished: [unfinished] } = await known.find(q);
  const { documents } = await find(archive, { ...state, sort: "moi-nhat" }, { ...query, clauses: [] });
  const masks = await unitsOf(archive.index, clause, unfinished), lacked = new Map();
  for (const d of documents) {
    const some = masks.reduce((bits, mask, n) => (mask[d] ? bits : bits | (1 << n)), 0);
    lacked.set(some, (lacked.get(some) ?? 0) + 1);
  }
  const sets = [...lacked].map(([bits, count]) => ({ some: spans.flatMap((_, n) => (bits >> n & 1 ? [n] : [])), count }));
  const fewest = Math.max(Math.min(...sets.map(({ some }) => some.length)), 1);
  if (!sets.length || fewest > Math.floor(spans.length / 2)) return [];
  const having = spans.map((_, n) => sets.reduce((sum, { some, count }) => sum + (some.includes(n) ? 0 : count), 0));
  const least = ({ some }) => some.reduce((sum, n) => sum + having[n], 0);
  const inOrder = (a, b) => a.some.map((n, k) => n - b.some[k]).find(Boolean) ?? 0;
  const most = Math.min(fewest + 1, Math.floor(spans.length / 2)), out = [];
  for (let size = fewest; size <= most; size++) {
    const ofSize = sets.filter(({ some }) => some.length === size).sort((a, b) => least(b) - least(a) || inOrder(a, b));
    for (const { some } of ofSize.slice(0, MOST_SETS)) {
      const spansOut = some.map((n) => spans[n]);
      out.push({
        kind: "without", q: replaced(q, spansOut.map((span) => [span, ""])),
        lacks: some.reduce((sum, n) => sum + (2 * having[n] > documents.length ? COMMON : LEFT_OUT), 0),
        dropped: spansOut.map((span) => clean(q).slice(...span).replace(QUOTES, "")),
      });
    }
  }
  return out;
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
