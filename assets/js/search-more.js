// Beside the question and its results: completions, operators put together, the rest of the results, the table, the keys.
// Loaded with the first letter typed, or the first results. `search`: what the page can do, of search.js.

import { box, hints, list, more, root, save, settle } from "./search-page.js";

const PAGE = 20, OPERATORS = ["dung-cum", "khong-co", "hoac-la"], QUOTES = /["“”„‟«»″]/g;

export function listen(search) {
  save.addEventListener("click", () => search.beside((found) => download(search, found)));
  more.addEventListener("click", () => search.beside(() => further(search)));
  document.addEventListener("keydown", keys);
  document.getElementById("them-vao")?.addEventListener("click", () => addOperators(search));
  for (const id of OPERATORS) document.getElementById(id)?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    addOperators(search);
  });
}

async function further(search) {
  const isStale = search.watch(), at = list.children.length;
  more.disabled = true;
  try {
    await search.rest(PAGE, isStale);
    if (!isStale()) list.children[at]?.querySelector("a").focus();
  } finally {
    if (!isStale()) settle("done", search.shown);
  }
}

async function download(search, found) {
  const isStale = search.watch();
  save.disabled = true;
  try {
    const [{ keep }, documents] = await Promise.all([
      import("./search-table.js"), search.taken({ ...found, count: 0 }, Infinity),
    ]);
    keep(await found.index.cards(documents), root);
  } finally {
    if (!isStale()) save.disabled = false;
  }
}

/** Put what was filled in beside the question into it. */
function addOperators({ go, fromForm }) {
  const [phrase, without, or] = OPERATORS.map((id) => document.getElementById(id));
  const said = [box.value.trim()], add = (input, made) => {
    const words = input.value.replace(QUOTES, " ").trim();
    if (words) said.push(made(words));
    input.value = "";
  };
  add(phrase, (s) => `"${s}"`);
  add(or, (s) => `hoặc ${s}`);
  add(without, (s) => (/\s/.test(s) ? `-"${s}"` : `-${s}`));
  box.value = said.filter(Boolean).join(" ");
  box.focus();
  go(fromForm());
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && hints.children.length) {
    event.preventDefault();
    hints.replaceChildren();
    box.focus();
  }
  if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || list.inert) return;
  const links = [...list.querySelectorAll(".card-title a")], n = links.indexOf(document.activeElement);
  if (document.activeElement !== box && n < 0) return;
  const next = event.key === "ArrowDown" ? links[n + 1] : n === 0 ? box : links[n - 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
