// What is pasted from Word, Excel or a web page, as the plain text that belongs there.

import { changed, form, say } from "./talk.js";

const INLINE = { B: "**", STRONG: "**", I: "*", EM: "*" };
const BLOCKS = /^(P|DIV|H[1-6]|UL|OL|LI|TABLE|BLOCKQUOTE|SECTION|ARTICLE|FIGURE|HEADER|MAIN|TR|DL|DT|DD)$/;

function spans(node) {
  let out = "";
  for (const child of node.childNodes) {
    if (child.nodeType === 3) out += child.data.replace(/[\s\u00a0]+/g, " ");
    else if (child.nodeType === 1) out += span(child);
  }
  return out;
}

function span(node) {
  const tag = node.tagName;
  if (/^(STYLE|SCRIPT|META|LINK|TITLE|XML|O:P|IMG|SVG)$/.test(tag)) return "";
  if (tag === "BR") return "\n";
  const inner = spans(node);
  const bold = /^(700|800|900|bold)/.test(node.style?.fontWeight || "");
  const mark = INLINE[tag] || (bold ? "**" : node.style?.fontStyle === "italic" ? "*" : "");
  const bare = inner.trim();
  if (!bare) return inner;
  if (tag === "A" && /^https?:/.test(node.getAttribute("href") || "")) return `[${bare}](${node.getAttribute("href")})`;
  if (!mark || bare.includes("\n") || (tag === "B" && node.style?.fontWeight === "normal")) return inner;
  return inner.replace(bare, `${mark}${bare}${mark}`);
}

function table(node) {
  const rows = [...node.rows].map((row) => [...row.cells].map((cell) => spans(cell).replace(/\s+/g, " ").replaceAll("|", "\\|").trim()));
  const wide = Math.max(0, ...rows.map((row) => row.length));
  const shown = rows.map((row) => `| ${[...row, ...Array(wide - row.length).fill("")].join(" | ")} |`);
  return shown.length ? [shown[0], `|${" --- |".repeat(wide)}`, ...shown.slice(1)].join("\n") : "";
}

function list(node, indent = "") {
  let number = 0;
  return [...node.children]
    .filter((item) => item.tagName === "LI")
    .map((item) => {
      const inner = [...item.children].filter((child) => /^(UL|OL)$/.test(child.tagName));
      inner.forEach((child) => child.remove());
      const sign = node.tagName === "OL" ? `${++number}.` : "-";
      const deeper = inner.map((child) => `\n${list(child, `${indent}    `)}`).join("");
      return `${indent}${sign} ${spans(item).replace(/\s+/g, " ").trim()}${deeper}`;
    })
    .join("\n");
}

function blocks(node) {
  const out = [];
  let loose = "";
  const flush = () => {
    if (loose.trim()) out.push(loose.replace(/[ \t]*\n[ \t]*/g, "\n").trim());
    loose = "";
  };
  for (const child of node.childNodes) {
    if (child.nodeType === 3) loose += child.data.replace(/[\s\u00a0]+/g, " ");
    if (child.nodeType !== 1) continue;
    const tag = child.tagName;
    if (!BLOCKS.test(tag) && !child.querySelector?.("p, div, table, ul, ol, h1, h2, h3")) {
      loose += span(child);
      continue;
    }
    flush();
    if (/^H[1-6]$/.test(tag)) out.push(`${"#".repeat(Math.min(Math.max(Number(tag[1]), 2), 4))} ${spans(child).replace(/\*\*/g, "").trim()}`);
    else if (tag === "TABLE") out.push(table(child));
    else if (tag === "UL" || tag === "OL") out.push(list(child));
    else if (/MsoListParagraph/.test(child.className)) out.push(`- ${spans(child).replace(/^[\s·•o§\-–+\d.)]+/, "").trim()}`);
    else if (tag === "BLOCKQUOTE") out.push(blocks(child).map((part) => `> ${part.replaceAll("\n", "\n> ")}`).join("\n>\n"));
    else if (child.querySelector("p, div, table, ul, ol, h1, h2, h3, h4")) out.push(...blocks(child));
    else if (spans(child).trim()) out.push(spans(child).replace(/[ \t]*\n[ \t]*/g, "\n").trim());
  }
  flush();
  return out.filter((part) => part && part !== "#");
}

/** HTML of a clipboard as Markdown. */
export function markdown(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return blocks(page.body)
    .map((part) => part.normalize("NFC"))
    .reduce((text, part, i, all) => text + (i ? (/^- /.test(part) && /^- /.test(all[i - 1]) ? "\n" : "\n\n") : "") + part, "");
}

/** Names out of a table or a list: the column that holds them, without numbers before them. */
export function names(text) {
  // Out of the body's own text, where a number that begins a line is marked as no list: `1\. Nguyễn Văn A`.
  const plain = text.replace(/\\(?=[^\p{L}\p{N}\s])/gu, "");
  const cells = (row) => row.replace(/^\s*\|\s*|\s*\|\s*$/g, "").split(/\t|\s\|\s/);
  const rows = plain.split(/\r?\n/).map((row) => cells(row).map((cell) => cell.trim().normalize("NFC")));
  const wide = Math.max(...rows.map((row) => row.length));
  const letters = (cell) => (/\p{L}/u.test(cell || "") ? 1 : 0);
  const head = (row) => row.some((cell) => /^(stt|tt|số tt|họ và tên|họ tên|tên|đơn vị)$/i.test(cell));
  const body = rows.filter((row, i) => !(i === 0 && wide > 1 && head(row)));
  let column = 0;
  if (wide > 1) {
    const titled = rows[0].findIndex((cell) => /tên|đơn vị|tập thể|cá nhân/i.test(cell));
    const weights = Array.from({ length: wide }, (_, i) => body.reduce((sum, row) => sum + letters(row[i]), 0));
    column = titled >= 0 && head(rows[0]) ? titled : weights.findIndex((n) => n === Math.max(...weights));
  }
  return body
    .map((row) => (row[column] || "").replace(/^(?:\d+[.)\]]|[-–•+*])\s*/u, "").replace(/[;,.]+$/, "").trim())
    .filter((name) => /\p{L}/u.test(name));
}

function insert(field, text) {
  field.focus();
  // What is put in this way can be taken back with Ctrl+Z.
  if (!document.execCommand?.("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    changed(field);
  }
}

function note(field, text) {
  const echo = document.getElementById(`${field.id}-vong`);
  if (!echo) return;
  echo.textContent = text;
  echo.hidden = false;
}

export function start() {
  form.addEventListener("paste", (event) => {
    const field = event.target;
    const data = event.clipboardData;
    if (!data || field.tagName !== "TEXTAREA") return;
    if (field.name === "body") {
      const html = data.getData("text/html");
      // A text area's own copy, or a program's: only what has a shape is worth the change.
      if (!html || !/<(p|h\d|table|ul|ol|li|b|strong|i|em|a)[\s>]/i.test(html)) return;
      const text = markdown(html);
      if (!text) return;
      event.preventDefault();
      insert(field, text);
      note(field, say("form.pasted"));
    } else if (field.closest(".lines")) {
      const text = data.getData("text/plain");
      if (!/[\t\n]/.test(text.trim())) return;
      const found = names(text.trim());
      if (!found.length) return;
      event.preventDefault();
      const before = field.value.slice(0, field.selectionStart);
      insert(field, `${before && !before.endsWith("\n") ? "\n" : ""}${found.join("\n")}\n`);
      note(field, say("form.pasted_names", { number: found.length }));
    }
  });
}

