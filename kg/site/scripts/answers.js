/** Answers of the engine as rows of terms. */

/** @import { Store } from "oxigraph/web.js" */
/** @import { Form, Row, Term } from "./types.js" */

const XSD_STRING = "http://www.w3.org/2001/XMLSchema#string";

/**
 * Return the language of a tag without its script or region.
 * @param {string} tag
 */
const languageOf = (tag) => tag.split("-")[0];

/**
 * Return a term of the JSON format for results.
 * @param {any} term
 * @returns {Term | null}
 */
const fromJson = (term) => {
  if (term === undefined) return null;
  if (typeof term.value === "object") return { type: "triple", value: JSON.stringify(term.value) };
  const { type, value, datatype } = term;
  const tag = term["xml:lang"] ?? "";
  return { type, value, datatype: datatype ?? XSD_STRING, lang: languageOf(tag), tag };
};

/**
 * Return a term of a triple.
 * @param {any} term
 * @returns {Term}
 */
const fromTerm = (term) => {
  if (term.termType === "NamedNode") return { type: "uri", value: term.value };
  if (term.termType === "BlankNode") return { type: "bnode", value: term.value };
  if (term.termType !== "Literal") return { type: "triple", value: term.toString() };
  const { value, language: tag } = term;
  return { type: "literal", value, datatype: term.datatype.value, lang: languageOf(tag), tag };
};

/**
 * Return the answer of a store to a query.
 * @param {Store} store
 * @param {string} text
 * @param {Form} form
 * @returns {{columns: string[], rows: Row[], json: string}}
 */
export const answerOf = (store, text, form) => {
  if (form === "SELECT" || form === "ASK") {
    const json = /** @type {string} */ (store.query(text, { results_format: "json" }));
    const found = JSON.parse(json);
    if (form === "ASK") {
      const value = String(found.boolean);
      const datatype = "http://www.w3.org/2001/XMLSchema#boolean";
      return { columns: ["answer"], rows: [[{ type: "literal", value, datatype }]], json };
    }
    /** @type {string[]} */
    const columns = found.head.vars;
    const rows = found.results.bindings.map((/** @type {any} */ each) => columns.map((name) => fromJson(each[name])));
    return { columns, rows, json };
  }
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const quad of /** @type {any[]} */ (store.query(text))) {
    const { subject, predicate, object } = quad;
    rows.set(`${subject} ${predicate} ${object}`, [subject, predicate, object].map(fromTerm));
    quad.free?.();
  }
  const sorted = [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
  return { columns: ["subject", "predicate", "object"], rows: sorted, json: "" };
};
