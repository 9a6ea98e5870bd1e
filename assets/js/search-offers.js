// Completions of the word that is being typed. Loaded with the first letter.

import { box, element, hints } from "./search-page.js";
import { completionsOf } from "./search-rewording.js";
import { exact, fold } from "./search-text.js";

const MOST = 8;

/** Offer what may have been meant; `isWanted`: the reader is still at it. */
export async function complete({ opened, go, fromForm }, isWanted) {
  const typed = box.value;
  hints.replaceChildren();
  const { at, words } = await offersFor(await opened(), typed);
  if (box.value !== typed || document.activeElement !== box || !isWanted()) return;
  hints.replaceChildren(...words.map((word) => {
    const button = element("button", { type: "button" }, word);
    button.addEventListener("click", () => {
      box.value = `${typed.slice(0, at)}${word} `;
      box.focus();
      go(fromForm());
    });
    return element("li", {}, button);
  }));
}

/** Where the last word of a text begins, and the words and long forms that may have been meant. */
async function offersFor(index, typed) {
  const last = /[\p{L}\p{N}][\p{L}\p{N}\u0300-\u036f]*$/u.exec(typed);
  if (!last) return { at: typed.length, words: [] };
  const form = exact(last[0]), plain = fold(form), groups = await completionsOf(index);
  const all = groups.flatMap(([level, words]) => words.split(" ").map((word) => ({ word, level, fold: fold(word) })));
  const key = plain === form ? "fold" : "word", fitting = all.filter((each) => each.word !== form && each[key].startsWith(form));
  fitting.sort((a, b) => (b.fold === plain) - (a.fold === plain) || b.level - a.level || a.word.localeCompare(b.word, "vi"));
  const long = index.abbreviations.filter((row) => plain.length > 1 && row.shortFolds.join("").startsWith(plain));
  const words = [...fitting.slice(0, MOST).map(({ word }) => word), ...long.slice(0, 2).map((row) => row.long)];
  return { at: last.index, words: [...new Set(words)] };
}
