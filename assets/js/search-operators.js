// Operators of a query: the twin of what bangvang/search/query.py says of them. Loaded when a query may have some.

import { agrees, fold, termsOf } from "./search-text.js";

const OR = ["hoặc", "hoac", "or", "|"];
const FIELD = /^(\p{L}+(?:[-_]?\p{L}+)?):(.*)$/su, YEARS = /^([0-9]{4})?(?:(\.\.+|…|-|–)([0-9]{4})?)?$/;
const LONGEST_NAME = 8;
const FIELDS = { nam: "nam", tinh: "tinh", noikhen: "noi-khen" };
export const GROUPS = { tinh: ["tinh", "tinh-nay"], "noi-khen": ["noi-khen"] };

/** Whether the syllables stand side by side in the name of a value. */
export const holdsRun = (value, run) => `-${value}-`.includes(`-${run.join("-")}-`);

/** The years that two ranges share; null is every year. */
export const within = (one, other) =>
  (one && other ? [Math.max(one[0], other[0]), Math.min(one[1], other[1])] : one ?? other ?? null);

/** Read what is no plain word; where the rest begins, or 0 when it is one. */
export function operator(reader) {
  const { items, at, query, begin } = reader, { text, isQuoted, isGlued } = items[at], next = items[at + 1];
  if (isQuoted) return 0;
  if (OR.includes(text.toLowerCase())) return begin() && at + 1;
  const quoted = next?.isQuoted && next.isGlued ? next.text : null;
  if (text.startsWith("-") && !isGlued) {
    const phrase = termsOf(text === "-" && quoted ? quoted : text.slice(1));
    if (phrase.length && /^-(?:$|[\p{L}\p{N}])/u.test(text)) {
      const [name, size] = text === "-" ? [phrase, 2] : nameFrom(reader);
      return query.excluded.push(name) && at + size;
    }
  }
  const match = FIELD.exec(text), name = match && FIELDS[fold(match[1]).replace(/[-_]/g, "")];
  if (!name) return 0;
  return name === "nam" ? range(query, match[2]) && at + 1 : field(reader, name, match[2], quoted);
}

/** What a mark of exclusion takes: the whole name that begins behind it, or one word; and how many items that is. */
function nameFrom({ items, at, abbreviations }) {
  const said = [items[at].text.slice(1)];
  for (const { text, isQuoted } of items.slice(at + 1, at + LONGEST_NAME)) {
    if (isQuoted) break;
    said.push(text);
  }
  const is = (terms, long) => terms.length === long.length && terms.every((term, n) => agrees(term, long[n]));
  for (let size = said.length; size > 1; size--) {
    const terms = termsOf(said.slice(0, size).join(" "));
    if (abbreviations.some(({ longTerms }) => is(terms, longTerms))) return [terms, size];
  }
  return [termsOf(said[0]), 1];
}

function range(query, value) {
  const [match, low, span, high] = YEARS.exec(value) ?? [];
  if (!match || !(low || high)) return 0;
  const ends = [Number(low ?? 0), high ? Number(high) : span ? 9999 : Number(low)];
  query.years = within(query.years, ends.sort((a, b) => a - b));
  return 1;
}

/** Take as many words as the name of a value has. */
function field({ items, at, query: { fields }, abbreviations, names }, name, value, quoted) {
  const all = GROUPS[name].flatMap((facet) => [...names[facet] ?? []]);
  const known = (said) => expanded(termsOf(said).map((t) => t.fold), abbreviations)
    .find((run) => run.length && all.some((each) => holdsRun(each, run)));
  if (quoted !== null && !value) {
    const run = known(quoted);
    return run ? fields.push([name, run]) && at + 2 : 0;
  }
  let best = 0;
  for (let said = value, end = at + 1; ; said += ` ${items[end].text}`, end++) {
    const run = known(said);
    if (run) {
      fields.splice(fields.length - (best > 0), 1, [name, run]);
      best = end;
    } else if (said.trim()) return best;
    if (end === items.length || items[end].isQuoted || !items[end].text) return best;
  }
}

/** The syllables, and the same with each abbreviation written out. */
function expanded(folds, abbreviations) {
  const long = folds.flatMap((each) => abbreviations.find(({ shortFolds: [first, ...more] }) => first === each && !more.length)
    ?.longTerms.map((t) => t.fold) ?? [each]);
  return [folds, long];
}
