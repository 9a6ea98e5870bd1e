// On the page for what is missing, which a host shows at any depth, where nobody has said where the site lies: the folder
// that has the page's style sheet is the site's. Where the page stands in its own place that is the first to be asked.

const here = location.pathname.split("/").slice(0, -1).map((_, n, all) => `${all.slice(0, n + 1).join("/")}/`);
const sheet = document.querySelector("link[rel=stylesheet]").getAttribute("href");

async function holds(folder) {
  const answer = await fetch(folder + sheet, { method: "HEAD" }).catch(() => null);
  return answer?.ok && /css/.test(answer.headers.get("content-type"));
}

function mend(element, name, folder) {
  const written = element.getAttribute(name);
  if (/^(?:[a-z]+:|[#/])/i.test(written)) return;
  const meant = written.replace(/(^|, )(?=\S)/g, `$1${folder}`);
  if (element.tagName !== "SCRIPT") {
    element.setAttribute(name, meant);
    return;
  }
  const again = document.createElement("script"); // one that was not found is not asked for again
  again.src = meant;
  element.replaceWith(again);
}

async function find() {
  if (location.protocol === "file:" || await holds(here.at(-1))) return;
  for (const folder of here.slice(0, 6)) {
    if (!await holds(folder)) continue;
    for (const name of ["href", "src", "action", "srcset"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) mend(element, name, folder);
    }
    return;
  }
}

find();
