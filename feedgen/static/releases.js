// When things come out: on the visitor's clock, and how far away that is. Pages and the widget share this.
"use strict";

const releases = (() => {
  const language = document.documentElement.lang;
  const MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  const hasHour = (iso) => iso.endsWith("Z");

  // A day without an hour begins when the visitor's day does.
  const instant = (iso) => (hasHour(iso) ? new Date(iso) : new Date(`${iso}T00:00`));

  // A time on the clocks of a zone, the visitor's own unless named: weekday, day, and hour if there is one.
  function onClock(iso, timeZone) {
    const day = { weekday: "long", year: "numeric", month: "long", day: "numeric" };
    const clock = hasHour(iso) ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone } : {};
    return new Intl.DateTimeFormat(`${language}-u-nu-latn`, { ...day, ...clock }).format(instant(iso));
  }

  function inUnit(value, unit) {
    return new Intl.NumberFormat(`${language}-u-nu-latn`, { style: "unit", unit, unitDisplay: "long" }).format(value);
  }

  // How far away something is, in days, hours, minutes and seconds; in days alone if it has no hour.
  function away(iso, now) {
    const seconds = Math.max(0, Math.ceil((instant(iso) - now) / 1000));
    if (!hasHour(iso)) return [inUnit(Math.ceil(seconds / DAY), "day")];
    const parts = [
      [Math.floor(seconds / DAY), "day"],
      [Math.floor((seconds % DAY) / HOUR), "hour"],
      [Math.floor((seconds % HOUR) / MINUTE), "minute"],
      ...(calm.matches ? [] : [[seconds % MINUTE, "second"]]),
    ];
    const first = parts.findIndex(([value]) => value > 0);
    return (first < 0 ? parts.slice(-1) : parts.slice(first)).map(([value, unit]) => inUnit(value, unit));
  }

  // Mark what has come out since the page was made, and tell what is next; null if nothing is.
  function turnOver(list, now) {
    const coming = Array.from(list.querySelectorAll(".next, .later"))
      .map((row) => ({ row, iso: row.querySelector("time").dateTime }));
    const following = coming.filter(({ iso }) => instant(iso) > now);
    const badge = list.querySelector(".next-badge");
    for (const { row, iso } of coming) {
      const isNext = following.length > 0 && iso === following[0].iso;
      row.className = isNext ? "next" : instant(iso) > now ? "later" : "out";
      const worn = row.querySelector(".next-badge");
      if (!isNext) worn?.remove();
      else if (!worn && badge) row.querySelector("time").before(badge.cloneNode(true), " ");
    }
    return following[0] ?? null;
  }

  // Count down to the next of the page's list, and on to the one after it. List and headline may be replaced meanwhile.
  function countDown(box) {
    let shown = box.querySelector("time").dateTime;

    function tick() {
      const now = new Date();
      if (instant(shown) <= now) {
        const headline = document.getElementById("headline");
        const next = turnOver(document.querySelector(".episodes"), now);
        if (!next) {
          box.hidden = true;
          headline.textContent = box.dataset.over;
          return;
        }
        shown = next.iso;
        box.querySelector(".label").textContent = next.row.dataset.label;
        headline.textContent = `${next.row.dataset.label}: ${next.row.querySelector("time").textContent}`;
      }
      const time = box.querySelector("time");
      time.dateTime = shown;
      time.replaceChildren(...away(shown, now).flatMap((text) => {
        const part = document.createElement("span");
        part.textContent = text;
        return [part, " "];
      }));
      setTimeout(tick, calm.matches ? 5000 : 1000 - (now % 1000));
    }
    tick();
  }

  return { onClock, countDown };
})();
