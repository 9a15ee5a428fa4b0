// Choices that take effect at once, copying, the likely app first, and hours on the visitor's clock. Without this script
// the form does the same with a press of its button.
"use strict";

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

const zoneNames = new Map(
  Array.from(document.getElementById("zones")?.options ?? [], (option) => [option.value.toLowerCase(), option.value]),
);

function zoneIsKnown() {
  const name = zoneInput?.value.trim() ?? "";
  return !name || zoneNames.has(name.toLowerCase());
}

// The browser's own name of a zone; empty if it does not know the zone.
function resolved(timeZone) {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return "";
  }
}

// Browsers may call a zone by a name that has been replaced, as Chromium does with Asia/Calcutta: they do so alike for
// both names.
function browserZone() {
  const zone = resolved(undefined);
  const names = Array.from(zoneNames.values());
  return zoneNames.get(zone.toLowerCase()) ?? names.find((name) => resolved(name) === zone) ?? "";
}

// Below each hour as announced, show what the visitor's clock shows then.
function showHere(zone) {
  for (const here of document.querySelectorAll("#episodes .here")) {
    const iso = here.parentElement.querySelector("time").dateTime;
    here.textContent = `${releases.onClock(iso, zone)} (${zone.split("/").pop().replaceAll("_", " ")})`;
  }
}

let asked = 0;

// Take what the choice changes from the page that the form would lead to.
async function choose() {
  if (window.chooseHere) return chooseHere();
  if (!zoneIsKnown()) return;
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
}

// Who names a zone wants its hours.
function nameZone() {
  if (!zoneInput.value.trim() || !zoneIsKnown()) return;
  const times = form.elements.times;
  if (times.value === "announced") times.value = "hours";
  choose();
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

likelyFirst();
form?.addEventListener("change", (event) => event.target === zoneInput || choose());
zoneInput?.addEventListener("input", nameZone);
if (zoneInput && !zoneInput.value) {
  zoneInput.value = browserZone();
  if (zoneInput.value) showHere(zoneInput.value);
}
const countdown = document.querySelector(".countdown");
if (countdown) releases.countDown(countdown);
