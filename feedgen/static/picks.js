// Shows that are ticked: one calendar of them at once. Without this script a button leads to its page.

const form = document.getElementById("picks");
const box = document.getElementById("picks-address");
const count = form.querySelector("[data-count]");
const untold = count.textContent;
const ticks = () => Array.from(document.querySelectorAll("input[type=checkbox][name=pick]"));
const elsewhere = Array.from(form.querySelectorAll("input[type=hidden][name=pick]"), ({ value }) => value);

// In the order of the one spelling of their address.
const picked = () => [...new Set([...elsewhere, ...ticks().filter(({ checked }) => checked).map(({ value }) => value)])].sort();

// What is ticked goes along to the other pages of the catalogue, and stays when this one is loaded again.
function takeAlong(slugs) {
  const value = slugs.join(" ");
  for (const link of document.querySelectorAll(".pages a, .pills a, .bar a, #languages a, #clocks a")) {
    const address = withPicks(link.href, value);
    if (address !== link.href) link.href = address;
  }
  const search = document.querySelector("form.search");
  if (search) {
    const field = search.querySelector("[name=pick]") ?? search.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "pick" }));
    field.value = value;
    field.disabled = !value;
  }
  const here = withPicks(location.href, value);
  if (here !== location.href) history.replaceState(history.state, "", here);
}

function withPicks(address, value) {
  const changed = new URL(address);
  // A parameter that is set or removed has the others written anew, and a zone's slash escaped.
  if (!value && !changed.searchParams.has("pick")) return address;
  if (value) changed.searchParams.set("pick", value);
  else changed.searchParams.delete("pick");
  return changed.href;
}

function show() {
  const slugs = picked();
  const name = slugs.join("+");
  const { feed, webcal, google, longest } = form.dataset;
  const https = feed.replace("{}", name);
  const tooLong = slugs.length > 1 && https.length > Number(longest);
  form.classList.toggle("active", slugs.length > 0);
  count.textContent = slugs.length ? count.dataset.count.replace("{}", slugs.length) : untold;
  box.hidden = !slugs.length || tooLong;
  document.getElementById("picks-too-long").hidden = !tooLong;
  document.getElementById("picked").value = https;
  form.querySelector("[data-of=webcal]").href = webcal.replace("{}", name);
  form.querySelector("[data-of=google]").href = google + encodeURIComponent(webcal.replace("{}", name));
  takeAlong(slugs);
}

document.addEventListener("change", ({ target }) => {
  if (target.name !== "pick") return;
  // A show may have several rows.
  for (const tick of ticks()) if (tick.value === target.value) tick.checked = target.checked;
  show();
});
// Browsers remember ticks when one goes back.
addEventListener("pageshow", show);
