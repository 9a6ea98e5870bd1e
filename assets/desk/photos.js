// Photos dropped in: each is sent, looked at, and becomes a row of the form.

import { dropped } from "./dropped.js";
import { add } from "./rows.js";
import { about, changed, form, post, say } from "./talk.js";

const drop = document.getElementById("tha-anh");
const chooser = document.getElementById("o-anh");
const echo = document.getElementById("o-anh-vong");

function note(text) {
  echo.textContent = text;
  echo.hidden = false;
}

async function send(file) {
  const body = new FormData();
  body.append("anh", file, file.name);
  note(say("form.photo_sending", { file: file.name }));
  const answer = await post(`${about.top}anh/${about.path}`, body);
  if (!answer.ok) {
    note(answer.error);
    return false;
  }
  const group = document.querySelector("[data-groups=photos]");
  const row = add(group, false);
  row.querySelector("input[name$='.file']").value = answer.file;
  const picture = row.querySelector(".thumb");
  picture.src = answer.address;
  picture.hidden = false;
  note(say("form.photo_taken", { file: answer.file }));
  changed(row.querySelector("input[name$='.file']"));
  return row;
}

async function take(files) {
  let first = null;
  const faults = [];
  for (const file of files) {
    try {
      const row = await send(file);
      if (row) first ||= row;
      else faults.push(echo.textContent);
    } catch {
      faults.push(say("form.lost"));
    }
  }
  if (faults.length) note(faults.join("\n"));
  first?.querySelector("input[name$='.caption']")?.focus();
}

export function start() {
  if (!drop || about.new) return; // a new article has no folder yet: its photos go with the form
  chooser.addEventListener("change", () => {
    const files = [...chooser.files];
    chooser.value = "";
    take(files);
  });
  dropped(drop, take);
  form.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files || [])].filter((file) => file.type.startsWith("image/"));
    if (!files.length || event.clipboardData.getData("text/html") || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    take(files);
  });
}
