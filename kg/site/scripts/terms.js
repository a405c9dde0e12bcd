/** Terms as texts: `plain` of `kg/rdf/answers.py`, `shorten` of `kg/rdf/namespaces.py`. */

/** @import { Term } from "./types.js" */

export const XSD = "http://www.w3.org/2001/XMLSchema#";
const HAN = /[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/u;

/**
 * Say whether a text has a Chinese character.
 * @param {string} text
 */
export const hasChinese = (text) => HAN.test(text);

/**
 * Return the name of the datatype of a literal, "" for other terms.
 * @param {Term | null} term
 */
export const kindOf = (term) => (term?.type === "literal" ? ((term.datatype ?? "").split("#").pop() ?? "") : "");

/**
 * Return a term without markup: the IRI, the text, or the number as a plain decimal.
 * @param {Term | null} term
 */
export const plain = (term) => {
  if (term === null) return "";
  if (term.type !== "literal" || term.datatype !== `${XSD}decimal`) return term.value;
  const found = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(term.value.trim());
  if (found === null || `${found[2]}${found[3] ?? ""}` === "") return term.value;
  const fraction = (found[3] ?? "").replace(/0+$/, "");
  const whole = found[2].replace(/^0+(?=\d)/, "") || "0";
  return `${found[1] === "-" ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
};

/**
 * Say whether a term is a number, or true or false: what no spreadsheet runs.
 * @param {Term | null} term
 */
export const isNumber = (term) => {
  const kind = kindOf(term);
  if (kind === "boolean") return true;
  return (kind === "integer" || kind === "decimal") && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain(term).trim());
};

/** @type {WeakMap<Record<string, string>, Map<string, string>>} The prefixes by namespace. */
const known = new WeakMap();

/**
 * Return an IRI as a prefixed name, or in angle brackets if no prefix fits. The longest namespace is used.
 * @param {string} iri
 * @param {Record<string, string>} prefixes
 * @param {string} [also] More characters that the rest may have.
 */
export const shorten = (iri, prefixes, also = "") => {
  const names = known.get(prefixes) ?? new Map(Object.entries(prefixes).map(([name, namespace]) => [namespace, name]));
  known.set(prefixes, names);
  for (let cut = iri.length - 1; cut > 0; cut--) {
    if (iri[cut] !== "/" && iri[cut] !== "#") continue;
    const name = names.get(iri.slice(0, cut + 1));
    const rest = iri.slice(cut + 1);
    if (
      name !== undefined &&
      rest !== "" &&
      [...rest].every((each) => /[\p{L}\p{N}_.-]/u.test(each) || also.includes(each))
    ) {
      return `${name}:${rest}`;
    }
  }
  return `<${iri}>`;
};
