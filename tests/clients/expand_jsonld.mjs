// Expand JSON-LD from standard input with a JSON-LD processor, and print what it understood. The context of schema.org
// cannot be fetched here: what counts of it is that every word without a prefix is schema.org's.
import { readFileSync } from "node:fs";
import jsonld from "jsonld";

const documentLoader = async (url) => {
  if (url.replace(/\/$/, "") !== "https://schema.org") throw new Error(`unexpected context ${url}`);
  const context = { "@vocab": "https://schema.org/", url: { "@type": "@id" }, eventStatus: { "@type": "@id" } };
  return { contextUrl: null, documentUrl: url, document: { "@context": context } };
};
console.log(JSON.stringify(await jsonld.expand(JSON.parse(readFileSync(0, "utf8")), { documentLoader, safe: true })));
