// How far apart two syllables are to a Vietnamese ear: the twin of bangvang/search/likeness.py.

const SHAPE = /^(ngh|ng|nh|ch|gh|gi(?=[aeiouy])|kh|ph|qu(?=[aeiouy])|th|tr|[b-df-hj-np-tv-xz]|)([aeiouy]+)([a-z]*)$/;
export const NEAR = 4, SURE = 5;
const SLIP = 10;

const pairs = (groups) => new Set(groups.split(", ").flatMap((group) => {
  const sounds = group.split(" ");
  return sounds.flatMap((a) => sounds.filter((b) => a !== b).map((b) => `${a} ${b}`));
}));
const ONSETS = pairs("s x, ch tr, l n, d gi r, d v, gi v, c k, ng ngh, g gh, ph f, gi j, d z, c q, b p");
const CODAS = pairs("n ng, n nh, ng nh, m n, t c, t ch, c ch");

/** How far a word may be from the one that was meant. */
export const limit = (word) => (word.length < 3 ? SURE : word.length < 6 ? SLIP : 14);

/** How far apart two folded syllables are, in tenths of a slip. */
export function distance(a, b) {
  const whole = letters(a, b), one = SHAPE.exec(a), other = SHAPE.exec(b);
  if (!one || !other) return whole;
  return Math.min(whole, sound(one[1], other[1], ONSETS) + nucleus(one[2], other[2]) + sound(one[3], other[3], CODAS));
}

const sound = (a, b, near) => (near.has(`${a} ${b}`) ? NEAR : letters(a, b));

function nucleus(a, b) {
  if (a === b) return 0;
  return a.replaceAll("y", "i") === b.replaceAll("y", "i") ? 3 : letters(a, b);
}

function letters(a, b) {
  let above, before = [], row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let n = 1; n <= a.length; n++) {
    [above, before, row] = [before, row, [n]];
    for (let k = 1; k <= b.length; k++) {
      row[k] = Math.min(before[k] + 1, row[k - 1] + 1, before[k - 1] + (a[n - 1] !== b[k - 1]));
      if (n > 1 && k > 1 && a[n - 1] === b[k - 2] && a[n - 2] === b[k - 1]) row[k] = Math.min(row[k], above[k - 2] + 1);
    }
  }
  return row[b.length] * SLIP;
}
