// Raw Telex and VNI: the twin of bangvang/search/keys.py.

import { clean, exact } from "./search-text.js";

const MARKS = ["\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];
const tones = (keys) => new Map([...keys].map((key, n) => [key, MARKS[n]]));
const TELEX = tones("fsrxj"), VNI = tones("21345");
const VOWELS = "aăâeêioôơuưy";
const SHAPE = new RegExp(`^(?:ngh|ng|nh|ch|gh|kh|ph|th|tr|qu|gi|[bcdđghklmnprstvx]|)[${VOWELS}]{1,3}(?:ch|nh|ng|[ckmnpt]|)$`);
const BREVE = { a: "ă" }, HORN = { o: "ơ", u: "ư" }, ROOF = { a: "â", e: "ê", o: "ô" };

/** The syllable that these keys would have made; "" when they are no keys, or make no Vietnamese syllable. */
export function decoded(typed) {
  const apart = clean(typed).toLowerCase().normalize("NFD"), was = MARKS.find((mark) => apart.includes(mark)) ?? "";
  const keys = [...apart].filter((key) => !MARKS.includes(key)).join("").normalize("NFC");
  if (!/^[a-zăâđêôơư][a-zăâđêôơư0-9]*$/.test(keys)) return "";
  const isVni = /[0-9]/.test(keys), known = isVni ? VNI : TELEX;
  let letters = "", tone = was;
  for (const key of keys) {
    const changed = (isVni ? vni : telex)(letters, key);
    if (changed) letters = changed;
    else if (known.has(key) && [...letters].some((letter) => VOWELS.includes(letter))) tone = known.get(key);
    else if (/[0-9]/.test(key)) return "";
    else letters += key;
  }
  letters = letters.replace(/ưo(?=.)/g, "ươ");
  return (letters !== keys || tone !== was) && SHAPE.test(letters) ? toned(letters, tone) : "";
}

function telex(letters, key) {
  if (key === "w") return changed(letters, HORN) || changed(letters, BREVE) || `${letters}ư`;
  if (key === "d" && letters.startsWith("d")) return `đ${letters.slice(1)}`;
  return ROOF[key] && letters.includes(key) ? changed(letters, { [key]: ROOF[key] }) : "";
}

function vni(letters, key) {
  if (key === "9" && letters.startsWith("d")) return `đ${letters.slice(1)}`;
  const table = { 6: ROOF, 7: HORN, 8: BREVE }[key];
  return table ? changed(letters, table) : "";
}

/** The letters with the last vowel that the table knows changed; of "uo", both. */
function changed(letters, table) {
  if (table === HORN && letters.includes("uo")) return letters.replaceAll("uo", "ươ");
  for (let at = letters.length - 1; at >= (letters.startsWith("qu") ? 2 : 0); at--) {
    if (table[letters[at]]) return letters.slice(0, at) + table[letters[at]] + letters.slice(at + 1);
  }
  return "";
}

/** The letters with the tone on a vowel, then on the right one. */
function toned(letters, tone) {
  if (!tone) return letters;
  const start = new RegExp(`^(?:qu|gi)[${VOWELS}]`).test(letters) ? 2 : 0, places = [...letters].map((_, n) => n);
  const at = places.filter((n) => "ăâêôơư".includes(letters[n])).pop()
    ?? places.find((n) => n >= start && VOWELS.includes(letters[n]));
  return exact(letters.slice(0, at) + (letters[at] + tone).normalize("NFC") + letters.slice(at + 1));
}
