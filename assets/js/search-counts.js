// Numbers beside the choices. Loaded when there are results and the filters are open.

import { facetsOf, narrow } from "./search-facets.js";
import { choices, groups, put } from "./search-page.js";

/** Count the choices of the open groups; `isStale`: something else is shown by then. */
export async function countChoices({ index, state, ranks }, isStale) {
  const open = groups.filter((group) => group.open).map((group) => group.dataset.facet);
  const facets = await facetsOf(index, index.columnsOf(new Set([...state.chosen.keys(), ...open])));
  if (isStale()) return;
  const { counts } = narrow(ranks, facets, state.chosen);
  const places = new Map([...facets].map(([name, { values }]) => [name, new Map(values.map((v, n) => [v, n]))]));
  for (const choice of choices) {
    const at = places.get(choice.name);
    put(choice, at ? counts.get(choice.name)[at.get(choice.value)] ?? 0 : null);
  }
  for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
}
