// HTML of a clipboard (Word, Excel, a web page) as the Markdown that shows the same.

const INLINE = { B: "**", STRONG: "**", I: "*", EM: "*" };
const BLOCKS = /^(P|DIV|H[1-6]|UL|OL|LI|TABLE|BLOCKQUOTE|SECTION|ARTICLE|FIGURE|HEADER|MAIN|TR|DL|DT|DD)$/;
const INSIDE = "p, div, table, ul, ol, h1, h2, h3, h4, h5, h6, blockquote";

/** Words stay words: nothing of them may turn into a heading, a list, a link, emphasis or HTML. */
function literal(words) {
  return words.replace(/([\\`*[\]<>]|(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])|~~)/gu, "\\$1");
}

/** What opens a line must open nothing else: a number before a dot is no list, and is not counted anew. */
function opening(text) {
  return text.replace(/^(#{1,6}(?=\s|$)|[-+](?=\s|$)|={3,}|-{3,}|:(?=\s))/gm, "\\$1").replace(/^(\d+)([.)])(?=\s|$)/gm, "$1\\$2");
}

const told = (node) => node.getAttribute?.("style") || "";

function spans(node) {
  let out = "";
  for (const child of node.childNodes) {
    if (child.nodeType === 3) out += literal(child.data.replace(/[\s\u00a0]+/g, " "));
    else if (child.nodeType === 1) out += span(child);
  }
  return out;
}

function span(node) {
  const tag = node.tagName;
  if (/^(STYLE|SCRIPT|META|LINK|TITLE|XML|O:P|IMG|SVG)$/.test(tag)) return "";
  if (/mso-list:\s*ignore/i.test(told(node))) return ""; // the sign of a list item
  if (tag === "BR") return "\n";
  const inner = spans(node);
  const bold = /^(700|800|900|bold)/.test(node.style?.fontWeight || "");
  const mark = INLINE[tag] || (bold ? "**" : node.style?.fontStyle === "italic" ? "*" : "");
  const bare = inner.trim();
  if (!bare) return inner;
  const to = node.getAttribute("href") || "";
  if (tag === "A" && /^https?:/.test(to)) return `[${bare}](${to.replace(/[\s()<>]/g, encodeURIComponent).replace(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29"))})`;
  if (!mark || bare.includes("\n") || (tag === "B" && node.style?.fontWeight === "normal")) return inner;
  return inner.replace(bare, () => `${mark}${bare}${mark}`);
}

const flat = (node) => spans(node).replace(/\s+/g, " ").trim();

/** The cells of a table, each in its column: one that reaches over others leaves these empty. */
export function cells(node, text = (cell) => cell.textContent.replace(/\s+/g, " ").trim()) {
  const rows = [...node.rows].map(() => []);
  [...node.rows].forEach((row, down) => {
    let across = 0;
    for (const cell of row.cells) {
      while (rows[down][across] !== undefined) across += 1;
      for (let i = 0; i < Math.max(cell.rowSpan, 1) && down + i < rows.length; i++)
        for (let j = 0; j < Math.max(cell.colSpan, 1); j++) rows[down + i][across + j] = i || j ? "" : text(cell);
    }
  });
  const wide = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => Array.from({ length: wide }, (_, i) => row[i] ?? ""));
}

function table(node) {
  const rows = cells(node, (cell) => flat(cell).replaceAll("|", "\\|")).map((row) => `| ${row.join(" | ")} |`);
  if (!rows.length) return "";
  return [rows[0], `|${" --- |".repeat(cells(node)[0].length)}`, ...rows.slice(1)].join("\n");
}

function list(node, indent = "") {
  let number = (node.start || 1) - 1;
  return [...node.children]
    .filter((item) => item.tagName === "LI")
    .map((item) => {
      const inner = [...item.children].filter((child) => /^(UL|OL)$/.test(child.tagName));
      inner.forEach((child) => child.remove());
      number = item.value || number + 1;
      const sign = node.tagName === "OL" ? `${number}.` : "-";
      const deeper = inner.map((child) => `\n${list(child, `${indent}    `)}`).join("");
      return `${indent}${sign} ${opening(flat(item))}${deeper}`;
    })
    .join("\n");
}

const SIGN = /^\s*\\?(?:[·•§▪●○◦‣]\s*|[o\-–—+*](?=\s)\s*)/;
const SPACED = /^[\s\u00a0]*(?:[·•§▪●○◦‣]|o(?:\u00a0|\s{2})|[-–—+*][\s\u00a0])/;

/** A list item of Word, which is a paragraph with a sign before it. The sign is known by what Word says of it; a number
 * that Word does not call a sign belongs to the words. */
function item(node) {
  const ignored = [...node.querySelectorAll("[style]")].find((child) => /mso-list:\s*ignore/i.test(told(child)));
  const sign = (ignored?.textContent || "").replace(/[\s\u00a0]+/g, " ").trim();
  const indent = "    ".repeat(Math.max(Number(/mso-list:[^;]*level(\d)/i.exec(told(node))?.[1] || 1) - 1, 0));
  let words = flat(node);
  if (!ignored && SPACED.test(node.textContent)) words = words.replace(SIGN, "");
  const number = /^(\d{1,4})[.)]$/.exec(sign) || (!ignored && /^(\d{1,3})[.)]\s+(?=\S)/.exec(words));
  if (number && !ignored) words = words.slice(number[0].length);
  if (number) return `${indent}${number[1]}. ${opening(words)}`;
  return `${indent}- ${sign.length > 1 ? `${literal(sign)} ` : ""}${opening(words)}`;
}

function block(child) {
  const tag = child.tagName;
  if (/^H[1-6]$/.test(tag)) return [`${"#".repeat(Math.min(Math.max(Number(tag[1]), 2), 4))} ${flat(child).replace(/\*\*/g, "")}`];
  if (tag === "TABLE") return [table(child)];
  if (tag === "UL" || tag === "OL") return [list(child)];
  if (/MsoListParagraph/.test(child.className) || /mso-list:\s*l\d/i.test(told(child))) return [item(child)];
  if (tag === "BLOCKQUOTE") return [blocks(child).map((part) => `> ${part.replaceAll("\n", "\n> ")}`).join("\n>\n")];
  if (child.querySelector(INSIDE)) return blocks(child);
  return [lines(spans(child))];
}

const lines = (text) => opening(text.replace(/[ \t]*\n[ \t]*/g, "\n").trim());

function blocks(node) {
  const out = [];
  let loose = "";
  const flush = () => {
    if (loose.trim()) out.push(lines(loose));
    loose = "";
  };
  for (const child of node.childNodes) {
    if (child.nodeType === 3) loose += literal(child.data.replace(/[\s\u00a0]+/g, " "));
    if (child.nodeType !== 1) continue;
    if (!BLOCKS.test(child.tagName) && !child.querySelector?.(INSIDE)) {
      loose += span(child);
      continue;
    }
    flush();
    out.push(...block(child));
  }
  flush();
  return out.filter((part) => part && !/^#+ $/.test(part));
}

const sort = (part) => /^\s*(-|\d+\.) /.exec(part)?.[1].replace(/\d+/, "1");

export function markdown(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return blocks(page.body)
    .map((part) => part.normalize("NFC"))
    .reduce((text, part, i, all) => {
      const near = i && sort(part) && (sort(part) === sort(all[i - 1]) || /^ /.test(part) || /^ /.test(all[i - 1]));
      return text + (i ? (near ? "\n" : "\n\n") : "") + part;
    }, "");
}
