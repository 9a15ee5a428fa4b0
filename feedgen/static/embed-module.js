// The element for modules and bundles. A bundle has no address of its own: there set FeedgenCalendar.server, or the
// attribute `server` of each element.
import "./embed.js";

export const FeedgenCalendar = globalThis.customElements?.get("feedgen-calendar");

if (FeedgenCalendar && !FeedgenCalendar.server && import.meta.url?.endsWith("/static/embed-module.js")) {
  FeedgenCalendar.server = new URL("..", import.meta.url);
}
