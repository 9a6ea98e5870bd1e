// What is said above results: how they were come by, what else could be asked. Loaded when there are some, or none.
// `lead(state)` asks something else.

import { cardsOf } from "./search-cards.js";
import { choices, element, fill, help, list, note, root, say, words } from "./search-page.js";
import { addressOf, toggled } from "./search-state.js";
import { termsOf } from "./search-text.js";

/** What is shown instead of what was asked for, what else was found with it, and where to go from here. */
export function announce(shown, asked, lead) {
  const { query, way, offers, documents } = shown, said = [];
  const link = (text, state) => linkTo(text, state, "p", lead);
  if (way) {
    const { kind, q, dropped = [] } = way;
    said.push(element("p", { class: "search-instead" },
      fill(words[`way_${kind}`], { q, typed: asked.q.trim(), what: dropped.map((word) => `“${word}”`).join(", ") })));
    said.push(link(fill(words.insist, { typed: asked.q.trim() }), { ...asked, insists: true }));
  }
  const meant = query.clauses.flatMap((clause) => clause.covers.flatMap((cover) => cover.rows))
    .map((row) => `${row.short} = ${row.long}`);
  if (meant.length) said.push(element("p", {}, fill(words.also, { what: [...new Set(meant)].join("; ") })));
  if (shown.doubts.size) said.push(element("p", {}, words.unread));
  for (const { kind, q, total, dropped = [] } of offers.filter((way) => way.q !== shown.ahead?.q)) {
    said.push(link(`${fill(words[kind], { q, what: dropped.map((word) => `“${word}”`).join(", ") })} (${say(words.see_one, words.see, total)})`, { ...asked, q }));
  }
  for (const choice of shown.named ?? []) said.push(narrower(choice, asked, lead));
  note.replaceChildren(...said);
  note.hidden = !said.length;
  if (documents.length) return;
  help.replaceChildren(element("p", {}, `${words.together} ${words.fewer}`));
  if (asked.insists) help.append(link(words.relent, { ...asked, insists: false }));
  help.hidden = false;
}

/** The filters that the question names; what else could be asked where what was found lacks much; what the best of it
 * finds goes ahead. */
export async function offer(archive, found, isStale, lead, asked) {
  const { documents } = found, named = await leaving(found, choicesNamed(found.query));
  if (isStale()) return;
  if (named.length) announce(Object.assign(found, { named }), asked, lead);
  if (found.way || asked.insists || !documents.length) return;
  const { ENOUGH, isLittle, lacking } = await import("./search-lacks.js");
  if (lacking(found, archive.names) < ENOUGH && !isLittle(found)) return;
  const { offers, ahead } = await (await import("./search-mend.js")).answer(archive, found);
  if (isStale() || !offers.length) return;
  found.ahead = ahead && await goAhead(ahead, asked, lead, isStale);
  if (!isStale()) announce(Object.assign(found, { offers }), asked, lead);
}

/** Put the first of what a better question finds above the results; its ids, and the question as `q`. */
async function goAhead({ way: { q, total }, found, documents }, asked, lead, isStale) {
  const cards = await found.index.cards(documents), ids = new Set(cards.map(({ id }) => id));
  if (isStale()) return null;
  for (const item of [...list.children]) if (ids.has(item.dataset.id)) item.remove();
  const said = `${fill(words.ahead, { q })} (${say(words.see_one, words.see, total)})`;
  const between = (...what) => element("li", { class: "search-between" }, ...what);
  const behind = list.children.length ? [between(element("p", {}, words.behind))] : []; // of all that was found none may be left
  list.prepend(between(linkTo(said, { ...asked, q }, "p", lead)), ...cards.map(cardsOf(found, root, 0)), ...behind);
  return Object.assign(ids, { q });
}

/** A question that names a year, a province, a form or a topic: the filter of that name says more than the words. */
function narrower(choice, asked, lead) {
  const group = choice.closest("details").querySelector("summary").textContent;
  const text = fill(words.narrow, { name: choice.nextElementSibling.textContent, group });
  return linkTo(text, { ...asked, chosen: toggled(asked.chosen, choice.name, choice.value, true) }, "p", lead);
}

/** Those of some choices that leave something of what was found. */
async function leaving({ index, documents }, some) {
  if (!some.length || !documents.length) return [];
  const { facetsOf } = await import("./search-facets.js");
  const facets = await facetsOf(index, index.columnsOf(new Set(some.map((box) => box.name))));
  return some.filter((box) => {
    const { values, of } = facets.get(box.name) ?? { values: [] }, value = values.indexOf(box.value);
    return value >= 0 && documents.some((d) => of[d].includes(value));
  });
}

function linkTo(text, state, name, lead) {
  const link = element("a", { href: location.pathname + addressOf(state) }, text);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    lead(state);
  });
  return element(name, {}, link);
}

const MOST_NAMED = 4;

const spoken = (terms) => ` ${terms.map((term) => term.fold).join(" ")} `;
let labels = null; // the choices that a question may name, as they are spoken

/** The boxes, not yet ticked, whose labels a question names: a year, or two and more syllables. */
function choicesNamed(query) {
  labels ??= choices.map((box) => [box, spoken(termsOf(box.nextElementSibling.textContent))])
    .filter(([box, label]) => box.name === "nam" || label.trim().includes(" "));
  const said = query.clauses.flatMap((clause) => [clause.terms, ...clause.phrases]).map(spoken);
  return labels.filter(([box, label]) => !box.checked && said.some((each) => each.includes(label)))
    .slice(0, MOST_NAMED).map(([box]) => box);
}
