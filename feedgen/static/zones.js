// Time zones by name: those that there are to choose from, and the visitor's own.

// Names that browsers still use, and those that replaced them.
const REPLACED = {
  "Africa/Asmera": "Africa/Asmara", "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca", "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba", "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis", "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville", "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh", "Atlantic/Faeroe": "Atlantic/Faroe", "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton", "Pacific/Ponape": "Pacific/Pohnpei", "Pacific/Truk": "Pacific/Chuuk",
};

const list = document.getElementById("zones");

// A site of files says which zones it has; elsewhere there are all that the browser knows. Many pages never ask.
const said = Array.from(list?.options ?? [], (option) => option.value);
let names;
function offered() {
  const known = () => [...(Intl.supportedValuesOf?.("timeZone") ?? []).map((name) => REPLACED[name] ?? name), "UTC"];
  names ??= new Map((said.length ? said : known()).map((name) => [name.toLowerCase(), name]));
  return names;
}

// The browser's own name of a zone; empty if it does not know the zone.
function resolved(timeZone) {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return "";
  }
}

// The spelling of a name in whatever letter case; empty if it is not offered.
export const spelled = (name) => offered().get(name.trim().toLowerCase()) ?? "";

// The visitor's own zone; empty if it is not offered.
export function browserZone() {
  const zone = resolved(undefined);
  return spelled(REPLACED[zone] ?? zone) || spelled(zone);
}

export const sameZone = (one, other) => resolved(one) === resolved(other);

// The place that a zone is named for.
export const placeOf = (zone) => zone.split("/").pop().replaceAll("_", " ");

// Fill the list of the zone field: each name with its offset and present time. Done once it is asked for.
export function listZones() {
  if (!list || list.dataset.full) return;
  list.dataset.full = "yes";
  const now = new Date();
  list.replaceChildren(...[...offered().values()].toSorted().map((name) => {
    const clock = new Intl.DateTimeFormat("en-GB", {
      timeZone: resolved(name) || "UTC", hour: "2-digit", minute: "2-digit", timeZoneName: "shortOffset",
    });
    const parts = Object.fromEntries(clock.formatToParts(now).map(({ type, value }) => [type, value]));
    return new Option(`${parts.timeZoneName.replace("GMT", "UTC")} · ${parts.hour}:${parts.minute}`, name);
  }));
}
