// A report dropped on the page is read at once.

import { dropped } from "./dropped.js";

const form = document.getElementById("nhap");
const chooser = document.getElementById("tep");

dropped(document.getElementById("tha-tep"), (files) => {
  chooser.files = files;
  form.requestSubmit();
});
chooser.addEventListener("change", () => chooser.files.length && form.requestSubmit());
