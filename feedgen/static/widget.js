// In a frame on somebody's page: hours on the visitor's clock, a countdown, and the height that all of it takes.
"use strict";

// A site of files has nobody else to read what the address says.
const page = document.documentElement;
const asked = new URLSearchParams(location.search);
const theme = asked.get("theme");
if (theme === "light" || theme === "dark") {
  page.dataset.theme = theme;
  document.querySelector("meta[name=color-scheme]").content = theme;
}
const most = Number(asked.get("rows"));
const rows = Array.from(document.querySelectorAll(".agenda > li"));
const next = Math.max(0, rows.findIndex((row) => row.matches(".next, .later")));
const first = Math.max(0, Math.min(most < 3 ? next : next - 1, rows.length - most));
if (most > 0) for (const row of [...rows.slice(0, first), ...rows.slice(first + most)]) row.remove();

// A page that tells a mistake has no times.
if (typeof releases !== "undefined") {
  releases.show(document);
  const days = document.getElementById("days");
  if (days) releases.groupByDay(days);
  else for (const list of document.querySelectorAll(".agenda")) releases.order(list);
  releases.placeDiscs(document);
  const note = document.getElementById("zone-note");
  if (note) note.hidden = !document.querySelector("time[datetime$=Z]");
  releases.countDown();
}

// What is told is a number of pixels, so any page may hear it. One whose script comes late asks again.
const tell = () => parent.postMessage({ feedgen: { height: Math.ceil(document.body.getBoundingClientRect().height) } }, "*");
new ResizeObserver(tell).observe(document.body);
addEventListener("message", ({ data }) => {
  if (data?.feedgen?.ask === "height") tell();
});
