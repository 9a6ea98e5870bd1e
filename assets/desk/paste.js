// What is pasted from Word, Excel or a web page, as the plain text that belongs there.

import { cells, markdown } from "./markdown.js";
import { names } from "./names.js";
import { changed, form, say } from "./talk.js";

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

const BREAK = "\ue000"; // for a line break within a cell: those of the source mean nothing

/** The cells of a table that is copied with its shape, line breaks within them kept. */
function table(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const found = page.querySelector("table");
  if (!found) return null;
  for (const node of found.querySelectorAll("br, p + p, div + div")) node.before(BREAK);
  const inner = (cell) => cell.textContent.normalize("NFC").replace(/\s+/g, " ").replaceAll(BREAK, "\n").replace(/ ?\n ?/g, "\n").trim();
  return cells(found, inner).filter((row) => row.some(Boolean));
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
    } else if (field.closest(".lines") && !field.closest("[data-chips]")) {
      const whole = data.getData("text/plain").trim();
      const { found, left } = names(table(data.getData("text/html")) || whole);
      // One line is part of a line, maybe: it is left as it is.
      if (!found.length || (found.length === 1 && !/[\t\n]/.test(whole))) return;
      event.preventDefault();
      const before = field.value.slice(0, field.selectionStart);
      insert(field, `${before && !before.endsWith("\n") ? "\n" : ""}${found.join("\n")}\n`);
      const words = left.map((line) => `“${line}”`).join(", ");
      note(field, say(left.length ? "form.pasted_names_but" : "form.pasted_names", { number: found.length, words }));
    }
  });
}
