// Words put for others that sound like them: the twin of bangvang/search/hearing.py, where the rules are set out.

import { NEAR, SURE, distance, limit } from "./search-likeness.js";
import { replaced, wordsOf } from "./search-rewording.js";
import { plain } from "./search-text.js";

const MOST_LIKE = 8, MOST_TRIED = 12, LONG = 5;

/** Sort rows by their numbers and strings, from the first on. */
const inOrder = (rows) => rows.sort((a, b) => {
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return a[n] < b[n] ? -1 : 1;
  return 0;
});

const farOf = (one, other, most) => (Math.abs(one.length - other.length) <= 2 ? distance(one, other) : most + 1);

/** The question with words put for lost ones, the likeliest first; where none is lost, with one put for another. */
export async function alike(q, lexis, { onlyBeside = false } = {}) {
  const words = await wordsOf(q, lexis);
  const lost = new Map(words.flatMap((word, n) => (word.isLost || (word.isOdd && !word.isQuoted) ? [[n, nearest(word, limit(word.term.fold), 2 * MOST_LIKE, lexis)]] : [])));
  if (!lost.size && !onlyBeside) return misheard(q, words, lexis);
  const choices = [];
  for (const n of lost.keys()) {
    const some = await byNeighbours(n, words, lost, lexis, onlyBeside);
    if (some.length) choices.push(some.map((fold, place) => [place, n, fold]));
  }
  if (!choices.length) return [];
  const kept = choices.length < 3 ? MOST_LIKE : choices.length === 3 ? 3 : 1;
  const combined = choices.map((some) => some.slice(0, kept)).reduce((all, some) => all.flatMap((one) => some.map((choice) => [...one, choice])), [[]]);
  const ordered = inOrder(combined.map((some) =>
    [some.reduce((sum, [place]) => sum + place, 0), ...some.flat(), some]));
  return ordered.slice(0, MOST_TRIED).map((row) => replaced(q, row.at(-1).map(([, n, fold]) =>
    [words[n].span, spelled(words[n], fold, lexis)])));
}

/** The words that sound like one, no farther than the limit, and how far apart they are. */
function nearest({ term }, most, count, { foldLevels }) {
  const found = [];
  for (const [fold, level] of foldLevels) {
    const far = farOf(term.fold, fold, most);
    if (far <= most) found.push([far, -level, fold]);
  }
  return new Map(inOrder(found).slice(0, count).map(([far, , fold]) => [fold, far]));
}

async function byNeighbours(n, words, lost, lexis, onlyBeside) {
  const around = [meanings(n - 1, words, lost), meanings(n + 1, words, lost)];
  const rows = await Promise.all([...lost.get(n)].map(async ([fold, far]) => {
    const isPlace = far <= SURE && await sides(fold, around, lexis.isPlace) > 0;
    const beside = await sides(fold, around, lexis.isBeside);
    const isLikely = !onlyBeside && (far <= SURE || fold.length >= LONG);
    return beside || isLikely ? [[Number(!isPlace), Number(far > SURE), -beside, far, -lexis.foldLevels.get(fold), fold]] : [];
  }));
  return inOrder(rows.flat()).slice(0, MOST_LIKE).map((row) => row[5]);
}

/** On how many sides a word fits one of those that may stand there. */
async function sides(fold, [before, after], fits) {
  const tries = [before.map((other) => fits(other, fold)), after.map((other) => fits(fold, other))];
  const found = await Promise.all(tries.map((some) => Promise.all(some)));
  return found.filter((some) => some.some(Boolean)).length;
}

/** What stands in a place, or what may have been meant there. */
function meanings(n, words, lost) {
  if (!words[n]) return [];
  return lost.has(n) ? [...lost.get(n).keys()].slice(0, MOST_LIKE) : [words[n].term.fold];
}

async function misheard(q, words, lexis) {
  const rows = await Promise.all(words.flatMap((word, n) => {
    const around = [meanings(n - 1, words, new Map()), meanings(n + 1, words, new Map())];
    return [...nearest(word, NEAR, MOST_LIKE, lexis)].map(async ([fold, far]) => {
      const [typed, beside] = await Promise.all([word.term.fold, fold].map((each) => sides(each, around, lexis.isBeside)));
      if (beside <= typed) return [];
      return [[Number(!await sides(fold, around, lexis.isPlace)), typed - beside, far, -lexis.foldLevels.get(fold), n, fold]];
    });
  }));
  return inOrder(rows.flat()).slice(0, MOST_TRIED).map((row) =>
    replaced(q, [[words[row[4]].span, spelled(words[row[4]], row[5], lexis)]]));
}

/** A word as it is put for a typed one: if that had marks, with those of most articles, its tone first of all. */
function spelled({ term }, fold, { levels }) {
  if (!term.marked) return fold;
  const forms = [...levels].filter(([form]) => plain(form) === fold), tone = toneOf(term.exact);
  return inOrder(forms.map(([form, level]) => [Number(toneOf(form) !== tone), -level, form]))[0][2];
}

/** The tone mark of a syllable; hỏi and ngã are one. */
const toneOf = (form) => /[\u0300\u0301\u0303\u0309\u0323]/.exec(form.normalize("NFD"))?.[0].replace("\u0309", "\u0303") ?? "";
