// Know the visitor's device before anything is drawn, so that the likely way to subscribe stands there from the start.
"use strict";

const [device] = [["android", /Android/], ["apple", /iPhone|iPad|Macintosh/], ["windows", /Windows/], ["desktop", /Linux|CrOS/]]
  .find(([, agent]) => agent.test(navigator.userAgent)) ?? [];
if (device) document.documentElement.dataset.device = device;
