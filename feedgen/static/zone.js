// Offer the visitor's own time zone, and show each release in the zone that stands in the form, as it is typed.
// Without this script the form does the same with one press of its button.
"use strict";

const input = document.getElementById("tz");
const names = new Map(Array.from(document.getElementById("zones").options, (o) => [o.value.toLowerCase(), o.value]));
const chosen = input.value;

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
  return names.get(zone.toLowerCase()) ?? Array.from(names.values()).find((name) => resolved(name) === zone) ?? "";
}

function showTimes() {
  const zone = names.get(input.value.trim().toLowerCase());
  for (const time of document.querySelectorAll(".episodes :is(.out, .next, .later) time[datetime$=Z]")) {
    let here = time.parentElement.querySelector(".here");
    if (!here) {
      here = document.createElement("span");
      here.className = "here";
      time.after(here);
    }
    here.hidden = !zone || !resolved(zone) || zone === chosen;
    if (here.hidden) continue;
    const format = { weekday: "long", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", timeZone: zone };
    const text = new Intl.DateTimeFormat(document.documentElement.lang, { ...format, hourCycle: "h23" });
    here.textContent = `${text.format(new Date(time.dateTime))} in ${zone.split("/").pop().replaceAll("_", " ")}`;
  }
}

input.value ||= browserZone();
input.addEventListener("input", showTimes);
showTimes();
