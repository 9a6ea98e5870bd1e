// Other words for a question: the twin of bangvang/search/rewording.py, where the rules are set out. What asks the
// index is asynchronous; stages give lists of questions.

import { decoded } from "./search-keys.js";
import { checksOf, once, textOf } from "./search-files.js";
import { GROUPS, holdsRun } from "./search-operators.js";
import { QUOTES, parse } from "./search-query.js";
import { agrees, clean, exact, fold, plain, spansOf, termsOf } from "./search-text.js";

const MOST_JOINED = 4, JOINT = new RegExp(`^(?!${QUOTES.source})[^\\s\\p{L}\\p{N}]`, "u");

/** The words that are offered while one is typed, the most frequent groups first: [level, words]. */
export const completionsOf = (index) => once(index.read, "goi-y", async () => {
  const [check] = checksOf(index.manifest.beside);
  return JSON.parse(textOf(await index.file("goi-y", check)));
});

/** What an archive has of words. `names`: by facet, the values that a question may name. */
export const lexisOf = (index, names) => once(index.read, "chua", async () => {
  const [frequent, { words: rare, synonyms, asking, particles, questions, readings, numbers, successors }] = await Promise.all([
    completionsOf(index), index.file("chua", checksOf(index.manifest.beside)[1]).then((raw) => JSON.parse(textOf(raw))),
  ]);
  const levels = new Map([...frequent, ...rare].flatMap(([level, words]) => words.split(" ").map((word) => [word, level])));
  const foldLevels = new Map();
  for (const [word, level] of levels) foldLevels.set(plain(word), Math.max(level, foldLevels.get(plain(word)) ?? 0));
  const inAny = async (test) => (await Promise.all(index.trees.map(test))).some(Boolean);
  const places = GROUPS.tinh.flatMap((facet) => [...names[facet] ?? []]);
  return {
    abbreviations: index.abbreviations, names, levels, foldLevels, synonyms, asking: asking.map(termsOf), particles, questions, readings, numbers, successors,
    has: (word) => inAny(async (tree) => (await tree.words(word)).forms.size > 0),
    hasForm: ({ fold, exact: form }) => inAny(async (tree) => (await tree.words(fold)).forms.has(form)),
    isBeside: (...pair) => inAny(async (tree) => (await tree.runs(pair)).length > 0),
    isPlace: (...pair) => places.some((value) => holdsRun(value, pair)),
  };
});

/** The syllables of a question in their order, but for those of operators: {span, text, term, isQuoted, isLost,
 * isOdd}. */
export async function wordsOf(q, lexis) {
  const cleaned = clean(q), words = [];
  const add = (spans, terms, isQuoted) => spans.forEach((span, n) => {
    words.push({ span, text: cleaned.slice(...span), term: terms[n], isQuoted });
  });
  for (const { terms, termSpans, phrases, phraseSpans } of parse(q, lexis.abbreviations, lexis.names).clauses) {
    add(termSpans, terms, false);
    phraseSpans.forEach(([start, end], n) => add(spansOf(cleaned.slice(start, end), start), phrases[n], true));
  }
  await Promise.all(words.map(async (word) => {
    word.isLost = !await lexis.has(word.term.fold);
    word.isOdd = word.term.marked && !await lexis.hasForm(word.term);
  }));
  return words.sort((a, b) => a.span[0] - b.span[0]);
}

/** The question with other texts in some places: [span, text] pairs. */
export function replaced(q, changes) {
  const cleaned = clean(q);
  let out = "", at = 0;
  for (const [[start, end], said] of [...changes].sort(([a], [b]) => a[0] - b[0])) {
    out += cleaned.slice(at, start) + said;
    at = end;
    while (!said && JOINT.test(cleaned[at] ?? "")) at++;
  }
  return (out + cleaned.slice(at)).replace(/[\s\x1c-\x1f]+/g, " ").replace(/^ | $/g, "");
}

/** Without the words that only ask, then without its particles, too: [question, how many are left out]. */
export async function unasked(q, lexis) {
  const words = await wordsOf(q, lexis), free = words.filter((word) => !word.isQuoted), out = new Map();
  for (const particles of [[], lexis.particles]) {
    const gone = [];
    let asks = false;
    for (let at = 0; at < free.length;) {
      const asked = askedAt(free, at, lexis), size = asked || Number(particles.includes(free[at].term.fold));
      asks ||= asked > 0;
      gone.push(...free.slice(at, at + size).map((word) => [word.span, ""]));
      at += size || 1;
    }
    if (!asks || gone.length === words.length) continue;
    const other = replaced(q, gone).replace(/[ ?]+$/, "");
    if (!out.has(other)) out.set(other, gone.length);
  }
  return [...out];
}

const begins = (words, at, wanted) => wanted.every((term, n) => at + n < words.length && agrees(words[at + n].term, term));
const askedAt = (free, at, { asking }) => asking.find((run) => begins(free, at, run))?.length ?? 0;

/** What only asks or only searches, in two words and more, as it was typed. */
export async function askedRuns(q, lexis) {
  const free = (await wordsOf(q, lexis)).filter((word) => !word.isQuoted);
  return free.map((_, at) => free.slice(at, at + askedAt(free, at, lexis)).map((word) => word.text))
    .filter((run) => run.length > 1).map((run) => run.join(" "));
}

export function isQuestion(q, { questions }) {
  const folded = `${fold(q)} `;
  return folded.trimEnd().endsWith("?") || questions.some((start) => folded.startsWith(`${start} `));
}

/** Keys made letters where the archive has the syllable: in words that it does not have, then in all. */
export async function keyed(q, lexis) {
  const words = await wordsOf(q, lexis), made = [];
  await Promise.all(words.map(async (word, n) => {
    const syllable = decoded(word.text);
    if (syllable && await lexis.has(plain(exact(syllable)))) made[n] = [word.span, syllable];
  }));
  const all = made.filter(Boolean), lost = made.filter((change, n) => change && words[n].isLost);
  return [lost, ...(lost.length < all.length ? [all] : [])].filter((some) => some.length).map((some) => replaced(q, some));
}

/** Lost words parted and joined, then any two neighbours joined. */
export async function parted(q, lexis) {
  const words = await wordsOf(q, lexis), cleaned = clean(q), changes = [], joined = [];
  for (const word of words) {
    const pieces = word.isLost ? await piecesOf(word, lexis) : [];
    if (pieces.length) changes.push([word.span, pieces.join(" ")]);
  }
  for (const some of neighbours(cleaned, words)) {
    if (!await lexis.has(some.map((word) => word.term.fold).join(""))) continue;
    const change = [[some[0].span[0], some.at(-1).span[1]], some.map((word) => word.text).join("")];
    const isFree = !changes.some(([span]) => some.some((word) => word.span === span)) && !overlap([...changes, change]);
    (isFree && some.some((word) => word.isLost) ? changes : joined).push(change);
  }
  return [...(changes.length ? [changes] : []), ...joined.map((change) => [change])].map((some) => replaced(q, some));
}

function overlap(changes) {
  const spans = changes.map(([span]) => span).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return spans.some((span, n) => n > 0 && spans[n - 1][1] > span[0]);
}

/** Two to four words with nothing but blanks between them, the longer runs first. */
function neighbours(cleaned, words) {
  const out = [];
  const isApart = (n) => !/^[\s\x1c-\x1f]+$/.test(cleaned.slice(words[n].span[1], words[n + 1].span[0]));
  for (let size = MOST_JOINED; size > 1; size--) {
    for (let at = 0; at + size <= words.length; at++) {
      const some = words.slice(at, at + size);
      if (!some.slice(1).some((_, n) => isApart(at + n))) out.push(some);
    }
  }
  return out;
}

/** The known syllables that a word is made of, as few as may be, then of the most articles. */
async function piecesOf(word, lexis) {
  const out = [], { foldLevels, has } = lexis, [, digits, unit] = /^([0-9]+)([^0-9].*)$/.exec(word.term.exact) ?? [];
  if (unit && await has(plain(unit))) return [await pointed(digits, lexis), unit];
  for (const run of word.term.exact.match(/[0-9]+|[^0-9]+/g)) {
    const folded = plain(run), best = [[0, 0, 0]];
    if (/[0-9]/.test(run) || await has(folded)) {
      out.push(await pointed(run, lexis));
      continue;
    }
    for (let end = 1; end <= folded.length; end++) {
      for (let start = Math.max(0, end - 7); start < end; start++) {
        const before = best[start], level = foldLevels.get(folded.slice(start, end));
        if (!before || !level) continue;
        const way = [before[0] + 1, before[1] - level, start], now = best[end];
        if (!now || (way[0] - now[0] || way[1] - now[1]) < 0) best[end] = way;
      }
    }
    if (folded.length !== run.length || !best[folded.length]) {
      if (folded.length !== run.length || !/^[aeiouy]../.test(folded) || !await lexis.isBeside(folded[0], folded.slice(1))) return [];
      out.push(run[0], run.slice(1)); // Y Phương, A Dế
      continue;
    }
    const cut = [];
    for (let end = folded.length; end;) {
      const start = best[end][2];
      cut.unshift(run.slice(start, end));
      end = start;
    }
    out.push(...cut);
  }
  return out.length > 1 || out[0] !== word.term.exact ? out : [];
}

/** A number that no article has as the press writes it, 2250 as 2.250, if one has that. */
async function pointed(run, { has, isBeside }) {
  if (!/^[0-9]{4,}$/.test(run) || await has(run)) return run;
  const cut = run.match(/[0-9]{1,3}(?=(?:[0-9]{3})*$)/g), folds = termsOf(cut.join(" ")).map((term) => term.fold);
  const known = await Promise.all(folds.slice(1).map((fold, n) => isBeside(folds[n], fold)));
  return known.every(Boolean) ? cut.join(".") : run;
}

/** The question with its quotes asked for whatever the marks. */
export async function unmarked(q, lexis) {
  const words = (await wordsOf(q, lexis)).filter((word) => word.isQuoted && word.term.marked);
  return words.length ? [replaced(q, words.map((word) => [word.span, word.term.fold]))] : [];
}

/** With what a province has become, where the question names a year in which that was so. */
export function renamed(q, { abbreviations, names, successors }) {
  const { clauses, years: range } = parse(q, abbreviations, names), changes = [];
  for (const { terms, termSpans, places } of clauses) {
    const folds = terms.map((term) => term.fold), years = folds.filter((fold) => /^(?:19|20)[0-9]{2}$/.test(fold)).map(Number);
    const latest = Math.max(0, ...years, range?.[0] ?? 0);
    for (const [start, end] of places) {
      const said = folds.slice(start, end).join("-");
      const row = successors.find(([id, , year]) => latest >= year && said === id);
      if (row) changes.push([[termSpans[start][0], termSpans[end - 1][1]], row[1]]);
    }
  }
  return changes.length ? [replaced(q, changes)] : [];
}

/** The question with words of one meaning in place of those that it has, in one place or two. */
export async function synonyms(q, lexis, atOnce = 1) {
  const words = await wordsOf(q, lexis), changes = new Map();
  for (const group of lexis.synonyms) {
    for (const said of group) {
      const wanted = termsOf(said);
      for (let at = 0; at + wanted.length <= words.length; at++) {
        if (!begins(words, at, wanted)) continue;
        const span = [words[at].span[0], words[at + wanted.length - 1].span[1]];
        for (const other of group) if (other !== said) changes.set(`${span} ${other}`, [span, other]);
      }
    }
  }
  const all = [...changes.values()];
  if (atOnce === 1) return all.map((change) => replaced(q, [change]));
  const pairs = all.flatMap((one, n) => all.slice(n + 1).map((other) => [one, other]));
  return pairs.filter((some) => !overlap(some)).map((some) => replaced(q, some));
}
