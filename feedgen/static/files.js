// On a site of files, which has no server to ask: what a choice changes follows from the addresses alone. Goes with page.js.
"use strict";

// Quote as the server does: encodeURIComponent() leaves some signs as they are that the server does not.
function quoted(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

// Name what is chosen, as the server does.
function chosenInWords(zone) {
  const labels = Array.from(form.querySelectorAll("input:checked"), (input) => input.parentElement.textContent.trim());
  return [...labels, ...(zone ? [zone.split("/").pop().replaceAll("_", " ")] : [])].join(" · ");
}

// On a site of files nobody answers the form; but the addresses of feeds follow from what is chosen.
function chooseHere() {
  if (!zoneIsKnown()) return;
  const times = form.elements.times?.value ?? "announced";
  const named = zoneNames.get(zoneInput?.value.trim().toLowerCase()) ?? "";
  if (times !== "announced" && !named) return zoneInput.focus();
  const zone = times === "announced" ? "" : named;
  const part = form.querySelector("[name=part]:checked");
  const field = document.getElementById("address");
  const [, base, feed] = /^(.*\/feeds\/)(.*)\.ics$/.exec(field.defaultValue);
  const folder = zone && `${times === "days" ? "days/" : ""}${zone}/`;
  const address = `${base}${folder}${feed}${part?.value ? `-${part.value}` : ""}.ics`;
  const webcal = (text) => text.replace(/^https?:/, "webcal:");
  const title = document.getElementById("title");
  const spellings = [
    [field.value, address],
    [webcal(field.value), webcal(address)],
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
  document.getElementById("chosen").textContent = chosenInWords(zone);
  if (named || browserZone()) showHere(named || browserZone());
  const chosen = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...chosen]) if (!value) chosen.delete(name);
  history.replaceState(null, "", `?${chosen}`);
}

// Choose what the address of the page says, which somebody may have been sent.
function chooseAsAddressed() {
  const said = new URLSearchParams(location.search);
  for (const [name, value] of said) {
    if (["part", "times", "tz"].includes(name) && form.elements[name]) form.elements[name].value = value;
  }
  if (["part", "times", "tz"].some((name) => said.has(name))) chooseHere();
}

if (form) chooseAsAddressed();
