// The results as a table to keep. Loaded when one is asked for.

import { element } from "./search-page.js";

const HEAD = ["id", "url", "title", "date", "province", "total", "status"];

/** Let the reader keep a table of cards; `root`: where the addresses of cards begin. */
export function keep(cards, root) {
  const url = URL.createObjectURL(new Blob([tableOf(cards, root)], { type: "text/csv" }));
  element("a", { href: url, download: "bang-vang.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** CSV with a mark of byte order, for spreadsheets. */
function tableOf(cards, root) {
  const rows = cards.map((c) => [c.id, new URL(c.url, root).href, c.title, c.date, c.province, c.total, c.status]);
  return `\ufeff${[HEAD, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value) {
  // What begins like a formula would be one in a spreadsheet.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
