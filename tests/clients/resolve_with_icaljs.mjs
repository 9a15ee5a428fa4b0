// Read a JSON list of feeds from standard input. Of each, print when its events start and end, in seconds since 1970,
// as ical.js resolves them from the VTIMEZONE in the file alone.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const resolve = (text) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return [event.startDate.toUnixTime(), event.endDate.toUnixTime()];
  });
};
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(resolve)));
