// On every page: "/" goes to the search box. A script of the old kind, so that it runs from a disk, too, where a
// browser runs no modules, and the search page can say so.

(() => {
  const page = document.getElementById("tim-kiem");
  if (page && location.protocol === "file:") {
    const help = document.getElementById("tro-giup");
    help.hidden = false;
    help.firstElementChild.textContent = JSON.parse(page.dataset.words).from_disk;
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = document.activeElement;
    if (at && (at.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName))) return;
    const box = document.getElementById("cau-hoi") || document.getElementById("o-tim");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
