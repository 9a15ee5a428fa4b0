// The visitor's own hours, choices that take effect at once, and copying. Without this script the form does the same
// with a press of its button.

import { browserZone, listZones, placeOf, sameZone, spelled } from "./zones.js";

// What a choice changes of the page, by id.
const CHOSEN = ["subscription", "episodes", "languages", "clocks", "headline"];

const form = document.getElementById("choices");
const zoneInput = document.getElementById("tz");
const mistake = document.getElementById("mistake");
const said = document.getElementById("said");

// What the form said when the page showed it last.
let shown = form && new FormData(form);

// Say what is wrong with the choice; nothing if that is empty. What is shown is still what was chosen before.
function complain(text) {
  if (!mistake) return;
  mistake.textContent = text;
  zoneInput.ariaInvalid = text ? "true" : null;
  if (text) said.textContent = text;
}

// No button may be pressed that is of another calendar than the one that is chosen.
function setBusy(busy) {
  form.ariaBusy = busy ? "true" : null;
  document.getElementById("subscription").inert = busy;
}

function showChoice(of) {
  for (const [name, value] of of) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
  }
}

let asked = 0;

// Take what the choice changes from the page that the form would lead to. On a site of files another script does it.
async function choose() {
  if (!form.dispatchEvent(new CustomEvent("choose", { cancelable: true }))) return;
  const query = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...query]) if (!value) query.delete(name);
  if (query.get("times") !== "watch") query.delete("at");
  const address = `?${query}`;
  const mine = ++asked;
  setBusy(true);
  const answer = await fetch(address).catch(() => null);
  const html = answer && (answer.ok || answer.status === 400) ? await answer.text().catch(() => "") : "";
  if (mine !== asked) return;
  setBusy(false);
  const page = new DOMParser().parseFromString(html, "text/html");
  if (!page.getElementById("subscription")) {
    showChoice(shown);
    namePlaces();
    said.textContent = form.dataset.failed;
    return complain(form.dataset.failed);
  }
  complain(page.getElementById("mistake")?.textContent ?? "");
  if (!answer.ok) return;
  shown = new FormData(form);
  const { open } = document.getElementById("more-apps");
  for (const id of CHOSEN) {
    const fresh = page.getElementById(id);
    if (fresh) document.getElementById(id)?.replaceWith(fresh);
  }
  document.getElementById("more-apps").open = open;
  if (zoneInput) zoneInput.value = page.getElementById("tz").value || zoneInput.value;
  history.replaceState(null, "", address);
  said.textContent = document.querySelector(".told").textContent.replace(/\s+/g, " ").trim();
  namePlaces();
  offerSharing();
  markClock();
  releases.show(document);
}

// Name the place in the choices that are about it.
function namePlaces() {
  const zone = spelled(zoneInput?.value ?? "");
  if (zone) for (const label of document.querySelectorAll("[data-named]")) label.textContent = label.dataset.named.replace("{}", placeOf(zone));
}

// Who names a zone wants its hours. A name that is none yet may become one; what people call a place the server knows.
function nameZone(isDone) {
  const name = zoneInput.value.trim();
  if (!isDone && !spelled(name)) return;
  const times = form.elements.times;
  if (name && times.value === "announced") times.value = "hours";
  if (spelled(name)) namePlaces();
  choose();
}

// On a phone there is a better way to hand the page on than to photograph it.
function offerSharing() {
  const button = document.querySelector("[data-share]");
  if (!button || !navigator.share || !matchMedia("(pointer: coarse)").matches) return;
  button.hidden = false;
  document.querySelector(".carry figure").hidden = true;
  button.addEventListener("click", () => navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {}));
}

// A link tells times in somebody's zone: offer the visitor's own, or say nothing if it is that.
function offerOwnZone() {
  const note = document.getElementById("zone-note");
  if (!note) return;
  const own = browserZone() || Intl.DateTimeFormat().resolvedOptions().timeZone;
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
  said.textContent = button.dataset.done;
  setTimeout(() => (button.textContent = before), 2000);
});

releases.show(document);
const days = document.getElementById("days");
if (days?.firstElementChild) releases.groupByDay(days);
releases.placeDiscs(document);
releases.countDown();
offerOwnZone();
offerSharing();
markClock();
if (zoneInput && !zoneInput.value) zoneInput.value = browserZone();
namePlaces();
if (form) shown = new FormData(form);
form?.addEventListener("change", (event) => (event.target === zoneInput ? nameZone(true) : choose()));
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  zoneInput?.value.trim() ? nameZone(true) : choose();
});
zoneInput?.addEventListener("input", () => nameZone(false));
zoneInput?.addEventListener("focus", listZones, { once: true });

// Rows far below the first screen have no layout yet. They get it a day at a time, so that nobody waits for it.
const whenIdle = window.requestIdleCallback ?? setTimeout;
function layOut([section, ...rest]) {
  if (!section) return;
  section.classList.add("ready");
  whenIdle(() => layOut(rest));
}
whenIdle(() => layOut(document.querySelectorAll("section.day:nth-child(n + 7), .later-days")));

// What makes widgets is loaded once somebody looks at it.
const embedding = document.getElementById("embedding");
const make = () => import("./widget-form.js");
if (embedding?.open) make();
embedding?.addEventListener("toggle", make, { once: true });
