// Know the visitor's device before anything is drawn, so that the likely way to subscribe stands first from the start.
"use strict";

document.documentElement.dataset.device =
  [["android", /Android/], ["apple", /iPhone|iPad|Macintosh/], ["desktop", /Linux/]]
    .find(([, agent]) => agent.test(navigator.userAgent))?.[0] ?? "google";
