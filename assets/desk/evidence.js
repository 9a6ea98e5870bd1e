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
  const ticked = new Set(boxes.flatMap((box) => box.dataset.codes.split(" ")));
  // What is confirmed wherever it was doubted need not be looked at again after saving.
  const tick = () => {
    for (const done of form.querySelectorAll("[name='review.xong']")) {
      if (!ticked.has(done.value)) continue;
      done.checked = boxes.every((box) => box.checked || !box.dataset.codes.split(" ").includes(done.value));
    }
  };
  for (const box of boxes) {
    box.addEventListener("change", (event) => {
      event.stopPropagation();
      count();
      tick();
      boxes.find((other) => !other.checked)?.closest("[data-name]")?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    });
  }
  count();
}
