// What search sees of a text. Twin of bangvang/language/text.py (clean, fold, canonical_tones) and of
// bangvang/search/tokens.py: tests/vectors/ holds both sides to the same answers.

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const BLANK = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;

export function clean(s) {
  return s
    .replace(/\u00d0/g, "\u0110").replace(/\u00f0/g, "\u0111") // Eth looks like Đ but is another letter
    .replace(INVISIBLE, "").replace(BLANK, " ").replace(/[\u0085\u2028\u2029]/g, "\n")
    .replace(/\r\n?/g, "\n").normalize("NFC");
}

export function fold(s) {
  return clean(s).normalize("NFD").replace(/[\u0300-\u036f]/g, "")
    .toLowerCase().replace(/\u0111/g, "d") // no decomposition: NFD leaves it alone
    .replace(/[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/g, "-")
    .replace(/[`\u00b4\u02bc\u2018-\u201b\u2032\u2039\u203a]/g, "'")
    .replace(/[\u00ab\u00bb\u201c-\u201f\u2033]/g, '"')
    .replace(/[\s\x1c-\x1f]+/g, " ").replace(/^ | $/g, "");
}

const plainOf = new Map();

export function plain(word) {
  let out = plainOf.get(word);
  if (out === undefined) plainOf.set(word, out = fold(word));
  return out;
}

const TONES = "\u0300\u0309\u0303\u0301\u0323";
const PLAIN = "aăâeêioôơuưy"; // asked of lower case only
const TONELESS = new Map();
for (const vowel of PLAIN) for (const tone of TONES) TONELESS.set((vowel + tone).normalize("NFC"), [vowel, tone]);
const TONED = [...TONELESS.keys()].join("");
const V = `[${PLAIN}${TONED}]`;
const L = "[\\p{L}\\p{Nl}\\p{No}]";
const CLUSTER = new RegExp(`(?<!${L})${L}{0,3}(?:[${TONED}]${V}|${V}[${TONED}])${L}{0,3}(?!${L})`, "gu");
const SYLLABLE = new RegExp(
  `^(ngh|ng|nh|ch|gh|kh|ph|th|tr|qu(?=${V})|gi(?=${V})|[bcdđghklmnprstvx]|)(${V}{2,3})(ch|nh|ng|[cmnpt]|)$`, "u");
const TAKEN_ONSET = new RegExp(`^(?:qu|gi)${V}(?:ch|nh|ng|[cmnpt]|)$`, "u");

function bearer(vowels, coda) {
  for (let at = vowels.length - 1; at >= 0; at--) if ("ăâêôơư".includes(vowels[at])) return at;
  if (coda) return vowels.length - 1;
  return vowels.length === 2 ? 0 : 1;
}

function retoned(word) {
  const tones = [...word].filter((c) => TONELESS.has(c));
  if (tones.length !== 1) return word;
  const bare = [...word].map((c) => TONELESS.get(c)?.[0] ?? c).join("");
  const syllable = SYLLABLE.exec(bare);
  let at;
  if (TAKEN_ONSET.test(bare)) at = 2;
  else if (syllable) at = syllable[1].length + bearer(syllable[2], syllable[3]);
  else return word;
  return bare.slice(0, at) + (bare[at] + TONELESS.get(tones[0])[1]).normalize("NFC") + bare.slice(at + 1);
}

const PIECE = /[\p{L}\p{N}][\p{L}\p{N}\u0300-\u036f]*|[.!?;:…](?=[\s\x1c-\x1f])|\n/gu;
const isWord = (piece) => /^[\p{L}\p{N}]/u.test(piece);

export function pieces(s) {
  return [...s.matchAll(PIECE)].map((m) => ({
    text: isWord(m[0]) ? m[0] : "", start: m.index, end: m.index + m[0].length,
  }));
}

export const syllables = (s) => pieces(clean(s)).map((piece) => piece.text);

export function exact(syllable) {
  if (/^[0-9]+$/.test(syllable)) return syllable.replace(/^0+(?=.)/, "");
  return clean(syllable).toLowerCase().normalize("NFC").replace(CLUSTER, retoned);
}

export function spread(s, seed = 0x811c9dc5) {
  let h = seed;
  for (const byte of new TextEncoder().encode(s)) h = Math.imul(h ^ byte, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export const nameOf = (s) =>
  spread(s).toString(16).padStart(8, "0") + (spread(s, 0x9747b28c) >>> 16).toString(16).padStart(4, "0");

export const words = (s) => syllables(s).filter(Boolean);

export function termOf(syllable) {
  const form = exact(syllable), plain = fold(form);
  return { exact: form, fold: plain, marked: form !== plain };
}

export const spansOf = (s, from) =>
  pieces(s).filter((piece) => piece.text).map(({ start, end }) => [from + start, from + end]);

export const termsOf = (s) => words(s).map(termOf);
