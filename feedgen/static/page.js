// The visitor's own hours, choices that take effect at once, and copying. Without this script the form does the same
// with a press of its button.

import { browserZone, listZones, placeOf, sameZone, spelled } from "./zones.js";

// What a choice changes of the page, by id.
const CHOSEN = ["chosen", "subscription", "episodes", "languages", "headline"];

const form = document.getElementById("choices");
const zoneInput = document.getElementById("tz");

// The apps of this device stand first, also for those who go from link to link.
function likelyFirst() {
  const apps = document.querySelector(".apps");
  const likely = apps?.querySelector(`.app-${document.documentElement.dataset.device}`);
  if (likely) apps.prepend(likely);
}

const isReady = () => !zoneInput?.value.trim() || Boolean(spelled(zoneInput.value));

let asked = 0;

// Take what the choice changes from the page that the form would lead to. On a site of files another script does it.
async function choose() {
  if (!form.dispatchEvent(new CustomEvent("choose", { cancelable: true })) || !isReady()) return;
  const query = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...query]) if (!value) query.delete(name);
  const address = `?${query}`;
  const mine = ++asked;
  const html = await fetch(address).then((answer) => (answer.ok ? answer.text() : ""), () => "");
  if (mine !== asked) return;
  if (!html) return form.submit();
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const id of CHOSEN) {
    const fresh = page.getElementById(id);
    if (fresh) document.getElementById(id).replaceWith(fresh);
  }
  document.getElementById("address").value = page.getElementById("address").value;
  history.replaceState(null, "", address);
  likelyFirst();
  releases.show(document);
}

// Who names a zone wants its hours.
function nameZone() {
  if (!zoneInput.value.trim() || !isReady()) return;
  const times = form.elements.times;
  if (times.value === "announced") times.value = "hours";
  choose();
}

// A link tells times in somebody's zone: offer the visitor's own, or say nothing if it is that.
function offerOwnZone() {
  const note = document.getElementById("zone-note");
  const own = browserZone() || Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!note) return;
  note.hidden = sameZone(note.dataset.zone, own);
  const link = note.querySelector("a");
  const address = new URL(location.href);
  address.searchParams.set("tz", own);
  link.href = address;
  link.textContent = link.dataset.mine.replace("{}", placeOf(own));
}

function markClock() {
  const links = Array.from(document.querySelectorAll("#clocks a"));
  if (links.some((link) => link.ariaCurrent)) return;
  const mine = links.find((link) => link.dataset.hours === (releases.twelve ? "12" : "24"));
  if (mine) mine.ariaCurrent = "true";
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Not allowed, or not there at all: on plain http browsers have no clipboard.
    document.execCommand("copy");
  }
  const before = button.textContent;
  button.textContent = button.dataset.done;
  document.getElementById("said").textContent = button.dataset.done;
  setTimeout(() => (button.textContent = before), 2000);
});

releases.show(document);
const days = document.getElementById("days");
if (days?.firstElementChild) releases.groupByDay(days);
releases.placeDiscs(document);
releases.countDown();
likelyFirst();
offerOwnZone();
markClock();
form?.addEventListener("change", (event) => event.target === zoneInput || choose());
zoneInput?.addEventListener("input", nameZone);
zoneInput?.addEventListener("focus", listZones, { once: true });
if (zoneInput && !zoneInput.value) zoneInput.value = browserZone();
