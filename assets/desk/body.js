// Buttons over the text area: what they put in can be taken back with Ctrl+Z.

import { changed, form, say } from "./talk.js";

const area = form?.elements.body;

function put(text, from, to) {
  area.focus();
  if (!document.execCommand?.("insertText", false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    changed(area);
  }
  if (from !== undefined) area.setSelectionRange(area.selectionEnd - text.length + from, area.selectionEnd - text.length + to);
}

/** An empty line before a block, unless there is one. */
function apart() {
  const before = area.value.slice(0, area.selectionStart);
  return !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
}

const TOOLS = {
  heading() {
    const text = area.value.slice(area.selectionStart, area.selectionEnd) || say("form.tool_texts.heading");
    const gap = apart();
    put(`${gap}## ${text}\n\n`, gap.length + 3, gap.length + 3 + text.length);
  },
  list() {
    const chosen = area.value.slice(area.selectionStart, area.selectionEnd).trim();
    const rows = (chosen || say("form.tool_texts.item")).split("\n").filter((row) => row.trim());
    put(`${apart()}${rows.map((row) => `- ${row.trim()}`).join("\n")}\n`);
  },
  table() {
    const head = say("form.tool_texts.column");
    const gap = apart();
    put(`${gap}| ${head} 1 | ${head} 2 |\n| --- | --- |\n|  |  |\n\n`, gap.length + 2, gap.length + 4 + head.length);
  },
  link() {
    const text = area.value.slice(area.selectionStart, area.selectionEnd) || say("form.tool_texts.text");
    const address = say("form.tool_texts.address");
    put(`[${text}](${address})`, text.length + 3, text.length + 3 + address.length);
  },
  photo() {
    const files = [...form.querySelectorAll("[name^='photos.'][name$='.file']")].map((field) => field.value).filter(Boolean);
    const file = files.find((name) => !area.value.includes(`](${name}`)) || files[0] || "anh.jpg";
    const alt = say("form.tool_texts.alt");
    const gap = apart();
    put(`${gap}![${alt}](${file})\n\n`, gap.length + 2, gap.length + 2 + alt.length);
  },
};

export function start() {
  const tools = form.querySelector(".tools");
  if (!tools) return;
  tools.hidden = false;
  tools.addEventListener("click", (event) => TOOLS[event.target.dataset.tool]?.());
}
