// Photos dropped in: each is sent, looked at, and becomes a row of the form.

import { dropped } from "./dropped.js";
import { add } from "./rows.js";
import { about, changed, form, make, post, say } from "./talk.js";

const drop = document.getElementById("tha-anh");
const chooser = document.getElementById("o-anh");
const echo = document.getElementById("o-anh-vong");

function note(text) {
  echo.textContent = text;
  echo.hidden = false;
}

async function send(file) {
  if (file.size > Number(about.mostPhoto)) {
    note(say("form.photo_heavy", { file: file.name }));
    return false;
  }
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
  row.querySelector("input[name$='.file']").value = free(answer.file);
  // A new article has no folder yet: its photos wait, and their rows know which.
  if (answer.waiting) row.prepend(make("input", { type: "hidden", name: `${row.dataset.row}.cho`, value: answer.waiting }));
  const picture = row.querySelector(".thumb");
  picture.src = answer.address;
  picture.hidden = false;
  note(say("form.photo_taken", { file: answer.file }));
  changed(row.querySelector("input[name$='.file']"));
  return row;
}

/** A name that no other row of the form has. */
function free(name) {
  const taken = new Set([...form.querySelectorAll("[name^='photos.'][name$='.file']")].map((field) => field.value));
  const [, stem, ending] = /^(.*?)(\.\w+)$/.exec(name) || [name, name, ""];
  let free = name;
  for (let i = 2; about.new && taken.has(free); i++) free = `${stem}-${i}${ending}`;
  return free;
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
  if (!drop) return;
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
