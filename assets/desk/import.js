// A report dropped on the page is read at once.

const form = document.getElementById("nhap");
const drop = document.getElementById("tha-tep");
const chooser = document.getElementById("tep");

for (const name of ["dragenter", "dragover"])
  document.addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.add("over");
  });
for (const name of ["dragleave", "drop"]) document.addEventListener(name, () => drop.classList.remove("over"));
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  chooser.files = event.dataTransfer.files;
  form.requestSubmit();
});
chooser.addEventListener("change", () => chooser.files.length && form.requestSubmit());
