/** An entity in the single file: its statements, and what is stated about it, as the engine finds them. */

/** @import { Ask } from "./display.js" */
/** @import { Lang, Row, Term, WorkbenchData } from "./types.js" */

import { labelsOf } from "./display.js";
import { button, element, said, tagOf } from "./dom.js";
import { plain, shorten } from "./terms.js";

const SHOWN = 50; // subjects of a property before the button for more
const EXACT = "http://www.w3.org/ns/oa#exact";

/**
 * Return the rows of an entity in groups of one property.
 * @param {Row[]} rows
 */
const grouped = (rows) => {
  /** @type {Map<string, Term[]>} */
  const groups = new Map();
  for (const [property, value] of rows) {
    if (property === null || value === null) continue;
    groups.set(property.value, [...(groups.get(property.value) ?? []), value]);
  }
  return groups;
};

/**
 * Return what shows an entity.
 * @param {WorkbenchData} data
 * @param {Ask} ask
 * @param {string} iri
 * @param {Lang} lang
 * @param {(iri: string) => string | null} href
 */
export const recordOf = async (data, ask, iri, lang, href) => {
  const words = data.words[lang];
  const node = `<${iri}>`;
  const own = await ask(`SELECT ?p ?o WHERE { ${node} ?p ?o } ORDER BY ?p STR(?o)`);
  const inverse = await ask(`SELECT ?p ?s WHERE { ?s ?p ${node} } ORDER BY ?p ?s`);
  const quotes = new Map(
    (await ask(`SELECT ?e ?x WHERE { ${node} ?p ?e . ?e <${EXACT}> ?x }`)).map(([e, x]) => [plain(e), plain(x)]),
  );
  if (own.length + inverse.length === 0)
    {return [element("p", {}, said(words.unknown, { name: shorten(iri, data.prefixes, "/") }))];}
  const iris = [iri, ...[...own, ...inverse].flat().flatMap((each) => (each?.type === "uri" ? [each.value] : []))];
  const labels = await labelsOf(data, ask, iris, lang);
  /** @param {string} each */
  const name = (each) => labels.get(each) ?? shorten(each, data.prefixes, "/").replace(/^<|>$/g, "");

  /** @param {Term} term */
  const shown = (term) => {
    if (term.type !== "uri") return element("dd", { lang: term.tag || null }, plain(term));
    const quote = quotes.get(term.value);
    const text = quote === undefined ? name(term.value) : `“${quote}”`;
    const address = href(term.value) ?? (/^https?:/.test(term.value) ? term.value : null);
    const tag = quote === undefined ? null : tagOf("zh");
    return element(
      "dd",
      { lang: tag },
      address === null ? text : element("a", { href: address, rel: "noopener" }, text),
    );
  };
  /** @param {Map<string, Term[]>} groups */
  const list = (groups) => {
    const made = element("dl", {});
    for (const [property, terms] of groups) {
      const heading = element("dt", {}, name(property));
      const items = terms.slice(0, SHOWN).map(shown);
      made.append(heading, ...items);
      const rest = terms.slice(SHOWN);
      if (rest.length === 0) continue;
      const more = element(
        "dd",
        {},
        button(said(words.more, { count: rest.length }), () => more.replaceWith(...rest.map(shown))),
      );
      made.append(more);
    }
    return made;
  };
  const query = new URLSearchParams({ sparql: `DESCRIBE ${node}` });
  const parts = [
    element("h2", {}, name(iri)),
    element("p", {}, element("code", {}, iri), " ", element("a", { href: `#${query}` }, words.turtle)),
    element("h3", {}, words.statements),
    list(grouped(own)),
  ];
  return inverse.length === 0 ? parts : [...parts, element("h3", {}, words.inverse), list(grouped(inverse))];
};
