/** Values in the places of a canned query, as `kg/query/catalog.py` and `kg/rdf/selects.py` put them there. */

/** @import { Parameter } from "./types.js" */

const XSD = "http://www.w3.org/2001/XMLSchema#";
const PLACE = /VALUES \?(\w+) \{ ([^{}\n]*) \}/g;
const OPEN = /^[ ]*VALUES \?(\w+) \{ UNDEF \}\n|VALUES \?(\w+) \{ UNDEF \}[ ]?/gm;
// eslint-disable-next-line no-control-regex
const IRI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+$/;

/** A value that a parameter does not take. */
export class WrongValue extends Error {
  /**
   * @param {Parameter} parameter
   * @param {string} value
   */
  constructor(parameter, value) {
    super(`${parameter.name}: ${value}`);
    this.parameter = parameter;
    this.value = value;
  }
}

/** @type {Record<string, string>} */
const ESCAPES = { '"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r" };

/** @param {string} each */
const code = (each) => (each.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(8, "0");

/**
 * Return a literal in a form that all engines read in the same way: no `u` follows a backslash that is meant as one.
 * @param {string} text
 */
export const literal = (text) => {
  // eslint-disable-next-line no-control-regex
  const escaped = text.replace(/["\\\x00-\x1f\x7f]/g, (each) => ESCAPES[each] ?? `\\U${code(each)}`);
  const settled = escaped.replace(/\\\\([uU])|\\U[0-9A-F]{8}|\\./g, (each, u) => (u ? `\\\\\\U${code(u)}` : each));
  return `"${settled}"`;
};

/**
 * Return the IRI that was written in full, in angle brackets or not, or as a prefixed name; null if it is neither.
 * @param {string} text
 * @param {Record<string, string>} prefixes
 */
export const iriIn = (text, prefixes) => {
  const written = text.trim();
  const found = () => {
    if (written.startsWith("<") && written.endsWith(">")) return written.slice(1, -1);
    if (written.includes("://")) return written;
    const colon = written.indexOf(":");
    const namespace = colon === -1 ? undefined : prefixes[written.slice(0, colon)];
    return namespace === undefined ? null : namespace + written.slice(colon + 1);
  };
  const iri = found();
  return iri !== null && IRI.test(iri) ? iri : null;
};

/**
 * Return a number without sign of a positive one, and without an exponent.
 * @param {string} text
 * @param {boolean} whole
 */
const plainNumber = (text, whole) => {
  const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/.exec(text);
  if (found === null) return null;
  const [, sign, before, after = "", power = "0"] = found;
  if (before + after === "") return null;
  const places = after.length - Number(power); // digits after the point
  const digits = `${before}${after}${"0".repeat(Math.max(0, -places))}`.padStart(places + 1, "0");
  const cut = digits.length - Math.max(0, places);
  const fraction = digits.slice(cut);
  if (whole && /[1-9]/.test(fraction)) return null;
  const integer = digits.slice(0, cut).replace(/^0+(?=\d)/, "");
  return `${sign === "-" ? "-" : ""}${integer}${whole || fraction === "" ? "" : `.${fraction}`}`;
};

/**
 * Return a value as a term.
 * @param {Parameter} parameter
 * @param {string} value
 * @param {Record<string, string>} prefixes
 * @throws {WrongValue}
 */
export const term = (parameter, value, prefixes) => {
  if (parameter.type === "iri") {
    const iri = iriIn(value, prefixes);
    if (iri === null) throw new WrongValue(parameter, value);
    return `<${iri}>`;
  }
  if (parameter.type === "string") {
    const known = parameter.choices.map((each) => each.value);
    if (known.length > 0 && !known.includes(value)) throw new WrongValue(parameter, value);
    return literal(value);
  }
  const number = plainNumber(value.trim(), parameter.type === "integer");
  const { least, most } = parameter;
  if (number === null || number.length > 30) throw new WrongValue(parameter, value);
  if ((least !== null && Number(number) < least) || (most !== null && Number(number) > most)) {
    throw new WrongValue(parameter, value);
  }
  return `"${number}"^^<${XSD}${parameter.type}>`;
};

/**
 * Compare texts by their code points, as Python does.
 * @param {string} one
 * @param {string} other
 */
const byCode = (one, other) => {
  const halves = /[\ud800-\udfff]/; // JavaScript compares the halves of characters beyond U+FFFF
  if (!halves.test(one) && !halves.test(other)) return one < other ? -1 : Number(one > other);
  const [a, b] = [[...one], [...other]];
  const at = a.findIndex((each, index) => each !== b[index]);
  if (at === -1) return a.length - b.length;
  return b[at] === undefined ? 1 : Number(a[at].codePointAt(0)) - Number(b[at].codePointAt(0));
};

/**
 * Return a query with terms in their places, each once and sorted, and without the places that stay open.
 * @param {string} text
 * @param {Record<string, string[]>} terms
 */
export const fill = (text, terms) => {
  const closed = text.replace(OPEN, (place, line, name) => (Object.hasOwn(terms, line ?? name) ? place : ""));
  return closed.replace(PLACE, (place, name) =>
    Object.hasOwn(terms, name) ? `VALUES ?${name} { ${[...new Set(terms[name])].sort(byCode).join(" ")} }` : place,
  );
};

/**
 * Return the text of a canned query with values in their places; a parameter without one keeps its default.
 * @param {{body: string, parameters: Parameter[]}} query
 * @param {Record<string, string[]>} values
 * @param {Record<string, string>} prefixes
 * @throws {WrongValue}
 */
export const bound = (query, values, prefixes) => {
  /** @type {Record<string, string[]>} */
  const terms = {};
  for (const parameter of query.parameters) {
    const given = values[parameter.name] ?? [];
    if (given.length === 0) continue;
    terms[parameter.name] = given.map((each) => term(parameter, each, prefixes));
  }
  return fill(query.body, terms);
};
