/** Answers of the engine as rows of terms. */

/** @import { Store } from "oxigraph/web.js" */
/** @import { Form, Row, Term } from "./types.js" */

const XSD = "http://www.w3.org/2001/XMLSchema#";

/**
 * Return the language of a tag without its script or region.
 * @param {string} tag
 */
const languageOf = (tag) => tag.split("-")[0];

/** @type {Record<string, string>} */
const ESCAPES = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/s;

/** @param {string} text */
const unescaped = (text) =>
  text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (_, short, long, each) =>
    each === undefined ? String.fromCodePoint(parseInt(short ?? long, 16)) : (ESCAPES[each] ?? each),
  );

/**
 * Return a term of the TSV format for results, which takes a third of the memory of the JSON format.
 * @param {string} cell
 * @returns {Term | null}
 */
const fromTsv = (cell) => {
  if (cell === "") return null;
  if (cell.startsWith("<<")) return { type: "triple", value: cell };
  if (cell.startsWith("<")) return { type: "uri", value: unescaped(cell.slice(1, -1)) };
  if (cell.startsWith("_:")) return { type: "bnode", value: cell.slice(2) };
  const found = LITERAL.exec(cell);
  if (found === null) {
    const kind = /^(true|false)$/.test(cell)
      ? "boolean"
      : /e/i.test(cell)
        ? "double"
        : cell.includes(".")
          ? "decimal"
          : "integer";
    return { type: "literal", value: cell, datatype: `${XSD}${kind}`, lang: "", tag: "" };
  }
  const [, text, tag = "", datatype = `${XSD}string`] = found;
  return { type: "literal", value: unescaped(text), datatype, lang: languageOf(tag), tag };
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
 * @returns {{columns: string[], rows: Row[]}}
 */
export const answerOf = (store, text, form) => {
  if (form === "ASK") {
    const value = String(store.query(text));
    return {
      columns: ["answer"],
      rows: [[{ type: "literal", value, datatype: `${XSD}boolean`, lang: "", tag: "" }]],
    };
  }
  if (form === "SELECT") {
    const tsv = /** @type {string} */ (store.query(text, { results_format: "tsv" }));
    const [head, ...lines] = tsv.split("\n").slice(0, -1);
    const columns = head === "" ? [] : head.split("\t").map((name) => name.slice(1));
    return { columns, rows: lines.map((line) => (columns.length > 0 ? line.split("\t").map(fromTsv) : [])) };
  }
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const quad of /** @type {any[]} */ (store.query(text))) {
    const { subject, predicate, object } = quad;
    rows.set(`${subject} ${predicate} ${object}`, [subject, predicate, object].map(fromTerm));
    quad.free?.();
  }
  const sorted = [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
  return { columns: ["subject", "predicate", "object"], rows: sorted };
};
