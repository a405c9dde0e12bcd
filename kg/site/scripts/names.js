/** What the editor completes: prefixes, classes, properties, and records by label. */

/** @import { Completion } from "@codemirror/autocomplete" */
/** @import { Ask } from "./display.js" */
/** @import { Lang, WorkbenchData } from "./types.js" */

import { plain, shorten } from "./terms.js";

const NAMED = `PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT ?thing ?label ?kind WHERE {
  ?thing rdfs:label|skos:prefLabel ?label .
  OPTIONAL { ?thing a ?kind . FILTER(?kind IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty)) }
}`;

/** @type {Record<string, string>} */
const TYPES = { Class: "class", ObjectProperty: "property", DatatypeProperty: "property" };

/**
 * Return the completions of a graph: each thing by its prefixed name and by its labels.
 * @param {WorkbenchData} data
 * @param {Ask} ask
 * @param {Lang} lang
 * @returns {Promise<Completion[]>}
 */
export const namesOf = async (data, ask, lang) => {
  const prefixes = Object.keys(data.prefixes).map((name) => ({
    label: `${name}:`,
    detail: data.prefixes[name],
    type: "namespace",
  }));
  /** @type {Map<string, {labels: Map<string, string>, type: string}>} */
  const things = new Map();
  for (const [thing, label, kind] of await ask(NAMED)) {
    const own = things.get(plain(thing)) ?? { labels: new Map(), type: "constant" };
    own.type = TYPES[plain(kind).split("#").pop() ?? ""] ?? own.type;
    own.labels.set(label?.lang ?? "", plain(label));
    things.set(plain(thing), own);
  }
  const standard = Object.entries(data.terms).map(([name, label]) => ({
    label: name,
    detail: label[lang],
    type: "property",
  }));
  const named = [...things].flatMap(([iri, { labels, type }]) => {
    const name = shorten(iri, data.prefixes);
    const shown = labels.get(lang) ?? [...labels.values()][0];
    const byLabel = [...labels.values()].map((label) => ({ label, apply: name, detail: name, type }));
    return [...(name.startsWith("<") ? [] : [{ label: name, detail: shown, type }]), ...byLabel];
  });
  const order = ["class", "property", "constant"];
  named.sort((one, other) => order.indexOf(one.type) - order.indexOf(other.type));
  return [...prefixes, ...standard, ...named];
};
