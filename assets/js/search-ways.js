// Ways from a question to another: filters that it names; where nothing was found, which word no article has, and what
// else finds something.

import { addressOf, choicesOf } from "./search-state.js";
import { QUOTES, clean, exact, fold, parse, pieces } from "./search-text.js";

const MOST = 3, MOST_NAMED = 4;

const spoken = (terms) => ` ${terms.map((term) => term.fold).join(" ")} `;
let labels = null; // the choices that a question may name, as they are spoken

/** The boxes, not yet ticked, whose labels of two and more syllables a question names. */
export function choicesNamed(query, boxes) {
  labels ??= boxes.filter((box) => box.name !== "nam")
    .map((box) => [box, spoken(parse(box.nextElementSibling.textContent).terms)])
    .filter(([, label]) => label.trim().includes(" "));
  const said = spoken(query.terms);
  return labels.filter(([box, label]) => !box.checked && said.includes(label)).slice(0, MOST_NAMED).map(([box]) => box);
}

/**
 * `totalOf(state)`: how many articles another question finds. Returns {missing, ways}: the words that no article has,
 * and up to three of {kind, state, total} that find some.
 */
export async function waysOn(index, state, query, totalOf) {
  const covered = (n) => query.covers.some(({ start, end }) => start <= n && n < end);
  const terms = [...query.terms.filter((_, n) => !covered(n)), ...query.phrases.flat()];
  const counts = await Promise.all(terms.map((term) => articlesWith(index, term.fold)));
  const lost = new Set(terms.filter((_, n) => !counts[n]).map((term) => term.fold));
  const q = clean(state.q), loose = q.replace(QUOTES, " ").replace(/\s+/g, " ").trim();
  const said = pieces(loose).filter((piece) => piece.text);
  const nearest = new Map(await Promise.all([...lost].map(async (word) => [word, await near(index, word)])));
  const isMeant = [...nearest.values()].some(Boolean), meant = isMeant ? replaced(q, nearest) : q;
  const without = lost.size ? said.filter((piece) => !lost.has(foldOf(piece))).map((piece) => piece.text).join(" ") : q;
  const none = new Map();
  const tries = [
    ["meant", { q: meant }], ["without", { q: without }], ["unmarked", { q: fold(q) }],
    ["unquoted", { q: loose }], ["unfiltered", { chosen: none }],
    ["meant", { q: meant, chosen: none }], ["without", { q: without, chosen: none }],
    ["unquoted", { q: loose, chosen: none }],
  ].map(([kind, change]) => ({ kind, state: { ...state, ...change } }));
  const seen = new Set([addressOf(state), addressOf({ ...state, q }), addressOf({ ...state, q: "", chosen: none })]);
  const different = tries.filter(({ state: other }) => {
    const address = addressOf(other), isNew = !seen.has(address) && Boolean(other.q || choicesOf(other.chosen).length);
    seen.add(address);
    return isNew;
  });
  const totals = await Promise.all(different.map((way) => totalOf(way.state)));
  // Without filters only what finds nothing with them.
  const ways = different.map((way, n) => ({ ...way, total: totals[n] })).filter(({ total }) => total)
    .filter((way, n, all) => all.findIndex((other) => other.state.q === way.state.q) === n).slice(0, MOST);
  return { missing: said.filter((piece) => lost.has(foldOf(piece))).map((piece) => piece.text), ways };
}

const foldOf = (piece) => fold(exact(piece.text));

async function articlesWith(index, key) {
  const found = await Promise.all(index.trees.map((tree) => tree.words(key)));
  return found.reduce((sum, { documents, other }) => sum + documents.length + other.length, 0);
}

/** The question with the nearest words in place of lost ones, without those that nothing is near. */
function replaced(q, nearest) {
  let out = "", at = 0;
  for (const piece of pieces(q)) {
    const word = piece.text && foldOf(piece);
    if (!nearest.has(word)) continue;
    out += q.slice(at, piece.start) + (nearest.get(word) ?? "");
    at = piece.end;
  }
  return (out + q.slice(at)).replace(/\s+/g, " ").trim();
}

/** The most frequent word that is one slip of the finger away, unmarked. */
async function near(index, word) {
  const like = word.length < 3 ? [] : (await index.completions()).filter((each) => isNear(each.fold, word));
  return like.sort((a, b) => b.level - a.level || (a.fold < b.fold ? -1 : 1))[0]?.fold;
}

/** Whether one letter more, less or other, or two that changed places, make one word of the other. */
function isNear(a, b) {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n++;
  const [s, t] = [a.slice(n), b.slice(n)];
  return s.slice(1) === t || s === t.slice(1) || s.slice(1) === t.slice(1)
    || (s.slice(0, 2) === [...t.slice(0, 2)].reverse().join("") && s.slice(2) === t.slice(2));
}
