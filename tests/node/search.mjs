// Answers queries with the browser's own modules, from a folder on disk: node search.mjs FOLDER < queries.json
//
// Each query is {q, facets, sort}; each answer {ids, total, counts, bytes, requests, ms}. With "cold" the index is
// opened anew for the query, as on a reader's first visit. With "mend" what stands ahead of the results is first. `unproven`: articles whose page a browser would look at.

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
const { Index, find } = await from("search-rank.js");
const { prepare, ready } = await from("search-query.js");
const { facetsOf, narrow } = await from("search-facets.js");
const { answer: answerTo } = await from("search-mend.js");

const FIRST = 5;
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
let index = null, names = null;

async function open() {
  index = await Index.open(`${folder}/tim-kiem/`);
  index.abbreviations = prepare(index.manifest.abbreviations);
}

const archiveOf = (opened) => ({ index: opened, names: names ?? {}, holds: async () => { unproven += 1; return true; } });

const answers = [];
for (const { q, facets, sort = "lien-quan", cold, trace, columns, mend } of JSON.parse(Buffer.concat(chunks))) {
  if (!index || cold) await open();
  if (mend && !names) {
    const all = await facetsOf(index, Object.keys(index.manifest.columns));
    names = Object.fromEntries([...all].map(([name, { values }]) => [name, values]));
  }
  bytes = cold ? bytes : 0;
  requests = cold ? requests : 0;
  await ready(q);
  const chosen = new Map(Object.entries(facets ?? {}).map(([k, v]) => [k, new Set(v)]));
  const state = { q, chosen: new Map(), sort: "lien-quan", years: null };
  let found = await find(archiveOf(index), state), way = null, offers = [], ahead = null;
  if (mend) ({ found, way, offers, ahead } = await answerTo(archiveOf(index), found));
  const answer = { bytes, requests, way: way && [way.kind, way.q], offers: offers.map((each) => [each.kind, each.q]) };
  if (cold) {
    // Once more, with every file at hand and nothing decoded: what the processor does.
    const again = new Index(index.base, index.manifest);
    again.files = index.files;
    again.abbreviations = index.abbreviations;
    const start = process.cpuUsage();
    await find(archiveOf(again), state);
    const used = process.cpuUsage(start);
    answer.ms = (used.user + used.system) / 1000;
  }
  const before = [bytes, requests];
  if (cold) {
    await index.cards(found.documents.slice(0, FIRST));
    answer.card_bytes = bytes - before[0];
    answer.card_requests = requests - before[1];
  }
  const at = bytes, all = facets ? await facetsOf(index, columns ?? Object.keys(index.manifest.columns)) : null;
  answer.facet_bytes = bytes - at;
  if (facets && (chosen.size || sort !== "lien-quan")) found = await find(archiveOf(index), { ...state, chosen, sort });
  const shown = await index.cards(cold ? found.documents.slice(0, FIRST) : found.documents);
  answer.ids = shown.map((card) => card.id);
  if (ahead) {
    const first = (await index.cards(ahead.documents)).map((card) => card.id);
    answer.ids = [...first, ...answer.ids.filter((id) => !first.includes(id))];
  }
  answer.total = found.documents.length;
  if (facets) {
    const { counts } = narrow(found.ranks, all, chosen);
    answer.counts = [...counts].flatMap(([facet, numbers]) => [...numbers].flatMap(
      (n, k) => (n ? [[facet, all.get(facet).values[k], n]] : [])));
  }
  answer.unproven = unproven + found.doubts.size;
  unproven = 0;
  if (trace) answer.log = log;
  log = [];
  if (cold) { bytes = 0; requests = 0; index = null; }
  answers.push(answer);
}
process.stdout.write(JSON.stringify(answers));
