// When things come out: on the visitor's clock, and how far away that is. Pages and the widget share this.
"use strict";

const releases = (() => {
  const page = document.documentElement;
  const MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
  // Asked late: the answer needs the styles of the page.
  const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // The language of the page, as the visitor's region has it.
  // Some browsers without a screen name a locale of their system (en-US@posix), which is no language tag.
  const tags = navigator.languages.filter((tag) => /^[\w-]+$/.test(tag));
  const spoken = tags.find((tag) => tag.split("-")[0] === page.lang) ?? page.lang;
  const locale = new Intl.Locale(spoken, { numberingSystem: "latn" });

  // Twelve or twenty-four hours: as the address says, else as the visitor's region has it.
  function ofTwelve() {
    const named = page.dataset.clock ?? new URLSearchParams(location.search).get("clock");
    if (named === "12" || named === "24") return named === "12";
    return new Intl.DateTimeFormat(tags[0], { hour: "numeric" }).resolvedOptions().hour12;
  }
  const twelve = ofTwelve();

  const hasHour = (iso) => iso.endsWith("Z");

  // A day without an hour begins when the visitor's day does.
  const instant = (iso) => (hasHour(iso) ? new Date(iso) : new Date(`${iso}T00:00`));

  const formats = new Map();
  function format(options, tag = locale) {
    const key = `${tag} ${JSON.stringify(options)}`;
    if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(tag, options));
    return formats.get(key);
  }

  // A day as machines have it, on the calendar of a zone; the visitor's own, which is the quickest, unless named.
  const iso8601 = (day) => [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  function dayOf(iso, timeZone) {
    if (!hasHour(iso)) return iso;
    return timeZone ? format({ timeZone }, "sv-SE").format(instant(iso)) : iso8601(instant(iso));
  }

  // What clocks show in a zone, the visitor's own unless named: a day, an hour, and the day for machines.
  function onClock(iso, timeZone) {
    const key = dayOf(iso, timeZone);
    const year = Math.abs(instant(iso) - Date.now()) / 1000 > 270 * DAY ? { year: "numeric" } : {};
    const day = { weekday: "short", month: "short", day: "numeric", ...year, timeZone };
    const clock = { hour: twelve ? "numeric" : "2-digit", minute: "2-digit", hourCycle: twelve ? "h12" : "h23", timeZone };
    return { key, day: format(day).format(instant(iso)), clock: format(clock).format(instant(iso)) };
  }

  // Put the visitor's own hour first, and small beneath it what other clocks show, unless they show the same.
  function show(root) {
    for (const day of root.querySelectorAll("time[datetime$=Z] .day")) {
      const time = day.parentElement;
      const own = onClock(time.dateTime);
      day.textContent = own.day;
      const clock = time.querySelector(".clock");
      if (clock) clock.textContent = own.clock;
      for (const other of time.closest("li, .lead")?.querySelectorAll(".beneath [data-zone]") ?? []) {
        const there = onClock(time.dateTime, other.dataset.zone);
        other.hidden = there.key === own.key && there.clock === own.clock;
        other.querySelector("span").textContent = there.key === own.key ? there.clock : `${there.day}, ${there.clock}`;
      }
    }
  }

  // Of a list that was folded away the days alone, once it is opened: it may be very long.
  document.addEventListener("toggle", ({ target }) => {
    for (const time of target.querySelectorAll(".brief time[datetime$=Z]")) time.textContent = onClock(time.dateTime).day;
  }, true);

  const titles = document.body.dataset.days?.split("|") ?? [];

  // Name a day as seen from the visitor's own.
  function titleOf(key) {
    const away = Math.round((instant(key) - instant(dayOf(new Date().toISOString()))) / 864e5);
    return titles[away + 1] ?? format({ weekday: "long", month: "long", day: "numeric" }).format(instant(key));
  }

  // Put what comes under the days that they are on the visitor's calendar.
  function groupByDay(box) {
    const days = new Map();
    for (const row of box.querySelectorAll("li")) {
      const key = dayOf(row.querySelector("time").dateTime);
      days.set(key, [...(days.get(key) ?? []), row]);
    }
    const sections = Array.from(box.children);
    box.replaceChildren(...Array.from(days).sort().map(([key, rows], index) => {
      const section = sections[index] ?? sections[0].cloneNode(true);
      section.dataset.day = key;
      section.querySelector("h2").textContent = titleOf(key);
      section.querySelector("ol").replaceChildren(...rows);
      return section;
    }));
  }

  // Put rows in the order in which they come on the visitor's clock: where one has a day and another an hour, it differs.
  function order(list) {
    const of = (row) => instant(row.querySelector("time").dateTime);
    list.append(...Array.from(list.children).sort((one, other) => of(one) - of(other)));
  }

  // Put discs on the days that they are on the visitor's calendar, if the tables have them, and mark today.
  function placeDiscs(root) {
    const cellOf = (key) => Array.from(root.querySelectorAll(`[data-month="${key.slice(0, 7)}"] td b`))
      .find((cell) => Number(cell.textContent) === Number(key.slice(8)))?.parentElement;
    const today = cellOf(dayOf(new Date().toISOString()));
    if (today) today.ariaCurrent = "date";
    for (const disc of root.querySelectorAll(".disc")) {
      const day = cellOf(dayOf(disc.dataset.iso));
      if (day && day !== disc.parentElement) day.append(disc);
    }
  }

  function inUnit(value, unit) {
    return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
  }

  // How far away something is: in days and hours, on its last day to the second; in days alone if it has no hour.
  function away(iso, now) {
    const seconds = Math.max(0, Math.ceil((instant(iso) - now) / 1000));
    if (!hasHour(iso)) return [inUnit(Math.ceil(seconds / DAY), "day")];
    const parts = [
      [Math.floor(seconds / DAY), "day"],
      [Math.floor((seconds % DAY) / HOUR), "hour"],
      ...(seconds >= DAY ? [] : [[Math.floor((seconds % HOUR) / MINUTE), "minute"]]),
      ...(seconds >= DAY || isCalm() ? [] : [[seconds % MINUTE, "second"]]),
    ];
    const first = parts.findIndex(([value]) => value > 0);
    return (first < 0 ? parts.slice(-1) : parts.slice(first)).map(([value, unit]) => inUnit(value, unit));
  }

  // Mark what has come out since the page was made, and tell what is next; undefined if nothing is.
  function turnOver(now) {
    const coming = Array.from(document.querySelectorAll("li.next, li.later"))
      .map((row) => ({ row, iso: row.querySelector("time")?.dateTime })).filter(({ iso }) => iso);
    const following = coming.filter(({ iso }) => instant(iso) > now);
    const badge = document.querySelector(".next-badge");
    for (const { row, iso } of coming) {
      const isNext = iso === following[0]?.iso;
      row.className = isNext && badge ? "next" : instant(iso) > now ? "later" : "out";
      const worn = row.querySelector(".next-badge");
      if (!isNext) worn?.remove();
      else if (!worn && badge) row.querySelector("b").after(" ", badge.cloneNode(true));
    }
    return following[0]?.row;
  }

  // Count down to what the headline tells, and on to what follows it. Lists and headline may be replaced meanwhile.
  function countDown() {
    const headline = document.getElementById("headline");
    const counter = headline?.querySelector(".countdown");
    if (!counter) return;
    const now = new Date();
    if (instant(headline.querySelector("time").dateTime) <= now) {
      const row = turnOver(now);
      if (!row) {
        headline.textContent = headline.dataset.over;
        return;
      }
      headline.querySelector(".label").textContent = row.dataset.label;
      for (const part of ["time", ".beneath"]) {
        const fresh = row.querySelector(part);
        if (fresh) headline.querySelector(part)?.replaceWith(fresh.cloneNode(true));
      }
      show(headline);
    }
    const text = away(headline.querySelector("time").dateTime, now).join(" ");
    counter.textContent = counter.dataset.in.replace("{}", text);
    setTimeout(countDown, isCalm() ? 5000 : 1000 - (now % 1000));
  }

  return { show, order, groupByDay, placeDiscs, countDown, twelve };
})();
