/** Answers as files: CSV as `kg/rdf/results.py` writes it, and triples as Turtle. */

/** @import { Row, Term } from "./types.js" */

import { literal } from "./binding.js";
import { isNumber, plain, shorten, XSD } from "./terms.js";

const FORMULA = /^(?:[\t\r\n\0]|[\s\x1c-\x1f\x85\u200b\ufeff]*[=+\-@＝＋－＠])/; // eslint-disable-line no-control-regex
const COMPARATORS = /^[=<>~ ]*$/;

/**
 * Return a text with an apostrophe before it, if a spreadsheet would run it as a formula; see `kg/rdf/formulas.py`.
 * @param {string} text
 */
export const guard = (text) => (FORMULA.test(text) || text.startsWith("'") ? `'${text}` : text);

/** @param {Term | null} term */
const cell = (term) => {
  const text = plain(term);
  return COMPARATORS.test(text) || isNumber(term) ? text : guard(text);
};

/**
 * Return one line of CSV.
 * @param {string[]} cells
 */
const line = (cells) => {
  const written = cells.map((each) => (/[",\r\n]/.test(each) ? `"${each.replaceAll('"', '""')}"` : each));
  return `${cells.length === 1 && cells[0] === "" ? '""' : written.join(",")}\n`;
};

/**
 * Return rows as CSV with LF line ends.
 * @param {string[]} columns
 * @param {Row[]} rows
 */
export const csv = (columns, rows) => [columns, ...rows.map((row) => row.map(cell))].map(line).join("");

/**
 * Return an answer in the SPARQL 1.1 Query Results JSON Format.
 * @param {import("./types.js").Form} form
 * @param {string[]} columns
 * @param {Row[]} rows
 */
export const json = (form, columns, rows) => {
  if (form === "ASK") return JSON.stringify({ head: {}, boolean: rows[0][0]?.value === "true" });
  const bindings = rows.map((row) =>
    Object.fromEntries(
      row.flatMap((term, at) => {
        if (term === null) return [];
        const { type, value, datatype, tag } = term;
        const own = tag ? { "xml:lang": tag } : datatype && datatype !== `${XSD}string` ? { datatype } : {};
        return [[columns[at], { type, value, ...own }]];
      }),
    ),
  );
  return JSON.stringify({ head: { vars: columns }, results: { bindings } });
};

/**
 * Return a term in Turtle.
 * @param {Term} term
 * @param {Record<string, string>} prefixes
 * @param {Set<string>} used The prefixes that it needs are added.
 */
const written = (term, prefixes, used) => {
  /** @param {string} iri */
  const name = (iri) => {
    const short = shorten(iri, prefixes);
    if (short.startsWith("<") || short.endsWith(".")) return `<${iri}>`;
    used.add(short.slice(0, short.indexOf(":")));
    return short;
  };
  if (term.type === "uri") return name(term.value);
  if (term.type === "bnode") return `_:${term.value}`;
  const text = literal(term.value);
  if (term.tag) return `${text}@${term.tag}`;
  return term.datatype === undefined || term.datatype === `${XSD}string` ? text : `${text}^^${name(term.datatype)}`;
};

/**
 * Return triples as Turtle, those of a subject together.
 * @param {Row[]} rows
 * @param {Record<string, string>} prefixes
 */
export const turtle = (rows, prefixes) => {
  /** @type {Set<string>} */
  const used = new Set();
  /** @type {Map<string, string[]>} */
  const subjects = new Map();
  for (const row of rows) {
    const [subject, predicate, object] = row.map((each) => written(/** @type {Term} */ (each), prefixes, used));
    subjects.set(subject, [...(subjects.get(subject) ?? []), `${predicate} ${object}`]);
  }
  const heads = [...used].sort().map((name) => `@prefix ${name}: <${prefixes[name]}> .\n`);
  const blocks = [...subjects].map(([subject, lines]) => `\n${subject}\n    ${lines.join(" ;\n    ")} .\n`);
  return `${heads.join("")}${blocks.join("")}`;
};
