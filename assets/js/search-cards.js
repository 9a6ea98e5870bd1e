// Results as they are shown: at once what their cards say; when they come into sight, a quotation, and the words that were
// meant marked.

import { element, words } from "./search-page.js";

const nodes = (parts) => parts.map(({ text, hit }) => (hit ? element("mark", {}, text) : text));

export function cardsOf({ query, unfinished }, root, patience) {
  const cards = new WeakMap(), begin = performance.now() + patience;
  const watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      setTimeout(() => { if (target.isConnected) quote(target, cards.get(target), query, unfinished); }, begin - performance.now());
    }
  }, { rootMargin: "200px" });
  return (card) => {
    const url = new URL(card.url, root).href;
    const item = element("li", { class: "card", "data-id": card.id },
      element("p", { class: "card-kicker" },
        ...(card.province ? [element("span", { class: "card-place" }, card.province), " "] : []),
        element("time", { datetime: card.date }, card.day),
        ...(card.status ? [" ", element("span", { class: "mark mark-status" }, card.status)] : [])),
      element("h2", { class: "card-title", lang: "vi" }, element("a", { href: url }, card.title)),
      ...(card.photo ? [element("img", { class: "card-photo", src: new URL(card.photo, root).href, alt: "", loading: "lazy" })] : []),
      element("p", { class: "card-excerpt", lang: "vi" }),
      element("p", { class: "card-facts" }, element("strong", {}, card.total)));
    cards.set(item, { title: card.title, url });
    watcher.observe(item);
    return item;
  };
}

async function quote(item, { title, url }, query, unfinished) {
  const place = item.querySelector(".card-excerpt");
  try {
    const { excerpt, marked, read, wanted } = await import("./search-excerpt.js"), runs = wanted(query, unfinished);
    item.querySelector(".card-title a").replaceChildren(...nodes(marked(title, runs)));
    const { parts, said } = excerpt((await read(url)).body, runs);
    place.replaceChildren(...nodes(parts));
    // A browser that knows such addresses goes to these words; to others it is the page.
    if (said) place.append(" ", element("a", { class: "card-there", href: `${url}#:~:text=${encodeURIComponent(said).replace(/-/g, "%2D")}` }, words.there));
  } catch {
    place.remove(); // a result without its quotation is still right
  }
}
