// What search sees of a text, and of a query. Twin of bangvang/text.py (clean, fold, canonical_tones),
// of bangvang/search/tokens.py and query.py: tests/vectors/ holds both sides to the same answers.

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

/** The folded form of a syllable in its exact form: the same few thousand, over and over. */
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

/** The syllables of a text with their places: {text, start, end}; text is "" where a phrase ends. */
export function pieces(s) {
  return [...s.matchAll(PIECE)].map((m) => ({
    text: isWord(m[0]) ? m[0] : "", start: m.index, end: m.index + m[0].length,
  }));
}

/** The syllables of a text, "" where a phrase ends. */
export const syllables = (s) => pieces(clean(s)).map((piece) => piece.text);

/** The form in which two spellings of one syllable are equal, marks respected. */
export function exact(syllable) {
  if (/^[0-9]+$/.test(syllable)) return syllable.replace(/^0+(?=.)/, "");
  return clean(syllable).toLowerCase().normalize("NFC").replace(CLUSTER, retoned);
}

/** 32 bits of hash that name files. */
export function spread(s, seed = 0x811c9dc5) {
  let h = seed;
  for (const byte of new TextEncoder().encode(s)) h = Math.imul(h ^ byte, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The name of the file that belongs to a prefix. */
export const nameOf = (s) =>
  spread(s).toString(16).padStart(8, "0") + (spread(s, 0x9747b28c) >>> 16).toString(16).padStart(4, "0");

// --- queries

const words = (s) => syllables(s).filter(Boolean);

function term(syllable) {
  const form = exact(syllable);
  const plain = fold(form);
  return { exact: form, fold: plain, marked: form !== plain };
}

const isCapital = (s) => s.length > 1 && [...s].slice(0, 2).every((c) => c !== c.toLowerCase());

/** The abbreviations of the manifest, made ready: [short, long, capitals] rows. */
export function prepare(rows) {
  return rows.map(([short, long, capitals]) => ({
    short, long, capitals: Boolean(capitals),
    shortFolds: words(short).map((s) => term(s).fold),
    longTerms: words(long).map(term),
    concept: words(long).map((s) => term(s).fold).join("_"),
  }));
}

export const QUOTES = /["“”„‟«»″]/gu;

/** Read a query: {terms, phrases, covers, openEnded}. */
export function parse(s, abbreviations = []) {
  const segments = clean(s).split(QUOTES);
  const terms = [], phrases = [], typed = [];
  segments.forEach((segment, n) => {
    if (n % 2) {
      const phrase = words(segment).map(term);
      if (phrase.length) phrases.push(phrase);
      return;
    }
    for (const chunk of segment.split(/[\s\x1c-\x1f]+/)) {
      let at = terms.length;
      terms.push(...words(chunk).map(term));
      // TP.HCM is two abbreviations, T.Ư one.
      typed.push([at, words(chunk)]);
      for (const part of chunk.includes(".") ? chunk.split(".") : []) {
        typed.push([at, words(part)]);
        at += words(part).length;
      }
    }
  });
  const last = segments[segments.length - 1];
  const openEnded = terms.length > 0 && segments.length % 2 === 1 && /[\p{L}\p{N}]$/u.test(last);
  return { terms, phrases, covers: covers(terms, typed, abbreviations), openEnded };
}

function covers(terms, typed, abbreviations) {
  const found = new Map();
  const add = (start, end, row) => {
    const key = `${start}-${end}`;
    if (!found.has(key)) found.set(key, { start, end, concepts: [], rows: [] });
    const span = found.get(key);
    if (!span.concepts.includes(row.concept)) span.concepts.push(row.concept);
    span.rows.push(row);
  };
  for (const row of abbreviations) {
    for (const [start, spoken] of typed) {
      if (spoken.length === row.shortFolds.length && spoken.every((s, n) => term(s).fold === row.shortFolds[n])
          && (!row.capitals || spoken.every(isCapital))) add(start, start + spoken.length, row);
    }
    const long = row.longTerms;
    for (let start = 0; start + long.length <= terms.length; start++) {
      if (long.every((want, n) => {
        const got = terms[start + n];
        return got.marked ? got.exact === want.exact : got.fold === want.fold;
      })) add(start, start + long.length, row);
    }
  }
  const kept = [];
  const spans = [...found.values()].sort((a, b) => (b.end - b.start) - (a.end - a.start) || a.start - b.start);
  for (const span of spans) if (kept.every((k) => span.end <= k.start || k.end <= span.start)) kept.push(span);
  return kept.sort((a, b) => a.start - b.start);
}
