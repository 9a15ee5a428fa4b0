// On somebody's page: <feedgen-calendar feed="…"> becomes the widget, and every widget gets the height that it needs.
"use strict";

(() => {
  const base = document.currentScript.src.replace(/\/static\/embed\.js.*$/, "");

  class FeedgenCalendar extends HTMLElement {
    static observedAttributes = ["feed", "theme", "lang"];

    connectedCallback() {
      this.style.display = "block";
      this.show();
    }

    attributeChangedCallback() {
      if (this.isConnected) this.show();
    }

    show() {
      const query = new URLSearchParams();
      for (const name of ["theme", "lang"]) if (this.hasAttribute(name)) query.set(name, this.getAttribute(name));
      const frame = document.createElement("iframe");
      frame.src = `${base}/embed/${encodeURIComponent(this.getAttribute("feed") ?? "")}${query.size ? `?${query}` : ""}`;
      frame.title = this.getAttribute("title") || "feedgen";
      frame.sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
      frame.loading = "lazy";
      Object.assign(frame.style, { width: "100%", border: "0" });
      this.replaceChildren(frame);
    }
  }

  addEventListener("message", ({ data, source }) => {
    const height = data?.feedgen?.height;
    if (!Number.isFinite(height) || height < 0 || height > 5000) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow !== source || !frame.src.startsWith(`${base}/embed/`)) continue;
      frame.height = height;
      // Where a page forbids style attributes, a script may still set them.
      Object.assign(frame.style, { width: "100%", border: "0" });
    }
  });

  if (!customElements.get("feedgen-calendar")) customElements.define("feedgen-calendar", FeedgenCalendar);
})();
