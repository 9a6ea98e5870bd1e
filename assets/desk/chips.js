// Tags as chips over their plain list of lines, which stays what is sent.

import { complete } from "./offers.js";
import { changed, form, make, say } from "./talk.js";

function chips(holder) {
  const area = holder.querySelector("textarea");
  const label = holder.querySelector("label");
  const list = make("ul", { className: "chips" });
  const field = make("input", { id: `${area.id}-them`, autocomplete: "off", placeholder: say("form.chip_add") });
  field.dataset.suggests = "chu-de";
  label.htmlFor = field.id;
  area.hidden = true;
  area.before(list, field);
  const lines = () => area.value.split("\n").map((row) => row.trim()).filter(Boolean);

  const draw = () => {
    list.replaceChildren(
      ...lines().map((name) => {
        const button = make("button", { type: "button", textContent: "×" });
        button.setAttribute("aria-label", say("form.chip_remove", { name }));
        button.addEventListener("click", () => {
          put(lines().filter((row) => row !== name));
          field.focus(); // the button that was pressed is gone
        });
        return make("li", {}, name, button);
      }),
    );
    list.hidden = !list.children.length;
  };
  const put = (rows) => {
    area.value = [...new Set(rows)].join("\n");
    draw();
    changed(area);
  };
  const add = (text) => {
    field.value = "";
    if (text.trim()) put([...lines(), ...text.split(/[\n,;]/).map((row) => row.trim()).filter(Boolean)]);
  };
  complete(field, add);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      add(field.value);
    } else if (event.key === "Backspace" && !field.value && lines().length && !event.repeat && field.dataset.empty) {
      put(lines().slice(0, -1));
    }
    field.dataset.empty = field.value ? "" : "1";
  });
  // Whoever goes on to another field has named the tag; who saves, too. Neither is to be called back here.
  field.addEventListener("blur", () => add(field.value));
  form.addEventListener("gather", () => add(field.value));
  area.addEventListener("input", draw);
  draw();
}

export function start() {
  for (const holder of form.querySelectorAll("[data-chips]")) chips(holder);
}
