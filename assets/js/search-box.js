// On every page: "/" goes to the search box, or to the search where the box is put away. A script of the old kind, so
// that it runs from a disk, too, where a browser runs no modules.

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const at = document.activeElement;
  if (at && (at.isContentEditable || at.tagName === "TEXTAREA")) return;
  if (at && at.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(at.type)) return;
  const box = document.getElementById("cau-hoi") || document.getElementById("o-tim");
  if (!box) return;
  event.preventDefault();
  if (!box.getClientRects().length) {
    location.href = box.form.action;
    return;
  }
  box.focus();
  box.select();
});
