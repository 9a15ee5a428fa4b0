// Read jCal (RFC 7265) from standard input with ical.js, and print it as iCalendar.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

console.log(new ICAL.Component(JSON.parse(readFileSync(0, "utf8"))).toString());
