// Lighthouse's judgement of a page on a phone: node lighthouse.mjs < {"chrome", "flags", "url"} > {"scores", "faults"}

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

const asked = await new Response(process.stdin).json();
const chrome = await launch({
  chromePath: asked.chrome,
  chromeFlags: asked.flags,
  ignoreDefaultFlags: true,
  logLevel: "silent",
});
try {
  const { lhr } = await lighthouse(asked.url, { port: chrome.port, logLevel: "silent", onlyCategories: CATEGORIES });
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  const scores = {};
  const faults = [];
  for (const name of CATEGORIES) {
    scores[name] = Math.round(100 * (lhr.categories[name].score ?? 0));
    for (const { id, weight } of lhr.categories[name].auditRefs) {
      const { score, title, displayValue, details } = lhr.audits[id];
      if (weight === 0 || score === null || score >= 0.9) continue;
      const places = (details?.items ?? []).map((item) => item.node?.snippet).filter(Boolean);
      faults.push([`${id}: ${displayValue ?? title}`, ...places.slice(0, 5)].join(" "));
    }
  }
  process.stdout.write(JSON.stringify({ scores, faults, speed: lhr.environment.benchmarkIndex }));
} finally {
  chrome.kill();
}
