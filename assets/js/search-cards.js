// Results as they are shown. Loaded when there is one.

import { element } from "./search-dom.js";
import { excerpt, marked, read, wanted } from "./search-excerpt.js";

const nodes = (parts) => parts.map(({ text, hit }) => (hit ? element("mark", {}, text) : text));

/** What draws the results of a parsed query; `root`: where the addresses of cards begin. */
export function cardsOf(query, unfinished, root) {
  const runs = wanted(query, unfinished);
  const urls = new WeakMap();
  // A quotation is read from the article's page when its card comes into sight.
  const watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      quote(target.querySelector(".card-excerpt"), urls.get(target), runs);
    }
  }, { rootMargin: "200px" });
  return (card) => {
    const url = new URL(card.url, root).href;
    const item = element("li", { class: "card", "data-id": card.id },
      element("p", { class: "card-kicker" },
        ...(card.province ? [element("span", { class: "card-place" }, card.province), " "] : []),
        element("time", { datetime: card.date }, card.day),
        ...(card.status ? [" ", element("span", { class: "mark mark-status" }, card.status)] : [])),
      element("h2", { class: "card-title", lang: "vi" }, element("a", { href: url }, ...nodes(marked(card.title, runs)))),
      element("p", { class: "card-excerpt", lang: "vi" }),
      element("p", { class: "card-facts" }, element("strong", {}, card.total)));
    urls.set(item, url);
    watcher.observe(item);
    return item;
  };
}

async function quote(place, url, runs) {
  try {
    const { body } = await read(url);
    place.replaceChildren(...nodes(excerpt(body, runs)));
  } catch {
    place.remove(); // a result without its quotation is still right
  }
}
