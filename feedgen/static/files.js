// On a site of files, which has no server to ask: what a choice changes follows from the addresses alone.

import { placeOf, spelled } from "./zones.js";

const form = document.getElementById("choices");
const zoneInput = document.getElementById("tz");
const page = document.querySelector("[data-share]")?.dataset.share;

// What is chosen goes along from page to page.
const LASTING = ["tz", "times", "clock"];

// Quote as the server does: encodeURIComponent() leaves some signs as they are that the server does not.
function quoted(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

// Name what is chosen, as the server does.
function chosenInWords() {
  const labels = Array.from(form.querySelectorAll("input:checked"), (input) => input.parentElement.textContent.trim());
  return labels.join(" · ");
}

function chooseHere() {
  const unknown = zoneInput?.value.trim() && !spelled(zoneInput.value);
  const mistake = document.getElementById("mistake");
  if (mistake) mistake.textContent = unknown ? form.dataset.unknown.replace("{}", zoneInput.value.trim()) : "";
  if (unknown) return;
  const times = form.elements.times?.value ?? "announced";
  const named = spelled(zoneInput?.value ?? "");
  if (times !== "announced" && !named) return zoneInput.focus();
  const zone = times === "announced" ? "" : named;
  for (const label of named ? document.querySelectorAll("[data-named]") : []) label.textContent = label.dataset.named.replace("{}", placeOf(named));
  const part = form.querySelector("[name=part]:checked");
  const field = document.getElementById("address");
  const [, base, feed] = /^(.*\/)([^/]*)\.ics$/.exec(field.defaultValue);
  const folder = zone && `${times === "days" ? "days/" : ""}${zone}/`;
  const address = `${base}${folder}${feed}${part?.value ? `-${part.value}` : ""}.ics`;
  const webcal = (text) => text.replace(/^https?:/, "webcal:");
  const intent = (text) => text.replace(/^https?:/, "intent:");
  const title = document.getElementById("title");
  const spellings = [
    [field.value, address],
    [webcal(field.value), webcal(address)],
    [intent(field.value), intent(address)],
    [quoted(field.value), quoted(address)],
    [quoted(webcal(field.value)), quoted(webcal(address))],
    [`name=${quoted(title.textContent)}`, `name=${quoted(part?.dataset.title ?? title.textContent)}`],
  ];
  for (const link of document.querySelectorAll("#subscription a")) {
    link.setAttribute("href", spellings.reduce((href, [old, now]) => href.replace(old, () => now), link.getAttribute("href")));
  }
  field.value = address;
  if (part) {
    title.textContent = part.dataset.title;
    document.getElementById("count").textContent = part.dataset.count;
  }
  document.getElementById("chosen").textContent = chosenInWords();
  showBeneath(zone);
  const chosen = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...chosen]) if (!value) chosen.delete(name);
  const clock = new URLSearchParams(location.search).get("clock");
  if (clock) chosen.set("clock", clock);
  history.replaceState(null, "", `?${chosen}`);
  takeAlong();
  drawCode(`${page}?${chosen}`);
}

// The code to photograph leads to what is chosen, and so does what is shared.
async function drawCode(address) {
  const figure = document.querySelector(".carry figure");
  if (!figure) return;
  document.querySelector("[data-share]").dataset.share = address;
  const { draw } = await import("./qr.js");
  figure.dataset.drawn = draw(figure.querySelector("svg"), address) ? address : "";
  if (!figure.dataset.drawn) figure.hidden = true;
}

// Tell beneath the visitor's own hours what clocks show in the chosen zone.
function showBeneath(zone) {
  for (const beneath of document.querySelectorAll(".beneath")) {
    beneath.querySelector(".added")?.remove();
    if (!zone || beneath.querySelector(`[data-zone="${zone}"]`)) continue;
    const small = document.createElement("small");
    Object.assign(small.dataset, { zone });
    small.className = "added";
    small.append(document.createElement("span"), ` ${placeOf(zone)}`);
    beneath.prepend(small);
  }
  releases.show(document);
}

export function takeAlong() {
  const said = new URLSearchParams(location.search);
  for (const link of document.querySelectorAll("a[href]:not(.button)")) {
    const address = new URL(link.href, location.href);
    if (address.origin !== location.origin || !address.pathname.endsWith("/")) continue;
    for (const name of LASTING) {
      if (said.has(name)) address.searchParams.set(name, said.get(name));
      else address.searchParams.delete(name);
    }
    link.href = address;
  }
}

// Choose what the address of the page says, which somebody may have been sent.
function chooseAsAddressed() {
  const said = new URLSearchParams(location.search);
  for (const [name, value] of said) {
    if (["part", "times", "tz"].includes(name) && form.elements[name]) form.elements[name].value = value;
  }
  if (["part", "times", "tz"].some((name) => said.has(name))) chooseHere();
}

form?.addEventListener("choose", (event) => {
  event.preventDefault();
  chooseHere();
});
takeAlong();
if (form) chooseAsAddressed();
