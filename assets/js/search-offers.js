// Completions of the word that is being typed. Loaded with the first letter.

import { exact, fold } from "./search-text.js";

const MOST = 8;

/** Where the last word of a text begins, and the words and long forms that may have been meant. */
export async function offersFor(index, typed) {
  const last = /[\p{L}\p{N}][\p{L}\p{N}\u0300-\u036f]*$/u.exec(typed);
  if (!last) return { at: typed.length, words: [] };
  const form = exact(last[0]), plain = fold(form), key = plain === form ? "fold" : "word";
  const fitting = (await index.completions()).filter((each) => each.word !== form && each[key].startsWith(form));
  fitting.sort((a, b) => (b.fold === plain) - (a.fold === plain) || b.level - a.level || a.word.localeCompare(b.word, "vi"));
  const long = index.abbreviations.filter((row) => plain.length > 1 && row.shortFolds.join("").startsWith(plain));
  const words = [...fitting.slice(0, MOST).map(({ word }) => word), ...long.slice(0, 2).map((row) => row.long)];
  return { at: last.index, words: [...new Set(words)] };
}
