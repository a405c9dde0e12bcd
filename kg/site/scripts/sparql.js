/** SPARQL texts: their form and prefixes, as `kg/rdf/sparql.py` finds them, and what the page does not run. */

/** @import { Form } from "./types.js" */

export const MOST_ROWS = 100_000;

// Words that are not keywords of SPARQL: strings (long ones first), IRIs, comments, variables, prefixed names.
const NOT_A_NAME = [
  String.raw`"""(?:\\[^]|[^\\])*?"""`,
  String.raw`'''(?:\\[^]|[^\\])*?'''`,
  String.raw`"(?:\\.|[^"\\\n])*"`,
  String.raw`'(?:\\.|[^'\\\n])*'`,
  String.raw`<[^<>"{}|^${"`"}\\\x00-\x20]*>`,
  String.raw`#[^\n]*`,
  String.raw`[?$][\p{L}\p{N}_]+`,
];
const NAME = String.raw`[\p{L}\p{N}_.-]*:[\p{L}\p{N}_.:%-]*`;

/** @param {string[]} parts */
const pattern = (parts) => new RegExp(parts.join("|"), "gu");

/**
 * Return a query with a space for each string, IRI, comment, variable, and prefixed name.
 * @param {string} query
 */
export const unquoted = (query) => query.replace(pattern([...NOT_A_NAME, NAME]), " ");

/**
 * Return the form of a query, null if it has none: it is empty, or an update.
 * @param {string} query
 * @returns {Form | null}
 */
export const formOf = (query) => {
  const found = /\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(unquoted(query));
  return found === null ? null : /** @type {Form} */ (found[1].toUpperCase());
};

/**
 * Return a query with the prefixes that it uses and does not declare, on its first line.
 * @param {string} query
 * @param {Record<string, string>} prefixes
 */
export const prefixed = (query, prefixes) => {
  const plain = query.replace(pattern(NOT_A_NAME), " ");
  const used = new Set([...plain.matchAll(/([\p{L}\p{N}_.-]+):/gu)].map((each) => each[1]));
  for (const [, name] of plain.matchAll(/\bPREFIX\s+([\p{L}\p{N}_.-]*):/giu)) used.delete(name);
  const missing = Object.entries(prefixes).filter(([name]) => used.has(name));
  return missing.map(([name, iri]) => `PREFIX ${name}: <${iri}> `).join("") + query;
};

/**
 * Return a SELECT query with a limit, unless it has one; more rows than that only fill the memory.
 * @param {string} query
 * @param {Form} form
 */
export const limited = (query, form) => {
  const plain = unquoted(query);
  const end = plain.slice(plain.lastIndexOf("}") + 1);
  return form !== "SELECT" || /\bLIMIT\b/i.test(end) || /\bVALUES\b[^{}]*\{[^{}]*\}\s*$/i.test(plain)
    ? query
    : `${query}\nLIMIT ${MOST_ROWS + 1}`;
};

const TOKENS = new RegExp(
  [
    ...NOT_A_NAME.slice(0, 6),
    String.raw`(?<variable>[?$][\p{L}\p{N}_]+)`,
    NAME,
    String.raw`(?<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)`,
    String.raw`(?<word>[\p{L}_]+)`,
    String.raw`(?<sign>\|\||&&|!=|<=|>=|\^\^|[^\s])`,
  ].join("|"),
  "gu",
);

/** What was read of an expression: whether it subtracts, or divides, has a number, and ends with an operand. */
const nothing = () => ({ minus: false, slash: false, number: false, operand: false });

/** The same at the start of an expression in parentheses; `any` says whether it has a number anywhere. */
const opened = () => ({ ...nothing(), any: false });

/**
 * Say whether a query subtracts or divides twice in a row without parentheses: `?a - ?b - ?c`. This release of the
 * engine computes `?a - (?b - ?c)`, and nobody would notice. Paths of properties, `qs:a/qs:b/qs:c`, are not meant.
 * @param {string} query
 */
export const chained = (query) => {
  const levels = [opened()];
  for (const { 0: text, groups } of query.matchAll(TOKENS)) {
    const level = levels[levels.length - 1];
    const { variable, number, word, sign } = groups ?? {};
    if (text.startsWith("#")) continue;
    if (text === "(") {
      levels.push(opened());
    } else if (text === ")") {
      const inner = levels.length > 1 ? levels.pop() : level;
      const outer = levels[levels.length - 1];
      Object.assign(outer, { operand: true, number: outer.number || inner?.any, any: outer.any || inner?.any });
    } else if (text === "-" || text === "+") {
      if (!level.operand) continue; // a sign of a number
      if (level.minus) return true;
      Object.assign(level, nothing(), { minus: text === "-" });
    } else if (text === "/" || text === "*") {
      if (level.slash && level.number) return true;
      Object.assign(level, { slash: level.slash || text === "/", operand: false });
    } else if (sign !== undefined) {
      Object.assign(level, nothing());
    } else if (word !== undefined) {
      if (level.operand) Object.assign(level, nothing()); // not the name of a function
    } else {
      if (level.operand) Object.assign(level, nothing()); // two terms of a triple
      level.number ||= variable !== undefined || number !== undefined;
      level.any ||= level.number;
      level.operand = true;
    }
  }
  return false;
};
