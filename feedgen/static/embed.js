// On other people's pages: <feedgen-calendar feed="…"> becomes the widget, and every widget gets the height that it needs.
// It runs as a script, as a module and in a bundle, and in browsers of 2023.
"use strict";

(() => {
  // A server that renders pages loads what it bundles, and has no elements.
  if (typeof customElements === "undefined" || customElements.get("feedgen-calendar")) return;

  const SLACK = 60; // pixels
  const FILE = /\/static\/embed(-module)?\.js([?#].*)?$/;
  const ATTRIBUTES = ["feed", "view", "part", "rows", "theme", "accent", "lang", "tz", "clock", "server"];
  const IN_QUERY = ["part", "rows", "theme", "accent", "lang", "tz", "clock"];

  // Where this script comes from; empty if it was bundled, or imported as a module, which no element tells of.
  function ownServer() {
    const scripts = document.currentScript ? [document.currentScript] : Array.from(document.scripts);
    const own = scripts.find(({ src }) => FILE.test(src));
    return own ? own.src.replace(FILE, "") : "";
  }

  const elements = new Set();
  let server = ownServer();

  class FeedgenCalendar extends HTMLElement {
    static get observedAttributes() {
      return ATTRIBUTES;
    }

    // The address of the server, for elements that have no attribute of that name.
    static get server() {
      return server;
    }

    static set server(address) {
      server = String(address).replace(/\/+$/, "");
      for (const element of elements) element.show();
    }

    connectedCallback() {
      this.style.display = "block";
      elements.add(this);
      this.show();
    }

    disconnectedCallback() {
      elements.delete(this);
    }

    attributeChangedCallback(name, before, now) {
      if (this.isConnected && before !== now) this.show();
    }

    get frame() {
      return this.querySelector("iframe");
    }

    get address() {
      const own = (this.getAttribute("server") || server).replace(/\/+$/, "");
      if (!own) return "";
      // On a site of files a feed may be in the folder of a language: "de/andor".
      const parts = ["feed", "view"].flatMap((name) => (this.getAttribute(name) ?? "").split("/"));
      const path = parts.filter(Boolean).map(encodeURIComponent);
      const query = new URLSearchParams();
      for (const name of IN_QUERY) if (this.getAttribute(name)) query.set(name, this.getAttribute(name).replace(/^#/, ""));
      return `${own}/embed/${path.join("/")}?${query}`.replace(/\?$/, "");
    }

    show() {
      const { address } = this;
      if (!address || this.frame?.src === address) return;
      const frame = document.createElement("iframe");
      frame.src = address;
      frame.title = this.title || this.getAttribute("feed");
      frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
      frame.loading = "lazy";
      frame.height = this.frame?.height || parseInt(this.style.minHeight, 10) || (this.getAttribute("view") === "next" ? 64 : 480);
      fill(frame);
      this.replaceChildren(frame);
    }
  }

  // Where a page forbids style attributes, a script may still set them.
  const fill = (frame) => Object.assign(frame.style, { display: "block", width: "100%", border: "0" });

  // All frames of widgets on the page, also in shadow roots that are open.
  function framesIn(root) {
    return Array.from(root.querySelectorAll("*")).flatMap((node) => {
      if (node.shadowRoot) return framesIn(node.shadowRoot);
      return node.localName === "iframe" && server && node.src.startsWith(`${server}/embed/`) ? [node] : [];
    });
  }

  const frames = () => [...Array.from(elements, ({ frame }) => frame).filter(Boolean), ...framesIn(document)];

  addEventListener("message", ({ data, source }) => {
    const height = data?.feedgen?.height;
    if (!Number.isFinite(height) || height < 0 || height > 5000) return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (!frame) return;
    // What is kept free a little too high stays so: what stands beneath it would jump.
    if (!(frame.height >= height && frame.height - height < SLACK)) frame.height = height;
    fill(frame);
    const element = frame.parentElement;
    if (elements.has(element)) element.style.minHeight = "0";
  });

  customElements.define("feedgen-calendar", FeedgenCalendar);

  // Whoever told its height before this script came is asked to say it again.
  for (const { contentWindow } of frames()) contentWindow?.postMessage({ feedgen: { ask: "height" } }, "*");
})();
