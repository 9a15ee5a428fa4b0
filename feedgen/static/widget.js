// In a frame on somebody's page: hours on the visitor's clock, a countdown, and the height that all of it takes.
"use strict";

// A site of files has nobody else to read what the address says.
const theme = new URLSearchParams(location.search).get("theme");
if (theme === "light" || theme === "dark") {
  document.documentElement.dataset.theme = theme;
  document.querySelector("meta[name=color-scheme]").content = theme;
}
releases.show(document);
document.getElementById("zone-note").hidden = !document.querySelector("time[datetime$=Z]");
releases.countDown();

// What is told is a number of pixels, so any page may hear it.
const tell = () => parent.postMessage({ feedgen: { height: Math.ceil(document.body.getBoundingClientRect().height) } }, "*");
new ResizeObserver(tell).observe(document.body);
