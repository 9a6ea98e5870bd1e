// Years and days in words: the twin of bangvang/search/reading.py. The table comes with the index.

import { QUOTES } from "./search-query.js";
import { clean, fold } from "./search-text.js";

/** What a question means: {questions: the narrowest first, said: the words that were read}, or null. */
export function read(q, { readings, numbers }) {
  const said = [];
  let now = squeezed(clean(q)), narrow = [];
  for (const [pattern, meaning, ...narrower] of readings) {
    const before = now, found = [], put = (what, log) => replaced(before, new RegExp(pattern, "gu"), what, numbers, log);
    now = put(meaning, found);
    said.push(...found);
    if (found.length && narrower.length) narrow = narrower.map((each) => put(each, []));
  }
  return said.length ? { questions: [...(narrow.length ? [narrow.map(squeezed).join(" hoặc ")] : []), squeezed(now)], said } : null;
}

function replaced(q, pattern, meaning, numbers, said) {
  let out = "", at = 0;
  for (const match of folded(q).matchAll(pattern)) {
    const end = match.index + match[0].length;
    said.push(q.slice(match.index, end));
    out += q.slice(at, match.index) + meaning.replace(/\{(\d)([+-]?)\}/g, (_, n, step) =>
      (numbers[match[n]] ?? Number(match[n])) + ({ "+": 1, "-": -1 }[step] ?? 0));
    at = end;
  }
  return out + q.slice(at);
}

/** Folded letter by letter, what is in quotes hidden: places stay. */
function folded(q) {
  const hidden = q.split(QUOTES).map((part, n) => (n % 2 ? "\0".repeat(part.length) : part)).join("\0");
  return hidden.split("").map((letter) => {
    const plain = fold(letter);
    return plain.length === 1 ? plain : letter;
  }).join("");
}

const squeezed = (q) => q.replace(/[\s\x1c-\x1f]+/g, " ").replace(/^ | $/g, "");
