// What is asked: the words, the chosen values of each facet, the years, the order. The address holds all of it.

export const FACETS = ["nam", "tinh", "tinh-nay", "khu-vuc", "hinh-thuc", "noi-khen", "cap", "chu-de"];
const SORTS = ["lien-quan", "moi-nhat", "cu-nhat", "so-luong"];
const FIRST = 0, LAST = 9999;

export function yearsOf(from, to) {
  const year = (text, other) => (/^[0-9]{4}$/.test(text ?? "") ? Number(text) : other);
  const years = [year(from, FIRST), year(to, LAST)].sort((a, b) => a - b);
  return years[0] > FIRST || years[1] < LAST ? years : null;
}

export const endsOf = (years) => [years && years[0] > FIRST ? String(years[0]) : "", years && years[1] < LAST ? String(years[1]) : ""];

export function stateOf(search) {
  const given = new URLSearchParams(search), chosen = new Map();
  for (const facet of FACETS) {
    const values = given.getAll(facet).filter(Boolean);
    if (values.length) chosen.set(facet, new Set(values));
  }
  const sort = given.get("sap-xep");
  return {
    q: given.get("q") ?? "", chosen, sort: SORTS.includes(sort) ? sort : SORTS[0],
    years: yearsOf(given.get("tu"), given.get("den")), insists: given.get("dung") === "1",
  };
}

export function addressOf({ q, chosen, sort, years, insists }) {
  const out = new URLSearchParams(), [from, to] = endsOf(years);
  if (q) out.set("q", q);
  for (const [facet, values] of chosen) for (const value of values) out.append(facet, value);
  if (from) out.set("tu", from);
  if (to) out.set("den", to);
  if (sort !== SORTS[0]) out.set("sap-xep", sort);
  if (insists) out.set("dung", "1");
  return `?${out}`.replace(/^\?$/, "");
}

export const choicesOf = (chosen) => [...chosen].flatMap(([facet, values]) => [...values].map((value) => [facet, value]));

export function toggled(chosen, facet, value, isOn) {
  const values = new Set(chosen.get(facet));
  values[isOn ? "add" : "delete"](value);
  const out = new Map(FACETS.map((name) => [name, name === facet ? values : chosen.get(name)]));
  for (const [name, inside] of out) if (!inside?.size) out.delete(name);
  return out;
}
