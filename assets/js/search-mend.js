// What is shown where nothing was found, and what is offered where little was: the quick twin of
// bangvang/search/corrections.py, where the rules are set out. Loaded then.

import { phraseIn } from "./search-quoted.js";
import { OWN_WEIGHT, find } from "./search-rank.js";
import { alike } from "./search-hearing.js";
import { ENOUGH, fitting, isLittle, lacking } from "./search-lacks.js";
import { QUOTES, parse, ready } from "./search-query.js";
import { read } from "./search-reading.js";
import { askedRuns, isQuestion, keyed, lexisOf, parted, renamed, replaced, synonyms, unasked, unmarked, wordsOf } from "./search-rewording.js";
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
  const meant = await readAs(known, state.q);
  if (meant !== null) {
    await ready(meant);
    const shown = await answer(archive, await known.find(meant));
    return { ...shown, way: shown.way ?? { kind: "read", q: meant } };
  }
  const asks = await known.asks(state.q) && await finds(known, await unasked(state.q, known.lexis));
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

/** What years and days in words mean, the narrowest that finds something; null where an article has them as typed. */
async function readAs(known, q) {
  const reading = read(q, known.lexis);
  if (!reading || await known.says(q, reading.said)) return null;
  for (const each of reading.questions) {
    await ready(each);
    if (await known.total(each)) return each;
  }
  return reading.questions.at(-1);
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
    /** Whether an article has all of a question, and some words of it side by side as well. */
    async says(q, runs) { return await this.total([q, ...runs.map((run) => `"${run}"`)].join(" ")) > 0; },
    async asks(q) {
      if (isQuestion(q, lexis)) return true;
      for (const run of await askedRuns(q, lexis)) if (!await this.says(q, [run])) return true;
      return false;
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
  const { lexis } = known, asks = await known.asks(q), asked = await unasked(q, lexis);
  const wayOf = (kind, lacks) => (other) => ({ kind, q: other, lacks });
  for (const row of asked) row[1] *= asks ? CHANGED : LOOSE;
  yield renamed(q, lexis).map(wayOf("synonym", CHANGED));
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
  const loose = now.replace(QUOTES, " "), bases = [[now, spent]], last = [];
  if (loose !== now) {
    yield [wayOf("unquoted", spent + LOOSE)(loose)];
    yield (await alike(loose, lexis)).slice(0, MOST_TRIED).map(wayOf("meant", spent + LOOSE + CHANGED));
    bases.push([loose, spent + LOOSE]);
  }
  for (const [base, cost] of bases) {
    const [nearer = base] = await alike(base, lexis, { onlyBeside: true });
    for (const other of new Set([base, nearer])) {
      for (const way of await without(known, other)) last.push({ ...way, lacks: way.lacks + cost + CHANGED * (other !== base) });
    }
  }
  yield last;
}

/** The question without the fewest of its words and phrases, or one more. */
async function without(known, q) {
  const { archive, state, lexis } = known, query = parse(q, lexis.abbreviations, lexis.names), [clause] = query.clauses;
  if (query.clauses.length !== 1) return [];
  const spans = [...clause.termSpans, ...clause.phraseSpans], units = unitsOf(clause, spans.length);
  if (units.length > MOST_UNITS) return [];
  const { unfinished: [unfinished] } = await known.find(q);
  const { documents } = await find(archive, { ...state, sort: "moi-nhat" }, { ...query, clauses: [] });
  const masks = await masksOf(archive.index, clause, units, unfinished), lacked = new Map();
  for (const d of documents) {
    const some = masks.reduce((bits, mask, n) => (mask[d] ? bits : bits | (1 << n)), 0);
    lacked.set(some, (lacked.get(some) ?? 0) + 1);
  }
  const sets = [...lacked].map(([bits, count]) => ({ some: units.flatMap((_, n) => (bits >> n & 1 ? [n] : [])), count }));
  const named = range(0, units.length).filter((n) => clause.places.some(([start]) => units[n].includes(start)));
  const kept = sets.filter(({ some }) => some.length <= Math.floor(units.length / 2) || named.some((n) => !some.includes(n)));
  if (!kept.length) return [];
  const fewest = Math.max(Math.min(...kept.map(({ some }) => some.length)), 1);
  const having = units.map((_, n) => sets.reduce((sum, { some, count }) => sum + (some.includes(n) ? 0 : count), 0));
  const least = ({ some }) => some.reduce((sum, n) => sum + having[n], 0);
  const inOrder = (a, b) => a.some.map((n, k) => n - b.some[k]).find(Boolean) ?? 0;
  const out = [];
  for (const size of [fewest, fewest + 1]) {
    const ofSize = kept.filter(({ some }) => some.length === size).sort((a, b) => least(b) - least(a) || inOrder(a, b));
    for (const { some } of ofSize.slice(0, MOST_SETS)) {
      const gone = some.map((n) => units[n].map((k) => spans[k]));
      out.push({
        kind: "without", q: replaced(q, gone.flat().map((span) => [span, ""])),
        lacks: some.reduce((sum, n) => sum + (2 * having[n] > documents.length ? COMMON : LEFT_OUT) + OWN_WEIGHT * (units[n].length > 1), 0)
          + OWN_WEIGHT * (named.length > 0 && named.every((n) => some.includes(n))),
        dropped: gone.map((unit) => clean(q).slice(unit[0][0], unit.at(-1)[1]).replace(QUOTES, "")),
      });
    }
  }
  return out;
}

/** What is one thing to who asks: numbers of terms, phrases counted after them. */
function unitsOf({ covers, places }, count) {
  const inside = new Set([...places, ...covers.map(({ start, end }) => [start, end])].flatMap(([start, end]) => range(start + 1, end)));
  const firsts = range(0, count).filter((n) => !inside.has(n));
  return firsts.map((first, n) => range(first, firsts[n + 1] ?? count));
}

const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);

/** For each unit the documents of the archive that have it. */
async function masksOf(index, { terms, phrases, covers, places }, units, unfinished) {
  const masks = [...terms, ...phrases].map(() => new Uint8Array(index.documents));
  const pairs = places.flatMap(([start, end]) => range(start, Math.min(end, terms.length - unfinished) - 1));
  const beside = pairs.map(() => new Uint8Array(index.documents));
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
      ...pairs.map(async (n, k) => {
        const runs = await tree.runs([terms[n].fold, terms[n + 1].fold]);
        const over = covers.filter(({ start, end }) => start <= n && n + 2 <= end).flatMap(({ concepts }) => concepts);
        const said = await Promise.all(over.map((concept) => tree.words(`@${concept}`)));
        for (const documents of [...runs.map((run) => run.documents), ...said.map(({ other }) => other)]) {
          for (const d of documents) beside[k][index.starts[t] + d] = 1;
        }
      }),
      ...phrases.map(async (phrase, n) => masks[terms.length + n].set(await phraseIn(tree, phrase), index.starts[t])),
    ];
  }));
  return units.map((unit) => {
    const all = [...unit.map((n) => masks[n]), ...beside.filter((_, k) => unit.includes(pairs[k]))];
    return all[0].map((_, d) => all.every((mask) => mask[d]));
  });
}
