// The form that makes a widget to paste: what is chosen is shown beside it, and written into what is pasted, at once.

const form = document.getElementById("maker");
const preview = document.getElementById("preview");
const [widget, element] = ["code-widget", "code-element"].map((id) => document.getElementById(id));
const { address: plain, feed } = form.dataset;

// What is chosen, by the names that the address of a widget has.
function chosen() {
  const look = { lang: form.dataset.lang };
  for (const [name, value] of new FormData(form)) if (name.startsWith("embed-")) look[name.slice(6)] = value;
  if (look.view === "list") look.view = "";
  const accent = form.elements["embed-accent"]; // colours need a server
  look.accent = accent && accent.value !== accent.dataset.own ? accent.value.slice(1) : "";
  if (!form.elements["embed-rows"].validity.valid) look.rows = "";
  return look;
}

function addressOf({ view, part, rows, theme, accent, lang }) {
  const path = plain.replace(/[^/]+(\/?)$/, (_, slash) => `${nameOf(part)}${view ? `/${view}` : ""}${slash}`);
  const query = new URLSearchParams(Object.entries({ rows, theme, accent, lang }).filter(([, text]) => text));
  return `${path}?${query}`.replace(/\?$/, "");
}

// The name of a part of the feed: of a season, of all seasons of a show, or of all shows.
function nameOf(part) {
  if (!part) return feed;
  return /-s\d+$/.test(feed) ? `${feed}-${part}` : `${feed === "all" ? "" : `${feed}-`}${part}s`;
}

// Replace an attribute in what is to be pasted.
const withAttribute = (html, name, value) => html.replace(new RegExp(` ${name}="[^"]*"`), () => ` ${name}="${value}"`);

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&#34;");

function write() {
  const look = chosen();
  const address = addressOf(look);
  const frame = preview.querySelector("iframe");
  if (frame.src !== address) frame.src = address;
  const { title } = form.querySelector("[name=embed-part]:checked")?.dataset ?? frame;
  frame.title = title;
  widget.value = withAttribute(withAttribute(widget.value, "src", escaped(address)), "title", escaped(title));
  const attributes = ["view", "rows", "theme", "accent", "lang"].filter((each) => look[each]).map((each) => ` ${each}="${look[each]}"`);
  element.value = element.value.replace(/ feed="[^"]*".*? style/, () => ` feed="${nameOf(look.part)}"${attributes.join("")} style`);
}

// The preview is as wide as a phone, so that its height is what a page has to keep free there.
addEventListener("message", ({ data, source }) => {
  const frame = preview.querySelector("iframe");
  const height = data?.feedgen?.height;
  if (source !== frame.contentWindow || !Number.isFinite(height)) return;
  frame.height = height;
  widget.value = withAttribute(widget.value, "height", height);
  element.value = element.value.replace(/min-height: \d+px/, `min-height: ${height}px`);
});
preview.querySelector("iframe").contentWindow?.postMessage({ feedgen: { ask: "height" } }, "*");

form.addEventListener("input", write);
form.addEventListener("submit", (event) => event.preventDefault());
