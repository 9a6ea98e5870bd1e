// An import's doubtful values ask to be confirmed one by one.

import { form, make, say } from "./talk.js";

export function start() {
  const boxes = [...form.querySelectorAll(".confirm")];
  if (!boxes.length) return;
  const note = make("p", { className: "note" });
  note.setAttribute("role", "status");
  form.querySelector(".bar").after(note);
  const count = () => {
    const open = boxes.filter((box) => !box.checked);
    note.textContent = say("form.to_confirm", { number: open.length });
    note.hidden = !open.length;
  };
  for (const box of boxes) {
    box.addEventListener("change", (event) => {
      event.stopPropagation();
      count();
      boxes.find((other) => !other.checked)?.closest("[data-name]")?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    });
  }
  count();
}
