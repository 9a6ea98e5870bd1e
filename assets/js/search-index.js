// The files of the index, fetched and read. Their format is set out in docs/search.md.

import { nameOf, plain, spread } from "./search-text.js";

const FORMAT = 3;
const ALPHABET = [..."0123456789abcdefghijklmnopqrstuvwxyz"
  + "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"];
const DEEPEST = 6, CARDS = 32, NUMBERS = 1 << 14, ESCAPE = 0x7f;

/** A file that is missing, broken or of another build. */
export class Mismatch extends Error {}

/** What a map keeps under a key, made when it is first asked for; what could not be made is not kept. */
export function once(map, key, make) {
  if (!map.has(key)) {
    const made = make();
    map.set(key, made);
    made.catch(() => map.delete(key));
  }
  return map.get(key);
}

class Reader {
  constructor(bytes) { this.bytes = bytes; this.at = 0; }
  get done() { return this.at >= this.bytes.length; }
  varint() {
    let value = 0, scale = 1, byte;
    do {
      byte = this.bytes[this.at++];
      value += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte > 0x7f);
    return value;
  }
  take(size) { return this.bytes.subarray(this.at, this.at += size); }
  text() { return textOf(this.take(this.varint())); }
  /** A word in the index's own alphabet. */
  word() {
    let out = "", byte;
    do {
      byte = this.bytes[this.at++];
      if (byte === ESCAPE) {
        const high = this.bytes[this.at++], middle = this.bytes[this.at++];
        byte = this.bytes[this.at++];
        out += String.fromCodePoint((high << 14) | (middle << 7) | (byte & 0x7f));
      } else out += ALPHABET[byte & 0x7f];
    } while (byte < 0x80);
    return out;
  }
  /** A sorted list of `count` of the numbers below `universe`; what is spelled out are these or the others. */
  list(universe, count) {
    const out = new Uint32Array(count), size = (universe + 7) >> 3;
    const others = 2 * count > universe, spelled = others ? universe - count : count;
    if (spelled && size <= spelled) {
      const bits = this.take(size);
      for (let n = 0, k = 0; k < count; n++) if (bits[n >> 3] >> (n & 7) & 1) out[k++] = n;
    } else if (others) {
      let k = 0, last = -1;
      for (let n = 0; n <= spelled; n++) {
        const next = n < spelled ? last + this.varint() + 1 : universe;
        while (++last < next) out[k++] = last;
      }
    } else for (let n = 0, last = -1; n < count; n++) out[n] = last += this.varint() + 1;
    return out;
  }
  /** Pass over such a list. */
  skip(universe, count) {
    let spelled = Math.min(count, universe - count);
    const size = (universe + 7) >> 3;
    if (spelled && size <= spelled) this.at += size;
    else while (spelled) if (this.bytes[this.at++] < 0x80) spelled--;
  }
}

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const textOf = (bytes) => new TextDecoder().decode(bytes);

async function fetched(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Mismatch(`${answer.status} ${url}`);
  return new Uint8Array(await answer.arrayBuffer());
}

const checksOf = (coded) => {
  const raw = Uint8Array.from(atob(coded), (c) => c.charCodeAt(0));
  return Array.from({ length: raw.length / 2 }, (_, n) => raw[2 * n] | (raw[2 * n + 1] << 8));
};

/** Rows of the trie of phrases, as one file holds them; `level` is the number of syllables of its first rows. */
class Branches {
  constructor(bytes, level, universe) {
    const from = new Reader(bytes);
    this.bytes = bytes;
    this.level = level;
    this.heads = [];
    let rows = from.varint(), parents = null;
    if (level === 1) {
      // The words that the runs begin with.
      let start = 0;
      for (let n = 0; n < rows; n++) {
        const word = from.word(), size = from.varint();
        this.heads.push({ word, start, end: start += size });
      }
      rows = start;
      this.level = level = 2;
    }
    this.levels = [];
    for (; rows; level++) {
      const here = { words: [], starts: new Uint32Array(rows + 1), outside: new Map(), parents };
      for (let n = 0; n < rows; n++) here.words.push(from.word());
      if (level < DEEPEST) {
        const moved = [];
        for (let n = 0, next = 0; n < rows; n++) {
          const mark = from.varint();
          if (mark & 1) moved.push([n, 1 << (mark >> 1)]);
          here.starts[n + 1] = next += mark & 1 ? 0 : mark >> 1;
        }
        for (const [n, size] of moved) {
          const raw = from.take(2 * size);
          here.outside.set(n, Array.from({ length: size }, (_, k) => raw[2 * k] | (raw[2 * k + 1] << 8)));
        }
      }
      const above = this.levels[this.levels.length - 1];
      here.universe = Uint32Array.from(here.words, (_, n) => (above ? above.counts[parents[n]] : universe));
      here.counts = Uint32Array.from(here.universe, (whole) => from.varint() || whole);
      here.lists = new Uint32Array(rows);
      for (let n = 0; n < rows; n++) {
        here.lists[n] = from.at;
        from.skip(here.universe[n], here.counts[n]);
      }
      if (level < DEEPEST) {
        here.flags = Uint32Array.from(here.counts, (count) => {
          const code = from.varint();
          return code === 0 ? 0 : code === 1 ? count : code - 1;
        });
        here.flagLists = new Uint32Array(rows);
        for (let n = 0; n < rows; n++) {
          here.flagLists[n] = from.at;
          from.skip(here.counts[n], here.flags[n]);
        }
      }
      this.levels.push(here);
      const next = here.starts[rows];
      parents = new Uint32Array(next);
      for (let n = 0; n < rows; n++) parents.fill(n, here.starts[n], here.starts[n + 1]);
      rows = next;
    }
  }
  read(at, universe, count) {
    const from = new Reader(this.bytes);
    from.at = at;
    return from.list(universe, count);
  }
}

/** One run of syllables: its exact forms, its documents, and which of them repeat it. */
class Run {
  constructor(file, depth, row, forms, parent) { Object.assign(this, { file, depth, row, forms, parent }); }
  get here() { return this.file.levels[this.depth]; }
  get count() { return this.here.counts[this.row]; }
  get documents() {
    if (!this.found) {
      const places = this.file.read(this.here.lists[this.row], this.here.universe[this.row], this.count);
      const above = this.parent && this.parent.documents;
      this.found = above ? places.map((place) => above[place]) : places;
    }
    return this.found;
  }
  get repeated() {
    const flags = this.here.flags ? this.here.flags[this.row] : 0;
    const places = flags ? this.file.read(this.here.flagLists[this.row], this.count, flags) : [];
    return Uint32Array.from(places, (place) => this.documents[place]);
  }
}

/** A range of the archive, with files of its own. Documents are numbered inside it, oldest first. */
class Tree {
  constructor(index, plan) {
    this.index = index;
    this.name = plan.name;
    this.documents = plan.documents;
    this.wordChecks = checksOf(plan.words);
    const checks = checksOf(plan.large[1]);
    this.large = new Map(plan.large[0].split(" ").map((key, n) => [key, checks[n]]));
    this.rootChecks = checksOf(plan.roots);
    this.cardChecks = checksOf(plan.cards);
    this.numberChecks = checksOf(plan.numbers);
    this.columnChecks = Object.fromEntries(Object.entries(plan.columns).map(([k, v]) => [k, checksOf(v)]));
    this.hot = new Map(Object.entries(plan.hot));
    this.known = new Map();
  }

  once(key, make) { return once(this.known, key, make); }

  /**
   * What the index knows of a folded word: {documents, titled, forms}, the forms by their spelling; of the beginning
   * of words, or of a concept, {other}: the documents.
   */
  words(key) {
    return this.once(`w ${key}`, async () => {
      const out = { documents: NONE, titled: NONE, forms: new Map(), other: NONE };
      const from = await this.record(key);
      if (!from) return out;
      const isWord = from.bytes[from.at++], listed = from.list(this.documents, from.varint());
      out[isWord ? "documents" : "other"] = listed;
      if (!isWord) return out;
      out.titled = within(from, out.documents);
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

  async record(key) {
    if (this.large.has(key)) {
      return new Reader(await this.index.file(`${this.name}/${ownPath(key, "w")}`, this.large.get(key)));
    }
    const bucket = Math.floor(spread(key) * this.wordChecks.length / 2 ** 32);
    const check = this.wordChecks[bucket];
    if (!check) return null;
    const from = new Reader(await this.index.file(`${this.name}/w/${hex(bucket, 3)}`, check));
    while (!from.done) {
      const end = from.varint() + from.at;
      if (from.text() === key) return from;
      from.at = end;
    }
    return null;
  }

  /** The documents of a term, and those in whose title it is: in its own form if it is marked. */
  async said(term) {
    const word = await this.words(term.fold);
    if (!term.marked) return word;
    const form = word.forms.get(term.exact);
    if (!form) return { documents: NONE, titled: NONE };
    if (form.documents) return form;
    return this.once(`f ${term.exact}`, async () => {
      const from = new Reader(await this.index.file(`${this.name}/${ownPath(term.exact, "f")}`, form.check));
      return formFrom(from, word, from.varint());
    });
  }

  /** All runs of syllables that fold to these (2 to 6 of them). */
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

  async beginnings([first, second]) {
    let path, check;
    if (this.hot.has(first)) {
      const checks = checksOf(this.hot.get(first));
      const part = Math.floor(spread(second) * checks.length / 2 ** 32);
      path = ownPath(first, hex(part, 2));
      check = checks[part];
    } else {
      const bucket = Math.floor(spread(first) * this.rootChecks.length / 2 ** 32);
      path = `r/${hex(bucket, 3)}`;
      check = this.rootChecks[bucket];
    }
    return check ? this.branches(path, check, 1, this.documents) : null;
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

  /**
   * Mark the documents that hold these terms side by side, each in its own form if marked. Of more than six terms the
   * index cannot prove everything: documents marked 2 must be looked at.
   */
  phrase(terms) {
    return this.once(`p ${terms.map((t) => t.exact).join(" ")}`, async () => {
      const out = new Uint8Array(this.documents), size = terms.length;
      const mark = (documents, value) => { for (const d of documents) out[d] = value; };
      if (size === 1) mark((await this.said(terms[0])).documents, 1);
      else if (size < 4) mark(await this.hold(terms), 1);
      else if (size <= DEEPEST) {
        // Both halves, where the middle comes but once; where it is repeated, the run itself is listed.
        const [head, tail, repeated, listed] = await Promise.all([
          this.phrase(terms.slice(0, -1)), this.phrase(terms.slice(1)), this.repeat(terms.slice(1, -1)), this.hold(terms),
        ]);
        for (let d = 0; d < out.length; d++) out[d] = head[d] & tail[d];
        mark(repeated, 0);
        mark(listed, 1);
      } else {
        // All runs of six; they overlap in one place where the five between them come but once.
        const starts = Array.from({ length: size - DEEPEST + 1 }, (_, n) => n);
        const [runs, seams] = await Promise.all([
          Promise.all(starts.map((n) => this.phrase(terms.slice(n, n + DEEPEST)))),
          Promise.all(starts.slice(1).map((n) => this.repeat(terms.slice(n, n + DEEPEST - 1)))),
        ]);
        out.fill(1);
        for (const run of runs) for (let d = 0; d < out.length; d++) out[d] &= run[d];
        for (const seam of seams) for (const d of seam) if (out[d]) out[d] = 2;
      }
      return out;
    });
  }

  /** The documents of the runs that are listed for these terms. */
  async hold(terms) {
    const runs = await this.runs(terms.map((t) => t.fold));
    return runs.filter(agrees(terms)).flatMap((run) => [...run.documents]);
  }

  /** The documents in which a run that folds to these terms comes more than once. */
  async repeat(terms) {
    return (await this.runs(terms.map((t) => t.fold))).flatMap((run) => [...run.repeated]);
  }
}

const hex = (n, width) => n.toString(16).padStart(width, "0");
const ownPath = (prefix, part) => `${nameOf(prefix).replace(/^../, "$&/")}-${part}`;
const NONE = new Uint32Array(0);
const within = (from, whole) => from.list(whole.length, from.varint()).map((n) => whole[n]);

function formFrom(from, word, size) {
  const documents = from.list(word.documents.length, size).map((n) => word.documents[n]);
  return { documents, titled: within(from, documents) };
}

/** Whether a run has each marked term in its own form. */
export const agrees = (terms) => (run) => terms.every((t, n) => !t.marked || t.exact === run.forms[n]);

function rowsOf(file, depth, start, end, last, forms, parent) {
  const out = [], level = file.levels[depth];
  for (let row = start; row < end; row++) {
    const word = level.words[row];
    if (plain(word) === last) out.push(new Run(file, depth, row, [...forms, word], parent));
  }
  return out;
}

/** The index of one build of the site. */
export class Index {
  /** Fetch the manifest; `base` is the URL of the folder, with a final slash. */
  static async open(base, cache = "no-cache") {
    const raw = await fetched(`${base}index.bin`, { cache });
    let manifest;
    try {
      manifest = JSON.parse(textOf(await inflate(raw.subarray(4))));
    } catch { throw new Mismatch("index.bin"); }
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

  /** The payload of a file, which must be the one the manifest, or the file above it, speaks of. */
  file(path, check) { return once(this.files, path, () => this.load(path, check)); }

  async load(path, check) {
    // The check in the address makes a stale copy in a cache impossible.
    const raw = await fetched(`${this.base}${path}.bin?${hex(check, 4)}`);
    if (raw.length < 5 || (raw[0] | (raw[1] << 8)) !== check) throw new Mismatch(path);
    try {
      return await inflate(raw.subarray(4));
    } catch { throw new Mismatch(path); }
  }

  /** What is shown of some documents: {id, url, title, date, day, province, total, status}, `day` as readers write it. */
  async cards(documents) {
    const rows = await Promise.all(documents.map((document) => {
      const [tree, local] = this.place(document), chunk = Math.floor(local / CARDS);
      return once(this.read, `${tree.name} ${chunk}`, async () =>
        JSON.parse(textOf(await this.file(`${tree.name}/c/${hex(chunk, 4)}`, tree.cardChecks[chunk]))));
    }));
    return rows.map((some, n) => {
      const [id, url, title, date, day, province, total, status] = some[this.place(documents[n])[1] % CARDS];
      return { id, url, title, date, day, province, total, status };
    });
  }

  place(document) {
    let n = this.trees.length - 1;
    while (this.starts[n] > document) n--;
    return [this.trees[n], document - this.starts[n]];
  }

  /** The number of recipients of every document, -1 where it is not stated. */
  async numbers() {
    const out = new Int32Array(this.documents);
    await Promise.all(this.trees.flatMap((tree, n) => tree.numberChecks.map(async (check, chunk) => {
      const from = new Reader(await this.file(`${tree.name}/n/${chunk}`, check));
      for (let at = this.starts[n] + chunk * NUMBERS; !from.done; at++) out[at] = from.varint() - 1;
    })));
    return out;
  }

  /** The year of every document, as a facet. */
  years() {
    const values = this.manifest.years.map(([year]) => String(year).padStart(4, "0"));
    const of = [];
    this.manifest.years.forEach(([, count], n) => { for (let k = 0; k < count; k++) of.push([n]); });
    return { values, of };
  }

  /** The facets that one column holds: a map of name to {values, of: each document's places in values}. */
  column(name) { return once(this.read, name, () => this.columnOf(name)); }

  async columnOf(name) {
    const [facets, whole] = this.manifest.columns[name];
    const out = new Map(facets.map((facet) => [facet, { values: [], of: new Array(this.documents) }]));
    const places = facets.map(() => new Map());
    const number = (n, value) => {
      if (!places[n].has(value)) places[n].set(value, out.get(facets[n]).values.push(value) - 1);
      return places[n].get(value);
    };
    await Promise.all(this.trees.flatMap((tree, t) => tree.columnChecks[name].map(async (check, chunk) => {
      const from = new Reader(await this.file(`${tree.name}/f/${name}-${chunk}`, check));
      const head = JSON.parse(from.text());
      const first = this.starts[t] + chunk * whole, size = Math.min(whole, tree.documents - chunk * whole);
      const numbers = head.values.map((values, n) => values.map((value) => number(n, value)));
      if (head.table) {
        const rows = head.table.map((row) => row.map((part, n) => part.map((v) => numbers[n][v])));
        const codes = from.take(size);
        facets.forEach((facet, n) => {
          const { of } = out.get(facet);
          for (let k = 0; k < size; k++) of[first + k] = rows[codes[k]][n];
        });
        return;
      }
      facets.forEach((facet, n) => {
        const { of } = out.get(facet);
        const counts = Array.from({ length: size }, () => from.varint());
        counts.forEach((count, k) => { of[first + k] = Array.from({ length: count }, () => numbers[n][from.varint()]); });
      });
    })));
    return out;
  }

  /** The columns that hold some facets. */
  columnsOf(facets) {
    return Object.keys(this.manifest.columns).filter((name) => this.manifest.columns[name][0].some((f) => facets.has(f)));
  }

  /** The words offered as completions, most frequent groups first: {word, level, fold}. */
  completions() {
    return once(this.read, "goi-y", async () => {
      const groups = JSON.parse(textOf(await this.file("goi-y", checksOf(this.manifest.completions)[0])));
      return groups.flatMap(([level, words]) => words.split(" ").map((word) => ({ word, level, fold: plain(word) })));
    });
  }
}
