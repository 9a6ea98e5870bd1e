// The index: what it knows of words, phrases and documents. Its files are set out in docs/search.md.

import { Mismatch } from "./search-fetch.js";
import { Branches, Reader, checksOf, hex, once, opened, rowsOf, textOf } from "./search-files.js";
import { fold, nameOf, plain, spread } from "./search-text.js";

const FORMAT = 6;

class Tree {
  constructor(index, plan) {
    this.index = index;
    this.name = plan.name;
    this.documents = plan.documents;
    this.wordChecks = checksOf(plan.words);
    this.hotWordChecks = checksOf(plan.hot_words);
    const checks = checksOf(plan.large[1]);
    this.large = new Map(plan.large[0].split(" ").map((key, n) => [key, checks[n]]));
    this.cardChecks = checksOf(plan.cards);
    this.cardsEach = plan.cards_each;
    this.numberChecks = checksOf(plan.numbers);
    this.columnChecks = Object.fromEntries(Object.entries(plan.columns).map(([k, v]) => [k, checksOf(v)]));
    this.hot = new Map(Object.entries(plan.hot));
    this.known = new Map();
  }

  once(key, make) { return once(this.known, key, make); }

  /** A word: {documents, titled, aside, forms}; a beginning or a concept: {other}. `next`: the word behind it. */
  words(key, next) {
    return this.once(`w ${key}`, async () => {
      const out = { ...NOTHING, forms: new Map(), other: NONE };
      const from = await this.record(key, next);
      if (!from) return out;
      const isWord = from.bytes[from.at++], listed = from.list(this.documents, from.varint());
      out[isWord ? "documents" : "other"] = listed;
      if (!isWord) return out;
      out.titled = within(from, listed);
      out.aside = within(from, listed);
      const count = from.varint();
      if (count === 1) out.forms.set(from.text(), out);
      else for (let n = 0; n < count; n++) {
        const name = from.text(), size = from.varint();
        if (size) out.forms.set(name, formFrom(from, out, size));
        else out.forms.set(name, { check: from.bytes[from.at++] | (from.bytes[from.at++] << 8) });
      }
      return out;
    });
  }

  async record(key, next) {
    const [first, second = next] = key.replace("@", "").split("_");
    const isNear = second && this.hot.has(first) && (key === first || this.known.has(this.pieceOf(first, second).path));
    const near = isNear ? rowOf((await this.piece(first, second))?.records, key) : null;
    if (near) return near;
    if (this.large.has(key)) {
      return new Reader(await this.index.file(`${this.name}/${ownPath(key, "w")}`, this.large.get(key)));
    }
    return rowOf(this.hot.has(first) ? await this.numbered("h", this.hotWordChecks, first) : (await this.shared(first))?.records, key);
  }

  async said(term) {
    const word = await this.words(term.fold);
    if (!term.marked) return word;
    const form = word.forms.get(term.exact);
    if (!form) return NOTHING;
    if (form.documents) return form;
    return this.once(`f ${term.exact}`, async () => {
      const from = new Reader(await this.index.file(`${this.name}/${ownPath(term.exact, "f")}`, form.check));
      return formFrom(from, word, from.varint());
    });
  }

  runs(folds) {
    return this.once(`r ${folds.join(" ")}`, async () => {
      const last = folds[folds.length - 1];
      if (folds.length === 2) {
        const file = await this.beginnings(folds);
        return (file ? file.heads : []).filter((head) => plain(head.word) === folds[0])
          .flatMap((head) => rowsOf(file, 0, head.start, head.end, last, [head.word], null));
      }
      const above = await this.runs(folds.slice(0, -1));
      return (await Promise.all(above.map((run) => this.below(run, last)))).flat();
    });
  }

  numbered(folder, checks, word) {
    const n = Math.floor(spread(word) * checks.length / 2 ** 32);
    return checks[n] ? this.index.file(`${this.name}/${folder}/${hex(n, 3)}`, checks[n]) : null;
  }

  async shared(word) {
    const bytes = await this.numbered("w", this.wordChecks, word);
    return bytes && this.once(`s ${Math.floor(spread(word) * this.wordChecks.length / 2 ** 32)}`, async () => halvesOf(bytes));
  }

  pieceOf(first, second) {
    const checks = checksOf(this.hot.get(first)), part = Math.floor(spread(second) * checks.length / 2 ** 32);
    return { check: checks[part], path: ownPath(first, hex(part, 2)) };
  }

  async piece(first, second) {
    const { check, path } = this.pieceOf(first, second);
    return check ? this.once(path, async () => halvesOf(await this.index.file(`${this.name}/${path}`, check))) : null;
  }

  async beginnings([first, second]) {
    const file = await (this.hot.has(first) ? this.piece(first, second) : this.shared(first));
    return file?.phrases.length ? file.branches ??= new Branches(file.phrases, 1, this.documents) : null;
  }

  async below(run, last) {
    const { here } = run;
    const checks = here.outside.get(run.row);
    if (!checks) return rowsOf(run.file, run.depth + 1, here.starts[run.row], here.starts[run.row + 1], last, run.forms, run);
    const part = Math.floor(spread(last) * checks.length / 2 ** 32);
    if (!checks[part]) return [];
    const path = ownPath(run.forms.join(" "), hex(part, 2));
    const file = await this.branches(path, checks[part], run.forms.length + 1, run.count);
    return rowsOf(file, 0, 0, file.levels[0].words.length, last, run.forms, run);
  }

  branches(path, check, level, universe) {
    return this.once(`b ${path}`, async () =>
      new Branches(await this.index.file(`${this.name}/${path}`, check), level, universe));
  }
}

/** What a file says of words, and the phrases that begin with them. */
function halvesOf(bytes) {
  const from = new Reader(bytes), size = from.varint();
  return { records: from.take(size), phrases: from.bytes.subarray(from.at) };
}

function rowOf(records, key) {
  const from = records && new Reader(records);
  while (from && !from.done) {
    const end = from.varint() + from.at;
    if (from.text() === key) return from;
    from.at = end;
  }
  return null;
}

const ownPath = (prefix, part) => `${nameOf(prefix).replace(/^../, "$&/")}-${part}`;
const NONE = new Uint32Array(0), NOTHING = { documents: NONE, titled: NONE, aside: NONE };
const within = (from, whole) => from.list(whole.length, from.varint()).map((n) => whole[n]);

function formFrom(from, word, size) {
  const documents = from.list(word.documents.length, size).map((n) => word.documents[n]);
  return { documents, titled: within(from, documents), aside: within(from, documents) };
}

export class Index {
  static async open(base, cache = "no-cache") {
    const manifest = JSON.parse(textOf(await opened(`${base}index.bin`, null, { cache })));
    if (manifest.format !== FORMAT) throw new Mismatch("format");
    return new Index(base, manifest);
  }

  constructor(base, manifest) {
    this.base = base;
    this.manifest = manifest;
    this.trees = manifest.trees.map((plan) => new Tree(this, plan));
    this.starts = [];
    this.documents = 0;
    for (const tree of this.trees) {
      this.starts.push(this.documents);
      this.documents += tree.documents;
    }
    this.files = new Map();
    this.read = new Map(); // what was made of whole files
  }

  file(path, check) {
    // The check in the address makes a stale copy in a cache impossible.
    return once(this.files, path, () => opened(`${this.base}${path}.bin?${hex(check, 4)}`, check));
  }

  async cards(documents) {
    const rows = await Promise.all(documents.map((document) => {
      const [tree, local] = this.place(document), chunk = Math.floor(local / tree.cardsEach);
      return once(this.read, `${tree.name} ${chunk}`, async () =>
        JSON.parse(textOf(await this.file(`${tree.name}/c/${hex(chunk, 4)}`, tree.cardChecks[chunk]))));
    }));
    return rows.map((columns, n) => {
      const [tree, local] = this.place(documents[n]);
      const [said, rest, own, title, date, day, province, total, status, photo] = columns.map((all) => all[local % tree.cardsEach]);
      const id = fold(title).replace(/[^a-z0-9]+/g, "-").slice(0, said) + rest;
      return { id, url: own || `bai-viet/${date.slice(0, 4)}/${id}.html`, title, date, day, province, total, status, photo };
    });
  }

  place(document) {
    let n = this.trees.length - 1;
    while (this.starts[n] > document) n--;
    return [this.trees[n], document - this.starts[n]];
  }

  years() {
    const values = this.manifest.years.map(([year]) => String(year).padStart(4, "0"));
    const of = [];
    this.manifest.years.forEach(([, count], n) => { for (let k = 0; k < count; k++) of.push([n]); });
    return { values, of };
  }

  get yearOf() {
    return this.yearsKnown ??= Uint16Array.from(this.manifest.years.flatMap(([year, count]) => new Array(count).fill(year)));
  }

  columnsOf(facets) {
    return Object.keys(this.manifest.columns).filter((name) => this.manifest.columns[name][0].some((f) => facets.has(f)));
  }
}
