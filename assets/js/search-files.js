// Files of the index: fetched, checked, and read byte by byte; runs of syllables, which they hold as a trie. Their format is set out in docs/search.md.

import { fetched, Mismatch } from "./search-fetch.js";
import { plain } from "./search-text.js";

const ALPHABET = [..."0123456789abcdefghijklmnopqrstuvwxyz"
  + "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"];
const ESCAPE = 0x7f;

export function once(map, key, make) {
  if (!map.has(key)) {
    const made = make();
    map.set(key, made);
    made.catch(() => map.delete(key));
  }
  return map.get(key);
}

export class Reader {
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

export const textOf = (bytes) => new TextDecoder().decode(bytes);

export async function opened(url, check, options) {
  const raw = await fetched(url, options);
  if (raw.length < 5 || (check !== null && (raw[0] | (raw[1] << 8)) !== check)) throw new Mismatch(url);
  try {
    return await inflate(raw.subarray(4));
  } catch { throw new Mismatch(url); }
}

export const checksOf = (coded) => {
  const raw = Uint8Array.from(atob(coded), (c) => c.charCodeAt(0));
  return Array.from({ length: raw.length / 2 }, (_, n) => raw[2 * n] | (raw[2 * n + 1] << 8));
};

export const hex = (n, width) => n.toString(16).padStart(width, "0");

// --- phrases

export const DEEPEST = 6;

export class Branches {
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

export const agrees = (terms) => (run) => terms.every((t, n) => !t.marked || t.exact === run.forms[n]);

export function rowsOf(file, depth, start, end, last, forms, parent) {
  const out = [], level = file.levels[depth];
  for (let row = start; row < end; row++) {
    const word = level.words[row];
    if (plain(word) === last) out.push(new Run(file, depth, row, [...forms, word], parent));
  }
  return out;
}
