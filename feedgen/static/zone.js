// Offer the visitor's own time zone, and show each release in the zone that stands in the form, as it is typed.
// Without this script the form does the same with one press of its button.
"use strict";

const input = document.getElementById("tz");
const names = new Map(Array.from(document.getElementById("zones").options, (o) => [o.value.toLowerCase(), o.value]));
const chosen = input.value;

function browserZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  return names.get(zone.toLowerCase()) ?? "";
}

function showTimes() {
  const zone = names.get(input.value.trim().toLowerCase());
  for (const time of document.querySelectorAll("time[datetime$=Z]")) {
    let here = time.nextElementSibling;
    if (!here) {
      here = document.createElement("span");
      here.className = "here";
      time.after(here);
    }
    here.hidden = !zone || zone === chosen;
    if (here.hidden) continue;
    const format = { weekday: "long", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", timeZone: zone };
    const text = new Intl.DateTimeFormat(document.documentElement.lang, { ...format, hourCycle: "h23" });
    here.textContent = `${text.format(new Date(time.dateTime))} in ${zone.split("/").pop().replaceAll("_", " ")}`;
  }
}

input.value ||= browserZone();
input.addEventListener("input", showTimes);
showTimes();
