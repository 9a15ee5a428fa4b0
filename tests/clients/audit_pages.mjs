// Audits pages with Lighthouse, as a phone on a slow network would see them, one after the other in one Chromium.
// Prints as JSON, for each page, its score in each category, and what costs it points.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { throttling } from "lighthouse/core/config/constants.js";

const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

// The time that a page takes is measured, and something else on the machine can only add to it: the best of some tries
// is the nearest to the truth. All else must hold at each try. An audit that recorded nothing is none.
const TRIES = 5;

// Lighthouse takes a processor to be four times as fast as that of the phone. That is so for a benchmark index of 1750,
// in the middle of what its documents say of a fast desktop; on a slower machine they advise to take less. It measures
// the index in each audit, so what one has measured is for the next.
const FAST = 1750;
let index = FAST;

async function audit(address, port) {
  const { cpuSlowdownMultiplier, ...network } = throttling.mobileSlow4G;
  const slowdown = Math.max(1, cpuSlowdownMultiplier * Math.min(1, index / FAST));
  const { lhr } = await lighthouse(address, {
    port, logLevel: "error", onlyCategories: CATEGORIES, disableFullPageScreenshot: true,
    throttling: { ...network, cpuSlowdownMultiplier: slowdown },
  });
  index = lhr.environment.benchmarkIndex || index;
  // A trace in which nothing is to be found says nothing of the page.
  if (lhr.runtimeError) throw new Error(`${lhr.runtimeError.code} ${lhr.runtimeError.message}`);
  return lhr;
}

const points = (lhr, name) => Math.round(lhr.categories[name].score * 100);

// What costs points: the name of the audit, what was measured or where it is, and its score.
function findings(lhr, name) {
  return lhr.categories[name].auditRefs
    .filter(({ id, weight }) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
    .map(({ id }) => {
      const { displayValue = "", details, score } = lhr.audits[id];
      const places = details?.items?.map(({ node, description }) => node?.snippet ?? description ?? "") ?? [];
      return [id, displayValue, ...places, score].filter((part) => part !== "").join(" ");
    });
}

async function scoresOf(address, port) {
  const scores = {};
  const found = [];
  for (let tries = 0, left = 2 * TRIES; tries < TRIES && left > 0 && !(scores.performance === 100); left--) {
    const lhr = await audit(address, port).catch((error) => void found.push(error.message));
    if (!lhr) continue;
    tries++;
    for (const name of CATEGORIES) {
      const better = name === "performance" ? Math.max : Math.min;
      scores[name] = better(points(lhr, name), scores[name] ?? points(lhr, name));
      found.push(...findings(lhr, name));
    }
  }
  return { scores, found };
}

const chrome = await launch({ chromePath: process.env.CHROME_PATH, chromeFlags: FLAGS });
try {
  const pages = {};
  for (const address of process.argv.slice(2)) pages[address] = await scoresOf(address, chrome.port);
  console.log(JSON.stringify(pages));
} finally {
  chrome.kill();
}
