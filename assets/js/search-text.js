// What search sees of a text. Twin of bangvang/language/text.py (clean, fold, canonical_tones) and of
// bangvang/search/tokens.py: tests/vectors/ holds both sides to the same answers.

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const BLANK = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;

const LOOK_ALIKES = new Map(["\u00d0Đ", "\u00f0đ", "\u0189Đ", "\u01a2Ư", "\u01a3ư"].map((pair) => [...pair]));
const DRESSED = new RegExp("[\\u2102\\u210a-\\u210e\\u2110-\\u2112\\u2115\\u2119-\\u211d\\u2124\\u2128\\u212c\\u212d" +
  "\\u212f-\\u2131\\u2133\\u2134\\u2160-\\u217f\\ufb00-\\ufb04\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a\\u{1d400}-\\u{1d7ff}]+", "gu");
const CROSSED = /(?:[àáãảèéẽẻòóõỏÀÁÃẢÈÉẼẺÒÓÕỎ]\u0302|[àáãảÀÁÃẢ]\u0306)/g;

// A tone typed before the mark that makes the letter.
const uncross = (pair) => {
  const [base, tone] = pair[0].normalize("NFD");
  return (base + pair[1] + tone).normalize("NFC");
};

export function clean(s) {
  return s
    .replace(/[\u00d0\u00f0\u0189\u01a2\u01a3]/g, (letter) => LOOK_ALIKES.get(letter))
    .replace(INVISIBLE, "").replace(BLANK, " ").replace(/[\u0085\u2028\u2029]/g, "\n")
    .replace(/\r\n?/g, "\n").replace(DRESSED, (letters) => letters.normalize("NFKC")).normalize("NFC")
    .replace(CROSSED, uncross);
}

export function fold(s) {
  return clean(s).normalize("NFD").replace(/[\u0300-\u036f]/g, "")
    .toLowerCase().replace(/[\u0111\u0257]/g, "d").replace(/[\u0180\u0253]/g, "b") // NFD leaves bars and hooks alone
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

export const agrees = (got, want) => (got.marked ? got.exact === want.exact : got.fold === want.fold);

export const spansOf = (s, from) =>
  pieces(s).filter((piece) => piece.text).map(({ start, end }) => [from + start, from + end]);

export const termsOf = (s) => words(s).map(termOf);
