// The form with scripts: everything here only makes quicker what works without.

import * as body from "./body.js";
import * as check from "./check.js";
import * as chips from "./chips.js";
import * as keep from "./keep.js";
import * as live from "./live.js";
import * as offers from "./offers.js";
import * as paste from "./paste.js";
import * as photos from "./photos.js";
import * as rows from "./rows.js";
import * as evidence from "./evidence.js";
import { form } from "./talk.js";

if (form) {
  document.documentElement.classList.add("scripted");
  rows.start();
  offers.start();
  chips.start();
  body.start();
  paste.start();
  photos.start();
  live.start();
  evidence.start();
  check.start(live.refresh);
  keep.start(live.refresh);
}
