// The real page beside the form, following the paragraph that is being written.

import { about, fold, form, say } from "./talk.js";

const aside = document.getElementById("trang");
const frame = document.getElementById("trang-khung");
const none = document.getElementById("trang-khong");
const button = document.getElementById("hien-trang");
const KEY = "soan:trang";
let url = about.trial || "";

function open() {
  return !aside.hidden;
}

function address() {
  return `${about.top}trang/${url}`;
}

function load() {
  none.hidden = Boolean(url);
  frame.hidden = !url;
  if (url && new URL(frame.src || "about:blank", location.href).pathname !== address()) frame.src = address();
}

/** After a check: the page as it is now, without losing the place in it. */
export async function refresh(answer) {
  url = answer.url || "";
  if (!open()) return;
  const page = frame.contentDocument;
  if (!url || !page?.querySelector("main") || new URL(frame.src, location.href).pathname !== address()) {
    load();
    return;
  }
  const fresh = new DOMParser().parseFromString(await (await fetch(address())).text(), "text/html");
  const now = fresh.querySelector("main");
  if (!now) return;
  page.title = fresh.title;
  page.querySelector("main").replaceWith(page.importNode(now, true));
  follow();
}

/** Scrolls the page to the paragraph where the cursor is. */
function follow() {
  const area = form.elements.body;
  const page = frame.contentDocument;
  if (!open() || document.activeElement !== area || !page) return;
  const before = area.value.slice(0, area.selectionStart).split("\n");
  const after = area.value.slice(area.selectionStart).split("\n");
  const line = before.at(-1) + after[0];
  const words = plain(line) || plain(before.reverse().find((row) => row.trim()) || "");
  if (words.length < 3) return;
  const start = words.slice(0, 60);
  for (const node of page.querySelectorAll(".prose p, .prose li, .prose h2, .prose h3, .prose h4, .prose td, .prose th, .prose figcaption")) {
    if (plain(node.textContent).includes(start)) {
      node.style.outline = "2px solid #b8923f";
      node.style.outlineOffset = "4px";
      for (const other of page.querySelectorAll("[data-soan]")) {
        if (other !== node) {
          other.style.outline = "";
          delete other.dataset.soan;
        }
      }
      node.dataset.soan = "1";
      const view = frame.contentWindow;
      const box = node.getBoundingClientRect();
      view.scrollTo({ top: view.scrollY + box.top - view.innerHeight / 3 });
      return;
    }
  }
}

function plain(text) {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function toggle(shown, remember = true) {
  aside.hidden = !shown;
  button.textContent = say(shown ? "form.preview_hide" : "form.preview_show");
  button.setAttribute("aria-expanded", String(shown));
  if (shown) load();
  try {
    if (remember) localStorage.setItem(KEY, shown ? "1" : "0");
  } catch {
    // Not remembered.
  }
}

export function start() {
  if (!form.elements.body) return;
  button.hidden = false;
  button.addEventListener("click", () => toggle(!open()));
  let wanted = innerWidth >= 1248;
  try {
    const kept = localStorage.getItem(KEY);
    if (kept && innerWidth >= 1248) wanted = kept === "1";
  } catch {
    // As wide as the screen allows.
  }
  toggle(wanted, false);
  for (const name of ["keyup", "click", "focus"]) form.elements.body.addEventListener(name, follow);
  frame.addEventListener("load", follow);
}
