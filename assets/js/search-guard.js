// Beside the search itself: a script of the old kind, which also runs where the modules do not (from a disk, in an old
// browser, when one of them is missing), and says so.

addEventListener("load", () => {
  const page = document.getElementById("tim-kiem");
  if ("ready" in page.dataset) return;
  const words = JSON.parse(page.dataset.words);
  const help = document.getElementById("tro-giup");
  const isOld = !("DecompressionStream" in window);
  const said = document.createElement("p");
  said.textContent = location.protocol === "file:" ? words.from_disk : isOld ? words.old_browser : words.stale;
  help.append(said);
  help.hidden = false;
  const box = document.getElementById("cau-hoi");
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) box.value = asked;
  if (location.protocol === "file:" || isOld) return;
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = words.retry;
  again.addEventListener("click", () => location.reload());
  help.append(again);
});
