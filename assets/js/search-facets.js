// What the index knows of documents beside their words: facets and numbers of recipients. Loaded when they are asked for.

import { Reader, once } from "./search-files.js";
import { GROUPS, holdsRun, within } from "./search-operators.js";

const NUMBERS = 1 << 14;

/** The facets of some columns, the year always among them: a map of name to {values, of}. */
export async function facetsOf(index, names) {
  const columns = await Promise.all(names.map((name) => once(index.read, name, () => columnOf(index, name))));
  return new Map([["nam", index.years()], ...columns.flatMap((column) => [...column])]);
}

/** The number of recipients of every document, -1 where it is not stated. */
export async function numbersOf(index) {
  const out = new Int32Array(index.documents);
  await Promise.all(index.trees.flatMap((tree, n) => tree.numberChecks.map(async (check, chunk) => {
    const from = new Reader(await index.file(`${tree.name}/n/${chunk}`, check));
    for (let at = index.starts[n] + chunk * NUMBERS; !from.done; at++) out[at] = from.varint() - 1;
  })));
  return out;
}

/** The facets that one column holds: a map of name to {values, of: each document's places in values}. */
async function columnOf(index, name) {
  const [facets, whole] = index.manifest.columns[name];
  const out = new Map(facets.map((facet) => [facet, { values: [], of: new Array(index.documents) }]));
  const places = facets.map(() => new Map());
  const number = (n, value) => {
    if (!places[n].has(value)) places[n].set(value, out.get(facets[n]).values.push(value) - 1);
    return places[n].get(value);
  };
  await Promise.all(index.trees.flatMap((tree, t) => tree.columnChecks[name].map(async (check, chunk) => {
    const from = new Reader(await index.file(`${tree.name}/f/${name}-${chunk}`, check));
    const head = JSON.parse(from.text());
    const first = index.starts[t] + chunk * whole, size = Math.min(whole, tree.documents - chunk * whole);
    const numbers = head.values.map((values, n) => values.map((value) => number(n, value)));
    if (head.table) {
      const rows = head.table.map((row) => row.map((part, n) => part.map((v) => numbers[n][v])));
      const codes = from.take(size);
      facets.forEach((facet, n) => {
        const { of } = out.get(facet);
        for (let k = 0; k < size; k++) of[first + k] = rows[codes[k]][n];
      });
      return;
    }
    facets.forEach((facet, n) => {
      const { of } = out.get(facet);
      const counts = Array.from({ length: size }, () => from.varint());
      counts.forEach((count, k) => { of[first + k] = Array.from({ length: count }, () => numbers[n][from.varint()]); });
    });
  })));
  return out;
}

/** Take away what is not of the years and fields that a query asks for. `facets`: name to {values, of}. */
export function limit(ranks, index, { fields, years }, range, facets) {
  const [low, high] = within(years, range) ?? [0, 9999];
  const wanted = fields.map(([name, run]) => GROUPS[name].filter((facet) => facets.has(facet)).map((facet) => {
    const { values, of } = facets.get(facet), holding = values.map((value) => holdsRun(value, run));
    return (d) => of[d].some((value) => holding[value]);
  }));
  for (let d = 0; d < ranks.length; d++) {
    if (ranks[d] < 0) continue;
    const year = index.yearOf[d];
    if (year < low || year > high || !wanted.every((any) => any.some((has) => has(d)))) ranks[d] = -1;
  }
}

/**
 * Narrow the found documents by the chosen values and count every choice: a choice's number is what the query and
 * the other facets leave it. `facets`: name to {values, of}; `chosen`: name to a set of values.
 */
export function narrow(ranks, facets, chosen) {
  const names = [...facets.keys()];
  const wanted = names.map((name) => {
    const values = chosen.get(name);
    return values && values.size ? facets.get(name).values.map((value) => values.has(value)) : null;
  });
  const counts = names.map((name) => new Uint32Array(facets.get(name).values.length));
  const kept = [];
  // A value that no document has is a choice that leaves nothing.
  for (let d = 0; d < ranks.length; d++) {
    if (ranks[d] < 0) continue;
    let misses = 0, missed = -1;
    for (let n = 0; n < names.length && misses < 2; n++) {
      if (wanted[n] && !facets.get(names[n]).of[d].some((value) => wanted[n][value])) { misses++; missed = n; }
    }
    if (misses > 1) continue;
    if (misses === 0) kept.push(d);
    for (let n = 0; n < names.length; n++) {
      if (misses === 0 || n === missed) for (const value of facets.get(names[n]).of[d]) counts[n][value]++;
    }
  }
  return { kept, counts: new Map(names.map((name, n) => [name, counts[n]])) };
}
