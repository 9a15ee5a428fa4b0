// On a site of files the catalogue is searched here, in an index of all shows. Without this script the list is whole.

import { takeAlong } from "./files.js";

const form = document.querySelector("form.search");
const words = document.getElementById("words");
const list = document.querySelector(".shows");
const told = document.getElementById("found");
const pages = document.querySelector("nav.pages");
const whole = { rows: Array.from(list.children), told: told.textContent };

// More is not looked through by anybody: one more word leaves fewer.
const MOST = 60;

const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

let index;

// Load the index once; null if that fails, and then it is tried again.
async function shows() {
  index ??= fetch(form.dataset.index).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  const loaded = await index;
  if (!loaded) index = undefined;
  return loaded?.shows.map((show) => ({ ...show, text: folded(`${show.title} ${show.service} ${show.slug.replaceAll("-", " ")}`) }));
}

// The row of a show: that of the page if it is there, as it tells what is next, else one like it.
function row({ slug, title, service, color, language }) {
  const address = new URL(`${slug}/`, form.dataset.pages).href;
  const known = whole.rows.find((item) => item.querySelector("div > a").href.split("?")[0] === address);
  if (known) return known;
  const made = whole.rows[0].cloneNode(true);
  const link = made.querySelector("div > a");
  Object.assign(link, { href: address, textContent: title, lang: language });
  const where = document.createElement("bdi");
  where.textContent = service;
  made.querySelector(".muted").replaceChildren(where);
  made.querySelector("circle").setAttribute("fill", color);
  made.querySelector("p").remove();
  return made;
}

function show(rows, text, isWhole) {
  list.replaceChildren(...rows);
  told.textContent = text;
  if (pages) pages.hidden = !isWhole;
  takeAlong();
}

async function search() {
  const asked = words.value.trim();
  const wanted = folded(asked).split(/\s+/).filter(Boolean);
  const address = new URL(location.href);
  if (asked) address.searchParams.set("q", asked);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  if (!wanted.length) return show(whole.rows, whole.told, true);
  const all = await shows();
  if (words.value.trim() !== asked) return;
  if (!all) {
    told.textContent = form.dataset.failed;
    return;
  }
  const fitting = all.filter(({ text }) => wanted.every((word) => text.includes(word)));
  show(fitting.slice(0, MOST).map(row), fitting.length ? form.dataset.found.replace("{}", fitting.length) : form.dataset.none, false);
}

words.addEventListener("input", search);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  words.value = asked;
  search();
}
