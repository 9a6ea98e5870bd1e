// Answers queries with the browser's own modules, from a folder on disk: node search.mjs FOLDER < queries.json
//
// Each query is {q, facets, sort}; each answer {ids, total, counts, bytes, requests, ms}. With "cold" the index is
// opened anew for the query, as on a reader's first visit. `unproven`: articles whose page a browser would look at.

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
let unproven = 0, bytes = 0, requests = 0, log = [];
globalThis.fetch = async (url) => {
  const path = String(url).split("?")[0];
  try {
    const raw = await readFile(path);
    bytes += raw.length;
    requests += 1;
    log.push([path.slice(folder.length), raw.length]);
    return { ok: true, arrayBuffer: async () => raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length) };
  } catch { return { ok: false, status: 404 }; }
};

const from = (name) => import(pathToFileURL(new URL(`../../assets/js/${name}`, import.meta.url).pathname));
const { Index } = await from("search-index.js");
const { parse, prepare } = await from("search-text.js");
const { lookUp, narrow, order } = await from("search-rank.js");

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
let index = null, abbreviations = null;
const answers = [];
for (const { q, facets, sort = "lien-quan", cold, trace, columns } of JSON.parse(Buffer.concat(chunks))) {
  if (!index || cold) {
    index = await Index.open(`${folder}/tim-kiem/`);
    abbreviations = prepare(index.manifest.abbreviations);
  }
  bytes = cold ? bytes : 0;
  requests = cold ? requests : 0;
  const { ranks, believed } = await lookUp(index, parse(q, abbreviations), () => { unproven += 1; return true; });
  const answer = { bytes, requests };
  if (cold) {
    // Once more, with every file at hand and nothing decoded: what the processor does.
    const again = new Index(index.base, index.manifest);
    again.files = index.files;
    const start = process.cpuUsage();
    await lookUp(again, parse(q, abbreviations), () => true);
    const used = process.cpuUsage(start);
    answer.ms = (used.user + used.system) / 1000;
  }
  const all = new Map([["nam", index.years()]]);
  if (facets) {
    for (const name of columns ?? Object.keys(index.manifest.columns)) for (const [k, v] of await index.column(name)) all.set(k, v);
  }
  const chosen = new Map(Object.entries(facets ?? {}).map(([k, v]) => [k, new Set(v)]));
  const { kept, counts } = narrow(ranks, all, chosen);
  answer.facet_bytes = bytes - answer.bytes;
  const sorted = order(kept, ranks, sort, sort === "so-luong" ? await index.numbers() : null);
  const before = [bytes, requests];
  const shown = await index.cards(cold ? sorted.slice(0, 10) : sorted);
  answer.card_bytes = bytes - before[0];
  answer.card_requests = requests - before[1];
  answer.ids = shown.map((card) => card.id);
  answer.total = sorted.length;
  if (facets) {
    answer.counts = [...counts].flatMap(([facet, numbers]) => [...numbers].flatMap(
      (n, k) => (n ? [[facet, all.get(facet).values[k], n]] : [])));
  }
  answer.unproven = unproven + believed;
  unproven = 0;
  if (trace) answer.log = log;
  log = [];
  if (cold) { bytes = 0; requests = 0; index = null; }
  answers.push(answer);
}
process.stdout.write(JSON.stringify(answers));
