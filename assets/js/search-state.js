// What is asked: the words, the chosen values of each facet, the order. The address holds all of it.

export const FACETS = ["nam", "tinh", "tinh-nay", "khu-vuc", "hinh-thuc", "chu-de"];
const SORTS = ["lien-quan", "moi-nhat", "cu-nhat", "so-luong"];

/** Read the part of an address behind its path. */
export function stateOf(search) {
  const given = new URLSearchParams(search), chosen = new Map();
  for (const facet of FACETS) {
    const values = given.getAll(facet).filter(Boolean);
    if (values.length) chosen.set(facet, new Set(values));
  }
  const sort = given.get("sap-xep");
  return { q: given.get("q") ?? "", chosen, sort: SORTS.includes(sort) ? sort : SORTS[0] };
}

/** Write it: "" when nothing is asked. */
export function addressOf({ q, chosen, sort }) {
  const out = new URLSearchParams();
  if (q) out.set("q", q);
  for (const [facet, values] of chosen) for (const value of values) out.append(facet, value);
  if (sort !== SORTS[0]) out.set("sap-xep", sort);
  return `?${out}`.replace(/^\?$/, "");
}

/** The choices as a list of [facet, value]. */
export const choicesOf = (chosen) => [...chosen].flatMap(([facet, values]) => [...values].map((value) => [facet, value]));

/** The choices with one more, or without it. */
export function toggled(chosen, facet, value, isOn) {
  const values = new Set(chosen.get(facet));
  values[isOn ? "add" : "delete"](value);
  const out = new Map(FACETS.map((name) => [name, name === facet ? values : chosen.get(name)]));
  for (const [name, inside] of out) if (!inside?.size) out.delete(name);
  return out;
}
