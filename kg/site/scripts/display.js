/**
 * Answers for display: labels for IRIs, and headings and coded values in one language. It shows what
 * `kg/query/display.py` shows, with links instead of a column of IRIs.
 */

/** @import { Answer, Lang, Row, Term, WorkbenchData } from "./types.js" */

import { fill, literal } from "./binding.js";
import { hasChinese, kindOf, plain, shorten } from "./terms.js";

/**
 * @typedef {{text: string, iri: string | null, number: number | null}} Cell
 * @typedef {{headings: string[], rows: Cell[][]}} Table
 * @typedef {{at: number, name: string, iris: boolean, labels: Map<string, number>, sign?: number,
 *   unit?: number}} Column
 *   A column that is shown: its index, the name of its heading, whether it has IRIs, the indexes of their labels by
 *   language, and of the comparators and units of its numbers.
 * @typedef {(text: string) => Promise<Row[]>} Ask Runs a SELECT query.
 */

const LABEL = /^(?:(\w+?)_)??(?:label_)?(zh|en)$/; // label_zh, other_label_en, region_zh
const KINDS = ["class", "type"]; // columns for the class or kind of an entity
const AMOUNTS = ["value", "target", "national"]; // the one that is there has its sign in `comparator`
const NUMBERS = ["integer", "decimal"];
const LIST = "、";
const OFFICIAL = ["http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel"];

/**
 * Return a coded value in words; see `kg.words.coded`.
 * @param {WorkbenchData} data
 * @param {string} column
 * @param {string} value
 * @param {Lang} lang
 */
export const coded = (data, column, value, lang) => {
  const end = column.slice(column.lastIndexOf("_") + 1);
  for (const context of [column, end, ""]) {
    const found = Object.hasOwn(data.codes, context) ? data.codes[context] : {};
    if (Object.hasOwn(found, value) && found[value][lang] !== value) return found[value][lang];
  }
  return value;
};

/**
 * Return the heading of a column; see `kg.words.heading`.
 * @param {WorkbenchData} data
 * @param {string} column
 * @param {Lang} lang
 */
export const heading = (data, column, lang) =>
  Object.hasOwn(data.headings, column) ? data.headings[column][lang] : column.replaceAll("_", " ");

/**
 * Return the IRI that a term is or contains: some queries give a class by its name.
 * @param {WorkbenchData} data
 * @param {string} column
 * @param {Term | null} term
 */
const iriOf = (data, column, term) => {
  if (term?.type === "uri") return term.value;
  const value = plain(term);
  if (value.startsWith("qs:") || (column === "class" && /^\p{L}+$/u.test(value))) {
    return data.prefixes.qs + value.replace(/^qs:/, "");
  }
  return value.startsWith(data.base) && !value.includes(" ") ? value : null;
};

/**
 * Return the column that `label_zh` and `label_en` belong to: the one before them, classes excluded.
 * @param {string[]} names
 * @param {Set<string>} iris
 */
const labelled = (names, iris) => {
  const ends = ["label_zh", "label_en"].map((name) => names.indexOf(name)).filter((at) => at !== -1);
  const before = names.slice(0, ends.length > 0 ? Math.min(...ends) : 0).filter((name) => iris.has(name));
  const own = before.filter((name) => !KINDS.includes(name));
  return (own.length > 0 ? own : before).at(-1);
};

/**
 * Return the columns to show, in order, without labels that already replace an IRI.
 * @param {WorkbenchData} data
 * @param {Answer} answer
 * @param {Lang} lang
 */
const columnsOf = (data, { columns: names, rows }, lang) => {
  const iris = new Set(names.filter((name, at) => rows.some((row) => iriOf(data, name, row[at]) !== null)));
  const about = labelled(names, iris);
  /** @type {Map<string, Map<string, number>>} */
  const labels = new Map();
  names.forEach((name, at) => {
    const found = LABEL.exec(name);
    if (found === null) return;
    const base = found[1] ?? about ?? "label";
    labels.set(base, (labels.get(base) ?? new Map()).set(found[2], at));
  });
  const taken = new Set([...labels.values()].flatMap((each) => [...each.values()]));
  /** @type {Column[]} */
  const shown = [];
  names.forEach((name, at) => {
    if (taken.has(at)) return;
    const own = iris.has(name) ? labels.get(name) : undefined;
    shown.push({ at, name, iris: iris.has(name), labels: own ?? new Map() });
  });
  for (const [base, byLang] of labels) {
    if (iris.has(base)) continue;
    const at = byLang.get(lang) ?? Math.min(...byLang.values());
    shown.push({ at, name: names.includes(base) ? `${base}_label` : base, iris: false, labels: new Map() });
  }
  return shown.sort((one, other) => one.at - other.at);
};

/**
 * Return the columns with comparators and units assigned to their numbers.
 * @param {Answer} answer
 * @param {Column[]} columns
 */
const withAmounts = ({ columns: names, rows }, columns) => {
  /** @param {string} name */
  const index = (name) => (names.includes(name) ? names.indexOf(name) : undefined);
  const numeric = names.filter((_, at) => {
    const kinds = new Set(rows.filter((row) => plain(row[at]) !== "").map((row) => kindOf(row[at])));
    return kinds.size > 0 && [...kinds].every((each) => NUMBERS.includes(each));
  });
  const leading = AMOUNTS.find((each) => numeric.includes(each));
  const joined = columns.map((each) => {
    if (!numeric.includes(each.name)) return each;
    const first = each.name === leading;
    const sign = index(first ? "comparator" : `${each.name}_comparator`);
    const unit = index(`${each.name}_unit`) ?? (first || sign !== undefined ? index("unit") : undefined);
    return { ...each, sign, unit };
  });
  const taken = new Set(joined.flatMap((each) => [each.sign, each.unit]));
  return joined.filter((each) => !taken.has(each.at));
};

/**
 * Return the labels of IRIs in a language, or in another; see `kg.query.wording.labels_of`.
 * @param {WorkbenchData} data
 * @param {Ask} ask
 * @param {Iterable<string>} iris
 * @param {Lang} lang
 * @returns {Promise<Map<string, string>>}
 */
export const labelsOf = async (data, ask, iris, lang) => {
  const things = [...new Set(iris)];
  /** @type {Map<string, Map<string, string>>} */
  const found = new Map();
  if (things.length > 0) {
    for (const [thing, property, label] of await ask(
      fill(data.selects.labels, { thing: things.map((each) => `<${each}>`) }),
    )) {
      if (!OFFICIAL.includes(plain(property))) continue;
      const own = found.get(plain(thing)) ?? new Map();
      found.set(plain(thing), own.set(label?.lang ?? "", plain(label)));
    }
  }
  for (const iri of things) {
    const name = shorten(iri, data.prefixes);
    if (!found.has(iri) && Object.hasOwn(data.terms, name)) found.set(iri, new Map(Object.entries(data.terms[name])));
  }
  return new Map([...found].map(([iri, own]) => [iri, own.get(lang) ?? own.get("") ?? [...own.values()][0]]));
};

/**
 * Return the translations of texts whose parts are each one of `properties` of a thing with a label.
 * @param {WorkbenchData} data
 * @param {Ask} ask
 * @param {Map<string, string[]>} texts
 * @param {string[]} properties
 * @param {Lang} lang
 * @returns {Promise<Map<string, string>>}
 */
const namesakes = async (data, ask, texts, properties, lang) => {
  const said = [...new Set([...texts.values()].flat().filter(hasChinese))];
  if (lang === "zh" || said.length === 0) return new Map();
  const terms = said.flatMap((each) => [literal(each), `${literal(each)}@zh-Hans`]);
  const rows = (await ask(fill(data.selects.namesakes, { said: terms }))).filter(([, property]) =>
    properties.includes(plain(property)),
  );
  const labels = await labelsOf(
    data,
    ask,
    rows.map(([, , thing]) => plain(thing)),
    lang,
  );
  /** @type {Map<string, Set<string>>} */
  const names = new Map();
  for (const [name, , thing] of rows) {
    names.set(plain(name), (names.get(plain(name)) ?? new Set()).add(labels.get(plain(thing)) ?? plain(name)));
  }
  const whole = [...texts].filter(([, parts]) => parts.every((part) => names.get(part)?.size === 1));
  return new Map(
    whole.map(([text, parts]) => [text, parts.map((part) => [...(names.get(part) ?? [])][0]).join(", ")]),
  );
};

/**
 * Return translations of the symbols of units and of lists of Chinese labels in an answer.
 * @param {WorkbenchData} data
 * @param {Ask} ask
 * @param {Answer} answer
 * @param {Column[]} columns
 * @param {Lang} lang
 */
const textsOf = async (data, ask, { columns: names, rows }, columns, lang) => {
  /** @param {string[]} endings */
  const said = (...endings) => {
    const places = names.flatMap((name, at) => (endings.some((each) => `_${name}`.endsWith(each)) ? [at] : []));
    return rows.flatMap((row) => places.map((at) => plain(row[at])));
  };
  const chinese = columns
    .filter((each) => !each.iris && names[each.at].endsWith("_zh"))
    .flatMap((each) => rows.map((row) => plain(row[each.at])));
  const units = new Map(said("_unit").map((each) => [each, [each]]));
  const lists = new Map([...said("_regions"), ...chinese].map((each) => [each, each.split(LIST)]));
  const symbols = await namesakes(data, ask, units, [`${data.prefixes.qs}symbol`], lang);
  const named = await namesakes(data, ask, lists, OFFICIAL, lang);
  const short = [...symbols].map(([symbol, label]) => /** @type {const} */ ([symbol, label.split(" (")[0]]));
  return new Map([...short, ...named]);
};

/**
 * Return an answer for display.
 * @param {WorkbenchData} data
 * @param {Ask} ask
 * @param {Answer} answer
 * @param {Lang} lang
 * @returns {Promise<Table>}
 */
export const displayed = async (data, ask, answer, lang) => {
  const columns = withAmounts(answer, columnsOf(data, answer, lang));
  /** @type {Set<string>} */
  const unnamed = new Set();
  for (const column of columns.filter((each) => each.iris)) {
    const at = column.labels.get(lang);
    for (const row of answer.rows) {
      const iri = iriOf(data, column.name, row[column.at]);
      if (iri !== null && (at === undefined || plain(row[at]) === "")) unnamed.add(iri);
    }
  }
  const labels = await labelsOf(data, ask, unnamed, lang);
  const texts = await textsOf(data, ask, answer, columns, lang);

  /** @param {Term} term @param {string} column */
  const inWords = (term, column) => {
    if (term.lang || texts.has(term.value)) return texts.get(term.value) ?? term.value;
    const [en, ...rest] = term.value.split(" | ");
    const zh = rest.join(" | ");
    if (rest.length > 0 && !hasChinese(en) && hasChinese(zh)) return lang === "zh" ? zh : en;
    return coded(data, column, term.value, lang);
  };
  /** @type {(row: Row, column: Column) => Cell} */
  const cell = (row, column) => {
    const term = row[column.at];
    const iri = column.iris ? iriOf(data, column.name, term) : null;
    if (column.iris) {
      const at = column.labels.get(lang);
      const label = at === undefined ? "" : plain(row[at]);
      const text =
        label || (iri === null ? "" : (labels.get(iri) ?? shorten(iri, data.prefixes, "/").replace(/^<|>$/g, "")));
      if (text !== "") return { text, iri, number: null };
    }
    if (term?.type !== "literal" || term.value === "") return { text: plain(term), iri: null, number: null };
    const number = NUMBERS.includes(kindOf(term)) ? Number(plain(term)) : null;
    if (column.sign !== undefined || column.unit !== undefined) {
      const [sign, unit] = [column.sign, column.unit].map((at) => (at === undefined ? "" : plain(row[at])));
      const text = `${sign === "=" ? "" : sign} ${plain(term)} ${texts.get(unit) ?? unit}`.trim();
      return { text, iri: null, number };
    }
    return { text: number === null ? inWords(term, column.name) : plain(term), iri: null, number };
  };
  return {
    headings: columns.map((each) => heading(data, each.name, lang)),
    rows: answer.rows.map((row) => columns.map((column) => cell(row, column))),
  };
};
